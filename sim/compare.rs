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
use crate::statistics::interval::Sampled;
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
    let Sampled { mean, low, high, .. } = Sampled::of(&group_means(values, together), LEVEL);
    let (low, high) = within((low, high), kind.range(), mean);
    (mean, low, high)
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
    let Sampled { mean: difference, low, high, constant } = Sampled::of(&independent, LEVEL);
    let (least, largest) = kind.range();
    let (low, high) = within((low, high), (least - largest, largest - least), difference);
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
        constant,
        between_city_share: between_share(&all, together),
        days: 0,
        direction: kind.direction,
        matters,
        error_rate: 1.0,
        unit: kind.unit,
        variance_ratio: if paired_variance > 0.0 { variance_ratio } else { f64::NAN },
    };
    if found.constant || found.side() != Side::Unclear {
        found.error_rate = judgement::error_rate(&independent, matters);
    }
    found
}

#[cfg(test)]
mod tests;
