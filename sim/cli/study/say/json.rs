//! The findings of a study as JSON.

use std::path::Path;

use serde_json::{Value, json};

use crate::study::carry_out::Findings;
use crate::study::claims::verdict::Effect;
use crate::study::claims::{Claim, Judged};
use crate::study::statistics::Estimate;
use crate::study::trial::{Plan, Trial};
use crate::study::{Cross, Quantity, Study, store};
use crate::words::Language;

/// The object that `--json` prints.
pub(in crate::cli::study) fn json(study: &Study, findings: &[Findings], dir: &Path) -> Value {
    let crosses: Vec<Value> =
        study.crosses.iter().zip(findings).map(|(cross, findings)| of_cross(study, cross, findings)).collect();
    json!({
        "schema": 1,
        "study": study.name,
        "title": study.title,
        "title_zh": study.title_zh,
        "method": study.method.word(),
        "replicates": study.replicates,
        "result_hash": store::result_hash(study, findings),
        "out": dir.display().to_string(),
        "crosses": crosses,
        "claims": claims(study, findings),
    })
}

/// The claims with their verdicts; empty for other methods.
fn claims(study: &Study, findings: &[Findings]) -> Vec<Value> {
    let judged = findings.iter().flat_map(|findings| &findings.judged);
    let claim = |(claim, judged): (&Claim, &Judged)| {
        let tested = judged.tested.iter().map(|tested| {
            let Effect { mean, low, high } = tested.here;
            json!({
                "outcome": study.outcomes[tested.outcome].id, "expected": if tested.rise { "rise" } else { "fall" },
                "mean": mean, "low": low, "high": high, "as_claimed_share": tested.shares.as_claimed,
                "opposite_share": tested.shares.opposite, "verdict": tested.verdict.word(),
            })
        });
        let verdict = judged.overall.words(Language::English);
        json!({ "claim": claim.id, "verdict": verdict, "outcomes": tested.collect::<Vec<_>>() })
    };
    study.claims.claims.iter().zip(judged).map(claim).collect()
}

fn of_cross(study: &Study, cross: &Cross, findings: &Findings) -> Value {
    let quantities = study.quantities();
    let named = |quantity: Quantity| {
        let scenario = &study.scenarios[quantity.scenario].name;
        json!({ "scenario": scenario, "outcome": study.outcomes[quantity.outcome].id, "difference": quantity.difference })
    };
    let summary = findings.spreads.iter().map(|spread| {
        let [q05, q50, q95] = spread.quantiles;
        let chance = findings.chance.get(spread.quantity).map(|chance| chance.value);
        json!({
            "quantity": named(quantities[spread.quantity]), "points": spread.points, "mean": spread.mean,
            "q05": q05, "q50": q50, "q95": q95, "above_zero_share": spread.above_zero, "chance_share": chance,
        })
    });
    let sensitivity = findings.measures.iter().map(|measure| {
        let factor = &study.factors[measure.factor];
        json!({
            "quantity": named(quantities[measure.quantity]), "input": factor.key, "role": factor.role.word(),
            "with": measure.with.map(|with| &study.factors[with].key), "measure": measure.kind,
            "value": measure.value, "low": measure.low, "high": measure.high,
        })
    });
    let values = |point: usize| {
        let inputs = study.factors.iter().zip(&findings.responses.points[point]);
        inputs.map(|(factor, value)| (factor.key.clone(), json!(value))).collect::<serde_json::Map<_, _>>()
    };
    let front = findings.front.iter().map(|point| json!({ "point": point, "inputs": values(*point) }));
    let posterior = findings.posterior.iter().flat_map(|posterior| study.factors.iter().zip(&posterior.marginals));
    let posterior = posterior.map(|(factor, m)| {
        json!({ "input": factor.key, "mean": m.mean, "sd": m.sd, "quantiles": m.quantiles, "shrinkage": m.shrinkage })
    });
    let region = findings.discovery.as_ref().map(|discovery| {
        let limit = |limit: f64| limit.is_finite().then_some(limit);
        let sides = discovery.chosen.restrictions.iter().map(|side| {
            let key = &study.factors[side.dimension].key;
            json!({ "input": key, "low": limit(side.low), "high": limit(side.high), "adjusted_p": side.adjusted_p })
        });
        json!({
            "base_rate": discovery.base_rate, "coverage": discovery.chosen.coverage, "density": discovery.chosen.density,
            "mass": discovery.chosen.mass, "restrictions": sides.collect::<Vec<_>>(),
        })
    });
    let regret = findings.robust.iter().map(|robust| {
        let (scenario, outcome) = (&study.scenarios[robust.scenario].name, study.outcomes[robust.outcome].id);
        let r = &robust.regret;
        json!({ "scenario": scenario, "outcome": outcome, "max": r.max, "mean": r.mean, "p90": r.p90, "worlds": r.worlds })
    });
    json!({
        "name": cross.name,
        "summary": summary.collect::<Vec<_>>(),
        "sensitivity": sensitivity.collect::<Vec<_>>(),
        "front": front.collect::<Vec<_>>(),
        "posterior": posterior.collect::<Vec<_>>(),
        "box": region,
        "regret": regret.collect::<Vec<_>>(),
        "satisficing": findings.satisficing,
        "trial": findings.trial.as_ref().map(|trial| of_trial(study, trial)),
    })
}

fn of_trial(study: &Study, trial: &Trial) -> Value {
    let pilots = study.trial.as_ref().map(Plan::pilots).unwrap_or_default();
    let with = |outcome: usize, pilot: usize, rest: Value| {
        let pilot = pilots[pilot];
        let mut named = json!({
            "outcome": study.outcomes[outcome].id, "selection": pilot.selection.word(), "communities": pilot.size,
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
            "outcome": study.outcomes[needed.outcome].id, "selection": needed.selection.word(),
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
