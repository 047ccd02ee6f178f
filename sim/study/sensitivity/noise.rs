//! Chance between replicates: how much of an output's variance no input makes.
//!
//! Sensitivity is an analysis of means over replicates. Two-way analysis of variance with random effects (Searle, Casella
//! & McCulloch 1992, doi 10.1002/9780470316856) splits the variance of a single run over points and replicates:
//!
//! - inputs: between points;
//! - common chance: replicates that are better or worse at every point alike, because they share their chance; it cancels
//!   from every difference between points;
//! - own chance: what is left, chance that strikes differently at different points. Divided by the number of replicates
//!   it is the noise in the means, and the bar that stands beside the inputs' bars.

use crate::compare::interval::{mean, variance};
use crate::study::statistics::{Estimate, RESAMPLES, bootstrap};

/// Where the variance of single runs comes from; shares sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Noise {
    /// Share between points.
    pub inputs: Estimate,
    /// Share of chance that all points have in common.
    pub common_chance: Estimate,
    /// Share of chance that points do not have in common.
    pub own_chance: Estimate,
    /// Share of the variance of the *means* that is own chance: what is left of it after averaging over replicates.
    pub chance_in_means: Estimate,
    /// Points at which every replicate is defined; the others do not count.
    pub points: usize,
}

/// Splits the variance of `values[point][replicate]`; replicate r has the same seed at every point. Intervals resample
/// points. All NaN for fewer than two points or replicates, or when nothing varies.
///
/// # Panics
///
/// When points differ in their number of replicates.
#[must_use]
pub fn noise(values: &[Vec<f64>], seed: u64) -> Noise {
    let replicates = values.first().map_or(0, Vec::len);
    assert!(values.iter().all(|runs| runs.len() == replicates), "as many replicates at every point");
    let whole: Vec<&Vec<f64>> = values.iter().filter(|runs| runs.iter().all(|value| value.is_finite())).collect();
    let estimates = bootstrap(whole.len(), RESAMPLES, seed, |at| {
        let rows: Vec<&Vec<f64>> = at.iter().map(|at| whole[*at]).collect();
        components(&rows, replicates).to_vec()
    });
    let [inputs, common_chance, own_chance, chance_in_means] = estimates[..] else { unreachable!("four statistics") };
    Noise { inputs, common_chance, own_chance, chance_in_means, points: whole.len() }
}

/// Estimates from mean squares, negative ones taken as zero.
fn components(rows: &[&Vec<f64>], replicates: usize) -> [f64; 4] {
    if rows.len() < 2 || replicates < 2 {
        return [f64::NAN; 4];
    }
    let (n, m) = (rows.len() as f64, replicates as f64);
    let of_points: Vec<f64> = rows.iter().map(|runs| mean(runs)).collect();
    let of_replicates: Vec<f64> = (0..replicates).map(|r| rows.iter().map(|runs| runs[r]).sum::<f64>() / n).collect();
    let centre = mean(&of_points);
    let residual = |(point, runs): (usize, &&Vec<f64>)| -> f64 {
        let rest = |(r, value): (usize, &f64)| value - of_points[point] - of_replicates[r] + centre;
        runs.iter().enumerate().map(rest).map(|rest| rest * rest).sum()
    };
    let own = rows.iter().enumerate().map(residual).sum::<f64>() / ((n - 1.0) * (m - 1.0));
    let between = variance(&of_points);
    let inputs = (between - own / m).max(0.0);
    let common = (variance(&of_replicates) - own / n).max(0.0);
    let total = inputs + common + own;
    [inputs / total, common / total, own / total, own / m / (inputs + own / m)]
}
