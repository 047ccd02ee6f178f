//! Departments and street offices are ranked every month.
//!
//! The three rates (三率) of a month as reported: closed on time of what came due, resolved of what was answered, satisfied of
//! what was answered. A standing is their weighted mean. Each is compared with the mean of the others in the city, a
//! department with those of its kind; whoever has no rival in the city is compared with its own past, which follows it (the
//! ratchet: Weitzman 1980). The push of the ranking is logit⁻¹(k × (standing of the others − own)), and pressure is push ×
//! the weight that the ranking has for somebody's career (压力型体制; the promotion tournament: Zhou Li'an 2007).
//!
//! This is the only rule that sees more than one subdistrict. It comes at the end of a month, when all of them have reached it,
//! and goes through them in the order of the city.

use crate::assumptions::Pressure;
use crate::society::Subdistrict;
use crate::society::pressure::{RANKED, Ranked, Tally};
use crate::world::{World, logistic};

/// The standing of a month; none where a rate has nothing to be a rate of.
#[must_use]
pub fn standing(n: &Pressure, month: &Tally) -> Option<f64> {
    if month.due <= 0.0 || month.answered <= 0.0 {
        return None;
    }
    let resolved = (1.0 - month.unresolved / month.answered).max(0.0);
    let satisfied = (1.0 - month.dissatisfied / month.answered).max(0.0);
    let rest = (1.0 - n.weight_on_time - n.weight_satisfied).max(0.0);
    let sum = n.weight_on_time * month.on_time / month.due + n.weight_satisfied * satisfied + rest * resolved;
    Some(sum / (n.weight_on_time + n.weight_satisfied + rest))
}

/// Push of a standing against that with which it is compared.
#[must_use]
pub fn push(n: &Pressure, compared: f64, own: f64) -> f64 {
    logistic(n.gap_slope * (compared - own))
}

/// Closes the month of somebody who is ranked.
fn close_month(n: &Pressure, ranked: &mut Ranked) {
    if let Some(standing) = standing(n, &ranked.month) {
        ranked.past = match ranked.standing {
            Some(before) => ranked.past + (before - ranked.past) / n.own_past_months,
            None => standing,
        };
        ranked.standing = Some(standing);
    }
    ranked.month = Tally::default();
}

/// Ranks everyone on what the month that is over looks like.
pub fn everyone_is_ranked(city: &mut [Subdistrict], w: &World) {
    if !w.mechanisms.ranking {
        return;
    }
    let n = &w.pressure;
    for body in 0..RANKED {
        let (mut sum, mut count) = (0.0, 0.0);
        for s in city.iter_mut() {
            close_month(n, &mut s.pressure.ranked[body]);
            if let Some(standing) = s.pressure.ranked[body].standing {
                sum += standing;
                count += 1.0;
            }
        }
        for s in city.iter_mut() {
            let ranked = &mut s.pressure.ranked[body];
            let Some(own) = ranked.standing else { continue };
            let compared = if count > 1.0 { (sum - own) / (count - 1.0) } else { ranked.past };
            ranked.push = push(n, compared, own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_weighs_the_three_rates_of_what_there_was() {
        let n = Pressure { weight_on_time: 0.2, weight_satisfied: 0.4, ..Pressure::default() };
        let month = Tally { due: 10.0, on_time: 5.0, answered: 8.0, unresolved: 2.0, dissatisfied: 4.0 };
        assert!((standing(&n, &month).unwrap() - (0.2 * 0.5 + 0.4 * 0.5 + 0.4 * 0.75)).abs() < 1e-12);
        assert_eq!(standing(&n, &Tally::default()), None);
    }

    #[test]
    fn whoever_stands_below_the_others_is_pushed_harder() {
        let n = Pressure { gap_slope: 8.0, ..Pressure::default() };
        assert!((push(&n, 0.9, 0.9) - 0.5).abs() < 1e-12);
        assert!(push(&n, 0.9, 0.8) > 0.68 && push(&n, 0.8, 0.9) < 0.32);
    }

    /// A better month relieves somebody alone for as long as the past has not followed.
    #[test]
    fn without_rivals_the_own_past_follows() {
        let n = Pressure { own_past_months: 6.0, ..Pressure::default() };
        let month = |rate: f64| Tally { due: 100.0, on_time: 100.0 * rate, answered: 100.0, ..Tally::default() };
        let mut ranked = Ranked::default();
        let mut pushes = Vec::new();
        for rate in [0.5, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9] {
            ranked.month = month(rate);
            close_month(&n, &mut ranked);
            pushes.push(push(&n, ranked.past, ranked.standing.unwrap()));
        }
        assert!((pushes[0] - 0.5).abs() < 1e-12 && pushes[1] < 0.4, "{pushes:?}");
        assert!(pushes[13] > pushes[2] && pushes[13] < 0.5);
    }
}
