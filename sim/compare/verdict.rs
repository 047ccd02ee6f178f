//! What a difference is called, by its interval against the smallest change that matters, and which of many words hold at once.

use super::Difference;
use crate::outcomes::Direction;
use crate::statistics::interval::judged;
use crate::statistics::judgement::{self, Side};
use crate::words::Language;

/// What a difference shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Better by at least what matters.
    Better,
    /// Worse by at least what matters.
    Worse,
    /// Higher by at least what matters, of an outcome that has no better side.
    Up,
    /// Lower by at least what matters, of an outcome that has no better side.
    Down,
    /// Nearer to zero than what matters, in whatever direction.
    TooSmall,
    /// The interval holds more than one of these, or there is none, or too few pairs differ at all.
    NotClear,
}

impl Verdict {
    /// Every verdict.
    #[cfg(any(test, fuzzing, target_arch = "wasm32"))]
    pub(crate) const ALL: [Self; 6] = [Self::Better, Self::Worse, Self::Up, Self::Down, Self::TooSmall, Self::NotClear];

    /// The words of tables, reports and figures.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Better => ("better", "改善"),
            Self::Worse => ("worse", "变差"),
            Self::Up => ("higher", "升高"),
            Self::Down => ("lower", "降低"),
            Self::TooSmall => ("too small to matter", "无实质变化"),
            Self::NotClear => ("not clear", "尚不明确"),
        };
        language.pick(english, chinese)
    }

    /// The word of `--json` and `differences.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Up => "up",
            Self::Down => "down",
            Self::TooSmall => "too_small",
            Self::NotClear => "not_clear",
        }
    }
}

/// Of pairs (or cities) that are tied but for a few, so many have to differ: with fewer even a sign test cannot distinguish
/// them from chance (all five on one side happens in one case of sixteen), and an interval built on a handful of rare events
/// is too narrow.
const FEWEST_THAT_DIFFER: u32 = 6;

impl Difference {
    /// On which side of the smallest change that matters it is.
    pub(super) fn side(&self) -> Side {
        let (low, high) = judged(self.difference, (self.low, self.high), self.constant);
        let side = judgement::side(low, high, self.matters);
        let rare = self.ties > 0 && self.differing < FEWEST_THAT_DIFFER;
        if rare && side != Side::Within { Side::Unclear } else { side }
    }

    /// Whether both are identical in every run: the policy does not touch the outcome at all.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.pairs > 0 && self.ties == self.pairs
    }

    /// Whether there is an interval.
    #[must_use]
    pub fn has_interval(&self) -> bool {
        !self.low.is_nan()
    }
}

/// What a difference shows: by the whole interval against the smallest change that matters.
#[must_use]
pub fn verdict(difference: &Difference) -> Verdict {
    match (difference.side(), difference.direction) {
        (Side::Unclear, _) => Verdict::NotClear,
        (Side::Within, _) => Verdict::TooSmall,
        (Side::Above, Direction::Neutral) => Verdict::Up,
        (Side::Below, Direction::Neutral) => Verdict::Down,
        (Side::Above, Direction::Up) | (Side::Below, Direction::Down) => Verdict::Better,
        (Side::Above, Direction::Down) | (Side::Below, Direction::Up) => Verdict::Worse,
    }
}

/// Of comparisons that are shown side by side: how many have an interval, which of them are decided, and which of these hold
/// all at once (Holm).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Together<'a> {
    /// Comparisons with an interval; those that are identical in every run are no question of chance.
    pub judged: usize,
    /// Decided: anything but not clear.
    pub decided: usize,
    /// Decided, but not all at once with the others.
    pub alone: Vec<&'a Difference>,
}

impl<'a> Together<'a> {
    /// Takes differences for `all` together.
    #[must_use]
    pub fn of(shown: impl Iterator<Item = &'a Difference>) -> Self {
        let judged: Vec<&Difference> = shown.filter(|d| d.has_interval() && !d.is_same()).collect();
        let rates: Vec<f64> = judged.iter().map(|d| d.error_rate).collect();
        let hold = judgement::together(&rates);
        let decided = |d: &&&Difference| verdict(d) != Verdict::NotClear;
        let alone = judged.iter().zip(hold).filter(|(d, hold)| decided(d) && !hold).map(|(d, _)| *d).collect();
        Self { judged: judged.len(), decided: judged.iter().filter(decided).count(), alone }
    }
}
