//! `claims.md`: every claim with its verdict, its numbers, where it fails and through which mechanism it works.

use std::fmt::Write as _;

use super::super::markdown::{count, measures, percent, punctuated, unit, with_interval};
use super::Claimed;
use super::head::{head, sure};
use super::lists::{silent, worlds};
use crate::statistics::prim::{Region, Restriction};
use crate::study::contrast::Effect;
use crate::study::factor::Target;
use crate::study::methods::claims::asked::{Claim, Claims, Part, Terms};
use crate::study::methods::claims::judge::{Judged, Tested};
use crate::study::methods::claims::verdict::Verdict;
use crate::study::subject::{FactorIndex, Subject};
use crate::study::words::short;
use crate::table::figures;
use crate::words::Language;
use crate::words::Language::{Chinese, English};

/// Its name in the folder of a study.
pub const FILE: &str = "claims.md";

/// The text of the page.
pub(in crate::report::study) fn text(claimed: &Claimed) -> String {
    let (study, asked, judged) = (claimed.sheet.study, claimed.asked, claimed.judged);
    let mut page = head(claimed);
    page += "\n## At a glance 一览\n\n| | claim | 主张 | verdict | 结论 |\n|---:|---|---|---|---|\n";
    for (index, (claim, judged)) in asked.claims.iter().zip(judged).enumerate() {
        let words = [English, Chinese].map(|language| judged.overall.words(language));
        let (title, title_zh, number) = (&claim.titles[0], &claim.titles[1], index + 1);
        let _ = writeln!(page, "| {number} | {title} | {title_zh} | {} | {} |", words[0], words[1]);
    }
    page += "\n<img src=\"figures/claims.en.svg\" alt=\"Claims 各项主张\" width=\"560\">\n";
    page += &sure(claimed);
    for (index, (claim, judged)) in asked.claims.iter().zip(judged).enumerate() {
        page += &block(study, asked, index + 1, claim, judged);
    }
    page += &silent(asked);
    page += &measures(study, &asked.matters);
    page += &worlds(study);
    if !asked.commentary.is_empty() {
        page.push('\n');
        page += asked.commentary.trim_end();
        page.push('\n');
    }
    page
}

fn block(study: &Subject, asked: &Claims, number: usize, claim: &Claim, judged: &Judged) -> String {
    let mut text = format!(
        "\n## {number}. {} {}\n\n{}\n\n{}\n\n",
        claim.titles[0], claim.titles[1], claim.words[0], claim.words[1]
    );
    let _ = writeln!(text, "Compared 比较：{}\n", compared(study, claim));
    for language in [English, Chinese] {
        let stop = language.pick(". ", "。");
        let _ = writeln!(
            text,
            "**{}{}**{}\n",
            judged.overall.words(language),
            stop.trim_end(),
            language.pick(" ", "").to_owned() + &sentence(study, claim, judged, language)
        );
    }
    if !claim.note[0].is_empty() {
        let [note, note_zh] = &claim.note;
        let _ = writeln!(text, "**Note.** {note}\n\n**须知：**{note_zh}\n");
    }
    text += "| outcome 指标 | claimed 主张 | here 基准假设 | other worlds, median (5% to 95%) 其他假设 | as claimed / small / \
             opposite 相符/过小/相反 | chance 噪声 | verdict 结论 |\n|---|:-:|---|---|---|---:|---|\n";
    for tested in &judged.tested {
        text += &row(study, claim, tested);
    }
    if !claim.parts.is_empty() {
        text += &together(study, claim, judged);
    }
    text += &if claim.without.is_empty() {
        "\nNo mechanism is switched off for this claim. 本主张没有去掉任何机制。\n".to_owned()
    } else {
        ablations(study, asked, claim, judged)
    };
    for tested in &judged.tested {
        text += &depends(study, tested);
    }
    text
}

/// Which scenarios are weighed.
fn compared(study: &Subject, claim: &Claim) -> String {
    let name = |scenario: usize| &study.scenarios[scenario].name;
    if let [Part { alone, on_top: Some(on_top) }, _, ..] = &claim.parts[..] {
        let (parts, whole, against) = (claim.parts.len(), name(on_top[0].0), name(alone[1].0));
        return format!(
            "mean over {parts} parts of (`{whole}` − the others without the part) − (the part alone − `{against}`), see below. \
             {parts}个部分的平均：（`{whole}` − 除该部分外的其他部分）−（该部分单独 − `{against}`），见下表"
        );
    }
    let mut text = String::new();
    let (plus, minus): (Terms, Terms) = claim.terms.iter().partition(|(_, weight)| *weight > 0.0);
    for (scenario, weight) in plus.iter().chain(&minus) {
        let sign = match (text.is_empty(), *weight < 0.0) {
            (true, _) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        };
        let size = match weight.abs() {
            1.0 => String::new(),
            times => format!("{times:.0} × "),
        };
        let _ = write!(text, "{sign}{size}`{}`", name(*scenario));
    }
    text
}

