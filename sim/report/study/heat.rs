//! A factorial as a map: one cell for each pair of values of the first two factors, one map for each value of the third.

use super::super::canvas::{Anchor, Canvas, Colour, SMALL, Type, WIDTH, cut, width};
use super::super::figure::{Figure, Words};
use super::super::plot::value as written;
use super::Sheet;
use crate::compare::LEVEL;
use crate::statistics::interval::{Sampled, mean};
use crate::study::subject::{FactorIndex, Quantity, QuantityIndex};
use crate::study::words::short;
use crate::table::figures;
use crate::words::Language;

/// Mean of a cell, and whether it differs clearly from zero.
type Cell = (f64, bool);

const LEFT: f64 = 48.0;
const HEIGHT: f64 = 24.0;

/// The figure; `None` unless at least two factors are varied in a factorial. Over further factors than three it is the mean.
pub(super) fn figure_of(sheet: &Sheet, levels: &[Vec<f64>], index: QuantityIndex) -> Option<Figure> {
    let factors = sheet.study.factors.len();
    // A factorial of many switches is no map.
    let count = |factor: usize| levels[factor].len();
    if factors < 2 || (factors > 2 && count(0).min(count(1)) < 3) {
        return None;
    }
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let title = sheet.quantity(quantity, language);
        let (down, across) = (sheet.factor(FactorIndex::at(0), language), sheet.factor(FactorIndex::at(1), language));
        let mut subtitle = match language {
            Language::English => format!("downwards: {down}; across: {across}; mean over runs"),
            Language::Chinese => format!("纵向：{down}；横向：{across}；各次运行平均"),
        };
        if factors > 3 {
            subtitle += language.pick(" and over all else that is varied", "（并对其余因素平均）");
        }
        if quantity.difference && sheet.study.replicates > 1 {
            subtitle += language.pick("; in brackets: the 95% interval holds zero", "；括号内：95%区间包含零");
        }
        Words { caption: sheet.caption(Some(quantity.outcome), &subtitle, language), title, subtitle }
    };
    Some(sheet.draw("map", Some(quantity), words, |canvas, top, language| {
        maps(canvas, top, (sheet, levels), quantity, language)
    }))
}

/// A map for each value of the third factor, or one.
fn maps(
    canvas: &mut Canvas,
    top: f64,
    (sheet, levels): (&Sheet, &[Vec<f64>]),
    quantity: Quantity,
    language: Language,
) -> f64 {
    let third = if sheet.study.factors.len() > 2 { levels[2].clone() } else { vec![f64::NAN] };
    let sides = [levels[0].clone(), levels[1].clone()];
    let responses = sheet.responses();
    let runs: Vec<Vec<f64>> =
        (0..responses.points.len()).map(|point| responses.by_replicate(point, quantity)).collect();
    // The points count in mixed radix: the last factor changes with every one.
    let counts: Vec<usize> = levels.iter().map(Vec::len).collect();
    let level = |point: usize, factor: usize| point / counts[factor + 1..].iter().product::<usize>() % counts[factor];
    // The mean of a cell's points, and whether its sign is clear: over replicates its interval leaves zero out.
    let cell = |at: [usize; 3]| {
        let here = |point: &usize| (0..counts.len().min(3)).all(|factor| level(*point, factor) == at[factor]);
        let own: Vec<&Vec<f64>> = (0..runs.len()).filter(here).map(|point| &runs[point]).collect();
        let of_replicate = |replicate: usize| mean(&own.iter().map(|runs| runs[replicate]).collect::<Vec<_>>());
        let replicates = 0..own.first().map_or(0, |runs| runs.len());
        let values: Vec<f64> = replicates.map(of_replicate).filter(|value| value.is_finite()).collect();
        let sampled = Sampled::of(&values, LEVEL);
        let (low, high) = sampled.judged();
        (sampled.mean, !quantity.difference || low > 0.0 || high < 0.0)
    };
    let cells: Vec<Vec<Vec<Cell>>> = (0..third.len())
        .map(|block| {
            let row = |down: usize| (0..counts[1]).map(|across| cell([down, across, block])).collect();
            (0..counts[0]).map(row).collect()
        })
        .collect();
    let (low, high) = cells
        .iter()
        .flatten()
        .flatten()
        .map(|(mean, _)| *mean)
        .filter(|mean| mean.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(mean), high.max(mean)));
    // A difference is coloured by its sign, a value by how large it is.
    let strength = |mean: f64| {
        if quantity.difference {
            mean / low.abs().max(high.abs()).max(f64::MIN_POSITIVE)
        } else if high > low {
            (mean - low) / (high - low)
        } else {
            0.0
        }
    };
    let mut top = top;
    for (block, rows) in third.iter().zip(&cells) {
        if !block.is_nan() {
            let kind = Type { bold: true, ..Type::NOTE };
            let (name, room) = (sheet.factor(FactorIndex::at(2), language), 0.8 * WIDTH);
            let name =
                if width(name, SMALL, true) > room { &sheet.study.factors[FactorIndex::at(2)].key } else { name };
            let text = format!("{} = {}", cut(name, room, SMALL, true), short(*block));
            canvas.text((0.0, top + 5.0), &text, Anchor::Start, kind);
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
    (sides, rows): (&[Vec<f64>; 2], &[Vec<Cell>]),
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
        for (column, &(cell, is_clear)) in rows[line].iter().enumerate() {
            let x = LEFT + width * column as f64;
            let text = if quantity.difference {
                let text = figures::difference(cell, unit, figures::decimals(unit, cell, cell.abs()), language);
                let text = text.replace(" points", "").replace("百分点", "");
                if is_clear { text } else { format!("({text})") }
            } else {
                written(cell, unit)
            };
            painted(canvas, (x, y), (width, HEIGHT), cell.is_finite().then(|| strength(cell)), &text);
        }
    }
    top + HEIGHT * sides[0].len() as f64 + 2.0
}

/// A cell with its number, the darker the stronger, from -1 (red) to 1 (blue); without a strength it stays white.
pub(super) fn painted(
    canvas: &mut Canvas,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
    strength: Option<f64>,
    text: &str,
) {
    let size = strength.unwrap_or(0.0);
    let colour = if size < 0.0 { Colour::VERMILION } else { Colour::BLUE };
    let paper = strength.map_or(Colour::WHITE, |_| Colour::WHITE.mix(colour, 0.06 + 0.84 * size.abs()));
    canvas.rect((x + 0.5, y + 0.5), (x + width - 0.5, y + height - 0.5), paper);
    let ink = if size.abs() > 0.7 { Colour::WHITE } else { Colour::INK };
    let text = cut(text, width - 2.0, SMALL, false);
    let kind = Type { size: SMALL, bold: false, colour: ink };
    canvas.text((x + 0.5 * width, y + 0.5 * height), &text, Anchor::Middle, kind);
}
