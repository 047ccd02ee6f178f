//! Approximate Bayesian computation: the parameters under which the model makes what was observed.
//!
//! Rejection (Pritchard, Seielstad, Perez-Lezaun & Feldman 1999, doi 10.1093/oxfordjournals.molbev.a026091): of many points
//! drawn from the prior, those whose summaries lie nearest to the observed ones are kept. Distances are Euclidean, each
//! summary over its median absolute deviation, so that none counts more for its unit. Local-linear adjustment (Beaumont,
//! Zhang & Balding 2002, doi 10.1093/genetics/162.4.2025) regresses the kept parameters on the summaries, weighted by
//! Epanechnikov's kernel, and moves each to where the observed summaries would put it; parameters with bounds are moved on
//! a logistic scale and so stay within them.
//!
//! A parameter of which the data say nothing keeps its prior: its shrinkage is near 1. Whatever the posterior, it holds
//! under this model, this prior and these summaries.

use crate::statistics::interval::variance;
use crate::statistics::quantile::quantile;

/// The shares at which quantiles are given.
pub const QUANTILES: [f64; 5] = [0.025, 0.25, 0.5, 0.75, 0.975];

/// A summary is within reach where at least one point in a hundred lies on either side of the observed one.
pub const REACHED: std::ops::RangeInclusive<f64> = 0.01..=0.99;

/// Whether kept parameters are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Kept as they were run, all of the same weight.
    None,
    /// Beaumont's regression.
    LocalLinear,
}

/// What is known of one parameter, in its unit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Marginal {
    /// Posterior mean.
    pub mean: f64,
    /// Posterior standard deviation.
    pub sd: f64,
    /// Posterior quantiles at [`QUANTILES`].
    pub quantiles: [f64; 5],
    /// Posterior over prior standard deviation: 1 where nothing was learnt, near 0 where nearly everything was.
    pub shrinkage: f64,
}

/// Points that could have made what was observed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Posterior {
    /// Indices of the kept points, nearest first.
    pub accepted: Vec<usize>,
    /// Their distances, in median absolute deviations.
    pub distances: Vec<f64>,
    /// Their weights; they sum to 1.
    pub weights: Vec<f64>,
    /// Their parameters after adjustment, `[kept][parameter]`.
    pub parameters: Vec<Vec<f64>>,
    /// By parameter.
    pub marginals: Vec<Marginal>,
    /// Scale of each summary: its median absolute deviation over all points, its standard deviation where that vanishes, 0
    /// where it does not vary and so does not count.
    pub scales: Vec<f64>,
    /// Share of all points whose summary lies below the observed one. Near 0 or 1 the model hardly reaches the data, and
    /// what is kept is only the nearest.
    pub observed_at: Vec<f64>,
    /// Points with all summaries defined, of which the kept ones were chosen.
    pub defined: usize,
}

impl Posterior {
    /// Whether the observed summaries can say anything of the parameters: points had to be chosen among, and at least one
    /// summary comes to either side of what was observed. Otherwise regression would carry beyond all points.
    #[must_use]
    pub fn informs(&self) -> bool {
        self.accepted.len() < self.defined && self.observed_at.iter().any(|below| REACHED.contains(below))
    }
}

