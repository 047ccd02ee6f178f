//! The street office as an actor, the whistle, secondment and the hotline's lines: what has to hold, and what is found.
//!
//! Asserted is that a mechanism without hands, share or bound is the first model bit for bit, that hours and money are
//! conserved every day, and that each of them acts through its agents. How much they move is a finding:
//! `cargo test --release --test street findings -- --ignored --nocapture` prints the tables of docs/validation.md.

#[path = "common/first_model.rs"]
mod first_model;

use gridgov::internals::day::books_balance;
use gridgov::internals::society::counts::{Count, Minutes, MoneyPost};
use gridgov::internals::statistics::interval::{interval, mean};
use gridgov::internals::units::places::CommunityIndex;
use gridgov::{Change, Run, Scenario, Simulation, Start};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 4_1027;

/// The mechanisms of the street office.
const STREET: [&str; 4] = ["street_office", "whistle", "secondment", "hotline_queue"];

/// Those of self-governance.
const SELF: [&str; 7] =
    ["matters", "who_decides", "people_practise", "local_joining", "fading", "mobility", "organisers"];

/// The first model with the street office and self-governance.
fn city(residents: f64, burn_in_days: f64) -> Scenario {
    let mut scenario = first_model::first_model();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    for name in STREET.into_iter().chain(SELF) {
        assert!(scenario.settings.mechanisms.switch(name, true), "{name}");
    }
    scenario
}

/// The same with a mechanism off.
fn without(scenario: &Scenario, name: &str) -> Scenario {
    let mut scenario = scenario.clone();
    assert!(scenario.settings.mechanisms.switch(name, false), "{name}");
    scenario
}

/// The same with some keys set.
fn with(scenario: &Scenario, keys: &[(&str, f64)]) -> Scenario {
    keys.iter().fold(scenario.clone(), |scenario, &(key, value)| scenario.with(key, value).expect("a key"))
}

/// The office takes over so much, come what may, with so many staff and so much money.
fn taking_over(scenario: &Scenario, share: f64, staff: f64, budget: f64) -> Scenario {
    let mut scenario = scenario.clone();
    let power = &mut scenario.settings.levers.power;
    (power.intervention_floor_share, power.intervention_cap_share) = (share, share);
    (power.street_staff_per_10000, power.street_budget_yuan_per_resident_year) = (staff, budget);
    scenario
}

/// Burned in under a scenario and branched to another, it lives so many days with its books checked on each.
fn lived(world: &Scenario, policy: &Scenario, days: u32) -> Simulation {
    let mut life = Simulation::burned_in(world, SEED, 0).branch(policy);
    for day in 0..days {
        life.advance(1);
        for s in &life.society().subdistricts {
            books_balance(s).unwrap_or_else(|problem| panic!("day {day}: {problem}"));
        }
    }
    life
}

fn count(life: &Simulation, count: Count) -> u64 {
    life.ledger().map(|ledger| ledger.counts[count]).sum()
}

fn minutes(life: &Simulation, name: Minutes) -> f64 {
    life.ledger().map(|ledger| ledger.minutes[name]).sum()
}

fn yuan(life: &Simulation, post: MoneyPost) -> f64 {
    life.ledger().map(|ledger| ledger.money[post] as f64 / 100.0).sum()
}

