//! Parquet tables read back: by the Parquet crate here, and by pandas with pyarrow where python3 has them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use gridgov::internals::outcomes::record::Series;
use gridgov::internals::society::counts::Count;
use gridgov::{Ensemble, Results, Scenario, Simulation};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

fn small() -> Vec<Scenario> {
    let mut baseline = Scenario::builtin("baseline").unwrap();
    for (key, value) in [("city.residents", 2_000.0), ("scenario.days", 75.0), ("scenario.burn_in_days", 30.0)] {
        baseline = baseline.with(key, value).unwrap();
    }
    let mut training = baseline.with("staffing.training_hours_per_year", 60.0).unwrap();
    // What CSV readers like to take for something else.
    "NA, \"半\"".clone_into(&mut training.name);
    vec![baseline, training]
}

/// Results of two scenarios with their cases in a folder.
fn written(dir: &Path) -> Results {
    let scenarios = small();
    let ensemble = Ensemble { scenarios: &scenarios, baseline: "baseline", seed: 1, replicates: 3, threads: 2 };
    let results = ensemble.run(&std::sync::atomic::AtomicBool::new(false), &|_| ()).unwrap();
    let traces = |scenario: usize, replicate: u32| {
        let mut life = Simulation::new(&scenarios[scenario], 1, replicate);
        life.keep_journal();
        life.advance(75);
        Ok(life.traces())
    };
    results.write_with(dir, Some(&traces)).unwrap();
    results
}

fn rows(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
    row.get_column_iter().find(|(column, _)| *column == name).unwrap_or_else(|| panic!("no column {name}")).1
}

fn text(row: &Row, name: &str) -> String {
    match field(row, name) {
        Field::Str(text) => text.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

fn number(row: &Row, name: &str) -> f64 {
    match field(row, name) {
        Field::Double(number) => *number,
        Field::Int(number) => f64::from(*number),
        Field::Null => f64::NAN,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn tables_hold_what_was_run() {
    let dir = tempfile::tempdir().unwrap();
    let results = written(dir.path());
    let back = Results::read(dir.path()).unwrap();
    assert_eq!(format!("{:?}", back.runs), format!("{:?}", results.runs), "outcomes and daily values, bit by bit");

    let outcomes = rows(&dir.path().join("outcomes.parquet"));
    let mut expected = Vec::new();
    for (scenario, runs) in results.scenarios.iter().zip(&results.runs) {
        for (replicate, run) in runs.iter().enumerate() {
            expected.extend(run.measured.iter().map(|m| (scenario.name.clone(), replicate as f64, m.clone())));
        }
    }
    assert_eq!(outcomes.len(), expected.len());
    for (row, (scenario, replicate, measured)) in outcomes.iter().zip(&expected) {
        assert_eq!((&text(row, "scenario"), number(row, "replicate")), (scenario, *replicate));
        assert_eq!((text(row, "outcome").as_str(), &text(row, "group")), (measured.outcome, &measured.group));
        let value = number(row, "value");
        assert!(value.to_bits() == measured.value.to_bits() || (value.is_nan() && measured.value.is_nan()));
        assert!(!text(row, "unit").is_empty());
    }
    let daily = rows(&dir.path().join("daily.parquet"));
    let per_run: usize = results.runs[0][0].daily.iter().map(Series::len).sum();
    assert_eq!(daily.len(), 2 * 3 * per_run);
}

#[test]
fn cases_tell_the_closed_loop() {
    let dir = tempfile::tempdir().unwrap();
    let results = written(dir.path());
    let cases = rows(&dir.path().join("cases.parquet"));
    let seen: BTreeSet<String> = cases.iter().map(|row| text(row, "activity")).collect();
    for activity in ["arise", "notice", "report", "register", "dispatch", "handle", "verify", "close", "reopen", "end"]
    {
        assert!(seen.contains(activity), "{activity} among {seen:?}");
    }
    let with = |activity: &str| {
        let mine = |row: &&Row| text(row, "scenario") == "baseline" && number(row, "replicate") == 0.0;
        cases.iter().filter(mine).filter(|row| text(row, "activity") == activity).count() as u64
    };
    // The books of the same run.
    let mut life = Simulation::new(&small()[0], 1, 0);
    life.advance(75);
    let total = |count: fn(&gridgov::internals::society::Ledger) -> u64| life.ledger().map(count).sum::<u64>();
    assert_eq!(with("arise"), total(|ledger| ledger.counts[Count::Arisen]));
    assert_eq!(with("register"), total(|ledger| ledger.counts.sum(Count::FILED)));
    assert_eq!(with("close") + with("paper_close"), total(|ledger| ledger.counts[Count::Closed]));
    assert_eq!(with("refuse"), total(|ledger| ledger.counts[Count::Refusals]));
    assert_eq!(with("reopen"), total(|ledger| ledger.counts[Count::Reopened]));
    assert_eq!(with("escalate"), total(|ledger| ledger.counts[Count::Escalated]));
    assert_eq!(with("mediate"), total(|ledger| ledger.counts[Count::MediationEnded]));
    assert_eq!(with("end"), total(|ledger| ledger.counts.sum(Count::ENDED)));
    assert_eq!(results.scenarios.len(), 2);
    let mut last = (String::new(), String::new(), -1.0, f64::NEG_INFINITY);
    for row in &cases {
        let this = (text(row, "scenario"), text(row, "case"), number(row, "replicate"), number(row, "time_days"));
        let same = (&this.0, &this.1, this.2) == (&last.0, &last.1, last.2);
        assert!(!same || this.3 >= last.3, "time runs backwards in {}", this.1);
        assert!(number(row, "grid") >= 1.0);
        last = this;
    }
}

#[test]
fn a_journal_changes_nothing() {
    for scenario in small() {
        let mut alone = Simulation::new(&scenario, 7, 0);
        let mut watched = alone.clone();
        watched.keep_journal();
        alone.advance(75);
        watched.advance(75);
        assert_eq!(alone.measure().hash(), watched.measure().hash());
        assert!(alone.traces().is_empty() && !watched.traces().is_empty());
    }
}

/// Runs a Python script on a folder of results; `None`, and a word about it, where its packages are missing.
fn python(script: &str, arguments: &[&Path]) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let python = std::env::var("GRIDGOV_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(output) = Command::new(python).arg(&script).args(arguments).output() else {
        println!("skipped: python3 not found");
        return None;
    };
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    if output.status.code() == Some(77) {
        return None;
    }
    assert_eq!(output.status.code(), Some(0), "{said}{complained}");
    Some(said.into_owned())
}

/// A reader of the ecosystem, where there is one.
#[test]
fn pandas_reads_the_tables() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    python("tests/read_back.py", &[dir.path()]);
    assert!(fs::metadata(dir.path().join("cases.parquet")).unwrap().len() > 0);
}

/// The guide's script draws the closed loop from the event log.
#[test]
fn a_process_miner_draws_the_closed_loop() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let picture = dir.path().join("loop.svg");
    if let Some(said) = python("docs/closed_loop.py", &[dir.path(), &picture]) {
        for step in ["report -> register", "register -> dispatch", "verify -> close"] {
            assert!(said.contains(step), "{said}");
        }
        assert!(fs::read_to_string(&picture).unwrap().contains("<svg"));
    }
}
