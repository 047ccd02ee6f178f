//! Experiments: which points to run, and what the runs say.
//!
//! The mathematics here is pure: plain numbers in, plain numbers out, every draw keyed by a `u64` seed. Points lie in the
//! unit cube, `points[point][dimension]`; whoever runs them maps a coordinate to a value of a parameter.

pub mod calibration;
pub mod design;
pub mod discovery;
pub mod robustness;
pub mod search;
pub mod sensitivity;
pub mod statistics;
