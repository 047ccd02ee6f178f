//! The files of a study: manifest, points, responses and findings.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

mod dictionary;
mod tables;

use super::carry_out::Findings;
use super::kind::Kind;
use super::{LAYOUT, Study};
use crate::error::Error;
use crate::results::{MODEL_VERSION, PROGRAM_VERSION, scenario_hash};
use crate::scenario::sources::{Files, key};
use crate::store::{
    Checksums, MANIFEST, Page, Seal, UNITS, claim, replace, seal_of, sealed, stage, stage_pages, whole,
};

/// The tables of every study that varies something; the last is that of all studies.
pub const TABLES: [&str; 4] = ["points.csv", "responses.csv", "summary.csv", "dictionary.md"];

/// The file that holds which study was begun in a folder, beside its units.
pub const BEGUN: &str = "study.json";

/// A scenario of a study.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct StudyScenario {
    /// Name.
    pub name: String,
    /// File as the user named it.
    pub file: String,
    /// Hash of everything it sets.
    pub hash: String,
    /// The text of its file.
    pub text: String,
}

/// What a run took; no hash covers it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct StudyCost {
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Runs that were simulated this time.
    #[serde(alias = "lived")]
    pub simulated: u64,
    /// Threads.
    pub threads: u32,
}

/// `manifest.json` of a study.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct StudyManifest {
    /// Name of the study.
    pub study: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Method.
    pub method: String,
    /// Version of the program.
    pub program_version: String,
    /// Version of the model.
    pub model_version: String,
    /// Seed.
    pub seed: u64,
    /// Runs of every scenario at every point.
    pub replicates: u32,
    /// Form of what the hash is of, see [`LAYOUT`]; those of the first layout do not hold it.
    #[serde(default = "first_layout")]
    pub layout: u32,
    /// Hash of the study, see [`Study::hash`].
    pub hash: String,
    /// The study's file as the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What was set on top of it.
    #[serde(default)]
    pub set: Vec<String>,
    /// Its scenarios.
    pub scenarios: Vec<StudyScenario>,
    /// Every other file that it was read from, by path: with them it can be repeated where nothing else is.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub refers_to: Files,
    /// Hash of points and responses.
    pub result_hash: String,
    /// Whether everything is there.
    pub complete: bool,
    /// Of a study that was begun in shards: how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<u32>,
    /// Tables, figures and pages, by path within the folder.
    #[serde(default)]
    pub files: Vec<String>,
    /// Checksums of these files.
    #[serde(default)]
    pub checksums: Checksums,
    /// What it took.
    pub run: Option<StudyCost>,
    /// Checksum of this file, with nothing in its own place; empty where an earlier build wrote it.
    #[serde(default)]
    pub checksum: String,
}

fn first_layout() -> u32 {
    1
}

impl StudyManifest {
    /// The manifest of a study that is to come.
    #[must_use]
    pub fn of(study: &Study, seed: u64) -> Self {
        let scenario = |s: &crate::scenario::Scenario| StudyScenario {
            name: s.name.clone(),
            file: s.file.clone(),
            hash: scenario_hash(s),
            text: s.text.clone(),
        };
        let subject = &study.subject;
        let own = |name: &String| {
            *name == key(&subject.file) || subject.scenarios.iter().any(|s| key(&s.file) == *name && !s.text.is_empty())
        };
        let others = subject.sources.files.iter().filter(|(name, _)| !own(name));
        Self {
            refers_to: others.map(|(name, text)| (name.clone(), text.clone())).collect(),
            study: subject.name.clone(),
            title: subject.title.clone(),
            title_zh: subject.title_zh.clone(),
            method: study.method.asks().kind().word.to_owned(),
            program_version: PROGRAM_VERSION.to_owned(),
            model_version: MODEL_VERSION.to_owned(),
            seed,
            replicates: subject.replicates,
            layout: LAYOUT,
            hash: study.hash(),
            file: subject.file.clone(),
            text: subject.text.clone(),
            set: Vec::new(),
            scenarios: subject.scenarios.iter().map(scenario).collect(),
            result_hash: String::new(),
            complete: false,
            shards: None,
            files: Vec::new(),
            checksums: Checksums::new(),
            run: None,
            checksum: String::new(),
        }
    }

    /// The first thing in which `there` is another study than this one, in words; replicates may differ.
    #[must_use]
    pub fn difference(&self, there: &Self) -> Option<String> {
        let unequal =
            |what: &str, here: &str, there: &str| (here != there).then(|| format!("{what} {there}, not {here}"));
        unequal("seed", &self.seed.to_string(), &there.seed.to_string())
            .or_else(|| unequal("gridgov", &self.program_version, &there.program_version))
            .or_else(|| unequal("model version", &self.model_version, &there.model_version))
            .or_else(|| {
                let (here, there) = (self.layout, there.layout);
                (here != there)
                    .then(|| format!("layout of kept studies {there}, not {here} (another build of gridgov wrote it)"))
            })
            .or_else(|| unequal("the study", &self.study, &there.study))
            .or_else(|| (self.hash != there.hash).then(|| format!("other settings of the study {}", self.study)))
    }

