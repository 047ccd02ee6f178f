//! Whoever is pressed tires, and mends slowly.
//!
//! Each month F ← F + r p (1 − F) − m F for the people of each department, the street office, each committee and every grid worker, p being the
//! pressure on them. Fatigue takes work from every minute and, for grid workers, adds to the demand that moves burnout.
//! Whether it builds up is disputed: under the variant `passing` it has no memory and stands at once where steady pressure
//! would bring it (effort and recovery: Meijman & Mulder 1998, against strain that adds up: Bakker & Demerouti 2007). At equal
//! standing pressure is one half of what it can be for ever, and so would fatigue be; under the variant `adapting` people get
//! used to a share of what lasts, u ← u + (p − u) / months, and only p − share × u tires them.

use crate::assumptions::{Fatigue, Pressure};
use crate::society::Subdistrict;
use crate::society::pressure::RANKED;
use crate::world::World;

/// Next month's fatigue.
#[must_use]
pub fn next(n: &Pressure, form: Fatigue, fatigue: f64, pressure: f64) -> f64 {
    let (rise, mend) = (n.fatigue_rise * pressure, n.fatigue_mend);
    match form {
        Fatigue::Slow | Fatigue::Adapting => (fatigue + rise * (1.0 - fatigue) - mend * fatigue).clamp(0.0, 1.0),
        Fatigue::Passing => rise / (rise + mend),
        Fatigue::None => 0.0,
    }
}

/// The pressure that tires, and what people are used to after the month.
#[must_use]
pub fn felt(n: &Pressure, form: Fatigue, pressure: f64, used_to: f64) -> (f64, f64) {
    if form != Fatigue::Adapting {
        return (pressure, used_to);
    }
    ((pressure - n.used_to_share * used_to).max(0.0), used_to + (pressure - used_to) / n.used_to_months)
}

/// Moves everyone's fatigue by a month.
pub fn people_tire_of_pressure(s: &mut Subdistrict, w: &World) {
    if s.pressure.ranked.is_empty() {
        return;
    }
    let (n, form) = (&w.pressure, w.mechanisms.fatigue);
    for body in 0..RANKED {
        let pressure = w.pressure_on_body(s, body);
        let ranked = &mut s.pressure.ranked[body];
        let (felt, used_to) = felt(n, form, pressure, ranked.used_to);
        (ranked.fatigue, ranked.used_to) = (next(n, form, ranked.fatigue, felt), used_to);
    }
    for c in s.communities.places() {
        let pressure = w.pressure_on_community(s, c);
        let (pressure, used_to) = felt(n, form, pressure, s.pressure.used_to[c]);
        s.pressure.used_to[c] = used_to;
        s.pressure.committees[c] = next(n, form, s.pressure.committees[c], pressure);
        let posts = s.communities[c].posts;
        for worker in s.posts[posts].iter_mut().filter_map(|post| post.worker.as_mut()) {
            worker.fatigue = next(n, form, worker.fatigue, pressure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fatigue_builds_up_to_where_rise_meets_mending_and_passing_stands_there_at_once() {
        let n = Pressure { fatigue_rise: 0.12, fatigue_mend: 0.08, ..Pressure::default() };
        let mut fatigue = 0.0;
        for _ in 0..500 {
            fatigue = next(&n, Fatigue::Slow, fatigue, 0.5);
        }
        assert!((fatigue - 0.06 / 0.14).abs() < 1e-9);
        assert!((next(&n, Fatigue::Passing, 0.0, 0.5) - 0.06 / 0.14).abs() < 1e-12);
        let rested = next(&n, Fatigue::Slow, fatigue, 0.0);
        assert!((rested - 0.92 * fatigue).abs() < 1e-12, "it mends slowly");
        assert_eq!(next(&n, Fatigue::Slow, 0.0, 0.0), 0.0);
    }

    /// Under a pressure that lasts fatigue rises and falls again to what the rest of it brings; a release is felt at once.
    #[test]
    fn whoever_gets_used_to_a_lasting_pressure_recovers_from_the_most_of_it() {
        let n = Pressure {
            fatigue_rise: 0.12,
            fatigue_mend: 0.08,
            used_to_months: 6.0,
            used_to_share: 0.75,
            ..Pressure::default()
        };
        let (mut fatigue, mut used_to, mut course) = (0.0, 0.0, Vec::new());
        for _ in 0..200 {
            let (pressure, next_used_to) = felt(&n, Fatigue::Adapting, 0.5, used_to);
            fatigue = next(&n, Fatigue::Adapting, fatigue, pressure);
            used_to = next_used_to;
            course.push(fatigue);
        }
        let most = course.iter().copied().fold(0.0, f64::max);
        // A quarter of 0.5 is left: 0.015 / 0.095.
        assert!((fatigue - 0.015 / 0.095).abs() < 1e-6 && most > 1.2 * fatigue, "{most} and then {fatigue}");
        assert_eq!(felt(&n, Fatigue::Adapting, 0.1, used_to).0, 0.0);
        assert_eq!(felt(&n, Fatigue::Slow, 0.5, used_to), (0.5, used_to));
    }
}
