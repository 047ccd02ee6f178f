//! Reads one file: TOML with places, checked value by value against the registry, not yet merged with anything.

mod change;
mod incident;
pub(crate) mod matters;
mod variant;

use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{LEVER_TABLES, WORLD_TABLES, nearest, nearest_key};
use super::place::{Place, SourceFile};
use super::unknown::{quoted, suggest, table_of, unknown_key, unknown_table};
use super::values::{Fault, describe, number_fault};
use super::{Change, Start};
use crate::assumptions::mechanisms::Mechanism;
use crate::assumptions::{CityPlan, Department, Mechanisms, Path};
use crate::diagnostics::{Code, Diagnostic};
use crate::registry::Parameter;
use crate::settings::parameter;

pub(crate) type Node<'i> = Spanned<DeValue<'i>>;

/// A mechanism's setting.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    Switch(bool),
    Word(&'static str),
}

/// What a file or a variant sets for one kind of incident.
#[derive(Clone, Debug)]
pub(super) struct IncidentPatch {
    pub name: String,
    pub place: Place,
    pub title: Option<String>,
    pub title_zh: Option<String>,
    pub numbers: Vec<(&'static Parameter, f64, Place)>,
    pub flags: Vec<(&'static str, bool, Place)>,
    pub departments: Option<(Vec<Department>, Place)>,
    pub path: Option<(Path, Place)>,
}

/// A change with its places.
#[derive(Clone, Debug)]
pub(super) struct ChangePatch {
    pub change: Change,
    pub day: Place,
    pub communities: Vec<Place>,
    pub set: Vec<Place>,
}

/// What a file or a variant sets.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub title: Option<String>,
    pub title_zh: Option<String>,
    pub start: Option<(Start, Place)>,
    pub roster: Option<(String, Place)>,
    pub plan: Option<(CityPlan, Place)>,
    pub numbers: Vec<(&'static Parameter, f64, Place)>,
    pub mechanisms: Vec<(&'static Mechanism, Choice, Place)>,
    pub incidents: Vec<IncidentPatch>,
    pub changes: Vec<ChangePatch>,
    pub matters: Vec<(&'static str, f64, Place)>,
}

/// A variant: a named layer.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub name: String,
    pub place: Place,
    pub layer: Layer,
}

/// One file.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub file: Rc<SourceFile>,
    pub extends: Option<(String, Place)>,
    pub layer: Layer,
    pub variants: Vec<Variant>,
}

/// Problems after which reading stops: the wrong kind of file has one on every line.
const MOST_PROBLEMS: usize = 500;

/// Reads a file; problems are added to the list, and what could be read is returned.
pub(super) fn read(file: &Rc<SourceFile>, problems: &mut Vec<Diagnostic>) -> Document {
    let mut document = Document { file: Rc::clone(file), extends: None, layer: Layer::default(), variants: Vec::new() };
    if let Some(problem) = super::limits::exceeded(file) {
        problems.push(problem);
        return document;
    }
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let before = problems.len();
    super::syntax::problems(file, &errors, problems);
    // A duplicate key leaves the rest readable; after any other slip of syntax what follows may be misread.
    if problems.len() > before && errors.iter().any(|error| error.message() != "duplicate key") {
        return document;
    }
    let mut reader = Reader { file, problems };
    for (key, key_place, node) in reader.entries(table.get_ref()) {
        if reader.enough() {
            break;
        }
        match key {
            "extends" => reader.extends(node, &mut document.extends),
            "title" => reader.title(key, node, &mut document.layer.title),
            "title_zh" => reader.title(key, node, &mut document.layer.title_zh),
            "variant" => {
                for (table, place) in reader.tables(key, node) {
                    if reader.enough() {
                        break;
                    }
                    if let Some(variant) = reader.variant(table, &place, &document.variants) {
                        document.variants.push(variant);
                    }
                }
            }
            _ => {
                let extends = Some(&mut document.extends);
                reader.table(key, &key_place, node, &mut document.layer, extends);
            }
        }
    }
    document
}

/// Reads tables with places, gathering problems; studies are read with it too.
pub(crate) struct Reader<'a> {
    pub(crate) file: &'a Rc<SourceFile>,
    pub(crate) problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Whether there are so many problems that reading on would help nobody.
    fn enough(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place { file: Rc::clone(self.file), span }
    }

    pub(crate) fn of(&self, node: &Node) -> Place {
        self.place(node.span())
    }

    /// The entries of a table in the order of the file.
    pub(crate) fn entries<'t, 'i>(&self, table: &'t DeTable<'i>) -> Vec<(&'t str, Place, &'t Node<'i>)> {
        let mut entries: Vec<_> =
            table.iter().map(|(key, node)| (key.get_ref().as_ref(), self.place(key.span()), node)).collect();
        entries.sort_by_key(|(_, place, _)| place.span.start);
        entries
    }

    pub(crate) fn wrong(&mut self, node: &Node, key: &str, expected: &str, help: &str) {
        let found = format!("{key} is {}", describe(node.get_ref()));
        let problem = self.of(node).problem(key, found).code(Code::WrongValue).expected(expected).help(help);
        self.problems.push(problem);
    }

    fn fault(&mut self, place: &Place, key: &str, fault: Fault) {
        self.problems.push(place.problem(key, fault.found).code(fault.code).expected(fault.expected).help(fault.help));
    }

    pub(crate) fn text(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = node.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(node, key, "text in quotes", "put the value between straight double quotes");
        }
        text
    }