/// An office without staff, no whistle, nobody seconded and a hotline that answers everything: nothing differs from the
/// mechanisms being off, and nothing is stored.
#[test]
fn without_hands_share_or_bound_they_are_absent() {
    let nothing = [
        ("power.street_staff_per_10000", 0.0),
        ("power.street_budget_yuan_per_resident_year", 0.0),
        ("power.whistle_share", 0.0),
        ("staffing.secondment_share", 0.0),
        ("information.hotline_calls_per_1000_month", 0.0),
    ];
    let on = with(&city(3_000.0, 60.0), &nothing[..4]);
    let off = STREET.iter().fold(on.clone(), |scenario, name| without(&scenario, name));
    let on = without(&on, "hotline_queue");
    let hash = |scenario: &Scenario| {
        // With these levers from the first day of the burn-in.
        let mut scenario = scenario.clone();
        scenario.start = Start::Own;
        let mut life = Simulation::new(&scenario, SEED, 0);
        life.advance(240);
        (life.measure().hash(), life)
    };
    let ((some, _), (none, life)) = (hash(&on), hash(&off));
    assert_eq!(some, none);
    for s in &life.society().subdistricts {
        let street = &s.office.street;
        assert!(street.places.is_empty() && street.callers.is_empty() && street.purse.sides() == (0, 0));
    }
    // A hotline with lines for everybody loses no call; only its cost differs.
    let everyone =
        with(&without(&city(3_000.0, 60.0), "street_office"), &[("information.hotline_calls_per_1000_month", 9_000.0)]);
    let mut life = Simulation::new(&everyone, SEED, 0);
    life.advance(240);
    assert_eq!(count(&life, Count::CallsLost), 0);
    assert!(count(&life, Count::Calls) > 50 && yuan(&life, MoneyPost::Hotline) > 0.0);
}

/// An office with staff does itself what it takes over, with the committee as its legs; its hours and money are in the
/// books; an office whose staff goes passes on what lies with it.
#[test]
fn an_office_with_staff_does_what_it_takes_over() {
    let world = city(6_000.0, 120.0);
    let life = lived(&world, &taking_over(&world, 0.9, 6.0, 10.0), 240);
    let taken = count(&life, Count::TakenOver);
    let done = count(&life, Count::SelfByStreet);
    assert!(taken > 100 && done * 4 > taken, "{done} of {taken}");
    let [own, cases] = [Minutes::StreetAvailable, Minutes::StreetCases].map(|name| minutes(&life, name));
    // Six in ten thousand full-time people of 40 hours a week, less what other duties bind.
    let expected = 6_000.0 / 10_000.0 * 6.0 * 40.0 * 60.0 / 7.0 * 240.0 * (1.0 - world.settings.street.other_share);
    assert!((own / expected - 1.0).abs() < 1e-9, "{own} of {expected}");
    let ordered = minutes(&life, Minutes::CommitteeOrdered);
    assert!(cases > 1_000.0 && ordered > 0.1 * cases && ordered < cases, "{ordered} ordered beside {cases}");
    assert!(yuan(&life, MoneyPost::StreetOffice) > own / 60.0 * world.settings.street.staff_yuan_hour);
    // Without legs the committee is asked for nothing.
    let alone = with(&taking_over(&world, 0.9, 6.0, 10.0), &[("street.legs_share", 0.0)]);
    assert!(minutes(&lived(&alone, &alone, 60), Minutes::CommitteeOrdered) <= 0.0);
    // Staff that goes leaves its desk to the committee.
    let mut leaving = taking_over(&world, 0.9, 0.4, 0.0);
    leaving.changes.push(Change::on(90, vec![("power", "street_staff_per_10000", 0.0)]));
    let life = lived(&world, &leaving, 180);
    let desk = |life: &Simulation| {
        let cases = life.society().subdistricts.iter().flat_map(|s| &s.cases);
        cases.flat_map(|case| &case.legs).filter(|leg| leg.desk == gridgov::internals::society::Desk::Street).count()
    };
    assert_eq!(desk(&life), 0);
    assert!(desk(&lived(&world, &leaving, 90)) > 0);
}

