//! Why does an outcome change? What changes on the way to it, and which of the policy's levers do it.
//!
//! Every lever that a scenario changes is also run alone, on top of the baseline, in the same cities with the same random events.
//! What a lever does alone and what all do together are then paired differences of one baseline. Their sum need not be the
//! whole: levers work with or against each other. Levers that are not allowed alone (a floor above its cap) stay together, and so
//! do changes on later dates.
//!
//! And through what? The comparison is made again with mechanisms of the model switched off on both sides ([`through`]): what is
//! left of the change does not go through them.

pub mod through;

use super::changes::{PolicyChange, changes, changes_in};
use super::{Comparison, Difference, Verdict, compare, paired, verdict};
use crate::assumptions::mechanisms::{Mechanism, Mechanisms};
use crate::levers::LEVER_TABLES;
use crate::outcomes::{HEADLINES, outcome_kind};
use crate::results::Results;
use crate::scenario::{Scenario, Setting};
use crate::words::Language;

/// The baseline with each part of a policy alone; nothing where the policy has only one, or where more than levers differ.
#[must_use]
pub fn parts(baseline: &Scenario, scenario: &Scenario) -> Vec<Scenario> {
    let list = changes(&baseline.sets(), &scenario.sets());
    let is_lever =
        |change: &PolicyChange| change.key.split_once('.').is_some_and(|(table, _)| LEVER_TABLES.contains(&table));
    if !list.iter().all(is_lever) || !baseline.same_world(scenario) {
        return Vec::new();
    }
    let (start, later): (Vec<_>, Vec<_>) = list.into_iter().partition(PolicyChange::is_from_start);
    let mut parts: Vec<(Vec<PolicyChange>, Scenario)> = Vec::new();
    let mut bound: Vec<PolicyChange> = Vec::new();
    for change in start {
        match baseline.with_all(&[setting(&change)]) {
            Ok(alone) => parts.push((vec![change], alone)),
            Err(_) => bound.push(change),
        }
    }
    // What is not allowed alone stands with the first other change that allows it: of two limits the other one.
    for change in bound {
        let joined = |(at, (changes, _)): (usize, &(Vec<PolicyChange>, Scenario))| {
            let settings: Vec<_> = changes.iter().chain([&change]).map(setting).collect();
            baseline.with_all(&settings).ok().map(|alone| (at, alone))
        };
        if let Some((at, alone)) = parts.iter().enumerate().find_map(joined) {
            parts[at].0.push(change);
            parts[at].1 = alone;
        }
    }
    if !later.is_empty() {
        let mut dated = baseline.clone();
        dated.changes.clone_from(&scenario.changes);
        parts.push((later, dated));
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let named = |(number, (changes, mut alone)): (usize, (Vec<PolicyChange>, Scenario))| -> Scenario {
        alone.name = format!("{}{PART}{}", scenario.name, number + 1);
        alone.title = changes.iter().map(|change| change.words(Language::English)).collect::<Vec<_>>().join("; ");
        alone.title_zh = changes.iter().map(|change| change.words(Language::Chinese)).collect::<Vec<_>>().join("；");
        alone
    };
    parts.into_iter().enumerate().map(named).collect()
}

/// What stands between the name of a scenario and the number of its part.
const PART: &str = " part ";

/// The scenario of which a scenario of that name is a part.
fn part_of(name: &str) -> Option<&str> {
    name.rsplit_once(PART).map(|(of, _)| of)
}

fn setting(change: &PolicyChange) -> (String, Setting) {
    (change.key.clone(), Setting::Text(change.after.clone().unwrap_or_default()))
}

/// What one part of a policy does to an outcome alone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// What it changes.
    pub changes: Vec<PolicyChange>,
    /// What the outcome differs by, from the baseline.
    pub difference: Difference,
}

/// What is left of a change without a mechanism of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Without {
    /// The mechanism, switched off on both sides.
    pub mechanism: &'static str,
    /// The change that is left.
    pub left: Difference,
    /// The change less what is left, pair by pair: what goes through the mechanism.
    pub through: Difference,
}

