//! `gridgov study`: a whole range of policies and assumptions, from one file.

pub(super) mod carry_out;
pub(super) mod folder;
mod plan;
pub(super) mod stages;

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure;
use super::flags::Flags;
use super::folder::{Contents, chosen, destination, lock_unless_finished};
use super::run::plan::Needs;
use super::run::shard::Shard;
use super::run::{RESULTS, tasks};
use super::{output, signals};
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::study::store::StudyManifest;
use crate::study::{Study, read};
use carry_out::Work;

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
pub struct Arguments {
    /// A study file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Runs of every scenario at every point [default: what the file says]
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    replicates: Option<u32>,
    /// End after so many days
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    #[command(flatten)]
    flags: Flags,
}

impl Arguments {
    /// Flags that `run` has as well.
    pub(super) fn flags(&self) -> &Flags {
        &self.flags
    }

    /// The study, and what is set on top of its file.
    fn read(&self) -> Result<(Study, Vec<String>), Error> {
        let mut set = self.flags.set.clone();
        set.extend(self.days.map(|days| format!("scenario.days={days}")));
        let mut study = read::from_path(&self.file, &set)?;
        study.subject.replicates = self.replicates.unwrap_or(study.subject.replicates);
        let asks = study.method.asks();
        if let (Some(help), Some(_)) = (asks.own_days(), self.days) {
            let problem = Diagnostic::of_file("--days", format!("a {} has days of its own", asks.kind().word));
            return Err(problem.expected("no --days").help(help).into());
        }
        Ok((study, set))
    }

    /// What the study takes, and what the folder of its results holds.
    ///
    /// # Errors
    /// When the study is wrong, or the folder holds something else.
    pub(super) fn needs(&self, dir: &Path) -> Result<(Needs, Contents), Error> {
        let (study, set) = self.read()?;
        let flags = &self.flags;
        let manifest = StudyManifest { set, ..StudyManifest::of(&study, flags.seed) };
        let holds = chosen(dir, &|dir| folder::holds(dir, &manifest), flags.force)?;
        let Flags { force, lang, json, .. } = *flags;
        let work = Work { study: &study, manifest: &manifest, dir, threads: 1, force, quiet: true, lang, json };
        Ok((work.needs()?, holds))
    }
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let flags = &arguments.flags;
    flags.until.into_iter().for_each(signals::until);
    let (study, set) = match arguments.read() {
        Ok(read) => read,
        Err(error) => return failure::code(Err(error), flags.json),
    };
    let shard = match flags.shard() {
        Ok(shard) => shard,
        Err(problem) => return failure::code(Err(problem.into()), flags.json),
    };
    failure::code(carried(&study, set, shard, flags), flags.json)
}

/// Carries a study out, or that part of it.
///
/// # Errors
/// What is in the way in the folder, or what went wrong.
pub(super) fn carried(study: &Study, set: Vec<String>, shard: Option<Shard>, flags: &Flags) -> Result<i32, Error> {
    let subject = &study.subject;
    output::message(&super::check::small_cities(&subject.scenarios, flags.lang.language()));
    let manifest = StudyManifest { set, ..StudyManifest::of(study, flags.seed) };
    let holds_study = |dir: &Path| folder::holds(dir, &manifest);
    destination(flags, Path::new(RESULTS), &subject.name, &holds_study).and_then(|(dir, holds)| {
        let Flags { force, lang, json, .. } = *flags;
        let (dir, threads, quiet) = (dir.as_path(), flags.threads(), flags.quiet || flags.plan);
        let work = Work { study, manifest: &manifest, dir, threads, force, quiet, lang, json };
        let shard = shard.map(|shard| tasks::part(&shard, dir)).transpose()?;
        if flags.plan {
            return work.plan(&holds, shard);
        }
        if let Some(shard) = shard {
            return work.shard(shard);
        }
        let _lock = lock_unless_finished(dir, &holds_study)?;
        work.whole()
    })
}
