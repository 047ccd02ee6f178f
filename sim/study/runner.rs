//! Lives through the scenarios of many points and keeps of each run the values of its outcomes alone.
//!
//! Scenarios that share a world burn in once per replicate, whatever their number: a design over levers alone has one
//! world. Scenarios that are the same, such as a baseline on which no factor acts, run once. Finished runs lie on disk as
//! those of `gridgov run` do, without days, grids and groups.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::ensemble::{Stopped, residents};
use crate::outcomes::OutcomeKind;
use crate::results::canonical_hash;
use crate::run::{Run, Simulation, world_hash};
use crate::scenario::Scenario;
use crate::store::Units;

/// Days between two looks at the cancel flag.
const CHUNK_DAYS: u32 = 30;

/// How scenarios are lived through.
pub struct Runner<'a> {
    /// Seed.
    pub seed: u64,
    /// Runs of every scenario.
    pub replicates: u32,
    /// Threads.
    pub pool: &'a rayon::ThreadPool,
    /// The folder of results, where finished runs are found and kept; `None` keeps none.
    pub folder: Option<&'a std::path::Path>,
    /// Stops everything when set.
    pub cancel: &'a AtomicBool,
    /// Told how many resident-days are ahead.
    pub announce: &'a (dyn Fn(f64) + Sync),
    /// Told resident-days as they are done.
    pub progress: &'a (dyn Fn(f64) + Sync),
    /// Runs that had to be lived through.
    pub lived: AtomicUsize,
}

/// What a batch would take.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Different runs.
    pub units: u64,
    /// Of those, the ones that are not there yet.
    pub missing: u64,
    /// Worlds that burn in.
    pub worlds: u64,
    /// Resident-days that are still to be lived.
    pub resident_days: f64,
}

/// Different scenarios and the worlds that they live in.
struct Batch {
    units: Option<Units>,
    /// Index of the first scenario with the same runs, by scenario.
    twin: Vec<usize>,
    /// Scenarios by world, twins left out.
    worlds: Vec<Vec<usize>>,
}

