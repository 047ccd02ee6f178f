//! All scenarios at a glance: for each outcome the size of the difference and its sign.

use super::canvas::{Anchor, Canvas, Colour, Pen, SMALL, Type, WIDTH, cut, lines, width};
use super::captions::{in_steps, intervals, pairs, parts, short};
use super::context::{Context, name, sign};
use super::figure::{Figure, Words, figure, verdicts};
use super::words::{Pair, pick};
use crate::compare::{Difference, verdict};
use crate::table::{HEADLINES, figures, meaning, taken_together};
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("All scenarios at a glance", "各方案一览");

const ROW: f64 = 16.0;
const NAMES: f64 = 110.0;

/// Height of a further line of a name.
const LINE: f64 = 10.0;

/// Outcomes beside each other; the others stand below them.
const COLUMNS: usize = 5;

/// From a number back to its sign, which stands close enough to belong to it and not to the column before.
const SIGN: f64 = 8.5;

/// Lines of a heading, at most.
const HEADING: usize = 3;

/// The figure; for a single scenario its own table says more.
pub(super) fn figures(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    if cx.shown.len() < 2 {
        return Vec::new();
    }
    let words = |language| Words {
        title: pick(TITLE, language).to_owned(),
        subtitle: subtitle(&cx.title(cx.baseline, language), language),
        caption: caption(cx, language),
    };
    vec![figure(cx, "overview", words, |canvas, top, language| {
        let mut y = verdicts(canvas, top, language);
        for block in outcomes.chunks(COLUMNS) {
            y = part(canvas, y, cx, block, language) + 7.0;
        }
        y - 7.0
    })]
}

/// Some outcomes of all scenarios; returns where they ended.
fn part(canvas: &mut Canvas, top: f64, cx: &Context, outcomes: &[&'static str], language: Language) -> f64 {
    let cell = (WIDTH - NAMES) / COLUMNS as f64;
    let right = |column: usize| NAMES + cell * (column as f64 + 1.0) - 2.0;
    let bold = Type { bold: true, ..Type::NOTE };
    let headings: Vec<Vec<String>> = outcomes.iter().map(|outcome| heading(outcome, cell - 3.0, language)).collect();
    let most = headings.iter().map(Vec::len).max().unwrap_or(0);
    for (column, heading) in headings.iter().enumerate() {
        for (line, text) in heading.iter().enumerate() {
            let y = top + 6.0 + 11.0 * (most - heading.len() + line) as f64;
            canvas.text((right(column), y), text, Anchor::End, bold);
        }
    }
    let mut y = top + 11.0 * most as f64 + 3.0;
    let small = Type { size: SMALL, ..Type::PLAIN };
    canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::INK, 0.8));
    canvas.text(
        (0.0, y + 0.5 * ROW),
        &cut(&cx.title(cx.baseline, language), NAMES - 6.0, SMALL, false),
        Anchor::Start,
        Type::NOTE,
    );
    for (column, outcome) in outcomes.iter().enumerate() {
        let (mean, ..) = cx.mean(cx.baseline, outcome, "all");
        let text = figures::value(mean, super::context::kind(outcome).unit);
        canvas.text((right(column), y + 0.5 * ROW), &text, Anchor::End, Type::NOTE);
    }
    y += ROW;
    for scenario in &cx.shown {
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
        let name = in_two_lines(&cx.title(*scenario, language));
        let row = ROW + LINE * (name.len() - 1) as f64;
        for (line, text) in name.iter().enumerate() {
            canvas.text((0.0, y + 0.5 * ROW + LINE * line as f64), text, Anchor::Start, small);
        }
        let middle = y + 0.5 * row;
        for (column, outcome) in outcomes.iter().enumerate() {
            let Some(d) = cx.difference(*scenario, outcome, "all").filter(|d| d.pairs > 0) else { continue };
            let (mark, colour) = sign(verdict(d));
            let text = size(d);
            let kind = Type { size: SMALL, bold: colour != Colour::GREY, colour };
            canvas.text((right(column), middle), &text, Anchor::End, kind);
            let from = right(column) - width(&text, SMALL, kind.bold) - SIGN;
            canvas.mark((from, middle), mark, colour);
        }
        y += row;
    }
    canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
    y
}

/// The title of a scenario, in two lines where one has not enough room, and cut where two have not.
fn in_two_lines(title: &str) -> Vec<String> {
    let room = NAMES - 6.0;
    let all = lines(title, room, SMALL, false);
    let Some((first, rest)) = all.split_first() else { return vec![String::new()] };
    let rest = rest.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(" ");
    let rest = cut(&rest, room, SMALL, false);
    let first = cut(first.trim_end(), room, SMALL, false);
    if rest.is_empty() { vec![first] } else { vec![first, rest] }
}

/// The name of an outcome in the lines of a narrow column.
fn heading(outcome: &str, room: f64, language: Language) -> Vec<String> {
    if let Some(headline) = HEADLINES.iter().find(|headline| headline.id == outcome) {
        return headline.heading(language).iter().map(|line| (*line).to_owned()).collect();
    }
    let mut all = lines(name(outcome, language), room, SMALL, true);
    all.truncate(HEADING);
    all.iter().map(|line| cut(line, room, SMALL, true)).collect()
}

/// The size of a difference without the word for its unit.
fn size(d: &Difference) -> String {
    let decimals =
        figures::decimals(d.unit, d.baseline_mean, d.high - d.low).min(if d.unit.starts_with("scale") { 3 } else { 1 });
    figures::end(d.difference, d.unit, decimals)
}

fn subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!(
            "Values of {}; below, the difference of each scenario (shares in percentage points) with its sign",
            short(baseline)
        ),
        Chinese => format!("首行为“{}”的数值，其下为各方案的差异（占比为百分点）及其标记", short(baseline)),
    }
}

fn caption(cx: &Context, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    let (meaning, together) =
        (meaning(language), taken_together(cx.results, &cx.comparison, language).unwrap_or_default());
    let rest = in_steps(cx, language) + &parts(cx, language) + &rest;
    match language {
        English => format!("{meaning} Each number and sign is from {pairs}. {together}{rest}"),
        Chinese => format!("{meaning}每个数字和标记基于{pairs}。{together}{rest}"),
    }
}
