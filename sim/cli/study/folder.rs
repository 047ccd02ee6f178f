//! What a folder holds with respect to a study.

use std::fs;
use std::path::Path;

use crate::cli::folder::{Contents, not_a_folder, of_studies, stranger, unknown};
use crate::error::Error;
use crate::report::study::PAGES;
use crate::report::{FIGURES, REPORT};
use crate::store::Manifest;
use crate::study::kind::Kind;
use crate::study::store::{StudyManifest, tables_of};

/// Looks into a folder.
pub(in crate::cli) fn holds(dir: &Path, study: &StudyManifest) -> Result<Contents, Error> {
    if dir.exists() && !dir.is_dir() {
        return Err(not_a_folder(dir));
    }
    let begun = StudyManifest::begun(dir).map(|there| study.difference(&there));
    Ok(match (StudyManifest::read(dir), begun) {
        (Ok(Some(there)), begun) => match study.difference(&there) {
            // This very study was begun here in place of the results that are still there.
            Some(_) if begun == Some(None) => Contents::Nothing,
            Some(difference) => Contents::Other(difference),
            // Tables and figures are drawn again from the runs that are there.
            None if !there.complete || missing(dir, &there) => Contents::Nothing,
            None if there.replicates > study.replicates => {
                Contents::Other(format!("replicates {}, not {}", there.replicates, study.replicates))
            }
            None if there.replicates < study.replicates => {
                Contents::Part(format!("{} of {} replicates", there.replicates, study.replicates))
            }
            None => Contents::Same,
        },
        (_, Some(None)) => Contents::Nothing,
        (Ok(None), Some(Some(difference))) => Contents::Other(format!("an unfinished study: {difference}")),
        (Ok(None), None) if Manifest::begun(dir).is_some() => {
            Contents::Other("unfinished results of `gridgov run`".to_owned())
        }
        (Ok(None), None) => strangers(dir)?.map_or(Contents::Nothing, Contents::Foreign),
        (Err(_), _) if matches!(Manifest::read(dir), Ok(Some(_))) => {
            Contents::Other("the results of `gridgov run`".to_owned())
        }
        (Err(_), _) => unknown(dir),
    })
}

/// The files of a study whose figures are drawn, by path within its folder.
pub(super) fn files(dir: &Path, kind: &'static Kind) -> Vec<String> {
    let figures = fs::read_dir(dir.join(FIGURES)).into_iter().flatten().flatten();
    let mut files: Vec<String> =
        figures.map(|entry| format!("{FIGURES}/{}", entry.file_name().to_string_lossy())).collect();
    files.sort();
    files.extend(tables_of(kind).map(str::to_owned));
    let pages = PAGES.into_iter().chain([REPORT]).filter(|page| dir.join(page).exists());
    files.extend(pages.map(str::to_owned));
    files
}

/// Whether something of a finished study was taken away.
fn missing(dir: &Path, there: &StudyManifest) -> bool {
    !dir.join(FIGURES).is_dir() || there.files.iter().any(|file| !dir.join(file).exists())
}

/// A file in a folder without manifest that no study left there.
fn strangers(dir: &Path) -> Result<Option<String>, Error> {
    stranger(dir, |name| name.starts_with('.') || name == FIGURES || of_studies().any(|own| own == name))
}
