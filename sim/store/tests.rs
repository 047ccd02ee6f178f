//! Writing and reading back.

use std::fs;

use super::*;
use crate::results::Cost;
use crate::results::tests::made_up;

fn sample() -> Results {
    let skill: [&[f64]; 2] = [&[0.1 + 0.2, 1e-12, f64::NAN], &[1.0 / 3.0, 0.25, 5e8]];
    let lag: [&[f64]; 2] = [&[-0.0, 2.0, 3.0], &[1.5, f64::NAN, 3.0]];
    let mut results =
        made_up(&["baseline", "reform/half, \"quoted\" 半"], &[("detection_lag_days", &lag), ("skill", &skill)]);
    results.seed = u64::MAX;
    results.cost = Some(Cost { started: "2026-01-01T00:00:00Z".to_owned(), seconds: 1.5, ..Cost::default() });
    results
}

#[test]
fn reading_gives_back_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let results = sample();
    results.write(dir.path()).unwrap();
    let back = Results::read(dir.path()).unwrap();
    // Debug text has every float exactly and, unlike ==, takes an undefined value for equal to itself.
    assert_eq!(format!("{back:?}"), format!("{results:?}"));
    assert_eq!(back.result_hash(), results.result_hash());
}

#[test]
fn tables_have_the_promised_columns_and_nothing_else_is_left_behind() {
    let dir = tempfile::tempdir().unwrap();
    sample().write(dir.path()).unwrap();
    sample().write(dir.path()).unwrap();
    let mut names: Vec<_> =
        fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut expected: Vec<_> = TABLES.into_iter().chain([MANIFEST, ".files.json"]).map(str::to_owned).collect();
    expected.sort();
    assert_eq!(names, expected);
    let text = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let outcomes = text("outcomes.csv");
    assert!(
        outcomes
            .starts_with("scenario,replicate,outcome,group,value,unit\nbaseline,0,detection_lag_days,all,-0,days\n")
    );
    assert!(outcomes.contains("baseline,0,skill,all,0.30000000000000004,scale 0-1\n"));
    assert!(outcomes.contains("baseline,2,skill,all,,scale 0-1\n"), "an undefined value has its row, empty");
    assert!(!outcomes.contains('\r'));
    let head = |name| text(name).lines().next().unwrap().to_owned();
    assert_eq!(
        head("differences.csv"),
        "outcome,group,baseline,scenario,baseline_mean,scenario_mean,difference,low,high,pairs,better_in,direction,unit,variance_ratio,between_city_share,verdict,matters,error_rate,period"
    );
    assert_eq!(head("survival.csv"), "scenario,kind,day,open_share,low,high");
    assert_eq!(head("grids.csv"), "scenario,community,grid,residents,x,y,detection_share,harm_gini");
    let manifest: serde_json::Value = serde_json::from_str(&text(MANIFEST)).unwrap();
    for key in ["program_version", "model_version", "seed", "replicates", "scenarios", "result_hash", "complete", "run"]
    {
        assert!(manifest.get(key).is_some(), "{key}");
    }
    for outcome in crate::outcomes::outcome_kinds() {
        assert!(text("dictionary.md").contains(outcome.meaning_zh));
    }
}

#[cfg(unix)]
#[test]
fn results_are_as_readable_as_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    sample().write(dir.path()).unwrap();
    fs::write(dir.path().join("plain"), "").unwrap();
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("outcomes.csv"), mode("plain"));
}

#[test]
fn errors_name_the_file_and_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let error = Results::read(dir.path()).unwrap_err().to_string();
    assert!(error.contains("holds no finished results"), "{error}");
    sample().write(dir.path()).unwrap();
    let path = dir.path().join("survival.csv");
    let text = fs::read_to_string(&path).unwrap().replacen("all,0,1,", "all,0,one,", 1);
    fs::write(&path, text).unwrap();
    let error = Results::read(dir.path()).unwrap_err().to_string();
    assert!(error.contains("survival.csv: error: the file is not as it was written"), "{error}");
    sample().write(dir.path()).unwrap();
    let path = dir.path().join("outcomes.parquet");
    let whole = fs::read(&path).unwrap();
    for torn in [&whole[..whole.len() / 2], &whole[..whole.len() - 1], &[], b"PAR1PAR1PAR1"] {
        fs::write(&path, torn).unwrap();
        let error = Results::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("outcomes.parquet") && error.contains("give the command"), "{error}");
    }
    let file = dir.path().join("a file");
    fs::write(&file, "").unwrap();
    let error = sample().write(&file).unwrap_err().to_string();
    assert!(error.starts_with("failed to create ") && error.contains("a file"), "{error}");
}
