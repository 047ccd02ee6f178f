//! How places differ: the squared coefficient of variation of their rates, net of counting noise.
//!
//! With counts N, exposures w that sum to one, and all cases S: CV² = (Σ (N − S w)² − S) / (S² Σ w²) (method of moments
//! for a negative binomial). The Poisson noise of a count is its mean, S w.

use std::collections::BTreeMap;

use super::tally::Tally;
use crate::assumptions::{Archetype, City};
use crate::plan::shares;

/// Squared coefficient of variation of the rates of places; `residents` by place where they are known, else all alike.
/// NaN with fewer than three places.
#[must_use]
pub fn dispersion(tally: &Tally, residents: Option<&[f64]>) -> f64 {
    let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
    tally.cells.iter().for_each(|(&(place, _), &count)| *counts.entry(place).or_default() += f64::from(count));
    let weight = |place: u32| residents.map_or(1.0, |residents| residents[place as usize]);
    counts.retain(|&place, _| weight(place) > 0.0);
    if counts.len() < 3 {
        return f64::NAN;
    }
    let weights: Vec<f64> = counts.keys().map(|&place| weight(place)).collect();
    excess(&counts.into_values().collect::<Vec<_>>(), &weights, 1.0)
}

/// Squared coefficient of variation of the rates behind counts of places with these weights, where chance makes the
/// variance of a count `noise` times its mean; 0 without any count.
#[must_use]
pub fn excess(counts: &[f64], weights: &[f64], noise: f64) -> f64 {
    let (all, whole) = (counts.iter().sum::<f64>(), weights.iter().sum::<f64>());
    let (mut squares, mut sum) = (-noise * all, 0.0);
    for (count, weight) in counts.iter().zip(weights) {
        let share = weight / whole;
        squares += (count - all * share) * (count - all * share);
        sum += share * share;
    }
    if all > 0.0 { (squares / (all * all * sum)).max(0.0) } else { 0.0 }
}

/// The same of the model's kinds of community, in the mix of a city.
#[must_use]
pub fn of_the_model(city: &City) -> f64 {
    let places = || Archetype::ALL.iter().map(|archetype| city.profile(*archetype).place).zip(shares(city));
    let mean = places().map(|(place, share)| place * share).sum::<f64>();
    places().map(|(place, share)| (place / mean - 1.0) * (place / mean - 1.0) * share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::tally::Entry;

    fn log(counts: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for (place, &count) in counts.iter().enumerate() {
            let entry = Entry { created: 0.0, took: None, due: None };
            (0..count).for_each(|_| tally.add(0, place as u32, &entry));
        }
        tally
    }

    #[test]
    fn two_levels_have_their_variance_net_of_noise() {
        // Rates 0.5 and 1.5 of the mean: CV² = 0.25, and of 100 cases per place 1/100 is noise.
        let found = dispersion(&log(&[50, 150, 50, 150]), None);
        assert!((found - (0.25 - 0.01)).abs() < 1e-12, "{found}");
        assert_eq!(dispersion(&log(&[100, 100, 100]), None), 0.0);
        assert!(dispersion(&log(&[100, 100]), None).is_nan());
    }

    #[test]
    fn places_of_known_size_are_compared_by_rate() {
        assert_eq!(dispersion(&log(&[100, 200, 300]), Some(&[1_000.0, 2_000.0, 3_000.0])), 0.0);
        let model = of_the_model(&City::default());
        assert!((0.02..0.1).contains(&model), "{model}");
    }
}
