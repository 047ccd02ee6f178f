//! Scenarios × replicates in parallel, with the same results whatever the scheduling.
//!
//! A unit of work is one world in one replicate: it burns in once, and every scenario of that world branches from it.
//! Threads take units in order; finished units are folded into the results in that same order, so that nothing depends on
//! which thread was faster and only a few finished units ever wait in memory. Where there are fewer units than threads
//! would like, the branches of a unit and the subdistricts of a city live beside each other as well.

mod cost;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rayon::iter::{IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};

use crate::results::{Collector, Cost, Results, ScenarioRecord};
use crate::run::{Executor, Run, Serial, Simulation, world_hash};
use crate::scenario::Scenario;
use crate::society::Subdistrict;

/// Days between two looks at the cancel flag.
const CHUNK_DAYS: u32 = 30;

/// Every scenario in every replicate.
#[derive(Clone, Copy, Debug)]
pub struct Ensemble<'a> {
    /// The scenarios, with different names.
    pub scenarios: &'a [Scenario],
    /// Name of the baseline.
    pub baseline: &'a str,
    /// Seed.
    pub seed: u64,
    /// Replicates, numbered from 0.
    pub replicates: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// Why an ensemble gave no results.
#[derive(Debug)]
#[non_exhaustive]
pub enum Stopped {
    /// The cancel flag was set.
    Cancelled,
    /// Threads could not be started.
    Threads(String),
}

/// What the ensemble asks of a simulation; a test runs it on something simpler.
pub(crate) trait Life: Sized + Send + Sync {
    /// Identity of a scenario's world.
    fn world(scenario: &Scenario) -> String;
    /// The world before its burn-in.
    fn built(scenario: &Scenario, seed: u64, replicate: u32) -> Self;
    /// The same on day 0 under a scenario's policy.
    fn branch(&self, scenario: &Scenario) -> Self;
    /// Lives on, on this thread or also on others that are idle.
    fn advance(&mut self, days: u32, share: bool);
    /// Residents.
    fn residents(&self) -> u64;
    /// Outcomes since day 0.
    fn measure(&self) -> Run;
}

impl Life for Simulation {
    fn world(scenario: &Scenario) -> String {
        world_hash(scenario).to_hex().to_string()
    }
    fn built(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
        Self::built(scenario, seed, replicate)
    }
    fn branch(&self, scenario: &Scenario) -> Self {
        self.branch(scenario)
    }
    fn advance(&mut self, days: u32, share: bool) {
        if share {
            self.advance_with(days, &Shared);
        } else {
            self.advance_with(days, &Serial);
        }
    }
    fn residents(&self) -> u64 {
        self.residents()
    }
    fn measure(&self) -> Run {
        self.measure()
    }
}

/// Subdistricts beside each other, on whichever threads of the pool are idle.
struct Shared;

impl Executor for Shared {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        subdistricts.par_iter_mut().for_each(visit);
    }
}

/// Scenarios that share a world, by index.
#[derive(Debug)]
struct World {
    hash: String,
    scenarios: Vec<usize>,
}

/// What all threads share.
struct Work<'a> {
    ensemble: &'a Ensemble<'a>,
    worlds: &'a [World],
    cancel: &'a AtomicBool,
    progress: &'a (dyn Fn(f64) + Sync),
    /// Whether a unit shares its work with other threads: there are too few units to keep all of them busy.
    share: bool,
    next: AtomicUsize,
    /// Processor time of building cities.
    setup_nanoseconds: AtomicU64,
    folded: Mutex<Folded>,
}

/// Units that have been folded into the results, and those that wait for their turn.
struct Folded {
    collector: Collector,
    waiting: BTreeMap<usize, Unit>,
    due: usize,
    resident_days: f64,
}

/// What a unit gave: its runs by scenario, and resident-days of its burn-in.
struct Unit {
    runs: Vec<(usize, Run)>,
    burn_in: f64,
}

