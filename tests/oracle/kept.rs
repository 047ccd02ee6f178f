//! What the second model has given, kept beside it: the program gives the same, value by value, without any Python.
//!
//! Every value of every life is compared, to a billionth: outcomes of the city, of kinds of matter, desks, tenures, tenths of the
//! grids and posts of money. `UPDATE=1 cargo test --test oracle kept`, with `NumPy`, runs the second model again and keeps what it
//! gives; a change of the model therefore has to be made on both sides before these agree.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::Lives;

/// Values by outcome and group, and by the scenario and replicate of a life; none where an outcome is undefined.
type Outcomes = BTreeMap<(String, String), BTreeMap<String, Option<f64>>>;

/// Policies as shipped, policies at random, worlds at random, and variants that no shipped file has.
const KEPT: [(&str, Lives); 11] = [
    ("policies", lives(&POLICIES, &[])),
    ("mechanisms", lives(&MECHANISMS, &[])),
    ("first_model", lives(&["scenarios/validation/first_model.toml"], &[])),
    ("drawn", lives(&DRAWN, &[])),
    ("desks_gone", lives(&["tests/oracle/policies/desks.toml", "tests/oracle/policies/desks_gone.toml"], &[])),
    ("two_subdistricts", lives(&RANKED, &["city.residents_per_subdistrict=750"])),
    ("fatigue_adapting", lives(&RANKED, &["mechanisms.fatigue=adapting"])),
    ("first_come", lives(&["scenarios/baseline.toml"], &["mechanisms.queue_order=fifo"])),
    ("shortest_first", lives(&["scenarios/baseline.toml"], &["mechanisms.queue_order=shortest"])),
    ("doorstep", lives(&["scenarios/baseline.toml"], &["mechanisms.street_credit=doorstep"])),
    (
        "credit_and_blame",
        lives(
            &["scenarios/baseline.toml"],
            &[
                "mechanisms.unseen_credit=nobody",
                "behaviour.blame_weight_share=0.5",
                "behaviour.relaxation_per_month=0.1",
            ],
        ),
    ),
];

/// Worlds of their own, one life each. In the others that are drawn the two part somewhere (see divergences.md).
const WORLDS: [&str; 3] = ["world_1", "world_3", "world_4"];

const POLICIES: [&str; 16] = [
    "scenarios/baseline.toml",
    "scenarios/all_paths.toml",
    "scenarios/appraisal.toml",
    "scenarios/boundary.toml",
    "scenarios/cogovernance.toml",
    "scenarios/data_mining.toml",
    "scenarios/platform.toml",
    "scenarios/quotas_without_audits.toml",
    "scenarios/rule_of_law.toml",
    "scenarios/service.toml",
    "scenarios/strong_control.toml",
    "scenarios/supporting.toml",
    "scenarios/swift_response.toml",
    "scenarios/takeover_staffed.toml",
    "scenarios/team.toml",
    "scenarios/whistle.toml",
];

const MECHANISMS: [&str; 9] = [
    "scenarios/mechanisms/baseline.toml",
    "scenarios/mechanisms/causes_apart.toml",
    "scenarios/mechanisms/causes_joined.toml",
    "scenarios/mechanisms/list_of_tasks.toml:trace",
    "scenarios/mechanisms/list_of_tasks.toml:work",
    "scenarios/mechanisms/organisers.toml",
    "scenarios/mechanisms/platform_with_callbacks.toml",
    "scenarios/mechanisms/ranked.toml",
    "scenarios/mechanisms/ranked_apart.toml",
];

const DRAWN: [&str; 5] = [
    "scenarios/baseline.toml",
    "tests/oracle/policies/drawn.toml:1",
    "tests/oracle/policies/drawn.toml:2",
    "tests/oracle/policies/drawn.toml:3",
    "tests/oracle/policies/drawn.toml:4",
];

const RANKED: [&str; 2] = ["scenarios/baseline.toml", "scenarios/mechanisms/ranked.toml"];

