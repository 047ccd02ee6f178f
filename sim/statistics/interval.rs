//! Interval for the mean of few, possibly skewed values.
//!
//! Paired differences of backlogs, costs and escalations are skewed, and an ordinary t interval for a skewed mean misses
//! too often on one side. Johnson (1978, *Journal of the American Statistical Association* 73:536–544) shifts the interval
//! by the sample's third moment; Hall (1992, *Journal of the Royal Statistical Society B* 54:221–228) carries the idea to a
//! monotone cubic transformation, which can be inverted exactly and so gives one interval without resampling:
//!
//! with T = (mean − μ) / s and the sample's skewness a, `g(T) = T + aT²/3 + a²T³/27 + a/(6n)` is nearly symmetric;
//! its inverse is `T = (3/a) ((1 + a (y − a/(6n)))^(1/3) − 1)`, taken at y = ±t/√n with Student's t for n − 1 degrees of
//! freedom. At a = 0 it *is* the t interval.
//!
//! The transformation trusts the sample's skewness. Where that is an accident of a few large values, as in differences of
//! two runs with heavy but equal tails, it pulls in the wrong end. The interval therefore reaches on either side as far as
//! Hall's or Student's does, whichever is further.
//!
//! Coverage of the 95% interval in 4,000 simulated samples of 30, against Hall's and Student's alone: normal 0.95 (0.95,
//! 0.95), exponential 0.96 (0.95, 0.93), lognormal with sd 1 of the logarithm 0.94 (0.93, 0.88), differences of two such
//! lognormals 0.96 (0.91, 0.96). A percentile-t bootstrap does no better at a thousand times the work. The tests below
//! repeat the main cases.
//!
//! On the model itself: the baseline against itself with independent chance, 200 comparisons of 30 pairs (2,000 residents,
//! 120 days). The 95% intervals covered zero in 95.2%, pooled over 50 outcomes; the worst outcomes were `close_days_mean`
//! with 91.0% and `trust_organisation` with 91.5%. Hall's interval alone gave 94.5% in an earlier measurement, with 89.5%
//! for `filled_posts_share`. `tests/coverage.rs` measures it.

use super::student;

/// The level of every interval.
pub const LEVEL: f64 = 0.95;

/// Mean of values; NaN when there are none. Summed in index order.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sample variance; NaN for fewer than two values.
#[must_use]
pub fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// Below this many values the interval is Student's: their skewness cannot be distinguished from chance.
const FEW: usize = 8;

/// Fewer values than this have no interval: that of two or three reaches so far that it says nothing, and where they happen to
/// be equal it would claim to know all.
pub const FEWEST: usize = 4;

/// What values say of the mean of all of their kind: the one rule for comparisons and studies.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sampled {
    /// Mean of the values; NaN without any.
    pub mean: f64,
    /// Lower end of the interval, see [`interval`].
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Whether all values are the same, [`FEWEST`] or more of them: there is no interval then.
    pub constant: bool,
}

impl Sampled {
    /// From values, of which none is NaN, with an interval of `level`.
    #[must_use]
    pub fn of(values: &[f64], level: f64) -> Self {
        let (low, high) = interval(values, level);
        Self { mean: mean(values), low, high, constant: values.len() >= FEWEST && low.is_nan() }
    }

    /// The ends by which it is judged, see [`judged`].
    #[must_use]
    pub fn judged(self) -> (f64, f64) {
        judged(self.mean, (self.low, self.high), self.constant)
    }
}

/// The ends by which a mean is judged: those of its interval, or the value itself where it is the same in every run.
#[must_use]
pub fn judged(mean: f64, ends: (f64, f64), constant: bool) -> (f64, f64) {
    if constant { (mean, mean) } else { ends }
}

/// The central interval for the mean at `level` (0.95); NaN on both sides for fewer than [`FEWEST`] values, and for values
/// that are all the same: these say nothing about how much others would vary.
#[must_use]
pub fn interval(values: &[f64], level: f64) -> (f64, f64) {
    let n = values.len() as f64;
    let centre = mean(values);
    let sd = variance(values).sqrt();
    // The same also where they differ by no more than rounding.
    if values.len() < FEWEST || sd <= centre.abs() * 1e-15 {
        return (f64::NAN, f64::NAN);
    }
    let reach = student::quantile(0.5 + 0.5 * level, n - 1.0) / n.sqrt();
    // A handful of values says nothing about skewness, and the cubic would run away with what it seems to say.
    let skewness = if values.len() < FEW { 0.0 } else { skewness(values) };
    let (below, above) = (untransformed(reach, skewness, n), untransformed(-reach, skewness, n));
    (centre - sd * below.max(reach), centre - sd * above.min(-reach))
}

