//! Lasting causes of what goes wrong at buildings, what is on record about them, and what projects have mended. Columns of
//! mechanisms that are off stay empty.

use crate::assumptions::Department;
use crate::units::places::{BuildingIndex, Indexed, KindIndex};

/// Pots in which the hours of projects lie: those that go by turn, those that go by the joined record, each department's own.
pub const POTS: usize = DEPARTMENTS + Department::ALL.len();
/// Hours that go by turn.
pub const BY_TURN: usize = 0;
/// Hours that go by the joined record.
pub const JOINED: usize = 1;
/// Hours of the first department; those of the others follow.
pub const DEPARTMENTS: usize = JOINED + 1;

/// Hours of projects, from the first day on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ProjectHours {
    /// Granted.
    pub granted: f64,
    /// Spent.
    pub spent: f64,
    /// Lapsed, since nothing stood out.
    pub lapsed: f64,
}

/// What a subdistrict keeps about causes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Causes {
    /// Kinds of incident.
    pub kinds: usize,
    /// Share of a community's incidents of a kind that happen at or before a building: a cumulative share. Empty without
    /// lasting causes.
    pub cumulative: Indexed<KindIndex, Indexed<BuildingIndex, f64>>,
    /// What projects have left of the rate of a kind at a building, building by building; empty without projects.
    pub left: Vec<f64>,
    /// Cases on the departments' own records, as what they heard from the hotline and in petitions, in the same order.
    pub heard: Vec<f64>,
    /// Cases on the joined record, in the same order.
    pub joined: Vec<f64>,
    /// Hours that wait in each pot.
    pub pots: [f64; POTS],
    /// Hours from the first day on.
    pub hours: ProjectHours,
    /// Projects carried out, in the order of `left`.
    pub carried_out: Vec<u32>,
}

impl Causes {
    /// Place of a kind at a building in the columns that go building by building.
    #[must_use]
    pub fn at(&self, building: BuildingIndex, kind: KindIndex) -> usize {
        building.index() * self.kinds + kind.index()
    }

    /// What projects have left of the rate of a kind at a building.
    #[must_use]
    pub fn left(&self, building: BuildingIndex, kind: KindIndex) -> f64 {
        self.left.get(self.at(building, kind)).copied().unwrap_or(1.0)
    }

    /// Notes a case that was filed: the departments hear it, the joined systems show it, or both.
    pub fn note(&mut self, building: BuildingIndex, kind: KindIndex, heard: bool, joined: bool) {
        let at = self.at(building, kind);
        if let Some(record) = self.heard.get_mut(at) {
            *record += f64::from(u8::from(heard));
            self.joined[at] += f64::from(u8::from(joined));
        }
    }

    /// Hours that wait.
    #[must_use]
    pub fn waiting(&self) -> f64 {
        self.pots.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_empty_say_that_nothing_is_special() {
        let mut none = Causes { kinds: 8, ..Causes::default() };
        let (building, kind) = (BuildingIndex::at(3), KindIndex::at(2));
        none.note(building, kind, true, true);
        assert!(none.left(building, kind) == 1.0 && none.cumulative.get(kind).is_none() && none.heard.is_empty());
    }

    #[test]
    fn what_is_heard_and_what_is_joined_stand_apart() {
        let mut causes = Causes { kinds: 2, heard: vec![0.0; 6], joined: vec![0.0; 6], ..Causes::default() };
        for (heard, joined) in [(true, false), (true, true), (false, true), (true, false)] {
            causes.note(BuildingIndex::at(2), KindIndex::at(1), heard, joined);
        }
        assert_eq!((causes.heard[5], causes.joined[5]), (3.0, 2.0));
        assert_eq!(causes.heard[..5].iter().sum::<f64>(), 0.0);
    }
}
