//! History matching: which inputs a model can be ruled out for, because it does not make there what was observed.
//!
//! The implausibility of an input is the distance of the model's mean from the observed value, over the standard deviation
//! of all that could explain a distance: here the tolerance of what was observed, and chance of few runs (Craig, Goldstein,
//! Seheult & Smith 1997, doi 10.1007/978-1-4612-2290-3_2; Vernon, Goldstein & Bower 2010, doi 10.1214/10-BA524). Of several
//! observations the largest implausibility counts. At least 95% of any distribution with one peak lie within three standard
//! deviations of its mean (Pukelsheim 1994, doi 10.1080/00031305.1994.10476030), so that what lies beyond [`THREE_SIGMA`] can
//! be ruled out without knowing the distribution.

use crate::statistics::interval::{mean, variance};

/// The usual cutoff.
pub const THREE_SIGMA: f64 = 3.0;

/// What a model made of an observation at one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean over runs; NaN where it is undefined in all of them.
    pub mean: f64,
    /// Distance from the observed value in standard deviations; infinite where the mean is undefined.
    pub implausibility: f64,
}

/// The scores of inputs, each with its runs (NaN: undefined), against an observed value with its standard deviation.
///
/// Chance of single runs is taken to be as large at every input: it is pooled over all inputs with two runs or more, each
/// counted by its degrees of freedom. With one run an input, chance is not known and counts as none, so that more is ruled out.
#[must_use]
pub fn scores(inputs: &[Vec<f64>], observed: f64, tolerance: f64) -> Vec<Score> {
    let defined: Vec<Vec<f64>> =
        inputs.iter().map(|runs| runs.iter().copied().filter(|value| !value.is_nan()).collect()).collect();
    let (mut squares, mut freedom) = (0.0, 0.0);
    for runs in defined.iter().filter(|runs| runs.len() > 1) {
        let degrees = runs.len() as f64 - 1.0;
        squares += degrees * variance(runs);
        freedom += degrees;
    }
    let chance = if freedom > 0.0 { squares / freedom } else { 0.0 };
    let score = |runs: &Vec<f64>| {
        if runs.is_empty() {
            return Score { mean: f64::NAN, implausibility: f64::INFINITY };
        }
        let mean = mean(runs);
        let sd = (tolerance * tolerance + chance / runs.len() as f64).sqrt();
        Score { mean, implausibility: (mean - observed).abs() / sd }
    };
    defined.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_measured_in_tolerance_and_chance() {
        // Variances 2 and 8 within inputs of two runs: 5 pooled, 2.5 in a mean of two.
        let inputs = [vec![9.0, 11.0], vec![18.0, 22.0], vec![f64::NAN, 13.0], vec![f64::NAN, f64::NAN]];
        let found = scores(&inputs, 10.0, 1.5);
        let sd = (1.5_f64 * 1.5 + 2.5).sqrt();
        assert_eq!(found[0], Score { mean: 10.0, implausibility: 0.0 });
        assert_eq!(found[1], Score { mean: 20.0, implausibility: 10.0 / sd });
        // One run says less.
        assert_eq!(found[2], Score { mean: 13.0, implausibility: 3.0 / (1.5_f64 * 1.5 + 5.0).sqrt() });
        assert!(found[3].mean.is_nan() && found[3].implausibility.is_infinite());
    }

    #[test]
    fn with_one_run_each_the_tolerance_alone_counts() {
        let found = scores(&[vec![4.0], vec![7.0]], 1.0, 2.0);
        assert_eq!(found.iter().map(|score| score.implausibility).collect::<Vec<_>>(), [1.5, 3.0]);
    }
}