/// Hired hands work when the staff's day is full, and no purse pays more than it was granted.
#[test]
fn a_budget_hires_hands_where_staff_does_not_suffice() {
    let world = city(6_000.0, 60.0);
    let hired = |staff: f64| {
        let life = lived(&world, &taking_over(&world, 0.9, staff, 10.0), 240);
        let purses: Vec<_> = life.society().subdistricts.iter().map(|s| s.office.street.purse).collect();
        assert!(purses.iter().all(|purse| purse.left >= 0 && purse.sides().0 == purse.sides().1));
        (minutes(&life, Minutes::StreetHired), purses.iter().map(|purse| purse.paid).sum::<i64>())
    };
    let [(few, paid), (many, _), (none, nothing)] = [0.5, 40.0, 0.0].map(hired);
    assert!(few > 1_000.0 && paid > 0, "{few} minutes hired for {paid} fen");
    assert!(many < 0.5 * few, "{many} hired beside many staff, {few} beside few");
    assert_eq!((none, nothing), (0.0, 0));
}

/// People credit whom they see: the office, or under the other variant whoever came to the door.
#[test]
fn whoever_is_seen_at_work_is_trusted() {
    let trust = |word: &str| {
        let mut scenario = taking_over(&city(6_000.0, 60.0), 0.9, 20.0, 0.0);
        scenario.settings.levers.power.feedback_visibility_share = 0.9;
        assert!(scenario.settings.mechanisms.choose("street_credit", word));
        let mut life = Simulation::new(&scenario, SEED, 0);
        life.advance(360);
        life.measure().value("trust_community")
    };
    let [office, doorstep] = ["office", "doorstep"].map(trust);
    assert!(doorstep > office + 0.005, "{doorstep} at the door, {office} at the office");
}

/// Where the whistle is blown on every joint matter nobody refuses one or hands one on, and the time of convening is spent.
#[test]
fn a_whistle_brings_departments_together_for_their_time() {
    let world = city(6_000.0, 60.0);
    let whistling = |share: f64| {
        let keys = [("power.whistle_share", share), ("power.street_staff_per_10000", 10.0)];
        lived(&world, &with(&world, &keys), 240)
    };
    let [never, always] = [0.0, 1.0].map(whistling);
    assert_eq!((count(&never, Count::Convened), minutes(&never, Minutes::StreetConvening)), (0, 0.0));
    assert!(count(&always, Count::Convened) > 50);
    let waiting: f64 = always.society().subdistricts.iter().map(|s| s.office.street.convening_minutes).sum();
    let times = (minutes(&always, Minutes::StreetConvening) + waiting) / world.settings.street.convening_minutes;
    assert!((times - count(&always, Count::Convened) as f64).abs() < 1e-6, "{times} times convened");
    let refused = |life: &Simulation| count(life, Count::Refusals);
    assert!(refused(&always) < refused(&never));
    let handed = |life: &Simulation| life.measure().value("handoff_days_mean");
    assert!(handed(&always) < 0.2 * handed(&never), "{} against {}", handed(&always), handed(&never));
    // An office that does not keep up with convening blows no whistle.
    let busy = with(&world, &[("power.whistle_share", 1.0), ("power.street_staff_per_10000", 0.05)]);
    assert!(count(&lived(&world, &busy, 120), Count::Convened) < 20);
}

/// Hours that departments lend are theirs no more, and are spent in communities on matters and in relief of tasks; only
/// where the lever is moved.
#[test]
fn seconded_hours_move_from_departments_to_communities() {
    let world = city(6_000.0, 60.0);
    let lending = |share: f64| lived(&world, &with(&world, &[("staffing.secondment_share", share)]), 180);
    let [none, some] = [0.0, 0.25].map(lending);
    let of = |life: &Simulation, name| minutes(life, name);
    let had = of(&none, Minutes::DepartmentAvailable);
    assert!((of(&some, Minutes::DepartmentAvailable) / had - 0.75).abs() < 0.02);
    let lent = of(&some, Minutes::SecondedAvailable);
    assert!((lent / (0.25 * had * world.settings.street.seconded_use_share) - 1.0).abs() < 0.05, "{lent} of {had}");
    assert!(of(&some, Minutes::SecondedCases) > 500.0 && of(&some, Minutes::SecondedRelief) > 500.0);
    assert!(of(&some, Minutes::CommitteeDuty) < of(&none, Minutes::CommitteeDuty));
    // In one community alone.
    let mut pilot = world.clone();
    let name =
        Simulation::built(&world, SEED, 0).society().subdistricts[0].communities[CommunityIndex::at(0)].name.clone();
    let mut change = Change::on(0, vec![("staffing", "secondment_share", 0.25)]);
    change.communities = vec![name];
    pilot.changes.push(change);
    let life = lived(&world, &pilot, 60);
    let places: Vec<_> = life.society().subdistricts[0].office.street.places.iter().collect();
    assert!(places[0].seconded_minutes > 0.0 && places[1..].iter().all(|place| place.seconded_minutes == 0.0));
}

