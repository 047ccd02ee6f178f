//! What becomes of a contrast when a mechanism is off, judged by intervals.

use super::contrast::{Effect, Here};
use crate::statistics::interval::LEVEL;
use crate::statistics::judgement::Side;
use crate::words::Language;

/// What becomes of a clear contrast when a mechanism is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There was no clear contrast to begin with.
    NoneToLose,
    /// Between half of it and half as much again is left.
    Stays,
    /// Less than half of it is left.
    Shrinks,
    /// Less than half of it is left, and that is too small to matter.
    Vanishes,
    /// It changes sign, clearly and far enough to matter.
    Turns,
    /// It is more than half as large again.
    Grows,
    /// The intervals leave more than one of these open.
    Unclear,
    /// Without the mechanism there is no such outcome.
    Undefined,
}

/// A contrast without a mechanism, and how much of it is left.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Without {
    /// The contrast.
    pub off: Effect,
    /// The contrast less half of what it is with the mechanism, pair by pair.
    pub less_half: Effect,
    /// The contrast less one and a half times what it is with the mechanism.
    pub less_more: Effect,
}

impl Without {
    /// From the contrast with the mechanism and without it, replicate by replicate; as many pairs as both have.
    #[must_use]
    pub fn of(on: &[f64], off: &[f64]) -> Self {
        let less = |share: f64| -> Vec<f64> { off.iter().zip(on).map(|(off, on)| off - share * on).collect() };
        let [off, less_half, less_more] = [0.0, 0.5, 1.5].map(|share| Effect::of(&less(share), LEVEL));
        Self { off, less_half, less_more }
    }

    /// See [`Fate`]: every word needs the whole 95% interval on its side. `on` is the contrast with the mechanism, `least`
    /// the smallest size that matters.
    #[must_use]
    pub fn fate(self, on: Effect, least: f64) -> Fate {
        let rise = on.mean > 0.0;
        let [half, more] = [self.less_half, self.less_more].map(|effect| effect.towards(rise).side(0.0));
        let left = Here::of(self.off, rise, least);
        if Here::of(on, rise, least) != Here::AsClaimed {
            Fate::NoneToLose
        } else if self.off.mean.is_nan() {
            Fate::Undefined
        } else if left == Here::Opposite {
            Fate::Turns
        } else if half == Side::Below {
            if left == Here::Little { Fate::Vanishes } else { Fate::Shrinks }
        } else if more == Side::Above {
            Fate::Grows
        } else if half == Side::Above && more == Side::Below {
            Fate::Stays
        } else {
            Fate::Unclear
        }
    }
}

impl Fate {
    /// In a word; empty where there was nothing to lose.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NoneToLose => ("", ""),
            Self::Stays => ("stays", "大体保留"),
            Self::Shrinks => ("less than half", "不足一半"),
            Self::Vanishes => ("vanishes", "消失"),
            Self::Turns => ("changes sign", "反转"),
            Self::Grows => ("grows", "增强"),
            Self::Unclear => ("not clear how much", "剩余多少不明确"),
            Self::Undefined => ("undefined without it", "去掉后无此指标"),
        };
        language.pick(english, chinese)
    }

    /// The word of tables of data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoneToLose => "",
            Self::Stays => "stays",
            Self::Shrinks => "less_than_half",
            Self::Vanishes => "vanishes",
            Self::Turns => "turns_round",
            Self::Grows => "grows",
            Self::Unclear => "unclear",
            Self::Undefined => "undefined",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(mean: f64, half: f64) -> Effect {
        Effect::between(mean, mean - half, mean + half)
    }

    #[test]
    fn a_mechanism_carries_what_vanishes_without_it() {
        let on = effect(-0.04, 0.005);
        for (left, width, expected) in [
            (-0.04, 0.005, Fate::Stays),
            (-0.025, 0.004, Fate::Stays),
            (-0.025, 0.006, Fate::Unclear),
            (-0.04, 0.021, Fate::Unclear),
            (-0.015, 0.004, Fate::Shrinks),
            (-0.017, 0.004, Fate::Unclear),
            (-0.01, 0.03, Fate::Unclear),
            (-0.002, 0.001, Fate::Vanishes),
            (0.03, 0.005, Fate::Turns),
            (-0.07, 0.005, Fate::Grows),
            (-0.07, 0.02, Fate::Unclear),
            (f64::NAN, f64::NAN, Fate::Undefined),
        ] {
            let off = effect(left, width);
            let less = |share: f64| effect(left - share * on.mean, width);
            let without = Without { off, less_half: less(0.5), less_more: less(1.5) };
            assert_eq!(without.fate(on, 0.01), expected, "{off:?}");
            let mirrored = |effect: Effect| effect.towards(false);
            let mirror = Without {
                off: mirrored(off),
                less_half: mirrored(without.less_half),
                less_more: mirrored(without.less_more),
            };
            assert_eq!(mirror.fate(mirrored(on), 0.01), expected, "{off:?} in the mirror");
        }
        let nothing = Without { off: on, less_half: on, less_more: on };
        assert_eq!(nothing.fate(effect(0.001, 0.002), 0.01), Fate::NoneToLose);
        // Half is left of what hardly matters: that is not gone.
        let hardly = effect(0.012, 0.001);
        let most =
            Without { off: effect(0.008, 0.001), less_half: effect(0.002, 0.001), less_more: effect(-0.01, 0.001) };
        assert_eq!(most.fate(hardly, 0.01), Fate::Stays);
    }
}
