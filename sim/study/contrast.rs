//! Contrasts of scenarios with their intervals, and whether they are large enough to matter.

use crate::outcomes::OutcomeKind;
use crate::statistics::interval::{Sampled, judged};
use crate::statistics::judgement::{Side, side};

/// A contrast with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end; NaN where there is none.
    pub low: f64,
    /// Upper end; NaN where there is none.
    pub high: f64,
    /// Whether there is none because the contrast is the same in every run.
    pub constant: bool,
}

impl Effect {
    /// What is not defined.
    pub const UNDEFINED: Self = Self::between(f64::NAN, f64::NAN, f64::NAN);

    /// A mean between two ends.
    #[must_use]
    pub const fn between(mean: f64, low: f64, high: f64) -> Self {
        Self { mean, low, high, constant: false }
    }

    /// Mean and interval over replicates; those in which the contrast is undefined (NaN) do not count.
    #[must_use]
    pub fn of(values: &[f64], level: f64) -> Self {
        let defined: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let Sampled { mean, low, high, constant, .. } = Sampled::of(&defined, level);
        Self { mean, low, high, constant }
    }

    /// The same with its sign turned, so that a claimed fall reads as a rise.
    #[must_use]
    pub fn towards(self, rise: bool) -> Self {
        if rise { self } else { Self { mean: -self.mean, low: -self.high, high: -self.low, ..self } }
    }

    /// A contrast of logarithms as a ratio.
    #[must_use]
    pub fn exponential(self) -> Self {
        Self { mean: libm::exp(self.mean), low: libm::exp(self.low), high: libm::exp(self.high), ..self }
    }

    /// The ends by which it is judged, see [`judged`].
    #[must_use]
    pub fn judged(self) -> (f64, f64) {
        judged(self.mean, (self.low, self.high), self.constant)
    }

    /// On which side of the smallest size that matters it is.
    #[must_use]
    pub fn side(self, least: f64) -> Side {
        let (low, high) = self.judged();
        side(low, high, least)
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
    /// In the way of the claim or the opposite, too small to matter, or not clear: by the whole interval, see [`side`].
    #[must_use]
    pub fn of(effect: Effect, rise: bool, least: f64) -> Self {
        match effect.towards(rise).side(least) {
            Side::Above => Self::AsClaimed,
            Side::Below => Self::Opposite,
            Side::Within => Self::Little,
            Side::Unclear => Self::Unclear,
        }
    }
}

/// From what size on a change of an outcome matters.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Matters {
    /// The smallest size, in the outcome's unit; 0 where none is needed.
    pub least: f64,
    /// The reason in English and Chinese.
    pub why: [String; 2],
}

impl Matters {
    /// What is declared with the outcome.
    #[must_use]
    pub fn declared(kind: &OutcomeKind) -> Self {
        Self { least: kind.matters(), why: [kind.smallest.why_en, kind.smallest.why_zh].map(str::to_owned) }
    }

    /// Whether it is known from what size on a change matters: no outcome that only tells plausible worlds needs it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.least > 0.0
    }
}
