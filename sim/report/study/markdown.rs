//! Words of pages in Markdown: counts, percentages, units, numbers with intervals, and Chinese punctuation.

use std::fmt::Write as _;

use super::super::words;
use super::Sheet;
use crate::study::contrast::{Effect, Matters};
use crate::study::subject::{OutcomeIndex, Subject};
use crate::study::words::short;
use crate::table::{SAME, figures};
use crate::units::places::Indexed;
use crate::words::Language;
use crate::words::Language::{Chinese, English};

/// A number with the English word for what is counted.
pub(super) fn count(n: u32, one: &str, more: &str) -> String {
    if n == 1 { format!("one {one}") } else { format!("{n} {more}") }
}

/// A share in whole percent.
pub(super) fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0}%", share * 100.0) }
}

/// The unit of changes.
pub(super) fn unit_in(unit: &str, language: Language) -> String {
    match unit {
        "share" | "share/year" => language.pick("points", "百分点").to_owned(),
        _ => words::unit(unit, language).to_owned(),
    }
}

/// The unit of changes, in both languages.
pub(super) fn unit(unit: &str) -> String {
    let [english, chinese] = [English, Chinese].map(|language| unit_in(unit, language));
    if chinese == english { english } else { format!("{english} {chinese}") }
}

/// A Chinese text with Chinese punctuation: brackets everywhere, the rest beside Chinese characters.
pub(super) fn punctuated(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let wide = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|before| !letters[before].is_ascii());
        before || letters.get(at + 1).is_some_and(|after| !after.is_ascii())
    };
    let one = |(at, letter): (usize, &char)| match letter {
        '(' => '（',
        ')' => '）',
        ',' if wide(at) => '，',
        ':' if wide(at) => '：',
        ';' if wide(at) => '；',
        other => *other,
    };
    letters.iter().enumerate().map(one).collect()
}

/// Title, and the command that wrote the page.
pub(super) fn made_by(sheet: &Sheet) -> String {
    let (study, manifest) = (sheet.study, sheet.manifest);
    let (title, title_zh, file, seed) = (&study.title, &study.title_zh, &study.file, manifest.seed);
    let (version, hash) = (&manifest.program_version, &manifest.result_hash[..8]);
    let replicates = count(study.replicates, "replicate", "replicates");
    format!(
        "# {title}\n\n**{title_zh}**\n\nWritten by `gridgov study {file}` (gridgov {version}, seed {seed}, {replicates}, results \
         {hash}); do not edit by hand. 本页由上述命令生成，请勿手工修改。\n"
    )
}

/// A change with its interval.
pub(super) fn with_interval(effect: Effect, unit: &str) -> String {
    with_interval_in(effect, unit, English)
}

/// A change with its interval, as a language writes it.
pub(super) fn with_interval_in(effect: Effect, unit: &str, language: Language) -> String {
    if effect.mean.is_nan() {
        return "–".to_owned();
    }
    let decimals = figures::decimals_of_interval(unit, effect.mean, effect.low, effect.high);
    let [mean, low, high] = [effect.mean, effect.low, effect.high].map(|value| figures::end(value, unit, decimals));
    mean + &ends([low, high], effect, language)
}

/// Two ends of an effect in brackets; where there are none, that all runs gave the same, or nothing where they are too few.
pub(super) fn ends(ends: [String; 2], effect: Effect, language: Language) -> String {
    match language {
        _ if effect.low.is_finite() => bracketed(ends, language),
        _ if !effect.constant => String::new(),
        English => format!(" ({})", SAME.0),
        Chinese => format!("（{}）", SAME.1),
    }
}

/// Two ends in brackets.
pub(super) fn bracketed([low, high]: [String; 2], language: Language) -> String {
    match language {
        English => format!(" ({low} to {high})"),
        Chinese => format!("（{low}至{high}）"),
    }
}

/// The smallest change that matters, as a number in the unit of changes.
pub(super) fn least(matters: &Matters, of_unit: &str) -> String {
    short(matters.least * if unit_in(of_unit, English) == "points" { 100.0 } else { 1.0 })
}

/// The list of what matters.
pub(super) fn measures(study: &Subject, matters: &Indexed<OutcomeIndex, Matters>) -> String {
    let mut text =
        "\n## The smallest change that matters 最小有意义变化\n\nFixed before any comparison was looked at. 在查看任何比较结果之前给定。\n\n\
                    | outcome 指标 | smallest change 最小变化 | why | 理由 |\n|---|---:|---|---|\n"
            .to_owned();
    for (kind, matters) in study.outcomes.iter().zip(matters) {
        let least = least(matters, kind.unit);
        let [why, why_zh] = &matters.why;
        let _ = writeln!(
            text,
            "| {} {} (`{}`) | {least} {} | {why} | {why_zh} |",
            kind.name_en,
            kind.name_zh,
            kind.id,
            if least == "1" { unit(kind.unit).replacen("points", "point", 1) } else { unit(kind.unit) }
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{count, punctuated};

    #[test]
    fn one_is_told_as_one() {
        assert_eq!([count(1, "pair", "pairs"), count(2, "pair", "pairs")], ["one pair", "2 pairs"]);
    }

    #[test]
    fn chinese_has_its_own_punctuation() {
        assert_eq!(punctuated("坏消息的权重(ρ,1为无差异):每1,000人"), "坏消息的权重（ρ，1为无差异）：每1,000人");
    }
}
