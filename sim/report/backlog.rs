//! Backlog over time: how many cases are open, and by how much that changes from week to week.
//!
//! The change is what came in less what left the books, so that its sign says whether the offices keep up.

use super::canvas::{Anchor, Canvas, Colour, Pen, Point, SMALL, Type, WIDTH, cut};
use super::captions;
use super::context::Context;
use super::fan::{PANELS, key, strokes};
use super::figure::{Figure, Words, figure};
use super::plot::{Plot, day_ticks, range, step, tick, ticks};
use super::series::{Fan, Rhythm, fan, rhythm};
use super::words::{self, pick};
use crate::words::Language;

const OUTCOME: &str = "backlog_per_1000";

/// The backlog of every scenario; `None` without daily values.
pub(super) fn figure_of(cx: &Context) -> Option<Figure> {
    let baseline = fan(cx, cx.baseline, OUTCOME)?;
    let scenarios: Vec<usize> = if cx.others.is_empty() { vec![cx.baseline] } else { cx.others.clone() };
    let panels: Vec<(usize, Fan)> =
        scenarios.iter().filter_map(|s| fan(cx, *s, OUTCOME).map(|fan| (*s, fan))).take(PANELS).collect();
    let words = |language| Words {
        title: pick(words::BACKLOG_TITLE, language).to_owned(),
        subtitle: captions::backlog_subtitle(language),
        caption: captions::backlog(cx, panels.len(), scenarios.len(), language),
    };
    Some(figure(cx, "backlog", None, words, |canvas, top, language| {
        let top = key(canvas, top, !cx.others.is_empty(), language);
        let all = || panels.iter().map(|(_, fan)| fan).chain([&baseline]);
        let (_, high) = range(all().flat_map(|fan| fan.quantiles.iter().flatten().copied()), 0.05);
        let days = all().flat_map(|fan| fan.days.iter().copied()).fold(0.0, f64::max);
        let flows: Vec<Vec<Point>> = panels.iter().map(|(scenario, fan)| flow(cx, *scenario, fan)).collect();
        let most = flows.iter().flatten().map(|(_, change)| change.abs()).fold(1e-6, f64::max) * 1.1;
        let columns = if panels.len() > 2 { 2 } else { 1 };
        let (width, height) = if columns == 1 { (WIDTH, 104.0) } else { (163.0, 52.0) };
        let mut bottom = top;
        for (index, ((scenario, fan), flow)) in panels.iter().zip(&flows).enumerate() {
            let x0 = (index % columns) as f64 * 175.0;
            let y0 = top + (index / columns) as f64 * (height + 82.0);
            let title = cut(&cx.title(*scenario, language), width, SMALL, true);
            canvas.text((x0, y0 + 6.0), &title, Anchor::Start, Type { size: SMALL, ..Type::BOLD });
            let (left, right) = (x0 + 34.0, x0 + width - 4.0);
            let stock = Plot { edges: (left, y0 + 16.0, right, y0 + 16.0 + height), x: (0.0, days), y: (0.0, high) };
            let marks = ticks((0.0, high), 3);
            stock.y_axis(canvas, &marks, |v| tick(v, "", step(&marks)));
            strokes(canvas, &stock, fan);
            if *scenario != cx.baseline {
                let line: Vec<Point> =
                    baseline.days.iter().zip(&baseline.quantiles).map(|(d, q)| stock.at(*d, q[2])).collect();
                canvas.line(&line, Pen::baseline());
            }
            bottom = changes(canvas, (left, right, y0 + height + 26.0), days, most, flow, language);
        }
        bottom
    }))
}

/// Weekly change of the median backlog, by time.
fn flow(cx: &Context, scenario: usize, fan: &Fan) -> Vec<Point> {
    let days = match rhythm(OUTCOME, cx.scenario(scenario).days) {
        Rhythm::Mean(days) => f64::from(days),
        Rhythm::Monthly => 30.0,
    };
    let ends = fan.days.windows(2).zip(fan.quantiles.windows(2));
    ends.map(|(at, q)| (0.5 * (at[0] + at[1]), (q[1][2] - q[0][2]) * 7.0 / days)).collect()
}

/// Bars of change around zero: filled where the backlog grows, open where it shrinks. Returns where they ended.
fn changes(
    canvas: &mut Canvas,
    (left, right, top): (f64, f64, f64),
    days: f64,
    most: f64,
    flow: &[Point],
    language: Language,
) -> f64 {
    let bottom = top + 34.0;
    let plot = Plot { edges: (left, top, right, bottom), x: (0.0, days), y: (-most, most) };
    let zero = plot.up(0.0);
    let half = ((right - left) / flow.len().max(1) as f64 * 0.36).max(0.3);
    for (day, change) in flow {
        let (x, y) = plot.at(*day, *change);
        let colour = if *change > 0.0 { Colour::VERMILION } else { Colour::GREY.fade(0.55) };
        canvas.rect((x - half, y.min(zero)), (x + half, y.max(zero)), colour);
    }
    canvas.line(&[(left, zero), (right, zero)], Pen::new(Colour::INK, 0.8));
    let top_mark = ticks((0.0, most), 2).last().copied().filter(|mark| *mark > 0.0).unwrap_or(most);
    for mark in [top_mark, -top_mark] {
        let text = format!("{}{}", if mark > 0.0 { "+" } else { "" }, tick(mark, "", top_mark));
        canvas.text((left - 4.0, plot.up(mark)), &text, Anchor::End, Type::NOTE);
    }
    plot.x_axis(canvas, &day_ticks(days, if right - left > 200.0 { 5 } else { 3 }), |day| {
        captions::day_tick(day, language)
    });
    bottom + 17.0
}
