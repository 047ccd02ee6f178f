//! The Parquet tables of a folder: outcomes, daily values, cases.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use super::MANIFEST;
use super::parquet::{Columns, Kind, Table, Values, counts, read, texts};
use crate::error::Error;
use crate::outcomes::outcome_kind;
use crate::outcomes::record::{Series, Stretch};
use crate::outcomes::traces::CaseEvent;
use crate::results::{Results, RunRecord};
use crate::run::Measured;
use crate::society::journal::Fact;

/// Columns of `outcomes.parquet`.
const OUTCOMES: &Columns = &[
    ("scenario", Kind::Text),
    ("replicate", Kind::Count),
    ("outcome", Kind::Text),
    ("group", Kind::Text),
    ("value", Kind::Number),
    ("unit", Kind::Text),
];
/// Columns of `daily.parquet`.
const DAILY: &Columns = &[
    ("scenario", Kind::Text),
    ("replicate", Kind::Count),
    ("day", Kind::Count),
    ("outcome", Kind::Text),
    ("value", Kind::Number),
    ("numerator", Kind::Number),
    ("denominator", Kind::Number),
];
/// Columns of `cases.parquet`.
const CASES: &Columns = &[
    ("scenario", Kind::Text),
    ("replicate", Kind::Count),
    ("case", Kind::Text),
    ("trace", Kind::Text),
    ("sequence", Kind::Count),
    ("activity", Kind::Text),
    ("timestamp", Kind::Time),
    ("time_days", Kind::Number),
    ("resource", Kind::Text),
    ("community", Kind::Text),
    ("grid", Kind::Count),
    ("kind", Kind::Text),
    ("department", Kind::Text),
    ("channel", Kind::Text),
    ("due", Kind::Number),
    ("wait_days", Kind::Number),
    ("facts", Kind::Text),
];

/// Replicates in a row group: few enough to be held in memory beside the results.
const GROUP: usize = 50;

/// The same of the daily table, which is longer.
const GROUP_OF_DAYS: usize = 8;

/// Every outcome of every run.
pub(super) fn outcomes(results: &Results, out: impl Write + Send) -> io::Result<()> {
    let mut table = Table::new(out, "outcomes", OUTCOMES)?;
    for (scenario, runs) in results.scenarios.iter().zip(&results.runs) {
        for (group, runs) in runs.chunks(GROUP).enumerate() {
            let rows = || {
                let numbered = runs.iter().enumerate().map(move |(place, run)| (group * GROUP + place, run));
                numbered.flat_map(|(replicate, run)| run.measured.iter().map(move |row| (replicate, row)))
            };
            table.add(&[
                texts(rows().map(|_| scenario.name.as_str())),
                counts(rows().map(|(replicate, _)| replicate)),
                texts(rows().map(|(_, row)| row.outcome)),
                texts(rows().map(|(_, row)| row.group.as_str())),
                Values::Number(rows().map(|(_, row)| row.value).collect()),
                texts(rows().map(|(_, row)| outcome_kind(row.outcome).map_or("", |kind| kind.unit))),
            ])?;
        }
    }
    table.finish()
}

/// Daily values of every run.
pub(super) fn daily(results: &Results, out: impl Write + Send) -> io::Result<()> {
    let mut table = Table::new(out, "daily", DAILY)?;
    for (scenario, runs) in results.scenarios.iter().zip(&results.runs) {
        for (group, runs) in runs.chunks(GROUP_OF_DAYS).enumerate() {
            let numbered = runs.iter().enumerate().map(|(place, run)| (group * GROUP_OF_DAYS + place, run));
            let rows: Vec<(usize, usize, &str, Stretch)> = numbered
                .flat_map(|(replicate, run)| run.daily.iter().map(move |series| (replicate, series)))
                .flat_map(|(replicate, series)| {
                    (0..series.len()).map(move |day| (replicate, day, series.outcome, series.over(day..day + 1)))
                })
                .collect();
            table.add(&[
                texts(rows.iter().map(|_| scenario.name.as_str())),
                counts(rows.iter().map(|row| row.0)),
                counts(rows.iter().map(|row| row.1)),
                texts(rows.iter().map(|row| row.2)),
                Values::Number(rows.iter().map(|row| row.3.value).collect()),
                Values::Number(rows.iter().map(|row| row.3.numerator).collect()),
                Values::Number(rows.iter().map(|row| row.3.denominator).collect()),
            ])?;
        }
    }
    table.finish()
}

/// The traces of cases, unit by unit.
pub(super) struct Cases<W: Write + Send>(Table<W>);

