//! The street office reacts: how far it reaches in, and campaigns.
//!
//! Once a month θ ← clip(θ + g (overdue share of the community's cases − target), floor, cap): levers set floor and cap, θ is a
//! state. When the overdue share of all cases passes the trigger, a campaign (运动式治理) begins: everyone is sent more tasks
//! and departments work more, both scaled by the intervention cap, so that a power boundary bounds campaigns too (without takeover there is no
//! boundary, and campaigns run at full strength).

use crate::society::Subdistrict;
use crate::society::counts::Count;
use crate::units::Day;
use crate::world::World;

/// Next month's share taken over.
#[must_use]
pub fn next(taken: f64, overdue: f64, target: f64, gain: f64, floor: f64, cap: f64) -> f64 {
    (taken + gain * (overdue - target)).clamp(floor.min(cap), cap)
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// Lets the office look at its month.
pub fn office_reacts(s: &mut Subdistrict, w: &World, day: Day) {
    let n = &w.institutions;
    // The office's own state moves between the widest boundaries of its communities; each applies its own.
    let floor = s.communities.iter().map(|c| c.levers.power.intervention_floor_share).fold(1.0, f64::min);
    let cap = s.communities.iter().map(|c| c.levers.power.intervention_cap_share).fold(0.0, f64::max);
    let office = &mut s.office;
    let overdue = share(office.community_overdue, office.community_due).unwrap_or(n.overdue_target_share);
    let gain = if w.mechanisms.office_reaction { n.takeover_gain } else { 0.0 };
    office.takeover = next(office.takeover, overdue, n.overdue_target_share, gain, floor, cap);
    let pressed = share(office.overdue, office.due).is_some_and(|overdue| overdue > n.campaign_trigger_share);
    if w.mechanisms.campaigns
        && pressed
        && day + 1 >= office.campaign_until.saturating_add(w.bodies.campaign_pause_days as Day)
    {
        office.campaign_until = day + 1 + n.campaign_days.round() as Day;
        s.ledger.count_at_large(Count::Campaigns, 1);
    }
    office.due = 0;
    office.overdue = 0;
    office.community_due = 0;
    office.community_overdue = 0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressure_moves_the_reach_within_the_boundary() {
        assert!((next(0.3, 0.4, 0.1, 0.1, 0.1, 0.6) - 0.33).abs() < 1e-12);
        assert!((next(0.3, 0.9, 0.1, 1.0, 0.1, 0.6) - 0.6).abs() < 1e-12);
        assert!((next(0.3, 0.0, 0.1, 9.0, 0.1, 0.6) - 0.1).abs() < 1e-12);
    }
}
