//! The methods, one file or folder each: how it is read, what it runs, what it tables, reports and has drawn.

pub mod calibration;
pub mod claims;
mod correlations;
pub mod discovery;
pub mod dose_response;
pub mod effects;
pub mod factorial;
pub mod morris;
pub mod outcome_correlations;
pub mod robustness;
pub mod sampled;
pub mod search;
pub mod sobol;
pub mod trial;
