//! How cost grows with residents, incidents, grids, replicates and threads.
//!
//! `cargo bench --bench growth` runs the program `gridgov` point by point, in turns over repetitions, and takes the figures
//! from the object `run` of each `manifest.json`. It writes `benches/growth.csv`, `docs/figures/performance-growth.*.svg` and
//! a block of `docs/performance.md`. It takes some ten minutes of processor time on an idle machine and 3 GB; `-- --up-to
//! 1000000` leaves out larger cities, `-- --draw` only draws what is on record, `-- --test` or `-- --quick` runs the smallest
//! points once and writes nothing.

#[allow(dead_code, unused_imports, reason = "the sheet of the reports, of which little is needed here")]
#[path = "../../sim/report/canvas.rs"]
mod canvas;
mod figure;
#[path = "../common/page.rs"]
mod page;
mod points;
mod summary;
#[allow(dead_code, unused_imports, reason = "what the sheet needs")]
#[path = "../../sim/report/text.rs"]
mod text;
#[allow(dead_code, unused_imports, reason = "what the sheet needs")]
#[path = "../../sim/words.rs"]
mod words;

use std::fs;
use std::path::Path;
use std::process::Command;

use points::Point;
use serde::{Deserialize, Serialize};

/// The measurements.
const TABLE: &str = "benches/growth.csv";
/// How often every point is measured.
const REPETITIONS: u32 = 3;
/// Days under the baseline before day 0, and after it.
const DAYS: [u32; 2] = [30, 60];
/// The largest city of a quick look.
const QUICK: u32 = 10_000;

/// One run of the program.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    sweep: String,
    value: f64,
    repetition: u32,
    residents: u32,
    replicates: u32,
    threads: u32,
    resident_days: f64,
    seconds: f64,
    cpu_seconds: f64,
    setup_cpu_seconds: f64,
    peak_memory_bytes: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = |word: &str| arguments.iter().any(|argument| argument == word);
    let quick = asked("--test") || asked("--quick") || !asked("--bench");
    let up_to = arguments.iter().position(|argument| argument == "--up-to").and_then(|at| arguments.get(at + 1));
    let up_to = up_to.map(|text| text.parse().expect("--up-to takes a number of residents"));
    let rows = if asked("--draw") {
        let mut table = csv::Reader::from_path(TABLE).expect("the measurements are there");
        table.deserialize().map(|row| row.expect("a row that this program wrote")).collect()
    } else {
        let largest = if quick { QUICK } else { up_to.unwrap_or(u32::MAX) };
        measured(&points::points(largest), if quick { 1 } else { REPETITIONS })
    };
    println!("{}", summary::block(&rows));
    if quick {
        return;
    }
    if !asked("--draw") {
        let mut table = csv::Writer::from_path(TABLE).expect("the table can be written");
        for row in &rows {
            table.serialize(row).expect("a row can be written");
        }
        table.flush().expect("the table can be written");
    }
    for (language, ending) in ["en", "zh"].into_iter().enumerate() {
        let path = format!("docs/figures/performance-growth.{ending}.svg");
        fs::write(path, figure::growth(&rows, language)).expect("the figure can be written");
    }
    page::put("growth", &summary::block(&rows));
}

/// Every point so many times, all once before any comes again: what disturbs the machine for a while disturbs all alike.
fn measured(points: &[Point], repetitions: u32) -> Vec<Row> {
    let mut rows = Vec::new();
    for repetition in 0..repetitions {
        for point in points {
            rows.push(run(point, repetition));
            eprintln!(
                "repetition {repetition}, {} {}: {:.1} s",
                point.sweep,
                point.value,
                rows[rows.len() - 1].seconds
            );
        }
    }
    rows
}

/// Runs the program on one point and reads what it says that it took.
fn run(point: &Point, repetition: u32) -> Row {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [burn_in, days] = DAYS;
    let mut command = Command::new(env!("CARGO_BIN_EXE_gridgov"));
    command.args(["run", "scenarios/baseline.toml", "--quiet", "--json", "--out"]).arg(folder.path());
    command.args([
        format!("--replicates={}", point.replicates),
        format!("--threads={}", point.threads),
        format!("--set=city.residents={}", point.residents),
        format!("--set=scenario.burn_in_days={burn_in}"),
        format!("--set=scenario.days={days}"),
    ]);
    command.args(point.set.iter().map(|set| format!("--set={set}")));
    let output = command.output().expect("the program can be started");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    let run = took(folder.path());
    let number = |key: &str| run[key].as_f64().unwrap_or(f64::NAN);
    Row {
        sweep: point.sweep.to_owned(),
        value: point.value,
        repetition,
        residents: point.residents,
        replicates: point.replicates,
        threads: point.threads,
        resident_days: number("resident_days"),
        seconds: number("seconds"),
        cpu_seconds: number("cpu_seconds"),
        setup_cpu_seconds: number("setup_cpu_seconds"),
        peak_memory_bytes: number("peak_memory_bytes"),
    }
}

/// The object `run` of a manifest.
fn took(folder: &Path) -> serde_json::Value {
    let text = fs::read_to_string(folder.join("manifest.json")).expect("a run leaves a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    manifest["run"].clone()
}
