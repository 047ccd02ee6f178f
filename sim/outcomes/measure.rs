//! From ledgers and final stocks to measured outcomes: every outcome of the registry by its definition, for the city and
//! by group, day and grid.

use super::OutcomeKind;
use super::books::{Books, Extent, Grid};
use super::definition::{Definition, Stock};
use super::groups;
use super::outcome_kinds;
use super::places::{self, Months};
use super::record::{Days, GridRow, Measured, Run, Series};
use super::survival::Curve;
use crate::society::Society;
use crate::society::counts::MoneyPost;
use crate::units::{MONTH_DAYS, ONE};
use crate::world::World;

/// Measures a society that has been simulated since its books were opened; `months` are the ends of its months by community,
/// where they were kept.
#[must_use]
pub fn measure(society: &Society, w: &World, months: Option<&Months>) -> Run {
    let books = Books::of(society, w);
    let (mut measured, mut daily) = (Vec::new(), Vec::new());
    for kind in outcome_kinds() {
        let outcome = kind.id;
        measured.push(Measured { outcome, group: "all".to_owned(), value: value(&books, &kind.definition) });
        let of_group = |(group, value)| Measured { outcome, group, value };
        measured.extend(kind.groups.iter().flat_map(|sort| groups::values(&books, kind, *sort)).map(of_group));
        let Some(series) = series(&books, kind) else { continue };
        measured.extend(groups::years(&books, kind, &series).into_iter().map(of_group));
        daily.push(series);
    }
    let mut survival = vec![("all".to_owned(), Curve::pooled(&books.curves).by_day())];
    survival.extend(w.kinds.iter().zip(&books.curves).map(|(kind, curve)| (kind.name.clone(), curve.by_day())));
    Run {
        measured,
        survival,
        grids: books.grids.iter().map(|grid| grid_row(&books, grid)).collect(),
        daily,
        places: places::rows(society, w, months),
        resident_days: books.city.residents * books.city.days,
    }
}

/// The outcome of the city over the run.
fn value(books: &Books, definition: &Definition) -> f64 {
    match definition {
        Definition::Ratio { .. } | Definition::Rate { .. } | Definition::Level { .. } => {
            definition.of(&books.total, books.city)
        }
        Definition::Hours { over, under } => books.hours(over, under),
        Definition::Spending(under) => {
            let fen = MoneyPost::ALL.iter().map(|&post| books.money[post]).sum();
            books.spending(fen, *under)
        }
        Definition::Stock(stock) => stock.at_the_end(books),
        Definition::Closing(closing) => closing.of(&Curve::pooled(&books.curves)),
        Definition::Own { value, .. } => value(books),
    }
}

/// A grid of the map with every outcome that its counts and residents give.
fn grid_row(books: &Books, grid: &Grid) -> GridRow {
    let (s, community) = (grid.subdistrict, grid.community);
    let side = (community.map.len() as f64).sqrt().ceil();
    let (number, step) = (f64::from(grid.number), 1.0 / side.max(1.0));
    let place = (community.place.0 + (number % side) * step, community.place.1 + (number / side).floor() * step);
    let extent = grid.extent(books.city.days);
    let people = grid.residents.0 as usize..grid.residents.1 as usize;
    let mean = |lane: usize| {
        let sum: i64 = people.clone().map(books.w.over_matters(&s.residents, lane)).sum();
        sum as f64 / books.w.groups_beside(lane) / people.len() as f64 / f64::from(ONE)
    };
    let of = |kind: &OutcomeKind| match &kind.definition {
        Definition::Stock(Stock::Lane(lane)) => Some((kind.id, mean(*lane))),
        definition if definition.by_place() => Some((kind.id, definition.of(grid.counts, extent))),
        _ => None,
    };
    GridRow {
        community: community.name.clone(),
        grid: grid.number + 1,
        residents: extent.residents as u32,
        place,
        values: outcome_kinds().iter().filter_map(of).collect(),
    }
}

/// An outcome day by day for the whole city. Stocks are those of the last end of a month.
fn series(books: &Books, kind: &OutcomeKind) -> Option<Series> {
    let Extent { residents, .. } = books.city;
    let days = match &kind.definition {
        Definition::Stock(stock) => {
            let of_day = |day: usize| {
                let months = (day + 1) / MONTH_DAYS as usize;
                let month = months.checked_sub(1).and_then(|month| books.months.get(month));
                month.map_or(f64::NAN, |month| stock.of_month(month, residents))
            };
            Days::Stock((0..books.days.len()).map(of_day).collect())
        }
        definition if definition.by_day() => {
            let (over, under) = definition.counts().unwrap_or_default();
            if matches!(definition, Definition::Ratio { .. }) {
                let of = |counts| books.days.iter().map(|day| day.sum(counts) as u32).collect();
                Days::Ratio { over: of(over), under: of(under) }
            } else {
                Days::Rate { over: books.days.iter().map(|day| day.sum(over) as f64).collect(), residents }
            }
        }
        _ => return None,
    };
    Some(Series { outcome: kind.id, days })
}
