//! A plot area with its axes: from values to places, with round numbers at the ticks.

use super::canvas::{Anchor, Canvas, Colour, Pen, Point, Type, WIDTH, width};
use crate::table::figures;

/// A rectangle of the sheet that shows ranges of values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    /// Left, top, right, bottom on the sheet.
    pub(super) edges: (f64, f64, f64, f64),
    /// Range of values across.
    pub(super) x: (f64, f64),
    /// Range of values upwards.
    pub(super) y: (f64, f64),
}

impl Plot {
    /// Place of a value across.
    pub(super) fn across(&self, x: f64) -> f64 {
        let (left, _, right, _) = self.edges;
        left + (x - self.x.0) / (self.x.1 - self.x.0) * (right - left)
    }

    /// Place of a value upwards.
    pub(super) fn up(&self, y: f64) -> f64 {
        let (_, top, _, bottom) = self.edges;
        bottom - (y - self.y.0) / (self.y.1 - self.y.0) * (bottom - top)
    }

    /// Place of a pair.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        (self.across(x), self.up(y))
    }

    /// Horizontal lines with numbers at the left.
    pub(super) fn y_axis(&self, canvas: &mut Canvas, ticks: &[f64], write: impl Fn(f64) -> String) {
        let (left, _, right, _) = self.edges;
        for tick in ticks {
            let y = self.up(*tick);
            canvas.line(&[(left, y), (right, y)], Pen::new(Colour::FAINT, 0.6));
            canvas.text((left - 4.0, y), &write(*tick), Anchor::End, Type::NOTE);
        }
    }

    /// The bottom line with its ticks and numbers.
    pub(super) fn x_axis(&self, canvas: &mut Canvas, ticks: &[f64], write: impl Fn(f64) -> String) {
        let (left, _, right, bottom) = self.edges;
        canvas.line(&[(left, bottom), (right, bottom)], Pen::new(Colour::GREY, 0.7));
        for tick in ticks {
            let x = self.across(*tick);
            canvas.line(&[(x, bottom), (x, bottom + 3.0)], Pen::new(Colour::GREY, 0.7));
            let text = write(*tick);
            // The last number stands left of the edge of the sheet rather than across it.
            let over = x + 0.5 * width(&text, Type::NOTE.size, false) - WIDTH;
            canvas.text((x - over.max(0.0), bottom + 9.5), &text, Anchor::Middle, Type::NOTE);
        }
    }
}

/// Round numbers within a range, about `count` of them.
pub(super) fn ticks((low, high): (f64, f64), count: usize) -> Vec<f64> {
    let raw = (high - low) / count.max(1) as f64;
    if !(raw.is_finite() && raw > 0.0) {
        return vec![low];
    }
    let power = libm::pow(10.0, libm::log10(raw).floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|s| s * power).into_iter().find(|s| *s >= raw * 0.999).unwrap_or(raw);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).map(|index| index as f64 * step).collect()
}

/// Days at which a time axis has its numbers.
pub(super) fn day_ticks(days: f64, count: usize) -> Vec<f64> {
    let steps = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0, 1825.0, 3650.0];
    let step = steps.into_iter().find(|step| days / step <= count as f64).unwrap_or(7300.0);
    (0..=(days / step) as u32).map(|index| f64::from(index) * step).collect()
}

/// A day at a tick.
pub(super) fn day_tick(day: f64) -> String {
    format!("{day:.0}")
}

/// The range of values with a margin; at least as wide as what matters at their size.
pub(super) fn range(values: impl Iterator<Item = f64>, margin: f64) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let width = (high - low).max(high.abs().max(low.abs()) * 0.02).max(1e-6);
    let centre = 0.5 * (low + high);
    let half = width * (0.5 + margin);
    (centre - half, centre + half)
}

/// A number at a tick: shares as percentages, and as many decimals as the step needs.
pub(super) fn tick(value: f64, unit: &str, step: f64) -> String {
    let is_share = unit == "share" || unit == "share/year";
    let factor = if is_share { 100.0 } else { 1.0 };
    let decimals = [0_usize, 1, 2].into_iter().find(|d| {
        let scaled = step * factor * libm::pow(10.0, *d as f64);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    });
    let text = format!("{:.*}", decimals.unwrap_or(3), value * factor);
    let text = if text.chars().all(|c| !('1'..='9').contains(&c)) { text.replace('-', "") } else { text };
    if is_share { text + "%" } else { text }
}

/// Step between ticks.
pub(super) fn step(ticks: &[f64]) -> f64 {
    if let [first, second, ..] = ticks {
        second - first
    } else {
        ticks.first().map_or(1.0, |tick| tick.abs().max(1e-3))
    }
}

/// Places of labels at the given heights, pushed apart to stand `gap` apart between `top` and `bottom`.
pub(super) fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut places = wanted.to_vec();
    for _ in 0..50 {
        for pair in order.windows(2) {
            let overlap = gap - (places[pair[1]] - places[pair[0]]);
            if overlap > 0.0 {
                places[pair[0]] -= overlap / 2.0;
                places[pair[1]] += overlap / 2.0;
            }
        }
        // From the edges inwards: a label at an edge pushes its neighbours.
        if let Some(first) = order.first() {
            places[*first] = places[*first].max(top);
        }
        if let Some(last) = order.last() {
            places[*last] = places[*last].min(bottom);
        }
    }
    places
}

/// A value as in tables.
pub(super) fn value(value: f64, unit: &str) -> String {
    figures::value(value, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        assert_eq!(ticks((0.0, 1.0), 4), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(ticks((-3.2, 7.9), 4), [0.0, 5.0]);
        assert_eq!(day_ticks(730.0, 5), [0.0, 180.0, 360.0, 540.0, 720.0]);
        assert_eq!(tick(0.25, "share", 0.25), "25%");
        assert_eq!(tick(-0.0, "days", 0.5), "0.0");
    }

    #[test]
    fn labels_do_not_overlap() {
        let places = spread(&[10.0, 11.0, 12.0, 50.0], 10.0, 0.0, 60.0);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 9.9), "{places:?}");
        assert!(places[0] >= 0.0 && places[3] <= 60.0);
    }
}
