//! One id has one definition: what is given by day, by kind, by channel and by grid adds up to what is given of the run.

use super::books::{Books, Extent};
use super::groups::Sort;
use super::*;
use crate::run::Simulation;
use crate::scenario::Scenario;
use crate::society::counts::Count;

/// A city of two subdistricts that has something of everything, with a burn-in that leaves open and overdue cases behind.
fn simulated() -> Simulation {
    let mut scenario = Scenario::default();
    let settings = &mut scenario.settings;
    settings.city.residents = 6_000.0;
    settings.city.residents_per_community = 1_000.0;
    settings.city.residents_per_subdistrict = 3_000.0;
    settings.frame.burn_in_days = 120.0;
    settings.frame.days = 150.0;
    let mut simulation = Simulation::new(&scenario, 3, 0);
    simulation.advance(150);
    simulation
}

/// The parts of several cells added up, over the value that the run has.
fn added_up(kind: &OutcomeKind, parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (numerator, denominator) = parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    assert!(denominator > 0.0, "{}: there is something to divide by", kind.id);
    numerator / denominator
}

fn near(what: &str, kind: &OutcomeKind, found: f64, value: f64) {
    assert!((found - value).abs() <= 1e-9 * value.abs(), "{} by {what}: {found} against {value}", kind.id);
}

#[test]
fn days_kinds_and_grids_add_up_to_the_run() {
    let simulation = simulated();
    let run = simulation.measure();
    let books = Books::of(simulation.society(), simulation.world());
    let parts = |kind: &OutcomeKind, counts: &Counts<u64>, cell: Extent| {
        let (over, under) = kind.definition.counts().expect("counts");
        kind.definition.parts(counts.sum(over) as f64, counts.sum(under) as f64, cell)
    };
    let (mut by_day, mut by_place, mut stocks) = (0, 0, 0);
    for kind in outcome_kinds() {
        let (value, definition) = (run.value(kind.id), &kind.definition);
        let series = run.daily.iter().find(|series| series.outcome == kind.id);
        if let (Definition::Stock(stock), Some(series)) = (definition, series) {
            // The run ends with a month, so that the last of its months is its end.
            near("day", kind, series.over(0..150).value, value);
            assert!(series.is_stock() && series.over(0..20).value.is_nan(), "{stock:?} of a month that has not ended");
            stocks += 1;
            continue;
        }
        assert_eq!(kind.by_year(), series.is_some(), "{}", kind.id);
        let Some(series) = series else { continue };
        by_day += 1;
        // Day by day, in stretches, and at once: the same rule.
        near(
            "day",
            kind,
            added_up(kind, (0..150).map(|d| series.over(d..d + 1)).map(|d| (d.numerator, d.denominator))),
            value,
        );
        let weeks = (0..150).step_by(7).map(|first| series.over(first..(first + 7).min(150)));
        near("week", kind, added_up(kind, weeks.map(|week| (week.numerator, week.denominator))), value);
        assert_eq!(series.over(0..150).value.to_bits(), value.to_bits(), "{}: the days at once", kind.id);
        if !definition.by_place() {
            assert!(run.grids.iter().all(|grid| grid.values.iter().all(|(id, _)| *id != kind.id)));
            continue;
        }
        by_place += 1;
        // Everybody is at risk of every kind, so that what is per resident has the city's below the line.
        let per_resident = definition.counts().is_some_and(|(_, under)| under.is_empty());
        let of_kinds = books.kinds.iter().map(|counts| parts(kind, counts, books.city));
        let share = if per_resident { books.kinds.len() as f64 } else { 1.0 };
        near("kind", kind, added_up(kind, of_kinds) * share, value);
        let of_grids = books.grids.iter().map(|grid| parts(kind, grid.counts, grid.extent(books.city.days)));
        near("grid", kind, added_up(kind, of_grids), value);
        for (grid, row) in books.grids.iter().zip(&run.grids) {
            let (numerator, denominator) = parts(kind, grid.counts, grid.extent(books.city.days));
            let found = row.values.iter().find(|(id, _)| *id == kind.id).expect("a value of every grid").1;
            assert!(found.is_nan() == (denominator <= 0.0), "{}", kind.id);
            if denominator > 0.0 {
                assert!((found - numerator / denominator).abs() < 1e-9 * found.abs().max(1.0), "{}", kind.id);
            }
        }
    }
    assert!(by_day >= 26 && by_place >= 24 && stocks == 8, "{by_day} by day, {by_place} by place, {stocks} stocks");
}

