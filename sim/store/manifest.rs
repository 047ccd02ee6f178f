//! `manifest.json`: what was run, by which program, and the hash of what came out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::shelf::{Page, Staged, replace, stage, stage_pages};
use super::{Checksums, MANIFEST, Seal, seal, seal_of, sealed};
use crate::error::Error;
use crate::results::{Cost, MODEL_VERSION, PROGRAM_VERSION, Results, ScenarioRecord};
use crate::scenario::Sets;
use crate::scenario::sources::{Files, Sources, key};

/// The manifest of a folder of results.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Manifest {
    /// Version of the program.
    pub program_version: String,
    /// Version of the model.
    pub model_version: String,
    /// Seed.
    pub seed: u64,
    /// Replicates of every scenario.
    pub replicates: u32,
    /// Name of the baseline.
    pub baseline: String,
    /// The scenarios. Of those that share a text, such as the variants of a file, the first has it.
    pub scenarios: Vec<ManifestScenario>,
    /// Scenarios whose text is that of another, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub same_text: BTreeMap<String, String>,
    /// What was set on top of all scenarios, as `KEY=VALUE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
    /// Files that the scenarios' files refer to, by path: those that they extend, and rosters. With them the run can be
    /// repeated where nothing else is.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub refers_to: Files,
    /// Hash of the canonical values.
    pub result_hash: String,
    /// Whether everything is there.
    pub complete: bool,
    /// Whether the traces of cases are there as well.
    #[serde(default)]
    pub cases: bool,
    /// Whether outcomes of communities were asked for, months included.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places: bool,
    /// Of a run that was begun in shards: how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<u32>,
    /// Checksum of every file that belongs to the results, by its path within the folder.
    #[serde(default)]
    pub checksums: Checksums,
    /// Clock, host and cost, which no hash of values covers.
    pub run: Option<ManifestRun>,
    /// Checksum of this file, with nothing in its own place; empty where an earlier build wrote it.
    #[serde(default)]
    pub checksum: String,
}

/// Replicates that a manifest may speak of, as many as a run may have.
const MOST_REPLICATES: u32 = 100_000;

/// A scenario in the manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManifestScenario {
    /// Name.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// File as the user named it.
    pub file: String,
    /// Hash of everything it sets.
    pub hash: String,
    /// Hash of what decides the values of its runs.
    #[serde(default)]
    pub key: String,
    /// Hash of its world.
    pub world: String,
    /// Days after day 0.
    pub days: u32,
    /// Days of the burn-in before.
    #[serde(default)]
    pub burn_in_days: u32,
    /// Replicates in the same drawn city; null where all are in one.
    #[serde(default)]
    pub replicates_per_city: Option<u32>,
    /// By outcome: the smallest change that matters, where the file sets it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub matters: BTreeMap<String, f64>,
    /// What it sets beside the defaults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<Sets>,
    /// Hash of its values.
    pub result_hash: String,
    /// Text of the file.
    pub text: String,
    /// Kept in `set` and `refers_to` of the manifest.
    #[serde(skip)]
    pub(crate) sources: Sources,
}

/// What a run took.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManifestRun {
    started: String,
    seconds: f64,
    cpu_seconds: Option<f64>,
    setup_cpu_seconds: Option<f64>,
    resident_days: f64,
    #[serde(default)]
    simulated_resident_days: f64,
    peak_memory_bytes: Option<u64>,
    threads: u32,
    host: Option<String>,
    /// Checksums of files that say when they were made.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    checksums: Checksums,
}

impl Manifest {
    /// The manifest of complete results.
    #[must_use]
    pub fn of(results: &Results) -> Self {
        let (set, refers_to) = referred(&results.scenarios);
        let (scenarios, same_text) = listed(results.scenarios.iter().cloned());
        Self {
            set,
            refers_to,
            program_version: results.program_version.clone(),
            model_version: results.model_version.clone(),
            seed: results.seed,
            replicates: results.replicates,
            baseline: results.baseline.clone(),
            scenarios,
            same_text,
            result_hash: results.result_hash(),
            complete: true,
            cases: false,
            places: results.has_months(),
            shards: None,
            checksums: Checksums::new(),
            run: results.cost.clone().map(ManifestRun::from),
            checksum: String::new(),
        }
    }