/// Whoever does not get through calls again, turns to somebody else, or gives up and expects less.
#[test]
fn a_hotline_with_few_lines_loses_callers() {
    let world = city(6_000.0, 60.0);
    let lines = |calls: f64| lived(&world, &with(&world, &[("information.hotline_calls_per_1000_month", calls)]), 360);
    let [few, many] = [4.0, 400.0].map(lines);
    assert_eq!(count(&many, Count::CallsLost), 0);
    let lost = few.measure().value("hotline_lost_share");
    assert!((0.1..0.95).contains(&lost), "{lost}");
    let trust = |life: &Simulation| life.measure().value("trust_hotline");
    assert!(trust(&few) < trust(&many) - 0.01, "{} against {}", trust(&few), trust(&many));
    // No more get through than there are lines.
    let through = count(&few, Count::FiledHotline);
    assert!(through as f64 <= 4.0 * 6.0 * 12.0 + 2.0, "{through} filed");
}

/// More posts in a grid and more staff of the committee come on their date, in their place.
#[test]
fn posts_and_committee_staff_change_on_a_date_in_a_place() {
    let mut scenario = city(6_000.0, 30.0);
    let built = Simulation::built(&scenario, SEED, 0);
    let name = built.society().subdistricts[0].communities[CommunityIndex::at(1)].name.clone();
    let set = vec![("staffing", "posts_per_grid", 2.0), ("staffing", "committee_members_per_1000", 1.6)];
    let mut change = Change::on(30, set);
    change.communities = vec![name];
    scenario.changes.push(change);
    let at = |days: u32| {
        let life = lived(&scenario, &scenario, days);
        let s = &life.society().subdistricts[0];
        let each = |c: usize| {
            let c = &s.communities[CommunityIndex::at(c)];
            (c.posts.1.index() - c.posts.0.index(), c.committee.available)
        };
        (each(0), each(1))
    };
    let (before, after) = (at(29), at(60));
    assert_eq!(before.0, after.0);
    assert_eq!(before.1.0 * 2, after.1.0);
    assert!((before.1.1 * 2.0 - after.1.1).abs() < 1e-6, "{} minutes, then {}", before.1.1, after.1.1);
    // A vacant post of a grid with two has no building to itself.
    let mut busy = with(&city(6_000.0, 30.0), &[("staffing.posts_per_grid", 2.0), ("institutions.quit_per_year", 2.0)]);
    busy.start = Start::Own;
    let mut life = Simulation::new(&busy, SEED, 0);
    let (mut vacant, mut uncovered) = (0, 0);
    for _ in 0..200 {
        life.advance(1);
        for s in &life.society().subdistricts {
            vacant += s.posts.iter().filter(|post| !post.covers).count();
            let posts = s.buildings.iter().filter_map(|building| building.post);
            uncovered += posts.filter(|&post| !s.posts[post].covers).count();
        }
    }
    assert!(vacant > 50 && uncovered * 4 < vacant, "{uncovered} buildings uncovered in {vacant} days of vacancy");
}

