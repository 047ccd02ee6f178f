//! Every combination of levels: what each factor changes, and what two do together.

use super::effects::{self, Effects, Numbered};
use crate::statistics::designs::factorial;
use crate::statistics::estimate::Estimate;
use crate::study::asks::Asks;
use crate::study::kind::{Kind, Size};
use crate::study::measure::Measure;
use crate::study::picture::{Scale, Style};
use crate::study::read::complete::Complaints;
use crate::study::read::reading::Reading;
use crate::study::responses::Responses;
use crate::study::subject::{FactorIndex, Quantity, Subject};
use crate::study::words::Phrasing;

/// The method.
pub static KIND: Kind = Kind {
    word: "factorial",
    names: ("full factorial", "全因子试验"),
    design: &[Size::LEVELS],
    sections: &[],
    brings_outcomes: false,
    varies: true,
    tables: &[effects::TABLE],
    dictionary: effects::DICTIONARY,
};

/// A factorial.
#[derive(Clone, Debug)]
pub struct Factorial {
    /// Levels of a range.
    pub levels: u32,
}

impl Factorial {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading) -> Self {
        Self { levels: reading.size(Size::LEVELS, 2) }
    }

    fn levels(&self, subject: &Subject) -> Vec<Vec<f64>> {
        subject.factors.iter().map(|factor| factor.values(self.levels)).collect()
    }
}

impl Asks for Factorial {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        let levels = self.levels(subject);
        let counts: Vec<usize> = levels.iter().map(Vec::len).collect();
        let share =
            |(factor, level): (usize, &usize)| subject.factors[FactorIndex::at(factor)].share(levels[factor][*level]);
        factorial(&counts).iter().map(|run| run.iter().enumerate().map(share).collect()).collect()
    }

    fn points_at_most(&self, subject: &Subject) -> u64 {
        let counts = subject.factors.iter().map(|factor| factor.values(self.levels).len() as u64);
        counts.fold(1_u64, u64::saturating_mul)
    }

    fn complete(&self, _: &Subject, _: &mut Complaints) {}
}

impl Effects for Factorial {
    const STYLE: Style = Style {
        measures: &["main_effect"],
        scale: Scale::Unit,
        columns: &[("effect", "效应"), ("95% interval", "95%区间"), ("", "")],
        explained: (
            "Effect: what a factor changes from its first to its last value, on average over all combinations of the others.",
            "效应：某因素由首个取值变为末个取值时，在其他因素所有组合上的平均变化。",
        ),
        drawn: (
            "effect of each factor from its first to its last value, mean over the others; 95% intervals over runs",
            "各因素由首个取值变为末个取值的效应（对其他因素平均）；95%区间来自重复运行",
        ),
    };

    fn seed(&self) -> u32 {
        1
    }

    fn measures(&self, subject: &Subject, _: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
        contrasts(&self.levels(subject), responses, of)
    }

    fn cells<'m>(phrasing: &Phrasing, quantity: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        of("main_effect").map_or(Vec::new(), |m| {
            let [value, interval] = phrasing.change(quantity, m);
            vec![value, interval, phrasing.verdict(quantity, m).to_owned()]
        })
    }

    fn levels(&self, subject: &Subject) -> Option<Vec<Vec<f64>>> {
        Some(self.levels(subject))
    }
}

/// Main effects and interactions of two, in the quantity's unit, each with its interval over replicates.
///
/// A main effect is the mean over the points at the factor's last value less that over those at its first. An interaction
/// of two is what both do together beyond the sum of what each does alone: with a and b at first (0) or last value (1),
/// `y11 - y10 - y01 + y00`, meaned over all else.
fn contrasts(levels: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
    let factors = || (0..levels.len()).map(FactorIndex::at);
    let ends: Vec<(f64, f64)> = levels.iter().map(|values| (values[0], values[values.len() - 1])).collect();
    // -1 at the first value, 1 at the last, 0 between. Points hold the levels themselves.
    let side = |point: &[f64], factor: FactorIndex| {
        let (first, last) = ends[factor.index()];
        let is = |end: f64| i8::from(point[factor.index()].to_bits() == end.to_bits());
        f64::from(is(last) - is(first))
    };
    let rows: Vec<Vec<f64>> =
        (0..responses.points.len()).map(|point| responses.by_replicate(point, of.quantity)).collect();
    let estimate = |weight: &dyn Fn(&[f64]) -> f64, scale: f64| {
        let weights: Vec<f64> = responses.points.iter().map(|point| weight(point)).collect();
        let used = weights.iter().map(|weight| weight.abs()).sum::<f64>();
        let of_replicate = |replicate: usize| {
            let terms = weights.iter().zip(&rows).filter(|(weight, _)| **weight != 0.0);
            scale * terms.map(|(weight, row)| weight * row[replicate]).sum::<f64>() / used
        };
        let replicates = rows.first().map_or(0, Vec::len);
        let values: Vec<f64> = (0..replicates).map(of_replicate).filter(|value| !value.is_nan()).collect();
        // Sums of thousands of values that cancel leave rounding behind, which no interval knows.
        let largest = rows.iter().flatten().fold(0.0f64, |largest, value| largest.max(value.abs()));
        let values: Vec<f64> =
            values.into_iter().map(|value| if value.abs() < 1e-12 * largest { 0.0 } else { value }).collect();
        Estimate::of_mean(&values)
    };
    let mut measures = Vec::new();
    for a in factors() {
        // Half of the points weigh 1, half -1: their mean is half the difference.
        measures.push(of.measure(a, "main_effect", estimate(&|point| side(point, a), 2.0)));
    }
    for a in factors() {
        for b in factors().skip(a.index() + 1) {
            let together = estimate(&|point| side(point, a) * side(point, b), 4.0);
            measures.push(Measure { with: Some(b), ..of.measure(a, "interaction", together) });
        }
    }
    measures
}
