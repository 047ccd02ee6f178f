//! A Latin hypercube: with which factors a quantity goes.

use super::correlations;
use super::effects::{self, Effects, Numbered};
use crate::statistics::designs::latin_hypercube;
use crate::study::asks::Asks;
use crate::study::kind::{Kind, Size};
use crate::study::measure::Measure;
use crate::study::picture::Style;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::subject::{Quantity, Subject};
use crate::study::words::Phrasing;

/// The method.
pub static KIND: Kind = Kind {
    word: "latin_hypercube",
    names: ("Latin hypercube", "拉丁超立方抽样"),
    design: &[Size::POINTS, Size::SEED],
    sections: &[],
    brings_outcomes: false,
    varies: true,
    tables: &[effects::TABLE],
    dictionary: effects::DICTIONARY,
};

/// A sample of points.
#[derive(Clone, Debug)]
pub struct LatinHypercube {
    /// Points.
    pub points: u32,
    /// Seed of the design.
    pub seed: u32,
}

impl LatinHypercube {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading) -> Self {
        Self { points: reading.size(Size::POINTS, 100), seed: reading.size(Size::SEED, 1) }
    }
}

impl Asks for LatinHypercube {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        latin_hypercube(self.points as usize, subject.factors.len(), u64::from(self.seed))
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        u64::from(self.points)
    }

    fn complete(&self, _: &Subject, _: &mut Complaints) {}
}

impl Effects for LatinHypercube {
    const STYLE: Style = correlations::STYLE;

    fn seed(&self) -> u32 {
        self.seed
    }

    fn measures(&self, _: &Subject, _: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
        correlations::measures(responses, of, self.seed)
    }

    fn cells<'m>(teller: &Phrasing, _: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        correlations::cells(teller, of)
    }
}
