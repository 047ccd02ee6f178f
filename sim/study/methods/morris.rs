//! Morris screening: which factors matter at all, and whether what they do depends on the others.

use super::effects::{self, Effects, Numbered};
use crate::statistics::estimate::{Estimate, RESAMPLES};
use crate::statistics::sensitivity::morris::{screen, trajectories};
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

const TRAJECTORIES: Size = Size::new("trajectories", 2, 10_000);
const LEVELS: Size = Size::LEVELS.even("Morris steps over half of the levels: write 4 or 6");

/// The method.
pub static KIND: Kind = Kind {
    word: "morris",
    names: ("Morris screening", "Morris筛选"),
    design: &[TRAJECTORIES, LEVELS, Size::RESAMPLES, Size::SEED],
    sections: &[],
    brings_outcomes: false,
    varies: true,
    tables: &[effects::TABLE],
    dictionary: effects::DICTIONARY,
};

/// A screening.
#[derive(Clone, Debug)]
pub struct Morris {
    /// Trajectories through the levels.
    pub trajectories: u32,
    /// Levels of a range, an even number.
    pub levels: u32,
    /// Resamples behind intervals.
    pub resamples: u32,
    /// Seed of the design.
    pub seed: u32,
}

impl Morris {
    /// What a study file asks.
    #[must_use]
    pub fn read(reading: &mut Reading) -> Self {
        Self {
            trajectories: reading.size(TRAJECTORIES, 10),
            levels: reading.size(LEVELS, 4),
            resamples: reading.size(Size::RESAMPLES, RESAMPLES),
            seed: reading.size(Size::SEED, 1),
        }
    }
}

impl Asks for Morris {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn shares(&self, subject: &Subject) -> Vec<Vec<f64>> {
        let counts: Vec<usize> = subject.factors.iter().map(|factor| factor.values(self.levels).len()).collect();
        trajectories(&counts, self.trajectories as usize, u64::from(self.seed))
    }

    fn points_at_most(&self, subject: &Subject) -> u64 {
        u64::from(self.trajectories) * (subject.factors.len() as u64 + 1)
    }

    fn complete(&self, _: &Subject, _: &mut Complaints) {}
}

impl Effects for Morris {
    const STYLE: Style = Style {
        measures: &["mu_star"],
        scale: Scale::Unit,
        columns: &[("mean size", "平均影响"), ("95% interval", "95%区间"), ("with sign", "方向"), ("spread", "离散")],
        explained: (
            "Mean size: how much the quantity moves, either way, over the whole range of a factor (mu*). With sign: the mean of \
             the same moves. Spread (sigma): a spread as large as the mean size says that the effect depends on the other factors.",
            "平均影响（μ*）：某因素在其全部范围内变化时指标变动的平均幅度（不计方向）；方向（μ）：计正负的平均；离散（σ）：与平均影响相当时，说明该因素的作用取决于其他因素。",
        ),
        drawn: (
            "mean size of the effect over the whole range of each factor (mu*); 95% bootstrap intervals",
            "各因素在全部范围内的平均影响（μ*）；95%自助法区间",
        ),
    };

    fn seed(&self) -> u32 {
        self.seed
    }

    fn measures(&self, _: &Subject, shares: &[Vec<f64>], responses: &Responses, of: Numbered) -> Vec<Measure> {
        let bare = Estimate::bare;
        let screened = screen(shares, &responses.means(of.quantity), self.resamples, u64::from(self.seed));
        let each = screened.iter().enumerate().flat_map(|(factor, s)| {
            [("mu_star", s.mu_star), ("mu", bare(s.mu)), ("sigma", bare(s.sigma))]
                .map(|(kind, estimate)| of.measure(FactorIndex::at(factor), kind, estimate))
        });
        each.collect()
    }

    fn cells<'m>(phrasing: &Phrasing, quantity: Quantity, of: &dyn Fn(&str) -> Option<&'m Measure>) -> Vec<String> {
        // Sizes have no sign.
        let size = |text: String| text.replace('+', "");
        let mut cells = of("mu_star").map_or(Vec::new(), |m| phrasing.change(quantity, m).map(size).to_vec());
        cells.extend(of("mu").map(|m| phrasing.change(quantity, m)[0].clone()));
        let unit = phrasing.subject.outcomes[quantity.outcome].unit;
        let sigma = |m: &Measure| size(figures::end(m.value, unit, figures::decimals(unit, m.value, m.value)));
        cells.extend(of("sigma").map(sigma));
        cells
    }

    fn screened(&self) -> bool {
        true
    }
}
