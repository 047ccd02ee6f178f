//! Time to close: the product-limit estimate (Kaplan & Meier 1958), with open cases censored.
//!
//! Nothing is read off a curve beyond what was observed: in a run of a week no case has been followed for longer than a week.

use crate::society::Society;
use crate::society::ledger::{BIN_DAYS, BINS};
use crate::units::places::{Indexed, KindIndex};

/// Share of cases still open, at the end of each bin of time since filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    closed: Vec<u32>,
    censored: Vec<u32>,
    /// Bins that cases could have been followed for, at most all but the last, which is open-ended.
    seen: usize,
}

/// Days up to which times to close are counted.
pub(super) const LONGEST_DAYS: u32 = ((BINS - 1) as f64 * BIN_DAYS) as u32;
/// Days up to which tables and figures show a curve, at most.
const SHOWN_DAYS: usize = 90;
/// Bins of a day.
const PER_DAY: usize = (1.0 / BIN_DAYS) as usize;

impl Curve {
    /// A curve without cases of a run that has reached day `now`.
    fn empty(now: f64) -> Self {
        let seen = ((now / BIN_DAYS) as usize).min(BINS - 1);
        Self { closed: vec![0; BINS], censored: vec![0; BINS], seen }
    }

    /// A curve for each kind of incident at time `now`; duplicates and cases from before day 0 are left out.
    #[must_use]
    pub fn by_kind(society: &Society, kinds: usize, now: f64) -> Indexed<KindIndex, Self> {
        let none = Self::empty(now);
        let mut curves = Indexed::filled(none, kinds);
        for s in &society.subdistricts {
            for (curve, times) in curves.iter_mut().zip(&s.ledger.closing_times) {
                curve.closed.iter_mut().zip(times).for_each(|(sum, count)| *sum += count);
            }
            for case in s.cases.iter().filter(|case| !case.duplicate && case.filed >= 0.0) {
                let bin = (((now - case.filed) / BIN_DAYS) as usize).min(BINS - 1);
                curves[case.kind].censored[bin] += 1;
            }
        }
        curves
    }

    /// All curves' cases in one; of one run.
    #[must_use]
    pub fn pooled(curves: &[Self]) -> Self {
        let mut pooled = Self { seen: curves.iter().map(|curve| curve.seen).max().unwrap_or(0), ..Self::empty(0.0) };
        for curve in curves {
            pooled.closed.iter_mut().zip(&curve.closed).for_each(|(sum, count)| *sum += count);
            pooled.censored.iter_mut().zip(&curve.censored).for_each(|(sum, count)| *sum += count);
        }
        pooled
    }

    /// Share still open at the end of every bin that could be seen. Cases censored in a bin count as at
    /// risk for half of it (the actuarial convention).
    fn open_shares(&self) -> Vec<f64> {
        let total = |counts: &[u32]| counts.iter().map(|&n| u64::from(n)).sum::<u64>() as f64;
        let mut at_risk = total(&self.closed) + total(&self.censored);
        let mut open = 1.0;
        let mut shares = Vec::with_capacity(self.seen);
        for (&closed, &censored) in self.closed.iter().zip(&self.censored).take(self.seen) {
            let (closed, censored) = (f64::from(closed), f64::from(censored));
            let exposed = at_risk - 0.5 * censored;
            if exposed > 0.0 {
                open *= 1.0 - (closed / exposed).min(1.0);
            }
            at_risk -= closed + censored;
            shares.push(open);
        }
        shares
    }

    fn is_empty(&self) -> bool {
        self.closed.iter().chain(&self.censored).all(|&n| n == 0)
    }

    /// Days within which a share of the cases is closed, interpolated within a bin. NaN without cases, and where that many
    /// were not closed within the days that could be seen: the quantile is not reached.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        if self.is_empty() {
            return f64::NAN;
        }
        let mut before = 1.0;
        for (bin, open) in self.open_shares().into_iter().enumerate() {
            if open <= 1.0 - share {
                let within = if before > open { (before - (1.0 - share)) / (before - open) } else { 0.0 };
                return (bin as f64 + within) * BIN_DAYS;
            }
            before = open;
        }
        f64::NAN
    }

    /// Mean days to close, restricted to 180 days or to the days that could be seen: the area under the curve. NaN without
    /// cases.
    #[must_use]
    pub fn restricted_mean(&self) -> f64 {
        if self.is_empty() {
            return f64::NAN;
        }
        let mut before = 1.0;
        let mut area = 0.0;
        for open in self.open_shares() {
            area += 0.5 * (before + open) * BIN_DAYS;
            before = open;
        }
        area
    }

    /// Share still open after 0, 1, ... days, up to 90 or to the days that could be seen.
    #[must_use]
    pub fn by_day(&self) -> Vec<f64> {
        let days = SHOWN_DAYS.min(self.seen / PER_DAY);
        if self.is_empty() {
            return vec![f64::NAN; days + 1];
        }
        let shares = self.open_shares();
        (0..=days).map(|day| if day == 0 { 1.0 } else { shares[day * PER_DAY - 1] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(closed: &[(f64, u32)], censored: &[(f64, u32)], days: f64) -> Curve {
        let mut curve = Curve::empty(days);
        for &(t, n) in closed {
            curve.closed[(t / BIN_DAYS) as usize] += n;
        }
        for &(t, n) in censored {
            curve.censored[((t / BIN_DAYS) as usize).min(BINS - 1)] += n;
        }
        curve
    }

    #[test]
    fn without_censoring_the_curve_is_the_empirical_one() {
        let curve = curve(&[(1.1, 50), (3.1, 50)], &[], 400.0);
        assert_eq!(curve.by_day()[..5], [1.0, 1.0, 0.5, 0.5, 0.0]);
        assert_eq!(curve.by_day().len(), SHOWN_DAYS + 1);
        assert!((curve.quantile(0.5) - 1.25).abs() < 1e-9);
        assert!((curve.restricted_mean() - 2.125).abs() < 1e-9);
    }

    /// The example of ten cases with known product-limit values: 0.9, 0.9 × 7/8.
    #[test]
    fn censored_cases_leave_the_risk_set() {
        let curve = curve(&[(1.1, 1), (5.1, 1), (9.1, 7)], &[(3.1, 1)], 180.0);
        let by_day = curve.by_day();
        assert!((by_day[2] - 0.9).abs() < 1e-12 && (by_day[6] - 0.9 * 7.0 / 8.0).abs() < 1e-12);
        assert!(curve.restricted_mean() < 10.0);
    }

    /// Of ten cases filed on the first day of a week three are closed after 1.1 days; the others stay open.
    #[test]
    fn nothing_is_said_beyond_what_was_seen() {
        let of_days = |days: f64| curve(&[(1.1, 3)], &[(days - 0.1, 7)], days);
        let week = of_days(7.0);
        assert_eq!(week.by_day().len(), 8);
        // 1 until the bin in which three are closed, 0.7 after it.
        assert!((week.restricted_mean() - (1.0 + 0.25 * 0.85 + 5.75 * 0.7)).abs() < 1e-9);
        assert!((week.quantile(0.3) - 1.25).abs() < 1e-9 && week.quantile(0.5).is_nan());
        assert!(of_days(1.5).restricted_mean() <= 1.5);
        let long = of_days(1_000.0);
        assert!(long.quantile(0.5).is_nan() && long.restricted_mean() < 180.0);
        assert_eq!(Curve::pooled(&[week.clone(), week]).by_day().len(), 8);
    }
}
