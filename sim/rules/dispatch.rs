//! Dispatch: on whose desk a new case lands.
//!
//! A self-governable matter that came to the community (or that a worker passes on) is taken over by the street office
//! with the chance θ in force. Otherwise an owners' committee takes it up (`owners_decide`: a share of facilities and shared
//! space, a facility for the company to carry out), or it goes to the property company (facilities), to volunteers (care), or to a
//! social organisation of the right speciality (all but facilities), where what lies with volunteers or organisation
//! would be done within some days, and else to the residents' committee. Small matters open to grid workers stay with
//! the worker. Everything else, and all that the hotline hears, goes to departments: misrouted at first with a chance
//! that integration lowers, refused with chance r (1 − list completeness), anew at each of a few tries
//! (`casework.refusals_most`), after which the street office orders; each error and refusal costs days, exponential
//! with a stated mean, since some are mended by a call and others by a meeting.
//!
//! Where the street office has hands of its own (`street_office`), it does what it takes over itself as far as its queue
//! allows, with the committee as its legs, and passes the rest on to departments. Where officers are seconded to the
//! community (`secondment`), they do at the door what one department would do, as far as theirs allows. On the
//! heaviest share of joint matters the office convenes the departments (`whistle`, 吹哨报到): some days pass until they meet,
//! then they work side by side, nobody refuses, and each has spent the time of the meeting.
//!
//! Dispatch comes after the resident's choice and changes nothing about it. In the second model a stale register misroutes more
//! files and makes care and disputes take longer.

use core::f64::consts::FRAC_1_SQRT_2;

use crate::random::keys::dispatch as key;
use crate::random::{Purpose, exponential};
use crate::society::cases::Leg;
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::{Case, Channel, Desk, Organisation, Subdistrict};
use crate::units::places::OrganisationIndex;
use crate::units::{Day, append};
use crate::world::World;

/// Chance that a case is sent to a wrong desk first.
#[must_use]
pub fn misrouting(removable: f64, least: f64, integration: f64) -> f64 {
    removable * (1.0 - integration) + least
}

/// The share that the office takes over in a community: its state within the community's floor and cap.
#[must_use]
pub fn takeover_in_force(office: f64, floor: f64, cap: f64) -> f64 {
    office.clamp(floor.min(cap), cap)
}

/// Passes what lies on a desk that no longer exists on to the residents' committee: organisations that have left,
/// volunteers without support, owners' committees that have ended, mediators who are gone.
pub fn files_without_a_desk_are_passed_on(s: &mut Subdistrict, w: &World) {
    let mediators = s.communities.iter().any(|c| c.levers.rule_of_law.mediators_per_1000 > 0.0);
    let gone = |desk: Desk| match desk {
        Desk::Organisation(o) => !s.organisations[o].present,
        Desk::Volunteers(c) => s.communities[c].volunteer_minutes <= 0.0,
        Desk::Owners(c) => !s.communities[c].owners_committee,
        Desk::Mediators => !mediators,
        Desk::Street => s.office.street.staff_minutes <= 0.0,
        Desk::Seconded(c) => s.office.street.place(c).seconded_minutes <= 0.0,
        _ => false,
    };
    for case in &mut s.cases {
        // Nearly every file has its desks.
        if !(gone(case.answerable) || case.legs.iter().any(|leg| gone(leg.desk))) {
            continue;
        }
        // What an officer of a department leaves behind goes back there.
        let department = Desk::Department(w.kinds[case.kind].departments[0]);
        let lent = |desk| matches!(desk, Desk::Seconded(_));
        let next =
            if case.legs.iter().any(|leg| lent(leg.desk)) { department } else { Desk::Committee(case.community) };
        let mut passed_on = false;
        for leg in case.legs.iter_mut().filter(|leg| gone(leg.desk)) {
            leg.desk = next;
            passed_on = true;
        }
        if passed_on {
            s.ledger.note_passed_on(case, next);
        }
        if case.legs.first().is_some_and(|leg| leg.desk == next) && gone(case.answerable) {
            case.answerable = next;
        }
    }
}

/// Puts the cases filed today on desks, and lets departments refuse what they refuse today.
pub fn cases_are_dispatched(s: &mut Subdistrict, w: &World, day: Day) {
    let mut filed = core::mem::take(&mut s.today.filed);
    for mut case in filed.drain(..) {
        let way = route(s, w, day, &mut case);
        note(s, &case, day, way);
        append(&mut s.cases, case);
    }
    s.today.filed = filed;
    cases_are_refused(s, w, day);
}

