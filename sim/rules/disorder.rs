//! Disorder breeds disorder.
//!
//! At birth an incident draws the days on which it *would* breed others (see [`crate::world::fate`]). Such an offspring
//! arises, of the same kind and in the same building, when its parent is still alive on that day: thinning of a dominating
//! process (Lewis & Shedler 1979), so that prompt handling prevents offspring and nothing else about them changes. The
//! mean number of offspring of an incident that lives for ever is the branching number, at most 0.3.
//! Background: Wilson & Kelling 1982; disputed, hence a mechanism to switch off.

use crate::random::{Purpose, below, keys};
use crate::society::Subdistrict;
use crate::society::incidents::lay_in_order;
use crate::units::Day;
use crate::world::World;

/// Lets incidents that are alive breed today's offspring.
pub fn disorder_breeds(s: &mut Subdistrict, w: &World, day: Day) {
    let mut offspring = Vec::new();
    for parent in s.incidents.iter().filter(|incident| incident.offspring.contains(&day)) {
        for (k, _) in parent.offspring.iter().enumerate().filter(|&(_, &due)| due == day) {
            let [high, low, person, _] =
                w.stream.block(Purpose::Offspring, parent.id, keys::offspring::CHILD, k as u32);
            let building = &s.buildings[parent.building];
            let person = building.residents.0 + below(person, building.size());
            let id = keys::within(high, low);
            offspring.push(w.incident(s, id, parent.kind, parent.building, person, day));
        }
    }
    let before = s.incidents.len();
    for incident in offspring {
        w.begin(s, incident);
    }
    lay_in_order(&mut s.incidents, before);
}
