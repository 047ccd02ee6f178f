//! What a page gets to know about a simulation.

use serde_json::{Map, Value, json};

use crate::outcomes::outcome_kinds;
use crate::outcomes::record::Series;
use crate::results::{MODEL_VERSION, canonical_hash, scenario_hash};
use crate::run::{GridRow, Run, Simulation};
use crate::scenario::Scenario;
use crate::units::MONTH_DAYS;

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
        "grids": grids(&run),
    })
}

fn grids(run: &Run) -> Vec<Value> {
    let values = |grid: &GridRow| -> Map<String, Value> {
        grid.values.iter().map(|(id, value)| ((*id).to_owned(), json!(value))).collect()
    };
    let row = |grid: &GridRow| {
        json!({
            "community": grid.community,
            "grid": grid.grid,
            "residents": grid.residents,
            "x": grid.place.0,
            "y": grid.place.1,
            "values": values(grid),
        })
    };
    run.grids.iter().map(row).collect()
}

/// What a comparison needs of it: the hash, and every outcome of the whole city over the run, by year and by month.
pub(super) fn brief(scenario: &Scenario, simulation: &Simulation, with_grids: bool) -> Value {
    let run = simulation.measure();
    let mut values = Map::new();
    for row in run.measured.iter().filter(|row| row.group == "all" || row.group.starts_with("year:")) {
        let group = values.entry(row.group.clone()).or_insert_with(|| json!(vec![Value::Null; outcome_kinds().len()]));
        let place = outcome_kinds().iter().position(|kind| kind.id == row.outcome);
        group[place.expect("a registered outcome")] = json!(row.value);
    }
    let months: Map<String, Value> =
        run.daily.iter().map(|series| (series.outcome.to_owned(), json!(by_month(series)))).collect();
    json!({
        "name": scenario.name,
        "key": canonical_hash(scenario),
        "hash": run.hash().to_hex().to_string(),
        "values": values,
        "months": months,
        "ends": month_ends(&run),
        "grids": with_grids.then(|| grids(&run)),
    })
}

/// The days on which months of a run end; a last one that is shorter than half a month is left out.
fn month_ends(run: &Run) -> Vec<usize> {
    let days = run.daily.iter().map(Series::len).max().unwrap_or(0);
    stretches(days).map(|month| month.end).collect()
}

fn by_month(series: &Series) -> Vec<f64> {
    stretches(series.len()).map(|month| series.over(month).value).collect()
}

fn stretches(days: usize) -> impl Iterator<Item = core::ops::Range<usize>> {
    let month = MONTH_DAYS as usize;
    let all = (0..days).step_by(month).map(move |first| first..(first + month).min(days));
    all.filter(move |stretch| 2 * stretch.len() >= month)
}
