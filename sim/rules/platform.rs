//! The platform is rolled out: what policy orders reaches desks over days.
//!
//! Integration, sharing and analytics of a community move toward their levers by at most 1 / `rollout_days` a day.

use crate::society::Subdistrict;
use crate::society::communities::Platform;

/// Moves `level` toward `target` by at most a day's step.
#[must_use]
pub fn roll(level: f64, target: f64, rollout_days: f64) -> f64 {
    let step = if rollout_days < 1.0 { 1.0 } else { 1.0 / rollout_days };
    level + (target - level).clamp(-step, step)
}

/// Rolls the platform out for a day.
pub fn platform_is_rolled_out(s: &mut Subdistrict) {
    for community in &mut s.communities {
        let information = &community.levers.information;
        let (p, days) = (community.platform, information.rollout_days);
        community.platform = Platform {
            integration: roll(p.integration, information.integration_share, days),
            sharing: roll(p.sharing, information.sharing_share, days),
            analytics: roll(p.analytics, information.analytics_share, days),
        };
        community.window = community.levers.power.one_stop_share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rollout_takes_its_days_and_arrives() {
        let mut level = 0.2;
        for _ in 0..60 {
            level = roll(level, 0.8, 100.0);
        }
        assert!((level - 0.8).abs() < 1e-9);
        assert!((roll(0.2, 0.8, 0.0) - 0.8).abs() < 1e-12);
    }
}
