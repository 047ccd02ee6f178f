//! Residents join in by what is settled near their home, the time they have, and who asks them.
//!
//! People do not take part because they cannot, do not want to, or nobody asked (Verba, Schlozman & Brady 1995). *Time*:
//! a share of each age band has the time to take part at all; the others have no threshold that any stimulus reaches. *Want*:
//! once a month those who have the time compare a stimulus with a threshold (Granovetter 1978) whose mean falls with age:
//!
//! threshold ≤ c × active share of contacts + (1 − c) × active share of the community + e × (matters near home that residents
//! settled themselves) + push while asked or at a meeting in the last months.
//!
//! The share near home is that of the building, with the community's as so many matters of prior experience: efficacy is
//! seen, not expected (Bandura 1997). *Asked*: a resident with a active contacts is asked with chance 1 − (1 − p)ᵃ (1 − o)ᵇ,
//! b of them organisers, which then pushes for some months. All read last month's state.

use crate::random::{EIGHT, Purpose, keys};
use crate::society::{Community, Subdistrict};
use crate::units::Day;
use crate::units::places::span;
use crate::world::World;
use crate::world::people::NO_TIME;

/// Chance of being asked in a month by one of so many active contacts, some of them organisers.
#[must_use]
pub fn asked(active: u32, organisers: u32, by_contact: f64, by_organiser: f64) -> f64 {
    let left = |chance: f64, times: u32| (0..times).fold(1.0, |left, _| left * (1.0 - chance));
    1.0 - left(by_contact, active) * left(by_organiser, organisers)
}

/// What somebody is for a contact, in two counts of 16 bits: active people, and of them organisers.
const ACTIVE: u32 = 1;
const ORGANISES: u32 = 1 << u16::BITS;

/// The people of a community as contacts of each other, in both directions of a tie.
struct Contacts<'a> {
    /// What each is for a contact, and the sum of it over those whose ties lead to them.
    people: Vec<(u32, u32)>,
    ties: &'a [[u16; 4]],
    known_by: &'a [u8],
}

impl<'a> Contacts<'a> {
    fn new(
        (ties, known_by): (&'a [[u16; 4]], &'a [u8]),
        active: impl Iterator<Item = bool>,
        organisers: impl Iterator<Item = usize>,
    ) -> Self {
        let mut people: Vec<(u32, u32)> = active.map(|active| (if active { ACTIVE } else { 0 }, 0)).collect();
        organisers.for_each(|place| people[place].0 += ORGANISES);
        // Most are neither, and have nothing to add.
        for (place, ties) in ties.iter().enumerate() {
            let own = people[place].0;
            if own != 0 {
                for &other in ties {
                    people[usize::from(other)].1 += own;
                }
            }
        }
        Self { people, ties, known_by }
    }

    /// Contacts of somebody: how many, how many of them active, how many organisers.
    fn of(&self, place: usize) -> [u32; 3] {
        let ties = &self.ties[place];
        let sum = ties.iter().fold(self.people[place].1, |sum, &other| sum + self.people[usize::from(other)].0);
        [u32::from(self.known_by[place]) + ties.len() as u32, sum & (ORGANISES - 1), sum / ORGANISES]
    }
}

/// Whether and when each of so many members of a community is asked this month: a small uniform for each.
fn draws(w: &World, community: &Community, day: Day) -> Vec<u16> {
    let eights = community.size().div_ceil(EIGHT as u32);
    let mut draws = Vec::with_capacity(community.size() as usize);
    for four in (0..eights).step_by(4) {
        let who = core::array::from_fn(|eight| community.key.member(four + eight as u32));
        draws.extend(w.stream.four_halves(Purpose::Asking, who, day as u32, [keys::ONLY; 4]));
    }
    draws
}

