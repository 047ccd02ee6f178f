//! `[[lever]]` and `[[assumption]]`: what a study varies.

use std::path::Path;

use toml::de::DeTable;

use super::keys;
use crate::registry::{Parameter, Table};
use crate::scenario::files::exists;
use crate::scenario::nearest::{LEVER_TABLES, nearest, nearest_key};
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::scenario::set::judged;
use crate::scenario::values::plain;
use crate::scenario::{Scenario, load};
use crate::settings::{parameter, parameters};
use crate::study::factor::{Factor, Levels, Role, Target};
use crate::study::subject::Subject;

/// Factors at most.
const MOST: usize = 1_000;

/// An entry before it is known what it is about.
#[derive(Default)]
pub(super) struct Entry {
    key: Option<(String, Place)>,
    scenario: Option<(String, Place)>,
    pub(super) low: Option<(f64, Place)>,
    pub(super) high: Option<(f64, Place)>,
    pub(super) values: Option<(Vec<f64>, Place)>,
    on: Option<Vec<(String, Place)>>,
    /// A range or list was refused: what is missing for it was reported.
    broken: bool,
    /// Several keys that move together, and what they are called.
    keys: Option<Vec<(String, Place)>>,
    pub(super) name: Option<(String, Place)>,
    pub(super) title: Option<(String, Place)>,
    pub(super) title_zh: Option<(String, Place)>,
}

