//! Lasting causes and the projects that mend them.
//!
//! Asserted is what has to hold: off, nothing is stored; lasting causes move where incidents of a kind happen, not how many;
//! projects only take incidents away; what no department hears of is not mended by departments alone. How much they move,
//! and whom they leave out, are findings:
//! `cargo test --release --test causes findings -- --ignored --nocapture` prints them for docs/validation.md.

#[path = "common/first_model.rs"]
mod first_model;

use std::collections::BTreeMap;

use gridgov::internals::society::causes::ProjectHours;
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::journal::Activity;
use gridgov::internals::statistics::interval::{interval, mean};
use gridgov::{Change, Scenario, Simulation};
use rayon::prelude::*;

/// The seed of every test here.
const SEED: u64 = 61_0029;

/// The first model in a city with lasting causes and projects.
fn with_causes(residents: f64, burn_in_days: f64) -> Scenario {
    let mut scenario = first_model::first_model();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    for name in ["root_causes", "projects"] {
        assert!(scenario.settings.mechanisms.switch(name, true), "{name}");
    }
    scenario
}

/// How projects are steered.
#[derive(Clone, Copy, Debug)]
enum Steered {
    /// By turn.
    ByTurn,
    /// By what each department hears.
    Apart,
    /// By one record of everything.
    Joined,
    /// By the harm of what one record shows.
    ByHarm,
}

/// The same with so many hours of projects from a day on, steered in that way.
fn mending(scenario: &Scenario, day: i32, hours: f64, steered: Steered) -> Scenario {
    let (analytics, sharing, integration) = match steered {
        Steered::ByTurn => (0.0, 0.2, 0.3),
        Steered::Apart => (1.0, 0.0, 0.3),
        Steered::Joined | Steered::ByHarm => (1.0, 1.0, 1.0),
    };
    let mut scenario = scenario.clone();
    if matches!(steered, Steered::ByHarm) {
        assert!(scenario.settings.mechanisms.choose("project_aim", "harm"));
    }
    let information = &mut scenario.settings.levers.information;
    information.rollout_days = 0.0;
    (information.analytics_share, information.sharing_share, information.integration_share) =
        (analytics, sharing, integration);
    scenario.changes.push(Change::on(day, vec![("information", "project_hours_per_1000_year", hours)]));
    scenario
}

#[test]
fn what_is_off_is_absent() {
    let mut scenario = with_causes(3_000.0, 30.0);
    for name in ["root_causes", "projects"] {
        assert!(scenario.settings.mechanisms.switch(name, false));
    }
    let mut life = Simulation::new(&mending(&scenario, 0, 200.0, Steered::Joined), SEED, 0);
    life.advance(120);
    for s in &life.society().subdistricts {
        let causes = &s.causes;
        assert!(causes.cumulative.is_empty() && causes.left.is_empty());
        assert!(causes.heard.is_empty() && causes.joined.is_empty() && causes.carried_out.is_empty());
        assert_eq!(causes.hours, ProjectHours::default());
    }
}

/// Whoever mends is paid by the hour, and nothing but the cost depends on the price.
#[test]
fn projects_are_paid_by_the_hour() {
    let scenario = mending(&with_causes(3_000.0, 0.0), 0, 400.0, Steered::Joined);
    let year = |yuan_hour: f64| {
        let mut scenario = scenario.clone();
        scenario.settings.projects.project_yuan_hour = yuan_hour;
        let mut life = Simulation::new(&scenario, SEED, 0);
        life.advance(365);
        let hours: f64 = life.society().subdistricts.iter().map(|s| s.causes.hours.spent).sum();
        (life.measure().value("cost_yuan_per_resident_year"), hours)
    };
    let ((free, hours), (paid, as_many)) = (year(0.0), year(80.0));
    assert!(hours > 100.0, "{hours} hours");
    assert_eq!(hours.to_bits(), as_many.to_bits());
    let expected = hours * 80.0 / 3_000.0;
    assert!((paid - free - expected).abs() < 0.02 * expected, "{paid} - {free} is not {expected}");
}

