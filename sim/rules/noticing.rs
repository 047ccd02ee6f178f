//! Who notices an incident is fixed on the day it arises.
//!
//! The witnesses are those of the block of neighbours in the building (`city.neighbours_block`) whose keyed uniform lies below the
//! kind's visibility, and always the person whom it concerns.

use crate::random::{Purpose, keys};
use crate::society::Subdistrict;
use crate::society::journal::{Activity, Actor};
use crate::units::Day;
use crate::world::World;

/// Draws the witnesses of the incidents that arose today.
pub fn witnesses_notice(s: &mut Subdistrict, w: &World, day: Day) {
    for incident in s.incidents.iter_mut().filter(|incident| incident.born == day) {
        let last = s.buildings[incident.building].residents.1;
        let size = (last - incident.block).min(w.block);
        let neighbours = u64::MAX >> (u64::BITS - size);
        let visibility = w.kinds[incident.kind].visibility;
        incident.witnesses |= w.stream.mask(Purpose::Witness, incident.id, keys::ONLY, neighbours, visibility);
        s.ledger.note_incident(incident, Activity::Notice, f64::from(day), Actor::Resident);
    }
}
