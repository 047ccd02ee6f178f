//! Tables word for word.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::compare::compare;
use crate::results::tests::{is_as_kept, made_up};

const ENGLISH: Style = Style { language: Language::English, ascii: false };
const CHINESE: Style = Style { language: Language::Chinese, ascii: false };

fn sample(names: &[&str]) -> Results {
    let shift = |base: [f64; 4], steps: [f64; 4]| -> Vec<Vec<f64>> {
        let with = |s: usize| base.iter().zip(steps).map(|(b, step)| b + (s % 5) as f64 * step).collect();
        (0..names.len()).map(with).collect()
    };
    let values = [
        ("close_days_mean", shift([4.2, 4.0, 4.4, 4.1], [-1.0, -1.1, -0.9, -1.05])),
        ("true_resolution_share", shift([0.62, 0.60, 0.63, 0.61], [-0.03, -0.035, -0.04, -0.031])),
        ("satisfaction", shift([0.5, 0.51, 0.52, 0.5], [0.01, -0.01, 0.02, -0.015])),
        ("unreported_share", vec![vec![f64::NAN; 4]; names.len()]),
        ("duplicate_share", shift([0.1, 0.12, 0.11, 0.1], [0.0; 4])),
        ("cost_yuan_per_resident_year", shift([163.4, 160.2, 164.0, 161.1], [9.0, 8.0, 12.0, 8.5])),
    ];
    let rows: Vec<Vec<&[f64]>> = values.iter().map(|(_, by)| by.iter().map(Vec::as_slice).collect()).collect();
    let rows: Vec<(&str, &[&[f64]])> = values.iter().zip(&rows).map(|((id, _), by)| (*id, by.as_slice())).collect();
    let mut results = made_up(names, &rows);
    for scenario in &mut results.scenarios {
        let mut titles = ("Baseline", "基准");
        if scenario.name != "baseline" {
            titles = ("Clear boundary", "明确权力边界");
            let values = [("power.intervention_cap_share", "0.2"), ("power.task_hours_per_week", "6")];
            let values = values.map(|(key, value)| (key.to_owned(), value.to_owned()));
            scenario.sets.as_mut().unwrap().values.extend(values);
        }
        (scenario.title, scenario.title_zh) = (titles.0.to_owned(), titles.1.to_owned());
    }
    results
}

fn matches(name: &str, text: &str) {
    is_as_kept("sim/table/tests", name, text);
}

fn printed(names: &[&str], style: Style) -> String {
    let results = sample(names);
    let text = table(&results, &compare(&results, names[0]), style, "results/demo", &[]);
    for line in text.lines() {
        assert!(line.width() <= 100, "{} places: {line}", line.width());
    }
    text
}

#[test]
fn no_name_in_the_block_of_a_scenario_is_cut() {
    for headline in &HEADLINES {
        for language in [Language::English, Language::Chinese] {
            let name = headline.short_name(language);
            assert!(name.width() <= block::NAME, "{name}");
        }
    }
}

#[test]
fn one_scenario_against_the_baseline() {
    matches("pair_en.txt", &printed(&["baseline", "clear_boundary"], ENGLISH));
}

#[test]
fn the_same_in_chinese() {
    matches("pair_zh.txt", &printed(&["baseline", "clear_boundary"], CHINESE));
}

#[test]
fn many_scenarios_end_with_a_summary() {
    let names =
        ["baseline", "clear_boundary", "a_name_that_is_far_too_long_for_its_column", "混合方案甲乙丙丁戊己庚辛"];
    let text = printed(&names, ENGLISH);
    matches("overview_en.txt", text.rsplit("\n\n").next().unwrap());
    let chinese = printed(&names, CHINESE);
    matches("overview_zh.txt", chinese.rsplit("\n\n").next().unwrap());
    let ascii = printed(&names, Style { ascii: true, ..ENGLISH });
    assert!(ascii.contains("+ better, - worse, = too small to matter, . not clear"), "{ascii}");
    assert!(!ascii.contains(['√', '×', '·', '…']));
}

#[test]
fn one_scenario_alone_shows_its_means() {
    let text = printed(&["baseline"], ENGLISH);
    assert!(text.contains("Mean days to close ") && text.contains("\n4 runs. "), "{text}");
}

#[test]
fn one_replicate_says_that_there_is_no_interval() {
    let results = made_up(&["a", "b"], &[("satisfaction", &[&[0.1], &[0.2]])]);
    let text = table(&results, &compare(&results, "a"), ENGLISH, "here", &[]);
    assert!(
        text.contains("1 run per scenario: too few for an interval") && text.contains("too few runs to say"),
        "{text}"
    );
}

#[test]
fn titles_cannot_disturb_the_terminal() {
    let mut results = sample(&["baseline", "b"]);
    results.scenarios[1].title = "two\nlines \u{1b}[31m".to_owned();
    let text = table(&results, &compare(&results, "baseline"), ENGLISH, "here", &[]);
    assert!(text.starts_with("two lines  [31m (b) against Baseline (baseline)\n"), "{text}");
}

#[test]
fn the_outcomes_judged_for_precision_are_those_of_the_table() {
    assert_eq!(HEADLINES.map(|headline| headline.id), crate::outcomes::HEADLINES);
}

/// Hundreds of scenarios, as a sweep gives: the summary fits a screen, and says where the others are.
#[test]
fn a_sweep_of_hundreds_fits_a_screen() {
    let names: Vec<String> = (0..500).map(|number| format!("sweep_{number:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for style in [ENGLISH, CHINESE] {
        let text = printed(&names, style);
        assert!(text.lines().count() <= 45, "{text}");
        assert!(
            text.contains("\nsweep_001") && text.contains("\nsweep_499") && text.contains("scenarios.csv"),
            "{text}"
        );
    }
    assert_eq!(evenly(499, 3), [0, 249, 498]);
    assert_eq!((evenly(2, 12), evenly(1, 12), evenly(0, 12)), (vec![0, 1], vec![0], vec![]));
}
