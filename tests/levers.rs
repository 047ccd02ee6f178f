//! Levers act through people, and only through the mechanism that they name.
//!
//! Everything here is driven by the registry: a lever or a mechanism that is added later is tested without touching a test,
//! unless it needs a setting in which it can act.

#[path = "levers/assumptions.rs"]
mod assumptions;
#[path = "levers/crowding.rs"]
mod crowding;
#[path = "common/first_model.rs"]
mod first_model;
#[path = "levers/long_run.rs"]
mod long_run;
#[path = "levers/mechanisms.rs"]
mod mechanisms;
#[path = "common/policies.rs"]
mod policies;
#[path = "levers/support.rs"]
mod support;

use gridgov::Parameter;
use gridgov::{Run, Simulation};
use rayon::prelude::*;
use support::{SEED, levers, outcomes, own, paired, set, simulated, small, with};

/// Paired runs of each end of a lever.
const REPLICATES: u32 = 12;
/// About fifty outcomes are looked at for each lever; by chance alone |t| with eleven degrees of freedom passes this in one
/// of them for about two levers in a hundred.
const CLEAR: f64 = 5.0;

/// A lever by its key and the other levers that are set with it.
type Need = (&'static str, &'static [(&'static str, &'static str, f64)]);

/// Levers that act only where something else has changed, with that change.
const NEEDS: [Need; 8] = [
    // A roll-out has a speed only while something is rolled out.
    ("information.rollout_days", &[("information", "integration_share", 0.9), ("information", "sharing_share", 0.9)]),
    // Analytics sees only what lies in the joined systems, and steers what patrol there is: where it is scarce.
    (
        "information.analytics_share",
        &[("information", "integration_share", 0.9), ("staffing", "households_per_grid", 700.0)],
    ),
    // Projects mend much where one record says where.
    (
        "information.project_hours_per_1000_year",
        &[("information", "integration_share", 0.9), ("information", "analytics_share", 0.9)],
    ),
    // A budget hires hands where staff is short and much is taken over.
    (
        "power.street_budget_yuan_per_resident_year",
        &[
            ("power", "intervention_floor_share", 0.6),
            ("power", "intervention_cap_share", 0.6),
            ("power", "street_staff_per_10000", 0.3),
        ],
    ),
    // The office falls back to its floor, a little each month, where whoever answers in the community keeps deadlines.
    (
        "power.intervention_floor_share",
        &[
            ("power", "task_hours_per_week", 0.0),
            ("power", "intervention_cap_share", 0.3),
            ("staffing", "committee_members_per_1000", 2.0),
            ("participation", "owners_committee_support_share", 0.9),
            ("rule_of_law", "mediators_per_1000", 2.0),
        ],
    ),
    // Owners form a committee where enough of them take part, and fewer do where joining takes time and an example.
    (
        "participation.owners_committee_support_share",
        &[("participation", "deliberation_meetings_per_year", 24.0), ("participation", "organisers_per_1000", 20.0)],
    ),
    // Who is apart finds what callbacks find, and callbacks count where whoever calls is apart.
    ("power.supervision_apart_share", &[("staffing", "callback_share", 0.5)]),
    ("staffing.callback_share", &[("power", "supervision_apart_share", 1.0)]),
];

/// Where its mechanism is switched off a lever changes not one bit: neither what it does nor what it costs, before or
/// after day 0.
#[test]
fn without_its_mechanism_a_lever_does_nothing() {
    let differing: Vec<String> = levers()
        .into_par_iter()
        .filter(|lever| {
            let (mechanism, _) = lever.lever.expect("a lever");
            let mut scenario = small(3_000.0, 60.0);
            assert!(scenario.settings.mechanisms.switch(mechanism, false), "{mechanism} is a switch");
            let ends = [lever.range.0, lever.range.1];
            let [low, high] = ends.map(|value| simulated(&own(with(&scenario, lever, value)), 0, 180).hash());
            low != high
        })
        .map(Parameter::key)
        .collect();
    assert!(differing.is_empty(), "levers that act without their mechanism: {differing:?}");
}

/// Between the ends of its plausible range every lever moves some outcome that is no cost, beyond chance.
#[test]
fn every_lever_moves_something_besides_its_cost() {
    let mut scenario = small(9_000.0, 360.0);
    // Half a dozen communities, most of them with a property company.
    scenario.settings.city.residents_per_community = 1_500.0;
    scenario.settings.city.commodity_estate_share = 1.0;
    let ends: Vec<_> =
        levers().into_iter().flat_map(|lever| [(lever, lever.prior.0), (lever, lever.prior.1)]).collect();
    // A world is burned in once for each replicate, and every end of every lever branches from it.
    let runs: Vec<Vec<Run>> = (0..REPLICATES)
        .into_par_iter()
        .map(|replicate| {
            let world = Simulation::burned_in(&scenario, SEED, replicate);
            let live = |&(lever, value): &(&Parameter, f64)| {
                let mut scenario = with(&scenario, lever, value);
                for &(table, name, value) in NEEDS.iter().filter(|need| need.0 == lever.key()).flat_map(|need| need.1) {
                    set(&mut scenario.settings.levers, table, name, value);
                }
                let mut simulation = world.branch(&scenario);
                simulation.advance(730);
                simulation.measure()
            };
            ends.par_iter().map(live).collect()
        })
        .collect();
    let mut dead = Vec::new();
    for (at, lever) in levers().into_iter().enumerate() {
        let values = |end: usize, outcome: &str| -> Vec<f64> {
            runs.iter().map(|runs| runs[2 * at + end].value(outcome)).collect()
        };
        let mut moved: Vec<(&str, f64, f64)> = outcomes()
            .into_iter()
            .map(|outcome| (outcome, paired(&values(0, outcome), &values(1, outcome))))
            .map(|(outcome, (mean, t))| (outcome, mean, t))
            .collect();
        moved.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
        if moved[0].2.abs() <= CLEAR {
            dead.push(format!("{}: {:?}", lever.key(), moved[0]));
        }
        moved.retain(|(_, _, t)| t.abs() > CLEAR);
        let words: Vec<String> = moved.iter().map(|(id, mean, t)| format!("{id} {mean:+.4} (t {t:+.1})")).collect();
        println!("{} {} to {}: {}", lever.key(), lever.prior.0, lever.prior.1, words.join(", "));
    }
    assert!(dead.is_empty(), "levers that move nothing but cost, with what they move most: {dead:#?}");
}

/// The one behavioural rule of a resident knows no policy: its source names neither a lever nor the office's reach.
#[test]
fn channel_choice_takes_no_lever() {
    let source = include_str!("../sim/rules/channel_choice.rs");
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    for word in ["lever", "Lever", "takeover", "office", "policy", "Policy"] {
        assert!(!code.contains(word), "channel choice mentions {word}");
    }
}
