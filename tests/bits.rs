//! The same world, the same bits: a result depends on its scenario, seed and replicate, and on nothing else.

#[path = "common/executors.rs"]
mod executors;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use executors::{Backwards, Pool, state};
use gridgov::Change;
use gridgov::internals::random::{Purpose, Stream, below};
use gridgov::internals::rules::arrival;
use gridgov::internals::society::Subdistrict;
use gridgov::internals::society::counts::{Count, Minutes};
use gridgov::internals::units::places::{BuildingIndex, KindIndex};
use gridgov::{Ensemble, Results, Scenario};
use gridgov::{Simulation, simulate};

/// A city of several subdistricts with a short burn-in.
fn scenario() -> Scenario {
    let mut scenario = Scenario::default();
    let settings = &mut scenario.settings;
    settings.city.residents = 9_000.0;
    settings.city.residents_per_community = 1_000.0;
    settings.city.residents_per_subdistrict = 2_250.0;
    settings.frame.burn_in_days = 120.0;
    settings.frame.days = 150.0;
    scenario
}

/// A reform that touches nearly everything, from the same world.
fn reform(name: &str) -> Scenario {
    let mut scenario = scenario();
    name.clone_into(&mut scenario.name);
    for (table, lever, value) in [
        ("power", "intervention_cap_share", 0.1),
        ("power", "task_hours_per_week", 2.0),
        ("staffing", "households_per_grid", 200.0),
        ("staffing", "training_hours_per_year", 80.0),
        ("information", "integration_share", 1.0),
        ("information", "sharing_share", 1.0),
        ("participation", "deliberation_meetings_per_year", 24.0),
        ("rule_of_law", "education_hours_per_1000_year", 60.0),
    ] {
        assert!(scenario.settings.set(table, lever, value), "{table}.{lever}");
    }
    scenario
}

/// Day 0 of the scenario, burned in.
fn root() -> Simulation {
    Simulation::burned_in(&scenario(), 11, 2)
}

fn ensemble(threads: usize, scenarios: &[Scenario], seed: u64) -> Results {
    let ensemble = Ensemble { scenarios, baseline: &scenarios[0].name, seed, replicates: 3, threads };
    let mut results = ensemble.run(&AtomicBool::new(false), &|_| ()).unwrap();
    results.cost = None;
    results
}

#[test]
fn threads_and_order_of_subdistricts_change_nothing() {
    let root = root();
    let mut serial = root.branch(&reform("reform"));
    serial.advance(100);
    let known = (state(&serial), serial.measure().hash());
    let check = |executor: &dyn Fn(&mut Simulation), name: &str| {
        let mut other = root.branch(&reform("reform"));
        executor(&mut other);
        assert_eq!((state(&other), other.measure().hash()), known, "{name}");
    };
    for threads in [1, 2, 7] {
        check(&|simulation| simulation.advance_with(100, &Pool::of(threads)), &format!("{threads} threads"));
    }
    check(&|simulation| simulation.advance_with(100, &Backwards), "backwards");
}

#[test]
fn an_ensemble_gives_the_same_on_any_number_of_threads() {
    let mut own = reform("own");
    own.start = gridgov::Start::Own;
    let mut scenarios = [scenario(), reform("reform"), own];
    for scenario in &mut scenarios {
        scenario.settings.frame.burn_in_days = 60.0;
        scenario.settings.frame.days = 60.0;
    }
    let alone = ensemble(1, &scenarios, 5);
    for threads in [2, 7] {
        assert_eq!(format!("{:?}", ensemble(threads, &scenarios, 5)), format!("{alone:?}"), "{threads} threads");
    }
    // Neither the order of the scenarios nor which others there are matters to any of them.
    let [a, b, c] = scenarios;
    let hash = |results: &Results, name: &str| {
        results.scenarios.iter().find(|s| s.name == name).map(|s| s.result_hash.clone()).unwrap()
    };
    let turned = ensemble(2, &[c.clone(), a.clone(), b.clone()], 5);
    for name in ["baseline", "reform", "own"] {
        assert_eq!(hash(&turned, name), hash(&alone, name), "{name}");
    }
    assert_eq!(hash(&ensemble(1, std::slice::from_ref(&b), 5), "reform"), hash(&alone, "reform"));
    assert_ne!(hash(&ensemble(1, std::slice::from_ref(&b), 6), "reform"), hash(&alone, "reform"), "seeds matter");
}

