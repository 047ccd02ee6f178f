//! Every value of a scenario with where it came from.

use super::values::plain;
use super::{Change, FLAGS, Scenario, Start, flag};
use crate::assumptions::{IncidentNumbers, Mechanisms};
use crate::registry::Table;
use crate::settings::parameters;

/// A value and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// Key, such as `power.task_hours_per_week`.
    pub key: String,
    /// Value as a scenario file would write it.
    pub value: String,
    /// Unit, or nothing.
    pub unit: &'static str,
    /// `default`, a file, or `file, variant NAME`.
    pub origin: String,
    /// A remark, such as that the lever's mechanism is switched off.
    pub remark: String,
}

impl Scenario {
    /// Every value with its origin: the default, a file, a variant or `--set`.
    #[must_use]
    pub fn explain(&self) -> Vec<Explained> {
        let origin = |key: &str| self.origins.get(key).cloned().unwrap_or_else(|| "default".to_owned());
        let entry = |key: String, value: String, unit: &'static str| {
            let origin = origin(&key);
            Explained { key, value, unit, origin, remark: String::new() }
        };
        let start = match self.start {
            Start::Baseline => "\"baseline\"",
            Start::Own => "\"own\"",
        };
        let mut list = vec![entry("scenario.start".to_owned(), start.to_owned(), "")];
        if let Some(rows) = &self.roster {
            list.push(entry("city.roster".to_owned(), format!("{} communities", rows.len()), ""));
        }
        list.push(entry("city.plan".to_owned(), format!("\"{}\"", self.settings.plan.word()), ""));
        let mechanisms = &self.settings.mechanisms;
        for parameter in parameters().filter(|parameter| parameter.table != "incident") {
            let value = self.settings.get(parameter.table, parameter.name).unwrap_or(f64::NAN);
            let mut explained = entry(parameter.key(), plain(value), parameter.unit);
            if let Some((mechanism, absent)) = parameter.lever
                && !mechanisms.is_on(mechanism)
            {
                explained.remark = format!("acts as {}: mechanism {mechanism} is off", plain(absent));
            }
            list.push(explained);
        }
        for mechanism in Mechanisms::ALL {
            let value = match mechanisms.variant(mechanism.name) {
                Some(word) => format!("\"{word}\""),
                None => mechanisms.is_on(mechanism.name).to_string(),
            };
            list.push(entry(format!("mechanisms.{}", mechanism.name), value, ""));
        }
        for kind in &self.settings.incidents {
            let key = |field: &str| format!("incident.{}.{field}", kind.name);
            for (index, parameter) in IncidentNumbers::PARAMETERS.iter().enumerate() {
                list.push(entry(key(parameter.name), plain(kind.numbers.value(index)), parameter.unit));
            }
            for name in FLAGS {
                list.push(entry(key(name), flag(kind, name).to_string(), ""));
            }
            let departments: Vec<String> = kind.departments.iter().map(|d| format!("\"{}\"", d.names().0)).collect();
            list.push(entry(key("path"), format!("\"{}\"", kind.path.word()), ""));
            list.push(entry(key("departments"), format!("[{}]", departments.join(", ")), ""));
        }
        for (id, least) in &self.matters {
            list.push(entry(format!("matters.{id}"), plain(*least), ""));
        }
        for (index, change) in self.changes.iter().enumerate() {
            list.push(entry(format!("change.{}", index + 1), in_words(change), ""));
        }
        list
    }
}

fn in_words(change: &Change) -> String {
    let set: Vec<String> =
        change.set.iter().map(|(table, name, value)| format!("{table}.{name} = {}", plain(*value))).collect();
    let ramp = if change.ramp_days > 0 { format!(" over {} days", change.ramp_days) } else { String::new() };
    let place = if change.communities.is_empty() { "everywhere".to_owned() } else { change.communities.join(", ") };
    format!("day {}{ramp}, {place}: {}", change.day, set.join(", "))
}
