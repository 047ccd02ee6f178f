//! The ledger of a subdistrict: what has been counted since it was opened, and the books that must balance.
//!
//! What happens is counted once, by [`Ledger::count`], which keeps it in all and by day, by kind of incident and by grid of
//! the map. No rule keeps a tally of its own.

use super::counts::{Count, Counts, DayCounts, Minutes, MinutesTable, Money, MoneyPost};
use super::journal::Journal;
use super::{Case, Incident, Subdistrict};
use crate::units::Day;
use crate::units::places::{BuildingIndex, GridIndex, Indexed, KindIndex, span};

/// Widths of the bins of [`Ledger::closing_times`], in days.
pub const BIN_DAYS: f64 = 0.25;
/// Number of bins; the last holds everything later.
pub const BINS: usize = 721;

/// Stocks, by month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MonthStocks {
    /// Sum over residents of each lane of state; where groups of matters are told apart, of the mean over them.
    pub lanes: [f64; 8],
    /// Active residents.
    pub active: u64,
    /// Capability weighted by residents.
    pub capability: f64,
}

/// Where something happens: a building, and the kind of the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Site {
    /// Building, as its place in the subdistrict.
    pub building: BuildingIndex,
    /// Kind of the incident.
    pub kind: KindIndex,
}

impl From<&Case> for Site {
    fn from(case: &Case) -> Self {
        Self { building: case.building, kind: case.kind }
    }
}

impl From<&Incident> for Site {
    fn from(incident: &Incident) -> Self {
        Self { building: incident.building, kind: incident.kind }
    }
}

/// What has been counted in a subdistrict since its ledger was opened.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Ledger {
    /// Events in all.
    pub counts: Counts<u64>,
    /// The same by kind of incident, for what has a place.
    pub kinds: Indexed<KindIndex, Counts<u64>>,
    /// The same by grid of the map, community by community.
    pub grids: Indexed<GridIndex, Counts<u64>>,
    /// Grid of the map of each building.
    grid_of: Indexed<BuildingIndex, GridIndex>,
    /// The same day by day. A ledger that is opened before day 0 keeps the day that is being lived alone: nobody asks for
    /// the others.
    pub days: Vec<DayCounts>,
    /// Minutes of work.
    pub minutes: MinutesTable<f64>,
    /// Money, fen.
    pub money: Money<i64>,
    /// Cases by kind and days from filing to first closing, in bins of a quarter of a day.
    pub closing_times: Indexed<KindIndex, Vec<u32>>,
    /// Month by month.
    pub months: Vec<MonthStocks>,
    /// Incidents that were alive when the books were opened.
    pub carried_incidents: u64,
    /// Day on which the books were opened.
    pub since: Day,
    /// What happened case by case, where somebody asked for it.
    pub journal: Option<Journal>,
}

impl Ledger {
    /// Begins a day.
    pub fn begin_day(&mut self) {
        let mut day = DayCounts::default();
        if self.days.is_empty() {
            // What was there when the books were opened is counted on the first day.
            for count in [Count::Carried, Count::CarriedOverdue] {
                day.add(count, self.counts[count]);
            }
        }
        if self.since < 0 {
            self.days.clear();
        }
        self.days.push(day);
    }

    /// Counts `n` of what happens at a site.
    #[inline]
    pub fn count(&mut self, count: Count, at: impl Into<Site>, n: u64) {
        self.count_each(count, [(at.into(), n)]);
    }

    /// The same of much that happens at once.
    #[inline]
    pub fn count_each(&mut self, count: Count, each: impl IntoIterator<Item = (Site, u64)>) {
        debug_assert!(count.has_a_place(), "{count:?} has no place");
        let mut all = 0;
        for (Site { building, kind }, n) in each {
            self.kinds[kind][count] += n;
            self.grids[self.grid_of[building]][count] += n;
            all += n;
        }
        self.add(count, all);
    }

    /// Counts `n` of what happens to no incident.
    #[inline]
    pub fn count_at_large(&mut self, count: Count, n: u64) {
        debug_assert!(!count.has_a_place(), "{count:?} has a place");
        self.add(count, n);
    }

    #[inline]
    fn add(&mut self, count: Count, n: u64) {
        self.counts[count] += n;
        if let Some(day) = self.days.last_mut() {
            day.add(count, n);
        }
    }

    /// Books minutes of work.
    #[inline]
    pub fn spend(&mut self, what: Minutes, minutes: f64) {
        self.minutes[what] += minutes;
    }

    /// Books money.
    pub fn pay(&mut self, post: MoneyPost, fen: i64) {
        self.money[post] += fen;
    }

    /// The grid of the map in which a building stands.
    #[must_use]
    pub fn grid_of(&self, building: BuildingIndex) -> GridIndex {
        self.grid_of[building]
    }
}

impl Subdistrict {
    /// Opens new books on day `since`, for `kinds` kinds of incident. Open cases and live incidents are carried over.
    pub fn open_books(&mut self, since: Day, kinds: usize) {
        self.governance.open_books();
        self.office.street.purse.open_books();
        self.core_business.open_books();
        let mut grid_of = Vec::with_capacity(self.buildings.len());
        let mut grids = 0;
        for community in &self.communities {
            for building in span(community.buildings) {
                let number = community.map.partition_point(|&start| start <= building) - 1;
                grid_of.push(GridIndex::at(grids + number));
            }
            grids += community.map.len();
        }
        let mut ledger = Ledger {
            kinds: Indexed::filled(Counts::default(), kinds),
            grids: Indexed::filled(Counts::default(), grids),
            grid_of: grid_of.into(),
            closing_times: Indexed::filled(vec![0; BINS], kinds),
            carried_incidents: self.incidents.len() as u64,
            since,
            ..Ledger::default()
        };
        for case in &self.cases {
            ledger.count(Count::Carried, case, 1);
            if case.overdue {
                ledger.count(Count::CarriedOverdue, case, 1);
            }
        }
        self.ledger = ledger;
    }
}
