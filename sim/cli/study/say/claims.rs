//! What a study says about claims: each with its verdict, and its numbers in short.

use std::fmt::Write as _;

use super::{Findings, Teller};
use crate::cli::output::aligned;
use crate::diagnostics::printable;
use crate::study::claims::Tested;
use crate::study::claims::verdict::Effect;
use crate::table::{figures, wrapped};
use crate::words::Language;

impl Teller<'_> {
    pub(super) fn claims_head(&self) -> String {
        let study = self.study;
        let (points, runs) = (study.design.points, study.replicates);
        let (few, without) = (study.claims.world_replicates, study.claims.without_replicates);
        let (claims, off) = (study.claims.claims.len(), study.crosses.len() - 2);
        let pairs = |n: u32| if n == 1 { "one pair of runs".to_owned() } else { format!("{n} pairs of runs") };
        let line = match self.language {
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
        format!("{}\n{}\n", printable(self.pick(&study.title, &study.title_zh)), wrapped(&line))
    }

    pub(super) fn claims(&self, findings: &[Findings]) -> String {
        let study = self.study;
        let judged = findings.first().map_or(&[][..], |findings| &findings.judged[..]);
        let mut out = String::new();
        for (claim, judged) in study.claims.claims.iter().zip(judged) {
            let colon = self.pick(": ", "：");
            let title = printable(self.pick(&claim.titles[0], &claim.titles[1]));
            let _ = writeln!(out, "{title}{colon}{}", judged.overall.words(self.language));
            let head = [
                ("", ""),
                ("change", "变化"),
                ("95% interval", "95%区间"),
                ("so in other worlds", "其他假设下相符"),
                ("", ""),
            ];
            let mut rows = vec![head.map(|(english, chinese)| self.pick(english, chinese).to_owned()).to_vec()];
            rows.extend(judged.tested.iter().map(|tested| self.tested(tested)));
            let _ = writeln!(out, "{}", aligned(&rows));
        }
        out
    }

    fn tested(&self, tested: &Tested) -> Vec<String> {
        let kind = self.study.outcomes[tested.outcome];
        let Effect { mean, low, high } = tested.here;
        let decimals = figures::decimals_of_interval(kind.unit, mean, low, high);
        let ends = [low, high].map(|end| figures::end(end, kind.unit, decimals));
        let arrow = if tested.rise { "↑" } else { "↓" };
        vec![
            format!("  {arrow} {}", self.pick(kind.name_en, kind.name_zh)),
            figures::difference(mean, kind.unit, decimals, self.language),
            format!("{} {} {}", ends[0], self.pick("to", "至"), ends[1]),
            Self::percent(tested.shares.as_claimed),
            tested.verdict.words(self.language).to_owned(),
        ]
    }
}
