//! Reads a folder of results.

use std::path::Path;

use super::{MANIFEST, Manifest, PLACES, TABLES, columns, places, seal, tables};
use crate::error::Error;
use crate::outcomes::outcome_kind;
use crate::results::{GridMean, OpenShare, Results, SurvivalCurve};

/// One record of a table, with what is needed to say where it is wrong.
struct Record<'a> {
    path: &'a Path,
    record: csv::StringRecord,
}

impl Record<'_> {
    fn error(&self, reason: impl std::fmt::Display) -> Error {
        let line = self.record.position().map_or(0, csv::Position::line);
        Error::new(self.path, "read", format!("line {line}: {reason}"))
    }

    fn text(&self, column: usize) -> &str {
        &self.record[column]
    }

    fn number(&self, column: usize) -> Result<f64, Error> {
        match self.text(column) {
            "" => Ok(f64::NAN),
            text => text.parse().map_err(|_| self.error(format!("{text} is not a number"))),
        }
    }

    fn count(&self, column: usize) -> Result<u32, Error> {
        let text = self.text(column);
        text.parse().map_err(|_| self.error(format!("{text} is not a whole number")))
    }
}

/// The records of a table after checking its first columns; the header comes along.
fn records<'a>(
    path: &'a Path,
    columns: &[&str],
) -> Result<(csv::StringRecord, impl Iterator<Item = Result<Record<'a>, Error>>), Error> {
    let error = move |error: csv::Error| Error::new(path, "read", error);
    let mut table = csv::Reader::from_path(path).map_err(error)?;
    let header = table.headers().map_err(error)?.clone();
    if header.len() < columns.len() || header.iter().zip(columns).any(|(found, expected)| found != *expected) {
        return Err(Error::new(path, "read", format!("its columns are not {}", columns.join(","))));
    }
    let rows = table.into_records().map(move |row| row.map(|record| Record { path, record }).map_err(error));
    Ok((header, rows))
}

/// The results in `dir`.
pub(super) fn results(dir: &Path) -> Result<Results, Error> {
    let manifest = Manifest::read(dir)?
        .ok_or_else(|| Error::new(dir, "read", format!("it holds no finished results ({MANIFEST} is missing)")))?;
    if !manifest.complete {
        return Err(Error::new(dir, "read", "its results are not complete; run it again"));
    }
    // Nothing is read that is not what was written.
    let read = [TABLES[0], TABLES[2], TABLES[5], TABLES[6]];
    if let Some(name) = read.iter().find(|name| !manifest.checksums.contains_key(**name)) {
        let found = format!("the manifest has no checksum of {name}: an earlier build of gridgov wrote it");
        return Err(seal::damaged(&dir.join(MANIFEST), &found));
    }
    let by_place = manifest.checksums.contains_key(PLACES);
    let is_read = |name: &str| read.contains(&name) || name == PLACES;
    seal::whole(dir, manifest.checksums.iter().filter(|(name, _)| is_read(name)))?;
    let mut results = manifest.into_results();
    results.runs = columns::runs(&dir.join(TABLES[0]), &dir.join(TABLES[2]), &results)?;
    if by_place {
        places::read_into(&dir.join(PLACES), &mut results)?;
    }
    results.grids = grids(&dir.join(TABLES[5]))?;
    results.survival = survival(&dir.join(TABLES[6]))?;
    Ok(results)
}

fn grids(path: &Path) -> Result<Vec<GridMean>, Error> {
    let (header, rows) = records(path, &tables::GRIDS)?;
    let first = tables::GRIDS.len();
    let ids: Vec<&'static str> = header.iter().skip(first).map_while(outcome_kind).map(|kind| kind.id).collect();
    if ids.len() + first != header.len() {
        return Err(Error::new(path, "read", "a column is no outcome of this version of gridgov"));
    }
    rows.map(|row| {
        let row = row?;
        let value = |(column, id): (usize, &&'static str)| Ok((*id, row.number(first + column)?));
        Ok(GridMean {
            scenario: row.text(0).to_owned(),
            community: row.text(1).to_owned(),
            grid: row.count(2)?,
            residents: row.number(3)?,
            place: (row.number(4)?, row.number(5)?),
            values: ids.iter().enumerate().map(value).collect::<Result<_, Error>>()?,
        })
    })
    .collect()
}

fn survival(path: &Path) -> Result<Vec<SurvivalCurve>, Error> {
    let mut curves: Vec<SurvivalCurve> = Vec::new();
    for row in records(path, &tables::SURVIVAL)?.1 {
        let row = row?;
        let open = OpenShare { mean: row.number(3)?, low: row.number(4)?, high: row.number(5)? };
        match curves.last_mut() {
            Some(curve) if curve.scenario == row.text(0) && curve.kind == row.text(1) => curve.open.push(open),
            _ => curves.push(SurvivalCurve {
                scenario: row.text(0).to_owned(),
                kind: row.text(1).to_owned(),
                open: vec![open],
            }),
        }
    }
    Ok(curves)
}
