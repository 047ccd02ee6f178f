//! `claims.md`: every claim with its verdict, its numbers, where it fails and through which mechanism it works; a page in each
//! language.

use std::fmt::Write as _;

use super::super::markdown::{bracketed, percent, unit_in, with_interval_in};
use super::commentary::filled;
use super::depends::depends;
use super::head::{head, sure};
use super::lists::{matters, untold, worlds};
use super::parts::{ablations, together};
use super::plausible::scored;
use super::{Claimed, figure, of_worlds};
use crate::study::methods::claims::asked::{Claim, Part, Terms};
use crate::study::methods::claims::judge::{Judged, Tested};
use crate::study::methods::claims::verdict::{Shares, Verdict};
use crate::study::subject::Subject;
use crate::table::figures;
use crate::words::Language;

/// The text of the page.
pub(in crate::report::study) fn text(claimed: &Claimed, language: Language) -> String {
    let (asked, judged) = (claimed.asked, claimed.judged);
    let mut page = head(claimed, language);
    page += &scored(claimed, language);
    page += &glance(claimed, language);
    let (alt, tongue) = (language.pick("Claims", "各项主张"), language.pick("en", "zh"));
    let parts = figure::parts(judged).len();
    for name in (0..parts).map(|part| figure::name(part, parts)) {
        let _ = write!(page, "\n<img src=\"figures/{name}.{tongue}.svg\" alt=\"{alt}\" width=\"560\">\n");
    }
    page += &sure(claimed, language);
    for (index, (claim, judged)) in asked.claims.iter().zip(judged).enumerate() {
        page += &block(claimed, index + 1, claim, judged, language);
    }
    page += &untold(claimed, language);
    page += &matters(claimed.study(), &asked.matters, language);
    page += &worlds(claimed.study(), language);
    let commentary = &asked.commentary[usize::from(language == Language::Chinese)];
    if !commentary.is_empty() {
        page.push('\n');
        page += filled(claimed, commentary, language).trim_end();
        page.push('\n');
    }
    page
}

/// Every claim with its verdict.
fn glance(claimed: &Claimed, language: Language) -> String {
    let scored = claimed.scores.is_some();
    let mut text = language
        .pick(
            "\n## At a glance\n\nIn how many worlds *all* outcomes of the claim are as claimed and large enough to matter stands on the \
             right: a claim with many outcomes is rarely so in all of them.\n\n| | claim | verdict | all of it in other worlds |",
            "\n## 一览\n\n右侧为主张的*全部*指标均与主张相符且足够大的世界数；指标多的主张很少全部相符。\n\n| | 主张 | 结论 | 全部相符的其他世界 |",
        )
        .to_owned();
    if scored {
        text += language.pick(" in plausible worlds | verdict over all worlds |", " 其中可信世界 | 若依据全部世界 |");
    }
    text += if scored { "\n|---:|---|---|---|---|---|\n" } else { "\n|---:|---|---|---|\n" };
    for (index, (claim, judged)) in claimed.asked.claims.iter().zip(claimed.judged).enumerate() {
        let title = language.pick(&claim.titles[0], &claim.titles[1]);
        let _ = write!(
            text,
            "| {} | {title} | {} | {} |",
            index + 1,
            judged.overall.words(language),
            whole(judged.whole, language)
        );
        if let Some(plausible) = judged.whole_plausible {
            let _ = write!(text, " {} | {} |", whole(plausible, language), judged.overall_all.words(language));
        }
        text.push('\n');
    }
    text
}

/// In so many of so many worlds.
fn whole((so, all): (usize, usize), language: Language) -> String {
    match language {
        Language::English => format!("{so} of {all}"),
        Language::Chinese => format!("{so}（共{all}个）"),
    }
}

