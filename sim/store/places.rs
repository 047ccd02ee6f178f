//! `places.parquet`: outcomes by community, over the run and month by month.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use super::MANIFEST;
use super::parquet::{Columns, Kind, Table, Values, counts, read, texts};
use crate::error::Error;
use crate::outcomes::outcome_kind;
use crate::outcomes::record::{PlaceRow, Stretch};
use crate::results::Results;

/// Columns of the table. Month 0 is the run as a whole.
const PLACES: &Columns = &[
    ("scenario", Kind::Text),
    ("replicate", Kind::Count),
    ("community", Kind::Text),
    ("subdistrict", Kind::Text),
    ("archetype", Kind::Text),
    ("residents", Kind::Count),
    ("month", Kind::Count),
    ("outcome", Kind::Text),
    ("value", Kind::Number),
    ("numerator", Kind::Number),
    ("denominator", Kind::Number),
];

/// Replicates in a row group.
const GROUP: usize = 8;

/// A row: replicate, community, month, outcome, cell.
type Row<'a> = (usize, &'a PlaceRow, usize, &'static str, Stretch);

/// Every community of every run.
pub(super) fn table(results: &Results, out: impl Write + Send) -> io::Result<()> {
    let mut table = Table::new(out, "places", PLACES)?;
    for (scenario, runs) in results.scenarios.iter().zip(&results.runs) {
        for (group, runs) in runs.chunks(GROUP).enumerate() {
            let numbered = runs.iter().enumerate().map(|(place, run)| (group * GROUP + place, run));
            let rows: Vec<Row> = numbered
                .flat_map(|(replicate, run)| run.places.iter().flat_map(move |place| of_place(replicate, place)))
                .collect();
            table.add(&[
                texts(rows.iter().map(|_| scenario.name.as_str())),
                counts(rows.iter().map(|row| row.0)),
                texts(rows.iter().map(|row| row.1.community.as_str())),
                texts(rows.iter().map(|row| row.1.subdistrict.as_str())),
                texts(rows.iter().map(|row| row.1.archetype.as_str())),
                counts(rows.iter().map(|row| row.1.residents as usize)),
                counts(rows.iter().map(|row| row.2)),
                texts(rows.iter().map(|row| row.3)),
                Values::Number(rows.iter().map(|row| row.4.value).collect()),
                Values::Number(rows.iter().map(|row| row.4.numerator).collect()),
                Values::Number(rows.iter().map(|row| row.4.denominator).collect()),
            ])?;
        }
    }
    table.finish()
}

fn of_place(replicate: usize, place: &PlaceRow) -> impl Iterator<Item = Row<'_>> {
    let whole = place.values.iter().map(move |(outcome, cell)| (replicate, place, 0, *outcome, *cell));
    let of_month = move |(month, cells): (usize, &'_ Vec<Stretch>)| {
        let named = place.values.iter().zip(cells.clone());
        named.map(move |((outcome, _), cell)| (replicate, place, month + 1, *outcome, cell)).collect::<Vec<_>>()
    };
    whole.chain(place.months.iter().enumerate().flat_map(of_month))
}

/// Reads the table into the runs of results.
pub(super) fn read_into(path: &Path, results: &mut Results) -> Result<(), Error> {
    let index: BTreeMap<String, usize> =
        results.scenarios.iter().enumerate().map(|(index, scenario)| (scenario.name.clone(), index)).collect();
    read(path, PLACES, |columns| {
        for row in 0..columns[0].len() {
            let (name, replicate) = (columns[0].text(row), columns[1].count(row) as usize);
            let scenario = index.get(name).ok_or_else(|| format!("{name} is not in {MANIFEST}"))?;
            let run = results.runs[*scenario].get_mut(replicate);
            let run = run.ok_or_else(|| format!("there is no replicate {replicate} in {MANIFEST}"))?;
            let (community, month) = (columns[2].text(row), columns[6].count(row) as usize);
            let outcome = outcome_kind(columns[7].text(row)).map(|kind| kind.id);
            let outcome = outcome.ok_or_else(|| format!("this version knows no outcome {}", columns[7].text(row)))?;
            let [value, numerator, denominator] = [8, 9, 10].map(|column: usize| columns[column].number(row));
            let cell = Stretch::new(value, numerator, denominator);
            // A community begins with the first outcome of its run as a whole.
            let begins = month == 0
                && run.places.last().is_none_or(|last| {
                    last.community != community || last.values.first().is_some_and(|(first, _)| *first == outcome)
                });
            if begins {
                run.places.push(PlaceRow {
                    community: community.to_owned(),
                    subdistrict: columns[3].text(row).to_owned(),
                    archetype: columns[4].text(row).to_owned(),
                    residents: columns[5].count(row),
                    values: Vec::new(),
                    months: Vec::new(),
                });
            }
            let place = run.places.last_mut().ok_or("a month comes before its run")?;
            if month == 0 {
                place.values.push((outcome, cell));
                continue;
            }
            if place.months.len() + 1 == month {
                place.months.push(Vec::new());
            }
            let known = place.values.len();
            match place.months.last_mut() {
                Some(cells) if cells.len() < known && place.values[cells.len()].0 == outcome => cells.push(cell),
                _ => return Err(format!("the months of {community} do not follow each other")),
            }
        }
        Ok(())
    })
}
