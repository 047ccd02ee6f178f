//! gridgov: an agent-based simulator of Chinese urban community grid governance (城市社区网格化管理).

pub mod assumptions;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod diagnostics;
pub mod error;
pub mod levers;
pub mod outcomes;
pub mod plan;
pub mod random;
pub mod registry;
pub mod run;
pub mod scenario;
pub mod settings;
pub mod units;

pub use diagnostics::{Diagnostic, Diagnostics};
pub use error::Error;
pub use scenario::Scenario;
pub use settings::parameters;