    /// The manifest of a finished study in `dir`; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that is none of a study, in words.
    pub fn read(dir: &Path) -> Result<Option<Self>, String> {
        Self::read_file(&dir.join(MANIFEST))
    }

    /// The manifest of a study in a file; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that is none of a study, in words.
    pub fn read_file(path: &Path) -> Result<Option<Self>, String> {
        read(path)
    }

    /// Every file from which the study can be read again.
    #[must_use]
    pub fn files_of_study(&self) -> Files {
        let scenarios = self.scenarios.iter().filter(|s| !s.text.is_empty());
        let files = scenarios.map(|s| (key(&s.file), s.text.clone())).chain(self.refers_to.clone());
        files.chain([(key(&self.file), self.text.clone())]).collect()
    }

    /// The study that was begun in `dir`, if any.
    #[must_use]
    pub fn begun(dir: &Path) -> Option<Self> {
        read(&dir.join(UNITS).join(BEGUN)).ok().flatten()
    }

    /// Writes into `dir` that this study was begun, and makes room for its units.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, dir: &Path) -> Result<(), Error> {
        let folder = dir.join(UNITS);
        fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
        // A shard with fewer replicates does not take back what the others have promised.
        let known = Self::begun(dir).filter(|known| self.difference(known).is_none());
        let replicates = known.map_or(0, |known| known.replicates).max(self.replicates);
        let begun = Self { replicates, ..self.clone() }.to_json();
        stage(&folder, BEGUN, |out| out.write_all(begun.as_bytes()))?.persist()
    }

    fn to_json(&self) -> String {
        let open = Self { checksum: String::new(), ..self.clone() };
        let mut text = serde_json::to_string_pretty(&open).expect("a manifest has no maps with odd keys");
        text.push('\n');
        sealed(&text)
    }
}

fn read(path: &Path) -> Result<Option<StudyManifest>, String> {
    match fs::read_to_string(path) {
        Ok(text) if seal_of(&text) == Seal::Broken => Err("its checksum differs".to_owned()),
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Hash of points and responses, combination by combination: the same for any number of threads and any number of goes.
#[must_use]
pub fn result_hash(study: &Study, findings: &Findings) -> String {
    let mut hasher = blake3::Hasher::new();
    let found = findings.found();
    for (number, combination) in study.subject.combinations.iter().enumerate() {
        hasher.update(&(combination.name.len() as u64).to_le_bytes());
        hasher.update(combination.name.as_bytes());
        if let Some(responses) = found.sample(number).map(|sample| &sample.responses) {
            let numbers =
                responses.points.iter().flatten().chain(responses.values.iter().flatten().flatten().flatten());
            for number in numbers {
                // Every undefined value is hashed as the same NaN.
                let bits = if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() };
                hasher.update(&bits.to_le_bytes());
            }
        }
        hasher.update(found.hashed(number).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// All tables of a method. One that varies nothing has no points.
pub fn tables_of(kind: &'static Kind) -> impl Iterator<Item = &'static str> {
    let shared = if kind.varies { &TABLES[..] } else { &TABLES[3..] };
    shared.iter().chain(kind.tables).copied()
}

fn table(name: &str, study: &Study, findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let (subject, found) = (&study.subject, findings.found());
    match name {
        "points.csv" => tables::points(subject, found, out),
        "responses.csv" => tables::responses(subject, found, out),
        "summary.csv" => tables::summary(subject, found, out),
        "dictionary.md" => out.write_all(dictionary::text(study).as_bytes()),
        own => found.table(own, subject, out),
    }
}

/// Writes all files of a study, also what was drawn from what it found; the manifest comes last.
///
/// # Errors
/// When a file cannot be written, or would take the place of one that gridgov has not written.
pub fn write(
    study: &Study,
    findings: &Findings,
    manifest: StudyManifest,
    dir: &Path,
    pages: &[Page],
) -> Result<(), Error> {
    let kind = study.method.asks().kind();
    let names: Vec<&str> = tables_of(kind).collect();
    claim(dir, names.into_iter().chain(pages.iter().map(|page| page.name.as_str())))?;
    let mut staged = Vec::new();
    // All files are on disk before the first is renamed: a full disk leaves the folder as it was.
    for name in tables_of(kind) {
        staged.push(stage(dir, name, |out| table(name, study, findings, out))?);
    }
    staged.extend(stage_pages(dir, pages)?);
    let files: Vec<String> = staged.iter().map(|file| file.name.clone()).collect();
    let checksums = staged.iter().map(|file| (file.name.clone(), file.checksum.clone())).collect();
    let manifest = StudyManifest { files, checksums, ..manifest };
    let manifest = stage(dir, MANIFEST, |out| out.write_all(manifest.to_json().as_bytes()))?;
    replace(dir, staged, manifest, &BTreeSet::new())
}

/// Refuses a folder of which a file is not as the study has written it.
///
/// # Errors
/// Names the first such file.
pub fn check(dir: &Path, manifest: &StudyManifest) -> Result<(), Error> {
    whole(dir, &manifest.checksums)
}
