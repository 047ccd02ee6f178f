//! Grid maps: baseline and scenario on one scale, and their difference, on the baseline's grids.

use std::cmp::Ordering;

use super::canvas::{Anchor, Canvas, Colour, Pen, Point, SMALL, Type, WIDTH, cut};
use super::captions::runs;
use super::context::{Context, kind, name};
use super::figure::{Figure, Words, figure, slug};
use super::plot::value;
use super::words::{self, Pair, pick};
use crate::compare::{Verdict, verdict};
use crate::outcomes::Direction;
use crate::outcomes::places::COMMUNITY;
use crate::results::GridMean;
use crate::table::figures;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("Where it happens", "空间分布");
const DIFFERENCE: Pair = ("difference", "差异");

/// Outcomes that have maps.
pub(super) const SHOWN: [&str; 2] = ["satisfaction", "closed_case_days"];

/// A square of this side has room for a name.
const ROOM_FOR_NAMES: f64 = 24.0;

/// Above so many grids a map shows communities instead: cells would be too small to see, and the file too large to open.
const CELLS: usize = 1_500;

/// Cells of a map: place, side, value; and the communities in which they lie.
struct Map {
    cells: Vec<(Point, f64, f64)>,
    communities: Vec<Place>,
}

/// A community on the map, a unit square.
#[derive(Clone)]
struct Place {
    name: String,
    corner: (i64, i64),
    /// Whether the policy names it.
    pilot: bool,
    /// Which way it changes, by its interval over replicates against the smallest change that matters.
    sign: Option<Ordering>,
}

