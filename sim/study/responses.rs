//! What points gave: values of outcomes by scenario and replicate, and the quantities that methods analyse.

use super::subject::Quantity;
use crate::statistics::interval::mean;

/// Values at the points of one combination.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Responses {
    /// The factors' values, by point.
    pub points: Vec<Vec<f64>>,
    /// By point, scenario, replicate and outcome; NaN where undefined.
    pub values: Vec<Vec<Vec<Vec<f64>>>>,
}

impl Responses {
    /// The values of a quantity at a point, one a replicate; NaN where undefined.
    #[must_use]
    pub fn by_replicate(&self, point: usize, quantity: Quantity) -> Vec<f64> {
        let Quantity { scenario, outcome, difference } = quantity;
        let of = |scenario: usize, replicate: usize| self.values[point][scenario][replicate][outcome.index()];
        let value = |replicate| of(scenario, replicate) - if difference { of(0, replicate) } else { 0.0 };
        (0..self.values[point][scenario].len()).map(value).collect()
    }

    /// The values of a quantity at a point, one a replicate in which it is defined.
    #[must_use]
    pub fn sample(&self, point: usize, quantity: Quantity) -> Vec<f64> {
        self.by_replicate(point, quantity).into_iter().filter(|value| !value.is_nan()).collect()
    }

    /// The mean over replicates at every point; NaN where it is undefined in all of them.
    #[must_use]
    pub fn means(&self, quantity: Quantity) -> Vec<f64> {
        (0..self.points.len()).map(|point| mean(&self.sample(point, quantity))).collect()
    }

    /// Adds the points of others.
    pub fn extend(&mut self, other: Self) {
        self.points.extend(other.points);
        self.values.extend(other.values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::subject::OutcomeIndex;

    #[test]
    fn differences_are_paired_and_undefined_replicates_are_left_out() {
        let values = vec![vec![vec![vec![1.0], vec![4.0], vec![2.0]], vec![vec![2.0], vec![f64::NAN], vec![4.0]]]];
        let responses = Responses { points: vec![vec![0.5]], values };
        let of = |scenario, difference| Quantity { scenario, outcome: OutcomeIndex::at(0), difference };
        assert_eq!(responses.sample(0, of(1, true)), [1.0, 2.0]);
        assert_eq!((responses.means(of(1, true)), responses.means(of(0, false))), (vec![1.5], vec![7.0 / 3.0]));
        assert!(responses.by_replicate(0, of(1, true))[1].is_nan());
    }
}
