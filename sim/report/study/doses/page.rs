//! `dose_response.md`: what every lever moves, those that move nothing, and through which mechanisms the others work.

use std::fmt::Write as _;

use super::super::Sheet;
use super::super::markdown::{count, made_by, measures, punctuated, unit, with_interval};
use super::{group_name, groups, was_run};
use crate::assumptions::mechanisms::Mechanisms;
use crate::statistics::judgement::Side;
use crate::study::methods::dose_response::judge::{Answer, Doses, Lever, Moved, Verdict};
use crate::study::subject::Subject;
use crate::study::words::short;
use crate::words::Language::{Chinese, English};

/// Its name in the folder of a study.
pub const FILE: &str = "dose_response.md";

/// The text of the page.
pub(in crate::report::study) fn text(sheet: &Sheet, doses: &Doses) -> String {
    let study = sheet.study;
    let mut page = made_by(sheet) + &rules(sheet, doses) + &glance(study, doses);
    for (table, levers) in groups(study, doses) {
        let [english, chinese] = [English, Chinese].map(|language| group_name(table, language));
        let _ = writeln!(page, "\n## {english} {chinese}\n");
        if levers.iter().any(|lever| was_run(lever)) {
            let id = table.replace('_', "-");
            let _ =
                writeln!(page, "<img src=\"figures/doses-{id}.en.svg\" alt=\"{english} {chinese}\" width=\"560\">\n");
        }
        page += &table_of(study, doses, &levers);
        page += &ablations(study, doses, &levers);
    }
    page + &measures(study, doses.matters())
}

fn rules(sheet: &Sheet, doses: &Doses) -> String {
    let study = sheet.study;
    let (levels, residents) = (doses.asked.levels, study.scenarios[0].settings.city.residents);
    let pairs = count(study.replicates, "pair of runs", "pairs of runs");
    let (runs, without) = (study.replicates, doses.asked.replicates_without);
    let without_pairs = count(without, "pair", "pairs");
    let base = &study.scenarios[0].name;
    let others = study.outcomes.len() - doses.asked.named;
    let [families, families_zh] = if others > 0 {
        let named = doses.asked.named;
        [
            format!(
                "; {named} outcomes headline, and the {others} others are judged apart, each of the two families with half of the error"
            ),
            format!("；{named}项主要指标与其余{others}项指标分开判断，各占一半误差"),
        ]
    } else {
        Default::default()
    };
    format!(
        "\nEvery lever takes {levels} equally spaced values over its plausible range, alone, and is compared with the base (`{base}`, \
         {residents} residents) with the same random events, {pairs} a value. A lever **moves** an outcome if at some value, or from \
         the lowest to the highest, the interval of the difference lies beyond the smallest change that matters (listed below), with \
         intervals so wide that those of all values and outcomes of the lever hold at once (Bonferroni){families}. A lever that moves nothing but cost, or \
         nothing at all, is *dead* as far as this study sees: all else that it does is too small to matter, or nothing is beyond noise, or single values stand out alone, as some do by \
         chance. A lever whose mechanism is off in the base was not run.\n\n\
         The difference from the lowest to the highest value is made again with single mechanisms off on both sides \
         ({without_pairs}): what *vanishes* or shrinks without a mechanism works through it. The words are those of claims: each \
         needs the whole 95% interval on its side. What a lever costs is left out of these tables; `ablation.csv` has it.\n\n\
         各政策参数单独在其合理范围内取{levels}个等距值，与基准（`{base}`，{residents}名居民）在同样的偶然性下比较，每值{runs}对运行。若某一取值与基准之差或最低值至最高值之差\
         的区间整体超出最小有意义变化（见下文），且区间已按该参数的全部取值和指标同时成立放宽（Bonferroni）{families_zh}，则称其对该指标**有作用**。无作用指：除成本外，全部变化\
         过小、未超出随机波动，或仅个别取值突出而可能出于偶然。所属机制未启用的参数没有运行。\n\n\
         最低值至最高值之差在双方都去掉某一机制后再算一次（{without}对运行）：去掉后消失或缩小的部分即经由该机制。用语与主张检验相同，均要求整个95%区间落在\
         相应一侧。成本不列入这些表，见 `ablation.csv`。\n"
    )
}

fn range(study: &Subject, lever: &Lever) -> String {
    let factor = &study.factors[lever.dose.factor];
    let (low, high) = lever.dose.ends();
    format!("{}–{} ({})", short(low), short(high), short(factor.default))
}

/// Outcomes beside the named ones that a row shows, those that move most.
const OTHERS: usize = 4;

