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

use crate::statistics::estimate::{Estimate, RESAMPLES, bootstrap};
use crate::statistics::interval::{mean, variance};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, normal};

    #[test]
    fn shares_come_out_as_they_were_put_in() {
        let stream = Stream::new(3, 0);
        let draw = |point: u64, replicate: u32| normal(stream.uniform(Purpose::Statistics, point, replicate, 0));
        // Variances 4 between points, 1 common to all points, 3 of its own; replicates are numbered from 1.
        let run = |point, r| 2.0 * draw(point, 0) + draw(u64::MAX, r) + 3.0_f64.sqrt() * draw(point, r);
        let values: Vec<Vec<f64>> = (0..300).map(|point| (1..=60).map(|r| run(point, r)).collect()).collect();
        let noise = noise(&values, 1);
        // The standard error of a variance from n draws is sqrt(2 / n) of it: 8% for points, 18% for replicates.
        assert!((noise.inputs.value - 0.5).abs() < 0.1, "{noise:?}");
        assert!((noise.common_chance.value - 0.125).abs() < 0.06, "{noise:?}");
        assert!((noise.own_chance.value - 0.375).abs() < 0.08, "{noise:?}");
        assert!((noise.chance_in_means.value - 0.05 / 4.05).abs() < 0.005, "{noise:?}");
        assert!(noise.inputs.low < 0.5 && 0.5 < noise.inputs.high, "{noise:?}");
    }

    #[test]
    fn a_table_worked_by_hand() {
        // Points 1 and 3 apart, replicates 0 and 1 apart, no rest: variances 2 and 0.5.
        let additive = noise(&[vec![1.0, 2.0], vec![3.0, 4.0]], 1);
        assert_eq!((additive.inputs.value, additive.common_chance.value, additive.own_chance.value), (0.8, 0.2, 0.0));
        // The rest alone: residuals of half a unit, mean square 1 with one degree of freedom; the means do not differ.
        let rest = noise(&[vec![1.0, 2.0], vec![2.0, 1.0]], 1);
        assert_eq!((rest.inputs.value, rest.common_chance.value, rest.own_chance.value), (0.0, 0.0, 1.0));
        assert_eq!(rest.chance_in_means.value, 1.0);
    }

    #[test]
    fn too_little_to_split_is_undefined() {
        assert!(noise(&[vec![1.0], vec![2.0]], 1).inputs.value.is_nan());
        assert!(noise(&[], 1).own_chance.value.is_nan());
        let undefined = noise(&[vec![1.0, f64::NAN], vec![2.0, 1.0], vec![2.0, 5.0]], 1);
        assert_eq!(undefined.points, 2);
    }
}
