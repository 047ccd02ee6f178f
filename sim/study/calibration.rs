//! Calibration: which parameters could have made what was observed.

pub mod abc;