#[test]
fn thirty_days_are_thirty_times_one_day() {
    let root = root();
    let (mut at_once, mut by_days) = (root.branch(&scenario()), root.branch(&scenario()));
    at_once.advance(95);
    (0..95).for_each(|_| by_days.advance(1));
    assert_eq!(state(&at_once), state(&by_days));
    assert_eq!(at_once.measure().hash(), by_days.measure().hash());
}

#[test]
fn a_saved_state_goes_on_as_if_it_had_never_been_saved() {
    let known = simulate(&reform("reform"), 11, 2).hash();
    let root = root();
    // Another branch that runs before, and beside, leaves no trace in the root.
    let mut beside = root.branch(&scenario());
    beside.advance(40);
    let mut branch = root.branch(&reform("reform"));
    branch.advance(64);
    let saved = branch.clone();
    branch.advance(86);
    drop((beside, root));
    let mut resumed = saved;
    resumed.advance(86);
    assert_eq!((branch.measure().hash(), resumed.measure().hash()), (known, known));
}

/// Before every day everything that lies in a list without an order of its own is shuffled.
#[test]
fn the_order_in_which_things_lie_does_not_matter() {
    let root = root();
    let (mut tidy, mut messy) = (root.branch(&reform("reform")), root.branch(&reform("reform")));
    let stream = Stream::new(99, 0);
    let mut moved = 0;
    for day in 0..100 {
        for s in &mut messy.society_mut().subdistricts {
            let mut key = u64::from(s.index) << 32 | day << 8;
            let mut swap = |n: usize| {
                key += 1 << 40;
                below(stream.block(Purpose::Statistics, key, 0, 0)[0], n as u32) as usize
            };
            for last in (1..s.cases.len()).rev() {
                let with = swap(last + 1);
                moved += usize::from(with != last);
                s.cases.swap(last, with);
            }
            for last in (1..s.incidents.len()).rev() {
                s.incidents.swap(last, swap(last + 1));
            }
        }
        tidy.advance(1);
        messy.advance(1);
        assert_eq!(state(&tidy), state(&messy), "day {day}");
    }
    assert!(moved > 1_000, "{moved} cases lay elsewhere");
    assert_eq!(tidy.measure().hash(), messy.measure().hash());
}

/// What people decided and found today is taken in by incident and witness, however it lies.
#[test]
fn the_order_of_reports_does_not_matter() {
    use gridgov::internals::rules::{channel_choice, dispatch, experience, intake, noticing, patrol, workday};
    let mut root = root();
    let w = root.world().clone();
    let mut seen = 0;
    for s in &mut root.society_mut().subdistricts {
        let outcome = |turned: bool| {
            let mut s = s.clone();
            s.ledger.begin_day();
            arrival::incidents_arise(&mut s, &w, 0);
            noticing::witnesses_notice(&mut s, &w, 0);
            workday::hours_are_divided(&mut s, &w, 0);
            patrol::workers_patrol(&mut s, &w, 0);
            channel_choice::witnesses_decide(&mut s, &w, 0);
            let reports = s.today.reports.len();
            if turned {
                s.today.reports.reverse();
            }
            intake::reports_are_taken_in(&mut s, &w, 0);
            dispatch::cases_are_dispatched(&mut s, &w, 0);
            if turned {
                s.today.experiences.reverse();
            }
            experience::residents_learn(&mut s, &w);
            (reports, format!("{s:?}"))
        };
        let ((reports, straight), (_, turned)) = (outcome(false), outcome(true));
        assert!(straight == turned, "subdistrict {}", s.index);
        seen += reports;
    }
    assert!(seen > 10, "{seen} reports");
}

/// The identities of the candidates that a day has under the arrival rule, kinds that a lever can thin left out.
fn exogenous(simulation: &mut Simulation) -> Vec<BTreeSet<(u64, KindIndex, BuildingIndex, u32)>> {
    let w = simulation.world().clone();
    let day = simulation.society().day;
    let of = |s: &mut Subdistrict| {
        let mut s = s.clone();
        s.ledger.begin_day();
        arrival::move_common_rate(&mut s, &w, day);
        arrival::incidents_arise(&mut s, &w, day);
        let untouched = |kind: KindIndex| !w.kinds[kind].dispute && !w.kinds[kind].facility;
        let today = s.incidents.iter().filter(|i| i.born == day && untouched(i.kind));
        today.map(|i| (i.id, i.kind, i.building, i.person)).collect()
    };
    simulation.society_mut().subdistricts.iter_mut().map(of).collect()
}

