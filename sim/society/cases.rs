//! Cases: what is on file about an incident, and the desks where files lie.

use super::residents::Channel;
use crate::units::Day;
use crate::units::places::{BuildingIndex, CommunityIndex, KindIndex, OrganisationIndex, PostIndex};

/// Whose work a case is. The order of variants is the order in which desks are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Desk {
    /// A department of the subdistrict.
    Department(u8),
    /// The street office itself.
    Street,
    /// Officers whom departments second to a community.
    Seconded(CommunityIndex),
    /// The mediators of the subdistrict.
    Mediators,
    /// A social organisation.
    Organisation(OrganisationIndex),
    /// A residents' committee.
    Committee(CommunityIndex),
    /// An owners' committee.
    Owners(CommunityIndex),
    /// A property company.
    Property(CommunityIndex),
    /// The volunteers of a community.
    Volunteers(CommunityIndex),
    /// A grid worker's post.
    Post(PostIndex),
}

impl Desk {
    /// A number in which desks have the order that they have: one comparison where there would be several.
    #[must_use]
    pub fn number(self) -> u64 {
        let (kind, place) = match self {
            Self::Department(d) => (0, usize::from(d)),
            Self::Street => (1, 0),
            Self::Seconded(c) => (2, c.index()),
            Self::Mediators => (3, 0),
            Self::Organisation(o) => (4, o.index()),
            Self::Committee(c) => (5, c.index()),
            Self::Owners(c) => (6, c.index()),
            Self::Property(c) => (7, c.index()),
            Self::Volunteers(c) => (8, c.index()),
            Self::Post(p) => (9, p.index()),
        };
        kind << u32::BITS | place as u64
    }

    /// The channel that residents credit when they see who did it.
    #[must_use]
    pub fn channel(self) -> Channel {
        match self {
            Self::Department(_) | Self::Street | Self::Seconded(_) => Channel::Hotline,
            Self::Organisation(_) => Channel::Organisation,
            Self::Post(_) => Channel::Grid,
            Self::Committee(_) | Self::Owners(_) | Self::Property(_) | Self::Mediators | Self::Volunteers(_) => {
                Channel::Community
            }
        }
    }
}

/// One stage of a case at one desk.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Leg {
    /// Desk.
    pub desk: Desk,
    /// Minutes of work left, at normal speed.
    pub minutes: f64,
    /// First day on which it can be worked on.
    pub ready: Day,
}

/// An open case.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case {
    /// Identity of the incident; with `reporter` and `attempt` that of the case.
    pub incident: u64,
    /// Bit of the witness who reported, or the rank of a patrol or of somebody who files once more on the same attempt.
    pub reporter: u8,
    /// Attempt of the incident: that on which it was filed, until a duplicate becomes the case.
    pub attempt: u8,
    /// Attempt of the incident on which it was filed; with incident and reporter the name of its trace, for ever.
    pub filed_attempt: u8,
    /// Kind of the incident.
    pub kind: KindIndex,
    /// Community.
    pub community: CommunityIndex,
    /// Building.
    pub building: BuildingIndex,
    /// Channel that was asked; patrols count as the grid.
    pub asked: Channel,
    /// Whether another case on the same incident was open when it was filed.
    pub duplicate: bool,
    /// Whether the street office took a self-governable matter over.
    pub taken_over: bool,
    /// Whether departments work on it at the same time.
    pub parallel: bool,
    /// Whether it was escalated and comes as a petition.
    pub petition: bool,
    /// Whether it is overdue and has been counted so.
    pub overdue: bool,
    /// When it was filed, days.
    pub filed: f64,
    /// When it is due, days.
    pub due: f64,
    /// When its last finished leg ended, days.
    pub worked_until: f64,
    /// Stages still to be worked, in order.
    pub legs: Vec<Leg>,
    /// When departments will refuse it, days, the next time last.
    pub refusing: Vec<f64>,
    /// Desk of the last stage that was worked: who answers for the result.
    pub answerable: Desk,
    /// Whether its desk has weighed closing it on paper.
    pub tempted: bool,
    /// Whether it is being closed on paper.
    pub paper: bool,
    /// Result already known, where a step before closing decides it.
    pub outcome: Option<bool>,
    /// Times a check returned it.
    pub returned: u8,
}

impl Case {
    /// What sorts cases of equal urgency: never the order in which they happen to lie.
    #[must_use]
    pub fn identity(&self) -> (u64, u8, u8) {
        (self.incident, self.attempt, self.reporter)
    }

    /// Whether work on it at that desk is done on somebody else's order: where the street office answers for the matter the
    /// committee goes where it is sent, and a property company carries out what the owners' committee has decided.
    #[must_use]
    pub fn is_ordered(&self, desk: Desk) -> bool {
        self.parallel
            && match desk {
                Desk::Committee(_) => self.taken_over,
                Desk::Property(_) => matches!(self.answerable, Desk::Owners(_)),
                _ => false,
            }
    }

    /// What names its trace among those of its incident.
    #[must_use]
    pub fn trace(&self) -> (u8, u8) {
        (self.filed_attempt, self.reporter)
    }
}
