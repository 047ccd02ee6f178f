//! `gridgov report`: figures and report again, from finished results.

use std::path::{Path, PathBuf};

use clap::Args;

use super::check::counted;
use super::failure;
use super::folder::lock;
use super::language::asked_for;
use super::output;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::report::{self, FIGURES, REPORT};
use crate::results::Results;
use crate::store::{MANIFEST, Manifest, Packs, Units, tidy, whole};
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
    failure::code(written(arguments), arguments.json)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let dir = &arguments.dir;
    let results = finished(dir)?;
    let _lock = lock(dir)?;
    tidy(dir);
    report::write(&results, dir, asked_for())?;
    let (page, figures) = (dir.join(REPORT), dir.join(FIGURES));
    if arguments.json {
        let files = serde_json::json!([page.display().to_string(), figures.display().to_string()]);
        return Ok(output::put_json(&serde_json::json!({ "schema": 1, "files": files })));
    }
    Ok(output::put(&format!("{}\n{}\n", page.display(), figures.display())))
}

/// The results in a folder, every file of which is as it was written.
pub(super) fn whole_results(dir: &Path) -> Result<Results, Error> {
    let results = finished(dir)?;
    let manifest = Manifest::read(dir)?;
    whole(dir, manifest.iter().flat_map(Manifest::files))?;
    Ok(results)
}

/// The results in a folder.
pub(super) fn finished(dir: &Path) -> Result<Results, Error> {
    if matches!(StudyManifest::read(dir), Ok(Some(_))) {
        let name = printable(&dir.display().to_string());
        let problem =
            Diagnostic::of_file(&name, "the folder holds the results of `gridgov study`").code(Code::Occupied);
        let problem = problem.expected("a folder that gridgov run has written");
        let help = "a figure of a study that was deleted is drawn again when the study is run again";
        return Err(problem.help(help).into());
    }
    if let Some(problem) = unfinished(dir) {
        return Err(problem.into());
    }
    let mut results = Results::read(dir)?;
    results.alone = super::run::why::found(dir, &results);
    Ok(results)
}

/// What stands in a folder's place that holds no finished results: a file, nothing, or runs that were stopped.
fn unfinished(dir: &Path) -> Option<Diagnostic> {
    let problem = |found: &str| {
        let problem = Diagnostic::of_file(&printable(&dir.display().to_string()), found).code(Code::Missing);
        problem.expected("a folder that gridgov run has written")
    };
    if dir.exists() && !dir.is_dir() {
        return Some(problem("there are no finished results here: it is a file, not a folder"));
    }
    let manifest = dir.join(MANIFEST);
    if manifest.exists() {
        return None;
    }
    let missing = "there are no finished results in this folder";
    let go_on = "give the command that was stopped again: it resumes";
    if let Some(begun) = Manifest::begun(dir) {
        let kept =
            Units::at(dir, &begun.records(), begun.seed, begun.cases).by_place(begun.places).kept(begun.replicates);
        let all = begun.scenarios.len() * begun.replicates as usize;
        return Some(problem(&format!("{missing}: {kept} of {all} runs are kept")).help(go_on));
    }
    if let Some(begun) = StudyManifest::begun(dir) {
        let (kept, study) = (counted(Packs::at(dir).count(), "run"), printable(&begun.study));
        return Some(problem(&format!("{missing}: the study {study} was stopped, with {kept} kept")).help(go_on));
    }
    Some(if dir.exists() { problem(missing) } else { problem(&format!("{missing}, because it is not there")) })
}
