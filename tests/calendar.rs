//! Weekends and holidays, seasons, the rate that a city shares, and paths of matters.
//!
//! Asserted is what has to hold: free days have fewer calls and lose none; seasons move when things arise, not how many;
//! every subdistrict has the same rate of the city; some matters are closed within hours and others are open for months.
//! How the hazard of closing falls, what weekdays look like and how variance grows with the city are findings:
//! `cargo test --release --test calendar findings -- --ignored --nocapture` prints them for docs/validation.md.

#[path = "common/first_model.rs"]
mod first_model;

use gridgov::internals::society::counts::Count;
use gridgov::internals::statistics::interval::mean;
use gridgov::{Scenario, Simulation};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 61_0036;

/// The first model in a city of that size, with these mechanisms on.
fn with(residents: f64, burn_in_days: f64, on: &[&str]) -> Scenario {
    let mut scenario = first_model::first_model();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    for name in on {
        assert!(scenario.settings.mechanisms.switch(name, true), "{name}");
    }
    scenario
}

fn lived(scenario: &Scenario, replicate: u32, days: u32) -> Simulation {
    let mut life = Simulation::new(scenario, SEED, replicate);
    life.advance(days);
    life
}

/// A count on each day, over the city.
fn daily(life: &Simulation, counts: &[Count]) -> Vec<f64> {
    let ledgers: Vec<_> = life.ledger().collect();
    let day = |day: usize| {
        let of = |ledger: &&gridgov::internals::society::Ledger| {
            counts.iter().map(|&count| f64::from(ledger.days[day][count])).sum::<f64>()
        };
        ledgers.iter().map(of).sum::<f64>()
    };
    (0..ledgers[0].days.len()).map(day).collect()
}

/// Cases that residents bring, not those that patrols find.
const BROUGHT: [Count; 4] = [Count::FiledCommunity, Count::FiledOrganisation, Count::FiledGrid, Count::FiledHotline];

#[test]
fn free_days_have_fewer_calls_and_no_call_is_lost() {
    let brought = |on: &[&str]| daily(&lived(&with(12_000.0, 180.0, on), 0, 364), &BROUGHT);
    let (plain, weekly) = (brought(&[]), brought(&["calendar"]));
    let free = |days: &[f64]| {
        let of = |free: bool| {
            let own = days.iter().enumerate().filter(|(day, _)| (day % 7 >= 5) == free).map(|(_, n)| *n);
            mean(&own.collect::<Vec<_>>())
        };
        of(true) / of(false)
    };
    assert!((free(&plain) - 1.0).abs() < 0.1, "{}", free(&plain));
    // Two in three of those who decide on a free day; the others come later.
    assert!((0.5..0.8).contains(&free(&weekly)), "{}", free(&weekly));
    let total = |days: &[f64]| days.iter().sum::<f64>();
    assert!((total(&weekly) / total(&plain) - 1.0).abs() < 0.05, "{} against {}", total(&weekly), total(&plain));
}

#[test]
fn seasons_move_when_things_arise_and_not_how_many() {
    let arisen = |on: &[&str], kind: &str| {
        let mut scenario = with(12_000.0, 0.0, on);
        for incident in &mut scenario.settings.incidents {
            let own = if incident.name == kind { 600.0 } else { 0.0 };
            incident.numbers.rate_per_1000_year = own;
        }
        scenario.settings.mechanisms.switch("disorder", false);
        let life = lived(&scenario, 0, 730);
        let days = daily(&life, &[Count::Arisen]);
        let winter = |day: usize| !(91..274).contains(&(day % 365));
        let in_winter: f64 = days.iter().enumerate().filter(|(day, _)| winter(*day)).map(|(_, n)| n).sum();
        (in_winter / days.iter().sum::<f64>(), days.iter().sum::<f64>())
    };
    let ((even, all), (swinging, as_many)) = (arisen(&[], "facility_repair"), arisen(&["seasons"], "facility_repair"));
    // Half a year around the peak has 1/2 + 0.35/π of it.
    assert!((even - 0.5).abs() < 0.03 && (swinging - 0.611).abs() < 0.03, "{even} {swinging}");
    assert!((as_many / all - 1.0).abs() < 0.06, "{as_many} against {all}");
    assert!(arisen(&["seasons"], "neighbour_dispute").0 < 0.46, "noise is of the summer");
}

