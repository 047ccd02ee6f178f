//! Grid maps: baseline and scenario on one scale, and their difference, on the baseline's grids.

use super::canvas::{Anchor, Canvas, Colour, Pen, Point, SMALL, Type, WIDTH};
use super::captions::runs;
use super::context::{Context, kind, name};
use super::figure::{Figure, Words, figure, slug};
use super::plot::value;
use super::words::{self, Pair, pick};
use crate::outcomes::Direction;
use crate::results::GridMean;
use crate::table::figures;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("Where it happens", "空间分布");
const DIFFERENCE: Pair = ("difference", "差异");

/// Outcomes that have maps.
pub(super) const SHOWN: [&str; 2] = ["satisfaction", "closed_case_days"];

/// Above so many grids a map shows communities instead: cells would be too small to see, and the file too large to open.
const CELLS: usize = 1_500;

/// Cells of a map: place, side, value.
struct Map {
    cells: Vec<(Point, f64, f64)>,
}

/// The maps of a scenario.
pub(super) fn figures(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.iter().filter_map(|outcome| of_scenario(cx, scenario, outcome)).collect()
}

/// The maps of one outcome; `None` where there are no grids.
fn of_scenario(cx: &Context, scenario: usize, outcome: &'static str) -> Option<Figure> {
    let before = map(cx, cx.baseline, outcome)?;
    let after = if scenario == cx.baseline { None } else { map(cx, scenario, outcome) };
    // Buildings do not move, so that the same place is the same grid.
    let change = after.as_ref().map(|after| Map {
        cells: before
            .cells
            .iter()
            .filter_map(|(place, side, value)| {
                let there = after.cells.iter().find(|(other, ..)| near(*other, *place))?;
                Some((*place, *side, there.2 - value))
            })
            .collect(),
    });
    let unit = kind(outcome).unit;
    let finite = |map: &Map| map.cells.iter().map(|cell| cell.2).filter(|v| v.is_finite()).collect::<Vec<_>>();
    let values: Vec<f64> = [Some(&before), after.as_ref()].into_iter().flatten().flat_map(finite).collect();
    let scale = ends(&values)?;
    let most = change.as_ref().map_or(0.0, |map| finite(map).into_iter().fold(0.0, |most: f64, v| most.max(v.abs())));
    let communities =
        cx.results.grids.iter().filter(|grid| grid.scenario == cx.scenario(cx.baseline).name).count() > CELLS;
    let words = |language: Language| Words {
        title: format!("{}{}{}", pick(TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: subtitle(name(outcome, language), words::unit(unit, language), communities, language),
        caption: caption(cx, name(outcome, language), after.is_some(), communities, language),
    };
    let id = format!("map-{}-{}", outcome.replace('_', "-"), slug(scenario, &cx.scenario(scenario).name));
    Some(figure(cx, id, words, |canvas, top, language| {
        let shade = |value: f64| sequential((value - scale.0) / (scale.1 - scale.0));
        let ends = [value(scale.0, unit), value(scale.1, unit)];
        let Some((after, change)) = after.as_ref().zip(change.as_ref()) else {
            let bottom = draw(canvas, (0.0, top), 200.0, &before, &shade, None);
            ramp(canvas, (230.0, top + 10.0), 90.0, &sequential, &ends);
            return bottom;
        };
        // Blue is better everywhere, also where less is better.
        let good = if kind(outcome).direction == Direction::Down { -1.0 } else { 1.0 };
        let room = 104.0;
        let columns = [0.0, 118.0, 236.0];
        let titles = [words::BASELINE, words::SCENARIO, DIFFERENCE];
        for (x, title) in columns.iter().zip(titles) {
            canvas.text((*x, top + 5.0), pick(title, language), Anchor::Start, Type { size: SMALL, ..Type::BOLD });
        }
        let contrast = |value: f64| diverging(if most > 0.0 { good * value / most } else { 0.0 });
        let y = top + 14.0;
        let mut bottom = draw(canvas, (columns[0], y), room, &before, &shade, None);
        bottom = bottom.max(draw(canvas, (columns[1], y), room, after, &shade, None));
        bottom = bottom.max(draw(canvas, (columns[2], y), room, change, &contrast, Some(most)));
        bottom += 8.0;
        ramp(canvas, (columns[0], bottom), room + 118.0, &sequential, &ends);
        let decimals = figures::decimals(unit, scale.1, 2.0 * most);
        let ends = [-most, most].map(|end| figures::end(end, unit, decimals));
        ramp(canvas, (columns[2], bottom), room, &|share| diverging(good * (2.0 * share - 1.0)), &ends);
        bottom + 24.0
    }))
}

fn near(a: Point, b: Point) -> bool {
    (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6
}

fn ends(values: &[f64]) -> Option<(f64, f64)> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return None;
    }
    // One value only: the scale still needs two ends.
    Some(if low < high { (low, high) } else { (low - 0.5, high + 0.5) })
}

/// The cells of a scenario: grids, or communities where there are too many grids.
fn map(cx: &Context, scenario: usize, outcome: &str) -> Option<Map> {
    let name = &cx.scenario(scenario).name;
    let grids: Vec<&GridMean> = cx.results.grids.iter().filter(|grid| grid.scenario == *name).collect();
    let value = |grid: &GridMean| grid.values.iter().find(|(id, _)| *id == outcome).map(|(_, value)| *value);
    if !grids.iter().any(|grid| value(grid).is_some_and(f64::is_finite)) {
        return None;
    }
    let mut communities: Vec<Vec<&GridMean>> = Vec::new();
    for grid in &grids {
        match communities.last_mut() {
            Some(last) if last[0].community == grid.community => last.push(grid),
            _ => communities.push(vec![grid]),
        }
    }
    let mut cells = Vec::new();
    for community in &communities {
        // A community is a unit square in which its grids stand row by row.
        let side = 1.0 / (community.len() as f64).sqrt().ceil();
        if grids.len() > CELLS {
            let known: Vec<(f64, f64)> = community
                .iter()
                .filter_map(|grid| value(grid).map(|v| (grid.residents, v)))
                .filter(|(_, v)| v.is_finite())
                .collect();
            let people: f64 = known.iter().map(|(residents, _)| residents).sum();
            let mean = known.iter().map(|(residents, value)| residents * value).sum::<f64>() / people;
            cells.push((community[0].place, 1.0, mean));
        } else {
            cells.extend(community.iter().map(|grid| (grid.place, side, value(grid).unwrap_or(f64::NAN))));
        }
    }
    Some(Map { cells })
}

/// Draws a map in a square; returns its bottom. With `signs`, cells well away from zero say which way in black and white.
fn draw(
    canvas: &mut Canvas,
    (x0, y0): Point,
    room: f64,
    map: &Map,
    colour: &dyn Fn(f64) -> Colour,
    signs: Option<f64>,
) -> f64 {
    // The communities are unit squares, not all of them full of grids.
    let corners: std::collections::BTreeSet<(i64, i64)> = map
        .cells
        .iter()
        .map(|(place, ..)| ((place.0 + 1e-6).floor() as i64, (place.1 + 1e-6).floor() as i64))
        .collect();
    let ends = |of: fn(&(i64, i64)) -> i64| {
        let (first, last) = (corners.iter().map(of).min(), corners.iter().map(of).max());
        (first.unwrap_or(0) as f64, last.unwrap_or(0) as f64 + 1.0)
    };
    let ((left, right), (low, high)) = (ends(|corner| corner.0), ends(|corner| corner.1));
    let unit = (room / (right - left)).min(1.3 * room / (high - low));
    for (place, side, value) in &map.cells {
        let (x, y) = (x0 + (place.0 - left) * unit, y0 + (place.1 - low) * unit);
        let (from, to) = ((x + 0.25, y + 0.25), (x + side * unit - 0.25, y + side * unit - 0.25));
        if !value.is_finite() {
            canvas.line(&[from, to], Pen::new(Colour::FAINT, 0.5));
            continue;
        }
        canvas.rect(from, to, colour(*value));
        if signs.is_some_and(|most| value.abs() > 0.25 * most) {
            let (cx, cy, r) = (0.5 * (from.0 + to.0), 0.5 * (from.1 + to.1), 0.26 * side * unit);
            let pen = Pen::new(Colour::INK, 0.7);
            canvas.line(&[(cx - r, cy), (cx + r, cy)], pen);
            if *value > 0.0 {
                canvas.line(&[(cx, cy - r), (cx, cy + r)], pen);
            }
        }
    }
    // Frames of the communities help the eye to find a place again; where each cell is a community there is nothing to frame.
    let framed = map.cells.iter().any(|(_, side, _)| *side < 1.0);
    for (x, y) in corners.into_iter().filter(|_| framed) {
        let (x, y) = (x0 + (x as f64 - left) * unit, y0 + (y as f64 - low) * unit);
        let square = [(x, y), (x + unit, y), (x + unit, y + unit), (x, y + unit), (x, y)];
        canvas.line(&square, Pen::new(Colour::INK, 0.8));
    }
    y0 + (high - low) * unit
}

/// A scale of colours with its ends.
fn ramp(canvas: &mut Canvas, (x, y): Point, width: f64, colour: &dyn Fn(f64) -> Colour, ends: &[String; 2]) {
    let steps = 24;
    for step in 0..steps {
        let at = |step: i32| x + width * f64::from(step) / f64::from(steps);
        canvas.rect((at(step), y), (at(step + 1) + 0.1, y + 7.0), colour((f64::from(step) + 0.5) / f64::from(steps)));
    }
    canvas.text((x, y + 14.0), &ends[0], Anchor::Start, Type::NOTE);
    canvas.text(((x + width).min(WIDTH), y + 14.0), &ends[1], Anchor::End, Type::NOTE);
}

/// From light to dark: the order survives a photocopier.
fn sequential(share: f64) -> Colour {
    const STOPS: [Colour; 4] = [
        Colour(0xf7, 0xf4, 0xd8, 1.0),
        Colour(0x8f, 0xc9, 0xc3, 1.0),
        Colour(0x2f, 0x7f, 0xb4, 1.0),
        Colour(0x16, 0x2b, 0x6b, 1.0),
    ];
    between(&STOPS, share)
}

/// Vermilion for worse, white at zero, blue for better.
fn diverging(share: f64) -> Colour {
    const STOPS: [Colour; 3] = [Colour::VERMILION, Colour(0xf6, 0xf6, 0xf4, 1.0), Colour::BLUE];
    between(&STOPS, 0.5 + 0.5 * share)
}

fn between(stops: &[Colour], share: f64) -> Colour {
    let place = share.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
    let below = (place.floor() as usize).min(stops.len() - 2);
    stops[below].mix(stops[below + 1], place - below as f64)
}

fn subtitle(outcome: &str, unit: &str, communities: bool, language: Language) -> String {
    let cells = if communities {
        language.pick("one cell per community", "每格为一个社区")
    } else {
        language.pick("one cell per grid, framed by community", "每格为一个网格，按社区分框")
    };
    match language {
        English => format!("{outcome} ({unit}); {cells}"),
        Chinese => format!("{outcome}（{unit}）；{cells}"),
    }
}

fn caption(cx: &Context, outcome: &str, compared: bool, communities: bool, language: Language) -> String {
    // Where cities are drawn a place is another one in each, so that the map is of the first city.
    let drawn = cx.scenario(cx.baseline).replicates_per_city;
    let runs = runs(cx.results.replicates.min(drawn.unwrap_or(u32::MAX)), language);
    let first = match drawn {
        None => "",
        Some(_) => language.pick(
            " Cities are drawn: this is the first of them, and the others are laid out otherwise.",
            "城市为抽取所得：此图为其中第一座，其余城市的布局各不相同。",
        ),
    };
    let chance = language.pick(
        " One cell has few cases, so that part of what differs between cells is chance. The map is a lattice, not a place on earth.",
        "单个网格案件较少，网格间的差异部分出于偶然。地图为示意格局，并非真实地点。",
    );
    let grids = if communities { "" } else { language.pick(" on the baseline's grids", "（按基准网格）") };
    match (compared, language) {
        (true, English) => format!(
            "{outcome}{grids}, mean of {runs} in each scenario: baseline and scenario on one scale, and the difference, where + and − mark cells beyond a quarter of the scale.{first}{chance}"
        ),
        (true, Chinese) => format!(
            "{outcome}{grids}，每个方案{runs}的平均值：基准与方案使用同一色标；差异图中＋、－标出超过色标四分之一的格子。{first}{chance}"
        ),
        (false, English) => format!("{outcome} by cell, mean of {runs}.{first}{chance}"),
        (false, Chinese) => format!("各格{outcome}，{runs}的平均值。{first}{chance}"),
    }
}
