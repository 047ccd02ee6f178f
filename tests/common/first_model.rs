//! The world in which what the first model found is tested again, and single mechanisms of the second are switched on.

use std::path::Path;

use gridgov::Scenario;

/// The first model: one city for all replicates, the mechanisms of the second switched off.
pub fn first_model() -> Scenario {
    Scenario::from_path(Path::new("scenarios/validation/first_model.toml")).expect("a shipped file").remove(0)
}
