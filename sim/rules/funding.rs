//! Social organisations live on purchased services, members and room to register; volunteers on support.
//!
//! Of a fixed pool of potential organisations those whose number lies within the registered room may work. One enters
//! when its resources (members' hours and its share of purchased hours, over members' hours) reach what it needs, and
//! leaves when they fall below a part of that. Of its purchased hours a share co-optation × θ serves its purchaser's
//! tasks (Tang 2019). Volunteers give hours × active residents × s / (s + s½), where s is the support per resident and
//! year.

use crate::society::{Community, Subdistrict};
use crate::units::MONTH_DAYS;
use crate::world::World;

/// Hours a week that a yearly sum buys.
fn hours_per_week(yuan_per_year: f64, yuan_per_hour: f64) -> f64 {
    yuan_per_year / yuan_per_hour.max(0.01) / 52.0
}

/// Whether an organisation works next month; one that is there leaves below the part `leaves` of its needs.
#[must_use]
pub fn works(present: bool, resources: f64, needs: f64, leaves: f64) -> bool {
    resources >= if present { leaves * needs } else { needs }
}

/// Minutes a day that volunteers give.
#[must_use]
pub fn volunteer_minutes(active: f64, hours_per_month: f64, support: f64, half: f64) -> f64 {
    active * hours_per_month * 60.0 / f64::from(MONTH_DAYS) * support / (support + half)
}

/// Lets organisations come and go and plan their month, and volunteers too.
pub fn organisations_are_funded(s: &mut Subdistrict, w: &World) {
    let n = &w.institutions;
    let residents = s.residents.len() as f64;
    let over = |lever: fn(&Community) -> f64| s.over_residents(lever);
    let room = over(|c| c.levers.participation.organisations_per_10000) / 10_000.0;
    let purchased = over(|c| c.levers.power.service_purchase_yuan_per_resident_year);
    let cap = over(|c| c.levers.power.intervention_cap_share) / residents;
    let floor = over(|c| c.levers.power.intervention_floor_share) / residents;
    let reach = s.office.takeover.clamp(floor.min(cap), cap);
    let allowed = |number: usize| number as f64 + 0.5 < room;
    // Money without anybody to spend it on is not spent: hours are bought from those who work, or would with it.
    let each_bought =
        if room > 0.0 { hours_per_week(purchased, w.prices.organisation_yuan_hour) / room.max(1.0) } else { 0.0 };
    let members = n.organisation_member_hours_per_week;
    s.office.purchased_hours_week = 0.0;
    for (number, organisation) in s.organisations.iter_mut().enumerate() {
        let resources = if members > 0.0 { (members + each_bought) / members } else { each_bought };
        organisation.present = allowed(number)
            && works(organisation.present, resources, organisation.needs, w.bodies.organisation_leaves_ratio);
        let coopted = if organisation.present { each_bought * n.cooptation_share * reach } else { 0.0 };
        let hours = if organisation.present { members + each_bought - coopted } else { 0.0 };
        organisation.minutes = hours * 60.0 / 7.0;
        organisation.coopted_minutes = coopted * 60.0 / 7.0;
        s.office.purchased_hours_week += if organisation.present { each_bought } else { 0.0 };
    }
    for community in &mut s.communities {
        community.volunteer_minutes = volunteer_minutes(
            f64::from(community.active),
            n.volunteer_hours_per_month,
            community.levers.participation.volunteer_support_yuan_per_resident_year,
            w.prices.volunteer_full_yuan_resident_year,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_stays_longer_than_it_would_come() {
        assert!(works(false, 1.0, 1.0, 0.7) && !works(false, 0.9, 1.0, 0.7));
        assert!(works(true, 0.75, 1.0, 0.7) && !works(true, 0.65, 1.0, 0.7));
    }

    #[test]
    fn volunteers_give_half_at_half_support_and_nothing_without() {
        assert!((volunteer_minutes(100.0, 3.0, 6.0, 6.0) - 300.0).abs() < 1e-9);
        assert_eq!(volunteer_minutes(100.0, 3.0, 0.0, 6.0), 0.0);
    }
}
