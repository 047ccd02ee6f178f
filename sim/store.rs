//! Results as files in a folder, and back.
//!
//! Every file is written whole under a temporary name in the same folder, flushed to disk (units and figures need not be)
//! and only then renamed; the manifest comes last. A reader therefore never sees half a file, and a folder with a manifest
//! is complete. The manifest holds a checksum of every file: what was changed since is not read in its place.

mod bytes;
mod columns;
mod dictionary;
mod events;
mod manifest;
mod packs;
mod parquet;
mod places;
mod read;
mod scenarios;
mod seal;
mod shelf;
mod tables;
mod units;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::compare::compare;
use crate::compare::ranking::ranking;
use crate::error::Error;
use crate::outcomes::traces::CaseEvent;
use crate::results::Results;

pub use bytes::{Bytes, Written};
pub use manifest::Manifest;
pub use packs::Packs;
pub use seal::Checksums;
pub(crate) use seal::{Seal, first_fault, seal_of, sealed, whole};
pub(crate) use shelf::{Out, claim, replace, stage, stage_pages};
pub use shelf::{Owned, Page, UNITS, tidy, tidy_own};
pub use units::{Sealed, Unit, Units};

/// Reads bytes as what a unit holds, a run or traces, whatever they are.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_unit(bytes: &[u8]) {
    units::read_any(bytes);
}

/// Reads a file as a pack of units, whatever it is.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_pack(path: &Path) {
    packs::read_any(path);
}

/// Reads a file as each of the tables that are read again, whatever it is.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_tables(path: &Path) {
    columns::read_any(path);
}

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

/// The folder of the figures in a folder of results.
pub const FIGURES: &str = "figures";

/// The traces of cases, read on demand.
pub const CASES: &str = "cases.parquet";

/// Outcomes by community, where they were asked for or a policy is local.
pub const PLACES: &str = "places.parquet";

/// Where the traces of a scenario's replicate come from.
pub type Traces<'a> = dyn Fn(usize, u32) -> Result<Vec<CaseEvent>, Error> + 'a;

impl Results {
    /// Writes all tables into `dir`, which is created if need be. Tables of gridgov's that are there are replaced.
    ///
    /// # Errors
    /// When a file cannot be written, or would take the place of one that gridgov has not written; the files that were there
    /// are then still whole, and if any was replaced the folder has no manifest.
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        self.write_with(dir, None)
    }

    /// Writes all tables and the traces of cases. Without traces those that are there stay if they belong to the same
    /// runs, and go otherwise.
    ///
    /// # Errors
    /// As [`Results::write`].
    pub fn write_with(&self, dir: &Path, traces: Option<&Traces>) -> Result<(), Error> {
        self.write_all(dir, traces, &[])
    }

    /// Writes tables, the traces of cases and what was drawn from the results, as one: all of it is there afterwards, or the
    /// folder has no manifest.
    ///
    /// # Errors
    /// As [`Results::write`].
    pub fn write_all(&self, dir: &Path, traces: Option<&Traces>, pages: &[Page]) -> Result<(), Error> {
        fs::create_dir_all(dir).map_err(|error| Error::new(dir, "create", error))?;
        claim(dir, TABLES.into_iter().chain([CASES, PLACES]).chain(pages.iter().map(|page| page.name.as_str())))?;
        let comparison = compare(self, &self.baseline);
        let ranking = ranking(self, &[]);
        let mut manifest = Manifest::of(self);
        let there = Manifest::read(dir).ok().flatten().filter(|there| there.result_hash == manifest.result_hash);
        let cases_there = there.and_then(|there| there.checksums.get(CASES).cloned());
        let kept = cases_there.filter(|_| traces.is_none() && dir.join(CASES).exists());
        manifest.cases = kept.is_some() || traces.is_some();
        // All files are on disk before the first is renamed: a full disk leaves the folder as it was.
        let mut staged = vec![
            stage(dir, TABLES[0], |out| columns::outcomes(self, out))?,
            stage(dir, TABLES[1], |out| tables::outcomes(self, out))?,
            stage(dir, TABLES[2], |out| columns::daily(self, out))?,
            stage(dir, TABLES[3], |out| tables::differences(&comparison, out))?,
            stage(dir, TABLES[4], |out| tables::ranking(ranking.as_ref(), out))?,
            stage(dir, TABLES[5], |out| tables::grids(self, out))?,
            stage(dir, TABLES[6], |out| tables::survival(self, out))?,
            stage(dir, TABLES[7], |out| out.write_all(dictionary::text().as_bytes()))?,
            stage(dir, TABLES[8], |out| scenarios::table(self, &comparison, out))?,
        ];
        if self.runs.iter().flatten().any(|run| !run.places.is_empty()) {
            staged.push(stage(dir, PLACES, |out| places::table(self, out))?);
        }
        if let Some(traces) = traces {
            staged.push(stage(dir, CASES, |out| self.put_cases(traces, out))?);
        }
        for table in &staged {
            manifest.vouch(&table.name, &table.checksum, false);
        }
        let kept_names = kept.iter().map(|_| CASES.to_owned()).collect();
        if let Some(checksum) = kept {
            manifest.vouch(CASES, &checksum, false);
        }
        manifest.complete_with(dir, staged, pages, &kept_names)
    }

    fn put_cases(&self, traces: &Traces, out: &mut Out) -> std::io::Result<()> {
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

/// Puts what was drawn again in the place of what was drawn before; tables stay as they are.
///
/// # Errors
/// When the folder holds no results, or a file cannot be written.
pub fn redraw(dir: &Path, pages: &[Page]) -> Result<(), Error> {
    let mut manifest = Manifest::read(dir)?
        .ok_or_else(|| Error::new(dir, "read", format!("it holds no finished results ({MANIFEST} is missing)")))?;
    claim(dir, pages.iter().map(|page| page.name.as_str()))?;
    let is_table = |name: &String| TABLES.contains(&name.as_str()) || name == CASES || name == PLACES;
    manifest.checksums.retain(|name, _| is_table(name));
    let kept: BTreeSet<String> = manifest.checksums.keys().cloned().collect();
    manifest.complete_with(dir, Vec::new(), pages, &kept)
}

#[cfg(test)]
mod tests;
