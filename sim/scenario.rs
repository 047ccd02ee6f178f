//! A scenario: settings, a start, and changes on later dates.

use std::collections::BTreeMap;

use crate::levers::Levers;
use crate::plan::RosterRow;
use crate::settings::Settings;

/// Where a scenario starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// From the world burned in under the levers of the root of the `extends` chain.
    #[default]
    Baseline,
    /// From a world of its own, burned in under its own levers.
    Own,
}

/// A change of policy on a date, in all communities or in some.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// First day on which it acts.
    pub day: i32,
    /// Days over which numbers move linearly to their new values; 0 is at once.
    pub ramp_days: i32,
    /// Names of the communities; empty means everywhere.
    pub communities: Vec<String>,
    /// Lever table, lever name and new value.
    pub set: Vec<(&'static str, &'static str, f64)>,
}

impl Change {
    /// A change everywhere at once on `day`.
    #[must_use]
    pub fn on(day: i32, set: Vec<(&'static str, &'static str, f64)>) -> Self {
        Self { day, ramp_days: 0, communities: Vec::new(), set }
    }
}

/// A validated scenario.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// The file's stem, or `stem/variant`.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// The file as the user named it; empty for a scenario from text.
    pub file: String,
    /// The text of the file, for the manifest.
    pub text: String,
    /// Everything it sets.
    pub settings: Settings,
    /// Levers of the root of its `extends` chain: the policy of the burn-in.
    pub root_levers: Levers,
    /// Where it starts from.
    pub start: Start,
    /// Changes on later dates, in order of the file.
    pub changes: Vec<Change>,
    /// The communities of a roster, if the city has one.
    pub roster: Option<Vec<RosterRow>>,
    /// Where each value that is not a default comes from: key to `file` or `file, variant`.
    pub origins: BTreeMap<String, String>,
}

impl Default for Scenario {
    /// The built-in baseline.
    fn default() -> Self {
        Self {
            name: "baseline".to_owned(),
            title: "Baseline".to_owned(),
            title_zh: "基准".to_owned(),
            file: String::new(),
            text: String::new(),
            settings: Settings::default(),
            root_levers: Levers::default(),
            start: Start::Baseline,
            changes: Vec::new(),
            roster: None,
            origins: BTreeMap::new(),
        }
    }
}

impl Scenario {
    /// The levers of the burn-in: the root's, or its own where it starts a world of its own.
    #[must_use]
    pub fn burn_in_levers(&self) -> &Levers {
        match self.start {
            Start::Baseline => &self.root_levers,
            Start::Own => &self.settings.levers,
        }
    }
}
