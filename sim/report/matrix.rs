//! All scenarios at a glance: a sign for each outcome of the short list.

use super::canvas::{Anchor, Colour, Pen, SMALL, Type, WIDTH, cut};
use super::captions::{intervals, pairs, short};
use super::context::{Context, sign};
use super::figure::{Figure, Words, figure, verdicts};
use super::words::{Pair, pick};
use crate::compare::verdict;
use crate::table::{HEADLINES, meaning, taken_together};
use crate::words::Language::{self, Chinese, English};

const TITLE: Pair = ("All scenarios at a glance", "各方案一览");

const ROW: f64 = 19.0;
const NAMES: f64 = 112.0;

/// The figure; for a single scenario its own table says more.
pub(super) fn figures(cx: &Context) -> Vec<Figure> {
    if cx.others.len() < 2 {
        return Vec::new();
    }
    let words = |language| Words {
        title: pick(TITLE, language).to_owned(),
        subtitle: subtitle(&cx.title(cx.baseline, language), language),
        caption: caption(cx, language),
    };
    vec![figure(cx, "overview", words, |canvas, top, language| {
        let mut y = verdicts(canvas, top, language);
        let cell = (WIDTH - NAMES) / HEADLINES.len() as f64;
        let middle = |column: usize| NAMES + cell * (column as f64 + 0.5);
        // Numbers stand for the names of the columns, which would not be legible side by side.
        for column in 0..HEADLINES.len() {
            canvas.text(
                (middle(column), y + 6.0),
                &(column + 1).to_string(),
                Anchor::Middle,
                Type { size: SMALL, ..Type::BOLD },
            );
        }
        y += 14.0;
        for scenario in &cx.shown {
            canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
            let name = cut(&cx.title(*scenario, language), NAMES - 6.0, SMALL, false);
            canvas.text((0.0, y + ROW / 2.0), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
            for (column, headline) in HEADLINES.iter().enumerate() {
                if let Some(d) = cx.difference(*scenario, headline.id, "all").filter(|d| d.pairs > 0) {
                    let (mark, colour) = sign(verdict(d));
                    canvas.mark((middle(column), y + ROW / 2.0), mark, colour);
                }
            }
            y += ROW;
        }
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
        y += 5.0;
        // Down the first column, then down the second.
        let rows = HEADLINES.len().div_ceil(2);
        for (index, headline) in HEADLINES.iter().enumerate() {
            let (x, y) = ((index / rows) as f64 * 172.0, y + 12.5 * (index % rows) as f64 + 6.0);
            canvas.text((x + 12.0, y), &(index + 1).to_string(), Anchor::End, Type { bold: true, ..Type::NOTE });
            canvas.text((x + 17.0, y), headline.name(language), Anchor::Start, Type::NOTE);
        }
        y += 12.5 * rows as f64;
        y
    })]
}

fn subtitle(baseline: &str, language: Language) -> String {
    match language {
        English => format!("Against {}; the numbers name outcomes below", short(baseline)),
        Chinese => format!("与“{}”相比；编号所指指标见下方", short(baseline)),
    }
}

fn caption(cx: &Context, language: Language) -> String {
    let (pairs, rest) = (pairs(cx, language), intervals(cx.results, language));
    let (meaning, together) = (meaning(language), taken_together(&cx.comparison, language).unwrap_or_default());
    let rest = super::captions::in_steps(cx, language) + &super::captions::parts(cx, language) + &rest;
    match language {
        English => format!("{meaning} Each sign is from {pairs}. {together}{rest}"),
        Chinese => format!("{meaning}每个标记基于{pairs}。{together}{rest}"),
    }
}
