//! On free days people put off what can wait.
//!
//! Whoever would decide on a weekend day or holiday whether to turn to somebody does so with a stated chance; the others
//! put it off, and with it the later ages at which they would decide again. Demand is postponed, not lost.

use crate::random::{Purpose, keys};
use crate::society::Subdistrict;
use crate::units::Day;
use crate::world::World;

/// Puts off what is put off today.
pub fn people_put_off(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.calendar || !w.free_days.is_free(day) {
        return;
    }
    let ages = w.people.decision_days();
    for incident in s.incidents.iter_mut().filter(|incident| ages.contains(&(day - incident.decide_from))) {
        if w.uniform(Purpose::Postponed, incident.id, day as u32, keys::ONLY) >= w.free_days.calls {
            incident.decide_from += 1;
        }
    }
}
