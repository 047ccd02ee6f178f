//! The street office and what belongs to the subdistrict: departments, mediators, lawyers.

use super::Street;
use super::governance::Record;
use crate::units::Day;

/// The subdistrict office and its pools of hours.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Office {
    /// Share of self-governable matters that the office takes over, before each community's floor and cap.
    pub takeover: f64,
    /// Campaigns run until this day.
    pub campaign_until: Day,
    /// Hours of departments today over their usual hours: more in a campaign and on working days, fewer on free days.
    pub campaign_factor: f64,
    /// Share of the departments' hours that is seconded to communities.
    pub lent_share: f64,
    /// Hours of each department over its usual hours, under the pressure of a ranking.
    pub effort: [f64; 6],
    /// The common rate's AR(1) state, standard normal.
    pub frailty: f64,
    /// The same of the rate that the city shares; every subdistrict has the same.
    pub citywide: f64,
    /// Minutes of entry work waiting for the departments.
    pub entry_minutes: f64,
    /// Hours a week bought from organisations at work.
    pub purchased_hours_week: f64,
    /// Minutes a day of each department.
    pub departments: [f64; 6],
    /// Minutes a day of the mediators.
    pub mediators: f64,
    /// What is experienced of the mediators, where they stand apart from the community body.
    pub mediation: Record,
    /// Minutes of lawyers not yet used.
    pub lawyers: f64,
    /// Of the month: cases that came due, and those that were overdue (all; the community's).
    pub due: u32,
    /// Of these overdue.
    pub overdue: u32,
    /// Of the month: cases of community bodies that came due.
    pub community_due: u32,
    /// Of these overdue.
    pub community_overdue: u32,
    /// The office itself at work.
    pub street: Street,
}

impl Office {
    /// Minutes of all departments today under their effort, before a campaign adds to them.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        self.departments.iter().zip(&self.effort).map(|(minutes, effort)| minutes * effort).sum()
    }
}
