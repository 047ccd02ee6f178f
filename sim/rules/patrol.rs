//! Grid workers look for incidents.
//!
//! An incident that nobody has recorded runs a hazard of being found: patrol rate × hours of patrol for 100 households ×
//! visibility × the worker's accuracy × steering of its building. It is found on the day on which the integrated hazard
//! reaches the exponential draw that it was born with, so that more patrol finds the same incidents earlier.
//!
//! Analytics steers a share of patrol to where the *shared record* shows cases: steering = (1 − a) + a × √(r + 1) / mean √(r + 1)
//! over the buildings of the grid, where r counts recorded cases, fading over a quarter. The square root is the rule that
//! finds soonest: looking in proportion to what has been found gains in the worst buildings just what it loses in the others
//! (Press 2009, PNAS 106:1716). The record holds only what reached the joined systems, and patrol finds where patrol looks:
//! its bias is part of the model (Lum & Isaac 2016).

use crate::society::counts::Minutes;
use crate::society::journal::{Activity, Actor};
use crate::society::{Channel, Report, Subdistrict};
use crate::units::Day;
use crate::units::places::Indexed;
use crate::world::World;

/// Hazard of being found in a day.
#[must_use]
pub fn hazard(rate: f64, patrol_minutes: f64, households: f64, visibility: f64, accuracy: f64, steering: f64) -> f64 {
    if households <= 0.0 {
        return 0.0;
    }
    rate * (patrol_minutes / 60.0) / (households / 100.0) * visibility * accuracy * steering
}

/// How much steered patrol a building gets, before it is scaled to the buildings of its grid.
#[must_use]
pub fn interest(recorded: f64) -> f64 {
    (recorded + 1.0).sqrt()
}

/// Sets how patrols are steered over the buildings of each post today.
pub fn patrols_are_steered(s: &mut Subdistrict, w: &World) {
    let kept = 1.0 - 1.0 / w.casework.record_memory_days;
    let mut sums = Indexed::filled((0.0, 0.0), s.posts.len());
    for building in &mut s.buildings {
        building.recorded *= kept;
        if let Some(sum) = building.post.and_then(|post| sums.get_mut(post)) {
            sum.0 += interest(building.recorded);
            sum.1 += 1.0;
        }
    }
    for building in &mut s.buildings {
        let Some(&(total, count)) = building.post.and_then(|post| sums.get(post)) else { continue };
        let share = s.communities[building.community].platform.analytics;
        building.steering = (1.0 - share) + share * interest(building.recorded) * count / total;
    }
    for (p, &(total, count)) in sums.each() {
        let post = &s.posts[p];
        let steered = post.day.patrol * s.communities[post.community].platform.analytics;
        if steered <= 0.0 || count == 0.0 {
            continue;
        }
        s.ledger.spend(Minutes::Steered, steered);
        let (mut hit, mut worth_a_look) = (0.0, 0.0);
        for b in &s.buildings[s.communities[post.community].buildings] {
            if b.post == Some(p) && b.unrecorded > 0 {
                hit += interest(b.recorded) / total;
                worth_a_look += 1.0;
            }
        }
        s.ledger.spend(Minutes::SteeredWell, steered * hit);
        // What the same minutes would have hit without a record.
        s.ledger.spend(Minutes::SteeredEven, steered * worth_a_look / count);
    }
}

/// Lets patrols find what they find today.
pub fn workers_patrol(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.patrol {
        return;
    }
    let mut found = Vec::new();
    for incident in s.incidents.iter_mut().filter(|i| i.open_cases == 0 && i.born < day) {
        let building = &s.buildings[incident.building];
        let Some(post) = building.post.and_then(|post| s.posts.get(post)) else { continue };
        let Some(worker) = post.worker else { continue };
        let visibility = w.kinds[incident.kind].visibility;
        incident.patrol.advance(hazard(
            w.institutions.patrol_rate,
            post.day.patrol,
            post.households,
            visibility,
            worker.accuracy(),
            building.steering,
        ));
        if incident.patrol.due() {
            // Found; it would have to be overlooked anew to be found once more.
            incident.patrol.again();
            s.ledger.note_incident(incident, Activity::Notice, f64::from(day), Actor::GridWorker);
            found.push(Report { incident: incident.id, witness: Report::PATROL, channel: Channel::Grid });
        }
    }
    s.today.reports.append(&mut found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_patrol_on_half_the_households_is_four_times_the_hazard() {
        let one = hazard(0.15, 60.0, 400.0, 0.5, 0.8, 1.0);
        assert!((hazard(0.15, 120.0, 200.0, 0.5, 0.8, 1.0) / one - 4.0).abs() < 1e-12);
        assert!((one - 0.015).abs() < 1e-12);
    }

    /// The mean wait until found, Σ λ / steering, over buildings that differ ninefold in what arises there.
    #[test]
    fn the_square_root_of_a_true_record_finds_sooner_than_even_patrol_and_proportion_does_not() {
        let rates = [0.0, 3.0, 8.0];
        let wait = |weight: fn(f64) -> f64| {
            let mean = rates.map(weight).iter().sum::<f64>() / 3.0;
            rates.iter().map(|&r| (r + 1.0) * mean / weight(r)).sum::<f64>()
        };
        assert!((wait(|r| r + 1.0) - wait(|_| 1.0)).abs() < 1e-9);
        assert!(wait(interest) < 0.9 * wait(|_| 1.0));
    }
}