/// What arises on a day, by identity, kind and building.
fn arising(life: &mut Simulation, days: u32) -> BTreeMap<u64, (usize, usize)> {
    let mut arisen = BTreeMap::new();
    for _ in 0..days {
        life.advance(1);
        for incident in life.society().subdistricts.iter().flat_map(|s| &s.incidents) {
            arisen.insert(incident.id, (incident.kind.index(), incident.building.index()));
        }
    }
    arisen
}

/// Lasting causes gather a kind at few buildings: the same number arises, more of it at the tenth of buildings with most.
#[test]
fn lasting_causes_gather_incidents_at_few_buildings() {
    let share = |causes: bool| {
        let mut scenario = with_causes(12_000.0, 0.0);
        for (name, on) in [("root_causes", causes), ("disorder", false), ("deliberation", false)] {
            assert!(scenario.settings.mechanisms.switch(name, on));
        }
        let mut life = Simulation::new(&scenario, SEED, 0);
        let arisen = arising(&mut life, 720);
        let sanitation: Vec<usize> = arisen.values().filter(|at| at.0 == 0).map(|at| at.1).collect();
        let mut counts = vec![0_u32; life.society().subdistricts[0].buildings.len()];
        for building in &sanitation {
            counts[*building] += 1;
        }
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let top: u32 = counts[..counts.len() / 10].iter().sum();
        (sanitation.len() as f64, f64::from(top) / sanitation.len() as f64)
    };
    let ((without, even), (with, gathered)) = (share(false), share(true));
    assert!((with / without - 1.0).abs() < 0.05, "{with} arise against {without}");
    // A lognormal of log-sd 1 has 0.39 of its sum in its top tenth; the buildings' own condition and size come on top.
    assert!(gathered > even + 0.1 && gathered > 0.35, "{gathered} against {even}");
}

/// Projects thin: every incident that arises with them arises without them too, where no other one begets it.
#[test]
fn projects_only_take_incidents_away() {
    let mut scenario = with_causes(6_000.0, 360.0);
    for name in ["disorder", "learning", "joining", "practice", "burnout", "property_fees", "legal_education"] {
        assert!(scenario.settings.mechanisms.switch(name, false));
    }
    let world = Simulation::burned_in(&scenario, SEED, 0);
    let [none, some] = [0.0, 400.0].map(|hours| {
        let mut life = world.branch(&mending(&scenario, 0, hours, Steered::Joined));
        (arising(&mut life, 720), life.ledger().map(|ledger| ledger.counts[Count::Arisen]).sum::<u64>())
    });
    assert!(some.1 * 100 < none.1 * 97, "{} against {}", some.1, none.1);
    let own = some.0.keys().filter(|id| !none.0.contains_key(id)).count();
    // One that ends on the day on which it arose is not seen here.
    assert!(own * 200 < some.0.len(), "{own} of {} arise only with projects", some.0.len());
}

/// The hours of projects balance, and departments alone mend nothing of what the hotline never hears.
#[test]
fn what_is_not_heard_is_not_mended_by_departments_apart() {
    let mut scenario = with_causes(9_000.0, 360.0);
    let quiet = scenario.settings.incidents.iter().position(|kind| kind.name == "facility_repair").expect("a kind");
    scenario.settings.incidents[quiet].numbers.fit_hotline = -20.0;
    let world = Simulation::burned_in(&scenario, SEED, 0);
    let carried_out = |steered| {
        let mut life = world.branch(&mending(&scenario, 0, 400.0, steered));
        life.advance(720);
        let s = &life.society().subdistricts[0];
        let hours = s.causes.hours;
        assert!(hours.granted > 0.0 && hours.spent > 0.0);
        assert!((hours.granted - hours.spent - hours.lapsed - s.causes.waiting()).abs() < 1e-6, "{hours:?}");
        let projects = s.causes.carried_out.iter().skip(quiet).step_by(s.causes.kinds);
        projects.sum::<u32>()
    };
    assert_eq!(carried_out(Steered::Apart), 0);
    assert!(carried_out(Steered::Joined) > 0 && carried_out(Steered::ByTurn) > 0);
}

