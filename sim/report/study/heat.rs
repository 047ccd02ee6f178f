//! A factorial of two factors as a map: one cell a point.

use super::super::canvas::{Anchor, Canvas, Colour, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words};
use super::super::plot::value as written;
use super::{Sheet, short};
use crate::study::Method;
use crate::words::Language;

/// The figure; `None` unless two factors are varied in a factorial.
pub(super) fn figure_of(sheet: &Sheet, index: usize) -> Option<Figure> {
    if sheet.study.method != Method::Factorial || sheet.study.factors.len() != 2 {
        return None;
    }
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let title = sheet.quantity(quantity, language);
        let (down, across) = (sheet.factor(0, language), sheet.factor(1, language));
        let subtitle = match language {
            Language::English => format!("downwards: {down}; across: {across}; mean over runs"),
            Language::Chinese => format!("纵向：{down}；横向：{across}；各次运行平均"),
        };
        Words { caption: format!("{title}: {subtitle}."), title, subtitle }
    };
    Some(sheet.draw("map", Some(index), words, |canvas, top, _| cells(canvas, top, sheet, index)))
}

fn cells(canvas: &mut Canvas, top: f64, sheet: &Sheet, index: usize) -> f64 {
    let quantity = sheet.study.quantities()[index];
    let unit = sheet.study.outcomes[quantity.outcome].unit;
    let levels = [0, 1].map(|factor| sheet.study.factors[factor].values(sheet.study.design.levels));
    let means = sheet.findings.responses.means(quantity);
    let (low, high) = means
        .iter()
        .filter(|mean| mean.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(*mean), high.max(*mean)));
    let (left, height) = (48.0, 26.0);
    let width = (WIDTH - left) / levels[1].len() as f64;
    for (column, value) in levels[1].iter().enumerate() {
        let x = left + width * (column as f64 + 0.5);
        canvas.text((x, top + 5.0), &short(*value), Anchor::Middle, Type::NOTE);
    }
    let top = top + 13.0;
    for (line, value) in levels[0].iter().enumerate() {
        let y = top + height * line as f64;
        canvas.text((left - 5.0, y + 0.5 * height), &short(*value), Anchor::End, Type::NOTE);
        for column in 0..levels[1].len() {
            // The last factor changes with every point.
            let mean = means[line * levels[1].len() + column];
            let x = left + width * column as f64;
            let share = if high > low { (mean - low) / (high - low) } else { 0.0 };
            let paper =
                if mean.is_finite() { Colour::WHITE.mix(Colour::BLUE, 0.1 + 0.8 * share) } else { Colour::WHITE };
            canvas.rect((x + 0.5, y + 0.5), (x + width - 0.5, y + height - 0.5), paper);
            let ink = if share > 0.5 { Colour::WHITE } else { Colour::INK };
            let text = cut(&written(mean, unit), width - 2.0, SMALL, false);
            let kind = Type { size: SMALL, bold: false, colour: ink };
            canvas.text((x + 0.5 * width, y + 0.5 * height), &text, Anchor::Middle, kind);
        }
    }
    top + height * levels[0].len() as f64 + 2.0
}
