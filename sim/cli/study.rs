//! `gridgov study`: a whole range of policies and assumptions, from one file.

mod folder;
mod plan;
mod say;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use clap::Args;

use super::evidence::Lang;
use super::run::{bar, signals};
use super::{FAILED, folder as lock, output};
use crate::diagnostics::{Diagnostic, printable};
use crate::ensemble::Stopped;
use crate::store::Units;
use crate::study::carry_out::{Failure, Findings};
use crate::study::methods::carried_out;
use crate::study::runner::Runner;
use crate::study::store::{self, StudyCost, StudyManifest};
use crate::study::{Study, read};
use crate::words::Language;
use folder::Holds;

/// Study a range of policies and assumptions: sweeps, sensitivity, calibration, search, discovery, robustness
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov study scenarios/studies/factorial_paths.toml              what five paths of reform do, alone and together
  gridgov study scenarios/studies/screening_assumptions.toml --plan how many runs, and for how long
  gridgov study mine.toml --set city.residents=3000 --replicates 2  a smaller try

A study file:
  method = \"latin_hypercube\"
  scenarios = [\"../baseline.toml\", \"../boundary.toml\"]   # the first is the baseline
  outcomes = [\"satisfaction\", \"cost_yuan_per_resident_year\"]

  [[lever]]                          # what a government sets: acts from day 0
  key = \"staffing.audit_share\"
  low = 0.0
  high = 0.4

  [[assumption]]                     # what is assumed about the world; its plausible range unless low and high are given
  key = \"behaviour.learning_own\"

  [design]
  points = 100")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Arguments {
    /// A study file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Set a value at every point, such as `city.residents=3000`
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Seed: the same seed gives the same results
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    seed: u64,
    /// Runs of every scenario at every point [default: what the file says]
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    replicates: Option<u32>,
    /// End after so many days
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1_024))]
    threads: Option<u32>,
    /// Folder for the results [default: results/ and the name of the file]
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

/// Where results go unless `--out` says otherwise.
const RESULTS: &str = "results";

/// Why a study ends early: its message has been written, this is the exit code.
struct Ends(i32);

fn failed(reason: impl std::fmt::Display) -> Ends {
    output::say(&format!("error: {reason}\n"));
    Ends(FAILED)
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let mut on_top = arguments.set.clone();
    on_top.extend(arguments.days.map(|days| format!("scenario.days={days}")));
    let mut study = match read::from_path(&arguments.file, &on_top) {
        Ok(study) => study,
        Err(problems) => return output::report(problems, arguments.json),
    };
    if study.trial.is_some() && arguments.days.is_some() {
        let problem = Diagnostic::of_file("--days", "a trial has days of its own").expected("no --days");
        let help = "write day, wait_days and after_days under [trial]";
        return output::report(vec![problem.help(help)], arguments.json);
    }
    study.replicates = arguments.replicates.unwrap_or(study.replicates);
    match run_on(arguments, &study) {
        Ok(code) | Err(Ends(code)) => code,
    }
}

