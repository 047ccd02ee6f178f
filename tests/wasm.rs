//! The same bits in WebAssembly: the module for a page, run under Node, gives the hashes and the diagnostics of the native
//! library.
//!
//! Building it needs the target `wasm32-unknown-unknown` or Debian's packages (see `sim/wasm/build`), running it `node`.
//! Without them the tests say that they are skipped; with `GRIDGOV_REQUIRE_WASM=1` they fail instead.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use gridgov::{Diagnostic, Diagnostics};
use gridgov::{Scenario, simulate};
use serde_json::{Value, json};

/// The module, built once; `None`, and a word about it, where that is impossible.
fn module() -> Option<&'static Path> {
    static MODULE: OnceLock<Option<PathBuf>> = OnceLock::new();
    MODULE.get_or_init(built).as_deref()
}

fn built() -> Option<PathBuf> {
    let skipped = |why: &str| {
        assert!(std::env::var_os("GRIDGOV_REQUIRE_WASM").is_none(), "{why}, and GRIDGOV_REQUIRE_WASM is set");
        eprintln!("skipped: {why}");
        None
    };
    if !Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return skipped("there is no node");
    }
    let Ok(output) = Command::new("bash").arg("sim/wasm/build").output() else { return skipped("there is no bash") };
    let complained = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) {
        return skipped(complained.trim());
    }
    assert!(output.status.success(), "{complained}");
    Some(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// What one instance of the module answers to requests, one after the other; a trap fails the test.
fn ask(module: &Path, requests: &[Value]) -> Vec<Value> {
    let mut node = Command::new("node")
        .arg("tests/wasm/run.mjs")
        .arg(module)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = node.stdin.take().unwrap();
    for request in requests {
        writeln!(stdin, "{request}").unwrap();
    }
    drop(stdin);
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "node: {}", output.status);
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), requests.len());
    answers
}

/// An order of a scenario file with the shipped baseline beside it.
fn order(path: &str, set: &[&str], (seed, replicate): (u64, u32)) -> Value {
    json!({
        "text": fs::read_to_string(path).unwrap(),
        "files": { "baseline.toml": fs::read_to_string("scenarios/baseline.toml").unwrap() },
        "set": set,
        "seed": seed,
        "replicate": replicate,
    })
}

/// The scenarios of an order as the native library reads them.
fn native(order: &Value) -> Result<Vec<Scenario>, Vec<Diagnostic>> {
    let files: BTreeMap<String, String> = serde_json::from_value(order["files"].clone()).unwrap();
    let set: Vec<String> = serde_json::from_value(order["set"].clone()).unwrap();
    let fetch = |path: &Path| {
        let text = files.get(path.to_str().unwrap()).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes())
    };
    Scenario::from_toml_set(order["text"].as_str().unwrap(), "scenario", &set, &fetch)
}

/// The hashes of an order in the native library.
fn hashes(order: &Value) -> Vec<String> {
    let (seed, replicate) = (order["seed"].as_u64().unwrap(), order["replicate"].as_u64().unwrap() as u32);
    let hash = |scenario: &Scenario| simulate(scenario, seed, replicate).hash().to_hex().to_string();
    native(order).unwrap().iter().map(hash).collect()
}

const SMALL: [&str; 3] = ["city.residents=3000", "scenario.days=60", "scenario.burn_in_days=30"];

#[test]
fn a_page_gets_the_bits_of_the_native_program() {
    let Some(module) = module() else { return };
    // The last switches on everything that a file can hold: variants, changes on dates, kinds of incident of its own.
    let whole = ["city.residents=6000", "scenario.burn_in_days=30"];
    let orders = [
        order("scenarios/baseline.toml", &SMALL, (1, 0)),
        order("scenarios/baseline.toml", &SMALL, (2, 1)),
        order("scenarios/all_paths.toml", &SMALL, (1, 0)),
        order("scenarios/all_paths.toml", &SMALL, (9_007_199_254_740_991, 7)),
        order("tests/good/everything.toml", &whole, (1, 0)),
    ];
    let answers = ask(module, &orders.each_ref().map(|order| json!({ "simulate": order })));
    let mut seen = Vec::new();
    for (order, answer) in orders.iter().zip(&answers) {
        let runs = answer["runs"].as_array().unwrap_or_else(|| panic!("{answer}"));
        let found: Vec<&str> = runs.iter().map(|run| run["hash"].as_str().unwrap()).collect();
        assert_eq!(found, hashes(order), "set {}, seed {}", order["set"], order["seed"]);
        seen.extend(found);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 6, "each is another run");
}

#[test]
fn a_page_can_go_in_steps() {
    let Some(module) = module() else { return };
    let order = order("scenarios/all_paths.toml", &SMALL, (3, 0));
    let step = |days: u32| json!({ "advance": { "simulation": 0, "days": days } });
    let measure = json!({ "measure": { "simulation": 0 } });
    let answers = ask(module, &[json!({ "begin": order }), step(7), measure.clone(), step(53), measure]);
    assert_eq!((&answers[1]["simulation"]["day"], &answers[2]["run"]["day"]), (&json!(7), &json!(7)));
    assert_eq!(answers[4]["run"]["hash"], hashes(&order)[0]);
}

/// Bad files come back as the native program would complain about them, from one instance that stays alive.
#[test]
fn a_page_gets_located_diagnostics() {
    let Some(module) = module() else { return };
    let mut paths: Vec<PathBuf> = fs::read_dir("tests/bad").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths.iter().filter(|path| fs::read_to_string(path).is_ok()) {
        let order = order(path.to_str().unwrap(), &[], (1, 0));
        if let Err(problems) = native(&order) {
            cases.push((order, Diagnostics(problems).to_string()));
        }
    }
    assert!(cases.len() > 30, "{} bad files", cases.len());
    let requests: Vec<Value> = cases.iter().map(|(order, _)| json!({ "simulate": order })).collect();
    for ((_, expected), answer) in cases.iter().zip(ask(module, &requests)) {
        assert_eq!(answer["text"].as_str(), Some(expected.as_str()), "{answer}");
        assert!(answer["diagnostics"][0]["found"].is_string());
    }
    let located =
        ask(module, &[json!({ "simulate": { "text": "[staffing]\ntraining_hours = 40" } }), json!({ "no": 1 })]);
    assert_eq!(
        (&located[0]["diagnostics"][0]["line"], &located[1]["diagnostics"][0]["file"]),
        (&json!(2), &json!("request"))
    );
}
