//! Pattern 4, the only one of class V: the path of a hotline that adopts swift response, against the same city without.

use std::path::Path;

use gridgov::Simulation;
use gridgov::{Run, Scenario};

use crate::support::{Estimate, SEED, baseline, line, replicates, with};

/// Years that are read, the first before the change.
pub const YEARS: usize = 4;

/// What is followed, with the way in which the published figures went; a dash where nothing is published.
const FOLLOWED: [(&str, &str); 7] = [
    ("on_time_share", "up"),
    ("true_resolution_share", "up"),
    ("satisfaction", "up"),
    ("paper_closure_share", "–"),
    ("reported_closure_share", "–"),
    ("cases_per_1000_month", "–"),
    ("close_days_mean", "–"),
];

/// Year by year: the books are closed and opened anew after each.
fn by_year(burned: &Simulation, scenario: &Scenario) -> Vec<Run> {
    let mut simulation = burned.clone();
    let year = |_| {
        simulation = simulation.branch(scenario);
        simulation.advance(365);
        simulation.measure()
    };
    (0..YEARS).map(year).collect()
}

/// One replicate: the years with the change, and those without.
pub struct Lives {
    changed: Vec<Run>,
    unchanged: Vec<Run>,
}

/// The path in so many replicates of a city of that size.
pub fn path(residents: f64, burn_in_days: f64, count: u32) -> Vec<Lives> {
    let size = [("city.residents", residents), ("scenario.burn_in_days", burn_in_days)];
    let file = Path::new("scenarios/validation/swift_response.toml");
    let read = Scenario::from_path(file).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let (change, none) = (with(&read[0], &size), baseline(&size));
    assert!(change.same_world(&none) && change.changes[0].day == 365, "a year as it was comes first");
    replicates(count, |replicate| {
        let burned = Simulation::burned_in(&none, SEED, replicate);
        Lives { changed: by_year(&burned, &change), unchanged: by_year(&burned, &none) }
    })
}

/// What the change does to an outcome in a year, against the same city without it.
pub fn effect(lives: &[Lives], outcome: &str, year: usize) -> Estimate {
    let difference = |life: &Lives| life.changed[year].value(outcome) - life.unchanged[year].value(outcome);
    Estimate::of(&lives.iter().map(difference).collect::<Vec<f64>>())
}

/// Levels by year with the change, and its effect by year.
pub fn table(lives: &[Lives]) -> String {
    let level = |outcome: &str, year: usize| {
        Estimate::of(&lives.iter().map(|life| life.changed[year].value(outcome)).collect::<Vec<f64>>()).mean
    };
    let mut table = String::from(
        "| outcome | published | year before | year 1 | year 2 | year 3 | effect in year 1 | in year 2 | in year 3 | direction |\n\
         |---|---|---:|---:|---:|---:|---|---|---|---|\n",
    );
    for (outcome, published) in FOLLOWED {
        let levels: Vec<String> = (0..YEARS).map(|year| format!("{:.3}", level(outcome, year))).collect();
        let effects: Vec<Estimate> = (1..YEARS).map(|year| effect(lives, outcome, year)).collect();
        let [first, second, last] = [0, 1, 2].map(|year| effects[year].signed(3));
        let verdict = match (published, effects[YEARS - 2]) {
            ("up", effect) if effect.low > 0.0 => "hit",
            ("up", effect) if effect.high < 0.0 => "**miss**: the other way",
            ("up", _) => "**miss**: no clear change",
            _ => "",
        };
        let levels = levels.join(" | ");
        line(
            &mut table,
            &format!("| `{outcome}` | {published} | {levels} | {first} | {second} | {last} | {verdict} |"),
        );
    }
    table
}
