//! The model written a second time, in Python and `NumPy` from docs/model.md alone, gives the same outcomes.
//!
//! Draws differ, so distributions are compared: of 30 lives of a small city under the baseline, and of what a strong
//! reform changes in them. `tests/oracle/divergences.md` tells what the two did not agree on and why.

use std::path::Path;
use std::process::Command;

const CITY: [&str; 3] = ["city.residents=6000", "city.residents_per_community=2000", "scenario.burn_in_days=360"];
const REPLICATES: &str = "30";
const DAYS: &str = "360";

#[test]
fn a_second_model_from_the_document_agrees() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    let common = CITY.iter().flat_map(|value| ["--set", value]).chain(["--replicates", REPLICATES, "--days", DAYS]);
    let program = Command::new(env!("CARGO_BIN_EXE_gridgov"))
        .current_dir(here)
        .args(["run", "scenarios/baseline.toml", "scenarios/all_paths.toml", "--out"])
        .arg(dir.path())
        .args(common.clone())
        .output()
        .unwrap();
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));

    let python = std::env::var("GRIDGOV_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = here.join("tests/oracle/compare.py");
    let outcomes = dir.path().join("outcomes.csv");
    let Ok(oracle) =
        Command::new(python).arg("-B").arg(script).arg(outcomes).args(["--jobs", "2"]).args(common).output()
    else {
        println!("skipped: python3 not found");
        return;
    };
    let (said, complained) = (String::from_utf8_lossy(&oracle.stdout), String::from_utf8_lossy(&oracle.stderr));
    println!("{said}");
    if oracle.status.code() == Some(77) {
        return;
    }
    assert_eq!(oracle.status.code(), Some(0), "{said}{complained}");
    let last = said.lines().last().expect("a table");
    let counts: Vec<u32> = last.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [within, total] = counts[..] else { panic!("within and total in {last:?}") };
    assert!(total >= 90, "all outcomes of both scenarios are compared: {last}");
    assert!(within * 10 >= total * 9, "{said}");
}