/// Why an outcome of a scenario changes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Why {
    /// The change of the outcome.
    pub whole: Difference,
    /// What changes on the way to it by at least what matters, the largest beside what matters first.
    pub on_the_way: Vec<Difference>,
    /// What each part of the policy does alone, the largest first; none where the policy has one lever.
    pub parts: Vec<Part>,
    /// The lever, where the policy has only one.
    pub only: Option<PolicyChange>,
    /// What is left without mechanisms that were switched off, the one that carries most first.
    pub without: Vec<Without>,
    /// For a share or mean of what is filed that looks better: how much less is found, which does not enter it.
    pub unseen: Option<Difference>,
}

impl Why {
    /// What the parts add up to.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.parts.iter().map(|part| part.difference.difference).sum()
    }
}

/// Steps on the way that are named at most.
const STEPS: usize = 3;

/// Why the headline outcomes of every scenario change that change by at least what matters. Where parts of policies were run
/// alone, the results know them.
#[must_use]
pub fn whys(results: &Results, comparison: &Comparison) -> Vec<Why> {
    let mut list = Vec::new();
    let alone = results.alone.as_deref().map(|alone| (alone, compare(alone, &alone.baseline)));
    for scenario in results.scenarios.iter().filter(|scenario| scenario.name != comparison.baseline) {
        let changes = changes_in(results, &scenario.name).unwrap_or_default();
        let only = if changes.len() == 1 { changes.into_iter().next() } else { None };
        for id in HEADLINES {
            let Some(whole) = comparison.get(&scenario.name, id, "all").filter(|d| is_decided(d)) else { continue };
            let mut parts = alone.as_ref().map_or_else(Vec::new, |(results, comparison)| {
                let names = results.scenarios.iter().map(|part| part.name.as_str());
                let mine = names.filter(|name| part_of(name) == Some(scenario.name.as_str()));
                let part = |name: &str| {
                    let difference = comparison.get(name, id, "all")?.clone();
                    Some(Part { changes: changes_in(results, name)?, difference })
                };
                mine.filter_map(part).collect::<Vec<Part>>()
            });
            parts.sort_by(|a, b| b.difference.difference.abs().total_cmp(&a.difference.difference.abs()));
            list.push(Why {
                whole: whole.clone(),
                on_the_way: on_the_way(comparison, &scenario.name, id),
                parts,
                only: only.clone(),
                without: results
                    .alone
                    .as_deref()
                    .map_or_else(Vec::new, |alone| without(alone, results, &scenario.name, id)),
                unseen: unseen(comparison, whole),
            });
        }
    }
    list
}

/// The change of an outcome with each mechanism off that was switched off for this scenario.
fn without(alone: &Results, results: &Results, scenario: &str, outcome: &'static str) -> Vec<Without> {
    let Some(kind) = outcome_kind(outcome) else { return Vec::new() };
    let column = |results: &Results, name: &str| -> Option<Vec<f64>> {
        let at = results.index_of(name).ok()?;
        let value = |run: &crate::results::RunRecord| {
            let row = run.measured.iter().find(|row| row.outcome == outcome && row.group == "all");
            row.map_or(f64::NAN, |row| row.value)
        };
        Some(results.runs[at].iter().map(value).collect())
    };
    let less = |of: &[f64], by: &[f64]| of.iter().zip(by).map(|(of, by)| of - by).collect::<Vec<f64>>();
    let (Some(before), Some(after)) = (column(results, &results.baseline), column(results, scenario)) else {
        return Vec::new();
    };
    let (whole, together) = (less(&after, &before), results.replicates_together());
    let sizes = results.scenarios.iter().filter(|record| record.name == scenario || record.name == results.baseline);
    let matters = sizes.filter_map(|record| record.matters.get(outcome)).next_back().copied().unwrap_or(kind.matters());
    let of = |mechanism: &Mechanism| {
        let before = column(alone, &through::name_without(&results.baseline, mechanism.name))?;
        let after = column(alone, &through::name_without(scenario, mechanism.name))?;
        // As many runs as both have.
        let left = paired(kind, (&before, &after), together, matters);
        let through = paired(kind, (&less(&after, &before), &whole), together, matters);
        Some(Without { mechanism: mechanism.name, left, through })
    };
    let mut list: Vec<Without> = Mechanisms::ALL.iter().filter_map(of).collect();
    list.sort_by(|a, b| b.through.difference.abs().total_cmp(&a.through.difference.abs()));
    list
}

