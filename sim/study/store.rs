//! The files of a study: manifest, points, responses and findings.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Study;
use super::carry_out::Findings;
use crate::results::{MODEL_VERSION, PROGRAM_VERSION, scenario_hash};
use crate::store::{MANIFEST, StoreError, UNITS, stage};

/// The tables of every study.
pub const TABLES: [&str; 5] = ["points.csv", "responses.csv", "summary.csv", "sensitivity.csv", "dictionary.md"];

/// The file that says which study was begun in a folder, beside its units.
const BEGUN: &str = "study.json";

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
    /// Runs that were lived through in this go.
    pub lived: u64,
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
    /// Hash of the study, see [`Study::hash`].
    pub hash: String,
    /// The study's file as the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Its scenarios.
    pub scenarios: Vec<StudyScenario>,
    /// Hash of points and responses.
    pub result_hash: String,
    /// Whether everything is there.
    pub complete: bool,
    /// What it took.
    pub run: Option<StudyCost>,
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
        Self {
            study: study.name.clone(),
            title: study.title.clone(),
            title_zh: study.title_zh.clone(),
            method: study.method.word().to_owned(),
            program_version: PROGRAM_VERSION.to_owned(),
            model_version: MODEL_VERSION.to_owned(),
            seed,
            replicates: study.replicates,
            hash: study.hash(),
            file: study.file.clone(),
            text: study.text.clone(),
            scenarios: study.scenarios.iter().map(scenario).collect(),
            result_hash: String::new(),
            complete: false,
            run: None,
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
            .or_else(|| unequal("the study", &self.study, &there.study))
            .or_else(|| (self.hash != there.hash).then(|| format!("other settings of the study {}", self.study)))
    }

    /// The manifest of a finished study in `dir`; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that is none of a study, in words.
    pub fn read(dir: &Path) -> Result<Option<Self>, String> {
        read(&dir.join(MANIFEST))
    }

    /// The study that was begun in `dir`, if any.
    #[must_use]
    pub fn begun(dir: &Path) -> Option<Self> {
        read(&dir.join(UNITS).join(BEGUN)).ok().flatten()
    }

    /// Says in `dir` that this study was begun, and makes room for its units.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, dir: &Path) -> Result<(), StoreError> {
        let folder = dir.join(UNITS);
        fs::create_dir_all(&folder).map_err(|error| StoreError::new(&folder, "create", error))?;
        let (path, file) = stage(&folder, BEGUN, |out| out.write_all(self.to_json().as_bytes()))?;
        file.persist(&path).map_err(|error| StoreError::new(&path, "write", error.error))?;
        Ok(())
    }

    fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest has no maps with odd keys");
        text.push('\n');
        text
    }
}

