//! Handling: desks work through their queues within their hours.
//!
//! A desk has a number of people and minutes a day for each; a case is worked by one person at a time. Each morning the
//! desk orders what is ready by urgency, then by identity: by deadline, first come first served, or shortest first with
//! ageing (variants of `queue_order`; Guedes & Furtado 2014). Stripped of everything else this is an M/M/c queue, which is
//! how it is verified.

use crate::assumptions::QueueOrder;
use crate::society::counts::{Minutes, MoneyPost};
use crate::society::journal::{Activity, Actor};
use crate::society::pressure::OFFICE;
use crate::society::{Case, Desk, Subdistrict};
use crate::units::{Day, FULL_TIME_MINUTES, fen};
use crate::world::World;
use crate::world::effort::ROUNDING;

/// People and minutes of a desk today, and minutes of normal work done in a minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capacity {
    /// People.
    pub people: usize,
    /// Minutes each.
    pub minutes: f64,
    /// Work done in a minute.
    pub speed: f64,
}

impl Capacity {
    /// The fewest full-time people who have these minutes a day.
    #[must_use]
    pub fn pooled(minutes: f64) -> Self {
        let people = (minutes / FULL_TIME_MINUTES).ceil().max(1.0);
        Self { people: people as usize, minutes: minutes.max(0.0) / people, speed: 1.0 }
    }
}

/// Works on `work` (minutes left, in order of urgency) for a day; returns the minutes spent. `done` is told the place of
/// each piece that is finished and the part of the day that had passed.
///
/// A grid worker sets aside the sum of what lies ready and then spends it piece by piece, which the last bit must not
/// decide: what is finished is told to be, and what is not has work left.
pub fn serve(work: &mut [f64], capacity: Capacity, mut done: impl FnMut(usize, f64)) -> f64 {
    let Capacity { people, minutes, speed } = capacity;
    if minutes <= 0.0 || speed <= 0.0 {
        return 0.0;
    }
    let mut left = vec![minutes; people];
    for (place, work) in work.iter_mut().enumerate() {
        let mut free = 0;
        for person in 1..people {
            if left[person] > left[free] {
                free = person;
            }
        }
        if left[free] <= 0.0 {
            break;
        }
        let needed = *work / speed;
        if needed <= left[free] + ROUNDING {
            left[free] = (left[free] - needed).max(0.0);
            *work = 0.0;
            done(place, 1.0 - left[free] / minutes);
        } else {
            *work -= left[free] * speed;
            left[free] = 0.0;
        }
    }
    minutes * people as f64 - left.iter().sum::<f64>()
}

/// What a desk takes first: a smaller number is more urgent, in thousandths of a day.
fn urgency(w: &World, case: &Case, minutes: f64, day: Day) -> i64 {
    let days = match w.mechanisms.queue_order {
        QueueOrder::Deadline => case.due,
        QueueOrder::Fifo => case.filed,
        // Each day of waiting counts as so much less work, so that long cases are not starved.
        QueueOrder::Shortest => (minutes - w.casework.ageing_minutes_per_day * (f64::from(day) - case.filed)) / 60.0,
    };
    (days * 1000.0).round() as i64
}

/// One ready piece of work on a desk.
struct Piece {
    desk: Desk,
    /// The desk in numbers, and whether the piece is its own.
    place: u64,
    urgency: i64,
    identity: (u64, u8, u8),
    case: usize,
    leg: usize,
}

