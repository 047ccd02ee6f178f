//! Full factorial: every combination of levels.

/// How many combinations there are; `None` when that is more than a `usize` holds.
#[must_use]
pub fn combinations(levels: &[usize]) -> Option<usize> {
    levels.iter().try_fold(1_usize, |product, count| product.checked_mul(*count))
}

/// Every combination of levels, `[run][factor]`, where factor f has levels 0 to `levels[f] - 1`.
///
/// Runs count upwards in mixed radix: the last factor changes with every run, the first factor least often. A factor
/// without levels leaves no run; without factors there is one run. Ask [`combinations`] first: they may be many.
///
/// # Panics
///
/// When there are more combinations than a `usize` holds.
#[must_use]
pub fn factorial(levels: &[usize]) -> Vec<Vec<usize>> {
    let runs = combinations(levels).expect("fewer combinations than memory holds");
    let run = |mut number: usize| {
        let mut run = vec![0; levels.len()];
        for (level, count) in run.iter_mut().zip(levels).rev() {
            *level = number % count;
            number /= count;
        }
        run
    };
    (0..runs).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_count_in_mixed_radix() {
        let runs = factorial(&[2, 1, 3]);
        assert_eq!(runs, [[0, 0, 0], [0, 0, 1], [0, 0, 2], [1, 0, 0], [1, 0, 1], [1, 0, 2]]);
        assert_eq!(factorial(&[]), [[0; 0]]);
        assert!(factorial(&[3, 0]).is_empty());
    }

    #[test]
    fn too_many_combinations_are_told_without_making_them() {
        assert_eq!(combinations(&[10; 12]), Some(1_000_000_000_000));
        assert_eq!(combinations(&[1_000; 12]), None);
    }
}
