//! `manifest.json`: what was run, by which program, and the hash of what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::MANIFEST;
use crate::error::Error;
use crate::results::{Cost, MODEL_VERSION, PROGRAM_VERSION, Results, ScenarioRecord};
use crate::scenario::Sets;

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
    /// Hash of the canonical values.
    pub result_hash: String,
    /// Whether everything is there.
    pub complete: bool,
    /// Whether the traces of cases are there as well.
    #[serde(default)]
    pub cases: bool,
    /// Clock, host and cost, which no hash covers.
    pub run: Option<ManifestRun>,
}

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
    peak_memory_bytes: Option<u64>,
    threads: u32,
    host: Option<String>,
}

impl Manifest {
    /// The manifest of complete results.
    #[must_use]
    pub fn of(results: &Results) -> Self {
        let (scenarios, same_text) = listed(results.scenarios.iter().cloned());
        Self {
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
            run: results.cost.clone().map(ManifestRun::from),
        }
    }

    /// The manifest of results that are still to come.
    #[must_use]
    pub fn planned(scenarios: Vec<ScenarioRecord>, baseline: &str, seed: u64, replicates: u32, cases: bool) -> Self {
        let (scenarios, same_text) = listed(scenarios.into_iter());
        Self {
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
            run: None,
        }
    }

    /// The text of the file.
    ///
    /// # Panics
    /// Never: a manifest has only strings and numbers.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest has only strings and numbers");
        text.push('\n');
        text
    }

    /// The manifest of `dir`; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let path = dir.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::new(&path, "read", error)),
        };
        let none = |error| Error::new(&path, "read", format!("it is damaged or none of this version ({error})"));
        serde_json::from_str(&text).map(Some).map_err(none)
    }

    /// The manifest of a run that is to come, which lies beside its units until the results are whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, dir: &Path) -> Result<(), Error> {
        let folder = dir.join(super::UNITS);
        fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
        let (path, file) = super::stage(&folder, MANIFEST, |out| {
            use std::io::Write;
            out.write_all(self.to_json().as_bytes())
        })?;
        file.persist(&path).map_err(|error| Error::new(&path, "write", error.error))?;
        Ok(())
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
        let record = |scenario: &ManifestScenario| {
            let mut record = ScenarioRecord::from(scenario.clone());
            if let Some(text) = self.same_text.get(&scenario.name).and_then(text) {
                record.text.clone_from(text);
            }
            record
        };
        self.scenarios.iter().map(record).collect()
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

/// Moves the fields of one struct into another that has the same.
macro_rules! same_fields {
    ($From:ident => $To:ident: $($field:ident),*) => {
        impl From<$From> for $To {
            fn from(from: $From) -> Self {
                let $From { $($field),* } = from;
                Self { $($field),* }
            }
        }
        impl From<$To> for $From {
            fn from(from: $To) -> Self {
                let $To { $($field),* } = from;
                Self { $($field),* }
            }
        }
    };
}
same_fields!(ScenarioRecord => ManifestScenario:
    name, title, title_zh, file, hash, key, world, days, replicates_per_city, matters, sets, result_hash, text);
same_fields!(Cost => ManifestRun:
    started, seconds, cpu_seconds, setup_cpu_seconds, resident_days, peak_memory_bytes, threads, host);
