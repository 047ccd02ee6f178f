//! Scenarios × replicates in parallel, with the same results whatever the scheduling.
//!
//! A unit is one scenario in one replicate. Threads take tasks of one world in one replicate (`batch`), which studies
//! use as well; here their runs are folded into results, in order. Where there are fewer tasks than threads would like,
//! and while the last ones run, the subdistricts of a city (of a small one the branches) run beside each other too.
//!
//! Where results are written, every unit is on disk as soon as it is finished: whatever stops a run, it can be resumed.

mod batch;
mod cost;
mod division;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use crate::compare::precision::{self, Asked};
use crate::diagnostics::Diagnostic;
use crate::outcomes::traces::CaseEvent;
use crate::results::{Collector, Cost, Results, ScenarioRecord, no_scenario};
use crate::run::{Executor, Run, Serial, Simulation, world_hash};
use crate::scenario::Scenario;
use crate::society::Subdistrict;
use crate::store::Units;
pub use batch::WorkItem;
pub(crate) use batch::{Batch, Execution, advance};
pub use division::{Division, array_expression};

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
    /// A finished unit could not be kept.
    Store(String),
    /// Nothing was run: something that was named is not there.
    Input(Box<Diagnostic>),
}

/// What goes beyond running every replicate in memory.
#[derive(Clone, Copy)]
pub(crate) struct Extras<'a> {
    /// Where finished units are found and kept.
    pub units: Option<&'a Units>,
    /// Replicates come in batches until the intervals are as narrow as asked; `replicates` is then the most there may be.
    pub precision: Option<Asked>,
    /// Only this part of the units (number, of how many); nothing is folded.
    pub shard: Option<(u32, u32)>,
    /// Is called with how many resident-days are ahead, batch by batch.
    pub announce: &'a (dyn Fn(f64) + Sync),
}

impl Default for Extras<'_> {
    fn default() -> Self {
        Self { units: None, precision: None, shard: None, announce: &|_| () }
    }
}

/// What the ensemble asks of a simulation; a test runs it on something simpler.
pub(crate) trait Simulator: Clone + Send + Sync {
    /// Identity of a scenario's world.
    fn world(scenario: &Scenario) -> String;
    /// The world before its burn-in, its parts built by `executor`.
    fn built(scenario: &Scenario, seed: u64, replicate: u32, executor: &impl Executor) -> Self;
    /// The same on day 0 under a scenario's policy.
    fn into_branch(self, scenario: &Scenario) -> Self;
    /// Simulates more days, on this thread or also on others that are idle.
    fn advance(&mut self, days: u32, share: bool);
    /// Residents.
    fn residents(&self) -> u64;
    /// Parts that can be simulated beside each other.
    fn parts(&self) -> usize {
        1
    }
    /// Outcomes since day 0.
    fn measure(&self) -> Run;
    /// Keeps a journal from now on.
    fn keep_journal(&mut self) {}
    /// Keeps every community's outcomes by month from now on.
    fn keep_months(&mut self) {}
    /// What the journal holds.
    fn traces(&self) -> Vec<CaseEvent> {
        Vec::new()
    }
}

impl Simulator for Simulation {
    fn world(scenario: &Scenario) -> String {
        world_hash(scenario).to_hex().to_string()
    }
    fn built(scenario: &Scenario, seed: u64, replicate: u32, executor: &impl Executor) -> Self {
        Self::built_with(scenario, seed, replicate, executor)
    }
    fn into_branch(self, scenario: &Scenario) -> Self {
        self.into_branch(scenario)
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
    fn parts(&self) -> usize {
        self.society().subdistricts.len()
    }
    fn measure(&self) -> Run {
        self.measure()
    }
    fn keep_journal(&mut self) {
        self.keep_journal();
    }
    fn keep_months(&mut self) {
        self.keep_months();
    }
    fn traces(&self) -> Vec<CaseEvent> {
        self.traces()
    }
}

/// Subdistricts beside each other, on whichever threads of the pool are idle.
struct Shared;

impl Executor for Shared {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        subdistricts.par_iter_mut().for_each(visit);
    }
}

/// Builds subdistricts, and adds up the processor time of that on whichever threads.
struct Meter<'a> {
    share: bool,
    /// Processor time of this thread when the work began.
    begun: Option<f64>,
    nanoseconds: &'a AtomicU64,
}

impl<'a> Meter<'a> {
    fn start(share: bool, nanoseconds: &'a AtomicU64) -> Self {
        Self { share, begun: cost::thread_cpu_seconds(), nanoseconds }
    }

    /// Adds what this thread has spent since `begun`.
    fn add(&self, begun: Option<f64>) {
        if let Some((now, begun)) = cost::thread_cpu_seconds().zip(begun) {
            self.nanoseconds.fetch_add(((now - begun) * 1e9) as u64, Ordering::Relaxed);
        }
    }
}

impl Executor for Meter<'_> {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        // What the city as a whole progress before its parts.
        self.add(self.begun);
        // Each visit for itself: between two of them a thread may lend itself to other work.
        let visit = |s: &mut Subdistrict| {
            let begun = cost::thread_cpu_seconds();
            visit(s);
            self.add(begun);
        };
        if self.share {
            Shared.for_each(subdistricts, &visit);
        } else {
            Serial.for_each(subdistricts, &visit);
        }
    }
}

