//! The outcome table: one scenario against the baseline in the short list of outcomes, with differences in words.

use super::canvas::{Anchor, Canvas, Colour, Pen, SMALL, Type, WIDTH, cut, width};
use super::captions::{intervals, mean_subtitle, pairs, parts, periods, runs, sentence, short};
use super::context::{Context, kind, name, sign, written};
use super::figure::{Figure, Words, figure, slug, verdicts};
use super::words::{Pair, pick};
use crate::compare::{Difference, Verdict, verdict};
use crate::table::figures;
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("What differs", "有何差异");
const VALUES_TITLE: Pair = ("What came out", "模拟结果");

const ROW: f64 = 30.0;
const INDENT: f64 = 14.0;

/// The table of a scenario: against the baseline, or of its values where nothing is compared.
pub(super) fn figures(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Vec<Figure> {
    vec![if scenario == cx.baseline { single(cx, outcomes) } else { against_baseline(cx, scenario, outcomes) }]
}

/// The table of one scenario against the baseline.
fn against_baseline(cx: &Context, scenario: usize, outcomes: &[&'static str]) -> Figure {
    let id = format!("table-{}", slug(scenario, &cx.scenario(scenario).name));
    let rows: Vec<&Difference> = outcomes.iter().filter_map(|id| cx.difference(scenario, id, "all")).collect();
    let words = |language| Words {
        title: format!("{}{}{}", pick(TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: subtitle(&cx.title(cx.baseline, language), language),
        caption: caption(cx, scenario, &rows, language),
    };
    figure(cx, id, words, |canvas, top, language| {
        let mut y = verdicts(canvas, top, language) + 2.0;
        for d in &rows {
            row(canvas, y, name(d.outcome, language), d, language);
            y += ROW;
        }
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.8));
        y
    })
}

fn row(canvas: &mut Canvas, y: f64, name: &str, d: &Difference, language: Language) {
    canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.8));
    let (mark, colour) = sign(verdict(d));
    canvas.mark((5.0, y + 9.0), mark, colour);
    let values = format!("{} → {}", figures::value(d.baseline_mean, d.unit), figures::value(d.scenario_mean, d.unit));
    canvas.text((WIDTH, y + 9.0), &values, Anchor::End, Type::BOLD);
    let room = WIDTH - INDENT - width(&values, 10.0, true) - 6.0;
    canvas.text((INDENT, y + 9.0), &cut(name, room, 10.0, true), Anchor::Start, Type::BOLD);
    let written = written(d, language);
    let count = match language {
        _ if written.count.is_empty() => String::new(),
        Language::English => format!("better in {} of {}", d.better_in, d.pairs),
        Language::Chinese => format!("{}/{}对改善", d.better_in, d.pairs),
    };
    canvas.text((WIDTH, y + 21.0), &count, Anchor::End, Type::NOTE);
    let room = WIDTH - INDENT - width(&count, SMALL, false) - 4.0;
    let short = if written.range.is_empty() {
        written.difference.clone()
    } else {
        format!("{} ({})", written.difference, written.range)
    };
    // The word first where everything fits; its sign says the same where not.
    let long = format!("{short} · {}", written.word);
    let text = if d.is_same() {
        written.word.to_owned()
    } else if width(&long, SMALL, false) <= room {
        long
    } else {
        short
    };
    canvas.text((INDENT, y + 21.0), &cut(&text, room, SMALL, false), Anchor::Start, Type::NOTE);
}

/// The values of a scenario that is compared with nothing.
fn single(cx: &Context, outcomes: &[&'static str]) -> Figure {
    let scenario = cx.baseline;
    let words = |language| Words {
        title: format!("{}{}{}", pick(VALUES_TITLE, language), language.pick(": ", "："), cx.title(scenario, language)),
        subtitle: mean_subtitle(language),
        caption: values_caption(cx, language),
    };
    figure(cx, "table", words, |canvas, top, language| {
        let mut y = top;
        for kind in outcomes.iter().map(|id| kind(id)) {
            let (mean, low, high) = cx.mean(scenario, kind.id, "all");
            canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.8));
            let name = cut(name(kind.id, language), 140.0, 10.0, true);
            canvas.text((0.0, y + 10.0), &name, Anchor::Start, Type::BOLD);
            canvas.text((205.0, y + 10.0), &figures::value(mean, kind.unit), Anchor::End, Type::BOLD);
            if !low.is_nan() {
                let (low, high) = (figures::value(low, kind.unit), figures::value(high, kind.unit));
                let range = format!("{low} {} {high}", language.pick("to", "至"));
                canvas.text((WIDTH, y + 10.0), &range, Anchor::End, Type::NOTE);
            }
            y += 20.0;
        }
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.8));
        y
    })
}

fn subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!(
            "Against {baseline}: mean of the baseline → mean of the scenario; below, the difference with its 95% interval"
        ),
        Chinese => format!("与“{baseline}”相比：基准平均值→方案平均值；其下为差异及其95%区间"),
    }
}

fn caption(cx: &Context, scenario: usize, differences: &[&Difference], language: Language) -> String {
    let (title, sentence, example) =
        (cx.title(scenario, language), sentence(differences, language), example(differences, language));
    let (title, pairs) = (short(&title), pairs(cx, language));
    let rest = periods(cx, language) + &parts(cx, language) + &intervals(cx.results, language);
    match language {
        English => format!("{title}. {sentence}.{example} From {pairs}.{rest}"),
        Chinese => format!("{title}。{sentence}。{example}基于{pairs}。{rest}"),
    }
}

/// The difference that is largest beside what matters, in a sentence, where one is better or worse.
fn example(differences: &[&Difference], language: Language) -> String {
    let size = |d: &Difference| (d.difference / d.matters).abs();
    let clear = differences.iter().filter(|d| matches!(verdict(d), Verdict::Better | Verdict::Worse));
    let Some(d) = clear.max_by(|a, b| size(a).total_cmp(&size(b))) else { return String::new() };
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let written = figures::difference(d.difference, d.unit, decimals, language);
    let name = name(d.outcome, language);
    match language {
        English => format!(" Largest beside what matters: {name} {written}, {}.", verdict(d).words(language)),
        Chinese => format!("相对最小有意义变化而言最大的是：{name}{written}，{}。", verdict(d).words(language)),
    }
}

fn values_caption(cx: &Context, language: Language) -> String {
    let rest = periods(cx, language) + &intervals(cx.results, language);
    let runs = runs(cx.results.replicates, language);
    match language {
        English => format!("Means over {runs}.{rest}"),
        Chinese => format!("{runs}的平均值。{rest}"),
    }
}
