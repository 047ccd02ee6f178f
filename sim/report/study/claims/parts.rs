//! Of a claim: what is taken together as a ratio, what each part adds, and what is left without single mechanisms.

use std::fmt::Write as _;

use super::super::markdown::{count, ends, percent, punctuated, with_interval_in};
use crate::assumptions::mechanisms::Mechanisms;
use crate::study::contrast::Effect;
use crate::study::methods::claims::asked::{Claim, Claims};
use crate::study::methods::claims::judge::{Judged, Tested};
use crate::study::subject::Subject;
use crate::words::Language;

/// What is taken together as a ratio, and what each part adds.
pub(super) fn together(study: &Subject, claim: &Claim, judged: &Judged, language: Language) -> String {
    let (names, rule) = columns(study, judged, language);
    let on_top = claim.parts[0].on_top.is_some();
    let what = match (language, on_top) {
        (Language::English, true) => {
            "the factor by which a part changes all the others over the factor by which it changes the baseline"
        }
        (Language::English, false) => "what all do together over what their single effects multiply to",
        (Language::Chinese, true) => "各部分在其他部分之上的倍数与其单独的倍数之比",
        (Language::Chinese, false) => "合力与各自倍数之积的比",
    };
    let mut text = match language {
        Language::English => format!(
            "\nShares have a ceiling, so that a sum of gains may be out of reach; as a ratio nothing is: {what}, in odds for \
             shares and scales. 1 is neither more nor less.\n\n| |{names}\n{rule}\n| here |"
        ),
        Language::Chinese => format!(
            "\n占比有上限，各项增益之和可能无法达到；按比值衡量则无此限：{what}，占比与0至1分用几率计算，1表示不多不少。\n\n\
             | |{names}\n{rule}\n| 基准假设 |"
        ),
    };
    for (effect, _) in judged.tested.iter().filter_map(|tested| tested.ratio) {
        let effect = effect.exponential();
        let Effect { mean, low, high, .. } = effect;
        let ends = ends([low, high].map(|end| format!("{end:.3}")), effect, language);
        let _ = write!(text, " {mean:.3}{ends} |");
    }
    text += language.pick("\n| on the claimed side of 1 in other worlds |", "\n| 其他世界中方向与主张相符 |");
    for (_, sign) in judged.tested.iter().filter_map(|tested| tested.ratio) {
        let _ = write!(text, " {} |", percent(sign));
    }
    text.push('\n');
    if on_top {
        text += language.pick(
            "\nWhat each part adds alone → on top of all the others, here:\n\n| part |",
            "\n基准假设下各部分单独的作用 → 在其他各部分之上的作用：\n\n| 部分 |",
        );
        let _ = writeln!(text, "{names}\n{rule}");
        for (index, part) in claim.parts.iter().enumerate() {
            let _ = write!(text, "| `{}` |", study.scenarios[part.alone[0].0].name);
            for tested in &judged.tested {
                let unit = study.outcomes[tested.outcome].unit;
                let [alone, on_top] = tested.parts[index].map(|effect| with_interval_in(effect, unit, language));
                let _ = write!(text, " {alone} → {on_top} |");
            }
            text.push('\n');
        }
    }
    text
}

/// Names of a claim's outcomes as heads of columns, and the line below them with one column before.
fn columns(study: &Subject, judged: &Judged, language: Language) -> (String, String) {
    let name = |tested: &Tested| {
        let kind = study.outcomes[tested.outcome];
        format!(" {} |", language.pick(kind.name_en, kind.name_zh))
    };
    (judged.tested.iter().map(name).collect(), format!("|---|{}", "---|".repeat(judged.tested.len())))
}

/// What is left of every contrast when a mechanism is off.
pub(super) fn ablations(study: &Subject, asked: &Claims, claim: &Claim, judged: &Judged, language: Language) -> String {
    let (names, rule) = columns(study, judged, language);
    let runs = asked.without_replicates;
    let mut text = match language {
        Language::English => {
            let pairs = count(runs, "pair", "pairs");
            format!("\nWhat is left when a mechanism is off on both sides ({pairs}):\n\n| without |{names}\n{rule}\n")
        }
        Language::Chinese => {
            format!("\n双方都去掉某一机制后的变化（{runs}对）：\n\n| 去掉 |{names}\n{rule}\n")
        }
    };
    for (index, name) in claim.without.iter().enumerate() {
        let mechanism = Mechanisms::ALL.iter().find(|mechanism| mechanism.name == name);
        let meaning = mechanism.map_or_else(String::new, |mechanism| match language {
            Language::English => mechanism.meaning_en.to_owned(),
            Language::Chinese => punctuated(mechanism.meaning_zh),
        });
        let _ = write!(text, "| `{name}` {meaning} |");
        for tested in &judged.tested {
            let without = tested.without[index];
            let fate = without.fate(tested.here, asked.matters[tested.outcome].least).words(language);
            let left = with_interval_in(without.off, study.outcomes[tested.outcome].unit, language);
            let _ = write!(text, " {} |", format!("{left} {fate}").trim_end());
        }
        text.push('\n');
    }
    text
}
