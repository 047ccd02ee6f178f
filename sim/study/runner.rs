//! Runs the scenarios of many points and keeps of each run the values of its outcomes alone.
//!
//! Scenarios that share a world burn in once per replicate, whatever their number: a design over levers alone has one
//! world. Scenarios that are the same, such as a baseline on which no factor acts, run once. Finished runs lie on disk as
//! those of `gridgov run` do, without days, grids and groups.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

pub use crate::ensemble::WorkItem;
use crate::ensemble::{Batch, Division, Execution, Stopped, advance, worlds};
use crate::outcomes::OutcomeKind;
use crate::results::canonical_hash;
use crate::run::{Run, Simulation};
use crate::scenario::Scenario;
use crate::store::{Packs, Units};

/// How scenarios are run.
pub struct Runner<'a> {
    /// Seed.
    pub seed: u64,
    /// Runs of every scenario.
    pub replicates: u32,
    /// Threads.
    pub pool: &'a rayon::ThreadPool,
    /// Where finished runs are found and kept, in the folder of results; `None` keeps none.
    pub packs: Option<&'a Packs>,
    /// Only this part of the runs (number, of how many); they are kept, and there is nothing to analyse.
    pub shard: Option<(u32, u32)>,
    /// Stops everything when set.
    pub cancel: &'a AtomicBool,
    /// Is called with how many resident-days are ahead.
    pub announce: &'a (dyn Fn(f64) + Sync),
    /// Is called with resident-days as they are done.
    pub progress: &'a (dyn Fn(f64) + Sync),
    /// Counts the runs that had to be simulated.
    pub simulated: AtomicUsize,
}

/// Values of outcomes, by scenario, replicate and outcome; NaN where undefined.
pub type Values = Vec<Vec<Vec<f64>>>;

/// Different scenarios, and where their units lie.
struct Distinct {
    /// Index of the first scenario with the same runs, by scenario.
    twins: Vec<usize>,
    worlds: Vec<Vec<usize>>,
    units: Option<Units>,
}

/// Different units, and which shard runs each.
pub struct UnitKeys {
    /// What identifies them, each once.
    pub keys: Vec<String>,
    /// Replicates of each.
    pub replicates: u32,
    /// By key: its world and its scenario, as shards divide them.
    places: Vec<(usize, usize)>,
    division: Division,
}

impl UnitKeys {
    /// Those of scenarios that are run with [`Runner::run`].
    #[must_use]
    pub fn of(scenarios: &[Scenario], replicates: u32) -> Self {
        let (all, twins, worlds) = grouped(scenarios);
        let division = Division { worlds: worlds.len(), scenarios: all.len(), replicates: replicates as usize };
        let place =
            |scenario: usize| (worlds.iter().position(|world| world.contains(&scenario)).unwrap_or(0), scenario);
        let firsts = (0..twins.len()).filter(|index| twins[*index] == *index);
        let (keys, places) = firsts.map(|first| (all[first].clone(), place(first))).unzip();
        Self { keys, replicates, places, division }
    }

    /// Those of which a shard runs whole replicates.
    #[must_use]
    pub fn by_replicate(keys: Vec<String>, replicates: u32) -> Self {
        // As many replicates as it takes for the division to be by them.
        let division = Division { worlds: 1, scenarios: 1, replicates: usize::MAX };
        Self { places: vec![(0, 0); keys.len()], keys, replicates, division }
    }

    /// The shard, one of `of`, that runs a replicate of a key.
    #[must_use]
    pub fn shard_of(&self, key: usize, replicate: u32, of: u32) -> u32 {
        let (world, scenario) = self.places[key];
        self.division.shard_of(world, scenario, replicate as usize, of)
    }
}

/// Keys of scenarios; by scenario the first with the same; the worlds of those first ones.
fn grouped(scenarios: &[Scenario]) -> (Vec<String>, Vec<usize>, Vec<Vec<usize>>) {
    let keys: Vec<String> = scenarios.iter().map(canonical_hash).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let twins: Vec<usize> = keys.iter().enumerate().map(|(i, key)| *first.entry(key).or_insert(i)).collect();
    let firsts = (0..twins.len()).filter(|index| twins[*index] == *index);
    let worlds = worlds::<Simulation>(scenarios, firsts);
    (keys, twins, worlds)
}

