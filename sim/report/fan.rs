//! Fan charts: median, 50 and 90% of the runs over time, one panel per scenario with the baseline's median in each.

use super::canvas::{Anchor, Canvas, Colour, Dash, Pen, Point, SMALL, Type, WIDTH, cut};
use super::captions::{bands, only_first, points, runs};
use super::context::{Context, kind, name};
use super::figure::{Entry, Figure, Words, figure, legend};
use super::plot::{Plot, Time, axis, possible, range, spread, step, tick, value};
use super::series::{Fan, fan, rhythm};
use super::words::{self, Pair, pick};
use crate::words::Language::{self, Chinese, English};

const HALF: Pair = ("50% of runs", "居中50%");
const ON_A_DATE: Pair = ("a change on a date", "按日期实施的改动");
const NINETY: Pair = ("90% of runs", "居中90%");

/// Daily outcomes that have a figure.
pub(super) const SHOWN: [&str; 6] = [
    "satisfaction",
    "trust_community",
    "self_governed_share",
    "true_resolution_share",
    "on_time_share",
    "active_share",
];

/// Panels of one figure at most: more would not be legible.
pub(super) const PANELS: usize = 14;

/// The band around a median: how dark it is where half of the runs lie, and where 90% lie.
const DARK: f64 = 0.45;
const LIGHT: f64 = 0.2;

/// The fan charts.
pub(super) fn figures(cx: &Context, outcomes: &[&'static str]) -> Vec<Figure> {
    outcomes.iter().filter_map(|outcome| of_outcome(cx, outcome)).collect()
}

/// The fan chart of an outcome; `None` where there are no daily values to draw.
fn of_outcome(cx: &Context, outcome: &'static str) -> Option<Figure> {
    let baseline = fan(cx, cx.baseline, outcome)?;
    let scenarios = cx.own();
    let panels: Vec<(usize, Fan)> = scenarios
        .iter()
        .filter_map(|scenario| fan(cx, *scenario, outcome).map(|fan| (*scenario, fan)))
        .take(PANELS)
        .collect();
    let unit = kind(outcome).unit;
    let words = |language| Words {
        title: name(outcome, language).to_owned(),
        subtitle: subtitle(unit, cx.counts_years(), panels.len(), scenarios.len(), language),
        caption: caption(cx, outcome, panels.len(), scenarios.len(), language),
    };
    Some(figure(cx, format!("fan-{}", outcome.replace('_', "-")), words, |canvas, top, language| {
        let has_dates = panels.iter().any(|(scenario, _)| !cx.dated(*scenario).is_empty());
        let top = key(canvas, top, !cx.others.is_empty(), has_dates, language);
        let all = panels.iter().map(|(_, fan)| fan).chain([&baseline]);
        let y = range(all.flat_map(|fan| fan.quantiles.iter().flatten().copied()), 0.02);
        let y = possible(y, unit);
        let days =
            panels.iter().map(|(scenario, _)| cx.scenario(*scenario).days).chain([cx.scenario(cx.baseline).days]);
        let days = f64::from(days.max().unwrap_or(1));
        let columns = if panels.len() > 2 { 2 } else { 1 };
        let mut bottom = top;
        for (index, (scenario, fan)) in panels.iter().enumerate() {
            let panel = Panel { cx, scenario: *scenario, index, columns, top, y, days, unit, language };
            let compared = (*scenario != cx.baseline).then_some(&baseline);
            bottom = panel.draw(canvas, &cx.title(*scenario, language), fan, compared);
        }
        bottom
    }))
}

/// The legend.
pub(super) fn key(canvas: &mut Canvas, top: f64, baseline: bool, dates: bool, language: Language) -> f64 {
    let block = |opacity: f64| {
        move |c: &mut Canvas, x: f64, y: f64| c.rect((x, y - 4.0), (x + 16.0, y + 4.0), Colour::BLUE.fade(opacity))
    };
    let (dark, light) = (block(DARK + LIGHT * 0.7), block(LIGHT));
    let median = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x, y), (x + 16.0, y)], Pen::new(Colour::BLUE, 1.8));
    let dashed = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x, y), (x + 16.0, y)], Pen::baseline());
    let mut entries: Vec<Entry> = vec![
        (&median, pick(words::MEDIAN, language).into()),
        (&dark, pick(HALF, language).into()),
        (&light, pick(NINETY, language).into()),
    ];
    if baseline {
        entries.push((&dashed, pick(words::BASELINE_MEDIAN, language).into()));
    }
    let date = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x + 8.0, y - 5.0), (x + 8.0, y + 5.0)], on_a_date());
    if dates {
        entries.push((&date, pick(ON_A_DATE, language).into()));
    }
    legend(canvas, top, &entries)
}

/// The bands and median of a fan.
pub(super) fn strokes(canvas: &mut Canvas, plot: &Plot, fan: &Fan) {
    let along = |share: usize| -> Vec<Point> {
        fan.days.iter().zip(&fan.quantiles).map(|(day, q)| plot.at(*day, q[share])).collect()
    };
    canvas.band(&along(0), &along(4), Colour::BLUE.fade(LIGHT));
    canvas.band(&along(1), &along(3), Colour::BLUE.fade(DARK));
    canvas.line(&along(2), Pen::new(Colour::BLUE, 1.8));
}

/// The line of a change on a date.
fn on_a_date() -> Pen {
    Pen::dashed(Colour::VERMILION, 1.3, Dash::Dots)
}

