//! A resident chooses whom to turn to: the one behavioural rule of a resident.
//!
//! Random utility over *nothing* and the channels (McFadden 1974):
//!
//! V(channel) = β q(channel) + fit(kind, channel) − cost(person, channel) + personal taste + Gumbel noise, V(nothing) = 0 + noise.
//!
//! The person whom the matter concerns and each witness decide on the day itself and at three later ages of the incident (from the
//! last failed attempt on, if there was one), until they have acted. A witness bears the bystander's cost besides
//! (diffusion of responsibility, Darley & Latané 1968). When a dispute escalates, the person decides once more. Noise is keyed by (incident,
//! resident, channel, age), tastes by (resident, channel), so that two scenarios ask the same people with the same moods.
//!
//! This rule takes no lever and no takeover rate: policies reach it only through what people have come to expect, through
//! the windows that are open and the worry about data.

use wide::{f32x4, f32x8, i16x8, i32x8};

use crate::assumptions::DecisionRule;
use crate::random::keys;
use crate::society::governance::{VIEW_DECIDES, Views};
use crate::society::residents::{SATISFACTION, State, Traits};
use crate::society::{Channel, Community, Incident, Report, Subdistrict};
use crate::units::places::KindIndex;
use crate::units::{Day, ONE, fixed};
use crate::world::World;
use crate::world::moods::{Coarse, Edges, Mood, least_idle};
use crate::world::views::Lane;

/// Utility of a channel that is not to be had.
const CLOSED: f32 = f32::NEG_INFINITY;

/// Utility of one step of an expectation in fixed point: β.
fn slope(w: &World) -> f32 {
    w.behaviour.choice_slope as f32 / f32::from(ONE)
}

/// Value of each channel before taste and noise: β q + fit − cost, minus infinity where there is none.
///
/// `offered` is fit less cost of each channel here and now; `privacy` is the community's worry about data.
#[must_use]
pub fn prospects(
    w: &World,
    offered: &[f32; 6],
    traits: Traits,
    state: &State,
    privacy: f32,
    bystander: bool,
) -> [f32; 6] {
    let slope = slope(w);
    let bystander = if bystander { w.behaviour.bystander_cost as f32 } else { 0.0 };
    let personal = personal_cost(w, traits, privacy);
    let mut prospects = [0.0; 6];
    for (lane, prospect) in prospects.iter_mut().enumerate() {
        *prospect = slope * f32::from(state[lane]) + offered[lane] - personal[lane] - bystander;
    }
    prospects
}

/// The same by group of matters: what is expected of the community body and of government in this one, and how far the body
/// is believed to decide itself.
///
/// V(community) = j (β q + fit) + (1 − j) (β q(government) + fit(hotline) − `passed_up_cost`) − cost(community) for what a
/// community could settle, j the belief that it decides itself: a body that is known to pass everything up is a letter-box.
fn by_matter(w: &World, prospects: &mut [f32; 6], state: &State, views: Views, kind: KindIndex) {
    let slope = slope(w);
    let (community, hotline) = (Channel::Community.lane(), Channel::Hotline.lane());
    let own = w.expected(state, views, Channel::Community, kind);
    let government = w.expected(state, views, Channel::Hotline, kind);
    let more = |expected: i16, than: i16| slope * (f32::from(expected) - f32::from(than));
    prospects[community] += more(own, state[community]);
    prospects[hotline] += more(government, state[hotline]);
    if w.kinds[kind].self_governable {
        let passed_up = 1.0 - w.decides(views) as f32;
        prospects[community] += passed_up * (more(government, own) + w.kinds[kind].passed_up);
    }
}

/// The choice: the channel of the greatest value, or nothing. `taste` is in units of utility; `idle` is the noise of nothing
/// and `noise` that of each channel, told as what they have more than the loudest of the channels.
#[must_use]
pub fn choose(
    prospects: &[f32; 6],
    taste: &[f32; 6],
    idle: f32,
    mut noise: impl FnMut(usize) -> f32,
) -> Option<Channel> {
    let mut best = (idle, None);
    for channel in Channel::ALL {
        let lane = channel.lane();
        let value = prospects[lane] + taste[lane];
        // Noise is not above 0, so that most of it need not be worked out.
        if value > best.0 {
            let value = value + noise(lane);
            if value > best.0 {
                best = (value, Some(channel));
            }
        }
    }
    best.1
}

