//! `claims.md`: every claim with its verdict, its numbers, where it fails and through which mechanism it works.

use std::fmt::Write as _;

use super::{Sheet, short};
use crate::study::claims::verdict::{Effect, MOST, NEARLY_ALL, Verdict};
use crate::study::claims::{Claim, Judged, Tested};
use crate::study::discovery::prim::{Region, Restriction};
use crate::study::{Study, Target};
use crate::table::figures;
use crate::words::Language;
use crate::words::Language::{Chinese, English};

/// Its name in the folder of a study.
pub const FILE: &str = "claims.md";

/// The text of the page.
pub(super) fn text(sheet: &Sheet) -> String {
    let study = sheet.study;
    let mut page = head(sheet);
    page += "\n## At a glance 一览\n\n| | claim | 主张 | verdict | 结论 |\n|---:|---|---|---|---|\n";
    let judged = &sheet.findings.judged;
    for (index, (claim, judged)) in study.claims.claims.iter().zip(judged).enumerate() {
        let words = [English, Chinese].map(|language| judged.overall.words(language));
        let (title, title_zh, number) = (&claim.titles[0], &claim.titles[1], index + 1);
        let _ = writeln!(page, "| {number} | {title} | {title_zh} | {} | {} |", words[0], words[1]);
    }
    page += "\n![Claims 各项主张](figures/claims.en.svg)\n";
    for (index, (claim, judged)) in study.claims.claims.iter().zip(judged).enumerate() {
        page += &block(sheet, index + 1, claim, judged);
    }
    page += &silent(study);
    page += &measures(study);
    page += &worlds(study);
    if !study.claims.commentary.is_empty() {
        page.push('\n');
        page += study.claims.commentary.trim_end();
        page.push('\n');
    }
    page
}

fn head(sheet: &Sheet) -> String {
    let study = sheet.study;
    let manifest = sheet.manifest;
    let (title, title_zh, file, seed) = (&study.title, &study.title_zh, &study.file, manifest.seed);
    let (version, hash) = (&manifest.program_version, &manifest.result_hash[..8]);
    let (runs, few, points) = (study.replicates, study.claims.world_replicates, study.design.points);
    let without = study.claims.without_replicates;
    let (residents, inputs) = (study.scenarios[0].settings.city.residents, study.factors.len());
    let set = study.crosses.last().map_or(&[][..], |worlds| &worlds.settings[..]);
    let set: Vec<String> = set.iter().map(|(key, setting)| format!("`{key} = {setting}`")).collect();
    let (set, set_zh) = match set.join(", ") {
        none if none.is_empty() => ("the same city".to_owned(), "同一城市".to_owned()),
        set => (set.clone(), set),
    };
    let (most, nearly) = (MOST * 100.0, NEARLY_ALL * 100.0);
    format!(
        "# {title}\n\n**{title_zh}**\n\nWritten by `gridgov study {file}` (gridgov {version}, seed {seed}, {runs} \
         replicates, results {hash}); do not edit by hand. 本页由上述命令生成，请勿手工修改。\n\n\
         Every claim is a hypothesis: two policies, or more, in the same worlds and under the same chance, and outcomes \
         that should rise or fall. **Here** is the world as shipped: {residents} residents, {runs} pairs of runs, 95% \
         interval. **Other worlds** are {points} draws (a Latin hypercube, {set}) over {inputs} assumptions and structural \
         variants, listed below, with {few} pair(s) each. For each outcome a smallest change that matters was fixed \
         from the levels of the baseline, before any comparison was looked at; it is listed below, too. The verdict follows from the numbers by rule. Here, a claim holds if the interval \
         lies beyond zero on the claimed side and the mean reaches the smallest change that matters; the opposite \
         likewise; no change matters if the whole interval lies within that change of zero; otherwise it is not clear. A \
         claim that holds here holds *widely* if the mean is as claimed and large enough in {nearly:.0}% of the other \
         worlds, *in most* from {most:.0}%. Means of few runs are noisy: a share of worlds is nearer to one half than \
         without that noise; *chance* says which share of the spread between worlds is noise. Mechanisms are switched off one \
         by one on both sides of a comparison, in the shipped world, with {without} pairs.\n\n\
         每项主张都是待检验的假设：在同一世界、同样的偶然性下比较两个（或多个）方案，看所列指标是否上升或下降。**基准假设**指程序自带的\
         参数（{residents}名居民，{runs}对运行，95%区间）；**其他假设**指对{inputs}项参数和结构变体作拉丁超立方抽样得到的{points}个世界\
         （{set_zh}），每个{few}对运行。每项指标的“最小有意义变化”事先给定，见下文。结论由规则从数字得出：区间完全位于主张一侧且均值达到最小\
         有意义变化，即在基准假设下成立；反向亦然；整个区间都小于最小有意义变化，即无实质变化；其余为不明确。在此基础上，若至少{nearly:.0}%的\
         其他世界也如此，称为普遍成立；至少{most:.0}%为多数成立。每个世界运行次数少，占比会因噪声而向一半靠拢；“噪声”一列给出世界间差异中\
         属于随机噪声的比例。去掉机制的比较在基准假设下进行，双方同时去掉，各{without}对运行。\n"
    )
}

