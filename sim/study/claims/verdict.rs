//! The rule that turns numbers into a verdict, and its words in English and Chinese.
//!
//! In the shipped world a contrast is *as claimed* when its 95% interval lies beyond zero on the claimed side and its mean
//! reaches the smallest size that matters; *the opposite* likewise on the other side; *too small to matter* when the whole
//! interval lies within that size on either side of zero; *not clear* otherwise. In every other world the mean alone decides
//! between the same three, since few runs have no interval worth the name. [`NEARLY_ALL`] and [`MOST`] of the worlds are the
//! thresholds between the verdicts.

use crate::words::Language;

/// Share of the other worlds from which a claim holds widely.
pub const NEARLY_ALL: f64 = 0.8;

/// Share of the other worlds from which it holds in most.
pub const MOST: f64 = 0.5;

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
    /// The same with its sign turned, so that a claimed fall reads as a rise.
    fn towards(self, rise: bool) -> Self {
        if rise { self } else { Self { mean: -self.mean, low: -self.high, high: -self.low } }
    }
}

/// What the shipped world says.
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
    /// See the head of this module.
    #[must_use]
    pub fn of(effect: Effect, rise: bool, least: f64) -> Self {
        let Effect { mean, low, high } = effect.towards(rise);
        if low > 0.0 && mean >= least {
            Self::AsClaimed
        } else if high < 0.0 && mean <= -least {
            Self::Opposite
        } else if low > -least && high < least {
            Self::Little
        } else {
            Self::Unclear
        }
    }
}

/// How the other worlds divide; shares of those in which the contrast is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// As claimed, and large enough to matter.
    pub as_claimed: f64,
    /// Too small to matter.
    pub little: f64,
    /// The opposite, and large enough to matter.
    pub opposite: f64,
    /// The claimed sign, whatever the size.
    pub sign: f64,
    /// Worlds in which the contrast is defined.
    pub worlds: u32,
}

impl Shares {
    /// Counts worlds.
    #[must_use]
    pub fn of(worlds: &[f64], rise: bool, least: f64) -> Self {
        let sign = if rise { 1.0 } else { -1.0 };
        let defined: Vec<f64> = worlds.iter().filter(|value| !value.is_nan()).map(|value| sign * value).collect();
        let share = |holds: &dyn Fn(f64) -> bool| {
            defined.iter().filter(|value| holds(**value)).count() as f64 / defined.len() as f64
        };
        Self {
            as_claimed: share(&|value| value >= least),
            little: share(&|value| value.abs() < least),
            opposite: share(&|value| value <= -least),
            sign: share(&|value| value > 0.0),
            worlds: defined.len() as u32,
        }
    }
}

/// The verdict on one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As claimed here and in nearly all other worlds.
    Widely,
    /// As claimed here and in most other worlds.
    Mostly,
    /// As claimed here, not in most other worlds.
    Fragile,
    /// Not shown here, as claimed in most other worlds.
    Elsewhere,
    /// Too small to matter here, and not as claimed in most other worlds.
    Little,
    /// Not clear here, and not as claimed in most other worlds.
    Undecided,
    /// The opposite here, not in most other worlds.
    OppositeHere,
    /// The opposite here and in most other worlds.
    Opposite,
}

impl Verdict {
    /// From the shipped world and the other ones.
    #[must_use]
    pub fn of(here: Effect, shares: Shares, rise: bool, least: f64) -> Self {
        match Here::of(here, rise, least) {
            Here::AsClaimed if shares.as_claimed >= NEARLY_ALL => Self::Widely,
            Here::AsClaimed if shares.as_claimed >= MOST => Self::Mostly,
            Here::AsClaimed => Self::Fragile,
            Here::Opposite if shares.opposite >= MOST => Self::Opposite,
            Here::Opposite => Self::OppositeHere,
            _ if shares.as_claimed >= MOST => Self::Elsewhere,
            Here::Little => Self::Little,
            Here::Unclear => Self::Undecided,
        }
    }

    /// Every verdict, from the best for a claim to the worst.
    pub const ALL: [Self; 8] = [
        Self::Widely,
        Self::Mostly,
        Self::Fragile,
        Self::Elsewhere,
        Self::Little,
        Self::Undecided,
        Self::OppositeHere,
        Self::Opposite,
    ];

