//! Mechanisms through which a policy may act: the comparison again with one of them switched off on both sides.
//!
//! What a lever does, it does through people: they learn, practise, tire, leave, look for incidents. Which of these a lever
//! may go through is said here by the rules of the model; how much goes through each is measured. A lever's own mechanism is
//! not among them: without it the lever is not there.

use crate::assumptions::mechanisms::{Mechanism, Mechanisms};
use crate::compare::changes::{PolicyChange, changes};
use crate::scenario::{Scenario, Setting};
use crate::settings::parameter;

/// What stands between the name of a scenario and the mechanism that it lacks.
const WITHOUT: &str = " without ";

/// Mechanisms of a policy that are switched off, at most: each takes a burn-in of its own.
pub const MOST: usize = 4;

/// What a scenario without a mechanism is called.
#[must_use]
pub fn name_without(scenario: &str, mechanism: &str) -> String {
    format!("{scenario}{WITHOUT}{mechanism}")
}

/// Whether a scenario of that name is another one without a mechanism.
#[must_use]
pub fn lacks_a_mechanism(name: &str) -> bool {
    name.rsplit_once(WITHOUT).is_some_and(|(_, mechanism)| known(mechanism).is_some())
}

/// The mechanism of that name.
#[must_use]
pub fn known(name: &str) -> Option<&'static Mechanism> {
    Mechanisms::ALL.iter().find(|mechanism| mechanism.name == name)
}

/// The mechanisms through which the levers of a policy may act: first those that most of them share.
#[must_use]
pub fn mechanisms(baseline: &Scenario, scenario: &Scenario) -> Vec<&'static str> {
    let list = changes(&baseline.sets(), &scenario.sets());
    if list.is_empty() || !baseline.same_world(scenario) {
        return Vec::new();
    }
    let own: Vec<&str> = list.iter().filter_map(own).collect();
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    for through in own.iter().flat_map(|lever| acts_through(lever)) {
        match found.iter_mut().find(|(name, _)| name == through) {
            Some((_, count)) => *count += 1,
            None => found.push((through, 1)),
        }
    }
    let on = |name: &str| baseline.settings.mechanisms.is_on(name) && !own.contains(&name);
    found.retain(|(name, _)| on(name));
    // The sort is stable: of equals the one named first.
    found.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    found.into_iter().take(MOST).map(|(name, _)| name).collect()
}

/// The mechanism of a lever.
fn own(change: &PolicyChange) -> Option<&'static str> {
    let (table, name) = change.key.split_once('.')?;
    Some(parameter(table, name)?.lever?.0)
}

/// Baseline and policy without each of these mechanisms.
#[must_use]
pub fn without(baseline: &Scenario, scenario: &Scenario) -> Vec<Scenario> {
    let both = |mechanism: &'static str| {
        let off = |of: &Scenario| {
            let mut off =
                of.with_all(&[(format!("mechanisms.{mechanism}"), Setting::Text("false".to_owned()))]).ok()?;
            off.name = name_without(&of.name, mechanism);
            let meaning = known(mechanism).map_or(("", ""), |known| (known.meaning_en, known.meaning_zh));
            off.title = format!("{}, without: {}", of.title, meaning.0);
            off.title_zh = format!("{}，关闭：{}", of.title_zh, meaning.1);
            Some(off)
        };
        Some([off(baseline)?, off(scenario)?])
    };
    mechanisms(baseline, scenario).into_iter().filter_map(both).flatten().collect()
}

/// By the mechanism of a lever, those through which it reaches outcomes.
fn acts_through(lever: &str) -> &'static [&'static str] {
    match lever {
        "grid_workers" => &["patrol", "load", "burnout", "gaming"],
        "committee_staff" => &["core_business", "practice", "learning"],
        "sent_down_tasks" | "task_owners" => &["core_business", "burnout", "practice", "learning"],
        "takeover" | "street_office" => &["practice", "learning", "who_decides", "joining"],
        "appraisal" | "audits" | "callbacks" | "ranking" => &["gaming", "burnout", "learning"],
        "selection" | "training" | "pay" => &["quitting", "burnout", "skill_decay"],
        "platform" | "sharing" | "data_entry" | "refusals" | "whistle" | "secondment" => {
            &["learning", "gaming", "burnout"]
        }
        "analytics" | "projects" => &["patrol", "root_causes", "disorder"],
        "data_collection" | "hotline_queue" | "one_stop" => &["learning", "influence"],
        "feedback" => &["learning", "who_decides", "influence"],
        "legal_education" | "legal_service" | "mediation" => &["escalation", "learning", "influence"],
        "organisations" | "volunteers" | "deliberation" | "organisers" | "owners_committees" | "community_fund"
        | "service_purchase" => &["practice", "joining", "learning"],
        _ => &["learning"],
    }
}