/// Lets residents be asked, join in or stay away, for a month.
pub fn residents_join_near_home(s: &mut Subdistrict, w: &World, day: Day) {
    if !(w.mechanisms.joining && w.mechanisms.local_joining) {
        return;
    }
    let (b, n) = (&w.behaviour, &w.self_governance);
    // Most have but few active contacts and nobody who organises among them: their chances are worked out once.
    let limit = |active: u32, organising: u32| {
        let chance = asked(active, organising, n.asking_per_month, n.organiser_asks_per_month);
        (chance * 65_536.0).ceil() as u32
    };
    let few: [u32; 16] = core::array::from_fn(|active| limit(active as u32, 0));
    let weight = b.contact_weight_share;
    let outreach = w.people.outreach_months as u32;
    for c in s.communities.places() {
        let community = &s.communities[c];
        let (first, last) = community.residents;
        let people = first as usize..last as usize;
        let traits = &mut s.residents.traits[people.clone()];
        let affairs = &s.governance.affairs[c];
        let organisers = || affairs.organisers.iter().map(|who| (who - first) as usize);
        let ties = (&s.residents.ties[people.clone()], &s.residents.known_by[people]);
        let contacts = Contacts::new(ties, traits.iter().map(|one| one.active()), organisers());
        let draws = draws(w, community, day);
        let share_active = f64::from(community.active) / f64::from(last - first);
        let here = affairs.settled.share(n.near_home_matters, 0.0);
        let (mut active, mut active_owners) = (0, 0);
        for building in span(community.buildings) {
            let near = s.governance.nearby[building].settled.share(n.near_home_matters, here);
            // What moves everybody in the building.
            let common = (1.0 - weight) * share_active + n.local_efficacy_weight * near;
            let of = s.buildings[building].residents;
            let of = (of.0 - first) as usize..(of.1 - first) as usize;
            for ((place, one), &draw) in of.clone().zip(&mut traits[of.clone()]).zip(&draws[of]) {
                // Whoever has no time compares nothing, whoever asks.
                if one.level() == NO_TIME {
                    continue;
                }
                let [all, acting, organising] = contacts.of(place);
                let by_contacts = acting.saturating_sub(organising);
                let limit = match few.get(by_contacts as usize) {
                    Some(&limit) if organising == 0 => limit,
                    _ => limit(by_contacts, organising),
                };
                let mut touched = one.touched();
                if u32::from(draw) < limit {
                    touched = touched.max(outreach);
                }
                let push = if touched > 0 { b.outreach_push } else { 0.0 };
                let heard = f64::from(acting) / f64::from(all.max(1));
                let joins = f64::from(one.threshold()) <= weight * heard + common + push;
                *one = one.with_active(joins).with_touched(touched.saturating_sub(1));
                active += u32::from(joins);
                active_owners += u32::from(joins && one.tenure() == 0);
            }
        }
        // Whoever organises takes part.
        for organiser in organisers() {
            let one = &mut traits[organiser];
            if !one.active() {
                *one = one.with_active(true);
                active += 1;
                active_owners += u32::from(one.tenure() == 0);
            }
        }
        let community = &mut s.communities[c];
        (community.active, community.active_owners) = (active, active_owners);
    }
    let kept = libm::exp(-1.0 / n.local_memory_months);
    s.governance.affairs.iter_mut().for_each(|affairs| affairs.settled.fade(kept));
    s.governance.nearby.iter_mut().for_each(|nearby| nearby.settled.fade(kept));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn being_asked_needs_somebody_who_asks() {
        assert_eq!(asked(0, 0, 0.5, 0.5), 0.0);
        assert!((asked(2, 0, 0.5, 0.0) - 0.75).abs() < 1e-12);
        assert!((asked(1, 1, 0.5, 0.2) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn a_tie_makes_contacts_of_both() {
        let ties = [[1, 1, 2, 2], [0, 0, 2, 2], [0, 0, 1, 1]];
        let contacts = Contacts::new((&ties, &[4; 3]), [true, false, false].into_iter(), core::iter::once(2));
        let counts = [0, 1, 2].map(|place| contacts.of(place));
        assert_eq!(counts, [[8, 0, 4], [8, 4, 4], [8, 4, 0]]);
    }
}
