//! The town that benches live in.

use gridgov::Scenario;

/// The baseline in a city of so many residents, burned in for so many days.
pub fn scenario(residents: u32, burn_in_days: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = f64::from(residents);
    scenario.settings.frame.burn_in_days = f64::from(burn_in_days);
    scenario
}

/// Mechanisms of the second model.
const SECOND: [&str; 26] = [
    "matters",
    "who_decides",
    "people_practise",
    "local_joining",
    "fading",
    "mobility",
    "street_office",
    "whistle",
    "secondment",
    "hotline_queue",
    "organisers",
    "root_causes",
    "projects",
    "calendar",
    "seasons",
    "citywide",
    "paths",
    "ranking",
    "callbacks",
    "gaming",
    "load",
    "task_owners",
    "core_business",
    "companies_apart",
    "owners_decide",
    "clustering",
];

/// A scenario with the mechanisms of the second model on or off; those of the first stay as they are.
///
/// # Panics
/// When the model has no such mechanism.
#[allow(dead_code)] // Not every bench asks for it.
pub fn second(mut scenario: Scenario, on: bool) -> Scenario {
    for mechanism in SECOND {
        assert!(scenario.settings.mechanisms.switch(mechanism, on), "no mechanism {mechanism}");
    }
    scenario
}
