//! Grid posts and the people who hold them.

use super::Clock;
use crate::assumptions::Workforce;
use crate::units::Day;
use crate::units::places::CommunityIndex;

/// A post of a grid worker; one hours ledger for whoever holds it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Post {
    /// Key of the post: community in the city and number within it.
    pub key: u64,
    /// Community, as its place in the subdistrict.
    pub community: CommunityIndex,
    /// Households in its grid.
    pub households: f64,
    /// Uniform that decides whether the post is full time.
    pub full_time_mark: f64,
    /// Who holds it, if anybody.
    pub worker: Option<Worker>,
    /// How many people have held it.
    pub spell: u32,
    /// Day on which a vacancy is filled.
    pub filled_on: Day,
    /// Minutes of entry and verification waiting.
    pub debt_minutes: f64,
    /// Minutes of work lying on the desk this morning.
    pub waiting_minutes: f64,
    /// The ledger of today.
    pub day: WorkerDay,
    /// The same summed over the month.
    pub month: WorkerDay,
    /// Cases handled this month.
    pub handled: u32,
    /// Whether somebody held it when grids were last drawn.
    pub covers: bool,
}

/// A grid worker.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Worker {
    /// Chance to resolve what is worked on, before training.
    pub talent: f64,
    /// Share of the gap to full accuracy that training has closed.
    pub trained_accuracy: f64,
    /// Share of the gap to full speed that training has closed.
    pub trained_speed: f64,
    /// Reluctance to close a case on paper, appraisal points.
    pub integrity: f64,
    /// Personal shift of burnout, logits.
    pub resilience: f64,
    /// Burnout on 0 to 1.
    pub burnout: f64,
    /// Fatigue under pressure on 0 to 1.
    pub fatigue: f64,
    /// Hazard of quitting.
    pub quitting: Clock,
}

impl Worker {
    /// Chance to resolve a matter.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.talent + (1.0 - self.talent) * self.trained_accuracy
    }
    /// Minutes of normal work done in a minute by somebody who is not tired.
    #[must_use]
    pub fn speed(&self, workforce: &Workforce) -> f64 {
        workforce.untrained_speed + workforce.trained_speed_gain * self.trained_speed
    }
}

/// Minutes of a worker.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WorkerDay {
    /// In all.
    pub available: f64,
    /// Sent-down tasks.
    pub tasks: f64,
    /// Training.
    pub training: f64,
    /// Entry and verification.
    pub desk: f64,
    /// Own cases.
    pub cases: f64,
    /// Patrol.
    pub patrol: f64,
    /// Of the patrol, what the roster asks for at the least.
    pub patrol_least: f64,
    /// What is asked for, whether or not there are minutes for it.
    pub asked: f64,
}

impl WorkerDay {
    /// Adds another ledger.
    pub fn add(&mut self, other: &Self) {
        self.available += other.available;
        self.tasks += other.tasks;
        self.training += other.training;
        self.desk += other.desk;
        self.cases += other.cases;
        self.patrol += other.patrol;
        self.patrol_least += other.patrol_least;
        self.asked += other.asked;
    }

    /// Minutes asked for over minutes there are.
    #[must_use]
    pub fn load(&self) -> f64 {
        if self.available > 0.0 { self.asked / self.available } else { 0.0 }
    }

    /// Share of the hours that somebody asks for.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        let asked = self.tasks + self.training + self.desk + self.cases + self.patrol_least;
        if self.available > 0.0 { asked / self.available } else { 0.0 }
    }
}