impl Ensemble<'_> {
    /// Runs everything. `progress` is called with resident-days as they are done, a piece at a time, from any thread.
    ///
    /// # Errors
    /// When no scenario is the baseline, `cancel` was set on the way, or threads could not be started.
    pub fn run(&self, cancel: &AtomicBool, progress: &(dyn Fn(f64) + Sync)) -> Result<Results, Stopped> {
        self.run_on::<Simulation>(Extras::default(), cancel, progress)
    }

    /// Number of different worlds.
    #[must_use]
    pub fn worlds(&self) -> usize {
        self.worlds_on::<Simulation>()
    }

    pub(crate) fn worlds_on<L: Simulator>(&self) -> usize {
        self.worlds_of::<L>().len()
    }

    /// Resident-days of the whole work, burn-in and every branch, from the plans of the cities.
    #[must_use]
    pub fn resident_days(&self) -> f64 {
        self.resident_days_on::<Simulation>(Extras::default())
    }

    /// Resident-days that are still to be simulated: of the units that are not there yet.
    pub(crate) fn resident_days_on<L: Simulator>(&self, extras: Extras) -> f64 {
        self.load_on::<L>(extras).resident_days
    }

    /// What is still to be simulated.
    pub(crate) fn load_on<L: Simulator>(&self, extras: Extras) -> WorkItem {
        self.batch(&self.worlds_of::<L>(), 0..self.replicates, extras).load()
    }

    fn worlds_of<L: Simulator>(&self) -> Vec<Vec<usize>> {
        worlds::<L>(self.scenarios, 0..self.scenarios.len())
    }

    fn batch<'a>(&'a self, worlds: &'a [Vec<usize>], replicates: Range<u32>, extras: Extras<'a>) -> Batch<'a> {
        let Self { scenarios, seed, .. } = *self;
        let Extras { units, shard, .. } = extras;
        Batch { scenarios, worlds, seed, replicates, units, shard, keeps: |run| run }
    }

    /// Index of the baseline.
    fn baseline_index(&self) -> Result<usize, Stopped> {
        let names: Vec<&str> = self.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
        let found = names.iter().position(|name| *name == self.baseline);
        found.ok_or_else(|| Stopped::Input(no_scenario("baseline", self.baseline, &names).into()))
    }

    /// The records of the scenarios before they have run.
    pub(crate) fn records<L: Simulator>(&self) -> Vec<ScenarioRecord> {
        self.scenarios.iter().map(|scenario| ScenarioRecord::of(scenario, &L::world(scenario))).collect()
    }

    pub(crate) fn run_on<L: Simulator>(
        &self,
        extras: Extras,
        cancel: &AtomicBool,
        progress: &(dyn Fn(f64) + Sync),
    ) -> Result<Results, Stopped> {
        let baseline = self.baseline_index()?;
        let clock = Instant::now();
        let started = cost::now();
        let cpu_before = cost::process_cpu_seconds();
        let worlds = self.worlds_of::<L>();
        let by_place = extras.units.is_some_and(Units::with_places);
        let mut collector = Collector::new(self.records::<L>(), self.baseline, self.seed).with_places(by_place);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| Stopped::Threads(error.to_string()))?;
        let simulated = AtomicUsize::new(0);
        let execution = Execution { pool: &pool, cancel, progress, simulated: &simulated };
        let (mut done, mut resident_days, mut simulated_days, mut building) = (0, 0.0, 0.0, 0.0);
        while done < self.replicates {
            // Batches are judged one after the other, so that their number depends on values alone.
            let size = if extras.precision.is_some() { precision::BATCH } else { self.replicates };
            let replicates = done..self.replicates.min(done + size);
            done = replicates.end;
            let batch = self.batch(&worlds, replicates, extras);
            (extras.announce)(batch.load().resident_days);
            let progress = batch.run::<L>(execution, &mut |scenario, _, run| {
                // A shard only leaves its units; merging folds them.
                if extras.shard.is_none() {
                    collector.add(scenario, run);
                }
            })?;
            resident_days += progress.resident_days;
            simulated_days += progress.simulated;
            building += progress.building;
            let narrow = |asked| precision::judge(&collector.runs(), &collector.records(), baseline, asked).reached();
            if extras.precision.is_some_and(narrow) {
                break;
            }
        }
        let mut results = if extras.shard.is_some() {
            Collector::new(Vec::new(), self.baseline, self.seed).finish()
        } else {
            collector.finish()
        };
        let cpu_after = cost::process_cpu_seconds();
        results.cost = Some(Cost {
            started,
            cpu_seconds: cpu_after.zip(cpu_before).map(|(after, before)| after - before - building),
            setup_cpu_seconds: cpu_before.map(|before| before + building),
            simulated_resident_days: simulated_days,
            ..cost_of(clock, resident_days, self.threads)
        });
        Ok(results)
    }
}

/// What it took to put together runs that were there, and what they had taken; nothing was simulated.
pub(crate) fn cost_of(clock: Instant, resident_days: f64, threads: usize) -> Cost {
    Cost {
        started: cost::now(),
        seconds: clock.elapsed().as_secs_f64(),
        resident_days,
        peak_memory_bytes: cost::peak_memory_bytes(),
        threads: threads as u32,
        host: cost::host(),
        ..Cost::default()
    }
}

/// The worlds of some scenarios by first appearance, each with the indices of its own.
pub(crate) fn worlds<L: Simulator>(scenarios: &[Scenario], of: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut worlds: Vec<Vec<usize>> = Vec::new();
    for index in of {
        let world = *known.entry(L::world(&scenarios[index])).or_insert(worlds.len());
        if world == worlds.len() {
            worlds.push(Vec::new());
        }
        worlds[world].push(index);
    }
    worlds
}

/// Residents of a scenario's city, as many in every replicate.
pub(crate) fn residents(scenario: &Scenario) -> f64 {
    let plan = scenario.plan(0, 0);
    plan.iter().flat_map(|subdistrict| &subdistrict.communities).map(|community| f64::from(community.residents)).sum()
}

#[cfg(test)]
pub(crate) mod tests;
