//! Latin hypercube: n points of which each n-th of every dimension holds exactly one.
//!
//! McKay, Beckman & Conover (1979, doi 10.1080/00401706.1979.10489755). Dimensions are paired by independent shuffles, and
//! a point lies anywhere in its cell. Of several such designs the one whose nearest two points are furthest apart fills
//! the cube best (maximin: Johnson, Moore & Ylvisaker 1990, doi 10.1016/0378-3758(90)90122-B; among Latin hypercubes:
//! Morris & Mitchell 1995, doi 10.1016/0378-3758(94)00035-T).

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::statistics::estimate::{Method, draws};

/// `points` points in the open unit cube, `[point][dimension]`.
#[must_use]
pub fn latin_hypercube(points: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    one(points, dimensions, seed, 0)
}

/// The one of `tries` designs (at least 1) whose smallest distance between two points is largest; the first of equals.
#[must_use]
pub fn maximin_latin_hypercube(points: usize, dimensions: usize, tries: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut best = one(points, dimensions, seed, 0);
    let mut apart = nearest_squared(&best);
    for part in 1..tries {
        let design = one(points, dimensions, seed, part);
        let distance = nearest_squared(&design);
        if distance > apart {
            (best, apart) = (design, distance);
        }
    }
    best
}

fn one(points: usize, dimensions: usize, seed: u64, part: u32) -> Vec<Vec<f64>> {
    let mut draws = draws(seed, Method::LatinHypercube, part);
    let mut design = vec![vec![0.0; dimensions]; points];
    let mut strata: Vec<usize> = (0..points).collect();
    for dimension in 0..dimensions {
        strata.shuffle(&mut draws);
        for (point, stratum) in design.iter_mut().zip(&strata) {
            // 32 bits within a cell: the sum cannot round up into the next one.
            let within = crate::random::unit(draws.random());
            point[dimension] = (*stratum as f64 + within) / points as f64;
        }
    }
    design
}

/// Square of the smallest Euclidean distance between two points; infinite for fewer than two.
fn nearest_squared(design: &[Vec<f64>]) -> f64 {
    let squared = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum() };
    let pairs = design.iter().enumerate().flat_map(|(i, a)| design[..i].iter().map(move |b| squared(a, b)));
    pairs.fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_of_every_dimension_holds_one_point() {
        for design in [latin_hypercube(37, 9, 4), maximin_latin_hypercube(37, 9, 20, 4)] {
            for dimension in 0..9 {
                let mut strata: Vec<usize> = design.iter().map(|point| (point[dimension] * 37.0) as usize).collect();
                strata.sort_unstable();
                assert_eq!(strata, (0..37).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn more_tries_never_bring_points_nearer_together() {
        let apart = |tries| nearest_squared(&maximin_latin_hypercube(12, 3, tries, 9));
        assert!(apart(1) < apart(50) && apart(50) <= apart(200));
        assert_eq!(maximin_latin_hypercube(12, 3, 1, 9), latin_hypercube(12, 3, 9));
        assert_ne!(latin_hypercube(12, 3, 9), latin_hypercube(12, 3, 10));
    }

    /// The mean of an additive function is estimated far better than from as many independent points (McKay et al. 1979).
    #[test]
    fn strata_take_the_variance_out_of_sums() {
        let mean = |seed| latin_hypercube(50, 4, seed).iter().flatten().sum::<f64>() / 50.0;
        let worst = (0..50).map(|seed| (mean(seed) - 2.0_f64).abs()).fold(0.0, f64::max);
        // Independent points: a standard error of sqrt(4 / 12 / 50) = 0.082; a point within its cell: 0.082 / 50.
        assert!(worst < 5.0 * 0.082 / 50.0, "{worst}");
    }
}
