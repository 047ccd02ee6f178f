//! What a method is given of a study file: its own tables, its sizes, and the words for what is wrong in them.

use std::path::Path;

use toml::de::DeTable;

use crate::outcomes::OutcomeKind;
use crate::scenario::nearest::nearest;
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::study::goals::Bound;
use crate::study::kind::{BOUND, Key, Size};
use crate::study::subject::{OutcomeIndex, Subject};
use crate::units::places::Indexed;

/// The part of a study file that belongs to its method.
pub struct Reading<'r, 'f, 't, 'i> {
    /// Reads tables and keeps problems.
    pub(in crate::study) reader: &'r mut Reader<'f>,
    /// Where the method is named.
    pub(in crate::study) method: &'t Place,
    /// The folder of the file.
    pub folder: &'t Path,
    /// The keys at the top that belong to the method, in their order.
    pub(in crate::study) sections: &'t [(&'t str, Place, &'t Node<'i>)],
    /// The list of outcomes.
    pub(in crate::study) outcomes: Option<&'t Node<'i>>,
    /// The entries of `[design]`.
    pub sizes: Vec<(&'static str, u32)>,
}

impl<'t, 'i> Reading<'_, '_, 't, 'i> {
    /// A size of the design, or its usual value.
    #[must_use]
    pub fn size(&self, size: Size, otherwise: u32) -> u32 {
        self.sizes.iter().find(|(key, _)| *key == size.key).map_or(otherwise, |(_, value)| *value)
    }

    /// The table of that name with its place, if it is there and is a table.
    pub(in crate::study) fn table(&mut self, name: &str) -> Option<(&'t Place, &'t DeTable<'i>)> {
        let (key, place, node) = self.sections.iter().find(|(key, ..)| *key == name)?;
        self.reader.section(key, node).map(|table| (place, table))
    }

    /// Everything under a key at the top.
    pub(in crate::study) fn under(&self, name: &str) -> Option<&'t Node<'i>> {
        self.sections.iter().find(|(key, ..)| *key == name).map(|(.., node)| *node)
    }
}

impl Reader<'_> {
    /// A table of an outcome within bounds.
    pub(in crate::study) fn bound(
        &mut self,
        name: &str,
        table: &DeTable,
        place: &Place,
        subject: &mut Subject,
    ) -> Vec<Bound> {
        let (mut outcome, mut bounds) = (None, Vec::new());
        for (key, place, node) in self.entries(table) {
            match key {
                "outcome" => outcome = self.studied(&format!("{name}.outcome"), node, &mut subject.outcomes),
                "at_most" | "at_least" => {
                    bounds.extend(self.finite(&format!("{name}.{key}"), node).map(|value| (value, key == "at_most")));
                }
                _ => self.unknown(name, key, &place, &Key::names(&BOUND)),
            }
        }
        let Some(outcome) = outcome.filter(|_| !bounds.is_empty()) else {
            self.incomplete(place, table, name, &["outcome", "at_most"]);
            return Vec::new();
        };
        let end = |most: bool| bounds.iter().find(|(_, at_most)| *at_most == most).map(|(value, _)| *value);
        if let (Some(least), Some(most)) = (end(false), end(true))
            && least > most
        {
            let problem = place.problem(name, format!("at_least = {least} lies above at_most = {most}"));
            let problem = problem.expected("at_least below at_most");
            self.problems.push(problem.help("swap them, or keep one"));
        }
        bounds.into_iter().map(|(value, at_most)| Bound { outcome, value, at_most }).collect()
    }

    /// The number of a scenario by its name.
    pub(in crate::study) fn named_scenario(&mut self, key: &str, node: &Node, subject: &Subject) -> Option<usize> {
        let name = self.text(key, node)?;
        let at = subject.scenarios.iter().position(|scenario| scenario.name == name);
        if at.is_none() {
            let known: Vec<&str> = subject.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
            let near = nearest(&name, known.iter().copied()).map(|near| format!("did you mean \"{near}\"?"));
            let help = near.unwrap_or_else(|| "a scenario is called by its file without .toml".to_owned());
            self.wrong(node, key, &format!("one of {}", known.join(", ")), &help);
        }
        at
    }

    /// An outcome that a method judges by; it joins those of the study if it is not among them.
    pub(in crate::study) fn studied(
        &mut self,
        key: &str,
        node: &Node,
        outcomes: &mut Indexed<OutcomeIndex, &'static OutcomeKind>,
    ) -> Option<OutcomeIndex> {
        let word = self.text(key, node)?;
        let kind = self.outcome(&word, node)?;
        let known = outcomes.place_where(|known| known.id == kind.id);
        Some(known.unwrap_or_else(|| {
            let at = outcomes.end();
            outcomes.push(kind);
            at
        }))
    }

    /// Where a key of a table stands.
    pub(in crate::study) fn place_of(&self, table: &DeTable, name: &str) -> Option<Place> {
        self.entries(table).into_iter().find(|(key, ..)| *key == name).map(|(.., node)| self.of(node))
    }

    /// Reports which of the keys that have to be there are not.
    pub(in crate::study) fn incomplete(&mut self, place: &Place, table: &DeTable, name: &str, keys: &[&str]) {
        let there: Vec<&str> = self.entries(table).into_iter().map(|(key, ..)| key).collect();
        for key in keys.iter().filter(|key| !there.contains(key)) {
            if *key == "at_most" && there.contains(&"at_least") {
                continue;
            }
            let example = match *key {
                "outcome" => "outcome = \"satisfaction\"",
                "source" => "source = \"where it is published\"",
                _ => "a number",
            };
            self.missing(place, &format!("{name}.{key}"), &format!("{key} in [[{name}]]"), example);
        }
    }
}
