//! How persistence and variance on record answer to those of incidents.
//!
//! Finding and reporting take days, so that cases on record vary less than incidents and hang together longer: persistence
//! on record is high whatever that of incidents is. The model is simulated at a few persistences; what a log shows is
//! looked up between them, and its limits with it, so that a log that shows little has a wide interval.

use super::variation::{Estimate, Variation};

/// Persistences at which the model is simulated, beside the built-in one.
pub const TRIED: [f64; 3] = [0.3, 0.6, 0.95];
/// Largest persistence that a fit writes.
const MOST: f64 = 0.98;
/// Width of an interval from which a log is taken to show nothing.
const TELLS_NOTHING: f64 = 0.6;

/// Persistence of incidents, persistence on record, and variance on record over that of incidents; by the first.
#[derive(Clone, Debug, Default)]
pub struct Response(pub Vec<[f64; 3]>);

impl Response {
    /// In order, and rising: chance in the simulations must not turn it round.
    #[must_use]
    pub fn new(mut points: Vec<[f64; 3]>) -> Self {
        points.retain(|point| point.iter().all(|number| number.is_finite()));
        points.sort_by(|a, b| a[0].total_cmp(&b[0]));
        for at in 1..points.len() {
            points[at][1] = points[at][1].max(points[at - 1][1] + 1e-3);
        }
        Self(points)
    }

    /// The persistence of incidents that shows as the given one on record; a log that does not show it leaves it at
    /// `usual`, or as near to that as its interval reaches.
    #[must_use]
    pub fn persistence(&self, found: &Variation, usual: f64) -> Estimate {
        let shown = found.persistence;
        // Days that may vary by chance alone have nothing that persists.
        if self.0.len() < 2 || shown.value.is_nan() || found.variance.low <= 0.0 {
            return Estimate { value: usual, low: 0.0, high: MOST };
        }
        let of = |shown: f64| line(self.0.iter().map(|point| (point[1], point[0])), shown).clamp(0.0, MOST);
        let (low, high) = (of(shown.low), of(shown.high));
        if high - low > TELLS_NOTHING {
            Estimate { value: usual.clamp(low, high), low, high }
        } else {
            Estimate { value: of(shown.value), low, high }
        }
    }

    /// The variance of incidents with what chance in the log and doubt about the persistence make of its interval.
    #[must_use]
    pub fn variance(&self, value: f64, shown: Estimate, persistence: Estimate) -> Estimate {
        if self.0.len() < 2 {
            return Estimate { value, low: 0.0, high: shown.high };
        }
        let kept = |r: f64| line(self.0.iter().map(|point| (point[0], point[2])), r).clamp(0.02, 1.5);
        if shown.value <= 0.0 {
            return Estimate { value, low: 0.0, high: shown.high / kept(persistence.value) };
        }
        let doubt = [persistence.low, persistence.value, persistence.high].map(|r| kept(persistence.value) / kept(r));
        let least = doubt.into_iter().fold(f64::INFINITY, f64::min);
        let most = doubt.into_iter().fold(0.0, f64::max);
        Estimate { value, low: value * shown.low / shown.value * least, high: value * shown.high / shown.value * most }
    }
}

/// The polygon through points in order, its first and last side going on for ever.
fn line(points: impl Iterator<Item = (f64, f64)>, x: f64) -> f64 {
    let points: Vec<(f64, f64)> = points.collect();
    let at = points.partition_point(|point| point.0 < x).clamp(1, points.len() - 1);
    let ((a, from), (b, to)) = (points[at - 1], points[at]);
    from + (to - from) * (x - a) / (b - a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response() -> Response {
        Response::new(vec![[0.85, 0.9, 0.5], [0.3, 0.7, 0.2], [0.6, 0.75, 0.3], [0.95, 0.96, 0.8]])
    }

    fn shown(value: f64, low: f64, high: f64) -> Variation {
        let variance = Estimate { value: 0.2, low: 0.1, high: 0.3 };
        Variation { variance, persistence: Estimate { value, low, high } }
    }

    #[test]
    fn what_is_shown_is_looked_up_between_what_was_tried() {
        let found = response().persistence(&shown(0.825, 0.75, 0.9), 0.85);
        assert!(
            (found.value - 0.725).abs() < 1e-9 && (found.low - 0.6).abs() < 1e-9 && (found.high - 0.85).abs() < 1e-9
        );
        let variance = response().variance(0.4, Estimate { value: 0.2, low: 0.15, high: 0.25 }, found);
        // At 0.725 a share of 0.4 is kept; at 0.85 0.5, at 0.6 0.3.
        assert!(
            (variance.low - 0.4 * 0.75 * 0.8).abs() < 1e-9 && (variance.high - 0.4 * 1.25 * 4.0 / 3.0).abs() < 1e-9
        );
    }

    #[test]
    fn a_log_that_cannot_tell_leaves_the_usual_persistence_with_a_wide_interval() {
        let found = response().persistence(&shown(0.78, 0.6, 0.95), 0.85);
        assert!(found.value == 0.85 && found.low == 0.0 && found.high > 0.9, "{found:?}");
        assert_eq!(response().persistence(&shown(f64::NAN, f64::NAN, f64::NAN), 0.85).value, 0.85);
        let mut by_chance = shown(0.825, 0.8, 0.85);
        by_chance.variance.low = 0.0;
        let found = response().persistence(&by_chance, 0.85);
        assert!(found.low == 0.0 && found.high == MOST, "{found:?}");
        let none = response().variance(0.0, Estimate { value: 0.0, low: 0.0, high: 0.1 }, found);
        assert!((none.high - 0.1 / 0.5).abs() < 1e-9, "{none:?}");
    }
}
