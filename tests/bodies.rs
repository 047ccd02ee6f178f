//! Bodies apart from the residents' committee: property companies, mediators, owners' committees.
//!
//! Asserted is what has to hold: what a company does moves nobody's expectation of the committee and nobody's belief about who
//! decides, and is known of the company; owners' committees settle what is counted as self-governed, the more of it the more
//! they are supported; a community's own rate makes small places uneven and leaves their number of incidents. Levels are
//! findings: `cargo test --release --test bodies findings -- --ignored --nocapture`.

#[path = "common/first_model.rs"]
mod first_model;

use gridgov::internals::scenario::load;
use gridgov::internals::society::Subdistrict;
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::governance::Settler;
use gridgov::internals::society::residents::Channel;
use gridgov::internals::statistics::interval::mean;
use gridgov::{Scenario, Simulation};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 9_0331;

/// The first model in a city of so many residents, with those mechanisms, every estate with a company.
fn estates(residents: f64, burn_in_days: f64, on: &[&str]) -> Scenario {
    let mut scenario = first_model::first_model();
    let settings = &mut scenario.settings;
    settings.city.residents = residents;
    settings.city.residents_per_community = 1_500.0;
    let city = &mut settings.city;
    for share in [
        &mut city.old_estate_property_share,
        &mut city.commodity_estate_property_share,
        &mut city.work_unit_property_share,
        &mut city.urban_village_property_share,
        &mut city.resettlement_property_share,
    ] {
        *share = 1.0;
    }
    settings.frame.burn_in_days = burn_in_days;
    for name in on {
        assert!(settings.mechanisms.switch(name, true), "{name}");
    }
    scenario
}

/// The policy with so much support of owners' committees.
fn supported(scenario: &Scenario, support: f64) -> Scenario {
    scenario.with("participation.owners_committee_support_share", support).expect("a lever")
}

fn people(life: &Simulation) -> impl Iterator<Item = &Subdistrict> {
    life.society().subdistricts.iter()
}

/// With facilities alone everything goes to companies: apart, nobody's expectation of the community moves and the companies
/// are known; not apart, expectations do move.
#[test]
fn what_a_company_does_is_not_credited_to_the_committee() {
    let moved = |apart: bool| {
        let mut scenario = estates(4_500.0, 1.0, &["matters", "who_decides"]);
        let settings = &mut scenario.settings;
        settings.mechanisms.companies_apart = apart;
        // Nobody talks, and nothing but facilities arises.
        settings.mechanisms.influence = false;
        settings.mechanisms.disorder = false;
        settings.incidents.retain(|kind| kind.facility && kind.self_governable);
        assert!(!settings.incidents.is_empty());
        settings.levers.power.intervention_floor_share = 0.0;
        settings.levers.power.intervention_cap_share = 0.0;
        // No list is read either.
        settings.levers.power.list_completeness_share = 0.0;
        let mut life = Simulation::new(&scenario, SEED, 0);
        let lanes = |life: &Simulation| -> Vec<(i16, [i16; 4])> {
            let lane = Channel::Community.lane();
            people(life)
                .flat_map(|s| {
                    s.residents.state.iter().zip(&s.residents.views).map(move |(state, &views)| (state[lane], views))
                })
                .collect()
        };
        let before = lanes(&life);
        life.advance(300);
        let known: f64 =
            people(&life).flat_map(|s| &s.communities).filter_map(|c| c.property).map(|p| p.known.count).sum();
        let settled: u64 = people(&life).map(|s| s.governance.ended[Settler::Property as usize]).sum();
        assert!(settled > 20, "companies settle something: {settled}");
        (before.iter().zip(lanes(&life)).filter(|(a, b)| a.0 != b.0 || a.1[3] != b.1[3]).count(), known)
    };
    let (moved_apart, known) = moved(true);
    assert!(moved_apart == 0 && known > 10.0, "{moved_apart} moved, {known} known");
    let (moved_together, known) = moved(false);
    assert!(moved_together > 100 && known == 0.0, "{moved_together} moved, {known} known");
}