impl Runner<'_> {
    fn batch(&self, scenarios: &[Scenario]) -> Batch {
        let keys: Vec<String> = scenarios.iter().map(canonical_hash).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut worlds: BTreeMap<[u8; 32], usize> = BTreeMap::new();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        let mut twin = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let known = *first.entry(key).or_insert(index);
            twin.push(known);
            if known == index {
                let at = *worlds.entry(*world_hash(&scenarios[index]).as_bytes()).or_insert(lists.len());
                if at == lists.len() {
                    lists.push(Vec::new());
                }
                lists[at].push(index);
            }
        }
        let units = self.folder.map(|folder| Units::of_keys(folder, keys.clone(), self.seed));
        Batch { units, twin, worlds: lists }
    }

    /// What running the scenarios would take.
    #[must_use]
    pub fn load(&self, scenarios: &[Scenario]) -> Load {
        let batch = self.batch(scenarios);
        self.load_of(scenarios, &batch)
    }

    fn load_of(&self, scenarios: &[Scenario], batch: &Batch) -> Load {
        let mut load = Load { worlds: batch.worlds.len() as u64, ..Load::default() };
        for world in &batch.worlds {
            let first = &scenarios[world[0]];
            let mut days = 0.0;
            for replicate in 0..self.replicates {
                let missing = |index: &&usize| !batch.units.as_ref().is_some_and(|units| units.has(**index, replicate));
                let lengths: Vec<f64> =
                    world.iter().filter(missing).map(|index| scenarios[*index].settings.frame.days).collect();
                load.units += world.len() as u64;
                load.missing += lengths.len() as u64;
                if !lengths.is_empty() {
                    days += first.settings.frame.burn_in_days + lengths.iter().sum::<f64>();
                }
            }
            load.resident_days += if days > 0.0 { residents(first) * days } else { 0.0 };
        }
        load
    }

    /// The values of the outcomes, by scenario, replicate and outcome; NaN where undefined.
    ///
    /// # Errors
    /// When it was stopped, or a run could not be kept.
    ///
    /// # Panics
    /// When the model panics.
    pub fn run(&self, scenarios: &[Scenario], outcomes: &[&OutcomeKind]) -> Result<Vec<Vec<Vec<f64>>>, Stopped> {
        let batch = self.batch(scenarios);
        (self.announce)(self.load_of(scenarios, &batch).resident_days);
        let tasks = batch.worlds.len() * self.replicates as usize;
        // With fewer tasks than threads would like, the scenarios of a world live beside each other as well.
        let share = tasks < 2 * self.pool.current_num_threads();
        let done: Mutex<BTreeMap<(usize, u32), Vec<f64>>> = Mutex::default();
        let failed: Mutex<Option<String>> = Mutex::default();
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let task = next.fetch_add(1, Ordering::Relaxed);
                let broken = failed.lock().expect("no thread has panicked").is_some();
                if task >= tasks || broken || self.cancel.load(Ordering::Relaxed) {
                    return;
                }
                let replicate = (task / batch.worlds.len()) as u32;
                let world = &batch.worlds[task % batch.worlds.len()];
                match self.world(scenarios, world, replicate, batch.units.as_ref(), share) {
                    Ok(runs) => {
                        let mut done = done.lock().expect("no thread has panicked");
                        for (index, run) in runs {
                            let values = outcomes.iter().map(|kind| run.value(kind.id)).collect();
                            done.insert((index, replicate), values);
                        }
                    }
                    Err(Some(reason)) => *failed.lock().expect("no thread has panicked") = Some(reason),
                    Err(None) => return,
                }
            }
        };
        self.pool.scope(|scope| (0..self.pool.current_num_threads()).for_each(|_| scope.spawn(|_| work())));
        if let Some(reason) = failed.into_inner().expect("no thread has panicked") {
            return Err(Stopped::Store(reason));
        }
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let done = done.into_inner().expect("no thread has panicked");
        let of = |index: &usize| (0..self.replicates).map(|r| done[&(*index, r)].clone()).collect();
        Ok(batch.twin.iter().map(of).collect())
    }

    /// The runs of one world in one replicate: those that are there are taken, the others lived. `Err(None)`: stopped.
    fn world(
        &self,
        scenarios: &[Scenario],
        world: &[usize],
        replicate: u32,
        units: Option<&Units>,
        share: bool,
    ) -> Result<Vec<(usize, Run)>, Option<String>> {
        let mut runs = Vec::new();
        let mut missing = Vec::new();
        for &index in world {
            match units.and_then(|units| units.take(index, replicate)) {
                Some(run) => runs.push((index, run)),
                None => missing.push(index),
            }
        }
        if missing.is_empty() {
            return Ok(runs);
        }
        let first = &scenarios[world[0]];
        let mut root = Simulation::built(first, self.seed, replicate);
        self.live(&mut root, first.settings.frame.burn_in_days as u32)?;
        let branch = |&index: &usize| {
            let scenario = &scenarios[index];
            let mut life = root.branch(scenario);
            self.live(&mut life, scenario.settings.frame.days as u32)?;
            let run = slim(life.measure());
            if let Some(units) = units {
                units.keep(index, replicate, &run, &[]).map_err(|error| Some(error.to_string()))?;
            }
            self.lived.fetch_add(1, Ordering::Relaxed);
            Ok((index, run))
        };
        let lived: Result<Vec<_>, Option<String>> =
            if share { missing.par_iter().map(branch).collect() } else { missing.iter().map(branch).collect() };
        runs.extend(lived?);
        Ok(runs)
    }

    /// Lives some days. `Err(None)`: stopped.
    pub(super) fn live(&self, life: &mut Simulation, days: u32) -> Result<(), Option<String>> {
        let residents = life.residents() as f64;
        let mut left = days;
        while left > 0 {
            if self.cancel.load(Ordering::Relaxed) {
                return Err(None);
            }
            let days = left.min(CHUNK_DAYS);
            life.advance(days);
            left -= days;
            (self.progress)(residents * f64::from(days));
        }
        Ok(())
    }
}

/// What is kept of a run: every outcome for all.
fn slim(run: Run) -> Run {
    let measured = run.measured.into_iter().filter(|row| row.group == "all").collect();
    Run { measured, survival: Vec::new(), grids: Vec::new(), daily: Vec::new(), resident_days: run.resident_days }
}
