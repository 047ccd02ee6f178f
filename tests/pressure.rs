//! What monthly rankings do to those who are ranked, and what of it holds by construction.
//!
//! Asserted is what has to hold: a ranking reads all subdistricts and yet a run has the same bits on any number of threads,
//! in any order, in single days and in whole months; a mechanism that is off stores nothing; one that is on with its levers
//! absent moves nothing; hours and files balance.

#[path = "common/executors.rs"]
mod executors;
#[path = "common/first_model.rs"]
mod first_model;

use executors::{Backwards, Pool, state};
use gridgov::internals::society::Subdistrict;
use gridgov::internals::society::counts::{Count, Minutes};
use gridgov::internals::society::pressure::{OFFICE, RANKED};
use gridgov::{Scenario, Serial, Simulation};

/// The seed of every test here.
const SEED: u64 = 7_1127;

/// The first model in a city of four subdistricts with a short burn-in.
fn city() -> Scenario {
    let mut scenario = first_model::first_model();
    let settings = &mut scenario.settings;
    settings.city.residents = 9_000.0;
    settings.city.residents_per_community = 1_000.0;
    settings.city.residents_per_subdistrict = 2_250.0;
    settings.frame.burn_in_days = 120.0;
    scenario
}

/// The same with some mechanisms on.
fn with(mut scenario: Scenario, names: &[&str]) -> Scenario {
    for name in names {
        assert!(scenario.settings.mechanisms.switch(name, true), "{name}");
    }
    scenario
}

/// The same with some levers set.
fn under(mut scenario: Scenario, levers: &[(&str, &str, f64)]) -> Scenario {
    for (table, name, value) in levers {
        assert!(scenario.settings.set(table, name, *value), "{table}.{name}");
    }
    scenario
}

/// Where the ranking is felt in full.
fn ranked() -> Scenario {
    under(with(city(), &["ranking"]), &[("power", "ranking_share", 1.0)])
}

#[test]
fn a_ranking_gives_the_same_bits_on_any_threads_in_any_order_and_in_single_days() {
    let scenario = ranked();
    let root = Simulation::burned_in(&scenario, SEED, 0);
    // A hundred days that neither begin nor end with a month.
    let run = |executor: &dyn Fn(&mut Simulation)| {
        let mut life = root.branch(&scenario);
        life.advance(17);
        executor(&mut life);
        (state(&life), life.measure().hash())
    };
    let known = run(&|life| life.advance_with(101, &Serial));
    for threads in [1, 2, 5] {
        assert_eq!(run(&|life| life.advance_with(101, &Pool::of(threads))), known, "{threads} threads");
    }
    assert_eq!(run(&|life| life.advance_with(101, &Backwards)), known, "backwards");
    assert_eq!(run(&|life| (0..101).for_each(|_| life.advance(1))), known, "single days");
    assert_eq!(run(&|life| [13, 30, 1, 47, 10].iter().for_each(|&days| life.advance(days))), known, "pieces");
}

/// Subdistricts see each other once a month: what one of them does reaches the others through the ranking alone.
#[test]
fn what_one_subdistrict_does_reaches_the_others_through_the_ranking_alone() {
    let others = |scenario: &Scenario| {
        let root = Simulation::burned_in(scenario, SEED, 0);
        let [same, changed] = [1.0, 0.05].map(|share| {
            let mut life = root.branch(scenario);
            for minutes in &mut life.society_mut().subdistricts[0].office.departments {
                *minutes *= share;
            }
            life.advance(120);
            life.society().subdistricts[1..].iter().map(|s| format!("{s:?}")).collect::<Vec<_>>()
        });
        same.iter().zip(&changed).filter(|(a, b)| a != b).count()
    };
    assert_eq!(others(&with(city(), &["ranking"])), 3, "standings of the others are compared with it");
    assert_eq!(others(&city()), 0);
}

#[test]
fn what_is_off_is_absent_and_levers_that_are_absent_move_nothing() {
    let run = |scenario: &Scenario| {
        let mut life = Simulation::new(scenario, SEED, 1);
        life.advance(150);
        life
    };
    let off = run(&city());
    for s in &off.society().subdistricts {
        assert!(s.pressure.ranked.is_empty() && s.pressure.committees.is_empty() && s.tasks.registers.is_empty());
    }
    let on = run(&with(city(), &["ranking", "callbacks", "gaming"]));
    assert!(on.society().subdistricts.iter().all(|s| s.pressure.ranked.len() == RANKED));
    assert_eq!(on.measure().hash(), off.measure().hash());
    let pressed = run(&ranked());
    assert_ne!(pressed.measure().hash(), off.measure().hash());
    for s in &pressed.society().subdistricts {
        let tired = |body: usize| (0.0..=1.0).contains(&s.pressure.ranked[body].fatigue);
        assert!((0..OFFICE).all(tired) && s.pressure.ranked[0].fatigue > 0.0);
        assert!(s.pressure.committees.iter().all(|fatigue| *fatigue > 0.0));
        assert!(s.office.effort.iter().all(|effort| (1.0..=1.5).contains(effort)));
    }
    // The same pressure without fatigue leaves nobody tired.
    let mut fresh = ranked();
    assert!(fresh.settings.mechanisms.choose("fatigue", "none"));
    let fresh = run(&fresh);
    let tired = |s: &Subdistrict| s.pressure.ranked.iter().any(|ranked| ranked.fatigue > 0.0);
    assert!(!fresh.society().subdistricts.iter().any(tired));
}

