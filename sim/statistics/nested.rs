//! Replicates that come in groups: within a group they share something that differs between groups.

use super::interval::{mean, variance};

/// The means of the groups of `size` values in a row. Undefined values do not count, and neither does a group that has
/// nothing else. With groups of one these are the values themselves.
#[must_use]
pub fn group_means(values: &[f64], size: usize) -> Vec<f64> {
    let defined = |group: &[f64]| group.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>();
    values.chunks(size.max(1)).map(defined).filter(|group| !group.is_empty()).map(|group| mean(&group)).collect()
}

/// Share of the variance of a value that lies between groups of `size` values in a row, from 0 to 1: the estimate of the
/// balanced one-way analysis of variance with random groups, 0 where it would be negative. Only groups count that are
/// whole and defined; NaN with fewer than two of them, with groups of one, and where nothing varies.
#[must_use]
pub fn between_share(values: &[f64], size: usize) -> f64 {
    let whole: Vec<&[f64]> =
        values.chunks(size.max(1)).filter(|group| group.len() == size && group.iter().all(|v| !v.is_nan())).collect();
    if size < 2 || whole.len() < 2 {
        return f64::NAN;
    }
    let within = mean(&whole.iter().map(|group| variance(group)).collect::<Vec<f64>>());
    let of_means = variance(&whole.iter().map(|group| mean(group)).collect::<Vec<f64>>());
    let between = (of_means - within / size as f64).max(0.0);
    if between + within > 0.0 { between / (between + within) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, normal};

    #[test]
    fn groups_have_means_and_undefined_values_drop_out() {
        assert_eq!(group_means(&[1.0, 3.0, 5.0, f64::NAN, f64::NAN, f64::NAN, 7.0], 2), [2.0, 5.0, 7.0]);
        assert_eq!(group_means(&[0.1, f64::NAN, 0.3], 1), [0.1, 0.3]);
    }

    #[test]
    fn the_parts_of_a_variance_are_found_again() {
        let stream = Stream::new(3, 0);
        let draw = |who, which| normal(stream.uniform(Purpose::Statistics, who, 9, which));
        // Between cities a standard deviation of 2, within one of 1: four fifths lie between.
        let values: Vec<f64> =
            (0..4_000).flat_map(|city| [1, 2].map(|replicate| 2.0 * draw(city, 0) + draw(city, replicate))).collect();
        // Standard error about 0.006.
        assert!((between_share(&values, 2) - 0.8).abs() < 0.025, "{}", between_share(&values, 2));
        let alone: Vec<f64> = (0..8_000).map(|value| draw(value, 5)).collect();
        assert!(between_share(&alone, 2) < 0.06, "{}", between_share(&alone, 2));
    }

    #[test]
    fn without_whole_groups_nothing_is_claimed() {
        for (values, size) in [(&[1.0, 2.0, 3.0][..], 1), (&[1.0, 2.0, 3.0], 2), (&[1.0, 1.0, 1.0, 1.0], 2)] {
            assert!(between_share(values, size).is_nan());
        }
        assert!(between_share(&[1.0, 2.0, f64::NAN, 4.0], 2).is_nan());
        assert_eq!(between_share(&[1.0, 1.0, 2.0, 2.0], 2), 1.0);
        assert_eq!(between_share(&[0.0, 2.0, 2.0, 0.0], 2), 0.0);
    }
}