#[test]
fn every_subdistrict_has_the_same_rate_of_the_city() {
    let life = lived(&with(130_000.0, 20.0, &["citywide"]), 0, 20);
    let states: Vec<u64> = life.society().subdistricts.iter().map(|s| s.office.citywide.to_bits()).collect();
    assert!(states.len() > 1 && states.iter().all(|state| *state == states[0]) && states[0] != 0, "{states:?}");
    let plain = lived(&with(130_000.0, 20.0, &[]), 0, 20);
    assert!(plain.society().subdistricts.iter().all(|s| s.office.citywide.to_bits() == 0));
}

/// Of cases closed, the shares within so many days; of all that were filed early enough, the share open beyond 90 days.
fn tails(life: &Simulation, days: u32) -> [f64; 4] {
    let mut bins = vec![0.0; 721];
    for ledger in life.ledger() {
        for of_kind in &ledger.closing_times {
            bins.iter_mut().zip(of_kind).for_each(|(sum, &n)| *sum += f64::from(n));
        }
    }
    let closed: f64 = bins.iter().sum();
    let within = |days: f64| bins[..(days * 4.0) as usize].iter().sum::<f64>();
    let cases = || life.society().subdistricts.iter().flat_map(|s| &s.cases).filter(|case| !case.duplicate);
    let old = cases().filter(|case| case.filed >= 0.0 && f64::from(days) - case.filed > 90.0).count() as f64;
    [
        within(0.25) / closed,
        within(1.0) / closed,
        (closed - within(90.0)) / closed,
        (closed - within(90.0) + old) / closed,
    ]
}

#[test]
fn some_matters_are_closed_within_hours_and_others_are_open_for_months() {
    let of = |on: &[&str]| tails(&lived(&with(9_000.0, 180.0, on), 0, 540), 540);
    let (plain, paths) = (of(&[]), of(&["paths"]));
    assert!(plain[0] < 0.01 && plain[3] < 0.005, "{plain:?}");
    assert!(paths[0] > 0.08 && paths[3] > 0.006, "{paths:?}");
}

/// Mechanisms of this page.
const ALL: [&str; 4] = ["calendar", "seasons", "citywide", "paths"];

