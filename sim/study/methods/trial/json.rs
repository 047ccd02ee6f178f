//! A trial as JSON.

use serde_json::{Value, json};

use super::assess::Trial;
use super::plan::{PilotIndex, Plan};
use crate::statistics::estimate::Estimate;
use crate::study::subject::{OutcomeIndex, Subject};

/// The findings of a trial under one combination.
pub(super) fn trial(subject: &Subject, plan: &Plan, trial: &Trial) -> Value {
    let pilots = plan.pilots();
    let with = |outcome: OutcomeIndex, pilot: PilotIndex, rest: Value| {
        let pilot = pilots[pilot];
        let mut named = json!({
            "outcome": subject.outcomes[outcome].id, "selection": pilot.selection.word(), "communities": pilot.size,
        });
        if let (Some(named), Value::Object(rest)) = (named.as_object_mut(), rest) {
            named.extend(rest);
        }
        named
    };
    let of = |e: Estimate| json!({ "value": e.value, "low": e.low, "high": e.high });
    let truths = trial.truths.iter().map(|truth| {
        with(truth.outcome, truth.pilot, json!({ "treated": of(truth.treated), "untreated": of(truth.untreated) }))
    });
    let records = trial.records.iter().map(|r| {
        let rest = json!({
            "estimator": r.estimator.word(), "estimate": r.estimate, "standard_error": r.error, "bias": r.bias.value,
            "bias_low": r.bias.low, "bias_high": r.bias.high, "rmse": r.rmse, "coverage_share": r.coverage.value,
            "coverage_low": r.coverage.low, "coverage_high": r.coverage.high, "power_share": r.power.value,
            "power_low": r.power.low, "power_high": r.power.high, "formula_power_share": r.formula,
        });
        with(r.outcome, r.pilot, rest)
    });
    let needed = trial.needed.iter().map(|needed| {
        json!({
            "outcome": subject.outcomes[needed.outcome].id, "selection": needed.selection.word(),
            "signal": of(needed.signal), "spread": needed.spread, "communities": of(needed.communities), "formula": needed.formula,
        })
    });
    json!({
        "communities": trial.communities,
        "truths": truths.collect::<Vec<_>>(),
        "records": records.collect::<Vec<_>>(),
        "needed": needed.collect::<Vec<_>>(),
    })
}
