//! Backlog over time: how many cases are open, and by how much that changes from week to week.
//!
//! The change is what came in less what left the books, so that its sign says whether the offices keep up.

use super::canvas::{Anchor, Canvas, Colour, Pen, Point, SMALL, Type, WIDTH, cut};
use super::captions::{bands, only_first, points, runs};
use super::context::Context;
use super::fan::{PANELS, across, dated, key, strokes};
use super::figure::{Figure, Words, figure, legend};
use super::plot::{Plot, Time, axis, range, step, tick};
use super::series::{Fan, Rhythm, fan, rhythm};
use super::words::{self, Pair, pick};
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("Backlog: how many cases are open", "积压：在办案件数量");
const OPEN_CASES: Pair = ("open cases per 1,000 residents", "每千名居民在办案件数");
const NET_FLOW: Pair = ("change per week", "每周变化");
const GROWING: Pair = ("the backlog grows", "积压增加");
const SHRINKING: Pair = ("the backlog shrinks", "积压减少");

/// Panels with bands and bars at most: in more of them the bars would be hairs, so that they show medians alone.
const WITH_BARS: usize = 6;

/// The outcome that is drawn.
pub(super) const OUTCOME: &str = "backlog_per_1000";

/// Bars of weeks in which the backlog grows, and of those in which it shrinks; the shade of grey on white.
const GROWS: Colour = Colour::VERMILION;
const SHRINKS: Colour = Colour(0xa2, 0xa4, 0xa7, 1.0);

/// The figure, where there are daily values.
pub(super) fn figures(cx: &Context) -> Vec<Figure> {
    figure_of(cx).into_iter().collect()
}

/// The backlog of every scenario; `None` without daily values.
fn figure_of(cx: &Context) -> Option<Figure> {
    let baseline = fan(cx, cx.baseline, OUTCOME)?;
    let scenarios = cx.own();
    let panels: Vec<(usize, Fan)> =
        scenarios.iter().filter_map(|s| fan(cx, *s, OUTCOME).map(|fan| (*s, fan))).take(PANELS).collect();
    let bars = panels.len() <= WITH_BARS;
    let words = |language| Words {
        title: pick(TITLE, language).to_owned(),
        subtitle: subtitle((bars, cx.counts_years()), panels.len(), scenarios.len(), language),
        caption: caption(cx, bars, panels.len(), scenarios.len(), language),
    };
    Some(figure(cx, "backlog", words, |canvas, top, language| {
        let dates: Vec<_> = panels.iter().map(|(scenario, _)| cx.dated(*scenario)).collect();
        let has_dates = dates.iter().any(|dates| !dates.is_empty());
        let top = if bars {
            key(canvas, top, !cx.others.is_empty(), has_dates, language)
        } else {
            medians(canvas, top, language)
        };
        let top = if bars { key_of_bars(canvas, top, language) } else { top };
        let all = || panels.iter().map(|(_, fan)| fan).chain([&baseline]);
        let drawn = if bars { 0..5 } else { 2..3 };
        let (_, high) =
            range(all().flat_map(|fan| fan.quantiles.iter().flat_map(|q| &q[drawn.clone()]).copied()), 0.05);
        let days = panels.iter().map(|(scenario, _)| cx.scenario(*scenario).days).max().unwrap_or(1);
        let columns = if panels.len() > 2 { 2 } else { 1 };
        let time = Time::of(f64::from(days), if columns == 1 { 6 } else { 5 });
        let (heights, marks) = axis((0.0, high), 3);
        let flows: Vec<Vec<Point>> = panels.iter().map(|(scenario, fan)| flow(cx, *scenario, fan)).collect();
        let most = flows.iter().flatten().map(|(_, change)| change.abs()).fold(1e-6, f64::max);
        let ((_, most), _) = axis((0.0, most), 2);
        let (width, height) = if columns == 1 { (WIDTH, 104.0) } else { (163.0, 52.0) };
        let mut bottom = top;
        for (index, ((scenario, fan), flow)) in panels.iter().zip(&flows).enumerate() {
            let x0 = (index % columns) as f64 * 175.0;
            let y0 = top + (index / columns) as f64 * (height + if bars { 82.0 } else { 40.0 });
            let title = cut(&cx.title(*scenario, language), width, SMALL, true);
            canvas.text((x0, y0 + 6.0), &title, Anchor::Start, Type { size: SMALL, ..Type::BOLD });
            let (left, right) = (x0 + 34.0, x0 + width - 4.0);
            let stock = Plot { edges: (left, y0 + 16.0, right, y0 + 16.0 + height), x: (0.0, time.end), y: heights };
            dated(canvas, &stock, &dates[index]);
            stock.y_axis(canvas, &marks, |v| tick(v, "", step(&marks)));
            let median = |fan: &Fan| -> Vec<Point> {
                fan.days.iter().zip(&fan.quantiles).map(|(day, q)| stock.at(*day, q[2])).collect()
            };
            if bars {
                strokes(canvas, &stock, fan);
            } else {
                canvas.line(&median(fan), Pen::new(Colour::BLUE, 1.8));
            }
            if *scenario != cx.baseline {
                canvas.line(&median(&baseline), Pen::baseline());
            }
            bottom = if bars {
                changes(canvas, (left, right, y0 + height + 26.0), &time, most, flow)
            } else {
                stock.x_axis(canvas, &time.ticks, |day| time.number(day));
                y0 + height + 33.0
            };
        }
        bottom
    }))
}

