//! Dots by resident group: where the baseline puts each, and where the scenario.

use super::canvas::{Anchor, Canvas, Colour, Mark, Pen, SMALL, Type, WIDTH, cut};
use super::captions::{intervals, mean_subtitle, pairs, runs};
use super::context::{Context, kind, name, sign, written};
use super::figure::{Figure, Words, figure, legend, slug};
use super::plot::{Plot, axis, possible, range, step, tick, value};
use super::words::{self, Pair, pick};
use crate::compare::verdict;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("Who gains, who loses", "谁受益、谁受损");
const SINGLE_TITLE: Pair = ("Who fares how", "各群体状况");
const NO_DATA: Pair = ("no data", "无数据");

const ROW: f64 = 16.0;
const NAMES: f64 = 112.0;
const RIGHT: f64 = 274.0;

/// Outcomes that a report shows so.
pub(super) const SHOWN: [&str; 1] = ["satisfaction"];

/// Sorts of groups that it shows.
pub(super) const SORTS: [&str; 6] = ["tenure", "age", "kind", "channel", "post", "desk"];

/// The figure of a scenario; the baseline's own where nothing is compared.
pub(super) fn figures(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Vec<Figure> {
    let compared = scenario != cx.baseline;
    let parts: Vec<(&'static str, Vec<String>)> = outcomes
        .iter()
        .map(|outcome| (*outcome, SORTS.iter().flat_map(|sort| cx.groups(outcome, sort)).collect::<Vec<_>>()))
        .filter(|(_, groups)| !groups.is_empty())
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let words = |language: Language| {
        let title = if compared { TITLE } else { SINGLE_TITLE };
        Words {
            title: format!("{}{}{}", pick(title, language), language.pick(": ", "："), cx.title(scenario, language)),
            subtitle: subtitle(compared, language),
            caption: caption(cx, compared, language),
        }
    };
    let id = format!("groups-{}", slug(scenario, &cx.scenario(scenario).name));
    vec![figure(cx, id, words, |canvas, top, language| {
        let mut y = if compared { key(canvas, top, language) } else { top };
        for (outcome, groups) in &parts {
            let heading = format!("{} ({})", name(outcome, language), words::unit(kind(outcome).unit, language));
            canvas.text((0.0, y + 6.0), &heading, Anchor::Start, Type { size: SMALL, ..Type::BOLD });
            y = part(canvas, y + 14.0, cx, scenario, outcome, groups, language) + 6.0;
        }
        y
    })]
}

fn key(canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let own = |c: &mut Canvas, x: f64, y: f64| {
        c.mark((x + 2.0, y), Mark::Better, Colour::BLUE);
        c.mark((x + 11.0, y), Mark::Worse, Colour::VERMILION);
    };
    let neither = |c: &mut Canvas, x: f64, y: f64| {
        c.mark((x + 2.0, y), Mark::Equal, Colour::GREY);
        c.mark((x + 12.0, y), Mark::Ring, Colour::GREY);
    };
    legend(
        canvas,
        top,
        &[
            (&|c, x, y| c.mark((x + 10.0, y), Mark::Disc, Colour::INK), pick(words::BASELINE, language).into()),
            (&own, better_or_worse(language)),
            (&neither, neither_of_them(language)),
        ],
    )
}

/// The dots of one outcome; returns where they ended.
fn part(
    canvas: &mut Canvas,
    top: f64,
    cx: &Context,
    scenario: usize,
    outcome: &str,
    groups: &[String],
    language: Language,
) -> f64 {
    let unit = kind(outcome).unit;
    let means: Vec<[f64; 2]> = groups
        .iter()
        .map(|group| match cx.difference(scenario, outcome, group) {
            Some(d) => [d.baseline_mean, d.scenario_mean],
            None => [cx.mean(scenario, outcome, group).0; 2],
        })
        .collect();
    // Without a comparison the intervals of the means are drawn, and must fit.
    let ends = groups.iter().filter(|group| cx.difference(scenario, outcome, group).is_none()).flat_map(|group| {
        let (_, low, high) = cx.mean(scenario, outcome, group);
        [low, high]
    });
    let (x, marks) = axis(possible(range(means.iter().flatten().copied().chain(ends), 0.04), unit), 4);
    let bottom = top + ROW * groups.len() as f64;
    let plot = Plot { edges: (NAMES, top, RIGHT, bottom), x, y: (0.0, 1.0) };
    for mark in &marks {
        canvas.line(&[(plot.across(*mark), top), (plot.across(*mark), bottom)], Pen::new(Colour::FAINT, 0.6));
    }
    plot.x_axis(canvas, &marks, |v| tick(v, unit, step(&marks)));
    for (index, (group, [before, after])) in groups.iter().zip(&means).enumerate() {
        let y = top + ROW * (index as f64 + 0.5);
        let small = Type { size: SMALL, ..Type::PLAIN };
        canvas.text((0.0, y), &cut(&words::group(group, language), NAMES - 6.0, SMALL, false), Anchor::Start, small);
        canvas.line(&[(NAMES, y), (RIGHT, y)], Pen::new(Colour::FAINT, 0.5));
        if before.is_nan() || after.is_nan() {
            canvas.text((WIDTH, y), pick(NO_DATA, language), Anchor::End, Type::NOTE);
            continue;
        }
        let (from, to) = (plot.across(*before), plot.across(*after));
        if let Some(d) = cx.difference(scenario, outcome, group) {
            let (mark, colour) = sign(verdict(d));
            canvas.line(&[(from, y), (to, y)], Pen::new(colour, 1.6));
            canvas.mark((from, y), Mark::Disc, Colour::INK);
            canvas.mark((to, y), mark, colour);
            canvas.text((WIDTH, y), &written(d, language).difference, Anchor::End, small);
        } else {
            let (_, low, high) = cx.mean(scenario, outcome, group);
            if low.is_finite() {
                let ends = [low, high].map(|value| (plot.across(value), y));
                canvas.line(&ends, Pen::new(Colour::BLUE, 1.4));
            }
            canvas.mark((to, y), Mark::Disc, Colour::BLUE);
            canvas.text((WIDTH, y), &value(*after, unit), Anchor::End, small);
        }
    }
    bottom + 18.0
}

fn neither_of_them(language: Language) -> String {
    language.pick("too small, not clear", "无实质变化、尚不明确").to_owned()
}

fn better_or_worse(language: Language) -> String {
    language.pick("scenario: better, worse", "方案：改善、变差").to_owned()
}

fn subtitle(compared: bool, language: Language) -> String {
    if compared {
        language
            .pick(
                "From the baseline's mean to the scenario's; at the right the difference",
                "从基准平均值到方案平均值；右侧为差异",
            )
            .to_owned()
    } else {
        mean_subtitle(language)
    }
}

fn caption(cx: &Context, compared: bool, language: Language) -> String {
    let rest = intervals(cx.results, language);
    if !compared {
        let runs = runs(cx.results.replicates, language);
        return match language {
            English => format!("Means over {runs}; lines are 95% intervals.{rest}"),
            Chinese => format!("{runs}的平均值；横线为95%区间。{rest}"),
        };
    }
    let pairs = pairs(cx, language);
    match language {
        English => format!(
            "Means by group from {pairs}. The sign holds the whole 95% interval of the paired difference against the smallest change that matters.{rest}"
        ),
        Chinese => {
            format!("各群体平均值，基于{pairs}。标记由配对差异的整个95%区间与最小有意义变化相比得出。{rest}")
        }
    }
}
