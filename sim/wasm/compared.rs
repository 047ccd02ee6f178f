//! Compares what a page has measured: the same differences, verdicts and ranks as in the native program.

use serde_json::{Value, json};

use super::request::{Compared, Measured as Given};
use crate::compare::levels::{Level, levels};
use crate::compare::ranking::ranking;
use crate::compare::{Difference, columns, compare as compared, group_order};
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
    let groups = group_order(&results);
    let columns: Vec<_> = (0..results.scenarios.len()).map(|at| columns(&results, at, None, &groups)).collect();
    let column = |name: &str, d: &Difference| -> Vec<f64> {
        let at = results.scenarios.iter().position(|scenario| scenario.name == name).unwrap_or(0);
        let kind = outcome_kinds().iter().position(|kind| kind.id == d.outcome).expect("a registered outcome");
        let known = columns[at].get(&(kind, groups[d.group.as_str()], d.group.as_str()));
        known.cloned().unwrap_or_else(|| vec![f64::NAN; replicates])
    };
    let differences: Vec<Value> = comparison.differences.iter().map(|d| difference(d, &column)).collect();
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
    let all = levels(results).into_iter().filter(|level| level.group == "all");
    all.map(|Level { scenario, kind, mean, low, high, .. }| {
        json!({ "scenario": scenario, "outcome": kind.id, "mean": mean, "low": low, "high": high })
    })
    .collect()
}

/// A difference as the program has it, with what a page draws of it: pair by pair.
fn difference(d: &Difference, of: &impl Fn(&str, &Difference) -> Vec<f64>) -> Value {
    let pairs = of(&d.baseline, d).into_iter().zip(of(&d.scenario, d));
    let mut json = d.to_json();
    json["times_matters"] = json!(d.difference / d.matters);
    json["is_same"] = json!(d.is_same());
    json["paired"] = json!(pairs.map(|(before, after)| after - before).collect::<Vec<f64>>());
    json
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
