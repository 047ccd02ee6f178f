//! `--plan`: what would be run, without running it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use serde_json::json;

use super::output;
use crate::cli::check::counted;
use crate::cli::folder::Contents;
use crate::cli::language::language;
use crate::compare::why::through::lacks_a_mechanism;
use crate::diagnostics::printable;
use crate::ensemble::{Ensemble, Extras, Simulator, WorkItem};
use crate::run::{Serial, Simulation};
use crate::scenario::Scenario;

/// The city and the days of the calibration: enough to be past the first cases, little enough not to be waited for.
const RESIDENTS: f64 = 10_000.0;
const DAYS: u32 = 120;

/// Bytes that a resident takes while simulated, two copies of the city included, and those of the program itself.
const BYTES_OF_A_RESIDENT: f64 = 250.0;
const BYTES_OF_THE_PROGRAM: f64 = 100e6;
/// Bytes of a finished run while results are put together: of `run`, and of a study, which keeps less.
const BYTES_OF_A_RUN: f64 = 400e3;
const BYTES_OF_A_STUDIED_RUN: f64 = 20e3;

/// What a run takes.
pub(in crate::cli) struct Needs {
    /// Runs, missing ones and resident-days.
    pub load: WorkItem,
    /// Resident-days that a thread simulates in a second here.
    pub per_thread: f64,
    /// Processor seconds.
    pub core_seconds: f64,
    /// Residents of the largest city.
    pub residents: f64,
    bytes_of_a_run: f64,
}

impl Needs {
    pub(in crate::cli) fn of<L: Simulator>(ensemble: &Ensemble, extras: Extras) -> Self {
        Self::of_load::<L>(ensemble.load_on::<L>(extras), ensemble, BYTES_OF_A_RUN)
    }

    /// What the runs of a study take; `ensemble` holds its scenarios as they are.
    pub(in crate::cli) fn of_study(load: WorkItem, ensemble: &Ensemble) -> Self {
        Self::of_load::<Simulation>(load, ensemble, BYTES_OF_A_STUDIED_RUN)
    }

    fn of_load<L: Simulator>(load: WorkItem, ensemble: &Ensemble, bytes_of_a_run: f64) -> Self {
        let per_thread = rate::<L>(ensemble);
        let residents = ensemble.scenarios.iter().map(|scenario| scenario.settings.city.residents);
        let core_seconds = load.resident_days / per_thread;
        Self { load, per_thread, core_seconds, residents: residents.fold(0.0, f64::max), bytes_of_a_run }
    }

    /// Megabytes that one process takes with so many threads, about.
    pub(in crate::cli) fn memory_mb(&self, threads: usize) -> u64 {
        ((BYTES_OF_THE_PROGRAM + self.residents * BYTES_OF_A_RESIDENT * threads as f64) / 1e6).ceil() as u64
    }

    /// Megabytes that it takes to put all runs together, about.
    pub(in crate::cli) fn merge_mb(&self) -> u64 {
        ((BYTES_OF_THE_PROGRAM + self.load.units as f64 * self.bytes_of_a_run) / 1e6).ceil() as u64
    }
}

/// What `--why` runs, in words.
fn both_counted(alone: usize, off: usize) -> String {
    let levers = format!("{} beside the baseline", counted(alone, "lever"));
    let runs = format!("{} with a mechanism off", counted(off, "scenario"));
    match (alone, off) {
        (_, 0) => levers,
        (0, _) => runs,
        _ => format!("{levers}, {runs}"),
    }
}

