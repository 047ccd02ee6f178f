//! What can be set and what is measured, as `params --json` and `outcomes --json` have it, for the controls of a page.

use serde_json::{Value, json};

use crate::assumptions::Mechanisms;
use crate::assumptions::mechanisms::Mechanism;
use crate::compare::Verdict;
use crate::levers::{HEADINGS, LEVER_TABLES};
use crate::outcomes::{HEADLINES, OutcomeKind, outcome_kinds};
use crate::registry::Parameter;
use crate::results::{MODEL_VERSION, PROGRAM_VERSION};
use crate::settings::parameters;
use crate::words::Language;

/// Every declaration.
pub(super) fn declared() -> Value {
    let tables: Vec<Value> = LEVER_TABLES
        .into_iter()
        .zip(HEADINGS)
        .map(|(table, heading)| {
            let (en, zh) = heading.split_once(" / ").unwrap_or((heading, heading));
            json!({ "table": table, "en": en, "zh": zh })
        })
        .collect();
    let verdicts: Vec<Value> = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let [en, zh] = [Language::English, Language::Chinese].map(|language| verdict.words(language));
            json!({ "word": verdict.word(), "en": en, "zh": zh })
        })
        .collect();
    let is_on = |mechanism: &Mechanism| {
        let mut object = mechanism.to_json();
        object["on"] = json!(mechanism.on);
        object
    };
    json!({
        "program_version": PROGRAM_VERSION,
        "model_version": MODEL_VERSION,
        "parameters": parameters().map(Parameter::to_json).collect::<Vec<_>>(),
        "mechanisms": Mechanisms::ALL.iter().map(is_on).collect::<Vec<_>>(),
        "outcomes": outcome_kinds().iter().map(OutcomeKind::to_json).collect::<Vec<_>>(),
        "headlines": HEADLINES,
        "tables": tables,
        "verdicts": verdicts,
    })
}
