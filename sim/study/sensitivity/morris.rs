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

use crate::compare::interval::{mean, variance};
use crate::study::statistics::{Estimate, Method, bootstrap, draws};

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
/// When there is not one value a point.
#[must_use]
pub fn screen(points: &[Vec<f64>], values: &[f64], resamples: u32, seed: u64) -> Vec<Screened> {
    assert_eq!(points.len(), values.len(), "one value a point");
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
