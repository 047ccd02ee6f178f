//! Reads `[[change]]`.

use toml::de::DeTable;

use super::{ChangePatch, Node, Reader};
use crate::diagnostics::Code;
use crate::scenario::Change;
use crate::scenario::nearest::{LEVER_TABLES, nearest};
use crate::scenario::place::Place;
use crate::scenario::unknown::{suggest, unknown_key};
use crate::settings::parameter;

impl Reader<'_> {
    pub(super) fn change(&mut self, table: &DeTable, place: &Place) -> Option<ChangePatch> {
        let before = self.problems.len();
        let mut change = Change::on(-1, Vec::new());
        let mut patch =
            ChangePatch { change: change.clone(), day: place.clone(), communities: Vec::new(), set: Vec::new() };
        for (name, place, node) in self.entries(table) {
            match name {
                "day" => {
                    patch.day = self.of(node);
                    change.day = self.whole_day("change.day", node).unwrap_or(0);
                }
                "ramp_days" => change.ramp_days = self.whole_day("change.ramp_days", node).unwrap_or(0),
                "communities" => self.communities(node, &mut change.communities, &mut patch.communities),
                "set" => self.change_set(node, &mut change, &mut patch.set),
                _ => {
                    let fields = ["day", "ramp_days", "communities", "set"];
                    let problem = place
                        .problem(&format!("change.{name}"), format!("a change has no field {name}"))
                        .code(Code::UnknownKey);
                    // A lever table without `set.` in front, or one of the fields misspelt.
                    let near = if LEVER_TABLES.contains(&name) {
                        Some(format!("set.{name}"))
                    } else {
                        nearest(name, fields).map(str::to_owned)
                    };
                    self.problems.push(suggest(problem, near));
                }
            }
        }
        if change.day < 0 {
            let problem = place.problem("change.day", "a [[change]] has no day").code(Code::Missing);
            self.problems
                .push(problem.expected("day = a whole number from 0").help("add the first day on which it acts"));
        }
        if change.set.is_empty() && self.problems.len() == before {
            let problem = place.problem("change.set", "a [[change]] sets nothing").code(Code::Missing);
            self.problems.push(
                problem.expected("set.TABLE.KEY = value").help("for instance: set.power.task_hours_per_week = 8"),
            );
        }
        patch.change = change;
        (self.problems.len() == before).then_some(patch)
    }

    pub(super) fn communities(&mut self, node: &Node, names: &mut Vec<String>, places: &mut Vec<Place>) {
        let Some(array) = node.get_ref().as_array().filter(|array| !array.is_empty()) else {
            let help = "leave communities out for a change everywhere; `gridgov check` lists the names";
            self.wrong(node, "change.communities", "a list of names of communities", help);
            return;
        };
        for item in array {
            if let Some(name) = self.text("change.communities", item)
                && !names.contains(&name)
            {
                names.push(name);
                places.push(self.of(item));
            }
        }
    }

    pub(super) fn change_set(&mut self, node: &Node, change: &mut Change, places: &mut Vec<Place>) {
        let Some(tables) = self.child("change.set", node) else { return };
        for (table_name, place, node) in self.entries(tables) {
            if !LEVER_TABLES.contains(&table_name) {
                let key = format!("change.set.{table_name}");
                let found = format!("{table_name} cannot change on a date");
                let problem = place
                    .problem(&key, found)
                    .code(Code::UnknownKey)
                    .expected(format!("one of {}", LEVER_TABLES.join(", ")));
                let help = match nearest(table_name, LEVER_TABLES) {
                    Some(near) => format!("did you mean set.{near}?"),
                    None => "only policy levers change on a date; write set.TABLE.KEY = value".to_owned(),
                };
                self.problems.push(problem.help(help));
                continue;
            }
            let Some(table) = self.child(&format!("change.set.{table_name}"), node) else { continue };
            for (name, place, node) in self.entries(table) {
                let Some(parameter) = parameter(table_name, name) else {
                    let problem = unknown_key(table_name, name, &place);
                    self.problems.push(problem);
                    continue;
                };
                if let Some(value) = self.value(parameter, &parameter.key(), node) {
                    change.set.push((parameter.table, parameter.name, value));
                    places.push(self.of(node));
                }
            }
        }
    }
}
