//! Small mechanisms with a known equilibrium: capability, spells in a post, entry work.

use gridgov::internals::rules::{arrival, capability, intake, noticing, turnover};
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::{Channel, Report};

use super::{built, scenario};

/// With n matters a month, K settles at g u / (g u + r), u = n / (n + h), at rate g u + r: after 1,000 months the distance
/// is below e^-30.
#[test]
fn capability_settles_where_gain_meets_rust() {
    let (w, mut s) = built(&scenario(20_000.0));
    let n = w.institutions.clone();
    let handled = |c: usize| [0, 5, 20, 60, 200][c % 5];
    for _ in 0..1_000 {
        for (c, community) in s.communities.iter_mut().enumerate() {
            community.practised = handled(c);
        }
        capability::communities_practise(&mut s, &w);
    }
    for (c, community) in s.communities.iter().enumerate() {
        let per_1000 = f64::from(handled(c)) / f64::from(community.size()) * 1000.0;
        let gain = n.capability_gain * per_1000 / (per_1000 + n.practice_half);
        let known = gain / (gain + n.capability_rust);
        println!("capability {:.6} for {known:.6} at {per_1000:.2} matters", community.capability);
        assert!((community.capability - known).abs() < 1e-9, "{} for {known}", community.capability);
    }
}

/// At par and middling burnout the hazard h is constant and days of service per quit are a geometric mean, 1 / (1 − e^−h).
/// With some 60,000 quits the standard error is 0.41%; tolerance four of them.
#[test]
fn a_constant_hazard_makes_spells_of_its_inverse() {
    let mut scenario = scenario(60_000.0);
    scenario.settings.mechanisms.burnout = false;
    scenario.settings.institutions.quit_per_year = 10.0;
    scenario.settings.institutions.vacancy_days = 0.0;
    scenario.settings.institutions.vacancy_days_per_candidate = 0.0;
    scenario.settings.levers.staffing.wage_ratio = 1.0;
    scenario.root_levers = scenario.settings.levers.clone();
    let (w, mut s) = built(&scenario);
    let mut served = 0_u64;
    for day in 0..40_000 {
        served += s.posts.iter().filter(|post| post.worker.is_some()).count() as u64;
        turnover::posts_change_hands(&mut s, &w, day);
    }
    let mean = served as f64 / s.ledger.counts[Count::Quits] as f64;
    let hazard = turnover::hazard(10.0, 0.0, w.institutions.quit_burnout, 1.0, w.institutions.quit_pay);
    assert!((hazard * 365.0 - 10.0).abs() < 1e-12);
    let known = 1.0 / -libm::expm1(-hazard);
    println!("{} quits: a spell lasts {mean:.2} days for {known:.2}", s.ledger.counts[Count::Quits]);
    assert!(s.ledger.counts[Count::Quits] > 50_000, "{} quits", s.ledger.counts[Count::Quits]);
    assert!((mean / known - 1.0).abs() < 4.0 * 0.0041, "{mean} for {known}");
}

/// An accounting identity: what lies with those who enter is the number of cases times minutes × (1 + (systems − 1) × (1 −
/// integration)) × (1 − autofill × breadth × integration), by whichever channel they came.
#[test]
fn entry_work_is_cases_times_systems_not_joined() {
    for (integration, systems, breadth) in [(0.0, 4.0, 0.0), (0.5, 4.0, 0.5), (1.0, 4.0, 1.0), (0.3, 1.0, 0.0)] {
        let (w, mut s) = built(&scenario(20_000.0));
        for community in &mut s.communities {
            community.platform.integration = integration;
            community.levers.information.entry_systems = systems;
            community.levers.information.collection_breadth_share = breadth;
        }
        s.ledger.begin_day();
        for day in 0..20 {
            arrival::incidents_arise(&mut s, &w, day);
        }
        noticing::witnesses_notice(&mut s, &w, 19);
        let channels = [Channel::Community, Channel::Grid, Channel::Hotline];
        for (incident, channel) in s.incidents.iter().zip(channels.into_iter().cycle()) {
            s.today.reports.push(Report::new(incident.id, incident.person_bit(), channel));
        }
        intake::reports_are_taken_in(&mut s, &w, 19);
        let filed = s.ledger.counts.sum(Count::FILED);
        let cases = filed as f64;
        assert!(cases > 300.0 && filed == s.incidents.len() as u64);
        let laid = s.posts.iter().map(|post| post.debt_minutes).sum::<f64>()
            + s.communities.iter().map(|c| c.entry_minutes).sum::<f64>()
            + s.office.entry_minutes;
        let n = &w.institutions;
        let known = cases
            * n.entry_minutes
            * (1.0 + (systems - 1.0) * (1.0 - integration))
            * (1.0 - n.autofill_share * breadth * integration);
        assert!((laid / known - 1.0).abs() < 1e-9, "{laid} minutes for {known}");
    }
}
