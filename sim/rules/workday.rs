//! How the day's hours of committees and grid workers are spent, before any case is touched.
//!
//! One ledger a person: sent-down tasks come first, then (for grid workers) training and the desk work that waits, then
//! patrol and own cases. Of the hours left, patrol gets at least the roster's share; own cases get what they need of the
//! rest, and patrol gets what they leave. A committee has standing duties besides; its hours are helped by what the
//! community fund buys, and co-opted organisations take some of its sent-down tasks.
//!
//! In the second model pressure moves hours from standing duties and the least patrol to cases, a part of the tasks has a
//! product, and a roster asks for rounds by households.

use crate::society::communities::CommitteeDay;
use crate::society::counts::{Count, Minutes};
use crate::society::posts::WorkerDay;
use crate::society::{Community, Desk, Subdistrict};
use crate::units::places::{CommunityIndex, Indexed};
use crate::units::{Day, FULL_TIME_MINUTES, YEAR_DAYS};
use crate::world::World;

/// What lies before a worker in the morning, minutes.
#[derive(Clone, Copy, Debug)]
pub struct Demands {
    /// Hours of the post today.
    pub available: f64,
    /// Sent-down tasks.
    pub tasks: f64,
    /// Training.
    pub training: f64,
    /// Entry and verification.
    pub desk: f64,
    /// Own cases.
    pub cases: f64,
    /// Least share of what is left that is patrolled.
    pub patrol_least: f64,
    /// Minutes of patrol that a roster asks for by households, where it does.
    pub roster: Option<f64>,
}

/// The worker's day: tasks, training, desk work, then patrol and own cases.
#[must_use]
pub fn divide(d: &Demands) -> WorkerDay {
    let mut left = d.available;
    let mut take = |wanted: f64| {
        let taken = wanted.min(left);
        left -= taken;
        taken
    };
    let (tasks, training, desk) = (take(d.tasks), take(d.training), take(d.desk));
    let (cases, patrol_least) = match d.roster {
        None => {
            let patrol_least = left * d.patrol_least;
            (d.cases.min(left - patrol_least), patrol_least)
        }
        // What does not fit is cut in one proportion.
        Some(roster) => {
            let fits = if d.cases + roster > left { left / (d.cases + roster) } else { 1.0 };
            (d.cases * fits, roster * fits)
        }
    };
    let asked = d.tasks + d.training + d.desk + d.cases + d.roster.unwrap_or(patrol_least);
    WorkerDay { available: d.available, tasks, training, desk, cases, patrol: left - cases, patrol_least, asked }
}

/// What is asked of people of a community today.
struct Orders {
    /// Sent-down minutes of a full-time person on a day of usual hours, campaigns included.
    tasks: f64,
    /// Share of them that has a product.
    useful: f64,
    /// Share of standing duties and of the least patrol that pressure leaves to them: hours for cases come from there.
    spared: f64,
}

/// The orders of `day` in community `c`.
fn orders(s: &Subdistrict, w: &World, c: CommunityIndex, day: Day) -> Orders {
    let pressure = w.pressure_on_community(s, c);
    let (tasks, useful) = w.tasks_of_the_day(s, c, day);
    let spared = (1.0 - (w.effort(pressure) - 1.0)).max(w.pressure.duties_left_share);
    Orders { tasks, useful, spared }
}

/// Sets the hours of what belongs to the subdistrict: overtime of departments in a campaign, and mediators.
fn subdistrict_hours(s: &mut Subdistrict, w: &World, day: Day) {
    let n = &w.institutions;
    let over = |lever: fn(&Community) -> f64| s.over_residents(lever);
    let mediators = over(|c| c.levers.rule_of_law.mediators_per_1000) / 1000.0;
    let cap = w.boundary(over(|c| c.levers.power.intervention_cap_share) / s.residents.len() as f64);
    let lent = over(|c| c.levers.staffing.secondment_share) / s.residents.len() as f64;
    let campaign = day < s.office.campaign_until;
    s.office.mediators = mediators * n.mediator_hours_per_week * 60.0 / 7.0;
    s.office.lent_share = lent;
    for department in 0..s.office.effort.len() {
        s.office.effort[department] = w.effort(w.pressure_on_body(s, department));
    }
    let usual = w.on_duty(day);
    s.office.mediators *= usual;
    s.office.campaign_factor = if campaign { 1.0 + n.campaign_boost_share * cap } else { 1.0 } * usual;
}

/// Minutes that work takes at a speed; none where nobody gets on with it.
fn in_minutes(work: f64, speed: f64) -> f64 {
    if speed > 0.0 { work / speed } else { 0.0 }
}

