//! Worlds × replicates shared out among threads: the one way in which many runs are made.
//!
//! A task is one world in one replicate. It burns in once, every scenario of the world whose unit is not there yet branches
//! from it, and each unit is kept as soon as it is finished. Runs are handed on in the order of their tasks, so that
//! nothing depends on which thread was faster and only a few ever wait in memory.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::division::Division;
use super::{Meter, Simulator, Stopped, residents};
use crate::run::Run;
use crate::scenario::Scenario;
use crate::store::Units;

/// Days between two looks at the cancel flag.
const CHUNK_DAYS: u32 = 30;

/// What is run.
pub(crate) struct Batch<'a> {
    /// Scenarios.
    pub scenarios: &'a [Scenario],
    /// Scenarios that share a world, by index.
    pub worlds: &'a [Vec<usize>],
    /// Seed.
    pub seed: u64,
    /// Replicates.
    pub replicates: Range<u32>,
    /// Where finished units are found and kept.
    pub units: Option<&'a Units>,
    /// Only this part (number, of how many).
    pub shard: Option<(u32, u32)>,
    /// What is kept of a run.
    pub keeps: fn(Run) -> Run,
}

/// The threads that run it, what stops them, and where progress is reported.
#[derive(Clone, Copy)]
pub(crate) struct Execution<'a> {
    /// Threads.
    pub pool: &'a rayon::ThreadPool,
    /// Stops everything when set.
    pub cancel: &'a AtomicBool,
    /// Is called with resident-days as they are done, from any thread.
    pub progress: &'a (dyn Fn(f64) + Sync),
    /// Counts the runs that had to be simulated.
    pub simulated: &'a AtomicUsize,
}

/// What a batch would take.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorkItem {
    /// Different runs.
    pub units: u64,
    /// Of those, the ones that are not there yet.
    pub missing: u64,
    /// Worlds that burn in.
    pub worlds: u64,
    /// Resident-days that are still to be simulated.
    pub resident_days: f64,
}

impl WorkItem {
    /// Both, one after the other.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            units: self.units + other.units,
            missing: self.missing + other.missing,
            worlds: self.worlds + other.worlds,
            resident_days: self.resident_days + other.resident_days,
        }
    }

    /// The same worlds so many times over.
    #[must_use]
    pub fn times(self, times: u64) -> Self {
        let resident_days = self.resident_days * times as f64;
        Self { units: self.units * times, missing: self.missing * times, resident_days, ..self }
    }
}

/// What a batch took.
#[derive(Default)]
pub(crate) struct Progress {
    /// Resident-days that its runs took, those that were there already included.
    pub resident_days: f64,
    /// Resident-days that were simulated now.
    pub simulated: f64,
    /// Processor seconds of building cities.
    pub building: f64,
}

/// Takes finished runs: scenario, replicate, run.
type Take<'a> = dyn FnMut(usize, u32, Run) + Send + 'a;