/// Prints the plan and returns the exit code.
pub(super) fn show<L: Simulator>(
    ensemble: &Ensemble,
    extras: Extras,
    dir: &Path,
    holds: &Contents,
    parts: &[Scenario],
    json: bool,
) -> i32 {
    // What `--why` runs beside the scenarios, from the same burn-in once more.
    let of_parts = Ensemble { scenarios: parts, ..*ensemble };
    let for_why = if parts.is_empty() { 0.0 } else { of_parts.resident_days_on::<L>(Extras::default()) };
    let off = parts.iter().filter(|part| lacks_a_mechanism(&part.name)).count();
    let alone = parts.len().saturating_sub(off + 1);
    let needs = Needs::of::<L>(ensemble, extras);
    let (resident_days, per_thread) = (needs.load.resident_days, needs.per_thread);
    let worlds = ensemble.worlds_on::<L>();
    let seconds = needs.core_seconds / ensemble.threads as f64;
    let kept = extras.units.map_or(0, |units| units.kept(ensemble.replicates));
    let holding = holds.with_kept(kept, ensemble.scenarios.len() * ensemble.replicates as usize);
    if json {
        let scenarios: Vec<_> = ensemble.scenarios.iter().map(|s| json!({ "name": s.name, "file": s.file })).collect();
        return output::put_json(&json!({
            "schema": 1,
            "plan": {
                "scenarios": scenarios,
                "baseline": ensemble.baseline,
                "worlds": worlds,
                "seed": ensemble.seed,
                "replicates": ensemble.replicates,
                "precision": extras.precision.map(|asked| asked.share),
                "threads": ensemble.threads,
                "units": needs.load.units,
                "missing": needs.load.missing,
                "core_seconds": needs.core_seconds,
                "memory_bytes": needs.memory_mb(ensemble.threads) * 1_000_000,
                "resident_days": resident_days,
                "why": (!parts.is_empty()).then(|| json!({
                    "parts": alone,
                    "without_mechanisms": off,
                    "resident_days": for_why,
                    "seconds": for_why / (per_thread * ensemble.threads as f64),
                })),
                "resident_days_per_second_and_thread": per_thread,
                "seconds": seconds,
                "out": dir.display().to_string(),
                "up_to_date": *holds == Contents::Same,
            },
        }));
    }
    let mut text = String::from("Would run, against the one marked *:\n");
    for scenario in ensemble.scenarios {
        let mark = if scenario.name == ensemble.baseline { '*' } else { ' ' };
        let days = scenario.settings.frame.days;
        let _ = writeln!(text, " {mark} {}  {}, {days} days", printable(&scenario.name), title(scenario));
    }
    let (count, runs) = (ensemble.scenarios.len(), ensemble.replicates);
    let _ = writeln!(text, "Scenarios     {count}, in {}, burnt in once per replicate", counted(worlds, "world"));
    let at_most = if extras.precision.is_some() { "at most " } else { "" };
    let _ = writeln!(text, "Replicates    {at_most}{runs} of each, seed {}", ensemble.seed);
    let _ = writeln!(text, "Resident-days {}, burn-in and every branch", rounded(resident_days));
    let _ = writeln!(
        text,
        "Time          about {} on {}: {:.1} million resident-days per second and thread, tried out on {} \
         residents",
        duration(seconds),
        counted(ensemble.threads, "thread"),
        per_thread / 1e6,
        RESIDENTS
    );
    if !parts.is_empty() {
        let seconds = for_why / (per_thread * ensemble.threads as f64);
        let _ = writeln!(
            text,
            "Why           {}: {} resident-days more, about {}",
            both_counted(alone, off),
            rounded(for_why),
            duration(seconds)
        );
    }
    let _ = writeln!(text, "Folder        {} ({holding})", dir.display());
    text.push_str("Nothing was run.\n");
    output::put_lines(&text)
}

/// The title in the language of the command.
fn title(scenario: &Scenario) -> String {
    let chinese = if scenario.title_zh.is_empty() { &scenario.title } else { &scenario.title_zh };
    printable(language().pick(&scenario.title, chinese))
}

/// Resident-days per second on one thread, tried out on a small city under the baseline's policy.
fn rate<L: Simulator>(ensemble: &Ensemble) -> f64 {
    let baseline = ensemble.scenarios.iter().find(|scenario| scenario.name == ensemble.baseline);
    let mut scenario = baseline.unwrap_or(&ensemble.scenarios[0]).clone();
    // Changes name communities that the small city may not have.
    scenario.roster = None;
    scenario.changes.clear();
    scenario.settings.city.residents = scenario.settings.city.residents.min(RESIDENTS);
    let mut simulator = L::built(&scenario, ensemble.seed, 0, &Serial);
    let clock = Instant::now();
    simulator.advance(DAYS, false);
    // A clock may be too coarse for a very fast machine.
    simulator.residents() as f64 * f64::from(DAYS) / clock.elapsed().as_secs_f64().max(1e-6)
}

/// A number of resident-days, as exact as an estimate is.
pub(in crate::cli) fn rounded(resident_days: f64) -> String {
    match resident_days / 1e6 {
        0.0 => "none".to_owned(),
        m if m < 0.1 => "fewer than 0.1 million".to_owned(),
        m if m < 10.0 => format!("{m:.1} million"),
        m if m < 10_000.0 => format!("{m:.0} million"),
        m => format!("{:.1} thousand million", m / 1e3),
    }
}

/// Seconds in words.
pub(in crate::cli) fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 90.0 => format!("{} s", s.ceil()),
        s if s < 5_400.0 => format!("{} min", (s / 60.0).round()),
        s if s < 172_800.0 => format!("{:.1} h", s / 3_600.0),
        s => format!("{:.1} days", s / 86_400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(
            [0.2, 89.5, 600.0, 9_000.0, 864_000.0].map(duration),
            ["1 s", "90 s", "10 min", "2.5 h", "10.0 days"]
        );
    }

    #[test]
    fn resident_days_are_rounded() {
        assert_eq!(
            [0.0, 400.0, 2_400_000.0, 38_628_000.0, 38_628_000_000.0].map(rounded),
            ["none", "fewer than 0.1 million", "2.4 million", "39 million", "38.6 thousand million"]
        );
    }
}
