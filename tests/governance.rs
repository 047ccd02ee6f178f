//! What the second model shows about power and self-governance, and what of it holds by construction.
//!
//! Nothing blames a body for what another one did (φ = 0). Asserted is what has to hold: one expectation for all matters is
//! the first model; with learning, practice and the belief of who decides off, no policy reaches a first attempt; households
//! that move are counted and nobody is lost; a mechanism that is off stores nothing. How takeover and support work out over
//! ten years, and which mechanism each finding needs, are findings:
//! `cargo test --release --test governance findings -- --ignored --nocapture` writes them into docs/validation.md.

#[path = "common/page.rs"]
mod page;
#[path = "common/policies.rs"]
mod policies;

use core::fmt::Write;

use gridgov::Scenario;
use gridgov::Simulation;
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::governance::{VIEW_DECIDES, VIEW_PERSONAL, VIEW_SHARED};
use gridgov::internals::society::residents::Channel;
use gridgov::internals::statistics::interval::{interval, mean};
use policies::{taking_over, with_hours};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 4_1027;

/// Mechanisms of self-governance in the second model.
const SECOND: [&str; 7] =
    ["matters", "who_decides", "people_practise", "local_joining", "fading", "mobility", "organisers"];

/// The second model in a city of so many residents.
fn second(residents: f64, burn_in_days: f64) -> Scenario {
    let mut scenario = Scenario::default();
    // A city of its own for every pair.
    scenario.settings.plan = scenario.settings.plan.one_each();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    scenario
}

/// The same without some mechanisms.
fn without(scenario: &Scenario, names: &[&str]) -> Scenario {
    let mut scenario = scenario.clone();
    for name in names {
        assert!(scenario.settings.mechanisms.switch(name, false), "{name}");
    }
    scenario
}

/// Off, a mechanism stores nothing: no views, no records, and no bits of practice.
#[test]
fn what_is_off_is_absent() {
    let mut scenario = second(3_000.0, 30.0);
    scenario = without(&scenario, &SECOND);
    let mut life = Simulation::new(&scenario, SEED, 0);
    life.advance(120);
    for s in &life.society().subdistricts {
        assert!(s.residents.views.is_empty() && s.governance.affairs.is_empty() && s.governance.nearby.is_empty());
        assert!(s.residents.traits.iter().all(|traits| traits.practised() == (0, 0)));
        assert_eq!(s.governance.moves, [0, 0]);
    }
}

/// With full carry-over and equal starts the expectations of all groups of matters stay equal, resident by resident: the
/// first model is the limit g = 1 of the second.
#[test]
fn with_full_carry_over_there_is_one_expectation() {
    let mut scenario = without(&second(3_000.0, 60.0), &["who_decides", "fading"]);
    scenario.settings.self_governance.carry_over_share = 1.0;
    let mut life = Simulation::new(&scenario, SEED, 0);
    life.advance(360);
    for s in &life.society().subdistricts {
        for (state, views) in s.residents.state.iter().zip(&s.residents.views) {
            let place = state[Channel::Community.lane()];
            assert_eq!([views[VIEW_SHARED], views[VIEW_PERSONAL]], [place; 2]);
        }
    }
    // And below it they come apart.
    scenario.settings.self_governance.carry_over_share = 0.3;
    let mut life = Simulation::new(&scenario, SEED, 0);
    life.advance(360);
    let apart = life.society().subdistricts.iter().flat_map(|s| s.residents.state.iter().zip(&s.residents.views));
    assert!(apart.filter(|(state, views)| views[VIEW_SHARED] != state[Channel::Community.lane()]).count() > 1_000);
}

/// A year's moves: tenants and owners at their rates; everybody who moves is counted, nobody is lost, and those who come
/// are inactive and unpractised.
#[test]
fn households_move_at_their_rates_and_nobody_is_lost() {
    let mut scenario = without(&second(12_000.0, 0.0), &["organisers"]);
    (scenario.settings.self_governance.tenant_moves_per_year, scenario.settings.self_governance.owner_moves_per_year) =
        (0.2, 0.2);
    let mut life = Simulation::new(&scenario, SEED, 0);
    life.advance(360);
    let (mut households, mut people) = (0, 0);
    for s in &life.society().subdistricts {
        households += s.governance.moves[0];
        people += s.governance.moves[1];
        let active = |first: u32, last: u32| {
            s.residents.traits[first as usize..last as usize].iter().filter(|traits| traits.active()).count()
        };
        for community in &s.communities {
            assert_eq!(active(community.residents.0, community.residents.1), community.active as usize);
        }
    }
    assert_eq!(life.residents(), 12_000);
    // 12,000 x 0.2 x 360 / 365 people, in households of 2.62: four standard errors of either side.
    let expected = 12_000.0 * 0.2 * 360.0 / 365.0;
    let error = (expected * 2.62_f64).sqrt();
    assert!((people as f64 - expected).abs() < 4.0 * error, "{people} people for {expected}");
    assert!((people as f64 / households as f64 - 2.62).abs() < 0.05, "{people} people in {households} households");
}

