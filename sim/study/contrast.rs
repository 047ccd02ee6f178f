//! Contrasts of scenarios with their intervals, and whether they are large enough to matter.

use crate::statistics::interval::{interval, mean};

/// A contrast with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Effect {
    /// Mean and interval over replicates; those in which the contrast is undefined (NaN) do not count.
    #[must_use]
    pub fn of(values: &[f64], level: f64) -> Self {
        let defined: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let (low, high) = interval(&defined, level);
        Self { mean: mean(&defined), low, high }
    }

    /// The same with its sign turned, so that a claimed fall reads as a rise.
    #[must_use]
    pub fn towards(self, rise: bool) -> Self {
        if rise { self } else { Self { mean: -self.mean, low: -self.high, high: -self.low } }
    }

    /// A contrast of logarithms as a ratio.
    #[must_use]
    pub fn exponential(self) -> Self {
        Self { mean: libm::exp(self.mean), low: libm::exp(self.low), high: libm::exp(self.high) }
    }
}

/// What the shipped world shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// As claimed.
    AsClaimed,
    /// Too small to matter.
    Little,
    /// The opposite.
    Opposite,
    /// Not clear.
    Unclear,
}

impl Here {
    /// In the way of the claim, if the whole interval lies on that side and beyond the smallest size that matters (a test of a
    /// minimum effect); the opposite likewise; too small to matter, if it lies within that size on either side of zero (a test
    /// of equivalence); and not clear otherwise.
    #[must_use]
    pub fn of(effect: Effect, rise: bool, least: f64) -> Self {
        let Effect { low, high, .. } = effect.towards(rise);
        if low >= least {
            Self::AsClaimed
        } else if high <= -least {
            Self::Opposite
        } else if low > -least && high < least {
            Self::Little
        } else {
            Self::Unclear
        }
    }
}

/// From what size on a change of an outcome matters.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Matters {
    /// The smallest size, in the outcome's unit; 0 where the file names none.
    pub least: f64,
    /// The reason in English and Chinese.
    pub why: [String; 2],
}

impl Matters {
    /// Whether the file says from what size on a change matters.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.least > 0.0
    }
}
