//! The table that ends a run: what a policy maker reads first.
//!
//! An overview of all scenarios comes first where there are several, then one block a scenario; both show the same short
//! list of outcomes, one or two a domain. Everything fits 100 columns, Chinese characters counting two.

mod block;
pub(crate) mod figures;
mod overview;
mod text;

pub(crate) use text::{aligned, counted, wrapped};

use std::fmt::Write as _;

use crate::compare::{Comparison, Verdict, verdict};
use crate::results::Results;
use crate::words::Language;

/// How a table is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Language of the words.
    pub language: Language,
    /// Only ASCII marks, for a terminal that shows nothing else. Names and Chinese words stay as they are.
    pub ascii: bool,
}

/// An outcome of the short list with its words: id, name in a block, two lines of heading in the overview.
pub(crate) struct Headline {
    pub(crate) id: &'static str,
    pub(crate) name: (&'static str, &'static str),
    heading: [(&'static str, &'static str); 2],
}

const fn headline(
    id: &'static str,
    name: (&'static str, &'static str),
    heading: [(&'static str, &'static str); 2],
) -> Headline {
    Headline { id, name, heading }
}

/// The short list.
pub(crate) const HEADLINES: [Headline; 10] = [
    headline("close_days_mean", ("Days to close a case", "平均结案天数"), [("days to", "结案"), ("close", "天数")]),
    headline("true_resolution_share", ("Cases truly resolved", "真实解决率"), [("truly", "真实"), ("solved", "解决")]),
    headline(
        "first_attempt_community_share",
        ("Community asked first", "首选社区自治"),
        [("turn to", "首选"), ("commun.", "社区")],
    ),
    headline("satisfaction", ("Satisfaction (0 to 1)", "居民满意度(0-1)"), [("satis-", "居民"), ("faction", "满意")]),
    headline("unreported_share", ("Incidents unreported", "问题未上报率"), [("never", "未"), ("report.", "上报")]),
    headline("burnout_share", ("Burnt-out workers", "网格员倦怠比例"), [("burnt", "职业"), ("out", "倦怠")]),
    headline("duplicate_share", ("Duplicate cases", "重复立案率"), [("dupli-", "重复"), ("cates", "立案")]),
    headline(
        "escalations_per_1000",
        ("Escalations/1,000/yr", "矛盾升级(次/千人年)"),
        [("escal-", "矛盾"), ("ations", "升级")],
    ),
    headline("harm_gini", ("Inequality of harm", "危害分布基尼系数"), [("harm", "危害"), ("Gini", "基尼")]),
    headline(
        "cost_yuan_per_resident_year",
        ("Yuan/resident/year", "人均年成本(元)"),
        [("cost", "成本"), ("yuan", "(元)")],
    ),
];

/// The whole table: overview, blocks and what to keep in mind. `files` says where the tables are.
#[must_use]
pub fn table(results: &Results, comparison: &Comparison, style: Style, files: &str) -> String {
    let language = style.language;
    let mut out = String::new();
    if results.scenarios.len() < 2 {
        out += &block::single(results, style);
    } else {
        if results.scenarios.len() > 2 {
            out += &overview::overview(results, comparison, style);
            out.push('\n');
        }
        for scenario in results.scenarios.iter().filter(|scenario| scenario.name != comparison.baseline) {
            out += &block::block(results, comparison, scenario, style);
            out.push('\n');
        }
    }
    for line in notes(results, comparison, language) {
        out += &text::wrapped(&line);
    }
    let _ = writeln!(out, "{}{files}", language.pick("Report: report.html in ", "报告与数据：report.html，位于 "));
    out
}

/// What to keep in mind below a table.
fn notes(results: &Results, comparison: &Comparison, language: Language) -> Vec<String> {
    let runs = results.replicates;
    let mut notes = Vec::new();
    if runs < 2 {
        notes.push(
            language
                .pick(
                    "One run per scenario: no interval is possible, and a difference may be chance. Use --replicates 30.",
                    "每个情景只运行一次：无法给出区间，差异可能纯属偶然。请使用 --replicates 30。",
                )
                .to_owned(),
        );
    } else if results.scenarios.len() < 2 {
        notes.push(match language {
            Language::English => format!(
                "{runs} runs. The 95% intervals are about chance inside the model, not about whether the model is right."
            ),
            Language::Chinese => {
                format!("共{runs}次运行。95%区间只反映模型内部的随机性，不说明模型本身是否正确。")
            }
        });
    } else {
        notes.push(match language {
            Language::English => format!(
                "{runs} paired runs per comparison. The 95% intervals are about chance inside the model, not about whether \
                 the model is right."
            ),
            Language::Chinese => {
                format!("每项比较基于{runs}对配对运行。95%区间只反映模型内部的随机性，不说明模型本身是否正确。")
            }
        });
    }
    let tested = comparison
        .differences
        .iter()
        .filter(|d| d.group == "all" && d.pairs > 1 && verdict(d) != Verdict::Same)
        .count();
    if tested > 0 {
        let chance = (tested as f64 * (1.0 - crate::compare::LEVEL)).round();
        notes.push(match language {
            Language::English => format!(
                "{tested} differences have an interval (all outcomes, in differences.csv); if no scenario had any effect, \
                 about {chance} of them would still look clear by chance alone."
            ),
            Language::Chinese => format!(
                "共有{tested}项差异给出区间（全部指标见 differences.csv）；即使所有情景均无影响，也约有{chance}项会偶然显得明显。"
            ),
        });
    }
    let ratio = comparison.variance_ratio();
    if ratio.is_finite() {
        notes.push(match language {
            Language::English => format!(
                "Pairing on the same chance divides the variance of a difference by {ratio:.1} (median over outcomes)."
            ),
            Language::Chinese => format!("使用相同随机数配对，使差异的方差缩小到原来的1/{ratio:.1}（各指标中位数）。"),
        });
    }
    let days: Vec<u32> = results.scenarios.iter().map(|scenario| scenario.days).collect();
    if days.iter().any(|length| *length != days[0]) {
        notes.push(
            language
                .pick(
                    "Caution: the scenarios do not last equally long; their outcomes cover different periods.",
                    "注意：各情景的模拟天数不同，指标所覆盖的时段也不同。",
                )
                .to_owned(),
        );
    }
    notes
}

/// The mark of a verdict in the overview.
fn mark(verdict: Verdict, ascii: bool) -> &'static str {
    match (verdict, ascii) {
        (Verdict::Better, false) => "▲",
        (Verdict::Worse, false) => "▼",
        (Verdict::Unclear, false) => "·",
        (Verdict::Better, true) => "+",
        (Verdict::Worse, true) => "-",
        (Verdict::Unclear, true) => ".",
        (Verdict::Same, _) => "=",
        (Verdict::Changed, _) => "~",
    }
}

#[cfg(test)]
mod tests;
