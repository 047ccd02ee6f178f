//! Tables to take away: as CSV, LaTeX, Markdown and XLSX, in English and Chinese.
//!
//! What is in a table does not depend on how it is written: [`Sheet`] holds texts and numbers with their units, and each
//! format writes them in its own way. CSV and XLSX have every digit, LaTeX and Markdown those that count.

mod latex;
mod markdown;
mod plain;
mod xlsx;

pub use latex::latex;
pub use markdown::markdown;
pub use plain::csv;
pub use xlsx::xlsx;

use super::figures;
use crate::compare::changes::changes_in;
use crate::compare::levels::levels_of;
use crate::compare::{Comparison, Difference, verdict};
use crate::outcomes::{Direction, outcome_kind};
use crate::results::{Results, ScenarioRecord};
use crate::words::Language;

/// What stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Each outcome of each scenario against the baseline.
    Differences,
    /// A row for each scenario, a column for each outcome.
    Overview,
    /// Each outcome of each scenario by itself.
    Values,
    /// What each scenario changes, before and after.
    Changes,
}

/// Of what a table is.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Outcomes, by id.
    pub outcomes: &'a [&'static str],
    /// Scenarios, by their indices.
    pub scenarios: &'a [usize],
    /// Whether outcomes that days can tell have a row for each year instead of one for the whole run.
    pub by_year: bool,
}

impl Choice<'_> {
    /// The groups of an outcome that have a row, by whether there is such a group.
    fn groups(self, has: impl Fn(&str) -> bool) -> Vec<String> {
        let years = if self.by_year { super::years::years_of(has) } else { Vec::new() };
        if years.is_empty() { vec!["all".to_owned()] } else { years }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text, whatever it looks like.
    Text(String),
    /// A number of a unit.
    Number {
        /// Its value; NaN where it is undefined.
        value: f64,
        /// Its unit.
        unit: &'static str,
        /// Whether it is a change, which has a sign and is rounded to so many decimals.
        change: Option<usize>,
    },
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it shows.
    pub title: String,
    /// What the numbers are, and where they come from.
    pub note: String,
    /// Names of columns, and whether they hold numbers.
    pub columns: Vec<(String, bool)>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    fn text(text: &str) -> Self {
        Self::Text(super::text::printable(text))
    }

    fn value(value: f64, unit: &'static str) -> Self {
        Self::Number { value, unit, change: None }
    }

    /// As people read it: rounded, shares as percentages, empty where undefined.
    fn read(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number { value, .. } if value.is_nan() => String::new(),
            Self::Number { value, unit: "count", .. } => format!("{value}"),
            Self::Number { value, unit, change: None } => figures::value(*value, unit),
            Self::Number { value, unit, change: Some(decimals) } => figures::end(*value, unit, *decimals),
        }
    }
}

fn is_share(unit: &str) -> bool {
    unit == "share" || unit == "share/year"
}

/// The table of results.
#[must_use]
pub fn sheet(results: &Results, comparison: &Comparison, what: What, choice: Choice, language: Language) -> Sheet {
    let Choice { outcomes, scenarios, .. } = choice;
    let chosen: Vec<&ScenarioRecord> = scenarios.iter().map(|at| &results.scenarios[*at]).collect();
    let (columns, rows) = match what {
        What::Differences => differences(results, comparison, (choice, &chosen), language),
        What::Overview => overview(results, comparison, (outcomes, scenarios), language),
        What::Values => values(results, choice, language),
        What::Changes => changes(results, &chosen, language),
    };
    let title = match what {
        What::Differences | What::Overview => language.pick("Differences from the baseline", "与基准的差异"),
        What::Values => language.pick("Means of each scenario", "各方案的平均值"),
        What::Changes => language.pick("What each scenario changes", "各方案的改动"),
    };
    Sheet { title: title.to_owned(), note: note(results, what, language), columns, rows }
}

type Parts = (Vec<(String, bool)>, Vec<Vec<Cell>>);

fn columns(of: &[(&str, &str, bool)], language: Language) -> Vec<(String, bool)> {
    of.iter().map(|(english, chinese, number)| (language.pick(english, chinese).to_owned(), *number)).collect()
}

/// The title of a scenario, or its name where it has none.
fn title(scenario: &ScenarioRecord, language: Language) -> Cell {
    let own = match language {
        Language::Chinese if !scenario.title_zh.trim().is_empty() => &scenario.title_zh,
        _ => &scenario.title,
    };
    Cell::text(if own.trim().is_empty() { &scenario.name } else { own })
}

fn outcome(id: &str, language: Language) -> Cell {
    Cell::text(outcome_kind(id).map_or(id, |kind| language.pick(kind.name_en, kind.name_zh)))
}

fn unit_words(unit: &str, language: Language) -> Cell {
    Cell::Text(crate::chinese::said(unit, language))
}

fn differences(
    results: &Results,
    comparison: &Comparison,
    (choice, scenarios): (Choice, &[&ScenarioRecord]),
    language: Language,
) -> Parts {
    let head = [
        ("Scenario", "方案", false),
        ("Outcome", "指标", false),
        ("Unit", "单位", false),
        ("Period", "时段", false),
        ("Baseline", "基准", true),
        ("Scenario's value", "方案数值", true),
        ("Difference", "差异", true),
        ("95% low", "95%区间下限", true),
        ("95% high", "95%区间上限", true),
        ("In words", "结论", false),
        ("Better in", "改善次数", true),
        ("Pairs", "配对数", true),
    ];
    let row = |scenario: &ScenarioRecord, d: &Difference| {
        let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
        let change = |value: f64| Cell::Number { value, unit: d.unit, change: Some(decimals) };
        let (english, chinese) = d.period();
        vec![
            title(scenario, language),
            outcome(d.outcome, language),
            unit_words(d.unit, language),
            Cell::text(language.pick(&english, &chinese)),
            Cell::value(d.baseline_mean, d.unit),
            Cell::value(d.scenario_mean, d.unit),
            change(d.difference),
            change(d.low),
            change(d.high),
            Cell::text(words(d, language)),
            Cell::value(if d.direction == Direction::Neutral { f64::NAN } else { f64::from(d.better_in) }, "count"),
            Cell::value(f64::from(d.pairs), "count"),
        ]
    };
    let mut rows = Vec::new();
    for scenario in scenarios.iter().filter(|scenario| scenario.name != results.baseline) {
        for id in choice.outcomes {
            let of = |group: &str| comparison.get(&scenario.name, id, group);
            let groups = choice.groups(|group| of(group).is_some());
            rows.extend(groups.iter().filter_map(|group| of(group)).map(|d| row(scenario, d)));
        }
    }
    (columns(&head, language), rows)
}