/// Lets every desk work for a day.
pub fn desks_work(s: &mut Subdistrict, w: &World, day: Day) {
    let mut pieces = Vec::new();
    for (c, case) in s.cases.iter().enumerate() {
        let reach = if case.parallel { case.legs.len() } else { case.legs.len().min(1) };
        for (l, leg) in case.legs[..reach].iter().enumerate().filter(|(_, leg)| leg.ready <= day && leg.minutes > 0.0) {
            // What the street office or the owners order comes first on the desk of whoever goes for it.
            let place = leg.desk.number() << 1 | u64::from(!case.is_ordered(leg.desk));
            let urgency = urgency(w, case, leg.minutes, day);
            pieces.push(Piece { desk: leg.desk, place, urgency, identity: case.identity(), case: c, leg: l });
        }
    }
    pieces.sort_unstable_by_key(|p| (p.place, p.urgency, p.identity, p.leg));
    let entry = day_of_entry(s, w);
    let (mut work, mut finished) = (Vec::new(), Vec::new());
    for pile in pieces.chunk_by(|a, b| a.desk == b.desk) {
        let desk = pile[0].desk;
        let capacity = capacity(s, w, desk, entry);
        work.clear();
        work.extend(pile.iter().map(|p| s.cases[p.case].legs[p.leg].minutes / pace(s, w, desk, p.case)));
        let spent = serve(&mut work, capacity, |place, part| finished.push((place, part)));
        debug_assert!(spent <= capacity.minutes * capacity.people as f64 + 1e-6, "no desk works longer than its hours");
        for (piece, left) in pile.iter().zip(&work) {
            s.cases[piece.case].legs[piece.leg].minutes = *left * pace(s, w, desk, piece.case);
        }
        for (place, part) in finished.drain(..) {
            let case = &mut s.cases[pile[place].case];
            case.worked_until = case.worked_until.max(f64::from(day) + part);
            if !case.is_ordered(desk) {
                case.answerable = desk;
            }
            s.ledger.note_case(case, Activity::Handle, f64::from(day) + part, Actor::Desk(desk));
        }
        book(s, w, desk, spent);
    }
}

/// Share of the departments' hours that today's entry work leaves; the work of the day is done with that.
fn day_of_entry(s: &mut Subdistrict, w: &World) -> f64 {
    let all = s.office.minutes() * (1.0 - s.office.lent_share) * s.office.campaign_factor;
    // What came back to departments is done first.
    let returned: f64 = s.tasks.returned.iter().sum();
    let total = all - returned;
    let entry = s.office.entry_minutes.min(total);
    // Forms that do not fit wait, up to so many days of work.
    s.office.entry_minutes = (s.office.entry_minutes - entry).min(w.casework.forms_most_days * total);
    s.ledger.spend(Minutes::DepartmentAvailable, all);
    s.ledger.spend(Minutes::DepartmentCases, returned + entry);
    if total > 0.0 { 1.0 - entry / total } else { 0.0 }
}

/// How much faster a committee is in the group of matters of a case than in all: where people carry capability, it differs.
fn pace(s: &Subdistrict, w: &World, desk: Desk, case: usize) -> f64 {
    let Desk::Committee(c) = desk else { return 1.0 };
    let matter = w.kinds[s.cases[case].kind].matter;
    let (here, mean) = (w.committee_speed(s.ability(c, matter)), w.committee_speed(s.communities[c].capability));
    if mean > 0.0 { here / mean } else { 1.0 }
}

/// What a desk can do today.
fn capacity(s: &Subdistrict, w: &World, desk: Desk, entry: f64) -> Capacity {
    match desk {
        Desk::Department(d) => {
            let d = d as usize;
            let hours = s.office.departments[d] * s.office.effort[d] * (1.0 - s.office.lent_share);
            let minutes = hours * entry * s.office.campaign_factor - s.tasks.returned[d] * entry;
            Capacity { speed: w.vigour(s.pressure.fatigue(d)), ..Capacity::pooled(minutes) }
        }
        Desk::Street => {
            let speed = w.vigour(s.pressure.fatigue(OFFICE));
            Capacity { speed, ..Capacity::pooled(s.office.street.free_minutes + s.office.street.hired_minutes) }
        }
        Desk::Seconded(c) => {
            let minutes = s.office.street.place(c).matter_minutes();
            Capacity { speed: s.office.street.seconded_speed, ..Capacity::pooled(minutes) }
        }
        Desk::Mediators => Capacity::pooled(s.office.mediators),
        Desk::Organisation(o) => Capacity::pooled(s.organisations[o].minutes),
        Desk::Committee(c) => {
            let community = &s.communities[c];
            let speed = w.committee_speed(community.capability) * w.vigour(s.pressure.committee(c));
            Capacity { speed, ..Capacity::pooled(community.committee.free + community.committee.ordered) }
        }
        Desk::Owners(c) => {
            let community = &s.communities[c];
            let support = community.levers.participation.owners_committee_support_share;
            let hours = w.bodies.owners_hours_per_1000_week * (1.0 + w.bodies.owners_support_hours_ratio * support);
            Capacity::pooled(hours * 60.0 / 7.0 * f64::from(community.size()) / 1000.0)
        }
        Desk::Property(c) => {
            let community = &s.communities[c];
            let service = community.property.map_or(0.0, |p| p.service);
            let hours = w.institutions.property_hours_per_1000_week * f64::from(community.size()) / 1000.0;
            Capacity::pooled(hours * 60.0 / 7.0 * service)
        }
        Desk::Volunteers(c) => Capacity::pooled(s.communities[c].volunteer_minutes),
        Desk::Post(p) => {
            let post = &s.posts[p];
            let speed = post.worker.map_or(1.0, |worker| w.speed(&worker));
            Capacity { people: 1, minutes: post.day.cases, speed }
        }
    }
}

