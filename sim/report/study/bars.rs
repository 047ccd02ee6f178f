//! What factors do to one quantity, the strongest first: bars for effects, marks for indices, with their intervals.

use super::super::canvas::{Anchor, Canvas, Colour, Mark, Pen, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, axis, range, step, tick};
use super::super::words;
use super::{Sheet, role};
use crate::study::factor::Role;
use crate::study::measure::{Measure, ranked};
use crate::study::picture::{Scale, Style};
use crate::study::subject::{FactorIndex, QuantityIndex};
use crate::words::Language;

const ROW: f64 = 22.0;
const NAMES: f64 = 142.0;
/// Factors of a role, at most.
const MOST: usize = 12;

/// A row: a role's heading or a factor.
enum Row {
    Heading(Role),
    Factor(FactorIndex),
}

/// The measures that are drawn, each with its colour.
fn drawn(style: &Style) -> Vec<(&'static str, Colour)> {
    style.measures.iter().copied().zip([Colour::BLUE, Colour::VERMILION]).collect()
}

pub(super) fn figure_of(sheet: &Sheet, style: &Style, measures: &[Measure], index: QuantityIndex) -> Figure {
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let subtitle = language.pick(style.drawn.0, style.drawn.1);
        let title = sheet.quantity(quantity, language);
        Words {
            caption: sheet.caption(Some(quantity.outcome), subtitle, language),
            title,
            subtitle: subtitle.to_owned(),
        }
    };
    sheet.draw("factors", Some(quantity), words, |canvas, top, language| {
        bars(canvas, top, sheet, (style, measures), index, language)
    })
}

fn rows(sheet: &Sheet, style: &Style, measures: &[Measure], index: QuantityIndex) -> Vec<Row> {
    let mut rows = Vec::new();
    for role in [Role::Lever, Role::Assumption] {
        let of_role = |factor: FactorIndex| sheet.study.factors[factor].role == role;
        let found = ranked(measures, style.leading(), index, &of_role);
        if !found.is_empty() {
            rows.push(Row::Heading(role));
            rows.extend(found.into_iter().take(MOST).map(Row::Factor));
        }
    }
    rows
}

fn bars(
    canvas: &mut Canvas,
    top: f64,
    sheet: &Sheet,
    (style, measures): (&Style, &[Measure]),
    index: QuantityIndex,
    language: Language,
) -> f64 {
    let quantity = sheet.study.quantities()[index];
    let outcome_unit = sheet.study.outcomes[quantity.outcome].unit;
    let unit = match style.scale {
        Scale::Unit => outcome_unit,
        Scale::Variance => "share",
        Scale::Correlation => "",
    };
    let kinds = drawn(style);
    let rows = rows(sheet, style, measures, index);
    let mut top = top;
    if kinds.len() > 1 {
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
    let of = |factor: FactorIndex, kind: &str| Measure::find(measures, index, factor, kind);
    let shown = rows.iter().filter_map(|row| if let Row::Factor(factor) = row { Some(*factor) } else { None });
    let shown: Vec<&Measure> =
        shown.flat_map(|factor| kinds.iter().filter_map(move |(kind, _)| of(factor, kind))).collect();
    let ends = shown.iter().flat_map(|m| [m.value, m.low, m.high]).chain([0.0]);
    let bottom = top + ROW * rows.len() as f64 + 4.0;
    let (x, marks) = axis(range(ends, 0.0), 4);
    let plot = Plot { edges: (NAMES + 6.0, top, WIDTH - 8.0, bottom), x, y: (0.0, 1.0) };
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
    let label = match style.scale {
        Scale::Unit => words::unit_of_change(outcome_unit, language).to_owned(),
        Scale::Variance => language.pick("share of variance", "方差占比").to_owned(),
        Scale::Correlation => language.pick("rank correlation", "秩相关").to_owned(),
    };
    canvas.text((WIDTH, bottom + 21.0), &label, Anchor::End, Type::NOTE);
    bottom + 27.0
}
