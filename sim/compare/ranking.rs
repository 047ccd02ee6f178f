//! Which scenario would whom suit? Ranks over all weights, regret, dominance.
//!
//! Whoever prefers one of several scenarios weighs outcomes against each other, and people weigh differently. Stochastic
//! multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen 1998, *European Journal of Operational Research*
//! 106:137–143) therefore asks for which share of all weights a scenario comes first, second, … : weights are drawn evenly
//! from all that sum to 1, and with each draw a replicate, so that chance inside the model counts as well.
//!
//! What counts are the domains of the headline outcomes, each once: several outcomes of a domain often go together, and
//! counting each would weigh one matter many times. In a domain its outcomes count the same. The scale of an outcome is fixed:
//! one step is the smallest change that matters (declared, or set in the baseline's `[matters]`), more steps are better, and 0
//! is the baseline's mean. So what a scenario scores does not depend on which others run beside it; were the scale that from the
//! worst to the best of those shown, one more scenario could turn the ranks of the others. Outcomes that are asked for by
//! weights count by themselves. Outcomes without a better side, or undefined in some run, do not count.
//!
//! The regret of a scenario in a replicate is how many steps its weighted score lies below the best one's; the largest over
//! replicates is what one risks, and minimax regret is the scenario that risks least (Savage 1951, *Journal of the American
//! Statistical Association* 46:55–67). A scenario is dominated when another's mean is at least as good in every domain and in
//! at least one the whole paired interval is a step or more.

use crate::outcomes::{Direction, HEADLINES, outcome_kind};
use crate::random::{Purpose, Stream, exponential};
use crate::results::{Results, RunRecord};
use crate::statistics::interval::{self, LEVEL, Sampled};
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
    /// Mean score at the given weights, in steps of the smallest change that matters above the baseline's mean.
    pub score: f64,
    /// Largest regret over replicates at the given weights, in the same steps.
    pub regret: f64,
    /// Name of a scenario that dominates it.
    pub dominated_by: Option<String>,
}

/// How all scenarios stand.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// The domains (or, where weights name them, the outcomes) that count, with the given weights; they sum to 1.
    pub criteria: Vec<(&'static str, f64)>,
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

/// What counts by itself, in steps: `values[scenario][replicate]`.
struct Criterion {
    name: &'static str,
    values: Vec<Vec<f64>>,
    /// Replicates in a row that are in one city.
    together: usize,
}

impl Criterion {
    /// The mean of several outcomes, each in its own steps; `None` where none of them counts.
    fn of(results: &Results, name: &'static str, outcomes: &[&str]) -> Option<Self> {
        let counted: Vec<Vec<Vec<f64>>> = outcomes.iter().filter_map(|outcome| steps(results, outcome)).collect();
        let count = counted.len() as f64;
        let (scenarios, replicates) = (results.runs.len(), results.replicates as usize);
        let mean = |s: usize, r: usize| counted.iter().map(|values| values[s][r]).sum::<f64>() / count;
        let values = (0..scenarios).map(|s| (0..replicates).map(|r| mean(s, r)).collect()).collect();
        (count > 0.0).then_some(Self { name, values, together: results.replicates_together() })
    }

    fn mean(&self, scenario: usize) -> f64 {
        interval::mean(&self.values[scenario])
    }

    /// Whether any scenario differs from another in any run.
    fn differs(&self) -> bool {
        self.values
            .iter()
            .any(|values| values.iter().zip(&self.values[0]).any(|(own, first)| own.total_cmp(first).is_ne()))
    }

    /// Whether `better` is better than `worse` by a step or more, by its whole interval.
    fn clearly(&self, better: usize, worse: usize) -> bool {
        let pairs = self.values[better].iter().zip(&self.values[worse]);
        let differences: Vec<f64> = pairs.map(|(better, worse)| better - worse).collect();
        Sampled::of(&group_means(&differences, self.together), LEVEL).judged().0 >= 1.0
    }
}

/// An outcome in steps of the smallest change that matters above the baseline's mean, larger is better; `None` where it has no
/// better side or is undefined in some run.
fn steps(results: &Results, outcome: &str) -> Option<Vec<Vec<f64>>> {
    let kind = outcome_kind(outcome)?;
    let sign = match kind.direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
        Direction::Neutral => return None,
    };
    let baseline = results.baseline_index().unwrap_or(0);
    // A size of 0 asks for the sign of a difference alone; there is no scale in it.
    let own = results.scenarios[baseline].matters.get(kind.id).copied().filter(|least| *least > 0.0);
    let step = own.unwrap_or(kind.matters());
    let value = |run: &RunRecord| {
        let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == "all")?;
        row.value.is_finite().then_some(row.value)
    };
    let values: Vec<Vec<f64>> =
        results.runs.iter().map(|runs| runs.iter().map(value).collect()).collect::<Option<_>>()?;
    let from = interval::mean(&values[baseline]);
    let scaled = |value: f64| sign * (value - from) / step;
    Some(values.into_iter().map(|values| values.into_iter().map(scaled).collect()).collect())
}

