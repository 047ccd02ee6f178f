//! Where the instructions go: the table in docs/performance.md.

use crate::gate::{Record, Records};
use std::fmt::Write as _;

/// Rules below this share of the days are put together.
const SHOWN: f64 = 0.01;

/// The block of the page.
pub fn block(records: &Records, residents: u32, days: u32) -> String {
    let mut text = format!("{residents} residents, {days} days.\n");
    for (model, record) in records {
        let _ = writeln!(text, "\n{}\n", table(model, record, f64::from(residents) * f64::from(days)));
    }
    text
}

/// The tables of one model.
fn table(model: &str, record: &Record, resident_days: f64) -> String {
    let of_days = record.parts["days"] as f64;
    let mechanisms = if model == "first" { "off" } else { "on" };
    let mut text = format!("Mechanisms of the second model {mechanisms}, {}.\n\n", record.toolchain);
    text += "| part | million instructions | share of the whole |\n|---|---|---|\n";
    for name in ["synthesis", "days", "branch", "measure", "whole"] {
        let count = record.parts[name] as f64;
        let _ =
            writeln!(text, "| {name} | {:.1} | {:.1}% |", count / 1e6, 100.0 * count / record.parts["whole"] as f64);
    }
    let _ = writeln!(text, "\nA resident-day takes {:.1} instructions. Of these:\n", of_days / resident_days);
    text += "| rule (file of `sim/rules/`) | instructions per resident-day | share of the days |\n|---|---|---|\n";
    let mut line = |name: &str, count: f64| {
        let _ = writeln!(text, "| {name} | {:.2} | {:.1}% |", count / resident_days, 100.0 * count / of_days);
    };
    let mut rules: Vec<(&String, f64)> = record.rules.iter().map(|(name, &count)| (name, count as f64)).collect();
    rules.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let all: f64 = rules.iter().map(|(_, count)| count).sum();
    let (shown, others): (Vec<_>, Vec<_>) = rules.into_iter().partition(|(_, count)| *count >= SHOWN * of_days);
    for (name, count) in shown {
        line(&format!("`{name}`"), count);
    }
    line(&format!("{} other rules together", others.len()), others.iter().map(|(_, count)| count).sum());
    line("keeping order and books (`sim/day.rs`)", of_days - all);
    text
}
