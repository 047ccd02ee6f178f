//! What a subdistrict keeps about self-governance: what people expect by group of matters, what was settled near a home,
//! who is practised, what is heard. Columns of mechanisms that are off stay empty.

use super::cases::Desk;
pub use super::matters::{Matter, VIEW_DECIDES, VIEW_GOVERNMENT, VIEW_PERSONAL, VIEW_SHARED, Views};
use crate::units::places::{BuildingIndex, CommunityIndex, Indexed};

/// What is heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Heard {
    /// Neighbours.
    Neighbours,
    /// The community body, in matters of the place; in all where groups are not told apart.
    Place,
    /// The community body, in disputes and shared matters.
    Shared,
    /// The community body, in personal matters.
    Personal,
    /// Organisations.
    Organisation,
    /// Grid workers.
    Grid,
    /// The hotline, in what only government can do; in all where groups are not told apart.
    Hotline,
    /// The hotline, in what a community could settle.
    Government,
}

/// How many there are.
pub const HEARD: usize = Heard::Government as usize + 1;

/// Who settled a self-governable matter, or that nobody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Settler {
    /// Neighbours.
    Neighbours,
    /// The residents' committee, or a meeting.
    Committee,
    /// Volunteers.
    Volunteers,
    /// An owners' committee.
    Owners,
    /// A social organisation.
    Organisation,
    /// A property company.
    Property,
    /// Mediators.
    Mediators,
    /// A department, or an officer whom it has seconded.
    Department,
    /// The street office itself.
    Street,
    /// A grid worker.
    Worker,
    /// Nobody: it ended by itself after somebody had tried.
    Itself,
    /// Nobody: people put up with it without trying anything until it was over.
    PutUpWith,
}

impl Settler {
    /// How many.
    pub const COUNT: usize = Self::PutUpWith as usize + 1;

    /// Who works at a desk; neighbours have none.
    #[must_use]
    pub fn at(desk: Option<Desk>) -> Self {
        match desk {
            None => Self::Neighbours,
            Some(Desk::Department(_) | Desk::Seconded(_)) => Self::Department,
            Some(Desk::Street) => Self::Street,
            Some(Desk::Mediators) => Self::Mediators,
            Some(Desk::Organisation(_)) => Self::Organisation,
            Some(Desk::Committee(_)) => Self::Committee,
            Some(Desk::Owners(_)) => Self::Owners,
            Some(Desk::Property(_)) => Self::Property,
            Some(Desk::Volunteers(_)) => Self::Volunteers,
            Some(Desk::Post(_)) => Self::Worker,
        }
    }

    /// Whether residents and their own bodies settled it: neighbours, committee and meetings, volunteers, owners.
    #[must_use]
    pub fn is_own(self) -> bool {
        matches!(self, Self::Neighbours | Self::Committee | Self::Volunteers | Self::Owners)
    }
}

/// A fading record: how often, and how much of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Record {
    /// Sum of what was seen, each on 0 to 1.
    pub sum: f64,
    /// How often.
    pub count: f64,
}

impl Record {
    /// Notes one with some weight.
    pub fn note(&mut self, seen: f64, weight: f64) {
        self.sum += weight * seen;
        self.count += weight;
    }
    /// Adds another record.
    pub fn add(&mut self, other: Self) {
        self.sum += other.sum;
        self.count += other.count;
    }
    /// Lets it fade.
    pub fn fade(&mut self, kept: f64) {
        self.sum *= kept;
        self.count *= kept;
    }
    /// The share, as if `prior` further ones had been seen that came to `expected`.
    #[must_use]
    pub fn share(&self, prior: f64, expected: f64) -> f64 {
        (self.sum + prior * expected) / (self.count + prior)
    }
}

/// What a community keeps.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Affairs {
    /// Self-governable matters that ended here, and those that residents settled themselves.
    pub settled: Record,
    /// What was experienced of each that is heard of.
    pub heard: [Record; HEARD],
    /// Practice of committee members on 0 to 1, by group of matters.
    pub members: [f64; 3],
    /// Matters that the committee handled this month, by group.
    pub handled: [u32; 3],
    /// Pieces of core business that it did this month, by group.
    pub served: [u32; 3],
    /// Capability by group of matters, where people carry it.
    pub abilities: Option<[f64; 3]>,
    /// Residents who organise, in their order.
    pub organisers: Vec<u32>,
}

/// What a building keeps.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Nearby {
    /// Self-governable matters that ended here, and those that residents settled themselves.
    pub settled: Record,
    /// Residents who organise.
    pub organisers: u32,
}

/// What a subdistrict keeps about self-governance.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Governance {
    /// By community; empty unless a mechanism needs it.
    pub affairs: Indexed<CommunityIndex, Affairs>,
    /// By building; empty unless a mechanism needs it.
    pub nearby: Indexed<BuildingIndex, Nearby>,
    /// Self-governable matters that have ended since day 0, by who settled them.
    pub ended: [u64; Settler::COUNT],
    /// Households that have moved since day 0, and their people.
    pub moves: [u64; 2],
}

impl Governance {
    /// Starts the counts anew; what communities and buildings keep stays.
    pub fn open_books(&mut self) {
        (self.ended, self.moves) = Default::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_news_says_what_was_expected_and_news_take_over() {
        let mut record = Record::default();
        assert!((record.share(4.0, 0.25) - 0.25).abs() < 1e-12);
        (0..4).for_each(|_| record.note(1.0, 1.0));
        assert!((record.share(4.0, 0.0) - 0.5).abs() < 1e-12);
        record.fade(0.5);
        assert_eq!((record.sum, record.count), (2.0, 2.0));
    }
}
