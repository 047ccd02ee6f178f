//! Correlations between outcomes: a matrix over scenarios and one over random policies, as figures and in `correlations.md`.

use std::fmt::Write as _;

use super::super::canvas::{Anchor, Canvas, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words};
use super::Sheet;
use super::heat::painted;
use super::markdown::made_by;
use crate::outcomes::Direction;
use crate::study::methods::outcome_correlations::agreement::{Agreement, Over};
use crate::study::subject::{OutcomeIndex, Subject};
use crate::words::Language;
use crate::words::Language::{Chinese, English};

/// Its name in the folder of a study.
pub const FILE: &str = "correlations.md";

const NAMES: f64 = 112.0;
const HEIGHT: f64 = 19.0;

/// Outcomes that a matrix has room for.
const MOST: usize = 16;

/// A figure for each matrix.
pub(super) fn figures(sheet: &Sheet, agreements: &[Agreement]) -> Vec<Figure> {
    agreements.iter().map(|agreement| figure_of(sheet, agreement)).collect()
}

fn cases(agreement: &Agreement, language: Language) -> String {
    let cases = agreement.cases;
    match (agreement.over, language) {
        (Over::Scenarios, English) => format!("{cases} scenarios"),
        (Over::Scenarios, Chinese) => format!("{cases}个方案"),
        (Over::Policies, English) => format!("{cases} random policies"),
        (Over::Policies, Chinese) => format!("{cases}项随机政策"),
    }
}