/// Years add up to the run, are what a run of that year would count, and leave its hash as it is.
#[test]
fn years_add_up_to_the_run() {
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = 1_000.0;
    scenario.settings.frame.burn_in_days = 60.0;
    let mut simulation = Simulation::new(&scenario, 3, 0);
    simulation.advance(365);
    let first = simulation.measure();
    simulation.advance(55);
    let run = simulation.measure();
    let of = |run: &crate::run::Run, kind: &OutcomeKind| -> Vec<f64> {
        let years = run.measured.iter().filter(|row| row.outcome == kind.id && row.group.starts_with("year:"));
        years.map(|row| row.value).collect()
    };
    let (mut counts, mut stocks) = (0, 0);
    for kind in outcome_kinds() {
        let (years, series) = (of(&run, kind), run.daily.iter().find(|series| series.outcome == kind.id));
        assert_eq!(years.len(), if kind.by_year() { 2 } else { 0 }, "{}", kind.id);
        let Some(series) = series else { continue };
        if matches!(kind.definition, Definition::Stock(_)) {
            assert_eq!(years[1].to_bits(), run.value(kind.id).to_bits(), "{}: the end of the run", kind.id);
            assert_eq!(years[0].to_bits(), series.values()[364].to_bits());
            stocks += 1;
            continue;
        }
        assert_eq!(years[0].to_bits(), first.value(kind.id).to_bits(), "{}: the run of a year", kind.id);
        assert_eq!(of(&first, kind), [first.value(kind.id)]);
        let parts = [0..365, 365..420].map(|days| series.over(days));
        let value = parts.iter().map(|p| p.numerator).sum::<f64>() / parts.iter().map(|p| p.denominator).sum::<f64>();
        near("year", kind, value, run.value(kind.id));
        for (year, part) in years.iter().zip(parts) {
            assert_eq!(year.to_bits(), part.value.to_bits(), "{}", kind.id);
        }
        counts += 1;
    }
    assert!(counts > 20 && stocks == 8, "{counts} of counts, {stocks} stocks");
    let mut without = run.clone();
    without.measured.retain(|row| !row.group.starts_with("year:"));
    assert!(without.measured.len() < run.measured.len() && without.hash() == run.hash());
}

#[test]
fn groups_are_the_same_definition_for_a_part() {
    let simulation = simulated();
    let run = simulation.measure();
    let books = Books::of(simulation.society(), simulation.world());
    let group = |kind: &OutcomeKind, sort: &str| -> Vec<f64> {
        let rows = run.measured.iter().filter(|row| row.outcome == kind.id);
        rows.filter(|row| row.group.split(':').next() == Some(sort)).map(|row| row.value).collect()
    };
    for kind in outcome_kinds() {
        for sort in kind.groups {
            match sort {
                Sort::Kind if kind.definition.counts().is_some() => {
                    let (over, under) = kind.definition.counts().expect("counts");
                    let weighted = group(kind, "kind").into_iter().zip(&books.kinds);
                    let sum: f64 = weighted.map(|(v, c)| if v.is_nan() { 0.0 } else { v * c.sum(under) as f64 }).sum();
                    near("kind", kind, sum / books.total.sum(under) as f64, run.value(kind.id));
                    assert!(over.len() + under.len() > 1);
                }
                Sort::Channel => near("channel", kind, group(kind, "channel").iter().sum(), run.value(kind.id)),
                Sort::Post => near("post", kind, group(kind, "post").iter().sum(), run.value(kind.id)),
                _ => assert!(group(kind, "all").len() == 1),
            }
        }
    }
}

/// Days keep what some outcome needs by day, and nothing else.
#[test]
fn days_keep_what_is_asked_of_them() {
    let used = |count: &Count| {
        let of = |kind: &OutcomeKind| {
            kind.definition.counts().is_some_and(|(over, under)| over.contains(count) || under.contains(count))
        };
        outcome_kinds().iter().any(of)
    };
    for (place, count) in Count::ALL.iter().enumerate() {
        assert_eq!(place < Count::DAILY, used(count), "{count:?}");
    }
}

