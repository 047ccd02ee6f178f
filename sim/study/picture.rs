//! What figures can be drawn of findings: kinds of pictures, each with all that it needs, whatever the method.

use super::goals::{Objective, Robust};
use super::measure::Measure;
use super::methods::claims::asked::Claims;
use super::methods::claims::judge::Judged;
use super::methods::claims::plausible::Scores;
use super::methods::dose_response::judge::Doses;
use super::methods::outcome_correlations::agreement::Agreement;
use super::methods::trial::assess::Trial;
use super::methods::trial::plan::Plan;
use crate::statistics::abc::Posterior;
use crate::statistics::prim::Discovery;

/// How the measures of factors are tabled and drawn.
#[derive(Debug)]
pub struct Style {
    /// The measures that are drawn; factors are ranked by the last.
    pub measures: &'static [&'static str],
    /// What the measures are in.
    pub scale: Scale,
    /// Headings of the columns of text in English and Chinese.
    pub columns: &'static [(&'static str, &'static str)],
    /// How the columns are to be read.
    pub explained: (&'static str, &'static str),
    /// What is drawn.
    pub drawn: (&'static str, &'static str),
}

impl Style {
    /// The measure by which factors are ranked.
    #[must_use]
    pub fn leading(&self) -> &'static str {
        self.measures.last().copied().unwrap_or_default()
    }
}

/// What measures of factors are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The unit of the quantity.
    Unit,
    /// Shares of its variance.
    Variance,
    /// Correlations.
    Correlation,
}

/// A picture of findings.
pub enum Picture<'a> {
    /// What factors do to every quantity, the strongest first.
    Effects {
        /// How it is drawn.
        style: &'static Style,
        /// The measures.
        measures: &'a [Measure],
        /// Whether mean size and spread are drawn against each other as well.
        screened: bool,
        /// The levels of each factor, where points are all their combinations.
        levels: Option<Vec<Vec<f64>>>,
    },
    /// What is left of the range of each assumption.
    Posterior(&'a Posterior),
    /// Where in the assumptions something holds; whether it does, point by point.
    Region(&'a Discovery, &'a [bool]),
    /// Points in the plane of two objectives, with those that none betters.
    Front(&'a [Objective], &'a [usize]),
    /// How far scenarios fall behind the best of each world.
    Regret(&'a [Robust]),
    /// Contrasts of claims, and the page about them.
    Claims(&'a Claims, &'a [Judged], Option<&'a Scores>),
    /// Responses to levers by step, and the page about them.
    Doses(&'a Doses),
    /// Correlations between outcomes as matrices, and the page about them.
    Agreement(&'a [Agreement]),
    /// Bias and power of the evaluators of a trial.
    Trial(&'a Trial, &'a Plan),
}
