//! Trade-offs: what a scenario gains in one outcome against what it costs in another, with uncertainty crosses and the
//! scenarios that no other betters in both.

use super::canvas::{Anchor, Canvas, Colour, Dash, Mark, Pen, Point, SMALL, Type, WIDTH, cut, width};
use super::captions::{in_steps, intervals, pairs, short};
use super::context::{Context, kind, name};
use super::figure::{Figure, Words, figure, legend};
use super::plot::{Plot, axis, range, signed, step, tick};
use super::words::{self, Pair, pick};
use crate::compare::Difference;
use crate::outcomes::Direction;
use crate::words::Language::{self, Chinese, English};

const FRONT: Pair = ("Pareto-efficient", "非劣方案");

/// Across, upwards, and so on.
pub(super) const SHOWN: [&str; 4] =
    ["cost_yuan_per_resident_year", "satisfaction", "cost_yuan_per_resident_year", "true_resolution_share"];

/// A scenario in the plane of differences from the baseline.
struct Spot {
    scenario: usize,
    at: Point,
    /// Intervals across and upwards.
    reach: [(f64, f64); 2],
}

/// The scatters of pairs of outcomes.
pub(super) fn figures(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.chunks_exact(2).filter_map(|pair| of_outcomes(cx, (pair[0], pair[1]))).collect()
}

/// The scatter of two outcomes; `None` without a scenario to compare.
fn of_outcomes(cx: &Context, (across, upwards): (&'static str, &'static str)) -> Option<Figure> {
    let spot = |scenario: &usize| {
        let (x, y) = (cx.difference(*scenario, across, "all")?, cx.difference(*scenario, upwards, "all")?);
        let reach = |d: &Difference| if d.low.is_nan() { (d.difference, d.difference) } else { (d.low, d.high) };
        let finite = x.difference.is_finite() && y.difference.is_finite();
        finite.then(|| Spot { scenario: *scenario, at: (x.difference, y.difference), reach: [reach(x), reach(y)] })
    };
    let mut spots: Vec<Spot> = cx.shown.iter().filter_map(spot).collect();
    if spots.is_empty() {
        return None;
    }
    spots.push(Spot { scenario: cx.baseline, at: (0.0, 0.0), reach: [(0.0, 0.0); 2] });
    let front =
        front(&spots.iter().map(|spot| spot.at).collect::<Vec<_>>(), [kind(across).direction, kind(upwards).direction]);
    let words = |language| Words {
        title: title(name(upwards, language), name(across, language), language),
        subtitle: subtitle(&cx.title(cx.baseline, language), language),
        caption: caption(cx, &front.iter().map(|at| spots[*at].scenario).collect::<Vec<_>>(), language),
    };
    let usual = across == SHOWN[0];
    let id = if usual { format!("tradeoff-{upwards}") } else { format!("tradeoff-{across}-{upwards}") };
    let id = id.replace('_', "-");
    Some(figure(cx, id, words, |canvas, top, language| {
        let line = |c: &mut Canvas, x: f64, y: f64| {
            c.line(&[(x, y), (x + 16.0, y)], Pen::dashed(Colour::BLUE, 1.0, Dash::Dots));
            c.mark((x + 8.0, y), Mark::Disc, Colour::BLUE);
        };
        let top = legend(
            canvas,
            top,
            &[
                (&line, pick(FRONT, language).into()),
                (&|c, x, y| c.mark((x + 10.0, y), Mark::Ring, Colour::GREY), bettered(language)),
                (&|c, x, y| c.mark((x + 10.0, y), Mark::Square, Colour::INK), pick(words::BASELINE, language).into()),
            ],
        );
        scatter(canvas, top, cx, &spots, &front, [across, upwards], language)
    }))
}

/// Indices of the points that no other point betters in both, from left to right.
fn front(points: &[Point], directions: [Direction; 2]) -> Vec<usize> {
    let good = |point: Point| {
        let oriented = |value: f64, direction| if direction == Direction::Down { -value } else { value };
        (oriented(point.0, directions[0]), oriented(point.1, directions[1]))
    };
    let bettered = |point: Point| {
        let own = good(point);
        points.iter().map(|other| good(*other)).any(|other| other.0 >= own.0 && other.1 >= own.1 && other != own)
    };
    let mut front: Vec<usize> = (0..points.len()).filter(|index| !bettered(points[*index])).collect();
    front.sort_by(|a, b| points[*a].0.total_cmp(&points[*b].0));
    front
}

