//! What levers do: every step against the base, and the ends of the range against each other without single mechanisms.
//!
//! A step *rises* or *falls* when the whole 95% interval of its paired difference lies beyond the smallest size that matters,
//! as a claim holds (`study::contrast`). A lever has dozens of steps and outcomes, of which some would by chance; it *moves* an
//! outcome only if a step, or the highest against the lowest, does so with intervals so wide that those of all its steps and
//! outcomes hold at once (Bonferroni). Outcomes that the study names and all others are two families, each with half of the
//! error.

use super::asked::{Dose, DoseResponse, Plan, Step};
use crate::statistics::interval::LEVEL;
use crate::study::contrast::{Effect, Here, Matters};
use crate::study::fate::Without;
use crate::study::responses::Responses;
use crate::study::subject::{OutcomeIndex, Quantity, Subject};
use crate::units::places::Indexed;
use crate::words::Language;

/// What one step does to one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is the base.
    Base,
    /// Up, by more than matters.
    Rises,
    /// Down, by more than matters.
    Falls,
    /// Too little to matter.
    Small,
    /// Not clear.
    Unclear,
    /// The outcome is undefined.
    Undefined,
    /// The value does not go with the base, or the lever's mechanism is off.
    Refused,
}

impl Moved {
    fn of(effect: Effect, least: f64) -> Self {
        if effect.mean.is_nan() {
            return Self::Undefined;
        }
        match Here::of(effect, true, least) {
            Here::AsClaimed => Self::Rises,
            Here::Opposite => Self::Falls,
            Here::Little => Self::Small,
            Here::Unclear => Self::Unclear,
        }
    }

    /// Whether it is clear that it does something that matters.
    #[must_use]
    pub fn is_clear(self) -> bool {
        matches!(self, Self::Rises | Self::Falls)
    }

    /// The word of tables of data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Rises => "rises",
            Self::Falls => "falls",
            Self::Small => "small",
            Self::Unclear => "unclear",
            Self::Undefined => "undefined",
            Self::Refused => "refused",
        }
    }
}

/// One step and one outcome.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Cell {
    /// The difference to the base.
    pub effect: Effect,
    /// What that means.
    pub moved: Moved,
}

/// What a lever does to one outcome.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// The outcome.
    pub outcome: OutcomeIndex,
    /// Whether it is a cost, which a lever that is paid for moves whatever else it does.
    pub is_cost: bool,
    /// By step.
    pub cells: Vec<Cell>,
    /// Whether the study names it, or it is one of the others.
    pub is_named: bool,
    /// Whether some step moves it, all steps and outcomes of the lever taken together.
    pub moves: bool,
    /// From the lowest to the highest step.
    pub ends: Effect,
    /// The same without each mechanism; empty where the lever has not two steps, and for outcomes that are not named.
    pub without: Vec<Without>,
}

/// What a lever does.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lever {
    /// The lever and its steps.
    pub dose: Dose,
    /// By outcome.
    pub answers: Vec<Answer>,
}

/// What all levers do, and what was asked of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Doses {
    /// What was asked.
    pub asked: DoseResponse,
    /// In the order of the factors.
    pub levers: Vec<Lever>,
}

impl Doses {
    /// From what size on a change matters, by outcome.
    #[must_use]
    pub fn matters(&self) -> &Indexed<OutcomeIndex, Matters> {
        &self.asked.matters
    }
}

/// The verdict on a lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It moves at least one named outcome that is no cost.
    Moves,
    /// It moves at least one of the other outcomes that is no cost.
    MovesOthers,
    /// It costs, and moves nothing else that was looked at.
    CostAlone,
    /// Single steps are clear alone, but not with all steps and outcomes taken together.
    Faint,
    /// No step is clear, and not all are known to be small.
    NothingClear,
    /// All that it does is too small to matter.
    Nothing,
    /// Its mechanism is off in the base.
    Off,
    /// No other value goes with the base, or no outcome is defined.
    Untested,
}

