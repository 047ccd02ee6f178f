//! The rule that turns numbers into a verdict, and its words in English and Chinese.
//!
//! In the shipped world the whole 95% interval decides: a contrast is *as claimed* when the interval lies on the claimed side
//! and beyond the smallest size that matters (a test of a minimum effect), *the opposite* likewise on the other side, *too
//! small to matter* when it lies within that size on either side of zero (a test of equivalence; Murphy & Myors 1999,
//! doi 10.1037/0021-9010.84.2.234; Lakens et al. 2018, doi 10.1177/2515245918770963), and *not clear* otherwise. In every
//! other world the mean alone decides between the first three, since few runs have no interval worth the name.
//! [`NEARLY_ALL`] and [`MOST`] of the worlds that count are the thresholds between the verdicts.
//!
//! Whether parts do more together than one by one depends on the scale (Loftus 1978, doi 10.3758/BF03197461): a share near
//! its ceiling cannot rise as far as before. Such a contrast is a finding only if it has the same sign, clearly, as a ratio.

use crate::statistics::judgement::Side;
use crate::study::contrast::{Effect, Here};
use crate::words::Language;

/// Share of the other worlds from which a claim holds widely.
pub const NEARLY_ALL: f64 = 0.8;

/// Share of the other worlds from which it holds in most.
pub const MOST: f64 = 0.5;

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
    /// Numbers of worlds: as claimed, too small, the opposite, and all in which the contrast is defined.
    #[must_use]
    pub fn counts(&self) -> [u32; 4] {
        let of = |share: f64| (share * f64::from(self.worlds)).round() as u32;
        [of(self.as_claimed), of(self.little), of(self.opposite), self.worlds]
    }

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
    /// As claimed or the opposite as a difference, but not as a ratio.
    ByScale,
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

    /// The same where the contrast was measured as a ratio, too: what has not the same sign there depends on the scale.
    #[must_use]
    pub fn on_both_scales(self, here: Effect, ratio: Effect) -> Self {
        let same = ratio.towards(here.mean > 0.0).side(0.0) == Side::Above;
        let stands = matches!(self, Self::Little | Self::Undecided | Self::Elsewhere);
        if same || stands { self } else { Self::ByScale }
    }

    /// Every verdict, from the best for a claim to the worst.
    pub const ALL: [Self; 9] = [
        Self::Widely,
        Self::Mostly,
        Self::Fragile,
        Self::Elsewhere,
        Self::ByScale,
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
            Self::Elsewhere => (
                "not shown here to be as large as matters, though it holds in most other worlds",
                "基准假设下未显示出足够大的变化，但在多数其他假设下成立",
            ),
            Self::ByScale => ("so as a difference, not clearly so as a ratio", "按差值如此，按比值并不明确"),
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
            Self::ByScale => "by_scale",
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
    /// None holds; some are as claimed here alone, in other worlds alone, or on one scale alone.
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
        let fragile =
            verdicts.iter().any(|verdict| matches!(verdict, Verdict::Fragile | Verdict::Elsewhere | Verdict::ByScale));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(mean: f64, half: f64) -> Effect {
        Effect::between(mean, mean - half, mean + half)
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
            (effect(0.012, 0.005), (0.4, 0.0), Verdict::Undecided),
            (effect(-0.03, 0.01), (0.2, 0.5), Verdict::Opposite),
            (effect(-0.03, 0.01), (0.9, 0.1), Verdict::OppositeHere),
            (effect(f64::NAN, f64::NAN), (0.1, 0.1), Verdict::Undecided),
        ];
        for (here, (as_claimed, opposite), verdict) in cases {
            assert_eq!(Verdict::of(here, shares(as_claimed, opposite), true, 0.01), verdict, "{here:?} {as_claimed}");
            // A claimed fall is a claimed rise in the mirror.
            let mirror = here.towards(false);
            assert_eq!(Verdict::of(mirror, shares(as_claimed, opposite), false, 0.01), verdict, "{mirror:?}");
        }
    }

    #[test]
    fn worlds_are_counted_by_sign_and_size() {
        let counted = Shares::of(&[0.02, 0.005, -0.005, -0.03, f64::NAN], true, 0.01);
        assert_eq!(counted, Shares { as_claimed: 0.25, little: 0.5, opposite: 0.25, sign: 0.5, worlds: 4 });
        assert_eq!((counted.counts(), Shares::of(&[f64::NAN], true, 0.01).counts()), ([1, 2, 1, 4], [0; 4]));
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
    fn a_contrast_of_parts_must_hold_as_a_ratio() {
        let (here, opposite) = (effect(-0.05, 0.01), Verdict::Opposite);
        assert_eq!(opposite.on_both_scales(here, effect(-0.2, 0.1)), opposite);
        assert_eq!(opposite.on_both_scales(here, effect(-0.1, 0.2)), Verdict::ByScale);
        assert_eq!(Verdict::Widely.on_both_scales(effect(0.05, 0.01), effect(-0.2, 0.1)), Verdict::ByScale);
        assert_eq!(Verdict::Little.on_both_scales(here, effect(0.2, 0.1)), Verdict::Little);
    }
}