#[test]
#[ignore = "findings, a minute"]
fn findings_paths() {
    for on in [&[][..], &["paths"], &ALL] {
        let lives: Vec<Simulation> =
            (0..6).into_par_iter().map(|r| lived(&with(20_000.0, 720.0, on), r, 730)).collect();
        let shares: Vec<[f64; 4]> = lives.iter().map(|life| tails(life, 730)).collect();
        let share = |at: usize| mean(&shares.iter().map(|s| s[at]).collect::<Vec<_>>());
        println!(
            "{on:?}: closed within 6 h {:.3}, within a day {:.3}, after 90 days {:.4}; past 90 days closed or open {:.4}",
            share(0),
            share(1),
            share(2),
            share(3)
        );
        // Hazard of closing a day, by age: closed at that age over days open at that age.
        let mut bins = vec![0.0; 721];
        let mut open = vec![0.0; 721];
        for life in &lives {
            for ledger in life.ledger() {
                for of_kind in &ledger.closing_times {
                    bins.iter_mut().zip(of_kind).for_each(|(sum, &n)| *sum += f64::from(n));
                }
            }
            for case in life.society().subdistricts.iter().flat_map(|s| &s.cases) {
                if !case.duplicate && case.filed >= 0.0 {
                    open[(((730.0 - case.filed) * 4.0) as usize).min(720)] += 1.0;
                }
            }
        }
        let ages = [0.0, 0.25, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0];
        let told: Vec<String> = ages
            .windows(2)
            .map(|ages| {
                let (from, to) = ((ages[0] * 4.0) as usize, (ages[1] * 4.0) as usize);
                let closed: f64 = bins[from..to].iter().sum();
                let at_risk: f64 =
                    (from..to).map(|at| bins[at..].iter().sum::<f64>() + open[at..].iter().sum::<f64>()).sum();
                format!("{}-{}: {:.3}", ages[0], ages[1], closed / at_risk * 4.0)
            })
            .collect();
        println!("  hazard a day by age: {}", told.join(", "));
        for outcome in [
            "close_days_mean",
            "close_days_median",
            "close_days_p90",
            "on_time_share",
            "backlog_per_1000",
            "cases_per_1000_month",
            "satisfaction",
            "takeover_share",
            "true_resolution_share",
            "harm_per_1000_day",
            "daily_variance_ratio",
        ] {
            println!(
                "  {outcome} {:.3}",
                mean(&lives.iter().map(|life| life.measure().value(outcome)).collect::<Vec<_>>())
            );
        }
    }
}

#[test]
#[ignore = "findings, a minute"]
fn findings_weekdays() {
    let lives: Vec<Simulation> = (0..6).into_par_iter().map(|r| lived(&with(20_000.0, 360.0, &ALL), r, 728)).collect();
    for (name, counts) in
        [("brought", &BROUGHT[..]), ("found on patrol", &[Count::FiledPatrol]), ("closed", &[Count::Closed])]
    {
        let weekday = |weekday: usize| {
            let of =
                |life: &Simulation| mean(&daily(life, counts).into_iter().skip(weekday).step_by(7).collect::<Vec<_>>());
            mean(&lives.iter().map(of).collect::<Vec<_>>())
        };
        let week: Vec<f64> = (0..7).map(weekday).collect();
        let all = mean(&week);
        let told: Vec<String> = week.iter().map(|n| format!("{:.2}", n / all)).collect();
        println!("{name} by weekday, mean 1: {}", told.join(" "));
        let holiday = |first: usize, days: usize| {
            let of = |life: &Simulation| {
                let days_of_life = daily(life, counts);
                mean(
                    &(first..first + days)
                        .flat_map(|day| [days_of_life[day], days_of_life[day + 365]])
                        .collect::<Vec<_>>(),
                )
            };
            mean(&lives.iter().map(of).collect::<Vec<_>>()) / all
        };
        println!(
            "  Spring Festival {:.2}, the week after {:.2}; National Day {:.2}, the week after {:.2}",
            holiday(40, 8),
            holiday(48, 7),
            holiday(273, 7),
            holiday(280, 7)
        );
    }
}

#[test]
#[ignore = "findings, some minutes"]
fn findings_variance() {
    for on in [&[][..], &["citywide"], &["calendar", "seasons", "citywide"]] {
        for (residents, replicates) in [(20_000.0, 12), (60_000.0, 8), (200_000.0, 4)] {
            let ratios: Vec<[f64; 2]> = (0..replicates)
                .into_par_iter()
                .map(|r| {
                    let days = daily(&lived(&with(residents, 120.0, on), r, 364), &[Count::Arisen]);
                    let m = mean(&days);
                    let v = days.iter().map(|n| (n - m) * (n - m)).sum::<f64>() / (days.len() - 1) as f64;
                    [v / m, (v - m) / (m * m)]
                })
                .collect();
            let at = |at: usize| mean(&ratios.iter().map(|r| r[at]).collect::<Vec<_>>());
            println!(
                "{on:?}, {residents}: variance/mean of incidents a day {:.2}, relative variance beyond chance {:.4}",
                at(0),
                at(1)
            );
        }
    }
}