fn block(claimed: &Claimed, number: usize, claim: &Claim, judged: &Judged, language: Language) -> String {
    let study = claimed.study();
    let [title, words, note] = [&claim.titles, &claim.words, &claim.note].map(|both| language.pick(&both[0], &both[1]));
    let mut text = format!("\n## {number}. {title}\n\n{words}\n\n");
    let _ = writeln!(text, "{}{}\n", language.pick("Compared: ", "比较："), compared(study, claim, language));
    let _ = writeln!(
        text,
        "**{}{}{}\n",
        judged.overall.words(language),
        language.pick(".** ", "。**"),
        sentence(study, claim, judged, language)
    );
    if !note.is_empty() {
        let _ = writeln!(text, "{}{note}\n", language.pick("**Note.** ", "**须知：**"));
    }
    text += &rows(claimed, claim, judged, language);
    if !claim.parts.is_empty() {
        text += &together(study, claim, judged, language);
    }
    text += &if claim.without.is_empty() {
        language.pick("\nNo mechanism is switched off for this claim.\n", "\n本主张没有去掉任何机制。\n").to_owned()
    } else {
        ablations(study, claimed.asked, claim, judged, language)
    };
    for tested in &judged.tested {
        text += &depends(claimed, tested, language);
    }
    text
}

/// Which scenarios are weighed.
fn compared(study: &Subject, claim: &Claim, language: Language) -> String {
    let name = |scenario: usize| &study.scenarios[scenario].name;
    if let [Part { alone, on_top: Some(on_top) }, _, ..] = &claim.parts[..] {
        let (parts, whole, against) = (claim.parts.len(), name(on_top[0].0), name(alone[1].0));
        return match language {
            Language::English => format!(
                "mean over {parts} parts of (`{whole}` − the others without the part) − (the part alone − `{against}`), see below."
            ),
            Language::Chinese => format!(
                "{parts}个部分的平均：（`{whole}` − 除该部分外的其他部分）−（该部分单独 − `{against}`），见下表。"
            ),
        };
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

/// The numbers of every outcome.
fn rows(claimed: &Claimed, claim: &Claim, judged: &Judged, language: Language) -> String {
    let counted = if claimed.by_plausible() {
        language.pick("plausible worlds", "可信世界")
    } else {
        language.pick("other worlds", "其他世界")
    };
    let scored = claimed.scores.is_some();
    let mut text = match language {
        Language::English => {
            format!(
                "| outcome | claimed | here | {counted}, median (5% to 95%) | all worlds: as claimed / small / opposite |"
            )
        }
        Language::Chinese => {
            format!("| 指标 | 主张 | 基准假设 | {counted}：中位数（5%至95%） | 全部世界：相符/过小/相反 |")
        }
    };
    if scored {
        text += language.pick(" plausible worlds: the same |", " 可信世界：同上 |");
    }
    text += language.pick(" chance | verdict |", " 噪声 | 结论 |");
    text += "\n|---|:-:|---|---|---|";
    text += if scored { "---|---:|---|\n" } else { "---:|---|\n" };
    for tested in &judged.tested {
        text += &row(claimed.study(), claim, tested, language);
    }
    text
}

fn row(study: &Subject, claim: &Claim, tested: &Tested, language: Language) -> String {
    let kind = study.outcomes[tested.outcome];
    let [low, middle, high] = tested.quantiles;
    let width = tested.here.high - tested.here.low;
    let decimals = figures::decimals(kind.unit, middle, width);
    let [low, middle, high] = [low, middle, high].map(|value| figures::end(value, kind.unit, decimals));
    let divided = |shares: Shares| format!("{} | ", of_worlds(shares.counts(), language));
    let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
    format!(
        "| {}{}{open}{}{close} | {} | {} | {middle}{} | {}{}{} | {} |\n",
        language.pick(kind.name_en, kind.name_zh),
        mark(claim, tested),
        unit_in(kind.unit, language),
        if tested.rise { "↑" } else { "↓" },
        with_interval_in(tested.here, kind.unit, language),
        bracketed([low, high], language),
        divided(tested.all),
        tested.plausible.map_or_else(String::new, divided),
        percent(tested.chance),
        tested.verdict.words(language),
    )
}
