//! No mechanism is dead: switched off alone, or put in another variant, it changes a run.

use gridgov::Scenario;
use gridgov::internals::assumptions::Mechanisms;
use rayon::prelude::*;

use crate::support::{own, simulated, small};

/// A world in which everything has occasion to act within months.
fn eventful() -> Scenario {
    let mut scenario = small(6_000.0, 120.0);
    let settings = &mut scenario.settings;
    // Disputes that escalate, departments that fall behind far enough for a campaign.
    for kind in &mut settings.incidents {
        kind.numbers.escalation_per_year *= 10.0;
    }
    settings.institutions.campaign_trigger_share = 0.1;
    // Half a dozen workers, of whom some quit within a year.
    settings.institutions.quit_per_year = 1.0;
    // Owners who found their committees, organisations and volunteers with something to work with.
    settings.levers.participation.owners_committee_support_share = 0.9;
    settings.levers.participation.organisations_per_10000 = 8.0;
    settings.levers.participation.deliberation_meetings_per_year = 12.0;
    settings.levers.participation.organisers_per_1000 = 10.0;
    // A street office with hands, whistle and officers to lend, committees with more staff, a hotline that is often engaged.
    settings.levers.power.whistle_share = 0.5;
    settings.levers.staffing.secondment_share = 0.2;
    settings.levers.staffing.committee_members_per_1000 = 1.2;
    settings.levers.information.hotline_calls_per_1000_month = 5.0;
    // A platform worth having, and workers with something to forget.
    settings.levers.information.integration_share = 0.7;
    settings.levers.information.analytics_share = 0.6;
    settings.levers.information.project_hours_per_1000_year = 300.0;
    settings.levers.staffing.training_hours_per_year = 60.0;
    settings.levers.staffing.selection_ratio = 3.0;
    // A ranking that weighs, residents who are called back by somebody apart, and a list that cuts work: each of these
    // mechanisms acts where the others are.
    settings.levers.power.ranking_share = 1.0;
    settings.levers.power.supervision_apart_share = 0.5;
    settings.levers.staffing.callback_share = 0.4;
    settings.levers.power.list_cuts_work_share = 0.5;
    scenario
}

/// The scenario with one mechanism off, or in one of its other variants.
fn changed(scenario: &Scenario, set: impl FnOnce(&mut Mechanisms) -> bool) -> Scenario {
    let mut scenario = scenario.clone();
    assert!(set(&mut scenario.settings.mechanisms), "a mechanism and one of its words");
    own(scenario)
}

#[test]
fn every_mechanism_acts() {
    let scenario = own(eventful());
    let mut cases = vec![("all on".to_owned(), scenario.clone())];
    for mechanism in Mechanisms::ALL {
        if mechanism.variants.is_empty() {
            cases.push((
                mechanism.name.to_owned(),
                changed(&scenario, |all| all.switch(mechanism.name, !all.is_on(mechanism.name))),
            ));
        }
        for word in mechanism.variants.iter().skip(1) {
            let name = format!("{} = {word}", mechanism.name);
            cases.push((name, changed(&scenario, |all| all.choose(mechanism.name, word))));
        }
    }
    let hashes: Vec<_> = cases.par_iter().map(|(name, scenario)| (name, simulated(scenario, 0, 360).hash())).collect();
    let (_, all_on) = hashes[0];
    let dead: Vec<_> = hashes[1..].iter().filter(|(_, hash)| *hash == all_on).map(|(name, _)| name).collect();
    assert!(dead.is_empty(), "mechanisms that change nothing: {dead:?}");
    // And none is another one's double.
    for (at, (name, hash)) in hashes.iter().enumerate() {
        let double = hashes[..at].iter().find(|(_, other)| other == hash);
        assert!(double.is_none(), "{name} does the same as {double:?}");
    }
}
