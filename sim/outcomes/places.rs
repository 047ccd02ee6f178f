//! Outcomes by community, and what is put together from them: subdistricts, kinds of community, those that a policy names.
//!
//! Each is kept as numerator and denominator, so that those of any communities add up to theirs together by the same
//! definition. What has no place (hours, money, times to close with open cases) is not given by community.

use std::collections::BTreeSet;

use super::books::{Extent, grids, ratio};
use super::definition::{Definition, Stock};
use super::record::{Measured, PlaceRow, Stretch};
use super::{OutcomeKind, outcome_kinds};
use crate::society::counts::{Count, Counts};
use crate::society::{Community, Society, Subdistrict};
use crate::units::ONE;
use crate::world::World;

/// What the groups of communities begin with; the name follows.
pub(crate) const COMMUNITY: &str = "community:";
/// What the groups of subdistricts begin with.
pub(crate) const SUBDISTRICT: &str = "subdistrict:";
/// What the groups of kinds of community begin with.
pub(crate) const ARCHETYPE: &str = "archetype:";
/// The communities that a policy names in a `[[change]]`.
pub(crate) const CHANGED: &str = "changed:yes";
/// The others.
pub(crate) const UNCHANGED: &str = "changed:no";

/// What a community has at the end of a month: counts since the books were opened, and its stocks.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    day: f64,
    counts: Counts<u64>,
    stocks: Vec<Stretch>,
}

/// By community: its ends of months.
pub(crate) type Months = Vec<Vec<Snapshot>>;

/// Whether an outcome is given by community.
pub(crate) fn has_places(kind: &OutcomeKind) -> bool {
    matches!(kind.definition, Definition::Stock(_)) || kind.definition.by_place() || of_posts(kind)
}

/// Means over the workers in post, who belong to a community.
fn of_posts(kind: &OutcomeKind) -> bool {
    matches!(kind.id, "skill" | "burnout_share")
}

fn kinds() -> impl Iterator<Item = &'static OutcomeKind> {
    outcome_kinds().iter().filter(|kind| has_places(kind))
}

/// Every community of a city since its books were opened.
pub(super) fn rows(society: &Society, w: &World, months: Option<&Months>) -> Vec<PlaceRow> {
    let communities = society.subdistricts.iter().flat_map(|s| s.communities.iter().map(move |c| (s, c)));
    let row = |(at, (s, community)): (usize, (&Subdistrict, &Community))| {
        let extent = extent(community, f64::from(society.day - s.ledger.since));
        let counted = counts(s, community);
        let values = of_cell(&|of| counted.sum(of), extent, &stocks(s, community, w));
        PlaceRow {
            community: community.name.clone(),
            subdistrict: s.name.clone(),
            archetype: community.archetype.names().0.to_owned(),
            residents: community.size(),
            values: kinds().map(|kind| kind.id).zip(values).collect(),
            months: months.map_or_else(Vec::new, |months| by_month(&months[at], community)),
        }
    };
    communities.enumerate().map(row).collect()
}

/// Adds the end of a month.
pub(crate) fn close_month(months: &mut Months, society: &Society, w: &World) {
    let communities = society.subdistricts.iter().flat_map(|s| s.communities.iter().map(move |c| (s, c)));
    for (at, (s, community)) in communities.enumerate() {
        if months.len() == at {
            months.push(Vec::new());
        }
        let day = f64::from(society.day - s.ledger.since);
        months[at].push(Snapshot { day, counts: counts(s, community), stocks: stocks(s, community, w) });
    }
}

fn by_month(ends: &[Snapshot], community: &Community) -> Vec<Vec<Stretch>> {
    let nothing = Snapshot { day: 0.0, counts: Counts::default(), stocks: Vec::new() };
    let before = std::iter::once(&nothing).chain(ends);
    let month = |(before, end): (&Snapshot, &Snapshot)| {
        let extent = extent(community, end.day - before.day);
        of_cell(&|of| end.counts.sum(of) - before.counts.sum(of), extent, &end.stocks)
    };
    before.zip(ends).map(month).collect()
}

fn extent(community: &Community, days: f64) -> Extent {
    Extent { residents: f64::from(community.size()), days }
}

