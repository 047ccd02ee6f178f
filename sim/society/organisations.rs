//! Social organisations (社会组织): a fixed pool of potential ones, of which some are at work.

/// What an organisation is good at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Speciality {
    /// Care and help.
    Care,
    /// Disputes and shared space.
    Harmony,
    /// Environment, safety and information.
    Environment,
}

/// A potential or working organisation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Organisation {
    /// Key: subdistrict and number.
    pub key: u64,
    /// What it is good at.
    pub speciality: Speciality,
    /// Resources it needs to enter, relative to the typical one.
    pub needs: f64,
    /// Whether it is at work.
    pub present: bool,
    /// Minutes a day for residents' cases.
    pub minutes: f64,
    /// Minutes of work lying with it this morning.
    pub waiting_minutes: f64,
    /// Minutes a day spent on its purchaser's tasks.
    pub coopted_minutes: f64,
}
