//! Comparisons: made-up results whose differences are known by hand.

use super::*;
use crate::results::tests::made_up;

#[test]
fn pairs_are_compared_replicate_by_replicate() {
    let results = made_up(
        &["baseline", "reform"],
        &[
            ("detection_share", &[&[0.5, 0.7, 0.6], &[0.6, 0.8, 0.8]]),
            ("backlog_per_1000", &[&[3.0, 4.0, 5.0], &[3.0, 6.0, 4.0]]),
        ],
    );
    let comparison = compare(&results, "baseline");
    let detection = comparison.get("reform", "detection_share", "all").unwrap();
    assert!((detection.difference - 0.4 / 3.0).abs() < 1e-12 && (detection.baseline_mean - 0.6).abs() < 1e-12);
    assert_eq!((detection.pairs, detection.better_in, detection.ties), (3, 3, 0));
    let backlog = comparison.get("reform", "backlog_per_1000", "all").unwrap();
    assert_eq!((backlog.better_in, backlog.ties), (1, 1));
    assert_eq!((verdict(backlog), backlog.low.is_nan()), (Verdict::NotClear, true));
    // Variances 1 and 7/3 apart, 7/3 together.
    assert!((backlog.variance_ratio - (1.0 + 7.0 / 3.0) / (7.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn what_happens_in_a_handful_of_pairs_is_not_clear() {
    let rare = |differing: usize| {
        let after: Vec<f64> = (0..30).map(|pair| if pair < differing { 1.0 } else { 0.0 }).collect();
        let mut results = made_up(&["baseline", "reform"], &[("skill", &[&[0.0; 30], &after])]);
        results.scenarios[1].matters.insert("skill".to_owned(), 0.0);
        let difference = compare(&results, "baseline").differences[0].clone();
        (difference.low > 0.0, verdict(&difference))
    };
    assert_eq!(rare(5), (true, Verdict::NotClear));
    assert_eq!(rare(6), (true, Verdict::Better));
    // Without a tie the interval has the last word, however few the pairs.
    let few: [&[f64]; 2] = [&[0.0; 4], &[0.5, 0.6, 0.4, 0.5]];
    let results = made_up(&["baseline", "reform"], &[("skill", &few)]);
    assert_eq!(verdict(&compare(&results, "baseline").differences[0]), Verdict::Better);
}

#[test]
fn undefined_values_drop_their_pair_alone() {
    let values: [&[f64]; 2] = [&[0.5, f64::NAN, 0.6, 0.7], &[0.6, 0.8, 0.7, f64::NAN]];
    let results = made_up(&["baseline", "reform"], &[("skill", &values)]);
    let skill = compare(&results, "baseline").differences[0].clone();
    assert_eq!(skill.pairs, 2);
    assert!((skill.baseline_mean - 0.55).abs() < 1e-12, "only pairs count for the means");
    let nothing: [&[f64]; 2] = [&[f64::NAN; 2], &[0.1; 2]];
    let results = made_up(&["baseline", "reform"], &[("skill", &nothing)]);
    let skill = compare(&results, "baseline").differences[0].clone();
    assert!(skill.pairs == 0 && skill.difference.is_nan() && skill.low.is_nan());
    assert_eq!(verdict(&skill), Verdict::NotClear);
}

#[test]
fn identical_runs_have_no_effect_and_no_interval() {
    let same: [&[f64]; 2] = [&[0.1, 0.7, 0.3, 0.2], &[0.1, 0.7, 0.3, 0.2]];
    let results = made_up(&["baseline", "reform"], &[("skill", &same)]);
    let comparison = compare(&results, "baseline");
    let skill = comparison.differences[0].clone();
    assert_eq!((skill.difference, skill.ties, skill.constant, skill.has_interval()), (0.0, 4, true, false));
    assert!(skill.error_rate.is_nan() && comparison.differences[0].to_json()["low"].is_null());
    // Nor has a difference that is the same in every run; what it is called follows from it alone.
    let shifted: [&[f64]; 2] = [&[0.1, 0.7, 0.3, 0.2], &[0.35, 0.95, 0.55, 0.45]];
    let results = made_up(&["baseline", "reform"], &[("skill", &shifted)]);
    let skill = compare(&results, "baseline").differences[0].clone();
    assert!(skill.constant && !skill.has_interval() && !skill.is_same(), "{skill:?}");
    assert_eq!(verdict(&skill), Verdict::Better);
    let (mean, low, high) = mean_of(outcome_kind("skill").unwrap(), &[0.25; 30], 1);
    assert!(mean == 0.25 && low.is_nan() && high.is_nan());
    let results = made_up(&["baseline", "reform"], &[("skill", &same)]);
    let (comparison, skill) = (compare(&results, "baseline"), compare(&results, "baseline").differences[0].clone());
    assert_eq!((verdict(&skill), skill.is_same()), (Verdict::TooSmall, true));
    assert_eq!(comparison.together().judged, 0, "no question of chance");
    // Two equal runs show nothing.
    let same: [&[f64]; 2] = [&[0.1, 0.7], &[0.1, 0.7]];
    let skill = compare(&made_up(&["a", "b"], &[("skill", &same)]), "a").differences[0].clone();
    assert!(skill.low.is_nan() && verdict(&skill) == Verdict::NotClear && skill.is_same());
}

#[test]
fn verdicts_follow_the_direction() {
    let shifted: [&[f64]; 2] = [&[0.10, 0.20, 0.30, 0.4], &[0.21, 0.30, 0.41, 0.5]];
    let of = |outcome| verdict(&compare(&made_up(&["a", "b"], &[(outcome, &shifted)]), "a").differences[0]);
    assert_eq!(of("detection_share"), Verdict::Better);
    assert_eq!(of("burnout_share"), Verdict::Worse);
    assert_eq!(of("utilisation"), Verdict::Up);
}

#[test]
fn the_whole_interval_is_held_against_what_matters() {
    let of = |shift: [f64; 4], own: Option<f64>| {
        let after = shift.map(|by| 0.5 + by);
        let mut results = made_up(&["a", "b"], &[("satisfaction", &[&[0.5; 4], &after])]);
        if let Some(own) = own {
            results.scenarios[0].matters.insert("satisfaction".to_owned(), own);
        }
        let difference = compare(&results, "a").differences[0].clone();
        (verdict(&difference), difference.matters)
    };
    let small = [0.003, 0.004, 0.005, 0.004];
    assert_eq!(of(small, None), (Verdict::TooSmall, 0.01));
    // The baseline's size counts for all that is compared with it.
    assert_eq!(of(small, Some(0.002)), (Verdict::Better, 0.002));
    assert_eq!(of(small, Some(0.0)), (Verdict::Better, 0.0));
    assert_eq!(of(small, Some(0.004)), (Verdict::NotClear, 0.004));
    assert_eq!(of([0.02, 0.03, 0.001, 0.04], None).0, Verdict::NotClear);
}

#[test]
fn intervals_stay_where_the_outcome_can_be() {
    let kind = crate::outcomes::outcome_kind("burnout_share").unwrap();
    let (mean, low, high) = mean_of(kind, &[0.0, 0.0, 0.1, 0.9], 1);
    assert!((mean - 0.25).abs() < 1e-12 && low == 0.0 && high < 1.0, "{low} {high}");
    let range = |values: [&[f64]; 2]| {
        let d = compare(&made_up(&["a", "b"], &[("burnout_share", &values)]), "a").differences[0].clone();
        (d.low, d.high)
    };
    assert_eq!(range([&[0.0, 1.0, 0.0, 0.0], &[1.0, 0.0, 1.0, 1.0]]).1, 1.0);
    let backlog = crate::outcomes::outcome_kind("backlog_per_1000").unwrap();
    assert_eq!(mean_of(backlog, &[0.0, 0.0, 1.0, 50.0], 1).1, 0.0);
}

#[test]
fn of_many_words_those_are_named_that_hold_by_themselves_only() {
    let clear = [0.1, 0.11, 0.1, 0.11, 0.1, 0.11, 0.1, 0.11].map(|by| 0.2 + by);
    // Symmetric: its mean is 2.503 standard errors beyond the 0.02 that matter, an error of some 4% with seven degrees of
    // freedom.
    let lucky = [-0.02, 0.20, 0.01, 0.17, 0.04, 0.14, 0.06, 0.12].map(|by| 0.2 + by);
    let low = [0.2; 8];
    let of_clear: [&[f64]; 2] = [&low, &clear];
    let of_lucky: [&[f64]; 2] = [&low, &lucky];
    let alone = |values: &[(&str, &[&[f64]])]| {
        let comparison = compare(&made_up(&["a", "b"], values), "a");
        let together = comparison.together();
        let alone: Vec<&str> = together.alone.iter().map(|d| d.outcome).collect();
        (together.judged, together.decided, alone)
    };
    assert_eq!(alone(&[("satisfaction", &of_clear), ("capability", &of_lucky)]), (2, 2, vec![]));
    let three =
        [("satisfaction", &of_clear[..]), ("capability", &of_lucky[..]), ("self_governed_share", &of_lucky[..])];
    assert_eq!(alone(&three), (3, 3, vec!["self_governed_share", "capability"]));
}

#[test]
fn a_baseline_may_stand_anywhere_and_an_unknown_one_compares_nothing() {
    let values: [&[f64]; 3] = [&[0.1, 0.2], &[0.3, 0.3], &[0.2, 0.5]];
    let results = made_up(&["a", "b", "c"], &[("skill", &values)]);
    let order: Vec<_> = compare(&results, "b").differences.into_iter().map(|d| d.scenario).collect();
    assert_eq!(order, ["a", "c"]);
    assert!(compare(&results, "d").differences.is_empty());
}

#[test]
fn where_cities_are_drawn_the_interval_is_over_cities() {
    // Four cities of two replicates: differences 1, 3; 4, 6; 2, 2; 5, undefined.
    let values: [&[f64]; 2] = [&[0.0; 8], &[1.0, 3.0, 4.0, 6.0, 2.0, 2.0, 5.0, f64::NAN]];
    let mut results = made_up(&["a", "b"], &[("patrol_lift", &values)]);
    let fixed = compare(&results, "a").differences[0].clone();
    assert!(fixed.between_city_share.is_nan() && (fixed.difference - 23.0 / 7.0).abs() < 1e-12);
    for scenario in &mut results.scenarios {
        scenario.replicates_per_city = Some(2);
    }
    let drawn = compare(&results, "a").differences[0].clone();
    let cities = interval::interval(&[2.0, 5.0, 2.0, 5.0], LEVEL);
    assert_eq!((drawn.difference, drawn.low, drawn.high), (3.5, cities.0, cities.1));
    assert_eq!((drawn.pairs, drawn.better_in, drawn.differing), (7, 7, 4));
    // Whole cities: means 2, 5, 2 with variance 3; within 2, 2, 0, on average 4/3; between 3 - 2/3.
    let between = 3.0 - 2.0 / 3.0;
    assert!((drawn.between_city_share - between / (between + 4.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn ten_pairs_that_differ_in_five_cities_are_not_clear() {
    let after: Vec<f64> = (0..30).map(|pair| if pair < 10 { 1.0 } else { 0.0 }).collect();
    let mut results = made_up(&["a", "b"], &[("skill", &[&[0.0; 30], &after])]);
    assert_eq!(verdict(&compare(&results, "a").differences[0]), Verdict::Better);
    results.scenarios[0].replicates_per_city = Some(2);
    assert_eq!(verdict(&compare(&results, "a").differences[0]), Verdict::NotClear);
}