impl Reader<'_> {
    pub(in crate::study) fn levers(&mut self, node: &Node, folder: &Path, subject: &mut Subject) {
        for (table, place) in self.tables("lever", node) {
            let entry = self.entry("lever", table, &keys::LEVER);
            let on = self.on(entry.on.as_deref(), &subject.scenarios);
            let factor = match (&entry.key, &entry.scenario) {
                (Some((key, place)), None) => self.of_key(key, place, &entry, Role::Lever, &subject.scenarios),
                (None, Some((file, place))) => self.path(file, place, &entry, folder),
                (Some((_, place)), Some(_)) => {
                    let problem = place.problem("lever", "both key and scenario are given");
                    self.problems.push(problem.expected("one of the two").help("write a [[lever]] for each"));
                    None
                }
                (None, None) => {
                    self.missing(&place, "key", "a lever's key, or a scenario", "key = \"staffing.audit_share\"");
                    None
                }
            };
            if let Some(mut factor) = factor {
                factor.scenarios = on;
                self.add(factor, &place, subject);
            }
        }
    }

    pub(in crate::study) fn assumptions(&mut self, node: &Node, subject: &mut Subject) {
        for (table, place) in self.tables("assumption", node) {
            let entry = self.entry("assumption", table, &keys::ASSUMPTION);
            if let Some(keys) = &entry.keys {
                if let Some((_, at)) = &entry.key {
                    let problem = at.problem("assumption", "both key and keys are given").expected("one of the two");
                    self.problems.push(problem.help("write an [[assumption]] for each"));
                } else if let Some(factor) = self.joint(keys, &entry, &subject.scenarios) {
                    self.add(factor, &place, subject);
                }
                continue;
            }
            let Some((key, at)) = &entry.key else {
                self.missing(&place, "key", "an assumption's key", "key = \"behaviour.learning_own\"");
                continue;
            };
            if let Some(mut factor) = self.of_key(key, at, &entry, Role::Assumption, &subject.scenarios) {
                factor.scenarios = (0..subject.scenarios.len()).collect();
                self.add(factor, &place, subject);
            }
        }
    }

    fn entry(&mut self, table_name: &str, table: &DeTable, known: &[&str]) -> Entry {
        let mut entry = Entry::default();
        for (key, place, node) in self.entries(table) {
            let full = format!("{table_name}.{key}");
            let here = self.of(node);
            match key {
                _ if !known.contains(&key) => self.unknown(table_name, key, &place, known),
                "key" => entry.key = self.text(&full, node).map(|key| (key, here)),
                "scenario" => entry.scenario = self.text(&full, node).map(|file| (file, here)),
                "low" => entry.low = self.finite(&full, node).map(|value| (value, here)),
                "high" => entry.high = self.finite(&full, node).map(|value| (value, here)),
                "values" => entry.values = self.list(&full, node).map(|values| (values, here)),
                "name" => entry.name = self.text(&full, node).map(|name| (name, here)),
                "title" => entry.title = self.text(&full, node).map(|title| (title, here)),
                "title_zh" => entry.title_zh = self.text(&full, node).map(|title| (title, here)),
                _ => {
                    if key == "on" && node.get_ref().as_array().is_some_and(|names| names.is_empty()) {
                        let help = "name scenarios, or leave `on` out to move the lever in all";
                        self.wrong(node, &full, "at least one scenario", help);
                    }
                    let names = self.texts(&full, node);
                    let names = names.into_iter().map(|(name, node)| (name, self.of(node))).collect();
                    *(if key == "on" { &mut entry.on } else { &mut entry.keys }) = Some(names);
                }
            }
        }
        let there = |key: &str| table.iter().any(|(known, _)| known.get_ref() == key);
        entry.broken = there("low") && entry.low.is_none()
            || there("high") && entry.high.is_none()
            || there("values") && entry.values.is_none();
        if let (Some((_, place)), true) = (&entry.values, entry.low.is_some() || entry.high.is_some()) {
            let problem = place.problem(&format!("{table_name}.values"), "both values and low or high are given");
            self.problems.push(problem.expected("one of the two").help("keep the list, or the two ends"));
        }
        entry
    }

    fn list(&mut self, key: &str, node: &Node) -> Option<Vec<f64>> {
        let Some(items) = node.get_ref().as_array().filter(|items| items.len() > 1) else {
            self.wrong(node, key, "a list of at least two numbers", "write values = [0.1, 0.5, 0.9], or low and high");
            return None;
        };
        let values: Vec<f64> = items.iter().filter_map(|item| self.finite(key, item)).collect();
        for (at, item) in items.iter().enumerate().filter(|_| values.len() == items.len()) {
            if values[..at].contains(&values[at]) {
                let problem = self.of(item).problem(key, format!("{} appears twice", plain(values[at])));
                self.problems.push(problem.expected("each value once").help("take one out"));
                return None;
            }
        }
        (values.len() == items.len()).then_some(values)
    }

    /// The scenarios in which a lever moves: all, or those named.
    fn on(&mut self, names: Option<&[(String, Place)]>, scenarios: &[Scenario]) -> Vec<usize> {
        let Some(names) = names else { return (0..scenarios.len()).collect() };
        let mut on = Vec::new();
        for (name, place) in names {
            if let Some(index) = scenarios.iter().position(|scenario| scenario.name == *name) {
                on.push(index);
                continue;
            }
            let known: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
            let problem = place.problem("lever.on", format!("the study has no scenario {name}"));
            let problem = problem.expected(format!("some of {}", known.join(", ")));
            let help = "a scenario is called by its file without .toml; leave `on` out to move the lever in all";
            self.problems.push(problem.help(help));
        }
        on
    }

    pub(in crate::study) fn no_key(&mut self, key: &str, place: &Place) {
        let (table, name) = key.split_once('.').unwrap_or(("", key));
        let problem = place.problem(key, format!("there is no parameter {key}"));
        self.problems.push(match nearest_key(table, name) {
            Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
            None => problem.expected("a key such as staffing.audit_share").help("`gridgov params` lists every key"),
        });
    }

    /// A factor that is one key of the registry, or one field of one kind of incident.
    fn of_key(
        &mut self,
        key: &str,
        place: &Place,
        entry: &Entry,
        role: Role,
        scenarios: &[Scenario],
    ) -> Option<Factor> {
        let incident = key.strip_prefix("incident.").and_then(|rest| rest.rsplit_once('.'));
        let (table, name) = match incident {
            Some((_, field)) => ("incident", field),
            None => key.split_once('.').unwrap_or(("", key)),
        };
        let Some(p) = parameter(table, name) else {
            if table == "mechanisms" {
                let problem = place.problem(key, format!("{key} is a structural variant, not a number"));
                let example = format!("[cross] with \"{key}\" = [\"…\", \"…\"]");
                self.problems.push(problem.expected("a parameter").help(format!("cross the study with it: {example}")));
            } else {
                self.no_key(key, place);
            }
            return None;
        };
        let is_lever = LEVER_TABLES.contains(&table);
        if is_lever != (role == Role::Lever) {
            let (is, other) = if is_lever { ("a policy lever", "lever") } else { ("an assumption", "assumption") };
            let problem = place.problem(key, format!("{key} is {is}"));
            let expected = if is_lever { "an assumption about the world" } else { "a policy lever" };
            self.problems.push(problem.expected(expected).help(format!(
                "write it under [[{other}]]: what a government sets and what is assumed are never mixed"
            )));
            return None;
        }
        let first = &scenarios[0].settings;
        let default = match incident {
            Some((kind, field)) => {
                let Some(kind) = first.incidents.iter().find(|known| known.name == kind) else {
                    let near = nearest(kind, first.incidents.iter().map(|known| known.name.as_str()));
                    let problem = place.problem(key, format!("the scenarios have no incident {kind}"));
                    let near = near.map(|near| format!("did you mean incident.{near}.{field}?"));
                    let help = near.unwrap_or_else(|| "`gridgov check --explain` lists the kinds".to_owned());
                    self.problems.push(problem.expected("incident.NAME.FIELD with a known name").help(help));
                    return None;
                };
                let index = crate::assumptions::IncidentNumbers::PARAMETERS.iter().position(|q| q.name == field);
                index.map_or(p.default, |index| kind.numbers.value(index))
            }
            None if table == "incident" => {
                let problem = place.problem(key, format!("{key} does not say of which kind of incident"));
                let help = format!("for instance incident.neighbour_dispute.{name}");
                self.problems.push(problem.expected("incident.NAME.FIELD").help(help));
                return None;
            }
            None => first.get(table, name).unwrap_or(p.default),
        };
        let levels = self.levels(p, key, place, entry, role, incident.is_some())?;
        let mut factor = named(key.to_owned(), p, role, levels, default);
        // The fields of all kinds of incident are called the same.
        if let Some(kind) = incident.and_then(|(kind, _)| first.incidents.iter().find(|known| known.name == kind)) {
            factor.name_en = format!("{}: {}", kind.title, factor.name_en);
            factor.name_zh = format!("{}：{}", kind.title_zh, factor.name_zh);
        }
        Some(factor)
    }

    fn levels(
        &mut self,
        p: &'static Parameter,
        key: &str,
        place: &Place,
        entry: &Entry,
        role: Role,
        of_incident: bool,
    ) -> Option<Levels> {
        if entry.broken {
            return None;
        }
        let before = self.problems.len();
        let mut check = |value: f64, place: &Place| {
            if let Err(problem) = judged(&probe(key, p), value) {
                self.moved(problem, place);
            }
        };
        if let Some((values, place)) = &entry.values {
            for value in values {
                check(*value, place);
            }
            return (self.problems.len() == before).then(|| Levels::List(values.clone()));
        }
        for (value, place) in entry.low.iter().chain(&entry.high) {
            check(*value, place);
        }
        let prior = (role == Role::Assumption && !of_incident).then_some(p.prior);
        let low = entry.low.as_ref().map(|(low, _)| *low).or(prior.map(|prior| prior.0));
        let high = entry.high.as_ref().map(|(high, _)| *high).or(prior.map(|prior| prior.1));
        let (Some(low), Some(high)) = (low, high) else {
            let what = if entry.low.is_none() { "low" } else { "high" };
            let why = if of_incident { "kinds of incident differ too much for one" } else { "a lever has no prior" };
            let problem = place.problem(key, format!("{key} has no {what} end"));
            let help = format!("give low and high, or values; there is no range to fall back on: {why}");
            self.problems.push(problem.expected("low and high, or a list of values").help(help));
            return None;
        };
        if low >= high {
            let at = entry.high.as_ref().or(entry.low.as_ref()).map_or(place, |(_, place)| place);
            let problem = at.problem(key, format!("the range of {key} goes from {} to {}", plain(low), plain(high)));
            let problem = problem.expected(format!("low below high; the prior is {} to {}", p.prior.0, p.prior.1));
            self.problems.push(problem.help("to fix a value write it under [set]"));
        }
        (self.problems.len() == before).then_some(Levels::Range { low, high, whole: p.whole })
    }

    /// A factor that leads from the root's policy to that of a scenario.
    fn path(&mut self, file: &str, place: &Place, entry: &Entry, folder: &Path) -> Option<Factor> {
        let found = match load(&[folder.join(file)], &[]) {
            Ok(found) => found,
            Err(problems) if problems.iter().all(|problem| problem.line == 0) => {
                let mut problem = problems.into_iter().next().unwrap_or_default();
                if !exists(&folder.join(file)) {
                    let help = "check the spelling and the folder; paths in a file are relative to that file";
                    problem = problem.help(help);
                }
                self.moved(problem, place);
                return None;
            }
            Err(problems) => {
                self.problems.extend(problems);
                return None;
            }
        };
        let mut refuse = |found: String, expected: &str, help: &str| {
            self.problems.push(place.problem("lever.scenario", found).expected(expected).help(help));
        };
        let [scenario] = found.as_slice() else {
            let found = format!("{file} holds {} scenarios", found.len());
            refuse(found, "a file with one scenario", "name a file without variants");
            return None;
        };
        let root = Scenario {
            settings: crate::settings::Settings { levers: scenario.root_levers.clone(), ..scenario.settings.clone() },
            ..Scenario::default()
        };
        let moved = parameters().filter(|p| LEVER_TABLES.contains(&p.table)).filter_map(|p| {
            let of = |scenario: &Scenario| scenario.settings.get(p.table, p.name).unwrap_or(p.default);
            let way = of(scenario) - of(&root);
            (way != 0.0).then(|| (p.key(), way, p.range))
        });
        let levers: Vec<(String, f64, (f64, f64))> = moved.collect();
        if levers.is_empty() || !scenario.changes.is_empty() {
            let what = if levers.is_empty() { "sets no lever apart from its root" } else { "has dated changes" };
            refuse(
                format!("{file} {what}"),
                "a scenario that sets levers from day 0",
                "study it as one of the scenarios",
            );
            return None;
        }
        let ends = (entry.low.as_ref().map_or(0.0, |end| end.0), entry.high.as_ref().map_or(1.0, |end| end.0));
        let levels = match &entry.values {
            Some((values, _)) => Levels::List(values.clone()),
            None => Levels::Range { low: ends.0, high: ends.1, whole: false },
        };
        let in_range = |value: &f64| (0.0..=1.0).contains(value);
        let fits = match &levels {
            Levels::List(values) => values.iter().all(in_range),
            Levels::Range { low, high, .. } => in_range(low) && in_range(high) && low < high,
        };
        if !fits {
            refuse(
                "not every value is a share of the way".to_owned(),
                "0 (the root) to 1 (the scenario)",
                "write low = 0 and high = 1",
            );
            return None;
        }
        Some(Factor {
            key: format!("path.{}", scenario.name),
            name_en: scenario.title.clone(),
            name_zh: scenario.title_zh.clone(),
            role: Role::Lever,
            unit: "share of the way",
            levels,
            target: Target::Path(levers),
            scenarios: Vec::new(),
            default: 0.0,
        })
    }

    fn add(&mut self, factor: Factor, place: &Place, subject: &mut Subject) {
        let together: Vec<&str> = match &factor.target {
            Target::Scale(keys) => keys.iter().map(|(key, ..)| key.as_str()).collect(),
            _ => vec![&factor.key],
        };
        let twice = |key: &str| subject.factors.iter().any(|known| known.key == factor.key || known.moves(key));
        // A lever by itself and on a path: the path alone would count.
        let meets = |known: &&Factor| known.scenarios.iter().any(|scenario| factor.scenarios.contains(scenario));
        let mut others = subject.factors.iter().filter(meets);
        let on_path = others.find_map(|known| {
            let there = factor.leads_over(&known.key).then_some(known.key.as_str());
            there.or(known.leads_over(&factor.key).then_some(factor.key.as_str()))
        });
        if let Some(key) = together.into_iter().find(|key| twice(key)).or(on_path) {
            let problem = place.problem(key, format!("{key} is varied twice"));
            self.problems.push(problem.expected("each key once").help("keep one of the two"));
        } else if subject.factors.len() >= MOST {
            let problem = place.problem(&factor.key, format!("more than {MOST} things are varied"));
            self.problems.push(problem.help("screen the most important ones first"));
        } else {
            subject.factors.push(factor);
        }
    }
}

/// The key under which a value is judged: an incident's field on one that is always there.
fn probe(key: &str, p: &Parameter) -> String {
    if p.table == "incident" { format!("incident.sanitation.{}", p.name) } else { key.to_owned() }
}

pub(in crate::study) fn named(key: String, p: &'static Parameter, role: Role, levels: Levels, default: f64) -> Factor {
    Factor {
        name_en: p.meaning_en.to_owned(),
        name_zh: p.meaning_zh.to_owned(),
        key,
        role,
        unit: p.unit,
        levels,
        target: Target::Key,
        scenarios: Vec::new(),
        default,
    }
}
