//! The policy of a scenario over time: levers in force by community and day.

use std::collections::BTreeSet;

use crate::assumptions::Mechanisms;
use crate::levers::Levers;
use crate::scenario::Scenario;
use crate::society::Subdistrict;
use crate::units::Day;

/// Levers at the start and how they change.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    start: Levers,
    changes: Vec<Step>,
    mechanisms: Mechanisms,
}

/// A change, with its communities by name.
#[derive(Clone, Debug)]
struct Step {
    day: Day,
    ramp_days: Day,
    communities: BTreeSet<String>,
    set: Vec<(&'static str, &'static str, f64)>,
}

impl Policy {
    /// One policy for ever.
    #[must_use]
    pub fn constant(levers: &Levers, mechanisms: &Mechanisms) -> Self {
        Self { start: levers.clone(), changes: Vec::new(), mechanisms: mechanisms.clone() }
    }

    /// The policy of a scenario from day 0 on.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let changes = scenario.changes.iter().map(|change| Step {
            day: change.day,
            ramp_days: change.ramp_days,
            communities: change.communities.iter().cloned().collect(),
            set: change.set.clone(),
        });
        Self { changes: changes.collect(), ..Self::constant(&scenario.settings.levers, &scenario.settings.mechanisms) }
    }

    /// The levers in force in a community on a day; those without their mechanism are absent.
    ///
    /// # Panics
    /// When a change names a lever that is not in the registry; reading a scenario refuses such a change.
    #[must_use]
    pub fn levers(&self, community: &str, day: Day) -> Levers {
        let mut levers = self.start.clone();
        for step in &self.changes {
            let here = step.communities.is_empty() || step.communities.contains(community);
            if !here || day < step.day {
                continue;
            }
            let part = f64::from(day - step.day + 1) / f64::from(step.ramp_days.max(1));
            for &(table, name, value) in &step.set {
                let place = levers.place(table, name).expect("changes name levers of the registry");
                *place += (value - *place) * part.min(1.0);
            }
        }
        levers.where_present(|mechanism| self.mechanisms.is_on(mechanism))
    }

    /// Whether any lever may differ between yesterday and `day`.
    fn moves_on(&self, day: Day) -> bool {
        self.changes.iter().any(|step| (step.day..=step.day + step.ramp_days).contains(&day))
    }
}

/// Puts the policy of `day` in force; `anew` does so whether or not anything has moved.
pub fn put_in_force(s: &mut Subdistrict, policy: &Policy, day: Day, anew: bool) {
    if anew || policy.moves_on(day) {
        for community in &mut s.communities {
            community.levers = policy.levers(&community.name, day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Change;

    #[test]
    fn a_ramp_moves_in_equal_steps_and_only_where_it_is_meant() {
        let mut change = Change::on(10, vec![("power", "task_hours_per_week", 6.0)]);
        change.ramp_days = 5;
        change.communities = vec!["North".into()];
        let scenario = Scenario { changes: vec![change], ..Scenario::default() };
        let policy = Policy::of(&scenario);
        let hours = |place, day| policy.levers(place, day).power.task_hours_per_week;
        assert_eq!([9, 10, 12, 14, 99].map(|day| hours("North", day)), [16.0, 14.0, 10.0, 6.0, 6.0]);
        assert_eq!(hours("South", 99), 16.0);
    }
}
