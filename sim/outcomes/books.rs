//! The ledgers of a city put together, cell by cell.

use super::survival::Curve;
use crate::society::counts::{Count, Counts, Minutes, MinutesTable, Money};
use crate::society::ledger::MonthStocks;
use crate::society::residents::Channel;
use crate::society::{Community, Post, Society, Subdistrict};
use crate::units::places::{Indexed, KindIndex};
use crate::units::{ONE, YEAR_DAYS};
use crate::world::World;

/// Residents and days of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub(crate) residents: f64,
    pub(crate) days: f64,
}

/// A ratio; undefined where there is nothing to divide by.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// Everything that has been counted, summed over subdistricts in their order.
pub(crate) struct Books<'a> {
    pub(super) society: &'a Society,
    pub(super) w: &'a World,
    /// Residents of the city and days since the books were opened.
    pub(super) city: Extent,
    pub(super) total: Counts<u64>,
    pub(super) minutes: MinutesTable<f64>,
    pub(super) money: Money<i64>,
    /// By kind of incident.
    pub(super) kinds: Indexed<KindIndex, Counts<u64>>,
    /// By day.
    pub(super) days: Vec<Counts<u64>>,
    /// By month.
    pub(super) months: Vec<MonthStocks>,
    /// Times to close by kind of incident.
    pub(super) curves: Indexed<KindIndex, Curve>,
    /// By grid of the map.
    pub(super) grids: Vec<Grid<'a>>,
}

/// A grid of the map.
pub(crate) struct Grid<'a> {
    pub(super) subdistrict: &'a Subdistrict,
    pub(super) community: &'a Community,
    /// Number within its community, from 0.
    pub(crate) number: u32,
    /// First resident and the one after the last.
    pub(crate) residents: (u32, u32),
    pub(super) counts: &'a Counts<u64>,
}

impl<'a> Books<'a> {
    pub(super) fn of(society: &'a Society, w: &'a World) -> Self {
        let mut books = Self {
            society,
            w,
            city: Extent { residents: 0.0, days: 0.0 },
            total: Counts::default(),
            minutes: MinutesTable::default(),
            money: Money::default(),
            kinds: Indexed::filled(Counts::default(), w.kinds.len()),
            days: Vec::new(),
            months: Vec::new(),
            curves: Curve::by_kind(society, w.kinds.len(), f64::from(society.day)),
            grids: Vec::new(),
        };
        for s in &society.subdistricts {
            let ledger = &s.ledger;
            books.city.residents += s.residents.len() as f64;
            books.city.days = f64::from(society.day - ledger.since);
            books.total.add(&ledger.counts);
            books.minutes.add(&ledger.minutes);
            books.money.add(&ledger.money);
            books.kinds.iter_mut().zip(&ledger.kinds).for_each(|(sum, counts)| sum.add(counts));
            books.days.resize(ledger.days.len(), Counts::default());
            books.days.iter_mut().zip(&ledger.days).for_each(|(sum, day)| sum.add(&day.among_all()));
            books.months.resize(ledger.months.len(), MonthStocks::default());
            for (sum, month) in books.months.iter_mut().zip(&ledger.months) {
                sum.lanes.iter_mut().zip(month.lanes).for_each(|(sum, lane)| *sum += lane);
                sum.active += month.active;
                sum.capability += month.capability;
            }
            books.grids.extend(s.communities.iter().flat_map(|community| grids(s, community)));
        }
        books
    }

    pub(super) fn communities(&self) -> impl Iterator<Item = &'a Community> + use<'a> {
        self.society.subdistricts.iter().flat_map(|s| &s.communities)
    }

    pub(super) fn posts(&self) -> impl Iterator<Item = &'a Post> + use<'a> {
        self.society.subdistricts.iter().flat_map(|s| &s.posts)
    }

    /// Mean of a lane over everyone who satisfies a condition, on 0 to 1.
    pub(super) fn mean_lane(&self, lane: usize, who: impl Fn(&Subdistrict, usize) -> bool) -> f64 {
        let (mut sum, mut count) = (0_i64, 0_u64);
        for s in &self.society.subdistricts {
            let thinks = self.w.over_matters(&s.residents, lane);
            for resident in (0..s.residents.len()).filter(|&resident| who(s, resident)) {
                sum += thinks(resident);
                count += 1;
            }
        }
        ratio(sum as f64 / self.w.groups_beside(lane) / f64::from(ONE), count as f64)
    }

    /// Hours over hours.
    pub(super) fn hours(&self, over: &[Minutes], under: &[Minutes]) -> f64 {
        let sum = |of: &[Minutes]| of.iter().map(|&name| self.minutes[name]).sum();
        ratio(sum(over), sum(under))
    }

    /// Money over counts, or per resident and year.
    pub(super) fn spending(&self, fen: i64, under: Option<&[Count]>) -> f64 {
        let yuan = fen as f64 / 100.0;
        match under {
            Some(counts) => ratio(yuan, self.total.sum(counts) as f64),
            None => ratio(yuan, self.city.residents * self.city.days / YEAR_DAYS),
        }
    }

    /// Mean expectation of a channel.
    pub(super) fn trust(&self, channel: Channel) -> f64 {
        self.mean_lane(channel.lane(), |_, _| true)
    }
}

/// The grids of a community.
pub(crate) fn grids<'a>(s: &'a Subdistrict, community: &'a Community) -> impl Iterator<Item = Grid<'a>> {
    community.map.iter().enumerate().map(move |(number, &first)| {
        let end = community.map.get(number + 1).copied().unwrap_or(community.buildings.1);
        let buildings = &s.buildings[(first, end)];
        let residents = (buildings[0].residents.0, buildings[buildings.len() - 1].residents.1);
        let counts = &s.ledger.grids[s.ledger.grid_of(first)];
        Grid { subdistrict: s, community, number: number as u32, residents, counts }
    })
}

impl Grid<'_> {
    /// How many residents there are, and for how many days they have been counted.
    pub(super) fn extent(&self, days: f64) -> Extent {
        Extent { residents: f64::from(self.residents.1 - self.residents.0), days }
    }
}
