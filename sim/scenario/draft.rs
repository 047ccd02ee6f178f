//! A scenario in the making: layers are put on top of each other, each value remembering its place.

use std::collections::BTreeMap;

use super::place::Place;
use super::read::{Choice, IncidentPatch, Layer};
use super::{Scenario, Start};
use crate::assumptions::{IncidentKind, IncidentNumbers};
use crate::registry::Table;

/// A scenario before it is checked as a whole.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub scenario: Scenario,
    /// Where each value that is not a default was set.
    pub places: BTreeMap<String, Place>,
    /// The places of each change: its day, communities and settings.
    pub changes: Vec<ChangePlaces>,
}

/// The places of a change; missing for one that was not read from a file just now.
#[derive(Clone, Debug, Default)]
pub(super) struct ChangePlaces {
    pub day: Option<Place>,
    pub communities: Vec<Place>,
    pub set: Vec<Place>,
}

impl Draft {
    /// A draft that continues a finished scenario.
    pub fn of(scenario: Scenario) -> Self {
        let changes = scenario.changes.iter().map(|_| ChangePlaces::default()).collect();
        Self { scenario, places: BTreeMap::new(), changes }
    }

    /// Puts a layer on top; `origin` is what `--explain` calls it. Titles and the roster are the caller's.
    pub fn put(&mut self, layer: &Layer, origin: &str) {
        if let Some((start, place)) = &layer.start {
            self.scenario.start = *start;
            self.mark("scenario.start".to_owned(), origin, place);
        }
        if let Some((plan, place)) = &layer.plan {
            self.scenario.settings.plan = *plan;
            self.mark("city.plan".to_owned(), origin, place);
        }
        for (parameter, value, place) in &layer.numbers {
            self.scenario.settings.set(parameter.table, parameter.name, *value);
            self.mark(parameter.key(), origin, place);
        }
        for (mechanism, choice, place) in &layer.mechanisms {
            match choice {
                Choice::Switch(on) => self.scenario.settings.mechanisms.switch(mechanism.name, *on),
                Choice::Word(word) => self.scenario.settings.mechanisms.choose(mechanism.name, word),
            };
            self.mark(format!("mechanisms.{}", mechanism.name), origin, place);
        }
        for (id, least, place) in &layer.matters {
            self.scenario.matters.insert(id, *least);
            self.mark(format!("matters.{id}"), origin, place);
        }
        for patch in &layer.incidents {
            self.put_incident(patch, origin);
        }
        for patch in &layer.changes {
            self.scenario.changes.push(patch.change.clone());
            self.mark(format!("change.{}", self.scenario.changes.len()), origin, &patch.day);
            self.changes.push(ChangePlaces {
                day: Some(patch.day.clone()),
                communities: patch.communities.clone(),
                set: patch.set.clone(),
            });
        }
    }

    /// Remembers who set a key, and where.
    pub fn mark(&mut self, key: String, origin: &str, place: &Place) {
        self.scenario.origins.insert(key.clone(), origin.to_owned());
        self.places.insert(key, place.clone());
    }

    fn put_incident(&mut self, patch: &IncidentPatch, origin: &str) {
        let kinds = &mut self.scenario.settings.incidents;
        let known = kinds.iter().position(|kind| kind.name == patch.name);
        let at = known.unwrap_or_else(|| {
            kinds.push(IncidentKind::named(&patch.name));
            kinds.len() - 1
        });
        let kind = &mut kinds[at];
        let mut marks = Vec::new();
        let key = |field: &str| format!("incident.{}.{field}", patch.name);
        if known.is_none() {
            marks.push((key("name"), &patch.place));
        }
        for (parameter, value, place) in &patch.numbers {
            let index = IncidentNumbers::PARAMETERS.iter().position(|p| p.name == parameter.name);
            *kind.numbers.value_mut(index.expect("a parameter of an incident")) = *value;
            marks.push((key(parameter.name), place));
        }
        for (flag, value, place) in &patch.flags {
            *super::flag_mut(kind, flag) = *value;
            marks.push((key(flag), place));
        }
        if let Some((departments, place)) = &patch.departments {
            kind.departments.clone_from(departments);
            marks.push((key("departments"), place));
        }
        if let Some((path, place)) = &patch.path {
            kind.path = *path;
            marks.push((key("path"), place));
        }
        if let Some(title) = &patch.title {
            kind.title.clone_from(title);
        }
        // A new kind with one title carries it in both languages.
        if let Some(title) = patch.title_zh.as_ref().or(patch.title.as_ref().filter(|_| known.is_none())) {
            kind.title_zh.clone_from(title);
        }
        for (key, place) in marks {
            self.mark(key, origin, place);
        }
    }

    /// Gives it the name and the titles of a file or variant; what has no title is called by its name.
    pub fn name(&mut self, name: &str, layer: &Layer) {
        let title = layer.title.clone().unwrap_or_else(|| name.to_owned());
        self.scenario.title_zh = layer.title_zh.clone().unwrap_or_else(|| title.clone());
        self.scenario.title = title;
        name.clone_into(&mut self.scenario.name);
    }

    /// Makes it the root of a chain: its levers are the policy of the burn-in.
    pub fn make_root(&mut self) {
        self.scenario.root_levers = self.scenario.settings.levers.clone();
    }

    /// The start of a chain that extends nothing.
    pub fn empty() -> Self {
        Self::of(Scenario { start: Start::Baseline, ..Scenario::default() })
    }
}
