//! Results: what every scenario gave in every replicate, and who it was.
//!
//! [`Collector`] folds finished runs into [`Results`] in the order of replicates, so that sums do not depend on scheduling
//! and the bulky parts of a run (grids, survival) are kept only as summaries over replicates.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::error::Error;
use crate::outcomes::record::{PlaceRow, Series};
use crate::run::{Measured, Run};
use crate::scenario::nearest::nearest;
use crate::scenario::sources::Sources;
use crate::scenario::{Scenario, Sets};

mod collector;
pub use collector::Collector;
#[cfg(any(test, fuzzing, target_arch = "wasm32"))]
pub(crate) use collector::values_hash;

/// Version of the model: changes whenever the same inputs give other values.
pub const MODEL_VERSION: &str = "4";

/// Version of this program.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A scenario as it was run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScenarioRecord {
    /// Name.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// The file it came from, as the user named it.
    pub file: String,
    /// The text of that file.
    pub text: String,
    /// Hash of everything that decides its results, see [`scenario_hash`].
    pub hash: String,
    /// Hash of what decides the values of its runs, see [`canonical_hash`]; its units are named by it.
    pub key: String,
    /// Hash of its world: scenarios that share one have the same burn-in.
    pub world: String,
    /// Days simulated after day 0.
    pub days: u32,
    /// Days of the burn-in before.
    pub burn_in_days: u32,
    /// Replicates in the same drawn city; `None` where all are in one.
    pub replicates_per_city: Option<u32>,
    /// By outcome: the smallest change that matters, where its file sets it.
    pub matters: BTreeMap<String, f64>,
    /// What it sets; `None` in results of a version that did not keep it.
    pub sets: Option<Sets>,
    /// Hash of the values of all its runs, whatever it is called.
    pub result_hash: String,
    /// The files that it was read from.
    pub(crate) sources: Sources,
}

impl ScenarioRecord {
    /// The record of `scenario` before it has run.
    #[must_use]
    pub fn of(scenario: &Scenario, world: &str) -> Self {
        Self {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            title_zh: scenario.title_zh.clone(),
            file: scenario.file.clone(),
            text: scenario.text.clone(),
            hash: scenario_hash(scenario),
            key: canonical_hash(scenario),
            world: world.to_owned(),
            days: scenario.settings.frame.days as u32,
            burn_in_days: scenario.settings.frame.burn_in_days as u32,
            replicates_per_city: scenario.settings.plan.replicates_per_city(),
            matters: scenario.matters.iter().map(|(id, least)| ((*id).to_owned(), *least)).collect(),
            sets: Some(scenario.sets()),
            result_hash: String::new(),
            sources: scenario.sources.clone(),
        }
    }
}

impl ScenarioRecord {
    /// So many replicates in a row are no more independent of each other than those of one city are; 1 where each is.
    #[must_use]
    pub fn replicates_together(&self) -> usize {
        self.replicates_per_city.map_or(1, |replicates| replicates.max(1) as usize)
    }
}

/// Hash of a scenario's name, titles and everything it sets.
///
/// Taken over the debug text, which writes every field and floats in their shortest exact form: a field added later
/// cannot be forgotten here.
#[must_use]
pub fn scenario_hash(scenario: &Scenario) -> String {
    let Scenario { name, title, title_zh, settings, root_levers, start, changes, roster, matters, .. } = scenario;
    let set = format!("{name:?} {title:?} {title_zh:?} {settings:?} {root_levers:?} {start:?} {changes:?} {roster:?}");
    let text = if matters.is_empty() { set } else { format!("{set} {matters:?}") };
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Hash of everything that decides what a scenario's runs give, whatever it is called: with seed, replicate and version of
/// the model it identifies a run.
#[must_use]
pub fn canonical_hash(scenario: &Scenario) -> String {
    let Scenario { settings, root_levers, start, changes, .. } = scenario;
    let roster = scenario.roster_by_id();
    let text = format!("{settings:?} {root_levers:?} {start:?} {changes:?} {roster:?}");
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// What is kept of one run.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RunRecord {
    /// Every outcome, `all` and groups.
    pub measured: Vec<Measured>,
    /// Outcomes by day for the whole city; empty when read from files that do not hold them.
    pub daily: Vec<Series>,
    /// Its communities, where outcomes are given by place.
    pub places: Vec<PlaceRow>,
}

/// Share of cases still open on one day since filing, over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct OpenShare {
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end of the central 95% of replicates.
    pub low: f64,
    /// Upper end of the central 95% of replicates.
    pub high: f64,
}

/// Survival of cases of one kind in one scenario.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SurvivalCurve {
    /// Name of the scenario.
    pub scenario: String,
    /// Kind of incident, or `all`.
    pub kind: String,
    /// By whole days since filing.
    pub open: Vec<OpenShare>,
}

/// One grid in one scenario, mean over replicates.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GridMean {
    /// Name of the scenario.
    pub scenario: String,
    /// Community.
    pub community: String,
    /// Number of the grid within its community, from 1.
    pub grid: u32,
    /// Residents.
    pub residents: f64,
    /// Place on the map.
    pub place: (f64, f64),
    /// Outcomes by id; NaN where undefined in every replicate.
    pub values: Vec<(&'static str, f64)>,
}

/// What a run took. No hash covers it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cost {
    /// When it started, UTC, RFC 3339.
    pub started: String,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Processor seconds without set-up, where the platform reports it.
    pub cpu_seconds: Option<f64>,
    /// Processor seconds of set-up, where the platform reports it.
    pub setup_cpu_seconds: Option<f64>,
    /// Residents times days, burn-in and every branch, also of runs that were kept from before.
    pub resident_days: f64,
    /// Those of them that were simulated in the seconds given here.
    pub simulated_resident_days: f64,
    /// Peak resident memory, where the platform reports it.
    pub peak_memory_bytes: Option<u64>,
    /// Threads used.
    pub threads: u32,
    /// Name of the machine, where the platform reports it.
    pub host: Option<String>,
}

