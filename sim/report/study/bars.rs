//! What factors do to one quantity, the strongest first: bars for effects, marks for indices, with their intervals.

use super::super::canvas::{Anchor, Canvas, Colour, Mark, Pen, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, range, step, tick, ticks};
use super::super::words;
use super::{Sheet, role};
use crate::study::carry_out::Measure;
use crate::study::{Method, Role};
use crate::words::Language;

const ROW: f64 = 22.0;
const NAMES: f64 = 142.0;
/// Factors of a role, at most.
const MOST: usize = 12;

/// A row: a role's heading or a factor.
enum Row {
    Heading(Role),
    Factor(usize),
}

/// The measures that a method draws, each with its colour.
fn drawn(method: Method) -> &'static [(&'static str, Colour)] {
    match method {
        Method::Factorial => &[("main_effect", Colour::BLUE)],
        Method::Morris => &[("mu_star", Colour::BLUE)],
        Method::Sobol => &[("first", Colour::BLUE), ("total", Colour::VERMILION)],
        _ => &[("rank_correlation", Colour::BLUE)],
    }
}

pub(super) fn figure_of(sheet: &Sheet, index: usize) -> Figure {
    let quantity = sheet.study.quantities()[index];
    let method = sheet.study.method;
    let words = |language: Language| {
        let subtitle = match method {
            Method::Factorial => language.pick(
                "effect of each factor from its first to its last value, mean over the others; 95% intervals over runs",
                "各因素由首个取值变为末个取值的效应（对其他因素平均）；95%区间来自重复运行",
            ),
            Method::Morris => language.pick(
                "mean size of the effect over the whole range of each factor (mu*); 95% bootstrap intervals",
                "各因素在全部范围内的平均影响（μ*）；95%自助法区间",
            ),
            Method::Sobol => language.pick(
                "share of the variance; 95% bootstrap intervals. An index below zero means that it is near zero",
                "方差占比；95%自助法区间。负值只说明指数接近零",
            ),
            _ => language.pick(
                "rank correlation with each factor over the points; 95% bootstrap intervals",
                "与各因素的秩相关；95%自助法区间",
            ),
        };
        let title = sheet.quantity(quantity, language);
        Words {
            caption: sheet.caption(Some(quantity.outcome), subtitle, language),
            title,
            subtitle: subtitle.to_owned(),
        }
    };
    sheet.draw("factors", Some(index), words, |canvas, top, language| bars(canvas, top, sheet, index, language))
}

fn rows(sheet: &Sheet, index: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let kinds = drawn(sheet.study.method);
    let (leading, _) = kinds[kinds.len() - 1];
    for role in [Role::Lever, Role::Assumption] {
        let mut found: Vec<(f64, usize)> = sheet
            .findings
            .measures
            .iter()
            .filter(|m| m.quantity == index && m.kind == leading && sheet.study.factors[m.factor].role == role)
            .filter(|m| !m.value.is_nan())
            .map(|m| (m.value.abs(), m.factor))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        if !found.is_empty() {
            rows.push(Row::Heading(role));
            rows.extend(found.into_iter().take(MOST).map(|(_, factor)| Row::Factor(factor)));
        }
    }
    rows
}

fn bars(canvas: &mut Canvas, top: f64, sheet: &Sheet, index: usize, language: Language) -> f64 {
    let quantity = sheet.study.quantities()[index];
    let (method, outcome_unit) = (sheet.study.method, sheet.study.outcomes[quantity.outcome].unit);
    // Indices are shares, correlations have no unit.
    let unit = match method {
        Method::Factorial | Method::Morris => outcome_unit,
        Method::Sobol => "share",
        _ => "",
    };
    let kinds = drawn(method);
    let rows = rows(sheet, index);
    let mut top = top;
    if method == Method::Sobol {
        top = legend(
            canvas,
            top,
            &[
                (&|c, x, y| c.mark((x + 10.0, y), Mark::Disc, Colour::BLUE), language.pick("alone", "单独").into()),
                (
                    &|c, x, y| c.mark((x + 10.0, y), Mark::Square, Colour::VERMILION),
                    language.pick("in all, also with others", "总计（含共同作用）").into(),
                ),
            ],
        );
    }
    let of = |factor: usize, kind: &str| -> Option<&Measure> {
        let mut all = sheet.findings.measures.iter();
        all.find(|m| m.quantity == index && m.factor == factor && m.with.is_none() && m.kind == kind)
    };
    let shown = rows.iter().filter_map(|row| if let Row::Factor(factor) = row { Some(*factor) } else { None });
    let measures: Vec<&Measure> =
        shown.flat_map(|factor| kinds.iter().filter_map(move |(kind, _)| of(factor, kind))).collect();
    let ends = measures.iter().flat_map(|m| [m.value, m.low, m.high]).chain([0.0]);
    let bottom = top + ROW * rows.len() as f64 + 4.0;
    let plot = Plot { edges: (NAMES + 6.0, top, WIDTH - 8.0, bottom), x: range(ends, 0.04), y: (0.0, 1.0) };
    let marks = ticks(plot.x, 4);
    for mark in &marks {
        let x = plot.across(*mark);
        canvas.line(&[(x, top), (x, bottom)], Pen::new(Colour::FAINT, 0.6));
    }
    let zero = plot.across(0.0);
    canvas.line(&[(zero, top), (zero, bottom)], Pen::new(Colour::GREY, 0.9));
    for (number, row) in rows.iter().enumerate() {
        let y = top + ROW * (number as f64 + 0.5);
        match row {
            Row::Heading(which) => {
                let text = cut(role(*which, language), WIDTH, SMALL, true);
                canvas.text((0.0, y + 1.5), &text, Anchor::Start, Type { bold: true, ..Type::NOTE });
            }
            Row::Factor(factor) => {
                sheet.label(canvas, *factor, NAMES, y, language);
                for (place, (kind, colour)) in kinds.iter().enumerate() {
                    let Some(measure) = of(*factor, kind) else { continue };
                    let y = y + if kinds.len() > 1 { 4.4 * (place as f64 * 2.0 - 1.0) } else { 0.0 };
                    let x = plot.across(measure.value);
                    let is_bar = kinds.len() == 1;
                    if is_bar {
                        canvas.rect((zero.min(x), y - 4.5), (zero.max(x), y + 4.5), colour.fade(0.55));
                    }
                    if !measure.low.is_nan() {
                        let ends = [(plot.across(measure.low), y), (plot.across(measure.high), y)];
                        canvas.line(&ends, Pen::new(if is_bar { Colour::INK } else { *colour }, 1.0));
                    }
                    if !is_bar {
                        canvas.mark((x, y), if place == 0 { Mark::Disc } else { Mark::Square }, *colour);
                    }
                }
            }
        }
    }
    plot.x_axis(canvas, &marks, |value| tick(value, unit, step(&marks)));
    let label = match method {
        Method::Factorial | Method::Morris => words::unit_of_change(outcome_unit, language).to_owned(),
        Method::Sobol => language.pick("share of variance", "方差占比").to_owned(),
        _ => language.pick("rank correlation", "秩相关").to_owned(),
    };
    canvas.text((WIDTH, bottom + 21.0), &label, Anchor::End, Type::NOTE);
    bottom + 27.0
}
