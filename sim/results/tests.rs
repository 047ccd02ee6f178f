//! Tests of results, and made-up results for the tests of others.

use super::*;
use crate::assumptions::city::CityPlan;
use crate::outcomes::outcome_kind;
use crate::outcomes::record::Days;
use crate::run::GridRow;

/// A record of a scenario that never ran, of one city for all replicates.
pub(crate) fn record(name: &str) -> ScenarioRecord {
    let mut scenario = Scenario { name: name.to_owned(), ..Scenario::default() };
    scenario.settings.plan = CityPlan::Fixed;
    ScenarioRecord::of(&scenario, "world")
}

/// A run with the given outcomes for `all`.
pub(crate) fn run(values: &[(&str, f64)]) -> Run {
    let id = |outcome: &str| outcome_kind(outcome).unwrap_or_else(|| panic!("no outcome {outcome}")).id;
    let row =
        |(outcome, value): &(&str, f64)| Measured { outcome: id(outcome), group: "all".to_owned(), value: *value };
    let grid = |grid: u32, value: f64| GridRow {
        community: "Willow Lane, north".to_owned(),
        grid,
        residents: 900 + grid,
        place: (f64::from(grid), 0.5),
        values: vec![("detection_share", value), ("harm_gini", f64::NAN)],
    };
    let first = values.first().map_or(0.5, |(_, value)| *value);
    Run {
        measured: values.iter().map(row).collect(),
        survival: vec![("all".to_owned(), vec![1.0, first, first / 3.0]), ("care_request".to_owned(), vec![1.0, 0.1])],
        grids: vec![grid(1, first), grid(2, f64::NAN)],
        daily: vec![],
        places: vec![],
        resident_days: 1000.0,
    }
}

/// Results with `values[outcome][scenario][replicate]`.
pub(crate) fn made_up(names: &[&str], values: &[(&str, &[&[f64]])]) -> Results {
    let replicates = values[0].1[0].len();
    let of = |scenario: usize, replicate: usize| {
        run(&values.iter().map(|(outcome, by)| (*outcome, by[scenario][replicate])).collect::<Vec<_>>())
    };
    let runs = (0..names.len()).map(|s| (0..replicates).map(|r| of(s, r)).collect()).collect();
    Results::from_runs(names.iter().map(|name| record(name)).collect(), names[0], 1, runs)
}

/// Compares with a text that is kept in a folder of this project; `GRIDGOV_BLESS=1` writes it again.
pub(crate) fn is_as_kept(folder: &str, name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
    if std::env::var_os("GRIDGOV_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, text, "{name}; GRIDGOV_BLESS=1 keeps what there is now");
}

#[test]
fn survival_and_grids_are_summed_up_over_replicates() {
    let values: [&[f64]; 1] = [&[0.2, 0.4, f64::NAN]];
    let results = made_up(&["baseline"], &[("detection_share", &values)]);
    let day = results.survival[0].open[1];
    assert!((day.mean - 0.3).abs() < 1e-12 && (day.low - 0.205).abs() < 1e-12 && (day.high - 0.395).abs() < 1e-12);
    assert_eq!(results.survival.iter().map(|curve| curve.kind.as_str()).collect::<Vec<_>>(), ["all", "care_request"]);
    assert!((results.grids[0].values[0].1 - 0.3).abs() < 1e-12, "undefined replicates do not count");
    assert!(results.grids[1].values[0].1.is_nan());
    assert!((results.grids[1].residents - 902.0).abs() < 1e-12);
}

#[test]
fn the_hash_follows_values_and_neither_names_nor_the_order_of_scenarios() {
    let of =
        |names: &[&str], first: &[f64], second: &[f64]| made_up(names, &[("skill", &[first, second])]).result_hash();
    let hash = of(&["a", "b"], &[0.1, 0.2], &[0.3, 0.4]);
    assert_eq!(hash, of(&["b", "a"], &[0.3, 0.4], &[0.1, 0.2]));
    assert_ne!(hash, of(&["a", "b"], &[0.1, 0.2], &[0.3, 0.5]));
    assert_ne!(hash, of(&["a", "b"], &[0.2, 0.1], &[0.3, 0.4]));
    assert_eq!(hash, of(&["a", "c"], &[0.1, 0.2], &[0.3, 0.4]));
    let one = |name: &str| made_up(&[name], &[("skill", &[&[0.1, 0.2]])]).scenarios[0].result_hash.clone();
    assert_eq!(one("a"), one("another"));
}

#[test]
fn what_things_are_called_and_where_they_are_drawn_is_no_value() {
    let plain = run(&[("skill", 0.5)]);
    let changed = |change: &dyn Fn(&mut Run)| {
        let mut run = plain.clone();
        change(&mut run);
        run.hash()
    };
    let same = [
        changed(&|run| run.grids[0].community = "Moon Gate".to_owned()),
        changed(&|run| run.grids[0].place = (7.0, 7.0)),
        changed(&|run| run.survival[1].0 = "another kind".to_owned()),
        changed(&|run| run.measured[0].group = "all:of_them".to_owned()),
    ];
    assert!(same.iter().all(|hash| *hash == plain.hash()));
    let other = [
        changed(&|run| run.grids[0].values[0].1 += 1e-12),
        changed(&|run| run.grids[0].residents += 1),
        changed(&|run| run.survival[1].1[1] += 1e-12),
        changed(&|run| run.measured[0].value += 1e-12),
        changed(&|run| run.measured[0].outcome = "capability"),
        changed(&|run| run.daily.push(Series { outcome: "skill", days: Days::Stock(vec![1.0]) })),
    ];
    assert!(other.iter().all(|hash| *hash != plain.hash()));
}

#[test]
fn merging_takes_only_what_is_comparable() {
    let one = || made_up(&["baseline", "a"], &[("skill", &[&[0.1, 0.2], &[0.3, 0.4]])]);
    let other = || made_up(&["baseline", "b"], &[("skill", &[&[0.1, 0.2], &[0.5, 0.4]])]);
    let mut merged = one();
    merged.merge(other()).unwrap();
    let names: Vec<_> = merged.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    assert_eq!((names, merged.runs.len(), merged.survival.len()), (vec!["baseline", "a", "b"], 3, 6));

    let refused = |change: fn(&mut Results)| {
        let mut changed = other();
        change(&mut changed);
        one().merge(changed).unwrap_err()
    };
    assert!(refused(|r| r.seed = 2).contains("seed differs: 1 and 2"));
    assert!(refused(|r| r.replicates = 7).contains("replicates differs: 2 and 7"));
    assert!(refused(|r| r.scenarios.iter_mut().for_each(|s| s.world = "Mars".to_owned())).contains("share no world"));
    assert!(refused(|r| r.scenarios[0].hash = String::new()).contains("called baseline, with different settings"));
}

#[test]
fn a_scenarios_hash_follows_its_settings() {
    let mut changed = Scenario::default();
    changed.settings.levers.staffing.training_hours_per_year += 1.0;
    assert_ne!(scenario_hash(&Scenario::default()), scenario_hash(&changed));
}

/// What the README shows of a run is of this version of the model; a run of all scenarios is too long for a test.
#[test]
fn the_readme_shows_a_run_of_this_version() {
    let marked = format!("prints (model version {MODEL_VERSION}):");
    assert!(include_str!("../../README.md").contains(&marked), "README.md: take the excerpt from a new run, {marked}");
}
