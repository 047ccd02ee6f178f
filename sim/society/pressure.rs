//! What a subdistrict keeps about being ranked: the tallies of the month, standings, and who is tired of it. Columns of
//! mechanisms that are off stay empty.

use super::cases::{Case, Desk};
use crate::units::places::{CommunityIndex, Indexed};

/// Ranked bodies of a subdistrict: its departments, and the street office.
pub const RANKED: usize = OFFICE + 1;

/// Place of the street office among them, after the departments.
pub const OFFICE: usize = 6;

/// What a month of cases looks like on record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Cases that came due.
    pub due: f64,
    /// Of these closed on time.
    pub on_time: f64,
    /// Cases that were answered as handled.
    pub answered: f64,
    /// Of these unresolved as far as the record says.
    pub unresolved: f64,
    /// Of these whose residents are dissatisfied as far as the record says.
    pub dissatisfied: f64,
}

/// Somebody who is ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Ranked {
    /// The present month.
    pub month: Tally,
    /// Standing in the last month that had cases, on 0 to 1.
    pub standing: Option<f64>,
    /// Standing as it has been, fading.
    pub past: f64,
    /// Push of the ranking on 0 to 1, before the weight that the ranking has; nothing before the first.
    pub push: f64,
    /// Fatigue of those who work there, on 0 to 1.
    pub fatigue: f64,
    /// Pressure to which they are used, where people get used to it.
    pub used_to: f64,
}

/// What a subdistrict keeps about being ranked.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Pressure {
    /// Departments and street office; empty unless they are ranked.
    pub ranked: Vec<Ranked>,
    /// Fatigue of the residents' committees; empty unless anybody is ranked.
    pub committees: Indexed<CommunityIndex, f64>,
    /// Pressure to which those who work in a community are used; empty unless anybody is ranked.
    pub used_to: Indexed<CommunityIndex, f64>,
}

impl Pressure {
    /// Makes room for rankings of a subdistrict of so many communities.
    #[must_use]
    pub fn of(communities: usize) -> Self {
        let [committees, used_to] = [0.0; 2].map(|start| Indexed::filled(start, communities));
        Self { ranked: vec![Ranked::default(); RANKED], committees, used_to }
    }

    /// Push of the ranking on one of those who are ranked.
    #[must_use]
    pub fn push(&self, body: usize) -> f64 {
        self.ranked.get(body).map_or(0.0, |ranked| ranked.push)
    }

    /// Fatigue of a department or the street office.
    #[must_use]
    pub fn fatigue(&self, body: usize) -> f64 {
        self.ranked.get(body).map_or(0.0, |ranked| ranked.fatigue)
    }

    /// Fatigue of a committee.
    #[must_use]
    pub fn committee(&self, community: CommunityIndex) -> f64 {
        self.committees.get(community).copied().unwrap_or(0.0)
    }

    /// Notes in the month of the office, and of the department that answers for a case.
    fn note(&mut self, case: &Case, note: impl Fn(&mut Tally)) {
        let department = if let Desk::Department(d) = case.answerable { Some(usize::from(d)) } else { None };
        for body in department.into_iter().chain([OFFICE]) {
            if let Some(ranked) = self.ranked.get_mut(body) {
                note(&mut ranked.month);
            }
        }
    }

    /// Notes a case that came due.
    pub fn note_due(&mut self, case: &Case, on_time: bool) {
        self.note(case, |month| {
            month.due += 1.0;
            month.on_time += f64::from(u8::from(on_time));
        });
    }

    /// Notes a case that was answered as handled, and for how many unresolved ones and dissatisfied residents it stands on
    /// record.
    pub fn note_answered(&mut self, case: &Case, unresolved: f64, dissatisfied: f64) {
        self.note(case, |month| {
            month.answered += 1.0;
            month.unresolved += unresolved;
            month.dissatisfied += dissatisfied;
        });
    }
}
