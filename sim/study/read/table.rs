//! What reading any table of a study needs: lists, counts, nested keys, and problems in their place.

use toml::de::DeTable;

use super::setting_of;
use crate::diagnostics::Diagnostic;
use crate::scenario::Setting;
use crate::scenario::nearest::{nearest, tables};
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::scenario::set::judged;
use crate::scenario::values::number;

impl Reader<'_> {
    /// Something that has to be there and is not.
    pub(in crate::study) fn missing(&mut self, place: &Place, key: &str, expected: &str, example: &str) {
        let problem = place.problem(key, format!("{key} is missing"));
        self.problems.push(problem.expected(expected).help(format!("for instance {example}")));
    }

    /// A key that `table` does not have.
    pub(in crate::study) fn unknown(&mut self, table: &str, key: &str, place: &Place, known: &[&str]) {
        let (full, found) = if table.is_empty() {
            (key.to_owned(), format!("a study has no key {key}"))
        } else {
            (format!("{table}.{key}"), format!("[{table}] has no key {key}"))
        };
        let problem = place.problem(&full, found);
        if table.is_empty() && (tables().any(|own| own == key) || key == "extends") {
            let help = "this looks like a scenario: run it with `gridgov run FILE`";
            self.problems.push(problem.expected("a study").help(help));
            return;
        }
        self.problems.push(match nearest(key, known.iter().copied()) {
            Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
            None => problem.expected(format!("one of {}", known.join(", "))).help("`gridgov help study` shows a study"),
        });
    }

    /// A problem of a value, reported at the place in this file where the value stands.
    pub(in crate::study) fn moved(&mut self, problem: impl Into<Diagnostic>, place: &Place) {
        let problem = problem.into();
        let here = place.problem(&problem.key, problem.found).code(problem.code);
        self.problems.push(here.expected(problem.expected).help(problem.help));
    }

    /// The table under a key, or a problem.
    pub(in crate::study) fn section<'t, 'i>(&mut self, key: &str, node: &'t Node<'i>) -> Option<&'t DeTable<'i>> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            let help = format!("write [{key}] on a line of its own and the keys below it");
            self.wrong(node, key, &format!("a table [{key}]"), &help);
        }
        table
    }

    /// The texts of a list.
    pub(in crate::study) fn texts<'t, 'i>(&mut self, key: &str, node: &'t Node<'i>) -> Vec<(String, &'t Node<'i>)> {
        let Some(items) = node.get_ref().as_array() else {
            self.wrong(node, key, "a list of texts", &format!("write {key} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.text(key, item).map(|text| (text, item))).collect()
    }

    /// A whole number in a range.
    pub(in crate::study) fn count(&mut self, key: &str, node: &Node, low: u32, high: u32) -> Option<u32> {
        let range = f64::from(low)..=f64::from(high);
        let value = number(node.get_ref()).filter(|value| value.fract() == 0.0 && range.contains(value));
        if value.is_none() {
            let help = if number(node.get_ref()).is_some() {
                format!("write a whole number from {low} to {high}")
            } else {
                "write a number without quotes".to_owned()
            };
            self.wrong(node, key, &format!("a whole number from {low} to {high}"), &help);
        }
        value.map(|value| value as u32)
    }

    /// A finite number.
    pub(in crate::study) fn finite(&mut self, key: &str, node: &Node) -> Option<f64> {
        let value = number(node.get_ref()).filter(|value| value.is_finite());
        if value.is_none() {
            let help = match number(node.get_ref()) {
                Some(_) => "write a finite number: neither nan nor inf",
                None => "write a number without quotes",
            };
            self.wrong(node, key, "a finite number", help);
        }
        value
    }

    /// A value that a scenario could set, or a problem.
    pub(in crate::study) fn setting(&mut self, key: &str, node: &Node) -> Option<Setting> {
        let setting = setting_of(node.get_ref());
        if setting.is_none() {
            self.wrong(node, key, "a number, true, false or a word in quotes", "take one value out of the list");
        }
        setting
    }

    /// Values by dotted key, whether the key stands in quotes or not.
    pub(in crate::study) fn leaves<'t, 'i>(
        &mut self,
        table: &str,
        node: &'t Node<'i>,
    ) -> Vec<(String, &'t Node<'i>, Place)> {
        let mut found = Vec::new();
        if let Some(section) = self.section(table, node) {
            self.gather("", section, &mut found);
        }
        found
    }

    fn gather<'t, 'i>(&mut self, prefix: &str, table: &'t DeTable<'i>, into: &mut Vec<(String, &'t Node<'i>, Place)>) {
        for (key, place, node) in self.entries(table) {
            let key = if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
            match node.get_ref().as_table() {
                Some(table) => self.gather(&key, table, into),
                None => into.push((key, node, place)),
            }
        }
    }

    /// `[set]`: values by key.
    pub(in crate::study) fn settings(&mut self, table: &str, node: &Node) -> Vec<(String, Setting, Place)> {
        let leaves = self.leaves(table, node);
        let mut settings = Vec::new();
        for (key, node, place) in leaves {
            if let Some(setting) = self.setting(&key, node) {
                // A key that does not exist is wrong where it stands itself, a value where the value stands.
                let no_key = judged(&key, setting.clone()).is_err_and(|wrong| wrong.column <= key.chars().count());
                let at_key = no_key || matches!(setting, Setting::Text(_)) || !key.contains('.');
                settings.push((key, setting, if at_key { place } else { self.of(node) }));
            }
        }
        settings
    }
}
