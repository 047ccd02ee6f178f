//! The groups of an outcome: the same definition for a part of what it covers.

use super::OutcomeKind;
use super::books::Books;
use super::definition::{Definition, Stock};
use super::own;
use super::record::{Series, YEAR};
use crate::society::counts::{Count, Minutes, MoneyPost};
use crate::society::residents::{AGES, Tenure, Traits};
use crate::units::YEAR_DAYS;

/// Sorts of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// By kind of incident.
    Kind,
    /// By the channel through which a case came.
    Channel,
    /// Residents by tenure.
    Tenure,
    /// Residents by age.
    Age,
    /// Tenths of the grids of the map.
    GridDecile,
    /// By the desk that works.
    Desk,
    /// By what money is spent on.
    Post,
}

/// How cases come in.
const CHANNELS: [(&str, Count); 6] = [
    ("patrol", Count::FiledPatrol),
    ("community", Count::FiledCommunity),
    ("organisation", Count::FiledOrganisation),
    ("grid_worker", Count::FiledGrid),
    ("hotline", Count::FiledHotline),
    ("petition", Count::FiledPetition),
];

/// Desks whose hours are booked: what is asked of them over what they have.
const DESKS: [(&str, &[Minutes], Minutes); 3] = [
    ("grid_workers", &[Minutes::WorkerAsked], Minutes::WorkerAvailable),
    ("committees", &[Minutes::CommitteeCases, Minutes::CommitteeCore], Minutes::CommitteeFree),
    ("departments", &[Minutes::DepartmentCases], Minutes::DepartmentAvailable),
];

/// Groups of one sort with their values.
pub(super) fn values(books: &Books, kind: &OutcomeKind, sort: Sort) -> Vec<(String, f64)> {
    let definition = &kind.definition;
    match sort {
        Sort::Kind => {
            let cells = books.w.kinds.iter().zip(books.kinds.iter().zip(&books.curves));
            let value = |counts, curve| match definition {
                Definition::Closing(closing) => closing.of(curve),
                _ => definition.of(counts, books.city),
            };
            cells.map(|(kind, (counts, curve))| (format!("kind:{}", kind.name), value(counts, curve))).collect()
        }
        Sort::Channel => {
            let of = |(name, count): (&str, Count)| {
                (format!("channel:{name}"), definition.value(books.total[count] as f64, f64::NAN, books.city))
            };
            CHANNELS.into_iter().map(of).collect()
        }
        Sort::Tenure => lanes(books, definition, "tenure", &Tenure::ALL.map(|(_, name)| name), Traits::tenure),
        Sort::Age => lanes(books, definition, "age", &AGES, Traits::age),
        Sort::GridDecile => {
            let deciles = own::close_days_by_decile(books).into_iter().enumerate();
            deciles.map(|(decile, mean)| (format!("grid_decile:{}", decile + 1), mean)).collect()
        }
        Sort::Desk => DESKS.map(|(name, asked, had)| (format!("desk:{name}"), books.hours(asked, &[had]))).into(),
        Sort::Post => {
            let Definition::Spending(under) = definition else { return Vec::new() };
            let of = |post: MoneyPost| (format!("post:{}", post.words().0), books.spending(books.money[post], *under));
            MoneyPost::ALL.into_iter().map(of).collect()
        }
    }
}

/// The years of the run, for what days can tell: the stretches of a series. The last one may be shorter. What is measured
/// at the ends of months is that of the last one in the year, in the last year that at the end of the run.
pub(super) fn years(books: &Books, kind: &OutcomeKind, series: &Series) -> Vec<(String, f64)> {
    let (days, length) = (series.len(), YEAR_DAYS as usize);
    let of = |(number, first): (usize, usize)| {
        let end = days.min(first + length);
        let value = match &kind.definition {
            Definition::Stock(stock) if end == days => stock.at_the_end(books),
            _ => series.over(first..end).value,
        };
        (format!("{YEAR}{}", number + 1), value)
    };
    (0..days).step_by(length).enumerate().map(of).collect()
}

/// Means of a lane over residents by a trait.
fn lanes(
    books: &Books,
    definition: &Definition,
    sort: &str,
    names: &[&str],
    of: fn(Traits) -> usize,
) -> Vec<(String, f64)> {
    let Definition::Stock(Stock::Lane(lane)) = definition else { return Vec::new() };
    let mean = |(place, name): (usize, &&str)| {
        let value = books.mean_lane(*lane, |s, resident| of(s.residents.traits[resident]) == place);
        (format!("{sort}:{name}"), value)
    };
    names.iter().enumerate().map(mean).collect()
}
