//! A sample of points over the whole range of every factor: with which factors a quantity goes. Two designs draw it, a
//! Latin hypercube and a scrambled Sobol' sequence; other methods draw their [`Points`] in the same way.

use super::correlations;
use super::effects::{self, Effects, Numbered};
use crate::statistics::designs::{latin_hypercube, scrambled_sobol};
use crate::study::asks::Asks;
use crate::study::kind::{Kind, Size};
use crate::study::measure::Measure;
use crate::study::picture::Style;
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::subject::{Quantity, Subject};
use crate::study::words::Phrasing;

/// The method with a Latin hypercube.
pub static LATIN_HYPERCUBE: Kind = kind("latin_hypercube", ("Latin hypercube", "拉丁超立方抽样"));
/// The method with a scrambled Sobol' sequence.
pub static SOBOL_SEQUENCE: Kind = kind("sobol_sequence", ("Sobol' sequence", "Sobol'序列抽样"));

const fn kind(word: &'static str, names: (&'static str, &'static str)) -> Kind {
    Kind {
        word,
        names,
        design: &Points::SIZES,
        sections: &[],
        brings_outcomes: false,
        varies: true,
        tables: &[effects::TABLE],
        dictionary: effects::DICTIONARY,
    }
}

/// How points are spread over the ranges of the factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// A Latin hypercube.
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    SobolSequence,
}

/// A sample of points: its design, size and seed.
#[derive(Clone, Debug)]
pub struct Points {
    /// The design.
    pub design: Design,
    /// Number of points.
    pub number: u32,
    /// Seed of the design.
    pub seed: u32,
}

impl Points {
    /// The keys of `[design]` that a sample has.
    pub const SIZES: [Size; 2] = [Size::POINTS, Size::SEED];

    /// What `[design]` asks; without a number, `usual` points.
    #[must_use]
    pub fn read(reading: &mut Reading, design: Design, usual: u32) -> Self {
        Self { design, number: reading.size(Size::POINTS, usual), seed: reading.size(Size::SEED, 1) }
    }

    /// The points as shares of the factors' ranges, `[point][factor]`.
    #[must_use]
    pub fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        let draw = match self.design {
            Design::LatinHypercube => latin_hypercube,
            Design::SobolSequence => scrambled_sobol,
        };
        draw(self.number as usize, subject.factors.len(), u64::from(self.seed))
    }

    /// Reports more factors than the design has dimensions.
    pub fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        if self.design == Design::SobolSequence {
            complaints.fits_sequence(subject, 1);
        }
    }
}

/// What is sampled.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// The points.
    pub points: Points,
}

impl Sampled {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading, design: Design) -> Self {
        Self { points: Points::read(reading, design, 100) }
    }
}

impl Asks for Sampled {
    fn kind(&self) -> &'static Kind {
        match self.points.design {
            Design::LatinHypercube => &LATIN_HYPERCUBE,
            Design::SobolSequence => &SOBOL_SEQUENCE,
        }
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        self.points.shares(subject)
    }

    fn points_at_most(&self, _: &Subject) -> u64 {
        u64::from(self.points.number)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        self.points.complete(subject, complaints);
    }
}

impl Effects for Sampled {
    const STYLE: Style = correlations::STYLE;

    fn seed(&self) -> u32 {
        self.points.seed
    }

    fn measures(&self, _: &Subject, _: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
        correlations::measures(responses, of, self.points.seed)
    }

    fn cells<'m>(phrasing: &Phrasing, _: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        correlations::cells(phrasing, of)
    }
}
