//! The model's inverse-distribution samplers against those of `rand_distr`, which work differently.
//!
//! Two samples of 40,000 each are compared by Kolmogorov and Smirnov's test at a false-alarm level of one in ten thousand
//! (D < 2.2254 √(2 / n)), counts by chi-square at the same level, and both by their moments at four and a half standard
//! errors. Seeds are fixed.

use gridgov::internals::random::{Purpose, exponential, gumbel, lognormal, normal, poisson};
use rand_distr::Distribution;

use super::{moments, stream};

const N: usize = 40_000;

/// The model's sample of a test: one keyed uniform a value.
fn ours(test: u32, sample: impl Fn(f64) -> f64) -> Vec<f64> {
    let stream = stream(100 + test);
    (0..N as u64).map(|i| sample(stream.uniform(Purpose::Statistics, i, 0, 0))).collect()
}

/// The reference sample, from another stream.
fn theirs(test: u32, distribution: impl Distribution<f64>) -> Vec<f64> {
    let mut sequence = stream(200 + test).sequence(Purpose::Statistics, 0);
    (0..N).map(|_| distribution.sample(&mut sequence)).collect()
}

/// Largest distance between two empirical distribution functions.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let (a, b) = (sorted(a), sorted(b));
    let below = |values: &[f64], x: f64| values.partition_point(|&value| value <= x) as f64 / values.len() as f64;
    a.iter().chain(&b).map(|&x| (below(&a, x) - below(&b, x)).abs()).fold(0.0, f64::max)
}

fn agree(name: &str, ours: &[f64], theirs: &[f64], mean: f64, variance: f64) {
    let d = distance(ours, theirs);
    let limit = 2.2254 * (2.0 / N as f64).sqrt();
    let (m, v) = moments(ours);
    println!("{name}: D {d:.5} below {limit:.5}; mean {m:.4} for {mean:.4}, variance {v:.4} for {variance:.4}");
    assert!(d < limit, "{name}: {d}");
    let error = (variance / N as f64).sqrt();
    assert!((m - mean).abs() < 4.5 * error, "{name}: mean {m} for {mean}");
    // The standard error of a variance, from the sample's own fourth moment.
    let fourth = moments(&ours.iter().map(|x| (x - m) * (x - m)).collect::<Vec<_>>()).1;
    assert!((v - variance).abs() < 4.5 * (fourth / N as f64).sqrt(), "{name}: variance {v} for {variance}");
}

#[test]
fn exponentials_agree() {
    agree("exponential", &ours(1, exponential), &theirs(1, rand_distr::Exp1), 1.0, 1.0);
}

#[test]
fn normals_agree() {
    agree("normal", &ours(2, normal), &theirs(2, rand_distr::StandardNormal), 0.0, 1.0);
}

#[test]
fn gumbels_agree() {
    let reference = rand_distr::Gumbel::new(0.0, 1.0).unwrap();
    let variance = core::f64::consts::PI * core::f64::consts::PI / 6.0;
    agree("gumbel", &ours(3, gumbel), &theirs(3, reference), 0.577_215_664_9, variance);
}

#[test]
fn lognormals_agree_and_keep_their_mean() {
    let (mean, spread) = (90.0_f64, 0.8_f64);
    let reference = rand_distr::LogNormal::new(libm::log(mean) - 0.5 * spread * spread, spread).unwrap();
    let variance = mean * mean * libm::expm1(spread * spread);
    agree("lognormal", &ours(4, |u| lognormal(u, mean, spread)), &theirs(4, reference), mean, variance);
}

/// Chi-square over the values that are expected at least ten times, the tails pooled; the critical value by Wilson and
/// Hilferty's approximation at z = 3.719.
#[test]
fn poisson_counts_agree() {
    for (test, mean) in [(5, 0.2), (6, 3.7), (7, 40.0), (8, 190.0)] {
        let ours = ours(test, |u| f64::from(poisson(u, mean)));
        let theirs = theirs(test, rand_distr::Poisson::new(mean).unwrap());
        let (m, v) = moments(&ours);
        assert!((m - mean).abs() < 4.5 * (mean / N as f64).sqrt(), "mean {m} for {mean}");
        // The fourth central moment of a Poisson count is m (1 + 3 m).
        let error = ((mean * (1.0 + 3.0 * mean) - mean * mean) / N as f64).sqrt();
        assert!((v - mean).abs() < 4.5 * error, "variance {v} for {mean}");
        // Both samples in bins of at least twenty in all, from below; the last takes the rest.
        let most = ours.iter().chain(&theirs).fold(0.0_f64, |a, &b| a.max(b)) as usize;
        let mut by_value = vec![(0.0, 0.0); most + 1];
        for (a, b) in ours.iter().zip(&theirs) {
            by_value[*a as usize].0 += 1.0;
            by_value[*b as usize].1 += 1.0;
        }
        let mut bins = vec![(0.0, 0.0)];
        for (a, b) in by_value {
            let last = bins.last_mut().unwrap();
            *last = (last.0 + a, last.1 + b);
            if last.0 + last.1 >= 20.0 {
                bins.push((0.0, 0.0));
            }
        }
        let (a, b) = bins.pop().unwrap();
        let last = bins.last_mut().unwrap();
        *last = (last.0 + a, last.1 + b);
        let statistic: f64 = bins.iter().map(|(a, b)| (a - b) * (a - b) / (a + b)).sum();
        let freedom = (bins.len() - 1) as f64;
        let part = 2.0 / (9.0 * freedom);
        let root = 1.0 - part + 3.719 * part.sqrt();
        let limit = freedom * root * root * root;
        println!("poisson {mean}: chi-square {statistic:.1} below {limit:.1} on {freedom}");
        assert!(statistic < limit, "mean {mean}: {statistic} on {freedom}");
    }
}

/// A larger uniform never gives a smaller value, so a lever that raises a rate cannot lower a draw.
#[test]
fn samplers_are_monotone() {
    let grid: Vec<f64> = (0..20_000).map(|i| (f64::from(i) + 0.5) / 20_000.0).collect();
    let rises = |sample: &dyn Fn(f64) -> f64| grid.windows(2).all(|pair| sample(pair[0]) <= sample(pair[1]));
    assert!(rises(&exponential) && rises(&normal) && rises(&gumbel) && rises(&|u| lognormal(u, 2.0, 1.1)));
    assert!(rises(&|u| f64::from(poisson(u, 12.3))));
    // And a larger mean never gives a smaller count.
    assert!(grid.iter().all(|&u| poisson(u, 5.0) <= poisson(u, 5.2)));
}
