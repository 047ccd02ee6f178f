//! gridgov: an agent-based simulator of Chinese urban community grid governance (城市社区网格化管理).
//!
//! Residents, grid workers, committees, property companies, social organisations, mediators, lawyers, departments and a
//! street office are simulated through years of incidents and cases under policies that a user sets in a TOML file. Scenarios are
//! compared on the same chance: the same seed is the same world, whatever the policy.
//!
//! ```
//! use gridgov::{Scenario, simulate};
//!
//! let baseline = Scenario::builtin("baseline").expect("it is built in").with("city.residents", 2000.0)?;
//! let bounded = baseline.with("power.intervention_floor_share", 0.0)?.with("power.intervention_cap_share", 0.0)?;
//! let (seed, replicate) = (1, 0);
//! let before = simulate(&baseline.with("scenario.days", 60.0)?, seed, replicate);
//! let after = simulate(&bounded.with("scenario.days", 60.0)?, seed, replicate);
//! assert!(before.value("takeover_share") > 0.0 && after.value("takeover_share") == 0.0);
//! # Ok::<(), gridgov::Error>(())
//! ```
//!
//! # The map of the house
//!
//! Imports run one way, from the ground up; a test holds that.
//!
//! | room | what is there |
//! |---|---|
//! | `units`, `random`, `registry`, `words`, `diagnostics`, `error` | the ground: quantities, keyed draws, declared parameters, languages, errors |
//! | `statistics` | slices in, numbers out: intervals, quantiles, designs, sensitivity, search |
//! | `levers`, `assumptions`, `settings` | what a policy sets, in what world, and both by key |
//! | `plan`, `scenario` | a city before it has residents; a TOML file becomes a validated scenario |
//! | `society` | who and what exists, as columns and records |
//! | `world`, `policy` | what stays the same for everyone; levers in force by place and day |
//! | `rules` | one mechanism per file |
//! | `synthesis`, `day` | a plan becomes a society; THE order of a day and of a month |
//! | `outcomes`, `run` | what is measured; one replicate, from seed to outcomes |
//! | `results`, `compare` | runs side by side, paired differences and their intervals |
//! | `chinese` | messages in Chinese, by patterns |
//! | `ensemble`, `store`, `fit` | scenarios × replicates in parallel; files; a city's case log becomes a scenario |
//! | `table` | numbers and text in columns, in English and Chinese; the table of a run |
//! | `study` | experiments, one method per file: how it is read, what it runs, what it tables and reports |
//! | `report`, `page`, `cli` | what else users read: figures and `report.html`; the page that runs the model; the commands |
//! | `wasm` | in WebAssembly alone: the model behind requests and answers, for a page |
//! | `readers` | in tests and fuzzing alone: every reader of what somebody hands over, by name |
//!
//! Up to `compare` nothing knows threads, clock, files or environment.
//!
//! What is re-exported at the root is the library. `internals` holds what this project's own tests and benches use besides;
//! it promises nothing to others.

// The model promises bits, so its tests compare exactly where a result is exact.
#![cfg_attr(test, allow(clippy::float_cmp))]
// What `internals` shows to tests is hidden in the documentation, and its links lead to what is private.
#![allow(rustdoc::private_intra_doc_links)]
// The module for a page uses a part of the program; what is unused everywhere shows in the native build.
#![cfg_attr(target_arch = "wasm32", allow(dead_code, unused_imports))]

mod assumptions;
mod chinese;
#[cfg(not(target_arch = "wasm32"))]
mod cli;
mod compare;
mod day;
mod diagnostics;
#[cfg(not(target_arch = "wasm32"))]
mod ensemble;
mod error;
#[cfg(not(target_arch = "wasm32"))]
mod fit;
#[doc(hidden)]
#[cfg(not(target_arch = "wasm32"))]
pub mod internals;
mod levers;
mod outcomes;
#[cfg(not(target_arch = "wasm32"))]
mod page;
mod plan;
mod policy;
mod random;
#[doc(hidden)]
#[cfg(any(test, fuzzing))]
pub mod readers;
mod registry;
#[cfg(not(target_arch = "wasm32"))]
mod report;
mod results;
mod rules;
mod run;
mod scenario;
mod settings;
mod society;
mod statistics;
#[cfg(not(target_arch = "wasm32"))]
mod store;
#[cfg(not(target_arch = "wasm32"))]
mod study;
mod synthesis;
#[cfg(not(target_arch = "wasm32"))]
mod table;
mod units;
#[cfg(any(test, fuzzing, target_arch = "wasm32"))]
mod wasm;
mod words;
mod world;

pub use compare::{Comparison, Difference, compare};
pub use diagnostics::{Diagnostic, Diagnostics};
#[cfg(not(target_arch = "wasm32"))]
pub use ensemble::Ensemble;
pub use error::Error;
pub use outcomes::{OutcomeKind, outcome_kinds};
pub use registry::{Parameter, Provenance};
pub use results::Results;
pub use run::{Executor, Measured, Run, Seed, Serial, Simulation, simulate};
pub use scenario::{Change, Scenario, Start};
pub use settings::{Settings, parameters};
#[cfg(not(target_arch = "wasm32"))]
pub use study::Study;
