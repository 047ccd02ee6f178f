//! What a folder holds with respect to a study.

use std::path::Path;

use crate::cli::folder::{Contents, in_the_way, not_a_folder, of_studies, strangers, unknown, whole};
use crate::error::Error;
use crate::store::{FIGURES, Manifest};
use crate::study::store::StudyManifest;

/// Looks into a folder.
pub(in crate::cli) fn holds(dir: &Path, study: &StudyManifest) -> Result<Contents, Error> {
    if dir.exists() && !dir.is_dir() {
        return Err(not_a_folder(dir));
    }
    let begun = StudyManifest::begun(dir).map(|there| study.difference(&there));
    if let Some(foreign) = in_the_way(dir, of_studies().chain([FIGURES])) {
        return Ok(foreign);
    }
    Ok(match (StudyManifest::read(dir), begun) {
        (Ok(Some(there)), begun) => match study.difference(&there) {
            // This very study was begun here in place of the results that are still there.
            Some(_) if begun == Some(None) => Contents::Nothing,
            Some(difference) => Contents::Other(difference),
            None if !there.complete => Contents::Nothing,
            None if there.replicates > study.replicates => {
                Contents::Other(format!("replicates {}, not {}", there.replicates, study.replicates))
            }
            None if there.replicates < study.replicates => {
                Contents::Part(format!("{} of {} replicates", there.replicates, study.replicates))
            }
            // Tables and figures are made again from the runs that are there.
            None => whole(dir, there.checksums.iter(), true),
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
