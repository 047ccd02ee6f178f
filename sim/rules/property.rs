//! Property companies and owners' committees.
//!
//! Satisfied residents pay their fee, fees pay for service, and service moves what is repaired (the well-known spiral): each
//! month the paying share moves a tenth of the way to 0.75 + k (satisfaction − 0.65), and service to paying × (1 + bonus), the
//! bonus under an owners' committee. Owners form a committee when enough of them are active (tenants have no vote): at a
//! threshold that support lowers by up to 0.7 of itself; it lasts until fewer than half as many are left.

use crate::society::Subdistrict;
use crate::society::residents::{SATISFACTION, mean};
use crate::world::World;

/// Monthly approach of payment and service.
const PACE: f64 = 0.1;
/// Payment at ordinary satisfaction; what is paid where payment does not react.
const USUAL: f64 = 0.75;
/// Satisfaction at which the usual share pays: about what residents of an ordinary district report, so that companies
/// there neither collect everything nor spiral down.
const ORDINARY: f64 = 0.65;
/// How much of the threshold support can take away.
const SUPPORT: f64 = 0.7;

/// Whether there is an owners' committee next month.
#[must_use]
pub fn stands(stands: bool, active: f64, threshold: f64, support: f64) -> bool {
    let needed = threshold * (1.0 - SUPPORT * support);
    active >= if stands { 0.5 * needed } else { needed }
}

/// Next month's paying share.
#[must_use]
pub fn paying(paying: f64, sensitivity: f64, satisfaction: f64) -> f64 {
    let target = (USUAL + sensitivity * (satisfaction - ORDINARY)).clamp(0.05, 1.0);
    paying + PACE * (target - paying)
}

/// Moves owners' committees and property companies by a month.
pub fn owners_and_companies_move(s: &mut Subdistrict, w: &World) {
    let n = &w.institutions;
    for community in &mut s.communities {
        if w.mechanisms.owners_committees && community.owners > 0 {
            let active = f64::from(community.active_owners) / f64::from(community.owners);
            let support = community.levers.participation.owners_committee_support_share;
            community.owners_committee = stands(community.owners_committee, active, n.owners_threshold_share, support);
        }
        let Some(company) = &mut community.property else { continue };
        if w.mechanisms.property_fees {
            let people = &s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
            company.paying = paying(company.paying, n.fee_sensitivity, mean(people, SATISFACTION));
        } else {
            company.paying = USUAL;
        }
        let bonus = if community.owners_committee { n.owners_committee_bonus } else { 0.0 };
        let target = (company.paying * (1.0 + bonus)).min(1.0);
        company.service += PACE * (target - company.service);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_lowers_the_threshold_and_committees_last() {
        assert!(!stands(false, 0.2, 0.3, 0.0) && stands(false, 0.2, 0.3, 0.6));
        assert!(stands(true, 0.2, 0.3, 0.0) && !stands(true, 0.1, 0.3, 0.0));
    }

    #[test]
    fn payment_follows_satisfaction_slowly() {
        assert!((paying(0.75, 1.2, ORDINARY) - 0.75).abs() < 1e-12);
        assert!((paying(0.75, 1.0, 0.75) - 0.76).abs() < 1e-12);
    }
}