/// What counts only matters on file looks better when fewer are found: how much less is found.
fn unseen(comparison: &Comparison, whole: &Difference) -> Option<Difference> {
    const OF_FILES: [&str; 3] = ["close_days_mean", "true_resolution_share", "duplicate_share"];
    if !OF_FILES.contains(&whole.outcome) || verdict(whole) != Verdict::Better {
        return None;
    }
    let found =
        ["unreported_share", "detection_share"].into_iter().filter_map(|id| comparison.get(&whole.scenario, id, "all"));
    found.filter(|d| verdict(d) == Verdict::Worse).max_by(|a, b| steps(a).total_cmp(&steps(b))).cloned()
}

/// Whether a difference is at least what matters.
fn is_decided(d: &Difference) -> bool {
    !matches!(verdict(d), Verdict::TooSmall | Verdict::NotClear)
}

/// Size beside what matters.
fn steps(d: &Difference) -> f64 {
    let declared = outcome_kind(d.outcome).map_or(1.0, crate::outcomes::OutcomeKind::matters);
    (d.difference / if d.matters > 0.0 { d.matters } else { declared }).abs()
}

/// What changes on the way to an outcome.
fn on_the_way(comparison: &Comparison, scenario: &str, outcome: &str) -> Vec<Difference> {
    let mut found: Vec<Difference> = if outcome == "cost_yuan_per_resident_year" {
        // What money is spent on.
        let posts = comparison.differences.iter().filter(|d| d.scenario == scenario && d.outcome == outcome);
        posts.filter(|d| d.group.starts_with("post:") && is_decided(d)).cloned().collect()
    } else {
        let of = |id: &&str| {
            let (id, group) = id.split_once('@').unwrap_or((id, "all"));
            comparison.get(scenario, id, group).filter(|d| is_decided(d)).cloned()
        };
        leads_to(outcome).iter().filter_map(of).collect()
    };
    found.sort_by(|a, b| steps(b).total_cmp(&steps(a)));
    found.truncate(STEPS);
    found
}

/// The outcomes through which a headline outcome moves, by the rules of the model; `@` stands before a group.
pub(crate) fn leads_to(outcome: &str) -> &'static [&'static str] {
    match outcome {
        "close_days_mean" => &[
            "utilisation",
            "field_time_share",
            "handoff_days_mean",
            "refusals_per_case",
            "misrouted_share",
            "duplicate_share",
            "cases_per_1000_month",
            "backlog_per_1000",
            "street_resolved_share",
        ],
        "true_resolution_share" => &[
            "paper_closure_share",
            "skill",
            "gaming_per_1000_month",
            "utilisation",
            "burnout_share",
            "cases_per_1000_month@channel:patrol",
        ],
        "self_governed_share" => &[
            "takeover_share",
            "first_attempt_community_share",
            "capability",
            "committee_field_share",
            "active_share",
            "street_resolved_share",
        ],
        "capability" => &["self_governed_share", "takeover_share", "community_resolved_share", "active_share"],
        "satisfaction" => &["close_days_mean", "true_resolution_share", "harm_per_1000_day", "unreported_share"],
        "unreported_share" => &[
            "detection_share",
            "self_settled_share",
            "put_up_with_share",
            "trust_community",
            "trust_grid",
            "trust_hotline",
            "field_time_share",
        ],
        "burnout_share" => {
            &["utilisation", "field_time_share", "filled_posts_share", "fatigue", "quits_per_year_share"]
        }
        "duplicate_share" => &["cases_per_1000_month", "close_days_mean", "backlog_per_1000"],
        "harm_gini" => &["detection_lag_days", "detection_share", "patrol_lift", "harm_per_1000_day"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
