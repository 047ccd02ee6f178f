//! Results as files in a folder, and back.
//!
//! Every file is written whole under a temporary name in the same folder, flushed to disk and only then renamed; the
//! manifest comes last. A reader therefore never sees half a file, and a folder with a manifest is complete.

mod dictionary;
mod manifest;
mod read;
mod tables;

use std::fmt;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::compare::compare;
use crate::results::Results;

pub use manifest::{Manifest, ManifestScenario};

/// The file that says what a folder holds.
pub const MANIFEST: &str = "manifest.json";

/// The files of a folder of results besides the manifest.
pub const TABLES: [&str; 5] = ["outcomes.csv", "differences.csv", "grids.csv", "survival.csv", "dictionary.md"];

/// A file that could not be written or read.
#[derive(Debug)]
#[non_exhaustive]
pub struct StoreError {
    /// The file or folder.
    pub path: PathBuf,
    /// What was tried, such as `write`.
    pub action: &'static str,
    /// What went wrong.
    pub reason: String,
}

impl StoreError {
    fn new(path: &Path, action: &'static str, reason: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), action, reason: reason.to_string() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to {} {}: {}", self.action, self.path.display(), self.reason)
    }
}

impl std::error::Error for StoreError {}

impl Results {
    /// Writes all files into `dir`, which is created if need be. Files that are there are replaced.
    ///
    /// # Errors
    /// When a file cannot be written; the files that were there are then still whole, and if any was replaced the folder
    /// has no manifest.
    pub fn write(&self, dir: &Path) -> Result<(), StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::new(dir, "create", error))?;
        let comparison = compare(self, &self.baseline);
        // All files are on disk before the first is renamed: a full disk leaves the folder as it was.
        let staged = [
            stage(dir, TABLES[0], |out| tables::outcomes(self, out))?,
            stage(dir, TABLES[1], |out| tables::differences(&comparison, out))?,
            stage(dir, TABLES[2], |out| tables::grids(self, out))?,
            stage(dir, TABLES[3], |out| tables::survival(self, out))?,
            stage(dir, TABLES[4], |out| out.write_all(dictionary::text().as_bytes()))?,
            stage(dir, MANIFEST, |out| out.write_all(Manifest::of(self).to_json().as_bytes()))?,
        ];
        let manifest = dir.join(MANIFEST);
        if manifest.exists() {
            fs::remove_file(&manifest).map_err(|error| StoreError::new(&manifest, "replace", error))?;
        }
        for (path, file) in staged {
            file.persist(&path).map_err(|error| StoreError::new(&path, "write", error.error))?;
        }
        // The renames themselves reach the disk with the folder; platforms that cannot open a folder do without.
        if let Ok(folder) = File::open(dir) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Reads what [`Results::write`] wrote, except for the daily series, which are not among the files.
    ///
    /// # Errors
    /// When the folder holds no complete results or a file is not as it should be.
    pub fn read(dir: &Path) -> Result<Self, StoreError> {
        read::results(dir)
    }
}

/// Writes a file under a temporary name and flushes it to disk.
fn stage(
    dir: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<&File>) -> std::io::Result<()>,
) -> Result<(PathBuf, NamedTempFile), StoreError> {
    let path = dir.join(name);
    let put = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(".part");
        // Temporary files are private by default; results are as readable as any other file of the user.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(dir)?;
        let mut out = BufWriter::new(file.as_file());
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        Ok(file)
    };
    match put() {
        Ok(file) => Ok((path, file)),
        Err(error) => {
            let error: std::io::Error = error;
            Err(StoreError::new(&path, "write", error))
        }
    }
}

#[cfg(test)]
mod tests;