/// A city after a year.
fn a_year(scenario: &Scenario, replicate: u32) -> Simulation {
    let mut life = Simulation::new(scenario, SEED, replicate);
    life.advance(360);
    life
}

fn counted(life: &Simulation, count: Count) -> f64 {
    life.ledger().map(|ledger| ledger.counts[count]).sum::<u64>() as f64
}

/// Who is called back stands for those who are not: what a centre apart has on record is what was left unresolved. Of that
/// half goes back to its desk, since half are called.
#[test]
fn callbacks_of_a_centre_apart_put_the_truth_on_record_and_those_of_the_ranked_nothing() {
    let called = |apart: f64| {
        let levers = [("staffing", "callback_share", 0.5), ("power", "supervision_apart_share", apart)];
        a_year(&under(with(city(), &["ranking", "callbacks"]), &levers), 0)
    };
    let (own, apart) = (called(0.0), called(1.0));
    assert!(counted(&own, Count::AnsweredUnresolved) < 1.0);
    let closed_in_vain = counted(&apart, Count::ClosedWorked) - counted(&apart, Count::ClosedResolved);
    let on_record = counted(&apart, Count::AnsweredUnresolved) / 1000.0;
    assert!(closed_in_vain > 100.0, "{closed_in_vain}");
    assert!((on_record * 0.5 / closed_in_vain - 1.0).abs() < 0.2, "{on_record} on record, {closed_in_vain} in vain");
    let gap = |life: &Simulation| life.measure().value("reporting_gap");
    assert!(gap(&apart) < 0.5 * gap(&own), "{} and {}", gap(&apart), gap(&own));
}

/// A list that cuts trace leaves the register as it is; one that cuts work does not, less so where the owner takes it back.
#[test]
fn what_had_a_product_is_missed_and_trace_is_not() {
    let accuracy = |scenario: &Scenario| {
        let life = a_year(scenario, 0);
        let registers: Vec<f64> =
            life.society().subdistricts.iter().flat_map(|s| &s.tasks.registers).copied().collect();
        let spent = |what| life.ledger().map(|ledger| ledger.minutes[what]).sum::<f64>();
        assert!(spent(Minutes::WorkReturned) <= spent(Minutes::WorkCut));
        (registers.iter().sum::<f64>() / registers.len() as f64, spent(Minutes::WorkReturned))
    };
    let base = with(city(), &["task_owners"]);
    let work = under(base.clone(), &[("power", "list_cuts_work_share", 0.8)]);
    let mut undone = work.clone();
    assert!(undone.settings.mechanisms.choose("cut_work", "undone"));
    let trace = accuracy(&under(base.clone(), &[("power", "list_cuts_trace_share", 0.8)]));
    let (base, work, undone) = (accuracy(&base), accuracy(&work), accuracy(&undone));
    assert!((trace.0 - base.0).abs() < 0.01, "{trace:?} and {base:?}");
    assert!(work.0 < base.0 - 0.05 && undone.0 < work.0, "{base:?} {work:?} {undone:?}");
    assert!(work.1 > 0.0 && undone.1 + base.1 < 1e-9);
}

/// More households for each worker ask for more than a day has, and it tells, on average over ten lives: of workers who have a
/// thousand households there are but a few.
#[test]
fn load_grows_with_the_households_of_a_worker() {
    let of = |households: f64| {
        let mut scenario = under(with(city(), &["load"]), &[("staffing", "households_per_grid", households)]);
        scenario.settings.city.residents_per_community = 3_000.0;
        scenario.settings.city.residents_per_subdistrict = 9_000.0;
        let lives: Vec<_> = (0..10).map(|replicate| a_year(&scenario, replicate)).collect();
        let posts = lives.iter().flat_map(|life| &life.society().subdistricts).flat_map(|s| &s.posts);
        let workers: Vec<f64> = posts.filter_map(|post| post.worker).map(|worker| worker.burnout).collect();
        workers.iter().sum::<f64>() / workers.len() as f64
    };
    let burnout = [200.0, 400.0, 1_000.0].map(of);
    println!("{burnout:?}");
    assert!(burnout[0] + 0.02 < burnout[1] && burnout[1] + 0.05 < burnout[2], "{burnout:?}");
}

/// Under a ranking that weighs, people leave hard finds, fill the record and ask for a good word; without gaming nobody does.
#[test]
fn whoever_is_pressed_games_and_only_where_gaming_is_on() {
    let levers = [("power", "ranking_share", 1.0), ("staffing", "callback_share", 0.5)];
    let gaming = a_year(&under(with(city(), &["ranking", "callbacks", "gaming"]), &levers), 0);
    let none = a_year(&under(with(city(), &["ranking", "callbacks"]), &levers), 0);
    for count in [Count::Unfiled, Count::Trivia, Count::Coaxed] {
        assert!(counted(&gaming, count) > 0.0 && counted(&none, count) < 1.0, "{count:?}");
    }
}
