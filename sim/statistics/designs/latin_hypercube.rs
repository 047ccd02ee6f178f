//! Latin hypercube: n points of which each n-th of every dimension holds exactly one.
//!
//! McKay, Beckman & Conover (1979, doi 10.1080/00401706.1979.10489755). Dimensions are paired by independent shuffles, and
//! a point lies anywhere in its cell.

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::statistics::estimate::{Method, draws};

/// `points` points in the open unit cube, `[point][dimension]`.
#[must_use]
pub fn latin_hypercube(points: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut draws = draws(seed, Method::LatinHypercube, 0);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_of_every_dimension_holds_one_point() {
        let design = latin_hypercube(37, 9, 4);
        for dimension in 0..9 {
            let mut strata: Vec<usize> = design.iter().map(|point| (point[dimension] * 37.0) as usize).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..37).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_design_follows_its_seed() {
        assert_eq!(latin_hypercube(12, 3, 9), latin_hypercube(12, 3, 9));
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
