//! The fate of an incident: what is fixed at its birth, the same under every policy, and its beginning and end in the books.

use super::World;
use crate::random::{Purpose, exponential, keys, lognormal, poisson, unit};
use crate::society::counts::Count;
use crate::society::governance::Settler;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::{Building, Case, Channel, Clock, Desk, Governance, Incident, Organisation, Subdistrict};
use crate::units::places::{BuildingIndex, Indexed, KindIndex};
use crate::units::{Day, append};

impl World {
    /// The incident of identity `id` that befalls `person` on `day`.
    #[must_use]
    pub fn incident(
        &self,
        s: &Subdistrict,
        id: u64,
        kind: KindIndex,
        building: BuildingIndex,
        person: u32,
        day: Day,
    ) -> Incident {
        let facts = &self.kinds[kind];
        let [size, patrol, end, escalation] = self.stream.block(Purpose::Hazard, id, keys::ONLY, keys::ONLY).map(unit);
        let (first, last) = s.buildings[building].residents;
        let block = first + (person - first) / self.block * self.block;
        debug_assert!(person < last);
        let (work, lasting) = self.path_ratios(self.path(id, kind));
        Incident {
            id,
            kind,
            attempt: 0,
            open_cases: 0,
            recorded: false,
            closed_alive: false,
            escalated: false,
            ended: false,
            advised: false,
            first_attempt: None,
            building,
            person,
            block,
            witnesses: 1 << (person - block),
            acted: 0,
            asked: [0; 6],
            escalated_on: Day::MAX,
            born: day,
            decide_from: day,
            ends: day + 1 + self.days_of(kind, lasting, end),
            offspring: self.offspring(id, day, facts.visibility),
            minutes: lognormal(size, facts.minutes * work, facts.log_sd).max(1.0),
            patrol: Clock::set(exponential(patrol)),
            escalation: Clock::set(exponential(escalation)),
        }
    }

    /// Days until an incident ends by itself, for a uniform: what needs works or the law lasts longer.
    #[must_use]
    pub fn days_to_own_end(&self, id: u64, kind: KindIndex, u: f64) -> Day {
        let (_, lasting) = self.path_ratios(self.path(id, kind));
        self.days_of(kind, lasting, u)
    }

    /// The same where it is known how much longer the matter lasts.
    fn days_of(&self, kind: KindIndex, lasting: f64, u: f64) -> Day {
        (self.kinds[kind].self_end * lasting * exponential(u)).min(1e6) as Day
    }

    /// Days on which an incident would breed others if it lived on: a Poisson number of at most three, each after an
    /// exponential delay. The mean number is the branching number times visibility (what nobody sees invites nobody), so
    /// disorder cannot run away.
    fn offspring(&self, id: u64, day: Day, visibility: f64) -> [Day; 3] {
        let mut days = [Day::MAX; 3];
        if self.mechanisms.disorder {
            let [count, delays @ ..] =
                self.stream.block(Purpose::Offspring, id, keys::offspring::NUMBER, keys::ONLY).map(unit);
            let count = poisson(count, self.institutions.branching_share * visibility).min(3) as usize;
            for (place, u) in days.iter_mut().zip(delays).take(count) {
                *place = day + 1 + (self.institutions.offspring_delay_days * exponential(u)).min(1e6) as Day;
            }
        }
        days
    }
}

impl World {
    /// Enters an incident that arises today into the books.
    pub fn begin(&self, s: &mut Subdistrict, incident: Incident) {
        s.ledger.count(Count::Arisen, &incident, 1);
        s.ledger.count(Count::Disputes, &incident, u64::from(self.kinds[incident.kind].dispute));
        s.ledger.note_incident(&incident, Activity::Arise, f64::from(incident.born), Actor::Nobody);
        append(&mut s.incidents, incident);
    }

    /// Ends the incident at place `at` without a case: resolved by a meeting, by neighbours (`by` is `None`), or gone by
    /// itself.
    pub fn end(&self, s: &mut Subdistrict, at: usize, by: Option<Desk>, resolved: bool) {
        self.end_by(s, at, None, by, resolved);
    }

    /// Ends the incident at place `at`, which a case resolved.
    pub fn end_with(&self, s: &mut Subdistrict, at: usize, case: &Case) {
        self.end_by(s, at, Some(case), Some(case.answerable), true);
    }

    fn end_by(&self, s: &mut Subdistrict, at: usize, case: Option<&Case>, by: Option<Desk>, resolved: bool) {
        let incident = &mut s.incidents[at];
        debug_assert!(!incident.ended, "an incident ends once");
        incident.ended = true;
        s.ledger.note_end(incident, case, by.map_or(Actor::Nobody, Actor::Desk)).fact(Fact::Resolved, resolved);
        let incident = &*incident;
        s.ledger.count(if resolved { Count::Resolved } else { Count::EndedAlone }, incident, 1);
        s.ledger.count(Count::EndedUnrecorded, incident, u64::from(!incident.recorded));
        let settler = match (resolved, incident.recorded || incident.first_attempt.is_some()) {
            (true, _) => Settler::at(by),
            (false, true) => Settler::Itself,
            (false, false) => Settler::PutUpWith,
        };
        s.ledger.count(Count::PutUpWith, incident, u64::from(settler == Settler::PutUpWith));
        if self.kinds[incident.kind].self_governable {
            let community = by.is_some_and(|desk| desk.channel() == Channel::Community);
            s.ledger.count(Count::SelfEnded, incident, 1);
            s.ledger.count(Count::SelfByCommunity, incident, u64::from(resolved && community));
            settled(&mut s.governance, settler, incident, &s.buildings);
            let own = match by {
                Some(Desk::Organisation(o)) if resolved => own_share(&s.organisations[o]),
                _ => f64::from(u8::from(settler.is_own())),
            };
            s.ledger.count(Count::SelfGoverned, incident, (own * 1000.0).round() as u64);
            s.ledger.count(Count::SelfByStreet, incident, u64::from(settler == Settler::Street));
            s.ledger.count(Count::SelfSettled, incident, u64::from(settler == Settler::Neighbours));
        }
    }
}

/// Share of an organisation's hours that it does not owe to the street office.
fn own_share(organisation: &Organisation) -> f64 {
    let owed = organisation.coopted_minutes;
    if owed > 0.0 { organisation.minutes / (organisation.minutes + owed) } else { 1.0 }
}

/// Notes who settled a self-governable matter, in the books and near where it was.
fn settled(
    governance: &mut Governance,
    settler: Settler,
    incident: &Incident,
    buildings: &Indexed<BuildingIndex, Building>,
) {
    governance.ended[settler as usize] += 1;
    let own = f64::from(u8::from(settler.is_own()));
    if let Some(nearby) = governance.nearby.get_mut(incident.building) {
        nearby.settled.note(own, 1.0);
    }
    if let Some(affairs) = governance.affairs.get_mut(buildings[incident.building].community) {
        affairs.settled.note(own, 1.0);
    }
}