/// Hall's inverse transformation.
fn untransformed(y: f64, skewness: f64, n: f64) -> f64 {
    // Below this the difference to the identity is lost in rounding anyway.
    if skewness.abs() < 1e-6 {
        return y;
    }
    3.0 / skewness * (libm::cbrt(1.0 + skewness * (y - skewness / (6.0 * n))) - 1.0)
}

/// Third central moment over the cube of the standard deviation, both with divisor n.
fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let centre = mean(values);
    let (mut second, mut third) = (0.0, 0.0);
    for value in values {
        let away = value - centre;
        second += away * away / n;
        third += away * away * away / n;
    }
    third / (second * second.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, lognormal, normal};

    /// Share of `samples` seeded samples of size `n` whose interval holds the true mean.
    fn coverage(n: u32, samples: u32, truth: f64, draw: impl Fn(f64) -> f64) -> f64 {
        let stream = Stream::new(7, n);
        let holds = |sample: &u32| {
            let values: Vec<f64> =
                (0..n).map(|i| draw(stream.uniform(Purpose::Statistics, u64::from(*sample), i, 0))).collect();
            let (low, high) = interval(&values, 0.95);
            low <= truth && truth <= high
        };
        (0..samples).filter(holds).count() as f64 / f64::from(samples)
    }

    #[test]
    fn the_interval_covers_as_often_as_it_says() {
        // Standard error of a coverage near 0.95 from 4,000 samples: 0.0035.
        for n in [5, 10, 30] {
            let covered = coverage(n, 4_000, 3.0, |u| 3.0 + 2.0 * normal(u));
            assert!((0.93..=0.97).contains(&covered), "normal, n = {n}: {covered}");
        }
        let covered = coverage(30, 4_000, 1.0, |u| lognormal(u, 1.0, 1.0));
        assert!((0.91..=0.97).contains(&covered), "lognormal, n = 30: {covered}");
        let covered = coverage(10, 4_000, 1.0, |u| lognormal(u, 1.0, 1.0));
        assert!(covered >= 0.88, "lognormal, n = 10: {covered}");
        // Heavy tails of equal weight on either side.
        let either_side =
            |u: f64| if u < 0.5 { -lognormal(2.0 * u, 1.0, 1.0) } else { lognormal(2.0 * u - 1.0, 1.0, 1.0) };
        let covered = coverage(30, 4_000, 0.0, either_side);
        assert!((0.94..=0.975).contains(&covered), "heavy tails on both sides, n = 30: {covered}");
    }

    #[test]
    fn without_skewness_it_is_students_interval() {
        // Symmetric about 3: mean 3, sd sqrt(2.5), t(0.975, 4) = 2.776445.
        let (low, high) = interval(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95);
        let half = 2.776_445 * (2.5_f64 / 5.0).sqrt();
        assert!((low - (3.0 - half)).abs() < 1e-6 && (high - (3.0 + half)).abs() < 1e-6, "{low}, {high}");
    }

    #[test]
    fn a_long_right_tail_moves_the_interval_to_the_right() {
        let values = [0.0, 0.1, 0.0, 0.2, 0.1, 4.0];
        let (low, high) = interval(&values, 0.95);
        let centre = mean(&values);
        assert!(high - centre > centre - low);
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let (low_of_mirror, high_of_mirror) = interval(&mirrored, 0.95);
        assert!((low_of_mirror + high).abs() < 1e-12 && (high_of_mirror + low).abs() < 1e-12);
    }

    #[test]
    fn degenerate_samples() {
        for few in [&[][..], &[1.0], &[1.0, 1.0], &[1.0, 2.0, 3.0]] {
            let (low, high) = interval(few, 0.95);
            assert!(low.is_nan() && high.is_nan());
        }
        for same in [0.0, 0.1, -3.0] {
            let found = Sampled::of(&[same; 4], 0.95);
            assert!(found.constant && found.low.is_nan() && found.high.is_nan(), "{found:?}");
            assert!(
                (found.judged().0 - same).abs() < 1e-15 && found.judged().0.to_bits() == found.judged().1.to_bits()
            );
        }
        let few = Sampled::of(&[1.0; 3], 0.95);
        assert!(!few.constant && few.judged().0.is_nan() && !Sampled::of(&[1.0, 2.0, 1.0, 2.0], 0.95).constant);
    }
}
