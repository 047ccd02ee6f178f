//! The first days of a run: what scenarios of different lengths are compared by.
//!
//! A number over five years and one over a week speak of different things. Outcomes of which there are daily values can be
//! put together over the days that both have; the others are undefined, and `--days` makes runs of one length.

use crate::outcomes::YEAR;
use crate::results::RunRecord;
use crate::run::Measured;
use crate::units::YEAR_DAYS;

/// A row over the first `days` of its run; NaN where days cannot tell, or where its year has not ended by then.
pub(super) fn value(run: &RunRecord, row: &Measured, days: u32) -> f64 {
    let Some(series) = run.daily.iter().find(|series| series.outcome == row.outcome) else { return f64::NAN };
    let (days, year) = ((days as usize).min(series.len()), YEAR_DAYS as usize);
    let stretch = match row.group.strip_prefix(YEAR).and_then(|number| number.parse::<usize>().ok()) {
        Some(number) => year * number.saturating_sub(1)..year * number,
        None if row.group == "all" => 0..days,
        None => return f64::NAN,
    };
    if stretch.end <= days { series.over(stretch).value } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::results::Results;
    use crate::results::tests::record;
    use crate::run::{Run, Simulation};
    use crate::scenario::Scenario;

    /// The same scenario over 45 days and over 100: on the days that both have there is no difference.
    #[test]
    fn scenarios_of_different_lengths_are_compared_over_the_days_that_both_have() {
        let mut scenario = Scenario::default();
        scenario.settings.city.residents = 2_000.0;
        scenario.settings.frame.burn_in_days = 60.0;
        let root = Simulation::burned_in(&scenario, 5, 0);
        let after = |days: u32| -> Run {
            let mut simulation = root.branch(&scenario);
            simulation.advance(days);
            simulation.measure()
        };
        let (long, short) = (after(100), after(45));
        let over_a_month = after(30).value("satisfaction");
        let mut records = ["long", "short"].map(record);
        (records[0].days, records[1].days) = (100, 45);
        for baseline in ["long", "short"] {
            let runs = vec![vec![long.clone()], vec![short.clone()]];
            let comparison = compare(&Results::from_runs(records.to_vec(), baseline, 5, runs), baseline);
            let of = |outcome: &str| comparison.differences.iter().find(|d| d.outcome == outcome && d.group == "all");
            let found = of("true_resolution_share").unwrap();
            assert_eq!((found.difference, found.pairs, found.days), (0.0, 1, 45));
            assert!(
                found.period().0.contains("45 days")
                    && (found.scenario_mean - short.value("true_resolution_share")).abs() < 1e-12
            );
            // The state of both at the last end of a month.
            assert!((of("satisfaction").unwrap().baseline_mean - over_a_month).abs() < 1e-9);
            // What days cannot tell is not compared.
            assert_eq!(of("close_days_mean").unwrap().pairs, 0);
        }
    }
}
