//! Crowding-out has to emerge: the office takes matters over after a resident has chosen, so that it can reach the next
//! choice only through what people have come to expect.
//!
//! Two strict tests in the first model, incident by incident: takeover changes nobody's first attempt where people do not learn, and none
//! where it makes no difference to people who handles their matter. A third shows that each of them could have failed:
//! every one of the three paths by which it does make a difference opens one. How large the effects are, and which way they
//! go, are findings: `cargo test --release --test levers findings -- --ignored --nocapture` prints them for docs/validation.md.

use std::collections::BTreeMap;

use gridgov::Scenario;
use gridgov::Simulation;
use gridgov::internals::society::Society;
use gridgov::internals::statistics::interval::{interval, mean};
use rayon::prelude::*;

use crate::first_model::first_model;
use crate::policies::{taking_over, with_hours};
use crate::support::SEED;

/// A world without the ways in which a policy may change *which* incidents arise or who is there to be asked: disorder
/// breeds from incidents that a policy leaves alive, and tired workers leave vacant posts that nobody can turn to.
fn fixed_incidents(learning: bool) -> Scenario {
    let mut scenario = first_model();
    (scenario.settings.city.residents, scenario.settings.frame.burn_in_days) = (6_000.0, 180.0);
    let mechanisms = &mut scenario.settings.mechanisms;
    (mechanisms.learning, mechanisms.disorder, mechanisms.burnout) = (learning, false, false);
    scenario
}

/// Capability of every community body where it is pinned: about the baseline's mean.
const PINNED: f64 = 0.5;

/// What it may make a difference to people who handles a matter, beside capability.
#[derive(Clone, Copy, Default)]
struct Paths {
    /// They see who handled it, and expect more or less of *that* channel.
    seen: bool,
    /// Whoever handles it resolves it more or less often.
    success: bool,
    /// Whoever handles it takes longer or less long: work, queues, errors, refusals, hand-offs.
    speed: bool,
}

/// A world in which capability is pinned (practice off) and a self-governable matter fares the same on every desk but for
/// the paths that are open.
fn alike(open: Paths) -> Scenario {
    let mut scenario = fixed_incidents(true);
    let settings = &mut scenario.settings;
    let m = &mut settings.mechanisms;
    // What departments or committees do that the other does not: closing on paper under appraisal, mediation before a
    // committee, campaigns, and escalation of what has waited long.
    (m.practice, m.appraisal, m.mediation, m.campaigns, m.escalation) = (false, false, false, false, false);
    let n = &mut settings.institutions;
    if !open.seen {
        // Everyone credits whom they asked.
        n.attribution_base_share = 0.0;
        for levers in [&mut settings.levers, &mut scenario.root_levers] {
            levers.power.feedback_visibility_share = 0.0;
        }
    }
    if !open.success {
        let chance = n.community_success_base + n.community_success_slope * PINNED;
        (n.property_success_base, n.property_success_slope) = (chance, 0.0);
        (n.volunteer_success_share, n.organisation_success_share) = (chance, chance);
        n.government_self_success_share = chance;
    }
    if !open.speed {
        // No work to speak of, so that no queue is longer than another, and the same day on every way.
        m.data_entry = false;
        (n.misroute_days, n.refusal_share, n.handoff_days) = (0.0, 0.0, 0.0);
        for kind in &mut settings.incidents {
            kind.numbers.work_hours = 1e-9;
            if kind.self_governable {
                kind.departments.truncate(1);
            }
        }
        // A moment more or less in a day's queue is nothing to wait for.
        settings.behaviour.wait_scale_days = 1e12;
    }
    scenario
}

/// Every community body at the pinned capability.
fn pin(world: &mut Simulation) {
    let communities = world.society_mut().subdistricts.iter_mut().flat_map(|s| &mut s.communities);
    communities.for_each(|community| community.capability = PINNED);
}

/// What has been tried so far on each incident that lives on its first attempt: who acted, and where they turned first.
fn attempts(society: &Society) -> BTreeMap<u64, String> {
    let incidents = society.subdistricts.iter().flat_map(|s| &s.incidents);
    let first = incidents.filter(|incident| incident.attempt == 0 && !incident.escalated);
    first.map(|incident| (incident.id, format!("{:?} {:b}", incident.first_attempt, incident.acted))).collect()
}

/// Runs both policies side by side; incidents compared (an incident counts on each evening on which it lasts in both),
/// and those of them on which residents did something else.
fn compared(scenario: &Scenario, replicate: u32, days: u32) -> (usize, usize) {
    let mut world = Simulation::burned_in(scenario, SEED, replicate);
    if !scenario.settings.mechanisms.practice {
        pin(&mut world);
    }
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
        assert!(count > 1_000, "only {count} incidents lasted in both");
        assert_eq!(differ, 0, "of {count}");
    }
}

#[test]
fn where_it_makes_no_difference_who_handles_a_matter_takeover_changes_no_first_attempt() {
    for replicate in 0..2 {
        let (count, differ) = compared(&alike(Paths::default()), replicate, 365);
        assert!(count > 1_000, "only {count} incidents lasted in both");
        assert_eq!(differ, 0, "of {count}");
    }
}

