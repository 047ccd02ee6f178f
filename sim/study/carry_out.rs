//! From a study to its findings: points are chosen, lived through and analysed, cross by cross.

use std::collections::BTreeSet;

use super::responses::Responses;
use super::runner::{Load, Runner};
use super::{Cross, Method, Quantity, Study, apply, methods};
use crate::compare::interval::mean;
use crate::diagnostics::Diagnostic;
use crate::ensemble::Stopped;
use crate::results::canonical_hash;
use crate::scenario::Scenario;
use crate::study::calibration::abc::Posterior;
use crate::study::discovery::prim::Discovery;
use crate::study::robustness::Regret;
use crate::study::statistics::{Estimate, quantile};
use crate::study::trial::Trial;
use crate::study::trial::live::Trying;

/// Why a study gave no findings.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// It was stopped, or something could not be kept.
    Stopped(Stopped),
    /// Values that do not go together.
    Input(Box<Diagnostic>),
}

impl From<Box<Diagnostic>> for Failure {
    fn from(problem: Box<Diagnostic>) -> Self {
        Self::Input(problem)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl From<Diagnostic> for Failure {
    fn from(problem: Diagnostic) -> Self {
        Self::Input(Box::new(problem))
    }
}

/// How a quantity spreads over the points of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The quantity.
    pub quantity: usize,
    /// Mean over points.
    pub mean: f64,
    /// 5%, 50% and 95% of the points lie below.
    pub quantiles: [f64; 3],
    /// Share of the points, where it is defined, in which it is above 0.
    pub above_zero: f64,
    /// Points in which it is defined.
    pub points: u32,
}

/// What one factor does to one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The quantity, by its number in [`Study::quantities`].
    pub quantity: usize,
    /// The factor.
    pub factor: usize,
    /// The other factor of an interaction.
    pub with: Option<usize>,
    /// Which measure, such as `first` or `mu_star`.
    pub kind: &'static str,
    /// The value.
    pub value: f64,
    /// Lower end of its 95% interval; NaN where there is none.
    pub low: f64,
    /// Upper end of its 95% interval; NaN where there is none.
    pub high: f64,
}

/// The findings under one combination of structural variants.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Points and what they gave.
    pub responses: Responses,
    /// How quantities spread over the points.
    pub spreads: Vec<Spread>,
    /// What factors do.
    pub measures: Vec<Measure>,
    /// By quantity: share of the variance over points that is chance of single runs; empty for one replicate.
    pub chance: Vec<Estimate>,
    /// What a calibration says of the assumptions, in the order of the factors.
    pub posterior: Option<Posterior>,
    /// Quantiles of what the kept points of a calibration made, by target.
    pub predictive: Vec<[f64; 5]>,
    /// Points of a search that nothing betters, by number.
    pub front: Vec<usize>,
    /// Whether the criterion of a discovery holds, by point.
    pub labels: Vec<bool>,
    /// Where it holds; `None` when it holds everywhere or nowhere.
    pub discovery: Option<Discovery>,
    /// Regrets by outcome and scenario.
    pub robust: Vec<Robust>,
    /// Share of worlds in which a scenario keeps all bounds, by scenario; empty without bounds.
    pub satisficing: Vec<f64>,
    /// What became of the claims; in the first cross of such a study.
    pub judged: Vec<super::claims::Judged>,
    /// What a trial found.
    pub trial: Option<Trial>,
}

/// What a scenario loses in an outcome against the best scenario of each world.
#[derive(Clone, Copy, Debug)]
pub struct Robust {
    /// The scenario.
    pub scenario: usize,
    /// Index among the outcomes.
    pub outcome: usize,
    /// The regret.
    pub regret: Regret,
}

/// Scenarios that are to be lived, with so many replicates of each; of a search, its first generation.
///
/// # Errors
/// When a point is no scenario.
fn batches(study: &Study) -> Result<Vec<(Vec<Scenario>, u32)>, Failure> {
    if study.method == Method::Claims {
        return super::claims::batches(study);
    }
    let points: Vec<Vec<f64>> =
        methods::design(study).iter().map(|shares| apply::values(&study.factors, shares)).collect();
    let of_crosses: Vec<(&Cross, &[Vec<f64>])> = study.crosses.iter().map(|cross| (cross, &points[..])).collect();
    Ok(vec![(scenarios(study, &of_crosses)?, study.replicates)])
}

