//! `gridgov run`: scenarios to results.

mod carry_out;
pub(super) mod plan;
pub(super) mod shard;
pub(super) mod tasks;
pub(super) mod why;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::check::counted;
use super::evidence::{self, View};
use super::failure;
use super::flags::Flags;
use super::folder::{self, Contents, Inputs};
use super::{output, signals};
use crate::compare::precision::{self, Asked, Scale};
use crate::diagnostics::{Code, Diagnostic};
use crate::ensemble::{Ensemble, Extras, Simulator};
use crate::error::Error;
use crate::run::Simulation;
use crate::scenario::{Scenario, load};
use crate::store::Units;
pub(super) use carry_out::bar;
use carry_out::{carried_out, shard_run};
use plan::Needs;

/// Where results go unless `--out` says otherwise.
pub(super) const RESULTS: &str = "results";

/// Run scenarios and compare them
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov run scenarios                                      every scenario of a folder against its baseline
  gridgov run baseline.toml training.toml --replicates 10    two files, quickly
  gridgov run scenarios --set city.residents=50000 --plan    what would be run, and for how long
  gridgov run baseline.toml training.toml --why              which lever does what, and on which way")]
pub struct Arguments {
    /// Scenario files, or folders: the .toml files directly in them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The scenario that the others are compared with [default: the one called baseline, else the first]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// Runs of every scenario; run r of one scenario is paired with run r of the others
    #[arg(long, default_value_t = 30, allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Instead of --replicates: as many as it takes until every headline 95% interval reaches no further from its middle than
    /// so many times the smallest change that matters, such as 1 or 0.5; in tens, at most 500
    #[arg(long, value_name = "X", conflicts_with = "replicates", allow_negative_numbers = true,
        value_parser = a_precision)]
    precision: Option<f64>,
    /// What --precision is a multiple of: the smallest change that matters of each outcome, or the baseline's mean (for outcomes
    /// on 0 to 1: 1), such as 0.05 of it
    #[arg(long, value_enum, default_value_t, requires = "precision", value_name = "SCALE")]
    relative_to: RelativeTo,
    /// End after so many days at the latest
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Keep what happened to each incident and case, in cases.parquet: some megabytes for each run of 20,000 residents
    #[arg(long)]
    cases: bool,
    /// Give outcomes by community, subdistrict and kind of community, and month by month in places.parquet; a run in which a
    /// policy names communities gives the former by itself
    #[arg(long)]
    places: bool,
    /// Also run each lever of every policy alone, and say for each headline change what happens on the way to it and which
    /// levers do it; --plan shows what this costs
    #[arg(long)]
    why: bool,
    /// Show the headline outcomes by year of the run as well; --json and differences.csv have them always
    #[arg(long)]
    by_year: bool,
    /// Weight of an outcome in the ranking of scenarios, such as `satisfaction=2`; what is not named counts nothing
    #[arg(long, value_name = "OUTCOME=NUMBER")]
    weight: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

/// `--relative-to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum RelativeTo {
    /// The smallest change that matters
    #[default]
    Matters,
    /// The baseline's mean
    Mean,
}

fn a_precision(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 10.0 => Ok(share),
        _ => Err("it is a number above 0 and at most 10, such as 1".to_owned()),
    }
}

impl Arguments {
    /// The precision that is asked for.
    fn asked(&self) -> Option<Asked> {
        let of = match self.relative_to {
            RelativeTo::Matters => Scale::Matters,
            RelativeTo::Mean => Scale::Mean,
        };
        self.precision.map(|share| Asked { share, of })
    }

    /// Scenario files and folders.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Flags that `study` has as well.
    pub(super) fn flags(&self) -> &Flags {
        &self.flags
    }

    /// What the run takes, and what the folder of its results holds.
    ///
    /// # Errors
    /// When the scenarios are wrong, or the folder holds something else.
    pub(super) fn needs(&self, dir: &Path) -> Result<(Needs, Contents), Error> {
        let mut scenarios = load(&self.paths, &self.flags.set)?;
        if let Some(days) = self.days {
            truncate(&mut scenarios, days);
        }
        if self.precision.is_some() {
            return Err(sharded_precision().into());
        }
        let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
        let baseline = evidence::baseline(self.baseline.as_deref(), &names)?;
        let inputs = Inputs::of(&scenarios, self.flags.seed, Some(self.replicates), (self.cases, self.places));
        let holds = folder::chosen(dir, &|dir| folder::holds(dir, &inputs), self.flags.force)?;
        let (seed, replicates) = (self.flags.seed, self.replicates);
        let ensemble = Ensemble { scenarios: &scenarios, baseline, seed, replicates, threads: 1 };
        let units = Units::at(dir, &ensemble.records::<Simulation>(), seed, self.cases).by_place(self.places);
        let extras = Extras { units: Some(&units), ..Extras::default() };
        Ok((Needs::of::<Simulation>(&ensemble, extras), holds))
    }
}

fn sharded_precision() -> Diagnostic {
    Diagnostic::of_file("--precision", "shards cannot know how many replicates it takes")
        .code(Code::Conflict)
        .expected("--replicates with --shard")
        .help("try a few replicates first: the table says how many are needed")
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    arguments.flags.until.into_iter().for_each(signals::until);
    let loaded = load(&arguments.paths, &arguments.flags.set);
    let done = match loaded {
        Ok(scenarios) => run_on::<Simulation>(arguments, scenarios, Path::new(RESULTS)),
        Err(problems) => Err(problems.into()),
    };
    failure::code(done, arguments.flags.json)
}

