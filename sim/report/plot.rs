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

/// An axis that begins and ends with a number: the range rounded outwards, and its ticks, between two and `most` + 1.
pub(super) fn axis((low, high): (f64, f64), most: usize) -> ((f64, f64), Vec<f64>) {
    let raw = (high - low) / most.max(1) as f64;
    if !(raw.is_finite() && raw > 0.0) {
        return ((low - 0.5, low + 0.5), vec![low - 0.5, low + 0.5]);
    }
    let power = libm::pow(10.0, libm::log10(raw).floor());
    let ends = |step: f64| ((low / step + 1e-6).floor() as i64, (high / step - 1e-6).ceil() as i64);
    let round = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0].map(|s| s * power);
    let fits = |step: &f64| (ends(*step).1 - ends(*step).0) as usize <= most.max(1);
    let step = round.into_iter().find(fits).unwrap_or(100.0 * power);
    let (first, last) = ends(step);
    let ticks: Vec<f64> = (first..=last).map(|index| index as f64 * step).collect();
    ((first as f64 * step, last as f64 * step), ticks)
}

/// An axis of time.
pub(super) struct Time {
    /// Day at which it ends.
    pub(super) end: f64,
    /// Days at which it has numbers, from 0 to the end.
    pub(super) ticks: Vec<f64>,
    /// Whether it counts years.
    pub(super) years: bool,
}

impl Time {
    /// The axis of so many days, with at most `most` + 1 numbers: in years from the second one on.
    pub(super) fn of(days: f64, most: usize) -> Self {
        let years = days >= 730.0;
        let unit = if years { 365.0 } else { 1.0 };
        let round = [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 90.0, 120.0, 180.0, 365.0];
        let parts = |step: &f64| (days / unit / step - 1e-6).ceil().max(1.0) as usize;
        let step = round.into_iter().find(|step| parts(step) <= most).unwrap_or(days / unit / most.max(1) as f64);
        let ticks: Vec<f64> = (0..=parts(&step)).map(|index| index as f64 * step * unit).collect();
        Self { end: parts(&step) as f64 * step * unit, ticks, years }
    }

    /// The number at a tick.
    pub(super) fn number(&self, day: f64) -> String {
        format!("{:.0}", if self.years { day / 365.0 } else { day })
    }
}

/// A range of values of a unit without what no value of it can be.
pub(super) fn possible((low, high): (f64, f64), unit: &str) -> (f64, f64) {
    match unit {
        "share" | "scale 0-1" if low < 1.0 && high > 0.0 => (low.max(0.0), high.min(1.0)),
        _ => (low, high),
    }
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

/// A number of a difference, with its sign.
pub(super) fn signed(text: &str) -> String {
    let positive = text.chars().any(|c| ('1'..='9').contains(&c)) && !text.starts_with('-');
    if positive { format!("+{text}") } else { text.to_owned() }
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
    fn axes_begin_and_end_with_a_round_number() {
        assert_eq!(axis((0.0, 1.0), 4), ((0.0, 1.0), vec![0.0, 0.25, 0.5, 0.75, 1.0]));
        assert_eq!(axis((-3.2, 7.9), 4), ((-5.0, 10.0), vec![-5.0, 0.0, 5.0, 10.0]));
        assert_eq!(axis((3.0, 3.0), 4).1.len(), 2);
        for (low, high) in [(0.1, 0.11), (-1e-7, 3e-7), (-250.0, 4_000.0), (99.0, 101.0)] {
            for most in 1..6 {
                let ((from, to), ticks) = axis((low, high), most);
                assert!(
                    from <= low && to >= high && (2..=most.max(2) + 1).contains(&ticks.len()),
                    "{low} {high} {ticks:?}"
                );
                assert!((ticks[0] - from).abs() < 1e-12 && (ticks[ticks.len() - 1] - to).abs() < 1e-9);
            }
        }
        assert_eq!(tick(0.25, "share", 0.25), "25%");
        assert_eq!(tick(-0.0, "days", 0.5), "0.0");
    }

    #[test]
    fn time_is_in_days_and_later_in_years() {
        let numbers = |days: f64, most| {
            let time = Time::of(days, most);
            time.ticks.iter().map(|tick| time.number(*tick)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(numbers(1_825.0, 5), "0 1 2 3 4 5");
        assert_eq!(numbers(1_825.0, 3), "0 2 4 6");
        assert_eq!(numbers(90.0, 4), "0 30 60 90");
        assert_eq!(numbers(1.0, 4), "0 1");
        assert_eq!(
            (numbers(400.0, 5).as_str(), numbers(36_500.0, 5).as_str()),
            ("0 90 180 270 360 450", "0 20 40 60 80 100")
        );
    }

    #[test]
    fn labels_do_not_overlap() {
        let places = spread(&[10.0, 11.0, 12.0, 50.0], 10.0, 0.0, 60.0);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 9.9), "{places:?}");
        assert!(places[0] >= 0.0 && places[3] <= 60.0);
    }
}
