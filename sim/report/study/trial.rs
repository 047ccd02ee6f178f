//! A virtual trial: the bias of every estimator by how communities are chosen, and the power by how many they are.

use super::super::canvas::{Anchor, Canvas, Colour, Dash, Mark, Pen, SMALL, Type, WIDTH, cut};
use super::super::figure::{Entry, Figure, Words, legend};
use super::super::plot::{Plot, axis, range, step, tick};
use super::super::words;
use super::Sheet;
use crate::study::methods::trial::assess::Trial;
use crate::study::methods::trial::choose::Selection;
use crate::study::methods::trial::estimate::Estimator;
use crate::study::methods::trial::plan::{PilotIndex, Plan};
use crate::study::methods::trial::power::{POWER, power as promised};
use crate::study::subject::{OutcomeIndex, Quantity};
use crate::words::Language;

const ROW: f64 = 15.0;
const NAMES: f64 = 96.0;

/// Mark and colour of each estimator.
const MARKS: [(Mark, Colour); 3] =
    [(Mark::Square, Colour::VERMILION), (Mark::Ring, Colour::GREY), (Mark::Disc, Colour::BLUE)];

/// Colour and line of each way of choosing.
fn pen(selection: Selection) -> Pen {
    match selection {
        Selection::AtRandom => Pen::new(Colour::BLUE, 1.4),
        Selection::Volunteering => Pen::dashed(Colour::VERMILION, 1.4, Dash::Strokes),
        Selection::BestFirst => Pen::dashed(Colour::INK, 1.4, Dash::Dots),
        Selection::Named => Pen::new(Colour::INK, 1.4),
    }
}

/// Bias and power of every outcome.
pub(super) fn figures(sheet: &Sheet, trial: &Trial, plan: &Plan) -> Vec<Figure> {
    let outcomes = sheet.study.outcomes.places();
    outcomes.flat_map(|outcome| [bias(sheet, trial, plan, outcome), power(sheet, trial, plan, outcome)]).collect()
}

fn bias(sheet: &Sheet, trial: &Trial, plan: &Plan, outcome: OutcomeIndex) -> Figure {
    let kind = sheet.study.outcomes[outcome];
    let size = plan.shown_pilots(trial.communities).first().map_or(0, |(_, pilot)| pilot.size);
    let words = |language: Language| {
        let name = language.pick(kind.name_en, kind.name_zh);
        let title = match language {
            Language::English => format!("{name}: how far evaluators are from the truth"),
            Language::Chinese => format!("{name}：评估结果偏离真值多少"),
        };
        let subtitle = match language {
            Language::English => format!(
                "{size} of {} communities take part; estimate less truth, mean and 95% interval over replicates; bar: true effect",
                trial.communities
            ),
            Language::Chinese => format!(
                "{}个社区中有{size}个试点；估计值减真值，各次重复的平均与95%区间；条形：真实效应",
                trial.communities
            ),
        };
        Words { caption: sheet.caption(Some(outcome), &subtitle, language), title, subtitle }
    };
    let draw = |canvas: &mut Canvas, top: f64, language: Language| {
        draw_bias(canvas, top, sheet, (trial, plan), outcome, language)
    };
    sheet.draw("bias", Some(Quantity::of(outcome)), words, draw)
}