/// The verdict, or why there is none.
fn words(d: &Difference, language: Language) -> &'static str {
    match d.pairs {
        0 => outcome_kind(d.outcome).map_or("", |kind| kind.undefined(language)),
        _ if d.is_same() => language.pick("identical in every run", "每次运行均相同"),
        _ if !d.has_interval() && !d.constant => language.pick("too few runs to say", "运行次数过少"),
        _ => verdict(d).words(language),
    }
}

fn overview(
    results: &Results,
    comparison: &Comparison,
    (outcomes, scenarios): (&[&'static str], &[usize]),
    language: Language,
) -> Parts {
    let mut head = columns(&[("Scenario", "方案", false)], language);
    for id in outcomes {
        let Cell::Text(name) = outcome(id, language) else { continue };
        head.push((name, true));
        head.push((language.pick("In words", "结论").to_owned(), false));
    }
    let rows = scenarios.iter().map(|at| {
        let scenario = &results.scenarios[*at];
        let mut row = vec![title(scenario, language)];
        for id in outcomes {
            match comparison.get(&scenario.name, id, "all") {
                Some(d) => {
                    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
                    row.push(Cell::Number { value: d.difference, unit: d.unit, change: Some(decimals) });
                    row.push(Cell::text(words(d, language)));
                }
                None => row.extend([Cell::value(f64::NAN, ""), Cell::text("")]),
            }
        }
        row
    });
    (head, rows.collect())
}

fn values(results: &Results, choice: Choice, language: Language) -> Parts {
    let head = [
        ("Scenario", "方案", false),
        ("Outcome", "指标", false),
        ("Unit", "单位", false),
        ("Period", "时段", false),
        ("Mean", "平均值", true),
        ("95% low", "95%区间下限", true),
        ("95% high", "95%区间上限", true),
        ("Runs", "运行次数", true),
    ];
    let mut rows = Vec::new();
    for at in choice.scenarios {
        let levels = levels_of(results, *at);
        for id in choice.outcomes {
            let of = |group: &str| levels.iter().find(|level| level.kind.id == *id && level.group == group);
            let groups = choice.groups(|group| of(group).is_some());
            for level in groups.iter().filter_map(|group| of(group)) {
                let (english, chinese) = level.period();
                let unit = level.kind.unit;
                rows.push(vec![
                    title(&results.scenarios[*at], language),
                    outcome(id, language),
                    unit_words(unit, language),
                    Cell::text(language.pick(&english, &chinese)),
                    Cell::value(level.mean, unit),
                    Cell::value(level.low, unit),
                    Cell::value(level.high, unit),
                    Cell::value(f64::from(level.runs), "count"),
                ]);
            }
        }
    }
    (columns(&head, language), rows)
}

fn changes(results: &Results, scenarios: &[&ScenarioRecord], language: Language) -> Parts {
    let head = [
        ("Scenario", "方案", false),
        ("Change", "改动", false),
        ("Key", "键", false),
        ("Before", "改前", false),
        ("After", "改后", false),
        ("Unit", "单位", false),
        ("When and where", "时间与范围", false),
    ];
    let rows = scenarios.iter().flat_map(|scenario| {
        let changes = changes_in(results, &scenario.name).unwrap_or_default();
        changes.into_iter().map(|change| {
            let known = |value: &Option<String>| Cell::text(value.as_deref().unwrap_or(""));
            vec![
                title(scenario, language),
                Cell::text(&change.words(language)),
                Cell::text(&change.key),
                known(&change.before),
                known(&change.after),
                unit_words(change.unit(), language),
                Cell::text(&change.when_and_where(language)),
            ]
        })
    });
    (columns(&head, language), rows.collect())
}

/// What the numbers are, and where they come from.
fn note(results: &Results, what: What, language: Language) -> String {
    let hash: String = results.result_hash().chars().take(8).collect();
    let (version, seed, runs) = (&results.program_version, results.seed, results.replicates);
    let from = match language {
        Language::English => format!("gridgov {version}, seed {seed}, {runs} replicates, result {hash}."),
        Language::Chinese => format!("gridgov {version}，随机种子{seed}，重复{runs}次，结果{hash}。"),
    };
    let points = match what {
        What::Differences | What::Overview => {
            language.pick("Differences of shares are in percentage points. ", "占比的差异以百分点计。")
        }
        What::Values | What::Changes => "",
    };
    let about = match what {
        What::Changes => "",
        _ if super::too_few(results, language).is_some() => "",
        _ => language.pick(
            "The 95% intervals cover chance inside the model, not whether the model is right. ",
            "95%区间只反映模型内部的随机性，不说明模型本身是否正确。",
        ),
    };
    points.to_owned()
        + about
        + &super::too_few(results, language).map_or_else(String::new, |few| few + language.pick(" ", ""))
        + &from
}

#[cfg(test)]
mod tests;
