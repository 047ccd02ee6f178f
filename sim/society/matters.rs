//! Groups of matters, and what residents expect by group.

/// A group of matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Matter {
    /// The place and its facilities.
    Place,
    /// Disputes and what is shared.
    Shared,
    /// Care, enquiries and government business.
    Personal,
}

impl Matter {
    /// Every group, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Place, Self::Shared, Self::Personal];

    /// Number of the group.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Four lanes of fixed point beside [`super::residents::State`], whose lane of the community body is the first group of
/// matters: the body in shared and in personal matters, government in self-governable ones, and the belief about who decides.
pub type Views = [i16; 4];

/// Lane of the community body in shared matters; the lane after it is that in personal ones.
pub const VIEW_SHARED: usize = 0;
/// Lane of the community body in personal matters.
pub const VIEW_PERSONAL: usize = 1;
/// Lane of government in self-governable matters.
pub const VIEW_GOVERNMENT: usize = VIEW_PERSONAL + 1;
/// Lane of the belief that the community body decides itself what is brought to it.
pub const VIEW_DECIDES: usize = VIEW_GOVERNMENT + 1;
