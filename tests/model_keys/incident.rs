//! An incident arises, is noticed, and the person whom it concerns turns to somebody.

use gridgov::Simulation;
use gridgov::internals::outcomes::traces::CaseEvent;
use gridgov::internals::random::{Purpose, below, exponential, halves, keys, normal, poisson, unit};
use gridgov::internals::rules::{arrival, channel_choice, escalation};
use gridgov::internals::society::residents::{AWARENESS, State, Traits};
use gridgov::internals::society::{Channel, Subdistrict};
use gridgov::internals::units::places::{BuildingIndex, CommunityIndex, KindIndex};
use gridgov::internals::units::share;
use gridgov::internals::world::World;
use gridgov::internals::world::moods::Mood;

use crate::page::{Draw, Page, list, number, short, yes};

/// Community of the incident in the city, and its slot among the candidates of day 0.
const COMMUNITY: CommunityIndex = CommunityIndex::at(4);
const SLOT: u32 = 0;

/// What is known of the incident from its birth.
pub struct Fate {
    pub id: u64,
    pub kind: KindIndex,
    pub building: BuildingIndex,
    /// The person's place in the subdistrict, and the bit in the block.
    pub person: usize,
    pub bit: u32,
    /// Rank of the bit among those who have noticed the incident.
    pub rank: u32,
    pub minutes: f64,
    pub awareness: f64,
    /// Expectation of the community body.
    pub trust: f64,
    /// How far systems are joined in the community.
    pub integration: f64,
}

/// The case that is filed.
pub struct Filed {
    pub at: f64,
    pub due: f64,
}

/// The subdistrict of the city: there is one.
fn subdistrict(simulation: &Simulation) -> &Subdistrict {
    &simulation.society().subdistricts[0]
}

/// Arrival, fate and witnesses.
pub fn arises(page: &mut Page, morning: &Simulation, evening: &Simulation) -> Fate {
    let (w, s) = (morning.world(), subdistrict(morning));
    let mean = common_rate(page, w, s);
    let community = &s.communities[COMMUNITY];
    let global = community.key.whole();
    let count = Draw::new(w, Purpose::ArrivalCount, global, 0, 0);
    let candidates = poisson(count.u(), mean);
    assert!(SLOT < candidates);

    let place = Draw::new(w, Purpose::Arrival, global, 0, SLOT).with_uniforms(4);
    let identity = Draw::new(w, Purpose::Identity, global, 0, SLOT).with_uniforms(0);
    let [u_kind, u_building, _, mark] = place.words.map(unit);
    let kind = KindIndex::at(w.kinds.partition_point(|kind| kind.cumulative <= u_kind));
    let at = s.buildings[community.buildings].partition_point(|building| building.cumulative <= u_building);
    let building = community.buildings.0.after(at);
    let size = s.buildings[building].size();
    let resident = below(place.words[2], size);
    let person = (s.buildings[building].residents.0 + resident) as usize;
    let in_community = person as u64 - u64::from(community.residents.0);
    let id = u64::from(identity.words[0]) << 32 | u64::from(identity.words[1]);
    let awareness = share(s.residents.state[person][AWARENESS]);
    let thinned = w.behaviour.awareness_prevents * awareness;
    assert!(w.kinds[kind].dispute && !w.kinds[kind].facility && mark >= thinned, "the candidate is a dispute");

    page.say("## Arrival (7.4)");
    page.draws(&[&count, &place, &identity]);
    page.values(&[
        ("residents", "residents of community 4, S01C05", community.size().to_string()),
        ("mean", "residents × Σ rates / 1000 / 365 × place × Z", number(mean)),
        ("candidates", "Poisson(*U*, mean)", candidates.to_string()),
        ("kind", "slot 0: the first kind whose cumulative rate is above u₁, from 0", kind.index().to_string()),
        ("building", "the first building of the community whose cumulative share is above u₂, from 0", at.to_string()),
        ("building_size", "its residents", size.to_string()),
        ("resident", "⌊v₃ × residents / 2³²⌋ in the building", resident.to_string()),
        ("person", "the same in the community", in_community.to_string()),
        ("awareness", "the person's legal awareness: lane", s.residents.state[person][AWARENESS].to_string()),
        ("prevented", "`awareness_prevents` × awareness: arises, as u₄ is not below", number(thinned)),
        ("identity", "first word, second word", format!("{id:016x}")),
    ]);

    let fate = Draw::new(w, Purpose::Hazard, id, 0, 0).with_uniforms(4);
    let offspring = Draw::new(w, Purpose::Offspring, id, 0, 0).with_uniforms(4);
    let born = w.incident(s, id, kind, building, person as u32, 0);
    let [_, patrol, _, threshold] = fate.words.map(unit);
    let branching = w.institutions.branching_share * w.kinds[kind].visibility;
    let bred = poisson(unit(offspring.words[0]), branching).min(3);
    assert_eq!(bred, 0, "the incident breeds none");
    page.say("## Fate (7.4, 7.5)");
    page.draws(&[&fate, &offspring]);
    let bit = person as u32 - born.block;
    page.values(&[
        ("minutes", "work: lognormal(u₁, 240, 0.8)", number(born.minutes)),
        ("patrol", "patrol threshold: exponential(u₂)", number(exponential(patrol))),
        ("ends", "day of its own end: 1 + ⌊120 × exponential(u₃)⌋", born.ends.to_string()),
        ("escalation", "escalation threshold: exponential(u₄)", number(exponential(threshold))),
        ("offspring", "min(3, Poisson(u₁, 0.2 × 0.6))", bred.to_string()),
        ("bit", "the person's place in the block of up to 40", bit.to_string()),
    ]);

    let alive = subdistrict(evening).incidents.iter().find(|incident| incident.id == id).expect("alive in the evening");
    let size = (s.buildings[building].residents.1 - born.block).min(w.block);
    let eighths: Vec<Draw> =
        (0..size.div_ceil(8)).map(|n| Draw::new(w, Purpose::Witness, id, 0, n).with_uniforms(0)).collect();
    let mask =
        born.witnesses | w.stream.mask(Purpose::Witness, id, 0, u64::MAX >> (64 - size), w.kinds[kind].visibility);
    assert!(alive.witnesses == mask && alive.born == 0 && alive.minutes.to_bits() == born.minutes.to_bits());
    page.say("## Witnesses (7.6)");
    page.draws(&eighths.iter().collect::<Vec<_>>());
    page.values(&[
        ("block", "neighbours in the block", size.to_string()),
        ("limit", "⌊65,536 × 0.6⌋", ((w.kinds[kind].visibility * 65_536.0) as u32).to_string()),
        ("witnesses", "those whose half is below it, and the person", list((0..size).filter(|n| mask >> n & 1 == 1))),
    ]);
    let trust = share(s.residents.state[person][Channel::Community.lane()]);
    let integration = community.platform.integration;
    let rank = (mask & ((1 << bit) - 1)).count_ones();
    Fate { id, kind, building, person, bit, rank, minutes: born.minutes, awareness, trust, integration }
}