fn read(path: &Path) -> Result<Option<StudyManifest>, String> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Hash of points and responses, cross by cross: the same for any number of threads and any number of goes.
#[must_use]
pub fn result_hash(study: &Study, findings: &[Findings]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (cross, findings) in study.crosses.iter().zip(findings) {
        hasher.update(&(cross.name.len() as u64).to_le_bytes());
        hasher.update(cross.name.as_bytes());
        let responses = &findings.responses;
        for number in responses.points.iter().flatten().chain(responses.values.iter().flatten().flatten().flatten()) {
            // One undefined value is as good as another.
            let bits = if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() };
            hasher.update(&bits.to_le_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// Writes all files of a study; the manifest comes last.
///
/// # Errors
/// When a file cannot be written.
pub fn write(study: &Study, findings: &[Findings], manifest: &StudyManifest, dir: &Path) -> Result<(), StoreError> {
    let staged = [
        stage(dir, TABLES[0], |out| points(study, findings, out))?,
        stage(dir, TABLES[1], |out| responses(study, findings, out))?,
        stage(dir, TABLES[2], |out| summary(study, findings, out))?,
        stage(dir, TABLES[3], |out| sensitivity(study, findings, out))?,
        stage(dir, TABLES[4], |out| out.write_all(dictionary(study).as_bytes()))?,
        stage(dir, MANIFEST, |out| out.write_all(manifest.to_json().as_bytes()))?,
    ];
    for (path, file) in staged {
        file.persist(&path).map_err(|error| StoreError::new(&path, "write", error.error))?;
    }
    Ok(())
}

/// A float as it stands in a table.
fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

/// What was varied, and which value it had at every point.
fn points(study: &Study, findings: &[Findings], out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "input", "role", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for (point, values) in findings.responses.points.iter().enumerate() {
            let point = point.to_string();
            for (factor, value) in study.factors.iter().zip(values) {
                let (role, value) = (factor.role.word(), number(*value));
                table.write_record([&cross.name, &point, &factor.key, role, &value, factor.unit])?;
            }
        }
    }
    table.flush()
}

/// What every run gave.
fn responses(study: &Study, findings: &[Findings], out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "scenario", "replicate", "outcome", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for (point, scenarios) in findings.responses.values.iter().enumerate() {
            let point = point.to_string();
            for (scenario, runs) in study.scenarios.iter().zip(scenarios) {
                for (replicate, values) in runs.iter().enumerate() {
                    let replicate = replicate.to_string();
                    for (kind, value) in study.outcomes.iter().zip(values) {
                        let value = number(*value);
                        let row = [&cross.name, &point, &scenario.name, &replicate, kind.id, &value, kind.unit];
                        table.write_record(row)?;
                    }
                }
            }
        }
    }
    table.flush()
}

impl Study {
    /// Scenario, outcome, what of it, and unit of a quantity, as they stand in tables.
    fn columns(&self, quantity: usize) -> [String; 4] {
        let quantity = self.quantities()[quantity];
        let kind = self.outcomes[quantity.outcome];
        let of = if quantity.difference { "difference" } else { "value" };
        [&self.scenarios[quantity.scenario].name, kind.id, of, kind.unit].map(str::to_owned)
    }
}

/// How every quantity spreads over the points.
fn summary(study: &Study, findings: &[Findings], out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "scenario", "outcome", "of", "unit"];
    table.write_record(head.into_iter().chain(["points", "mean", "q05", "q50", "q95", "above_zero_share"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for spread in &findings.spreads {
            let [low, middle, high] = spread.quantiles;
            let numbers = [spread.mean, low, middle, high, spread.above_zero].map(number);
            let name = [cross.name.clone()].into_iter().chain(study.columns(spread.quantity));
            table.write_record(name.chain([spread.points.to_string()]).chain(numbers))?;
        }
    }
    table.flush()
}

/// What factors do to quantities.
fn sensitivity(study: &Study, findings: &[Findings], out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "scenario", "outcome", "of", "unit"];
    table.write_record(head.into_iter().chain(["input", "role", "with", "measure", "value", "low", "high"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for measure in &findings.measures {
            let factor = &study.factors[measure.factor];
            let with = measure.with.map(|with| study.factors[with].key.clone()).unwrap_or_default();
            let name = [cross.name.clone()].into_iter().chain(study.columns(measure.quantity));
            let input = [factor.key.clone(), factor.role.word().to_owned(), with, measure.kind.to_owned()];
            table.write_record(name.chain(input).chain([measure.value, measure.low, measure.high].map(number)))?;
        }
    }
    table.flush()
}

const DICTIONARY: &str = "\
# Data dictionary

All tables are UTF-8 with LF line ends. Floats are written in the shortest form that reads back exactly; an empty field is
an undefined value. Replicate r of every scenario at every point lives through the same chance.

| file | column | meaning |
|---|---|---|
| all | `cross` | combination of structural variants; `as_is` where none are crossed |
| points.csv | `point`, `input`, `role`, `value`, `unit` | number of the point from 0; what is varied; `lever` or `assumption`; its value there |
| responses.csv | `point`, `scenario`, `replicate`, `outcome`, `value`, `unit` | what every run gave, for the whole city |
| summary.csv | `scenario`, `outcome`, `of`, `unit` | `of`: `value`, or `difference` to the first scenario, replicate by replicate |
| summary.csv | `points`, `mean`, `q05`, `q50`, `q95`, `above_zero_share` | over the points, of means over replicates: points in which it is defined, mean, quantiles, share above 0 |
| sensitivity.csv | `input`, `role`, `with`, `measure`, `value`, `low`, `high` | what an input does; the other input of an interaction; which measure; 95% interval |

`.units` holds one file for each run, from which a stopped study goes on. The tables do not need it.
";

fn dictionary(study: &Study) -> String {
    let mut text = DICTIONARY.to_owned();
    text.push_str(
        "\n## What is varied\n\n| input | role | unit | from | to | meaning | 含义 |\n|---|---|---|---|---|---|---|\n",
    );
    for factor in &study.factors {
        let (low, high) = factor.ends();
        let (key, role, unit) = (&factor.key, factor.role.word(), factor.unit);
        let _ =
            writeln!(text, "| `{key}` | {role} | {unit} | {low} | {high} | {} | {} |", factor.name_en, factor.name_zh);
    }
    text.push_str("\n## Outcomes\n\n| outcome | unit | meaning | 含义 |\n|---|---|---|---|\n");
    for kind in &study.outcomes {
        let _ = writeln!(text, "| `{}` | {} | {} | {} |", kind.id, kind.unit, kind.meaning_en, kind.meaning_zh);
    }
    text
}