/// What was counted in the grids of a community.
fn counts(s: &Subdistrict, community: &Community) -> Counts<u64> {
    let mut sum = Counts::default();
    grids(s, community).for_each(|grid| sum.add(grid.counts));
    sum
}

/// The outcomes of a cell in their order; `sum` gives what has been counted there.
fn of_cell(sum: &dyn Fn(&[Count]) -> u64, cell: Extent, stocks: &[Stretch]) -> Vec<Stretch> {
    let mut stocks = stocks.iter();
    let of = |kind: &OutcomeKind| match kind.definition.counts() {
        Some((over, under)) => {
            let (over, under) = (sum(over) as f64, sum(under) as f64);
            let (numerator, denominator) = kind.definition.parts(over, under, cell);
            Stretch::new(kind.definition.value(over, under, cell), numerator, denominator)
        }
        None => *stocks.next().expect("every outcome without counts has its stock"),
    };
    kinds().map(of).collect()
}

/// The outcomes that are no counts, as they are now.
fn stocks(s: &Subdistrict, community: &Community, w: &World) -> Vec<Stretch> {
    let size = f64::from(community.size());
    let of = |kind: &OutcomeKind| {
        let (numerator, denominator) = match &kind.definition {
            Definition::Stock(Stock::Lane(lane)) => {
                let thinks = w.over_matters(&s.residents, *lane);
                let sum: i64 = (community.residents.0..community.residents.1).map(|r| thinks(r as usize)).sum();
                (sum as f64 / w.groups_beside(*lane) / f64::from(ONE), size)
            }
            Definition::Stock(Stock::Active) => (f64::from(community.active), size),
            Definition::Stock(Stock::Capability) => (community.capability * size, size),
            _ => {
                let workers = || s.posts[community.posts].iter().filter_map(|post| post.worker);
                let of_skill = kind.id == "skill";
                let part: f64 = workers()
                    .map(|worker| if of_skill { worker.accuracy() } else { f64::from(u8::from(worker.burnout > 0.5)) })
                    .sum();
                (part, workers().count() as f64)
            }
        };
        Stretch::new(ratio(numerator, denominator), numerator, denominator)
    };
    kinds().filter(|kind| kind.definition.counts().is_none()).map(of).collect()
}

/// What a community belongs to.
type Name = fn(&PlaceRow) -> &str;

/// The outcomes of some communities together.
fn together<'a>(rows: &(impl Iterator<Item = &'a PlaceRow> + Clone), group: &str) -> Vec<Measured> {
    let Some(first) = rows.clone().next() else { return Vec::new() };
    let of = |(place, (outcome, _)): (usize, &(&'static str, Stretch))| {
        let sum = |part: fn(&Stretch) -> f64| rows.clone().map(|row| part(&row.values[place].1)).sum::<f64>();
        let value = ratio(sum(|cell| cell.numerator), sum(|cell| cell.denominator));
        Measured { outcome, group: group.to_owned(), value }
    };
    first.values.iter().enumerate().map(of).collect()
}

/// Every group of a run: communities, subdistricts, kinds of community.
pub(crate) fn groups(rows: &[PlaceRow]) -> Vec<Measured> {
    let of_one = |row: &PlaceRow| together(&std::iter::once(row), &format!("{COMMUNITY}{}", row.community));
    let mut measured: Vec<Measured> = rows.iter().flat_map(of_one).collect();
    let sorts: [(&str, Name); 2] = [(SUBDISTRICT, |row| &row.subdistrict), (ARCHETYPE, |row| &row.archetype)];
    for (sort, of) in sorts {
        let mut names: Vec<&str> = Vec::new();
        for row in rows {
            if !names.contains(&of(row)) {
                names.push(of(row));
            }
        }
        for name in names {
            measured.extend(together(&rows.iter().filter(|row| of(row) == name), &format!("{sort}{name}")));
        }
    }
    measured
}

/// The communities that a policy names, and the others.
pub(crate) fn by_change(rows: &[PlaceRow], changed: &BTreeSet<String>) -> Vec<Measured> {
    let part =
        |wanted: bool, group| together(&rows.iter().filter(|row| changed.contains(&row.community) == wanted), group);
    [part(true, CHANGED), part(false, UNCHANGED)].concat()
}