/// Counts and notes the refusals of today; one that is to come when the case ends or is recalled never happens.
fn cases_are_refused(s: &mut Subdistrict, w: &World, day: Day) {
    let tomorrow = f64::from(day + 1);
    for case in &mut s.cases {
        while let Some(when) = case.refusing.pop_if(|when| *when < tomorrow) {
            s.ledger.count(Count::Refusals, &*case, 1);
            let refusing = Actor::Desk(Desk::Department(w.kinds[case.kind].departments[0]));
            s.ledger.note_case(case, Activity::Refuse, when, refusing);
        }
    }
}

/// What was decided on the way to a desk.
#[derive(Clone, Copy, Default)]
struct Way {
    /// A self-governable matter was brought to the community.
    brought: bool,
    /// It went to the departments.
    sent: bool,
    /// It went to a wrong department first.
    misrouted: bool,
}

fn route(s: &mut Subdistrict, w: &World, day: Day, case: &mut Case) -> Way {
    let mut way = Way::default();
    let (id, rank) = (case.incident, key::case(case.attempt, case.reporter));
    let draw = move |which| w.uniform(Purpose::Dispatch, id, rank, which);
    let facts = &w.kinds[case.kind];
    // A duplicate is found out by looking, whatever the matter would need; nothing takes no time at all.
    let look = w.institutions.duplicate_minutes.max(1.0);
    let minutes = s.find(case.incident).map_or(look, |at| s.incidents[at].minutes);
    let minutes = w.minutes_by_register(s, case.community, case.kind, minutes);
    let minutes = if case.duplicate { look } else { minutes };
    let one = |desk| vec![Leg { desk, minutes, ready: day + 1 }];
    let post = s.buildings[case.building].post;
    let with_worker =
        case.asked == Channel::Grid && facts.worker && draw(key::ALONE) < w.institutions.worker_spot_share;
    if let Some(post) = post.filter(|&post| with_worker && s.posts[post].worker.is_some()) {
        case.legs = one(Desk::Post(post));
    } else if case.asked == Channel::Organisation
        && let Some(o) = organisation(s, w, case, draw(key::ORGANISATION), false)
    {
        case.legs = one(Desk::Organisation(o));
    } else if facts.self_governable && matches!(case.asked, Channel::Community | Channel::Grid | Channel::Organisation)
    {
        let community = &s.communities[case.community];
        let power = &community.levers.power;
        let taken = takeover_in_force(s.office.takeover, power.intervention_floor_share, power.intervention_cap_share);
        s.ledger.count(Count::SelfBrought, &*case, 1);
        way.brought = true;
        if draw(key::TAKEOVER) < taken {
            case.taken_over = true;
            s.ledger.count(Count::TakenOver, &*case, 1);
            if s.office.street.has_room(minutes, w.street.queue_days) {
                to_the_office(s, w, day, case, minutes);
            } else {
                way = onward(s, w, day, case, minutes, draw, way);
            }
        } else if owners_decide(s, w, case, draw) {
            to_the_owners(s, w, day, case, minutes);
        } else {
            case.legs = one(own_desk(s, w, case, draw(key::PASSED_ON)));
        }
    } else {
        way = onward(s, w, day, case, minutes, draw, way);
    }
    case.answerable = case.legs[0].desk;
    way
}

/// Notes on which desks a case has landed: with departments that work side by side there are several. What was filed
/// before today has been recalled this morning.
fn note(s: &mut Subdistrict, case: &Case, day: Day, way: Way) {
    let when = case.filed.max(f64::from(day));
    let at_once = if case.parallel { case.legs.len() } else { 1 };
    for (place, leg) in case.legs.iter().take(at_once).enumerate() {
        let Way { brought, sent, misrouted } = if place == 0 { way } else { Way::default() };
        let mut noted = s.ledger.note_case(case, Activity::Dispatch, when, Actor::Desk(leg.desk));
        noted.fact(Fact::Brought, brought).fact(Fact::Sent, sent).fact(Fact::Misrouted, misrouted);
    }
}

