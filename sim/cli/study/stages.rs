//! Shards of a study that chooses its points as it goes: all of them go from stage to stage together.
//!
//! Each runs its own part of a stage first. Then it looks for parts that nobody works at, such as those of shards that have
//! died or have not begun, and runs these; where every part is in somebody's hands, it waits for what they give. So any number of
//! processes ends the study, be it one alone, and none stands idle because another is gone. Which process has run a part decides
//! nothing: two that run the same one, where a file system knows no locks, keep the same runs.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::cli::folder::lock_part;
use crate::ensemble::Stopped;
use crate::outcomes::OutcomeKind;
use crate::study::asks::Stages;
use crate::study::evaluate::{Batch, Failure};
use crate::study::runner::{Runner, Shared};

/// The first wait for the parts of others, and how often a wait looks whether it is to end.
const FIRST: Duration = Duration::from_millis(100);
/// The longest wait for each shard that there is, so that many together do not wear out a shared disk, and its bounds.
const FOR_A_SHARD: Duration = Duration::from_millis(50);
const LONGEST: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(15));

/// Runs stages until all are done.
///
/// # Errors
/// When it was stopped, a run could not be kept, or a point is no scenario.
pub(super) fn keep(
    stages: &mut dyn Stages,
    runner: &Runner,
    outcomes: &[&OutcomeKind],
    dir: &Path,
    (number, of): (u32, u32),
) -> Result<(), Failure> {
    let longest = (FOR_A_SHARD * of).clamp(LONGEST.0, LONGEST.1);
    while let Some(Batch { scenarios, replicates }) = stages.next()? {
        let runs = runner.shared(&scenarios, replicates);
        let mut wait = FIRST;
        let values = loop {
            if let Some(values) = runs.kept(outcomes) {
                break values;
            }
            if run_one(&runs, dir, (number, of))? {
                wait = FIRST;
            } else {
                rest(runner, wait)?;
                wait = (wait * 2).min(longest);
            }
        };
        stages.record(values);
    }
    Ok(())
}

/// Runs what is missing of the first part, from its own on, at which nobody works; whether there was one.
fn run_one(runs: &Shared, dir: &Path, (number, of): (u32, u32)) -> Result<bool, Failure> {
    for part in (0..of).map(|turn| ((number + turn) % of, of)).filter(|part| runs.missing(*part) > 0) {
        let lock = lock_part(dir, part).map_err(|error| Stopped::Store(error.to_string()))?;
        // Whoever had the lock until now may have run it all.
        if lock.is_some() && runs.missing(part) > 0 {
            runs.run(part)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Waits, unless it is to end.
fn rest(runner: &Runner, time: Duration) -> Result<(), Stopped> {
    let clock = Instant::now();
    while clock.elapsed() < time {
        if runner.cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        std::thread::sleep(FIRST.min(time.saturating_sub(clock.elapsed())));
    }
    Ok(())
}
