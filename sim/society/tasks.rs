//! What a subdistrict keeps about sent-down tasks that have a product. Empty where the mechanism is off.

use crate::units::places::{CommunityIndex, Indexed};

/// Registers, and what is done for them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Tasks {
    /// Accuracy of each community's register of people and places, on 0 to 1.
    pub registers: Indexed<CommunityIndex, f64>,
    /// Useful minutes of this month by community.
    pub useful: Indexed<CommunityIndex, f64>,
    /// People who moved this month by community.
    pub moved: Indexed<CommunityIndex, u32>,
    /// Minutes today that departments give to work that was sent back to them.
    pub returned: [f64; 6],
}

impl Tasks {
    /// Registers of so many communities.
    #[must_use]
    pub fn of(communities: usize, accuracy: f64) -> Self {
        Self {
            registers: Indexed::filled(accuracy, communities),
            useful: Indexed::filled(0.0, communities),
            moved: Indexed::filled(0, communities),
            ..Self::default()
        }
    }

    /// Notes useful minutes in a community, where they are kept.
    pub fn note_useful(&mut self, community: CommunityIndex, minutes: f64) {
        if let Some(sum) = self.useful.get_mut(community) {
            *sum += minutes;
        }
    }

    /// Notes that somebody moved in a community, where moves are kept.
    pub fn note_move(&mut self, community: CommunityIndex) {
        if let Some(moved) = self.moved.get_mut(community) {
            *moved += 1;
        }
    }
}
