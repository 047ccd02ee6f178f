//! All claims at a glance: how large each contrast is in the shipped world, and how the other worlds divide.

use super::super::super::canvas::{Anchor, Canvas, Colour, Mark, Pen, SMALL, Type, cut};
use super::super::super::figure::{Figure, Words, legend};
use super::super::markdown::count;
use super::Claimed;
use crate::compare::Verdict;
use crate::study::contrast::Here;
use crate::study::methods::claims::judge::Tested;
use crate::study::methods::claims::plausible::Scores;
use crate::study::methods::claims::verdict::Shares;
use crate::words::Language;

const ROW: f64 = 12.5;
const NAMES: f64 = 146.0;
/// Left and right edge of the contrasts, and of the shares of worlds.
const CONTRAST: (f64, f64) = (150.0, 258.0);
const SHARES: (f64, f64) = (264.0, 338.0);
/// Contrasts beyond this many times the smallest that matters are drawn there.
const FURTHEST: f64 = 100.0;
const TICKS: [f64; 5] = [-30.0, -3.0, 0.0, 3.0, 30.0];

/// The figure.
pub(in crate::report::study) fn figure_of(claimed: &Claimed) -> Figure {
    let (sheet, study, asked) = (claimed.sheet, claimed.study(), claimed.asked);
    let words = |language: Language| {
        let (points, runs, few) = (asked.points, study.replicates, asked.world_replicates);
        let (pairs, few_pairs) = (count(runs, "pair", "pairs"), count(few, "pair", "pairs"));
        let plausible = claimed.scores.map(Scores::number);
        let worlds = match (language, plausible) {
            (Language::English, Some(some)) => {
                format!("shares of the {some} plausible of {points} other worlds, below them of all, {few_pairs} each")
            }
            (Language::English, None) => format!("shares of {points} other worlds, {few_pairs} each"),
            (Language::Chinese, Some(some)) => {
                format!("{points}个其他世界中{some}个可信世界的占比，下方细条为全部世界，每个{few}对运行")
            }
            (Language::Chinese, None) => format!("{points}个其他世界中的占比，每个{few}对运行"),
        };
        let subtitle = match language {
            Language::English => format!(
                "left: change in the shipped world over the smallest that matters, {pairs}, 95% intervals; right: {worlds}"
            ),
            Language::Chinese => {
                format!("左：基准假设下的变化与最小有意义变化之比，{runs}对运行，95%区间；右：{worlds}")
            }
        };
        let title = language.pick("What becomes of the claims", "主张的检验结果").to_owned();
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    sheet.draw("claims", None, words, |canvas, top, language| {
        // What the left panel marks, and beside it what the right panel fills.
        let sign = |mark: Mark, colour: Colour, share: Option<Colour>| {
            move |c: &mut Canvas, x: f64, y: f64| {
                let Some(share) = share else { return c.mark((x + 13.0, y), mark, colour) };
                c.mark((x + 4.0, y), mark, colour);
                c.rect((x + 10.0, y - 4.0), (x + 18.0, y + 4.0), share);
            }
        };
        let as_claimed = sign(Mark::Better, Colour::BLUE, Some(Colour::BLUE));
        let little = sign(Mark::Equal, Colour::GREY, Some(Colour::FAINT));
        let opposite = sign(Mark::Worse, Colour::VERMILION, Some(Colour::VERMILION));
        let unclear = sign(Mark::Ring, Colour::GREY, None);
        let top = legend(
            canvas,
            top,
            &[
                (&as_claimed, language.pick("as claimed", "与主张相符").into()),
                (&little, Verdict::TooSmall.words(language).into()),
                (&opposite, language.pick("the opposite", "方向相反").into()),
                (&unclear, Verdict::NotClear.words(language).into()),
            ],
        );
        draw(claimed, canvas, top + 4.0, language)
    })
}

/// Where a contrast in multiples of the smallest that matters stands: like a logarithm, but through zero.
fn across(value: f64) -> f64 {
    let place = |value: f64| libm::log1p(value.abs().min(FURTHEST)).copysign(value);
    let (left, right) = CONTRAST;
    f64::midpoint(left, right) + (right - left) / 2.0 * place(value) / place(FURTHEST)
}

fn draw(claimed: &Claimed, canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let (study, asked, judged) = (claimed.study(), claimed.asked, claimed.judged);
    let rows: usize = judged.iter().map(|judged| judged.tested.len() + 1).sum();
    let bottom = top + ROW * rows as f64;
    for tick in TICKS {
        canvas.text((across(tick), bottom + 7.0), &format!("{tick:.0}"), Anchor::Middle, Type::NOTE);
    }
    for (share, anchor) in [(0.0, Anchor::Middle), (0.5, Anchor::Middle), (1.0, Anchor::End)] {
        let x = SHARES.0 + share * (SHARES.1 - SHARES.0);
        canvas.text((x, bottom + 7.0), &format!("{:.0}%", share * 100.0), anchor, Type::NOTE);
    }
    let way = language.pick("← the opposite · as claimed →", "← 相反 · 与主张相符 →");
    canvas.text((f64::midpoint(CONTRAST.0, CONTRAST.1), bottom + 18.0), way, Anchor::Middle, Type::NOTE);
    let worlds = language.pick("other worlds", "其他世界");
    canvas.text((SHARES.1, bottom + 18.0), worlds, Anchor::End, Type::NOTE);
    let mut y = top + ROW / 2.0;
    for (claim, judged) in asked.claims.iter().zip(judged) {
        let title = language.pick(&claim.titles[0], &claim.titles[1]);
        canvas.text((0.0, y), &cut(title, SHARES.0, SMALL, true), Anchor::Start, Type { size: SMALL, ..Type::BOLD });
        y += ROW;
        grid(canvas, y - 0.5 * ROW, y + (judged.tested.len() as f64 - 0.5) * ROW);
        for tested in &judged.tested {
            let kind = study.outcomes[tested.outcome];
            let arrow = if tested.rise { "↑" } else { "↓" };
            let name = format!("{arrow} {}", language.pick(kind.name_en, kind.name_zh));
            let name = cut(&name, NAMES - 6.0, SMALL, false);
            canvas.text((6.0, y), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
            line(canvas, y, tested, asked.matters[tested.outcome].least);
            y += ROW;
        }
    }
    bottom + 24.0
}

/// The lines at the ticks, below the heading of a claim and not across it.
fn grid(canvas: &mut Canvas, top: f64, bottom: f64) {
    for tick in TICKS {
        let pen = if tick.abs() < 0.5 { Pen::new(Colour::INK, 1.0) } else { Pen::new(Colour::FAINT, 0.6) };
        canvas.line(&[(across(tick), top), (across(tick), bottom)], pen);
    }
}

fn line(canvas: &mut Canvas, y: f64, tested: &Tested, least: f64) {
    let sign = if tested.rise { 1.0 } else { -1.0 };
    let [mean, low, high] = [tested.here.mean, tested.here.low, tested.here.high].map(|value| sign * value / least);
    let (mark, colour) = match Here::of(tested.here, tested.rise, least) {
        Here::AsClaimed => (Mark::Better, Colour::BLUE),
        Here::Opposite => (Mark::Worse, Colour::VERMILION),
        Here::Little => (Mark::Equal, Colour::GREY),
        Here::Unclear => (Mark::Ring, Colour::GREY),
    };
    if low.is_finite() && high.is_finite() {
        canvas.line(&[(across(low), y), (across(high), y)], Pen::new(colour, 1.4));
    }
    if mean.is_finite() {
        canvas.mark((across(mean), y), mark, colour);
    }
    match tested.plausible {
        Some(plausible) => {
            bar(canvas, plausible, (y - 4.5, y + 1.5));
            bar(canvas, tested.all, (y + 2.5, y + 4.5));
        }
        None => bar(canvas, tested.all, (y - 4.0, y + 4.0)),
    }
}

/// How worlds divide, between two heights.
fn bar(canvas: &mut Canvas, shares: Shares, (top, bottom): (f64, f64)) {
    let parts =
        [(shares.as_claimed, Colour::BLUE), (shares.little, Colour::FAINT), (shares.opposite, Colour::VERMILION)];
    let mut from = SHARES.0;
    for (share, colour) in parts.into_iter().filter(|(share, _)| *share > 0.0) {
        let to = from + share * (SHARES.1 - SHARES.0);
        canvas.rect((from, top), (to, bottom), colour);
        from = to;
    }
}
