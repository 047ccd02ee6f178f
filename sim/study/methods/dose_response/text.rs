//! The text on levers: what each moves, those that move nothing, and through which mechanisms the others work.

use std::fmt::Write as _;

use super::judge::{Doses, Lever, Verdict};
use crate::study::contrast::Effect;
use crate::study::fate::Fate;
use crate::study::subject::OutcomeIndex;
use crate::study::words::{Phrasing, short};
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// Every lever under its verdict.
pub(super) fn doses(doses: &Doses, phrasing: &Phrasing) -> String {
    let mut out = String::new();
    for verdict in Verdict::ALL {
        let levers: Vec<&Lever> = doses.levers.iter().filter(|lever| lever.verdict() == verdict).collect();
        if levers.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "{} ({})",
            phrasing.pick(verdict.words(Language::English), verdict.words(Language::Chinese)),
            levers.len()
        );
        let rows: Vec<Vec<String>> = levers.iter().flat_map(|lever| rows(lever, verdict, phrasing)).collect();
        let _ = writeln!(out, "{}", aligned(&rows));
    }
    out + &left(doses, phrasing)
        + &wrapped(phrasing.pick(
            "Differences are from the lowest to the highest step. A lever moves an outcome if at some step the interval of the \
             difference to the base, or that of the highest step to the lowest, lies beyond the smallest change that matters, with intervals so wide that those of all its steps \
             and outcomes hold at once.",
            "差值为最低档至最高档之差。若某一档与基准之差或最高档与最低档之差的区间整体超出最小有意义变化，且区间已按该参数的全部档位和指标同时成立放宽，则称其对该指标有作用。",
        ))
}

/// A lever that moves something has a line for each outcome, others one with their range.
fn rows(lever: &Lever, verdict: Verdict, phrasing: &Phrasing) -> Vec<Vec<String>> {
    let factor = &phrasing.subject.factors[lever.dose.factor];
    let (low, high) = lever.dose.ends();
    let range = format!("{} {} {}", short(low), phrasing.pick("to", "至"), short(high));
    if !matches!(verdict, Verdict::Moves | Verdict::MovesOthers | Verdict::CostAlone) {
        return vec![vec![format!("  {}", factor.key), range]];
    }
    let shown = |answer: &&super::judge::Answer| answer.moves && (answer.is_named || verdict == Verdict::MovesOthers);
    let moved = lever.answers.iter().filter(shown).enumerate();
    let row = |(number, answer): (usize, &super::judge::Answer)| {
        let [key, range] = if number == 0 { [format!("  {}", factor.key), range.clone()] } else { Default::default() };
        let kind = phrasing.subject.outcomes[answer.outcome];
        let [change, interval] = change(answer.ends, answer.outcome, phrasing);
        vec![key, range, phrasing.pick(kind.name_en, kind.name_zh).to_owned(), change, interval]
    };
    moved.map(row).collect()
}

fn change(effect: Effect, outcome: OutcomeIndex, phrasing: &Phrasing) -> [String; 2] {
    let unit = phrasing.subject.outcomes[outcome].unit;
    let Effect { mean, low, high, constant } = effect;
    let decimals = figures::decimals_of_interval(unit, mean, low, high);
    let write = |value: f64| figures::end(value, unit, decimals);
    [figures::difference(mean, unit, decimals, phrasing.language), phrasing.interval((low, high), constant, &write)]
}

/// Mechanisms without which what a lever does vanishes or turns round.
fn left(doses: &Doses, phrasing: &Phrasing) -> String {
    let mut rows = Vec::new();
    for lever in &doses.levers {
        for answer in lever.answers.iter().filter(|answer| answer.moves && answer.is_named && !answer.is_cost) {
            let least = doses.matters()[answer.outcome].least;
            let fates = doses.asked.without.iter().zip(&answer.without);
            let fates = fates.map(|(name, without)| (name, without.fate(answer.ends, least)));
            let kept = |fate: &Fate| matches!(fate, Fate::Shrinks | Fate::Vanishes | Fate::Turns | Fate::Grows);
            for (name, fate) in fates.filter(|(_, fate)| kept(fate)) {
                let kind = phrasing.subject.outcomes[answer.outcome];
                let key = &phrasing.subject.factors[lever.dose.factor].key;
                let without = phrasing.pick("without", "去掉");
                rows.push(vec![
                    format!("  {key}"),
                    phrasing.pick(kind.name_en, kind.name_zh).to_owned(),
                    format!("{without} {name}"),
                    fate.words(phrasing.language).to_owned(),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let head = phrasing.pick("THROUGH WHOM: what is left without a mechanism", "通过谁：去掉某一机制后的变化");
    format!("{head}\n{}\n", aligned(&rows))
}
