//! What did you change? Before and after of every value by which a scenario differs from its baseline, in plain words.
//!
//! Tables, report, JSON and `check --diff` show what stands here. Values from day 0 come first, then changes on later dates;
//! a change that both have is none. What a change on a later date moves from is what was in force there on the day before.

mod words;

use crate::results::Results;
use crate::scenario::Sets;
use crate::settings::parameter;
use crate::words::Language;

/// A value by which a scenario differs from its baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PolicyChange {
    /// Key, such as `power.task_hours_per_week`.
    pub key: String,
    /// Value before, as a scenario file writes it; `None` where there was none.
    pub before: Option<String>,
    /// Value after; `None` where there is none any more.
    pub after: Option<String>,
    /// First day on which it acts.
    pub from_day: i32,
    /// Days over which it moves to its new value; 0 is at once.
    pub over_days: i32,
    /// The communities in which it acts; none means everywhere.
    pub communities: Vec<String>,
    /// The mechanism through which the lever works, where it is switched off: then it does nothing.
    pub without: Option<&'static str>,
}

impl PolicyChange {
    /// Unit of its values.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        let (table, name) = self.key.split_once('.').unwrap_or(("", &self.key));
        let of_kind = (table == "incident").then(|| name.rsplit('.').next().and_then(|field| parameter(table, field)));
        of_kind.unwrap_or_else(|| parameter(table, name)).map_or("", |parameter| parameter.unit)
    }

    /// The change in plain words: "sent-down tasks 16 → 6 hours a week".
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        words::change(self, language)
    }

    /// Since when and where, as it stands before or after the words; empty for a change from day 0 everywhere.
    #[must_use]
    pub fn when_and_where(&self, language: Language) -> String {
        words::when_and_where(self, language)
    }

    /// Whether it acts from day 0 on, everywhere and at once.
    #[must_use]
    pub fn is_from_start(&self) -> bool {
        self.from_day <= 0 && self.over_days <= 0 && self.communities.is_empty()
    }

    fn from_start(key: &str, baseline: &Sets, scenario: &Sets) -> Option<Self> {
        let (before, after) = (baseline.value(key), scenario.value(key));
        (before != after).then(|| Self {
            key: key.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            from_day: 0,
            over_days: 0,
            communities: Vec::new(),
            without: absent(key, scenario),
        })
    }
}

/// The mechanism of a lever where it is switched off.
fn absent(key: &str, scenario: &Sets) -> Option<&'static str> {
    let (table, name) = key.split_once('.')?;
    let (mechanism, _) = parameter(table, name)?.lever?;
    scenario.is_off(mechanism).then_some(mechanism)
}

/// What `scenario` changes of `baseline`.
#[must_use]
pub fn changes(baseline: &Sets, scenario: &Sets) -> Vec<PolicyChange> {
    let mut keys: Vec<&String> = baseline.values.keys().chain(scenario.values.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut list: Vec<PolicyChange> =
        keys.into_iter().filter_map(|key| PolicyChange::from_start(key, baseline, scenario)).collect();
    list.sort_by_key(|change| words::place(&change.key));
    let mut later =
        dated(scenario, baseline, |key, day, place, value| (scenario.in_force(key, day - 1, place), Some(value)));
    // What the baseline does on a date and the scenario does not.
    let missed = dated(baseline, scenario, |key, day, place, value| (Some(value), scenario.in_force(key, day, place)));
    later.extend(missed.into_iter().filter(|change| change.before != change.after));
    for change in &mut later {
        change.without = absent(&change.key, scenario);
    }
    later.sort_by_key(|change| (change.from_day, words::place(&change.key)));
    list.extend(later);
    list
}

/// The dated changes of one that the other has not, with the values before and after that `values` gives.
fn dated(
    of: &Sets,
    other: &Sets,
    values: impl Fn(&str, i32, Option<&str>, f64) -> (Option<f64>, Option<f64>),
) -> Vec<PolicyChange> {
    let mut list = Vec::new();
    for change in &of.dated {
        for (key, value) in &change.values {
            let same = other.dated.iter().any(|known| {
                (known.day, known.ramp_days, &known.communities) == (change.day, change.ramp_days, &change.communities)
                    && known.values.get(key) == Some(value)
            });
            if same {
                continue;
            }
            let place = change.communities.first().map(String::as_str);
            let (before, after) = values(key, change.day, place, *value);
            list.push(PolicyChange {
                key: key.clone(),
                before: before.map(words::plain),
                after: after.map(words::plain),
                from_day: change.day,
                over_days: change.ramp_days,
                communities: change.communities.clone(),
                without: None,
            });
        }
    }
    list
}

/// What a scenario of results changes of their baseline; `None` where the results do not know.
#[must_use]
pub fn changes_in(results: &Results, scenario: &str) -> Option<Vec<PolicyChange>> {
    let sets = |name: &str| results.scenarios.iter().find(|known| known.name == name)?.sets.as_ref();
    Some(changes(sets(&results.baseline)?, sets(scenario)?))
}

/// Changes in plain words, those of one date and place together: "sent-down tasks 16 → 6 hours a week; checks 5% → 15%" and
/// "from day 365 in Willow Lane: …". At most `most` changes are named; 0 names all.
#[must_use]
pub fn in_words(changes: &[PolicyChange], most: usize, language: Language) -> Vec<String> {
    let shown = if most == 0 { changes.len() } else { most };
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for change in changes.iter().take(shown) {
        let (when, text) = (change.when_and_where(language), change.words(language));
        match lines.last_mut() {
            Some((known, texts)) if *known == when => texts.push(text),
            _ => lines.push((when, vec![text])),
        }
    }
    let mut lines: Vec<String> = lines
        .into_iter()
        .map(|(when, texts)| {
            let texts = texts.join(language.pick("; ", "；"));
            if when.is_empty() { texts } else { format!("{when}{}{texts}", language.pick(": ", "：")) }
        })
        .collect();
    let left = changes.len().saturating_sub(shown);
    if left > 0 {
        lines.push(match language {
            Language::English => format!("and {left} more"),
            Language::Chinese => format!("另有{left}项改动"),
        });
    }
    lines
}

#[cfg(test)]
mod tests;