/// Marks the changes on a date; what comes little by little has a band up to the day on which it is there.
pub(super) fn dated(canvas: &mut Canvas, plot: &Plot, dates: &[(f64, f64)]) {
    let (_, top, right, bottom) = plot.edges;
    for (day, over) in dates {
        let (from, to) = (plot.across(*day), plot.across(day + over).min(right));
        if *over > 0.0 {
            canvas.rect((from, top), (to, bottom), Colour::VERMILION.fade(0.1));
        }
        canvas.line(&[(from, top), (from, bottom)], on_a_date());
    }
}

/// Where one of several panels stands, and on what axes.
struct Panel<'a> {
    cx: &'a Context<'a>,
    scenario: usize,
    index: usize,
    columns: usize,
    top: f64,
    y: (f64, f64),
    days: f64,
    unit: &'a str,
    language: Language,
}

impl Panel<'_> {
    /// Draws a panel and returns its bottom.
    fn draw(&self, canvas: &mut Canvas, title: &str, fan: &Fan, baseline: Option<&Fan>) -> f64 {
        let single = self.columns == 1;
        let (width, height) = if single { (WIDTH, 128.0) } else { (163.0, 88.0) };
        let (column, row) = (self.index % self.columns, self.index / self.columns);
        let (x0, y0) = (column as f64 * 175.0, self.top + row as f64 * (height + 36.0));
        let right = if single { x0 + width - 74.0 } else { x0 + width - 4.0 };
        canvas.text((x0, y0 + 6.0), &cut(title, width, SMALL, true), Anchor::Start, Type { size: SMALL, ..Type::BOLD });
        let (y, marks) = axis(self.y, if single { 4 } else { 3 });
        let time = Time::of(self.days, if single { 6 } else { 5 });
        let plot = Plot { edges: (x0 + 34.0, y0 + 16.0, right, y0 + 16.0 + height), x: (0.0, time.end), y };
        plot.y_axis(canvas, &marks, |v| tick(v, self.unit, step(&marks)));
        plot.x_axis(canvas, &time.ticks, |day| time.number(day));
        dated(canvas, &plot, &self.cx.dated(self.scenario));
        strokes(canvas, &plot, fan);
        if let Some(baseline) = baseline {
            let median: Vec<Point> =
                baseline.days.iter().zip(&baseline.quantiles).map(|(d, q)| plot.at(*d, q[2])).collect();
            canvas.line(&median, Pen::baseline());
        }
        if single {
            self.labels(canvas, &plot, fan, baseline);
        }
        y0 + 16.0 + height + 17.0
    }

    /// Names and last values at the right ends of the lines.
    fn labels(&self, canvas: &mut Canvas, plot: &Plot, fan: &Fan, baseline: Option<&Fan>) {
        let Some(last) = fan.quantiles.last() else { return };
        let own = if baseline.is_some() { words::SCENARIO } else { words::MEDIAN };
        let own = format!("{} {}", pick(own, self.language), value(last[2], self.unit));
        let mut labels = vec![(last[2], own, Type { size: SMALL, bold: true, colour: Colour::BLUE })];
        if let Some(last) = baseline.and_then(|fan| fan.quantiles.last()) {
            let text = format!("{} {}", pick(words::BASELINE, self.language), value(last[2], self.unit));
            labels.push((last[2], text, Type { colour: Colour::INK, ..Type::NOTE }));
        }
        let wanted: Vec<f64> = labels.iter().map(|(v, ..)| plot.up(*v)).collect();
        let (_, top, right, bottom) = plot.edges;
        for ((_, text, kind), y) in labels.iter().zip(spread(&wanted, 10.5, top, bottom)) {
            canvas.text((right + 4.0, y), &cut(text, 72.0, kind.size, kind.bold), Anchor::Start, *kind);
        }
    }
}

fn subtitle(unit: &str, years: bool, panels: usize, all: usize, language: Language) -> String {
    let (unit, first) = (words::unit(unit, language), only_first(panels, all, language));
    let across = across(years, language);
    match language {
        English => format!("Over time ({unit}); {across}.{first}"),
        Chinese => format!("随时间变化（{unit}）；{across}。{first}"),
    }
}

/// What the axis of time counts.
pub(super) fn across(years: bool, language: Language) -> &'static str {
    match (language, years) {
        (English, true) => "across: years since day 0",
        (English, false) => "across: days since day 0",
        (Chinese, true) => "横轴：方案实施后的年数",
        (Chinese, false) => "横轴：方案实施后的天数",
    }
}

fn caption(cx: &Context, outcome: &str, panels: usize, all: usize, language: Language) -> String {
    let kind = kind(outcome);
    let meaning = over_time(language.pick(kind.meaning_en, kind.meaning_zh));
    let points = points(rhythm(outcome, cx.scenario(cx.baseline).days), language);
    let (first, rest) = (only_first(panels, all, language), bands(cx.results, language));
    let runs = runs(cx.results.replicates, language);
    match language {
        English => format!(
            "{meaning} Line: median of {runs}; dark band: the middle 50% of the runs; light band: the middle 90%. {points}{first}{rest}"
        ),
        Chinese => format!("{meaning}实线为{runs}的中位数；深色带为居中50%，浅色带为居中90%。{points}{first}{rest}"),
    }
}

/// The meaning of an outcome without saying that it is the state at the end: a figure over time shows it at every time.
fn over_time(meaning: &str) -> String {
    meaning.replace(", at the end of the run", "").replace(" at the end of the run", "").replace("期末", "")
}
