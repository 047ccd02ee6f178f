//! The path that a matter takes: fixed at its birth, the same under every policy.

use super::World;
use crate::assumptions::Path;
use crate::random::{Purpose, keys, lognormal, unit};
use crate::units::places::KindIndex;

impl World {
    /// Which path an incident takes: that of its kind for a share of them, else a visit.
    #[must_use]
    pub fn path(&self, incident: u64, kind: KindIndex) -> Path {
        let facts = &self.kinds[kind];
        let own = facts.path != Path::Visit
            && self.uniform(Purpose::Path, incident, keys::path::TAKEN, keys::ONLY) < facts.path_share;
        if own { facts.path } else { Path::Visit }
    }

    /// Mean days before a path lets anybody begin.
    #[must_use]
    pub fn mean_wait(&self, path: Path) -> f64 {
        match path {
            Path::Visit | Path::OnTheSpot => 0.0,
            Path::Works => self.calendar.works_days,
            Path::Legal => self.calendar.legal_days,
        }
    }

    /// Days from filing before a path lets anybody begin, on an attempt of an incident.
    #[must_use]
    pub fn wait(&self, path: Path, incident: u64, attempt: u8) -> f64 {
        let mean = self.mean_wait(path);
        if mean <= 0.0 {
            return 0.0;
        }
        let [word, ..] = self.stream.block(Purpose::Path, incident, keys::path::wait(attempt), keys::ONLY);
        lognormal(unit(word), mean, self.calendar.path_log_sd)
    }

    /// Work on a path relative to a visit, and how much longer the matter lasts by itself.
    #[must_use]
    pub fn path_ratios(&self, path: Path) -> (f64, f64) {
        let n = &self.calendar;
        match path {
            Path::Visit | Path::OnTheSpot => (1.0, 1.0),
            Path::Works => (n.works_hours_ratio, n.path_lasting_ratio),
            Path::Legal => (n.legal_hours_ratio, n.path_lasting_ratio),
        }
    }
}