/// Where people neither learn nor practise nor have a belief of who decides, takeover changes nobody's first attempt.
#[test]
fn without_learning_and_practice_takeover_reaches_no_first_attempt() {
    let base = second(6_000.0, 180.0);
    let attempts = |scenario: &Scenario, share: f64, world: &Simulation| {
        let mut life = world.branch(&taking_over(scenario, share));
        let mut attempts = std::collections::BTreeMap::new();
        for _ in 0..240 {
            life.advance(1);
            for incident in life.society().subdistricts.iter().flat_map(|s| &s.incidents) {
                if incident.attempt == 0 && !incident.escalated {
                    attempts.insert(incident.id, incident.first_attempt.map(Channel::lane));
                }
            }
        }
        attempts
    };
    let differ = |off: &[&str]| {
        let scenario = without(&base, off);
        let world = Simulation::burned_in(&scenario, SEED, 0);
        let [seldom, always] = [0.0, 1.0].map(|share| attempts(&scenario, share, &world));
        // An incident that ended sooner in one of them may not have been looked at again.
        let both = seldom.iter().filter_map(|(id, first)| Some((first.as_ref()?, always.get(id)?.as_ref()?)));
        both.filter(|(a, b)| a != b).count()
    };
    // Disorder breeds other incidents, and tired workers leave vacant posts.
    let still = ["learning", "practice", "who_decides", "joining", "disorder", "burnout"];
    assert_eq!(differ(&still), 0);
    assert!(differ(&["disorder", "burnout"]) > 0, "with all of them it reaches some");
}

/// What is looked at, by year.
const MEASURES: [&str; 8] = [
    "first attempts at the community",
    "self-governed share",
    "settled among neighbours",
    "capability",
    "active residents",
    "belief that the community decides",
    "satisfaction",
    "days to close",
];

/// The measures of the year that has passed since the books were opened.
fn measured(life: &Simulation) -> [f64; 8] {
    let run = life.measure();
    let count = |count: Count| life.ledger().map(|ledger| ledger.counts[count]).sum::<u64>() as f64;
    let ended = count(Count::SelfEnded);
    let views = || life.society().subdistricts.iter().flat_map(|s| &s.residents.views);
    let decides: i64 = views().map(|views| i64::from(views[VIEW_DECIDES])).sum();
    [
        run.value("first_attempt_community_share"),
        count(Count::SelfGoverned) / 1000.0 / ended,
        count(Count::SelfSettled) / ended,
        run.value("capability"),
        run.value("active_share"),
        decides as f64 / 16_384.0 / views().count().max(1) as f64,
        run.value("satisfaction"),
        run.value("close_days_mean"),
    ]
}

/// Differences to never having had the policy, by replicate, year and measure; it ends after `until` years.
fn paths(world: &Scenario, policy: &Scenario, years: usize, until: usize, replicates: u32) -> Vec<Vec<[f64; 8]>> {
    let of = |replicate| {
        let burned_in = Simulation::burned_in(world, SEED, replicate);
        let [never, with] = [world, policy].map(|policy| {
            let mut life = burned_in.clone();
            let year = |year| {
                life = life.branch(if year < until { policy } else { world });
                life.advance(360);
                measured(&life)
            };
            (0..years).map(year).collect::<Vec<_>>()
        });
        let pair = |(never, with): (&[f64; 8], &[f64; 8])| core::array::from_fn(|at| with[at] - never[at]);
        never.iter().zip(&with).map(pair).collect()
    };
    (0..replicates).into_par_iter().map(of).collect()
}

/// The head of a Markdown table.
fn head(columns: impl Iterator<Item = String> + Clone) -> String {
    let rule: String = columns.clone().map(|_| "---|").collect();
    format!("| {} |\n|{rule}\n", columns.collect::<Vec<_>>().join(" | "))
}

/// A difference over replicates with its interval.
fn cell(values: &[f64]) -> String {
    let (low, high) = interval(values, 0.95);
    format!("{:+.3} ({low:+.3} to {high:+.3})", mean(values))
}

/// A row by measure with a column by year.
fn by_year(what: &str, paths: &[Vec<[f64; 8]>], years: &[usize], measures: &[usize]) -> String {
    let mut rows = String::new();
    for &measure in measures {
        let of = |year: usize| cell(&paths.iter().map(|years| years[year - 1][measure]).collect::<Vec<_>>());
        let cells: Vec<String> = years.iter().map(|&year| of(year)).collect();
        writeln!(rows, "| {what} | {} | {} |", MEASURES[measure], cells.join(" | ")).expect("text takes all");
    }
    rows
}

