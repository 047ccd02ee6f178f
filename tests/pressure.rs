//! What monthly rankings do to those who are ranked, and what of it holds by construction.
//!
//! Asserted is what has to hold: a ranking reads all subdistricts and yet a run has the same bits on any number of threads,
//! in any order, in single days and in whole months; a mechanism that is off stores nothing; one that is on with its levers
//! absent moves nothing; hours and files balance.

use gridgov::internals::society::Subdistrict;
use gridgov::internals::society::pressure::{OFFICE, RANKED};
use gridgov::{Executor, Scenario, Serial, Simulation};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

/// The seed of every test here.
const SEED: u64 = 7_1127;

/// A city of four subdistricts with a short burn-in.
fn city() -> Scenario {
    let mut scenario = Scenario::default();
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

/// Subdistricts in parallel on a pool of so many threads.
struct Pool(rayon::ThreadPool);

impl Pool {
    fn of(threads: usize) -> Self {
        Self(rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads"))
    }
}

impl Executor for Pool {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        self.0.install(|| subdistricts.par_iter_mut().for_each(visit));
    }
}

/// One after the other from the last to the first.
struct Backwards;

impl Executor for Backwards {
    fn for_each(&self, subdistricts: &mut [Subdistrict], visit: &(dyn Fn(&mut Subdistrict) + Sync)) {
        subdistricts.iter_mut().rev().for_each(visit);
    }
}

/// The whole state as text: every field of everybody prints in full.
fn state(life: &Simulation) -> blake3::Hash {
    blake3::hash(format!("{:?}", life.society()).as_bytes())
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
    let lived = |executor: &dyn Fn(&mut Simulation)| {
        let mut life = root.branch(&scenario);
        life.advance(17);
        executor(&mut life);
        (state(&life), life.measure().hash())
    };
    let known = lived(&|life| life.advance_with(101, &Serial));
    for threads in [1, 2, 5] {
        assert_eq!(lived(&|life| life.advance_with(101, &Pool::of(threads))), known, "{threads} threads");
    }
    assert_eq!(lived(&|life| life.advance_with(101, &Backwards)), known, "backwards");
    assert_eq!(lived(&|life| (0..101).for_each(|_| life.advance(1))), known, "single days");
    assert_eq!(lived(&|life| [13, 30, 1, 47, 10].iter().for_each(|&days| life.advance(days))), known, "pieces");
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
    let lived = |scenario: &Scenario| {
        let mut life = Simulation::new(scenario, SEED, 1);
        life.advance(150);
        life
    };
    let off = lived(&city());
    for s in &off.society().subdistricts {
        assert!(s.pressure.ranked.is_empty() && s.pressure.committees.is_empty());
    }
    let on = lived(&with(city(), &["ranking"]));
    assert!(on.society().subdistricts.iter().all(|s| s.pressure.ranked.len() == RANKED));
    assert_eq!(on.measure().hash(), off.measure().hash());
    let pressed = lived(&ranked());
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
    let fresh = lived(&fresh);
    let tired = |s: &Subdistrict| s.pressure.ranked.iter().any(|ranked| ranked.fatigue > 0.0);
    assert!(!fresh.society().subdistricts.iter().any(tired));
}
