//! Forest plots of paired differences around a zero line: by outcome for one scenario, and by scenario for one outcome.

use super::canvas::{Anchor, Canvas, Colour, Mark, Pen, Point, SMALL, Type, WIDTH, cut};
use super::captions::{in_steps, intervals, pairs, parts, periods, short};
use super::context::{Context, name, short_name, sign, written};
use super::figure::{Figure, Words, figure, legend, slug, verdicts};
use super::plot::{Plot, axis, range, signed, step, tick};
use super::words::{self, Pair, pick};
use crate::compare::{Difference, verdict};
use crate::outcomes::Direction;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("How large the differences are", "差异大小");
const PERCENT_OF_BASELINE: Pair = ("difference, % of the baseline's mean", "差异（占基准平均值的百分比）");
const LESS_THAN_MATTERS: Pair = ("less than the smallest change that matters", "小于最小有意义变化");
const BETTER_THIS_WAY: Pair = ("better", "更好");

const ROW: f64 = 20.0;

/// One line of a forest plot.
struct Line {
    name: String,
    /// Difference and ends of its interval in units of the axis.
    values: [f64; 3],
    /// The smallest change that matters, in the same units.
    matters: f64,
    mark: (Mark, Colour),
    label: String,
}

/// All outcomes of the short list for one scenario, each as a share of the baseline's mean.
pub(super) fn of_scenario(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Vec<Figure> {
    let id = format!("forest-{}", slug(scenario, &cx.scenario(scenario).name));
    let relative = |d: &Difference| d.pairs > 0 && d.baseline_mean.abs() > 1e-9;
    let shown: Vec<(&str, &Difference)> = outcomes
        .iter()
        .filter_map(|id| cx.difference(scenario, id, "all").filter(|d| relative(d)).map(|d| (*id, d)))
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let words = |language| Words {
        title: format!("{}{}{}", pick(TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: pick(PERCENT_OF_BASELINE, language).to_owned(),
        caption: caption(cx, shown.len(), outcomes.len(), language),
    };
    vec![figure(cx, id, words, |canvas, top, language| {
        let lines: Vec<Line> = shown
            .iter()
            .map(|(outcome, d)| {
                let (mark, colour) = sign(verdict(d));
                Line {
                    name: short_name(outcome, language).to_owned(),
                    values: [d.difference, d.low, d.high].map(|value| value / d.baseline_mean.abs()),
                    matters: d.matters / d.baseline_mean.abs(),
                    mark: (mark, colour),
                    label: labelled(d, language),
                }
            })
            .collect();
        let top = signs(canvas, top, language);
        draw(canvas, top, &lines, 118.0, "share")
    })]
}

/// A figure for each outcome, where several scenarios are compared.
pub(super) fn by_outcome(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    let several = cx.others.len() > 1;
    outcomes.iter().filter(|_| several).map(|outcome| of_outcome(cx, outcome)).collect()
}

/// All scenarios in one outcome, in its own unit.
fn of_outcome(cx: &Context, outcome: &'static str) -> Figure {
    let shown: Vec<(usize, &Difference)> = cx
        .shown
        .iter()
        .filter_map(|scenario| cx.difference(*scenario, outcome, "all").map(|d| (*scenario, d)))
        .collect();
    let unit = shown.first().map_or("", |(_, d)| d.unit);
    let words = |language| Words {
        title: name(outcome, language).to_owned(),
        subtitle: by_scenario_subtitle(&cx.title(cx.baseline, language), unit, &period(&shown, language), language),
        caption: by_scenario_caption(cx, shown.len(), language),
    };
    figure(cx, format!("scenarios-{}", outcome.replace('_', "-")), words, |canvas, top, language| {
        let lines: Vec<Line> = shown
            .iter()
            .map(|(scenario, d)| {
                let (mark, colour) = sign(verdict(d));
                Line {
                    name: cx.title(*scenario, language),
                    values: [d.difference, d.low, d.high],
                    matters: d.matters,
                    mark: (mark, colour),
                    label: labelled(d, language),
                }
            })
            .collect();
        let top = signs(canvas, top, language);
        let bottom = draw(canvas, top, &lines, 128.0, unit);
        match shown.first().map(|(_, d)| d.direction) {
            Some(Direction::Up) => better(canvas, bottom, true, language),
            Some(Direction::Down) => better(canvas, bottom, false, language),
            _ => bottom,
        }
    })
}

/// The legend of signs, and of the band in which differences are too small to matter.
fn signs(canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let top = verdicts(canvas, top, language);
    let band = |c: &mut Canvas, x: f64, y: f64| {
        c.rect((x + 2.0, y - 4.0), (x + 18.0, y + 4.0), Colour::BAND);
    };
    legend(canvas, top - 3.0, &[(&band, pick(LESS_THAN_MATTERS, language).into())])
}

/// Which way is better.
fn better(canvas: &mut Canvas, y: f64, right: bool, language: Language) -> f64 {
    let word = pick(BETTER_THIS_WAY, language);
    let text = if right { format!("{word} →") } else { format!("← {word}") };
    canvas.text((200.0, y + 5.0), &text, Anchor::Middle, Type::NOTE);
    y + 11.0
}

/// The plot; returns where it ended. `left` is the room for names.
fn draw(canvas: &mut Canvas, top: f64, lines: &[Line], left: f64, unit: &str) -> f64 {
    let bottom = top + ROW * lines.len() as f64 + 4.0;
    // Zero always stands in the picture, with what is too small to matter.
    let ends = lines.iter().flat_map(|line| line.values.into_iter().chain([-line.matters, line.matters])).chain([0.0]);
    let (x, marks) = axis(range(ends, 0.02), 4);
    let plot = Plot { edges: (left, top, WIDTH - 62.0, bottom), x, y: (0.0, 1.0) };
    for (index, line) in lines.iter().enumerate() {
        let y = top + ROW * (index as f64 + 0.5) + 2.0;
        let [left, right] = [-line.matters, line.matters].map(|value| plot.across(value));
        canvas.rect((left, y - 0.5 * ROW), (right, y + 0.5 * ROW), Colour::BAND);
    }
    for mark in &marks {
        let x = plot.across(*mark);
        canvas.line(&[(x, top), (x, bottom)], Pen::new(Colour::FAINT, 0.6));
    }
    let zero = plot.across(0.0);
    canvas.line(&[(zero, top), (zero, bottom)], Pen::new(Colour::INK, 1.1));
    plot.x_axis(canvas, &marks, |value| signed(&tick(value, unit, step(&marks))));
    for (index, line) in lines.iter().enumerate() {
        let y = top + ROW * (index as f64 + 0.5) + 2.0;
        canvas.text(
            (0.0, y),
            &cut(&line.name, left - 6.0, SMALL, false),
            Anchor::Start,
            Type { size: SMALL, ..Type::PLAIN },
        );
        let [middle, low, high] = line.values.map(|value| plot.across(value));
        if low.is_finite() && high.is_finite() {
            let pen = Pen::new(line.mark.1, 1.5);
            canvas.line(&[(low, y), (high, y)], pen);
            // Ends of an interval that a sign would cover show that there is none to see.
            let cap = |x: f64| -> [Point; 2] { [(x, y - 2.6), (x, y + 2.6)] };
            canvas.line(&cap(low), pen);
            canvas.line(&cap(high), pen);
        }
        if middle.is_finite() {
            canvas.mark((middle, y), line.mark.0, line.mark.1);
        }
        canvas.text((WIDTH, y), &line.label, Anchor::End, Type { size: SMALL, ..Type::PLAIN });
    }
    bottom + 16.0
}

/// A difference with its unit, where the number alone does not show it.
fn labelled(d: &Difference, language: Language) -> String {
    let number = written(d, language).difference;
    match d.unit {
        "days" => number + language.pick(" days", "天"),
        "yuan/resident/year" => number + language.pick(" yuan", "元"),
        _ => number,
    }
}

fn caption(cx: &Context, shown: usize, all: usize, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    let rest = periods(cx, language) + &parts(cx, language) + &rest;
    let left_out = match language {
        _ if shown == all => String::new(),
        English => format!(" {} of {all} outcomes are left out, as their baseline is zero or undefined.", all - shown),
        Chinese => format!("{all}项指标中有{}项因基准为零或无定义而未列出。", all - shown),
    };
    match language {
        English => format!(
            "Mean paired differences with 95% intervals, each as a percentage of the baseline's mean; numbers at the right in the outcome's own unit. The grey band is what is too small to matter: a difference is better or worse when its interval is all outside, too small when it is all inside. From {pairs}.{left_out}{rest}"
        ),
        Chinese => format!(
            "配对差异的平均值及其95%区间，以基准平均值的百分比表示；右侧数字为指标自身单位。灰色带表示无实质变化的范围：区间全在带外为改善或变差，全在带内为无实质变化。基于{pairs}。{left_out}{rest}"
        ),
    }
}

fn by_scenario_subtitle(baseline: &str, unit: &str, period: &str, language: Language) -> String {
    let unit = words::unit_of_change(unit, language);
    match language {
        English => format!("Difference from {}, {unit}, {period}", short(baseline)),
        Chinese => format!("与“{}”的差异（{unit}，{period}）", short(baseline)),
    }
}

/// Over what time the differences speak.
fn period(shown: &[(usize, &Difference)], language: Language) -> String {
    let (english, chinese) = shown.first().map(|(_, d)| d.period()).unwrap_or_default();
    language.pick(&english, &chinese).to_owned()
}

fn by_scenario_caption(cx: &Context, scenarios: usize, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    let rest = in_steps(cx, language) + &parts(cx, language) + &rest;
    match language {
        English => format!(
            "Mean paired differences of {scenarios} scenarios with 95% intervals. The grey band is what is too small to matter: a difference is better or worse when its interval is all outside, too small when it is all inside. Each from {pairs}.{rest}"
        ),
        Chinese => format!(
            "{scenarios}个方案的配对差异平均值及其95%区间。灰色带表示无实质变化的范围：区间全在带外为改善或变差，全在带内为无实质变化。每个方案基于{pairs}。{rest}"
        ),
    }
}
