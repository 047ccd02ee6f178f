//! One method each: the points of its design, and what it makes of their responses.

mod effects;
mod search;

pub(super) use effects::{correlation, ranks};

use super::carry_out::{Failure, Findings, Measure, Robust, evaluate, spreads};
use super::responses::Responses;
use super::runner::Runner;
use super::{Cross, Method, Quantity, Role, Study, apply, trial};
use crate::outcomes::Direction;
use crate::study::calibration::abc::{Adjustment, abc, predictive};
use crate::study::design::{factorial, latin_hypercube, scrambled_sobol};
use crate::study::discovery::prim::{Peeling, prim};
use crate::study::robustness::{Threshold, regrets, satisficing};
use crate::study::sensitivity::morris::{screen, trajectories};
use crate::study::sensitivity::noise::noise;
use crate::study::sensitivity::sobol::{indices, saltelli};
use crate::study::statistics::Estimate;

/// Points kept by a calibration at least, and their share of all.
const KEPT: (usize, f64) = (20, 0.1);

/// The points of a study's design as shares of the factors' ranges, `[point][factor]`; of a search, its first generation.
#[must_use]
pub fn design(study: &Study) -> Vec<Vec<f64>> {
    let (points, factors, seed) = (study.design.points as usize, study.factors.len(), study.design.seed);
    let levels = || study.factors.iter().map(|factor| factor.values(study.design.levels));
    match study.method {
        Method::Factorial => {
            let levels: Vec<Vec<f64>> = levels().collect();
            let counts: Vec<usize> = levels.iter().map(Vec::len).collect();
            let share = |(factor, level): (usize, &usize)| study.factors[factor].share(levels[factor][*level]);
            factorial(&counts).iter().map(|run| run.iter().enumerate().map(share).collect()).collect()
        }
        Method::Morris => {
            let counts: Vec<usize> = levels().map(|levels| levels.len()).collect();
            trajectories(&counts, study.design.trajectories as usize, seed)
        }
        Method::Sobol => saltelli(points, factors, seed),
        Method::SobolSequence | Method::Calibration => scrambled_sobol(points, factors, seed),
        Method::Search => search::first(study),
        // Nothing is varied.
        Method::Trial => vec![Vec::new()],
        Method::LatinHypercube | Method::Discovery | Method::Robustness | Method::Claims => {
            latin_hypercube(points, factors, seed)
        }
    }
}

/// Runs the design of a study, or its search, and analyses it; one [`Findings`] for each of [`Study::crosses`].
///
/// # Errors
/// When it was stopped or a point is no scenario.
pub fn carried_out(study: &Study, runner: &Runner) -> Result<Vec<Findings>, Failure> {
    if study.method == Method::Search {
        return study.crosses.iter().map(|cross| search::search(study, runner, cross)).collect();
    }
    if study.method == Method::Claims {
        return super::claims::carried_out(study, runner);
    }
    if study.method == Method::Trial {
        let tried = |cross| trial::assess::carried_out(study, runner, cross);
        let findings = |cross| Ok(Findings { trial: Some(tried(cross)?), ..Findings::default() });
        return study.crosses.iter().map(findings).collect();
    }
    let shares = design(study);
    let points: Vec<Vec<f64>> = shares.iter().map(|shares| apply::values(&study.factors, shares)).collect();
    let of_crosses: Vec<(&Cross, &[Vec<f64>])> = study.crosses.iter().map(|cross| (cross, &points[..])).collect();
    let responses = evaluate(study, runner, &of_crosses)?;
    Ok(responses.into_iter().map(|responses| findings(study, &shares, responses)).collect())
}

fn findings(study: &Study, shares: &[Vec<f64>], responses: Responses) -> Findings {
    let quantities = study.quantities();
    let mut findings = Findings { spreads: spreads(&quantities, &responses), ..Findings::default() };
    match study.method {
        Method::Calibration => calibrate(study, &responses, &mut findings),
        Method::Discovery => discover(study, &responses, &mut findings),
        Method::Robustness => compare(study, &responses, &mut findings),
        Method::Search | Method::Trial => {}
        _ => {
            for (index, quantity) in quantities.iter().enumerate() {
                findings.measures.extend(measures(study, shares, &responses, *quantity, index));
            }
        }
    }
    if study.replicates > 1 {
        let chance = |quantity: &Quantity| {
            let values: Vec<Vec<f64>> =
                (0..responses.points.len()).map(|point| responses.by_replicate(point, *quantity)).collect();
            noise(&values, study.design.seed).chance_in_means
        };
        findings.chance = quantities.iter().map(chance).collect();
    }
    findings.responses = responses;
    findings
}

