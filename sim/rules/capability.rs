//! The community body gains capability by practice and loses it by disuse.
//!
//! K ← K + g u (1 − K) − r K each month, where u = n / (n + h) and n is the number of matters that the community body handled, per
//! 1,000 residents. Learning by doing (Arrow 1962) with organisational forgetting (Argote 2013); the numbers are assumed.

use crate::society::Subdistrict;
use crate::world::World;

/// Next month's capability.
#[must_use]
pub fn next(capability: f64, handled_per_1000: f64, gain: f64, rust: f64, half: f64) -> f64 {
    let practice = handled_per_1000 / (handled_per_1000 + half);
    (capability + gain * practice * (1.0 - capability) - rust * capability).clamp(0.0, 1.0)
}

/// Lets capability grow and rust.
pub fn communities_practise(s: &mut Subdistrict, w: &World) {
    let n = &w.institutions;
    for community in &mut s.communities {
        let handled = f64::from(community.practised) / f64::from(community.size()) * 1000.0;
        if w.mechanisms.practice && !w.mechanisms.people_practise {
            community.capability =
                next(community.capability, handled, n.capability_gain, n.capability_rust, n.practice_half);
        }
        community.practised = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capability_settles_where_gain_meets_rust() {
        let mut k = 0.1;
        for _ in 0..2000 {
            k = next(k, 10.0, 0.1, 0.03, 10.0);
        }
        // u = 1/2: 0.05 (1 - K) = 0.03 K.
        assert!((k - 0.05 / 0.08).abs() < 1e-9, "{k}");
        assert!(next(0.5, 0.0, 0.1, 0.03, 10.0) < 0.5);
    }
}