impl Batch<'_> {
    /// What it would take.
    pub fn load(&self) -> WorkItem {
        let mut load = WorkItem { worlds: self.worlds.len() as u64, ..WorkItem::default() };
        for (number, world) in self.worlds.iter().enumerate() {
            let frame = |scenario: usize| &self.scenarios[scenario].settings.frame;
            let mut days = 0.0;
            for (at, replicate) in self.replicates.clone().enumerate() {
                let task = at * self.worlds.len() + number;
                let (mut own, mut missing) = (0.0, 0);
                for scenario in world.iter().copied().filter(|scenario| self.is_mine(task, *scenario)) {
                    load.units += 1;
                    if self.units.is_none_or(|units| !units.has(scenario, replicate)) {
                        missing += 1;
                        own += frame(scenario).days;
                    }
                }
                load.missing += missing;
                days += if missing > 0 { frame(world[0]).burn_in_days + own } else { 0.0 };
            }
            load.resident_days += if days > 0.0 { residents(&self.scenarios[world[0]]) * days } else { 0.0 };
        }
        load
    }

    /// Runs everything that is not there yet; `take` is given every run, task by task.
    pub fn run<L: Simulator>(&self, execution: Execution, take: &mut Take) -> Result<Progress, Stopped> {
        let mine = |task: &usize| self.of_task(*task).any(|scenario| self.is_mine(*task, scenario));
        let work = Work {
            batch: self,
            execution,
            tasks: (0..self.tasks()).filter(mine).collect(),
            next: AtomicUsize::new(0),
            building_nanoseconds: AtomicU64::new(0),
            failed: OnceLock::new(),
            handed: Mutex::new(Handed { take, waiting: BTreeMap::new(), due: 0, resident_days: 0.0, simulated: 0.0 }),
        };
        execution.pool.scope(|scope| {
            for _ in 0..execution.pool.current_num_threads() {
                scope.spawn(|_| work.take_tasks::<L>());
            }
        });
        if let Some(reason) = work.failed.into_inner() {
            return Err(Stopped::Store(reason));
        }
        if execution.cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let handed = work.handed.into_inner().expect("no thread has panicked: the pool passes panics on");
        let building = work.building_nanoseconds.into_inner() as f64 * 1e-9;
        Ok(Progress { resident_days: handed.resident_days, simulated: handed.simulated, building })
    }

    fn tasks(&self) -> usize {
        self.worlds.len() * self.replicates.len()
    }

    fn of_task(&self, task: usize) -> impl Iterator<Item = usize> {
        self.worlds[task % self.worlds.len()].iter().copied()
    }

    fn replicate(&self, task: usize) -> u32 {
        self.replicates.start + (task / self.worlds.len()) as u32
    }

    /// How shards divide it.
    fn division(&self) -> Division {
        Division { worlds: self.worlds.len(), scenarios: self.scenarios.len(), replicates: self.replicates.len() }
    }

    /// Whether a unit belongs to the part that is to be simulated.
    fn is_mine(&self, task: usize, scenario: usize) -> bool {
        let worlds = self.worlds.len();
        let mine = |(number, of)| self.division().shard_of(task % worlds, scenario, task / worlds, of) == number;
        self.shard.is_none_or(mine)
    }
}

/// What all threads share.
struct Work<'a, 'take> {
    batch: &'a Batch<'a>,
    execution: Execution<'a>,
    /// Numbers of the tasks, in their order.
    tasks: Vec<usize>,
    next: AtomicUsize,
    /// Processor time of building cities.
    building_nanoseconds: AtomicU64,
    /// Why a unit could not be kept; everything stops then.
    failed: OnceLock<String>,
    handed: Mutex<Handed<'take>>,
}

/// Tasks that have been handed on, and those that wait for their turn.
struct Handed<'take> {
    take: &'take mut Take<'take>,
    waiting: BTreeMap<usize, Task>,
    due: usize,
    resident_days: f64,
    simulated: f64,
}

/// What a task gave: its runs by scenario, and the resident-days that they took, in all and of those simulated now.
struct Task {
    replicate: u32,
    runs: Vec<(usize, Run)>,
    resident_days: f64,
    simulated: f64,
}

