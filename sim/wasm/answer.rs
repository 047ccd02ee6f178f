//! What a page gets to know about a simulation.

use serde_json::{Map, Value, json};

use crate::results::{MODEL_VERSION, scenario_hash};
use crate::run::Simulation;
use crate::scenario::Scenario;

/// Where a simulation stands.
pub(super) fn state(number: u32, scenario: &Scenario, simulation: &Simulation) -> Value {
    json!({
        "simulation": number,
        "name": scenario.name,
        "day": simulation.society().day,
        "days": scenario.settings.frame.days as u32,
        "residents": simulation.residents(),
    })
}

/// What it gave from day 0 to now; a value that is undefined is null.
pub(super) fn run(scenario: &Scenario, simulation: &Simulation) -> Value {
    let run = simulation.measure();
    let outcomes: Vec<Value> =
        run.measured.iter().map(|m| json!({ "outcome": m.outcome, "group": m.group, "value": m.value })).collect();
    let survival: Map<String, Value> = run.survival.iter().map(|(kind, open)| (kind.clone(), json!(open))).collect();
    let daily: Map<String, Value> =
        run.daily.iter().map(|series| (series.outcome.to_owned(), json!(series.values()))).collect();
    let grids: Vec<Value> = run
        .grids
        .iter()
        .map(|grid| {
            let values: Map<String, Value> =
                grid.values.iter().map(|(id, value)| ((*id).to_owned(), json!(value))).collect();
            json!({
                "community": grid.community,
                "grid": grid.grid,
                "residents": grid.residents,
                "x": grid.place.0,
                "y": grid.place.1,
                "values": values,
            })
        })
        .collect();
    json!({
        "name": scenario.name,
        "title": scenario.title,
        "title_zh": scenario.title_zh,
        "day": simulation.society().day,
        "hash": run.hash().to_hex().to_string(),
        "scenario_hash": scenario_hash(scenario),
        "model_version": MODEL_VERSION,
        "outcomes": outcomes,
        "survival": survival,
        "daily": daily,
        "grids": grids,
    })
}
