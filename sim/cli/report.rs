//! `gridgov report`: figures and report again, from finished results.

use std::path::PathBuf;

use clap::Args;

use super::{FAILED, output};
use crate::diagnostics::{Diagnostic, printable};
use crate::report::{self, FIGURES, REPORT};
use crate::results::Results;
use crate::store::Manifest;
use crate::study::store::StudyManifest;

/// Draw the figures and write report.html again, from finished results
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov report results/scenarios          after an update of gridgov, or when figures were deleted
  gridgov report results/scenarios --json   the names of the files that were written")]
pub struct Arguments {
    /// Folder with finished results
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let dir = &arguments.dir;
    let results = match finished(dir, arguments.json) {
        Ok(results) => results,
        Err(code) => return code,
    };
    if let Err(error) = report::write(&results, dir) {
        output::say(&format!("error: {error}\n"));
        return FAILED;
    }
    let (page, figures) = (dir.join(REPORT), dir.join(FIGURES));
    if arguments.json {
        let files = serde_json::json!([page.display().to_string(), figures.display().to_string()]);
        return output::put_json(&serde_json::json!({ "schema": 1, "files": files }));
    }
    output::put(&format!("{}\n{}\n", page.display(), figures.display()))
}

/// The results in a folder, or the exit code once the reason has been written.
pub(super) fn finished(dir: &std::path::Path, json: bool) -> Result<Results, i32> {
    let name = printable(&dir.display().to_string());
    if matches!(Manifest::read(dir), Ok(None)) {
        let problem = Diagnostic::of_file(&name, "there are no finished results in this folder");
        return Err(output::report(vec![problem.expected("a folder that gridgov run has written")], json));
    }
    if matches!(StudyManifest::read(dir), Ok(Some(_))) {
        let problem = Diagnostic::of_file(&name, "the folder holds the results of `gridgov study`");
        let problem = problem.expected("a folder that gridgov run has written");
        let help = "figures and tables of a study lie in its folder; cite its manifest.json";
        return Err(output::report(vec![problem.help(help)], json));
    }
    Results::read(dir).map_err(|error| {
        output::say(&format!("error: {error}\n"));
        FAILED
    })
}
