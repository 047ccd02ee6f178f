//! Several assumptions that move together: `keys` of an `[[assumption]]`, all multiplied by one factor.

use crate::registry::Parameter;
use crate::scenario::place::Place;
use crate::scenario::read::Reader;
use crate::scenario::values::plain;
use crate::scenario::{Scenario, nearest::LEVER_TABLES};
use crate::settings::parameter;
use crate::study::factor::{Factor, Levels, Role, Target};

use super::factor::Entry;

impl Reader<'_> {
    /// The factor under which several keys of the registry are their value in the first scenario times a number.
    pub(super) fn joint(&mut self, keys: &[(String, Place)], entry: &Entry, scenarios: &[Scenario]) -> Option<Factor> {
        let before = self.problems.len();
        let Some((name, _)) = &entry.name else {
            let at = keys.first().map_or_else(|| Place::start(self.file), |(_, place)| place.clone());
            self.missing(&at, "assumption.name", "a name for several keys together", "name = \"department_hours\"");
            return None;
        };
        let mut found: Vec<(&'static Parameter, f64)> = Vec::new();
        for (key, place) in keys {
            match key.split_once('.').and_then(|(table, name)| parameter(table, name)) {
                Some(p) if LEVER_TABLES.contains(&p.table) || p.table == "incident" || p.whole => {
                    let problem = place.problem(key, format!("{key} cannot be scaled together with others"));
                    let problem = problem.expected("assumptions about the world that are no whole numbers");
                    self.problems.push(problem.help("vary it by itself: [[lever]] or [[assumption]] with key"));
                }
                Some(p) => found.push((p, scenarios[0].settings.get(p.table, p.name).unwrap_or(p.default))),
                None => self.no_key(key, place),
            }
        }
        let (values, at) = match (&entry.values, &entry.low, &entry.high) {
            (Some((values, at)), ..) => (values.clone(), at),
            (None, Some((low, _)), Some((high, at))) => (vec![*low, *high], at),
            _ => {
                let at = keys.first().map_or_else(|| Place::start(self.file), |(_, place)| place.clone());
                self.missing(
                    &at,
                    "assumption.values",
                    "values, or low and high, to multiply by",
                    "values = [0.5, 1, 2]",
                );
                return None;
            }
        };
        for (p, start) in &found {
            let (low, high) = p.range;
            if let Some(value) = values.iter().find(|value| !(low..=high).contains(&(start * **value))) {
                let scaled = format!("{} would be {}", p.key(), plain(start * value));
                let problem = at.problem(name, scaled).expected(format!("{} to {}", plain(low), plain(high)));
                self.problems.push(problem.help("every value multiplies what the first scenario has"));
            }
        }
        if entry.values.is_none() && values[0] >= values[1] {
            let found = format!("the range of {name} goes from {} to {}", plain(values[0]), plain(values[1]));
            self.problems.push(at.problem(name, found).expected("low below high").help("for instance 0.5 and 2"));
        }
        if self.problems.len() > before || found.is_empty() {
            return None;
        }
        let title = entry.title.as_ref().map_or_else(|| name.clone(), |(title, _)| title.clone());
        Some(Factor {
            key: format!("scale.{name}"),
            name_zh: entry.title_zh.as_ref().map_or_else(|| title.clone(), |(title, _)| title.clone()),
            name_en: title,
            role: Role::Assumption,
            unit: "times",
            levels: match &entry.values {
                Some((values, _)) => Levels::List(values.clone()),
                None => Levels::Range { low: values[0], high: values[1], whole: false },
            },
            target: Target::Scale(found.into_iter().map(|(p, start)| (p.key(), start, p.range)).collect()),
            scenarios: (0..scenarios.len()).collect(),
            default: 1.0,
        })
    }
}
