//! The core business of residents' committees: what has to hold.
//!
//! What comes up is done, given up or waits; committees are busy and get nearly everything done in time; tasks that are sent
//! down push it out, which is seen where it was to be done, and without the mechanism nothing of it exists.

use gridgov::internals::society::counts::{Count, Minutes};
use gridgov::{Scenario, Simulation};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 81_1127;

/// A city in the second model under so many hours of sent-down tasks.
fn city(task_hours: f64) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = 10_000.0;
    scenario.settings.frame.burn_in_days = 240.0;
    scenario.settings.levers.power.task_hours_per_week = task_hours;
    scenario
}

fn lived(scenario: &Scenario, replicate: u32) -> Simulation {
    let mut life = Simulation::new(scenario, SEED, replicate);
    life.advance(360);
    life
}

fn counted(life: &Simulation, count: Count) -> u64 {
    life.ledger().map(|ledger| ledger.counts[count]).sum()
}

fn spent(life: &Simulation, what: &[Minutes]) -> f64 {
    life.ledger().flat_map(|ledger| what.iter().map(|&name| ledger.minutes[name])).sum()
}

/// Share of their hours that committees work.
fn busy(life: &Simulation) -> f64 {
    let work = [Minutes::CommitteeDuty, Minutes::CommitteeOrdered, Minutes::CommitteeCases, Minutes::CommitteeCore];
    spent(life, &work) / spent(life, &[Minutes::CommitteeOwn, Minutes::CommitteeBought])
}

#[test]
fn what_comes_up_is_done_or_given_up_or_waits_and_committees_are_busy_with_it() {
    let life = lived(&city(16.0), 0);
    let subdistricts = || life.society().subdistricts.iter();
    let carried: u64 = subdistricts().map(|s| s.core_business.carried).sum();
    let waiting: u64 = subdistricts().map(|s| s.core_business.waiting()).sum();
    let came = counted(&life, Count::CoreCame);
    let done = counted(&life, Count::CoreDone);
    assert_eq!(carried + came, done + counted(&life, Count::CoreGivenUp) + waiting);
    // Some sixty or seventy pieces a month for every thousand residents.
    let monthly = came as f64 / 10.0 / 12.0;
    assert!((50.0..110.0).contains(&monthly), "{monthly}");
    assert!(counted(&life, Count::CoreInTime) as f64 > 0.8 * done as f64);
    assert!((0.75..0.97).contains(&busy(&life)), "{}", busy(&life));
}

/// The old bring more than their share of care.
#[test]
fn what_comes_up_follows_who_lives_there() {
    let life = lived(&city(38.0), 0);
    let (mut care, mut old_care, mut people, mut old) = (0.0, 0.0, 0.0, 0.0);
    for s in &life.society().subdistricts {
        let is_old = |resident: u32| s.residents.traits[resident as usize].age() == 2;
        let strand = gridgov::internals::society::core_business::Strand::Care;
        for piece in s.core_business.queues.iter().flatten().filter(|piece| piece.strand == strand) {
            care += 1.0;
            old_care += f64::from(u8::from(is_old(piece.resident)));
        }
        people += s.residents.len() as f64;
        old += (0..s.residents.len() as u32).filter(|&resident| is_old(resident)).count() as f64;
    }
    // Five times as often as others: 5 x / (5 x + 1 - x) of what waits, x being their share of the residents.
    let (share, expected) = (old_care / care, 5.0 * old / (5.0 * old + people - old));
    assert!(care > 200.0 && (share - expected).abs() < 0.08, "{share} of {care} against {expected}");
}

/// Sent-down tasks push core business out: less in time, people found late, and less expected of the community. Without the
/// mechanism standing duties are a share of the hours and nothing of the kind is counted.
#[test]
fn sent_down_tasks_push_core_business_out_and_only_with_the_mechanism() {
    let of = |task_hours: f64, on: bool| {
        let mut scenario = city(task_hours);
        scenario.settings.mechanisms.switch("core_business", on);
        // More tasks also keep the register better: that path is another test's.
        scenario.settings.tasks.unknown_by_register = 0.0;
        let lives: Vec<Simulation> = (0..2).into_par_iter().map(|replicate| lived(&scenario, replicate)).collect();
        lives
    };
    let measured = |lives: &[Simulation], outcome: &str| {
        lives.iter().map(|life| life.measure().value(outcome)).sum::<f64>() / lives.len() as f64
    };
    let (few, many) = (of(12.0, true), of(30.0, true));
    for (outcome, less) in [("core_in_time_share", 0.3), ("trust_community", 0.01)] {
        let (few, many) = (measured(&few, outcome), measured(&many, outcome));
        assert!(many < few - less, "{outcome}: {few} and {many}");
    }
    assert!(measured(&many, "core_wait_days") > 3.0 * measured(&few, "core_wait_days"));
    let late = [&few, &many].map(|lives| measured(lives, "found_late_per_1000"));
    assert!(late[1] > late[0] + 0.5, "{late:?}");
    let without = of(30.0, false);
    assert!(measured(&without, "core_in_time_share").is_nan() && measured(&without, "core_wait_days").is_nan());
    for life in &without {
        assert!(life.society().subdistricts.iter().all(|s| s.core_business.queues.is_empty()));
        assert_eq!(counted(life, Count::CoreCame) + counted(life, Count::CoreFoundLate), 0);
        assert!(spent(life, &[Minutes::CommitteeCore]) == 0.0);
    }
}

/// Useful work that is left undone makes the register stale, and people of whom it does not know are found late.
#[test]
fn work_left_undone_is_seen_in_people_found_late() {
    let late = |cut: f64| {
        let mut scenario = city(16.0);
        scenario.settings.levers.power.list_cuts_work_share = cut;
        assert!(scenario.settings.mechanisms.choose("cut_work", "undone"));
        lived(&scenario, 0).measure().value("found_late_per_1000")
    };
    let (done, undone) = (late(0.0), late(0.8));
    assert!(undone > done + 1.0, "{done} and {undone}");
}
