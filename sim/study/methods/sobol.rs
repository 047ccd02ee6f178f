//! Sobol' indices: which share of a quantity's variance each factor is behind, alone and in all.

use super::effects::{self, Effects, Numbered};
use crate::statistics::estimate::RESAMPLES;
use crate::statistics::sensitivity::sobol::{indices, saltelli};
use crate::study::asks::Asks;
use crate::study::kind::{Kind, Size};
use crate::study::measure::Measure;
use crate::study::picture::{Scale, Style};
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::subject::{FactorIndex, Quantity, Subject};
use crate::study::words::Phrasing;
use crate::table::figures;

/// The method.
pub static KIND: Kind = Kind {
    word: "sobol",
    names: ("Sobol' indices", "Sobol'方差分解"),
    design: &[Size::POINTS, Size::RESAMPLES, Size::SEED],
    sections: &[],
    brings_outcomes: false,
    varies: true,
    tables: &[effects::TABLE],
    dictionary: effects::DICTIONARY,
};

/// A decomposition of variance.
#[derive(Clone, Debug)]
pub struct Sobol {
    /// Base points: rows of the design.
    pub points: u32,
    /// Resamples behind intervals.
    pub resamples: u32,
    /// Seed of the design.
    pub seed: u32,
}

impl Sobol {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading) -> Self {
        Self {
            points: reading.size(Size::POINTS, 64),
            resamples: reading.size(Size::RESAMPLES, RESAMPLES),
            seed: reading.size(Size::SEED, 1),
        }
    }
}

impl Asks for Sobol {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        saltelli(self.points as usize, subject.factors.len(), u64::from(self.seed))
    }

    fn points_at_most(&self, subject: &Subject) -> u64 {
        u64::from(self.points) * (subject.factors.len() as u64 + 2)
    }

    fn complete(&self, subject: &Subject, complaints: &mut Complaints) {
        // Each row takes two coordinates a factor.
        complaints.fits_sequence(subject, 2);
    }
}

impl Effects for Sobol {
    const STYLE: Style = Style {
        measures: &["first", "total"],
        scale: Scale::Variance,
        columns: &[("alone", "单独"), ("95% interval", "95%区间"), ("in all", "总计"), ("95% interval", "95%区间")],
        explained: (
            "Alone: the share of the variance that would go if the factor were known. In all: the share in which it takes part, \
             also together with others. Indices are estimates: a small one may come out below zero, which means nothing but \
             that it is near zero; more points bring it there.",
            "单独：若该因素已知，可消除的方差比例；总计：该因素（含与其他因素的共同作用）所参与的方差比例。指数为估计值：很小的指数可能出现负值，只说明其接近零，增加设计点数后会趋于零。",
        ),
        drawn: (
            "share of the variance; 95% bootstrap intervals. An index below zero means that it is near zero",
            "方差占比；95%自助法区间。负值只说明指数接近零",
        ),
    };

    fn seed(&self) -> u32 {
        self.seed
    }

    fn measures(&self, subject: &Subject, _: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
        let points = 0..responses.points.len();
        let runs: Vec<_> = points.map(|point| responses.by_replicate(point, of.quantity)).collect();
        let indices = indices(&runs, subject.factors.len(), self.resamples, u64::from(self.seed));
        let each = indices.inputs.iter().enumerate();
        each.map(|(factor, i)| (FactorIndex::at(factor), i))
            .flat_map(|(factor, i)| [of.measure(factor, "first", i.first), of.measure(factor, "total", i.total)])
            .collect()
    }

    fn cells<'m>(phrasing: &Phrasing, _: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        let share = |value: f64| figures::value(value, "share");
        let both = ["first", "total"].into_iter().filter_map(of);
        both.flat_map(|m| [share(m.value), phrasing.ends(m.low, m.high, &share)]).collect()
    }
}
