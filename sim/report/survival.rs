//! Time to close: the share of cases still open by days since filing, kind by kind, with the deadline.

use super::canvas::{Anchor, Canvas, Colour, Dash, Pen, Point, SMALL, Type, cut};
use super::captions::{bands, runs};
use super::context::Context;
use super::figure::{Entry, Figure, Words, figure, legend, slug};
use super::plot::{Plot, Time, tick};
use super::words::{self, Pair, pick};
use crate::results::SurvivalCurve;
use crate::table::counted;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("How long cases stay open", "未结案件占比");
const DEADLINE: Pair = ("deadline", "时限");

/// Kinds in one figure at most.
const PANELS: usize = 10;

/// The curves of one scenario, with the baseline's dashed.
pub(super) fn figures(cx: &Context, scenario: usize) -> Vec<Figure> {
    let curves = |index: usize| -> Vec<&SurvivalCurve> {
        let name = &cx.scenario(index).name;
        let drawn = |curve: &&SurvivalCurve| curve.open.iter().filter(|open| open.mean.is_finite()).count() > 1;
        cx.results.survival.iter().filter(|curve| curve.scenario == *name).filter(drawn).collect()
    };
    let own = curves(scenario);
    if own.is_empty() {
        return Vec::new();
    }
    let base = if scenario == cx.baseline { Vec::new() } else { curves(cx.baseline) };
    // Up to the day on which hardly any case of any kind is open.
    let late =
        |curve: &SurvivalCurve| curve.open.iter().position(|open| open.mean < 0.05).unwrap_or(curve.open.len() - 1);
    let days = own.iter().chain(&base).map(|curve| late(curve)).max().unwrap_or(90).clamp(14, 90) as f64;
    let known = own.iter().filter(|curve| cx.deadline(scenario, &curve.kind).is_some()).count();
    let deadlines = known + usize::from(own[0].kind == "all") >= own.len().min(PANELS);
    let words = |language| Words {
        title: format!("{}{}{}", pick(TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: subtitle(language),
        caption: caption(cx, scenario, deadlines, own.len().min(PANELS), language),
    };
    let id = format!("survival-{}", slug(scenario, &cx.scenario(scenario).name));
    vec![figure(cx, id, words, |canvas, top, language| {
        let top = key(canvas, top, cx, scenario, deadlines, language);
        let mut bottom = top;
        for (index, curve) in own.iter().take(PANELS).enumerate() {
            let before = base.iter().find(|other| other.kind == curve.kind).copied();
            let place = ((index % 2) as f64 * 175.0, top + (index / 2) as f64 * 108.0);
            bottom = panel(canvas, place, days, curve, before, cx.deadline(scenario, &curve.kind), language);
        }
        bottom
    })]
}

fn key(canvas: &mut Canvas, top: f64, cx: &Context, scenario: usize, deadlines: bool, language: Language) -> f64 {
    let line = |c: &mut Canvas, x: f64, y: f64| {
        c.rect((x, y - 4.0), (x + 16.0, y + 4.0), Colour::BLUE.fade(0.25));
        c.line(&[(x, y), (x + 16.0, y)], Pen::new(Colour::BLUE, 1.8));
    };
    let dashed = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x, y), (x + 16.0, y)], Pen::baseline());
    let due = |c: &mut Canvas, x: f64, y: f64| c.line(&[(x + 8.0, y - 5.0), (x + 8.0, y + 5.0)], limit());
    let own = format!("{}, {}", pick(words::SCENARIO, language), band_of_runs(language));
    let mut entries: Vec<Entry> = vec![(&line, own)];
    if scenario != cx.baseline {
        entries.push((&dashed, pick(words::BASELINE, language).into()));
    }
    if deadlines {
        entries.push((&due, pick(DEADLINE, language).into()));
    }
    legend(canvas, top, &entries)
}

fn limit() -> Pen {
    Pen::dashed(Colour::VERMILION, 1.4, Dash::Dots)
}

