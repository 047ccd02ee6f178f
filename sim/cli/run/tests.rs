//! The command on a stand-in for the simulation.

use std::fs;

use clap::Parser;

use super::*;
use crate::cli::DONE;
use crate::cli::failure::code;
use crate::ensemble::tests::{StandIn, scenarios};
use crate::results::Results;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

fn arguments(line: &[&str]) -> Arguments {
    Line::try_parse_from(["run", "demo.toml", "--quiet", "--replicates", "3", "--threads", "2"].iter().chain(line))
        .unwrap_or_else(|error| panic!("{error}"))
        .arguments
}

/// Runs with `--out` in `dir` and returns the exit code.
fn run_in(dir: &Path, line: &[&str]) -> i32 {
    let out = dir.join("out").display().to_string();
    let line: Vec<&str> = line.iter().copied().chain(["--out", &out]).collect();
    code(run_on::<StandIn>(&arguments(&line), scenarios(), dir), false)
}

#[test]
fn a_run_leaves_complete_results_and_a_second_one_has_nothing_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let manifest = dir.path().join("out/manifest.json");
    assert_eq!(run_in(dir.path(), &[]), DONE);
    let first = fs::read_to_string(&manifest).unwrap();
    let results = Results::read(&dir.path().join("out")).unwrap();
    assert_eq!((results.scenarios.len(), results.runs[2].len(), results.baseline.as_str()), (3, 3, "baseline"));
    assert_eq!(run_in(dir.path(), &[]), DONE);
    assert_eq!(fs::read_to_string(&manifest).unwrap(), first, "up to date");
    assert_eq!(run_in(dir.path(), &["--baseline", "training"]), DONE);
    let again = Results::read(&dir.path().join("out")).unwrap();
    assert_eq!((again.baseline.as_str(), again.result_hash()), ("training", results.result_hash()));
}

#[test]
fn other_inputs_need_another_folder_or_force() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run_in(dir.path(), &[]), DONE);
    assert_eq!(run_in(dir.path(), &["--seed", "2"]), 2);
    assert_eq!(Results::read(&dir.path().join("out")).unwrap().seed, 1);
    assert_eq!(run_in(dir.path(), &["--seed", "2", "--force"]), DONE);
    assert_eq!(Results::read(&dir.path().join("out")).unwrap().seed, 2);
}

#[test]
fn default_folders_are_numbered() {
    let dir = tempfile::tempdir().unwrap();
    for (seed, folder) in [("1", "demo"), ("2", "demo-2"), ("1", "demo"), ("3", "demo-3")] {
        assert_eq!(code(run_on::<StandIn>(&arguments(&["--seed", seed]), scenarios(), dir.path()), false), DONE);
        assert_eq!(Results::read(&dir.path().join(folder)).unwrap().seed.to_string(), seed);
    }
}

#[test]
fn a_plan_and_a_wrong_baseline_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run_in(dir.path(), &["--plan"]), DONE);
    assert_eq!(run_in(dir.path(), &["--plan", "--json"]), DONE);
    assert_eq!(run_in(dir.path(), &["--baseline", "trianing"]), 2);
    assert!(!dir.path().join("out").exists());
}

#[test]
fn a_folder_in_use_or_out_of_reach_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let held = folder::lock(&dir.path().join("out")).unwrap();
    assert_eq!(run_in(dir.path(), &[]), 1);
    drop(held);
    fs::remove_dir_all(dir.path().join("out")).unwrap();
    fs::write(dir.path().join("out"), "a file").unwrap();
    assert_eq!(run_in(dir.path(), &[]), 1);
}

#[test]
fn days_only_shorten() {
    let mut scenarios = scenarios();
    scenarios[0].changes = vec![crate::scenario::Change::on(10, vec![]), crate::scenario::Change::on(60, vec![])];
    truncate(&mut scenarios, 40);
    assert!((scenarios[0].settings.frame.days - 40.0).abs() < f64::EPSILON);
    assert_eq!(scenarios[0].changes.len(), 1);
    truncate(&mut scenarios, 400);
    assert!((scenarios[0].settings.frame.days - 40.0).abs() < f64::EPSILON);
}

#[test]
fn nonsense_is_refused_with_a_range() {
    for nonsense in [["--replicates", "0"], ["--replicates", "-3"], ["--days", "0"], ["--threads", "-1"]] {
        let error = Line::try_parse_from(["run", "a.toml"].iter().chain(&nonsense)).unwrap_err().to_string();
        assert!(error.contains("is not in 1..="), "{error}");
    }
    assert!(Line::try_parse_from(["run", "a.toml", "--seed", "-1"]).is_err());
    assert!(Line::try_parse_from(["run", "a.toml", "--replicates", "99999999999"]).is_err());
    assert!(Line::try_parse_from(["run"]).is_err());
}