/// Divides everyone's day.
pub fn hours_are_divided(s: &mut Subdistrict, w: &World, day: Day) {
    subdistrict_hours(s, w, day);
    let (on_duty, on_rounds) = (w.on_duty(day), w.on_rounds(day));
    let n = &w.institutions;
    let orders: Indexed<CommunityIndex, Orders> =
        s.communities.places().map(|community| orders(s, w, community, day)).collect();
    for post in &mut s.posts {
        post.waiting_minutes = 0.0;
    }
    for community in &mut s.communities {
        community.volunteer_waiting = 0.0;
    }
    for organisation in &mut s.organisations {
        organisation.waiting_minutes = 0.0;
    }
    for leg in s.cases.iter().flat_map(|case| &case.legs).filter(|leg| leg.ready <= day) {
        match leg.desk {
            Desk::Post(post) => s.posts[post].waiting_minutes += leg.minutes,
            Desk::Organisation(o) => s.organisations[o].waiting_minutes += leg.minutes,
            Desk::Volunteers(community) => s.communities[community].volunteer_waiting += leg.minutes,
            _ => {}
        }
    }
    for p in s.posts.places() {
        let c = s.posts[p].community;
        let Orders { tasks, useful, spared } = orders[c];
        let staffing = &s.communities[c].levers.staffing;
        let part = w.part(&s.posts[p], &s.communities[c]);
        let training = staffing.training_hours_per_year * 60.0 / YEAR_DAYS * on_rounds;
        let post = &mut s.posts[p];
        s.ledger.count_at_large(Count::PostDays, 1);
        let Some(worker) = post.worker else {
            post.day = WorkerDay::default();
            continue;
        };
        s.ledger.count_at_large(Count::PostDaysFilled, 1);
        post.day = divide(&Demands {
            available: FULL_TIME_MINUTES * on_rounds * part,
            tasks: tasks * on_rounds * part,
            training,
            desk: post.debt_minutes,
            cases: post.waiting_minutes / w.speed(&worker),
            patrol_least: if w.mechanisms.patrol { n.patrol_least_share * spared } else { 0.0 },
            roster: (w.mechanisms.patrol && w.mechanisms.load).then(|| {
                w.pressure.roster_minutes_per_100_households * post.households / 100.0 * part * spared * on_rounds
            }),
        });
        // Desk work that does not fit today waits, but nobody catches up on more than so many days of forms.
        post.debt_minutes = (post.debt_minutes - post.day.desk).min(w.casework.forms_most_days * FULL_TIME_MINUTES);
        s.ledger.spend(Minutes::WorkerAvailable, post.day.available);
        s.ledger.spend(Minutes::WorkerField, post.day.cases + post.day.patrol);
        s.ledger.spend(Minutes::WorkerAsked, post.day.utilisation() * post.day.available);
        post.day.asked = post.day.asked.min(w.pressure.load_most_ratio * post.day.available);
        let day = post.day;
        post.month.add(&day);
        s.tasks.note_useful(c, day.tasks * useful);
    }
    // Minutes of committees that the core business which waits would take.
    let core_work: Indexed<CommunityIndex, f64> =
        s.communities.places().map(|c| in_minutes(s.core_business.minutes(c), w.core_speed(s, c))).collect();
    let coopted: f64 = s.organisations.iter().map(|o| o.coopted_minutes).sum();
    let residents = s.residents.len() as f64;
    for c in s.communities.places() {
        let Orders { tasks, useful, spared } = orders[c];
        let community = &mut s.communities[c];
        let size = f64::from(community.size());
        let members = community.members();
        let available = members * (FULL_TIME_MINUTES * on_duty);
        // Work of its own takes the place of standing duties.
        let standing = if w.mechanisms.core_business { 0.0 } else { available * n.committee_other_share * spared };
        let grants = community.levers.power.community_fund_yuan_per_resident_year * size
            / YEAR_DAYS
            / w.prices.grant_yuan_hour.max(0.01)
            * 60.0
            * on_duty;
        // What co-opted organisations do for the street office, committees need not do.
        let street = s.office.street.place(c);
        let relief = coopted * size / residents + street.relief_minutes;
        // What the street office orders about a matter comes before what is sent down.
        let ordered = street.ordered_minutes.min(available - standing);
        let tasks = (tasks * on_duty * members - relief).clamp(0.0, available - standing - ordered);
        let before_entry = available - standing - ordered - tasks + grants;
        // A share of the hours cases and entry cannot take, as far as core business waits.
        let reserved = core_work[c].min(before_entry * w.core_business.least_share * spared);
        let entry = community.entry_minutes.min(before_entry - reserved);
        community.entry_minutes = (community.entry_minutes - entry).min(w.casework.forms_most_days * available);
        s.tasks.note_useful(c, tasks * useful + standing * w.tasks.standing_useful_share);
        let free = before_entry - entry - reserved;
        community.committee = CommitteeDay { available, tasks, free, ordered, left: before_entry - entry + ordered };
        // What the fund buys is added to the committee's own hours; its tasks and duties stay what they are.
        s.ledger.spend(Minutes::CommitteeOwn, available);
        s.ledger.spend(Minutes::CommitteeBought, grants);
        s.ledger.spend(Minutes::CommitteeDuty, standing + tasks);
        s.ledger.spend(Minutes::CommitteeFree, before_entry);
        s.ledger.spend(Minutes::CommitteeCases, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_day_add_up_and_tasks_come_first() {
        let d = Demands {
            available: 300.0,
            tasks: 100.0,
            training: 10.0,
            desk: 40.0,
            cases: 60.0,
            patrol_least: 0.4,
            roster: None,
        };
        let day = divide(&d);
        assert!((day.tasks + day.training + day.desk + day.cases + day.patrol - 300.0).abs() < 1e-9);
        assert!((day.patrol_least - 60.0).abs() < 1e-9 && (day.patrol - 90.0).abs() < 1e-9);
        let drowned = divide(&Demands { tasks: 400.0, ..d });
        assert_eq!((drowned.tasks, drowned.cases, drowned.patrol), (300.0, 0.0, 0.0));
    }

    /// A roster by households asks for more than there is, and rounds and cases are cut alike.
    #[test]
    fn too_many_households_ask_for_more_than_a_day_has() {
        let d = Demands {
            available: 300.0,
            tasks: 100.0,
            training: 0.0,
            desk: 0.0,
            cases: 100.0,
            patrol_least: 0.4,
            roster: Some(300.0),
        };
        let day = divide(&d);
        assert!((day.cases - 50.0).abs() < 1e-9 && (day.patrol - 150.0).abs() < 1e-9);
        assert!((day.asked - 500.0).abs() < 1e-9);
        let easy = divide(&Demands { roster: Some(60.0), ..d });
        assert!((easy.cases - 100.0).abs() < 1e-9 && (easy.patrol - 100.0).abs() < 1e-9);
    }
}
