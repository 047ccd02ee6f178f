//! The CSV tables: LF, floats in their shortest exact form, empty where undefined.

use std::io::{self, Write};

use crate::compare::ranking::Ranking;
use crate::compare::{Comparison, verdict};
use crate::outcomes::{outcome_kind, outcome_kinds};
use crate::results::Results;

/// Columns of `outcomes.csv`.
pub(super) const OUTCOMES: [&str; 6] = ["scenario", "replicate", "outcome", "group", "value", "unit"];
/// Columns of `differences.csv`.
pub(super) const DIFFERENCES: [&str; 19] = [
    "outcome",
    "group",
    "baseline",
    "scenario",
    "baseline_mean",
    "scenario_mean",
    "difference",
    "low",
    "high",
    "pairs",
    "better_in",
    "direction",
    "unit",
    "variance_ratio",
    "between_city_share",
    "verdict",
    "matters",
    "error_rate",
    "period",
];
/// Columns of `survival.csv`.
pub(super) const SURVIVAL: [&str; 6] = ["scenario", "kind", "day", "open_share", "low", "high"];
/// First columns of `grids.csv`; the outcomes follow.
pub(super) const GRIDS: [&str; 6] = ["scenario", "community", "grid", "residents", "x", "y"];

/// Ranks that `ranking.csv` has: of hundreds of scenarios nobody asks who is the three hundredth.
const RANKS: usize = 25;

/// Columns of `ranking.csv`.
pub(super) const RANKING: [&str; 4] = ["scenario", "measure", "key", "value"];

/// A float as it stands in a table.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

pub(super) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

/// Every outcome of every run.
pub(super) fn outcomes(results: &Results, out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(OUTCOMES)?;
    for (scenario, runs) in results.scenarios.iter().zip(&results.runs) {
        for (replicate, run) in runs.iter().enumerate() {
            let replicate = replicate.to_string();
            for row in &run.measured {
                let unit = outcome_kind(row.outcome).map_or("", |kind| kind.unit);
                let value = number(row.value);
                table.write_record([&scenario.name, replicate.as_str(), row.outcome, &row.group, &value, unit])?;
            }
        }
    }
    table.flush()
}

/// Every paired difference.
pub(super) fn differences(comparison: &Comparison, out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(DIFFERENCES)?;
    for d in &comparison.differences {
        table.write_record([
            d.outcome,
            &d.group,
            &d.baseline,
            &d.scenario,
            &number(d.baseline_mean),
            &number(d.scenario_mean),
            &number(d.difference),
            &number(d.low),
            &number(d.high),
            &d.pairs.to_string(),
            &d.better_in.to_string(),
            d.direction.word(),
            d.unit,
            &number(d.variance_ratio),
            &number(d.between_city_share),
            verdict(d).word(),
            &number(d.matters),
            &number(d.error_rate),
            &d.period().0,
        ])?;
    }
    table.flush()
}

/// The grids of every scenario, means over replicates.
pub(super) fn grids(results: &Results, out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    let measured = |id: &&str| results.grids.iter().any(|grid| grid.values.iter().any(|(outcome, _)| outcome == id));
    let ids: Vec<&str> = outcome_kinds().iter().map(|kind| kind.id).filter(measured).collect();
    table.write_record(GRIDS.iter().chain(&ids))?;
    for grid in &results.grids {
        let (x, y) = grid.place;
        let place = [number(grid.residents), number(x), number(y)];
        let head = [grid.scenario.clone(), grid.community.clone(), grid.grid.to_string()];
        let value = |id: &&str| grid.values.iter().find(|(outcome, _)| outcome == id).map_or(f64::NAN, |(_, v)| *v);
        table.write_record(head.into_iter().chain(place).chain(ids.iter().map(|id| number(value(id)))))?;
    }
    table.flush()
}

/// Ranks over all weights, regret and dominance, one number per row.
pub(super) fn ranking(ranking: Option<&Ranking>, out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(RANKING)?;
    for standing in ranking.iter().flat_map(|ranking| &ranking.standings) {
        let name = standing.scenario.as_str();
        for (measure, shares) in [("acceptability", &standing.acceptability), ("equal_weights", &standing.at_weights)] {
            for (rank, share) in shares.iter().take(RANKS).enumerate() {
                table.write_record([name, measure, &(rank + 1).to_string(), &number(*share)])?;
            }
        }
        table.write_record([name, "score", "", &number(standing.score)])?;
        table.write_record([name, "largest_regret", "", &number(standing.regret)])?;
        if let Some(other) = &standing.dominated_by {
            table.write_record([name, "dominated_by", other, "1"])?;
        }
    }
    for (criterion, weight) in ranking.iter().flat_map(|ranking| &ranking.criteria) {
        table.write_record(["", "weight", criterion, &number(*weight)])?;
    }
    table.flush()
}

/// Time to close by kind.
pub(super) fn survival(results: &Results, out: &mut impl Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(SURVIVAL)?;
    for curve in &results.survival {
        for (day, open) in curve.open.iter().enumerate() {
            let shares = [number(open.mean), number(open.low), number(open.high)];
            table.write_record([&curve.scenario, &curve.kind, &day.to_string()].into_iter().chain(&shares))?;
        }
    }
    table.flush()
}
