//! What a page may ask for, read from JSON.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::run::Seed;
use crate::scenario::Scenario;

/// A request: an object with one key, which is what to do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Request {
    /// Simulates every scenario of an order over its horizon.
    Simulate(Order),
    /// Burns in every scenario of an order and keeps it.
    Begin(Order),
    /// Simulates some more days.
    Advance { simulation: u32, days: u32 },
    /// Measures from day 0 to now.
    Measure { simulation: u32 },
    /// Forgets a simulation.
    End { simulation: u32 },
}

/// Scenarios in one replicate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Order {
    pub name: String,
    pub text: String,
    pub files: BTreeMap<String, String>,
    pub set: Vec<String>,
    pub seed: Seed,
    pub replicate: u32,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            name: "scenario".to_owned(),
            text: String::new(),
            files: BTreeMap::new(),
            set: Vec::new(),
            seed: 1,
            replicate: 0,
        }
    }
}

impl Order {
    /// The scenarios of its text, or everything that is wrong with it.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, Vec<Diagnostic>> {
        let fetch = |path: &Path| {
            let file = self.files.iter().find(|(name, _)| Path::new(name) == path);
            file.map(|(_, text)| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        Scenario::from_toml_set(&self.text, &self.name, &self.set, &fetch)
    }
}

/// The request that the bytes of a JSON text hold.
pub(super) fn read(bytes: &[u8]) -> Result<Request, Vec<Diagnostic>> {
    serde_json::from_slice(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(bytes);
        let source = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        // The reader of JSON counts bytes, and none for a text that is empty.
        let before = source.char_indices().take_while(|(at, _)| at + 1 < error.column()).count();
        let message = error.to_string();
        let found = message.split(" at line ").next().unwrap_or_default();
        let problem = Diagnostic {
            line: error.line().max(1),
            column: before + 1,
            source: source.to_owned(),
            width: 1,
            ..Diagnostic::of_file("request", found).code(Code::Syntax)
        };
        vec![problem.help("see sim/wasm.rs for the requests")]
    })
}