/// What the points of the design would take; of a search, its first generation times their number.
///
/// # Errors
/// When a point is no scenario.
pub fn load(study: &Study, runner: &Runner) -> Result<Load, Failure> {
    let mut loads = Vec::new();
    if let Some(plan) = &study.trial {
        for cross in &study.crosses {
            loads.push(Trying::at(plan, study, cross)?.load(runner));
        }
    } else {
        for (scenarios, replicates) in batches(study)? {
            loads.push(runner.load(&scenarios, replicates));
        }
    }
    let times = if study.method == Method::Search { u64::from(study.design.generations) + 1 } else { 1 };
    let sum = |of: fn(&Load) -> u64| loads.iter().map(of).sum::<u64>();
    Ok(Load {
        units: sum(|load| load.units) * times,
        missing: sum(|load| load.missing) * times,
        worlds: sum(|load| load.worlds),
        resident_days: loads.iter().map(|load| load.resident_days).sum::<f64>() * times as f64,
    })
}

/// Lives through a design that does not depend on what comes out, or through the runner's shard of it; analyses nothing.
///
/// # Errors
/// When it was stopped, a run could not be kept, or a point is no scenario.
pub fn kept(study: &Study, runner: &Runner) -> Result<(), Failure> {
    if let Some(plan) = &study.trial {
        for cross in &study.crosses {
            Trying::at(plan, study, cross)?.run(runner)?;
        }
        return Ok(());
    }
    for (scenarios, replicates) in batches(study)? {
        runner.run(&scenarios, replicates, &[])?;
    }
    Ok(())
}

/// What identifies the runs that [`kept`] keeps, each once, with so many replicates of each.
///
/// # Errors
/// When a point is no scenario.
pub fn keys(study: &Study) -> Result<Vec<(Vec<String>, u32)>, Failure> {
    if let Some(plan) = &study.trial {
        let key = |cross| Ok(Trying::at(plan, study, cross)?.key().to_owned());
        let keys: Result<Vec<String>, Failure> = study.crosses.iter().map(key).collect();
        return Ok(vec![(keys?, study.replicates)]);
    }
    let distinct = |(scenarios, replicates): (Vec<Scenario>, u32)| {
        let keys: BTreeSet<String> = scenarios.iter().map(canonical_hash).collect();
        (keys.into_iter().collect(), replicates)
    };
    Ok(batches(study)?.into_iter().map(distinct).collect())
}

/// The scenarios at points of several crosses.
fn scenarios(study: &Study, of_crosses: &[(&Cross, &[Vec<f64>])]) -> Result<Vec<Scenario>, Box<Diagnostic>> {
    let mut scenarios = Vec::new();
    for (cross, points) in of_crosses {
        for point in *points {
            scenarios.extend(study.at(cross, point)?);
        }
    }
    Ok(scenarios)
}

/// Lives through points of several crosses at once.
///
/// # Errors
/// When it was stopped, a run could not be kept, or a point is no scenario.
pub fn evaluate(
    study: &Study,
    runner: &Runner,
    of_crosses: &[(&Cross, &[Vec<f64>])],
) -> Result<Vec<Responses>, Failure> {
    let scenarios = scenarios(study, of_crosses)?;
    let mut runs = runner.run(&scenarios, runner.replicates, &study.outcomes)?.into_iter();
    let each = study.scenarios.len();
    let responses = of_crosses.iter().map(|(_, points)| Responses {
        points: points.to_vec(),
        values: points.iter().map(|_| runs.by_ref().take(each).collect()).collect(),
    });
    Ok(responses.collect())
}

/// How every quantity spreads over the points.
#[must_use]
pub fn spreads(quantities: &[Quantity], responses: &Responses) -> Vec<Spread> {
    let spread = |(index, quantity): (usize, &Quantity)| {
        let defined: Vec<f64> = responses.means(*quantity).into_iter().filter(|value| !value.is_nan()).collect();
        let above = defined.iter().filter(|value| **value > 0.0).count() as f64;
        Spread {
            quantity: index,
            mean: mean(&defined),
            quantiles: [0.05, 0.5, 0.95].map(|share| quantile(&defined, share)),
            above_zero: above / defined.len() as f64,
            points: defined.len() as u32,
        }
    };
    quantities.iter().enumerate().map(spread).collect()
}