#[test]
fn candidate_incidents_are_the_same_under_every_policy() {
    let root = root();
    let (mut a, mut b) = (root.branch(&scenario()), root.branch(&reform("reform")));
    let mut seen = 0;
    for day in 0..120 {
        let (left, right) = (exogenous(&mut a), exogenous(&mut b));
        assert_eq!(left, right, "day {day}");
        seen += left.iter().map(BTreeSet::len).sum::<usize>();
        a.advance(1);
        b.advance(1);
    }
    assert!(seen > 500, "{seen} candidates");
    assert_ne!(a.measure().hash(), b.measure().hash(), "the policies differ");
}

/// One more incident changes its own subdistrict and no other; no lever, rate or candidate follows from it.
#[test]
fn an_added_incident_has_only_its_own_descendants() {
    // Subdistricts see each other in the ranking alone.
    let mut scenario = scenario();
    scenario.settings.mechanisms.ranking = false;
    let root = Simulation::burned_in(&scenario, 11, 2);
    let (mut plain, mut more) = (root.branch(&scenario), root.branch(&scenario));
    let w = more.world().clone();
    let s = &mut more.society_mut().subdistricts[1];
    // A dispute that everyone on the stairs sees and that lasts.
    let kind = w.kinds.iter().position(|kind| kind.dispute && kind.visibility > 0.5).unwrap();
    let (kind, building) = (KindIndex::at(kind), BuildingIndex::at(3));
    let person = s.buildings[building].residents.0;
    let mut incident = w.incident(s, 0x1234_5678_9abc_def0, kind, building, person, 0);
    incident.witnesses = (1 << s.buildings[building].size().min(40)) - 1;
    incident.ends = 1_000;
    s.ledger.carried_incidents += 1;
    s.incidents.push(incident);
    for _ in 0..90 {
        assert_eq!(exogenous(&mut plain), exogenous(&mut more));
        plain.advance(1);
        more.advance(1);
    }
    let (plain, more) = (plain.society(), more.society());
    for (index, (a, b)) in plain.subdistricts.iter().zip(&more.subdistricts).enumerate() {
        let same = format!("{a:?}") == format!("{b:?}");
        assert_eq!(same, index != 1, "subdistrict {index}");
    }
    let (a, b) = (&plain.subdistricts[1], &more.subdistricts[1]);
    assert_eq!((&a.residents.ties, a.office.frailty.to_bits()), (&b.residents.ties, b.office.frailty.to_bits()));
}

/// One that nobody sees, that ends by itself after the horizon and breeds nothing, changes nothing but itself.
#[test]
fn an_incident_that_nobody_meets_changes_nothing_else() {
    let mut scenario = scenario();
    // Its own person would decide, so choosing is made prohibitive for this kind alone; patrol is blind to it, and nobody
    // calls at the door for those who send tasks down.
    scenario.settings.mechanisms.task_owners = false;
    let kind = scenario.settings.incidents.iter().position(|kind| kind.name == "enquiry").unwrap();
    let numbers = &mut scenario.settings.incidents[kind].numbers;
    (numbers.visibility_share, numbers.rate_per_1000_year) = (0.0, 0.0);
    for fit in [
        &mut numbers.fit_neighbours,
        &mut numbers.fit_community,
        &mut numbers.fit_organisation,
        &mut numbers.fit_grid,
        &mut numbers.fit_hotline,
    ] {
        *fit = -60.0;
    }
    let root = Simulation::burned_in(&scenario, 11, 2);
    let (mut plain, mut more) = (root.branch(&scenario), root.branch(&scenario));
    let w = more.world().clone();
    let s = &mut more.society_mut().subdistricts[0];
    let (kind, building) = (KindIndex::at(kind), BuildingIndex::at(0));
    let person = s.buildings[building].residents.0;
    let mut incident = w.incident(s, 77, kind, building, person, 0);
    (incident.ends, incident.offspring) = (1_000, [gridgov::internals::units::Day::MAX; 3]);
    s.ledger.carried_incidents += 1;
    s.incidents.push(incident);
    plain.advance(120);
    more.advance(120);
    let s = &mut more.society_mut().subdistricts[0];
    assert_eq!(s.incidents.iter().filter(|i| i.id == 77).count(), 1, "it is still there");
    s.incidents.retain(|incident| incident.id != 77);
    // What it did while it was there: harm in its building, one more alive, one more that is unrecorded.
    let harm = w.kinds[kind].harm[0];
    let grid = s.ledger.grid_of(building);
    s.ledger.counts[Count::Harm] -= 120 * harm;
    s.ledger.kinds[kind][Count::Harm] -= 120 * harm;
    s.ledger.grids[grid][Count::Harm] -= 120 * harm;
    s.ledger.days.iter_mut().for_each(|day| day[Count::Harm] -= harm as u32);
    s.buildings[building].unrecorded -= 1;
    s.ledger.carried_incidents -= 1;
    for minutes in [Minutes::SteeredWell, Minutes::SteeredEven] {
        s.ledger.minutes[minutes] = plain.society().subdistricts[0].ledger.minutes[minutes];
    }
    assert!(state(&plain) == state(&more), "nothing else has changed");
}

