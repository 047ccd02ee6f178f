//! Granovetter's jump: thresholds N(0.25, σ) on a complete graph.
//!
//! The equilibrium reached from nobody is the smallest root of r = Φ((r − 0.25) / σ), which leaps from about 6% to nearly
//! everybody as σ passes about .122 (Granovetter 1978, doi 10.1086/226707).

use gridgov::internals::random::normal;
use gridgov::internals::rules::participation::{residents_join_or_leave, stimulus};
use gridgov::internals::society::residents::{Channel, Person, Tenure};
use gridgov::internals::units::places::CommunityIndex;

use super::{built, scenario};

/// Thresholds of `n` people at the quantiles of N(0.25, σ): no sampling error.
fn thresholds(n: usize, sd: f64) -> Vec<f64> {
    (0..n).map(|i| 0.25 + sd * normal((i as f64 + 0.5) / n as f64)).collect()
}

/// Share that takes part in the end, from nobody, by the rule's stimulus.
fn settled(thresholds: &[f64]) -> f64 {
    let n = thresholds.len() as f64;
    let mut active = 0;
    loop {
        let share = active as f64 / n;
        let next = thresholds.iter().filter(|&&t| t <= stimulus(0.0, 0.3, share, 0.0, 0.0)).count();
        if next == active {
            return share;
        }
        active = next;
    }
}

/// Derived tolerance: with 200,000 quantiles the map is exact to 5e-6, and both equilibria are stable.
#[test]
fn the_stimulus_makes_participation_leap() {
    let (below, above) = (settled(&thresholds(200_000, 0.1220)), settled(&thresholds(200_000, 0.1235)));
    println!("participation {below:.4} at .1220, {above:.4} at .1235");
    assert!((0.05..0.07).contains(&below), "about 6% take part just below: {below}");
    assert!(above > 0.97, "nearly all take part just above: {above}");
}

/// The same through the rule's own loop on a built community. Traits keep thresholds in 127 steps, so the leap is bracketed
/// more widely; the equilibrium itself must agree exactly with the map of the rounded thresholds.
#[test]
fn a_community_leaps_where_the_map_does() {
    let mut scenario = scenario(20_000.0);
    scenario.settings.city.residents_per_community = 20_000.0;
    scenario.settings.behaviour.contact_weight_share = 0.0;
    scenario.settings.behaviour.efficacy_weight = 0.0;
    let (w, mut s) = built(&scenario);
    assert_eq!(s.communities.len(), 1);
    let only = CommunityIndex::at(0);
    let n = s.residents.len();
    let mut run = |sd: f64| {
        for (traits, threshold) in s.residents.traits.iter_mut().zip(thresholds(n, sd)) {
            let mut person = Person::new(1, Tenure::Owner);
            person.threshold = threshold;
            *traits = person.pack();
        }
        // Nobody expects anything of the community, so only others' example counts.
        s.residents.state.iter_mut().for_each(|state| state[Channel::Community.lane()] = 0);
        s.communities[only].active = 0;
        let mut before = u32::MAX;
        while s.communities[only].active != before {
            before = s.communities[only].active;
            residents_join_or_leave(&mut s, &w);
        }
        let rounded: Vec<f64> = s.residents.traits.iter().map(|t| f64::from(t.threshold())).collect();
        let share = f64::from(before) / n as f64;
        assert!((share - settled(&rounded)).abs() < 1e-12, "the loop follows the map");
        assert_eq!(s.residents.traits.iter().filter(|t| t.active()).count() as u32, before);
        share
    };
    let (below, above) = (run(0.115), run(0.130));
    println!("a community: {below:.4} at .115, {above:.4} at .130");
    assert!(below < 0.08 && below > 0.02, "few take part below: {below}");
    assert!(above > 0.95, "nearly all take part above: {above}");
}
