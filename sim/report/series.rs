//! Daily series over replicates: quantiles by time.

use std::ops::Range;

use super::context::{Context, kind};
use crate::outcomes::Definition;
use crate::statistics::quantile::of_sorted;
use crate::units::MONTH_DAYS;

/// Quantiles that a fan shows: 5, 25, 50, 75 and 95%.
pub(super) const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// How the days of a series are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// So many days in one, as the outcome's definition says: sum of numerators over sum of denominators.
    Stretch(u32),
    /// Measured at the end of every month.
    Monthly,
}

/// A series of one scenario.
pub(super) struct Fan {
    /// Days.
    pub(super) days: Vec<f64>,
    /// By point of time, see [`SHARES`].
    pub(super) quantiles: Vec<[f64; 5]>,
}

/// How an outcome's days are put together for a run of so many days.
pub(super) fn rhythm(outcome: &str, days: u32) -> Rhythm {
    match kind(outcome).definition {
        Definition::Stock(_) => Rhythm::Monthly,
        // What is counted every evening moves slowly; what happens on a day is few.
        Definition::Level { .. } => Rhythm::Stretch(if days >= 1500 { 28 } else { 7 }),
        _ => Rhythm::Stretch(if days >= 300 { 28 } else { 7 }),
    }
}

/// A run's series in its rhythm: day and value.
pub(super) fn points(cx: &Context, scenario: usize, run: usize, outcome: &str) -> Option<Vec<(f64, f64)>> {
    let series = cx.results.runs[scenario][run].daily.iter().find(|series| series.outcome == outcome)?;
    let days = series.len();
    Some(match rhythm(outcome, days as u32) {
        Rhythm::Monthly => {
            let ends = (MONTH_DAYS as usize..=days).step_by(MONTH_DAYS as usize);
            ends.map(|end| (end as f64, series.over(end - 1..end).value)).collect()
        }
        Rhythm::Stretch(length) => {
            let length = length as usize;
            let stretches = (0..days).step_by(length).map(|first| first..(first + length).min(days));
            // A rest of a few days would only be noise.
            let long = stretches.filter(|stretch| 2 * stretch.len() >= length);
            let point =
                |stretch: Range<usize>| (stretch.start as f64 + 0.5 * stretch.len() as f64, series.over(stretch).value);
            long.map(point).collect()
        }
    })
}

/// The fan of a scenario; `None` where its daily values are not there or are too few to draw.
pub(super) fn fan(cx: &Context, scenario: usize, outcome: &str) -> Option<Fan> {
    let runs = cx.results.runs[scenario].len();
    let series: Vec<_> = (0..runs).map(|run| points(cx, scenario, run, outcome)).collect::<Option<_>>()?;
    over_runs(&series)
}

/// Quantiles over runs, time by time; times at which no run has a value are left out.
pub(super) fn over_runs(series: &[Vec<(f64, f64)>]) -> Option<Fan> {
    let length = series.iter().map(Vec::len).max()?;
    let mut fan = Fan { days: Vec::new(), quantiles: Vec::new() };
    for index in 0..length {
        let at: Vec<(f64, f64)> = series.iter().filter_map(|run| run.get(index).copied()).collect();
        let mut values: Vec<f64> = at.iter().map(|(_, value)| *value).filter(|value| !value.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        if !values.is_empty() {
            fan.days.push(at[0].0);
            fan.quantiles.push(SHARES.map(|share| of_sorted(&values, share)));
        }
    }
    (fan.days.len() > 1).then_some(fan)
}

/// Whether the results hold daily values at all.
pub(super) fn are_there(cx: &Context) -> bool {
    cx.results.runs.iter().flatten().all(|run| !run.daily.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::{backlog, fan};
    use super::*;
    use crate::results::Results;
    use crate::results::tests::record;
    use crate::run::Simulation;
    use crate::scenario::Scenario;

    /// A figure over time and the table beside it agree: over a run that is one point of a figure, the
    /// point is the value of the table.
    #[test]
    fn one_point_over_the_whole_run_is_the_value_of_the_table() {
        let mut scenario = Scenario::default();
        scenario.settings.city.residents = 4_000.0;
        scenario.settings.frame.burn_in_days = 90.0;
        let root = Simulation::burned_in(&scenario, 2, 0);
        for outcome in fan::SHOWN.into_iter().chain([backlog::OUTCOME]) {
            let days = match rhythm(outcome, 7) {
                Rhythm::Stretch(days) => days,
                Rhythm::Monthly => MONTH_DAYS as u32,
            };
            let mut simulation = root.branch(&scenario);
            simulation.advance(days);
            let run = simulation.measure();
            let known = run.value(outcome);
            let results = Results::from_runs(vec![record("baseline")], "baseline", 2, vec![vec![run]]);
            let drawn = points(&Context::new(&results).expect("a baseline"), 0, 0, outcome).expect("a series");
            assert_eq!(drawn.len(), 1, "{outcome}");
            assert!(known > 0.0 && (drawn[0].1 - known).abs() <= 1e-12, "{outcome}: {} and {known}", drawn[0].1);
        }
    }

    #[test]
    fn quantiles_are_those_of_the_runs() {
        let runs: Vec<Vec<(f64, f64)>> =
            (0..5).map(|run| vec![(1.0, f64::from(run)), (2.0, f64::NAN), (3.0, 1.0)]).collect();
        let fan = over_runs(&runs).unwrap();
        assert_eq!(fan.days, [1.0, 3.0]);
        assert!((fan.quantiles[0][2] - 2.0).abs() < 1e-12 && (fan.quantiles[0][4] - 3.8).abs() < 1e-12);
    }
}
