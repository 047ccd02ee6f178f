//! Ranges of assumptions on a common scale from end to end: what a calibration leaves of them, and the box of a discovery.

use super::super::canvas::{Anchor, Canvas, Colour, Mark, Pen, Type, WIDTH};
use super::super::figure::{Figure, Words, legend};
use super::Sheet;
use crate::statistics::abc::Posterior;
use crate::statistics::prim::Discovery;
use crate::study::subject::FactorIndex;
use crate::study::words::short;
use crate::words::Language;

const ROW: f64 = 28.0;
const NAMES: f64 = 142.0;
/// Assumptions at most.
const MOST: usize = 16;

/// Where a value lies between the ends of a factor's range, on the sheet.
fn across(sheet: &Sheet, factor: FactorIndex, value: f64) -> f64 {
    let (low, high) = sheet.study.factors[factor].ends();
    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
    NAMES + 8.0 + share * (WIDTH - NAMES - 16.0)
}

/// Name, line and ends of a factor; returns the middle of its row.
fn row(canvas: &mut Canvas, sheet: &Sheet, factor: FactorIndex, y: f64, language: Language) -> f64 {
    let (low, high) = sheet.study.factors[factor].ends();
    let middle = y + 10.0;
    sheet.label(canvas, factor, NAMES, middle, language);
    let (left, right) = (across(sheet, factor, low), across(sheet, factor, high));
    canvas.line(&[(left, middle), (right, middle)], Pen::new(Colour::GREY, 0.8));
    canvas.text((left, middle + 10.5), &short(low), Anchor::Start, Type::NOTE);
    canvas.text((right, middle + 10.5), &short(high), Anchor::End, Type::NOTE);
    middle
}

/// Before and after a calibration.
pub(super) fn posterior(sheet: &Sheet, posterior: &Posterior) -> Figure {
    let shrinkage = |factor: FactorIndex| posterior.marginals[factor.index()].shrinkage;
    let mut order: Vec<FactorIndex> = sheet.study.factors.places().collect();
    order.sort_by(|a, b| shrinkage(*a).total_cmp(&shrinkage(*b)));
    order.truncate(MOST);
    let words = |language: Language| {
        let title = language.pick("What the targets say of the assumptions", "目标数据对假设的约束").to_owned();
        let subtitle = language.pick(
            "line: plausible range before; bar: 95% and 50% after; most learnt first",
            "细线：先验范围；色条：后验95%与50%区间；约束最强者在前",
        );
        Words { caption: sheet.caption(None, subtitle, language), title, subtitle: subtitle.to_owned() }
    };
    sheet.draw("posterior", None, words, |canvas, top, language| {
        let mut y = top;
        for factor in &order {
            let middle = row(canvas, sheet, *factor, y, language);
            let at = posterior.marginals[factor.index()].quantiles.map(|value| across(sheet, *factor, value));
            canvas.rect((at[0], middle - 3.0), (at[4], middle + 3.0), Colour::BLUE.fade(0.3));
            canvas.rect((at[1], middle - 3.0), (at[3], middle + 3.0), Colour::BLUE.fade(0.6));
            canvas.mark((at[2], middle), Mark::Disc, Colour::BLUE);
            y += ROW;
        }
        y
    })
}

/// The box of a discovery; the points stand on every line.
pub(super) fn region(sheet: &Sheet, boxes: &Discovery, labels: &[bool]) -> Option<Figure> {
    let region = &boxes.chosen;
    if region.restrictions.is_empty() {
        return None;
    }
    let words = |language: Language| {
        let title = language.pick("Where the criterion holds", "准则在何处成立").to_owned();
        let percent = |share: f64| format!("{:.0}%", 100.0 * share);
        let (density, coverage) = (percent(region.density), percent(region.coverage));
        let subtitle = match language {
            Language::English => format!(
                "bar: the box. It holds at {density} of the points inside; {coverage} of all points with it lie there"
            ),
            Language::Chinese => {
                format!("色条：所发现的区域。区域内{density}的设计点成立；成立的设计点中{coverage}位于其中")
            }
        };
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    Some(sheet.draw("box", None, words, |canvas, top, language| {
        let mark = |canvas: &mut Canvas, x: f64, y: f64, holds: bool| {
            let (colour, up) = if holds { (Colour::VERMILION, -7.0) } else { (Colour::GREY.fade(0.5), 7.0) };
            canvas.line(&[(x, y), (x, y + up)], Pen::new(colour, 0.7));
        };
        let mut y = legend(
            canvas,
            top,
            &[
                (&|c, x, y| mark(c, x + 10.0, y + 3.0, true), language.pick("a point with it", "成立的设计点").into()),
                (
                    &|c, x, y| mark(c, x + 10.0, y - 3.0, false),
                    language.pick("a point without", "不成立的设计点").into(),
                ),
            ],
        ) + 4.0;
        for side in &region.restrictions {
            let factor = FactorIndex::at(side.dimension);
            let middle = row(canvas, sheet, factor, y, language);
            let (low, high) = (across(sheet, factor, side.low), across(sheet, factor, side.high));
            canvas.rect((low, middle - 4.0), (high, middle + 4.0), Colour::VERMILION.fade(0.3));
            for (point, holds) in sheet.responses().points.iter().zip(labels) {
                mark(canvas, across(sheet, factor, point[side.dimension]), middle, *holds);
            }
            y += ROW + 4.0;
        }
        y
    }))
}
