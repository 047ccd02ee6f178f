//! The text on claims: each with its verdict, and its numbers in short.

use std::fmt::Write as _;

use super::Findings;
use super::judge::Tested;
use super::verdict::Shares;
use crate::diagnostics::printable;
use crate::study::contrast::Effect;
use crate::study::words::Phrasing;
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// How many pairs of runs there are of what, and how many worlds are plausible.
pub(super) fn head(findings: &Findings, phrasing: &Phrasing) -> String {
    let (asked, study) = (&findings.asked, phrasing.subject);
    let (points, runs) = (asked.points, study.replicates);
    let (few, without) = (asked.world_replicates, asked.without_replicates);
    let (claims, off) = (asked.claims.len(), study.combinations.len() - 2);
    let pairs = |n: u32| if n == 1 { "one pair of runs".to_owned() } else { format!("{n} pairs of runs") };
    let line = match phrasing.language {
        Language::English => format!(
            "{claims} claims: {} in the shipped world; with mechanisms off one by one ({off}), {}; in other worlds \
             ({points}), {} each.",
            pairs(runs),
            pairs(without),
            pairs(few)
        ),
        Language::Chinese => format!(
            "{claims}项主张：基准假设下{runs}对运行；逐一去掉{off}种机制，各{without}对；其他{points}个世界，各{few}对。"
        ),
    };
    let scored = scored(findings, phrasing).map_or_else(String::new, |line| wrapped(&line));
    format!("{}\n{}{scored}\n", printable(phrasing.pick(&study.title, &study.title_zh)), wrapped(&line))
}

/// How many worlds are plausible, and which decide.
fn scored(findings: &Findings, phrasing: &Phrasing) -> Option<String> {
    let (asked, scores) = (findings.asked.plausible.as_ref()?, findings.scores.as_ref()?);
    let (all, some, most) = (findings.asked.points, scores.number(), asked.at_most);
    let names = asked.targets.iter().map(|target| phrasing.subject.outcomes[target.outcome]);
    let names: Vec<String> = names.map(|kind| phrasing.pick(kind.name_en, kind.name_zh).to_owned()).collect();
    let (names, least) = (phrasing.listed(&names), asked.worlds_at_least);
    Some(match (phrasing.language, scores.enough) {
        (Language::English, true) => format!(
            "{some} of {all} other worlds are plausible: no target ({names}) is more than {most} standard deviations away. The \
             verdicts are over these."
        ),
        (Language::English, false) => format!(
            "Only {some} of {all} other worlds are plausible (no target, {names}, more than {most} standard deviations away), \
             fewer than {least}: the verdicts are over all of them."
        ),
        (Language::Chinese, true) => format!(
            "{all}个其他世界中有{some}个可信：各目标（{names}）的偏离均不超过{most}个标准差。结论依据这些世界得出。"
        ),
        (Language::Chinese, false) => format!(
            "{all}个其他世界中只有{some}个可信（各目标（{names}）的偏离均不超过{most}个标准差），少于{least}个：结论依据全部世界得出。"
        ),
    })
}

/// Every claim.
pub(super) fn claims(findings: &Findings, phrasing: &Phrasing) -> String {
    let mut out = String::new();
    for (claim, judged) in findings.asked.claims.iter().zip(&findings.judged) {
        let colon = phrasing.pick(": ", "：");
        let title = printable(phrasing.pick(&claim.titles[0], &claim.titles[1]));
        let _ = writeln!(out, "{title}{colon}{}", judged.overall.words(phrasing.language));
        let head = [
            ("", ""),
            ("change", "变化"),
            ("95% interval", "95%区间"),
            ("so in other worlds", "其他世界中相符"),
            ("so in plausible ones", "可信世界中相符"),
            ("", ""),
        ];
        // Nobody asked which worlds are plausible.
        let shown = |column: &usize| *column != 4 || findings.scores.is_some();
        let mut rows = vec![head.map(|(english, chinese)| phrasing.pick(english, chinese).to_owned()).to_vec()];
        rows.extend(judged.tested.iter().map(|tested| line(tested, phrasing)));
        let columns: Vec<usize> = (0..rows[0].len()).filter(shown).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect();
        let _ = writeln!(out, "{}", aligned(&rows));
    }
    out
}

/// In how many of how many worlds it is as claimed.
fn of_worlds(shares: Shares, phrasing: &Phrasing) -> String {
    let [so, .., all] = shares.counts();
    if phrasing.language == Language::Chinese { format!("{so}/{all}") } else { format!("{so} of {all}") }
}

fn line(tested: &Tested, phrasing: &Phrasing) -> Vec<String> {
    let kind = phrasing.subject.outcomes[tested.outcome];
    let Effect { mean, low, high, constant } = tested.here;
    let decimals = figures::decimals_of_interval(kind.unit, mean, low, high);
    let arrow = if tested.rise { "↑" } else { "↓" };
    vec![
        format!("  {arrow} {}", phrasing.pick(kind.name_en, kind.name_zh)),
        figures::difference(mean, kind.unit, decimals, phrasing.language),
        phrasing.interval((low, high), constant, &|end| figures::end(end, kind.unit, decimals)),
        of_worlds(tested.all, phrasing),
        tested.plausible.map_or_else(String::new, |shares| of_worlds(shares, phrasing)),
        tested.verdict.words(phrasing.language).to_owned(),
    ]
}
