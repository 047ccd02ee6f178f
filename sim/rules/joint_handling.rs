//! Joint cases: several departments, one after the other or at the same time.
//!
//! Where departments share data on the matter they work at the same time; otherwise the file is handed on when a
//! department has finished, and lies for an exponential time, the hand-off days on average, before the next one can begin.

use crate::random::keys::dispatch as key;
use crate::random::{Purpose, exponential};
use crate::society::Subdistrict;
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor};
use crate::units::Day;
use crate::world::World;

/// Clears finished stages and hands files on.
pub fn files_are_handed_on(s: &mut Subdistrict, w: &World, day: Day) {
    for case in &mut s.cases {
        let stages = case.legs.len();
        case.legs.retain(|leg| leg.minutes > 0.0);
        if case.legs.len() == stages || case.legs.is_empty() || case.parallel {
            continue;
        }
        let left = case.legs.len() as u32;
        let u = w.uniform(Purpose::Dispatch, case.incident, key::case(case.attempt, case.reporter), key::handoff(left));
        let handoff = w.institutions.handoff_days * exponential(u);
        s.ledger.count(Count::Handoff, &*case, (handoff * 100.0).round() as u64);
        case.legs[0].ready = case.legs[0].ready.max(day + 1 + handoff.round() as Day);
        let to = Actor::Desk(case.legs[0].desk);
        s.ledger.note_case(case, Activity::HandOff, case.worked_until, to).waits(handoff);
    }
}
