//! The commands `run` and `compare` before anything is simulated: usage, exit codes, and that nothing is written.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with two scenarios.
fn scenarios() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("baseline.toml"), "title = \"Baseline\"\n").unwrap();
    let text = "title = \"Training\"\nextends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 60\n";
    fs::write(dir.path().join("training.toml"), text).unwrap();
    dir
}

/// Exit code, stdout and stderr of a command line in `dir`.
fn gridgov(dir: &TempDir, line: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_unknown_baseline_names_the_nearest() {
    let dir = scenarios();
    let (code, stdout, stderr) = gridgov(&dir, &["run", ".", "--baseline", "trianing"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("no scenario called trianing") && stderr.contains("nearest is training"), "{stderr}");
    let (code, stdout, _) = gridgov(&dir, &["run", ".", "--baseline", "trianing", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &json["diagnostics"][0]["file"]), (2, &"--baseline".into()));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing was written");
}

#[test]
fn numbers_out_of_range_are_usage_errors() {
    let dir = scenarios();
    for line in [["--replicates", "0"], ["--replicates", "-1"], ["--days", "0"], ["--threads", "0"], ["--seed", "-1"]] {
        let (code, _, stderr) = gridgov(&dir, &[&["run", "."][..], &line].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(line[0]), "{stderr}");
    }
}

#[test]
fn a_folder_with_something_else_is_not_overwritten() {
    let dir = scenarios();
    let (code, _, stderr) = gridgov(&dir, &["run", ".", "--out", "."]);
    assert_eq!(code, 2);
    assert!(stderr.contains("the folder holds a file baseline.toml") && stderr.contains("--force"), "{stderr}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing was written");
}

#[test]
fn only_finished_results_can_be_compared() {
    let dir = scenarios();
    for folder in [".", "missing"] {
        let (code, stdout, stderr) = gridgov(&dir, &["compare", folder]);
        assert_eq!((code, stdout.as_str()), (2, ""));
        assert!(stderr.contains("no finished results"), "{stderr}");
    }
    fs::write(dir.path().join("manifest.json"), "{ not json").unwrap();
    let (code, _, stderr) = gridgov(&dir, &["compare", "."]);
    assert_eq!(code, 1);
    assert!(stderr.contains("manifest.json"), "{stderr}");
}
