//! Incidents: what is wrong in the world, whether or not anybody files it.

use super::Clock;
use super::residents::Channel;
use crate::units::Day;
use crate::units::places::{BuildingIndex, KindIndex};

/// A live incident.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incident {
    /// Identity: a hash of where and when it arose, the same under every policy.
    pub id: u64,
    /// Kind, as its place in the list of kinds.
    pub kind: KindIndex,
    /// How many ended attempts it has seen.
    pub attempt: u8,
    /// Cases open on it.
    pub open_cases: u8,
    /// Whether it ever got a case.
    pub recorded: bool,
    /// Whether a case on it was closed while it lived on.
    pub closed_alive: bool,
    /// Whether it is over; such incidents are cleared away at the end of the day.
    pub ended: bool,
    /// Whether it has escalated.
    pub escalated: bool,
    /// Whether a lawyer has advised the parties.
    pub advised: bool,
    /// Channel of the first attempt anybody made.
    pub first_attempt: Option<Channel>,
    /// Building, as its place in the subdistrict.
    pub building: BuildingIndex,
    /// The resident whom it concerns in person.
    pub person: u32,
    /// First resident of the block of witnesses.
    pub block: u32,
    /// Who of the block witnesses it, a bit each.
    pub witnesses: u64,
    /// Who of them has turned to somebody on the present attempt.
    pub acted: u64,
    /// The same by the channel that they asked, in the order of the channels.
    pub asked: [u64; 6],
    /// Day on which it arose.
    pub born: Day,
    /// Day on which it escalated; `Day::MAX` while it has not.
    pub escalated_on: Day,
    /// Day from which witnesses count the ages at which they decide.
    pub decide_from: Day,
    /// Day on which it ends by itself.
    pub ends: Day,
    /// Days on which it would breed others; `Day::MAX` where it would not.
    pub offspring: [Day; 3],
    /// Work to resolve it, minutes at normal speed.
    pub minutes: f64,
    /// Hazard of being found on patrol.
    pub patrol: Clock,
    /// Hazard of escalating.
    pub escalation: Clock,
}

impl Incident {
    /// Bit of the person whom it concerns.
    #[must_use]
    pub fn person_bit(&self) -> u8 {
        (self.person - self.block) as u8
    }
}
