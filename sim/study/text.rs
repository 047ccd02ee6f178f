//! The text of a study, which command line and report share, and its JSON.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::carry_out::Findings;
use super::store;
use super::words::Phrasing;
use super::{Study, subject::Subject};
use crate::table::wrapped;
use crate::words::Language;

/// What the JSON of a combination holds of methods, with what stands there when another method was asked.
pub const OF_CROSS: [(&str, Value); 9] = [
    ("sensitivity", Value::Array(Vec::new())),
    ("front", Value::Array(Vec::new())),
    ("posterior", Value::Array(Vec::new())),
    ("box", Value::Null),
    ("regret", Value::Array(Vec::new())),
    ("satisficing", Value::Array(Vec::new())),
    ("trial", Value::Null),
    ("levers", Value::Array(Vec::new())),
    ("correlations", Value::Array(Vec::new())),
];

/// The text of a study's findings.
#[must_use]
pub fn text(study: &Study, findings: &Findings, language: Language) -> String {
    let phrasing = Phrasing { subject: &study.subject, language };
    let found = findings.found();
    found.head(study.method.asks().kind(), &phrasing)
        + &found.text(&phrasing)
        + &wrapped(language.pick(
            "Intervals are about chance and the size of the design, not about whether the model is right.",
            "区间只反映随机性与样本规模，不说明模型本身是否正确。",
        ))
}

/// The object that `--json` prints.
#[must_use]
pub fn json(study: &Study, findings: &Findings, dir: &Path) -> Value {
    let subject = &study.subject;
    let combinations: Vec<Value> = (0..subject.combinations.len())
        .map(|combination| Value::Object(of_cross(subject, findings, combination)))
        .collect();
    json!({
        "schema": 1,
        "study": subject.name,
        "title": subject.title,
        "title_zh": subject.title_zh,
        "method": study.method.asks().kind().word,
        "replicates": subject.replicates,
        "result_hash": store::result_hash(study, findings),
        "out": dir.display().to_string(),
        "crosses": combinations,
        "claims": findings.found().json_of_claims(subject),
    })
}

fn of_cross(subject: &Subject, findings: &Findings, combination: usize) -> Map<String, Value> {
    let (found, quantities) = (findings.found(), subject.quantities());
    let summary = found.sample(combination).into_iter().flat_map(|sample| {
        sample.spreads.iter().map(|spread| {
            let [q05, q50, q95] = spread.quantiles;
            let chance = sample.chance.get(spread.quantity).map(|chance| chance.value);
            json!({
                "quantity": subject.json_of_quantity(quantities[spread.quantity]), "points": spread.points,
                "mean": spread.mean, "q05": q05, "q50": q50, "q95": q95, "above_zero_share": spread.above_zero,
                "chance_share": chance,
            })
        })
    });
    let mut map = Map::new();
    map.insert("name".to_owned(), json!(subject.combinations[combination].name));
    map.insert("summary".to_owned(), summary.collect());
    map.extend(OF_CROSS.map(|(key, nothing)| (key.to_owned(), nothing)));
    map.extend(found.json_of(subject, combination));
    map
}
