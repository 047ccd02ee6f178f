//! Statistics: slices in, numbers out. Nothing here knows scenarios, runs or studies.

pub mod abc;
pub mod designs;
pub mod estimate;
pub mod implausibility;
pub mod interval;
pub mod judgement;
pub mod nested;
pub mod nsga2;
pub mod pareto;
pub mod prim;
pub mod quantile;
pub mod ranks;
pub mod regret;
pub mod sensitivity;
pub mod student;
