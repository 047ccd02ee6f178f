//! Every assumption at each end of what is allowed, alone: nothing panics, the books balance, everybody stays on the scale.

use gridgov::Parameter;
use gridgov::Simulation;
use gridgov::parameters;
use rayon::prelude::*;

use crate::long_run::off_the_scale;
use crate::support::{SEED, own, small};

/// Assumptions that decide how large the city is, not what it is like.
const SIZES: [&str; 3] = ["city.residents", "city.residents_per_community", "city.residents_per_subdistrict"];

/// What is wrong after a burn-in and four months with an assumption at a value, if anything.
fn problem(assumption: &Parameter, value: f64) -> Option<String> {
    let mut scenario = own(small(1_200.0, 60.0));
    assert!(scenario.settings.set(assumption.table, assumption.name, value), "{}", assumption.key());
    let mut simulation = Simulation::new(&scenario, SEED, 0);
    for _ in 0..4 {
        simulation.advance(30);
        if let Some(problem) = off_the_scale(simulation.society()) {
            return Some(format!("{} = {value}: {problem}", assumption.key()));
        }
    }
    let run = simulation.measure();
    let infinite = run.measured.iter().find(|row| row.value.is_infinite());
    infinite.map(|row| format!("{} = {value}: {} of {} is infinite", assumption.key(), row.outcome, row.group))
}

#[test]
fn every_assumption_at_both_ends_of_what_is_allowed() {
    let of_the_world = |p: &&Parameter| p.lever.is_none() && !["scenario", "incident"].contains(&p.table);
    let chosen = parameters().filter(of_the_world).filter(|p| !SIZES.contains(&p.key().as_str()));
    let ends: Vec<_> = chosen.flat_map(|p| [(p, p.range.0), (p, p.range.1)]).collect();
    assert!(ends.len() > 400, "{} ends", ends.len());
    let problems: Vec<String> = ends.par_iter().filter_map(|&(p, value)| problem(p, value)).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}
