//! Policies and worlds that several tests compare.

use gridgov::Scenario;

/// The same with the office taking over this share of self-governable matters, come what may.
pub fn taking_over(scenario: &Scenario, share: f64) -> Scenario {
    let mut scenario = scenario.clone();
    let power = &mut scenario.settings.levers.power;
    (power.intervention_floor_share, power.intervention_cap_share) = (share, share);
    scenario
}

/// The same with the hours of every department multiplied.
pub fn with_hours(mut scenario: Scenario, factor: f64) -> Scenario {
    let n = &mut scenario.settings.institutions;
    for hours in [
        &mut n.urban_management_hours_per_1000_week,
        &mut n.public_security_hours_per_1000_week,
        &mut n.housing_hours_per_1000_week,
        &mut n.market_regulation_hours_per_1000_week,
        &mut n.civil_affairs_hours_per_1000_week,
        &mut n.health_hours_per_1000_week,
    ] {
        *hours *= factor;
    }
    scenario
}