/// What findings look at.
const MEASURES: [&str; 18] = [
    "close_days_mean",
    "on_time_share",
    "true_resolution_share",
    "joint_to_single_time_ratio",
    "handoff_days_mean",
    "refusals_per_case",
    "community_resolved_share",
    "self_governed_share",
    "street_resolved_share",
    "capability",
    "committee_field_share",
    "first_attempt_community_share",
    "trust_community",
    "trust_hotline",
    "hotline_lost_share",
    "satisfaction",
    "harm_per_1000_day",
    "cost_yuan_per_resident_year",
];

/// Prints the mean of the world and paired differences of policies to it.
fn tell(what: &str, world: &Scenario, policies: &[(&str, Scenario)], days: u32, replicates: u32) {
    let runs: Vec<Vec<Run>> = (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let burned_in = Simulation::burned_in(world, SEED, replicate);
            let all = core::iter::once(world).chain(policies.iter().map(|(_, policy)| policy));
            let live = |policy: &Scenario| {
                let mut life = burned_in.branch(policy);
                life.advance(days);
                life.measure()
            };
            all.map(live).collect()
        })
        .collect();
    println!("{what}");
    for measure in MEASURES {
        let column = |at: usize| runs.iter().map(|run| run[at].value(measure)).collect::<Vec<f64>>();
        let base = column(0);
        let told: Vec<String> = policies
            .iter()
            .enumerate()
            .map(|(at, (name, _))| {
                let differences: Vec<f64> = column(at + 1).iter().zip(&base).map(|(a, b)| a - b).collect();
                let (low, high) = interval(&differences, 0.95);
                format!("{name} {:+.3} ({low:+.3} to {high:+.3})", mean(&differences))
            })
            .collect();
        println!("  {measure} {:.3}: {}", mean(&base), told.join(", "));
    }
}

/// Does strong control buy speed with hours, money and autonomy once the office has hands?
#[test]
#[ignore = "findings, some minutes"]
fn findings_of_control_with_staff() {
    let world = city(20_000.0, 720.0);
    let taken = |staff, budget| taking_over(&world, 0.9, staff, budget);
    let policies = vec![
        ("staff 0", taken(0.0, 0.0)),
        ("staff 2", taken(2.0, 0.0)),
        ("staff 6", taken(6.0, 0.0)),
        ("staff 6, 10 yuan", taken(6.0, 10.0)),
    ];
    tell("takeover of nine in ten", &world, &policies, 720, 10);
    let tasks = |staff| with(&taken(staff, 0.0), &[("power.task_hours_per_week", 26.0)]);
    let policies = [("staff 0", tasks(0.0)), ("staff 2", tasks(2.0)), ("staff 6", tasks(6.0))];
    tell("takeover of nine in ten and 26 hours of tasks", &world, &policies, 720, 10);
}

/// Each lever over its plausible range.
#[test]
#[ignore = "findings, some minutes"]
fn findings_of_each_lever() {
    let world = city(20_000.0, 720.0);
    let levers: [(&str, [f64; 3]); 7] = [
        ("power.street_staff_per_10000", [0.0, 2.0, 6.0]),
        ("power.street_budget_yuan_per_resident_year", [0.0, 7.5, 15.0]),
        ("power.whistle_share", [0.3, 0.6, 0.9]),
        ("staffing.secondment_share", [0.1, 0.2, 0.4]),
        ("information.hotline_calls_per_1000_month", [5.0, 10.0, 60.0]),
        ("staffing.posts_per_grid", [0.5, 2.0, 3.0]),
        ("staffing.committee_members_per_1000", [0.4, 1.1, 1.5]),
    ];
    for (key, values) in levers {
        let names = values.map(|value| value.to_string());
        let policies: Vec<(&str, Scenario)> =
            names.iter().zip(values).map(|(name, value)| (name.as_str(), with(&world, &[(key, value)]))).collect();
        tell(key, &world, &policies, 720, 8);
    }
}
