//! Elementary effects: a cheap screening of many inputs.
//!
//! Morris (1991, doi 10.1080/00401706.1991.10484804): along a trajectory every input changes once, one after the other,
//! from and to levels of a grid; the change of the output over the change of the input is an elementary effect. The mean of
//! their sizes, μ*, ranks inputs (Campolongo, Cariboni & Saltelli 2007, doi 10.1016/j.envsoft.2006.10.004); their standard
//! deviation σ shows interaction or curvature. d inputs and r trajectories cost r (d + 1) runs.
//!
//! With an even number of levels p a step is p/2 of the p - 1 gaps, which gives every level the same chance. With an odd
//! number (say, three categories) it is (p - 1)/2, and with two levels from one to the other.

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::statistics::estimate::{Estimate, Method, bootstrap, draws};
use crate::statistics::interval::{mean, variance};

/// One input after screening. Effects are in units of the output per whole range of the input.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Screened {
    /// Elementary effects, one a trajectory; those with an undefined output are left out.
    pub effects: Vec<f64>,
    /// Mean effect, with sign; NaN without an effect.
    pub mu: f64,
    /// Mean size of an effect, with a bootstrap interval over trajectories.
    pub mu_star: Estimate,
    /// Standard deviation of the effects; NaN for fewer than two.
    pub sigma: f64,
}

/// `count` trajectories through the closed unit cube, `[count * (d + 1)][d]`, one after the other.
///
/// `levels[dimension]` is the number of levels of an input, at least 2: level l is the coordinate l / (levels - 1).
///
/// # Panics
///
/// When an input has fewer than two levels.
#[must_use]
pub fn trajectories(levels: &[usize], count: usize, seed: u64) -> Vec<Vec<f64>> {
    assert!(levels.iter().all(|levels| *levels > 1), "an input of one level cannot change");
    let mut draws = draws(seed, Method::Trajectories, 0);
    let mut points = Vec::with_capacity(count * (levels.len() + 1));
    let mut order: Vec<usize> = (0..levels.len()).collect();
    for _ in 0..count {
        let ends = levels.iter().map(|levels| {
            let step = levels / 2;
            let low = draws.random_range(0..(levels - step) as u32) as usize;
            let at = |level: usize| level as f64 / (levels - 1) as f64;
            if draws.random() { (at(low), at(low + step)) } else { (at(low + step), at(low)) }
        });
        let (mut point, to): (Vec<f64>, Vec<f64>) = ends.unzip();
        order.shuffle(&mut draws);
        points.push(point.clone());
        for dimension in &order {
            point[*dimension] = to[*dimension];
            points.push(point.clone());
        }
    }
    points
}