fn run_on(arguments: &Arguments, study: &Study) -> Result<i32, Ends> {
    let threads = arguments
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |threads| threads as usize);
    let manifest = StudyManifest::of(study, arguments.seed);
    let (dir, holds) = chosen(arguments, study, &manifest)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| failed(format!("failed to start threads: {error}")))?;
    let signals =
        signals::Signals::listen().map_err(|error| failed(format!("failed to watch for signals: {error}")))?;
    let bar = bar(arguments.quiet || arguments.plan);
    let (announce, progress) = (|days: f64| bar.inc_length(days as u64), |days: f64| bar.inc(days as u64));
    let folder = (!arguments.plan || !arguments.force).then_some(dir.as_path());
    let runner = Runner {
        seed: arguments.seed,
        replicates: study.replicates,
        pool: &pool,
        folder,
        cancel: &signals.cancel,
        announce: &announce,
        progress: &progress,
        lived: AtomicUsize::new(0),
    };
    if arguments.plan {
        return plan::show(study, &runner, &dir, &holds, arguments.json)
            .map_err(|failure| ends(failure, &runner, &signals, arguments));
    }
    let _lock = lock::lock(&dir).map_err(failed)?;
    let holds = folder::holds(&dir, &manifest).map_err(failed)?;
    if arguments.force && holds != Holds::Nothing {
        Units::clear(&dir).map_err(failed)?;
        folder::clear_run(&dir).map_err(failed)?;
    }
    manifest.begin(&dir).map_err(failed)?;
    let clock = Instant::now();
    let findings = carried_out(study, &runner);
    bar.finish_and_clear();
    let findings = findings.map_err(|failure| ends(failure, &runner, &signals, arguments))?;
    let lived = runner.lived.load(Ordering::Relaxed) as u64;
    if lived == 0 && holds == Holds::Same {
        output::say(&format!("{} is up to date; --force runs it again\n", dir.display()));
    } else {
        let cost = StudyCost { seconds: clock.elapsed().as_secs_f64(), lived, threads: threads as u32 };
        let result_hash = store::result_hash(study, &findings);
        let manifest = StudyManifest { result_hash, complete: true, run: Some(cost), ..manifest };
        store::write(study, &findings, &manifest, &dir).map_err(failed)?;
        let told = [Language::English, Language::Chinese].map(|language| say::told(study, &findings, language));
        crate::report::study::write(study, &findings, &manifest, &told, &dir).map_err(failed)?;
    }
    Ok(shown(arguments, study, &findings, &dir))
}

fn shown(arguments: &Arguments, study: &Study, findings: &[Findings], dir: &Path) -> i32 {
    if arguments.json {
        return output::put_json(&say::json(study, findings, dir));
    }
    output::put(&say::text(study, findings, arguments.lang.language(), dir))
}

/// The folder to write to, and what it holds.
fn chosen(arguments: &Arguments, study: &Study, manifest: &StudyManifest) -> Result<(PathBuf, Holds), Ends> {
    if let Some(dir) = &arguments.out {
        let holds = folder::holds(dir, manifest).map_err(failed)?;
        if let Holds::Other(what) = &holds
            && !arguments.force
        {
            let name = printable(&dir.display().to_string());
            let problem = Diagnostic::of_file(&name, format!("the folder holds {what}"))
                .expected("a new folder, or one with results of the same study")
                .help("name another folder with --out, or replace what is there with --force");
            return Err(Ends(output::report(vec![problem], arguments.json)));
        }
        return Ok((dir.clone(), holds));
    }
    let parent = Path::new(RESULTS);
    let mut passed_over = None;
    for number in 1.. {
        let name = if number == 1 { study.name.clone() } else { format!("{}-{number}", study.name) };
        let dir = parent.join(name);
        match folder::holds(&dir, manifest).map_err(failed)? {
            Holds::Other(what) => passed_over = passed_over.or(Some((dir, what))),
            holds => {
                if let Some((taken, what)) = passed_over {
                    let free = dir.display();
                    output::say(&format!("note: {} holds {what}; the results go to {free}\n", taken.display()));
                }
                return Ok((dir, holds));
            }
        }
    }
    unreachable!("the numbers do not end")
}

/// Says why a study ended early.
fn ends(failure: Failure, runner: &Runner, signals: &signals::Signals, arguments: &Arguments) -> Ends {
    match failure {
        Failure::Input(problem) => Ends(output::report(vec![*problem], arguments.json)),
        Failure::Stopped(Stopped::Cancelled) => {
            let (name, code) = signals.received();
            let lived = runner.lived.load(Ordering::Relaxed);
            output::say(&format!("stopped by {name}: {lived} more runs are kept; run it again to go on\n"));
            Ends(code)
        }
        Failure::Stopped(Stopped::Threads(reason) | Stopped::Store(reason)) => failed(reason),
    }
}
