//! What policies are judged by: objectives, bounds and regrets.

use crate::outcomes::Direction;
use crate::statistics::regret::Regret;
use crate::study::subject::OutcomeIndex;

/// What a search wants more or less of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Objective {
    /// Index among the outcomes.
    pub outcome: OutcomeIndex,
    /// Which way is better; never neutral.
    pub direction: Direction,
}

impl Objective {
    /// An outcome and which way it is better.
    #[must_use]
    pub fn new(outcome: OutcomeIndex, direction: Direction) -> Self {
        Self { outcome, direction }
    }
}

/// A bound on an outcome.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Index among the outcomes.
    pub outcome: OutcomeIndex,
    /// The bound.
    pub value: f64,
    /// Whether the outcome has to lie at or below it.
    pub at_most: bool,
}

/// What a scenario loses in an outcome against the best scenario of each world.
#[derive(Clone, Copy, Debug)]
pub struct Robust {
    /// The scenario.
    pub scenario: usize,
    /// Index among the outcomes.
    pub outcome: OutcomeIndex,
    /// The regret.
    pub regret: Regret,
}
