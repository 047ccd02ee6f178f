//! `gridgov compare`: the comparison again, from finished results.

use std::path::PathBuf;

use clap::Args;

use super::evidence::{self, Lang, View};
use super::failure;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;

/// Compare finished results again, also against another baseline or across folders
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov compare results/scenarios                          the table again, from its files
  gridgov compare results/scenarios --baseline training      against another scenario
  gridgov compare results/scenarios --by-year                what comes late, and what does not last
  gridgov compare results/one results/two                    scenarios that were run apart, with the same seed")]
pub struct Arguments {
    /// Folders with finished results of the same seed, number of replicates and city
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// The scenario that the others are compared with [default: the first folder's]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// Language of the table
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Weight of an outcome in the ranking of scenarios, such as `satisfaction=2`; what is not named counts nothing
    #[arg(long, value_name = "OUTCOME=NUMBER")]
    weight: Vec<String>,
    /// Show the headline outcomes by year of the run as well; --json and differences.csv have them always
    #[arg(long)]
    by_year: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(compared(arguments), arguments.json)
}

fn compared(arguments: &Arguments) -> Result<i32, Error> {
    let name = |dir: &PathBuf| printable(&dir.display().to_string());
    let (first, others) = arguments.dirs.split_first().expect("clap asks for a folder");
    let mut results = super::report::finished(first)?;
    for dir in others {
        results.merge(super::report::finished(dir)?).map_err(|reason| {
            let found = format!("cannot be compared with {}: {reason}", name(first));
            Diagnostic::of_file(&name(dir), found).code(Code::Conflict)
        })?;
    }
    let names: Vec<&str> = results.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let asked = arguments.baseline.as_deref().or(Some(results.baseline.as_str()));
    results.baseline = evidence::baseline(asked, &names)?.to_owned();
    results.alone = results.alone.filter(|alone| alone.baseline == results.baseline);
    let files: Vec<_> = arguments.dirs.iter().map(|dir| dir.display().to_string()).collect();
    let weights = evidence::weights(&arguments.weight)?;
    let why = results.alone.is_some();
    let view = View {
        lang: arguments.lang,
        json: arguments.json,
        weights: &weights,
        precision: None,
        why,
        by_year: arguments.by_year,
    };
    evidence::show(&results, &files.join(", "), view)
}
