//! What a list cuts of useful work goes back to whoever owns it.
//!
//! Under the variant `returned` each department does its share of the work that was cut in hours of its own, up to a part of
//! them, and less well (officials know fewer doors): ε of a community's product an hour, spread over the subdistrict. Those
//! hours are not there for its cases. Under `undone` nobody does it, which is seen when the register is stale.

use crate::assumptions::CutWork;
use crate::society::Subdistrict;
use crate::society::counts::Minutes;
use crate::units::{Day, FULL_TIME_MINUTES};
use crate::world::World;

/// Minutes that an owner gives to returned work.
#[must_use]
pub fn given(cut: f64, own: f64, most: f64) -> f64 {
    cut.min(own * most)
}

/// Lets owners take up today what lists have cut.
pub fn owners_take_work_back(s: &mut Subdistrict, w: &World, day: Day) {
    if s.tasks.registers.is_empty() {
        return;
    }
    let on_duty = w.on_duty(day);
    let mut cut = 0.0;
    for (c, community) in s.communities.each() {
        let minutes = (community.levers.power.task_hours_per_week * 60.0 / 7.0).min(FULL_TIME_MINUTES);
        cut += w.people_on_tasks(s, c) * minutes * w.sent_down(&community.levers, 0.0).cut * on_duty;
    }
    let residents = s.residents.len() as f64;
    s.ledger.spend(Minutes::WorkCut, cut);
    s.tasks.returned = [0.0; 6];
    if cut <= 0.0 || w.mechanisms.cut_work == CutWork::Undone {
        return;
    }
    for (department, share) in w.task_owners().into_iter().enumerate() {
        s.tasks.returned[department] = given(
            cut * share,
            s.office.departments[department] * (1.0 - s.office.lent_share) * on_duty,
            w.tasks.owner_most_share,
        );
    }
    let given = s.tasks.returned.iter().sum::<f64>();
    let done = given * w.tasks.owner_efficiency_share;
    s.ledger.spend(Minutes::WorkReturned, given);
    for c in s.communities.places() {
        let here = f64::from(s.communities[c].size()) / residents;
        s.tasks.note_useful(c, done * here);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_gives_what_was_cut_up_to_a_part_of_its_hours() {
        assert_eq!(given(10.0, 100.0, 0.15), 10.0);
        assert_eq!(given(40.0, 100.0, 0.15), 15.0);
    }
}
