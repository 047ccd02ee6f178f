//! From a folder and what it holds to complete results in it.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Arguments;
use crate::cli::failure::stopped;
use crate::cli::folder::{self, Contents, Inputs};
use crate::cli::language::{asked_for, language};
use crate::cli::signals::Working;
use crate::cli::{DONE, output};
use crate::compare::precision::{self, Asked};
use crate::diagnostics::printable;
use crate::ensemble::{Ensemble, Extras, Simulator, WorkItem};
use crate::error::Error;
use crate::results::{Results, RunRecord};
use crate::store::{Manifest, Traces, Units, tidy};
use crate::words::Language;

/// The results: from the folder where it is up to date, otherwise from a run of what is missing.
pub(super) fn carried_out<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    inputs: &Inputs,
    dir: &Path,
) -> Result<Results, Error> {
    let _lock = folder::lock_unless_finished(dir, &|dir| folder::holds(dir, inputs))?;
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
    }
    tidy(dir);
    holds.announce(dir);
    let kept = |of: fn(&Manifest) -> bool| !arguments.flags.force && has(dir, inputs, of);
    let cases = arguments.cases || kept(|there| there.cases);
    let places = arguments.places || kept(|there| there.places);
    let units = begun::<L>(ensemble, dir, (cases, places), None)?;
    let results = simulated::<L>(arguments, ensemble, dir, &units, (arguments.asked(), None))?;
    let traces = |scenario, replicate| units.traces(scenario, replicate);
    results.write_all(dir, cases.then_some(&traces as &Traces), &crate::report::pages(&results, asked_for())?)?;
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
    let units = Units::at(dir, &ensemble.records::<L>(), ensemble.seed, arguments.cases).by_place(arguments.places);
    match folder::holds(dir, inputs)? {
        Contents::Same if !arguments.flags.force => {
            output::message(&format!("{} is up to date; --force runs it again\n", dir.display()));
            return Ok(DONE);
        }
        // Once other results have made room, the shards that come later find this run begun.
        Contents::Other(_) if arguments.flags.force => Units::clear(dir)?,
        _ => {}
    }
    begun::<L>(ensemble, dir, (arguments.cases, arguments.places), Some(of))?;
    simulated::<L>(arguments, ensemble, dir, &units, (None, Some((number, of))))?;
    Ok(super::shard::done(dir, (number, of), arguments.flags.json))
}

/// The results of an ensemble whose units lie in a folder of their own.
pub(super) fn simulated_in<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    dir: &Path,
) -> Result<Results, Error> {
    tidy(dir);
    let units = begun::<L>(ensemble, dir, (false, false), None)?;
    simulated::<L>(arguments, ensemble, dir, &units, (None, None))
}

/// Runs what is missing, with a progress bar, until a signal comes.
fn simulated<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    dir: &Path,
    units: &Units,
    (precision, shard): (Option<Asked>, Option<(u32, u32)>),
) -> Result<Results, Error> {
    let working = Working::begin();
    let bar = bar(arguments.flags.quiet);
    let announce = |resident_days: f64| bar.inc_length(resident_days as u64);
    let extras = Extras { units: Some(units), precision, shard, announce: &announce };
    let results = ensemble.run_on::<L>(extras, working.cancel, &|resident_days| bar.inc(resident_days as u64));
    bar.finish_and_clear();
    results.map_err(|why| {
        // Of a shard, its own; how many a precision asks for nobody knows beforehand.
        let load = ensemble.load_on::<L>(Extras { units: Some(units), shard, ..Extras::default() });
        stopped(why, &|| left(load, dir))
    })
}

/// Whether the results of these inputs in a folder hold cases or the months of communities, or were to; they are kept up when
/// the results grow.
fn has(dir: &Path, inputs: &Inputs, of: fn(&Manifest) -> bool) -> bool {
    let known = [Manifest::read(dir).ok().flatten(), Manifest::begun(dir)];
    known.iter().flatten().any(|there| of(there) && inputs.difference(&Inputs::of_manifest(there)).is_none())
}

/// Writes into the folder what is being run, and opens its units.
fn begun<L: Simulator>(
    ensemble: &Ensemble,
    dir: &Path,
    (cases, places): (bool, bool),
    of: Option<u32>,
) -> Result<Units, Error> {
    let Ensemble { baseline, seed, replicates, .. } = *ensemble;
    let records = ensemble.records::<L>();
    let units = Units::at(dir, &records, seed, cases).by_place(places);
    let manifest = Manifest::planned(records, baseline, seed, replicates, cases);
    Manifest { shards: of, places, ..manifest }.begin(dir)?;
    Ok(units)
}

/// The results in the folder; `None` where they are not as precise as asked.
fn up_to_date(arguments: &Arguments, ensemble: &Ensemble, dir: &Path) -> Result<Option<Results>, Error> {
    let mut results = Results::read(dir)?;
    if let Some(asked) = arguments.asked()
        && results.replicates < precision::CAP
    {
        let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
        let baseline = results.index_of(ensemble.baseline)?;
        let records: Vec<_> = results.scenarios.iter().collect();
        // Whole batches are judged in their order, as in a run: more than it takes does no harm.
        let enough = |batches: u32| {
            let first = (batches * precision::BATCH) as usize;
            let runs: Vec<&[RunRecord]> = runs.iter().map(|runs| &runs[..first]).collect();
            precision::judge(&runs, &records, baseline, asked).reached()
        };
        if !(1..=results.replicates / precision::BATCH).any(enough) {
            return Ok(None);
        }
    }
    output::message(&format!("{} is up to date; --force runs it again\n", dir.display()));
    if results.baseline != ensemble.baseline {
        ensemble.baseline.clone_into(&mut results.baseline);
        results.write_all(dir, None, &crate::report::pages(&results, asked_for())?)?;
    }
    Ok(Some(results))
}

/// The progress bar: nothing where stderr is not a terminal.
pub(in crate::cli) fn bar(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let language = language();
    let template = language.pick(
        "{wide_bar} {percent:>3}%  {human_pos} of {human_len} resident-days, {per_sec}, {eta} left",
        "{wide_bar} {percent:>3}%  {human_pos}/{human_len} 居民·日，{per_sec}，剩余{eta}",
    );
    if let Ok(style) = ProgressStyle::with_template(template) {
        let rate = move |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = match language {
                Language::English => write!(out, "{:.1} million/s", state.per_sec() / 1e6),
                Language::Chinese => write!(out, "每秒{:.0}万", state.per_sec() / 1e4),
            };
        };
        bar.set_style(style.with_key("per_sec", rate));
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(250));
    }
    bar
}

/// What is kept and what is left of some work.
fn left(load: WorkItem, dir: &Path) -> String {
    let WorkItem { units, missing, resident_days, .. } = load;
    let millions = resident_days / 1e6;
    let (kept, dir) = (units - missing, printable(&dir.display().to_string()));
    format!("{kept} of {units} runs are kept in {dir}; {missing} are left, {millions:.1} million resident-days")
}