const fn lives(files: &'static [&'static str], set: &'static [&'static str]) -> Lives<'static> {
    Lives { files, set, burn_in: 90, days: 120, replicates: 2, jobs: 2 }
}

/// What a run, or the second model, has written: one value a row.
fn outcomes(path: &Path) -> Outcomes {
    let mut found = Outcomes::new();
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let columns = reader.headers().expect("headings").clone();
    let at =
        |name: &str| columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    let [scenario, replicate, outcome, group, value] = ["scenario", "replicate", "outcome", "group", "value"].map(at);
    for row in reader.records() {
        let row = row.expect("a row");
        let life = format!("{} {}", &row[scenario], &row[replicate]);
        let of = found.entry((row[outcome].to_owned(), row[group].to_owned())).or_default();
        of.insert(life, row[value].parse().ok());
    }
    found
}

/// The table that is kept: a row an outcome and group, a column a life.
fn read(path: &Path) -> Outcomes {
    let mut reader = csv::Reader::from_path(path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 cargo test --test oracle kept", path.display()));
    let lives = reader.headers().expect("headings").clone();
    let mut found = Outcomes::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let values = lives.iter().zip(&row).skip(2).map(|(life, value)| (life.to_owned(), value.parse().ok()));
        found.insert((row[0].to_owned(), row[1].to_owned()), values.collect());
    }
    found
}

fn write(path: &Path, outcomes: &Outcomes) {
    let lives: Vec<&String> = outcomes.values().next().expect("outcomes").keys().collect();
    let mut text = String::from("outcome,group");
    for life in &lives {
        write!(text, ",{life}").unwrap();
    }
    for ((outcome, group), values) in outcomes {
        write!(text, "\n{outcome},{group}").unwrap();
        for life in &lives {
            // Twelve digits are more than two computations of the same share in.
            let value = values[*life]
                .map_or(String::new(), |value| format!("{}", format!("{value:.11e}").parse::<f64>().unwrap()));
            write!(text, ",{value}").unwrap();
        }
    }
    fs::write(path, text + "\n").expect("the folder of what is kept");
}

/// Whether two values are the same but for the last digits.
fn same(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/kept").join(name).with_extension("csv")
}

/// Runs the program, and fails unless it gives what is kept under a name.
fn gives_what_is_kept(name: &str, lives: &Lives) {
    let dir = tempfile::tempdir().unwrap();
    lives.run(dir.path());
    let program = outcomes(&dir.path().join("outcomes.csv"));
    if std::env::var_os("UPDATE").is_some() {
        let saved = dir.path().join("second.csv");
        let oracle = lives.compare(dir.path(), &["--groups", "--save", saved.to_str().unwrap()]).expect("python3");
        assert!(saved.exists(), "{}", String::from_utf8_lossy(&oracle.stderr));
        let mut second = outcomes(&saved);
        second.retain(|key, _| program.contains_key(key));
        write(&file(name), &second);
    }
    let kept = read(&file(name));
    assert!(kept.len() > 100, "{name}: outcomes of all groups are kept");
    let mut wrong = Vec::new();
    let mut values = 0;
    for (key, lives) in &kept {
        for (life, &theirs) in lives {
            let ours = program.get(key).and_then(|values| values.get(life)).copied();
            values += 1;
            if ours.is_none_or(|ours| !same(ours, theirs)) {
                wrong.push(format!("{life}: {} of {} is {ours:?}, of the second model {theirs:?}", key.0, key.1));
            }
        }
    }
    let some = wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{name}: {} of {values} values differ\n{some}", wrong.len());
}

#[test]
fn policies_and_variants_give_what_the_second_model_has_given() {
    for (name, lives) in &KEPT {
        gives_what_is_kept(name, lives);
    }
}

/// Every number of a world and of a policy somewhere in its plausible range.
#[test]
fn worlds_at_random_give_what_the_second_model_has_given() {
    for name in WORLDS {
        let world = format!("tests/oracle/policies/{name}.toml");
        let lives = Lives { files: &[&world], set: &[], burn_in: 90, days: 120, replicates: 1, jobs: 1 };
        gives_what_is_kept(name, &lives);
    }
}