fn draw_bias(
    canvas: &mut Canvas,
    top: f64,
    sheet: &Sheet,
    (trial, plan): (&Trial, &Plan),
    outcome: OutcomeIndex,
    language: Language,
) -> f64 {
    let unit = sheet.study.outcomes[outcome].unit;
    let estimators = Estimator::ALL.into_iter().zip(MARKS).map(|(estimator, (mark, colour))| {
        let (english, chinese) = estimator.names();
        let sign = move |c: &mut Canvas, x: f64, y: f64| c.mark((x + 10.0, y), mark, colour);
        (sign, language.pick(english, chinese).to_owned())
    });
    let estimators: Vec<_> = estimators.collect();
    let entries: Vec<Entry> = estimators.iter().map(|(sign, word)| -> Entry { (sign, word.clone()) }).collect();
    let top = legend(canvas, top, &entries);
    let pilots: Vec<(PilotIndex, Selection)> =
        plan.shown_pilots(trial.communities).into_iter().map(|(at, pilot)| (at, pilot.selection)).collect();
    let of = |pilot: PilotIndex| trial.records.iter().filter(move |r| r.outcome == outcome && r.pilot == pilot);
    let truth = |pilot: PilotIndex| {
        let found = trial.truths.iter().find(|truth| (truth.outcome, truth.pilot) == (outcome, pilot));
        found.map_or(f64::NAN, |truth| truth.treated.value)
    };
    let ends = pilots.iter().flat_map(|(pilot, _)| {
        of(*pilot).flat_map(|r| [r.bias.value, r.bias.low, r.bias.high]).chain([truth(*pilot), 0.0]).collect::<Vec<_>>()
    });
    let height = ROW * 3.0 + 6.0;
    let bottom = top + height * pilots.len() as f64;
    let (x, marks) = axis(range(ends, 0.0), 4);
    let plot = Plot { edges: (NAMES, top, WIDTH - 8.0, bottom), x, y: (0.0, 1.0) };
    for mark in &marks {
        let x = plot.across(*mark);
        canvas.line(&[(x, top), (x, bottom)], Pen::new(Colour::FAINT, 0.6));
    }
    let zero = plot.across(0.0);
    for (place, (pilot, selection)) in pilots.iter().enumerate() {
        let from = top + height * place as f64;
        let (english, chinese) = selection.names();
        let name = cut(language.pick(english, chinese), NAMES - 6.0, SMALL, false);
        canvas.text((0.0, from + 0.5 * height), &name, Anchor::Start, Type { size: SMALL, ..Type::PLAIN });
        if truth(*pilot).is_finite() {
            let x = plot.across(truth(*pilot));
            canvas.rect((zero.min(x), from + 3.0), (zero.max(x), from + height - 3.0), Colour::FAINT);
        }
        for r in of(*pilot).filter(|r| r.bias.value.is_finite()) {
            let row = Estimator::ALL.iter().position(|known| *known == r.estimator).expect("all are listed");
            let (mark, colour) = MARKS[row];
            let y = from + 3.0 + ROW * (row as f64 + 0.5);
            if r.bias.low.is_finite() {
                let ends = [(plot.across(r.bias.low), y), (plot.across(r.bias.high), y)];
                canvas.line(&ends, Pen::new(colour, 1.1));
            }
            canvas.mark((plot.across(r.bias.value), y), mark, colour);
        }
    }
    canvas.line(&[(zero, top), (zero, bottom)], Pen::new(Colour::INK, 0.9));
    plot.x_axis(canvas, &marks, |value| tick(value, unit, step(&marks)));
    let label =
        format!("{} ({})", language.pick("estimate less truth", "估计值减真值"), words::unit_of_change(unit, language));
    canvas.text((WIDTH, bottom + 21.0), &label, Anchor::End, Type::NOTE);
    bottom + 27.0
}

fn power(sheet: &Sheet, trial: &Trial, plan: &Plan, outcome: OutcomeIndex) -> Figure {
    let kind = sheet.study.outcomes[outcome];
    let words = |language: Language| {
        let name = language.pick(kind.name_en, kind.name_zh);
        let title = match language {
            Language::English => format!("{name}: how many communities it takes"),
            Language::Chinese => format!("{name}：需要多少个社区"),
        };
        let subtitle = language.pick(
            "share of replicates in which difference-in-differences finds the true effect, with 95% intervals; line: fitted to all sizes; thin: the usual formula",
            "双重差分能发现真实效应的重复比例及95%区间；粗线：由各种规模共同拟合；细线：常用公式",
        );
        Words { caption: sheet.caption(Some(outcome), subtitle, language), title, subtitle: subtitle.to_owned() }
    };
    let draw =
        |canvas: &mut Canvas, top: f64, language: Language| draw_power(canvas, top, (trial, plan), outcome, language);
    sheet.draw("power", Some(Quantity::of(outcome)), words, draw)
}