/// One kind; returns the bottom.
fn panel(
    canvas: &mut Canvas,
    (x0, y0): Point,
    days: f64,
    curve: &SurvivalCurve,
    before: Option<&SurvivalCurve>,
    due: Option<f64>,
    language: Language,
) -> f64 {
    let name = words::kind(&curve.kind, language);
    canvas.text((x0, y0 + 6.0), &cut(&name, 165.0, SMALL, true), Anchor::Start, Type { size: SMALL, ..Type::BOLD });
    let time = Time::of(days, 4);
    let plot = Plot { edges: (x0 + 34.0, y0 + 16.0, x0 + 161.0, y0 + 82.0), x: (0.0, time.end), y: (0.0, 1.0) };
    plot.y_axis(canvas, &[0.0, 0.5, 1.0], |share| tick(share, "share", 0.5));
    plot.x_axis(canvas, &time.ticks, |day| time.number(day));
    let shown = |curve: &SurvivalCurve, value: fn(&crate::results::OpenShare) -> f64| -> Vec<Point> {
        let points = curve.open.iter().enumerate().take(days as usize + 1);
        points
            .map(|(day, open)| (day as f64, value(open)))
            .filter(|(_, v)| v.is_finite())
            .map(|(d, v)| plot.at(d, v))
            .collect()
    };
    canvas.band(&shown(curve, |o| o.low), &shown(curve, |o| o.high), Colour::BLUE.fade(0.25));
    canvas.line(&shown(curve, |o| o.mean), Pen::new(Colour::BLUE, 1.8));
    if let Some(before) = before {
        canvas.line(&shown(before, |o| o.mean), Pen::baseline());
    }
    if let Some(due) = due.filter(|due| *due <= days) {
        let x = plot.across(due);
        canvas.line(&[(x, y0 + 16.0), (x, y0 + 82.0)], limit());
        let open = curve.open.get(due.round() as usize).map_or(f64::NAN, |open| open.mean);
        if open.is_finite() && x < x0 + 115.0 {
            let text = open_at_deadline(open, language);
            canvas.text((x + 3.0, y0 + 21.0), &text, Anchor::Start, Type::NOTE);
        }
    }
    y0 + 99.0
}

fn band_of_runs(language: Language) -> String {
    language.pick("95% of the runs", "95%的运行").to_owned()
}

fn subtitle(language: Language) -> String {
    language.pick("Share of cases still open, by days since filing", "立案后各天仍未结案的比例").to_owned()
}

fn open_at_deadline(share: f64, language: Language) -> String {
    match language {
        English => format!("{:.0}% open", 100.0 * share),
        Chinese => format!("{:.0}%未结", 100.0 * share),
    }
}

fn caption(cx: &Context, scenario: usize, deadlines: bool, panels: usize, language: Language) -> String {
    let (runs, rest) = (runs(cx.results.replicates, language), bands(cx.results, language));
    let dashed =
        if scenario == cx.baseline { "" } else { language.pick(" Dashed: the baseline.", "虚线为基准。") };
    let due = if deadlines {
        language.pick(
            " The dotted line is the deadline of the kind; beside it, the share of the scenario's cases still open by then.",
            "竖线为该类事项的办结时限，旁注为届时方案中仍未结案的比例。",
        )
    } else {
        language.pick(
            " Deadlines are not drawn: the tables do not hold them for certain.",
            "未绘制办结时限：结果文件无法确定其数值。",
        )
    };
    match language {
        English => format!(
            "Product-limit estimates for all cases and {}, mean of {runs} with the central 95% of the runs.{dashed}{due} Cases still open at the end of a run count as open for as long as they were seen (censored); duplicates are left out.{rest}",
            counted(panels - 1, "kind")
        ),
        Chinese => format!(
            "全部案件及{}类事项的乘积限估计：{runs}的平均值及居中95%的范围。{dashed}{due}运行结束时未结的案件按删失处理；重复案件不计。{rest}",
            panels - 1
        ),
    }
}
