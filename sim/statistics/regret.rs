//! Robustness: how policies hold up over many possible worlds.
//!
//! Regret is what a policy loses against the best policy *of that world* (Savage 1951, doi 10.1080/01621459.1951.10500768);
//! a policy of small largest regret is never far wrong. The satisficing share is the share of worlds in which a policy
//! meets every threshold (the domain criterion of Starr 1962; Schneller & Sphicas 1983, doi 10.1007/BF00143070). McPhail et
//! al. (2018, doi 10.1002/2017EF000649) compare such measures. Worlds count alike: the shares are of the worlds that
//! were looked at, and are no probabilities.

use crate::statistics::quantile::quantile;

/// What a policy loses against the best policy of each world, in the unit of the outcome; never negative.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Regret {
    /// The largest over worlds.
    pub max: f64,
    /// The mean over worlds.
    pub mean: f64,
    /// The 90th percentile over worlds.
    pub p90: f64,
    /// Worlds in which the outcome is defined under every policy; the others do not count.
    pub worlds: usize,
}

/// A threshold of an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// Met at this value and above.
    AtLeast(f64),
    /// Met at this value and below.
    AtMost(f64),
}

impl Threshold {
    /// Whether a value meets it; an undefined one does not.
    #[must_use]
    pub fn met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }
}

/// Regrets of one outcome, by policy, from `values[policy][world]`. All NaN when no world counts.
///
/// # Panics
///
/// When policies differ in their number of worlds.
#[must_use]
pub fn regrets(values: &[Vec<f64>], larger_is_better: bool) -> Vec<Regret> {
    let worlds = values.first().map_or(0, Vec::len);
    assert!(values.iter().all(|values| values.len() == worlds), "as many worlds for every policy");
    let sign = if larger_is_better { 1.0 } else { -1.0 };
    let counted = (0..worlds).filter(|world| values.iter().all(|values| values[*world].is_finite()));
    let best = |world: usize| values.iter().map(|values| sign * values[world]).fold(f64::NEG_INFINITY, f64::max);
    let bests: Vec<(usize, f64)> = counted.map(|world| (world, best(world))).collect();
    let regret = |values: &Vec<f64>| {
        let losses: Vec<f64> = bests.iter().map(|(world, best)| best - sign * values[*world]).collect();
        let worlds = losses.len();
        let mean = losses.iter().sum::<f64>() / worlds as f64;
        Regret { max: quantile(&losses, 1.0), mean, p90: quantile(&losses, 0.9), worlds }
    };
    values.iter().map(regret).collect()
}

/// Share of worlds in which a policy meets every threshold, by policy, from `values[policy][world][outcome]`; NaN without
/// a world.
///
/// # Panics
///
/// When there is not one threshold an outcome.
#[must_use]
pub fn satisficing(values: &[Vec<Vec<f64>>], thresholds: &[Threshold]) -> Vec<f64> {
    let good = |outcomes: &&Vec<f64>| {
        assert_eq!(outcomes.len(), thresholds.len(), "one threshold an outcome");
        thresholds.iter().zip(*outcomes).all(|(threshold, value)| threshold.met(*value))
    };
    values.iter().map(|worlds| worlds.iter().filter(good).count() as f64 / worlds.len() as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regret_is_counted_against_the_best_of_each_world() {
        let values = [vec![10.0, 4.0, 7.0], vec![8.0, 6.0, 7.0], vec![9.0, 5.0, 1.0]];
        let regret = regrets(&values, true);
        let losses = |regret: &Regret| (regret.max, (regret.mean * 3.0).round(), regret.worlds);
        // Losses: 0 2 0; 2 0 0; 1 1 6.
        assert_eq!(regret.iter().map(losses).collect::<Vec<_>>(), [(2.0, 2.0, 3), (2.0, 2.0, 3), (6.0, 8.0, 3)]);
        // Between 1 and 6, at 0.9 * 2 = 1.8.
        assert!((regret[2].p90 - 5.0).abs() < 1e-12);
        // Less is better: the best are 8, 4, 1.
        let maxima: Vec<f64> = regrets(&values, false).iter().map(|regret| regret.max).collect();
        assert_eq!(maxima, [6.0, 6.0, 1.0]);
    }

    #[test]
    fn a_world_undefined_for_one_counts_for_none() {
        let regret = regrets(&[vec![1.0, 9.0], vec![2.0, f64::NAN]], true);
        assert_eq!((regret[0].max, regret[1].max, regret[0].worlds), (1.0, 0.0, 1));
        assert!(regrets(&[vec![f64::NAN], vec![1.0]], true)[1].max.is_nan());
        assert!(regrets(&[], true).is_empty());
    }

    #[test]
    fn every_threshold_must_be_met() {
        let thresholds = [Threshold::AtLeast(0.5), Threshold::AtMost(10.0)];
        let first = vec![vec![0.5, 10.0], vec![0.9, 11.0], vec![0.4, 1.0], vec![f64::NAN, 1.0]];
        let second = vec![vec![0.6, 1.0]; 4];
        assert_eq!(satisficing(&[first, second], &thresholds), [0.25, 1.0]);
    }
}
