//! Paired comparison of scenarios on common random numbers.
//!
//! Replicate r of every scenario has the same city and the same random events, so scenarios are compared pair by pair:
//! the difference in each replicate, the mean of the differences and its [`interval`]. A pair in which either side
//! is undefined is dropped. The interval covers chance inside the model, never whether the model is right.
//!
//! What a difference shows is judged by its interval against the smallest change that matters, which is declared with the
//! outcome and may be set in a scenario's `[matters]`: see [`judgement`]. Fewer than four independent values have no interval.
//!
//! Neither have values that are all the same. From values that do not vary nothing can be said about how much others would:
//! an interval from 0 to 0 would claim to know all. What `n` independent values do say is that, with 95% confidence, at most
//! a share of 1 − 0.05^(1/n) of all differ (10% for 30, 18% for 15; about 3/n, the rule of three: Hanley & Lippman-Hand 1983,
//! doi 10.1001/jama.1983.03330370053031). The verdict is then that of the value itself, and the words say that no run differed.
//!
//! Scenarios of different lengths are compared over the days that both have, as far as daily values tell.
//!
//! Where cities are drawn, the replicates of one city are no independent values: means and intervals are over cities, each
//! the mean of its replicates, and speak of *a* city. What the replicates of a city differ by tells the variance within
//! cities from that between them.

pub mod changes;
pub mod levels;
pub mod precision;
pub mod ranking;
pub mod verdict;
pub mod why;
mod window;

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use crate::outcomes::places::by_change;
use crate::outcomes::{Direction, HEADLINES, OutcomeKind, outcome_kind, outcome_kinds};
use crate::results::Results;
pub use crate::statistics::interval::LEVEL;
use crate::statistics::nested::{between_share, group_means};
use crate::statistics::{interval, judgement};
use judgement::Side;
pub use verdict::{Together, Verdict, verdict};

/// One outcome of one scenario against the baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// Outcome id.
    pub outcome: &'static str,
    /// `all` or a group.
    pub group: String,
    /// Name of the baseline.
    pub baseline: String,
    /// Name of the scenario.
    pub scenario: String,
    /// Mean of the baseline over the pairs.
    pub baseline_mean: f64,
    /// Mean of the scenario over the pairs.
    pub scenario_mean: f64,
    /// Mean of scenario less baseline over the pairs; NaN without a pair.
    pub difference: f64,
    /// Lower end of the 95% interval; NaN for fewer than four independent values.
    pub low: f64,
    /// Upper end of the 95% interval; NaN for fewer than four independent values.
    pub high: f64,
    /// Replicates in which both sides are defined.
    pub pairs: u32,
    /// Pairs in which the scenario is better; for an outcome of neutral direction, in which it is higher. A count, no evidence.
    pub better_in: u32,
    /// Pairs in which both are equal.
    pub ties: u32,
    /// Independent values of the interval that are not zero: pairs, or cities where they are drawn.
    pub differing: u32,
    /// Whether all independent values are the same, four or more of them: there is no interval then.
    pub constant: bool,
    /// Share of the variance of a pair's difference that lies between cities; NaN where there is one city for all.
    pub between_city_share: f64,
    /// Days from day 0 on that both sides cover.
    pub days: u32,
    /// Which way is better.
    pub direction: Direction,
    /// The smallest change that matters.
    pub matters: f64,
    /// The smallest error rate at which the verdict would stand (a p value); 1 where it is not clear, NaN for groups, which
    /// nobody takes together, and for what is the same in every run.
    pub error_rate: f64,
    /// Unit.
    pub unit: &'static str,
    /// What pairing gained: variance of the difference of two independent runs over the variance of the paired
    /// difference, 1 when pairing gained nothing; NaN where it is undefined.
    pub variance_ratio: f64,
}

impl Difference {
    /// Over what time it speaks, in English and in Chinese.
    #[must_use]
    pub fn period(&self) -> (String, String) {
        outcome_kind(self.outcome).map(|kind| kind.period_of(&self.group, self.days)).unwrap_or_default()
    }

    /// As JSON, with the keys that other programs rely on; what is undefined is null.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "outcome": self.outcome,
            "group": self.group,
            "baseline": self.baseline,
            "scenario": self.scenario,
            "baseline_mean": self.baseline_mean,
            "scenario_mean": self.scenario_mean,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
            "pairs": self.pairs,
            "better_in": self.better_in,
            "ties": self.ties,
            "same_in_every_run": self.constant,
            "direction": self.direction.word(),
            "unit": self.unit,
            "matters": self.matters,
            "error_rate": self.error_rate,
            "period": self.period().0,
            "verdict": verdict(self).word(),
            "variance_ratio": self.variance_ratio,
            "between_city_share": self.between_city_share,
        })
    }
}