#[test]
fn each_path_that_makes_a_difference_changes_some() {
    let closed = Paths::default();
    let mut blamed = alike(closed);
    // Assumed crowding-out: whom one asked is blamed when another handles the matter.
    blamed.settings.behaviour.blame_weight_share = 0.25;
    let paths = [
        ("seen", Paths { seen: true, ..closed }),
        ("success", Paths { success: true, ..closed }),
        ("speed", Paths { speed: true, ..closed }),
    ];
    let others = [("blame", Box::new(blamed)), ("everything", Box::new(fixed_incidents(true)))];
    for (what, scenario) in paths.map(|(what, open)| (what, Box::new(alike(open)))).into_iter().chain(others) {
        let (count, differ) = compared(&scenario, 0, 180);
        assert!(differ > 0, "{what}: none of {count}");
    }
}

/// Mean of values with its 95% interval, in percentage points.
fn in_points(values: &[f64]) -> String {
    let (low, high) = interval(values, 0.95);
    format!("{:+.2} points ({:+.2} to {:+.2})", 100.0 * mean(values), 100.0 * low, 100.0 * high)
}

/// Replicates of a finding.
const RUNS: u32 = 16;

/// First attempts at the community body when the office takes over nine matters in ten, less those when it takes over
/// one, over a year and a half, by replicate.
fn effect(scenario: &Scenario, pinned: bool) -> Vec<f64> {
    let mut scenario = scenario.clone();
    // The shipped city: two communities would be another one.
    (scenario.settings.city.residents, scenario.settings.frame.burn_in_days) = (20_000.0, 1_440.0);
    let of = |replicate| {
        let mut world = Simulation::burned_in(&scenario, SEED, replicate);
        if pinned {
            pin(&mut world);
        }
        let [seldom, often] = [0.1, 0.9].map(|share| {
            let mut life = world.branch(&taking_over(&scenario, share));
            life.advance(540);
            life.measure().value("first_attempt_community_share")
        });
        often - seldom
    };
    (0..RUNS).into_par_iter().map(of).collect()
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_b_by_which_path_takeover_reaches_first_attempts() {
    let closed = Paths::default();
    let all = Paths { seen: true, success: true, speed: true };
    for (what, open) in [
        ("none of the paths", closed),
        ("people see who handled it", Paths { seen: true, ..closed }),
        ("who handles it resolves it more or less often", Paths { success: true, ..closed }),
        ("who handles it is slower or faster", Paths { speed: true, ..closed }),
        ("seen and success", Paths { speed: false, ..all }),
        ("seen and speed", Paths { success: false, ..all }),
        ("success and speed", Paths { seen: false, ..all }),
        ("all three", all),
    ] {
        println!("(b) capability pinned, {what}: {}", in_points(&effect(&alike(open), true)));
    }
    let mut practising = alike(all);
    practising.settings.mechanisms.practice = true;
    println!("(b) all three, and practice: {}", in_points(&effect(&practising, false)));
    let mut blamed = alike(closed);
    blamed.settings.behaviour.blame_weight_share = 0.25;
    println!("(b) none of the paths, but blame of 0.25: {}", in_points(&effect(&blamed, true)));
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_c_by_the_speed_of_government() {
    for (blame, factor) in [0.0, 0.25].into_iter().flat_map(|blame| [0.7, 1.0, 2.0, 4.0].map(|factor| (blame, factor)))
    {
        let mut scenario = with_hours(first_model(), factor);
        scenario.settings.behaviour.blame_weight_share = blame;
        println!(
            "(c) blame {blame}, departments with {factor} times the hours: {}",
            in_points(&effect(&scenario, false))
        );
    }
}

/// What is looked at after the end of a reform.
const OUTCOMES: [&str; 5] =
    ["first_attempt_community_share", "capability", "trust_community", "trust_hotline", "community_resolved_share"];

/// Two years of taking over nine matters in ten, then the baseline again; against never having done so. A branch opens new
/// books, so that only what happens after the end counts.
#[test]
#[ignore = "findings, some minutes"]
fn findings_d_what_outlasts_the_reform() {
    let scenario = first_model();
    let reform = taking_over(&scenario, 0.9);
    let of = |replicate| {
        let world = Simulation::burned_in(&scenario, SEED, replicate);
        let values = [&scenario, &reform].map(|policy| {
            let mut life = world.branch(policy);
            life.advance(720);
            [0, 1, 2].map(|_| {
                life = life.branch(&scenario);
                life.advance(360);
                let run = life.measure();
                OUTCOMES.map(|outcome| run.value(outcome))
            })
        });
        let [never, ended] = values;
        [0, 1, 2].map(|year: usize| [0, 1, 2, 3, 4].map(|outcome: usize| ended[year][outcome] - never[year][outcome]))
    };
    let differences: Vec<[[f64; 5]; 3]> = (0..RUNS).into_par_iter().map(of).collect();
    for year in 0..3 {
        for (index, outcome) in OUTCOMES.into_iter().enumerate() {
            let values: Vec<f64> = differences.iter().map(|run| run[year][index]).collect();
            println!("(d) year {} after the end, {outcome}: {}", year + 1, in_points(&values));
        }
    }
}
