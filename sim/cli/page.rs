//! `gridgov page`: scenarios become one HTML file that runs them in a browser.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};

use super::file::Over;
use super::{DONE, evidence, failure, output};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::page::{Lessons, page};
use crate::scenario::{Scenario, fetch, load};
use crate::settings::parameters;

/// Days after the reform with which a page begins whose baseline sets none: an answer in half a second.
const DAYS: f64 = 730.0;

/// The policy with which the page of the shipped scenarios begins: it gains something and loses something.
const FIRST: &str = "takeover_staffed";

/// Write one HTML file that runs scenarios in a browser, without a network
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov page scenarios --out gridgov.html    the shipped policies to begin with; open it by double-click
  gridgov page                                 the built-in baseline alone
  gridgov page my-baseline.toml my-policy.toml your own
  gridgov page scenarios --lessons my-lessons.toml   with lessons of your own behind the seven shipped ones")]
pub struct Arguments {
    /// Scenario files, or folders: the .toml files directly in them; the one called baseline, else the first, is the baseline
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Lessons of your own, which follow the shipped ones (docs/teaching.md)
    #[arg(long, value_name = "FILE.toml")]
    lessons: Option<PathBuf>,
    /// The file to write
    #[arg(long, value_name = "FILE.html", default_value = "gridgov.html")]
    out: PathBuf,
    #[command(flatten)]
    over: Over,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), false)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    arguments.over.allows(&arguments.out)?;
    let scenarios = if arguments.paths.is_empty() { vec![Scenario::default()] } else { load(&arguments.paths, &[])? };
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let baseline = evidence::baseline(None, &names)?;
    let baseline = scenarios.iter().find(|scenario| scenario.name == baseline).expect("one of the names");
    let mut lessons = Lessons::shipped();
    if let Some(file) = &arguments.lessons {
        lessons = lessons.with_file(file)?;
    }
    let mut data = data(&scenarios, baseline)?;
    data["lessons"] = json!(lessons);
    let text = page(&data);
    let out = &arguments.out;
    arguments.over.put(out, &text)?;
    let name = printable(&out.display().to_string());
    output::message(&format!("wrote {name} ({} kB): open it in a browser\n", text.len().div_ceil(1000)));
    Ok(DONE)
}

/// What a page needs of the scenarios.
fn data(scenarios: &[Scenario], baseline: &Scenario) -> Result<Value, Error> {
    let mut files = BTreeMap::new();
    let mut presets = Vec::new();
    for scenario in scenarios.iter().filter(|scenario| !scenario.file.is_empty()) {
        let file = file_name(scenario);
        if !files.contains_key(&file) {
            collect(scenario, &mut files)?;
        }
        if scenario.name == baseline.name {
            continue;
        }
        if scenario.same_world(baseline) {
            let Scenario { name, title, title_zh, .. } = scenario;
            presets.push(json!({ "name": name, "title": title, "title_zh": title_zh, "file": file }));
        } else {
            let name = printable(&scenario.name);
            output::message(&format!("note: {name} has another world than the baseline and is left out\n"));
        }
    }
    let usual = Scenario::default();
    let is_builtin = baseline.settings == usual.settings && baseline.changes.is_empty() && baseline.roster.is_none();
    let differing = parameters().filter_map(|parameter| {
        let value = baseline.settings.get(parameter.table, parameter.name)?;
        (value.to_bits() != parameter.default.to_bits()).then(|| (parameter.key(), json!(value)))
    });
    let frame = &baseline.settings.frame;
    let days = if frame.days.to_bits() == usual.settings.frame.days.to_bits() { DAYS } else { frame.days };
    let first = presets.iter().find(|preset| preset["name"] == FIRST).or(presets.first());
    Ok(json!({
        "root": if is_builtin { "builtin:baseline".to_owned() } else { file_name(baseline) },
        "roster": baseline.roster.is_some(),
        "days": days,
        "residents": baseline.settings.city.residents,
        "baseline": differing.collect::<Map<String, Value>>(),
        "first": first.map(|preset| preset["name"].clone()),
        "presets": presets,
        "files": files,
    }))
}

/// The name under which a page knows the file of a scenario.
fn file_name(scenario: &Scenario) -> String {
    scenario.name.split('/').next().unwrap_or_default().to_owned() + ".toml"
}

/// Puts the text of a scenario's file, and of all that it refers to, beside the others.
fn collect(scenario: &Scenario, files: &mut BTreeMap<String, String>) -> Result<(), Error> {
    let folder = Path::new(&scenario.file).parent().map(Path::to_path_buf).unwrap_or_default();
    let found = RefCell::new(vec![(file_name(scenario), scenario.text.clone())]);
    let record = |path: &Path| {
        let bytes = fetch(&folder.join(path))?;
        let text = String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        found.borrow_mut().push((path.display().to_string(), text.clone()));
        Ok(text.into_bytes())
    };
    let name = file_name(scenario);
    Scenario::from_toml_with(&scenario.text, name.trim_end_matches(".toml"), &record)?;
    for (name, text) in found.into_inner() {
        if files.insert(name.clone(), text.clone()).is_some_and(|known| known != text) {
            let found = format!("two different files are called {}", printable(&name));
            let problem = Diagnostic::of_file(&scenario.file, found).code(Code::Duplicate);
            return Err(problem.help("put both into one folder under different names").into());
        }
    }
    Ok(())
}
