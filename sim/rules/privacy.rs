//! Privacy concern follows what is collected and not protected.
//!
//! Each month a community's concern moves by a fixed share toward breadth × (1 − protection). It makes channels that keep
//! personal data dearer to those who care (see `channel_choice`).

use crate::society::Subdistrict;
use crate::world::World;

/// Next month's concern.
#[must_use]
pub fn next(concern: f64, breadth: f64, protection: f64, rate: f64) -> f64 {
    concern + rate * (breadth * (1.0 - protection) - concern)
}

/// Moves privacy concern by a month.
pub fn concern_follows_collection(s: &mut Subdistrict, w: &World) {
    for community in &mut s.communities {
        let information = &community.levers.information;
        community.privacy_concern = next(
            community.privacy_concern,
            information.collection_breadth_share,
            information.protection_share,
            w.institutions.privacy_rate,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concern_settles_at_what_is_collected_unprotected() {
        let settled = (0..500).fold(0.0, |c, _| next(c, 0.6, 0.25, 0.1));
        assert!((settled - 0.45).abs() < 1e-9);
    }
}
