//! What a scenario sets, in short: the values that are no defaults, and its dated changes.
//!
//! Results keep this of every scenario, so that two of them can be compared policy by policy without their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Change, Scenario};

/// Everything by which a scenario differs from the defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sets {
    /// Values by key, as a scenario file writes them.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Changes on later dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dated: Vec<Dated>,
}

/// A change on a later date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dated {
    /// First day on which it acts.
    pub day: i32,
    /// Days over which numbers move to their new values.
    #[serde(default)]
    pub ramp_days: i32,
    /// Names of the communities; none means everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communities: Vec<String>,
    /// New values by key.
    pub values: BTreeMap<String, f64>,
}

impl From<&Change> for Dated {
    fn from(change: &Change) -> Self {
        let values = change.set.iter().map(|(table, name, value)| (format!("{table}.{name}"), *value)).collect();
        Self { day: change.day, ramp_days: change.ramp_days, communities: change.communities.clone(), values }
    }
}

/// The defaults by key.
static DEFAULTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| all(&Scenario::default()).collect());

/// Every value by key; what decides only words (`[matters]`) and changes on later dates left out.
fn all(scenario: &Scenario) -> impl Iterator<Item = (String, String)> {
    let apart = |key: &str| key.starts_with("matters.") || key.starts_with("change.");
    scenario.explain().into_iter().filter(move |value| !apart(&value.key)).map(|value| (value.key, value.value))
}

impl Scenario {
    /// What it sets.
    #[must_use]
    pub fn sets(&self) -> Sets {
        let differs = |(key, value): &(String, String)| DEFAULTS.get(key) != Some(value);
        let dated = self.changes.iter().map(Dated::from).collect();
        Sets { values: all(self).filter(differs).collect(), dated }
    }
}

impl Sets {
    /// The value of a key from day 0 on; `None` where the scenario has none, as of a kind of incident that it lacks.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        self.values.get(key).or_else(|| DEFAULTS.get(key)).map(String::as_str)
    }

    /// The number of a key that is in force on a day, at a community of that name or wherever no change names communities.
    pub(crate) fn in_force(&self, key: &str, day: i32, community: Option<&str>) -> Option<f64> {
        let here = |dated: &&Dated| {
            let named = |name: &str| dated.communities.iter().any(|community| community == name);
            dated.day <= day && (dated.communities.is_empty() || community.is_some_and(named))
        };
        let latest = self.dated.iter().filter(here).filter_map(|dated| dated.values.get(key)).next_back();
        latest.copied().or_else(|| self.value(key)?.parse().ok())
    }

    /// The communities that one of the two policies names in a change that the other has not.
    #[must_use]
    pub fn places_beside(&self, other: &Self) -> BTreeSet<String> {
        let of = |one: &Self, two: &Self| {
            let own = one.dated.iter().filter(|dated| !two.dated.contains(dated));
            own.flat_map(|dated| dated.communities.clone()).collect::<Vec<_>>()
        };
        of(self, other).into_iter().chain(of(other, self)).collect()
    }

    /// Whether a mechanism is switched off.
    pub(crate) fn is_off(&self, mechanism: &str) -> bool {
        self.value(&format!("mechanisms.{mechanism}")) == Some("false")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_default_is_kept() {
        assert_eq!(Scenario::default().sets(), Sets::default());
        let text = "[staffing]\naudit_share = 0.2\ntraining_hours_per_year = 16\n[mechanisms]\npatrol = false\n\
                    [[change]]\nday = 30\nset.staffing.audit_share = 0.4\n\
                    [matters]\nsatisfaction = 0.02\n";
        let sets = Scenario::from_toml(text, "reform").unwrap()[0].sets();
        let values: Vec<(&str, &str)> = sets.values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(values, [("mechanisms.patrol", "false"), ("staffing.audit_share", "0.2")]);
        assert_eq!(sets.in_force("staffing.audit_share", 29, None), Some(0.2));
        assert_eq!(sets.in_force("staffing.audit_share", 30, Some("anywhere")), Some(0.4));
        assert_eq!(sets.value("staffing.training_hours_per_year"), Some("16"));
        assert!(sets.is_off("patrol") && !sets.is_off("training"));
        let text = serde_json::to_string(&sets).unwrap();
        assert_eq!(serde_json::from_str::<Sets>(&text).unwrap(), sets);
    }
}
