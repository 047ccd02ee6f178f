//! On free days people put off what can wait.
//!
//! Whoever would decide on a weekend day or holiday whether to turn to somebody does so with a stated chance; the others
//! put it off by a day and some more, and with it the later ages at which they would decide again. Demand is postponed, not
//! lost.

use crate::random::{Purpose, exponential, keys, unit};
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
        let [put_off, until, ..] = w.stream.block(Purpose::Postponed, incident.id, day as u32, keys::ONLY).map(unit);
        if put_off >= w.calendar.calls_share {
            incident.decide_from += 1 + (w.calendar.put_off_days * exponential(until)) as Day;
        }
    }
}
