//! `gridgov compare`: the comparison again, from finished results.

use std::path::PathBuf;

use clap::Args;

use super::evidence::{self, Lang, View};
use super::{BAD_INPUT, output};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::results::Results;

/// Compare finished results again, also against another baseline or across folders
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov compare results/scenarios                          the table again, from its files
  gridgov compare results/scenarios --baseline training      against another scenario
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
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let mut merged: Option<Results> = None;
    for dir in &arguments.dirs {
        let name = printable(&dir.display().to_string());
        let results = match super::report::finished(dir, arguments.json) {
            Ok(results) => results,
            Err(code) => return code,
        };
        match &mut merged {
            None => merged = Some(results),
            Some(merged) => {
                if let Err(reason) = merged.merge(results) {
                    let first = printable(&arguments.dirs[0].display().to_string());
                    let problem = Diagnostic::of_file(&name, format!("cannot be compared with {first}: {reason}"))
                        .code(Code::Conflict);
                    return output::report(vec![problem], arguments.json);
                }
            }
        }
    }
    let Some(mut results) = merged else { return BAD_INPUT };
    let names: Vec<&str> = results.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let asked = arguments.baseline.as_deref().or(Some(results.baseline.as_str()));
    match evidence::baseline(asked, &names) {
        Ok(baseline) => results.baseline = baseline.to_owned(),
        Err(problem) => return output::report(vec![*problem], arguments.json),
    }
    let files: Vec<_> = arguments.dirs.iter().map(|dir| dir.display().to_string()).collect();
    let weights = match evidence::weights(&arguments.weight) {
        Ok(weights) => weights,
        Err(problem) => return output::report(vec![*problem], arguments.json),
    };
    let view = View { lang: arguments.lang, json: arguments.json, weights: &weights, precision: None };
    evidence::show(&results, &files.join(", "), view)
}
