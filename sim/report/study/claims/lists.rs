//! The lists at the end of `claims.md`: what cannot be told, what matters, which worlds were drawn.

use std::fmt::Write as _;

use super::super::markdown::{least, punctuated, unit_in};
use super::Claimed;
use crate::study::contrast::Matters;
use crate::study::factor::Target;
use crate::study::fate::Fate;
use crate::study::methods::claims::asked::Claim;
use crate::study::methods::claims::judge::{Judged, Tested};
use crate::study::methods::claims::verdict::Verdict;
use crate::study::subject::{OutcomeIndex, Subject};
use crate::study::words::short;
use crate::units::places::Indexed;
use crate::words::Language;

/// What cannot be told: claims that the model cannot test, outcomes on which the verdict is open, and mechanisms of which few
/// pairs of runs do not tell what is left without them.
pub(super) fn untold(claimed: &Claimed, language: Language) -> String {
    let asked = claimed.asked;
    let mut text = language.pick("\n## What cannot be told\n", "\n## 无法判断的\n").to_owned();
    if !asked.silent.is_empty() {
        text += language.pick(
            "\n### Claims that the model cannot test\n\n| claim | why not |\n|---|---|\n",
            "\n### 模型无法检验的主张\n\n| 主张 | 原因 |\n|---|---|\n",
        );
        for silent in &asked.silent {
            let [claim, why] = [&silent.words, &silent.why].map(|both| language.pick(&both[0], &both[1]));
            let _ = writeln!(text, "| {claim} | {why} |");
        }
    }
    text += &listed(
        claimed,
        language.pick("Outcomes on which the verdict is open", "尚无定论的指标"),
        |_, tested| {
            let open = matches!(
                tested.verdict,
                Verdict::Undecided | Verdict::Elsewhere | Verdict::ByScale | Verdict::Fragile | Verdict::OppositeHere
            );
            open.then(|| tested.verdict.words(language).to_owned())
        },
        language,
    );
    text += &listed(
        claimed,
        language.pick("Mechanisms of which it is open how much is left without them", "去掉后剩余多少不明确的机制"),
        |claim, tested| {
            let least = asked.matters[tested.outcome].least;
            let open = |(_, without): &(&String, &crate::study::fate::Without)| {
                without.fate(tested.here, least) == Fate::Unclear
            };
            let names = claim.without.iter().zip(&tested.without).filter(open);
            let names: Vec<String> = names.map(|(name, _)| format!("`{name}`")).collect();
            (!names.is_empty()).then(|| names.join(language.pick(", ", "、")))
        },
        language,
    );
    text
}

/// By claim, the outcomes of which something is to be said.
fn listed(
    claimed: &Claimed,
    heading: &str,
    what: impl Fn(&Claim, &Tested) -> Option<String>,
    language: Language,
) -> String {
    let study = claimed.study();
    let mut text = String::new();
    for (index, (claim, judged)) in claimed.asked.claims.iter().zip(claimed.judged).enumerate() {
        let Judged { tested, .. } = judged;
        let of = |tested: &Tested| {
            let kind = study.outcomes[tested.outcome];
            let words = what(claim, tested)?;
            Some(match language {
                Language::English => format!("*{}*: {words}", kind.name_en),
                Language::Chinese => format!("{}：{words}", kind.name_zh),
            })
        };
        let found: Vec<String> = tested.iter().filter_map(of).collect();
        if !found.is_empty() {
            let (number, title) = (index + 1, language.pick(&claim.titles[0], &claim.titles[1]));
            let colon = language.pick(": ", "：");
            let _ = writeln!(text, "- {number}. {title}{colon}{}", found.join(language.pick("; ", "；")));
        }
    }
    if text.is_empty() { text } else { format!("\n### {heading}\n\n{text}") }
}

/// From what size on a change matters.
pub(super) fn matters(study: &Subject, matters: &Indexed<OutcomeIndex, Matters>, language: Language) -> String {
    let mut text = language
        .pick(
            "\n## The smallest change that matters\n\nFixed before any comparison was looked at.\n\n| outcome | smallest change | why |\n\
             |---|---:|---|\n",
            "\n## 最小有意义变化\n\n在查看任何比较结果之前给定。\n\n| 指标 | 最小变化 | 理由 |\n|---|---:|---|\n",
        )
        .to_owned();
    for (kind, matters) in study.outcomes.iter().zip(matters).filter(|(_, matters)| matters.is_known()) {
        let (least, unit) = (least(matters, kind.unit), unit_in(kind.unit, language));
        let unit = if least == "1" { unit.replacen("points", "point", 1) } else { unit };
        let (name, why) = (language.pick(kind.name_en, kind.name_zh), language.pick(&matters.why[0], &matters.why[1]));
        let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
        let _ =
            writeln!(text, "| {name}{open}`{}`{close} | {least}{}{unit} | {why} |", kind.id, language.pick(" ", ""));
    }
    text
}

/// What the other worlds were drawn from.
pub(super) fn worlds(study: &Subject, language: Language) -> String {
    let mut text = language
        .pick(
            "\n## The other worlds\n\nEach assumption is drawn independently and evenly from its range.\n\n\
             | assumption | shipped | range | meaning |\n|---|---:|---|---|\n",
            "\n## 其他世界\n\n各项假设在其范围内独立、均匀抽取。\n\n| 假设 | 基准 | 范围 | 含义 |\n|---|---:|---|---|\n",
        )
        .to_owned();
    for factor in &study.factors {
        let (shipped, range) = if let Target::Variant(choices) = &factor.target {
            let words: Vec<String> = choices.iter().map(ToString::to_string).collect();
            (words[factor.default as usize].clone(), words.join(" / "))
        } else {
            let (low, high) = factor.ends();
            (short(factor.default), format!("{}–{}", short(low), short(high)))
        };
        let meaning = match language {
            Language::English => factor.name_en.clone(),
            Language::Chinese => punctuated(&factor.name_zh),
        };
        let _ = writeln!(text, "| `{}` | {shipped} | {range} | {meaning} |", factor.key);
    }
    text
}
