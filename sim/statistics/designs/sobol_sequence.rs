//! Sobol' sequence: points that fill the cube evenly at every number that is a power of two.
//!
//! Sobol' (1967, doi 10.1016/0041-5553(67)90144-9) with the direction numbers `new-joe-kuo-6` of Joe & Kuo (2008, doi
//! 10.1137/070709359), in Gray code order (Antonov & Saleev 1979, doi 10.1016/0041-5553(79)90085-5). `joe_kuo.txt` holds
//! a line a dimension from the second on: degree s, coefficients a, then m1 to ms, as in the published table. The numbers
//! were read from the copy in `SciPy` 1.17, `scipy/stats/_sobol_direction_numbers.npz`: s is the degree of `poly`, a its
//! inner bits, m the first s of `vinit`.
//!
//! Scrambling is Owen's nested uniform scrambling (1995, doi 10.1007/978-1-4612-2552-2_19): a coordinate walks down a
//! binary tree, and each node has one random bit that swaps its halves or not. It keeps the evenness, makes every point
//! uniform, and so makes estimates unbiased. The bit of a node is a hash of its number (`SplitMix64`: Steele, Lea & Flood
//! 2014, doi 10.1145/2660193.2660195) under a key of the dimension.

use rand::RngExt;

use crate::statistics::estimate::{Method, draws};

/// The most dimensions there are direction numbers for.
pub const DIMENSIONS: usize = 512;

const TABLE: &str = include_str!("joe_kuo.txt");

/// The first `points` points as they are, `[point][dimension]` in [0, 1); the first is the origin. Tests know them.
#[cfg(test)]
pub(in crate::statistics) fn sobol(points: usize, dimensions: usize) -> Vec<Vec<f64>> {
    sequence(points, dimensions, |word, _| f64::from(word) / 4_294_967_296.0)
}

/// The first `points` points scrambled by `seed`, `[point][dimension]` in the open unit cube.
///
/// More points under the same seed begin with the same points. Estimates from different seeds are independent.
///
/// # Panics
///
/// For more than [`DIMENSIONS`] dimensions or 2^32 points.
#[must_use]
pub fn scrambled_sobol(points: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut keys = draws(seed, Method::Scrambling, 0);
    let keys: Vec<u64> = (0..dimensions).map(|_| keys.random()).collect();
    sequence(points, dimensions, |word, dimension| crate::random::unit(scrambled(word, keys[dimension])))
}

fn sequence(points: usize, dimensions: usize, value: impl Fn(u32, usize) -> f64) -> Vec<Vec<f64>> {
    assert!(dimensions <= DIMENSIONS, "a Sobol' sequence of {dimensions} dimensions; there are {DIMENSIONS}");
    assert!(points as u64 <= 1 << 32, "{points} points are more than the sequence has");
    let directions = directions(dimensions);
    let mut words = vec![0_u32; dimensions];
    let mut point = |number: usize| {
        if number > 0 {
            // In Gray code order one direction is added a point: that of the lowest bit that changes.
            let bit = number.trailing_zeros() as usize;
            words.iter_mut().zip(&directions).for_each(|(word, direction)| *word ^= direction[bit]);
        }
        words.iter().enumerate().map(|(dimension, word)| value(*word, dimension)).collect()
    };
    (0..points).map(&mut point).collect()
}

/// 32 direction numbers a dimension, as binary fractions of 32 bits.
fn directions(dimensions: usize) -> Vec<[u32; 32]> {
    let first = std::array::from_fn(|i| 1 << (31 - i));
    let others = TABLE.lines().map(|line| {
        let numbers: Vec<u32> = line.split(' ').map(|number| number.parse().expect("a direction number")).collect();
        let (degree, coefficients, m) = (numbers[0] as usize, numbers[1], &numbers[2..]);
        let mut v = [0_u32; 32];
        for i in 0..32 {
            v[i] = if i < degree {
                m[i] << (31 - i)
            } else {
                let inner = (1..degree).filter(|k| coefficients >> (degree - 1 - k) & 1 == 1);
                inner.fold(v[i - degree] ^ v[i - degree] >> degree, |sum, k| sum ^ v[i - k])
            };
        }
        v
    });
    std::iter::once(first).chain(others).take(dimensions).collect()
}

