//! What the tests of levers share: small cities, levers set by their registry entry, and paired differences.

use gridgov::Parameter;
use gridgov::internals::assumptions::CityPlan;
use gridgov::internals::levers::Levers;
use gridgov::outcome_kinds;
use gridgov::parameters;
use gridgov::{Run, Simulation};
use gridgov::{Scenario, Start};

/// The seed of every test here.
pub const SEED: u64 = 4_1027;

/// Every policy lever of the registry.
pub fn levers() -> Vec<&'static Parameter> {
    parameters().filter(|parameter| parameter.lever.is_some()).collect()
}

/// One city of so many residents with a short burn-in.
pub fn small(residents: f64, burn_in_days: f64) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.settings.plan = CityPlan::Fixed;
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    scenario
}

/// The same scenario with a lever at a value, and its partner moved out of the way where one bounds the other.
pub fn with(scenario: &Scenario, lever: &Parameter, value: f64) -> Scenario {
    let mut scenario = scenario.clone();
    set(&mut scenario.settings.levers, lever.table, lever.name, value);
    let power = &mut scenario.settings.levers.power;
    if lever.name == "intervention_floor_share" {
        power.intervention_cap_share = power.intervention_cap_share.max(value);
    } else if lever.name == "intervention_cap_share" {
        power.intervention_floor_share = power.intervention_floor_share.min(value);
    }
    scenario
}

/// Sets a lever by its name.
pub fn set(levers: &mut Levers, table: &str, name: &str, value: f64) {
    *levers.place(table, name).expect("a lever of the registry") = value;
}

/// A world of its own, with its levers in force from the first day of the burn-in.
pub fn own(mut scenario: Scenario) -> Scenario {
    scenario.start = Start::Own;
    scenario
}

/// Burns a scenario in and lives it for some days.
pub fn simulated(scenario: &Scenario, replicate: u32, days: u32) -> Run {
    let mut simulation = Simulation::new(scenario, SEED, replicate);
    simulation.advance(days);
    simulation.measure()
}

/// Outcomes that are no cost, in the order of the registry.
pub fn outcomes() -> Vec<&'static str> {
    outcome_kinds().iter().filter(|kind| kind.domain != "cost").map(|kind| kind.id).collect()
}

/// Mean and t value of paired differences; pairs in which either value is undefined are left out.
pub fn paired(low: &[f64], high: &[f64]) -> (f64, f64) {
    let differences: Vec<f64> = low.iter().zip(high).map(|(l, h)| h - l).filter(|d| !d.is_nan()).collect();
    let n = differences.len() as f64;
    if n < 3.0 {
        return (f64::NAN, 0.0);
    }
    let mean = differences.iter().sum::<f64>() / n;
    let square = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
    let error = (square / n).sqrt();
    (mean, if error > 0.0 { mean / error } else { mean.signum() * mean.abs().min(1.0).ceil() * 1e3 })
}