/// What each lane of a state adds to at most, for anybody in the community: fit less cost with the least personal cost there
/// is. Elders and the digitally literate have it easier; tenure and worry only cost.
fn roof(w: &World, offered: &[f32; 6], bystander: bool) -> [f32; 8] {
    let b = &w.behaviour;
    let mut roof = [CLOSED; 8];
    roof[..6].copy_from_slice(offered);
    roof[Channel::Community.lane()] += b.elder_ease as f32;
    roof[Channel::Hotline.lane()] += b.digital_ease as f32 * (1.0 - w.people.digital_reference_share as f32);
    roof.map(|most| most - if bystander { b.bystander_cost as f32 } else { 0.0 })
}

/// Lane in which [`Sight`] puts what the community body is worth where it passes the matter up: no channel's own.
const PASSED_UP: usize = SATISFACTION;

/// Where a resident with views finds what counts in a kind of matter.
#[derive(Clone, Copy, Debug)]
struct Sight {
    own: Lane,
    government: Lane,
}

impl Sight {
    fn of(w: &World, kind: KindIndex) -> Self {
        Self { own: w.lane(Channel::Community, kind), government: w.lane(Channel::Hotline, kind) }
    }

    /// The roof for a kind of matter, with a lane for the community body that passes it up. A body that does so with some
    /// chance lies between the two.
    fn roof(w: &World, mut roof: [f32; 8], kind: KindIndex) -> [f32; 8] {
        if w.kinds[kind].self_governable {
            roof[PASSED_UP] = roof[Channel::Community.lane()] + w.kinds[kind].passed_up;
        }
        roof
    }

    /// What is expected in that kind of matter, in the lanes of a state.
    #[inline]
    fn expected(self, state: &State, views: Views) -> State {
        let mut expected = *state;
        let government = self.government.of(state, views);
        expected[Channel::Community.lane()] = self.own.of(state, views);
        expected[Channel::Hotline.lane()] = government;
        expected[PASSED_UP] = government;
        expected
    }
}

/// No prospect of this person is above it. Of those whom the bound on everybody lets through five in six are done with here,
/// before their own costs are weighed.
fn ceiling(slope: f32, state: &State, roof: &[f32; 8]) -> f32 {
    let state = f32x8::from_i32x8(i32x8::from_i16x8(i16x8::new(*state)));
    let [a, b, c, d, e, f, g, h] = (state * f32x8::splat(slope) + f32x8::new(*roof)).to_array();
    let halves = f32x4::new([a, b, c, d]).fast_max(f32x4::new([e, f, g, h]));
    best(&halves.to_array())
}

/// Whether the person certainly does nothing: the best prospect with the strongest taste falls short of doing nothing, which
/// is at least so much louder than any channel. The choice is the same as without this look ahead, and tastes and the rest of
/// the noise need not be drawn.
fn stays_idle(best: f32, strongest_taste: f32, idle: f32) -> bool {
    // More than what the order of additions could round away.
    best + strongest_taste + 0.001 < idle
}

/// Who of those who decide may act at all, a bit each: for everybody else even the best that there is, with the strongest
/// taste, certainly falls short of doing nothing. Nearly all are done with here.
fn who_may_act(
    w: &World,
    (deciding, witnesses): (u64, u64),
    zeal: &[u8],
    coarse: &Coarse,
    edges: &Edges,
    most: f32,
) -> u64 {
    let (mut may, mut left) = (0, witnesses);
    for &coarse in coarse {
        if left == 0 {
            break;
        }
        let bit = left.trailing_zeros();
        left &= left - 1;
        let strongest_taste = w.strongest_taste[usize::from(zeal[bit as usize])];
        may |= u64::from(!stays_idle(most, strongest_taste, least_idle(edges, coarse))) << bit;
    }
    may & deciding
}