/// The more an owners' committee is supported, the more estates have one, the more it settles, and the more is self-governed.
#[test]
fn support_of_owners_has_a_dose() {
    let on = ["owners_decide", "companies_apart", "people_practise", "local_joining"];
    let scenario = estates(15_000.0, 360.0, &on);
    let shares: Vec<[f64; 2]> = [0.0, 0.3, 0.6, 0.9]
        .map(|support| {
            let runs: Vec<[f64; 2]> = (0..4)
                .into_par_iter()
                .map(|replicate| {
                    let mut life =
                        Simulation::burned_in(&scenario, SEED, replicate).branch(&supported(&scenario, support));
                    life.advance(540);
                    let ended =
                        |settler: Settler| people(&life).map(|s| s.governance.ended[settler as usize]).sum::<u64>();
                    let all: u64 = people(&life).map(|s| s.ledger.counts[Count::SelfEnded]).sum();
                    [ended(Settler::Owners) as f64 / all as f64, life.measure().value("self_governed_share")]
                })
                .collect();
            [0, 1].map(|at| mean(&runs.iter().map(|run| run[at]).collect::<Vec<_>>()))
        })
        .into();
    println!("settled by owners, self-governed: {shares:?}");
    assert!(shares.windows(2).all(|pair| pair[0][0] < pair[1][0] && pair[0][1] < pair[1][1]), "{shares:?}");
    assert!(shares[3][1] - shares[0][1] > 0.04, "{shares:?}");
}

/// A community's own rate makes the counts of a small place uneven, and leaves their mean.
#[test]
fn clustering_shows_in_small_places() {
    let arisen = |clustering: bool| -> [f64; 2] {
        let lives: Vec<[f64; 2]> = (0..8)
            .into_par_iter()
            .map(|replicate| {
                let mut scenario = Scenario::default();
                scenario.settings.city.residents = 3_000.0;
                scenario.settings.frame.burn_in_days = 30.0;
                scenario.settings.mechanisms.disorder = false;
                scenario.settings.mechanisms.clustering = clustering;
                let mut life = Simulation::burned_in(&scenario, SEED, replicate);
                let mut days = Vec::new();
                for _ in 0..365 {
                    let before: u64 = people(&life).map(|s| s.ledger.counts[Count::Arisen]).sum();
                    life.advance(1);
                    days.push((people(&life).map(|s| s.ledger.counts[Count::Arisen]).sum::<u64>() - before) as f64);
                }
                let m = mean(&days);
                [m, days.iter().map(|n| (n - m) * (n - m)).sum::<f64>() / (days.len() - 1) as f64 / m]
            })
            .collect();
        [0, 1].map(|at| mean(&lives.iter().map(|life| life[at]).collect::<Vec<_>>()))
    };
    let (plain, clustered) = (arisen(false), arisen(true));
    println!("incidents a day and variance/mean: {plain:?}, clustered {clustered:?}");
    assert!((clustered[0] / plain[0] - 1.0).abs() < 0.06, "{plain:?} {clustered:?}");
    assert!(clustered[1] > 2.0 * plain[1], "{plain:?} {clustered:?}");
}

/// What companies and mediators come to in the second model, and where owners' committees stand.
#[test]
#[ignore = "findings, a minute"]
fn findings() {
    let second = load(&["scenarios/second/baseline.toml".into()], &[]).expect("a scenario").remove(0);
    for support in [0.0, 0.1, 0.3, 0.5, 0.7, 0.9] {
        let found: Vec<[f64; 5]> = (0..8)
            .into_par_iter()
            .map(|replicate| {
                let mut life = Simulation::burned_in(&second, SEED, replicate).branch(&supported(&second, support));
                life.advance(730);
                let w = life.world();
                let communities: Vec<_> = people(&life).flat_map(|s| &s.communities).collect();
                let share = |which: &[bool]| which.iter().filter(|&&yes| yes).count() as f64 / which.len() as f64;
                let estates: Vec<_> = communities.iter().filter(|c| c.property.is_some()).collect();
                let companies: Vec<_> = communities.iter().filter_map(|c| c.property).collect();
                [
                    share(&communities.iter().map(|c| c.owners_committee).collect::<Vec<_>>()),
                    share(&estates.iter().map(|c| c.owners_committee).collect::<Vec<_>>()),
                    mean(&companies.iter().map(|company| w.expected_of_company(company)).collect::<Vec<_>>()),
                    mean(&companies.iter().map(|company| company.service).collect::<Vec<_>>()),
                    mean(&people(&life).map(|s| w.expected_of_mediators(&s.office)).collect::<Vec<_>>()),
                ]
            })
            .collect();
        let means: [f64; 5] = core::array::from_fn(|at| mean(&found.iter().map(|run| run[at]).collect::<Vec<_>>()));
        println!(
            "support {support}: owners' committees in {:.2} of communities and {:.2} of estates with a company; companies {:.3}, \
             service {:.3}; mediators {:.3}",
            means[0], means[1], means[2], means[3], means[4]
        );
    }
}
