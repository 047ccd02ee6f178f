//! The gate on instruction counts shuts when it should: `benches/instructions/gate.rs` on the committed record.

#[path = "../benches/instructions/gate.rs"]
mod gate;

use gate::{Record, Records};

/// The records of both models.
fn records() -> Records {
    let text = std::fs::read_to_string("benches/instructions.toml").expect("the record");
    toml::from_str(&text).expect("a record that --record wrote")
}

/// One of them.
fn committed() -> Record {
    records().remove("second").expect("the second model is on record")
}

/// The record with every number of parts and rules multiplied.
fn scaled(record: &Record, factor: f64) -> Record {
    let mut scaled = record.clone();
    for count in scaled.parts.values_mut().chain(scaled.rules.values_mut()) {
        *count = (*count as f64 * factor) as u64;
    }
    scaled
}

#[test]
fn the_records_pass_their_own_gate() {
    let records = records();
    assert!(records.keys().eq(["first", "second"]), "both models are on record");
    for record in records.values() {
        assert!(["whole", "synthesis", "days", "branch", "measure"].iter().all(|part| record.parts[*part] > 0));
        assert!(record.rules.len() > 20, "most rules were seen: {:?}", record.rules);
        assert_eq!(gate::compare(record, record).exit_code(), 0);
    }
}

#[test]
fn a_record_lowered_by_a_tenth_shuts_the_gate() {
    let now = committed();
    let report = gate::compare(&scaled(&now, 0.9), &now);
    assert_eq!(report.exit_code(), 1);
    assert!(
        report.table().contains("+11.1%  raised") || report.table().contains("11.1%  raised"),
        "{}",
        report.table()
    );
    let within = gate::compare(&scaled(&now, 0.96), &now);
    assert_eq!(within.exit_code(), 0, "{}", within.table());
    assert_eq!(gate::compare(&scaled(&now, 1.1), &now).exit_code(), 0, "what became cheaper is welcome");
}

#[test]
fn one_dear_rule_is_enough_and_a_tiny_one_is_not() {
    let record = committed();
    let raise = |rule: &str| {
        let mut now = record.clone();
        *now.rules.get_mut(rule).expect("a rule of the record") *= 2;
        gate::compare(&record, &now).exit_code()
    };
    let by_size = |rule: &&String| record.rules[*rule];
    assert_eq!(raise(record.rules.keys().max_by_key(by_size).expect("rules")), 1);
    assert_eq!(raise(record.rules.keys().min_by_key(by_size).expect("rules")), 0);
}

#[test]
fn another_compiler_is_only_warned() {
    let now = committed();
    let mut other = scaled(&now, 0.5);
    other.toolchain = "another".to_owned();
    let report = gate::compare(&other, &now);
    assert!(!report.same_toolchain && report.rows.iter().any(|row| row.raised));
    assert_eq!(report.exit_code(), 0);
}