/// The best of some prospects; not `max`, which would also look for what is not a number.
fn best(prospects: &[f32]) -> f32 {
    prospects.iter().fold(CLOSED, |best, &prospect| if prospect > best { prospect } else { best })
}

/// How much dearer each channel is for this person than for the reference person.
fn personal_cost(w: &World, traits: Traits, privacy: f32) -> [f32; 6] {
    let b = &w.behaviour;
    let elder = if traits.age() == 2 { b.elder_ease as f32 } else { 0.0 };
    let tenant = b.tenant_cost as f32 * traits.tenure() as f32;
    let digital = b.digital_ease as f32 * (traits.digital() - w.people.digital_reference_share as f32);
    let worry = b.privacy_weight as f32 * privacy * traits.privacy();
    [0.0, tenant - elder, 0.0, worry, worry - digital, 0.0]
}

/// Fit less cost of each channel for an incident in a community today.
fn offered(s: &Subdistrict, w: &World, community: &Community, incident: &Incident) -> [f32; 6] {
    let kind = &w.kinds[incident.kind];
    let mut offered = kind.appeal;
    let window = (w.behaviour.one_stop_ease * community.window) as f32;
    offered[Channel::Grid.lane()] += window;
    offered[Channel::Hotline.lane()] += window;
    if s.covering(incident.building).is_none_or(|post| post.worker.is_none()) {
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

/// Rank of a bit among those who have noticed the incident, from 0.
fn rank(incident: &Incident, bit: u32) -> u32 {
    (incident.witnesses & ((1 << bit) - 1)).count_ones()
}

/// Lets everyone decide whose day it is.
pub fn witnesses_decide(s: &mut Subdistrict, w: &World, day: Day) {
    let mut reports = core::mem::take(&mut s.today.reports);
    let noisy = w.mechanisms.decision_rule == DecisionRule::RandomUtility;
    let (slope, edges) = (slope(w), w.edges());
    let ages = w.people.decision_days();
    for incident in &s.incidents {
        let age = ages.iter().position(|&age| age == day - incident.decide_from);
        // On the day after an escalation the person decides anew, whether or not somebody is on it already.
        let anew = incident.escalated_on.checked_add(1) == Some(day);
        if age.is_none() && !anew {
            continue;
        }
        let building = &s.buildings[incident.building];
        let community = &s.communities[building.community];
        let offered = offered(s, w, community, incident);
        let round = keys::choice::round(incident.attempt, age);
        let mut deciding = if age.is_some() { incident.witnesses & !incident.acted } else { 0 };
        deciding |= u64::from(anew) << incident.person_bit();
        // Only the person concerned may petition, not the witnesses.
        let mut for_others = offered;
        for_others[Channel::Petition.lane()] = CLOSED;
        // Somebody with an open case can only escalate it to a petition.
        let mut petition = [CLOSED; 6];
        petition[Channel::Petition.lane()] = offered[Channel::Petition.lane()];
        // Here the property office stands where the community body stands elsewhere.
        let company = community.property.as_ref().filter(|_| w.is_company_matter(community, incident.kind));
        let company = company.map(|company| fixed(w.expected_of_company(company)));
        let roof_for_others = Sight::roof(w, roof(w, &for_others, true), incident.kind);
        let sight = Sight::of(w, incident.kind);
        // Whatever somebody expects, there is nothing better.
        let most_for_others = ceiling(slope, &[ONE; 8], &roof_for_others);
        let coarse = if noisy { w.coarse_moods(incident.id, round, incident.witnesses.count_ones()) } else { [0; 64] };
        let person = 1 << incident.person_bit();
        let others = deciding & !person;
        if others != 0 {
            let zeal = &s.residents.zeal[incident.block as usize..];
            let may = who_may_act(w, (others, incident.witnesses), zeal, &coarse, edges, most_for_others);
            deciding &= may | person;
        }
        while deciding != 0 {
            let bit = deciding.trailing_zeros();
            deciding &= deciding - 1;
            let resident = (incident.block + bit) as usize;
            let bystander = bit != u32::from(incident.person_bit());
            let rank = rank(incident, bit);
            let coarse = coarse[rank as usize];
            let idle = least_idle(edges, coarse);
            let strongest_taste = w.strongest_taste[usize::from(s.residents.zeal[resident])];
            let open = if bystander {
                &for_others
            } else if incident.acted >> bit & 1 == 1 {
                &petition
            } else {
                &offered
            };
            let (traits, mut state) = (s.residents.traits[resident], s.residents.state[resident]);
            if let Some(expected) = company {
                state[Channel::Community.lane()] = expected;
            }
            let state = &state;
            let views = s.residents.views.get(resident).map(|&(mut views)| {
                if company.is_some() {
                    // A company passes nothing up.
                    views[VIEW_DECIDES] = ONE;
                }
                views
            });
            if bystander {
                let most = match views {
                    None => ceiling(slope, state, &roof_for_others),
                    Some(views) => ceiling(slope, &sight.expected(state, views), &roof_for_others),
                };
                if stays_idle(most, strongest_taste, idle) {
                    continue;
                }
            }
            let mut prospects = prospects(w, open, traits, state, community.privacy_concern as f32, bystander);
            if let Some(views) = views {
                by_matter(w, &mut prospects, state, views, incident.kind);
            }
            if stays_idle(best(&prospects), strongest_taste, idle) {
                continue;
            }
            let place = resident as u32 - community.residents.0;
            let taste = w.tastes(community.tastes, place, traits).map(|uniform| w.taste(uniform));
            // The strongest taste is seldom for the best prospect.
            let values: [f32; 6] = core::array::from_fn(|lane| prospects[lane] + taste[lane]);
            if stays_idle(best(&values), 0.0, idle) {
                continue;
            }
            let mut mood = if noisy { w.mood(incident.id, round, rank, coarse) } else { Mood::SILENT };
            if let Some(channel) = choose(&prospects, &taste, mood.idle, |lane| mood.noise(lane)) {
                reports.push(Report::new(incident.id, bit as u8, channel));
            }
        }
    }
    s.today.reports = reports;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assumptions::{Archetype, City};
    use crate::random::{Purpose, Stream, unit};
    use crate::settings::Settings;

    /// Over keyed draws near the border, whoever is told to stay idle would have chosen nothing.
    #[test]
    fn looking_ahead_never_changes_a_choice() {
        let w = World::new(&Settings::default(), 7, 0);
        let mut idle = 0;
        for person in 0..20_000 {
            let block = |when, which| w.stream.block(Purpose::Choice, person, when, which);
            let prospects = core::array::from_fn(|i| -9.0 + 4.0 * unit(block(0, i as u32)[0]) as f32);
            let uniforms: [u16; 6] = core::array::from_fn(|i| block(1, i as u32)[0] as u16);
            let zeal = uniforms.iter().fold(0, |most, &taste| most.max((taste >> 8) as u8));
            let (coarse, taste) = (block(2, 0)[0] as u16, uniforms.map(|uniform| w.taste(uniform)));
            let mut mood = Mood::new(coarse, block(2, 1));
            let strongest_taste = w.strongest_taste[usize::from(zeal)];
            if stays_idle(best(&prospects), strongest_taste, least_idle(w.edges(), coarse)) {
                idle += 1;
                assert_eq!(choose(&prospects, &taste, mood.idle, |lane| mood.noise(lane)), None);
            }
        }
        assert!(idle > 15_000, "the look ahead spares {idle} of 20,000");
    }

    /// Choices are those of the multinomial logit: exp(V) of each channel over 1 and the sum of all.
    #[test]
    fn shares_are_those_of_the_logit() {
        let w = World::new(&Settings::default(), 11, 0);
        let prospects = [-1.0, 0.4, CLOSED, -3.0, -5.5, 0.2];
        let mut counts = [0_u32; 7];
        let draws = 200_000;
        for draw in 0..draws {
            let block = |which| w.stream.block(Purpose::Choice, 2, draw, which);
            let mut mood = Mood::new(block(0)[3] as u16, block(1));
            let chosen = choose(&prospects, &[0.0; 6], mood.idle, |lane| mood.noise(lane));
            counts[chosen.map_or(6, Channel::lane)] += 1;
        }
        let weights: Vec<f64> = prospects.iter().chain(&[0.0]).map(|&v| libm::exp(f64::from(v))).collect();
        let all: f64 = weights.iter().sum();
        for (lane, (&count, weight)) in counts.iter().zip(weights).enumerate() {
            let share = weight / all;
            let (expected, n) = (share * f64::from(draws), f64::from(draws));
            let z = (f64::from(count) - expected) / (n * share * (1.0 - share)).sqrt().max(1.0);
            assert!(z.abs() < 4.0, "{count} choose {lane}, expected {expected:.0}");
        }
    }

    /// Whoever somebody is and whatever they expect, the ceiling is not below any of their prospects.
    #[test]
    fn no_prospect_is_above_the_ceiling() {
        let w = World::new(&Settings::default(), 3, 0);
        let profile = City::default().profile(Archetype::UrbanVillage);
        let stream = Stream::new(3, 0);
        let offered = [-2.0, -2.3, -2.5, -2.6, -2.4, CLOSED];
        for bystander in [false, true] {
            let roof = roof(&w, &offered, bystander);
            let mut tightest = f32::INFINITY;
            for who in 0..4_000 {
                let traits = w.person(&profile, None, |part| stream.block(Purpose::Traits, who, part, 0));
                let state = w.first_state(stream.block(Purpose::Traits, who, keys::traits::STATE, 0), 1);
                let privacy = unit(stream.block(Purpose::Choice, who, 0, 0)[0]) as f32;
                let below = ceiling(slope(&w), &state, &roof)
                    - best(&prospects(&w, &offered, traits, &state, privacy, bystander));
                assert!(below > -1e-4, "a prospect is {} above the ceiling", -below);
                tightest = tightest.min(below);
            }
            assert!(tightest < 0.2, "the ceiling is {tightest} above everybody");
        }
    }

    /// The same with views: whatever is expected by group of matters and whoever is believed to decide.
    #[test]
    fn no_prospect_by_matter_is_above_the_ceiling() {
        let mut settings = Settings::default();
        (settings.mechanisms.matters, settings.mechanisms.who_decides) = (true, true);
        let w = World::new(&settings, 3, 0);
        let profile = City::default().profile(Archetype::UrbanVillage);
        let stream = Stream::new(4, 0);
        let offered = [CLOSED, -2.3, -2.5, -2.6, -2.4, CLOSED];
        for kind in (0..w.kinds.len()).map(KindIndex::at) {
            let roof = Sight::roof(&w, roof(&w, &offered, true), kind);
            let mut tightest = f32::INFINITY;
            for who in 0..4_000 {
                let traits = w.person(&profile, None, |part| stream.block(Purpose::Traits, who, part, 0));
                let state = w.first_state(stream.block(Purpose::Traits, who, keys::traits::STATE, 0), 1);
                let views = stream.block(Purpose::Choice, who, 0, 0).map(|word| (word >> 18) as i16);
                let mut prospects = prospects(&w, &offered, traits, &state, 0.0, true);
                by_matter(&w, &mut prospects, &state, views, kind);
                let below = ceiling(slope(&w), &Sight::of(&w, kind).expected(&state, views), &roof) - best(&prospects);
                assert!(below > -1e-4, "a prospect is {} above the ceiling", -below);
                tightest = tightest.min(below);
            }
            assert!(tightest < 0.3, "the ceiling is {tightest} above everybody");
        }
    }

    #[test]
    fn the_best_channel_wins_and_a_tie_goes_to_nothing() {
        let none = [CLOSED; 6];
        let silent = |prospects: &[f32; 6]| choose(prospects, &[0.0; 6], Mood::SILENT.idle, |_| 0.0);
        assert_eq!(silent(&none), None);
        let mut one = none;
        one[Channel::Grid.lane()] = 0.0;
        assert_eq!(silent(&one), None);
        one[Channel::Grid.lane()] = 0.1;
        assert_eq!(silent(&one), Some(Channel::Grid));
    }
}