impl<W: Write + Send> Cases<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        Table::new(out, "cases", CASES).map(Self)
    }

    /// Adds the traces of one unit.
    pub(super) fn add(&mut self, scenario: &str, replicate: u32, events: &[CaseEvent]) -> io::Result<()> {
        let words = |event: &CaseEvent| {
            let facts = Fact::ALL.into_iter().filter(|fact| event.facts.has(*fact));
            facts.map(Fact::word).collect::<Vec<_>>().join(" ")
        };
        let facts: Vec<String> = events.iter().map(words).collect();
        let traces: Vec<String> = events.iter().map(|event| format!("{scenario} {replicate} {}", event.case)).collect();
        let order = order(events);
        self.0.add(&[
            texts(events.iter().map(|_| scenario)),
            counts(events.iter().map(|_| replicate as usize)),
            texts(events.iter().map(|event| event.case.as_str())),
            texts(traces.iter().map(String::as_str)),
            counts(order.iter().map(|(sequence, _)| *sequence)),
            texts(events.iter().map(|event| event.activity)),
            Values::Time(order.iter().map(|(_, time)| *time).collect()),
            Values::Number(events.iter().map(|event| event.timestamp).collect()),
            texts(events.iter().map(|event| event.resource.as_str())),
            texts(events.iter().map(|event| event.community.as_str())),
            counts(events.iter().map(|event| event.grid as usize)),
            texts(events.iter().map(|event| event.kind.as_str())),
            texts(events.iter().map(|event| event.department)),
            texts(events.iter().map(|event| event.channel)),
            Values::Number(events.iter().map(|event| event.due.unwrap_or(f64::NAN)).collect()),
            Values::Number(events.iter().map(|event| event.wait.unwrap_or(f64::NAN)).collect()),
            texts(facts.iter().map(String::as_str)),
        ])
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.finish()
    }
}

/// Microseconds of a day.
const DAY: f64 = 86_400e6;

/// Day 0 as a date, in microseconds since 1970: 1 January 2018, a Monday as in the calendar of the model.
const DAY_0: i64 = 1_514_764_800_000_000;

/// Number of each event within its trace, from 1, and its time. Where events of a trace come at the same time each is a
/// microsecond later than the one before, so that sorting by time keeps their order.
fn order(events: &[CaseEvent]) -> Vec<(usize, i64)> {
    let mut order: Vec<(usize, i64)> = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let time = DAY_0 + (event.timestamp * DAY).round() as i64;
        let before = at.checked_sub(1).filter(|before| events[*before].case == event.case);
        order.push(match before {
            Some(before) => (order[before].0 + 1, time.max(order[before].1 + 1)),
            None => (1, time),
        });
    }
    order
}

/// Reads outcomes and daily values into the runs of results that know their scenarios.
pub(super) fn runs(outcomes: &Path, daily: &Path, results: &Results) -> Result<Vec<Vec<RunRecord>>, Error> {
    let index: BTreeMap<&str, usize> =
        results.scenarios.iter().enumerate().map(|(index, scenario)| (scenario.name.as_str(), index)).collect();
    // A manifest is not trusted with memory: replicates are made room for as they turn up.
    let mut runs: Vec<Vec<RunRecord>> = vec![Vec::new(); results.scenarios.len()];
    let place = |columns: &[Values], row: usize| -> Result<(usize, usize), String> {
        let (name, replicate) = (columns[0].text(row), columns[1].count(row));
        let scenario = index.get(name).ok_or_else(|| format!("{name} is not in {MANIFEST}"))?;
        if replicate >= results.replicates {
            return Err(format!("there is no replicate {replicate} in {MANIFEST}"));
        }
        Ok((*scenario, replicate as usize))
    };
    let kind =
        |text: &str| outcome_kind(text).ok_or_else(|| format!("this version of gridgov knows no outcome {text}"));
    read(outcomes, OUTCOMES, |columns| {
        for row in 0..columns[0].len() {
            let (scenario, replicate) = place(columns, row)?;
            let outcome = kind(columns[2].text(row))?.id;
            let (group, value) = (columns[3].text(row).to_owned(), columns[4].number(row));
            if replicate == runs[scenario].len() {
                runs[scenario].push(RunRecord::default());
            }
            let run = runs[scenario].get_mut(replicate).ok_or("replicates do not follow each other")?;
            run.measured.push(Measured { outcome, group, value });
        }
        Ok(())
    })?;
    if runs.iter().any(|runs| runs.len() != results.replicates as usize) {
        return Err(Error::new(outcomes, "read", "replicates are missing; run it again with --force"));
    }
    read(daily, DAILY, |columns| {
        for row in 0..columns[0].len() {
            let (scenario, replicate) = place(columns, row)?;
            let kind = kind(columns[3].text(row))?;
            let daily = &mut runs[scenario][replicate].daily;
            if columns[2].count(row) == 0 {
                daily.push(Series::begun(kind));
            }
            let [value, numerator, denominator] = [4, 5, 6].map(|column: usize| columns[column].number(row));
            match daily.last_mut() {
                Some(series) if series.outcome == kind.id && series.len() == columns[2].count(row) as usize => {
                    series.push(Stretch::new(value, numerator, denominator));
                }
                _ => return Err(format!("the days of {} do not follow each other", kind.id)),
            }
        }
        Ok(())
    })?;
    Ok(runs)
}

/// Reads a file as each of the tables; it need not be any.
#[cfg(any(test, fuzzing))]
pub(super) fn read_any(path: &Path) {
    for columns in [OUTCOMES, DAILY, CASES] {
        let _ = read(path, columns, |_| Ok(()));
    }
}
