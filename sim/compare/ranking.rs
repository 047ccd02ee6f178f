//! Which scenario would whom suit? Ranks over all weights, regret, dominance.
//!
//! Whoever prefers one of several scenarios weighs outcomes against each other, and people weigh differently. Stochastic
//! multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen 1998, *European Journal of Operational Research*
//! 106:137–143) therefore asks for which share of all weights a scenario comes first, second, … : weights are drawn evenly
//! from all that sum to 1, and with each draw a replicate, so that chance inside the model counts as well.
//!
//! An outcome counts on a scale from 0, the mean of the worst scenario, to 1, the mean of the best, and as more is better.
//! Outcomes without a better side, without effect, or undefined in a scenario do not count. The regret of a scenario in a
//! replicate is how far its weighted score lies below the best one's; the largest over replicates is what one risks, and
//! minimax regret is the scenario that risks least (Savage 1951, *Journal of the American Statistical Association*
//! 46:55–67). A scenario is dominated when another's mean is at least as good in every outcome and in at least one the
//! paired interval says so.

use crate::outcomes::{Direction, HEADLINES, outcome_kind};
use crate::random::{Purpose, Stream, exponential};
use crate::results::Results;
use crate::statistics::interval::{self, LEVEL};
use crate::statistics::nested::group_means;

/// Weights that are drawn.
const DRAWS: u32 = 10_000;

/// How one scenario stands among the others.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Standing {
    /// Name.
    pub scenario: String,
    /// By rank from the first: share of all weights that put it there.
    pub acceptability: Vec<f64>,
    /// By rank from the first: share of replicates that put it there at the given weights.
    pub at_weights: Vec<f64>,
    /// Mean score at the given weights, 0 to 1.
    pub score: f64,
    /// Largest regret over replicates at the given weights.
    pub regret: f64,
    /// Name of a scenario that dominates it.
    pub dominated_by: Option<String>,
}

/// How all scenarios stand.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// The outcomes that count, with the given weights; they sum to 1.
    pub outcomes: Vec<(&'static str, f64)>,
    /// By scenario.
    pub standings: Vec<Standing>,
}

impl Ranking {
    /// The scenario that comes first at the largest share of weights.
    #[must_use]
    pub fn favourite(&self) -> Option<&Standing> {
        // Of equals the one that was named first.
        self.standings.iter().rev().max_by(|a, b| a.acceptability[0].total_cmp(&b.acceptability[0]))
    }

    /// The scenario of minimax regret.
    #[must_use]
    pub fn least_regret(&self) -> Option<&Standing> {
        self.standings.iter().min_by(|a, b| a.regret.total_cmp(&b.regret))
    }
}

/// One outcome on its scale: `values[scenario][replicate]`.
struct Criterion {
    outcome: &'static str,
    values: Vec<Vec<f64>>,
    /// Replicates in a row that are in one city.
    together: usize,
}

impl Criterion {
    /// The outcome's values, larger is better; `None` where it does not count.
    fn of(results: &Results, outcome: &'static str) -> Option<Self> {
        let sign = match outcome_kind(outcome)?.direction {
            Direction::Up => 1.0,
            Direction::Down => -1.0,
            Direction::Neutral => return None,
        };
        let value = |run: &crate::results::RunRecord| {
            let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == "all")?;
            Some(sign * row.value)
        };
        let values: Vec<Vec<f64>> =
            results.runs.iter().map(|runs| runs.iter().map(value).collect()).collect::<Option<_>>()?;
        let means: Vec<f64> = values.iter().map(|values| interval::mean(values)).collect();
        let best = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let worst = means.iter().copied().fold(f64::INFINITY, f64::min);
        // One undefined value leaves the mean undefined, and with it the scale.
        let counts = means.iter().all(|mean| mean.is_finite()) && best > worst;
        let scaled = |value: f64| (value - worst) / (best - worst);
        let values = values.into_iter().map(|values| values.into_iter().map(scaled).collect()).collect();
        counts.then_some(Self { outcome, values, together: results.replicates_together() })
    }

    fn mean(&self, scenario: usize) -> f64 {
        interval::mean(&self.values[scenario])
    }

    /// Whether `better` is better than `worse` beyond chance.
    fn clearly(&self, better: usize, worse: usize) -> bool {
        let pairs = self.values[better].iter().zip(&self.values[worse]);
        let differences: Vec<f64> = pairs.map(|(better, worse)| better - worse).collect();
        interval::interval(&group_means(&differences, self.together), LEVEL).0 > 0.0
    }
}