    /// The words that stand before the outcomes to which it applies.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Widely => ("holds widely", "普遍成立"),
            Self::Mostly => ("holds here and in most other worlds", "在基准及多数其他假设下成立"),
            Self::Fragile => ("holds here, but not in most other worlds", "仅在基准假设下成立，换成其他假设多不成立"),
            Self::Elsewhere => {
                ("not shown here, though it holds in most other worlds", "基准假设下未显现，但在多数其他假设下成立")
            }
            Self::Little => ("no change that matters", "无实质变化"),
            Self::Undecided => ("not clear", "尚无定论"),
            Self::OppositeHere => {
                ("the opposite here, but not in most other worlds", "基准假设下方向相反，其他假设下多非如此")
            }
            Self::Opposite => ("the opposite", "方向相反"),
        };
        language.pick(english, chinese)
    }

    /// The word of tables of data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Widely => "holds_widely",
            Self::Mostly => "holds_mostly",
            Self::Fragile => "fragile",
            Self::Elsewhere => "elsewhere",
            Self::Little => "little",
            Self::Undecided => "undecided",
            Self::OppositeHere => "opposite_here",
            Self::Opposite => "opposite",
        }
    }

    fn holds(self) -> bool {
        matches!(self, Self::Widely | Self::Mostly)
    }

    fn opposes(self) -> bool {
        matches!(self, Self::OppositeHere | Self::Opposite)
    }
}

/// The verdict on a claim over all its outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// Every outcome holds widely or in most worlds.
    Supported,
    /// Some hold, none is the opposite.
    InPart,
    /// Some hold, some are the opposite.
    BothWays,
    /// None holds; some are as claimed here alone, or in other worlds alone.
    Fragile,
    /// None holds, none is the opposite, and none is fragile.
    NotSupported,
    /// None holds, some are the opposite.
    Contradicted,
}

impl Overall {
    /// From the verdicts on the outcomes.
    #[must_use]
    pub fn of(verdicts: &[Verdict]) -> Self {
        let holds = verdicts.iter().filter(|verdict| verdict.holds()).count();
        let opposes = verdicts.iter().any(|verdict| verdict.opposes());
        let fragile = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Fragile | Verdict::Elsewhere));
        match (holds, opposes) {
            (0, true) => Self::Contradicted,
            (0, false) if fragile => Self::Fragile,
            (0, false) => Self::NotSupported,
            (_, true) => Self::BothWays,
            (some, false) if some == verdicts.len() => Self::Supported,
            (_, false) => Self::InPart,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Supported => ("Supported", "得到支持"),
            Self::InPart => ("Supported in part", "部分得到支持"),
            Self::BothWays => ("Cuts both ways", "有得有失"),
            Self::Fragile => ("Depends on assumptions", "取决于假设"),
            Self::NotSupported => ("Not supported", "未得到支持"),
            Self::Contradicted => ("Contradicted", "与主张相反"),
        };
        language.pick(english, chinese)
    }
}

/// What becomes of a clear contrast when a mechanism is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There was no clear contrast to begin with.
    NoneToLose,
    /// Between half of it and half as much again is left.
    Stays,
    /// Less than half of it is left.
    Shrinks,
    /// It is too small to matter, or less than half and no longer clear.
    Vanishes,
    /// It turns round, clearly and far enough to matter.
    Turns,
    /// It is more than half as large again.
    Grows,
}

/// See [`Fate`]; `least` is the smallest size that matters.
#[must_use]
pub fn fate(on: Effect, off: Effect, least: f64) -> Fate {
    let rise = on.mean > 0.0;
    if Here::of(on, rise, least) != Here::AsClaimed {
        return Fate::NoneToLose;
    }
    let left = off.mean / on.mean;
    match Here::of(off, rise, least) {
        Here::Opposite => Fate::Turns,
        Here::Little => Fate::Vanishes,
        Here::Unclear if left < 0.5 => Fate::Vanishes,
        _ if left < 0.5 => Fate::Shrinks,
        _ if left > 1.5 => Fate::Grows,
        _ => Fate::Stays,
    }
}

