//! The street office at work, and officers whom departments second to communities.
//!
//! The office has a staff, a share of whose hours meetings and reports bind, and a budget from which it hires hands for what
//! its own staff does not get done. Sending tasks down takes hours of those who send; then comes convening departments; the rest of the day goes to what it has taken over.
//! Of each such matter the residents' committee does a share on the office's order, before its own tasks and cases: the
//! office's legs. A seconded officer does at the door what one department would do, and with what is left of the day takes
//! sent-down tasks off the committee. Departments lose the hours that they lend.
//!
//! An office that commands the committee and orders departments to the spot is what 条块 and 吹哨报到 describe (Zhou Li'an
//! 2017; Beijing, from 2018 on).

use crate::society::Desk;
use crate::society::Subdistrict;
use crate::society::counts::Minutes;
use crate::society::pressure::OFFICE;
use crate::society::street::Place;
use crate::units::places::{CommunityIndex, Indexed};
use crate::units::{Day, FULL_TIME_MINUTES, YEAR_DAYS, fen};
use crate::world::World;

/// Minutes a day of so many staff, duties other than residents' matters taken off.
#[must_use]
pub fn staff_minutes(staff: f64, other_share: f64) -> f64 {
    staff * FULL_TIME_MINUTES * (1.0 - other_share)
}

/// What is left of the day after convening, and what of the convening waits on.
#[must_use]
pub fn convene(minutes: f64, convening: f64) -> (f64, f64) {
    let spent = convening.min(minutes);
    (minutes - spent, convening - spent)
}

/// Minutes that a purse of `fen` may hire today.
#[must_use]
pub fn hired_minutes(fen: i64, days: f64, yuan_hour: f64) -> f64 {
    if yuan_hour > 0.0 { fen as f64 / days / 100.0 / yuan_hour * 60.0 } else { 0.0 }
}

/// Minutes for matters and minutes of relief of an officer's day: matters that wait come first.
#[must_use]
pub fn at_the_door(minutes: f64, waiting: f64, speed: f64) -> (f64, f64) {
    let matters = if speed > 0.0 { (waiting / speed).min(minutes) } else { 0.0 };
    (matters, minutes - matters)
}

/// Begins the day of the office, and says what it orders of committees and whom departments lend.
pub fn office_goes_to_work(s: &mut Subdistrict, w: &World, day: Day) {
    let (staffed, lending) = (w.mechanisms.street_office, w.mechanisms.secondment);
    if !staffed && !lending {
        return;
    }
    let mut places: Indexed<CommunityIndex, Place> = Indexed::filled(Place::default(), s.communities.len());
    let mut waiting = 0.0;
    for case in &s.cases {
        for leg in case.legs.iter().filter(|leg| leg.ready <= day) {
            match leg.desk {
                Desk::Street => waiting += leg.minutes,
                Desk::Committee(c) if case.is_ordered(leg.desk) => places[c].ordered_minutes += leg.minutes,
                Desk::Seconded(c) => places[c].seconded_waiting += leg.minutes,
                _ => {}
            }
        }
    }
    if staffed {
        staff_goes_to_work(s, w, waiting, day);
        orders_fit_the_day(s, w, &mut places);
    }
    if lending {
        officers_are_seconded(s, w, day, &mut places);
    }
    s.office.street.places = places;
}

/// Minutes of staff that today's sent-down tasks of all communities take to be sent, explained and asked after.
fn sending(s: &Subdistrict, w: &World, day: Day) -> f64 {
    let sent = s.communities.places().map(|c| w.tasks_of_the_day(s, c, day).0 * w.people_on_tasks(s, c));
    w.street.sending_ratio * sent.sum::<f64>() * w.on_duty(day)
}