impl Work<'_, '_> {
    /// Takes tasks in order until none is left.
    fn take_tasks<L: Simulator>(&self) {
        let (count, threads) = (self.tasks.len(), self.execution.pool.current_num_threads());
        loop {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&task) = self.tasks.get(turn) else { return };
            // Too few tasks to keep every thread busy, or the last ones: idle threads help.
            let share = threads > 1 && (count < 2 * threads || turn + threads >= count);
            let Some(task) = self.task::<L>(task, share) else { return };
            self.handed.lock().expect("no thread has panicked: the pool passes panics on").add(turn, task);
        }
    }

    fn stopped(&self) -> bool {
        self.execution.cancel.load(Ordering::Relaxed) || self.failed.get().is_some()
    }

    /// One world in one replicate: what is there is taken, the rest is simulated; `None` when stopped.
    fn task<L: Simulator>(&self, task: usize, share: bool) -> Option<Task> {
        let batch = self.batch;
        let replicate = batch.replicate(task);
        let (mut runs, mut missing) = (Vec::new(), Vec::new());
        for scenario in batch.of_task(task).filter(|scenario| batch.is_mine(task, *scenario)) {
            match batch.units.and_then(|units| units.take(scenario, replicate)) {
                Some(run) => runs.push((scenario, run)),
                None => missing.push(scenario),
            }
        }
        let first = batch.of_task(task).next()?;
        let mut resident_days = runs.iter().map(|(_, run)| run.resident_days).sum::<f64>();
        let mut simulated = 0.0;
        if missing.is_empty() {
            resident_days += runs.first().map_or(0.0, |(scenario, run)| self.burn_in_before(first, *scenario, run));
        } else {
            let (burn_in, added) = self.run_world::<L>(first, replicate, &missing, share)?;
            simulated = burn_in + added.iter().map(|(_, run)| run.resident_days).sum::<f64>();
            resident_days += simulated;
            runs.extend(added);
        }
        Some(Task { replicate, runs, resident_days, simulated })
    }

    /// Resident-days of the burn-in that went before a run: as many residents, for the days of its world.
    fn burn_in_before(&self, world: usize, scenario: usize, run: &Run) -> f64 {
        let frame = |scenario: usize| &self.batch.scenarios[scenario].settings.frame;
        run.resident_days / frame(scenario).days * frame(world).burn_in_days
    }

    /// Burns a world in and lets the missing scenarios branch from it; resident-days of the burn-in come along.
    fn run_world<L: Simulator>(
        &self,
        first: usize,
        replicate: u32,
        missing: &[usize],
        share: bool,
    ) -> Option<(f64, Vec<(usize, Run)>)> {
        if self.stopped() {
            return None;
        }
        let first = &self.batch.scenarios[first];
        let mut root = L::built(first, self.batch.seed, replicate, &Meter::start(share, &self.building_nanoseconds));
        let days = first.settings.frame.burn_in_days as u32;
        self.advance(&mut root, days, share)?;
        let burn_in = root.residents() as f64 * f64::from(days);
        let branch = |root: L, scenario: usize| self.branch(root, scenario, replicate, share);
        if share && missing.len() > 1 && root.parts() < 2 * self.execution.pool.current_num_threads() {
            let runs: Option<Vec<_>> = missing.par_iter().map(|&scenario| branch(root.clone(), scenario)).collect();
            return Some((burn_in, runs?));
        }
        // One branch after the other, and the last without a copy: a large city is in memory twice at most.
        let (&last, others) = missing.split_last()?;
        let mut runs = Vec::new();
        for &scenario in others {
            runs.push(branch(root.clone(), scenario)?);
        }
        runs.push(branch(root, last)?);
        Some((burn_in, runs))
    }

    /// A scenario from day 0 to its end, kept.
    fn branch<L: Simulator>(&self, root: L, scenario: usize, replicate: u32, share: bool) -> Option<(usize, Run)> {
        let policy = &self.batch.scenarios[scenario];
        let mut simulator = root.into_branch(policy);
        if self.batch.units.is_some_and(Units::with_cases) {
            simulator.keep_journal();
        }
        if self.batch.units.is_some_and(Units::with_places) {
            simulator.keep_months();
        }
        self.advance(&mut simulator, policy.settings.frame.days as u32, share)?;
        let run = (self.batch.keeps)(simulator.measure());
        if let Some(units) = self.batch.units
            && let Err(error) = units.keep_with(scenario, replicate, &run, &simulator.traces())
        {
            // The first reason is reported; another thread may have met the same.
            let _ = self.failed.set(error.to_string());
            return None;
        }
        self.execution.simulated.fetch_add(1, Ordering::Relaxed);
        Some((scenario, run))
    }

    fn advance<L: Simulator>(&self, simulator: &mut L, days: u32, share: bool) -> Option<()> {
        advance(simulator, days, share, &|| self.stopped(), self.execution.progress)
    }
}

/// Simulates `days` days, and checks now and then whether it is stopped; `None` when it is.
pub(crate) fn advance<L: Simulator>(
    simulator: &mut L,
    days: u32,
    share: bool,
    stopped: &dyn Fn() -> bool,
    progress: &dyn Fn(f64),
) -> Option<()> {
    let residents = simulator.residents() as f64;
    let mut left = days;
    while left > 0 {
        if stopped() {
            return None;
        }
        let days = left.min(CHUNK_DAYS);
        simulator.advance(days, share);
        left -= days;
        progress(residents * f64::from(days));
    }
    Some(())
}

impl Handed<'_> {
    /// Takes a finished task and execution on all whose turn has come.
    fn add(&mut self, turn: usize, task: Task) {
        self.waiting.insert(turn, task);
        while let Some(task) = self.waiting.remove(&self.due) {
            self.resident_days += task.resident_days;
            self.simulated += task.simulated;
            for (scenario, run) in task.runs {
                (self.take)(scenario, task.replicate, run);
            }
            self.due += 1;
        }
    }
}