/// What every factor does to one quantity.
fn measures(
    study: &Study,
    shares: &[Vec<f64>],
    responses: &Responses,
    quantity: Quantity,
    index: usize,
) -> Vec<Measure> {
    let means = responses.means(quantity);
    let seed = study.design.seed;
    let of = |factor: usize, kind: &'static str, estimate: Estimate| {
        let Estimate { value, low, high } = estimate;
        Measure { quantity: index, factor, with: None, kind, value, low, high }
    };
    let bare = |value: f64| Estimate { value, low: f64::NAN, high: f64::NAN };
    match study.method {
        Method::Factorial => effects::contrasts(study, responses, quantity, index),
        Method::Morris => {
            let screened = screen(shares, &means, study.design.resamples, seed);
            let each = screened.iter().enumerate().flat_map(|(factor, s)| {
                [of(factor, "mu_star", s.mu_star), of(factor, "mu", bare(s.mu)), of(factor, "sigma", bare(s.sigma))]
            });
            each.collect()
        }
        Method::Sobol => {
            let runs: Vec<_> = (0..means.len()).map(|point| responses.by_replicate(point, quantity)).collect();
            let indices = indices(&runs, study.factors.len(), seed);
            let each = indices.inputs.iter().enumerate();
            each.flat_map(|(factor, i)| [of(factor, "first", i.first), of(factor, "total", i.total)]).collect()
        }
        _ => {
            let estimates = effects::rank_correlations(&responses.points, &means, seed);
            estimates.into_iter().enumerate().map(|(factor, e)| of(factor, "rank_correlation", e)).collect()
        }
    }
}

/// What the targets say of the assumptions.
fn calibrate(study: &Study, responses: &Responses, findings: &mut Findings) {
    let of = |outcome: usize| responses.means(Quantity { scenario: 0, outcome, difference: false });
    let columns: Vec<Vec<f64>> = study.aims.iter().map(|aim| of(aim.outcome)).collect();
    let summaries: Vec<Vec<f64>> =
        (0..responses.points.len()).map(|point| columns.iter().map(|column| column[point]).collect()).collect();
    let observed: Vec<f64> = study.aims.iter().map(|aim| aim.value).collect();
    let bounds: Vec<(f64, f64)> = study.factors.iter().map(super::Factor::ends).collect();
    let keep = KEPT.0.max((KEPT.1 * summaries.len() as f64) as usize).min(summaries.len());
    let kept = |adjustment| abc(&responses.points, &summaries, &observed, keep, adjustment, &bounds);
    findings.posterior = kept(Adjustment::LocalLinear);
    if findings.posterior.as_ref().is_some_and(|posterior| !posterior.informs()) {
        findings.posterior = kept(Adjustment::None);
    }
    findings.predictive = findings.posterior.iter().flat_map(|posterior| predictive(posterior, &summaries)).collect();
}

/// Where in the assumptions the criterion holds.
fn discover(study: &Study, responses: &Responses, findings: &mut Findings) {
    let Some(criterion) = study.criterion else { return };
    let holds = |value: &f64| if criterion.below { *value < criterion.value } else { *value > criterion.value };
    let means = responses.means(criterion.quantity);
    let at: Vec<usize> = (0..means.len()).filter(|point| !means[*point].is_nan()).collect();
    // Where it is undefined it neither holds nor fails.
    let points: Vec<Vec<f64>> = at.iter().map(|point| responses.points[*point].clone()).collect();
    let labels: Vec<bool> = at.iter().map(|point| holds(&means[*point])).collect();
    if !labels.is_empty() {
        findings.discovery = prim(&points, &labels, Peeling::default(), study.design.seed);
    }
    findings.labels = labels;
}

/// Regrets and satisficing of the scenarios over the worlds.
fn compare(study: &Study, responses: &Responses, findings: &mut Findings) {
    let means = |scenario: usize, outcome: usize| responses.means(Quantity { scenario, outcome, difference: false });
    let policies = 0..study.scenarios.len();
    for (outcome, kind) in study.outcomes.iter().enumerate().filter(|(_, kind)| kind.direction != Direction::Neutral) {
        let values: Vec<Vec<f64>> = policies.clone().map(|policy| means(policy, outcome)).collect();
        for (scenario, regret) in regrets(&values, kind.direction == Direction::Up).into_iter().enumerate() {
            findings.robust.push(Robust { scenario, outcome, regret });
        }
    }
    if !study.bounds.is_empty() {
        let threshold = |bound: &super::Bound| {
            if bound.at_most { Threshold::AtMost(bound.value) } else { Threshold::AtLeast(bound.value) }
        };
        let thresholds: Vec<Threshold> = study.bounds.iter().map(threshold).collect();
        let of = |policy: usize| -> Vec<Vec<f64>> {
            let columns: Vec<Vec<f64>> = study.bounds.iter().map(|bound| means(policy, bound.outcome)).collect();
            (0..responses.points.len()).map(|world| columns.iter().map(|column| column[world]).collect()).collect()
        };
        findings.satisficing = satisficing(&policies.map(of).collect::<Vec<_>>(), &thresholds);
    }
}

impl Study {
    /// The factors of a role, with their numbers.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        (0..self.factors.len()).filter(move |factor| self.factors[*factor].role == role)
    }
}
