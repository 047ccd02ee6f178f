//! A resident chooses whom to turn to: the one behavioural rule of a resident.
//!
//! Random utility over *nothing* and the channels (McFadden 1974):
//!
//! V(channel) = β q(channel) + fit(kind, channel) − cost(person, channel) + personal taste + Gumbel noise, V(nothing) = 0 + noise.
//!
//! The person whom the matter concerns and each witness decide on the day itself and at three later ages of the incident (from the
//! last failed attempt on, if there was one), until they have acted. A witness bears the bystander's cost besides
//! (diffusion of responsibility, Darley & Latané 1968). When a dispute escalates, the person decides once more. Noise is keyed by (incident, resident, channel, age), tastes by
//! (resident, channel), so that two scenarios ask the same people with the same moods.
//!
//! This rule takes no lever and no takeover rate: policies reach it only through what people have come to expect, through
//! the windows that are open and the worry about data.

use crate::assumptions::DecisionRule;
use crate::random::{Purpose, halves, keys};
use crate::society::governance::{VIEW_DECIDES, Views};
use crate::society::residents::{SATISFACTION, State, Traits};
use crate::society::{Channel, Community, Incident, Report, Subdistrict};
use crate::units::places::KindIndex;
use crate::units::{Day, ONE, fixed};
use crate::world::World;
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

/// The choice: the channel of the greatest value, or nothing. `taste` is in units of utility; `noise` is Gumbel noise of
/// nothing and of each channel.
#[must_use]
pub fn choose(prospects: &[f32; 6], taste: &[f32; 6], noise: &[f32; 7]) -> Option<Channel> {
    let mut best = (noise[0], None);
    for channel in Channel::ALL {
        let lane = channel.lane();
        let value = prospects[lane] + taste[lane] + noise[lane + 1];
        if value > best.0 {
            best = (value, Some(channel));
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

/// No prospect of this person is above it. Four witnesses in five are done with here, before their own costs are weighed.
fn ceiling(slope: f32, state: &State, roof: &[f32; 8]) -> f32 {
    let values: [f32; 8] = core::array::from_fn(|lane| slope * f32::from(state[lane]) + roof[lane]);
    best(&values)
}

/// Whether the person certainly does nothing: the best prospect with the strongest taste there is and the loudest of the
/// noises drawn falls short of doing nothing. Most witnesses are done with here, before their tastes are drawn; the choice
/// is the same as without this look ahead.
fn stays_idle(best: f32, strongest_taste: f32, loudest: f32, idle: f32) -> bool {
    // More than what the order of additions could round away.
    best + strongest_taste + loudest + 0.001 < idle
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

/// Lets everyone decide whose day it is.
pub fn witnesses_decide(s: &mut Subdistrict, w: &World, day: Day) {
    let mut reports = core::mem::take(&mut s.today.reports);
    let noisy = w.mechanisms.decision_rule == DecisionRule::RandomUtility;
    let gumbel = |mood: u16| if noisy { w.tables.gumbel[usize::from(mood)] } else { 0.0 };
    let taste_sd = w.behaviour.taste_sd as f32;
    let strongest_taste = taste_sd * w.tables.normal[usize::from(u16::MAX)];
    let slope = slope(w);
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
        while deciding != 0 {
            let bit = deciding.trailing_zeros();
            deciding &= deciding - 1;
            let resident = (incident.block + bit) as usize;
            let bystander = bit != u32::from(incident.person_bit());
            let moods = halves(w.stream.block(Purpose::Choice, incident.id, round, bit));
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
            let loudest = gumbel(moods[1..7].iter().fold(0, |loudest, &mood| loudest.max(mood)));
            let idle = gumbel(moods[0]);
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
                if stays_idle(most, strongest_taste, loudest, idle) {
                    continue;
                }
            }
            let mut prospects = prospects(w, open, traits, state, community.privacy_concern as f32, bystander);
            if let Some(views) = views {
                by_matter(w, &mut prospects, state, views, incident.kind);
            }
            if stays_idle(best(&prospects), strongest_taste, loudest, idle) {
                continue;
            }
            // Whoever has moved in has tastes of their own; fixed traits tell them apart.
            let life = if w.mechanisms.mobility { traits.fixed() } else { keys::ONLY };
            let taster = community.tastes + (resident - community.residents.0 as usize) as u64;
            let draws = halves(w.stream.block(Purpose::Taste, taster, life, keys::ONLY));
            let taste = core::array::from_fn(|i| taste_sd * w.tables.normal[usize::from(draws[i])]);
            let noise = core::array::from_fn(|i| gumbel(moods[i]));
            if let Some(channel) = choose(&prospects, &taste, &noise) {
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
    use crate::random::{Stream, gumbel, normal, unit};
    use crate::settings::Settings;

    /// Over keyed draws near the border, whoever is told to stay idle would have chosen nothing.
    #[test]
    fn looking_ahead_never_changes_a_choice() {
        let stream = Stream::new(7, 0);
        let mut idle = 0;
        for person in 0..20_000 {
            let u = |when, which| unit(stream.block(Purpose::Choice, person, when, which)[0]);
            let prospects = core::array::from_fn(|i| -9.0 + 4.0 * u(0, i as u32) as f32);
            let taste = core::array::from_fn(|i| 0.7 * normal(u(1, i as u32)) as f32);
            let noise: [f32; 7] = core::array::from_fn(|i| gumbel(u(2, i as u32)) as f32);
            let loudest = noise[1..].iter().fold(f32::MIN, |a, &b| a.max(b));
            if stays_idle(best(&prospects), 0.7 * 4.2, loudest, noise[0]) {
                idle += 1;
                assert_eq!(choose(&prospects, &taste, &noise), None);
            }
        }
        assert!(idle > 5_000, "the look ahead spares {idle} of 20,000");
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
        assert_eq!(choose(&none, &[0.0; 6], &[0.0; 7]), None);
        let mut one = none;
        one[Channel::Grid.lane()] = 0.0;
        assert_eq!(choose(&one, &[0.0; 6], &[0.0; 7]), None);
        one[Channel::Grid.lane()] = 0.1;
        assert_eq!(choose(&one, &[0.0; 6], &[0.0; 7]), Some(Channel::Grid));
    }
}
