//! A scenario: settings, a start, and changes on later dates.
//!
//! A file becomes scenarios in steps, one module each: its text is parsed with places and every value checked against the
//! registry (`read`), the files it extends lie below it and its variants on top (`extend`, `draft`), and what
//! results is checked as a whole (`check`). Reading needs no file system: [`Scenario::from_toml_with`] takes a function
//! that fetches other files, [`Scenario::from_path`] passes one that opens them.

pub(crate) mod bytes;
mod check;
mod draft;
mod explain;
mod extend;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod files;
pub(crate) mod limits;
#[cfg(not(target_arch = "wasm32"))]
mod load;
mod meant;
pub(crate) mod nearest;
pub(crate) mod place;
pub(crate) mod read;
pub(crate) mod roster;
pub(crate) mod set;
pub(crate) mod sets;
mod slips;
pub(crate) mod sources;
pub(crate) mod syntax;
mod unknown;
pub(crate) mod values;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

pub use explain::Explained;
pub use extend::Fetch;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use files::fetch;
#[cfg(not(target_arch = "wasm32"))]
pub use load::load;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use load::named;
pub use set::Setting;
pub use sets::Sets;

use crate::assumptions::IncidentKind;
use crate::diagnostics::{Diagnostic, in_order};
use crate::levers::Levers;
use crate::plan::{self, RosterRow, SubdistrictPlan};
use crate::settings::Settings;

/// The yes-or-no fields of a kind of incident.
pub(crate) const FLAGS: [&str; 4] = ["self_governable", "dispute", "facility", "worker"];

/// A yes-or-no field of a kind of incident by its name in [`FLAGS`].
pub(crate) fn flag_mut<'a>(kind: &'a mut IncidentKind, name: &str) -> &'a mut bool {
    match name {
        "self_governable" => &mut kind.self_governable,
        "dispute" => &mut kind.dispute,
        "facility" => &mut kind.facility,
        _ => &mut kind.worker,
    }
}

/// The value of a yes-or-no field by its name in [`FLAGS`].
pub(crate) fn flag(kind: &IncidentKind, name: &str) -> bool {
    *flag_mut(&mut kind.clone(), name)
}

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
    /// By outcome: the smallest change that matters, where it is not the declared one. It decides what differences are called,
    /// and no value.
    pub matters: BTreeMap<&'static str, f64>,
    /// The communities of a roster, if the city has one.
    pub roster: Option<Vec<RosterRow>>,
    /// Where each value that is not a default comes from: key to `file` or `file, variant`.
    pub origins: BTreeMap<String, String>,
    /// The files that it was read from.
    pub(crate) sources: sources::Sources,
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
            matters: BTreeMap::new(),
            roster: None,
            origins: BTreeMap::new(),
            sources: sources::Sources::default(),
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

    /// The built-in scenario of that name; there is one, `baseline`.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        (name == "baseline").then(Self::default)
    }

    /// The scenarios of a text that extends nothing or `builtin:baseline`: one, or one for each of its variants.
    ///
    /// ```
    /// use gridgov::Scenario;
    ///
    /// let scenarios = Scenario::from_toml("[staffing]\ntraining_hours_per_year = 40", "training").unwrap();
    /// assert_eq!(scenarios[0].settings.levers.staffing.training_hours_per_year, 40.0);
    ///
    /// let problems = Scenario::from_toml("[staffing]\ntraining_hours = 40", "training").unwrap_err();
    /// assert_eq!(problems[0].line, 2);
    /// assert!(problems[0].help.contains("staffing.training_hours_per_year"));
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn from_toml(text: &str, name: &str) -> Result<Vec<Self>, Vec<Diagnostic>> {
        let refuse = |_: &Path| Err(io::Error::other("a scenario given as text cannot refer to files"));
        Self::from_toml_with(text, name, &refuse)
    }

    /// The scenarios of a text whose other files, extended ones and rosters, come from `fetch`.
    ///
    /// # Errors
    /// Everything that is wrong in it and in those files.
    pub fn from_toml_with(text: &str, name: &str, fetch: &Fetch) -> Result<Vec<Self>, Vec<Diagnostic>> {
        Self::from_toml_set(text, name, &[], fetch)
    }

    /// The same with `KEY=VALUE` settings on top of each scenario, as `--set` puts them there.
    ///
    /// # Errors
    /// Everything that is wrong in the settings, the text and the other files.
    pub fn from_toml_set(text: &str, name: &str, set: &[String], fetch: &Fetch) -> Result<Vec<Self>, Vec<Diagnostic>> {
        let file = place::SourceFile::new(&format!("{name}.toml"), text);
        let mut problems = Vec::new();
        let on_top = set::layers(set, &mut problems);
        let mut builder = extend::Builder { fetch, problems, on_top: &on_top };
        let mut scenarios = builder.scenarios(&file, Path::new(&file.name), name);
        for scenario in &mut scenarios {
            scenario.file.clear();
        }
        if builder.problems.is_empty() { Ok(scenarios) } else { Err(in_order(builder.problems)) }
    }

    /// Whether both have one world and so share a burn-in.
    #[must_use]
    pub fn same_world(&self, other: &Self) -> bool {
        self.world() == other.world()
    }

    /// Everything that decides its world, as text: all settings but the levers and the days after the burn-in, the levers
    /// of the burn-in, and the roster.
    #[must_use]
    pub fn world(&self) -> String {
        let Settings {
            frame,
            levers: _,
            city,
            plan,
            incidents,
            behaviour,
            people,
            institutions,
            casework,
            workforce,
            bodies,
            first_day,
            self_governance,
            street,
            pressure,
            tasks,
            core_business,
            projects,
            calendar,
            prices,
            mechanisms,
        } = &self.settings;
        // Every field prints in full, so that the text of the settings identifies them.
        format!(
            "{:?} {city:?} {plan:?} {incidents:?} {behaviour:?} {people:?} {institutions:?} {casework:?} {workforce:?} {bodies:?} \
             {first_day:?} {self_governance:?} {street:?} {pressure:?} {tasks:?} {core_business:?} {projects:?} {calendar:?} {prices:?} {mechanisms:?} {:?} {:?}",
            frame.burn_in_days,
            self.burn_in_levers(),
            self.roster_by_id(),
        )
    }

    /// The plan of its city in a replicate. How many communities there are, and what they are called, is the same in all.
    #[must_use]
    pub(crate) fn plan(&self, seed: u64, replicate: u32) -> Vec<SubdistrictPlan> {
        let Settings { city, plan, .. } = &self.settings;
        let places = plan::places(*plan, seed, replicate);
        plan::plan(city, self.roster.as_deref(), plan.replicates_per_city().map(|_| places))
    }

    /// The roster in the order of the model: the order of its rows in the file decides nothing.
    #[must_use]
    pub fn roster_by_id(&self) -> Option<Vec<RosterRow>> {
        let mut rows = self.roster.clone()?;
        rows.sort_by(RosterRow::order);
        Some(rows)
    }
}
