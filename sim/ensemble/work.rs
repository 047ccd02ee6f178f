//! A batch of replicates, shared out among threads.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{Ensemble, Extras, Life, Meter, Stopped, World};
use crate::results::Collector;
use crate::run::Run;

/// Days between two looks at the cancel flag.
const CHUNK_DAYS: u32 = 30;

/// What is the same for every batch.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub ensemble: &'a Ensemble<'a>,
    pub worlds: &'a [World],
    pub extras: Extras<'a>,
    pub cancel: &'a AtomicBool,
    pub progress: &'a (dyn Fn(f64) + Sync),
}

/// What all threads share.
pub(super) struct Work<'a> {
    job: Job<'a>,
    replicates: Range<u32>,
    next: AtomicUsize,
    /// Processor time of building cities.
    setup_nanoseconds: AtomicU64,
    /// Why a unit could not be kept; nothing goes on then.
    failed: Mutex<Option<String>>,
    has_failed: AtomicBool,
    folded: Mutex<Folded>,
}

/// What a batch came to.
pub(super) struct Finished {
    pub collector: Collector,
    pub resident_days: f64,
    /// Processor seconds of building cities.
    pub building: f64,
}

/// Tasks that have been folded into the results, and those that wait for their turn.
struct Folded {
    collector: Collector,
    waiting: BTreeMap<usize, Task>,
    due: usize,
    resident_days: f64,
}

/// What a task gave: its runs by scenario, and the resident-days that were lived for it.
struct Task {
    runs: Vec<(usize, Run)>,
    resident_days: f64,
}

impl<'a> Work<'a> {
    pub(super) fn new(job: Job<'a>, replicates: Range<u32>, collector: Collector) -> Self {
        Self {
            job,
            replicates,
            next: AtomicUsize::new(0),
            setup_nanoseconds: AtomicU64::new(0),
            failed: Mutex::new(None),
            has_failed: AtomicBool::new(false),
            folded: Mutex::new(Folded { collector, waiting: BTreeMap::new(), due: 0, resident_days: 0.0 }),
        }
    }

    /// Takes tasks in order until none is left.
    pub(super) fn take_tasks<L: Life>(&self) {
        let worlds = self.job.worlds;
        let tasks = worlds.len() * self.replicates.len();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= tasks {
                return;
            }
            let replicate = self.replicates.start + (index / worlds.len()) as u32;
            // Too few tasks to keep every thread busy, or the last ones: whoever is idle lends a hand.
            let threads = self.job.ensemble.threads;
            let share = threads > 1 && (tasks < 2 * threads || index + threads >= tasks);
            let Some(task) = self.task::<L>(&worlds[index % worlds.len()], replicate, share) else { return };
            // A shard only leaves its units; whoever merges them folds.
            if self.job.extras.shard.is_none() {
                self.folded.lock().expect("no thread has panicked: the pool passes panics on").add(index, task);
            }
        }
    }

    /// What came out once all threads are done.
    pub(super) fn finish(self) -> Result<Finished, Stopped> {
        if let Some(reason) = self.failed.into_inner().expect("no thread has panicked: the pool passes panics on") {
            return Err(Stopped::Store(reason));
        }
        if self.job.cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let folded = self.folded.into_inner().expect("no thread has panicked: the pool passes panics on");
        Ok(Finished {
            collector: folded.collector,
            resident_days: folded.resident_days,
            building: self.setup_nanoseconds.into_inner() as f64 * 1e-9,
        })
    }

    fn stopped(&self) -> bool {
        self.job.cancel.load(Ordering::Relaxed) || self.has_failed.load(Ordering::Relaxed)
    }

    /// One world in one replicate: what is there is taken, the rest is lived; `None` when stopped.
    fn task<L: Life>(&self, world: &World, replicate: u32, share: bool) -> Option<Task> {
        let Job { ensemble, extras, .. } = self.job;
        let mut runs = Vec::new();
        let mut missing = Vec::new();
        for &index in &world.scenarios {
            if !extras.is_mine(ensemble.unit(index, replicate)) {
                continue;
            }
            match extras.units.and_then(|units| units.take(index, replicate)) {
                Some(run) => runs.push((index, run)),
                None => missing.push(index),
            }
        }
        let mut resident_days = 0.0;
        if !missing.is_empty() {
            let (burn_in, lived) = self.live_through::<L>(world, replicate, &missing, share)?;
            resident_days = burn_in + lived.iter().map(|(_, run)| run.resident_days).sum::<f64>();
            runs.extend(lived);
        }
        Some(Task { runs, resident_days })
    }

    /// Burns a world in and lets the missing scenarios branch from it; resident-days of the burn-in come along.
    fn live_through<L: Life>(
        &self,
        world: &World,
        replicate: u32,
        missing: &[usize],
        share: bool,
    ) -> Option<(f64, Vec<(usize, Run)>)> {
        if self.stopped() {
            return None;
        }
        let Job { ensemble, extras, .. } = self.job;
        let first = &ensemble.scenarios[world.scenarios[0]];
        let mut root = L::built(first, ensemble.seed, replicate, &Meter::start(share, &self.setup_nanoseconds));
        let days = first.settings.frame.burn_in_days as u32;
        self.live(&mut root, days, share)?;
        let burn_in = root.residents() as f64 * f64::from(days);
        let live = |root: L, index: usize| {
            let scenario = &ensemble.scenarios[index];
            let mut life = root.into_branch(scenario);
            if extras.units.is_some_and(crate::store::Units::with_cases) {
                life.keep_journal();
            }
            self.live(&mut life, scenario.settings.frame.days as u32, share)?;
            let run = life.measure();
            if let Some(units) = extras.units
                && let Err(error) = units.keep(index, replicate, &run, &life.traces())
            {
                self.fail(error.to_string());
                return None;
            }
            Some((index, run))
        };
        if share && root.parts() < 2 * ensemble.threads {
            let runs: Option<Vec<_>> = missing.par_iter().map(|&index| live(root.clone(), index)).collect();
            return Some((burn_in, runs?));
        }
        // One branch after the other, and the last without a copy: a large city is in memory twice at most.
        let (&last, others) = missing.split_last()?;
        let mut runs = Vec::new();
        for &index in others {
            runs.push(live(root.clone(), index)?);
        }
        runs.push(live(root, last)?);
        Some((burn_in, runs))
    }

    fn fail(&self, reason: String) {
        self.failed.lock().expect("no thread has panicked: the pool passes panics on").get_or_insert(reason);
        self.has_failed.store(true, Ordering::Relaxed);
    }

    /// Lives `days` days, with a look at the cancel flag now and then; `None` when stopped.
    fn live<L: Life>(&self, life: &mut L, days: u32, share: bool) -> Option<()> {
        let residents = life.residents() as f64;
        let mut left = days;
        while left > 0 {
            if self.stopped() {
                return None;
            }
            let days = left.min(CHUNK_DAYS);
            life.advance(days, share);
            left -= days;
            (self.job.progress)(residents * f64::from(days));
        }
        Some(())
    }
}

impl Folded {
    /// Takes a finished task and folds in all whose turn has come.
    fn add(&mut self, index: usize, task: Task) {
        self.waiting.insert(index, task);
        while let Some(task) = self.waiting.remove(&self.due) {
            self.resident_days += task.resident_days;
            for (scenario, run) in task.runs {
                self.collector.add(scenario, run);
            }
            self.due += 1;
        }
    }
}
