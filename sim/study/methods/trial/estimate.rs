//! What an evaluator makes of a pilot: a point and a 95% interval, with communities as the units of analysis.
//!
//! The months before and those after are averaged first, so that a community is one value before and one after: residents
//! of a community and its months are not independent of each other, and standard errors that took them for it would be far
//! too small (Bertrand, Duflo & Mullainathan 2004, doi 10.1162/003355304772839588, who recommend this for few periods or
//! groups). Communities are what is chosen, and so what errors are clustered by (Abadie, Athey, Imbens & Wooldridge 2023,
//! doi 10.1093/qje/qjac038).

use crate::statistics::interval::LEVEL;
use crate::statistics::interval::{mean, variance};
use crate::statistics::student;

/// How an evaluator estimates the effect of a reform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Estimator {
    /// The treated after the reform less the treated before.
    BeforeAfter,
    /// The treated less the untreated, after the reform.
    TreatedUntreated,
    /// The change of the treated less the change of the untreated.
    DifferenceInDifferences,
}

impl Estimator {
    /// Every estimator, in the order of [`effects`].
    pub const ALL: [Self; 3] = [Self::BeforeAfter, Self::TreatedUntreated, Self::DifferenceInDifferences];

    /// Place of difference-in-differences among them.
    pub const DIFFERENCES: usize = 2;

    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BeforeAfter => "before_after",
            Self::TreatedUntreated => "treated_untreated",
            Self::DifferenceInDifferences => "difference_in_differences",
        }
    }

    /// What it is called in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::BeforeAfter => ("before-after", "前后对比"),
            Self::TreatedUntreated => ("treated-untreated", "试点与非试点对比"),
            Self::DifferenceInDifferences => ("difference-in-differences", "双重差分"),
        }
    }
}

/// An estimate as an evaluator would report it, in the unit of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The point.
    pub value: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end of the 95% interval.
    pub high: f64,
    /// Standard error.
    pub error: f64,
}

/// Nothing to estimate from.
const NOTHING: Effect = Effect { value: f64::NAN, low: f64::NAN, high: f64::NAN, error: f64::NAN };

/// The estimates of [`Estimator::ALL`] from one value before and one after for every community.
///
/// Before-after is a paired Student interval over the treated; the other two are Welch's for two groups (Welch 1947, doi
/// 10.1093/biomet/34.1-2.28). An estimate needs two communities in each group that it uses and is NaN otherwise;
/// communities with an undefined value do not count.
#[must_use]
pub fn effects(treated: &[bool], before: &[f64], after: &[f64]) -> [Effect; 3] {
    let group = |wanted: bool| -> (Vec<f64>, Vec<f64>) {
        let rows = treated.iter().zip(before).zip(after);
        let defined = rows.filter(|((here, b), a)| **here == wanted && !b.is_nan() && !a.is_nan());
        defined.map(|((_, before), after)| (*after, after - before)).unzip()
    };
    let ((treated_after, treated_change), (other_after, other_change)) = (group(true), group(false));
    [
        of_mean(&treated_change),
        of_difference(&treated_after, &other_after),
        of_difference(&treated_change, &other_change),
    ]
}

fn of_mean(values: &[f64]) -> Effect {
    if values.len() < 2 {
        return NOTHING;
    }
    let n = values.len() as f64;
    effect(mean(values), (variance(values) / n).sqrt(), n - 1.0)
}

fn of_difference(ours: &[f64], others: &[f64]) -> Effect {
    if ours.len() < 2 || others.len() < 2 {
        return NOTHING;
    }
    let part = |values: &[f64]| variance(values) / values.len() as f64;
    let (a, b) = (part(ours), part(others));
    let freedom = (a + b) * (a + b) / (a * a / (ours.len() as f64 - 1.0) + b * b / (others.len() as f64 - 1.0));
    effect(mean(ours) - mean(others), (a + b).sqrt(), freedom)
}

fn effect(value: f64, error: f64, freedom: f64) -> Effect {
    // Values that do not vary leave no doubt and no degrees of freedom.
    let reach = if error > 0.0 { error * student::quantile(0.5 + 0.5 * LEVEL, freedom) } else { 0.0 };
    Effect { value, low: value - reach, high: value + reach, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_those_of_the_textbook() {
        let treated = [true, true, true, false, false, false, false];
        let before = [1.0, 2.0, 3.0, 0.0, 1.0, 2.0, f64::NAN];
        let after = [3.0, 5.0, 4.0, 1.0, 1.0, 4.0, 9.0];
        let [before_after, treated_untreated, did] = effects(&treated, &before, &after);
        // Changes of the treated 2, 3, 1: mean 2, sd 1, t(0.975, 2) = 4.302653.
        let reach = 4.302_653 / 3.0_f64.sqrt();
        assert!((before_after.value - 2.0).abs() < 1e-12 && (before_after.high - 2.0 - reach).abs() < 1e-6);
        // Means 4 and 2.
        assert!((treated_untreated.value - 2.0).abs() < 1e-12);
        // Changes 2, 3, 1 and 1, 0, 2: both sd 1, so Welch has 4 degrees of freedom, t = 2.776445.
        assert!((did.value - 1.0).abs() < 1e-12 && (did.error - (2.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((did.low - (1.0 - 2.776_445 * did.error)).abs() < 1e-6);
    }

    #[test]
    fn without_anybody_untreated_only_before_after_is_left() {
        let [before_after, treated_untreated, did] = effects(&[true; 4], &[0.0; 4], &[1.0; 4]);
        assert_eq!((before_after.value, before_after.low, before_after.high), (1.0, 1.0, 1.0));
        assert!(treated_untreated.value.is_nan() && did.value.is_nan());
    }
}
