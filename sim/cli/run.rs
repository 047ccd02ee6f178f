//! `gridgov run`: scenarios to results.

mod plan;
mod signals;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::evidence::{self, Lang};
use super::folder::{self, Holds, Inputs};
use super::{FAILED, output};
use crate::diagnostics::{Diagnostic, printable};
use crate::ensemble::{Ensemble, Life, Stopped};
use crate::results::Results;
use crate::run::Simulation;
use crate::scenario::{Scenario, load};

/// Where results go unless `--out` says otherwise.
const RESULTS: &str = "results";

/// Run scenarios and compare them
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov run scenarios                                      every scenario of a folder against its baseline
  gridgov run baseline.toml training.toml --replicates 10    two files, quickly
  gridgov run scenarios --set city.residents=50000 --plan    what would be run, and for how long")]
pub struct Arguments {
    /// Scenario files, or folders: the .toml files directly in them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The scenario that the others are compared with [default: the one called baseline, else the first]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// Set a value in every scenario, such as `staffing.training_hours_per_year=40`
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Seed: the same seed gives the same results
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    seed: u64,
    /// Runs of every scenario; run r of one scenario is paired with run r of the others
    #[arg(long, default_value_t = 30, allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// End after so many days at the latest
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1_024))]
    threads: Option<u32>,
    /// Folder for the results [default: results/ and the name of the folder or first file]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Run even where the folder is up to date, or replace the other results in --out
    #[arg(long)]
    force: bool,
    /// Say what would be run, and run nothing
    #[arg(long)]
    plan: bool,
    /// Language of the table
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// No progress on stderr
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    match load(&arguments.paths, &arguments.set) {
        Ok(scenarios) => run_on::<Simulation>(arguments, scenarios, Path::new(RESULTS)),
        Err(problems) => output::report(problems, arguments.json),
    }
}

/// Why a run ends early: its message has been written, this is the exit code.
struct Ends(i32);

/// The command on any kind of life; default folders lie in `parent`.
fn run_on<L: Life>(arguments: &Arguments, mut scenarios: Vec<Scenario>, parent: &Path) -> i32 {
    if let Some(days) = arguments.days {
        truncate(&mut scenarios, days);
    }
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let baseline = match evidence::baseline(arguments.baseline.as_deref(), &names) {
        Ok(baseline) => baseline,
        Err(problem) => return output::report(vec![*problem], arguments.json),
    };
    let threads = arguments
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |threads| threads as usize);
    let (seed, replicates) = (arguments.seed, arguments.replicates);
    let ensemble = Ensemble { scenarios: &scenarios, baseline, seed, replicates, threads };
    let inputs = Inputs::of(&scenarios, seed, replicates);
    let done = chosen(arguments, &inputs, parent).and_then(|(dir, holds)| {
        if arguments.plan {
            return Ok(plan::show::<L>(&ensemble, &dir, &holds, arguments.json));
        }
        let results = made::<L>(arguments, &ensemble, &inputs, &dir)?;
        Ok(evidence::show(&results, &dir.display().to_string(), arguments.lang, arguments.json))
    });
    done.unwrap_or_else(|Ends(code)| code)
}

/// Shortens every scenario that is longer than `days`.
fn truncate(scenarios: &mut [Scenario], days: u32) {
    let mut shortened = 0;
    let mut shorter = 0;
    for scenario in scenarios.iter_mut() {
        let own = &mut scenario.settings.frame.days;
        shorter += u32::from(*own < f64::from(days));
        if *own > f64::from(days) {
            *own = f64::from(days);
            // A change after the end never acts; without it the inputs are those of what is run.
            scenario.changes.retain(|change| i64::from(change.day) < i64::from(days));
            shortened += 1;
        }
    }
    if shortened > 0 {
        output::say(&format!("note: --days {days} ends {shortened} scenario(s) early; later changes do not happen\n"));
    }
    if shorter > 0 {
        output::say(&format!(
            "note: {shorter} scenario(s) end before day {days} by themselves; --days only shortens\n"
        ));
    }
}

/// The folder to write to, and what it holds.
fn chosen(arguments: &Arguments, inputs: &Inputs, parent: &Path) -> Result<(PathBuf, Holds), Ends> {
    let failed = |reason: String| {
        output::say(&format!("error: {reason}\n"));
        Ends(FAILED)
    };
    if let Some(dir) = &arguments.out {
        let holds = folder::holds(dir, inputs).map_err(failed)?;
        if let Holds::Other(what) = &holds
            && !arguments.force
        {
            let problem =
                Diagnostic::of_file(&printable(&dir.display().to_string()), format!("the folder holds {what}"))
                    .expected("a new folder, or one with results of the same inputs")
                    .help("name another folder with --out, or replace what is there with --force");
            return Err(Ends(output::report(vec![problem], arguments.json)));
        }
        return Ok((dir.clone(), holds));
    }
    let name = arguments.paths.first().map_or_else(|| "run".to_owned(), |path| folder::default_name(path));
    let (dir, passed_over) = folder::default_folder(parent, &name, inputs).map_err(failed)?;
    if let Some(what) = passed_over {
        let (taken, free) = (parent.join(name), dir.display());
        output::say(&format!("note: {} holds {what}; the results go to {free}\n", taken.display()));
    }
    let holds = folder::holds(&dir, inputs).map_err(failed)?;
    Ok((dir, holds))
}

/// The results: from the folder where it is up to date, otherwise from a run.
fn made<L: Life>(arguments: &Arguments, ensemble: &Ensemble, inputs: &Inputs, dir: &Path) -> Result<Results, Ends> {
    let failed = |reason: String| {
        output::say(&format!("error: {reason}\n"));
        Ends(FAILED)
    };
    let _lock = folder::lock(dir).map_err(failed)?;
    // Asked again under the lock: another process may just have finished the same.
    let holds = folder::holds(dir, inputs).map_err(failed)?;
    if holds == Holds::Same && !arguments.force {
        let mut results = Results::read(dir).map_err(|error| failed(error.to_string()))?;
        output::say(&format!("{} is up to date; --force runs it again\n", dir.display()));
        if results.baseline != ensemble.baseline {
            ensemble.baseline.clone_into(&mut results.baseline);
            results.write(dir).map_err(|error| failed(error.to_string()))?;
            crate::report::write(&results, dir).map_err(|error| failed(error.to_string()))?;
        }
        return Ok(results);
    }
    let signals =
        signals::Signals::listen().map_err(|error| failed(format!("failed to watch for signals: {error}")))?;
    let progress = bar(ensemble.resident_days_on::<L>(), arguments.quiet);
    let results = ensemble.run_on::<L>(&signals.cancel, &|resident_days| progress.inc(resident_days as u64));
    progress.finish_and_clear();
    match results {
        Ok(results) => {
            results.write(dir).map_err(|error| failed(error.to_string()))?;
            crate::report::write(&results, dir).map_err(|error| failed(error.to_string()))?;
            Ok(results)
        }
        Err(Stopped::Threads(reason)) => Err(failed(format!("failed to start threads: {reason}"))),
        Err(Stopped::Cancelled) => {
            let (name, code) = signals.received();
            output::say(&format!("stopped by {name}: nothing was written to {}; run it again\n", dir.display()));
            Err(Ends(code))
        }
    }
}

/// The progress bar: nothing where stderr is not a terminal.
fn bar(resident_days: f64, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(resident_days as u64), target);
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

#[cfg(test)]
mod tests;
