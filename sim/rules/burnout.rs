//! Demands and resources move a grid worker's burnout.
//!
//! Each month burnout approaches logit⁻¹(a + d × demand − r × resource + person) by a fixed share (Bakker & Demerouti 2007; that it
//! takes months is assumed, and links with exhaustion weaken the longer the follow-up: Shoman et al. 2022). Demand is 0.6 × utilisation + 0.4 × share of hours for sent-down tasks; resource is
//! 0.5 × pay + 0.2 × training (full at 40 hours a year) + 0.3 × what residents expect of the grid worker.

use crate::society::residents::{Channel, mean};
use crate::society::{Community, Subdistrict};
use crate::world::{World, logistic};

/// Demand on a worker.
#[must_use]
pub fn demand(utilisation: f64, task_share: f64) -> f64 {
    0.6 * utilisation + 0.4 * task_share
}

/// Resources of a worker.
#[must_use]
pub fn resource(pay: f64, training_hours: f64, thanks: f64) -> f64 {
    0.5 * pay.min(1.5) + 0.2 * (training_hours / 40.0).min(1.0) + 0.3 * thanks
}

/// What residents of the community expect of a channel on average.
fn mean_expectation(s: &Subdistrict, community: &Community, channel: Channel) -> f64 {
    let people = &s.residents.state[community.residents.0 as usize..community.residents.1 as usize];
    mean(people, channel.lane())
}

/// Moves everyone's burnout by a month.
pub fn workers_tire(s: &mut Subdistrict, w: &World) {
    if !w.mechanisms.burnout {
        return;
    }
    let n = &w.institutions;
    for c in 0..s.communities.len() {
        let thanks = mean_expectation(s, &s.communities[c], Channel::Grid);
        let staffing = s.communities[c].levers.staffing.clone();
        let (first, last) = s.communities[c].posts;
        for post in &mut s.posts[first as usize..last as usize] {
            let month = post.month;
            let Some(worker) = &mut post.worker else { continue };
            if month.available <= 0.0 {
                continue;
            }
            let demand = demand(month.utilisation(), month.tasks / month.available);
            let resource = resource(staffing.wage_ratio, staffing.training_hours_per_year, thanks);
            let target = logistic(
                n.burnout_intercept + n.burnout_demand * demand - n.burnout_resource * resource + worker.resilience,
            );
            worker.burnout += n.burnout_rate * (target - worker.burnout);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_and_resources_are_weighted_to_one() {
        assert!((demand(1.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((resource(1.0, 40.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((resource(1.0, 400.0, 1.0) - 1.0).abs() < 1e-12);
    }
}
