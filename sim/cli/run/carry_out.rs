//! From a folder and what it holds to complete results in it.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Arguments, signals};
use crate::cli::failure::stopped;
use crate::cli::folder::{self, Contents, Inputs};
use crate::cli::{DONE, output};
use crate::compare::precision;
use crate::ensemble::{Ensemble, Extras, Simulator};
use crate::error::Error;
use crate::results::{Results, RunRecord};
use crate::store::{Manifest, Traces, Units};

/// The results: from the folder where it is up to date, otherwise from a run of what is missing.
pub(super) fn carried_out<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    inputs: &Inputs,
    dir: &Path,
) -> Result<Results, Error> {
    let _lock = folder::lock(dir)?;
    // Asked again under the lock: another process may just have finished the same.
    let holds = folder::holds(dir, inputs)?;
    if holds == Contents::Same
        && !arguments.flags.force
        && let Some(results) = up_to_date(arguments, ensemble, dir)?
    {
        return Ok(results);
    }
    if arguments.flags.force && holds != Contents::Nothing {
        Units::clear(dir)?;
        folder::clear_study(dir)?;
    }
    let cases = arguments.cases || (!arguments.flags.force && holds != Contents::Nothing && has_cases(dir));
    let units = begun::<L>(ensemble, dir, cases)?;
    units.tidy()?;
    let results = simulated::<L>(arguments, ensemble, dir, &units, (arguments.precision, None))?;
    let traces = |scenario, replicate| units.traces(scenario, replicate);
    results.write_with(dir, cases.then_some(&traces as &Traces))?;
    crate::report::write(&results, dir)?;
    Ok(results)
}

/// Runs one shard: its units lie in the folder afterwards, and nothing else.
pub(super) fn shard_run<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    inputs: &Inputs,
    dir: &Path,
    (number, of): (u32, u32),
) -> Result<i32, Error> {
    let _locks = folder::lock_shard(dir, (number, of))?;
    let units = Units::at(dir, &ensemble.records::<L>(), ensemble.seed, arguments.cases);
    match folder::holds(dir, inputs)? {
        Contents::Same if !arguments.flags.force => {
            output::message(&format!("{} is up to date; --force runs it again\n", dir.display()));
            return Ok(DONE);
        }
        // Once other results have made room, the shards that come later find this run begun.
        Contents::Other(_) if arguments.flags.force => {
            Units::clear(dir)?;
            folder::clear_study(dir)?;
        }
        _ => {}
    }
    begun::<L>(ensemble, dir, arguments.cases)?;
    simulated::<L>(arguments, ensemble, dir, &units, (None, Some((number, of))))?;
    Ok(super::shard::done(dir, (number, of), arguments.flags.json))
}

/// The results of an ensemble whose units lie in a folder of their own.
pub(super) fn simulated_in<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    dir: &Path,
) -> Result<Results, Error> {
    let units = begun::<L>(ensemble, dir, false)?;
    units.tidy()?;
    simulated::<L>(arguments, ensemble, dir, &units, (None, None))
}

/// Runs what is missing, with a progress bar, until a signal comes.
fn simulated<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    dir: &Path,
    units: &Units,
    (precision, shard): (Option<f64>, Option<(u32, u32)>),
) -> Result<Results, Error> {
    let signals = signals::Signals::listen()?;
    let bar = bar(arguments.flags.quiet);
    let announce = |resident_days: f64| bar.inc_length(resident_days as u64);
    let extras = Extras { units: Some(units), precision, shard, announce: &announce };
    let results = ensemble.run_on::<L>(extras, &signals.cancel, &|resident_days| bar.inc(resident_days as u64));
    bar.finish_and_clear();
    results.map_err(|why| {
        let all = ensemble.scenarios.len() * ensemble.replicates as usize;
        let kept = || units.kept(ensemble.replicates);
        stopped(why, &signals, &|| format!("{} of {all} runs are kept in {}", kept(), dir.display()))
    })
}

/// Whether the finished results in a folder hold cases; they are kept up when the results grow.
fn has_cases(dir: &Path) -> bool {
    Manifest::read(dir).ok().flatten().is_some_and(|manifest| manifest.cases)
}

/// Writes into the folder what is being run, and opens its units.
fn begun<L: Simulator>(ensemble: &Ensemble, dir: &Path, cases: bool) -> Result<Units, Error> {
    let Ensemble { baseline, seed, replicates, .. } = *ensemble;
    let records = ensemble.records::<L>();
    let units = Units::at(dir, &records, seed, cases);
    Manifest::planned(records, baseline, seed, replicates, cases).begin(dir)?;
    Ok(units)
}

/// The results in the folder; `None` where they are not as precise as asked.
fn up_to_date(arguments: &Arguments, ensemble: &Ensemble, dir: &Path) -> Result<Option<Results>, Error> {
    let mut results = Results::read(dir)?;
    if let Some(asked) = arguments.precision
        && results.replicates < precision::CAP
    {
        let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
        let baseline = results.index_of(ensemble.baseline)?;
        // Whole batches are judged in their order, as in a run: more than it takes does no harm.
        let enough = |batches: u32| {
            let first = (batches * precision::BATCH) as usize;
            let runs: Vec<&[RunRecord]> = runs.iter().map(|runs| &runs[..first]).collect();
            precision::judge(&runs, results.replicates_together(), baseline, asked).reached()
        };
        if !(1..=results.replicates / precision::BATCH).any(enough) {
            return Ok(None);
        }
    }
    output::message(&format!("{} is up to date; --force runs it again\n", dir.display()));
    if results.baseline != ensemble.baseline {
        ensemble.baseline.clone_into(&mut results.baseline);
        results.write(dir)?;
        crate::report::write(&results, dir)?;
    }
    Ok(Some(results))
}

/// The progress bar: nothing where stderr is not a terminal.
pub(in crate::cli) fn bar(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let template = "{wide_bar} {percent:>3}%  {human_pos} of {human_len} resident-days, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        let rate = |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:.1} million/s", state.per_sec() / 1e6);
        };
        bar.set_style(style.with_key("per_sec", rate));
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(250));
    }
    bar
}