fn scatter(
    canvas: &mut Canvas,
    top: f64,
    cx: &Context,
    spots: &[Spot],
    front: &[usize],
    outcomes: [&str; 2],
    language: Language,
) -> f64 {
    let ends =
        |side: usize| axis(range(spots.iter().flat_map(move |spot| [spot.reach[side].0, spot.reach[side].1]), 0.06), 4);
    let ((x, x_marks), (y, y_marks)) = (ends(0), ends(1));
    let labels = 21.0;
    let plot = Plot { edges: (42.0, top + labels, WIDTH - 6.0, top + labels + 210.0), x, y };
    let (left, plot_top, right, bottom) = plot.edges;
    let units = outcomes.map(|outcome| kind(outcome).unit);
    plot.y_axis(canvas, &y_marks, |v| signed(&tick(v, units[1], step(&y_marks))));
    plot.x_axis(canvas, &x_marks, |v| signed(&tick(v, units[0], step(&x_marks))));
    let pen = Pen::new(Colour::GREY, 0.8);
    canvas.line(&[plot.at(0.0, plot.y.0), plot.at(0.0, plot.y.1)], pen);
    canvas.line(&[plot.at(plot.x.0, 0.0), plot.at(plot.x.1, 0.0)], pen);
    let arrow = |outcome: &str, arrows: (&str, &str)| {
        let arrow = match kind(outcome).direction {
            Direction::Up => arrows.0,
            Direction::Down => arrows.1,
            Direction::Neutral => return String::new(),
        };
        let word = pick(words::BETTER, language);
        match language {
            English => format!(" ({arrow} {word})"),
            Chinese => format!("（{arrow}{word}）"),
        }
    };
    let title = |axis: usize, arrows| {
        format!("{}{}", change_in(name(outcomes[axis], language), units[axis], language), arrow(outcomes[axis], arrows))
    };
    canvas.text((0.0, top + 6.0), &cut(&title(1, ("↑", "↓")), WIDTH, SMALL, false), Anchor::Start, Type::NOTE);
    canvas.text((WIDTH, bottom + 22.0), &cut(&title(0, ("→", "←")), WIDTH, SMALL, false), Anchor::End, Type::NOTE);
    let steps: Vec<Point> = front.iter().map(|at| plot.at(spots[*at].at.0, spots[*at].at.1)).collect();
    canvas.line(&steps, Pen::dashed(Colour::BLUE, 1.0, Dash::Dots));
    for spot in spots {
        let [x, y] = spot.reach;
        let pen = Pen::new(Colour::GREY.fade(0.8), 0.9);
        canvas.line(&[plot.at(x.0, spot.at.1), plot.at(x.1, spot.at.1)], pen);
        canvas.line(&[plot.at(spot.at.0, y.0), plot.at(spot.at.0, y.1)], pen);
    }
    let taken: Vec<Point> = spots.iter().map(|spot| plot.at(spot.at.0, spot.at.1)).collect();
    // The baseline needs no number: the legend has its square.
    let numbered: Vec<usize> = (0..spots.len()).filter(|index| spots[*index].scenario != cx.baseline).collect();
    let small = Type { size: SMALL, ..Type::PLAIN };
    let places = placed(&taken, numbered.len(), (left, plot_top, right, bottom));
    for (index, place) in numbered.iter().zip(&places) {
        canvas.line(&[taken[*index], *place], Pen::new(Colour::GREY, 0.5));
    }
    for (index, spot) in spots.iter().enumerate() {
        let (mark, colour) = match (spot.scenario == cx.baseline, front.contains(&index)) {
            (true, _) => (Mark::Square, Colour::INK),
            (_, true) => (Mark::Disc, Colour::BLUE),
            _ => (Mark::Ring, Colour::GREY),
        };
        canvas.mark(taken[index], mark, colour);
    }
    for (number, place) in places.into_iter().enumerate() {
        let half = half_width(number);
        canvas.rect((place.0 - half, place.1 - 4.5), (place.0 + half, place.1 + 4.5), Colour::WHITE.fade(0.85));
        canvas.text(place, &(number + 1).to_string(), Anchor::Middle, small);
    }
    // The names in two columns, read downwards.
    let rows = numbered.len().div_ceil(2);
    for (number, index) in numbered.iter().enumerate() {
        let at = ((number / rows) as f64 * 0.5 * WIDTH, bottom + 38.0 + 12.0 * (number % rows) as f64);
        let room = if rows == numbered.len() { WIDTH } else { 0.5 * WIDTH - 22.0 };
        canvas.text((at.0 + 12.0, at.1), &(number + 1).to_string(), Anchor::End, small);
        let title = cx.title(spots[*index].scenario, language);
        canvas.text((at.0 + 17.0, at.1), &cut(&title, room, SMALL, false), Anchor::Start, small);
    }
    bottom + 34.0 + 12.0 * rows as f64
}

/// Half of the width of a number and its margin.
fn half_width(number: usize) -> f64 {
    0.5 * width(&(number + 1).to_string(), SMALL, false) + 0.5
}

