//! The town that benches live in.

use gridgov::Scenario;

/// The baseline in a city of so many residents, burned in for so many days.
pub fn scenario(residents: u32, burn_in_days: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = f64::from(residents);
    scenario.settings.frame.burn_in_days = f64::from(burn_in_days);
    scenario
}