/// Each bit flipped or not by the node of the tree at which the bits above it arrive.
fn scrambled(word: u32, key: u64) -> u32 {
    let flip = |level: u32| {
        // Nodes are numbered as in a heap: 1 at the root, 2 and 3 below it.
        let node = 1_u64 << level | u64::from(word) >> (32 - level);
        ((mixed(key.wrapping_add(node)) >> 63) as u32) << (31 - level)
    };
    (0..32).fold(word, |sum, level| sum ^ flip(level))
}

/// The finaliser of `SplitMix64`.
fn mixed(x: u64) -> u64 {
    let mut x = x.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_points_are_the_published_ones() {
        let points = sobol(5, 3);
        assert_eq!(points[..2], [[0.0; 3], [0.5; 3]]);
        assert_eq!(points[2..], [[0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625]]);
    }

    /// `scipy.stats.qmc.Sobol(512, scramble=False, bits=32).random(1024)` of `SciPy` 1.17.
    #[test]
    fn many_dimensions_agree_with_scipy() {
        let points = sobol(1_024, DIMENSIONS);
        for (point, dimension, value) in [
            (5, 3, 0.375),
            (100, 20, 0.757_812_5),
            (777, 99, 0.510_742_187_5),
            (1_000, 200, 0.752_929_687_5),
            (1_023, 399, 0.008_789_062_5),
            (600, 511, 0.749_023_437_5),
        ] {
            assert_eq!(points[point][dimension], value, "point {point}, dimension {dimension}");
        }
        // The order of points in each dimension, not only their set.
        let weighted = |dimension: usize| (1..).zip(&points).map(|(i, p)| f64::from(i) * p[dimension]).sum::<f64>();
        assert_eq!([3, 50, 255, 511].map(weighted), [262_271.75, 262_271.75, 262_399.75, 262_271.75]);
    }

    #[test]
    fn scrambling_keeps_every_dyadic_interval_filled() {
        let points = scrambled_sobol(256, 40, 11);
        for dimension in 0..40 {
            let mut cells: Vec<usize> = points.iter().map(|point| (point[dimension] * 256.0) as usize).collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..256).collect::<Vec<_>>(), "dimension {dimension}");
        }
        // The first two dimensions are a (0, 8, 2)-net: one point in each of 16 by 16 cells.
        let mut cells: Vec<usize> =
            points.iter().map(|p| (p[0] * 16.0) as usize * 16 + (p[1] * 16.0) as usize).collect();
        cells.sort_unstable();
        assert_eq!(cells, (0..256).collect::<Vec<_>>());
        assert_eq!(scrambled_sobol(10, 40, 11), points[..10]);
    }

    /// A scrambled point is uniform, so its mean over seeds is that of the integral, with the error of independent draws.
    #[test]
    fn a_scrambled_point_is_uniform_over_seeds() {
        for (point, dimension) in [(0, 0), (0, 7), (3, 2), (5, 3)] {
            let values: Vec<f64> = (0..2_000).map(|seed| scrambled_sobol(6, 8, seed)[point][dimension]).collect();
            let share = |below: f64| values.iter().filter(|value| **value < below).count() as f64 / 2_000.0;
            for below in [0.1, 0.25, 0.5, 0.8] {
                let error = (below * (1.0 - below) / 2_000.0_f64).sqrt();
                assert!((share(below) - below).abs() < 4.0 * error, "point {point}, dimension {dimension}, {below}");
            }
        }
    }

    /// Owen (1997, doi 10.1214/aos/1031594731): for smooth functions the error falls nearly as n to the power -3/2.
    #[test]
    fn scrambled_points_integrate_better_than_independent_ones() {
        let function = |p: &Vec<f64>| p.iter().map(|x| 1.0 + (x - 0.5)).product::<f64>();
        let error = |points: usize| {
            let squares = (0..20).map(|seed| {
                let mean = scrambled_sobol(points, 4, seed).iter().map(function).sum::<f64>() / points as f64;
                (mean - 1.0) * (mean - 1.0)
            });
            (squares.sum::<f64>() / 20.0).sqrt()
        };
        // Independent points: a standard deviation of sqrt((1 + 1/12)^4 - 1) = 0.61, and a fall by 4.
        assert!(error(64) < 0.61 / 8.0 / 4.0 && error(1_024) < error(64) / 8.0, "{} {}", error(64), error(1_024));
    }
}
