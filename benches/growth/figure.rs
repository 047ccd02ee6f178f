//! The figure of docs/performance.md: one panel for each thing that grows.

use maud::PreEscaped;

use crate::Row;
use crate::canvas::{self, Anchor, Canvas, Colour, Mark, Pen, Point, Type, WIDTH};
use crate::summary::{bytes, clock_rate, median, rate, setup};

/// English and Chinese.
type Words = [&'static str; 2];

/// A panel.
struct Panel {
    sweep: &'static str,
    /// What is measured, and its unit.
    title: Words,
    /// What grows.
    across: Words,
    of: fn(&Row) -> f64,
    /// Whether the scale upwards is logarithmic.
    log: bool,
}

const SPEED: Words = ["Million resident-days per CPU-second", "每CPU秒百万居民日"];
const CLOCK: Words = ["Million resident-days per second", "每秒百万居民日"];

const PANELS: [Panel; 8] = [
    Panel { sweep: "residents", title: SPEED, across: ["residents", "居民数"], of: rate, log: false },
    Panel {
        sweep: "residents",
        title: ["Bytes per resident", "每居民字节数"],
        across: ["residents", "居民数"],
        of: bytes,
        log: true,
    },
    Panel {
        sweep: "residents",
        title: ["Set-up, % of CPU time", "建城占CPU时间的%"],
        across: ["residents", "居民数"],
        of: setup,
        log: false,
    },
    Panel {
        sweep: "incidents",
        title: SPEED,
        across: ["incident rates, times the baseline's", "事件发生率（基准的倍数）"],
        of: rate,
        log: false,
    },
    Panel {
        sweep: "households_per_grid",
        title: SPEED,
        across: ["households in a grid", "每网格户数"],
        of: rate,
        log: false,
    },
    Panel { sweep: "replicates", title: SPEED, across: ["replicates", "重复次数"], of: rate, log: false },
    Panel {
        sweep: "threads_in_one_run",
        title: CLOCK,
        across: ["threads in one run", "单次运行的线程数"],
        of: clock_rate,
        log: false,
    },
    Panel {
        sweep: "threads_over_replicates",
        title: CLOCK,
        across: ["threads over replicates", "多次重复的线程数"],
        of: clock_rate,
        log: false,
    },
];

const NAME: Words = ["How cost grows", "成本如何增长"];
const NOTE: Words = [
    "Rings: repetitions; line: their median. Scales across are logarithmic.",
    "圆圈：各次测量；线：中位数。横轴为对数刻度。",
];

/// Height of a row of panels.
const ROW: f64 = 112.0;
/// Where the first row begins.
const TOP: f64 = 24.0;

/// The figure as SVG; language 0 is English, 1 Chinese.
pub fn growth(rows: &[Row], language: usize) -> String {
    let (shapes, height) = canvas::shapes(|canvas| {
        canvas.text((4.0, 11.0), NAME[language], Anchor::Start, Type::NAME);
        for (index, panel) in PANELS.iter().enumerate() {
            let corner = (f64::from(index as u32 % 2) * WIDTH / 2.0, TOP + f64::from(index as u32 / 2) * ROW);
            panel.draw(canvas, corner, rows, language);
        }
        let bottom = TOP + (PANELS.len() as f64 / 2.0).ceil() * ROW;
        canvas.text((4.0, bottom + 4.0), NOTE[language], Anchor::Start, Type::NOTE);
        bottom + 14.0
    });
    canvas::drawing(height, canvas::WIDTH_MM, NAME[language], &PreEscaped(String::new()), &shapes).0 + "\n"
}

/// Round numbers in short: 20 M, 300 k.
fn short(value: f64) -> String {
    match value {
        v if v >= 1e6 => format!("{} M", v / 1e6),
        v if v >= 1e4 => format!("{} k", v / 1e3),
        v => format!("{v}"),
    }
}

/// The smallest round number that is no smaller.
fn round_up(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(value).floor());
    [1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0].map(|step| step * power).into_iter().find(|top| *top >= value).unwrap_or(value)
}

impl Panel {
    fn draw(&self, canvas: &mut Canvas, (left, top): Point, rows: &[Row], language: usize) {
        let measured: Vec<(f64, f64)> =
            rows.iter().filter(|row| row.sweep == self.sweep).map(|row| (row.value, (self.of)(row))).collect();
        let mut values: Vec<f64> = measured.iter().map(|(value, _)| *value).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        let highest = round_up(measured.iter().map(|(_, y)| *y).fold(1.0, f64::max));
        let lowest = if self.log { 10.0 } else { 0.0 };
        let (from, to) = (left + 34.0, left + WIDTH / 2.0 - 12.0);
        let (upper, lower) = (top + 16.0, top + ROW - 32.0);
        let width = libm::log(last / first).max(1e-9);
        let x = |value: f64| from + 6.0 + libm::log(value / first) / width * (to - from - 12.0);
        let y = |value: f64| {
            let share =
                if self.log { libm::log(value / lowest) / libm::log(highest / lowest) } else { value / highest };
            lower - share * (lower - upper)
        };
        canvas.text(
            (left + 4.0, top + 5.0),
            self.title[language],
            Anchor::Start,
            Type { bold: true, size: 9.0, ..Type::NOTE },
        );
        let ticks: Vec<f64> = if self.log {
            [10.0, 100.0, 1000.0, 10_000.0].into_iter().filter(|tick| *tick <= highest).collect()
        } else {
            vec![0.0, highest / 2.0, highest]
        };
        for tick in ticks {
            canvas.line(&[(from, y(tick)), (to, y(tick))], Pen::new(Colour::FAINT, 0.6));
            canvas.text((from - 3.0, y(tick)), &short(tick), Anchor::End, Type::NOTE);
        }
        canvas.line(&[(from, lower), (to, lower)], Pen::new(Colour::GREY, 0.7));
        let mut free = f64::NEG_INFINITY;
        for value in &values {
            canvas.line(&[(x(*value), lower), (x(*value), lower + 3.0)], Pen::new(Colour::GREY, 0.7));
            let text = short(*value);
            let half = 0.5 * canvas::width(&text, Type::NOTE.size, false);
            if x(*value) - half > free {
                canvas.text((x(*value), lower + 9.0), &text, Anchor::Middle, Type::NOTE);
                free = x(*value) + half + 3.0;
            }
        }
        canvas.text((0.5 * (from + to), lower + 20.0), self.across[language], Anchor::Middle, Type::NOTE);
        for (value, measure) in &measured {
            canvas.mark((x(*value), y(*measure)), Mark::Ring, Colour::GREY);
        }
        let of = |at: f64| {
            median(measured.iter().filter(|(value, _)| value.total_cmp(&at).is_eq()).map(|(_, y)| *y).collect())
        };
        let line: Vec<Point> = values.iter().map(|value| (x(*value), y(of(*value)))).collect();
        canvas.line(&line, Pen::new(Colour::BLUE, 1.3));
    }
}
