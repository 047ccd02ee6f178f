//! Assumptions: the world in which policies act. What a study varies to learn whether a conclusion survives.

pub mod behaviour;
pub mod bodies;
pub mod calendar;
pub mod casework;
pub mod city;
pub mod core_business;
pub mod first_day;
pub mod frame;
pub mod incidents;
pub mod institutions;
pub mod mechanisms;
pub mod people;
pub mod pressure;
pub mod prices;
pub mod projects;
pub mod self_governance;
pub mod smallest_changes;
pub mod street;
pub mod tasks;
pub mod workforce;

pub use behaviour::Behaviour;
pub use bodies::Bodies;
pub use calendar::Calendar;
pub use casework::Casework;
pub use city::{Archetype, City, CityPlan};
pub use core_business::CoreBusiness;
pub use first_day::FirstDay;
pub use frame::Frame;
pub use incidents::{Department, IncidentKind, IncidentNumbers, Path};
pub use institutions::Institutions;
pub use mechanisms::{
    CutWork, DecisionRule, Fatigue, Frailty, Mechanisms, ProjectAim, QueueOrder, StreetCredit, UnseenCredit,
};
pub use people::People;
pub use pressure::Pressure;
pub use prices::Prices;
pub use projects::Projects;
pub use self_governance::SelfGovernance;
pub use street::StreetWork;
pub use tasks::Tasks;
pub use workforce::Workforce;
