//! `gridgov merge`: the units of shards become results, of a run or of a study.

mod runs;
mod shards;
mod study;

use std::path::PathBuf;

use super::failure;
use crate::diagnostics::{Diagnostic, printable};
use crate::store::Manifest;
use crate::study::store::StudyManifest;
pub use shards::Arguments;

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let of_study = |dir: &PathBuf| StudyManifest::begun(dir).is_some();
    if let Some(dir) = arguments.dirs.iter().find(|dir| of_study(dir) && Manifest::begun(dir).is_some()) {
        let name = printable(&dir.display().to_string());
        let problem = Diagnostic::of_file(&name, "the folder holds units of a run and of a study")
            .expected("shards of one of them")
            .help("run the shards again into a new folder");
        return failure::code(Err(problem.into()), arguments.json);
    }
    if arguments.dirs.iter().any(of_study) {
        return failure::code(study::merge(arguments), arguments.json);
    }
    failure::code(runs::merge(arguments), arguments.json)
}
