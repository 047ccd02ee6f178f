//! Whoever is pressed tires, and mends slowly.
//!
//! Each month F ← F + r p (1 − F) − m F for the people of each department, the street office, each committee and every grid worker, p being the
//! pressure on them. Fatigue takes work from every minute and, for grid workers, adds to the demand that moves burnout.
//! Whether it builds up is disputed: under the variant `passing` it has no memory and stands at once where steady pressure
//! would bring it (effort and recovery: Meijman & Mulder 1998, against strain that adds up: Bakker & Demerouti 2007).

use crate::assumptions::{Fatigue, Pressure};
use crate::society::Subdistrict;
use crate::society::pressure::RANKED;
use crate::world::World;

/// Next month's fatigue.
#[must_use]
pub fn next(n: &Pressure, form: Fatigue, fatigue: f64, pressure: f64) -> f64 {
    let (rise, mend) = (n.fatigue_rise * pressure, n.fatigue_mend);
    match form {
        Fatigue::Slow => (fatigue + rise * (1.0 - fatigue) - mend * fatigue).clamp(0.0, 1.0),
        Fatigue::Passing => rise / (rise + mend),
        Fatigue::None => 0.0,
    }
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
        ranked.fatigue = next(n, form, ranked.fatigue, pressure);
    }
    for c in s.communities.places() {
        let pressure = w.pressure_on_community(s, c);
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
}