/// All scenarios against one baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// Name of the baseline.
    pub baseline: String,
    /// Every outcome and group of every other scenario: scenarios in their order, outcomes in the order of the registry.
    pub differences: Vec<Difference>,
    /// Where those of a scenario stand.
    places: BTreeMap<String, Range<usize>>,
}

impl Comparison {
    /// The difference of a scenario in an outcome and group.
    #[must_use]
    pub fn get(&self, scenario: &str, outcome: &str, group: &str) -> Option<&Difference> {
        let of_scenario = self.of_scenario(scenario);
        of_scenario.iter().find(|d| d.outcome == outcome && d.group == group)
    }

    /// The differences of a scenario, which stand together; with hundreds of scenarios the others are not searched.
    fn of_scenario(&self, scenario: &str) -> &[Difference] {
        self.places.get(scenario).map_or(&[], |place| &self.differences[place.clone()])
    }

    /// The headline outcomes of all scenarios, which tables and reports show first, taken together.
    #[must_use]
    pub fn together(&self) -> Together<'_> {
        Together::of(self.differences.iter().filter(|d| d.group == "all" && HEADLINES.contains(&d.outcome)))
    }

    /// Median over the headline outcomes of all scenarios of the share of the variance between cities; NaN when there is
    /// none.
    #[must_use]
    pub fn between_city_share(&self) -> f64 {
        let of_headlines = self.differences.iter().filter(|d| d.group == "all" && HEADLINES.contains(&d.outcome));
        let mut shares: Vec<f64> =
            of_headlines.map(|d| d.between_city_share).filter(|share| share.is_finite()).collect();
        shares.sort_by(f64::total_cmp);
        shares.get(shares.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// Median over the outcomes for `all` of what pairing gained; NaN when there is none.
    #[must_use]
    pub fn variance_ratio(&self) -> f64 {
        let of_all = self.differences.iter().filter(|d| d.group == "all" && d.variance_ratio.is_finite());
        let mut ratios: Vec<f64> = of_all.map(|d| d.variance_ratio).collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// Values of one scenario by outcome and group, one per replicate, NaN where a replicate has none.
pub(crate) type Columns<'a> = BTreeMap<(usize, usize, &'a str), Vec<f64>>;

/// Compares every scenario with the one called `baseline`, pair by pair. Empty when there is no such scenario.
#[must_use]
pub fn compare(results: &Results, baseline: &str) -> Comparison {
    let mut differences = Vec::new();
    let mut places = BTreeMap::new();
    if let Some(at) = results.scenarios.iter().position(|scenario| scenario.name == baseline) {
        let groups = group_order(results);
        let own_days = results.scenarios[at].days;
        let whole = columns(results, at, None, &groups);
        for (index, scenario) in results.scenarios.iter().enumerate().filter(|(index, _)| *index != at) {
            let days = own_days.min(scenario.days);
            let window = (scenario.days != own_days).then_some(days);
            let after = columns(results, index, window, &groups);
            let cut = window.map(|_| columns(results, at, window, &groups));
            let before = cut.as_ref().unwrap_or(&whole);
            let together = scenario.replicates_together().max(results.scenarios[at].replicates_together());
            let here =
                if window.is_none() { at_the_same_places(results, (at, index), &groups) } else { Columns::new() };
            for (&(kind, _, group), values) in &after {
                let undefined = vec![f64::NAN; values.len()];
                let key = (kind, groups[group], group);
                let base = here.get(&key).or_else(|| before.get(&key)).unwrap_or(&undefined);
                let kind = &outcome_kinds()[kind];
                // The scenario's own size, or the baseline's, or the declared one.
                let own = [scenario, &results.scenarios[at]].into_iter().find_map(|of| of.matters.get(kind.id));
                let matters = own.copied().unwrap_or(kind.matters());
                let mut difference = paired(kind, (base, values), together, matters);
                if group != "all" {
                    difference.error_rate = f64::NAN;
                }
                difference.days = days;
                group.clone_into(&mut difference.group);
                baseline.clone_into(&mut difference.baseline);
                scenario.name.clone_into(&mut difference.scenario);
                differences.push(difference);
            }
            let first = places.values().map(|place: &Range<usize>| place.end).max().unwrap_or(0);
            places.insert(scenario.name.clone(), first..differences.len());
        }
    }
    Comparison { baseline: baseline.to_owned(), differences, places }
}

/// The columns of the baseline for the communities that a scenario's policy names and for the others: those that the baseline
/// has by itself may be of other communities.
fn at_the_same_places<'a>(
    results: &'a Results,
    (baseline, scenario): (usize, usize),
    groups: &BTreeMap<&'a str, usize>,
) -> Columns<'a> {
    let sets = |index: usize| results.scenarios[index].sets.as_ref();
    let changed = sets(scenario).zip(sets(baseline)).map(|(own, base)| own.places_beside(base)).unwrap_or_default();
    let mut columns = Columns::new();
    if changed.is_empty() {
        return columns;
    }
    let runs = &results.runs[baseline];
    for (replicate, run) in runs.iter().enumerate() {
        for row in by_change(&run.places, &changed) {
            let known = groups.get_key_value(row.group.as_str());
            let kind = outcome_kinds().iter().position(|kind| kind.id == row.outcome);
            let Some(((group, place), kind)) = known.zip(kind) else { continue };
            let column = columns.entry((kind, *place, *group)).or_insert_with(|| vec![f64::NAN; runs.len()]);
            column[replicate] = row.value;
        }
    }
    columns
}

