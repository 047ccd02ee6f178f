//! The headline outcomes by year of the run, one table for each scenario: what comes late, and what does not last.

use std::fmt::Write as _;

use super::text::{WIDTH, cut, left, right, wrapped};
use super::{HEADLINES, Headline, Style, evenly, figures, mark};
use crate::compare::levels::levels_of;
use crate::compare::{Comparison, verdict};
use crate::outcomes::YEAR;
use crate::results::{Results, ScenarioRecord};
use crate::units::YEAR_DAYS;
use crate::words::Language;

/// Years that have room beside each other.
const COLUMNS: usize = 6;

/// No run has more years.
const MOST: u32 = 1_000;

/// Width of a cell: a gap, a difference, a gap and a mark.
const CELL: usize = 12;
const NAME: usize = WIDTH - CELL * COLUMNS;

/// The years of an outcome by which something is given, as groups; empty where there are not two.
pub(crate) fn years_of(has: impl Fn(&str) -> bool) -> Vec<String> {
    let years: Vec<String> = (1..=MOST).map(|year| format!("{YEAR}{year}")).take_while(|year| has(year)).collect();
    if years.len() > 1 { years } else { Vec::new() }
}

/// The first year, the last, and as many between them in even steps as have room.
pub(crate) fn shown(years: &[String]) -> Vec<&String> {
    evenly(years.len(), COLUMNS).into_iter().map(|at| &years[at]).collect()
}

/// What a year is called.
pub(crate) fn name(group: &str, language: Language) -> String {
    let year = group.trim_start_matches(YEAR);
    match language {
        Language::English => format!("Year {year}"),
        Language::Chinese => format!("第{year}年"),
    }
}

/// The tables of all scenarios that tables show: differences to the baseline, or means where nothing is compared.
pub(crate) fn by_year(results: &Results, comparison: &Comparison, style: Style) -> String {
    let language = style.language;
    let others: Vec<(usize, &ScenarioRecord)> =
        results.scenarios.iter().enumerate().filter(|(_, scenario)| scenario.name != comparison.baseline).collect();
    let mut out = String::new();
    if others.is_empty() {
        out += &table(results, (0, &results.scenarios[0]), None, style);
    }
    for at in super::shown(others.len()) {
        out += &table(results, others[at], Some(comparison), style);
    }
    if out.is_empty() {
        let none = "By year: the run has no second year, so there is nothing to set beside each other.";
        return wrapped(language.pick(none, "按年份：运行不足两年，无从逐年比较。"));
    }
    if !others.is_empty() {
        let about = language.pick(
            "By year: differences from the baseline, shares in percentage points. Stocks, such as satisfaction, are at the end of \
             the year, all else is over the year.",
            "按年份：与基准的差异，占比以百分点计。存量指标（如居民满意度）取年末值，其余指标取全年值。",
        );
        out += &wrapped(&format!("{about}{}", short_year(results, language)));
        out += &super::overview::legend(style);
    }
    out
}

/// That the last year is a part of one; empty where it is whole.
fn short_year(results: &Results, language: Language) -> String {
    let days = results.scenarios.iter().map(|scenario| scenario.days).min().unwrap_or(0);
    let year = YEAR_DAYS as u32;
    let left = days % year;
    let last = name(&format!("{YEAR}{}", days / year + 1), language);
    match language {
        _ if left == 0 => String::new(),
        Language::English => format!(" {last} has {left} days."),
        Language::Chinese => format!("{last}只有{left}天。"),
    }
}

fn table(
    results: &Results,
    (index, scenario): (usize, &ScenarioRecord),
    comparison: Option<&Comparison>,
    style: Style,
) -> String {
    let language = style.language;
    let levels = if comparison.is_none() { levels_of(results, index) } else { Vec::new() };
    let level = |id: &str, group: &str| levels.iter().find(|level| level.kind.id == id && level.group == group);
    let difference = |id: &str, group: &str| comparison.and_then(|all| all.get(&scenario.name, id, group));
    let years = |headline: &Headline| {
        years_of(|year| level(headline.id, year).is_some() || difference(headline.id, year).is_some())
    };
    let rows: Vec<(&Headline, Vec<String>)> =
        HEADLINES.iter().map(|headline| (headline, years(headline))).filter(|(_, years)| !years.is_empty()).collect();
    let Some((_, columns)) = rows.first() else { return String::new() };
    let columns = shown(columns);
    let heads: String = columns.iter().map(|year| right(&name(year, language), CELL - 2) + "  ").collect();
    let title = super::block::titled(scenario, language);
    let mut out = format!("{}\n{}{}\n", cut(&title, WIDTH, style.ascii), left("", NAME), heads.trim_end());
    for (headline, _) in &rows {
        let cell = |year: &&String| match (difference(headline.id, year), level(headline.id, year)) {
            (Some(d), _) => {
                let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
                let mark = if d.pairs == 0 { " " } else { mark(verdict(d), style.ascii) };
                format!("{} {mark}", right(&figures::end(d.difference, d.unit, decimals), CELL - 2))
            }
            (None, Some(level)) => format!("{}  ", right(&figures::value(level.mean, level.kind.unit), CELL - 2)),
            (None, None) => right("", CELL),
        };
        let cells: String = columns.iter().map(cell).collect();
        let line = format!("{}{cells}", left(&cut(headline.short_name(language), NAME, style.ascii), NAME));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::results::tests::made_up;

    #[test]
    fn of_many_years_the_first_and_the_last_are_shown() {
        let numbers = |n: usize| {
            let years: Vec<String> = (1..=n).map(|year| format!("year:{year}")).collect();
            shown(&years).into_iter().map(|group| name(group, Language::Chinese)).collect::<Vec<_>>().concat()
        };
        assert_eq!(numbers(2), "第1年第2年");
        assert_eq!(numbers(6), "第1年第2年第3年第4年第5年第6年");
        assert_eq!(numbers(10), "第1年第3年第5年第6年第8年第10年");
        assert!(years_of(|year| year == "year:1").is_empty() && years_of(|year| year != "year:4").len() == 3);
    }

    #[test]
    fn a_run_without_a_second_year_says_so() {
        let values: [&[f64]; 2] = [&[0.1, 0.2], &[0.2, 0.4]];
        let results = made_up(&["a", "b"], &[("satisfaction", &values)]);
        for (language, words) in [(Language::English, "no second year"), (Language::Chinese, "不足两年")] {
            let text = by_year(&results, &compare(&results, "a"), Style { language, ascii: false });
            assert!(text.contains(words), "{text}");
        }
    }
}