/// Cases filed and incidents arisen by building and kind, in the stretches of days between `days`.
type Filed = Vec<BTreeMap<(usize, usize), [f64; 2]>>;

/// What is looked at of a life.
struct Lived {
    filed: Filed,
    /// Projects by building and kind up to the days.
    projects: Vec<Vec<u32>>,
    kinds: usize,
    spent: f64,
    lapsed: f64,
    archetypes: Vec<usize>,
    run: gridgov::Run,
}

fn lived(world: &Simulation, scenario: &Scenario, days: &[u32]) -> Lived {
    let mut life = world.branch(scenario);
    life.keep_journal();
    let mut projects = Vec::new();
    let mut day = 0;
    for &until in days {
        life.advance(until - day);
        day = until;
        projects.push(life.society().subdistricts[0].causes.carried_out.clone());
    }
    let s = &life.society().subdistricts[0];
    let mut filed: Filed = vec![BTreeMap::new(); days.len()];
    for event in &s.ledger.journal.as_ref().expect("a journal").events {
        let which = match event.activity {
            Activity::Register => 0,
            Activity::Arise => 1,
            _ => continue,
        };
        let stretch = days.iter().position(|&until| event.time < f64::from(until)).unwrap_or(days.len() - 1);
        filed[stretch].entry((event.building.index(), event.kind.index())).or_default()[which] += 1.0;
    }
    let archetypes = s.buildings.iter().map(|b| s.communities[b.community].archetype as usize).collect();
    let hours = s.causes.hours;
    Lived {
        filed,
        projects,
        kinds: s.causes.kinds,
        spent: hours.spent,
        lapsed: hours.lapsed,
        archetypes,
        run: life.measure(),
    }
}

fn told(values: &[f64]) -> String {
    let (low, high) = interval(values, 0.95);
    format!("{:+.3} ({low:+.3} to {high:+.3})", mean(values))
}

/// Sum over the places that a life treated in its second year, in a stretch of another life.
fn at_treated(of: &Lived, treated: &Lived, kind: Option<usize>, stretch: usize, which: usize) -> f64 {
    let done = |place: &(usize, usize)| {
        let at = place.0 * treated.kinds + place.1;
        treated.projects[1][at] > treated.projects[0][at] && kind.is_none_or(|kind| kind == place.1)
    };
    of.filed[stretch].iter().filter(|(place, _)| done(place)).map(|(_, counts)| counts[which]).sum()
}

