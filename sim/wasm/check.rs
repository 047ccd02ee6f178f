//! Reads scenarios without running them: what they are called, what they set, and how they differ from another.

use serde_json::{Map, Value, json};

use super::request::Order;
use crate::assumptions::CityPlan;
use crate::diagnostics::Diagnostic;
use crate::plan::mix_missed;
use crate::results::canonical_hash;
use crate::run::world_hash;
use crate::scenario::{Change, Explained, Scenario};

/// The scenarios of an order, each with its differences from the first of `against`.
pub(super) fn check(order: &Order, against: Option<&Order>) -> Result<Value, Vec<Diagnostic>> {
    let scenarios = order.scenarios()?;
    let base = against.map(Order::one).transpose()?;
    let read: Vec<Value> = scenarios.iter().map(|scenario| read(scenario, base.as_ref())).collect();
    Ok(json!({ "scenarios": read }))
}

fn read(scenario: &Scenario, base: Option<&Scenario>) -> Value {
    let communities: Vec<Value> = scenario
        .plan(0, 0)
        .iter()
        .flat_map(|s| s.communities.iter().map(|c| json!({ "name": c.name, "subdistrict": s.name })))
        .collect();
    let settings = &scenario.settings;
    let missed = mix_missed(&settings.city, settings.plan, scenario.roster.as_deref());
    json!({
        "name": scenario.name,
        "title": scenario.title,
        "title_zh": scenario.title_zh,
        "key": canonical_hash(scenario),
        "world": world_hash(scenario).to_hex().to_string(),
        "days": settings.frame.days,
        "burn_in_days": settings.frame.burn_in_days,
        "residents": settings.city.residents,
        "is_drawn": settings.plan != CityPlan::Fixed,
        "mix_missed_share": missed.map(|(_, share)| share),
        "communities": communities,
        "changes": base.map(|base| changes(scenario, base)),
        "reforms": scenario.changes.iter().map(reform).collect::<Vec<_>>(),
    })
}

/// Every key whose value differs, as a scenario file writes both; null where one side has none. Reforms are apart.
fn changes(scenario: &Scenario, base: &Scenario) -> Vec<Value> {
    let values = |of: &Scenario| {
        let mut all = of.explain();
        all.retain(|value| !value.key.starts_with("change."));
        all
    };
    let (before, after) = (values(base), values(scenario));
    let find =
        |list: &[Explained], key: &str| list.iter().find(|value| value.key == key).map(|value| value.value.clone());
    // Nearly all keys stand at the same place in both lists; the search is for kinds of incident that only one has.
    let of_base = |at: usize, key: &str| match before.get(at) {
        Some(value) if value.key == key => Some(value.value.clone()),
        _ => find(&before, key),
    };
    let row = |key: &str, unit: &str, before: Option<String>, after: Option<String>| json!({ "key": key, "unit": unit, "before": before, "after": after });
    let mut rows = Vec::new();
    for (at, value) in after.iter().enumerate() {
        let base = of_base(at, &value.key);
        if base.as_ref() != Some(&value.value) {
            rows.push(row(&value.key, value.unit, base, Some(value.value.clone())));
        }
    }
    let gone = before.iter().filter(|value| find(&after, &value.key).is_none());
    rows.extend(gone.map(|value| row(&value.key, value.unit, Some(value.value.clone()), None)));
    rows
}

fn reform(change: &Change) -> Value {
    let set: Map<String, Value> =
        change.set.iter().map(|(table, name, value)| (format!("{table}.{name}"), json!(value))).collect();
    json!({
        "day": change.day,
        "ramp_days": change.ramp_days,
        "communities": change.communities,
        "set": set,
    })
}
