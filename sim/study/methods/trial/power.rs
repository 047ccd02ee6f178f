//! How likely difference-in-differences finds an effect, and how many communities it needs for that.
//!
//! What decides is the signal: the effect over the standard deviation of a community's change. In a trial it is read off
//! the evaluator's own t statistics, of all sizes together, so that the answer is a number with an interval also where it
//! lies between the sizes that were tried, or beyond them.

use crate::statistics::estimate::Estimate;
use crate::statistics::interval::{LEVEL, mean};
use crate::statistics::student;

/// The chance of finding an effect that is usually asked for (Cohen 1988).
pub const POWER: f64 = 0.8;

/// More communities than any evaluation has.
const MOST: u32 = 100_000;

/// Degrees of freedom of Welch's t for groups of equal variance.
fn freedom(size: f64, others: f64) -> f64 {
    let (a, b) = (1.0 / size, 1.0 / others);
    (a + b) * (a + b) / (a * a / (size - 1.0) + b * b / (others - 1.0))
}

/// Standard error of a difference of two means, in standard deviations of one value.
fn error(size: f64, others: f64) -> f64 {
    (1.0 / size + 1.0 / others).sqrt()
}

/// The chance that a 95% interval leaves out zero on the side of an effect of `signal` standard deviations, with `size`
/// communities that take part and `others` that do not, at least 2 each: a normal t statistic, with a standard deviation of
/// `spread` over replicates, against the quantile of t. Without others NaN.
#[must_use]
pub fn power(signal: f64, spread: f64, size: f64, others: f64) -> f64 {
    if !(signal.is_finite() && size >= 2.0 && others >= 2.0) {
        return f64::NAN;
    }
    let away = signal / error(size, others) - student::quantile(0.5 + 0.5 * LEVEL, freedom(size, others));
    0.5 * libm::erfc(-away / spread / std::f64::consts::SQRT_2)
}

/// The smallest number of communities that finds a signal with a chance of [`POWER`]: the other communities of the city
/// are compared with, and where half of the city is not enough, as many others in a larger one. Infinite where no number
/// of use does.
#[must_use]
pub fn needed(signal: f64, spread: f64, communities: f64) -> f64 {
    let enough = |size: u32| {
        let size = f64::from(size);
        power(signal, spread, size, size.max(communities - size)) >= POWER
    };
    if !enough(MOST) {
        return f64::INFINITY;
    }
    let (mut short, mut enough_at) = (1, MOST);
    while enough_at - short > 1 {
        let middle = u32::midpoint(short, enough_at);
        if enough(middle) { enough_at = middle } else { short = middle }
    }
    f64::from(enough_at)
}

/// The signal in the t statistics of pilots with its 95% interval over replicates, and the standard deviation of t around
/// it. `statistics[replicate]` holds size of the pilot and t of each, NaN where undefined.
///
/// t is the signal over the standard error of `error`, apart from chance and from the bias that Hedges (1981, doi
/// 10.3102/10769986006002107) takes out; so every replicate gives one signal by least squares. Chance has a standard
/// deviation of 1 if communities are independent, and more if those of a subdistrict or a city go together.
#[must_use]
pub fn signal(statistics: &[Vec<(u32, f64)>], communities: f64) -> (Estimate, f64) {
    // The t statistics of a replicate, each with the precision of its size.
    let of_replicate = |statistics: &Vec<(u32, f64)>| -> Vec<(f64, f64)> {
        let each = statistics.iter().filter(|(_, t)| t.is_finite()).map(|(size, t)| {
            let (size, others) = (f64::from(*size), communities - f64::from(*size));
            (t * (1.0 - 3.0 / (4.0 * freedom(size, others) - 1.0)), 1.0 / error(size, others))
        });
        each.collect()
    };
    let statistics: Vec<Vec<(f64, f64)>> = statistics.iter().map(of_replicate).collect();
    let signals = statistics.iter().map(|all| {
        let sum = |of: fn(&(f64, f64)) -> f64| all.iter().map(of).sum::<f64>();
        sum(|(t, precision)| t * precision) / sum(|(_, precision)| precision * precision)
    });
    let signals: Vec<f64> = signals.filter(|signal| signal.is_finite()).collect();
    let signal = Estimate::of_mean(&signals);
    let value = signal.value;
    let squares = statistics.iter().flatten().map(|(t, precision)| (t - value * precision) * (t - value * precision));
    let squares: Vec<f64> = squares.collect();
    (signal, mean(&squares).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, normal};
    use crate::statistics::interval::variance;

    /// R: `power.t.test(n = 17, delta = 1)` has 0.807 and `n = 16` has 0.781, so that 17 a group are needed.
    #[test]
    fn power_is_that_of_the_t_test() {
        assert!(
            (power(1.0, 1.0, 17.0, 17.0) - 0.807).abs() < 0.012 && (power(1.0, 1.0, 16.0, 16.0) - 0.781).abs() < 0.012
        );
        assert_eq!(needed(1.0, 1.0, 0.0), 17.0);
        // Others come cheap, but half of the variance is one's own.
        assert!((9.0..=11.0).contains(&needed(1.0, 1.0, 1_000.0)), "{}", needed(1.0, 1.0, 1_000.0));
        assert_eq!(needed(0.2, 1.0, 64.0), needed(0.2, 1.0, 0.0));
        assert!(
            needed(0.0, 1.0, 64.0).is_infinite()
                && needed(-1.0, 1.0, 64.0).is_infinite()
                && needed(f64::NAN, 1.0, 64.0).is_infinite()
        );
        assert!(power(1.0, 1.0, 40.0, 0.0).is_nan());
    }

    #[test]
    fn the_signal_that_was_put_in_comes_out() {
        let replicate = |replicate: u32| -> Vec<(u32, f64)> {
            let stream = Stream::new(7, replicate);
            let change = |community: u64| normal(stream.uniform(Purpose::Statistics, community, 0, 0));
            let of_size = |size: u32| {
                let own: Vec<f64> = (0..u64::from(size)).map(|c| change(c) + 0.7).collect();
                let others: Vec<f64> = (u64::from(size)..40).map(change).collect();
                let part = |values: &[f64]| variance(values) / values.len() as f64;
                (size, (mean(&own) - mean(&others)) / (part(&own) + part(&others)).sqrt())
            };
            [4, 10, 20, 40].map(of_size).to_vec()
        };
        let statistics: Vec<_> = (0..300).map(replicate).collect();
        let (found, spread) = signal(&statistics, 40.0);
        // One replicate has a standard error of about 0.3.
        assert!((found.value - 0.7).abs() < 0.08 && found.low < 0.7 && found.high > 0.7, "{found:?}");
        assert!((spread - 1.0).abs() < 0.15, "{spread}");
        let t = |size: u32| {
            let of = |r: &Vec<(u32, f64)>| r.iter().find(|(n, _)| *n == size).map_or(f64::NAN, |(_, t)| *t);
            statistics.iter().map(of).collect::<Vec<_>>()
        };
        let quantile = student::quantile(0.975, freedom(20.0, 20.0));
        let share = t(20).iter().filter(|t| **t > quantile).count() as f64 / 300.0;
        assert!((share - power(0.7, spread, 20.0, 20.0)).abs() < 0.09, "{share}");
    }
}