/// Levers that nothing reads, changes that never come and mechanisms that are off leave no trace.
#[test]
fn a_lever_without_effect_gives_the_same_bits() {
    let same = |make: &dyn Fn(&mut Scenario), change: &dyn Fn(&mut Scenario), name: &str| {
        let mut plain = scenario();
        plain.settings.frame.burn_in_days = 60.0;
        plain.settings.frame.days = 60.0;
        make(&mut plain);
        let mut changed = plain.clone();
        change(&mut changed);
        assert_ne!(plain, changed, "{name}: the scenarios differ");
        simulate(&plain, 8, 0).hash() == simulate(&changed, 8, 0).hash()
    };
    let set = |table: &'static str, lever: &'static str, value: f64| {
        move |scenario: &mut Scenario| assert!(scenario.settings.set(table, lever, value), "{table}.{lever}")
    };
    let off = |mechanism: &'static str| move |s: &mut Scenario| assert!(s.settings.mechanisms.switch(mechanism, false));
    let on = |_: &mut Scenario| {};
    for (mechanism, table, lever, value) in [
        ("training", "staffing", "training_hours_per_year", 100.0),
        ("sent_down_tasks", "power", "task_hours_per_week", 30.0),
        ("legal_education", "rule_of_law", "education_hours_per_1000_year", 90.0),
        ("deliberation", "participation", "deliberation_meetings_per_year", 40.0),
        ("refusals", "power", "list_completeness_share", 1.0),
        ("sharing", "information", "sharing_share", 1.0),
    ] {
        assert!(same(&off(mechanism), &set(table, lever, value), lever), "{lever} without {mechanism}");
        assert!(!same(&on, &set(table, lever, value), lever), "{lever} has an effect with {mechanism}");
    }
    let late = |scenario: &mut Scenario| {
        scenario.changes.push(Change::on(60, vec![("power", "intervention_cap_share", 0.0)]));
    };
    assert!(same(&on, &late, "a change after the last day"));
    let early = |scenario: &mut Scenario| {
        scenario.changes.push(Change::on(20, vec![("staffing", "households_per_grid", 200.0)]));
    };
    assert!(!same(&on, &early, "a change on the way"));
    let words = |scenario: &mut Scenario| scenario.title = "Another title".into();
    assert!(same(&on, &words, "a title"));
}

/// Half a year of the baseline in a small city. A change that moves this hash changes every result: it is named in CHANGELOG.md
/// and the model version goes up.
#[test]
fn the_baseline_gives_its_pinned_hash() {
    const PINNED: &str = "8540ea89812771a5fe55d5790fca93c4fed7c8800eedf4d0a66be7e0fc1df44a";
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = 4_000.0;
    scenario.settings.frame.burn_in_days = 180.0;
    scenario.settings.frame.days = 180.0;
    let hash = simulate(&scenario, 1, 0).hash().to_hex();
    assert_eq!(hash.as_str(), PINNED, "every result has changed: name the change in CHANGELOG.md and pin the new hash");
}
