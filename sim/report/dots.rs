//! Dots: one for each paired difference or for each run, piled up where they lie together. People judge odds from counted dots
//! better than from intervals.

use super::canvas::{Anchor, Canvas, Colour, Pen, SMALL, Type, WIDTH, cut};
use super::captions::{in_steps, pairs, runs, short};
use super::context::{Context, kind, name};
use super::figure::{Entry, Figure, Words, figure, legend};
use super::plot::{Plot, axis, possible, range, signed, step, tick};
use super::words::{self, Pair, pick};
use crate::compare::Difference;
use crate::outcomes::Direction;
use crate::words::Language::{self, Chinese, English};

/// Outcomes that a report shows so: those that the first screen names.
pub(super) const SHOWN: [&str; 4] = crate::table::FIRST;

const TOO_SMALL: Pair = ("less than what matters", "小于最小有意义变化");
const BETTER: Pair = ("better by what matters", "改善且有实质意义");
const WORSE: Pair = ("worse by what matters", "变差且有实质意义");
const HIGHER_OR_LOWER: Pair = ("higher or lower by what matters", "升降且有实质意义");

/// Room for names, and for counts at the right.
const NAMES: f64 = 118.0;
const COUNTS: f64 = 66.0;
const ROW: f64 = 24.0;
const RADIUS: f64 = 1.5;

/// One row: its name, its values, and what stands at its right.
struct Row {
    name: String,
    values: Vec<f64>,
    label: String,
}

/// The paired differences of all scenarios, a figure for each outcome.
pub(super) fn differences(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.iter().filter_map(|outcome| paired(cx, outcome)).collect()
}

/// The values of all runs, a figure for each outcome.
pub(super) fn values(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.iter().filter_map(|outcome| spread_of(cx, outcome)).collect()
}

/// `None` where nothing is compared over the same days.
fn paired(cx: &Context, outcome: &'static str) -> Option<Figure> {
    let before = cx.values(cx.baseline, outcome);
    let of = |scenario: &usize| {
        let d = cx.difference(*scenario, outcome, "all").filter(|d| d.pairs > 0)?;
        let after = cx.values(*scenario, outcome);
        let differences: Vec<f64> = before.iter().zip(after).map(|(a, b)| b - a).filter(|d| d.is_finite()).collect();
        (cx.scenario(*scenario).days == cx.scenario(cx.baseline).days).then_some((*scenario, d, differences))
    };
    let found: Vec<(usize, &Difference, Vec<f64>)> = cx.shown.iter().filter_map(of).collect();
    let (_, first, _) = found.first()?;
    let (unit, direction) = (first.unit, first.direction);
    let words = |language| Words {
        title: name(outcome, language).to_owned(),
        subtitle: subtitle(&cx.title(cx.baseline, language), unit, language),
        caption: caption(cx, direction, language),
    };
    Some(figure(cx, format!("dots-{}", outcome.replace('_', "-")), words, |canvas, top, language| {
        let rows: Vec<Row> = found
            .iter()
            .map(|(scenario, d, values)| Row {
                name: cx.title(*scenario, language),
                values: values.clone(),
                label: counted(d, language),
            })
            .collect();
        let top = key(canvas, top, direction, language);
        let matters = found.iter().map(|(_, d, _)| d.matters).fold(0.0, f64::max);
        let (x, marks) = axis(
            range(rows.iter().flat_map(|row| row.values.iter().copied()).chain([0.0, -matters, matters]), 0.02),
            4,
        );
        let plot = frame(canvas, top, rows.len(), x, &marks, |v| signed(&tick(v, unit, step(&marks))));
        let zero = plot.across(0.0);
        canvas.line(&[(zero, plot.edges.1), (zero, plot.edges.3)], Pen::new(Colour::INK, 1.0));
        for (index, (row, (_, d, _))) in rows.iter().zip(&found).enumerate() {
            write(canvas, &plot, index, row, |value| colour(d, value));
        }
        plot.edges.3 + 17.0
    }))
}

