//! Morris screening of one quantity: how much a factor matters (mu*) against how much that depends on the others (sigma).

use super::super::canvas::{Anchor, Canvas, Colour, Dash, Mark, Pen, SMALL, Type, WIDTH, cut, width};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, range, step, tick, ticks};
use super::{Sheet, role};
use crate::study::Role;
use crate::words::Language;

/// Factors whose names stand beside their points.
const NAMED: usize = 6;

pub(super) fn figure_of(sheet: &Sheet, index: usize) -> Figure {
    let quantity = sheet.study.quantities()[index];
    let words = |language: Language| {
        let title = sheet.quantity(quantity, language);
        let subtitle = language.pick(
            "each point a factor: to the right it matters more; above the broken line its effect depends on the others",
            "每点为一个因素：越靠右影响越大；虚线以上说明其作用取决于其他因素",
        );
        Words { caption: format!("{title}: {subtitle}."), title, subtitle: subtitle.to_owned() }
    };
    sheet.draw("morris", Some(index), words, |canvas, top, language| scatter(canvas, top, sheet, index, language))
}

fn scatter(canvas: &mut Canvas, top: f64, sheet: &Sheet, index: usize, language: Language) -> f64 {
    let quantity = sheet.study.quantities()[index];
    let unit = sheet.study.outcomes[quantity.outcome].unit;
    let of = |factor: usize, kind: &str| {
        let mut all = sheet.findings.measures.iter();
        all.find(|m| m.quantity == index && m.factor == factor && m.kind == kind).map_or(f64::NAN, |m| m.value)
    };
    let mut spots: Vec<(usize, f64, f64)> = (0..sheet.study.factors.len())
        .map(|factor| (factor, of(factor, "mu_star"), of(factor, "sigma")))
        .filter(|(_, x, y)| x.is_finite() && y.is_finite())
        .collect();
    spots.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (colour, mark) = (
        |factor: usize| if sheet.study.factors[factor].role == Role::Lever { Colour::BLUE } else { Colour::VERMILION },
        |factor: usize| if sheet.study.factors[factor].role == Role::Lever { Mark::Square } else { Mark::Disc },
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
    let plot = Plot { edges: (42.0, top + 14.0, WIDTH - 8.0, top + 214.0), x: (0.0, x_high), y: (0.0, y_high) };
    let (left, plot_top, right, bottom) = plot.edges;
    let (x_marks, y_marks) = (ticks(plot.x, 4), ticks(plot.y, 4));
    plot.y_axis(canvas, &y_marks, |value| tick(value, unit, step(&y_marks)));
    plot.x_axis(canvas, &x_marks, |value| tick(value, unit, step(&x_marks)));
    let reach = x_high.min(y_high);
    canvas.line(&[plot.at(0.0, 0.0), plot.at(reach, reach)], Pen::dashed(Colour::GREY, 0.9, Dash::Strokes));
    for (factor, x, y) in spots.iter().rev() {
        canvas.mark(plot.at(*x, *y), mark(*factor), colour(*factor));
    }
    let mut taken: Vec<f64> = Vec::new();
    for (factor, x, y) in spots.iter().take(NAMED) {
        let (px, py) = plot.at(*x, *y);
        let name = cut(sheet.factor(*factor, language), 150.0, SMALL, false);
        let mut at = (py - 9.0).max(plot_top + 4.0);
        while taken.iter().any(|other| (other - at).abs() < 10.0) && at < bottom {
            at += 2.0;
        }
        taken.push(at);
        let half = 0.5 * width(&name, SMALL, false);
        let middle = px.clamp(left + half, right - half);
        canvas.text((middle, at), &name, Anchor::Middle, Type { size: SMALL, ..Type::PLAIN });
    }
    canvas.text((0.0, top + 5.0), language.pick("spread (sigma)", "离散（σ）"), Anchor::Start, Type::NOTE);
    canvas.text((WIDTH, bottom + 21.0), language.pick("mean size (mu*)", "平均影响（μ*）"), Anchor::End, Type::NOTE);
    bottom + 27.0
}
