//! Demands and resources move a grid worker's burnout.
//!
//! Each month burnout approaches logit⁻¹(a + d × demand − r × resource + person) by a fixed share (Bakker & Demerouti
//! 2007; that it takes months is assumed, and links with exhaustion weaken the longer the follow-up: Shoman et al.
//! 2022). Demand is a weighted sum of utilisation and the share of hours for sent-down tasks, resource of pay, training
//! (both up to a limit) and what residents expect of the grid worker; `[workforce]` has the weights.
//! In the second model fatigue adds to demand, and load, which may exceed the hours there are, takes the place of utilisation.

use crate::assumptions::Workforce;
use crate::society::residents::{Channel, mean};
use crate::society::{Community, Subdistrict};
use crate::world::{World, logistic};

/// Demand on a worker.
#[must_use]
pub fn demand(n: &Workforce, utilisation: f64, task_share: f64) -> f64 {
    n.strain_utilisation * utilisation + n.strain_tasks * task_share
}

/// Resources of a worker.
#[must_use]
pub fn resource(n: &Workforce, pay: f64, training_hours: f64, thanks: f64) -> f64 {
    n.relief_pay * pay.min(n.relief_pay_most)
        + n.relief_training * (training_hours / n.relief_training_hours).min(1.0)
        + n.relief_thanks * thanks
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
    for c in s.communities.places() {
        let thanks = mean_expectation(s, &s.communities[c], Channel::Grid);
        let staffing = s.communities[c].levers.staffing.clone();
        let (first, last) = s.communities[c].posts;
        for post in &mut s.posts[(first, last)] {
            let month = post.month;
            let Some(worker) = &mut post.worker else { continue };
            if month.available <= 0.0 {
                continue;
            }
            let used = if w.mechanisms.load { month.load() } else { month.utilisation() };
            let demand =
                demand(&w.workforce, used, month.tasks / month.available) + w.pressure.fatigue_strain * worker.fatigue;
            let resource = resource(&w.workforce, staffing.wage_ratio, staffing.training_hours_per_year, thanks);
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
        let n = Workforce::default();
        assert!((demand(&n, 1.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((resource(&n, 1.0, 40.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((resource(&n, 1.0, 400.0, 1.0) - 1.0).abs() < 1e-12);
    }
}
