//! `gridgov cite`: how to cite the program and results.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::failure;
use super::output;
use crate::error::Error;
use crate::report::cite::{CFF, citation, of_study};
use crate::study::store::{StudyManifest, check};

/// Say how to cite gridgov, and results made with it
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov cite                       the program
  gridgov cite results/scenarios     the program and these results, or this study, with seed and hash")]
pub struct Arguments {
    /// Folder with finished results
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(cited(arguments), arguments.json)
}

fn cited(arguments: &Arguments) -> Result<i32, Error> {
    let citation = match arguments.dir.as_deref() {
        None => citation(None),
        Some(dir) => match StudyManifest::read(dir) {
            Ok(Some(study)) if study.complete => {
                check(dir, &study)?;
                of_study(&study)
            }
            _ => citation(Some(&super::report::whole_results(dir)?)),
        },
    };
    if arguments.json {
        let made = citation.made.as_ref();
        let one = json!({
            "text": citation.text,
            "bibtex": citation.bibtex,
            "cff": CFF,
            "cff_text": citation.cff,
            "version": citation.version,
            "model_version": citation.model_version,
            "replicates": made.map(|made| made.replicates),
            "seed": made.map(|made| made.seed),
            "result_hash": made.map(|made| made.hash.as_str()),
        });
        return Ok(output::put_json(&json!({ "schema": 1, "citations": [one] })));
    }
    Ok(output::put_lines(&format!(
        "{}\n\n{}\n{}\nFor reference managers: {CFF} in the source tree. With a paper give the manifest.json of the results: \
         `gridgov rerun` repeats them from it.\n",
        citation.text, citation.bibtex, citation.cff
    )))
}
