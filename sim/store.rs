//! Results as files in a folder, and back.
//!
//! Every file is written whole under a temporary name in the same folder, flushed to disk (units need not be, see there)
//! and only then renamed; the manifest comes last. A reader therefore never sees half a file, and a folder with a manifest
//! is complete.

mod bytes;
mod columns;
mod dictionary;
mod manifest;
mod parquet;
mod read;
mod scenarios;
mod tables;
mod units;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::compare::compare;
use crate::compare::ranking::ranking;
use crate::error::Error;
use crate::outcomes::traces::CaseEvent;
use crate::results::Results;

pub use bytes::{Bytes, Written};
pub use manifest::Manifest;
pub use units::{Sealed, UNITS, Unit, Units};

/// The file that says what a folder holds.
pub const MANIFEST: &str = "manifest.json";

/// The files of a folder of results besides the manifest.
pub const TABLES: [&str; 9] = [
    "outcomes.parquet",
    "outcomes.csv",
    "daily.parquet",
    "differences.csv",
    "ranking.csv",
    "grids.csv",
    "survival.csv",
    "dictionary.md",
    "scenarios.csv",
];

/// The traces of cases, read on demand.
pub const CASES: &str = "cases.parquet";

/// Where the traces of a scenario's replicate come from.
pub type Traces<'a> = dyn Fn(usize, u32) -> Result<Vec<CaseEvent>, Error> + 'a;

impl Results {
    /// Writes all files into `dir`, which is created if need be. Files that are there are replaced.
    ///
    /// # Errors
    /// When a file cannot be written; the files that were there are then still whole, and if any was replaced the folder
    /// has no manifest.
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        self.write_with(dir, None)
    }

    /// Writes all files and the traces of cases. Without traces those that are there stay if they belong to the same
    /// runs, and go otherwise.
    ///
    /// # Errors
    /// As [`Results::write`].
    pub fn write_with(&self, dir: &Path, traces: Option<&Traces>) -> Result<(), Error> {
        fs::create_dir_all(dir).map_err(|error| Error::new(dir, "create", error))?;
        let comparison = compare(self, &self.baseline);
        let ranking = ranking(self, &[]);
        let mut manifest_text = Manifest::of(self);
        let there = Manifest::read(dir).ok().flatten();
        let same = |there: Manifest| there.cases && there.result_hash == manifest_text.result_hash;
        let kept = traces.is_none() && dir.join(CASES).exists() && there.is_some_and(same);
        manifest_text.cases = kept || traces.is_some();
        // All files are on disk before the first is renamed: a full disk leaves the folder as it was.
        let staged = [
            stage(dir, TABLES[0], |out| columns::outcomes(self, out))?,
            stage(dir, TABLES[1], |out| tables::outcomes(self, out))?,
            stage(dir, TABLES[2], |out| columns::daily(self, out))?,
            stage(dir, TABLES[3], |out| tables::differences(&comparison, out))?,
            stage(dir, TABLES[4], |out| tables::ranking(ranking.as_ref(), out))?,
            stage(dir, TABLES[5], |out| tables::grids(self, out))?,
            stage(dir, TABLES[6], |out| tables::survival(self, out))?,
            stage(dir, TABLES[7], |out| out.write_all(dictionary::text().as_bytes()))?,
            stage(dir, TABLES[8], |out| scenarios::table(self, &comparison, out))?,
            stage(dir, MANIFEST, |out| out.write_all(manifest_text.to_json().as_bytes()))?,
        ];
        let cases = traces.map(|traces| stage(dir, CASES, |out| self.put_cases(traces, out))).transpose()?;
        let manifest = dir.join(MANIFEST);
        if manifest.exists() {
            fs::remove_file(&manifest).map_err(|error| Error::new(&manifest, "replace", error))?;
        }
        if !kept && dir.join(CASES).exists() {
            fs::remove_file(dir.join(CASES)).map_err(|error| Error::new(&dir.join(CASES), "replace", error))?;
        }
        // The manifest is the last of them.
        for (path, file) in cases.into_iter().chain(staged) {
            file.persist(&path).map_err(|error| Error::new(&path, "write", error.error))?;
        }
        // The renames themselves reach the disk with the folder; platforms that cannot open a folder do without.
        if let Ok(folder) = File::open(dir) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn put_cases(&self, traces: &Traces, out: &mut BufWriter<&File>) -> std::io::Result<()> {
        let mut table = columns::Cases::new(out)?;
        for (index, scenario) in self.scenarios.iter().enumerate() {
            for replicate in 0..self.replicates {
                let events = traces(index, replicate).map_err(std::io::Error::other)?;
                table.add(&scenario.name, replicate, &events)?;
            }
        }
        table.finish()
    }

    /// Reads what [`Results::write`] wrote, daily series included.
    ///
    /// # Errors
    /// When the folder holds no complete results or a file is not as it should be.
    pub fn read(dir: &Path) -> Result<Self, Error> {
        read::results(dir)
    }
}

/// Writes a file under a temporary name and flushes it to disk.
pub(crate) fn stage(
    dir: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<&File>) -> std::io::Result<()>,
) -> Result<(PathBuf, NamedTempFile), Error> {
    let (path, file) = draft(dir, name, write)?;
    file.as_file().sync_all().map_err(|error| Error::new(&path, "write", error))?;
    Ok((path, file))
}

/// Writes a file under a temporary name.
fn draft(
    dir: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<&File>) -> std::io::Result<()>,
) -> Result<(PathBuf, NamedTempFile), Error> {
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
        Ok(file)
    };
    match put() {
        Ok(file) => Ok((path, file)),
        Err(error) => {
            let error: std::io::Error = error;
            Err(Error::new(&path, "write", error))
        }
    }
}

#[cfg(test)]
mod tests;