impl Verdict {
    /// Every verdict, from what moves most to what moves nothing.
    pub const ALL: [Self; 8] = [
        Self::Moves,
        Self::MovesOthers,
        Self::CostAlone,
        Self::Faint,
        Self::NothingClear,
        Self::Nothing,
        Self::Off,
        Self::Untested,
    ];

    /// In words.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Moves => ("moves something", "有实质作用"),
            Self::MovesOthers => ("moves outcomes that do not headline", "对主要指标以外的指标有实质作用"),
            Self::CostAlone => ("moves nothing clearly but cost", "除成本外无明确作用"),
            Self::Faint => (
                "moves nothing clearly: single steps stand out, as some do by chance",
                "无明确作用：仅个别档位突出，可能出于偶然",
            ),
            Self::NothingClear => ("moves nothing beyond noise", "作用未超出随机波动"),
            Self::Nothing => ("moves nothing that matters", "无实质作用"),
            Self::Off => ("its mechanism is off", "所属机制未启用"),
            Self::Untested => ("could not be tested", "无法检验"),
        };
        language.pick(english, chinese)
    }

    /// The word of tables of data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Moves => "moves",
            Self::MovesOthers => "moves_others",
            Self::CostAlone => "cost_alone",
            Self::Faint => "faint",
            Self::NothingClear => "nothing_clear",
            Self::Nothing => "nothing",
            Self::Off => "mechanism_off",
            Self::Untested => "untested",
        }
    }
}

impl Lever {
    fn tried(&self) -> impl Iterator<Item = Moved> + '_ {
        let apart = [Moved::Base, Moved::Undefined, Moved::Refused];
        let cells = self.answers.iter().flat_map(|answer| &answer.cells).map(|cell| cell.moved);
        cells.filter(move |moved| !apart.contains(moved))
    }

    /// Steps of all outcomes that are clear alone, and of how many.
    #[must_use]
    pub fn clear(&self) -> (usize, usize) {
        (self.tried().filter(|moved| moved.is_clear()).count(), self.tried().count())
    }

    /// What it does, all in all.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.dose.is_off() {
            Verdict::Off
        } else if self.tried().next().is_none() {
            Verdict::Untested
        } else if self.answers.iter().any(|answer| answer.moves && answer.is_named && !answer.is_cost) {
            Verdict::Moves
        } else if self.answers.iter().any(|answer| answer.moves && !answer.is_cost) {
            Verdict::MovesOthers
        } else if self.answers.iter().any(|answer| answer.moves) {
            Verdict::CostAlone
        } else if self.clear().0 > 0 {
            Verdict::Faint
        } else if self.tried().all(|moved| moved == Moved::Small) {
            Verdict::Nothing
        } else {
            Verdict::NothingClear
        }
    }
}

/// Differences between two points of a combination, replicate by replicate; NaN where a side is undefined.
fn difference(given: &Responses, [from, to]: [usize; 2], outcome: OutcomeIndex) -> Vec<f64> {
    let of = |point: usize| given.by_replicate(point, Quantity::of(outcome));
    of(to).into_iter().zip(of(from)).map(|(to, from)| to - from).collect()
}

/// Judges all levers by what the combinations gave: the base world first.
pub(super) fn judge(asked: &DoseResponse, subject: &Subject, plan: Plan, all: &[Responses]) -> Doses {
    let lever = |dose: Dose| {
        // The highest step against the lowest is one more.
        let steps = 1 + dose.steps.iter().filter(|step| step.point.is_some_and(|point| point > 0)).count();
        let others = subject.outcomes.len() - asked.named;
        let families = if others > 0 { 2.0 } else { 1.0 };
        let at_once = |family: usize| 1.0 - (1.0 - LEVEL) / families / (steps * family).max(1) as f64;
        let answer = |outcome: OutcomeIndex| {
            let is_named = outcome.index() < asked.named;
            let level = at_once(if is_named { asked.named } else { others });
            let combinations = if is_named { all } else { &all[..1] };
            let is_cost = subject.outcomes[outcome].domain == "cost";
            Answer { is_cost, is_named, ..answer(asked, &dose, outcome, combinations, level) }
        };
        let answers = subject.outcomes.places().map(answer).collect();
        Lever { dose, answers }
    };
    Doses { asked: asked.clone(), levers: plan.doses.into_iter().map(lever).collect() }
}