/// The legend of medians alone.
fn medians(canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let own = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x, y), (x + 16.0, y)], Pen::new(Colour::BLUE, 1.8));
    let baseline = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x, y), (x + 16.0, y)], Pen::baseline());
    let words = [words::MEDIAN, words::BASELINE_MEDIAN].map(|word| pick(word, language).to_owned());
    let [median, of_baseline] = words;
    legend(canvas, top, &[(&own, median), (&baseline, of_baseline)])
}

/// The legend of the bars.
fn key_of_bars(canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let bar =
        |colour: Colour| move |c: &mut Canvas, x: f64, y: f64| c.rect((x + 5.0, y - 4.0), (x + 11.0, y + 4.0), colour);
    let (grows, shrinks) = (bar(GROWS), bar(SHRINKS));
    let words = [GROWING, SHRINKING].map(|word| pick(word, language).to_owned());
    let [more, fewer] = words;
    legend(canvas, top - 3.0, &[(&grows, more), (&shrinks, fewer)])
}

/// Weekly change of the median backlog, by time.
fn flow(cx: &Context, scenario: usize, fan: &Fan) -> Vec<Point> {
    let days = match rhythm(OUTCOME, cx.scenario(scenario).days) {
        Rhythm::Stretch(days) => f64::from(days),
        Rhythm::Monthly => 30.0,
    };
    let ends = fan.days.windows(2).zip(fan.quantiles.windows(2));
    ends.map(|(at, q)| (0.5 * (at[0] + at[1]), (q[1][2] - q[0][2]) * 7.0 / days)).collect()
}

/// Bars of change around zero, in one colour where the backlog grows and in another where it shrinks. Returns where they ended.
fn changes(canvas: &mut Canvas, (left, right, top): (f64, f64, f64), time: &Time, most: f64, flow: &[Point]) -> f64 {
    let bottom = top + 34.0;
    let plot = Plot { edges: (left, top, right, bottom), x: (0.0, time.end), y: (-most, most) };
    let zero = plot.up(0.0);
    let half = ((right - left) / flow.len().max(1) as f64 * 0.36).max(0.3);
    for (day, change) in flow {
        let (x, y) = plot.at(*day, *change);
        let colour = if *change > 0.0 { GROWS } else { SHRINKS };
        canvas.rect((x - half, y.min(zero)), (x + half, y.max(zero)), colour);
    }
    canvas.line(&[(left, zero), (right, zero)], Pen::new(Colour::INK, 0.8));
    for mark in [most, -most] {
        let text = format!("{}{}", if mark > 0.0 { "+" } else { "" }, tick(mark, "", most));
        canvas.text((left - 4.0, plot.up(mark)), &text, Anchor::End, Type::NOTE);
    }
    plot.x_axis(canvas, &time.ticks, |day| time.number(day));
    bottom + 17.0
}

fn subtitle((bars, years): (bool, bool), panels: usize, all: usize, language: Language) -> String {
    let across = across(years, language);
    let first = only_first(panels, all, language);
    let open = language.pick(OPEN_CASES.0, OPEN_CASES.1);
    match (bars, language) {
        (true, English) => format!("Above: {open}; below: {}; {across}.{first}", NET_FLOW.0),
        (true, Chinese) => format!("上：{open}；下：{}；{across}。{first}", NET_FLOW.1),
        (false, English) => format!("Medians of {open}; {across}.{first}"),
        (false, Chinese) => format!("{open}的中位数；{across}。{first}"),
    }
}

/// With `bars` of the weekly change and bands; without, medians alone.
fn caption(cx: &Context, bars: bool, panels: usize, all: usize, language: Language) -> String {
    let points = points(rhythm("backlog_per_1000", cx.scenario(cx.baseline).days), language);
    let (first, runs) = (only_first(panels, all, language), runs(cx.results.replicates, language));
    let rest = if bars { bands(cx.results, language) } else { String::new() };
    match (bars, language) {
        (true, English) => format!(
            "Open cases per 1,000 residents: median of {runs} with the middle 50% and 90%. The bars are the change of that median per week: what came in less what left the books. {points}{first}{rest}"
        ),
        (true, Chinese) => format!(
            "每千名居民的在办案件数：{runs}的中位数及居中50%、90%的范围。柱形为该中位数的每周变化，即新增案件数减去了结案件数。{points}{first}{rest}"
        ),
        (false, English) => format!("Open cases per 1,000 residents: median of {runs}. {points}{first}"),
        (false, Chinese) => format!("每千名居民的在办案件数：{runs}的中位数。{points}{first}"),
    }
}