/// Keeps the `keep` points nearest to `observed`.
///
/// `parameters[point][parameter]` are draws from the prior, `summaries[point][summary]` what came out; a point with an
/// undefined summary is never kept. `bounds[parameter]` may be infinite. `None` when fewer than two points are defined.
///
/// # Panics
///
/// When points, bounds or observations are not of one shape.
#[must_use]
pub fn abc(
    parameters: &[Vec<f64>],
    summaries: &[Vec<f64>],
    observed: &[f64],
    keep: usize,
    adjustment: Adjustment,
    bounds: &[(f64, f64)],
) -> Option<Posterior> {
    assert_eq!(parameters.len(), summaries.len(), "one row of summaries a point");
    assert!(parameters.iter().all(|point| point.len() == bounds.len()), "bounds for every parameter");
    assert!(summaries.iter().all(|point| point.len() == observed.len()), "an observation of every summary");
    let defined: Vec<usize> = (0..summaries.len()).filter(|at| summaries[*at].iter().all(|s| s.is_finite())).collect();
    if defined.len() < 2 {
        return None;
    }
    let column = |summary: usize| defined.iter().map(|at| summaries[*at][summary]).collect::<Vec<f64>>();
    let columns: Vec<Vec<f64>> = (0..observed.len()).map(column).collect();
    let scales: Vec<f64> = columns.iter().map(|column| scale(column)).collect();
    let below = |(column, observed): (&Vec<f64>, &f64)| {
        column.iter().filter(|value| *value < observed).count() as f64 / column.len() as f64
    };
    let observed_at = columns.iter().zip(observed).map(below).collect();
    // How far a point's summaries lie from the observed ones, in scales.
    let away = |at: usize| -> Vec<f64> {
        let pairs = summaries[at].iter().zip(observed).zip(&scales);
        pairs
            .filter(|(_, scale)| **scale > 0.0)
            .map(|((summary, observed), scale)| (summary - observed) / scale)
            .collect()
    };
    let distance = |at: usize| away(at).iter().map(|gap| gap * gap).sum::<f64>().sqrt();
    let mut ranked: Vec<(f64, usize)> = defined.iter().map(|at| (distance(*at), *at)).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    ranked.truncate(keep.max(2));
    let (distances, accepted): (Vec<f64>, Vec<usize>) = ranked.into_iter().unzip();
    let mut kept: Vec<Vec<f64>> = accepted.iter().map(|at| parameters[*at].clone()).collect();
    let mut weights = vec![1.0; accepted.len()];
    let reach = distances[distances.len() - 1];
    if adjustment == Adjustment::LocalLinear && reach > 0.0 {
        // The farthest point keeps a trace of weight, so that two are never one.
        let kernel = |distance: &f64| (1.0 - (distance / reach) * (distance / reach)).max(1e-9);
        weights = distances.iter().map(kernel).collect();
        let gaps: Vec<Vec<f64>> = accepted.iter().map(|at| away(*at)).collect();
        for (parameter, bounds) in bounds.iter().enumerate() {
            let free: Vec<f64> = kept.iter().map(|point| unbounded(point[parameter], *bounds)).collect();
            let slopes = slopes(&gaps, &free, &weights);
            for ((point, free), gaps) in kept.iter_mut().zip(free).zip(&gaps) {
                let moved = free - slopes.iter().zip(gaps).map(|(slope, gap)| slope * gap).sum::<f64>();
                point[parameter] = bounded(moved, *bounds);
            }
        }
    }
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    let marginal = |parameter: usize| {
        let values: Vec<f64> = kept.iter().map(|point| point[parameter]).collect();
        let prior: Vec<f64> = parameters.iter().map(|point| point[parameter]).collect();
        marginal(&values, &weights, &prior)
    };
    let marginals = (0..bounds.len()).map(marginal).collect();
    Some(Posterior {
        accepted,
        distances,
        weights,
        parameters: kept,
        marginals,
        scales,
        observed_at,
        defined: defined.len(),
    })
}

/// Quantiles at [`QUANTILES`] of what the kept points made, `[output]`, from `outputs[point][output]` of all points.
/// Undefined outputs do not count; all NaN where none is left.
#[must_use]
pub fn predictive(posterior: &Posterior, outputs: &[Vec<f64>]) -> Vec<[f64; 5]> {
    let count = outputs.first().map_or(0, Vec::len);
    let of = |output: usize| {
        let values: Vec<f64> = posterior.accepted.iter().map(|at| outputs[*at][output]).collect();
        QUANTILES.map(|p| weighted_quantile(&values, &posterior.weights, p))
    };
    (0..count).map(of).collect()
}

/// Median absolute deviation, else standard deviation.
fn scale(values: &[f64]) -> f64 {
    let centre = quantile(values, 0.5);
    let away: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    let scale = quantile(&away, 0.5);
    let scale = if scale > 0.0 { scale } else { variance(values).sqrt() };
    // What differs by rounding alone does not vary.
    if scale > centre.abs() * 1e-12 { scale } else { 0.0 }
}

