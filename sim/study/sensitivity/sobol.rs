//! Variance-based sensitivity: what share of an output's variance an input makes, alone and with others.
//!
//! The design is Saltelli's (2002, doi 10.1016/S0010-4655(02)00280-1): two independent samples A and B, and for every input
//! i the sample AB_i, which is A with column i from B; n (d + 2) runs. First-order indices by Saltelli et al. (2010, doi
//! 10.1016/j.cpc.2009.09.018), total indices by Jansen (1999, doi 10.1016/S0010-4655(98)00154-4). A and B are the halves of
//! a scrambled Sobol' sequence of 2d dimensions, so that more rows under the same seed keep those that were run.
//!
//! Estimates of small indices scatter around zero, so some fall below it. That is no error, and it is not cut off: an
//! interval that holds zero says that the index cannot be told from none at this number of runs.

use crate::compare::interval::{mean, variance};
use crate::study::design::scrambled_sobol;
use crate::study::statistics::{Estimate, RESAMPLES, bootstrap};
use crate::words::Language;

/// What the interval of an index says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// The interval lies above zero.
    Present,
    /// The interval holds zero and the estimate is not negative.
    Unclear,
    /// The estimate is negative: noise around an index near zero.
    Negative,
    /// No index: the output does not vary, or too few rows are defined.
    Undefined,
}

impl Reading {
    /// What it means, for a reader.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Present => ("above zero", "大于零"),
            Self::Unclear => ("cannot be told from zero at this number of runs", "在现有运行次数下与零无法区分"),
            Self::Negative => (
                "estimate below zero: the true index is near zero, more runs bring it there",
                "估计值为负：真实指数接近零，增加运行次数后会趋于零",
            ),
            Self::Undefined => (
                "undefined: the output hardly varies, or too few runs have it",
                "无法计算：指标几乎不变，或有效运行太少",
            ),
        };
        language.pick(english, chinese)
    }
}

/// The reading of an index.
#[must_use]
pub fn reading(index: &Estimate) -> Reading {
    match index {
        index if index.value.is_nan() || index.low.is_nan() => Reading::Undefined,
        index if index.value < 0.0 => Reading::Negative,
        index if index.low > 0.0 => Reading::Present,
        _ => Reading::Unclear,
    }
}

/// Indices of one input, as shares of the output's variance.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Index {
    /// First order: the share that would go on average if the input were known.
    pub first: Estimate,
    /// Total: the share that would be left on average if all other inputs were known.
    pub total: Estimate,
}

/// Indices of all inputs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Indices {
    /// By input.
    pub inputs: Vec<Index>,
    /// Mean of the output over A and B.
    pub mean: f64,
    /// Variance of the output over A and B, in its unit squared.
    pub variance: f64,
    /// Share of variance that no input makes alone: 1 less the sum of the first-order indices.
    pub interactions: Estimate,
    /// Rows of the design in which every output is defined; the others do not count.
    pub rows: usize,
}

/// Saltelli's design of `rows` rows: `[rows * (d + 2)][d]` in the open unit cube, row by row A, AB_1 to AB_d, B.
///
/// Powers of two are the best numbers of rows. More rows begin with the same points.
///
/// # Panics
///
/// For more than half of [`DIMENSIONS`](crate::study::design::sobol_sequence::DIMENSIONS) inputs.
#[must_use]
pub fn saltelli(rows: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut points = Vec::with_capacity(rows * (dimensions + 2));
    for row in scrambled_sobol(rows, 2 * dimensions, seed) {
        let (a, b) = row.split_at(dimensions);
        points.push(a.to_vec());
        for i in 0..dimensions {
            let mut point = a.to_vec();
            point[i] = b[i];
            points.push(point);
        }
        points.push(b.to_vec());
    }
    points
}

/// Indices from the outputs at the points of [`saltelli`], with bootstrap intervals over rows.
///
/// `values[point]` may be NaN where the output is undefined; its whole row is then left out.
///
/// # Panics
///
/// When the values are not those of whole rows.
#[must_use]
pub fn indices(values: &[f64], dimensions: usize, seed: u64) -> Indices {
    assert!(values.len().is_multiple_of(dimensions + 2), "a row has d + 2 values");
    let whole = |row: &&[f64]| row.iter().all(|value| value.is_finite());
    let rows: Vec<&[f64]> = values.chunks(dimensions + 2).filter(whole).collect();
    let ends: Vec<f64> = rows.iter().flat_map(|row| [row[0], row[dimensions + 1]]).collect();
    let (mean, variance) = (mean(&ends), variance(&ends));
    let statistics = |at: &[usize]| shares(&rows, at, mean, dimensions);
    let mut estimates = bootstrap(rows.len(), RESAMPLES, seed, statistics);
    let interactions = estimates.pop().expect("the last statistic");
    let totals = estimates.split_off(dimensions);
    let inputs = estimates.into_iter().zip(totals).map(|(first, total)| Index { first, total }).collect();
    Indices { inputs, mean, variance, interactions, rows: rows.len() }
}

/// First-order indices, total indices, and what the first-order ones leave, from the rows at `at`.
///
/// Outputs are taken less `centre`, which leaves the indices as they are and takes most of the noise out of products.
fn shares(rows: &[&[f64]], at: &[usize], centre: f64, dimensions: usize) -> Vec<f64> {
    let n = at.len() as f64;
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut products = vec![0.0; dimensions];
    let mut gaps = vec![0.0; dimensions];
    for row in at.iter().map(|at| rows[*at]) {
        let (a, b) = (row[0] - centre, row[dimensions + 1] - centre);
        sum += a + b;
        squares += a * a + b * b;
        for i in 0..dimensions {
            let mixed = row[i + 1] - centre;
            products[i] += b * (mixed - a);
            gaps[i] += (a - mixed) * (a - mixed);
        }
    }
    let variance = (squares - sum * sum / (2.0 * n)) / (2.0 * n);
    // What differs by rounding alone does not vary.
    let variance = if variance > centre * centre * 1e-24 { variance } else { f64::NAN };
    let mut shares: Vec<f64> = products.iter().map(|product| product / n / variance).collect();
    let interactions = 1.0 - shares.iter().sum::<f64>();
    shares.extend(gaps.iter().map(|gap| gap / (2.0 * n) / variance));
    shares.push(interactions);
    shares
}
