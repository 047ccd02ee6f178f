//! How long cases take: the product-limit median and ninth decile, and the spread of a lognormal, open cases censored.
//!
//! Kaplan & Meier (1958) over bins of 4.4%. The lognormal is fitted by expectation and maximisation (Dempster, Laird &
//! Rubin 1977): an open case of age c counts with the mean and the mean square of a normal variable cut off below log c.

use std::collections::BTreeMap;

use super::tally::{Kind, days_at};

/// Rounds of expectation and maximisation; it converges by the share of open cases a round.
const ROUNDS: usize = 200;

/// What a log shows of the closing times of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closing {
    /// Days within which half of the cases are closed; NaN where they never are.
    pub median: f64,
    /// Days within which nine in ten are closed; NaN where they never are.
    pub p90: f64,
    /// Standard deviation of the logarithm, of a lognormal.
    pub log_sd: f64,
    /// Share still open at the end of the log; NaN where no closing time is known.
    pub open_share: f64,
}

/// Closing times of a kind in a log that ends at `end`.
#[must_use]
pub fn closing(kind: &Kind, end: f64) -> Closing {
    let mut censored = BTreeMap::new();
    for (&day, &count) in &kind.open {
        *censored.entry(super::tally::bin(end - f64::from(day) - 0.5)).or_default() += count;
    }
    let open: u64 = censored.values().sum();
    Closing {
        median: quantile(&kind.closed, &censored, 0.5),
        p90: quantile(&kind.closed, &censored, 0.9),
        log_sd: log_sd(&kind.closed, &censored),
        // Nothing is known of a log without closing times.
        open_share: if open == 0 && kind.closed.is_empty() { f64::NAN } else { open as f64 / kind.cases as f64 },
    }
}

/// Days within which a share is closed: the product-limit estimate, interpolated within its bin.
fn quantile(closed: &BTreeMap<i32, u64>, censored: &BTreeMap<i32, u64>, share: f64) -> f64 {
    let mut at_risk = closed.values().chain(censored.values()).sum::<u64>() as f64;
    let mut open = 1.0;
    let mut left = censored.iter().peekable();
    for (&bin, &count) in closed {
        while let Some((_, gone)) = left.next_if(|(censored, _)| **censored < bin) {
            at_risk -= *gone as f64;
        }
        let after = open * (1.0 - count as f64 / at_risk);
        if after <= 1.0 - share {
            return days_at(f64::from(bin) + (open - (1.0 - share)) / (open - after));
        }
        at_risk -= count as f64;
        open = after;
    }
    f64::NAN
}

fn log_sd(closed: &BTreeMap<i32, u64>, censored: &BTreeMap<i32, u64>) -> f64 {
    let log = |bin: i32| libm::log(days_at(f64::from(bin) + 0.5));
    let n = closed.values().sum::<u64>() as f64;
    if n < 2.0 {
        return f64::NAN;
    }
    let sum: f64 = closed.iter().map(|(&bin, &count)| count as f64 * log(bin)).sum();
    let squares: f64 = closed.iter().map(|(&bin, &count)| count as f64 * log(bin) * log(bin)).sum();
    let (mut mean, mut sd) = (sum / n, (squares / n - sum * sum / n / n).max(1e-6).sqrt());
    if censored.is_empty() {
        return sd;
    }
    let all = n + censored.values().sum::<u64>() as f64;
    for _ in 0..ROUNDS {
        let (mut first, mut second) = (sum, squares);
        for (&bin, &count) in censored {
            // Mean and mean square of what lies beyond a cut of the normal distribution.
            let cut = (log(bin) - mean) / sd;
            let hazard = hazard(cut);
            first += count as f64 * (mean + sd * hazard);
            second += count as f64 * (mean * mean + 2.0 * mean * sd * hazard + sd * sd * (1.0 + cut * hazard));
        }
        mean = first / all;
        sd = (second / all - mean * mean).max(1e-6).sqrt();
    }
    sd
}

/// Density over upper tail of the standard normal distribution.
fn hazard(x: f64) -> f64 {
    if x > 8.0 {
        return x + 1.0 / x;
    }
    let density = libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
    density / (0.5 * libm::erfc(x / std::f64::consts::SQRT_2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::tally::Entry;
    use crate::fit::tally::Tally;
    use crate::random::normal;

    /// 20,000 quantiles of a lognormal with median 5 and log-sd 0.8, cases of the last 400 days, cut off at the end.
    fn log(open_after: f64) -> Tally {
        let mut tally = Tally::default();
        for i in 0..20_000 {
            let created = f64::from(i % 400);
            let u = (f64::from(i * 7_919 % 20_000) + 0.5) / 20_000.0;
            let took = 5.0 * libm::exp(0.8 * normal(u));
            let closed = created + took <= open_after;
            tally.add(0, 0, &Entry { created, took: closed.then_some(took), due: None });
        }
        tally
    }

    #[test]
    fn median_decile_and_spread_come_back_with_and_without_open_cases() {
        for end in [1e9, 400.0] {
            let tally = log(end);
            let found = closing(&tally.kinds[0], tally.end.min(400.0));
            assert!((found.median / 5.0 - 1.0).abs() < 0.03, "{found:?}");
            assert!((found.p90 / (5.0 * libm::exp(0.8 * 1.2816)) - 1.0).abs() < 0.03, "{found:?}");
            assert!((found.log_sd - 0.8).abs() < 0.02, "{found:?}");
        }
        assert!(closing(&log(400.0).kinds[0], 400.0).open_share > 0.01);
    }

    #[test]
    fn what_is_never_closed_has_no_median() {
        let mut tally = Tally::default();
        (0..10).for_each(|day| tally.add(0, 0, &Entry { created: f64::from(day), took: None, due: None }));
        let found = closing(&tally.kinds[0], 10.0);
        assert!(found.median.is_nan() && found.log_sd.is_nan() && found.open_share == 1.0);
    }
}