fn book(s: &mut Subdistrict, w: &World, desk: Desk, spent: f64) {
    match desk {
        Desk::Department(_) => s.ledger.spend(Minutes::DepartmentCases, spent),
        Desk::Committee(c) => {
            let committee = &mut s.communities[c].committee;
            committee.left -= spent;
            let ordered = committee.ordered.min(spent);
            s.ledger.spend(Minutes::CommitteeOrdered, ordered);
            s.ledger.spend(Minutes::CommitteeCases, spent - ordered);
        }
        Desk::Street => {
            // Hired hands do what the staff's own day does not hold.
            let hired = (spent - s.office.street.free_minutes).max(0.0);
            s.ledger.spend(Minutes::StreetCases, spent);
            s.ledger.spend(Minutes::StreetHired, hired);
            let paid = s.office.street.purse.pay(fen(hired / 60.0 * w.street.contract_yuan_hour));
            s.ledger.pay(MoneyPost::StreetOffice, paid);
        }
        Desk::Seconded(_) => s.ledger.spend(Minutes::SecondedCases, spent),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, unit};

    #[test]
    fn a_day_serves_in_order_one_person_a_case() {
        let mut work = [100.0, 100.0, 500.0, 10.0];
        let mut finished = Vec::new();
        let capacity = Capacity { people: 2, minutes: 300.0, speed: 1.0 };
        let spent = serve(&mut work, capacity, |place, part| finished.push((place, part)));
        // Two people take the first two; the long case takes the rest of one of them, the short one the other.
        assert_eq!(work, [0.0, 0.0, 300.0, 0.0]);
        assert!((spent - 410.0).abs() < 1e-9);
        assert_eq!(finished.iter().map(|f| f.0).collect::<Vec<_>>(), [0, 1, 3]);
        assert!((finished[2].1 - 110.0 / 300.0).abs() < 1e-12);
    }

    /// Minutes set aside for a pile, as a worker sets them aside, are enough for every piece of it, at any speed.
    #[test]
    fn what_hours_were_set_aside_for_is_finished() {
        let stream = Stream::new(1, 0);
        for pile in 0..5_000 {
            let draw = |which| unit(stream.block(Purpose::Work, pile, 0, which)[0]);
            let speed = 0.75 + 0.5 * draw(0);
            let mut work: Vec<f64> = (1..=1 + pile as u32 % 7).map(|piece| 1.0 + 200.0 * draw(piece)).collect();
            let minutes = work.iter().sum::<f64>() / speed;
            let mut finished = 0;
            let spent = serve(&mut work, Capacity { people: 1, minutes, speed }, |_, part| {
                assert!((0.0..=1.0).contains(&part));
                finished += 1;
            });
            assert!(finished == work.len() && work.iter().all(|&left| left == 0.0), "pile {pile}: {work:?}");
            assert!(spent <= minutes);
        }
    }

    /// What is not finished has more work left than rounding could take for none.
    #[test]
    fn what_is_not_finished_has_work_left() {
        for missing in [1e-15, 1e-12, 1e-10, 1e-8, 1e-3] {
            let mut work = [100.0];
            let mut finished = 0;
            serve(&mut work, Capacity { people: 1, minutes: 100.0 - missing, speed: 1.0 }, |_, _| finished += 1);
            assert_eq!(
                (finished == 1, work[0] == 0.0),
                (missing < ROUNDING, missing < ROUNDING),
                "{missing}: {work:?}"
            );
        }
    }
}
