//! One value on top of a scenario: `--set KEY=VALUE` and [`Scenario::with`].

use super::draft::Draft;
use super::extend::drawn_roster;
use super::place::{Place, SourceFile};
use super::read::{Layer, read};
use super::values::plain;
use super::{Scenario, check};
use crate::assumptions::CityPlan;
use crate::diagnostics::{Code, Diagnostic};

/// A value to set by key.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// A switch.
    Switch(bool),
    /// Text: a number or switch as a scenario file writes it, or the word of a variant.
    Text(String),
}

impl std::fmt::Display for Setting {
    /// As a file writes it, a word without quotes.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&super::values::plain(*number)),
            Self::Switch(on) => on.fmt(f),
            Self::Text(word) => f.write_str(word),
        }
    }
}

impl From<f64> for Setting {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Setting {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<bool> for Setting {
    fn from(on: bool) -> Self {
        Self::Switch(on)
    }
}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Setting {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Scenario {
    /// The same scenario with one value changed, as a policy from day 0: the levers of the burn-in stay.
    ///
    /// # Errors
    /// When the key is unknown or the value does not fit; the first problem is returned.
    pub fn with(&self, key: &str, value: impl Into<Setting>) -> Result<Self, Box<Diagnostic>> {
        self.with_all(&[(key.to_owned(), value.into())])
    }

    /// The same scenario with several values changed at once, which are judged together: see [`Scenario::with`].
    ///
    /// # Errors
    /// As [`Scenario::with`].
    pub fn with_all(&self, settings: &[(String, Setting)]) -> Result<Self, Box<Diagnostic>> {
        let mut draft = Draft::of(self.clone());
        let mut problems = Vec::new();
        for (key, value) in settings {
            let layer = layer("with", key, value)?;
            if self.roster.is_some() && layer.numbers.iter().any(|(p, ..)| p.table == "city" && p.name == "residents") {
                let problem = Diagnostic::of_file("with", "city.residents is set, but the city comes from a roster")
                    .code(Code::Conflict);
                return Err(problem.help("a roster counts its own residents").into());
            }
            if self.roster.is_some() && matches!(layer.plan, Some((CityPlan::Drawn { .. }, _))) {
                return Err(drawn_roster(&Place::start(&SourceFile::new("with", key))).into());
            }
            draft.put(&layer, "set");
        }
        let keys: Vec<&str> = settings.iter().map(|(key, _)| key.as_str()).collect();
        check::whole(&draft, &Place::start(&SourceFile::new("with", &keys.join(", "))), &mut problems);
        match problems.into_iter().next() {
            Some(problem) => Err(problem.into()),
            None => Ok(draft.scenario),
        }
    }
}

/// The layers that `KEY=VALUE` settings stand for, each with its origin.
pub(super) fn layers(set: &[String], problems: &mut Vec<Diagnostic>) -> Vec<(Layer, String)> {
    let mut layers = Vec::new();
    for assignment in set {
        match parse(assignment) {
            Ok(layer) => layers.push((layer, format!("--set {assignment}"))),
            Err(problem) => problems.push(*problem),
        }
    }
    layers
}

/// Judges a value by itself, whatever it would have to go together with. Only studies, which no page runs, ask this.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn judged(key: &str, value: impl Into<Setting>) -> Result<(), Box<Diagnostic>> {
    layer("with", key, &value.into()).map(|_| ())
}

/// The layer that `KEY=VALUE` stands for.
fn parse(assignment: &str) -> Result<Layer, Box<Diagnostic>> {
    match assignment.split_once('=') {
        Some((key, value)) => layer("--set", key.trim(), &Setting::Text(value.trim().to_owned())),
        None => Err(Diagnostic::of_file("--set", format!("\"{assignment}\" has no ="))
            .code(Code::Syntax)
            .expected("KEY=VALUE")
            .help("for instance --set power.task_hours_per_week=8, without blanks around =")
            .into()),
    }
}

/// The layer that sets one key: written as a tiny file, so that it is read and judged like any other.
fn layer(file: &str, key: &str, value: &Setting) -> Result<Layer, Box<Diagnostic>> {
    let plain_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !key.contains('.') || !key.chars().all(plain_key) || key.split('.').any(str::is_empty) {
        let near = super::nearest::nearest_key("", key);
        let help = near.map_or("`gridgov params` lists every key".to_owned(), |near| format!("did you mean {near}?"));
        return Err(Diagnostic {
            key: key.to_owned(),
            ..Diagnostic::of_file(file, format!("\"{key}\" is not a key")).code(Code::UnknownKey)
        }
        .expected("TABLE.KEY, such as power.task_hours_per_week")
        .help(help)
        .into());
    }
    let value = match value {
        Setting::Number(number) if number.is_nan() => "nan".to_owned(),
        Setting::Number(number) => plain(*number),
        Setting::Switch(on) => on.to_string(),
        Setting::Text(text) => as_toml(text),
    };
    let text = match key.strip_prefix("incident.").and_then(|rest| rest.rsplit_once('.')) {
        Some((kind, field)) => format!("incident = [{{ name = \"{kind}\", {field} = {value} }}]"),
        None => format!("{} = {value}", quoted_key(key)),
    };
    if key == "city.roster" || key.starts_with("change.") || key.starts_with("variant.") {
        let found = format!("{key} cannot be set this way");
        return Err(Diagnostic::of_file(file, found).code(Code::WrongValue).help("write it in a scenario file").into());
    }
    let mut problems = Vec::new();
    let document = read(&SourceFile::new(file, &text), &mut problems);
    match problems.into_iter().next() {
        Some(problem) => Err(problem.into()),
        None => Ok(document.layer),
    }
}

/// A value as TOML writes it: as it is where that is a value, in quotes where it is a bare word.
fn as_toml(text: &str) -> String {
    let probe = format!("x = {text}");
    let single = toml::de::DeTable::parse(&probe).is_ok_and(|table| table.get_ref().len() == 1);
    if single && !text.contains('\n') { text.to_owned() } else { toml::Value::String(text.to_owned()).to_string() }
}

/// A dotted key with quotes around parts that are not bare, such as Chinese names.
fn quoted_key(key: &str) -> String {
    let bare = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    key.split('.')
        .map(|part| if bare(part) { part.to_owned() } else { format!("\"{part}\"") })
        .collect::<Vec<_>>()
        .join(".")
}
