//! Instruction counts against those on record: what costs more than before, and whether that is an error.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A part may cost this share more than on record.
pub const TOLERANCE: f64 = 0.05;

/// Parts below this share of the whole are shown and not judged.
pub const SMALL: f64 = 0.01;

/// What was counted, by model.
pub type Records = BTreeMap<String, Record>;

/// What was counted, and how the program was built that did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Compiler and platform: others make other instructions.
    pub toolchain: String,
    /// Instructions of the whole program and of its parts.
    pub parts: BTreeMap<String, u64>,
    /// Instructions of each rule, by its file, in all days.
    pub rules: BTreeMap<String, u64>,
    /// What the days ask of the memory: numbers read and written, and lines of 64 bytes that were not in a cache of 2 MB.
    pub memory: BTreeMap<String, u64>,
}

/// A part then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The part.
    pub name: String,
    /// Instructions on record; `None` for a part that is new.
    pub recorded: Option<u64>,
    /// Instructions now.
    pub now: u64,
    /// Whether it is large enough to be judged and costs more than it may.
    pub raised: bool,
}

impl Row {
    /// By how much the part has changed, as a share; 0 for a new one.
    pub fn change(&self) -> f64 {
        self.recorded.map_or(0.0, |recorded| self.now as f64 / recorded.max(1) as f64 - 1.0)
    }
}

/// The whole comparison.
#[derive(Clone, Debug)]
pub struct Report {
    /// Part by part, then rule by rule.
    pub rows: Vec<Row>,
    /// Whether both were built alike.
    pub same_toolchain: bool,
}

/// Compares what was counted now with the record.
pub fn compare(record: &Record, now: &Record) -> Report {
    let whole = now.parts.values().max().copied().unwrap_or(0) as f64;
    let rows = |recorded: &BTreeMap<String, u64>, now: &BTreeMap<String, u64>| {
        let row = |(name, &now): (&String, &u64)| {
            let recorded = recorded.get(name).copied();
            let above = recorded.is_some_and(|recorded| now as f64 > recorded as f64 * (1.0 + TOLERANCE));
            Row { name: name.clone(), recorded, now, raised: above && now as f64 >= SMALL * whole }
        };
        now.iter().map(row).collect::<Vec<_>>()
    };
    Report {
        rows: [rows(&record.parts, &now.parts), rows(&record.rules, &now.rules)].concat(),
        same_toolchain: record.toolchain == now.toolchain,
    }
}

impl Report {
    /// 1 when a part costs more than it may, where the counts can be compared; otherwise 0.
    pub fn exit_code(&self) -> i32 {
        i32::from(self.same_toolchain && self.rows.iter().any(|row| row.raised))
    }

    /// The table that is printed.
    pub fn table(&self) -> String {
        let mut text = format!("{:<18}{:>16}{:>16}{:>9}\n", "part", "recorded", "now", "change");
        for row in &self.rows {
            let recorded = row.recorded.map_or("new".to_owned(), |recorded| recorded.to_string());
            let mark = if row.raised { "  raised" } else { "" };
            let _ = writeln!(text, "{:<18}{recorded:>16}{:>16}{:>8.1}%{mark}", row.name, row.now, 100.0 * row.change());
        }
        text
    }
}
