//! A page and a browser for tests: Node runs the module and drives Chromium through a pipe. Without them tests say that they
//! are skipped; with `GRIDGOV_REQUIRE_PAGE=1` they fail instead.

#![allow(dead_code, reason = "not every test uses everything")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

pub fn gridgov(dir: &Path, line: &[&str]) -> String {
    let output = assert_cmd::Command::cargo_bin("gridgov").unwrap().current_dir(dir).args(line).output().unwrap();
    assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub fn skipped(why: &str) {
    assert!(std::env::var_os("GRIDGOV_REQUIRE_PAGE").is_none(), "{why}, and GRIDGOV_REQUIRE_PAGE is set");
    eprintln!("skipped: {why}");
}

pub fn has_node() -> bool {
    let there = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        skipped("there is no node");
    }
    there
}

pub fn node(arguments: &[&str]) -> Value {
    let output = Command::new("node").args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
}

/// The page of the shipped scenarios, written once.
pub fn page() -> &'static Path {
    static PAGE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = PAGE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("page.html");
        gridgov(Path::new("."), &["page", "scenarios", "--out", path.to_str().unwrap()]);
        (dir, path)
    });
    path
}

/// What a check of `tests/page/run.mjs` found; `None` without a browser.
pub fn browser(check: &str, arguments: &[&str]) -> Option<Value> {
    let chromium = std::env::var("GRIDGOV_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&chromium).exists() {
        skipped("there is no Chromium at /usr/bin/chromium nor in GRIDGOV_CHROMIUM");
        return None;
    }
    let fixed = ["tests/page/run.mjs", &chromium, page().to_str().unwrap(), check];
    has_node().then(|| node(&[&fixed[..], arguments].concat()))
}

pub fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

/// Nothing was thrown, logged or asked for.
pub fn is_quiet(found: &Value) {
    assert!(strings(&found["problems"]).is_empty(), "{}", found["problems"]);
    assert!(found["requests"].is_null() || strings(&found["requests"]).is_empty(), "{}", found["requests"]);
}

/// A tool of npm that the environment names, or that lies in `target/axe`; `None` where it is not there, which is said.
pub fn tool(variable: &str, below: &str, package: &str) -> Option<PathBuf> {
    let path = Path::new("target/axe/node_modules").join(below);
    let path = std::env::var_os(variable).map_or(path, PathBuf::from);
    if !path.exists() {
        skipped(&format!("{package} is not there; npm install --prefix target/axe {package}"));
        return None;
    }
    Some(path)
}