    /// The manifest of results that are still to come.
    #[must_use]
    pub fn planned(scenarios: Vec<ScenarioRecord>, baseline: &str, seed: u64, replicates: u32, cases: bool) -> Self {
        let (set, refers_to) = referred(&scenarios);
        let (scenarios, same_text) = listed(scenarios.into_iter());
        Self {
            set,
            refers_to,
            program_version: PROGRAM_VERSION.to_owned(),
            model_version: MODEL_VERSION.to_owned(),
            seed,
            replicates,
            baseline: baseline.to_owned(),
            scenarios,
            same_text,
            result_hash: String::new(),
            complete: false,
            cases,
            places: false,
            shards: None,
            checksums: Checksums::new(),
            run: None,
            checksum: String::new(),
        }
    }

    /// Vouches for a file of the results. What says when it was made (`dated`) is vouched for where the clock stands.
    pub(super) fn vouch(&mut self, name: &str, checksum: &str, dated: bool) {
        let checksums = match &mut self.run {
            Some(run) if dated => &mut run.checksums,
            _ => &mut self.checksums,
        };
        checksums.insert(name.to_owned(), checksum.to_owned());
    }

    /// Every file that belongs to the results, with its checksum.
    pub fn files(&self) -> impl Iterator<Item = (&String, &String)> {
        self.checksums.iter().chain(self.run.iter().flat_map(|run| &run.checksums))
    }

    /// Puts tables and pages in their places, and this manifest last, which vouches for all of them and for what is kept.
    pub(super) fn complete_with(
        mut self,
        dir: &Path,
        mut staged: Vec<Staged>,
        pages: &[Page],
        kept: &BTreeSet<String>,
    ) -> Result<(), Error> {
        if let Some(run) = &mut self.run {
            run.checksums.clear();
        }
        let drawn = stage_pages(dir, pages)?;
        for (file, page) in drawn.iter().zip(pages) {
            self.vouch(&file.name, &file.checksum, page.dated);
        }
        staged.extend(drawn);
        let manifest = stage(dir, MANIFEST, |out| out.write_all(self.to_json().as_bytes()))?;
        replace(dir, staged, manifest, kept)
    }

    /// The text of the file.
    ///
    /// # Panics
    /// Never: a manifest has only strings and numbers.
    #[must_use]
    pub fn to_json(&self) -> String {
        let open = Self { checksum: String::new(), ..self.clone() };
        let mut text = serde_json::to_string_pretty(&open).expect("a manifest has only strings and numbers");
        text.push('\n');
        sealed(&text)
    }

