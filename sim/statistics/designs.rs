//! Designs: sets of points to run.

pub mod factorial;
pub mod latin_hypercube;
pub mod sobol_sequence;

pub use factorial::factorial;
pub use latin_hypercube::latin_hypercube;
pub use sobol_sequence::scrambled_sobol;
