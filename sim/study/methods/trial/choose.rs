//! Who takes part in a pilot, decided on its first day.
//!
//! Every rule ranks all communities, and a pilot of n takes the first n: a larger pilot of the same rule includes the
//! smaller one, so that sizes are compared on the same chance.

use crate::random::{Purpose, Stream, gumbel, unit};
use crate::statistics::interval::{mean, variance};

/// How the communities of a pilot are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Selection {
    /// By lot.
    AtRandom,
    /// Those that come forward: active and capable communities more likely.
    Volunteering,
    /// Those that look best on the day.
    BestFirst,
    /// Those that the study names.
    Named,
}

impl Selection {
    /// Every rule, by which a study that names no communities may choose.
    pub const ALL: [Self; 3] = [Self::AtRandom, Self::Volunteering, Self::BestFirst];

    /// Their words, in the same order.
    pub const WORDS: [&'static str; 3] = [Self::AtRandom.word(), Self::Volunteering.word(), Self::BestFirst.word()];

    /// The word of study files and tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtRandom => "at_random",
            Self::Volunteering => "volunteering",
            Self::BestFirst => "best_first",
            Self::Named => "named",
        }
    }

    /// What it is called in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::AtRandom => ("by lot", "随机抽取"),
            Self::Volunteering => ("as volunteers", "自愿报名"),
            Self::BestFirst => ("best first", "择优先行"),
            Self::Named => ("as named", "指定社区"),
        }
    }
}

/// What is known of the communities on the day on which a pilot is decided on; one value per community.
pub struct Known<'a> {
    /// What keys the draws of the community.
    pub keys: &'a [u64],
    /// Share of active residents.
    pub active: &'a [f64],
    /// Capability.
    pub capability: &'a [f64],
    /// What makes the best, the more the better.
    pub merit: &'a [f64],
    /// Whether the study names it.
    pub named: &'a [bool],
}

/// The key of the lot, apart from the draws of other methods.
const LOT: u32 = 7;

/// The communities in the order in which a pilot takes them.
///
/// By lot: by a keyed uniform. Volunteers: by `slope` × the mean of the standardised activity and capability, plus Gumbel
/// noise. That is a logit: of those still at home, each comes forward next with a probability proportional to
/// exp(slope × z) (Luce 1959; McFadden 1974). The best first: by merit, ties and undefined values by the lot. Named ones come
/// before the others.
#[must_use]
pub fn order(selection: Selection, known: &Known, slope: f64, stream: Stream) -> Vec<usize> {
    let lot =
        |community: usize| unit(stream.block(Purpose::Study, known.keys[community], LOT, 1 + selection as u32)[0]);
    let (active, capability) = (standardised(known.active), standardised(known.capability));
    let score = |community: usize| match selection {
        Selection::AtRandom => lot(community),
        Selection::Volunteering => slope * 0.5 * (active[community] + capability[community]) + gumbel(lot(community)),
        Selection::BestFirst => known.merit[community],
        Selection::Named => f64::from(u8::from(known.named[community])),
    };
    let communities = known.active.len();
    let scores: Vec<f64> =
        (0..communities).map(score).map(|s| if s.is_nan() { f64::NEG_INFINITY } else { s }).collect();
    let mut order: Vec<usize> = (0..communities).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(lot(*b).total_cmp(&lot(*a))));
    order
}

/// Values less their mean over their standard deviation; zeros where they do not vary.
fn standardised(values: &[f64]) -> Vec<f64> {
    let (centre, sd) = (mean(values), variance(values).sqrt());
    values.iter().map(|value| if sd > 0.0 { (value - centre) / sd } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_takes_whom_it_says() {
        let active: Vec<f64> = (0..40).map(|c| f64::from(c % 7)).collect();
        let merit: Vec<f64> = (0..40).map(|c| f64::from(c * 13 % 40)).collect();
        let keys: Vec<u64> = (0..40).collect();
        let known = Known { keys: &keys, active: &active, capability: &active, merit: &merit, named: &[false; 40] };
        let best = order(Selection::BestFirst, &known, 1.0, Stream::new(1, 0));
        assert!(best.windows(2).all(|pair| merit[pair[0]] > merit[pair[1]]));
        // Over many lots: everyone as often by lot, the active more often among volunteers.
        let mean_of_first = |selection, slope| {
            let first = |replicate| {
                let chosen = order(selection, &known, slope, Stream::new(1, replicate));
                chosen[..10].iter().map(|c| active[*c]).sum::<f64>() / 10.0
            };
            (0..2_000).map(first).sum::<f64>() / 2_000.0
        };
        // Mean activity 2.875; standard error of a mean of 2,000 lots of 10 of 40: about 0.012.
        assert!((mean_of_first(Selection::AtRandom, 1.0) - 2.875).abs() < 0.05);
        assert!((mean_of_first(Selection::Volunteering, 0.0) - 2.875).abs() < 0.05);
        assert!(mean_of_first(Selection::Volunteering, 1.0) > 3.8);
    }

    #[test]
    fn without_a_merit_the_lot_decides_and_everyone_has_a_place() {
        let merit = [f64::NAN, 1.0, f64::NAN, 1.0, 1.0];
        let known = Known {
            keys: &[0, 1, 2, 3, 4],
            active: &[0.0; 5],
            capability: &[0.0; 5],
            merit: &merit,
            named: &[false; 5],
        };
        for replicate in 0..5 {
            let mut order = order(Selection::BestFirst, &known, 1.0, Stream::new(3, replicate));
            assert!(order[3..].iter().all(|c| [0, 2].contains(c)), "{order:?}");
            order.sort_unstable();
            assert_eq!(order, [0, 1, 2, 3, 4]);
        }
    }
}
