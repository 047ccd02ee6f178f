//! All claims at a glance: how large each contrast is in the shipped world, and how the other worlds divide. Many claims are
//! many figures, none higher than a page.

use core::ops::Range;

use super::super::super::canvas::{Anchor, Canvas, Colour, Mark, Pen, SMALL, Type, cut};
use super::super::super::figure::{Figure, Words, legend};
use super::super::markdown::count;
use super::Claimed;
use crate::compare::Verdict;
use crate::study::contrast::Here;
use crate::study::methods::claims::judge::{Judged, Tested};
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

/// Rows of a figure, at most: with its head and foot of 121 units it is not higher than the text on a page of A4, 1,060.
const MOST_ROWS: usize = 75;

/// Which claims each figure shows.
pub(super) fn parts(judged: &[Judged]) -> Vec<Range<usize>> {
    let rows: Vec<usize> = judged.iter().map(|judged| judged.tested.len() + 1).collect();
    divided(&rows)
}

/// Blocks of so many rows on as few pages as hold them, as even as can be, no block torn.
fn divided(rows: &[usize]) -> Vec<Range<usize>> {
    let all: usize = rows.iter().sum();
    let even = all.div_ceil(all.div_ceil(MOST_ROWS).max(1));
    let (mut parts, mut first, mut used) = (Vec::new(), 0, 0);
    for (place, &more) in rows.iter().enumerate() {
        // A block goes where the larger half of it lies.
        if place > first && (used + more / 2 > even || used + more > MOST_ROWS) {
            parts.push(first..place);
            (first, used) = (place, 0);
        }
        used += more;
    }
    parts.push(first..rows.len());
    parts
}

/// Name of the figure of a part, of so many.
pub(super) fn name(part: usize, parts: usize) -> String {
    if parts == 1 { "claims".to_owned() } else { format!("claims-{}", part + 1) }
}

/// The figures, each of which fits on a page.
pub(in crate::report::study) fn figures_of(claimed: &Claimed) -> Vec<Figure> {
    let parts = parts(claimed.judged);
    parts.iter().enumerate().map(|(part, claims)| figure_of(claimed, claims, (part, parts.len()))).collect()
}

fn figure_of(claimed: &Claimed, claims: &Range<usize>, (part, parts): (usize, usize)) -> Figure {
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
        let title = match (language, parts) {
            (Language::English, 1) => "What becomes of the claims".to_owned(),
            (Language::English, _) => format!("What becomes of the claims, {} of {parts}", part + 1),
            (Language::Chinese, 1) => "主张的检验结果".to_owned(),
            (Language::Chinese, _) => format!("主张的检验结果（{}/{parts}）", part + 1),
        };
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    sheet.draw(&name(part, parts), None, words, |canvas, top, language| {
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
        draw(claimed, claims, canvas, top + 4.0, language)
    })
}

/// Where a contrast in multiples of the smallest that matters stands: like a logarithm, but through zero.
fn across(value: f64) -> f64 {
    let place = |value: f64| libm::log1p(value.abs().min(FURTHEST)).copysign(value);
    let (left, right) = CONTRAST;
    f64::midpoint(left, right) + (right - left) / 2.0 * place(value) / place(FURTHEST)
}

fn draw(claimed: &Claimed, claims: &Range<usize>, canvas: &mut Canvas, top: f64, language: Language) -> f64 {
    let (study, asked, judged) = (claimed.study(), claimed.asked, &claimed.judged[claims.clone()]);
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
    for (claim, judged) in asked.claims[claims.clone()].iter().zip(judged) {
        let title = language.pick(&claim.titles[0], &claim.titles[1]);
        canvas.text((0.0, y), &cut(title, SHARES.1, SMALL, true), Anchor::Start, Type { size: SMALL, ..Type::BOLD });
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every block once and in order, and no page too full; a claim tests no more outcomes than a page has rows.
    #[test]
    fn blocks_are_divided_among_pages() {
        for (blocks, size, pages) in [(1, 5, 1), (15, 5, 1), (16, 5, 2), (26, 5, 2), (31, 5, 3), (3, 60, 3), (0, 5, 1)]
        {
            let rows = vec![size; blocks];
            let parts = divided(&rows);
            assert_eq!(parts.len(), pages, "{blocks} of {size}");
            assert_eq!(parts.iter().cloned().flatten().collect::<Vec<_>>(), (0..blocks).collect::<Vec<_>>());
            let used: Vec<usize> = parts.iter().map(|part| rows[part.clone()].iter().sum()).collect();
            assert!(used.iter().all(|&used| used <= MOST_ROWS), "{used:?}");
            let (least, most) = (used.iter().min().unwrap(), used.iter().max().unwrap());
            assert!(most - least <= 2 * size, "{used:?}");
        }
    }
}
