//! What can be set and what is measured, as `params --json` and `outcomes --json` have it, for the controls of a page.

use serde_json::{Map, Value, json};

use crate::assumptions::mechanisms::Mechanism;
use crate::assumptions::{IncidentKind, IncidentNumbers, Mechanisms};
use crate::compare::Verdict;
use crate::compare::why::leads_to;
use crate::levers::{HEADINGS, LEVER_TABLES};
use crate::outcomes::{HEADLINES, OutcomeKind, outcome_kinds};
use crate::registry::{Parameter, Table};
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
    let leads_to: Map<String, Value> =
        outcome_kinds().iter().map(|kind| (kind.id.to_owned(), json!(leads_to(kind.id)))).collect();
    let is_on = |mechanism: &Mechanism| {
        let mut object = mechanism.to_json();
        object["on"] = json!(mechanism.on);
        object
    };
    let incidents: Vec<Value> = IncidentKind::defaults()
        .iter()
        .map(|kind| {
            let numbers = IncidentNumbers::PARAMETERS.iter().enumerate();
            let values: Map<String, Value> =
                numbers.map(|(at, p)| (p.name.to_owned(), json!(kind.numbers.value(at)))).collect();
            json!({ "name": kind.name, "title": kind.title, "title_zh": kind.title_zh, "values": values })
        })
        .collect();
    json!({
        "program_version": PROGRAM_VERSION,
        "model_version": MODEL_VERSION,
        "parameters": parameters().map(Parameter::to_json).collect::<Vec<_>>(),
        "mechanisms": Mechanisms::ALL.iter().map(is_on).collect::<Vec<_>>(),
        "outcomes": outcome_kinds().iter().map(OutcomeKind::to_json).collect::<Vec<_>>(),
        "headlines": HEADLINES,
        "leads_to": leads_to,
        "incidents": incidents,
        "tables": tables,
        "verdicts": verdicts,
    })
}
