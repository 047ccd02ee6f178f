//! Folds finished runs into results.

use std::collections::BTreeSet;

use super::{GridMean, OpenShare, Results, RunRecord, ScenarioRecord, SurvivalCurve};
use crate::outcomes::places;
use crate::run::{GridRow, Run};
use crate::statistics::quantile::of_sorted;

/// Takes runs scenario by scenario, each scenario's replicates in order.
#[derive(Debug)]
pub struct Collector {
    baseline: String,
    seed: u64,
    scenarios: Vec<Folded>,
}

/// One scenario's runs so far.
#[derive(Debug)]
struct Folded {
    record: ScenarioRecord,
    hashes: Vec<blake3::Hash>,
    runs: Vec<RunRecord>,
    /// By kind: one curve per replicate.
    survival: Vec<(String, Vec<Vec<f64>>)>,
    grids: Vec<GridSum>,
    /// Where outcomes are given by place: the communities that its policy names.
    places: Option<BTreeSet<String>>,
}

/// Sums over the replicates of one grid, divided at the end.
#[derive(Debug)]
struct GridSum {
    row: GridRow,
    residents: f64,
    runs: f64,
    /// By outcome: sum and number of the defined values.
    values: Vec<(&'static str, f64, f64)>,
}

impl Collector {
    /// An empty collector for the runs of `scenarios`.
    #[must_use]
    pub fn new(scenarios: Vec<ScenarioRecord>, baseline: &str, seed: u64) -> Self {
        let pilots = pilots(&scenarios, baseline);
        let collector =
            Self { baseline: baseline.to_owned(), seed, scenarios: scenarios.into_iter().map(Folded::new).collect() };
        if pilots.iter().all(BTreeSet::is_empty) { collector } else { collector.placed(pilots) }
    }

    /// Gives outcomes by place, also where no policy is local.
    #[must_use]
    pub fn with_places(self, asked: bool) -> Self {
        let none = vec![BTreeSet::new(); self.scenarios.len()];
        if asked && self.scenarios.iter().all(|scenario| scenario.places.is_none()) { self.placed(none) } else { self }
    }

    fn placed(mut self, pilots: Vec<BTreeSet<String>>) -> Self {
        for (scenario, changed) in self.scenarios.iter_mut().zip(pilots) {
            scenario.places = Some(changed);
        }
        self
    }

    /// The runs taken so far, by scenario and replicate.
    #[must_use]
    pub fn runs(&self) -> Vec<&[RunRecord]> {
        self.scenarios.iter().map(|scenario| scenario.runs.as_slice()).collect()
    }

    /// The scenarios.
    #[must_use]
    pub fn records(&self) -> Vec<&ScenarioRecord> {
        self.scenarios.iter().map(|scenario| &scenario.record).collect()
    }

    /// Takes the next replicate of a scenario, by its index.
    pub fn add(&mut self, scenario: usize, run: Run) {
        self.scenarios[scenario].add(run);
    }

