//! Search: policies of which none is better in everything.

pub mod front;
pub mod nsga2;
