//! Regret: how far each scenario falls behind the best one of each world, on average and at worst, outcome by outcome.

use super::super::canvas::{Anchor, Colour, Mark, Pen, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words, legend};
use super::super::plot::{Plot, axis, range, step, tick};
use super::Sheet;
use crate::study::goals::Robust;
use crate::study::subject::{OutcomeIndex, Quantity};
use crate::words::Language;

const ROW: f64 = 17.0;
const NAMES: f64 = 120.0;

/// A figure for every outcome that has a better side.
pub(super) fn figures_of(sheet: &Sheet, robust: &[Robust]) -> Vec<Figure> {
    let outcomes = sheet.study.outcomes.places();
    outcomes
        .filter(|outcome| robust.iter().any(|r| r.outcome == *outcome))
        .map(|outcome| one(sheet, robust, outcome))
        .collect()
}

fn one(sheet: &Sheet, robust: &[Robust], outcome: OutcomeIndex) -> Figure {
    let kind = sheet.study.outcomes[outcome];
    let mut rows: Vec<_> = robust.iter().filter(|robust| robust.outcome == outcome).collect();
    rows.sort_by(|a, b| a.regret.max.total_cmp(&b.regret.max));
    let words = |language: Language| {
        let name = language.pick(kind.name_en, kind.name_zh);
        let title = match language {
            Language::English => format!("{name}: what each policy may make one regret"),
            Language::Chinese => format!("{name}：各政策可能的遗憾"),
        };
        let subtitle = language.pick(
            "how far it falls behind the best policy of the same world; least to regret at worst first",
            "与同一世界最优政策的差距；最坏遗憾最小者在前",
        );
        Words { caption: sheet.caption(Some(outcome), subtitle, language), title, subtitle: subtitle.to_owned() }
    };
    sheet.draw("regret", Some(Quantity::of(outcome)), words, |canvas, top, language| {
        let top = legend(
            canvas,
            top,
            &[
                (&|c, x, y| c.mark((x + 10.0, y), Mark::Disc, Colour::BLUE), language.pick("mean", "平均").into()),
                (
                    &|c, x, y| c.mark((x + 10.0, y), Mark::Square, Colour::VERMILION),
                    language.pick("at worst", "最坏").into(),
                ),
            ],
        );
        let bottom = top + ROW * rows.len() as f64 + 4.0;
        let (_, high) = range(rows.iter().map(|robust| robust.regret.max).chain([0.0]), 0.06);
        let (x, marks) = axis((0.0, high), 4);
        let plot = Plot { edges: (NAMES + 8.0, top, WIDTH - 8.0, bottom), x, y: (0.0, 1.0) };
        for mark in &marks {
            let x = plot.across(*mark);
            canvas.line(&[(x, top), (x, bottom)], Pen::new(Colour::FAINT, 0.6));
        }
        for (number, robust) in rows.iter().enumerate() {
            let y = top + ROW * (number as f64 + 0.5);
            let scenario = &sheet.study.scenarios[robust.scenario];
            let name = cut(language.pick(&scenario.title, &scenario.title_zh), NAMES, SMALL, false);
            canvas.text((0.0, y), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
            if robust.regret.max.is_finite() {
                let (mean, max) = (plot.across(robust.regret.mean), plot.across(robust.regret.max));
                canvas.line(&[(mean, y), (max, y)], Pen::new(Colour::GREY, 0.9));
                canvas.mark((mean, y), Mark::Disc, Colour::BLUE);
                canvas.mark((max, y), Mark::Square, Colour::VERMILION);
            }
        }
        plot.x_axis(canvas, &marks, |value| tick(value, kind.unit, step(&marks)));
        let unit = super::words::unit_of_change(kind.unit, language);
        canvas.text((WIDTH, bottom + 21.0), unit, Anchor::End, Type::NOTE);
        bottom + 27.0
    })
}