fn block(sheet: &Sheet, number: usize, claim: &Claim, judged: &Judged) -> String {
    let study = sheet.study;
    let mut text = format!(
        "\n## {number}. {} {}\n\n{}\n\n{}\n\n",
        claim.titles[0], claim.titles[1], claim.words[0], claim.words[1]
    );
    let _ = writeln!(text, "Compared 比较：{}.\n", compared(study, claim));
    for language in [English, Chinese] {
        let stop = language.pick(". ", "。");
        let _ = writeln!(
            text,
            "**{}{}**{}\n",
            judged.overall.words(language),
            stop.trim_end(),
            language.pick(" ", "").to_owned() + &sentence(study, judged, language)
        );
    }
    text += "| outcome 指标 | claimed 主张 | here 基准假设 | other worlds, median (5% to 95%) 其他假设 | as claimed / small / \
             opposite 相符/过小/相反 | chance 噪声 | verdict 结论 |\n|---|:-:|---|---|---|---:|---|\n";
    for tested in &judged.tested {
        text += &row(study, tested);
    }
    if !claim.without.is_empty() {
        text += &ablations(study, claim, judged);
    }
    for tested in &judged.tested {
        text += &depends(study, tested);
    }
    text
}

/// Which scenarios are weighed.
fn compared(study: &Study, claim: &Claim) -> String {
    let name = |scenario: usize| format!("`{}`", study.scenarios[scenario].name);
    if let [(one, 1.0), (other, -1.0)] = claim.terms[..] {
        return format!("{} − {}", name(one), name(other));
    }
    let mut text = String::new();
    for (scenario, weight) in &claim.terms {
        let sign = if *weight < 0.0 { " − " } else { " + " };
        let times = weight.abs().round() as u32;
        let size = if times == 1 { String::new() } else { format!("{times} × ") };
        let _ = write!(text, "{}{size}{}", if text.is_empty() { "" } else { sign }, name(*scenario));
    }
    text
}

/// Outcomes under the verdict that they share.
fn sentence(study: &Study, judged: &Judged, language: Language) -> String {
    let mut parts = Vec::new();
    for verdict in Verdict::ALL {
        let names: Vec<&str> = judged
            .tested
            .iter()
            .filter(|tested| tested.verdict == verdict)
            .map(|tested| study.outcomes[tested.outcome])
            .map(|kind| language.pick(kind.name_en, kind.name_zh))
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

/// The unit of changes, in both languages.
fn unit(unit: &str) -> String {
    match unit {
        "share" | "share/year" => "points 百分点".to_owned(),
        _ => {
            let chinese = super::words::unit(unit, Chinese);
            if chinese == unit { unit.to_owned() } else { format!("{unit} {chinese}") }
        }
    }
}

fn change(value: f64, unit: &str, width: f64) -> String {
    figures::end(value, unit, figures::decimals(unit, value, width))
}

fn with_interval(effect: Effect, unit: &str) -> String {
    let width = effect.high - effect.low;
    let decimals = figures::decimals(unit, effect.mean, width);
    let [mean, low, high] = [effect.mean, effect.low, effect.high].map(|value| figures::end(value, unit, decimals));
    format!("{mean} ({low} to {high})")
}

fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0}%", share * 100.0) }
}

fn row(study: &Study, tested: &Tested) -> String {
    let kind = study.outcomes[tested.outcome];
    let [low, middle, high] = tested.quantiles;
    let width = tested.here.high - tested.here.low;
    let decimals = figures::decimals(kind.unit, middle, width);
    let [low, middle, high] = [low, middle, high].map(|value| figures::end(value, kind.unit, decimals));
    let shares = tested.shares;
    let [claimed, little, opposite] = [shares.as_claimed, shares.little, shares.opposite].map(percent);
    format!(
        "| {} {} ({}) | {} | {} | {middle} ({low} to {high}) | {claimed} / {little} / {opposite} | {} | {} {} |\n",
        kind.name_en,
        kind.name_zh,
        unit(kind.unit),
        if tested.rise { "↑" } else { "↓" },
        with_interval(tested.here, kind.unit),
        percent(tested.chance),
        tested.verdict.words(English),
        tested.verdict.words(Chinese),
    )
}

