//! What a page may ask for, read from JSON.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::run::Seed;
use crate::scenario::Scenario;
use crate::scenario::bytes::{LARGEST_FILE, source_file};

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
    /// Builds the world of an order and keeps it as it is before its burn-in, to branch from.
    Settle(Order),
    /// Lets every scenario of an order begin in a world that was burned in.
    Branch { simulation: u32, order: Order },
    /// Measures what a comparison needs: the whole city, by year and by month.
    Brief { simulation: u32 },
    /// Reads an order without running anything; how it differs from another, too.
    Check { order: Order, against: Option<Order> },
    /// Compares runs that were measured.
    Compare(Compared),
    /// Puts the months of runs together, time by time.
    Fan { runs: Vec<Vec<Option<f64>>> },
    /// Some days of a scenario in a world that was burned in, for a map.
    Watch { simulation: u32, order: Order, days: u32, every: u32 },
    /// What can be set and what is measured.
    Declared {},
}

/// Runs of several scenarios, the baseline first, in the same replicates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compared {
    pub scenarios: Vec<Measured>,
    /// Weights of outcomes for the ranking; all headlines alike where there are none.
    #[serde(default)]
    pub weights: BTreeMap<String, f64>,
}

/// One scenario with what its runs gave.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measured {
    /// Its order, which has one scenario.
    pub order: Order,
    /// By replicate: hash and values of a brief.
    pub hashes: Vec<String>,
    /// By replicate, by group: values in the order of outcomes.
    pub values: Vec<BTreeMap<String, Vec<Option<f64>>>>,
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
    /// The one scenario of its text.
    pub fn one(&self) -> Result<Scenario, Vec<Diagnostic>> {
        let mut scenarios = self.scenarios()?;
        if scenarios.len() > 1 {
            let found = format!("the file has {} variants where one scenario is asked for", scenarios.len());
            let problem = Diagnostic::of_file(&format!("{}.toml", self.name), found).code(Code::Conflict);
            return Err(vec![problem.help("write each variant into a file of its own")]);
        }
        Ok(scenarios.swap_remove(0))
    }

    /// The scenarios of its text, or everything that is wrong with it.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, Vec<Diagnostic>> {
        if self.text.len() > LARGEST_FILE {
            // The reader of files says this in its words.
            source_file(&format!("{}.toml", self.name), Ok(self.text.clone().into_bytes())).map_err(|p| vec![*p])?;
        }
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
