//! Incidents: what is wrong in the world, whether or not anybody files it.

use super::Clock;
use super::residents::Channel;
use crate::units::Day;
use crate::units::places::{BuildingIndex, KindIndex};

/// A live incident.
#[derive(Clone, Copy, Debug)]
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

/// Lays incidents that were appended from place `first` on among those before, all in the order of their identities.
///
/// Those before lie in order already, unless somebody put one among them from outside, and are moved once at most, in whole
/// stretches.
pub fn lay_in_order(incidents: &mut [Incident], first: usize) {
    if !incidents[..first].is_sorted_by_key(|incident| incident.id) {
        incidents.sort_by_key(|incident| incident.id);
        return;
    }
    let new = incidents[first..].to_vec();
    let mut order: Vec<(u64, usize)> = new.iter().map(|incident| incident.id).zip(0..).collect();
    order.sort_unstable();
    let mut end = first;
    for (before, &(id, which)) in order.iter().enumerate().rev() {
        let at = incidents[..end].partition_point(|other| other.id <= id);
        incidents.copy_within(at..end, at + before + 1);
        incidents[at + before] = new[which];
        end = at;
    }
}

/// Clears away what is over. What stays is moved up in whole stretches and keeps its order.
pub fn clear_away(incidents: &mut Vec<Incident>) {
    let all = incidents.len();
    let next = |incidents: &[Incident], from: usize, ended: bool| {
        incidents[from..].iter().position(|incident| incident.ended == ended).map_or(all, |more| from + more)
    };
    let mut kept = next(incidents, 0, true);
    let mut at = kept;
    while at < all {
        let from = next(incidents, at, false);
        at = next(incidents, from, true);
        incidents.copy_within(from..at, kept);
        kept += at - from;
    }
    incidents.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident((person, id): (usize, u64)) -> Incident {
        Incident {
            id,
            kind: KindIndex::at(0),
            attempt: 0,
            open_cases: 0,
            recorded: false,
            closed_alive: false,
            ended: false,
            escalated: false,
            advised: false,
            first_attempt: None,
            building: BuildingIndex::at(0),
            person: person as u32,
            block: 0,
            witnesses: 0,
            acted: 0,
            asked: [0; 6],
            born: 0,
            escalated_on: Day::MAX,
            decide_from: 0,
            ends: 1,
            offspring: [Day::MAX; 3],
            minutes: 1.0,
            patrol: Clock::set(1.0),
            escalation: Clock::set(1.0),
        }
    }

    /// Whoever is over, none, all or any: the others stay as they lay.
    #[test]
    fn what_is_over_is_cleared_away() {
        for over in 0..1 << 7_u32 {
            let mut incidents: Vec<Incident> = (0..7).map(|id| incident((id, id as u64))).collect();
            for incident in &mut incidents {
                incident.ended = over >> incident.person & 1 == 1;
            }
            clear_away(&mut incidents);
            let left: Vec<u32> = incidents.iter().map(|incident| incident.person).collect();
            assert_eq!(left, (0..7).filter(|id| over >> id & 1 == 0).collect::<Vec<_>>());
        }
    }

    /// Whatever is appended, wherever it belongs: as a sort would have it, equal ones in the order in which they came.
    #[test]
    fn what_is_appended_comes_to_lie_in_order() {
        let laid: [u64; 6] = [2, 4, 4, 6, 8, 9];
        for new in [&[][..], &[1], &[10, 3], &[4, 4, 5], &[9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11]] {
            let ids = laid.iter().chain(new).copied();
            let mut incidents: Vec<Incident> = ids.enumerate().map(incident).collect();
            let mut sorted = incidents.clone();
            sorted.sort_by_key(|incident| incident.id);
            lay_in_order(&mut incidents, laid.len());
            let lie = |list: &[Incident]| list.iter().map(|one| (one.id, one.person)).collect::<Vec<_>>();
            assert_eq!(lie(&incidents), lie(&sorted), "{new:?}");
            incidents.reverse();
            incidents.sort_by_key(|incident| std::cmp::Reverse(incident.person));
            lay_in_order(&mut incidents, laid.len());
            assert!(incidents.is_sorted_by_key(|incident| incident.id), "{new:?}, the others out of order");
        }
    }
}