/// Ranks the scenarios of `results`. Without `weights` the headline outcomes count, all the same; weights name outcomes
/// and need not sum to 1. `None` where there is nothing to rank, or where scenarios cover different days.
#[must_use]
pub fn ranking(results: &Results, weights: &[(&'static str, f64)]) -> Option<Ranking> {
    let scenarios = results.runs.len();
    let of_one_length = results.scenarios.iter().all(|scenario| scenario.days == results.scenarios[0].days);
    if scenarios < 2 || results.replicates == 0 || !of_one_length {
        return None;
    }
    let asked: Vec<(&'static str, f64)> = if weights.is_empty() {
        HEADLINES.into_iter().map(|outcome| (outcome, 1.0)).collect()
    } else {
        weights.to_vec()
    };
    let counted: Vec<(Criterion, f64)> = asked
        .into_iter()
        .filter(|(_, weight)| *weight > 0.0)
        .filter_map(|(outcome, weight)| Some((Criterion::of(results, outcome)?, weight)))
        .collect();
    let total: f64 = counted.iter().map(|(_, weight)| weight).sum();
    if counted.is_empty() {
        return None;
    }
    let (criteria, given): (Vec<Criterion>, Vec<f64>) =
        counted.into_iter().map(|(criterion, weight)| (criterion, weight / total)).unzip();
    let score = |weights: &[f64], scenario: usize, replicate: usize| -> f64 {
        criteria.iter().zip(weights).map(|(c, weight)| weight * c.values[scenario][replicate]).sum()
    };
    let scores = |weights: &[f64], replicate: usize| -> Vec<f64> {
        (0..scenarios).map(|scenario| score(weights, scenario, replicate)).collect()
    };
    let replicates = results.replicates as usize;
    let mut acceptability = vec![vec![0.0; scenarios]; scenarios];
    let stream = Stream::new(results.seed, 0);
    for draw in 0..DRAWS {
        let uniform = |which: u32| stream.uniform(Purpose::Statistics, u64::from(draw), u32::MAX, which);
        // Exponential draws over their sum are spread evenly over all weights.
        let raw: Vec<f64> = (1..=criteria.len() as u32).map(|which| exponential(uniform(which))).collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|weight| weight / sum).collect();
        let replicate = ((uniform(0) * replicates as f64) as usize).min(replicates - 1);
        add_ranks(&mut acceptability, &scores(&weights, replicate), 1.0 / f64::from(DRAWS));
    }
    let mut at_weights = vec![vec![0.0; scenarios]; scenarios];
    let mut regret = vec![0.0_f64; scenarios];
    for replicate in 0..replicates {
        let scores = scores(&given, replicate);
        add_ranks(&mut at_weights, &scores, 1.0 / replicates as f64);
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        regret.iter_mut().zip(&scores).for_each(|(regret, score)| *regret = regret.max(best - score));
    }
    let dominates = |better: usize, worse: usize| {
        criteria.iter().all(|c| c.mean(better) >= c.mean(worse)) && criteria.iter().any(|c| c.clearly(better, worse))
    };
    let standing = |scenario: usize| Standing {
        scenario: results.scenarios[scenario].name.clone(),
        acceptability: acceptability[scenario].clone(),
        at_weights: at_weights[scenario].clone(),
        score: criteria.iter().zip(&given).map(|(c, weight)| weight * c.mean(scenario)).sum(),
        regret: regret[scenario],
        dominated_by: (0..scenarios)
            .find(|&other| other != scenario && dominates(other, scenario))
            .map(|other| results.scenarios[other].name.clone()),
    };
    Some(Ranking {
        outcomes: criteria.iter().zip(&given).map(|(c, weight)| (c.outcome, *weight)).collect(),
        standings: (0..scenarios).map(standing).collect(),
    })
}

/// Adds `share` at the ranks of `scores`; equals share their ranks evenly.
fn add_ranks(ranks: &mut [Vec<f64>], scores: &[f64], share: f64) {
    for (scenario, score) in scores.iter().enumerate() {
        let before = scores.iter().filter(|other| *other > score).count();
        let equal = scores.iter().filter(|other| other.total_cmp(score).is_eq()).count();
        for rank in &mut ranks[scenario][before..before + equal] {
            *rank += share / equal as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    /// Scenario b is best at skill, c at burnout, a is worse than b in both.
    fn three() -> Results {
        made_up(
            &["a", "b", "c"],
            &[
                ("satisfaction", &[&[0.50, 0.51, 0.49, 0.50], &[0.80, 0.81, 0.79, 0.80], &[0.30, 0.31, 0.29, 0.30]]),
                ("burnout_share", &[&[0.30, 0.31, 0.29, 0.30], &[0.20, 0.21, 0.19, 0.20], &[0.10, 0.11, 0.09, 0.10]]),
            ],
        )
    }

    #[test]
    fn ranks_over_all_weights_and_dominance() {
        let ranking = ranking(&three(), &[]).unwrap();
        assert_eq!(ranking.outcomes, [("satisfaction", 0.5), ("burnout_share", 0.5)]);
        let [a, b, c] = &ranking.standings[..] else { panic!() };
        // b scores w + (1 - w) / 2, c scores 1 - w: b is first from w = 1/3 on.
        assert!((b.acceptability[0] - 2.0 / 3.0).abs() < 0.02, "{ranking:?}");
        assert!((c.acceptability[0] - 1.0 / 3.0).abs() < 0.02);
        assert_eq!(a.dominated_by.as_deref(), Some("b"));
        assert_eq!((&b.dominated_by, &c.dominated_by), (&None, &None));
        for standing in &ranking.standings {
            assert!((standing.acceptability.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            assert!((standing.at_weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert_eq!(ranking.favourite().unwrap().scenario, "b");
        assert_eq!(ranking.least_regret().unwrap().scenario, "b");
        assert!(b.regret.abs() < 1e-12 && (b.score - 0.75).abs() < 1e-12);
    }

    #[test]
    fn given_weights_decide() {
        let ranking = ranking(&three(), &[("burnout_share", 9.0), ("satisfaction", 1.0)]).unwrap();
        assert!((ranking.standings[2].at_weights[0] - 1.0).abs() < 1e-12);
        assert_eq!(ranking.least_regret().unwrap().scenario, "c");
    }

    #[test]
    fn equals_share_ranks_and_what_does_not_differ_does_not_count() {
        let twins: [&[f64]; 3] = [&[0.5, 0.5], &[0.5, 0.5], &[0.1, 0.1]];
        let flat: [&[f64]; 3] = [&[0.1, 0.1]; 3];
        let results = made_up(&["a", "b", "c"], &[("satisfaction", &twins), ("burnout_share", &flat)]);
        let ranking = ranking(&results, &[]).unwrap();
        assert_eq!(ranking.outcomes.len(), 1);
        assert!((ranking.standings[0].acceptability[0] - 0.5).abs() < 1e-9);
        assert!((ranking.standings[2].acceptability[2] - 1.0).abs() < 1e-9);
        assert_eq!(ranking.standings[0].dominated_by, None);
        let same: [&[f64]; 2] = [&[0.5], &[0.5]];
        assert!(super::ranking(&made_up(&["a", "b"], &[("satisfaction", &same)]), &[]).is_none());
    }
}
