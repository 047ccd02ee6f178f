//! A factorial as a map: one cell for each pair of values of the first two factors, one map for each value of the third.

use super::super::canvas::{Anchor, Canvas, Colour, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words};
use super::super::plot::value as written;
use super::{Sheet, short};
use crate::study::{Method, Quantity};
use crate::table::figures;
use crate::words::Language;

const LEFT: f64 = 48.0;
const HEIGHT: f64 = 24.0;

/// The figure; `None` unless at least two factors are varied in a factorial. Over further factors than three it is the mean.
pub(super) fn figure_of(sheet: &Sheet, index: usize) -> Option<Figure> {
    let factors = sheet.study.factors.len();
    // A factorial of many switches is no map.
    let levels = |factor: usize| levels(sheet, factor).len();
    if sheet.study.method != Method::Factorial || factors < 2 || (factors > 2 && levels(0).min(levels(1)) < 3) {
        return None;
    }
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let title = sheet.quantity(quantity, language);
        let (down, across) = (sheet.factor(0, language), sheet.factor(1, language));
        let mut subtitle = match language {
            Language::English => format!("downwards: {down}; across: {across}; mean over runs"),
            Language::Chinese => format!("纵向：{down}；横向：{across}；各次运行平均"),
        };
        if factors > 3 {
            subtitle += language.pick(" and over all else that is varied", "（并对其余因素平均）");
        }
        Words { caption: format!("{title}: {subtitle}."), title, subtitle }
    };
    Some(sheet.draw("map", Some(index), words, |canvas, top, language| maps(canvas, top, sheet, quantity, language)))
}

fn levels(sheet: &Sheet, factor: usize) -> Vec<f64> {
    sheet.study.factors[factor].values(sheet.study.design.levels)
}

/// A map for each value of the third factor, or one.
fn maps(canvas: &mut Canvas, top: f64, sheet: &Sheet, quantity: Quantity, language: Language) -> f64 {
    let third = if sheet.study.factors.len() > 2 { levels(sheet, 2) } else { vec![f64::NAN] };
    let sides = [levels(sheet, 0), levels(sheet, 1)];
    let means = sheet.findings.responses.means(quantity);
    let points = &sheet.findings.responses.points;
    let mean = |down: f64, across: f64, block: f64| {
        let here = |point: &[f64]| point[0] == down && point[1] == across && (block.is_nan() || point[2] == block);
        let own = points.iter().zip(&means).filter(|(point, mean)| here(point) && mean.is_finite());
        let (sum, count) = own.fold((0.0, 0.0), |(sum, count), (_, mean)| (sum + mean, count + 1.0));
        sum / count
    };
    let cells: Vec<Vec<Vec<f64>>> = third
        .iter()
        .map(|block| {
            let row = |down: &f64| sides[1].iter().map(|across| mean(*down, *across, *block)).collect();
            sides[0].iter().map(row).collect()
        })
        .collect();
    let (low, high) = cells
        .iter()
        .flatten()
        .flatten()
        .filter(|cell| cell.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), cell| (low.min(*cell), high.max(*cell)));
    // A difference is coloured by its sign, a value by how large it is.
    let strength = |cell: f64| match quantity.difference {
        true => cell / low.abs().max(high.abs()).max(f64::MIN_POSITIVE),
        false if high > low => (cell - low) / (high - low),
        false => 0.0,
    };
    let mut top = top;
    for (block, rows) in third.iter().zip(&cells) {
        if !block.is_nan() {
            let text = format!("{} = {}", sheet.factor(2, language), short(*block));
            let kind = Type { bold: true, ..Type::NOTE };
            canvas.text((0.0, top + 5.0), &cut(&text, WIDTH, SMALL, true), Anchor::Start, kind);
            top += 13.0;
        }
        top = map(canvas, top, sheet, quantity, (&sides, rows), (&strength, language)) + 6.0;
    }
    top - 4.0
}

fn map(
    canvas: &mut Canvas,
    top: f64,
    sheet: &Sheet,
    quantity: Quantity,
    (sides, rows): (&[Vec<f64>; 2], &[Vec<f64>]),
    (strength, language): (&dyn Fn(f64) -> f64, Language),
) -> f64 {
    let unit = sheet.study.outcomes[quantity.outcome].unit;
    let width = (WIDTH - LEFT) / sides[1].len() as f64;
    for (column, value) in sides[1].iter().enumerate() {
        let x = LEFT + width * (column as f64 + 0.5);
        canvas.text((x, top + 5.0), &short(*value), Anchor::Middle, Type::NOTE);
    }
    let top = top + 13.0;
    for (line, value) in sides[0].iter().enumerate() {
        let y = top + HEIGHT * line as f64;
        canvas.text((LEFT - 5.0, y + 0.5 * HEIGHT), &short(*value), Anchor::End, Type::NOTE);
        for (column, &cell) in rows[line].iter().enumerate() {
            let x = LEFT + width * column as f64;
            let strength = if cell.is_finite() { strength(cell) } else { 0.0 };
            let colour = if strength < 0.0 { Colour::VERMILION } else { Colour::BLUE };
            let paper =
                if cell.is_finite() { Colour::WHITE.mix(colour, 0.06 + 0.84 * strength.abs()) } else { Colour::WHITE };
            canvas.rect((x + 0.5, y + 0.5), (x + width - 0.5, y + HEIGHT - 0.5), paper);
            let text = if quantity.difference {
                let text = figures::difference(cell, unit, figures::decimals(unit, cell, cell.abs()), language);
                text.replace(" points", "").replace("百分点", "")
            } else {
                written(cell, unit)
            };
            let ink = if strength.abs() > 0.55 { Colour::WHITE } else { Colour::INK };
            let kind = Type { size: SMALL, bold: false, colour: ink };
            let text = cut(&text, width - 2.0, SMALL, false);
            canvas.text((x + 0.5 * width, y + 0.5 * HEIGHT), &text, Anchor::Middle, kind);
        }
    }
    top + HEIGHT * sides[0].len() as f64 + 2.0
}