/// The domains of the headline outcomes, in their order, each with its outcomes.
#[must_use]
pub fn domains() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut domains: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for kind in HEADLINES.into_iter().filter_map(outcome_kind) {
        match domains.iter_mut().find(|(domain, _)| *domain == kind.domain) {
            Some((_, outcomes)) => outcomes.push(kind.id),
            None => domains.push((kind.domain, vec![kind.id])),
        }
    }
    domains
}

/// Ranks the scenarios of `results`. Without `weights` the domains of the headline outcomes count, all the same; weights name
/// outcomes and need not sum to 1. `None` where there is nothing to rank, or where scenarios cover different days.
#[must_use]
pub fn ranking(results: &Results, weights: &[(&'static str, f64)]) -> Option<Ranking> {
    let scenarios = results.runs.len();
    let of_one_length = results.scenarios.iter().all(|scenario| scenario.days == results.scenarios[0].days);
    if scenarios < 2 || results.replicates == 0 || !of_one_length {
        return None;
    }
    let asked: Vec<(&'static str, Vec<&'static str>, f64)> = if weights.is_empty() {
        domains().into_iter().map(|(domain, outcomes)| (domain, outcomes, 1.0)).collect()
    } else {
        weights.iter().map(|(outcome, weight)| (*outcome, vec![*outcome], *weight)).collect()
    };
    let counted: Vec<(Criterion, f64)> = asked
        .into_iter()
        .filter(|(.., weight)| *weight > 0.0)
        .filter_map(|(name, outcomes, weight)| Some((Criterion::of(results, name, &outcomes)?, weight)))
        .filter(|(criterion, _)| criterion.differs())
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
    let mut acceptability = Ranks::new(scenarios);
    let stream = Stream::new(results.seed, 0);
    for draw in 0..DRAWS {
        let uniform = |which: u32| stream.uniform(Purpose::Statistics, u64::from(draw), u32::MAX, which);
        // Exponential draws over their sum are spread evenly over all weights.
        let raw: Vec<f64> = (1..=criteria.len() as u32).map(|which| exponential(uniform(which))).collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|weight| weight / sum).collect();
        let replicate = ((uniform(0) * replicates as f64) as usize).min(replicates - 1);
        acceptability.add(&scores(&weights, replicate), 1.0 / f64::from(DRAWS));
    }
    let mut at_weights = Ranks::new(scenarios);
    let mut regret = vec![0.0_f64; scenarios];
    for replicate in 0..replicates {
        let scores = scores(&given, replicate);
        at_weights.add(&scores, 1.0 / replicates as f64);
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        regret.iter_mut().zip(&scores).for_each(|(regret, score)| *regret = regret.max(best - score));
    }
    let (acceptability, at_weights) = (acceptability.shares(), at_weights.shares());
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
        criteria: criteria.iter().zip(&given).map(|(c, weight)| (c.name, *weight)).collect(),
        standings: (0..scenarios).map(standing).collect(),
    })
}

/// Shares of ranks by scenario while they are added up: what begins and ends at a rank, so that ties of hundreds of scenarios
/// cost no more than their number.
struct Ranks {
    steps: Vec<Vec<f64>>,
}

impl Ranks {
    fn new(scenarios: usize) -> Self {
        Self { steps: vec![vec![0.0; scenarios + 1]; scenarios] }
    }

    /// Adds `share` at the ranks of `scores`; equals share their ranks evenly.
    fn add(&mut self, scores: &[f64], share: f64) {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let mut before = 0;
        for equals in order.chunk_by(|a, b| scores[*a].total_cmp(&scores[*b]).is_eq()) {
            for scenario in equals {
                self.steps[*scenario][before] += share / equals.len() as f64;
                self.steps[*scenario][before + equals.len()] -= share / equals.len() as f64;
            }
            before += equals.len();
        }
    }