/// An arrow and a name for each outcome that a lever moves; of those that the study does not name the most moved ones.
fn moved(study: &Subject, doses: &Doses, lever: &Lever) -> String {
    let one = |answer: &Answer| {
        let kind = study.outcomes[answer.outcome];
        format!("{} {} {}", arrows(answer), kind.name_en, kind.name_zh)
    };
    let (named, mut others): (Vec<&Answer>, Vec<&Answer>) =
        lever.answers.iter().filter(|answer| answer.moves).partition(|answer| answer.is_named);
    others.retain(|answer| !answer.is_cost);
    let sizes = |answer: &Answer| {
        let steps = answer.cells.iter().map(|cell| cell.effect.mean.abs());
        let most = steps.chain([answer.ends.mean.abs()]).filter(|size| size.is_finite()).fold(0.0, f64::max);
        most / doses.matters()[answer.outcome].least
    };
    others.sort_by(|a, b| sizes(b).total_cmp(&sizes(a)));
    let mut all: Vec<String> = named.into_iter().map(one).collect();
    let left = others.len().saturating_sub(OTHERS);
    let shown: Vec<String> = others.into_iter().take(OTHERS).map(one).collect();
    if !shown.is_empty() {
        let more = if left > 0 { format!("; and {left} more 等") } else { String::new() };
        all.push(format!("*others 其他:* {}{more}", shown.join("; ")));
    }
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

/// Which way an outcome goes from the lowest to the highest value, or that it goes both ways from the base.
fn arrows(answer: &Answer) -> &'static str {
    let any = |wanted: Moved| answer.cells.iter().any(|cell| cell.moved == wanted);
    match answer.ends.side(0.0) {
        Side::Above => "↑",
        Side::Below => "↓",
        _ if any(Moved::Rises) && !any(Moved::Falls) => "∪",
        _ if any(Moved::Falls) && !any(Moved::Rises) => "∩",
        _ => "↕",
    }
}

/// All levers in a table, those that move something first.
fn glance(study: &Subject, doses: &Doses) -> String {
    let mut text = "\n## At a glance 一览\n\n".to_owned();
    for verdict in Verdict::ALL {
        let levers: Vec<&Lever> = doses.levers.iter().filter(|lever| lever.verdict() == verdict).collect();
        if levers.is_empty() {
            continue;
        }
        let number = levers.len();
        let keys: Vec<String> =
            levers.iter().map(|lever| format!("`{}`", study.factors[lever.dose.factor].key)).collect();
        let (english, chinese) = (verdict.words(English), verdict.words(Chinese));
        let _ = writeln!(text, "- **{number}** {english} {chinese}: {}", keys.join(", "));
    }
    text
}

/// What the levers of a group move.
fn table_of(study: &Subject, doses: &Doses, levers: &[&Lever]) -> String {
    let mut text = "| lever | 参数 | range (base) 范围（基准） | unit 单位 | moves, ↑↓ from the lowest to the highest value 作用（最低至最高） | verdict | 结论 |\n\
                    |---|---|---|---|---|---|---|\n"
        .to_owned();
    for lever in levers {
        let factor = &study.factors[lever.dose.factor];
        let verdict = lever.verdict();
        let (clear, steps) = lever.clear();
        let count = match verdict {
            Verdict::Faint | Verdict::NothingClear => format!(" ({clear}/{steps})"),
            _ => String::new(),
        };
        let mechanism = match lever.dose.mechanism {
            Some((name, false)) => format!(" (`{name}`)"),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "| `{}` {} | {} | {} | {} | {} | {}{count}{mechanism} | {} |",
            factor.key,
            factor.name_en,
            punctuated(&factor.name_zh),
            range(study, lever),
            factor.unit,
            moved(study, doses, lever),
            verdict.words(English),
            verdict.words(Chinese),
        );
    }
    text
}

/// What is left of the differences between the ends of a group's levers when a mechanism is off.
fn ablations(study: &Subject, doses: &Doses, levers: &[&Lever]) -> String {
    let rows: Vec<(&Lever, &Answer)> = levers
        .iter()
        .flat_map(|lever| {
            let of = |answer: &&Answer| answer.moves && answer.is_named && !answer.is_cost;
            lever.answers.iter().filter(of).map(|answer| (*lever, answer))
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut text = "\nFrom the lowest to the highest value, and what is left without a mechanism 最低至最高之差，以及去掉某一机制后的剩余：\n\n\
                    | lever 参数 | outcome 指标 | difference 差值 |"
        .to_owned();
    for name in &doses.asked.without {
        let meaning = Mechanisms::ALL.iter().find(|mechanism| mechanism.name == name);
        let meaning = punctuated(meaning.map_or("", |mechanism| mechanism.meaning_zh));
        let _ = write!(text, " without 去掉 `{name}` {meaning} |");
    }
    let _ = writeln!(text, "\n|---|---|---|{}", "---|".repeat(doses.asked.without.len()));
    for (lever, answer) in rows {
        let kind = study.outcomes[answer.outcome];
        let key = &study.factors[lever.dose.factor].key;
        let ends = with_interval(answer.ends, kind.unit);
        let _ = write!(text, "| `{key}` | {} {} ({}) | {ends} |", kind.name_en, kind.name_zh, unit(kind.unit));
        for without in &answer.without {
            let fate = without.fate(answer.ends, doses.matters()[answer.outcome].least);
            let words = [English, Chinese].map(|language| fate.words(language)).join(" ");
            let cell = format!("{} {words}", with_interval(without.off, kind.unit));
            let _ = write!(text, " {} |", cell.trim_end());
        }
        text.push('\n');
    }
    text
}