/// What stands beside the name of an outcome that the policy sets directly.
fn mark(claim: &Claim, tested: &Tested) -> &'static str {
    if claim.means.contains(&tested.outcome) { "†" } else { "" }
}

/// Outcomes under the verdict that they share.
fn sentence(study: &Subject, claim: &Claim, judged: &Judged, language: Language) -> String {
    let mut parts = Vec::new();
    for verdict in Verdict::ALL {
        let names: Vec<String> = judged
            .tested
            .iter()
            .filter(|tested| tested.verdict == verdict)
            .map(|tested| {
                let kind = study.outcomes[tested.outcome];
                // Some English names hold a comma.
                let name = language.pick(kind.name_en, kind.name_zh);
                language.pick("*", "").to_owned() + name + language.pick("*", "") + mark(claim, tested)
            })
            .collect();
        if !names.is_empty() {
            let colon = language.pick(": ", "：");
            parts.push(format!("{}{colon}{}", verdict.words(language), names.join(language.pick(", ", "、"))));
        }
    }
    let text = parts.join(language.pick("; ", "；")) + language.pick(".", "。");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn row(study: &Subject, claim: &Claim, tested: &Tested) -> String {
    let kind = study.outcomes[tested.outcome];
    let [low, middle, high] = tested.quantiles;
    let width = tested.here.high - tested.here.low;
    let decimals = figures::decimals(kind.unit, middle, width);
    let [low, middle, high] = [low, middle, high].map(|value| figures::end(value, kind.unit, decimals));
    let shares = tested.shares;
    let [claimed, little, opposite] = [shares.as_claimed, shares.little, shares.opposite].map(percent);
    format!(
        "| {} {}{} ({}) | {} | {} | {middle} ({low} to {high}) | {claimed} / {little} / {opposite} | {} | {} {} |\n",
        kind.name_en,
        kind.name_zh,
        mark(claim, tested),
        unit(kind.unit),
        if tested.rise { "↑" } else { "↓" },
        with_interval(tested.here, kind.unit),
        percent(tested.chance),
        tested.verdict.words(English),
        tested.verdict.words(Chinese),
    )
}

/// What is taken together as a ratio, and what each part adds.
fn together(study: &Subject, claim: &Claim, judged: &Judged) -> String {
    let (names, rule) = columns(study, judged);
    let (what, what_zh) = if claim.parts[0].on_top.is_some() {
        (
            "the factor by which a part changes all the others over the factor by which it changes the baseline",
            "各部分在其他部分之上的倍数与其单独的倍数之比",
        )
    } else {
        ("what all do together over what their single effects multiply to", "合力与各自倍数之积的比")
    };
    let mut text = format!(
        "\nShares have a ceiling, so that a sum of gains may be out of reach; as a ratio nothing is: {what}, in odds for \
         shares and scales. 1 is neither more nor less. 占比有上限，各项增益之和可能无法达到；按比值衡量则无此限：{what_zh}，占比与0至1分用几率计算，\
         1表示不多不少。\n\n| |{names}\n{rule}\n| here 基准假设 |"
    );
    for (effect, _) in judged.tested.iter().filter_map(|tested| tested.ratio) {
        let Effect { mean, low, high } = effect.exponential();
        let _ = write!(text, " {mean:.3} ({low:.3} to {high:.3}) |");
    }
    text += "\n| on the claimed side of 1 in other worlds 其他假设下方向与主张相符 |";
    for (_, sign) in judged.tested.iter().filter_map(|tested| tested.ratio) {
        let _ = write!(text, " {} |", percent(sign));
    }
    text.push('\n');
    if claim.parts[0].on_top.is_some() {
        let _ = writeln!(
            text,
            "\nWhat each part adds alone → on top of all the others, here 基准假设下各部分单独的作用 → 在其他各部分之上的作用：\n\n| part 部分 \
             |{names}\n{rule}"
        );
        for (index, part) in claim.parts.iter().enumerate() {
            let _ = write!(text, "| `{}` |", study.scenarios[part.alone[0].0].name);
            for tested in &judged.tested {
                let [alone, on_top] =
                    tested.parts[index].map(|effect| with_interval(effect, study.outcomes[tested.outcome].unit));
                let _ = write!(text, " {alone} → {on_top} |");
            }
            text.push('\n');
        }
    }
    text
}

/// Names of a claim's outcomes as heads of columns, and the line below them with one column before.
fn columns(study: &Subject, judged: &Judged) -> (String, String) {
    let name = |tested: &Tested| {
        let kind = study.outcomes[tested.outcome];
        format!(" {} {} |", kind.name_en, kind.name_zh)
    };
    (judged.tested.iter().map(name).collect(), format!("|---|{}", "---|".repeat(judged.tested.len())))
}

/// What is left of every contrast when a mechanism is off.
fn ablations(study: &Subject, asked: &Claims, claim: &Claim, judged: &Judged) -> String {
    let (names, rule) = columns(study, judged);
    let pairs = count(asked.without_replicates, "pair", "pairs");
    let mut text = format!(
        "\nWhat is left when a mechanism is off on both sides ({pairs}) 双方都去掉某一机制后的变化（{}对）：\n\n| without 去掉 |{names}\n{rule}\n",
        asked.without_replicates
    );
    for (index, name) in claim.without.iter().enumerate() {
        let meaning = crate::assumptions::mechanisms::Mechanisms::ALL.iter().find(|m| m.name == name);
        let meaning = punctuated(meaning.map_or("", |mechanism| mechanism.meaning_zh));
        let _ = write!(text, "| `{name}` {meaning} |");
        for tested in &judged.tested {
            let without = tested.without[index];
            let fate = without.fate(tested.here, asked.matters[tested.outcome].least);
            let words = [English, Chinese].map(|language| fate.words(language)).join(" ");
            let cell = format!("{} {words}", with_interval(without.off, study.outcomes[tested.outcome].unit));
            let _ = write!(text, " {} |", cell.trim_end());
        }
        text.push('\n');
    }
    text
}

/// Where an outcome fails, and which assumptions go with it.
fn depends(study: &Subject, tested: &Tested) -> String {
    let kind = study.outcomes[tested.outcome];
    let mut text = String::new();
    if let Some(region) = &tested.fails {
        let fails = 1.0 - tested.shares.as_claimed;
        let [coverage, density, all] = [region.coverage, region.density, fails].map(percent);
        let limits = limits(study, region);
        let _ = write!(
            text,
            " Fails above all where {}: in {density} of these worlds, against {all} of all, and {coverage} of all failures lie \
             there. 最常不成立的范围：{}；其中{density}不成立（全部世界为{all}），占全部不成立情形的{coverage}。",
            limits.join(" and "),
            limits.join("，且")
        );
    }
    if !tested.influences.is_empty() {
        let of = |(factor, r): &(FactorIndex, f64)| {
            (&study.factors[*factor].key, format!("{}{:.2}", if *r > 0.0 { "+" } else { "−" }, r.abs()))
        };
        let listed: Vec<(&String, String)> = tested.influences.iter().map(of).collect();
        let english: Vec<String> = listed.iter().map(|(key, r)| format!("`{key}` ({r})")).collect();
        let chinese: Vec<String> = listed.iter().map(|(key, r)| format!("`{key}`（{r}）")).collect();
        let (last, first) = english.split_last().expect("it is not empty");
        let english = if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) };
        let _ = write!(
            text,
            " The change goes with {english} (rank correlation). 变化与下列假设秩相关：{}。",
            chinese.join("、")
        );
    }
    if text.is_empty() { text } else { format!("\n- **{} {}**.{text}\n", kind.name_en, kind.name_zh) }
}

fn limits(study: &Subject, region: &Region) -> Vec<String> {
    let one = |side: &Restriction| {
        let factor = &study.factors[FactorIndex::at(side.dimension)];
        if let Target::Variant(choices) = &factor.target {
            let inside = |index: &usize| (side.low..=side.high).contains(&(*index as f64));
            let words: Vec<String> =
                (0..choices.len()).filter(inside).map(|index| choices[index].to_string()).collect();
            return format!("`{}` = {}", factor.key, words.join(" / "));
        }
        match (side.low.is_finite(), side.high.is_finite()) {
            (true, true) => format!("{} < `{}` < {}", short(side.low), factor.key, short(side.high)),
            (true, false) => format!("`{}` > {}", factor.key, short(side.low)),
            _ => format!("`{}` < {}", factor.key, short(side.high)),
        }
    };
    region.restrictions.iter().map(one).collect()
}