fn marginal(values: &[f64], weights: &[f64], prior: &[f64]) -> Marginal {
    let pairs = || values.iter().zip(weights);
    let centre: f64 = pairs().map(|(value, weight)| value * weight).sum();
    let spread: f64 = pairs().map(|(value, weight)| weight * (value - centre) * (value - centre)).sum();
    // As many cases as weights are worth (Kish 1965), less one.
    let unbiased = 1.0 - weights.iter().map(|weight| weight * weight).sum::<f64>();
    let sd = (spread / unbiased).sqrt();
    let quantiles = QUANTILES.map(|p| weighted_quantile(values, weights, p));
    Marginal { mean: centre, sd, quantiles, shrinkage: sd / variance(prior).sqrt() }
}

/// The smallest value at or below which a share `p` of the weight lies; NaN without a defined value.
fn weighted_quantile(values: &[f64], weights: &[f64], p: f64) -> f64 {
    let mut pairs: Vec<(f64, f64)> =
        values.iter().copied().zip(weights.iter().copied()).filter(|(value, _)| !value.is_nan()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = pairs.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let reached = pairs.iter().find(|(_, weight)| {
        sum += weight;
        sum >= p * total
    });
    reached.or(pairs.last()).map_or(f64::NAN, |(value, _)| *value)
}

/// A bounded parameter on the logistic scale, one with a half-open range on the logarithmic one.
fn unbounded(value: f64, (low, high): (f64, f64)) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) if low < high => {
            // Ends are a whisker inside.
            let share = ((value - low) / (high - low)).clamp(1e-9, 1.0 - 1e-9);
            libm::log(share / (1.0 - share))
        }
        (true, false) => libm::log((value - low).max(1e-300)),
        (false, true) => -libm::log((high - value).max(1e-300)),
        _ => value,
    }
}

/// The way back.
fn bounded(free: f64, (low, high): (f64, f64)) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) if low < high => low + (high - low) / (1.0 + libm::exp(-free)),
        (true, false) => low + libm::exp(free),
        (false, true) => high - libm::exp(-free),
        _ => free,
    }
}

/// Slopes of the weighted regression of `values` on `gaps`, with an intercept.
///
/// Normal equations by elimination. A ridge of a millionth of the summaries' spread keeps them solvable where summaries
/// say the same.
fn slopes(gaps: &[Vec<f64>], values: &[f64], weights: &[f64]) -> Vec<f64> {
    let count = gaps[0].len();
    let total: f64 = weights.iter().sum();
    let centre = |of: &dyn Fn(usize) -> f64| weights.iter().enumerate().map(|(i, w)| w * of(i)).sum::<f64>() / total;
    let middle = centre(&|i| values[i]);
    let middles: Vec<f64> = (0..count).map(|k| centre(&|i| gaps[i][k])).collect();
    let product = |k: usize, other: &dyn Fn(usize) -> f64| centre(&|i| (gaps[i][k] - middles[k]) * other(i));
    let mut rows: Vec<Vec<f64>> = (0..count)
        .map(|k| {
            let mut row: Vec<f64> = (0..count).map(|l| product(k, &|i| gaps[i][l] - middles[l])).collect();
            row[k] += 1e-6 * row[k] + 1e-12;
            row.push(product(k, &|i| values[i] - middle));
            row
        })
        .collect();
    // The matrix is positive definite: no pivoting.
    for k in 0..count {
        let (done, rest) = rows.split_at_mut(k + 1);
        for row in rest {
            let factor = row[k] / done[k][k];
            row.iter_mut().zip(&done[k]).for_each(|(value, above)| *value -= factor * above);
        }
    }
    let mut slopes = vec![0.0; count];
    for k in (0..count).rev() {
        let known: f64 = (k + 1..count).map(|l| rows[k][l] * slopes[l]).sum();
        slopes[k] = (rows[k][count] - known) / rows[k][k];
    }
    slopes
}

#[cfg(test)]
mod tests;
