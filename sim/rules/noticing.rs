//! Who notices an incident is fixed on the day it arises.
//!
//! The witnesses are those of the block of up to forty neighbours in the building whose keyed uniform lies below the
//! kind's visibility, and always the person whom it concerns.

use crate::random::{Purpose, halves};
use crate::society::Subdistrict;
use crate::society::journal::{Activity, Actor};
use crate::units::Day;
use crate::world::World;
use crate::world::fate::BLOCK;

/// Draws the witnesses of the incidents that arose today.
pub fn witnesses_notice(s: &mut Subdistrict, w: &World, day: Day) {
    for incident in s.incidents.iter_mut().filter(|incident| incident.born == day) {
        let last = s.buildings[incident.building as usize].residents.1;
        let size = (last - incident.block).min(BLOCK);
        let visibility = w.kinds[incident.kind as usize].visibility;
        incident.witnesses |= mask(w, incident.id, size, visibility);
        s.ledger.note_incident(incident, Activity::Notice, f64::from(day), Actor::Resident);
    }
}

/// A bit for each of `size` neighbours, set with probability `visibility`.
fn mask(w: &World, id: u64, size: u32, visibility: f64) -> u64 {
    let limit = (visibility * 65_536.0) as u32;
    let mut mask = 0;
    for eight in 0..size.div_ceil(8) {
        for (bit, u) in (eight * 8..size).zip(halves(w.stream.block(Purpose::Witness, id, 0, eight))) {
            mask |= u64::from(u32::from(u) < limit) << bit;
        }
    }
    mask
}