/// What is carried over from before day 0 is there, so that the sums above say something of it.
#[test]
fn the_city_of_these_tests_carries_cases_over() {
    let simulation = simulated();
    let counts = |count: Count| simulation.ledger().map(|ledger| ledger.counts[count]).sum::<u64>();
    assert!(counts(Count::Carried) > 10 && counts(Count::CarriedOverdue) > 0);
    let rare = [Count::Mediated, Count::SelfBrought, Count::FiledPatrol, Count::JointClosed, Count::Refusals];
    assert!(rare.map(counts).iter().all(|&n| n > 0), "{:?}", rare.map(counts));
}

/// Hours that the community fund buys are added to what there is: more of them, less of it is used.
#[test]
fn bought_hours_are_hours_that_there_are() {
    let run = |fund: f64| {
        let mut scenario = Scenario::default();
        scenario.settings.city.residents = 3_000.0;
        scenario.settings.frame.burn_in_days = 30.0;
        scenario.settings.levers.power.community_fund_yuan_per_resident_year = fund;
        let mut simulation = Simulation::new(&scenario, 1, 0);
        simulation.advance(60);
        let run = simulation.measure();
        [run.value("utilisation"), run.value("committee_field_share")]
    };
    let (none, some, much) = (run(0.0), run(20.0), run(200.0));
    assert!([none, some, much].iter().flatten().all(|share| (0.0..=1.0).contains(share)), "{none:?} {some:?} {much:?}");
    assert!(none[0] > some[0] && some[0] > much[0], "utilisation falls: {none:?} {some:?} {much:?}");
    assert!(none[1] < some[1] && some[1] < much[1], "more is left for residents: {none:?} {some:?} {much:?}");
}

/// Numerators and denominators that the page of outcomes prints are words in both languages.
#[test]
fn every_definition_has_words() {
    for kind in outcome_kinds() {
        let ((over, over_zh), (under, under_zh)) = (kind.numerator(), kind.denominator());
        assert!(!over.is_empty() && over.is_ascii() != over.contains(['×', '–']), "{}: {over}", kind.id);
        assert!(!over_zh.is_ascii(), "{}: {over_zh}", kind.id);
        assert_eq!(under.is_empty(), under_zh.is_empty(), "{}", kind.id);
        assert!(under_zh.is_empty() || !under_zh.is_ascii(), "{}: {under_zh}", kind.id);
    }
}

#[test]
fn every_outcome_is_declared_once_with_all_its_words() {
    let mut ids: Vec<_> = outcome_kinds().iter().map(|kind| kind.id).collect();
    assert_eq!((ids[0], ids[ids.len() - 1]), ("detection_share", "cost_yuan_per_resolution"));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), outcome_kinds().len());
    for kind in outcome_kinds() {
        assert!(outcome_kind(kind.id).is_some_and(|found| found.meaning_en == kind.meaning_en));
        assert!(kind.meaning_en.ends_with('.') && kind.meaning_zh.ends_with('。'), "{}", kind.id);
        assert!(kind.name_en.len() <= 32 && !kind.name_zh.is_empty(), "{}", kind.id);
        if kind.id.ends_with("_share") {
            assert!(kind.unit.starts_with("share"), "{}", kind.id);
        }
    }
}

#[test]
fn domains_stand_together() {
    let mut domains: Vec<_> = outcome_kinds().iter().map(|kind| kind.domain).collect();
    domains.dedup();
    let order = ["efficiency", "autonomy", "service", "workforce", "co-ordination", "harmony", "equity", "cost"];
    assert_eq!(domains, order);
}

#[test]
fn every_outcome_has_the_smallest_change_that_matters_and_its_reasons() {
    use crate::assumptions::smallest_changes::SMALLEST_CHANGES;
    let ids = |kinds: &[OutcomeKind]| kinds.iter().map(|kind| kind.id).collect::<Vec<_>>();
    assert_eq!(SMALLEST_CHANGES.iter().map(|change| change.id).collect::<Vec<_>>(), ids(outcome_kinds()));
    for kind in outcome_kinds() {
        let (least, largest) = kind.range();
        assert!(kind.matters() > 0.0 && kind.matters() < (largest - least) / 10.0, "{}", kind.id);
        assert!(!kind.smallest.why_en.is_empty() && !kind.smallest.why_zh.is_ascii(), "{}", kind.id);
    }
}
