//! Residents become active when enough others are.
//!
//! Once a month everyone compares a stimulus with a fixed civic threshold (Granovetter 1978): active next month ⇔
//!
//! threshold ≤ c × active share of contacts + (1 − c) × active share of the community + e × (q(community) − q₀)⁺ + push,
//!
//! where push is for those who have been at a meeting in the last months. All read last month's state.
//! With c = 0, e = 0 and no push this is Granovetter's model on a complete graph, which is how it is verified.

use crate::society::Subdistrict;
use crate::society::residents::Channel;
use crate::units::share;
use crate::world::World;

/// The stimulus to take part.
#[must_use]
pub fn stimulus(contact_weight: f64, contacts: f64, community: f64, efficacy: f64, push: f64) -> f64 {
    contact_weight * contacts + (1.0 - contact_weight) * community + efficacy + push
}

/// Lets residents join in or stay away, for a month.
pub fn residents_join_or_leave(s: &mut Subdistrict, w: &World) {
    if !w.mechanisms.joining || w.mechanisms.local_joining {
        return;
    }
    let b = &w.behaviour;
    for c in s.communities.places() {
        let (first, last) = s.communities[c].residents;
        let people = first as usize..last as usize;
        let traits = &s.residents.traits[people.clone()];
        // Ties are stored one way; both ends are contacts of each other. The high half counts contacts, the low half those
        // who are active.
        let contact = |place: usize| 0x1_0000 + u32::from(traits[place].active());
        let mut contacts = vec![0_u32; traits.len()];
        for (place, ties) in s.residents.ties[people.clone()].iter().enumerate() {
            let own = contact(place);
            let mut others = 0;
            for &other in ties {
                others += contact(usize::from(other));
                contacts[usize::from(other)] += own;
            }
            contacts[place] += others;
        }
        let share_active = f64::from(s.communities[c].active) / f64::from(last - first);
        let (mut active, mut active_owners) = (0, 0);
        for (place, &counted) in contacts.iter().enumerate() {
            let resident = first as usize + place;
            let traits = &mut s.residents.traits[resident];
            let expected = share(s.residents.state[resident][Channel::Community.lane()]);
            let push = if traits.touched() > 0 { b.outreach_push } else { 0.0 };
            let efficacy = b.efficacy_weight * (expected - w.people.efficacy_reference_share).max(0.0);
            let heard = f64::from(counted & 0xffff) / f64::from((counted >> 16).max(1));
            let joins =
                f64::from(traits.threshold()) <= stimulus(b.contact_weight_share, heard, share_active, efficacy, push);
            *traits = traits.with_active(joins).with_touched(traits.touched().saturating_sub(1));
            active += u32::from(joins);
            active_owners += u32::from(joins && traits.tenure() == 0);
        }
        s.communities[c].active = active;
        s.communities[c].active_owners = active_owners;
    }
}