    pub(crate) fn flag(&mut self, key: &str, node: &Node) -> Option<bool> {
        let flag = node.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(node, key, "true or false", "write true or false without quotes");
        }
        flag
    }

    fn whole_day(&mut self, key: &str, node: &Node) -> Option<i32> {
        let day = super::values::number(node.get_ref())
            .filter(|day| day.fract() == 0.0 && (0.0..=36_500.0).contains(day))
            .map(|day| day as i32);
        if day.is_none() {
            self.wrong(
                node,
                key,
                "a whole number of days from 0 to 36500",
                "days count from day 0, when scenarios branch",
            );
        }
        day
    }

    fn child<'t, 'i>(&mut self, key: &str, node: &'t Node<'i>) -> Option<&'t DeTable<'i>> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            let help = match nearest_key("", key) {
                Some(known) => format!("did you mean {known}? Write it under [{}]", table_of(&known)),
                None => format!("write [{key}] on a line of its own and the keys below it"),
            };
            self.wrong(node, key, &format!("a table [{key}]"), &help);
        }
        table
    }

    /// The tables of `[[key]]`, with the place of each.
    pub(crate) fn tables<'t, 'i>(&mut self, key: &str, node: &'t Node<'i>) -> Vec<(&'t DeTable<'i>, Place)> {
        let Some(array) = node.get_ref().as_array() else {
            let help = format!("write [[{key}]] with two brackets on each side");
            self.wrong(node, key, &format!("a list of tables [[{key}]]"), &help);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, self.of(item))),
                None => self.wrong(item, key, &format!("a table [[{key}]]"), "each entry is a table of keys"),
            }
        }
        tables
    }

    fn title(&mut self, key: &str, node: &Node, into: &mut Option<String>) {
        let title = self.text(key, node);
        if into.is_some() {
            let problem =
                self.of(node).problem(key, format!("{key} is set at the top and in [scenario]")).code(Code::Duplicate);
            self.problems.push(problem.expected("one place").help("keep one of the two"));
        } else if title.as_deref().is_some_and(|title| title.trim().is_empty()) {
            self.wrong(node, key, "a title", "write a few words, or leave the line out");
        } else {
            *into = title;
        }
    }

    fn extends(&mut self, node: &Node, into: &mut Option<(String, Place)>) {
        if into.is_some() {
            let problem =
                self.of(node).problem("extends", "extends is set at the top and in [scenario]").code(Code::Duplicate);
            self.problems.push(problem.expected("one place").help("keep one of the two"));
        } else if let Some(path) = self.text("extends", node) {
            *into = Some((path, self.of(node)));
        }
    }

    fn table(
        &mut self,
        key: &str,
        key_place: &Place,
        node: &Node,
        layer: &mut Layer,
        extends: Option<&mut Option<(String, Place)>>,
    ) {
        match key {
            "scenario" => self.frame(node, layer, extends),
            world if WORLD_TABLES.contains(&world) => self.numbers(key, node, layer),
            "mechanisms" => self.mechanisms(node, layer),
            "matters" => {
                for entry in self.smallest_changes(node, true) {
                    layer.matters.push((entry.declared.id, entry.least, entry.place));
                }
            }
            "incident" => {
                for (table, place) in self.tables(key, node) {
                    if self.enough() {
                        break;
                    }
                    if let Some(patch) = self.incident(table, &place, &layer.incidents) {
                        layer.incidents.push(patch);
                    }
                }
            }
            "change" => {
                for (table, place) in self.tables(key, node) {
                    if self.enough() {
                        break;
                    }
                    if let Some(patch) = self.change(table, &place) {
                        layer.changes.push(patch);
                    }
                }
            }
            _ if LEVER_TABLES.contains(&key) => self.numbers(key, node, layer),
            _ => {
                let problem = unknown_table(key, key_place, node);
                self.problems.push(problem);
            }
        }
    }

    fn frame(&mut self, node: &Node, layer: &mut Layer, mut extends: Option<&mut Option<(String, Place)>>) {
        let Some(table) = self.child("scenario", node) else { return };
        for (name, place, node) in self.entries(table) {
            if self.enough() {
                break;
            }
            match name {
                "title" => self.title("scenario.title", node, &mut layer.title),
                "title_zh" => self.title("scenario.title_zh", node, &mut layer.title_zh),
                "extends" => {
                    if let Some(extends) = extends.as_deref_mut() {
                        self.extends(node, extends);
                    } else {
                        let problem =
                            place.problem("scenario.extends", "a variant cannot extend a file").code(Code::Conflict);
                        self.problems.push(problem.help("a variant extends the file that it stands in"));
                    }
                }
                "start" => match node.get_ref().as_str() {
                    Some("baseline") => layer.start = Some((Start::Baseline, self.of(node))),
                    Some("own") => layer.start = Some((Start::Own, self.of(node))),
                    _ => self.wrong(
                        node,
                        "scenario.start",
                        "\"baseline\" or \"own\"",
                        "\"baseline\" starts from the world of the root file, \"own\" from one of its own",
                    ),
                },
                _ => self.number("scenario", name, &place, node, layer),
            }
        }
    }

    fn numbers(&mut self, table_name: &str, node: &Node, layer: &mut Layer) {
        let Some(table) = self.child(table_name, node) else { return };
        for (name, place, node) in self.entries(table) {
            if self.enough() {
                break;
            }
            if table_name == "city" && name == "roster" {
                layer.roster = self.text("city.roster", node).map(|path| (path, self.of(node)));
            } else if table_name == "city" && name == "plan" {
                layer.plan = self.plan(node);
            } else {
                self.number(table_name, name, &place, node, layer);
            }
        }
        if let (Some((_, place)), Some(residents)) =
            (&layer.roster, layer.numbers.iter().find(|(p, ..)| p.table == "city" && p.name == "residents"))
            && table_name == "city"
        {
            let found = format!("both a roster ({}) and residents are given", place.mention());
            let problem = residents.2.problem("city.residents", found).code(Code::Conflict).expected("one of the two");
            self.problems.push(problem.help("a roster counts its own residents: take residents out"));
        }
    }

    fn plan(&mut self, node: &Node) -> Option<(CityPlan, Place)> {
        let plan = node.get_ref().as_str().and_then(CityPlan::named);
        if plan.is_none() {
            let help = "\"fixed\" keeps one city in all replicates, \"drawn\" draws one anew for every two";
            self.wrong(node, "city.plan", &format!("one of {}", quoted(&CityPlan::WORDS)), help);
        }
        plan.map(|plan| (plan, self.of(node)))
    }

    fn number(&mut self, table: &str, name: &str, place: &Place, node: &Node, layer: &mut Layer) {
        let Some(parameter) = parameter(table, name) else {
            let problem = unknown_key(table, name, place);
            self.problems.push(problem);
            return;
        };
        if let Some(value) = self.value(parameter, &parameter.key(), node) {
            layer.numbers.push((parameter, value, self.of(node)));
        }
    }

    pub(crate) fn value(&mut self, parameter: &Parameter, key: &str, node: &Node) -> Option<f64> {
        match number_fault(parameter, key, node.get_ref()) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fault(&self.of(node), key, fault);
                None
            }
        }
    }

    fn mechanisms(&mut self, node: &Node, layer: &mut Layer) {
        let Some(table) = self.child("mechanisms", node) else { return };
        for (name, place, node) in self.entries(table) {
            if self.enough() {
                break;
            }
            let key = format!("mechanisms.{name}");
            let Some(mechanism) = Mechanisms::ALL.iter().find(|known| known.name == name) else {
                let near = nearest(name, Mechanisms::ALL.iter().map(|known| known.name));
                let problem = place.problem(&key, format!("there is no mechanism {name}")).code(Code::UnknownKey);
                self.problems.push(suggest(problem, near.map(|near| format!("mechanisms.{near}"))));
                continue;
            };
            let words = mechanism.variants;
            let choice = match node.get_ref() {
                DeValue::Boolean(on) if words.is_empty() => Some(Choice::Switch(*on)),
                DeValue::Boolean(false) if words.contains(&"none") => Some(Choice::Word("none")),
                DeValue::Boolean(true) if !words.is_empty() => Some(Choice::Word(words[0])),
                DeValue::String(word) => words.iter().find(|known| **known == word.as_ref()).map(|w| Choice::Word(w)),
                _ => None,
            };
            match choice {
                Some(choice) => layer.mechanisms.push((mechanism, choice, self.of(node))),
                None if words.is_empty() => {
                    self.wrong(
                        node,
                        &key,
                        "true or false",
                        "false switches the mechanism off, with its instrument and its cost",
                    );
                }
                None => {
                    let near = node.get_ref().as_str().and_then(|word| nearest(word, words.iter().copied()));
                    let help = match near {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("the default is \"{}\"", words[0]),
                    };
                    self.wrong(node, &key, &format!("one of {}", quoted(words)), &help);
                }
            }
        }
    }
}
