//! Discovery: where in the space of assumptions something happens.

pub mod prim;
