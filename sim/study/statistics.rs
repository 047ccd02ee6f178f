//! What the methods share: draws, quantiles, bootstrap intervals.

use rand::RngExt;

use crate::compare::interval::mean;
use crate::random::{Purpose, Sequence, Stream, normal};

/// The level of every interval.
pub const LEVEL: f64 = 0.95;

/// Resamples of a bootstrap that is not told otherwise.
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

/// The draws of a method under a seed; `part` tells its independent parts (dimensions, generations) apart.
pub(crate) fn draws(seed: u64, method: Method, part: u32) -> Sequence {
    Stream::new(seed, part).sequence(Purpose::Study, method as u64)
}

/// The value below which a share `p` of the values falls, interpolated between order statistics (type 7 of Hyndman & Fan
/// 1996, doi 10.2307/2684934); NaN when there are none. Undefined values do not count.
#[must_use]
pub fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
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
    Estimate { value, low: (centre - reach).min(value), high: (centre + reach).max(value) }
}

/// Ranks from 1; equal values share the mean of theirs.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let equal =
            order[from..].iter().take_while(|at| values[**at].to_bits() == values[order[from]].to_bits()).count();
        for at in &order[from..from + equal] {
            ranks[*at] = from as f64 + f64::midpoint(equal as f64, 1.0);
        }
        from += equal;
    }
    ranks
}

/// Pearson's correlation; NaN where either does not vary.
#[must_use]
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
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
        (quantile(column, tail), quantile(column, 1.0 - tail))
    };
    let estimate = |(value, column): (f64, Vec<f64>)| {
        let (low, high) = ends(&column);
        Estimate { value, low, high }
    };
    values.into_iter().zip(resampled).map(estimate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_between_order_statistics() {
        // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1]).
        for (p, value) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            assert!((quantile(&[8.0, 1.0, f64::NAN, 4.0, 2.0], p) - value).abs() < 1e-12, "{p}");
        }
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn ranks_share_ties() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

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
