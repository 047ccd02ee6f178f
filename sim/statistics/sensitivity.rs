//! Sensitivity: which inputs an output depends on.
//!
//! Where outputs vary by chance, the values given here are means over replicates; [`noise`] says how much of what is left
//! is still chance.

pub mod morris;
pub mod noise;
pub mod sobol;