/// Groups by first appearance, `all` first: the order in which the model lists them.
pub(crate) fn group_order(results: &Results) -> BTreeMap<&str, usize> {
    let mut order = BTreeMap::from([("all", 0)]);
    for row in results.runs.iter().flatten().flat_map(|run| &run.measured) {
        let next = order.len();
        order.entry(row.group.as_str()).or_insert(next);
    }
    order
}

/// The columns of a scenario: of its run, or of the first days of it that are asked for.
pub(crate) fn columns<'a>(
    results: &'a Results,
    scenario: usize,
    window: Option<u32>,
    groups: &BTreeMap<&'a str, usize>,
) -> Columns<'a> {
    let index: BTreeMap<&str, usize> =
        outcome_kinds().iter().enumerate().map(|(index, kind)| (kind.id, index)).collect();
    let runs = &results.runs[scenario];
    let mut columns = Columns::new();
    for (replicate, run) in runs.iter().enumerate() {
        for row in &run.measured {
            let key = (index[row.outcome], groups[row.group.as_str()], row.group.as_str());
            columns.entry(key).or_insert_with(|| vec![f64::NAN; runs.len()])[replicate] =
                window.map_or(row.value, |days| window::value(run, row, days));
        }
    }
    columns
}

/// Mean of an outcome over replicates, of which `together` in a row are in one city, and its 95% interval, which is cut where
/// the outcome can be no further: what is outside is no value of the mean, and what is left covers it as often.
#[must_use]
pub fn mean_of(kind: &OutcomeKind, values: &[f64], together: usize) -> (f64, f64, f64) {
    let values = group_means(values, together);
    let mean = interval::mean(&values);
    let (low, high) = within(sampled(&values), kind.range(), mean);
    (mean, low, high)
}

/// The interval for the mean of values; none of values that do not vary.
fn sampled(values: &[f64]) -> (f64, f64) {
    let (low, high) = interval::interval(values, LEVEL);
    if low < high { (low, high) } else { (f64::NAN, f64::NAN) }
}

/// An interval cut to a range. A year may count what began before it, so the mean itself stays inside.
fn within((low, high): (f64, f64), (least, largest): (f64, f64), mean: f64) -> (f64, f64) {
    if low.is_nan() { (low, high) } else { (low.max(least.min(mean)), high.min(largest.max(mean))) }
}