/// Where the numbers of the first `count` points stand: each at the nearest place that is free of points and of other
/// numbers, if there is one also with no other point on the line to its own; right above its point where all is taken.
fn placed(points: &[Point], count: usize, (left, top, right, bottom): (f64, f64, f64, f64)) -> Vec<Point> {
    let mut taken: Vec<(Point, f64)> = points.iter().map(|point| (*point, 3.5)).collect();
    let mut places = Vec::new();
    for (number, &own) in points.iter().enumerate().take(count) {
        let half = half_width(number);
        let around = (0..14).flat_map(|ring| {
            let (dx, dy) = (4.5 + half + 4.0 * f64::from(ring), 8.5 + 4.0 * f64::from(ring));
            // Twelve directions of a clock, from half past one on.
            (0..12).map(move |hour| {
                let angle = (f64::from(hour) - 1.5) * std::f64::consts::FRAC_PI_6;
                (own.0 + dx * libm::cos(angle), own.1 + dy * libm::sin(angle))
            })
        });
        let free = |place: &Point| {
            let clear = |(other, wide): &(Point, f64)| {
                (place.0 - other.0).abs() >= half + wide || (place.1 - other.1).abs() >= 4.5 + wide
            };
            let inside = place.0 - half >= left && place.0 + half <= right;
            inside && (top + 4.5..=bottom - 4.5).contains(&place.1) && taken.iter().all(clear)
        };
        // A point that lies almost on this one is in the way whatever the place; the line only must not near it.
        let in_sight = |place: &Point| {
            let sees = |other: &Point| distance(*other, own, *place) >= (0.8 * distance(*other, own, own)).min(4.5);
            points.iter().all(sees)
        };
        let free: Vec<Point> = around.filter(free).collect();
        let place = free.iter().copied().find(in_sight).or(free.first().copied()).unwrap_or((own.0, own.1 - 8.5));
        let between = |share: f64| (own.0 + share * (place.0 - own.0), own.1 + share * (place.1 - own.1));
        taken.extend([0.3, 0.5, 0.7].map(|share| (between(share), 0.5)));
        taken.push((place, half.max(4.5)));
        places.push(place);
    }
    places
}

/// Distance of a point from the line between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (along, away) = ((to.0 - from.0, to.1 - from.1), (point.0 - from.0, point.1 - from.1));
    let length = along.0 * along.0 + along.1 * along.1;
    let share = ((along.0 * away.0 + along.1 * away.1) / length.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    libm::hypot(away.0 - share * along.0, away.1 - share * along.1)
}

fn title(upwards: &str, across: &str, language: Language) -> String {
    match language {
        English => format!("{upwards} against {}", across.to_lowercase()),
        Chinese => format!("{upwards}与{across}"),
    }
}

fn subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!("Differences from {}; crosses are 95% intervals", short(baseline)),
        Chinese => format!("与“{}”的差异；十字为95%区间", short(baseline)),
    }
}

fn change_in(name: &str, unit: &str, language: Language) -> String {
    let unit = words::unit_of_change(unit, language);
    match language {
        English => format!("Change in {}, {unit}", name.to_lowercase()),
        Chinese => format!("{name}的变化（{unit}）"),
    }
}

fn bettered(language: Language) -> String {
    language.pick("dominated by another", "被占优方案").to_owned()
}

fn caption(cx: &Context, front: &[usize], language: Language) -> String {
    let names: Vec<String> = front.iter().map(|scenario| short(&cx.title(*scenario, language))).collect();
    let (pairs, rest) = (pairs(cx, language), in_steps(cx, language) + &intervals(cx.results, language));
    match language {
        English => format!(
            "Mean paired differences from the baseline. Judged by means alone, which leaves chance out, no scenario beats these in one outcome without losing in the other: {}. Each from {pairs}.{rest}",
            names.join("; ")
        ),
        Chinese => format!(
            "与基准的配对差异平均值。仅按平均值而不计随机性，没有任何方案能在一项上胜过以下方案而不在另一项上落后：{}。每个方案基于{pairs}。{rest}",
            names.join("；")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_holds_what_nothing_betters() {
        // Cost is better low, gain is better high.
        let points = [(0.0, 0.0), (1.0, 2.0), (2.0, 1.0), (3.0, 5.0), (-1.0, -1.0)];
        assert_eq!(front(&points, [Direction::Down, Direction::Up]), [4, 0, 1, 3]);
        assert_eq!(front(&[(0.0, 0.0), (0.0, 0.0)], [Direction::Down, Direction::Up]), [0, 1]);
    }

    #[test]
    fn numbers_keep_clear_of_each_other_and_of_points() {
        let points: Vec<Point> = (0..13).map(|at| (150.0 + 2.0 * f64::from(at % 4), 100.0 + f64::from(at))).collect();
        let places = placed(&points, 12, (0.0, 0.0, 300.0, 200.0));
        assert_eq!(places.len(), 12);
        for (number, a) in places.iter().enumerate() {
            for b in points.iter().chain(&places[..number]) {
                assert!((a.0 - b.0).abs() > 4.0 || (a.1 - b.1).abs() >= 8.0, "{a:?} is on {b:?}");
            }
        }
    }
}
