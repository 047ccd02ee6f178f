//! Tenths of the grids: how an outcome lies from the best served tenth to the worst, in the baseline and in a scenario.

use super::canvas::{Anchor, Canvas, Colour, Mark, Pen, Point, Type, WIDTH};
use super::captions::{intervals, pairs, runs};
use super::context::{Context, kind, name};
use super::figure::{Entry, Figure, Words, figure, legend, slug};
use super::plot::{Plot, axis, possible, range, step, tick};
use super::words::{self, Pair, pick};
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("Across the grids", "网格之间的差距");
const WITH_INTERVAL: Pair = ("scenario, with the 95% interval of its difference", "方案及其差异的95%区间");
const ACROSS: Pair = ("deciles of grids", "网格十分位");
const FASTEST: Pair = ("fastest", "最快");
const SLOWEST: Pair = ("slowest", "最慢");

/// Outcomes that a report shows so.
pub(super) const SHOWN: [&str; 1] = ["closed_case_days"];

/// The sort of groups.
pub(super) const SORT: &str = "grid_decile:";

/// A figure of a scenario for each outcome that has tenths.
pub(super) fn figures(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.iter().filter_map(|outcome| of(cx, scenario, outcome)).collect()
}

/// Mean of the baseline and of the scenario, and the ends of the scenario's interval, by tenth.
struct Tenth {
    number: f64,
    before: f64,
    after: [f64; 3],
}

fn of(cx: &Context, scenario: usize, outcome: &'static str) -> Option<Figure> {
    let compared = scenario != cx.baseline;
    let tenth = |group: &String| {
        let number: f64 = group.strip_prefix(SORT)?.parse().ok()?;
        let (before, after) = if let Some(d) = cx.difference(scenario, outcome, group) {
            (d.baseline_mean, [d.scenario_mean, d.baseline_mean + d.low, d.baseline_mean + d.high])
        } else {
            let (mean, low, high) = cx.mean(scenario, outcome, group);
            (mean, [mean, low, high])
        };
        (before.is_finite() && after[0].is_finite()).then_some(Tenth { number, before, after })
    };
    let tenths: Vec<Tenth> = cx.groups(outcome, SORT.trim_end_matches(':')).iter().filter_map(tenth).collect();
    if tenths.len() < 2 {
        return None;
    }
    let unit = kind(outcome).unit;
    let words = |language: Language| Words {
        title: format!("{}{}{}", pick(TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: match language {
            English => format!("{} ({}); across: {}", name(outcome, language), words::unit(unit, language), ACROSS.0),
            Chinese => format!("{}（{}）；横轴：{}", name(outcome, language), words::unit(unit, language), ACROSS.1),
        },
        caption: caption(cx, name(outcome, language), compared, language),
    };
    let id = format!("deciles-{}-{}", outcome.replace('_', "-"), slug(scenario, &cx.scenario(scenario).name));
    Some(figure(cx, id, words, |canvas, top, language| {
        let top = if compared { key(canvas, top, language) } else { top };
        let values = tenths.iter().flat_map(|tenth| tenth.after.into_iter().chain([tenth.before]));
        let (y, marks) = axis(possible(range(values, 0.03), unit), 4);
        let plot = Plot { edges: (40.0, top + 6.0, WIDTH - 6.0, top + 136.0), x: (0.5, 10.5), y };
        plot.y_axis(canvas, &marks, |v| tick(v, unit, step(&marks)));
        let numbers: Vec<f64> = (1..=10).map(f64::from).collect();
        plot.x_axis(canvas, &numbers, |number| format!("{number:.0}"));
        let below = plot.edges.3 + 21.0;
        canvas.text((plot.edges.0, below), &format!("← {}", pick(FASTEST, language)), Anchor::Start, Type::NOTE);
        canvas.text((plot.edges.2, below), &format!("{} →", pick(SLOWEST, language)), Anchor::End, Type::NOTE);
        if compared {
            let before: Vec<Point> = tenths.iter().map(|tenth| plot.at(tenth.number, tenth.before)).collect();
            canvas.line(&before, Pen::baseline());
        }
        let after: Vec<Point> = tenths.iter().map(|tenth| plot.at(tenth.number, tenth.after[0])).collect();
        canvas.line(&after, Pen::new(Colour::BLUE, 1.4));
        for tenth in &tenths {
            let [_, low, high] = tenth.after;
            if low.is_finite() && high.is_finite() {
                canvas.line(&[plot.at(tenth.number, low), plot.at(tenth.number, high)], Pen::new(Colour::BLUE, 1.1));
            }
            canvas.mark(plot.at(tenth.number, tenth.after[0]), Mark::Disc, Colour::BLUE);
        }
        plot.edges.3 + 27.0
    }))
}

fn key(canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let own = |c: &mut Canvas, x: f64, y: f64| {
        c.line(&[(x + 2.0, y), (x + 18.0, y)], Pen::new(Colour::BLUE, 1.4));
        c.mark((x + 10.0, y), Mark::Disc, Colour::BLUE);
    };
    let dashed = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x + 2.0, y), (x + 18.0, y)], Pen::baseline());
    let entries: [Entry; 2] =
        [(&dashed, pick(words::BASELINE, language).into()), (&own, pick(WITH_INTERVAL, language).into())];
    legend(canvas, top, &entries)
}

fn caption(cx: &Context, outcome: &str, compared: bool, language: Language) -> String {
    let rest = intervals(cx.results, language);
    let sorted = language.pick(
        " Grids are sorted anew in every run, so that a tenth is not the same grids in both scenarios.",
        "网格在每次运行中重新排序，因此同一十分位在两个方案中未必是相同的网格。",
    );
    match (compared, language) {
        (true, English) => {
            format!("{outcome} by tenth of the grids, means from {}.{sorted}{rest}", pairs(cx, language))
        }
        (true, Chinese) => format!("按网格十分位的{outcome}，平均值基于{}。{sorted}{rest}", pairs(cx, language)),
        (false, English) => {
            let runs = runs(cx.results.replicates, language);
            format!("{outcome} by tenth of the grids, means over {runs} with 95% intervals.{sorted}{rest}")
        }
        (false, Chinese) => {
            let runs = runs(cx.results.replicates, language);
            format!("按网格十分位的{outcome}，{runs}的平均值及95%区间。{sorted}{rest}")
        }
    }
}