impl Fate {
    /// In a word; empty where there was nothing to lose.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NoneToLose => ("", ""),
            Self::Stays => ("stays", "基本不变"),
            Self::Shrinks => ("less than half", "减半以上"),
            Self::Vanishes => ("vanishes", "消失"),
            Self::Turns => ("turns round", "反转"),
            Self::Grows => ("grows", "增强"),
        };
        language.pick(english, chinese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(mean: f64, half: f64) -> Effect {
        Effect { mean, low: mean - half, high: mean + half }
    }

    fn shares(as_claimed: f64, opposite: f64) -> Shares {
        Shares { as_claimed, little: 1.0 - as_claimed - opposite, opposite, sign: 0.5, worlds: 100 }
    }

    #[test]
    fn verdicts_follow_the_table() {
        let cases = [
            (effect(0.03, 0.01), (0.80, 0.0), Verdict::Widely),
            (effect(0.03, 0.01), (0.79, 0.0), Verdict::Mostly),
            (effect(0.03, 0.01), (0.49, 0.51), Verdict::Fragile),
            (effect(0.004, 0.002), (0.3, 0.3), Verdict::Little),
            (effect(0.004, 0.002), (0.5, 0.3), Verdict::Elsewhere),
            (effect(0.004, 0.02), (0.6, 0.3), Verdict::Elsewhere),
            (effect(0.004, 0.02), (0.3, 0.6), Verdict::Undecided),
            // Clear, but its interval reaches from too small to large enough.
            (effect(0.009, 0.005), (0.4, 0.0), Verdict::Undecided),
            (effect(-0.03, 0.01), (0.2, 0.5), Verdict::Opposite),
            (effect(-0.03, 0.01), (0.9, 0.1), Verdict::OppositeHere),
            (effect(f64::NAN, f64::NAN), (0.1, 0.1), Verdict::Undecided),
        ];
        for (here, (as_claimed, opposite), verdict) in cases {
            assert_eq!(Verdict::of(here, shares(as_claimed, opposite), true, 0.01), verdict, "{here:?} {as_claimed}");
            // A claimed fall is a claimed rise in the mirror.
            let mirror = Effect { mean: -here.mean, low: -here.high, high: -here.low };
            assert_eq!(Verdict::of(mirror, shares(as_claimed, opposite), false, 0.01), verdict, "{mirror:?}");
        }
    }

    #[test]
    fn worlds_are_counted_by_sign_and_size() {
        let counted = Shares::of(&[0.02, 0.005, -0.005, -0.03, f64::NAN], true, 0.01);
        assert_eq!(counted, Shares { as_claimed: 0.25, little: 0.5, opposite: 0.25, sign: 0.5, worlds: 4 });
        let fall = Shares::of(&[0.02, 0.02, -0.03, 0.02], false, 0.01);
        assert_eq!((fall.as_claimed, fall.opposite), (0.25, 0.75));
    }

    #[test]
    fn a_claim_is_as_good_as_its_outcomes() {
        use Verdict as V;
        for (verdicts, overall) in [
            (vec![V::Widely, V::Mostly], Overall::Supported),
            (vec![V::Widely, V::Little], Overall::InPart),
            (vec![V::Mostly, V::Fragile], Overall::InPart),
            (vec![V::Widely, V::OppositeHere], Overall::BothWays),
            (vec![V::Fragile, V::Little], Overall::Fragile),
            (vec![V::Undecided, V::Elsewhere], Overall::Fragile),
            (vec![V::Little, V::Undecided], Overall::NotSupported),
            (vec![V::Opposite, V::Fragile], Overall::Contradicted),
        ] {
            assert_eq!(Overall::of(&verdicts), overall, "{verdicts:?}");
        }
    }

    #[test]
    fn a_mechanism_carries_what_vanishes_without_it() {
        let on = effect(-0.04, 0.005);
        for (off, expected) in [
            (effect(-0.04, 0.005), Fate::Stays),
            (effect(-0.025, 0.005), Fate::Stays),
            (effect(-0.015, 0.004), Fate::Shrinks),
            (effect(-0.01, 0.03), Fate::Vanishes),
            (effect(-0.002, 0.001), Fate::Vanishes),
            (effect(0.03, 0.005), Fate::Turns),
            (effect(-0.07, 0.005), Fate::Grows),
        ] {
            assert_eq!(fate(on, off, 0.01), expected, "{off:?}");
        }
        assert_eq!(fate(effect(0.001, 0.002), on, 0.01), Fate::NoneToLose);
    }
}
