//! Runs of scenarios at points, and what points gave: the common ground of all methods that vary something.

use super::apply;
use super::responses::Responses;
use super::runner::Runner;
use super::subject::{Combination, Quantity, QuantityIndex, Subject};
use crate::diagnostics::Diagnostic;
use crate::ensemble::Stopped;
use crate::scenario::Scenario;
use crate::statistics::estimate::Estimate;
use crate::statistics::interval::mean;
use crate::statistics::quantile::quantile;
use crate::statistics::sensitivity::noise::noise;
use crate::units::places::Indexed;

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

/// Scenarios with so many replicates of each.
pub struct Batch {
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// Runs of each.
    pub replicates: u32,
}

/// How a quantity spreads over the points of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The quantity.
    pub quantity: QuantityIndex,
    /// Mean over points.
    pub mean: f64,
    /// 5%, 50% and 95% of the points lie below.
    pub quantiles: [f64; 3],
    /// Share of the points, where it is defined, in which it is above 0.
    pub above_zero: f64,
    /// Points in which it is defined.
    pub points: u32,
}

/// The points of one combination and what they gave.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Points and what they gave.
    pub responses: Responses,
    /// How quantities spread over the points.
    pub spreads: Indexed<QuantityIndex, Spread>,
    /// By quantity: share of the variance over points that is chance of single runs; empty where nobody asked, and for one
    /// replicate.
    pub chance: Indexed<QuantityIndex, Estimate>,
}

impl Sample {
    /// Of the points of a search and of claims, which are no sample of anything.
    #[must_use]
    pub fn new(subject: &Subject, responses: Responses) -> Self {
        Self { spreads: spreads(&subject.quantities(), &responses), responses, chance: Indexed::default() }
    }

    /// With the share of the variance that is chance; `seed` is that of the design.
    #[must_use]
    pub fn with_chance(subject: &Subject, responses: Responses, seed: u32) -> Self {
        let mut sample = Self::new(subject, responses);
        if subject.replicates > 1 {
            let chance = |quantity: Quantity| {
                let of = |point| sample.responses.by_replicate(point, quantity);
                let values: Vec<Vec<f64>> = (0..sample.responses.points.len()).map(of).collect();
                noise(&values, u64::from(seed)).chance_in_means
            };
            sample.chance = subject.quantities().into_iter().map(chance).collect();
        }
        sample
    }
}

/// The points of shares of the factors' ranges.
#[must_use]
pub fn points(subject: &Subject, shares: &[Vec<f64>]) -> Vec<Vec<f64>> {
    shares.iter().map(|shares| apply::values(&subject.factors, shares)).collect()
}

/// The scenarios at the same points of every combination, each with the study's replicates.
///
/// # Errors
/// When a point is no scenario.
pub fn batch(subject: &Subject, shares: &[Vec<f64>]) -> Result<Batch, Failure> {
    let points = points(subject, shares);
    let of_combinations: Vec<(&Combination, &[Vec<f64>])> =
        subject.combinations.iter().map(|combination| (combination, &points[..])).collect();
    Ok(Batch { scenarios: scenarios(subject, &of_combinations)?, replicates: subject.replicates })
}

/// The scenarios at points of several combinations.
///
/// # Errors
/// When a point is no scenario.
pub fn scenarios(
    subject: &Subject,
    of_combinations: &[(&Combination, &[Vec<f64>])],
) -> Result<Vec<Scenario>, Box<Diagnostic>> {
    let mut scenarios = Vec::new();
    for (combination, points) in of_combinations {
        for point in *points {
            scenarios.extend(subject.at(combination, point)?);
        }
    }
    Ok(scenarios)
}

/// Runs points of several combinations at once.
///
/// # Errors
/// When it was stopped, a run could not be kept, or a point is no scenario.
pub fn evaluate(
    subject: &Subject,
    runner: &Runner,
    of_combinations: &[(&Combination, &[Vec<f64>])],
) -> Result<Vec<Responses>, Failure> {
    let scenarios = scenarios(subject, of_combinations)?;
    let mut runs = runner.run(&scenarios, runner.replicates, &subject.outcomes)?.into_iter();
    let each = subject.scenarios.len();
    let responses = of_combinations.iter().map(|(_, points)| Responses {
        points: points.to_vec(),
        values: points.iter().map(|_| runs.by_ref().take(each).collect()).collect(),
    });
    Ok(responses.collect())
}

/// Runs a design under every combination.
///
/// # Errors
/// As [`evaluate`].
pub fn sampled(subject: &Subject, runner: &Runner, shares: &[Vec<f64>]) -> Result<Vec<Responses>, Failure> {
    let points = points(subject, shares);
    let of_combinations: Vec<(&Combination, &[Vec<f64>])> =
        subject.combinations.iter().map(|combination| (combination, &points[..])).collect();
    evaluate(subject, runner, &of_combinations)
}

/// How every quantity spreads over the points.
fn spreads(quantities: &Indexed<QuantityIndex, Quantity>, responses: &Responses) -> Indexed<QuantityIndex, Spread> {
    let spread = |(index, quantity): (QuantityIndex, &Quantity)| {
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
    quantities.each().map(spread).collect()
}
