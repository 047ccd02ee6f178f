//! The flags that `run` and `study` share.

use std::path::PathBuf;

use clap::Args;

use super::evidence::Lang;
use super::run::shard::{self, Asked, Shard};
use super::signals;
use crate::diagnostics::Diagnostic;

/// What, where and how; not what is compared.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Flags {
    /// Set a value in every scenario, such as `city.residents=50000`
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed: the same seed gives the same results
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1_024))]
    pub(super) threads: Option<u32>,
    /// Folder for the results [default: results/ and the name of the folder or first file]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Run only part K of N, counted from 0; `gridgov merge` puts the parts together. `auto` takes K and N from a Slurm array,
    /// `auto/N` takes K from Slurm, `HyperQueue` or Kubernetes [default: the task of a Slurm array]
    #[arg(long, value_name = "K/N", value_parser = shard::parse)]
    pub shard: Option<Asked>,
    /// Stop after so long, such as 55m or 1h30m, with exit code 75; the same command goes on with the rest
    #[arg(long, value_name = "TIME", value_parser = signals::parse)]
    pub until: Option<std::time::Duration>,
    /// Run even where the folder is up to date, or replace the other results in --out
    #[arg(long)]
    pub force: bool,
    /// Say what would be run, and run nothing
    #[arg(long)]
    pub plan: bool,
    /// Language of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub lang: Lang,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// No progress on stderr
    #[arg(long)]
    pub quiet: bool,
}

impl Flags {
    /// Threads: those asked for, else one a processor.
    #[must_use]
    pub fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, |threads| threads as usize)
    }

    /// The part that is to be run: the one asked for, else that of the Slurm array task in which this process runs.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn shard(&self) -> Result<Option<Shard>, Box<Diagnostic>> {
        shard::chosen(self.shard, |name| std::env::var(name).ok())
    }
}
