//! The text on claims: each with its verdict, and its numbers in short.

use std::fmt::Write as _;

use super::Findings;
use super::asked::Claims;
use super::judge::Tested;
use crate::diagnostics::printable;
use crate::study::contrast::Effect;
use crate::study::words::Phrasing;
use crate::table::{aligned, figures, wrapped};
use crate::words::Language;

/// How many pairs of runs there are of what.
pub(super) fn head(asked: &Claims, phrasing: &Phrasing) -> String {
    let study = phrasing.subject;
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
    format!("{}\n{}\n", printable(phrasing.pick(&study.title, &study.title_zh)), wrapped(&line))
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
            ("so in other worlds", "其他假设下相符"),
            ("", ""),
        ];
        let mut rows = vec![head.map(|(english, chinese)| phrasing.pick(english, chinese).to_owned()).to_vec()];
        rows.extend(judged.tested.iter().map(|tested| line(tested, phrasing)));
        let _ = writeln!(out, "{}", aligned(&rows));
    }
    out
}

fn line(tested: &Tested, phrasing: &Phrasing) -> Vec<String> {
    let kind = phrasing.subject.outcomes[tested.outcome];
    let Effect { mean, low, high } = tested.here;
    let decimals = figures::decimals_of_interval(kind.unit, mean, low, high);
    let ends = [low, high].map(|end| figures::end(end, kind.unit, decimals));
    let arrow = if tested.rise { "↑" } else { "↓" };
    vec![
        format!("  {arrow} {}", phrasing.pick(kind.name_en, kind.name_zh)),
        figures::difference(mean, kind.unit, decimals, phrasing.language),
        format!("{} {} {}", ends[0], phrasing.pick("to", "至"), ends[1]),
        phrasing.percent(tested.shares.as_claimed),
        tested.verdict.words(phrasing.language).to_owned(),
    ]
}
