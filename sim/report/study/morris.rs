//! Morris screening of one quantity: how much a factor matters (mu*) against how much that depends on the others (sigma).

use super::super::canvas::{Anchor, Canvas, Colour, Dash, Mark, Pen, SMALL, Type, WIDTH};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, axis, range, step, tick};
use super::{Sheet, role};
use crate::study::factor::Role;
use crate::study::measure::Measure;
use crate::study::subject::{FactorIndex, QuantityIndex};
use crate::words::Language;

/// Factors that have a number in the drawing and their name below it.
const NAMED: usize = 10;
/// From a point to its number: to the right, above, below, to the left, then further off.
const BESIDE: [(f64, f64); 12] = [
    (8.0, 0.0),
    (7.0, -7.0),
    (7.0, 7.0),
    (0.0, -9.5),
    (0.0, 9.5),
    (-8.0, 0.0),
    (-7.0, -7.0),
    (-7.0, 7.0),
    (14.0, -13.0),
    (14.0, 13.0),
    (-14.0, -13.0),
    (-14.0, 13.0),
];

pub(super) fn figure_of(sheet: &Sheet, measures: &[Measure], index: QuantityIndex) -> Figure {
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let title = sheet.quantity(quantity, language);
        let subtitle = language.pick(
            "each point a factor: to the right it matters more; above the broken line its effect depends on the others. Names of the strongest below",
            "每点为一个因素：越靠右影响越大；虚线以上说明其作用取决于其他因素；下方为影响最大的因素",
        );
        Words {
            caption: sheet.caption(Some(quantity.outcome), subtitle, language),
            title,
            subtitle: subtitle.to_owned(),
        }
    };
    sheet.draw("morris", Some(quantity), words, |canvas, top, language| {
        scatter(canvas, top, (sheet, measures), index, language)
    })
}

fn scatter(
    canvas: &mut Canvas,
    top: f64,
    (sheet, measures): (&Sheet, &[Measure]),
    index: QuantityIndex,
    language: Language,
) -> f64 {
    let quantity = sheet.study.quantities()[index];
    let unit = sheet.study.outcomes[quantity.outcome].unit;
    let of =
        |factor: FactorIndex, kind: &str| Measure::find(measures, index, factor, kind).map_or(f64::NAN, |m| m.value);
    let mut spots: Vec<(FactorIndex, f64, f64)> = sheet
        .study
        .factors
        .places()
        .map(|factor| (factor, of(factor, "mu_star"), of(factor, "sigma")))
        .filter(|(_, x, y)| x.is_finite() && y.is_finite())
        .collect();
    spots.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (colour, mark) = (
        |factor: FactorIndex| {
            if sheet.study.factors[factor].role == Role::Lever { Colour::BLUE } else { Colour::VERMILION }
        },
        |factor: FactorIndex| if sheet.study.factors[factor].role == Role::Lever { Mark::Square } else { Mark::Disc },
    );
    let top = legend(
        canvas,
        top,
        &[
            (&|c, x, y| c.mark((x + 10.0, y), Mark::Square, Colour::BLUE), role(Role::Lever, language).into()),
            (&|c, x, y| c.mark((x + 10.0, y), Mark::Disc, Colour::VERMILION), role(Role::Assumption, language).into()),
        ],
    );
    let (_, x_high) = range(spots.iter().map(|spot| spot.1).chain([0.0]), 0.1);
    let (_, y_high) = range(spots.iter().map(|spot| spot.2).chain([0.0]), 0.1);
    let ((x, x_marks), (y, y_marks)) = (axis((0.0, x_high), 4), axis((0.0, y_high), 4));
    let plot = Plot { edges: (42.0, top + 14.0, WIDTH - 8.0, top + 214.0), x, y };
    let (left, plot_top, right, bottom) = plot.edges;
    plot.y_axis(canvas, &y_marks, |value| tick(value, unit, step(&y_marks)));
    plot.x_axis(canvas, &x_marks, |value| tick(value, unit, step(&x_marks)));
    let reach = x_high.min(y_high);
    canvas.line(&[plot.at(0.0, 0.0), plot.at(reach, reach)], Pen::dashed(Colour::GREY, 0.9, Dash::Strokes));
    for (factor, x, y) in spots.iter().rev() {
        canvas.mark(plot.at(*x, *y), mark(*factor), colour(*factor));
    }
    let places: Vec<(f64, f64)> = spots.iter().map(|(_, x, y)| plot.at(*x, *y)).collect();
    let mut taken = places.clone();
    for (number, (x, y)) in places.iter().enumerate().take(NAMED) {
        let far = |at: (f64, f64)| {
            let gap = |(x, y): &(f64, f64)| ((at.0 - x).abs() / 7.0).max((at.1 - y).abs() / 8.0);
            taken.iter().map(gap).fold(f64::INFINITY, f64::min)
        };
        let around = BESIDE.iter().map(|(right, down)| (x + right, y + down));
        let mut inside =
            around.filter(|at| at.0 > left + 4.0 && at.0 < right && at.1 > plot_top - 6.0 && at.1 < bottom - 4.0);
        let place = inside.clone().find(|at| far(*at) >= 1.0).or_else(|| inside.next()).unwrap_or((*x, y - 9.5));
        if (place.0 - x).abs() > 10.0 {
            canvas.line(&[(*x, *y), place], Pen::new(Colour::GREY, 0.5));
        }
        taken.push(place);
        let kind = Type { size: SMALL, ..Type::PLAIN };
        canvas.text(place, &(number + 1).to_string(), Anchor::Middle, kind);
    }
    canvas.text((0.0, top + 5.0), language.pick("spread (sigma)", "离散（σ）"), Anchor::Start, Type::NOTE);
    canvas.text((WIDTH, bottom + 21.0), language.pick("mean size (mu*)", "平均影响（μ*）"), Anchor::End, Type::NOTE);
    let mut y = bottom + 34.0;
    for (number, (factor, ..)) in spots.iter().take(NAMED).enumerate() {
        let kind = Type { size: SMALL, ..Type::PLAIN };
        canvas.text((12.0, y), &(number + 1).to_string(), Anchor::End, kind);
        for line in sheet.name_lines(*factor, WIDTH - 17.0, language) {
            canvas.text((17.0, y), &line, Anchor::Start, kind);
            y += 11.5;
        }
    }
    y - 2.0
}
