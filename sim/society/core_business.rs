//! The core business of residents' committees: what waits at each. Empty where the mechanism is off.

use crate::society::governance::Matter;
use crate::units::Day;
use crate::units::places::{CommunityIndex, Indexed};

/// What a piece is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Strand {
    /// A visit to somebody who may be in need (探访关爱).
    Care,
    /// Welfare: an application, a check.
    Welfare,
    /// A certificate, or an errand to an office in somebody's place.
    Certificate,
    /// A quarrel to be smoothed at the door.
    Door,
}

impl Strand {
    /// Every strand, in the order in which a draw goes through them.
    pub const ALL: [Self; 4] = [Self::Care, Self::Welfare, Self::Certificate, Self::Door];

    /// Whether the committee has to know of it from its lists; in other strands people come themselves.
    #[must_use]
    pub fn goes_by_lists(self) -> bool {
        matches!(self, Self::Care | Self::Welfare)
    }

    /// The group of matters to which it belongs.
    #[must_use]
    pub fn matter(self) -> Matter {
        if self == Self::Door { Matter::Shared } else { Matter::Personal }
    }
}

/// Something to be done for a resident.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Piece {
    /// Day by which it is in time.
    pub due: f64,
    /// Day on which it came up.
    pub came: Day,
    /// Its slot of that day in its community.
    pub slot: u32,
    /// What it is about.
    pub strand: Strand,
    /// Whom it concerns, as a place among the residents: whoever lives there when it is done.
    pub resident: u32,
    /// Minutes of work left.
    pub minutes: f64,
}

/// What waits at the committees of a subdistrict.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CoreBusiness {
    /// Pieces by community, what falls due first in front.
    pub queues: Indexed<CommunityIndex, Vec<Piece>>,
    /// Pieces that waited when the books were opened.
    pub carried: u64,
}

impl CoreBusiness {
    /// How many pieces wait.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.queues.iter().map(|queue| queue.len() as u64).sum()
    }

    /// Minutes of work that wait in a community.
    #[must_use]
    pub fn minutes(&self, community: CommunityIndex) -> f64 {
        self.queues.get(community).map_or(0.0, |queue| queue.iter().map(|piece| piece.minutes).sum())
    }

    /// Starts the books anew with what waits.
    pub fn open_books(&mut self) {
        self.carried = self.waiting();
    }
}