/// What is drawn on the cells of a map.
#[derive(Clone, Copy, PartialEq)]
enum Marks {
    Names,
    Pilots,
    PilotsAndSigns,
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
        communities: judged(cx, scenario, outcome, &before.communities),
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
        caption: caption(cx, name(outcome, language), after.is_some(), communities, language)
            + &marked(cx, change.as_ref(), language),
    };
    let id = format!("map-{}-{}", outcome.replace('_', "-"), slug(scenario, &cx.scenario(scenario).name));
    Some(figure(cx, id, words, |canvas, top, language| {
        let shade = |value: f64| sequential((value - scale.0) / (scale.1 - scale.0));
        let ends = [value(scale.0, unit), value(scale.1, unit)];
        let Some((after, change)) = after.as_ref().zip(change.as_ref()) else {
            let bottom = draw(canvas, (0.0, top), 200.0, &before, &shade, Marks::Names);
            ramp(canvas, (230.0, top + 10.0), 90.0, &sequential, &ends);
            return bottom;
        };
        let after = Map { cells: after.cells.clone(), communities: change.communities.clone() };
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
        let mut bottom = draw(canvas, (columns[0], y), room, &before, &shade, Marks::Names);
        bottom = bottom.max(draw(canvas, (columns[1], y), room, &after, &shade, Marks::Pilots));
        bottom = bottom.max(draw(canvas, (columns[2], y), room, change, &contrast, Marks::PilotsAndSigns));
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
    let (mut cells, mut places) = (Vec::new(), Vec::new());
    for community in &communities {
        let name = community[0].community.clone();
        places.push(Place { name, corner: corner(community[0].place), pilot: false, sign: None });
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
    Some(Map { cells, communities: places })
}

/// The communities with what the policy does there: whether it names them, and which way they change where that is more than
/// chance. Where cities are drawn the map is of one of them, and says nothing of the others.
fn judged(cx: &Context, scenario: usize, outcome: &str, communities: &[Place]) -> Vec<Place> {
    let named = crate::table::named(cx.results, &cx.scenario(scenario).name);
    let one_city = cx.scenario(cx.baseline).replicates_per_city.is_none();
    let judge = |place: &Place| {
        let d = cx.difference(scenario, outcome, &format!("{COMMUNITY}{}", place.name)).filter(|_| one_city);
        let decided = d.filter(|d| !matches!(verdict(d), Verdict::TooSmall | Verdict::NotClear));
        let sign = decided.and_then(|d| d.difference.partial_cmp(&0.0));
        Place { pilot: named.contains(&place.name), sign, ..place.clone() }
    };
    communities.iter().map(judge).collect()
}

/// The corner of the unit square in which a place lies.
fn corner(place: Point) -> (i64, i64) {
    ((place.0 + 1e-6).floor() as i64, (place.1 + 1e-6).floor() as i64)
}

/// Draws a map in a square; returns its bottom.
fn draw(
    canvas: &mut Canvas,
    (x0, y0): Point,
    room: f64,
    map: &Map,
    colour: &dyn Fn(f64) -> Colour,
    marks: Marks,
) -> f64 {
    // The communities are unit squares, not all of them full of grids.
    let corners: std::collections::BTreeSet<(i64, i64)> = map.cells.iter().map(|(place, ..)| corner(*place)).collect();
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
    }
    // Frames of the communities help the eye to find a place again; where each cell is a community there is nothing to frame.
    let framed = map.cells.iter().any(|(_, side, _)| *side < 1.0);
    for (x, y) in corners.into_iter().filter(|_| framed) {
        let (x, y) = (x0 + (x as f64 - left) * unit, y0 + (y as f64 - low) * unit);
        let square = [(x, y), (x + unit, y), (x + unit, y + unit), (x, y + unit), (x, y)];
        canvas.line(&square, Pen::new(Colour::INK, 0.8));
    }
    for place in &map.communities {
        let (x, y) = (x0 + (place.corner.0 as f64 - left) * unit, y0 + (place.corner.1 as f64 - low) * unit);
        mark(canvas, (x, y), unit, place, marks);
    }
    y0 + (high - low) * unit
}

/// Draws what is known of a community on its square.
fn mark(canvas: &mut Canvas, (x, y): Point, unit: f64, place: &Place, marks: Marks) {
    if marks == Marks::Names {
        // A name that is cut to nothing helps nobody.
        if unit >= ROOM_FOR_NAMES {
            let name = cut(&place.name, unit - 3.0, SMALL, false);
            canvas.rect((x + 1.0, y + 1.0), (x + unit - 1.0, y + 3.0 + SMALL), Colour(0xff, 0xff, 0xff, 0.8));
            canvas.text((x + 2.0, y + 2.0 + 0.5 * SMALL), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
        }
        return;
    }
    if place.pilot {
        let (near, far) = ((x + 1.0, y + 1.0), (x + unit - 1.0, y + unit - 1.0));
        canvas.line(&[near, (far.0, near.1), far, (near.0, far.1), near], Pen::new(Colour::INK, 2.2));
    }
    if let Some(sign) = place.sign.filter(|_| marks == Marks::PilotsAndSigns) {
        let (cx, cy, r) = (x + 0.5 * unit, y + 0.5 * unit, 0.22 * unit);
        let pen = Pen::new(Colour::INK, (0.06 * unit).clamp(0.7, 2.0));
        canvas.line(&[(cx - r, cy), (cx + r, cy)], pen);
        if sign == Ordering::Greater {
            canvas.line(&[(cx, cy - r), (cx, cy + r)], pen);
        }
    }
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

/// What stands on the map of the difference.
fn marked(cx: &Context, change: Option<&Map>, language: Language) -> String {
    let Some(change) = change else { return String::new() };
    let known = cx.results.runs[cx.baseline].iter().any(|run| !run.places.is_empty());
    let fixed = cx.scenario(cx.baseline).replicates_per_city.is_none();
    let mut text = String::new();
    if change.communities.iter().any(|place| place.pilot) {
        text += language.pick(" Thick frames: the communities that the policy names.", "粗框为政策指定的社区。");
    }
    if known && fixed {
        text += language.pick(
            " + and − mark communities whose 95% interval over all replicates lies beyond the smallest change that matters; the              others have no sign.",
            "＋、－标出全部重复运行的95%区间整体超过最小有意义变化的社区，其余社区不标。",
        );
    } else {
        text += language.pick(
            " No signs are drawn, because what a single community shows here is not evidence.",
            "图中不标正负号：此处单个社区的差异不足为据。",
        );
    }
    text
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
        " A single cell has few cases, so part of the difference between cells is chance. The map is a scheme, not a real place.",
        "单个网格案件较少，网格间的差异部分出于偶然。地图为示意格局，并非真实地点。",
    );
    let grids = if communities { "" } else { language.pick(" on the baseline's grids", "（按基准网格）") };
    match (compared, language) {
        (true, English) => format!(
            "{outcome}{grids}, mean of {runs} in each scenario: baseline and scenario on one scale, and the difference.{first}{chance}"
        ),
        (true, Chinese) => {
            format!("{outcome}{grids}，每个方案{runs}的平均值：基准与方案使用同一色标，另绘差异图。{first}{chance}")
        }
        (false, English) => format!("{outcome} by cell, mean of {runs}.{first}{chance}"),
        (false, Chinese) => format!("各格{outcome}，{runs}的平均值。{first}{chance}"),
    }
}