/// A row with a column by measure, of one year.
fn by_measure(what: &str, paths: &[Vec<[f64; 8]>], year: usize, measures: &[usize]) -> String {
    let of = |measure: usize| cell(&paths.iter().map(|years| years[year - 1][measure]).collect::<Vec<_>>());
    let cells: Vec<String> = measures.iter().map(|&measure| of(measure)).collect();
    format!("| {what} | {} |\n", cells.join(" | "))
}

/// The head of a table with a column by year.
fn years_head(years: &[usize]) -> String {
    let years = years.iter().map(|year| format!("year {year}"));
    head(["policy".to_owned(), "difference in".to_owned()].into_iter().chain(years))
}

/// A government that handles what it takes over well: departments succeed with nine in ten self-governable matters and have
/// four times the hours.
fn competent(scenario: Scenario) -> Scenario {
    let mut scenario = with_hours(scenario, 4.0);
    scenario.settings.institutions.government_self_success_share = 0.9;
    scenario
}

/// A government that supports: money of its own for the community, services bought, people informed who settled their matter, a
/// public list, and little taken over.
fn supporting(scenario: &Scenario) -> Scenario {
    let mut scenario = taking_over(scenario, 0.1);
    let power = &mut scenario.settings.levers.power;
    power.intervention_floor_share = 0.0;
    power.community_fund_yuan_per_resident_year = 8.0;
    power.service_purchase_yuan_per_resident_year = 12.0;
    (power.feedback_visibility_share, power.list_completeness_share) = (0.8, 0.8);
    scenario
}

/// Building heads of every second building or so, and half of the party members of working age.
fn organising(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    let participation = &mut scenario.settings.levers.participation;
    (participation.organisers_per_1000, participation.party_reporting_share) = (10.0, 0.5);
    scenario
}

/// The worlds and policies of the findings.
fn findings() -> Vec<(&'static str, Scenario, Scenario)> {
    let ordinary = second(20_000.0, 1_440.0);
    let able = competent(ordinary.clone());
    vec![
        ("competent takeover", able.clone(), taking_over(&able, 0.9)),
        ("incompetent takeover", ordinary.clone(), taking_over(&ordinary, 0.9)),
        ("supporting government", ordinary.clone(), supporting(&ordinary)),
        ("organisers", ordinary.clone(), organising(&ordinary)),
    ]
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_by_year() {
    let all: Vec<usize> = (0..MEASURES.len()).collect();
    let years = [1, 2, 5, 10];
    let mut table = years_head(&years);
    for (what, world, policy) in findings() {
        table += &by_year(what, &paths(&world, &policy, 10, 10, 12), &years, &all);
    }
    page::publish("takeover by year", &table);
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_after_the_end() {
    let years = [5, 6, 7, 8, 10];
    let mut table = years_head(&years);
    for (what, world, policy) in findings() {
        table += &by_year(what, &paths(&world, &policy, 10, 5, 12), &years, &[0, 1, 3, 4, 5, 6]);
    }
    page::publish("takeover after its end", &table);
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_by_mechanism() {
    let ablations: [&[&str]; 9] = [
        &[],
        &["who_decides"],
        &["people_practise"],
        &["people_practise", "practice"],
        &["local_joining"],
        &["matters"],
        &["fading"],
        &["mobility"],
        &["who_decides", "practice", "learning"],
    ];
    let measures = [0, 1, 3, 4, 6];
    let columns = measures.map(|measure| MEASURES[measure].to_owned());
    let mut table = head(["policy, fifth year".to_owned()].into_iter().chain(columns));
    for (what, world, policy) in findings().into_iter().take(3) {
        for off in ablations {
            let [world, policy] = [&world, &policy].map(|scenario| without(scenario, off));
            let named = off.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
            let what = if off.is_empty() { what.to_owned() } else { format!("{what} without {named}") };
            table += &by_measure(&what, &paths(&world, &policy, 5, 5, 8), 5, &measures);
        }
    }
    for cost in [0.0, 1.0] {
        let (_, mut world, mut policy) = findings().into_iter().next().expect("the competent takeover");
        for scenario in [&mut world, &mut policy] {
            scenario.settings.self_governance.passed_up_cost = cost;
        }
        let what = format!("competent takeover, `passed_up_cost` {cost}");
        table += &by_measure(&what, &paths(&world, &policy, 5, 5, 8), 5, &measures);
    }
    page::publish("takeover by mechanism", &table);
}