    /// The manifest of `dir`; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let path = dir.join(MANIFEST);
        Self::read_file(&path)
    }

    /// The manifest in a file; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read_file(path: &Path) -> Result<Option<Self>, Error> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(seal::damaged(path, "the manifest is damaged: it is not text in UTF-8"));
            }
            Err(error) => return Err(Error::new(path, "read", error)),
        };
        if seal_of(&text) == Seal::Broken {
            return Err(seal::damaged(path, "the manifest is damaged, or was changed by hand: its checksum differs"));
        }
        let manifest: Self = serde_json::from_str(&text).map_err(|error| {
            seal::damaged(path, &format!("the manifest is damaged or none of this version ({error})"))
        })?;
        if !(1..=MOST_REPLICATES).contains(&manifest.replicates) {
            let found = format!(
                "the manifest speaks of {} replicates, and a run has 1 to {MOST_REPLICATES}",
                manifest.replicates
            );
            return Err(seal::damaged(path, &found));
        }
        Ok(Some(manifest))
    }

    /// The manifest of a run that is to come, which lies beside its units until the results are whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, dir: &Path) -> Result<(), Error> {
        let folder = dir.join(super::UNITS);
        fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
        stage(&folder, MANIFEST, |out| out.write_all(self.to_json().as_bytes()))?.persist()
    }

    /// The manifest of a run that was begun in `dir`; `None` when there is none, or none that can be read.
    #[must_use]
    pub fn begun(dir: &Path) -> Option<Self> {
        Self::read(&dir.join(super::UNITS)).ok().flatten()
    }

    /// The records of the scenarios.
    #[must_use]
    pub fn records(&self) -> Vec<ScenarioRecord> {
        let text = |name: &String| self.scenarios.iter().find(|known| known.name == *name).map(|known| &known.text);
        let sources = Sources { files: self.files_of_scenarios().into(), set: self.set.clone().into() };
        let record = |scenario: &ManifestScenario| {
            let mut record = ScenarioRecord::from(scenario.clone());
            record.sources = sources.clone();
            if let Some(text) = self.same_text.get(&scenario.name).and_then(text) {
                record.text.clone_from(text);
            }
            record
        };
        self.scenarios.iter().map(record).collect()
    }

    /// Every file from which the scenarios can be read again.
    #[must_use]
    pub fn files_of_scenarios(&self) -> Files {
        let own = self.scenarios.iter().filter(|scenario| !scenario.text.is_empty());
        own.map(|scenario| (key(&scenario.file), scenario.text.clone())).chain(self.refers_to.clone()).collect()
    }

    /// Results with everything that the manifest knows, still without values.
    pub(super) fn into_results(self) -> Results {
        let scenarios = self.records();
        Results {
            program_version: self.program_version,
            model_version: self.model_version,
            seed: self.seed,
            replicates: self.replicates,
            baseline: self.baseline,
            scenarios,
            runs: Vec::new(),
            survival: Vec::new(),
            grids: Vec::new(),
            cost: self.run.map(Cost::from),
            alone: None,
        }
    }
}

/// What is set on top of scenarios, and the files that theirs refer to.
fn referred(records: &[ScenarioRecord]) -> (Vec<String>, Files) {
    let own: BTreeSet<String> = records.iter().map(|record| key(&record.file)).collect();
    let files = records.iter().flat_map(|record| record.sources.files.iter());
    let files = files.filter(|(name, _)| !own.contains(*name)).map(|(name, text)| (name.clone(), text.clone()));
    (records.first().map_or_else(Vec::new, |record| record.sources.set.to_vec()), files.collect())
}

/// Scenarios for the manifest, and which of them have the text of another.
fn listed(records: impl Iterator<Item = ScenarioRecord>) -> (Vec<ManifestScenario>, BTreeMap<String, String>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let (mut scenarios, mut same_text) = (Vec::new(), BTreeMap::new());
    for mut record in records {
        match first.get(&record.text).filter(|_| !record.text.is_empty()) {
            Some(name) => {
                same_text.insert(record.name.clone(), name.clone());
                record.text.clear();
            }
            None => {
                first.insert(record.text.clone(), record.name.clone());
            }
        }
        scenarios.push(ManifestScenario::from(record));
    }
    (scenarios, same_text)
}

/// Moves the fields of one struct into another that has the same; what only the second has is empty.
macro_rules! same_fields {
    ($From:ident => $To:ident: $($field:ident),* $(; $own:ident)?) => {
        impl From<$From> for $To {
            fn from(from: $From) -> Self {
                let $From { $($field),* } = from;
                Self { $($field),* $(, $own: Default::default())? }
            }
        }
        impl From<$To> for $From {
            fn from(from: $To) -> Self {
                let $To { $($field),* $(, $own: _)? } = from;
                Self { $($field),* }
            }
        }
    };
}
same_fields!(ScenarioRecord => ManifestScenario:
    name, title, title_zh, file, hash, key, world, days, burn_in_days, replicates_per_city, matters, sets, result_hash, text, sources);
same_fields!(Cost => ManifestRun:
    started, seconds, cpu_seconds, setup_cpu_seconds, resident_days, simulated_resident_days, peak_memory_bytes, threads,
    host; checksums);
