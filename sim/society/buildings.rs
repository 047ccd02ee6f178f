//! Buildings: where residents live and incidents happen. They never move when grids are redrawn.

use crate::units::places::{CommunityIndex, PostIndex};

/// A building.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Building {
    /// Community, as its place in the subdistrict.
    pub community: CommunityIndex,
    /// First resident and the one after the last.
    pub residents: (u32, u32),
    /// Share of the community's incidents that happen at or before this building: a cumulative share.
    pub cumulative: f64,
    /// Post that covers it, as its place in the subdistrict, where there is one.
    pub post: Option<PostIndex>,
    /// Cases on record here, faded over a quarter; what analytics sees.
    pub recorded: f64,
    /// How much patrol time is steered here, relative to an even patrol.
    pub steering: f64,
    /// Live incidents here that nobody has recorded.
    pub unrecorded: u32,
}

impl Building {
    /// How many live here.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.residents.1 - self.residents.0
    }
}
