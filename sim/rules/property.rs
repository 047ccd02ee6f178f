//! Property companies and owners' committees.
//!
//! Satisfied residents pay their fee, fees pay for service, and service moves what is repaired (the well-known spiral):
//! each month the paying share moves some of the way to usual + k (satisfaction − ordinary), and service to
//! paying × (1 + bonus), the bonus under an owners' committee. Owners form a committee when enough of them are active
//! (tenants have no vote): at a threshold that support lowers; it lasts until far fewer are left. Where owners decide matters
//! themselves (`owners_decide`), estates differ in what founding takes, developers and quorums being what they are, so that
//! more support founds committees in more of them. Where companies stand apart (`companies_apart`), people pay for what they
//! have experienced of the company and not for everything that they are content with.

use crate::assumptions::Bodies;
use crate::random::keys::place;
use crate::random::{Key, Purpose, normal, unit};
use crate::society::Subdistrict;
use crate::society::residents::{SATISFACTION, mean};
use crate::world::World;

/// Whether there is an owners' committee next month.
#[must_use]
pub fn stands(n: &Bodies, stands: bool, active: f64, threshold: f64, support: f64) -> bool {
    let needed = threshold * (1.0 - n.owners_support_effect * support);
    active >= if stands { n.owners_dissolve_ratio * needed } else { needed }
}

/// Next month's paying share.
#[must_use]
pub fn paying(n: &Bodies, paying: f64, sensitivity: f64, above_ordinary: f64) -> f64 {
    let target = n.paying_usual + sensitivity * above_ordinary;
    paying + n.property_pace * (target.clamp(n.paying_least, 1.0) - paying)
}

/// What founding an owners' committee takes in an estate, relative to the threshold of all.
fn founding(w: &World, community: Key) -> f64 {
    if !w.mechanisms.owners_decide {
        return 1.0;
    }
    let u = unit(w.places.block(Purpose::Place, community.whole(), place::COMMUNITY, place::FOUNDING)[0]);
    w.bodies.owners_founding_ratio * libm::exp(w.bodies.owners_founding_log_sd * normal(u))
}

/// Moves owners' committees and property companies by a month.
pub fn owners_and_companies_move(s: &mut Subdistrict, w: &World) {
    let n = &w.institutions;
    let kept = libm::exp(-1.0 / w.self_governance.local_memory_months);
    s.office.mediation.fade(kept);
    for community in &mut s.communities {
        if w.mechanisms.owners_committees && community.owners > 0 {
            let active = f64::from(community.active_owners) / f64::from(community.owners);
            let support = community.levers.participation.owners_committee_support_share;
            let threshold = n.owners_threshold_share * founding(w, community.key);
            community.owners_committee = stands(&w.bodies, community.owners_committee, active, threshold, support);
        }
        let Some(company) = &mut community.property else { continue };
        if w.mechanisms.property_fees {
            let people = &s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
            let above = if w.mechanisms.companies_apart {
                w.expected_of_company(company) - w.bodies.company_ordinary
            } else {
                mean(people, SATISFACTION) - w.bodies.satisfaction_ordinary
            };
            company.paying = paying(&w.bodies, company.paying, n.fee_sensitivity, above);
        } else {
            company.paying = w.bodies.paying_usual;
        }
        company.known.fade(kept);
        let bonus = if community.owners_committee { n.owners_committee_bonus } else { 0.0 };
        let target = (company.paying * (1.0 + bonus)).min(1.0);
        company.service += w.bodies.property_pace * (target - company.service);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_lowers_the_threshold_and_committees_last() {
        let n = Bodies::default();
        assert!(!stands(&n, false, 0.2, 0.3, 0.0) && stands(&n, false, 0.2, 0.3, 0.6));
        assert!(stands(&n, true, 0.2, 0.3, 0.0) && !stands(&n, true, 0.1, 0.3, 0.0));
    }

    #[test]
    fn payment_follows_satisfaction_slowly() {
        let n = Bodies::default();
        assert!((paying(&n, 0.75, 1.2, 0.0) - 0.75).abs() < 1e-12);
        assert!((paying(&n, 0.75, 1.0, 0.1) - 0.76).abs() < 1e-12);
    }
}