    /// The results.
    ///
    /// # Panics
    /// When scenarios have different numbers of replicates.
    #[must_use]
    pub fn finish(self) -> Results {
        let replicates = self.scenarios.first().map_or(0, |scenario| scenario.runs.len());
        let mut results = Results {
            program_version: super::PROGRAM_VERSION.to_owned(),
            model_version: super::MODEL_VERSION.to_owned(),
            seed: self.seed,
            replicates: replicates as u32,
            baseline: self.baseline,
            scenarios: Vec::new(),
            runs: Vec::new(),
            survival: Vec::new(),
            grids: Vec::new(),
            cost: None,
            alone: None,
        };
        for mut scenario in self.scenarios {
            assert_eq!(scenario.runs.len(), replicates, "{} lacks replicates", scenario.record.name);
            let name = scenario.record.name.clone();
            results.survival.extend(scenario.survival.into_iter().map(|(kind, curves)| SurvivalCurve {
                scenario: name.clone(),
                kind,
                open: band(&curves),
            }));
            results.grids.extend(scenario.grids.into_iter().map(|grid| grid.mean(&name)));
            results.runs.push(scenario.runs);
            scenario.record.result_hash = values_hash(&scenario.hashes);
            results.scenarios.push(scenario.record);
        }
        results
    }
}

/// By scenario: the communities in which its policy changes something that it does not change everywhere. The baseline has those that the
/// others have, where they all have the same.
fn pilots(scenarios: &[ScenarioRecord], baseline: &str) -> Vec<BTreeSet<String>> {
    let base = scenarios.iter().find(|scenario| scenario.name == baseline).and_then(|record| record.sets.as_ref());
    let of = |record: &ScenarioRecord| match (base, &record.sets) {
        (Some(base), Some(own)) => own.places_beside(base),
        _ => BTreeSet::new(),
    };
    let mut pilots: Vec<BTreeSet<String>> = scenarios.iter().map(of).collect();
    let mut different = pilots.iter().filter(|names| !names.is_empty());
    let first = different.next().cloned();
    if let Some(first) = first.filter(|first| different.all(|other| other == first))
        && let Some(at) = scenarios.iter().position(|scenario| scenario.name == baseline)
    {
        pilots[at] = first;
    }
    pilots
}

/// Hash of the hashes of a scenario's runs in their order.
pub(crate) fn values_hash(hashes: &[blake3::Hash]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(hashes.len() as u32).to_le_bytes());
    for hash in hashes {
        hasher.update(hash.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

impl Folded {
    fn new(record: ScenarioRecord) -> Self {
        Self { record, hashes: Vec::new(), runs: Vec::new(), survival: Vec::new(), grids: Vec::new(), places: None }
    }

    fn add(&mut self, run: Run) {
        self.hashes.push(run.hash());
        for (kind, curve) in run.survival {
            match self.survival.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, curves)) => curves.push(curve),
                None => self.survival.push((kind, vec![curve])),
            }
        }
        // A map shows one city: where cities are drawn, the first.
        let mapped = self.record.replicates_per_city.is_none_or(|replicates| self.runs.len() < replicates as usize);
        for (index, row) in run.grids.into_iter().enumerate().filter(|_| mapped) {
            let same = |sum: &GridSum| sum.row.grid == row.grid && sum.row.community == row.community;
            // A world has its grids in the same order in every replicate; the search is for the case that it has not.
            let at = match self.grids.get(index) {
                Some(sum) if same(sum) => Some(index),
                _ => self.grids.iter().position(same),
            };
            match at {
                Some(at) => self.grids[at].add(&row),
                None => self.grids.push(GridSum::new(row)),
            }
        }
        let mut record = RunRecord { measured: run.measured, daily: run.daily, places: Vec::new() };
        if let Some(changed) = &self.places {
            record.measured.extend(places::groups(&run.places));
            if !changed.is_empty() {
                record.measured.extend(places::by_change(&run.places, changed));
            }
            record.places = run.places;
        }
        self.runs.push(record);
    }
}

impl GridSum {
    fn new(row: GridRow) -> Self {
        let values = row.values.iter().map(|(outcome, _)| (*outcome, 0.0, 0.0)).collect();
        let mut sum = Self { residents: 0.0, runs: 0.0, values, row };
        let first = std::mem::take(&mut sum.row.values);
        sum.add_values(sum.row.residents, &first);
        sum
    }

    fn add(&mut self, row: &GridRow) {
        self.add_values(row.residents, &row.values);
    }

    fn add_values(&mut self, residents: u32, values: &[(&'static str, f64)]) {
        self.residents += f64::from(residents);
        self.runs += 1.0;
        for (outcome, value) in values.iter().filter(|(_, value)| !value.is_nan()) {
            if let Some((_, sum, count)) = self.values.iter_mut().find(|(known, ..)| known == outcome) {
                *sum += value;
                *count += 1.0;
            }
        }
    }

    fn mean(self, scenario: &str) -> GridMean {
        GridMean {
            scenario: scenario.to_owned(),
            community: self.row.community,
            grid: self.row.grid,
            residents: self.residents / self.runs,
            place: self.row.place,
            values: self.values.into_iter().map(|(outcome, sum, count)| (outcome, sum / count)).collect(),
        }
    }
}

/// Mean and central 95% over replicates, day by day; a curve that ends earlier counts as long as it lasts.
fn band(curves: &[Vec<f64>]) -> Vec<OpenShare> {
    let days = curves.iter().map(Vec::len).max().unwrap_or(0);
    let on = |day: usize| {
        let mut values: Vec<f64> =
            curves.iter().filter_map(|curve| curve.get(day).copied()).filter(|value| !value.is_nan()).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.sort_by(f64::total_cmp);
        OpenShare { mean, low: of_sorted(&values, 0.025), high: of_sorted(&values, 0.975) }
    };
    (0..days).map(on).collect()
}