/// The desk of the community body itself that deals with a matter.
fn own_desk(s: &Subdistrict, w: &World, case: &Case, u: f64) -> Desk {
    let facts = &w.kinds[case.kind];
    let community = &s.communities[case.community];
    let idle = community.volunteer_waiting < w.casework.volunteer_queue_days * community.volunteer_minutes;
    if facts.facility && community.property.is_some() {
        Desk::Property(case.community)
    } else if !facts.facility && !facts.dispute && idle {
        Desk::Volunteers(case.community)
    } else if !facts.facility
        && let Some(o) = organisation(s, w, case, u, true)
    {
        Desk::Organisation(o)
    } else {
        Desk::Committee(case.community)
    }
}

/// Whether the owners' committee takes a matter up: a share of what concerns facilities or shared space.
fn owners_decide(s: &Subdistrict, w: &World, case: &Case, draw: impl Fn(u32) -> f64) -> bool {
    let facts = &w.kinds[case.kind];
    w.mechanisms.owners_decide
        && s.communities[case.community].owners_committee
        && (facts.facility || w.is_shared_space(case.kind))
        && draw(key::OWNERS) < w.bodies.owners_decide_share
}

/// Puts a matter before the owners' committee; where there is a company, it carries out what they decide about a facility.
fn to_the_owners(s: &Subdistrict, w: &World, day: Day, case: &mut Case, minutes: f64) {
    let company = w.kinds[case.kind].facility && s.communities[case.community].property.is_some();
    let own = if company { w.bodies.owners_work_share } else { 1.0 };
    let (owners, property) = (Desk::Owners(case.community), Desk::Property(case.community));
    let leg = |desk, minutes| Leg { desk, minutes, ready: day + 1 };
    case.legs = vec![leg(owners, minutes * own)];
    if own < 1.0 && !case.duplicate {
        case.legs.push(leg(property, minutes * (1.0 - own)));
        case.parallel = true;
    }
}

/// A working organisation of the right speciality, picked by a keyed uniform; `idle` asks for one that would do what lies
/// with it in time.
fn organisation(s: &Subdistrict, w: &World, case: &Case, u: f64, idle: bool) -> Option<OrganisationIndex> {
    let speciality = w.kinds[case.kind].speciality;
    let days = w.casework.organisation_queue_days;
    let suits =
        |o: &Organisation| o.present && o.speciality == speciality && (!idle || o.waiting_minutes < days * o.minutes);
    let able = || s.organisations.each().filter(|(_, o)| suits(o)).map(|(at, _)| at);
    let count = able().count();
    able().nth(((u * count as f64) as usize).min(count.saturating_sub(1)))
}

/// Puts a case that the street office has taken over on its own desk; the committee does its share of the work on the
/// office's order.
fn to_the_office(s: &mut Subdistrict, w: &World, day: Day, case: &mut Case, minutes: f64) {
    let ordered = minutes * w.street.legs_share;
    let own = minutes - ordered;
    s.office.street.waiting_minutes += own;
    let parts = [(Desk::Street, own), (Desk::Committee(case.community), ordered)];
    let legs = parts.into_iter().filter(|&(_, minutes)| minutes > 0.0);
    case.legs = legs.map(|(desk, minutes)| Leg { desk, minutes, ready: day + 1 }).collect();
    case.parallel = true;
}

/// Sends a case to an officer at the door, or else to its departments.
fn onward(
    s: &mut Subdistrict,
    w: &World,
    day: Day,
    case: &mut Case,
    minutes: f64,
    draw: impl Fn(u32) -> f64,
    way: Way,
) -> Way {
    if let Some(place) = s.office.street.places.get_mut(case.community)
        && place.seconded_minutes > 0.0
        && !case.petition
        && w.kinds[case.kind].departments.len() == 1
        && place.seconded_waiting + minutes
            <= w.street.seconded_queue_days * place.seconded_minutes * s.office.street.seconded_speed
    {
        place.seconded_waiting += minutes;
        case.legs = vec![Leg { desk: Desk::Seconded(case.community), minutes, ready: day + 1 }];
        return way;
    }
    Way { misrouted: to_departments(s, w, day, case, minutes, draw), sent: true, ..way }
}

/// Share of the matters of a kind, of so much work on average with that spread of its logarithm, that are heavier than one
/// of so many minutes.
#[must_use]
pub fn heavier(minutes: f64, mean: f64, log_sd: f64) -> f64 {
    if log_sd <= 0.0 {
        return f64::from(u8::from(minutes < mean));
    }
    libm::erfc((libm::log(minutes / mean) / log_sd + 0.5 * log_sd) * FRAC_1_SQRT_2) * 0.5
}