/// The common rate of the subdistrict; the mean number of candidates.
fn common_rate(page: &mut Page, w: &World, s: &Subdistrict) -> f64 {
    let (first, today) = (
        Draw::new(w, Purpose::Frailty, 0, 0, keys::frailty::FIRST),
        Draw::new(w, Purpose::Frailty, 0, 0, keys::frailty::DAY),
    );
    let r = w.institutions.frailty_persistence;
    let state = r * normal(first.u()) + (1.0 - r * r).sqrt() * normal(today.u());
    let common = arrival::common_rate(state, w.institutions.frailty_variance);
    page.say("## Common rate (7.4)\n\nThe first state, then the innovation of day 0:");
    page.draws(&[&first, &today]);
    page.values(&[
        ("first_state", "z(*U*) of the first", number(normal(first.u()))),
        ("state", "0.85 × first state + √(1 − 0.85²) z(*U*)", number(state)),
        ("Z", "exp(√s × state − s/2), s = log1p(0.2)", number(common)),
    ]);
    let community = &s.communities[COMMUNITY];
    f64::from(community.size()) * w.rate * w.places_rate[community.archetype as usize] * common
}

/// The person chooses a channel and a case is filed.
pub fn is_reported(page: &mut Page, morning: &Simulation, fate: &Fate, events: &[CaseEvent]) -> Filed {
    let (w, s) = (morning.world(), subdistrict(morning));
    let community = &s.communities[COMMUNITY];
    let (traits, state) = (s.residents.traits[fate.person], &s.residents.state[fate.person]);
    let who = community.key.member(fate.person as u32 - community.residents.0);
    person(page, w, who, traits, state);

    let round = keys::choice::round(0, Some(0));
    let choice = |which| Draw::new(w, Purpose::Choice, fate.id, round, which).with_uniforms(0);
    let (eight, moods) = (choice(keys::choice::eight(fate.rank / 8)), choice(keys::choice::own(fate.rank)));
    let tastes = Draw::new(w, Purpose::Taste, fate.person as u64, 0, 0).with_uniforms(0);
    let window = (w.behaviour.one_stop_ease * community.window) as f32;
    let mut offered = w.kinds[fate.kind].appeal;
    offered[Channel::Grid.lane()] += window;
    offered[Channel::Hotline.lane()] += window;
    offered[Channel::Petition.lane()] = f32::NEG_INFINITY;
    let speciality = w.kinds[fate.kind].speciality;
    let at_work = s.organisations.iter().filter(|o| o.present && o.speciality == speciality).count();
    assert!(at_work > 0 && s.covering(fate.building).is_some_and(|post| post.worker.is_some()), "all are to be had");
    let prospects = channel_choice::prospects(w, &offered, traits, state, community.privacy_concern as f32, false);
    let taste = halves(tastes.words).map(|half| w.behaviour.taste_sd as f32 * w.tables.normal[usize::from(half)]);
    let mut mood = Mood::new(halves(eight.words)[fate.rank as usize % 8], moods.words);
    let noise: [f32; 6] = core::array::from_fn(|lane| mood.noise(lane));
    let six = core::array::from_fn(|i| taste[i]);
    let chosen = channel_choice::choose(&prospects, &six, mood.idle, |lane| noise[lane]);
    assert_eq!(chosen, Some(Channel::Community), "the person turns to the community body");
    let each = |of: &dyn Fn(usize) -> f32| list((0..5).map(|lane| short(of(lane))));
    page.say(
        "## Choice (7.9)\n\nThe person decides on day 0, attempt 0, age index 0. Petition is not open. Lists are in the order \
         of the channels,\nNeighbours to Hotline:",
    );
    page.draws(&[&eight, &moods, &tastes]);
    page.values(&[
        ("at_work", "organisations of harmony at work, of those of the pool (7.27)", at_work.to_string()),
        ("concern", "the community's privacy concern: 0.4 × (1 − 0.4)", number(community.privacy_concern)),
        ("rank", "of the person among those who noticed it", fate.rank.to_string()),
        ("nothing", "V(nothing): D of the rank's half of the eight and h₀ of the own block", short(mood.idle)),
        ("offered", "fit − cost, + 1 × 0.2 for the window", each(&|lane| offered[lane])),
        ("prospects", "5 q + offered − personal cost", each(&|lane| prospects[lane])),
        ("tastes", "0.7 × normal quantile of h₀ to h₄ of Taste", each(&|lane| taste[lane])),
        ("noises", "of the channels, less that of the loudest", each(&|lane| noise[lane])),
        ("V", "their sum", each(&|lane| prospects[lane] + taste[lane] + noise[lane])),
        ("chosen", "the largest: Community, from 0", chosen.map_or(0, Channel::lane).to_string()),
    ]);
    escalates_slowly(page, w, fate);
    filed(page, w, fate, events)
}

