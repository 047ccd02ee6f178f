//! Verification: with everything else stripped away, each mechanism is a textbook model with a known answer.
//!
//! Every test calls the model's own rules, never a copy of them, and states its tolerance: a bound that is derived, a
//! multiple of a standard error, or both. Seeds are fixed, so a test passes always or never; multiples of standard errors
//! (4 and more) say how unlikely it would have been to pick a seed that fails although all is well.

mod books;
mod counts;
#[path = "../common/first_model.rs"]
mod first_model;
mod opinions;
mod people;
mod queues;
mod samplers;
mod streams;
mod thresholds;

use gridgov::Scenario;
use gridgov::Simulation;
use gridgov::internals::random::Stream;
use gridgov::internals::society::Subdistrict;
use gridgov::internals::world::World;

/// A stream of its own for every test that draws.
fn stream(test: u32) -> Stream {
    Stream::new(20_260_101, test)
}

/// The first model in a city of so many residents: known answers are those of single parts.
fn scenario(residents: f64) -> Scenario {
    let mut scenario = first_model::first_model();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = 0.0;
    scenario
}

/// Its world and its first subdistrict, as they are built.
fn built(scenario: &Scenario) -> (World, Subdistrict) {
    let mut simulation = Simulation::built(scenario, 1, 0);
    let world = simulation.world().clone();
    (world, simulation.society_mut().subdistricts.remove(0))
}

/// Mean and variance (with n − 1).
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0))
}