/// Whether the street office convenes the departments of a case: on the heaviest of the joint matters, while its own staff
/// keeps up with convening.
fn is_convened(s: &mut Subdistrict, w: &World, case: &Case, minutes: f64) -> bool {
    let share = s.communities[case.community].levers.power.whistle_share;
    let facts = &w.kinds[case.kind];
    let joint = facts.departments.len() > 1 && !case.duplicate;
    if share <= 0.0 || !joint || heavier(minutes, facts.minutes, facts.log_sd) >= share {
        return false;
    }
    if w.mechanisms.street_office {
        let street = &mut s.office.street;
        if street.convening_minutes + w.street.convening_minutes > w.street.queue_days * street.staff_minutes {
            return false;
        }
        street.convening_minutes += w.street.convening_minutes;
    }
    s.ledger.count(Count::Convened, case, 1);
    true
}

/// Sends a case to its departments, with the days that errors and refusals cost; says whether it went to a wrong one first.
fn to_departments(
    s: &mut Subdistrict,
    w: &World,
    day: Day,
    case: &mut Case,
    minutes: f64,
    draw: impl Fn(u32) -> f64,
) -> bool {
    let n = &w.institutions;
    let facts = &w.kinds[case.kind];
    let convened = is_convened(s, w, case, minutes);
    let community = &s.communities[case.community];
    let mut ready = f64::from(day + 1);
    s.ledger.count(Count::Dispatched, &*case, 1);
    if convened {
        let days = w.street.whistle_days * exponential(draw(key::WHISTLE_DAYS));
        let minutes = minutes / facts.departments.len() as f64 + w.street.meeting_minutes;
        let ready = (ready + days).round() as Day;
        case.parallel = true;
        case.legs = facts.departments.iter().map(|&d| Leg { desk: Desk::Department(d), minutes, ready }).collect();
        return false;
    }
    let misrouted = draw(key::MISROUTED)
        < w.errors_by_register(s, case.community)
            * misrouting(n.misroute_share, n.misroute_least_share, community.platform.integration);
    if misrouted {
        s.ledger.count(Count::Misrouted, &*case, 1);
        ready += n.misroute_days * exponential(draw(key::MISROUTED_DAYS));
    }
    // A petition comes with an order.
    if !case.petition {
        let chance = n.refusal_share * (1.0 - community.levers.power.list_completeness_share);
        let refusals = (0..w.casework.refusals_most as u32).take_while(|&i| draw(key::refused(i)) < chance).count();
        // Refusals come once the file has found its way from a wrong desk.
        let found = case.filed + (ready - f64::from(day + 1));
        let mut waited = 0.0;
        for i in 0..refusals as u32 {
            waited += n.refusal_days * exponential(draw(key::refused_days(i)));
            // A file is free again on a whole day, which may begin a little before the wait is over.
            case.refusing.push((found + waited).min((ready + waited).round()));
        }
        case.refusing.reverse();
        ready += waited;
    }
    case.parallel = facts.departments.len() > 1 && draw(key::PARALLEL) < community.platform.sharing;
    let share = 1.0 / facts.departments.len() as f64;
    let ready = ready.round() as Day;
    case.legs =
        facts.departments.iter().map(|&d| Leg { desk: Desk::Department(d), minutes: minutes * share, ready }).collect();
    misrouted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integration_removes_all_but_the_least_misrouting() {
        assert!((misrouting(0.13, 0.02, 0.0) - 0.15).abs() < 1e-12);
        assert!((misrouting(0.13, 0.02, 1.0) - 0.02).abs() < 1e-12);
    }

    #[test]
    fn half_of_the_matters_are_heavier_than_the_median_and_few_than_a_heavy_one() {
        let median = 100.0 * libm::exp(-0.5 * 0.8 * 0.8);
        assert!((heavier(median, 100.0, 0.8) - 0.5).abs() < 1e-12);
        // One standard deviation of the logarithm above it.
        assert!((heavier(median * libm::exp(0.8), 100.0, 0.8) - 0.158_655_254).abs() < 1e-6);
        assert_eq!([90.0, 110.0].map(|minutes| heavier(minutes, 100.0, 0.0)), [1.0, 0.0]);
    }

    #[test]
    fn a_community_is_taken_over_within_its_own_boundary() {
        assert_eq!([0.05, 0.3, 0.9].map(|office| takeover_in_force(office, 0.1, 0.6)), [0.1, 0.3, 0.6]);
    }
}