/// `None` where no run has a value.
fn spread_of(cx: &Context, outcome: &'static str) -> Option<Figure> {
    let of = |scenario: usize| {
        let values = cx.values(scenario, outcome);
        (scenario, values.into_iter().filter(|value| value.is_finite()).collect::<Vec<f64>>())
    };
    let own = cx.own().into_iter().filter(|scenario| *scenario != cx.baseline);
    let found: Vec<(usize, Vec<f64>)> =
        std::iter::once(cx.baseline).chain(own).map(of).filter(|(_, values)| !values.is_empty()).collect();
    if found.is_empty() {
        return None;
    }
    let unit = kind(outcome).unit;
    let words = |language| Words {
        title: name(outcome, language).to_owned(),
        subtitle: language.pick("Value of every run; at the right the mean", "每次运行的取值；右侧为平均值").to_owned()
            + &in_unit(words::unit(unit, language), language),
        caption: values_caption(cx, language),
    };
    Some(figure(cx, format!("distribution-{}", outcome.replace('_', "-")), words, |canvas, top, language| {
        let all = found.iter().flat_map(|(_, values)| values.iter().copied());
        let (x, marks) = axis(possible(range(all, 0.02), unit), 4);
        let plot = frame(canvas, top, found.len(), x, &marks, |v| tick(v, unit, step(&marks)));
        for (index, (scenario, values)) in found.iter().enumerate() {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let row = Row {
                name: cx.title(*scenario, language),
                values: values.clone(),
                label: super::plot::value(mean, unit),
            };
            let own = if *scenario == cx.baseline { Colour::INK } else { Colour::BLUE };
            write(canvas, &plot, index, &row, |_| own);
            let (x, floor) = (plot.across(mean), top + ROW * (index as f64 + 1.0));
            canvas.line(&[(x, floor - 1.0), (x, floor - ROW + 5.0)], Pen::baseline());
        }
        plot.edges.3 + 17.0
    }))
}

/// The axis, its grid and the place of the dots.
fn frame(
    canvas: &mut Canvas,
    top: f64,
    rows: usize,
    x: (f64, f64),
    marks: &[f64],
    number: impl Fn(f64) -> String,
) -> Plot {
    let bottom = top + ROW * rows as f64 + 3.0;
    let plot = Plot { edges: (NAMES, top, WIDTH - COUNTS, bottom), x, y: (0.0, 1.0) };
    for mark in marks {
        let x = plot.across(*mark);
        canvas.line(&[(x, top), (x, bottom)], Pen::new(Colour::FAINT, 0.6));
    }
    for row in 1..rows {
        let y = top + ROW * row as f64;
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.5));
    }
    plot.x_axis(canvas, marks, number);
    plot
}

/// Name, dots and label of a row.
fn write(canvas: &mut Canvas, plot: &Plot, index: usize, row: &Row, colour: impl Fn(f64) -> Colour) {
    let (top, floor) = (plot.edges.1 + ROW * index as f64, plot.edges.1 + ROW * (index as f64 + 1.0) - 1.5);
    let small = Type { size: SMALL, ..Type::PLAIN };
    let middle = top + 0.5 * ROW;
    canvas.text((0.0, middle), &cut(&row.name, NAMES - 6.0, SMALL, false), Anchor::Start, small);
    canvas.text((WIDTH, middle), &row.label, Anchor::End, small);
    for (colour, dots) in piles(&row.values, plot, floor, &colour) {
        canvas.dots(&dots, RADIUS, colour);
    }
}

/// The dots of values in piles upwards from a floor, by colour.
fn piles(values: &[f64], plot: &Plot, floor: f64, colour: &dyn Fn(f64) -> Colour) -> Vec<(Colour, Vec<(f64, f64)>)> {
    let mut sorted: Vec<f64> = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let bin = |value: f64| ((plot.across(value) - plot.edges.0) / (2.0 * RADIUS)).floor() as i64;
    let count = |of: i64| sorted.iter().filter(|value| bin(**value) == of).count();
    let most = sorted.iter().map(|value| count(bin(*value))).max().unwrap_or(1);
    // So many as lie in the highest pile have room above each other, overlapping where they must.
    let rise = (2.0 * RADIUS).min((ROW - 3.0 - 2.0 * RADIUS) / (most.max(2) - 1) as f64);
    let mut by_colour: Vec<(Colour, Vec<(f64, f64)>)> = Vec::new();
    let mut before = (i64::MIN, 0);
    for value in sorted {
        let own = bin(value);
        before = if before.0 == own { (own, before.1 + 1) } else { (own, 0) };
        let place = (plot.across(value), floor - RADIUS - rise * f64::from(before.1));
        let ink = colour(value);
        match by_colour.iter_mut().find(|(known, _)| *known == ink) {
            Some((_, dots)) => dots.push(place),
            None => by_colour.push((ink, vec![place])),
        }
    }
    by_colour
}

