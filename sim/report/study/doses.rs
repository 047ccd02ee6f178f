//! Dose and response: a figure for every group of levers, in which each outcome has a curve over the steps of each lever, and
//! `dose_response.md`.

pub(super) mod page;

use super::super::canvas::{Anchor, Canvas, Colour, Pen, SMALL, Type, WIDTH, cut};
use super::super::figure::{Figure, Words, legend};
use super::Sheet;
use crate::levers::LEVER_TABLES;
use crate::outcomes::Direction;
use crate::statistics::judgement::Side;
use crate::study::methods::dose_response::judge::{Answer, Doses, Lever, Moved, Verdict};
use crate::study::subject::Subject;
use crate::words::Language;

const ROW: f64 = 22.0;
const NAMES: f64 = 112.0;
/// Room for the name of a lever.
pub(super) const ROOM: f64 = NAMES - 6.0;

/// Outcomes that a row has room for.
const MOST: usize = 14;

/// The name of a group of levers.
fn group_name(table: &str, language: Language) -> &'static str {
    let (english, chinese) = match table {
        "power" => ("Government role and power boundary", "政府角色与权力边界"),
        "staffing" => ("The grid worker team", "网格员队伍"),
        "information" => ("Information and data sharing", "信息化与数据共享"),
        "participation" => ("Co-governance by many parties", "多元协同"),
        "rule_of_law" => ("Community rule of law", "社区法治"),
        // A path leads from one policy to another.
        _ => ("Paths of policy", "政策路径"),
    };
    language.pick(english, chinese)
}

/// Groups of levers in the order of the documentation, with those that were run.
fn groups<'d>(study: &Subject, doses: &'d Doses) -> Vec<(&'static str, Vec<&'d Lever>)> {
    let of = |table: &'static str| {
        let key = |lever: &Lever| {
            study.factors[lever.dose.factor].key.split_once('.').map_or("", |(table, _)| table).to_owned()
        };
        (table, doses.levers.iter().filter(|lever| key(lever) == table).collect::<Vec<_>>())
    };
    let tables = LEVER_TABLES.into_iter().chain(["path"]);
    tables.map(of).filter(|(_, levers)| !levers.is_empty()).collect()
}

/// Whether a lever was run at any other value than that of the base.
fn was_run(lever: &Lever) -> bool {
    !matches!(lever.verdict(), Verdict::Off | Verdict::Untested)
}

/// A figure for each group of which some lever was run.
pub(super) fn figures(sheet: &Sheet, doses: &Doses) -> Vec<Figure> {
    let run = |(table, levers): (&'static str, Vec<&Lever>)| {
        let levers: Vec<Lever> = levers.into_iter().filter(|lever| was_run(lever)).cloned().collect();
        (!levers.is_empty()).then_some((table, levers))
    };
    let groups = groups(sheet.study, doses).into_iter().filter_map(run);
    groups.map(|(table, levers)| figure_of(sheet, doses, table, &levers)).collect()
}

fn figure_of(sheet: &Sheet, doses: &Doses, table: &str, levers: &[Lever]) -> Figure {
    let words = |language: Language| {
        let subtitle = language
            .pick(
                "difference to the base over the steps of each lever; each outcome on a scale of its own, the dot is the base",
                "各档位与基准之差；每项指标各用一个尺度，圆点为基准",
            )
            .to_owned();
        let title = group_name(table, language).to_owned();
        Words { caption: sheet.caption(None, &subtitle, language), title, subtitle }
    };
    let id = format!("doses-{}", table.replace('_', "-"));
    sheet.draw(&id, None, words, |canvas, top, language| curves(canvas, top, (sheet, doses), levers, language))
}

/// Better or worse as the lever rises from end to end; or moved in some other way; or not.
fn colour(study: &Subject, answer: &Answer) -> Colour {
    let side = answer.ends.side(0.0);
    let (rises, clear) = (side == Side::Above, matches!(side, Side::Above | Side::Below));
    match study.outcomes[answer.outcome].direction {
        _ if !answer.moves => Colour::GREY,
        Direction::Neutral => Colour::INK,
        _ if !clear => Colour::INK,
        direction if (direction == Direction::Up) == rises => Colour::BLUE,
        _ => Colour::VERMILION,
    }
}

