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
//!
//! In the second model useful visits for those who send tasks down add to the hazard of what their owners care for, and a
//! worker under the pressure of a ranking may leave a hard find alone.

use crate::society::counts::{Count, Minutes};
use crate::society::journal::{Activity, Actor};
use crate::society::{Channel, Post, Report, Subdistrict};
use crate::units::Day;
use crate::units::places::{CommunityIndex, Indexed, KindIndex, PostIndex};
use crate::world::{Kind, World};

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
    // What steering hits of each post: its part of the interest, and buildings.
    let mut hits = Indexed::filled((0.0, 0.0), s.posts.len());
    for building in s.buildings.iter().filter(|building| building.unrecorded > 0) {
        let Some((place, &(total, _))) = building.post.and_then(|post| Some((post, sums.get(post)?))) else { continue };
        hits[place].0 += interest(building.recorded) / total;
        hits[place].1 += 1.0;
    }
    for (p, &(_, count)) in sums.each() {
        let post = &s.posts[p];
        let steered = post.day.patrol * s.communities[post.community].platform.analytics;
        if steered <= 0.0 || count == 0.0 {
            continue;
        }
        s.ledger.spend(Minutes::Steered, steered);
        let (hit, worth_a_look) = hits[p];
        s.ledger.spend(Minutes::SteeredWell, steered * hit);
        // What the same minutes would have hit without a record.
        s.ledger.spend(Minutes::SteeredEven, steered * worth_a_look / count);
    }
}

/// What a rank and what is at risk come to for the workers of a community, if they are pressed: points, and points lost on a
/// find that is left alone in full view.
fn stakes(s: &Subdistrict, w: &World, community: CommunityIndex) -> Option<(f64, f64)> {
    let points = w.pressure.rank_points * w.pressure_on_community(s, community);
    let risk = w.found_out(&s.communities[community]) * w.institutions.paper_penalty;
    (w.mechanisms.gaming && points > 0.0).then_some((points, risk))
}

/// Whether a find is left alone (选择性报件): it is, where what a hard case costs the rank outweighs the risk that somebody
/// sees it too, and the own integrity. An easy find is as good for the count, so that none is lost.
fn left_alone(w: &World, (points, risk): (f64, f64), minutes: f64, visibility: f64, integrity: f64) -> bool {
    let hardness = (minutes / 60.0 / w.pressure.hard_hours).min(1.0);
    points * hardness > risk * visibility + integrity
}

/// Hazard of being found on the visits of a post today, by somebody who never errs and for a kind whose departments issue
/// all tasks.
fn visits(s: &Subdistrict, w: &World, post: &Post) -> f64 {
    if s.tasks.registers.is_empty() || post.households <= 0.0 {
        return 0.0;
    }
    let community = post.community;
    let sent_down = w.sent_down(&s.communities[community].levers, w.pressure_on_community(s, community));
    let own = s.tasks.returned.iter().sum::<f64>() * w.tasks.owner_efficiency_share;
    let of_subdistrict = own * w.household / s.residents.len() as f64 * post.households;
    let minutes = post.day.tasks * sent_down.useful_share() + of_subdistrict;
    w.tasks.visit_rate * (minutes / 60.0) / (post.households / 100.0)
}

/// Share of the tasks that the departments of a kind issue: on their visits people look for it.
fn issued(w: &World, kind: &Kind) -> f64 {
    let owners = w.task_owners();
    kind.departments.iter().map(|&department| owners[usize::from(department)]).sum()
}

/// Lets patrols find what they find today.
pub fn workers_patrol(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.patrol {
        return;
    }
    let mut found = Vec::new();
    let hard: Indexed<PostIndex, _> = s.posts.iter().map(|post| stakes(s, w, post.community)).collect();
    let visits: Indexed<PostIndex, _> = s.posts.iter().map(|post| visits(s, w, post)).collect();
    let issues: Indexed<KindIndex, _> = w.kinds.iter().map(|kind| issued(w, kind)).collect();
    for incident in s.incidents.iter_mut().filter(|i| i.open_cases == 0 && i.born < day) {
        let building = &s.buildings[incident.building];
        let Some(place) = building.post else { continue };
        let Some(post) = s.posts.get(place) else { continue };
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
        let visited = visits[place];
        if visited > 0.0 {
            incident.patrol.advance(visited * issues[incident.kind] * worker.accuracy());
        }
        if incident.patrol.due() {
            // Found; it would have to be overlooked anew to be found once more.
            incident.patrol.again();
            s.ledger.note_incident(incident, Activity::Notice, f64::from(day), Actor::GridWorker);
            if let Some(points) = hard[place]
                && left_alone(w, points, incident.minutes, visibility, worker.integrity)
            {
                s.ledger.count(Count::Unfiled, &*incident, 1);
                continue;
            }
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
