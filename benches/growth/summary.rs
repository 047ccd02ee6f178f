//! The tables in docs/performance.md.

use crate::{DAYS, REPETITIONS, Row};
use std::fmt::Write as _;

/// The middle of the repetitions.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { 0.5 * (values[middle - 1] + values[middle]) }
}

/// Million resident-days in a second of processor time, set-up left out.
pub fn rate(row: &Row) -> f64 {
    row.resident_days / row.cpu_seconds / 1e6
}

/// Million resident-days in a second of the clock.
pub fn clock_rate(row: &Row) -> f64 {
    row.resident_days / row.seconds / 1e6
}

/// Peak memory per resident of all replicates' one city.
pub fn bytes(row: &Row) -> f64 {
    row.peak_memory_bytes / f64::from(row.residents)
}

/// Share of set-up in processor time, percent.
pub fn setup(row: &Row) -> f64 {
    100.0 * row.setup_cpu_seconds / (row.setup_cpu_seconds + row.cpu_seconds)
}

/// What grows, and what the first column of its table says.
const SWEEPS: [(&str, &str); 6] = [
    ("residents", "residents"),
    ("incidents", "incidents, times the baseline's rates"),
    ("households_per_grid", "households in a grid"),
    ("replicates", "replicates"),
    ("threads_in_one_run", "threads in one run"),
    ("threads_over_replicates", "threads over replicates"),
];

/// The block of the page: medians over repetitions.
pub fn block(rows: &[Row]) -> String {
    let [burn_in, days] = DAYS;
    let largest = rows.iter().map(|row| row.residents).max().unwrap_or(0);
    let mut text = format!(
        "{burn_in} days of burn-in and {days} more; medians of up to {REPETITIONS} repetitions; the largest city here has \
         {largest} residents.\n"
    );
    for (sweep, title) in SWEEPS {
        let _ = write!(
            text,
            "\n| {title} | residents | million resident-days per CPU-second | the same per second | bytes per resident | \
             set-up, % of CPU time | CPU seconds |\n|---|---|---|---|---|---|---|\n"
        );
        let mut values: Vec<f64> = rows.iter().filter(|row| row.sweep == sweep).map(|row| row.value).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        for value in values {
            let here: Vec<&Row> =
                rows.iter().filter(|row| row.sweep == sweep && row.value.total_cmp(&value).is_eq()).collect();
            let middle = |of: fn(&Row) -> f64| median(here.iter().map(|row| of(row)).collect());
            let _ = writeln!(
                text,
                "| {value} | {} | {:.1} | {:.1} | {:.0} | {:.1} | {:.2} |",
                here[0].residents,
                middle(rate),
                middle(clock_rate),
                middle(bytes),
                middle(setup),
                middle(|row| row.cpu_seconds + row.setup_cpu_seconds),
            );
        }
    }
    text
}
