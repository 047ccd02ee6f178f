//! One scenario against the baseline, outcome by outcome.

use std::fmt::Write as _;

use super::text::{cut, left, printable, right};
use super::{HEADLINES, Style, figures};
use crate::compare::{Comparison, Difference, mean_of, verdict};
use crate::outcomes::coverage::{MARK, is_short};
use crate::outcomes::{Direction, outcome_kind};
use crate::results::{Results, ScenarioRecord};
use crate::words::Language;

/// Widths of the columns; with the gaps and the last column they make 100.
pub(super) const NAME: usize = 21;
const VALUE: usize = 9;
const DIFFERENCE: usize = 13;
const INTERVAL: usize = 17;
const WORDS: usize = 19;

/// A scenario as a heading: its title and, where that differs, its name.
pub(super) fn titled(scenario: &ScenarioRecord, language: Language) -> String {
    let title = match language {
        Language::Chinese if !scenario.title_zh.is_empty() => &scenario.title_zh,
        _ => &scenario.title,
    };
    if title.is_empty() || title == &scenario.name {
        return printable(&scenario.name);
    }
    printable(&format!("{title} ({})", scenario.name))
}

/// The block of one scenario.
pub(super) fn block(results: &Results, comparison: &Comparison, scenario: &ScenarioRecord, style: Style) -> String {
    let language = style.language;
    let baseline = results.scenarios.iter().find(|known| known.name == comparison.baseline);
    let baseline = baseline.map_or_else(|| comparison.baseline.clone(), |baseline| titled(baseline, language));
    let against = language.pick("against", "对比");
    let mut out = format!("{} {against} {baseline}\n", titled(scenario, language));
    for line in super::changed(results, &scenario.name, super::CHANGES, language) {
        out += &super::text::wrapped(&line);
    }
    out += &line([
        "",
        language.pick("baseline", "基准"),
        language.pick("scenario", "方案"),
        language.pick("difference", "差异"),
        language.pick("95% interval", "95%区间"),
        "",
        language.pick("better in", "改善次数"),
    ]);
    for headline in &HEADLINES {
        if let Some(difference) = comparison.get(&scenario.name, headline.id, "all") {
            out += &row(headline.short_name(language), difference, style);
        }
    }
    for line in super::places(results, comparison, &scenario.name, language) {
        out += &super::text::wrapped(&line);
    }
    out + &tied(comparison, scenario, style)
}

/// The outcomes that were equal in some of the pairs: who is better in seven of thirty need not be worse in the others.
fn tied(comparison: &Comparison, scenario: &ScenarioRecord, style: Style) -> String {
    let language = style.language;
    let of = |headline: &super::Headline| {
        let d = comparison.get(&scenario.name, headline.id, "all")?;
        let name = headline.short_name(language);
        let (ties, pairs) = (d.ties, d.pairs);
        (0 < ties && ties < pairs).then(|| match language {
            Language::English => format!("{name} in {ties} of {pairs}"),
            Language::Chinese => format!("{name}{ties}/{pairs}"),
        })
    };
    let tied: Vec<String> = HEADLINES.iter().filter_map(of).collect();
    if tied.is_empty() {
        return String::new();
    }
    let text = format!(
        "{}{}",
        language.pick("Pairs without any difference: ", "完全没有差异的运行对："),
        tied.join(language.pick(", ", "、"))
    );
    super::text::wrapped(&text)
}

fn row(name: &str, d: &Difference, style: Style) -> String {
    let language = style.language;
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let name = if d.has_interval() && is_short(d.outcome) {
        cut(name, NAME - 1, style.ascii) + MARK
    } else {
        cut(name, NAME, style.ascii)
    };
    let before = figures::value(d.baseline_mean, d.unit);
    let after = figures::value(d.scenario_mean, d.unit);
    if d.is_same() {
        let words = language.pick("identical in every run", "每次运行均相同");
        let values = [name.as_str(), &before, &after, "0", "", words, ""];
        return line_of_same(values);
    }
    let range = super::range(d, decimals, language);
    let range = if range.is_empty() { "-" } else { &range };
    let count = match language {
        _ if d.pairs == 0 => "-".to_owned(),
        Language::English => format!("{} of {}", d.better_in, d.pairs),
        Language::Chinese => format!("{}/{}", d.better_in, d.pairs),
    };
    let count = match d.direction {
        Direction::Neutral => format!("{} {count}", language.pick("higher", "升高")),
        _ => count,
    };
    let words = match d.pairs {
        0 => outcome_kind(d.outcome).map_or("", |kind| kind.undefined(language)),
        _ if !d.has_interval() && !d.constant => language.pick("too few runs to say", "运行次数过少"),
        _ => verdict(d).words(language),
    };
    let difference = figures::difference(d.difference, d.unit, decimals, language);
    line([&name, &before, &after, &difference, range, words, &count])
}

fn line([name, before, after, difference, range, words, count]: [&str; 7]) -> String {
    let text = format!(
        "{}{}{}{}{}  {} {}",
        left(name, NAME),
        right(before, VALUE),
        right(after, VALUE),
        right(difference, DIFFERENCE),
        right(range, INTERVAL),
        left(words, WORDS),
        count
    );
    format!("{}\n", text.trim_end())
}

/// A row without an interval: the words take its place.
fn line_of_same([name, before, after, difference, _, words, _]: [&str; 7]) -> String {
    let values = format!("{}{}{}", left(name, NAME), right(before, VALUE), right(after, VALUE));
    format!("{values}{}  {words}\n", right(difference, DIFFERENCE))
}

/// The means of a scenario that is compared with nothing.
pub(super) fn single(results: &Results, style: Style) -> String {
    let language = style.language;
    let Some(scenario) = results.scenarios.first() else { return String::new() };
    let mut out = format!("{}\n", titled(scenario, language));
    let head = [language.pick("mean", "平均"), language.pick("95% interval of the mean", "平均值的95%区间")];
    let _ = writeln!(out, "{}{}{}", left("", NAME), right(head[0], VALUE + 2), right(head[1], INTERVAL + 12));
    for headline in &HEADLINES {
        let Some(kind) = outcome_kind(headline.id) else { continue };
        let of_all = results.runs[0].iter().flat_map(|run| &run.measured);
        let of_all = of_all.filter(|row| row.outcome == kind.id && row.group == "all");
        let values: Vec<f64> = of_all.map(|row| row.value).collect();
        let (mean, low, high) = mean_of(kind, &values, scenario.replicates_together());
        let mean = figures::value(mean, kind.unit);
        let to = language.pick("to", "至");
        let range = if low.is_nan() {
            "-".to_owned()
        } else {
            format!("{} {to} {}", figures::value(low, kind.unit), figures::value(high, kind.unit))
        };
        let name = headline.short_name(language);
        let _ = writeln!(out, "{}{}{}", left(name, NAME), right(&mean, VALUE + 2), right(&range, INTERVAL + 12));
    }
    out.push('\n');
    out
}