/// The paired difference of two columns of replicates, of which `together` in a row are in one city; names are filled in by
/// the caller.
fn paired(kind: &OutcomeKind, (baseline, scenario): (&[f64], &[f64]), together: usize, matters: f64) -> Difference {
    let defined = |(before, after): (&f64, &f64)| {
        if before.is_nan() || after.is_nan() { (f64::NAN, f64::NAN) } else { (*before, *after) }
    };
    let (before, after): (Vec<f64>, Vec<f64>) = baseline.iter().zip(scenario).map(defined).unzip();
    let all: Vec<f64> = before.iter().zip(&after).map(|(before, after)| after - before).collect();
    let kept = |values: &[f64]| values.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>();
    let differences = kept(&all);
    let better = |difference: &&f64| match kind.direction {
        Direction::Up | Direction::Neutral => **difference > 0.0,
        Direction::Down => **difference < 0.0,
    };
    let independent = group_means(&all, together);
    let difference = interval::mean(&independent);
    let (least, largest) = kind.range();
    let (low, high) = within(sampled(&independent), (least - largest, largest - least), difference);
    let paired_variance = interval::variance(&differences);
    let variance_ratio = (interval::variance(&kept(&before)) + interval::variance(&kept(&after))) / paired_variance;
    let mut found = Difference {
        outcome: kind.id,
        group: String::new(),
        baseline: String::new(),
        scenario: String::new(),
        baseline_mean: interval::mean(&group_means(&before, together)),
        scenario_mean: interval::mean(&group_means(&after, together)),
        difference,
        low,
        high,
        pairs: differences.len() as u32,
        better_in: differences.iter().filter(better).count() as u32,
        ties: differences.iter().filter(|difference| **difference == 0.0).count() as u32,
        differing: independent.iter().filter(|difference| **difference != 0.0).count() as u32,
        constant: independent.len() >= interval::FEWEST && low.is_nan(),
        between_city_share: between_share(&all, together),
        days: 0,
        direction: kind.direction,
        matters,
        error_rate: 1.0,
        unit: kind.unit,
        variance_ratio: if paired_variance > 0.0 { variance_ratio } else { f64::NAN },
    };
    if found.constant {
        // No question of chance.
        found.error_rate = f64::NAN;
    } else if found.side() != Side::Unclear {
        found.error_rate = judgement::error_rate(&independent, matters);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    #[test]
    fn pairs_are_compared_replicate_by_replicate() {
        let results = made_up(
            &["baseline", "reform"],
            &[
                ("detection_share", &[&[0.5, 0.7, 0.6], &[0.6, 0.8, 0.8]]),
                ("backlog_per_1000", &[&[3.0, 4.0, 5.0], &[3.0, 6.0, 4.0]]),
            ],
        );
        let comparison = compare(&results, "baseline");
        let detection = comparison.get("reform", "detection_share", "all").unwrap();
        assert!((detection.difference - 0.4 / 3.0).abs() < 1e-12 && (detection.baseline_mean - 0.6).abs() < 1e-12);
        assert_eq!((detection.pairs, detection.better_in, detection.ties), (3, 3, 0));
        let backlog = comparison.get("reform", "backlog_per_1000", "all").unwrap();
        assert_eq!((backlog.better_in, backlog.ties), (1, 1));
        assert_eq!((verdict(backlog), backlog.low.is_nan()), (Verdict::NotClear, true));
        // Variances 1 and 7/3 apart, 7/3 together.
        assert!((backlog.variance_ratio - (1.0 + 7.0 / 3.0) / (7.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn what_happens_in_a_handful_of_pairs_is_not_clear() {
        let rare = |differing: usize| {
            let after: Vec<f64> = (0..30).map(|pair| if pair < differing { 1.0 } else { 0.0 }).collect();
            let mut results = made_up(&["baseline", "reform"], &[("skill", &[&[0.0; 30], &after])]);
            results.scenarios[1].matters.insert("skill".to_owned(), 0.0);
            let difference = compare(&results, "baseline").differences[0].clone();
            (difference.low > 0.0, verdict(&difference))
        };
        assert_eq!(rare(5), (true, Verdict::NotClear));
        assert_eq!(rare(6), (true, Verdict::Better));
        // Without a tie the interval has the last word, however few the pairs.
        let few: [&[f64]; 2] = [&[0.0; 4], &[0.5, 0.6, 0.4, 0.5]];
        let results = made_up(&["baseline", "reform"], &[("skill", &few)]);
        assert_eq!(verdict(&compare(&results, "baseline").differences[0]), Verdict::Better);
    }

    #[test]
    fn undefined_values_drop_their_pair_alone() {
        let values: [&[f64]; 2] = [&[0.5, f64::NAN, 0.6, 0.7], &[0.6, 0.8, 0.7, f64::NAN]];
        let results = made_up(&["baseline", "reform"], &[("skill", &values)]);
        let skill = compare(&results, "baseline").differences[0].clone();
        assert_eq!(skill.pairs, 2);
        assert!((skill.baseline_mean - 0.55).abs() < 1e-12, "only pairs count for the means");
        let nothing: [&[f64]; 2] = [&[f64::NAN; 2], &[0.1; 2]];
        let results = made_up(&["baseline", "reform"], &[("skill", &nothing)]);
        let skill = compare(&results, "baseline").differences[0].clone();
        assert!(skill.pairs == 0 && skill.difference.is_nan() && skill.low.is_nan());
        assert_eq!(verdict(&skill), Verdict::NotClear);
    }

    #[test]
    fn identical_runs_have_no_effect_and_no_interval() {
        let same: [&[f64]; 2] = [&[0.1, 0.7, 0.3, 0.2], &[0.1, 0.7, 0.3, 0.2]];
        let results = made_up(&["baseline", "reform"], &[("skill", &same)]);
        let comparison = compare(&results, "baseline");
        let skill = comparison.differences[0].clone();
        assert_eq!((skill.difference, skill.ties, skill.constant, skill.has_interval()), (0.0, 4, true, false));
        assert!(skill.error_rate.is_nan() && comparison.differences[0].to_json()["low"].is_null());
        // Nor has a difference that is the same in every run; what it is called follows from it alone.
        let shifted: [&[f64]; 2] = [&[0.1, 0.7, 0.3, 0.2], &[0.35, 0.95, 0.55, 0.45]];
        let results = made_up(&["baseline", "reform"], &[("skill", &shifted)]);
        let skill = compare(&results, "baseline").differences[0].clone();
        assert!(skill.constant && !skill.has_interval() && !skill.is_same(), "{skill:?}");
        assert_eq!(verdict(&skill), Verdict::Better);
        let (mean, low, high) = mean_of(outcome_kind("skill").unwrap(), &[0.25; 30], 1);
        assert!(mean == 0.25 && low.is_nan() && high.is_nan());
        let results = made_up(&["baseline", "reform"], &[("skill", &same)]);
        let (comparison, skill) = (compare(&results, "baseline"), compare(&results, "baseline").differences[0].clone());
        assert_eq!((verdict(&skill), skill.is_same()), (Verdict::TooSmall, true));
        assert_eq!(comparison.together().judged, 0, "no question of chance");
        // Two equal runs show nothing.
        let same: [&[f64]; 2] = [&[0.1, 0.7], &[0.1, 0.7]];
        let skill = compare(&made_up(&["a", "b"], &[("skill", &same)]), "a").differences[0].clone();
        assert!(skill.low.is_nan() && verdict(&skill) == Verdict::NotClear && skill.is_same());
    }

    #[test]
    fn verdicts_follow_the_direction() {
        let shifted: [&[f64]; 2] = [&[0.10, 0.20, 0.30, 0.4], &[0.21, 0.30, 0.41, 0.5]];
        let of = |outcome| verdict(&compare(&made_up(&["a", "b"], &[(outcome, &shifted)]), "a").differences[0]);
        assert_eq!(of("detection_share"), Verdict::Better);
        assert_eq!(of("burnout_share"), Verdict::Worse);
        assert_eq!(of("utilisation"), Verdict::Up);
    }

    #[test]
    fn the_whole_interval_is_held_against_what_matters() {
        let of = |shift: [f64; 4], own: Option<f64>| {
            let after = shift.map(|by| 0.5 + by);
            let mut results = made_up(&["a", "b"], &[("satisfaction", &[&[0.5; 4], &after])]);
            if let Some(own) = own {
                results.scenarios[0].matters.insert("satisfaction".to_owned(), own);
            }
            let difference = compare(&results, "a").differences[0].clone();
            (verdict(&difference), difference.matters)
        };
        let small = [0.003, 0.004, 0.005, 0.004];
        assert_eq!(of(small, None), (Verdict::TooSmall, 0.01));
        // The baseline's size counts for all that is compared with it.
        assert_eq!(of(small, Some(0.002)), (Verdict::Better, 0.002));
        assert_eq!(of(small, Some(0.0)), (Verdict::Better, 0.0));
        assert_eq!(of(small, Some(0.004)), (Verdict::NotClear, 0.004));
        assert_eq!(of([0.02, 0.03, 0.001, 0.04], None).0, Verdict::NotClear);
    }

    #[test]
    fn intervals_stay_where_the_outcome_can_be() {
        let kind = crate::outcomes::outcome_kind("burnout_share").unwrap();
        let (mean, low, high) = mean_of(kind, &[0.0, 0.0, 0.1, 0.9], 1);
        assert!((mean - 0.25).abs() < 1e-12 && low == 0.0 && high < 1.0, "{low} {high}");
        let range = |values: [&[f64]; 2]| {
            let d = compare(&made_up(&["a", "b"], &[("burnout_share", &values)]), "a").differences[0].clone();
            (d.low, d.high)
        };
        assert_eq!(range([&[0.0, 1.0, 0.0, 0.0], &[1.0, 0.0, 1.0, 1.0]]).1, 1.0);
        let backlog = crate::outcomes::outcome_kind("backlog_per_1000").unwrap();
        assert_eq!(mean_of(backlog, &[0.0, 0.0, 1.0, 50.0], 1).1, 0.0);
    }

    #[test]
    fn of_many_words_those_are_named_that_hold_by_themselves_only() {
        let clear = [0.1, 0.11, 0.1, 0.11, 0.1, 0.11, 0.1, 0.11].map(|by| 0.2 + by);
        // Symmetric: its mean is 2.503 standard errors beyond the 0.02 that matter, an error of some 4% with seven degrees of
        // freedom.
        let lucky = [-0.02, 0.20, 0.01, 0.17, 0.04, 0.14, 0.06, 0.12].map(|by| 0.2 + by);
        let low = [0.2; 8];
        let of_clear: [&[f64]; 2] = [&low, &clear];
        let of_lucky: [&[f64]; 2] = [&low, &lucky];
        let alone = |values: &[(&str, &[&[f64]])]| {
            let comparison = compare(&made_up(&["a", "b"], values), "a");
            let together = comparison.together();
            let alone: Vec<&str> = together.alone.iter().map(|d| d.outcome).collect();
            (together.judged, together.decided, alone)
        };
        assert_eq!(alone(&[("satisfaction", &of_clear), ("capability", &of_lucky)]), (2, 2, vec![]));
        let three =
            [("satisfaction", &of_clear[..]), ("capability", &of_lucky[..]), ("self_governed_share", &of_lucky[..])];
        assert_eq!(alone(&three), (3, 3, vec!["self_governed_share", "capability"]));
    }

    #[test]
    fn a_baseline_may_stand_anywhere_and_an_unknown_one_compares_nothing() {
        let values: [&[f64]; 3] = [&[0.1, 0.2], &[0.3, 0.3], &[0.2, 0.5]];
        let results = made_up(&["a", "b", "c"], &[("skill", &values)]);
        let order: Vec<_> = compare(&results, "b").differences.into_iter().map(|d| d.scenario).collect();
        assert_eq!(order, ["a", "c"]);
        assert!(compare(&results, "d").differences.is_empty());
    }

    #[test]
    fn where_cities_are_drawn_the_interval_is_over_cities() {
        // Four cities of two replicates: differences 1, 3; 4, 6; 2, 2; 5, undefined.
        let values: [&[f64]; 2] = [&[0.0; 8], &[1.0, 3.0, 4.0, 6.0, 2.0, 2.0, 5.0, f64::NAN]];
        let mut results = made_up(&["a", "b"], &[("patrol_lift", &values)]);
        let fixed = compare(&results, "a").differences[0].clone();
        assert!(fixed.between_city_share.is_nan() && (fixed.difference - 23.0 / 7.0).abs() < 1e-12);
        for scenario in &mut results.scenarios {
            scenario.replicates_per_city = Some(2);
        }
        let drawn = compare(&results, "a").differences[0].clone();
        let cities = interval::interval(&[2.0, 5.0, 2.0, 5.0], LEVEL);
        assert_eq!((drawn.difference, drawn.low, drawn.high), (3.5, cities.0, cities.1));
        assert_eq!((drawn.pairs, drawn.better_in, drawn.differing), (7, 7, 4));
        // Whole cities: means 2, 5, 2 with variance 3; within 2, 2, 0, on average 4/3; between 3 - 2/3.
        let between = 3.0 - 2.0 / 3.0;
        assert!((drawn.between_city_share - between / (between + 4.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn ten_pairs_that_differ_in_five_cities_are_not_clear() {
        let after: Vec<f64> = (0..30).map(|pair| if pair < 10 { 1.0 } else { 0.0 }).collect();
        let mut results = made_up(&["a", "b"], &[("skill", &[&[0.0; 30], &after])]);
        assert_eq!(verdict(&compare(&results, "a").differences[0]), Verdict::Better);
        results.scenarios[0].replicates_per_city = Some(2);
        assert_eq!(verdict(&compare(&results, "a").differences[0]), Verdict::NotClear);
    }
}
