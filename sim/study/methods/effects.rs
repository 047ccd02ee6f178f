//! Contrasts of a factorial, and rank correlations of a sample.

use crate::compare::LEVEL;
use crate::compare::interval::{interval, mean};
use crate::study::carry_out::Measure;
use crate::study::responses::Responses;
use crate::study::statistics::{Estimate, RESAMPLES, bootstrap};
use crate::study::{Quantity, Study};

/// Main effects and interactions of two, in the quantity's unit, each with its interval over replicates.
///
/// A main effect is the mean over the points at the factor's last value less that over those at its first. An interaction
/// of two is what both do together beyond the sum of what each does alone: with a and b at first (0) or last value (1),
/// `y11 - y10 - y01 + y00`, meaned over all else.
pub(super) fn contrasts(study: &Study, responses: &Responses, quantity: Quantity, index: usize) -> Vec<Measure> {
    let factors = study.factors.len();
    let ends: Vec<(f64, f64)> = study
        .factors
        .iter()
        .map(|factor| {
            let values = factor.values(study.design.levels);
            (values[0], values[values.len() - 1])
        })
        .collect();
    // -1 at the first value, 1 at the last, 0 between. Points hold the levels themselves.
    let side = |point: &[f64], factor: usize| {
        let (first, last) = ends[factor];
        let is = |end: f64| i8::from(point[factor].to_bits() == end.to_bits());
        f64::from(is(last) - is(first))
    };
    let rows: Vec<Vec<f64>> =
        (0..responses.points.len()).map(|point| responses.by_replicate(point, quantity)).collect();
    let estimate = |weight: &dyn Fn(&[f64]) -> f64, scale: f64| {
        let weights: Vec<f64> = responses.points.iter().map(|point| weight(point)).collect();
        let used = weights.iter().map(|weight| weight.abs()).sum::<f64>();
        let of_replicate = |replicate: usize| {
            let terms = weights.iter().zip(&rows).filter(|(weight, _)| **weight != 0.0);
            scale * terms.map(|(weight, row)| weight * row[replicate]).sum::<f64>() / used
        };
        let replicates = rows.first().map_or(0, Vec::len);
        let values: Vec<f64> = (0..replicates).map(of_replicate).filter(|value| !value.is_nan()).collect();
        // Sums of thousands of values that cancel leave rounding behind, which no interval knows.
        let largest = rows.iter().flatten().fold(0.0f64, |largest, value| largest.max(value.abs()));
        let values: Vec<f64> =
            values.into_iter().map(|value| if value.abs() < 1e-12 * largest { 0.0 } else { value }).collect();
        let (low, high) = interval(&values, LEVEL);
        Estimate { value: mean(&values), low, high }
    };
    let measure = |factor, with, kind, Estimate { value, low, high }: Estimate| Measure {
        quantity: index,
        factor,
        with,
        kind,
        value,
        low,
        high,
    };
    let mut measures = Vec::new();
    for a in 0..factors {
        // Half of the points weigh 1, half -1: their mean is half the difference.
        measures.push(measure(a, None, "main_effect", estimate(&|point| side(point, a), 2.0)));
    }
    for a in 0..factors {
        for b in a + 1..factors {
            let together = estimate(&|point| side(point, a) * side(point, b), 4.0);
            measures.push(measure(a, Some(b), "interaction", together));
        }
    }
    measures
}

/// Rank correlation (Spearman 1904) of every factor with the values over the points, bootstrap intervals over points.
pub(super) fn rank_correlations(points: &[Vec<f64>], values: &[f64], seed: u64) -> Vec<Estimate> {
    let defined: Vec<usize> = (0..points.len()).filter(|point| !values[*point].is_nan()).collect();
    let factors = points.first().map_or(0, Vec::len);
    let columns: Vec<Vec<f64>> =
        (0..factors).map(|factor| defined.iter().map(|point| points[*point][factor]).collect()).collect();
    let values: Vec<f64> = defined.iter().map(|point| values[*point]).collect();
    bootstrap(defined.len(), RESAMPLES, seed, |sample| {
        let pick = |column: &[f64]| ranks(&sample.iter().map(|at| column[*at]).collect::<Vec<_>>());
        let of_values = pick(&values);
        columns.iter().map(|column| correlation(&pick(column), &of_values)).collect()
    })
}

/// Ranks from 1; equal values share the mean of theirs.
pub(in crate::study) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let equal =
            order[from..].iter().take_while(|at| values[**at].to_bits() == values[order[from]].to_bits()).count();
        for at in &order[from..from + equal] {
            ranks[*at] = from as f64 + f64::midpoint(equal as f64, 1.0);
        }
        from += equal;
    }
    ranks
}

/// Pearson's correlation; NaN where either does not vary.
pub(in crate::study) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_ties_and_correlations_know_their_ends() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        let points: Vec<Vec<f64>> = (0..40).map(|i| vec![f64::from(i), f64::from(-i), f64::from(i % 2)]).collect();
        let values: Vec<f64> = (0..40).map(|i| f64::from(i * i)).collect();
        let found = rank_correlations(&points, &values, 1);
        assert!((found[0].value - 1.0).abs() < 1e-12 && (found[1].value + 1.0).abs() < 1e-12);
        assert!(found[2].value.abs() < 0.1 && found[2].low < 0.0 && found[2].high > 0.0);
    }
}
