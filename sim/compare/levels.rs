//! What every scenario gave by itself: mean and interval of each outcome and group. One scenario alone is a result, too.

use std::collections::BTreeMap;

use super::{columns, group_order, mean_of};
use crate::outcomes::{OutcomeKind, outcome_kinds};
use crate::results::Results;

/// An outcome of one scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Level<'a> {
    /// Name of the scenario.
    pub scenario: &'a str,
    /// The outcome.
    pub kind: &'static OutcomeKind,
    /// `all` or a group.
    pub group: &'a str,
    /// Mean over replicates, or over cities where they are drawn; NaN where it is undefined in all.
    pub mean: f64,
    /// Lower end of the 95% interval of the mean; NaN for fewer than four independent values.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Replicates in which it is defined.
    pub runs: u32,
    /// Days of the run.
    pub days: u32,
}

impl Level<'_> {
    /// Over what time it speaks, in English and in Chinese.
    #[must_use]
    pub fn period(&self) -> (String, String) {
        self.kind.period_of(self.group, self.days)
    }
}

/// Every outcome and group of every scenario: scenarios in their order, outcomes in the order of the registry.
#[must_use]
pub fn levels(results: &Results) -> Vec<Level<'_>> {
    let groups = group_order(results);
    (0..results.scenarios.len()).flat_map(|scenario| in_groups(results, scenario, &groups)).collect()
}

/// Those of one scenario, by its index.
#[must_use]
pub fn levels_of(results: &Results, scenario: usize) -> Vec<Level<'_>> {
    in_groups(results, scenario, &group_order(results))
}

fn in_groups<'a>(results: &'a Results, scenario: usize, groups: &BTreeMap<&'a str, usize>) -> Vec<Level<'a>> {
    let record = &results.scenarios[scenario];
    let level = |((kind, _, group), values): ((usize, usize, &'a str), Vec<f64>)| {
        let kind = &outcome_kinds()[kind];
        let (mean, low, high) = mean_of(kind, &values, record.replicates_together());
        let runs = values.iter().filter(|value| !value.is_nan()).count() as u32;
        Level { scenario: &record.name, kind, group, mean, low, high, runs, days: record.days }
    };
    columns(results, scenario, None, groups).into_iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    #[test]
    fn one_scenario_alone_has_means_and_intervals() {
        let results = made_up(&["a"], &[("skill", &[&[0.4, 0.5, 0.6, 0.5]]), ("burnout_share", &[&[f64::NAN; 4]])]);
        let levels = levels(&results);
        let [skill, burnout] = &levels[..] else { panic!("{levels:?}") };
        assert_eq!((skill.scenario, skill.kind.id, skill.group, skill.runs), ("a", "skill", "all", 4));
        // 3.182446 x sqrt(0.02/3) / 2 = 0.129923.
        assert!((skill.mean - 0.5).abs() < 1e-12 && (skill.low - 0.370_077).abs() < 1e-6, "{skill:?}");
        assert!(burnout.mean.is_nan() && burnout.low.is_nan() && burnout.runs == 0);
        assert_eq!(skill.period().0, "at the end of the fifth year");
    }
}