impl Runner<'_> {
    fn distinct(&self, scenarios: &[Scenario]) -> Distinct {
        let (keys, twins, worlds) = grouped(scenarios);
        let units = self.packs.map(|packs| Units::of_keys(packs, keys, self.seed));
        Distinct { twins, worlds, units }
    }

    fn batch<'a>(&self, scenarios: &'a [Scenario], of: &'a Distinct, replicates: u32) -> Batch<'a> {
        let Distinct { worlds, units, .. } = of;
        let (seed, shard, units) = (self.seed, self.shard, units.as_ref());
        Batch { scenarios, worlds, seed, replicates: 0..replicates, units, shard, keeps: slim }
    }

    /// What so many replicates of the scenarios would take.
    #[must_use]
    pub fn load(&self, scenarios: &[Scenario], replicates: u32) -> WorkItem {
        self.batch(scenarios, &self.distinct(scenarios), replicates).load()
    }

    /// The runs of scenarios that several processes share in.
    #[must_use]
    pub fn shared<'a>(&'a self, scenarios: &'a [Scenario], replicates: u32) -> Shared<'a> {
        Shared { runner: self, scenarios, replicates, distinct: self.distinct(scenarios) }
    }

    fn execution(&self) -> Execution<'_> {
        Execution { pool: self.pool, cancel: self.cancel, progress: self.progress, simulated: &self.simulated }
    }

    /// The values of the outcomes in so many replicates; of a shard, those that are not its own are empty.
    ///
    /// # Errors
    /// When it was stopped, or a run could not be kept.
    pub fn run(&self, scenarios: &[Scenario], replicates: u32, outcomes: &[&OutcomeKind]) -> Result<Values, Stopped> {
        let distinct = self.distinct(scenarios);
        let batch = self.batch(scenarios, &distinct, replicates);
        (self.announce)(batch.load().resident_days);
        let mut values: Values = vec![vec![Vec::new(); replicates as usize]; scenarios.len()];
        batch.run::<Simulation>(self.execution(), &mut |scenario, replicate, run| {
            values[scenario][replicate as usize] = outcomes.iter().map(|kind| run.value(kind.id)).collect();
        })?;
        Ok(distinct.twins.iter().map(|twin| values[*twin].clone()).collect())
    }

    /// Simulates some days. `Err(None)`: stopped.
    pub(super) fn advance(&self, simulation: &mut Simulation, days: u32) -> Result<(), Option<String>> {
        advance(simulation, days, false, &|| self.cancel.load(Ordering::Relaxed), self.progress).ok_or(None)
    }
}

/// Runs that several processes share in.
pub struct Shared<'a> {
    runner: &'a Runner<'a>,
    scenarios: &'a [Scenario],
    replicates: u32,
    distinct: Distinct,
}

impl Shared<'_> {
    /// The values of the outcomes where every run is kept already; none where one is missing.
    #[must_use]
    pub fn kept(&self, outcomes: &[&OutcomeKind]) -> Option<Values> {
        let Distinct { twins, units, .. } = &self.distinct;
        let units = units.as_ref()?;
        units.refresh();
        let firsts = || (0..twins.len()).filter(|index| twins[*index] == *index);
        if !firsts().all(|scenario| (0..self.replicates).all(|replicate| units.has(scenario, replicate))) {
            return None;
        }
        let mut values: Values = vec![Vec::new(); self.scenarios.len()];
        for scenario in firsts() {
            for replicate in 0..self.replicates {
                let run = units.take(scenario, replicate)?;
                values[scenario].push(outcomes.iter().map(|kind| run.value(kind.id)).collect());
            }
        }
        Some(twins.iter().map(|twin| values[*twin].clone()).collect())
    }

    fn part(&self, part: (u32, u32)) -> Batch<'_> {
        Batch { shard: Some(part), ..self.runner.batch(self.scenarios, &self.distinct, self.replicates) }
    }

    /// How many runs of a part are missing.
    #[must_use]
    pub fn missing(&self, part: (u32, u32)) -> u64 {
        self.part(part).load().missing
    }

    /// Runs what is missing of a part.
    ///
    /// # Errors
    /// When it was stopped, or a run could not be kept.
    pub fn run(&self, part: (u32, u32)) -> Result<(), Stopped> {
        let batch = self.part(part);
        (self.runner.announce)(batch.load().resident_days);
        batch.run::<Simulation>(self.runner.execution(), &mut |_, _, _| ()).map(|_| ())
    }
}

/// What is kept of a run: every outcome for all.
fn slim(run: Run) -> Run {
    let measured = run.measured.into_iter().filter(|row| row.group == "all").collect();
    Run {
        measured,
        survival: Vec::new(),
        grids: Vec::new(),
        daily: Vec::new(),
        places: Vec::new(),
        resident_days: run.resident_days,
    }
}
