//! `--plan`: what a study would run, without running it.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use crate::cli::check::counted;
use crate::cli::folder::Contents;
use crate::cli::language::language;
use crate::cli::output;
use crate::cli::run::plan::{Needs, duration, rounded};
use crate::diagnostics::printable;
use crate::ensemble::Ensemble;
use crate::scenario::values::plain;
use crate::study::Study;
use crate::study::evaluate::Failure;
use crate::study::factor::{Factor, Levels, Role};
use crate::study::runner::Runner;

/// What the study takes.
pub(super) fn needs(study: &Study, runner: &Runner) -> Result<Needs, Failure> {
    let subject = &study.subject;
    let load = study.method.asks().load(subject, runner)?;
    let (baseline, threads) = (subject.scenarios[0].name.as_str(), runner.pool.current_num_threads());
    let ensemble = Ensemble { scenarios: &subject.scenarios, baseline, seed: runner.seed, replicates: 1, threads };
    Ok(Needs::of_study(load, &ensemble))
}

/// Prints the plan and returns the exit code.
pub(super) fn show(study: &Study, runner: &Runner, dir: &Path, holds: &Contents, json: bool) -> Result<i32, Failure> {
    let (asks, subject) = (study.method.asks(), &study.subject);
    let needs = needs(study, runner)?;
    let (load, per_thread) = (needs.load, needs.per_thread);
    let threads = runner.pool.current_num_threads();
    let seconds = needs.core_seconds / threads as f64;
    let points = asks.points_at_most(subject);
    let varied = |role: Role| subject.factors.iter().filter(move |factor| factor.role == role);
    if json {
        let factor = |role: Role| {
            let one = |f: &Factor| {
                let (low, high) = f.ends();
                json!({ "key": f.key, "low": low, "high": high, "unit": f.unit })
            };
            varied(role).map(one).collect::<Vec<_>>()
        };
        let combinations: Vec<&str> =
            subject.combinations.iter().map(|combination| combination.name.as_str()).collect();
        let scenarios: Vec<&str> = subject.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
        return Ok(output::put_json(&json!({
            "schema": 1,
            "plan": {
                "study": subject.name,
                "method": asks.kind().word,
                "scenarios": scenarios,
                "levers": factor(Role::Lever),
                "assumptions": factor(Role::Assumption),
                "crosses": combinations,
                "points": points,
                "replicates": subject.replicates,
                "units": load.units,
                "missing": load.missing,
                "core_seconds": needs.core_seconds,
                "memory_bytes": needs.memory_mb(threads) * 1_000_000,
                "worlds": load.worlds,
                "resident_days": load.resident_days,
                "resident_days_per_second_and_thread": per_thread,
                "seconds": seconds,
                "threads": threads,
                "out": dir.display().to_string(),
                "up_to_date": *holds == Contents::Same,
            },
        })));
    }
    let holding = holds.with_kept((load.units - load.missing) as usize, load.units as usize);
    let chinese = if subject.title_zh.is_empty() { &subject.title } else { &subject.title_zh };
    let title = language().pick(&subject.title, chinese);
    let mut text = format!("Would study {} ({}): {}\n", subject.name, asks.kind().word, printable(title));
    let names: Vec<String> = subject.scenarios.iter().map(|scenario| printable(&scenario.name)).collect();
    let _ = writeln!(text, "Scenarios     {} at every point, the first is the baseline", names.join(", "));
    if subject.combinations.len() > 1 {
        let _ = writeln!(text, "Crossed with  {} combinations of variants", subject.combinations.len());
    }
    let (replicates, seed) = (subject.replicates, runner.seed);
    let what = asks.counts();
    let _ =
        writeln!(text, "{what}        {points}, {} of each, seed {seed}", counted(replicates as usize, "replicate"));
    let _ = writeln!(
        text,
        "Runs          {} different ones, of which {} {} missing; {} to burn in, once per replicate",
        load.units,
        load.missing,
        if load.missing == 1 { "is" } else { "are" },
        counted(load.worlds as usize, "world")
    );
    let _ = writeln!(text, "Resident-days {}", rounded(load.resident_days));
    let _ = writeln!(
        text,
        "Time          about {} on {}: {:.1} million resident-days per second and thread",
        duration(seconds),
        counted(threads, "thread"),
        per_thread / 1e6
    );
    let _ = writeln!(text, "Folder        {} ({holding})", dir.display());
    for (role, name) in [(Role::Lever, "Levers"), (Role::Assumption, "Assumptions")] {
        let count = varied(role).count();
        if count > 0 {
            let _ = writeln!(text, "{name:<13} {count}");
        }
        for factor in varied(role) {
            let levels = match &factor.levels {
                Levels::Range { low, high, .. } => format!("{} to {}", plain(*low), plain(*high)),
                Levels::List(values) => values.iter().map(|v| plain(*v)).collect::<Vec<_>>().join(", "),
            };
            let _ = writeln!(text, "  {}  {levels} ({})", factor.key, factor.unit);
        }
    }
    text.push_str("Nothing was run.\n");
    Ok(output::put_lines(&text))
}
