//! Virtual trials: a pilot is evaluated as an evaluator would do it, against the truth that only a simulator knows.
//!
//! On one day a reform begins in some communities, by a dated change as any scenario may have it. Who takes part is
//! decided on that day: at random, by volunteering, or the best first. An evaluator then sees the communities month by
//! month and estimates what the reform did: before against after, treated against untreated, or difference-in-differences.
//! The truth is the same world without the pilot: same seed, same bits until that day, and the same chance thereafter. It
//! has two sides, and both are told: what the pilot does to the communities that take part, and what to the others.
//! Evaluators are measured against the first.
//!
//! Nobody programmes a bias in. Volunteers and the best differ from the others before anything begins (selection); who
//! happened to be best on a day is less so later (regression to the mean; Galton 1886); the city drifts while the pilot runs;
//! and communities of a subdistrict share departments and an office, so that the untreated change as well
//! (interference; Hudgens & Halloran 2008, doi 10.1198/016214508000000292). Difference-in-differences takes the change of
//! the others off; where they change because of the pilot, that is part of its bias.

pub mod assess;
pub mod choose;
pub mod estimate;
pub mod live;
pub mod panel;
pub mod power;

use std::ops::Range;

pub use assess::Trial;
pub use choose::Selection;
pub use estimate::Estimator;

use crate::units::MONTH_DAYS;

/// What a trial study asks for. Days are whole months of 30 days.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// How communities are chosen.
    pub selections: Vec<Selection>,
    /// Numbers of communities that take part, rising.
    pub sizes: Vec<u32>,
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
    /// What makes the best community: its number in [`panel::MEASURES`].
    pub best_by: usize,
    /// How much a standard deviation of activity and capability adds to the logit of volunteering.
    pub volunteer_slope: f64,
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
    pub fn pilots(&self) -> Vec<Pilot> {
        let of = |&selection| self.sizes.iter().map(move |&size| Pilot { selection, size });
        self.selections.iter().flat_map(of).collect()
    }

    /// The pilots that are told in full: of the largest size that takes in at most half of the communities, or of the
    /// smallest size. Each with its number in [`Plan::pilots`].
    #[must_use]
    pub fn told(&self, communities: u32) -> Vec<(usize, Pilot)> {
        let balanced = self.sizes.iter().rev().find(|size| **size <= communities / 2);
        let size = balanced.or(self.sizes.first());
        self.pilots().into_iter().enumerate().filter(|(_, pilot)| Some(&pilot.size) == size).collect()
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
