//! Compares what a page has measured: the same differences, verdicts and ranks as in the native program.

use serde_json::{Value, json};

use super::request::{Compared, Measured as Given};
use crate::compare::ranking::ranking;
use crate::compare::{Difference, compare as compared, mean_of, verdict};
use crate::diagnostics::{Code, Diagnostic};
use crate::outcomes::{HEADLINES, outcome_kind, outcome_kinds};
use crate::results::{MODEL_VERSION, PROGRAM_VERSION, Results, RunRecord, ScenarioRecord, values_hash};
use crate::run::{Measured, world_hash};
use crate::statistics::quantile::of_sorted;

/// The comparison of all scenarios with the first.
pub(super) fn compare(given: &Compared) -> Result<Value, Vec<Diagnostic>> {
    let problem = |found: &str| vec![Diagnostic::of_file("request", found).code(Code::WrongValue)];
    let Some(first) = given.scenarios.first() else { return Err(problem("there is nothing to compare")) };
    let replicates = first.hashes.len();
    if given.scenarios.iter().any(|one| one.hashes.len() != replicates || one.values.len() != replicates) {
        return Err(problem("every scenario needs the same replicates"));
    }
    let mut records = Vec::new();
    let mut runs = Vec::new();
    for one in &given.scenarios {
        let scenario = one.order.one()?;
        let mut record = ScenarioRecord::of(&scenario, world_hash(&scenario).to_hex().as_str());
        let hashes: Option<Vec<_>> = one.hashes.iter().map(|hash| blake3::Hash::from_hex(hash).ok()).collect();
        record.result_hash = values_hash(&hashes.ok_or_else(|| problem("a hash is none"))?);
        records.push(record);
        runs.push(run_records(one));
    }
    let results = Results {
        program_version: PROGRAM_VERSION.to_owned(),
        model_version: MODEL_VERSION.to_owned(),
        seed: first.order.seed,
        replicates: replicates as u32,
        baseline: records[0].name.clone(),
        scenarios: records,
        runs,
        survival: Vec::new(),
        grids: Vec::new(),
        cost: None,
        alone: None,
    };
    let weights: Vec<(&'static str, f64)> =
        given.weights.iter().filter_map(|(id, weight)| Some((outcome_kind(id)?.id, *weight))).collect();
    let comparison = compared(&results, &results.baseline);
    let differences: Vec<Value> = comparison.differences.iter().map(|d| difference(&results, d)).collect();
    let standings = ranking(&results, &weights).map(|ranking| {
        let standing = ranking.standings.iter().map(|one| {
            json!({
                "scenario": one.scenario,
                "acceptability": one.acceptability,
                "at_weights": one.at_weights,
                "score": one.score,
                "regret": one.regret,
                "dominated_by": one.dominated_by,
            })
        });
        standing.collect::<Vec<_>>()
    });
    let alone: Vec<Value> =
        comparison.together().alone.iter().map(|d| json!({ "scenario": d.scenario, "outcome": d.outcome })).collect();
    Ok(json!({
        "result_hash": results.result_hash(),
        "replicates": replicates,
        "differences": differences,
        "means": means(&results),
        "ranking": standings,
        "headlines": HEADLINES,
        "alone": alone,
    }))
}

fn run_records(one: &Given) -> Vec<RunRecord> {
    let mut records = Vec::new();
    for groups in &one.values {
        let mut record = RunRecord::default();
        for (group, values) in groups {
            // A year in which nothing has this outcome is no row of the program either.
            let rows = outcome_kinds().iter().zip(values).filter(|(kind, _)| group == "all" || kind.by_year());
            record.measured.extend(rows.map(|(kind, value)| Measured {
                outcome: kind.id,
                group: group.clone(),
                value: value.unwrap_or(f64::NAN),
            }));
        }
        records.push(record);
    }
    records
}

/// By scenario and outcome the mean over runs with its interval, for the whole run.
fn means(results: &Results) -> Value {
    let together = results.replicates_together();
    let of = |runs: &[RunRecord], id: &str| -> Vec<f64> {
        let row =
            |run: &RunRecord| run.measured.iter().find(|row| row.outcome == id && row.group == "all").map(|r| r.value);
        runs.iter().map(|run| row(run).unwrap_or(f64::NAN)).collect()
    };
    let all = results.scenarios.iter().zip(&results.runs).flat_map(|(scenario, runs)| {
        outcome_kinds().iter().map(move |kind| {
            let (mean, low, high) = mean_of(kind, &of(runs, kind.id), together);
            json!({ "scenario": scenario.name, "outcome": kind.id, "mean": mean, "low": low, "high": high })
        })
    });
    all.collect()
}

fn difference(results: &Results, d: &Difference) -> Value {
    let column = |name: &str| -> Vec<f64> {
        let at = results.scenarios.iter().position(|scenario| scenario.name == name).unwrap_or(0);
        let row = |run: &RunRecord| {
            run.measured.iter().find(|row| row.outcome == d.outcome && row.group == d.group).map(|r| r.value)
        };
        results.runs[at].iter().map(|run| row(run).unwrap_or(f64::NAN)).collect()
    };
    let paired: Vec<f64> =
        column(&d.baseline).into_iter().zip(column(&d.scenario)).map(|(before, after)| after - before).collect();
    json!({
        "outcome": d.outcome,
        "group": d.group,
        "scenario": d.scenario,
        "baseline_mean": d.baseline_mean,
        "scenario_mean": d.scenario_mean,
        "difference": d.difference,
        "low": d.low,
        "high": d.high,
        "pairs": d.pairs,
        "better_in": d.better_in,
        "ties": d.ties,
        "direction": d.direction.word(),
        "unit": d.unit,
        "matters": d.matters,
        "times_matters": d.difference / d.matters,
        "is_same": d.is_same(),
        "verdict": verdict(d).word(),
        "paired": paired,
    })
}

/// Quantiles over runs, time by time; null where no run has a value.
pub(super) fn fan(runs: &[Vec<Option<f64>>]) -> Value {
    let length = runs.iter().map(Vec::len).max().unwrap_or(0);
    let at = |time: usize| {
        let mut values: Vec<f64> = runs.iter().filter_map(|run| run.get(time).copied().flatten()).collect();
        values.sort_by(f64::total_cmp);
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| of_sorted(&values, share))
    };
    json!({ "quantiles": (0..length).map(at).collect::<Vec<_>>() })
}
