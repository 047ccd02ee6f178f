//! What a search found: all policies that were tried, and those that none betters, in the plane of the first two objectives.

use super::super::canvas::{Anchor, Canvas, Colour, Mark, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, axis, range, step, tick};
use super::Sheet;
use crate::outcomes::Direction;
use crate::study::goals::Objective;
use crate::study::subject::Quantity;
use crate::words::Language;

/// The figure; `None` for a single objective.
pub(super) fn figure_of(sheet: &Sheet, objectives: &[Objective], best: &[usize]) -> Option<Figure> {
    let [upwards, across, ..] = objectives else { return None };
    // Cost, where it is an objective, stands across.
    let cost = objectives.iter().find(|o| sheet.study.outcomes[o.outcome].domain == "cost");
    let across = cost.filter(|cost| cost.outcome != upwards.outcome).unwrap_or(across);
    let axes = [across.clone(), upwards.clone()];
    let words = |language: Language| {
        let name = |axis: usize| {
            let kind = sheet.study.outcomes[axes[axis].outcome];
            language.pick(kind.name_en, kind.name_zh)
        };
        let (tried, best) = (sheet.responses().points.len() - 1, best.len());
        let title = match language {
            Language::English => format!("{} against {}", name(1), name(0).to_lowercase()),
            Language::Chinese => format!("{}与{}", name(1), name(0)),
        };
        let subtitle = match language {
            Language::English => {
                format!("{tried} policies were tried; {best} are Pareto-efficient within the bounds")
            }
            Language::Chinese => format!("共试{tried}项政策；其中{best}项在约束内非劣方案"),
        };
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    let means = axes.each_ref().map(|objective| {
        sheet.responses().means(Quantity { scenario: 0, outcome: objective.outcome, difference: false })
    });
    Some(sheet.draw("front", None, words, |canvas, top, language| {
        let units = axes.each_ref().map(|objective| sheet.study.outcomes[objective.outcome].unit);
        let top = legend(
            canvas,
            top,
            &[
                (
                    &|c, x, y| c.mark((x + 10.0, y), Mark::Disc, Colour::BLUE),
                    language.pick("Pareto-efficient", "非劣方案").into(),
                ),
                (
                    &|c, x, y| c.rect((x + 8.5, y - 1.5), (x + 11.5, y + 1.5), Colour::GREY.fade(0.6)),
                    language.pick("tried", "所试").into(),
                ),
                (&|c, x, y| c.mark((x + 10.0, y), Mark::Square, Colour::INK), language.pick("as it is", "现状").into()),
            ],
        );
        let [(x, x_marks), (y, y_marks)] = [0, 1].map(|side: usize| axis(range(means[side].iter().copied(), 0.02), 4));
        let plot = Plot { edges: (42.0, top + 16.0, WIDTH - 8.0, top + 226.0), x, y };
        let bottom = plot.edges.3;
        plot.y_axis(canvas, &y_marks, |value| tick(value, units[1], step(&y_marks)));
        plot.x_axis(canvas, &x_marks, |value| tick(value, units[0], step(&x_marks)));
        let spot = |point: usize| plot.at(means[0][point], means[1][point]);
        let drawn = |point: &usize| means[0][*point].is_finite() && means[1][*point].is_finite();
        for point in (1..means[0].len()).filter(drawn) {
            let (x, y) = spot(point);
            canvas.rect((x - 1.5, y - 1.5), (x + 1.5, y + 1.5), Colour::GREY.fade(0.6));
        }
        for point in best.iter().filter(|point| drawn(point)) {
            canvas.mark(spot(*point), Mark::Disc, Colour::BLUE);
        }
        if drawn(&0) {
            canvas.mark(spot(0), Mark::Square, Colour::INK);
        }
        let label = |canvas: &mut Canvas, axis: usize, at: (f64, f64), anchor, arrows: [&str; 2]| {
            let kind = sheet.study.outcomes[axes[axis].outcome];
            let arrow = arrows[usize::from(axes[axis].direction == Direction::Down)];
            let better = language.pick("better", "更好");
            let text = format!("{} ({arrow} {better})", language.pick(kind.name_en, kind.name_zh));
            canvas.text(at, &cut(&text, WIDTH, SMALL, false), anchor, Type::NOTE);
        };
        label(canvas, 1, (0.0, top + 6.0), Anchor::Start, ["↑", "↓"]);
        label(canvas, 0, (WIDTH, bottom + 21.0), Anchor::End, ["→", "←"]);
        bottom + 27.0
    }))
}
