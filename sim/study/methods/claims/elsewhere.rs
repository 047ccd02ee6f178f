//! What the other worlds show about an outcome: where a claim fails, which assumptions go with it, how far apart worlds lie.

use crate::statistics::interval::LEVEL;
use crate::statistics::interval::mean;
use crate::statistics::prim::{Peeling, Region, prim};
use crate::statistics::ranks::{correlation, ranks};
use crate::study::subject::FactorIndex;

/// A box is reported if failure is more frequent in it than among all worlds by at least so much: where a claim fails nearly
/// everywhere, a box in which it fails everywhere means nothing.
const LEAST_GAIN: f64 = 0.15;

/// Assumptions reported for an outcome, at most.
const INFLUENCES: usize = 3;

/// A box of assumptions in which the contrast is not as claimed, or too small to matter; and the assumptions that go with the
/// contrast, strongest first, with their rank correlations. `worlds` holds the contrast of each point, NaN where undefined.
pub(super) fn failures_and_influences(
    seed: u64,
    points: &[Vec<f64>],
    worlds: &[f64],
    rise: bool,
    least: f64,
) -> (Option<Region>, Vec<(FactorIndex, f64)>) {
    let defined: Vec<usize> = (0..worlds.len()).filter(|world| !worlds[*world].is_nan()).collect();
    let inputs: Vec<Vec<f64>> = defined.iter().map(|world| points[*world].clone()).collect();
    let worlds: Vec<f64> = defined.iter().map(|world| worlds[*world]).collect();
    let sign = if rise { 1.0 } else { -1.0 };
    let labels: Vec<bool> = worlds.iter().map(|world| sign * world < least).collect();
    let found = prim(&inputs, &labels, Peeling::default(), seed).map(|found| found.chosen);
    let everywhere = labels.iter().filter(|fails| **fails).count() as f64 / labels.len() as f64;
    let says_more = |region: &Region| !region.restrictions.is_empty() && region.density - everywhere >= LEAST_GAIN;
    (found.filter(says_more), influences(&inputs, &worlds))
}

/// Assumptions whose rank correlation with the contrast is beyond what the largest of as many would reach by chance in one
/// case of twenty (Bonferroni; normal approximation of the null distribution, standard error 1/√(n − 1)).
fn influences(points: &[Vec<f64>], worlds: &[f64]) -> Vec<(FactorIndex, f64)> {
    let factors = points.first().map_or(0, Vec::len);
    if worlds.len() < 3 {
        return Vec::new();
    }
    let of_worlds = ranks(worlds);
    let tail = 0.5 * (1.0 - LEVEL) / factors as f64;
    // The normal quantile: Student's with so many degrees of freedom that they no longer show.
    let threshold = crate::statistics::student::quantile(1.0 - tail, 1e6) / (worlds.len() as f64 - 1.0).sqrt();
    let mut found: Vec<(FactorIndex, f64)> = (0..factors)
        .map(|factor| (FactorIndex::at(factor), ranks(&points.iter().map(|point| point[factor]).collect::<Vec<_>>())))
        .map(|(factor, of_factor)| (factor, correlation(&of_factor, &of_worlds)))
        .filter(|(_, r)| r.abs() > threshold)
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    found.truncate(INFLUENCES);
    found
}

/// The worlds drawn together around their mean until they vary as much as they would without `chance`, the share of their
/// variance that comes of few runs.
pub(super) fn calmed(worlds: &[f64], chance: f64) -> Vec<f64> {
    let defined: Vec<f64> = worlds.iter().copied().filter(|world| !world.is_nan()).collect();
    let centre = mean(&defined);
    let left = if chance.is_nan() { 1.0 } else { (1.0 - chance).max(0.0).sqrt() };
    worlds.iter().map(|world| centre + left * (world - centre)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_are_drawn_together_by_what_is_chance() {
        assert_eq!(calmed(&[1.0, 3.0, f64::NAN], 0.75)[..2], [1.5, 2.5]);
        assert_eq!(calmed(&[1.0, 3.0], f64::NAN), [1.0, 3.0]);
    }

    #[test]
    fn an_assumption_that_goes_with_the_contrast_is_told() {
        let points: Vec<Vec<f64>> = (0..40).map(|i| vec![f64::from(i * 7 % 40), f64::from(i)]).collect();
        let worlds: Vec<f64> = points.iter().map(|point| -point[1]).collect();
        let found = influences(&points, &worlds);
        assert_eq!(found.len(), 1);
        assert!(found[0].0.index() == 1 && (found[0].1 + 1.0).abs() < 1e-9, "{found:?}");
    }
}