fn curves(
    canvas: &mut Canvas,
    top: f64,
    (sheet, doses): (&Sheet, &Doses),
    levers: &[Lever],
    language: Language,
) -> f64 {
    let study = sheet.study;
    let shown = doses.asked.named.min(MOST);
    let mut y = legend(
        canvas,
        top,
        &[
            (
                &|c, x, y| c.line(&[(x, y), (x + 18.0, y)], Pen::new(Colour::BLUE, 1.4)),
                language.pick("better with more", "越多越好").into(),
            ),
            (
                &|c, x, y| c.line(&[(x, y), (x + 18.0, y)], Pen::new(Colour::VERMILION, 1.4)),
                language.pick("worse with more", "越多越差").into(),
            ),
            (
                &|c, x, y| c.line(&[(x, y), (x + 18.0, y)], Pen::new(Colour::INK, 1.4)),
                language.pick("moves", "有变化").into(),
            ),
            (
                &|c, x, y| c.line(&[(x, y), (x + 18.0, y)], Pen::new(Colour::GREY, 0.8)),
                language.pick("nothing clear", "不明确").into(),
            ),
        ],
    );
    let width = (WIDTH - NAMES) / shown as f64;
    for column in 0..shown {
        let x = NAMES + width * (column as f64 + 0.5);
        canvas.text((x, y + 5.0), &(column + 1).to_string(), Anchor::Middle, Type { size: SMALL, ..Type::BOLD });
    }
    y += 13.0;
    // One scale a column, so that levers of a group can be compared; a change that hardly matters is flat.
    let reach: Vec<f64> = (0..shown)
        .map(|column| {
            let means = levers.iter().flat_map(|lever| &lever.answers[column].cells).map(|cell| cell.effect.mean.abs());
            let outcome = levers[0].answers[column].outcome;
            means.filter(|mean| mean.is_finite()).fold(doses.matters()[outcome].least, f64::max)
        })
        .collect();
    for lever in levers {
        canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
        sheet.label(canvas, lever.dose.factor, ROOM, y + 0.5 * ROW, language);
        for (column, answer) in lever.answers.iter().take(shown).enumerate() {
            let x = NAMES + width * column as f64;
            curve(canvas, (x, y, width), lever, answer, (reach[column], colour(study, answer)));
        }
        y += ROW;
    }
    canvas.line(&[(0.0, y), (WIDTH, y)], Pen::new(Colour::FAINT, 0.7));
    y += 5.0;
    let rows = shown.div_ceil(2);
    for (index, outcome) in study.outcomes.places().take(shown).enumerate() {
        let (x, y) = ((index / rows) as f64 * 172.0, y + 12.5 * (index % rows) as f64 + 6.0);
        let kind = study.outcomes[outcome];
        canvas.text((x + 12.0, y), &(index + 1).to_string(), Anchor::End, Type { bold: true, ..Type::NOTE });
        let name = cut(language.pick(kind.name_en, kind.name_zh), 150.0, SMALL, false);
        canvas.text((x + 17.0, y), &name, Anchor::Start, Type::NOTE);
    }
    y + 12.5 * rows as f64
}

/// The curve of one outcome over the steps of a lever, in a cell from `x` and `y` on.
fn curve(
    canvas: &mut Canvas,
    (x, y, width): (f64, f64, f64),
    lever: &Lever,
    answer: &Answer,
    (reach, colour): (f64, Colour),
) {
    let steps = &lever.dose.steps;
    let (low, high) = (steps[0].value, steps[steps.len() - 1].value);
    let across = |value: f64| x + 3.0 + (width - 6.0) * (value - low) / (high - low).max(f64::MIN_POSITIVE);
    let up = |mean: f64| y + ROW * (0.5 - 0.42 * mean / reach);
    let there = steps.iter().zip(&answer.cells).filter(|(_, cell)| cell.effect.mean.is_finite());
    let points: Vec<(f64, f64)> = there.map(|(step, cell)| (across(step.value), up(cell.effect.mean))).collect();
    canvas.line(&[(x + 3.0, up(0.0)), (x + width - 3.0, up(0.0))], Pen::new(Colour::FAINT, 0.6));
    if points.len() > 1 {
        canvas.line(&points, Pen::new(colour, if answer.moves { 1.4 } else { 0.8 }));
    }
    for (step, _) in steps.iter().zip(&answer.cells).filter(|(_, cell)| cell.moved == Moved::Base) {
        let (x, y) = (across(step.value), up(0.0));
        canvas.rect((x - 1.4, y - 1.4), (x + 1.4, y + 1.4), colour);
    }
}
