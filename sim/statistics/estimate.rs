//! Numbers with their intervals: shares of cases, and anything at all by bootstrap; and the draws of designs.

use rand::RngExt;

use super::interval::{LEVEL, Sampled, judged};
use super::judgement::{Side, side};
use super::quantile::quantile;
use crate::random::{Purpose, Sequence, Stream, normal};

/// Resamples of a bootstrap unless a number is given.
pub const RESAMPLES: u32 = 1_000;

/// A number and its 95% interval, all in the same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval; NaN where none could be made.
    pub low: f64,
    /// Upper end of the interval; NaN where none could be made.
    pub high: f64,
    /// Whether there is none because the number is the same in every run.
    pub constant: bool,
}

impl Estimate {
    /// What is not defined.
    pub const UNDEFINED: Self = Self::bare(f64::NAN);

    /// A number without an interval.
    #[must_use]
    pub const fn bare(value: f64) -> Self {
        Self { value, low: f64::NAN, high: f64::NAN, constant: false }
    }

    /// The mean of values, of which none is NaN, with its interval.
    #[must_use]
    pub fn of_mean(values: &[f64]) -> Self {
        let Sampled { mean, low, high, constant, .. } = Sampled::of(values, LEVEL);
        Self { value: mean, low, high, constant }
    }

    /// Above zero, below zero, or neither: by the whole interval, or by the number itself where it is the same in every run.
    #[must_use]
    pub fn side(&self) -> Side {
        let (low, high) = judged(self.value, (self.low, self.high), self.constant);
        side(low, high, 0.0)
    }

    /// Whether it is clear on which side of zero it is.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        matches!(self.side(), Side::Above | Side::Below)
    }
}

/// What draws are for. Two methods under one seed do not share their draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    LatinHypercube = 1,
    Scrambling = 2,
    Trajectories = 3,
    Bootstrap = 4,
    Search = 5,
    Shuffling = 6,
}

/// The draws of a method under a seed; `part` numbers its independent parts (dimensions, generations).
pub(crate) fn draws(seed: u64, method: Method, part: u32) -> Sequence {
    Stream::new(seed, part).sequence(Purpose::Study, method as u64)
}

/// The share of `hits` among `cases` with the 95% interval of Wilson (1927, doi 10.1080/01621459.1927.10502953), which also
/// fits few cases and shares near 0 and 1; all NaN without cases.
#[must_use]
pub fn share(hits: usize, cases: usize) -> Estimate {
    let (n, z) = (cases as f64, normal(0.5 + 0.5 * LEVEL));
    let value = hits as f64 / n;
    let centre = (value + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z * (value * (1.0 - value) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    // With no hits or nothing else the end is exactly there.
    Estimate { value, low: (centre - reach).min(value), high: (centre + reach).max(value), constant: false }
}

/// Percentile bootstrap (Efron & Tibshirani 1993, doi 10.1201/9780429246593) of several statistics at once.
///
/// `statistics` computes them from indices of cases below `cases`; it is first given every case once, then `resamples`
/// samples with replacement. One [`Estimate`] a statistic; the interval is NaN for fewer than two cases, and where a
/// statistic is undefined in more than one sample of twenty.
pub(crate) fn bootstrap(
    cases: usize,
    resamples: u32,
    seed: u64,
    mut statistics: impl FnMut(&[usize]) -> Vec<f64>,
) -> Vec<Estimate> {
    let every: Vec<usize> = (0..cases).collect();
    let values = statistics(&every);
    let mut resampled = vec![Vec::with_capacity(resamples as usize); values.len()];
    if cases > 1 {
        let mut draws = draws(seed, Method::Bootstrap, 0);
        let mut sample = every;
        for _ in 0..resamples {
            sample.fill_with(|| draws.random_range(0..cases as u32) as usize);
            resampled.iter_mut().zip(statistics(&sample)).for_each(|(column, value)| column.push(value));
        }
    }
    let tail = (1.0 - LEVEL) / 2.0;
    let ends = |column: &[f64]| {
        let undefined = column.iter().filter(|value| value.is_nan()).count();
        if undefined * 20 > column.len() {
            return (f64::NAN, f64::NAN);
        }
        let (low, high) = (quantile(column, tail), quantile(column, 1.0 - tail));
        // The same in every sample but for rounding: cases that do not vary say nothing about others.
        if high - low > 1e-12 * low.abs().max(high.abs()) { (low, high) } else { (f64::NAN, f64::NAN) }
    };
    let estimate = |(value, column): (f64, Vec<f64>)| {
        let (low, high) = ends(&column);
        Estimate { value, low, high, constant: false }
    };
    values.into_iter().zip(resampled).map(estimate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::mean;

    #[test]
    fn the_interval_of_a_share_is_wilsons() {
        // statsmodels.stats.proportion.proportion_confint(8, 10, method="wilson").
        let found = share(8, 10);
        assert!((found.low - 0.490_163).abs() < 1e-5 && (found.high - 0.943_318).abs() < 1e-5, "{found:?}");
        assert!(share(0, 20).low == 0.0 && share(20, 20).high == 1.0 && share(0, 0).value.is_nan());
    }

    #[test]
    fn the_bootstrap_of_a_mean_is_as_wide_as_theory_says() {
        let values: Vec<f64> = (0..400).map(f64::from).collect();
        let estimate = bootstrap(400, 2_000, 1, |at| vec![mean(&at.iter().map(|i| values[*i]).collect::<Vec<_>>())])[0];
        // A uniform on 400 whole numbers has a standard deviation of 115.5, its mean 5.77; 5% cover the resampling.
        let width = 2.0 * 1.96 * 115.47 / 20.0;
        assert!((estimate.high - estimate.low - width).abs() < 0.05 * width, "{estimate:?}");
        assert!((estimate.value - 199.5).abs() < 1e-9);
        assert!(bootstrap(1, 10, 1, |_| vec![1.0])[0].low.is_nan());
    }

    #[test]
    fn methods_do_not_share_their_draws() {
        let first = |seed, method, part| draws(seed, method, part).random::<u64>();
        assert_ne!(first(1, Method::Search, 0), first(1, Method::Bootstrap, 0));
        assert_ne!(first(1, Method::Search, 0), first(1, Method::Search, 1));
        assert_eq!(first(1, Method::Search, 0), first(1, Method::Search, 0));
    }
}
