//! What a trial asks: which pilots, when they begin, and when evaluators look.

use std::ops::Range;

use super::choose::Selection;
use crate::units::MONTH_DAYS;
use crate::units::places::{Indexed, places};

/// What a trial study asks for. Days are whole months of 30 days.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// How communities are chosen.
    pub selections: Vec<Selection>,
    /// Numbers of communities that take part, rising.
    pub sizes: Vec<u32>,
    /// The communities that take part, where the study names them.
    pub named: Vec<String>,
    /// First day of the reform.
    pub day: u32,
    /// Days over which its levers move to their values.
    pub ramp_days: u32,
    /// Days before the reform that the evaluator looks at.
    pub before_days: u32,
    /// Days after it has begun at which the evaluator does not look yet.
    pub wait_days: u32,
    /// Days after those at which the evaluator looks.
    pub after_days: u32,
    /// What makes the best community: its number in [`super::panel::MEASURES`].
    pub best_by: usize,
    /// How much a standard deviation of activity and capability adds to the logit of volunteering.
    pub volunteer_slope: f64,
}

places! {
    /// A pilot in [`Plan::pilots`].
    PilotIndex(usize),
}

/// One pilot: how its communities are chosen, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pilot {
    /// How they are chosen.
    pub selection: Selection,
    /// How many.
    pub size: u32,
}

impl Plan {
    /// Every pilot: selection by selection, small ones first.
    #[must_use]
    pub fn pilots(&self) -> Indexed<PilotIndex, Pilot> {
        let of = |&selection| self.sizes.iter().map(move |&size| Pilot { selection, size });
        self.selections.iter().flat_map(of).collect()
    }

    /// The pilots that are reported in full: of the largest size that takes in at most half of the communities, or of the
    /// smallest size. Each with its number in [`Plan::pilots`].
    #[must_use]
    pub fn shown_pilots(&self, communities: u32) -> Vec<(PilotIndex, Pilot)> {
        let balanced = self.sizes.iter().rev().find(|size| **size <= communities / 2);
        let size = balanced.or(self.sizes.first());
        let pilots = self.pilots();
        let each = pilots.each().map(|(at, pilot)| (at, *pilot));
        each.filter(|(_, pilot)| Some(&pilot.size) == size).collect()
    }

    /// Days from day 0 to the end of the evaluation.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.day + self.wait_days + self.after_days
    }

    /// The months before the reform that the evaluator looks at, counted from day 0.
    #[must_use]
    pub fn before(&self) -> Range<usize> {
        months(self.day - self.before_days)..months(self.day)
    }

    /// The months after it, counted from the reform.
    #[must_use]
    pub fn after(&self) -> Range<usize> {
        months(self.wait_days)..months(self.wait_days + self.after_days)
    }
}

/// Whole months in so many days.
fn months(days: u32) -> usize {
    (days / MONTH_DAYS as u32) as usize
}