/// Years before, of and after the projects: what they do to cases at the places that they went to, paired with the same
/// places without projects and against the year before; to all cases; and where the hours went.
#[test]
#[ignore = "findings, some minutes"]
fn findings_projects() {
    let scenario = with_causes(20_000.0, 720.0);
    let days = [360, 720, 1_080];
    for steered in [Steered::ByTurn, Steered::Apart, Steered::Joined, Steered::ByHarm] {
        // What projects aim at belongs to the world.
        let mut of_world = scenario.clone();
        of_world.settings.mechanisms = mending(&scenario, 0, 0.0, steered).settings.mechanisms;
        let worlds: Vec<Simulation> =
            (0..6).into_par_iter().map(|replicate| Simulation::burned_in(&of_world, SEED, replicate)).collect();
        let never: Vec<Lived> =
            worlds.par_iter().map(|world| lived(world, &mending(&scenario, 360, 0.0, steered), &days)).collect();
        for hours in [25.0, 50.0, 100.0, 200.0] {
            let with: Vec<Lived> =
                worlds.par_iter().map(|world| lived(world, &mending(&scenario, 360, hours, steered), &days)).collect();
            let pairs = || never.iter().zip(&with);
            println!("{steered:?}, {hours} hours/1,000/year:");
            let spent: Vec<f64> = with.iter().map(|l| l.spent).collect();
            let lapsed: Vec<f64> = with.iter().map(|l| l.lapsed).collect();
            let places = with.iter().map(|l| {
                let done = l.projects[1].iter().zip(&l.projects[0]).filter(|(after, before)| after > before);
                done.count() as f64
            });
            println!(
                "  hours spent {:.0}, lapsed {:.0}; places in the first year {:.0}",
                mean(&spent),
                mean(&lapsed),
                mean(&places.collect::<Vec<_>>())
            );
            for (name, kind) in [("all kinds", None), ("facility repair", Some(1)), ("sanitation", Some(0))] {
                for (what, which) in [("recorded", 0), ("arisen", 1)] {
                    let paired: Vec<f64> = pairs()
                        .map(|(n, w)| at_treated(w, w, kind, 2, which) / at_treated(n, w, kind, 2, which) - 1.0)
                        .collect();
                    let before: Vec<f64> = with
                        .iter()
                        .map(|w| at_treated(w, w, kind, 2, which) / at_treated(w, w, kind, 0, which) - 1.0)
                        .collect();
                    let regression: Vec<f64> = pairs()
                        .map(|(n, w)| at_treated(n, w, kind, 2, which) / at_treated(n, w, kind, 0, which) - 1.0)
                        .collect();
                    println!(
                        "  {name}, {what} at treated places: paired {}, before-after {}, of it without any project {}",
                        told(&paired),
                        told(&before),
                        told(&regression)
                    );
                }
            }
            for outcome in [
                "cases_per_1000_month",
                "harm_per_1000_day",
                "close_days_mean",
                "satisfaction",
                "cost_yuan_per_resident_year",
                "detection_share",
                "patrol_lift",
            ] {
                let moved: Vec<f64> = pairs().map(|(n, w)| w.run.value(outcome) - n.run.value(outcome)).collect();
                println!(
                    "  {outcome}: {} from {:.3}",
                    told(&moved),
                    mean(&never.iter().map(|n| n.run.value(outcome)).collect::<Vec<_>>())
                );
            }
            // Who is left out: share of projects by kind and by archetype against the share of incidents.
            let shares = |of: &dyn Fn(&Lived) -> Vec<f64>, lives: &[Lived]| {
                let mut sums = [0.0; 8];
                for life in lives {
                    let own = of(life);
                    let total: f64 = own.iter().sum();
                    sums.iter_mut().zip(&own).for_each(|(sum, x)| *sum += x / total / lives.len() as f64);
                }
                sums.iter().map(|x| format!("{x:.2}")).collect::<Vec<_>>().join(" ")
            };
            let projects_by = |key: &dyn Fn(&Lived, usize) -> usize, life: &Lived| {
                let mut sums = vec![0.0; 8];
                for (at, &n) in life.projects[2].iter().enumerate() {
                    sums[key(life, at)] += f64::from(n);
                }
                sums
            };
            let arisen_by = |key: &dyn Fn(&Lived, usize) -> usize, life: &Lived| {
                let mut sums = vec![0.0; 8];
                for (place, counts) in life.filed.iter().flatten() {
                    sums[key(life, place.0 * life.kinds + place.1)] += counts[1];
                }
                sums
            };
            let kind = |life: &Lived, at: usize| at % life.kinds;
            let archetype = |life: &Lived, at: usize| life.archetypes[at / life.kinds];
            println!(
                "  projects by kind {}; incidents {}",
                shares(&|l| projects_by(&kind, l), &with),
                shares(&|l| arisen_by(&kind, l), &never)
            );
            println!(
                "  projects by archetype {}; incidents {}",
                shares(&|l| projects_by(&archetype, l), &with),
                shares(&|l| arisen_by(&archetype, l), &never)
            );
        }
    }
}