/// The colour of one pair's difference.
fn colour(d: &Difference, value: f64) -> Colour {
    match d.direction {
        _ if value.abs() < d.matters => Colour(0x9a, 0x9c, 0xa1, 1.0),
        Direction::Neutral => Colour::INK,
        direction if (direction == Direction::Up) == (value > 0.0) => Colour::BLUE,
        _ => Colour::VERMILION,
    }
}

fn key(canvas: &mut Canvas, top: f64, direction: Direction, language: Language) -> f64 {
    let dot = |colour: Colour| move |c: &mut Canvas, x: f64, y: f64| c.dots(&[(x + 10.0, y)], 2.4, colour);
    let (better, worse) = (dot(Colour::BLUE), dot(Colour::VERMILION));
    let (small, neither) = (dot(Colour(0x9a, 0x9c, 0xa1, 1.0)), dot(Colour::INK));
    let word = |words: Pair| pick(words, language).to_owned();
    let mut entries: Vec<Entry> = match direction {
        Direction::Neutral => vec![(&neither, word(HIGHER_OR_LOWER))],
        _ => vec![(&better, word(BETTER)), (&worse, word(WORSE))],
    };
    entries.push((&small, word(TOO_SMALL)));
    legend(canvas, top, &entries)
}

/// In how many pairs the scenario is better.
fn counted(d: &Difference, language: Language) -> String {
    let (count, all) = (d.better_in, d.pairs);
    match (d.direction, language) {
        (Direction::Neutral, English) => format!("higher {count} of {all}"),
        (Direction::Neutral, Chinese) => format!("{count}/{all}对升高"),
        (_, English) => format!("better {count} of {all}"),
        (_, Chinese) => format!("{count}/{all}对改善"),
    }
}

fn in_unit(unit: &str, language: Language) -> String {
    match language {
        English => format!(" ({unit})"),
        Chinese => format!("（{unit}）"),
    }
}

fn subtitle(baseline: &str, unit: &str, language: Language) -> String {
    let unit = in_unit(words::unit_of_change(unit, language), language);
    match language {
        English => format!("Difference from {}, a dot for each pair of runs{unit}", short(baseline)),
        Chinese => format!("与“{}”的差异，每对运行一点{unit}", short(baseline)),
    }
}

fn caption(cx: &Context, direction: Direction, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), in_steps(cx, language));
    let count = match direction {
        Direction::Neutral => language.pick("higher at all", "升高"),
        _ => language.pick("better at all, by however little", "改善（无论大小）"),
    };
    match language {
        English => format!(
            "Every dot is one of {pairs}, at the difference of that pair; dots that lie together are piled up. At the right, the pairs in which the scenario is {count}: a count, not evidence.{rest}"
        ),
        Chinese => format!(
            "每点为{pairs}中的一对，位置为该对的差异；位置相近的点向上堆叠。右侧为方案{count}的对数，仅为计数，并非证据。{rest}"
        ),
    }
}

fn values_caption(cx: &Context, language: Language) -> String {
    let (runs, rest) = (runs(cx.results.replicates, language), in_steps(cx, language));
    match language {
        English => format!(
            "Every dot is one of {runs} of a scenario; dots that lie together are piled up, and the broken line is the mean. How far dots lie apart is chance inside the model and, where cities are drawn, the difference between cities.{rest}"
        ),
        Chinese => format!(
            "每点为方案{runs}中的一次；位置相近的点向上堆叠，虚线为平均值。各点之间的差别来自模型内部的随机性；城市为抽取所得时，也来自城市之间的差异。{rest}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn piles_keep_to_their_row_and_lose_no_dot() {
        let plot = Plot { edges: (0.0, 0.0, 100.0, ROW), x: (0.0, 1.0), y: (0.0, 1.0) };
        let values: Vec<f64> = (0..40).map(|at| if at < 30 { 0.5 } else { f64::from(at) / 40.0 }).collect();
        let piles = piles(&values, &plot, ROW - 1.5, &|value| if value > 0.8 { Colour::BLUE } else { Colour::INK });
        let dots: Vec<(f64, f64)> = piles.iter().flat_map(|(_, dots)| dots.iter().copied()).collect();
        assert_eq!((dots.len(), piles.len()), (40, 2));
        assert!(dots.iter().all(|(_, y)| (RADIUS..=ROW - RADIUS).contains(y)), "{dots:?}");
    }
}
