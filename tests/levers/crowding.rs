//! Crowding-out has to emerge: without learning, how far the office reaches in changes nobody's first attempt.
//!
//! The office takes matters over after a resident has chosen, so it can reach the next choice only through what people
//! have come to expect. The first test holds that exactly, incident by incident; the second shows that the first could have
//! failed, and prints which way the effect goes, which is a finding and not asserted.

use std::collections::BTreeMap;

use gridgov::run::Simulation;
use gridgov::scenario::Scenario;
use gridgov::society::Society;
use rayon::prelude::*;

use crate::support::{SEED, paired, small};

/// A world without the ways in which a policy may change *which* incidents arise or who is there to be asked: disorder
/// breeds from incidents that a policy leaves alive, and tired workers leave vacant posts that nobody can turn to.
fn fixed_incidents(learning: bool) -> Scenario {
    let mut scenario = small(6_000.0, 180.0);
    let mechanisms = &mut scenario.settings.mechanisms;
    (mechanisms.learning, mechanisms.disorder, mechanisms.burnout) = (learning, false, false);
    scenario
}

/// The same with the office taking over this share of self-governable matters, come what may.
fn taking_over(scenario: &Scenario, share: f64) -> Scenario {
    let mut scenario = scenario.clone();
    let power = &mut scenario.settings.levers.power;
    (power.intervention_floor_share, power.intervention_cap_share) = (share, share);
    scenario
}

/// What has been tried so far on each incident that lives on its first attempt: who acted, and where they turned first.
fn attempts(society: &Society) -> BTreeMap<u64, String> {
    let incidents = society.subdistricts.iter().flat_map(|s| &s.incidents);
    let first = incidents.filter(|incident| incident.attempt == 0 && !incident.escalated);
    first.map(|incident| (incident.id, format!("{:?} {:b}", incident.first_attempt, incident.acted))).collect()
}

/// Lives both policies side by side; incidents compared (an incident counts on each evening on which it lives in both),
/// and those of them on which residents did something else.
fn compared(scenario: &Scenario, replicate: u32, days: u32) -> (usize, usize) {
    let world = Simulation::burned_in(scenario, SEED, replicate);
    let [mut seldom, mut always] = [0.0, 1.0].map(|share| world.branch(&taking_over(scenario, share)));
    let (mut count, mut differ) = (0, 0);
    for _ in 0..days {
        seldom.advance(1);
        always.advance(1);
        let [seldom, always] = [&seldom, &always].map(|simulation| attempts(simulation.society()));
        for (id, left) in seldom {
            if let Some(right) = always.get(&id) {
                count += 1;
                differ += usize::from(left != *right);
            }
        }
    }
    (count, differ)
}

#[test]
fn without_learning_takeover_changes_no_first_attempt() {
    for replicate in 0..2 {
        let (count, differ) = compared(&fixed_incidents(false), replicate, 365);
        assert!(count > 1_000, "only {count} incidents lived in both");
        assert_eq!(differ, 0, "of {count}");
    }
}

#[test]
fn with_learning_it_does_and_here_is_which_way() {
    let (count, differ) = compared(&fixed_incidents(true), 0, 365);
    assert!(differ > 0, "none of {count}: the test above could not have failed");
    // First attempts at the community body when the office takes nothing over, and when it takes everything.
    let effect = |name: &str, change: &(dyn Fn(&mut Scenario) + Sync), pinned: bool| {
        let mut scenario = small(9_000.0, 360.0);
        change(&mut scenario);
        let shares: Vec<[f64; 2]> = (0..10)
            .into_par_iter()
            .map(|replicate| {
                let mut world = Simulation::burned_in(&scenario, SEED, replicate);
                if pinned {
                    let communities = world.society_mut().subdistricts.iter_mut().flat_map(|s| &mut s.communities);
                    communities.for_each(|community| community.capability = 0.57);
                }
                [0.1, 0.8].map(|share| {
                    let mut simulation = world.branch(&taking_over(&scenario, share));
                    simulation.advance(720);
                    simulation.measure().value("first_attempt_community_share")
                })
            })
            .collect();
        let [low, high] = [0, 1].map(|end| shares.iter().map(|pair| pair[end]).collect::<Vec<_>>());
        let (mean, t) = paired(&low, &high);
        println!("takeover 0.1 to 0.8, {name}: first attempts at the community {mean:+.4} (t {t:+.1})");
        (mean, t)
    };
    effect("as it is", &|_| (), false);
    effect("no practice, capability pinned", &|s| s.settings.mechanisms.practice = false, true);
    effect("government twice as fast", &|s| hours(s, 2.0), false);
    effect("government a fifth slower", &|s| hours(s, 0.8), false);
    effect("all told who did it", &|s| s.settings.levers.power.feedback_visibility_share = 1.0, false);
    let (mean, _) = effect("no learning", &|s| s.settings.mechanisms.learning = false, false);
    assert!(mean.abs() < 0.01, "{mean}");
}

/// Multiplies the hours of every department.
fn hours(scenario: &mut Scenario, factor: f64) {
    let n = &mut scenario.settings.institutions;
    for hours in [
        &mut n.urban_management_hours_per_1000_week,
        &mut n.public_security_hours_per_1000_week,
        &mut n.housing_hours_per_1000_week,
        &mut n.market_regulation_hours_per_1000_week,
        &mut n.civil_affairs_hours_per_1000_week,
        &mut n.health_hours_per_1000_week,
    ] {
        *hours *= factor;
    }
}
