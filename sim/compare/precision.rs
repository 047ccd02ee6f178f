//! How many runs does it take? Half-widths of the headline differences against what was asked for.
//!
//! A precision X asks that the 95% interval of every headline difference reaches no further from its middle than X times
//! the smallest change that matters of the outcome ([`Scale::Matters`]): at 1, an interval whose middle is zero is just
//! within what is too small, and one whose middle is twice what matters is just beyond it. Or it asks for X times
//! the baseline's mean ([`Scale::Mean`]), for outcomes on a fixed scale from 0 to 1 (shares, trust, Gini coefficients)
//! for X itself, since a share of next to nothing would ask for runs without end. Without a second scenario the same is asked
//! of the means. Replicates come in batches of [`BATCH`], judged in the order of their numbers: the number that is run follows
//! from values alone, never from scheduling. A half-width goes with Student's quantile over the square root of the number of
//! runs, from which follows how many runs another precision would take.

use std::collections::BTreeMap;

use crate::outcomes::{HEADLINES, OutcomeKind, outcome_kind};
use crate::results::{RunRecord, ScenarioRecord};
use crate::statistics::interval::{self, LEVEL, Sampled};
use crate::statistics::nested::group_means;
use crate::statistics::student;

/// Replicates that are judged at a time.
pub const BATCH: u32 = 10;
/// The most replicates that a precision is worth.
pub const CAP: u32 = 500;
/// The precision that is spoken of where none was asked for.
pub const USUAL: Asked = Asked { share: 1.0, of: Scale::Matters };

/// What half-widths are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scale {
    /// The smallest change that matters: the scenario's own, or the baseline's, or the declared one.
    Matters,
    /// The baseline's mean; 1 for outcomes on a scale from 0 to 1.
    Mean,
}

/// The precision that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Half-widths are at most so many times the scale.
    pub share: f64,
    /// The scale.
    pub of: Scale,
}

/// One half-width.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Width {
    /// Index of the scenario.
    pub scenario: usize,
    /// Outcome id.
    pub outcome: &'static str,
    /// Half-width of the interval over its scale.
    pub share: f64,
    /// Replicates that would bring it to what was asked for.
    pub needed: u32,
    /// Batches after which it was there for good; `None` while it is not.
    pub since: Option<u32>,
}

/// What a number of replicates gave.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Precision {
    /// What was asked for.
    pub asked: Asked,
    /// Replicates.
    pub replicates: u32,
    /// Every half-width that is defined, the widest first.
    pub widths: Vec<Width>,
}

impl Precision {
    /// Whether every half-width is as narrow as asked.
    #[must_use]
    pub fn reached(&self) -> bool {
        self.replicates > 1 && self.widths.iter().all(|width| width.share <= self.asked.share)
    }

    /// Replicates that would do for what was asked.
    #[must_use]
    pub fn needed(&self) -> u32 {
        self.widths.iter().map(|width| width.needed).max().unwrap_or(0)
    }

    /// The difference that took, or would take, longest; of several the widest.
    #[must_use]
    pub fn last(&self) -> Option<&Width> {
        let latest = |width: &Width| width.since.unwrap_or(u32::MAX);
        self.widths.iter().rev().max_by_key(|width| (latest(width), width.needed))
    }
}

/// Judges the runs of scenarios by replicate.
#[must_use]
pub fn judge(runs: &[&[RunRecord]], records: &[&ScenarioRecord], baseline: usize, asked: Asked) -> Precision {
    let together = records.iter().map(|record| record.replicates_together()).max().unwrap_or(1);
    let replicates = runs.first().map_or(0, |runs| runs.len());
    let columns: Vec<BTreeMap<&str, Vec<f64>>> = runs.iter().map(|runs| columns(runs)).collect();
    let mut widths = Vec::new();
    for (scenario, column) in columns.iter().enumerate() {
        if scenario == baseline && columns.len() > 1 {
            continue;
        }
        for outcome in HEADLINES {
            let (base, own) = (&columns[baseline][outcome], &column[outcome]);
            let unit = Unit::of(outcome, asked.of, [records[scenario], records[baseline]]);
            let Some(share) = width(base, own, together, scenario == baseline, unit) else { continue };
            // Asked from the last batch backwards: from when on has it been narrow enough without a break?
            let whole = (replicates as u32).div_ceil(BATCH);
            let narrow = |batches: &u32| {
                let end = replicates.min((batches * BATCH) as usize);
                width(&base[..end], &own[..end], together, scenario == baseline, unit)
                    .is_some_and(|share| share <= asked.share)
            };
            let since = (1..=whole).rev().take_while(narrow).last();
            let cities = replicates.div_ceil(together) as u32;
            let needed = needed(cities, share / asked.share).saturating_mul(together as u32);
            widths.push(Width { scenario, outcome, share, needed, since });
        }
    }
    widths.sort_by(|a, b| b.share.total_cmp(&a.share));
    Precision { asked, replicates: replicates as u32, widths }
}

