//! How much work gets done: working time of posts, speed of committees and workers, how hard pressure drives people and what
//! fatigue leaves of a minute.

use super::World;
use crate::society::posts::Worker;
use crate::society::pressure::OFFICE;
use crate::society::{Community, Post, Subdistrict};
use crate::units::places::CommunityIndex;

/// Minutes by which rounding may part hours that were set aside for work from the work itself: far above the error of any
/// sum of minutes, far below a minute. A piece that lacks less is finished.
pub const ROUNDING: f64 = 1e-9;

impl World {
    /// Pressure on a department or the street office: the push of its rank times the weight of the ranking, the mean over
    /// residents.
    #[must_use]
    pub fn pressure_on_body(&self, s: &Subdistrict, body: usize) -> f64 {
        let push = s.pressure.push(body);
        if push <= 0.0 {
            return 0.0;
        }
        push * s.over_residents(|c| c.levers.power.ranking_share) / s.residents.len() as f64
    }

    /// Pressure on the committee and the grid workers of a community: the street office passes on what its rank pushes.
    #[must_use]
    pub fn pressure_on_community(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        s.pressure.push(OFFICE) * s.communities[community].levers.power.ranking_share
    }

    /// Hours for cases under pressure, relative to without.
    #[must_use]
    pub fn effort(&self, pressure: f64) -> f64 {
        1.0 + self.pressure.effort_share * pressure
    }

    /// What fatigue leaves of the work in a minute.
    #[must_use]
    pub fn vigour(&self, fatigue: f64) -> f64 {
        1.0 - self.pressure.fatigue_slows_share * fatigue
    }

    /// Working time of a post of a community over that of a full-time one.
    #[must_use]
    pub fn part(&self, post: &Post, community: &Community) -> f64 {
        let full_time = post.full_time_mark < community.levers.staffing.full_time_share;
        if full_time { 1.0 } else { self.workforce.part_time_share }
    }

    /// Normal work that a committee of that capability does in a minute: capability makes the same hours go further.
    #[must_use]
    pub fn committee_speed(&self, capability: f64) -> f64 {
        self.bodies.committee_speed_base + self.bodies.committee_speed_gain * capability
    }

    /// Minutes of normal work that a grid worker does in a minute: less of them when tired, and when burnt out under load.
    #[must_use]
    pub fn speed(&self, worker: &Worker) -> f64 {
        let exhausted = if self.mechanisms.load { worker.burnout - self.workforce.burnout_reference } else { 0.0 };
        let left = 1.0 - self.pressure.exhaustion_slows_share * exhausted;
        worker.speed(&self.workforce) * self.vigour(worker.fatigue) * left
    }
}
