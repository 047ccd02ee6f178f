//! The texts of figures and of the page, word for word, in both languages.

mod pictures;

use std::fmt::Write as _;

use roxmltree::{Document, Node};

use super::context::Context;
use super::{html, kinds};
use crate::outcomes::outcome_kind;
use crate::outcomes::record::{Days, Series};
use crate::results::Results;
use crate::results::tests::{is_as_kept, made_up};
use crate::run::Measured;
use crate::scenario::sets::Dated;
use crate::table::HEADLINES;

/// Three scenarios in four replicates, with groups, days, survival and grids.
pub(super) fn sample() -> Results {
    let names = ["baseline", "clear_boundary", "training"];
    let of = |at: usize, scenario: usize, replicate: usize| {
        // Every outcome has a level of its own; some rise with the scenario, some fall, and each run differs.
        let step = [0.06, -0.04, 0.0][at % 3] * scenario as f64;
        0.4 + 0.01 * at as f64 + step + 0.007 * ((replicate * 3 + at + scenario) % 5) as f64
    };
    let values: Vec<Vec<Vec<f64>>> = (0..HEADLINES.len())
        .map(|at| (0..names.len()).map(|s| (0..4).map(|r| of(at, s, r)).collect()).collect())
        .collect();
    let rows: Vec<Vec<&[f64]>> = values.iter().map(|by| by.iter().map(Vec::as_slice).collect()).collect();
    let rows: Vec<(&str, &[&[f64]])> = HEADLINES.iter().map(|h| h.id).zip(rows.iter().map(Vec::as_slice)).collect();
    let mut results = made_up(&names, &rows);
    (results.program_version, results.model_version) = ("VERSION".to_owned(), "MODEL".to_owned());
    let titles = [("Baseline", "基准"), ("Clear boundary", "明确权力边界"), ("Training & pay", "培训与薪酬")];
    for (scenario, (english, chinese)) in results.scenarios.iter_mut().zip(titles) {
        (scenario.title, scenario.title_zh) = (english.to_owned(), chinese.to_owned());
        scenario.days = 120;
    }
    // The last one comes little by little from day 45 on.
    let value = |hours: f64| [("staffing.training_hours_per_year".to_owned(), hours)].into_iter().collect();
    let dated = Dated { day: 45, ramp_days: 20, communities: Vec::new(), values: value(40.0) };
    results.scenarios[2].sets.as_mut().unwrap().dated.push(dated);
    let ratio = |over: Vec<u32>| Days::Ratio { under: vec![1_000; over.len()], over };
    for (scenario, runs) in results.runs.iter_mut().enumerate() {
        for (replicate, run) in runs.iter_mut().enumerate() {
            let group = |(at, (outcome, group)): (usize, &(&str, &str))| Measured {
                outcome: outcome_kind(outcome).unwrap().id,
                group: (*group).to_owned(),
                value: of(at, scenario, replicate),
            };
            let groups = [
                ("satisfaction", "tenure:owner"),
                ("satisfaction", "tenure:migrant_tenant"),
                ("satisfaction", "age:under_35"),
                ("closed_case_days", "grid_decile:1"),
                ("closed_case_days", "grid_decile:2"),
                ("satisfaction", "year:1"),
                ("satisfaction", "year:2"),
            ];
            run.measured.extend(groups.iter().enumerate().map(group));
            let day = |day: usize| of(day / 30, scenario, replicate);
            let counted = |day: usize| (1_000.0 * of(day / 30, scenario, replicate)) as u32;
            run.daily = vec![
                Series { outcome: "satisfaction", days: Days::Stock((0..120).map(day).collect()) },
                Series {
                    outcome: "backlog_per_1000",
                    days: Days::Rate {
                        over: (0..120).map(|day| f64::from(counted(day))).collect(),
                        residents: 3_000.0,
                    },
                },
                Series { outcome: "on_time_share", days: ratio((0..120).map(counted).collect()) },
            ];
        }
    }
    for (at, grid) in results.grids.iter_mut().enumerate() {
        grid.values.push(("satisfaction", 0.4 + 0.03 * at as f64));
    }
    results
}

/// What changes with versions and with the number of parameters is no part of what is kept.
fn steady(text: &str, results: &Results) -> String {
    let hash = results.result_hash();
    let mut text = text.replace(&hash, "HASH").replace(&hash[..8], "HASH");
    for scenario in &results.scenarios {
        text = text.replace(&scenario.hash, "HASH");
    }
    let line = |line: &str| {
        let counts = ["gridgov knows", "gridgov 共有", "All 5", "全部5"].iter().any(|word| line.contains(word));
        if counts { line.replace(|c: char| c.is_ascii_digit(), "#") } else { line.to_owned() }
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// All figures: what is written in each, and its caption.
#[test]
fn figures_say_what_they_said() {
    let results = sample();
    let figures = kinds::figures(&Context::new(&results).unwrap());
    for (language, name) in ["figures_en.txt", "figures_zh.txt"].into_iter().enumerate() {
        let mut text = String::new();
        for placed in &figures {
            let file = placed.figure.drawings[language].file();
            let tree = Document::parse(&file).unwrap();
            let _ = writeln!(text, "== {}", placed.figure.id);
            for node in tree.descendants().filter(|node| node.has_tag_name("text") || node.has_tag_name("desc")) {
                let _ = writeln!(text, "{}", node.text().unwrap_or("").trim());
            }
        }
        is_as_kept("sim/report/tests", name, &steady(&text, &results));
    }
}

/// The page without its figures.
#[test]
fn the_page_says_what_it_said() {
    let results = sample();
    let cx = Context::new(&results).unwrap();
    let page = html::page(&cx, &kinds::figures(&cx), None);
    let (from, to) = (page.find("<main>").unwrap(), page.find("</main>").unwrap() + "</main>".len());
    let tree = Document::parse(&page[from..to]).unwrap();
    for (language, name) in [("en", "page_en.txt"), ("zh-CN", "page_zh.txt")] {
        let mut text = String::new();
        read(tree.root_element(), language, &mut text);
        let lines = text.lines().map(|line| line.trim().to_owned() + "\n").filter(|line| line != "\n");
        is_as_kept("sim/report/tests", name, &steady(&lines.collect::<String>(), &results));
    }
}

/// The text of a part of a page in one language; what stands side by side in a row is parted by bars.
fn read(node: Node, language: &str, text: &mut String) {
    if node.is_text() {
        text.push_str(node.text().unwrap_or("").trim_matches('\n'));
        return;
    }
    let tag = node.tag_name().name();
    if tag == "figure" || node.attribute("lang").is_some_and(|own| own != language) {
        return;
    }
    node.children().for_each(|child| read(child, language, text));
    match tag {
        "td" | "th" => text.push_str(" | "),
        "span" | "code" => {}
        _ => text.push('\n'),
    }
}