/// Replicates that would make half-widths of `replicates` runs `times` as narrow; at most a million.
fn needed(replicates: u32, times: f64) -> u32 {
    let reach = |n: u32| student::quantile(0.5 + 0.5 * LEVEL, f64::from(n) - 1.0) / f64::from(n).sqrt();
    let goal = reach(replicates.max(2)) / times;
    // The reach falls with every run: halve the range in which it falls below the goal.
    let (mut too_few, mut enough) = (1, 1_000_000);
    while enough - too_few > 1 {
        let middle = u32::midpoint(too_few, enough);
        if reach(middle) <= goal * (1.0 + 1e-12) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    enough
}

/// Values of the headlines by replicate, NaN where undefined.
fn columns(runs: &[RunRecord]) -> BTreeMap<&'static str, Vec<f64>> {
    let of = |outcome: &'static str| {
        let value = |run: &RunRecord| {
            let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == "all");
            row.map_or(f64::NAN, |row| row.value)
        };
        (outcome, runs.iter().map(value).collect())
    };
    HEADLINES.into_iter().map(of).collect()
}

/// Half-width over scale; `None` where there are fewer than two pairs or no scale.
fn width(baseline: &[f64], scenario: &[f64], together: usize, alone: bool, unit: Unit) -> Option<f64> {
    let of_pair = |(before, after): (&f64, &f64)| {
        let value = if alone { *after } else { after - before };
        if before.is_nan() || after.is_nan() { (f64::NAN, f64::NAN) } else { (*before, value) }
    };
    let (before, values): (Vec<f64>, Vec<f64>) = baseline.iter().zip(scenario).map(of_pair).unzip();
    let (before, values) = (group_means(&before, together), group_means(&values, together));
    let (low, high) = Sampled::of(&values, LEVEL).judged();
    let scale = match unit {
        Unit::Fixed(size) => size,
        Unit::Mean => interval::mean(&before).abs(),
    };
    let share = 0.5 * (high - low) / scale;
    share.is_finite().then_some(share)
}

/// What one half-width is measured by.
#[derive(Clone, Copy)]
enum Unit {
    Fixed(f64),
    Mean,
}

impl Unit {
    fn of(outcome: &str, scale: Scale, records: [&ScenarioRecord; 2]) -> Self {
        match scale {
            Scale::Mean if on_unit_scale(outcome) => Self::Fixed(1.0),
            Scale::Mean => Self::Mean,
            Scale::Matters => {
                // Whoever asks for the sign alone sets nothing by which to measure.
                let set = records.into_iter().find_map(|record| record.matters.get(outcome).copied());
                let declared = outcome_kind(outcome).map_or(1.0, OutcomeKind::matters);
                Self::Fixed(set.filter(|size| *size > 0.0).unwrap_or(declared))
            }
        }
    }
}

/// Whether an outcome has a fixed scale from 0 to 1.
#[must_use]
pub fn on_unit_scale(outcome: &str) -> bool {
    outcome_kind(outcome).is_some_and(|kind| kind.unit == "share" || kind.unit.starts_with("scale"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    fn judged(days: [&[f64]; 2], asked: f64) -> Precision {
        let results = made_up(&["a", "b"], &[("close_days_mean", &days)]);
        let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
        let records: Vec<&ScenarioRecord> = results.scenarios.iter().collect();
        judge(&runs, &records, 0, Asked { share: asked, of: Scale::Mean })
    }

    #[test]
    fn half_widths_are_shares_of_the_baselines_mean() {
        // Differences 1, 2, 3, 4, 5: half-width 2.776445 x sqrt(2.5 / 5) = 1.963243 around a baseline of 10.
        let precision = judged([&[10.0; 5], &[11.0, 12.0, 13.0, 14.0, 15.0]], 0.1);
        let width = &precision.widths[0];
        assert!((width.share - 0.196_324).abs() < 1e-6, "{width:?}");
        // t(0.975, 12) / sqrt(13) = 0.6043 is the first below 1.2417 / 1.963243 = 0.6325.
        assert_eq!((width.needed, width.since, precision.reached()), (13, None, false));
        assert_eq!(precision.last().unwrap().outcome, "close_days_mean");
        assert!(judged([&[10.0; 5], &[11.0, 12.0, 13.0, 14.0, 15.0]], 0.2).reached());
    }

    #[test]
    fn half_widths_are_told_by_the_smallest_change_that_matters() {
        // The half-width above over the quarter of a day that matters, or over what a file sets.
        let days: [&[f64]; 2] = [&[10.0; 5], &[11.0, 12.0, 13.0, 14.0, 15.0]];
        let mut results = made_up(&["a", "b"], &[("close_days_mean", &days)]);
        let share = |results: &crate::results::Results| {
            let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
            let records: Vec<&ScenarioRecord> = results.scenarios.iter().collect();
            judge(&runs, &records, 0, USUAL).widths[0].share
        };
        assert!((share(&results) - 1.963_243 / 0.25).abs() < 1e-5);
        results.scenarios[0].matters.insert("close_days_mean".to_owned(), 2.0);
        assert!((share(&results) - 1.963_243 / 2.0).abs() < 1e-6);
        results.scenarios[1].matters.insert("close_days_mean".to_owned(), 0.0);
        assert!((share(&results) - 1.963_243 / 0.25).abs() < 1e-5);
    }

    #[test]
    fn what_came_last_is_told_by_batches() {
        let before = vec![10.0; 30];
        // Unruly at first.
        let after: Vec<f64> = (0..30).map(|i| if i < 10 { f64::from(i) } else { 5.0 }).collect();
        let precision = judged([&before, &after], 0.12);
        assert_eq!(precision.widths[0].since, Some(2), "{precision:?}");
    }

    #[test]
    fn one_run_is_never_enough_and_nothing_to_judge_is() {
        assert!(!judged([&[10.0], &[11.0]], 0.5).reached());
        assert!(judged([&[f64::NAN; 3], &[f64::NAN; 3]], 0.5).reached());
    }
}
