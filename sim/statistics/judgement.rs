//! On which side of the smallest change that matters a difference is, by its interval: one rule for tables, reports, figures
//! and claims.
//!
//! The whole interval decides. *Above* or *below* when it begins at or beyond the smallest change that matters: a test of a
//! minimum effect (Murphy & Myors 1999, doi 10.1037/0021-9010.84.2.234). *Within* when it is less than that on either side of
//! zero: a test of equivalence (Schuirmann 1987, doi 10.1007/BF01068419; Lakens 2017, doi 10.1177/1948550617697177; the
//! region of practical equivalence of Kruschke 2018, doi 10.1177/2515245918771304, is the same with another interval). *Not
//! clear* otherwise.
//!
//! An interval that leaves out zero and has its middle beyond what matters was the alternative. It decides sooner, but half of
//! the differences that are just as large as matters would pass, few runs would pass the lucky ones among smaller differences,
//! and more runs could turn `better` into `too small`. Here a word is wrong with at most the error rate of the interval, and
//! more runs only take doubt away.
//!
//! Of many words at 5% each some are wrong. [`together`] says which hold at once by Holm's procedure (1979, *Scandinavian
//! Journal of Statistics* 6:65–70), which is valid however they depend on each other, as outcomes of the same runs do; that
//! of Benjamini and Hochberg asks that they go the same way.

use super::interval::{LEVEL, Sampled};

/// Where an interval lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All of it at least as far above zero as matters.
    Above,
    /// All of it at least as far below zero as matters.
    Below,
    /// All of it nearer to zero than matters.
    Within,
    /// Anything else, and no interval.
    Unclear,
}

/// Where the interval from `low` to `high` lies; with a `least` of 0 it is asked for its sign alone.
#[must_use]
pub fn side(low: f64, high: f64, least: f64) -> Side {
    if low >= least && low > 0.0 {
        Side::Above
    } else if high <= -least && high < 0.0 {
        Side::Below
    } else if (low > -least && high < least) || (low == 0.0 && high == 0.0) {
        Side::Within
    } else {
        Side::Unclear
    }
}

/// Below this nobody asks how much smaller an error rate is; Hall's and Student's tails are not exact so far out.
const SMALLEST: f64 = 1e-6;

/// The smallest error rate at which the interval for the mean of `values` would lie where that of the usual level does: a p
/// value. 1 where that is unclear, never below a millionth; NaN where all values are the same, which is no question of chance.
#[must_use]
pub fn error_rate(values: &[f64], least: f64) -> f64 {
    let at = |rate: f64| {
        let (low, high) = Sampled::of(values, 1.0 - rate).judged();
        side(low, high, least)
    };
    if Sampled::of(values, LEVEL).constant {
        return f64::NAN;
    }
    let usual = at(1.0 - LEVEL);
    if usual == Side::Unclear {
        return 1.0;
    }
    // Intervals of higher levels hold those of lower ones: halve the range of rates, on a scale of ratios.
    let (mut decided, mut open) = (libm::log(1.0 - LEVEL), libm::log(SMALLEST));
    if at(SMALLEST) == usual {
        return SMALLEST;
    }
    while decided - open > 0.01 {
        let middle = f64::midpoint(decided, open);
        if at(libm::exp(middle)) == usual {
            decided = middle;
        } else {
            open = middle;
        }
    }
    libm::exp(decided)
}

/// Which of these error rates hold all at once with an error of no more than one interval has (Holm).
#[must_use]
pub fn together(rates: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..rates.len()).collect();
    order.sort_by(|a, b| rates[*a].total_cmp(&rates[*b]));
    let mut hold = vec![false; rates.len()];
    for (before, index) in order.into_iter().enumerate() {
        let left = (rates.len() - before) as f64;
        // Rounding of 1 - 0.95 must not decide.
        if rates[index] * left > (1.0 - LEVEL) * (1.0 + 1e-9) {
            break;
        }
        hold[index] = true;
    }
    hold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_interval_decides() {
        for (low, high, expected) in [
            (0.01, 0.03, Side::Above),
            (0.009, 0.03, Side::Unclear),
            (-0.03, -0.01, Side::Below),
            (-0.009, 0.009, Side::Within),
            (0.002, 0.009, Side::Within),
            (-0.01, 0.005, Side::Unclear),
            (0.0, 0.0, Side::Within),
            (f64::NAN, f64::NAN, Side::Unclear),
        ] {
            assert_eq!(side(low, high, 0.01), expected, "{low} to {high}");
        }
        assert_eq!(
            [side(0.1, 0.2, 0.0), side(0.0, 0.2, 0.0), side(-0.2, -0.1, 0.0)],
            [Side::Above, Side::Unclear, Side::Below]
        );
    }

    #[test]
    fn an_error_rate_is_that_of_the_interval_that_just_decides() {
        // Symmetric, so that the interval is Student's: mean 3, sd sqrt(2.5), n = 5. Its lower end is 1 at t = 2.828427, of
        // which the two tails with four degrees of freedom hold 0.047421.
        let rate = error_rate(&[1.0, 2.0, 3.0, 4.0, 5.0], 1.0);
        assert!((rate - 0.047_421).abs() < 0.000_6, "{rate}");
        assert!((error_rate(&[1.0, 2.0, 3.0, 4.0, 5.0], 1.1) - 1.0).abs() < 1e-12);
        assert!(error_rate(&[0.0; 5], 0.1).is_nan() && (error_rate(&[1.0, 2.0], 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn holm_steps_down_until_the_first_that_fails() {
        assert_eq!(together(&[0.01, 0.03, 0.02, 1.0]), [true, false, false, false]);
        assert_eq!(together(&[0.012, 0.05, 0.016, 0.024]), [true, true, true, true]);
        assert_eq!(together(&[0.05]), [true]);
        assert!(together(&[]).is_empty());
    }
}