fn draw_power(
    canvas: &mut Canvas,
    top: f64,
    (trial, plan): (&Trial, &Plan),
    outcome: OutcomeIndex,
    language: Language,
) -> f64 {
    let selections: Vec<_> = plan
        .selections
        .iter()
        .map(|selection| {
            let (english, chinese) = selection.names();
            let pen = pen(*selection);
            let sign = move |c: &mut Canvas, x: f64, y: f64| c.line(&[(x + 1.0, y), (x + 17.0, y)], pen);
            (sign, language.pick(english, chinese).to_owned())
        })
        .collect();
    let entries: Vec<Entry> = selections.iter().map(|(sign, word)| -> Entry { (sign, word.clone()) }).collect();
    let top = legend(canvas, top, &entries) + 3.0;
    let sizes: Vec<f64> = plan.sizes.iter().map(|size| f64::from(*size)).collect();
    let (first, last) = (sizes.first().copied().unwrap_or(0.0), sizes.last().copied().unwrap_or(1.0));
    // Room beside the first and the last, where intervals stand side by side.
    let room = if first < last { 0.06 * (last - first) } else { 1.0 };
    let x = (first - room, last + room);
    let plot = Plot { edges: (34.0, top, WIDTH - 26.0, top + 130.0), x, y: (0.0, 1.0) };
    plot.y_axis(canvas, &[0.0, 0.25, 0.5, 0.75, 1.0], |share| format!("{:.0}%", 100.0 * share));
    let (left, _, right, bottom) = plot.edges;
    let aim = plot.up(POWER);
    canvas.line(&[(left, aim), (right, aim)], Pen::dashed(Colour::GREY, 0.9, Dash::Strokes));
    canvas.text((right + 3.0, aim), "80%", Anchor::Start, Type::NOTE);
    let all = f64::from(trial.communities);
    for (place, selection) in plan.selections.iter().enumerate() {
        let pilots = plan.pilots();
        let own = pilots.each().filter(|(_, pilot)| pilot.selection == *selection);
        let records: Vec<_> = own
            .filter_map(|(at, pilot)| {
                let mut all = trial.records.iter();
                let did = Estimator::DifferenceInDifferences;
                let r = all.find(|r| r.outcome == outcome && r.pilot == at && r.estimator == did)?;
                Some((f64::from(pilot.size), r.power, r.formula))
            })
            .filter(|(_, power, formula)| power.value.is_finite() && formula.is_finite())
            .collect();
        let pen = pen(*selection);
        let formula: Vec<_> = records.iter().map(|(size, _, formula)| plot.at(*size, *formula)).collect();
        canvas.line(&formula, Pen { width: 0.6, ..pen });
        let fitted = trial.needed.iter().find(|n| n.outcome == outcome && n.selection == *selection);
        let (signal, spread) = fitted.map_or((f64::NAN, f64::NAN), |n| (n.signal.value, n.spread));
        let steps = (0..=60).map(|step| first + (last - first) * f64::from(step) / 60.0);
        let curve = steps.map(|size| (size, promised(signal, spread, size, all - size)));
        let curve: Vec<_> =
            curve.filter(|(_, power)| power.is_finite()).map(|(size, power)| plot.at(size, power)).collect();
        canvas.line(&curve, pen);
        // Side by side, so that intervals do not cover each other.
        let aside = 4.0 * (place as f64 - 0.5 * (plan.selections.len() as f64 - 1.0));
        for (size, power, _) in records {
            let [(x, y), (_, low), (_, high)] = [power.value, power.low, power.high].map(|share| plot.at(size, share));
            canvas.line(&[(x + aside, low), (x + aside, high)], Pen::new(pen.colour, 0.8));
            canvas.mark((x + aside, y), Mark::Disc, pen.colour);
        }
    }
    plot.x_axis(canvas, &sizes, |size| format!("{size:.0}"));
    canvas.text(
        (WIDTH, bottom + 21.0),
        language.pick("communities in the pilot", "试点社区数"),
        Anchor::End,
        Type::NOTE,
    );
    bottom + 27.0
}