fn figure_of(sheet: &Sheet, agreement: &Agreement) -> Figure {
    let words = |language: Language| {
        let cases = cases(agreement, language);
        let title = match language {
            English => format!("How far outcomes agree about {cases}"),
            Chinese => format!("各指标对{cases}的评价是否一致"),
        };
        let subtitle = language
            .pick(
                "rank correlation, each outcome on the side on which it is better; red: one praises what the other condemns",
                "秩相关，各指标按其改善方向；红色：一项所肯定的正是另一项所否定的",
            )
            .to_owned();
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    let id = format!("correlations-{}", agreement.over.word());
    sheet.draw(&id, None, words, |canvas, top, language| matrix(canvas, top, sheet.study, agreement, language))
}

/// The row of an outcome has its name and number, its column the number alone.
fn matrix(canvas: &mut Canvas, top: f64, study: &Subject, agreement: &Agreement, language: Language) -> f64 {
    let shown: Vec<OutcomeIndex> = study.outcomes.places().take(MOST).collect();
    let width = (WIDTH - NAMES) / shown.len() as f64;
    for (column, outcome) in shown.iter().enumerate() {
        let x = NAMES + width * (column as f64 + 0.5);
        canvas.text((x, top + 5.0), &(outcome.index() + 1).to_string(), Anchor::Middle, Type::NOTE);
    }
    let top = top + 13.0;
    for (line, one) in shown.iter().enumerate() {
        let y = top + HEIGHT * line as f64;
        let name = format!("{} {}", one.index() + 1, name(study, *one, language));
        let name = cut(&name, NAMES - 4.0, SMALL, false);
        canvas.text((0.0, y + 0.5 * HEIGHT), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
        for (column, other) in shown.iter().enumerate() {
            let value = agreement.pair(*one, *other).map(|pair| pair.estimate.value).filter(|value| value.is_finite());
            // Two digits have room in a narrow cell: the sign is the colour's, too.
            let text = value.map_or(String::new(), |value| format!("{value:.1}").replace("-0.0", "0.0"));
            painted(canvas, (NAMES + width * column as f64, y), (width, HEIGHT), value, &text);
        }
    }
    top + HEIGHT * shown.len() as f64 + 2.0
}

/// The name of an outcome; a neutral one has a mark.
fn name(study: &Subject, outcome: OutcomeIndex, language: Language) -> String {
    let kind = study.outcomes[outcome];
    let mark = if kind.direction == Direction::Neutral { " ~" } else { "" };
    format!("{}{mark}", language.pick(kind.name_en, kind.name_zh))
}

/// Adds what one combination gave to the page.
pub(super) fn page(sheet: &Sheet, agreements: &[Agreement], page: &mut String) {
    if page.is_empty() {
        *page = made_by(sheet)
            + "\nSpearman's rank correlation of every two outcomes, each on the side on which it is better; neutral outcomes (~) count as \
               they are. Below zero, one outcome praises a policy for what the other condemns. Intervals are 95% bootstrap intervals over \
               the policies; they cover which policies happened to be compared, and nothing else.\n\n\
               任意两项指标之间的斯皮尔曼秩相关，各指标均按其改善方向计算，中性指标（~）按原值。小于零表示一项指标所肯定的政策正是另一项所否定的。\
               区间为对政策作自助抽样的95%区间，只反映恰好比较了哪些政策。\n";
    }
    if !sheet.combination.is_empty() {
        let _ = writeln!(page, "\n## {}", sheet.combination);
    }
    for agreement in agreements {
        *page += &block(sheet, agreement);
    }
}

fn block(sheet: &Sheet, agreement: &Agreement) -> String {
    let study = sheet.study;
    let [english, chinese] = [English, Chinese].map(|language| cases(agreement, language));
    let number = if sheet.combination.is_empty() { String::new() } else { format!("-{}", sheet.number + 1) };
    let mut text = format!(
        "\n## Over {english} {chinese}\n\n<img src=\"figures/correlations-{}{number}.en.svg\" alt=\"Correlations 秩相关\" width=\"560\">\n\n| |",
        agreement.over.word()
    );
    for outcome in study.outcomes.places() {
        let _ = write!(text, " {} |", outcome.index() + 1);
    }
    let _ = write!(text, "\n|---|{}\n", "---:|".repeat(study.outcomes.len()));
    for one in study.outcomes.places() {
        let [english, chinese] = [English, Chinese].map(|language| name(study, one, language));
        let _ = write!(text, "| {} {english} {chinese} |", one.index() + 1);
        for other in study.outcomes.places() {
            let cell = match agreement.pair(one, other) {
                Some(pair) if pair.estimate.value.is_finite() => format!("{:+.2}", pair.estimate.value),
                Some(_) => "–".to_owned(),
                None => "1".to_owned(),
            };
            let _ = write!(text, " {cell} |");
        }
        text.push('\n');
    }
    let (conflicts, below) = (agreement.conflicts(), agreement.below);
    if conflicts.is_empty() {
        let _ = writeln!(text, "\nNo pair of headline outcomes lies below {below}. 没有低于{below}的主要指标对。");
    } else {
        let _ = writeln!(
            text,
            "\nPairs of headline outcomes below {below} 秩相关低于{below}的主要指标对：\n\n| pair 指标对 | rank correlation 秩相关 | 95% interval \
             95%区间 |\n|---|---:|---|"
        );
    }
    for pair in conflicts {
        let [a, b] = pair.outcomes.map(|outcome| {
            let kind = study.outcomes[outcome];
            format!("{} {}", kind.name_en, kind.name_zh)
        });
        let (low, high) = (pair.estimate.low, pair.estimate.high);
        let interval = if low.is_nan() { "–".to_owned() } else { format!("{low:+.2} to {high:+.2}") };
        let _ = writeln!(text, "| {a} × {b} | {:+.2} | {interval} |", pair.estimate.value);
    }
    if !agreement.noisy.is_empty() {
        let names = |language| {
            let names: Vec<String> = agreement.noisy.iter().map(|outcome| name(study, *outcome, language)).collect();
            names.join(language.pick(", ", "、"))
        };
        let _ = writeln!(
            text,
            "\nMore than half of the variance of these is chance of few runs, which hides what they have in common: {}. \
             以下指标的差异一半以上来自运行次数少，会掩盖其相关：{}。",
            names(English),
            names(Chinese)
        );
    }
    text
}
