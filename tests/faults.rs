//! Whatever happens to a folder of results, nothing is lost, nothing damaged is read as valid, and the same command makes it
//! whole again.
//!
//! `cargo test --test faults -- --ignored --nocapture` kills every command two hundred times and more, and takes about a
//! quarter of an hour.

#[path = "faults/afterwards.rs"]
mod afterwards;
#[path = "faults/damage.rs"]
mod damage;
#[path = "faults/kills.rs"]
mod kills;
#[path = "faults/merging.rs"]
mod merging;
#[path = "faults/others.rs"]
mod others;
#[path = "faults/place.rs"]
mod place;
#[path = "faults/signals.rs"]
mod signals;
#[path = "faults/versions.rs"]
mod versions;
