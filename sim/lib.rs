//! gridgov: an agent-based simulator of Chinese urban community grid governance (城市社区网格化管理).

pub mod assumptions;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod compare;
pub mod day;
pub mod diagnostics;
#[cfg(not(target_arch = "wasm32"))]
pub mod ensemble;
pub mod error;
pub mod levers;
pub mod outcomes;
pub mod plan;
pub mod policy;
pub mod random;
pub mod registry;
pub mod results;
pub mod rules;
pub mod run;
pub mod scenario;
pub mod settings;
pub mod society;
#[cfg(not(target_arch = "wasm32"))]
pub mod store;
pub mod synthesis;
pub mod table;
pub mod units;
pub mod words;
pub mod world;

pub use compare::{Comparison, Difference, compare};
pub use diagnostics::{Diagnostic, Diagnostics};
#[cfg(not(target_arch = "wasm32"))]
pub use ensemble::Ensemble;
pub use error::Error;
pub use outcomes::outcome_kinds;
pub use results::Results;
pub use scenario::Scenario;
pub use settings::parameters;
