//! A resident chooses whom to turn to: the one behavioural rule of a resident.
//!
//! Random utility over *nothing* and the channels (McFadden 1974):
//!
//! V(channel) = β q(channel) + fit(kind, channel) − cost(person, channel) + personal taste + Gumbel noise, V(nothing) = 0 + noise.
//!
//! The person whom the matter concerns and each witness decide when the incident is 0, 3, 10 and 30 days old (from the
//! last failed attempt on, if there was one), until they have acted. A witness bears the bystander's cost besides
//! (diffusion of responsibility, Darley & Latané 1968). When a dispute escalates, the person decides once more. Noise is keyed by (incident, resident, channel, age), tastes by
//! (resident, channel), so that two scenarios ask the same people with the same moods.
//!
//! This rule takes no lever and no takeover rate: policies reach it only through what people have come to expect, through
//! the windows that are open and the worry about data.

use crate::random::{Purpose, halves};
use crate::society::residents::{State, Traits};
use crate::society::{Channel, Community, Incident, Report, Subdistrict};
use crate::units::{Day, share};
use crate::world::World;

/// Ages in days at which witnesses decide.
pub const AGES: [Day; 4] = [0, 3, 10, 30];

/// Utility of a channel that is not to be had.
const CLOSED: f32 = f32::NEG_INFINITY;

/// What a person brings to a choice.
#[derive(Clone, Copy, Debug)]
pub struct Chooser<'a> {
    /// Fixed traits.
    pub traits: Traits,
    /// Expectations.
    pub state: &'a State,
    /// Standard normal taste of each channel.
    pub taste: [f32; 6],
    /// Whether the matter concerns somebody else.
    pub bystander: bool,
}

/// The choice: a channel, or nothing.
///
/// `offered` is fit less cost of each channel here and now, minus infinity where there is none; `noise` is Gumbel noise of
/// nothing and of each channel.
#[must_use]
pub fn choose(w: &World, offered: &[f32; 6], who: &Chooser, privacy: f32, noise: &[f32; 7]) -> Option<Channel> {
    let b = &w.behaviour;
    let (slope, taste_sd) = (b.choice_slope as f32, b.taste_sd as f32);
    let personal = personal_cost(w, who.traits, privacy);
    let bystander = if who.bystander { b.bystander_cost as f32 } else { 0.0 };
    let mut best = (noise[0], None);
    for channel in Channel::ALL {
        let lane = channel.lane();
        let expected = share(who.state[lane]) as f32;
        let value = slope * expected + offered[lane] - personal[lane] - bystander
            + taste_sd * who.taste[lane]
            + noise[lane + 1];
        if value > best.0 {
            best = (value, Some(channel));
        }
    }
    best.1
}

/// How much dearer each channel is for this person than for the reference person.
fn personal_cost(w: &World, traits: Traits, privacy: f32) -> [f32; 6] {
    let b = &w.behaviour;
    let elder = if traits.age() == 2 { b.elder_ease as f32 } else { 0.0 };
    let tenant = b.tenant_cost as f32 * traits.tenure() as f32;
    let digital = b.digital_ease as f32 * (traits.digital() - 0.5);
    let worry = b.privacy_weight as f32 * privacy * traits.privacy();
    [0.0, tenant - elder, 0.0, worry, worry - digital, 0.0]
}

/// Fit less cost of each channel for an incident in a community today.
fn offered(s: &Subdistrict, w: &World, community: &Community, incident: &Incident) -> [f32; 6] {
    let kind = &w.kinds[incident.kind as usize];
    let mut offered = kind.appeal;
    let window = (w.behaviour.one_stop_ease * community.window) as f32;
    offered[Channel::Grid.lane()] += window;
    offered[Channel::Hotline.lane()] += window;
    let post = s.buildings[incident.building as usize].post as usize;
    if s.posts.get(post).is_none_or(|post| post.worker.is_none()) {
        offered[Channel::Grid.lane()] = CLOSED;
    }
    if !kind.self_governable {
        offered[Channel::Neighbours.lane()] = CLOSED;
    }
    if !s.organisations.iter().any(|o| o.present && o.speciality == kind.speciality) {
        offered[Channel::Organisation.lane()] = CLOSED;
    }
    if !incident.escalated {
        offered[Channel::Petition.lane()] = CLOSED;
    }
    offered
}

/// Lets everyone decide whose day it is.
pub fn witnesses_decide(s: &mut Subdistrict, w: &World, day: Day) {
    let mut reports = core::mem::take(&mut s.today.reports);
    let stubborn = w.mechanisms.decision_rule == 1;
    for incident in &s.incidents {
        let age = AGES.iter().position(|&age| age == day - incident.decide_from);
        // On the day after an escalation the person decides anew, whether or not somebody is on it already.
        let anew = incident.escalated_on.checked_add(1) == Some(day);
        if age.is_none() && !anew {
            continue;
        }
        let building = &s.buildings[incident.building as usize];
        let community = &s.communities[building.community as usize];
        let offered = offered(s, w, community, incident);
        let round = u32::from(incident.attempt) * 5 + age.unwrap_or(4) as u32;
        let mut deciding = if age.is_some() { incident.witnesses & !incident.acted } else { 0 };
        deciding |= u64::from(anew) << incident.person_bit();
        // A petition is personal; what a neighbour escalates is no affair of the stairs.
        let mut for_others = offered;
        for_others[Channel::Petition.lane()] = CLOSED;
        while deciding != 0 {
            let bit = deciding.trailing_zeros();
            deciding &= deciding - 1;
            let resident = (incident.block + bit) as usize;
            let bystander = bit != u32::from(incident.person_bit());
            let taste = halves(w.stream.block(Purpose::Taste, u64::from(s.index) << 32 | resident as u64, 0, 0));
            let moods = halves(w.stream.block(Purpose::Choice, incident.id, round, bit));
            let who = Chooser {
                traits: s.residents.traits[resident],
                state: &s.residents.state[resident],
                taste: core::array::from_fn(|i| w.tables.normal[usize::from(taste[i])]),
                bystander,
            };
            let noise =
                if stubborn { [0.0; 7] } else { core::array::from_fn(|i| w.tables.gumbel[usize::from(moods[i])]) };
            let open = if bystander { &for_others } else { &offered };
            if let Some(channel) = choose(w, open, &who, community.privacy_concern as f32, &noise) {
                reports.push(Report { incident: incident.id, witness: bit as u8, channel });
            }
        }
    }
    s.today.reports = reports;
}
