//! The town that benches live in.

use gridgov::Scenario;

#[path = "../../tests/common/first_model.rs"]
mod first_model;

/// The baseline in a city of so many residents, burned in for so many days.
pub fn scenario(residents: u32, burn_in_days: u32) -> Scenario {
    sized(Scenario::default(), residents, burn_in_days)
}

/// The same in the first model.
#[allow(dead_code)] // Not every bench asks for it.
pub fn first(residents: u32, burn_in_days: u32) -> Scenario {
    sized(first_model::first_model(), residents, burn_in_days)
}

fn sized(mut scenario: Scenario, residents: u32, burn_in_days: u32) -> Scenario {
    scenario.settings.city.residents = f64::from(residents);
    scenario.settings.frame.burn_in_days = f64::from(burn_in_days);
    scenario
}