    /// By scenario: the share at every rank.
    fn shares(self) -> Vec<Vec<f64>> {
        let of = |steps: Vec<f64>| {
            let mut sum = 0.0;
            let ranks = steps.len() - 1;
            let share = |step: f64| {
                sum += step;
                // What is taken away again leaves rounding behind.
                if sum > 1e-12 { sum } else { 0.0 }
            };
            steps.into_iter().take(ranks).map(share).collect()
        };
        self.steps.into_iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    /// Against a, b is 20 steps better in satisfaction (of 0.01) and c 20 steps worse; the shares of burnt-out workers are 4 and
    /// 8 times the smallest change apart.
    fn three() -> Results {
        let step = outcome_kind("burnout_share").unwrap().matters();
        let burnt = |steps: f64| [0.0, 0.01, -0.01, 0.0].map(|by| 0.5 + steps * step + by);
        made_up(
            &["a", "b", "c"],
            &[
                ("satisfaction", &[&[0.50, 0.51, 0.49, 0.50], &[0.70, 0.71, 0.69, 0.70], &[0.30, 0.31, 0.29, 0.30]]),
                ("burnout_share", &[&burnt(0.0), &burnt(-4.0), &burnt(-8.0)]),
            ],
        )
    }

    #[test]
    fn ranks_over_all_weights_and_dominance() {
        let ranking = ranking(&three(), &[]).unwrap();
        assert_eq!(ranking.criteria, [("service", 0.5), ("workforce", 0.5)]);
        let [a, b, c] = &ranking.standings[..] else { panic!() };
        // b scores 20 w + 4 (1 - w), c scores -20 w + 8 (1 - w): c is first below w = 1/11.
        assert!((b.acceptability[0] - 10.0 / 11.0).abs() < 0.02, "{ranking:?}");
        assert!((c.acceptability[0] - 1.0 / 11.0).abs() < 0.02);
        assert_eq!(a.dominated_by.as_deref(), Some("b"));
        assert_eq!((&b.dominated_by, &c.dominated_by), (&None, &None));
        for standing in &ranking.standings {
            assert!((standing.acceptability.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            assert!((standing.at_weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert_eq!(ranking.favourite().unwrap().scenario, "b");
        assert_eq!(ranking.least_regret().unwrap().scenario, "b");
        assert!(b.regret.abs() < 1e-12 && (b.score - 12.0).abs() < 1e-9 && a.score.abs() < 1e-9);
        assert!((c.regret - 18.0).abs() < 1e-9, "{c:?}");
    }

    #[test]
    fn the_scale_is_fixed_whichever_scenarios_are_shown() {
        let all = ranking(&three(), &[]).unwrap();
        let mut two = three();
        two.scenarios.truncate(2);
        two.runs.truncate(2);
        let two = ranking(&two, &[]).unwrap();
        assert!((two.standings[1].score - all.standings[1].score).abs() < 1e-12);
        // The baseline's own size of what matters is the step.
        let mut own = three();
        own.scenarios[0].matters.insert("satisfaction".to_owned(), 0.1);
        let own = ranking(&own, &[("satisfaction", 1.0)]).unwrap();
        assert!((own.standings[1].score - 2.0).abs() < 1e-9, "{own:?}");
    }

    #[test]
    fn outcomes_of_a_domain_count_once() {
        let domains = domains();
        let names: Vec<&str> = domains.iter().map(|(domain, _)| *domain).collect();
        assert_eq!(names, ["efficiency", "autonomy", "service", "workforce", "co-ordination", "equity", "cost"]);
        assert_eq!(domains.iter().map(|(_, outcomes)| outcomes.len()).sum::<usize>(), HEADLINES.len());
        let values: [&[f64]; 2] = [&[0.5, 0.5], &[0.6, 0.6]];
        let less: [&[f64]; 2] = [&[0.5, 0.5], &[0.4, 0.4]];
        let results = made_up(&["a", "b"], &[("satisfaction", &values), ("unreported_share", &less)]);
        let ranking = ranking(&results, &[]).unwrap();
        assert_eq!(ranking.criteria, [("service", 1.0)]);
        let steps = |outcome: &str| 0.1 / outcome_kind(outcome).unwrap().matters();
        let mean = 0.5 * (steps("satisfaction") + steps("unreported_share"));
        assert!((ranking.standings[1].score - mean).abs() < 1e-9);
    }

    #[test]
    fn given_weights_decide() {
        let ranking = ranking(&three(), &[("burnout_share", 99.0), ("satisfaction", 1.0)]).unwrap();
        assert!((ranking.standings[2].at_weights[0] - 1.0).abs() < 1e-12);
        assert_eq!(ranking.least_regret().unwrap().scenario, "c");
    }

    #[test]
    fn equals_share_ranks_and_what_does_not_differ_does_not_count() {
        let twins: [&[f64]; 3] = [&[0.5, 0.5], &[0.5, 0.5], &[0.1, 0.1]];
        let flat: [&[f64]; 3] = [&[0.1, 0.1]; 3];
        let results = made_up(&["a", "b", "c"], &[("satisfaction", &twins), ("burnout_share", &flat)]);
        let ranking = ranking(&results, &[]).unwrap();
        assert_eq!(ranking.criteria.len(), 1);
        assert!((ranking.standings[0].acceptability[0] - 0.5).abs() < 1e-9);
        assert!((ranking.standings[2].acceptability[2] - 1.0).abs() < 1e-9);
        assert_eq!(ranking.standings[0].dominated_by, None);
        let same: [&[f64]; 2] = [&[0.5], &[0.5]];
        assert!(super::ranking(&made_up(&["a", "b"], &[("satisfaction", &same)]), &[]).is_none());
    }
}