impl Ensemble<'_> {
    /// Runs everything. `progress` is told resident-days as they are done, a piece at a time, from any thread.
    ///
    /// # Errors
    /// When `cancel` was set on the way, or threads could not be started.
    pub fn run(&self, cancel: &AtomicBool, progress: &(dyn Fn(f64) + Sync)) -> Result<Results, Stopped> {
        self.run_on::<Simulation>(cancel, progress)
    }

    /// Number of different worlds.
    #[must_use]
    pub fn worlds(&self) -> usize {
        self.worlds_on::<Simulation>()
    }

    pub(crate) fn worlds_on<L: Life>(&self) -> usize {
        worlds::<L>(self.scenarios).len()
    }

    /// Resident-days of the whole work, burn-in and every branch, from the plans of the cities.
    #[must_use]
    pub fn resident_days(&self) -> f64 {
        self.resident_days_on::<Simulation>()
    }

    pub(crate) fn resident_days_on<L: Life>(&self) -> f64 {
        let of_world = |world: &World| {
            let first = &self.scenarios[world.scenarios[0]];
            let days: f64 = world.scenarios.iter().map(|&index| self.scenarios[index].settings.frame.days).sum();
            residents(first) * (first.settings.frame.burn_in_days + days)
        };
        worlds::<L>(self.scenarios).iter().map(of_world).sum::<f64>() * f64::from(self.replicates)
    }

    pub(crate) fn run_on<L: Life>(
        &self,
        cancel: &AtomicBool,
        progress: &(dyn Fn(f64) + Sync),
    ) -> Result<Results, Stopped> {
        let clock = Instant::now();
        let started = cost::now();
        let cpu_before = cost::process_cpu_seconds();
        let worlds = worlds::<L>(self.scenarios);
        let world_of = |index: &usize| worlds.iter().find(|world| world.scenarios.contains(index));
        let records = (0..self.scenarios.len()).map(|index| {
            ScenarioRecord::of(&self.scenarios[index], world_of(&index).map_or("", |world| world.hash.as_str()))
        });
        let collector = Collector::new(records.collect(), self.baseline, self.seed, self.replicates);
        let units = worlds.len() * self.replicates as usize;
        let work = Work {
            ensemble: self,
            worlds: &worlds,
            cancel,
            progress,
            share: self.threads > 1 && units < 2 * self.threads,
            next: AtomicUsize::new(0),
            setup_nanoseconds: AtomicU64::new(0),
            folded: Mutex::new(Folded { collector, waiting: BTreeMap::new(), due: 0, resident_days: 0.0 }),
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| Stopped::Threads(error.to_string()))?;
        pool.scope(|scope| {
            for _ in 0..self.threads {
                scope.spawn(|_| work.take_units::<L>());
            }
        });
        if cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let folded = work.folded.into_inner().expect("no thread has panicked: the pool passes panics on");
        let mut results = folded.collector.finish();
        let building = work.setup_nanoseconds.into_inner() as f64 * 1e-9;
        let cpu_after = cost::process_cpu_seconds();
        results.cost = Some(Cost {
            started,
            seconds: clock.elapsed().as_secs_f64(),
            cpu_seconds: cpu_after.zip(cpu_before).map(|(after, before)| after - before - building),
            setup_cpu_seconds: cpu_before.map(|before| before + building),
            resident_days: folded.resident_days,
            peak_memory_bytes: cost::peak_memory_bytes(),
            threads: self.threads as u32,
            host: cost::host(),
        });
        Ok(results)
    }
}

impl Work<'_> {
    /// Takes units in order until none is left.
    fn take_units<L: Life>(&self) {
        let units = self.worlds.len() * self.ensemble.replicates as usize;
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= units {
                return;
            }
            let world = &self.worlds[index % self.worlds.len()];
            let replicate = (index / self.worlds.len()) as u32;
            let Some(unit) = self.unit::<L>(world, replicate) else { return };
            let mut folded = self.folded.lock().expect("no thread has panicked: the pool passes panics on");
            folded.add(index, unit);
        }
    }

    /// One world in one replicate; `None` when cancelled.
    fn unit<L: Life>(&self, world: &World, replicate: u32) -> Option<Unit> {
        if self.cancel.load(Ordering::Relaxed) {
            return None;
        }
        let first = &self.ensemble.scenarios[world.scenarios[0]];
        let before = cost::thread_cpu_seconds();
        let mut root = L::built(first, self.ensemble.seed, replicate);
        if let Some((after, before)) = cost::thread_cpu_seconds().zip(before) {
            self.setup_nanoseconds.fetch_add(((after - before) * 1e9) as u64, Ordering::Relaxed);
        }
        let days = first.settings.frame.burn_in_days as u32;
        self.live(&mut root, days)?;
        let burn_in = root.residents() as f64 * f64::from(days);
        let branch = |&index: &usize| {
            let scenario = &self.ensemble.scenarios[index];
            let mut life = root.branch(scenario);
            self.live(&mut life, scenario.settings.frame.days as u32)?;
            Some((index, life.measure()))
        };
        let runs: Option<Vec<_>> = if self.share {
            world.scenarios.par_iter().map(branch).collect()
        } else {
            world.scenarios.iter().map(branch).collect()
        };
        Some(Unit { runs: runs?, burn_in })
    }

    /// Lives `days` days, with a look at the cancel flag now and then; `None` when cancelled.
    fn live<L: Life>(&self, life: &mut L, days: u32) -> Option<()> {
        let residents = life.residents() as f64;
        let mut left = days;
        while left > 0 {
            if self.cancel.load(Ordering::Relaxed) {
                return None;
            }
            let days = left.min(CHUNK_DAYS);
            life.advance(days, self.share);
            left -= days;
            (self.progress)(residents * f64::from(days));
        }
        Some(())
    }
}

impl Folded {
    /// Takes a finished unit and folds in all whose turn has come.
    fn add(&mut self, index: usize, unit: Unit) {
        self.waiting.insert(index, unit);
        while let Some(unit) = self.waiting.remove(&self.due) {
            self.resident_days += unit.burn_in;
            for (scenario, run) in unit.runs {
                self.resident_days += run.resident_days;
                self.collector.add(scenario, run);
            }
            self.due += 1;
        }
    }
}

/// The worlds of the scenarios, by first appearance.
fn worlds<L: Life>(scenarios: &[Scenario]) -> Vec<World> {
    let mut worlds: Vec<World> = Vec::new();
    for (index, scenario) in scenarios.iter().enumerate() {
        let hash = L::world(scenario);
        match worlds.iter_mut().find(|world| world.hash == hash) {
            Some(world) => world.scenarios.push(index),
            None => worlds.push(World { hash, scenarios: vec![index] }),
        }
    }
    worlds
}

/// Residents of a scenario's city.
fn residents(scenario: &Scenario) -> f64 {
    let plan = crate::plan::plan(&scenario.settings.city, scenario.roster.as_deref());
    plan.iter().flat_map(|subdistrict| &subdistrict.communities).map(|community| f64::from(community.residents)).sum()
}

#[cfg(test)]
pub(crate) mod tests;