/// What is left of every contrast when a mechanism is off.
fn ablations(study: &Study, claim: &Claim, judged: &Judged) -> String {
    let mut text =
        "\nWhat is left when a mechanism is off on both sides 双方都去掉某一机制后的变化：\n\n| without 去掉 |"
            .to_owned();
    let mut rule = "|---|".to_owned();
    for tested in &judged.tested {
        let kind = study.outcomes[tested.outcome];
        let _ = write!(text, " {} {} |", kind.name_en, kind.name_zh);
        rule += "---|";
    }
    let _ = writeln!(text, "\n{rule}");
    for (index, name) in claim.without.iter().enumerate() {
        let meaning = crate::assumptions::mechanisms::Mechanisms::ALL.iter().find(|m| m.name == name);
        let _ = write!(text, "| `{name}` {} |", meaning.map_or("", |mechanism| mechanism.meaning_zh));
        for tested in &judged.tested {
            let (effect, fate) = tested.without[index];
            let unit = study.outcomes[tested.outcome].unit;
            let words = [English, Chinese].map(|language| fate.words(language));
            let _ = write!(text, " {} {} {} |", with_interval(effect, unit), words[0], words[1]);
        }
        text.push('\n');
    }
    text
}

/// Where an outcome fails, and which assumptions go with it.
fn depends(study: &Study, tested: &Tested) -> String {
    let kind = study.outcomes[tested.outcome];
    let mut text = String::new();
    if let Some(region) = &tested.fails {
        let fails = 1.0 - tested.shares.as_claimed;
        let [coverage, density, all] = [region.coverage, region.density, fails].map(percent);
        let limits = limits(study, region);
        let (name, name_zh) = (kind.name_en, kind.name_zh);
        let _ = write!(
            text,
            "\n- *{name}* fails above all where {limits}: {density} of these worlds fail, against {all} of all, and \
             {coverage} of all failures lie there. “{name_zh}”最常不成立的范围：{limits}（其中{density}不成立，全部世界为{all}；\
             覆盖{coverage}的不成立情形）。"
        );
    }
    if !tested.influences.is_empty() {
        let listed: Vec<String> = tested
            .influences
            .iter()
            .map(|(factor, r)| {
                format!("`{}` ({}{:.2})", study.factors[*factor].key, if *r > 0.0 { "+" } else { "−" }, r.abs())
            })
            .collect();
        let lead = if tested.fails.is_some() { " " } else { "\n- " };
        let who = if tested.fails.is_some() { String::new() } else { format!("*{}* {} ", kind.name_en, kind.name_zh) };
        let _ = write!(
            text,
            "{lead}{who}Rank correlation of the change with assumptions 变化与假设的秩相关：{}.",
            listed.join(", ")
        );
    }
    text.push_str(if text.is_empty() { "" } else { "\n" });
    text
}

fn limits(study: &Study, region: &Region) -> String {
    let one = |side: &Restriction| {
        let factor = &study.factors[side.dimension];
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
    region.restrictions.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn silent(study: &Study) -> String {
    if study.claims.silent.is_empty() {
        return String::new();
    }
    let mut text = "\n## Of what the model cannot speak 模型无法检验的主张\n\n| claim | why not | 主张 | 原因 |\n|---|---|---|---|\n".to_owned();
    for silent in &study.claims.silent {
        let [claim, claim_zh] = &silent.words;
        let [why, why_zh] = &silent.why;
        let _ = writeln!(text, "| {claim} | {why} | {claim_zh} | {why_zh} |");
    }
    text
}

fn measures(study: &Study) -> String {
    let mut text =
        "\n## The smallest change that matters 最小有意义变化\n\nFixed before any comparison was looked at 在查看任何比较结果之前给定。\n\n\
                    | outcome 指标 | smallest change 最小变化 | why | 理由 |\n|---|---:|---|---|\n"
            .to_owned();
    for (kind, matters) in study.outcomes.iter().zip(&study.claims.matters) {
        let least = change(matters.least, kind.unit, matters.least);
        let [why, why_zh] = &matters.why;
        let least = least.trim_start_matches('+');
        let _ = writeln!(
            text,
            "| {} {} (`{}`) | {least} {} | {why} | {why_zh} |",
            kind.name_en,
            kind.name_zh,
            kind.id,
            unit(kind.unit)
        );
    }
    text
}

fn worlds(study: &Study) -> String {
    let mut text = "\n## The other worlds 其他假设\n\nEach is drawn independently and evenly from its range 各项独立、均匀抽取。\n\n\
                    | assumption 假设 | shipped 基准 | range 范围 | meaning | 含义 |\n|---|---:|---|---|---|\n"
        .to_owned();
    for factor in &study.factors {
        let (shipped, range) = if let Target::Variant(choices) = &factor.target {
            let words: Vec<String> = choices.iter().map(ToString::to_string).collect();
            (words[factor.default as usize].clone(), words.join(" / "))
        } else {
            let (low, high) = factor.ends();
            (short(factor.default), format!("{} to {}", short(low), short(high)))
        };
        let _ = writeln!(text, "| `{}` | {shipped} | {range} | {} | {} |", factor.key, factor.name_en, factor.name_zh);
    }
    text
}