/// Traits and first state of the person.
fn person(page: &mut Page, w: &World, who: u64, traits: Traits, state: &State) {
    let blocks = [(keys::traits::PERSON, 4), (keys::traits::MIND, 4), (keys::traits::STATE, 0)]
        .map(|(when, u)| Draw::new(w, Purpose::Traits, who, when, 0).with_uniforms(u));
    page.say("## The person (5.3)");
    page.draws(&blocks.iter().collect::<Vec<_>>());
    let level = |share: f32, top: f32| (share * top).round().to_string();
    page.values(&[
        ("age", "age band", traits.age().to_string()),
        ("tenure", "tenure", traits.tenure().to_string()),
        ("schooling", "schooling", traits.schooling().to_string()),
        ("digital", "digital literacy, of 15", level(traits.digital(), 15.0)),
        ("privacy", "privacy concern, of 15", level(traits.privacy(), 15.0)),
        ("threshold", "civic threshold, of 127", level(traits.threshold(), 127.0)),
        ("patience", "patience", traits.patience().to_string()),
        ("active", "active", yes(traits.active())),
        ("lanes", "first lanes: six expectations, satisfaction, awareness", list(state)),
    ]);
}

/// The hazard of escalating on day 0, when the case has been filed.
fn escalates_slowly(page: &mut Page, w: &World, fate: &Fate) {
    let base = w.kinds[fate.kind].escalation;
    let heard = w.casework.heard_hazard_ratio;
    let hazard = escalation::hazard(base, w.behaviour.awareness_calms, fate.awareness, 1.0, heard);
    page.values(&[("hazard", "hazard of escalating on day 0 (7.19), ½ as a case is open by then", number(hazard))]);
}

/// Intake: the time of filing and whether joined systems get to know.
fn filed(page: &mut Page, w: &World, fate: &Fate, events: &[CaseEvent]) -> Filed {
    let hour = Draw::new(w, Purpose::Intake, fate.id, 0, keys::intake::of(fate.bit as u8, keys::intake::HOUR));
    let joined = Draw::new(w, Purpose::Intake, fate.id, 0, keys::intake::of(fate.bit as u8, keys::intake::JOINED));
    let (at, due) = (hour.u(), hour.u() + w.kinds[fate.kind].deadline);
    let registered = events.iter().find(|event| event.activity == "register").expect("a case");
    assert_eq!(registered.timestamp.to_bits(), at.to_bits());
    page.say("## Intake (7.10)\n\nWhich is 4 × bit + 1 for the hour of filing and + 2 for the joined systems:");
    page.draws(&[&hour, &joined]);
    page.values(&[
        ("filed", "*U* of the first", number(at)),
        ("due", "filed + 15", number(due)),
        ("joined", "*U* of the second below integration, 0.3", yes(joined.u() < fate.integration)),
    ]);
    Filed { at, due }
}