/// What decides a run beside its scenarios and its seed.
pub(super) struct Again<'a> {
    pub replicates: u32,
    pub baseline: &'a str,
    pub cases: bool,
    pub places: bool,
}

/// Runs scenarios as they were run before.
///
/// # Errors
/// As `run`.
pub(super) fn again(scenarios: Vec<Scenario>, run: &Again, flags: Flags) -> Result<i32, Error> {
    let arguments = Arguments {
        paths: Vec::new(),
        baseline: Some(run.baseline.to_owned()),
        replicates: run.replicates,
        precision: None,
        relative_to: RelativeTo::default(),
        days: None,
        cases: run.cases,
        places: run.places,
        why: false,
        by_year: false,
        weight: Vec::new(),
        flags,
    };
    run_on::<Simulation>(&arguments, scenarios, Path::new(RESULTS))
}

/// The command with any simulator; default folders are made in `parent`.
fn run_on<L: Simulator>(arguments: &Arguments, mut scenarios: Vec<Scenario>, parent: &Path) -> Result<i32, Error> {
    if let Some(days) = arguments.days {
        truncate(&mut scenarios, days);
    }
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let baseline = evidence::baseline(arguments.baseline.as_deref(), &names)?;
    let weights = evidence::weights(&arguments.weight)?;
    let shard = arguments.flags.shard()?;
    if shard.is_some() && arguments.precision.is_some() {
        return Err(sharded_precision().into());
    }
    output::message(&super::check::small_cities(&scenarios, arguments.flags.lang.language()));
    let threads = arguments.flags.threads();
    let replicates = if arguments.precision.is_some() { precision::CAP } else { arguments.replicates };
    let ensemble = Ensemble { scenarios: &scenarios, baseline, seed: arguments.flags.seed, replicates, threads };
    if let Some(mixed) = evidence::text::mixed(&ensemble.records::<L>(), baseline, arguments.flags.lang.language()) {
        output::message(&format!("{mixed}\n"));
    }
    let wanted = arguments.precision.is_none().then_some(arguments.replicates);
    let inputs = Inputs::of(&scenarios, arguments.flags.seed, wanted, (arguments.cases, arguments.places));
    let name = arguments.paths.first().map_or_else(|| "run".to_owned(), |path| folder::default_name(path));
    let holds = |dir: &Path| folder::holds(dir, &inputs);
    let (dir, holds) = folder::destination(&arguments.flags, parent, &name, &holds)?;
    if arguments.flags.plan {
        let shard = shard.map(|shard| tasks::part(&shard, &dir)).transpose()?;
        let units =
            Units::at(&dir, &ensemble.records::<L>(), arguments.flags.seed, arguments.cases).by_place(arguments.places);
        let kept = (!arguments.flags.force).then_some(&units);
        let extras = Extras { units: kept, precision: arguments.asked(), shard, ..Extras::default() };
        let parts = if arguments.why { why::scenarios(&ensemble) } else { Vec::new() };
        return Ok(plan::show::<L>(&ensemble, extras, &dir, &holds, &parts, arguments.flags.json));
    }
    if let Some(shard) = shard {
        return shard_run::<L>(arguments, &ensemble, &inputs, &dir, tasks::part(&shard, &dir)?);
    }
    let mut results = carried_out::<L>(arguments, &ensemble, &inputs, &dir)?;
    if arguments.why {
        why::add::<L>(arguments, &ensemble, &dir, &mut results)?;
    }
    let view = View {
        lang: arguments.flags.lang,
        json: arguments.flags.json,
        weights: &weights,
        precision: arguments.asked(),
        why: arguments.why,
        by_year: arguments.by_year,
    };
    evidence::show(&results, &dir.display().to_string(), view)
}

/// Shortens every scenario that is longer than `days`, and reports what is lost by it.
fn truncate(scenarios: &mut [Scenario], days: u32) {
    let (mut cut, mut shorter) = (0, 0);
    for scenario in scenarios.iter_mut() {
        shorter += usize::from(scenario.settings.frame.days < f64::from(days));
        cut += shorten(scenario, days);
    }
    if cut > 0 {
        let changes = counted(cut, "dated change");
        output::message(&format!("note: with --days {days}, {changes} after the end will not happen\n"));
    }
    if shorter > 0 {
        let ends = if shorter == 1 { "ends" } else { "end" };
        let scenarios = counted(shorter, "scenario");
        output::message(&format!("note: {scenarios} {ends} before day {days} already; --days only shortens\n"));
    }
}

/// Ends a scenario after so many days at the latest; the number of dated changes that never act then.
pub(super) fn shorten(scenario: &mut Scenario, days: u32) -> usize {
    let own = &mut scenario.settings.frame.days;
    if *own <= f64::from(days) {
        return 0;
    }
    *own = f64::from(days);
    // A change after the end never acts; without it the inputs are those of what is run.
    let before = scenario.changes.len();
    scenario.changes.retain(|change| i64::from(change.day) < i64::from(days));
    before - scenario.changes.len()
}

#[cfg(test)]
mod tests;
