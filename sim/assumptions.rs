//! Assumptions: the world in which policies act. What a study varies to learn whether a conclusion survives.

pub mod behaviour;
pub mod city;
pub mod frame;
pub mod incidents;
pub mod institutions;
pub mod mechanisms;
pub mod prices;

pub use behaviour::Behaviour;
pub use city::{Archetype, City};
pub use frame::Frame;
pub use incidents::{Department, IncidentKind, IncidentNumbers};
pub use institutions::Institutions;
pub use mechanisms::{DecisionRule, Frailty, Mechanisms, QueueOrder, UnseenCredit};
pub use prices::Prices;
