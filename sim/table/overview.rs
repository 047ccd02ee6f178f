//! All scenarios on one screen: values and marks, a line for each scenario, or where there are many a line for each outcome.

use std::fmt::Write as _;

use super::text::{WIDTH, cut, left, right, wrapped};
use super::{HEADLINES, Style, called, figures, mark, shown};
use crate::compare::{Comparison, Difference, Verdict, verdict};
use crate::outcomes::{Direction, outcome_kind};
use crate::results::Results;
use crate::statistics::interval;
use crate::words::{Language, columns};

/// Width of a cell: a gap, a value, a gap and a mark.
const CELL: usize = 8;
const NAME: usize = WIDTH - CELL * HEADLINES.len();

/// The overview: one line per scenario.
pub(super) fn overview(results: &Results, comparison: &Comparison, style: Style) -> String {
    let language = style.language;
    let mut out = String::new();
    for part in 0..2 {
        let cells = HEADLINES.iter().map(|headline| {
            let (english, chinese) = headline.heading[part];
            // The last two places of a cell belong to the mark.
            right(language.pick(english, chinese), CELL)
        });
        let _ = writeln!(out, "{}{}", left("", NAME), cells.collect::<String>());
    }
    let baseline = results.scenarios.iter().position(|scenario| scenario.name == comparison.baseline);
    if let Some(at) = baseline {
        let cells = HEADLINES.iter().map(|headline| {
            let rows = results.runs[at].iter().flat_map(|run| &run.measured);
            let rows = rows.filter(|row| row.outcome == headline.id && row.group == "all");
            let values: Vec<f64> = rows.map(|row| row.value).filter(|value| !value.is_nan()).collect();
            let unit = outcome_kind(headline.id).map_or("", |kind| kind.unit);
            format!("{}  ", right(&figures::value(interval::mean(&values), unit), CELL - 2))
        });
        let line = format!("{}{}", name(results, &comparison.baseline, style), cells.collect::<String>());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let others: Vec<_> = results.scenarios.iter().filter(|scenario| scenario.name != comparison.baseline).collect();
    let shown = shown(others.len());
    for scenario in shown.iter().map(|at| others[*at]) {
        let cells = HEADLINES.iter().map(|headline| match comparison.get(&scenario.name, headline.id, "all") {
            Some(d) => {
                let value = figures::value(d.scenario_mean, d.unit);
                let mark = if d.pairs == 0 { " " } else { mark(verdict(d), style.ascii) };
                format!("{} {mark}", right(&value, CELL - 2))
            }
            None => right("", CELL),
        });
        let line = format!("{}{}", name(results, &scenario.name, style), cells.collect::<String>());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out += &legend(style);
    let most = shown.len();
    if most < others.len() {
        out += &wrapped(&match language {
            Language::English => format!(
                "These are {most} of {} scenarios, in even steps. All of them, with what each sets and what came out, stand in scenarios.csv.",
                others.len()
            ),
            Language::Chinese => {
                format!("此处按等间隔列出{}个方案中的{most}个；全部方案的设置与结果见 scenarios.csv。", others.len())
            }
        });
    }
    out
}

/// Scenarios that a summary of one line each has room for.
pub(super) const LINES: usize = 11;

/// Widths of the columns of [`by_outcome`].
const BASELINE: usize = 9;
const EXTREME: usize = 26;

/// The summary of many scenarios: for each outcome the best and the worst of them, and how many are better or worse.
pub(super) fn by_outcome(results: &Results, comparison: &Comparison, style: Style) -> String {
    let language = style.language;
    let others: Vec<_> = results.scenarios.iter().filter(|scenario| scenario.name != comparison.baseline).collect();
    let count = others.len();
    let heads = [("baseline", "基准"), ("best", "最好"), ("worst", "最差")].map(|(e, c)| language.pick(e, c));
    let mut out = format!(
        "{}{}  {}  {}  {}\n",
        left(&outcomes_of(count, language), super::block::NAME),
        right(heads[0], BASELINE),
        left(heads[1], EXTREME),
        left(heads[2], EXTREME),
        language.pick("better/worse", "改善/变差"),
    );
    for headline in &HEADLINES {
        let mut found: Vec<_> = others
            .iter()
            .filter_map(|other| comparison.get(&other.name, headline.id, "all"))
            .filter(|d| d.pairs > 0)
            .collect();
        let Some(first) = found.first() else { continue };
        let before = figures::value(first.baseline_mean, first.unit);
        let good = |d: &&Difference| if d.direction == Direction::Down { -d.difference } else { d.difference };
        found.sort_by(|a, b| good(b).total_cmp(&good(a)));
        let extreme = |d: Option<&&Difference>| {
            d.map_or_else(String::new, |d| {
                let value = figures::value(d.scenario_mean, d.unit);
                let room = EXTREME.saturating_sub(columns(&value) + 3);
                format!(
                    "{value} {} {}",
                    mark(verdict(d), style.ascii),
                    cut(&called(results, &d.scenario, language), room, style.ascii)
                )
            })
        };
        let of = |wanted: Verdict| found.iter().filter(|d| verdict(d) == wanted).count();
        let line = format!(
            "{}{}  {}  {}  {}/{}",
            left(&cut(headline.short_name(language), super::block::NAME, style.ascii), super::block::NAME),
            right(&before, BASELINE),
            left(&extreme(found.first()), EXTREME),
            left(&extreme(found.last()), EXTREME),
            of(Verdict::Better),
            of(Verdict::Worse),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out + &legend(style)
}

fn outcomes_of(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{count} scenarios"),
        Language::Chinese => format!("{count}个方案"),
    }
}

/// What the marks mean.
pub(super) fn legend(style: Style) -> String {
    let language = style.language;
    let words = [Verdict::Better, Verdict::Worse, Verdict::TooSmall, Verdict::NotClear]
        .map(|verdict| format!("{} {}", mark(verdict, style.ascii), verdict.words(language)));
    let (than, stop) = language.pick("Against the baseline: |.", "与基准相比：|。").split_once('|').unwrap_or_default();
    wrapped(&format!("{than}{}{stop}", words.join(language.pick(", ", "，"))))
}

fn name(results: &Results, name: &str, style: Style) -> String {
    left(&cut(&called(results, name, style.language), NAME - 1, style.ascii), NAME)
}
