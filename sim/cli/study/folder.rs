//! What a folder holds with respect to a study.

use std::fs;
use std::path::Path;

use crate::report::{FIGURES, REPORT};
use crate::store::MANIFEST;
use crate::study::Method;
use crate::study::store::{StudyManifest, tables_of};

/// What a folder holds with respect to a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing that would be lost.
    Nothing,
    /// Complete results of the same study.
    Same,
    /// Results of the same study with fewer replicates, in words.
    Part(String),
    /// Something else, in words.
    Other(String),
}

/// Looks into a folder.
pub(super) fn holds(dir: &Path, study: &StudyManifest) -> Result<Holds, String> {
    if dir.exists() && !dir.is_dir() {
        return Err(format!("{} is a file, not a folder", dir.display()));
    }
    let begun = StudyManifest::begun(dir).map(|there| study.difference(&there));
    Ok(match StudyManifest::read(dir) {
        Ok(Some(there)) => match study.difference(&there) {
            Some(_) if begun == Some(None) => Holds::Nothing,
            Some(difference) => Holds::Other(difference),
            // Tables and figures are drawn again from the runs that are there.
            None if !there.complete || missing(dir, study) => Holds::Nothing,
            None if there.replicates > study.replicates => {
                Holds::Other(format!("replicates {}, not {}", there.replicates, study.replicates))
            }
            None if there.replicates < study.replicates => {
                Holds::Part(format!("{} of {} replicates", there.replicates, study.replicates))
            }
            None => Holds::Same,
        },
        Ok(None) => match begun {
            Some(None) => Holds::Nothing,
            Some(Some(difference)) => Holds::Other(format!("an unfinished study: {difference}")),
            None => stranger(dir)?.map_or(Holds::Nothing, |name| Holds::Other(format!("a file {name}"))),
        },
        Err(_) if matches!(crate::store::Manifest::read(dir), Ok(Some(_))) => {
            Holds::Other("the results of `gridgov run`".to_owned())
        }
        Err(_) => Holds::Other(format!("a {MANIFEST} that is none of a study of this version")),
    })
}

/// Takes away what `gridgov run` left in a folder that a study replaces.
pub(super) fn clear_run(dir: &Path) -> Result<(), String> {
    for name in crate::store::TABLES.into_iter().chain([crate::store::CASES, REPORT]) {
        let path = dir.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("failed to remove {}: {error}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether tables or figures of a finished study were taken away.
fn missing(dir: &Path, study: &StudyManifest) -> bool {
    !dir.join(FIGURES).is_dir() || tables(study).any(|table| !dir.join(table).exists())
}

/// The tables of a study.
fn tables(study: &StudyManifest) -> impl Iterator<Item = &'static str> {
    Method::ALL.into_iter().filter(|method| method.word() == study.method).flat_map(tables_of)
}

/// A file in a folder without manifest that no study left there.
fn stranger(dir: &Path) -> Result<Option<String>, String> {
    let begun = crate::store::Manifest::begun(dir).is_some();
    crate::cli::folder::stranger(dir, |name| {
        let units = name == ".units" && begun;
        !units && (name.starts_with('.') || [FIGURES, REPORT].contains(&name) || is_table(name))
    })
}

/// Whether a study of any method may have left a file of that name.
fn is_table(name: &str) -> bool {
    Method::ALL.into_iter().flat_map(tables_of).any(|table| table == name)
}