/// Everything that scenarios × replicates gave.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Results {
    /// Version of the program that made them.
    pub program_version: String,
    /// Version of the model that made them.
    pub model_version: String,
    /// Seed.
    pub seed: u64,
    /// Number of replicates of every scenario.
    pub replicates: u32,
    /// Name of the scenario that the others are compared with.
    pub baseline: String,
    /// The scenarios, in the order in which they were named.
    pub scenarios: Vec<ScenarioRecord>,
    /// By scenario and replicate.
    pub runs: Vec<Vec<RunRecord>>,
    /// By scenario and kind.
    pub survival: Vec<SurvivalCurve>,
    /// By scenario and grid.
    pub grids: Vec<GridMean>,
    /// What it took; `None` where nothing was measured.
    pub cost: Option<Cost>,
    /// Parts of the scenarios' policies run alone beside the same baseline, where somebody asked why.
    pub alone: Option<Box<Results>>,
}

impl Results {
    /// Results of complete runs, `runs[scenario][replicate]`.
    #[must_use]
    pub fn from_runs(scenarios: Vec<ScenarioRecord>, baseline: &str, seed: u64, runs: Vec<Vec<Run>>) -> Self {
        let mut collector = Collector::new(scenarios, baseline, seed);
        for (scenario, runs) in runs.into_iter().enumerate() {
            for run in runs {
                collector.add(scenario, run);
            }
        }
        collector.finish()
    }

    /// Hash of the canonical values of all runs: of the scenarios' hashes, sorted. It depends neither on what scenarios are
    /// called nor on the order in which they were named.
    #[must_use]
    pub fn result_hash(&self) -> String {
        let mut hashes: Vec<_> = self.scenarios.iter().map(|scenario| scenario.result_hash.as_str()).collect();
        hashes.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for hash in hashes {
            hasher.update(hash.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Whether the months of communities are there.
    #[must_use]
    pub fn has_months(&self) -> bool {
        self.runs.iter().flatten().flat_map(|run| &run.places).any(|place| !place.months.is_empty())
    }

    /// The index of the baseline.
    ///
    /// # Errors
    /// When no scenario has its name.
    pub fn baseline_index(&self) -> Result<usize, Error> {
        self.index_of(&self.baseline)
    }

    /// So many replicates in a row are in one city, see [`ScenarioRecord::replicates_together`]: the most of any scenario.
    #[must_use]
    pub fn replicates_together(&self) -> usize {
        self.scenarios.iter().map(ScenarioRecord::replicates_together).max().unwrap_or(1)
    }

    pub(crate) fn index_of(&self, wanted: &str) -> Result<usize, Error> {
        let names: Vec<&str> = self.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
        let found = names.iter().position(|name| *name == wanted);
        found.ok_or_else(|| no_scenario("baseline", wanted, &names).into())
    }

    /// Adds the scenarios of other results that are comparable with these; scenarios that both hold are kept once.
    ///
    /// # Errors
    /// Names why they are not comparable.
    pub fn merge(&mut self, other: Self) -> Result<(), String> {
        let unequal = |what: &str, here: &str, there: &str| {
            (here != there).then(|| format!("{what} differs: {here} and {there}")).map_or(Ok(()), Err)
        };
        unequal("the seed", &self.seed.to_string(), &other.seed.to_string())?;
        unequal("the number of replicates", &self.replicates.to_string(), &other.replicates.to_string())?;
        unequal("the version of the model", &self.model_version, &other.model_version)?;
        let shares_a_world = |scenario: &ScenarioRecord| self.scenarios.iter().any(|mine| mine.world == scenario.world);
        if !other.scenarios.iter().any(shares_a_world) {
            return Err(
                "they share no world: the city, its incidents, behaviour, mechanisms, burn-in or the policy of \
                        the burn-in differ, so their runs are not pairs"
                    .to_owned(),
            );
        }
        let twin = |scenario: &ScenarioRecord| self.scenarios.iter().find(|mine| mine.name == scenario.name);
        let differing = |scenario: &&ScenarioRecord| twin(scenario).is_some_and(|mine| mine.hash != scenario.hash);
        if let Some(scenario) = other.scenarios.iter().find(differing) {
            return Err(format!("both hold a scenario called {}, with different settings", scenario.name));
        }
        let known: Vec<String> = self.scenarios.iter().map(|scenario| scenario.name.clone()).collect();
        let is_new = |name: &String| !known.contains(name);
        for (scenario, runs) in other.scenarios.into_iter().zip(other.runs) {
            if is_new(&scenario.name) {
                self.scenarios.push(scenario);
                self.runs.push(runs);
            }
        }
        self.survival.extend(other.survival.into_iter().filter(|curve| is_new(&curve.scenario)));
        self.grids.extend(other.grids.into_iter().filter(|grid| is_new(&grid.scenario)));
        Ok(())
    }
}

/// The problem that no scenario is called `wanted`, where that was asked for.
pub(crate) fn no_scenario(asked: &str, wanted: &str, names: &[&str]) -> Diagnostic {
    let expected = match nearest(wanted, names.iter().copied()) {
        Some(near) => format!("one of the scenarios; the nearest is {near}"),
        None => format!("one of {}", names.join(", ")),
    };
    let problem = Diagnostic::of_file(asked, format!("there is no scenario called {wanted}"));
    problem.code(Code::UnknownName).expected(expected)
}

#[cfg(test)]
pub(crate) mod tests;