fn answer(asked: &DoseResponse, dose: &Dose, outcome: OutcomeIndex, all: &[Responses], at_once: f64) -> Answer {
    let least = asked.matters[outcome].least;
    let to_base = |point: usize| difference(&all[0], [0, point], outcome);
    let cell = |step: &Step| match step.point {
        None => Cell { effect: Effect::UNDEFINED, moved: Moved::Refused },
        Some(0) => Cell { effect: Effect { mean: 0.0, constant: true, ..Effect::UNDEFINED }, moved: Moved::Base },
        Some(point) => {
            let effect = Effect::of(&to_base(point), LEVEL);
            Cell { effect, moved: Moved::of(effect, least) }
        }
    };
    let cells: Vec<Cell> = dose.steps.iter().map(cell).collect();
    let others = dose.steps.iter().filter_map(|step| step.point).filter(|point| *point > 0);
    let between = dose.end_points().map(|ends| difference(&all[0], ends, outcome)).unwrap_or_default();
    let moves = others
        .map(to_base)
        .chain([between.clone()])
        .any(|differences| Moved::of(Effect::of(&differences, at_once), least).is_clear());
    let without = |given: &Responses| {
        let at = dose.ends_at?;
        Some(Without::of(&between, &difference(given, [at, at + 1], outcome)))
    };
    Answer {
        outcome,
        is_cost: false,
        is_named: true,
        cells,
        moves,
        ends: Effect::of(&between, LEVEL),
        without: all[1..].iter().filter_map(without).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lever(moved: &[Moved], moves: bool) -> Lever {
        let effect = Effect { mean: 0.0, constant: true, ..Effect::UNDEFINED };
        let cells = moved.iter().map(|moved| Cell { effect, moved: *moved }).collect();
        let answer = Answer {
            outcome: OutcomeIndex::at(0),
            is_cost: false,
            is_named: true,
            cells,
            moves,
            ends: effect,
            without: Vec::new(),
        };
        let factor = crate::study::subject::FactorIndex::at(0);
        Lever { dose: Dose { factor, mechanism: None, steps: Vec::new(), ends_at: None }, answers: vec![answer] }
    }

    #[test]
    fn a_lever_is_dead_when_all_that_it_does_is_small() {
        use Moved::{Base, Falls, Refused, Small, Unclear, Undefined};
        for (moved, moves, verdict) in [
            (&[Small, Base, Small, Refused][..], false, Verdict::Nothing),
            (&[Small, Base, Unclear], false, Verdict::NothingClear),
            (&[Small, Base, Falls], false, Verdict::Faint),
            (&[Small, Base, Falls], true, Verdict::Moves),
            (&[Base, Undefined, Refused], false, Verdict::Untested),
        ] {
            assert_eq!(lever(moved, moves).verdict(), verdict, "{moved:?}");
        }
        let mut costs = lever(&[Base, Falls], true);
        costs.answers[0].is_cost = true;
        assert_eq!(costs.verdict(), Verdict::CostAlone);
        let mut others = lever(&[Base, Falls], true);
        others.answers[0].is_named = false;
        assert_eq!(others.verdict(), Verdict::MovesOthers);
        let mut off = lever(&[Base, Refused], false);
        off.dose.mechanism = Some(("takeover", false));
        assert_eq!(off.verdict(), Verdict::Off);
    }

    #[test]
    fn words_of_a_step_need_the_whole_interval() {
        let of = |low, high| Moved::of(Effect::between(f64::midpoint(low, high), low, high), 0.1);
        assert_eq!(
            [of(0.11, 0.3), of(-0.3, -0.11), of(0.05, 0.3), of(-0.02, 0.09)],
            [Moved::Rises, Moved::Falls, Moved::Unclear, Moved::Small]
        );
        assert_eq!([of(f64::NAN, f64::NAN), of(0.0, 0.0)], [Moved::Undefined, Moved::Small]);
    }
}