/// Elementary effects of every input from the outputs at the points of [`trajectories`].
///
/// `values[point]` may be NaN where the output is undefined. Intervals resample trajectories.
///
/// # Panics
///
/// When there is not one value per point.
#[must_use]
pub fn screen(points: &[Vec<f64>], values: &[f64], resamples: u32, seed: u64) -> Vec<Screened> {
    assert_eq!(points.len(), values.len(), "one value per point");
    let dimensions = points.first().map_or(0, Vec::len);
    let mut effects = vec![Vec::new(); dimensions];
    for (points, values) in points.chunks(dimensions + 1).zip(values.chunks(dimensions + 1)) {
        for (points, values) in points.windows(2).zip(values.windows(2)) {
            let changes = points[0].iter().zip(&points[1]).map(|(from, to)| to - from);
            let effect = |(dimension, change): (usize, f64)| (dimension, (values[1] - values[0]) / change);
            let moved = changes.enumerate().filter(|(_, change)| *change != 0.0).map(effect);
            moved
                .filter(|(_, effect)| !effect.is_nan())
                .for_each(|(dimension, effect)| effects[dimension].push(effect));
        }
    }
    let screened = |effects: Vec<f64>| {
        let size = |at: &[usize]| vec![mean(&at.iter().map(|i| effects[*i].abs()).collect::<Vec<_>>())];
        let mu_star = bootstrap(effects.len(), resamples, seed, size)[0];
        Screened { mu: mean(&effects), mu_star, sigma: variance(&effects).sqrt(), effects }
    };
    effects.into_iter().map(screened).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The function of Morris (1991) with twenty inputs, remaining coefficients (-1)^i and (-1)^(i + j).
    fn twenty_inputs(x: &[f64]) -> f64 {
        let weight = |(i, x): (usize, &f64)| {
            if [2, 4, 6].contains(&i) { 2.0 * (1.1 * x / (x + 0.1) - 0.5) } else { 2.0 * (x - 0.5) }
        };
        let w: Vec<f64> = x.iter().enumerate().map(weight).collect();
        let sign = |i: usize| if i.is_multiple_of(2) { 1.0 } else { -1.0 };
        let mut y = 0.0;
        for i in 0..20 {
            y += if i < 10 { 20.0 } else { sign(i + 1) } * w[i];
            for j in i + 1..20 {
                y += if j < 6 { -15.0 } else { sign(i + j) } * w[i] * w[j];
                for k in (j + 1..5).filter(|_| j < 5) {
                    y += -10.0 * w[i] * w[j] * w[k];
                    y += (k + 1..4).map(|l| 5.0 * w[i] * w[j] * w[k] * w[l]).sum::<f64>();
                }
            }
        }
        y
    }

    #[test]
    fn the_groups_of_morris_function_come_out() {
        let published = [
            64.8, 64.4, 51.6, 63.4, 50.4, 44.4, 35.7, 37.2, 42.4, 37.3, 5.4, 5.4, 5.4, 5.4, 5.4, 5.4, 5.4, 5.4, 5.4,
            5.4,
        ];
        let points = trajectories(&[4; 20], 1_000, 1);
        let values: Vec<f64> = points.iter().map(|point| twenty_inputs(point)).collect();
        let screened = screen(&points, &values, 200, 1);
        for (i, (input, published)) in screened.iter().zip(published).enumerate() {
            let sizes: Vec<f64> = input.effects.iter().map(|effect| effect.abs()).collect();
            assert_eq!(sizes.len(), 1_000);
            // Both numbers are means of a thousand draws, the published ones rounded; for the last ten "about".
            let error = 4.0 * (2.0 * variance(&sizes) / 1_000.0).sqrt() + if i < 10 { 0.05 } else { 0.2 };
            let mu_star = input.mu_star.value;
            assert!((mu_star - published).abs() < error, "x{}: {mu_star} for {published} +- {error}", i + 1);
            assert!((input.mu_star.low..=input.mu_star.high).contains(&mu_star));
            match i {
                0..7 => assert!(input.sigma > 20.0, "x{} interacts: {}", i + 1, input.sigma),
                7..10 => assert!(input.sigma < 8.0 && (input.mu - mu_star).abs() < 1e-9, "x{}: {input:?}", i + 1),
                _ => assert!(input.sigma < 8.0, "x{}: {}", i + 1, input.sigma),
            }
        }
    }

    #[test]
    fn trajectories_change_every_input_once_on_its_grid() {
        let levels = [2, 3, 4, 7];
        let points = trajectories(&levels, 50, 3);
        assert_eq!(points.len(), 50 * 5);
        let mut seen = levels.map(|levels| vec![0; levels]);
        for path in points.chunks(5) {
            let mut changed = [0; 4];
            for pair in path.windows(2) {
                let moved: Vec<usize> = (0..4).filter(|i| pair[0][*i] != pair[1][*i]).collect();
                assert_eq!(moved.len(), 1);
                changed[moved[0]] += 1;
            }
            assert_eq!(changed, [1; 4]);
        }
        for (i, levels) in levels.iter().enumerate() {
            for point in &points {
                let level = point[i] * (levels - 1) as f64;
                assert!((level - level.round()).abs() < 1e-12);
                seen[i][level.round() as usize] += 1;
            }
            assert!(seen[i].iter().all(|count| *count > 0), "every level of input {i} is visited: {:?}", seen[i]);
        }
    }

    #[test]
    fn a_linear_function_has_its_slopes_as_effects() {
        let points = trajectories(&[4, 2, 3], 6, 8);
        let mut values: Vec<f64> = points.iter().map(|p| 3.0 * p[0] - 2.0 * p[1] + 0.0 * p[2]).collect();
        let screened = screen(&points, &values, 100, 1);
        for (input, slope) in screened.iter().zip([3.0, -2.0, 0.0]) {
            assert!((input.mu - slope).abs() < 1e-12 && (input.mu_star.value - slope.abs()).abs() < 1e-12);
            assert!(input.sigma < 1e-12 && input.mu_star.low.is_nan() && input.mu_star.high.is_nan());
        }
        // An undefined output takes the effects beside it with it, no others.
        values[0] = f64::NAN;
        let left: usize = screen(&points, &values, 10, 1).iter().map(|input| input.effects.len()).sum();
        assert_eq!(left, 17);
        values.fill(f64::NAN);
        assert!(screen(&points, &values, 10, 1)[0].mu_star.value.is_nan());
    }
}