/// Staff, sending, convening, purse.
fn staff_goes_to_work(s: &mut Subdistrict, w: &World, waiting: f64, day: Day) {
    let n = &w.street;
    let staff = s.over_residents(|c| c.levers.power.street_staff_per_10000) / 10_000.0;
    let budget = s.over_residents(|c| c.levers.power.street_budget_yuan_per_resident_year);
    let hours = w.effort(w.pressure_on_body(s, OFFICE)) * w.on_duty(day);
    let minutes = staff_minutes(staff, n.other_share) * hours;
    let sending = sending(s, w, day).min(minutes);
    let street = &mut s.office.street;
    street.staff_minutes = minutes - sending;
    let (free, left) = convene(street.staff_minutes, street.convening_minutes);
    s.ledger.spend(Minutes::StreetAvailable, minutes);
    s.ledger.spend(Minutes::StreetSending, sending);
    s.ledger.spend(Minutes::StreetConvening, street.convening_minutes - left);
    (street.free_minutes, street.convening_minutes) = (free, left);
    let most = fen(budget / YEAR_DAYS * n.purse_most_days);
    street.purse.grant(fen(budget / YEAR_DAYS), most);
    // Hired hands work under somebody: an office without staff hires nobody.
    let hired = hired_minutes(street.purse.left, n.purse_days, n.contract_yuan_hour) * w.on_duty(day);
    street.hired_minutes = if staff > 0.0 { hired } else { 0.0 };
    street.waiting_minutes = waiting;
}

/// Turns the work that lies with committees on the office's order into minutes of their day.
fn orders_fit_the_day(s: &Subdistrict, w: &World, places: &mut [Place]) {
    for (place, community) in places.iter_mut().zip(&s.communities) {
        let speed = w.committee_speed(community.capability);
        place.ordered_minutes = if speed > 0.0 { place.ordered_minutes / speed } else { 0.0 };
    }
}

/// Moves hours of departments to communities. Whoever is seconded is pressed and tired as the department is.
fn officers_are_seconded(s: &mut Subdistrict, w: &World, day: Day, places: &mut [Place]) {
    let n = &w.street;
    let residents = s.residents.len() as f64;
    let (mut departments, mut vigour) = (0.0, 0.0);
    for (body, minutes) in s.office.departments.iter().enumerate() {
        let pressed = minutes * w.effort(w.pressure_on_body(s, body));
        departments += pressed;
        vigour += pressed * w.vigour(s.pressure.fatigue(body));
    }
    let speed = if departments > 0.0 { n.seconded_speed * (vigour / departments) } else { 0.0 };
    s.office.street.seconded_speed = speed;
    for (place, community) in places.iter_mut().zip(&s.communities) {
        let share = community.levers.staffing.secondment_share;
        let lent = departments * share * f64::from(community.size()) / residents;
        let minutes = lent * n.seconded_use_share * w.on_duty(day);
        place.seconded_minutes = minutes;
        place.relief_minutes = at_the_door(minutes, place.seconded_waiting, speed).1;
        s.ledger.spend(Minutes::SecondedAvailable, minutes);
        s.ledger.spend(Minutes::SecondedRelief, place.relief_minutes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties_and_convening_come_before_matters() {
        assert!((staff_minutes(2.0, 0.4) - 1.2 * FULL_TIME_MINUTES).abs() < 1e-9);
        assert_eq!(convene(300.0, 90.0), (210.0, 0.0));
        assert_eq!(convene(60.0, 90.0), (0.0, 30.0));
    }

    #[test]
    fn a_purse_hires_by_the_hour_over_its_days() {
        assert!((hired_minutes(90_000, 30.0, 60.0) - 30.0).abs() < 1e-9);
        assert_eq!(hired_minutes(90_000, 30.0, 0.0), 0.0);
    }

    #[test]
    fn whoever_stands_at_the_door_relieves_the_committee_with_what_is_left() {
        assert_eq!(at_the_door(100.0, 40.0, 0.8), (50.0, 50.0));
        assert_eq!(at_the_door(100.0, 400.0, 0.8), (100.0, 0.0));
    }
}
