//! The table that ends a run: what a policy maker reads first.
//!
//! An overview of all scenarios comes first where there are several, then one block per scenario; both show the same short
//! list of outcomes, one or two per domain. Everything fits 100 columns, Chinese characters counting two.

mod block;
pub(crate) mod figures;
mod overview;
mod text;

pub(crate) use text::{aligned, counted, wrapped};

use std::fmt::Write as _;

use crate::compare::{Comparison, Verdict, verdict};
use crate::outcomes::{self, outcome_kind};
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

/// An outcome of the short list: its id, and its name cut to two lines of a narrow column.
pub(crate) struct Headline {
    pub(crate) id: &'static str,
    heading: [(&'static str, &'static str); 2],
}

impl Headline {
    /// The outcome's name.
    pub(crate) fn name(&self, language: Language) -> &'static str {
        let kind = outcome_kind(self.id).expect("the short list names outcomes");
        language.pick(kind.name_en, kind.name_zh)
    }

    /// The outcome's name as it fits the column of names.
    pub(crate) fn short_name(&self, language: Language) -> &'static str {
        match (self.id, language) {
            ("self_governed_share", Language::English) => "Self-governed matters",
            _ => self.name(language),
        }
    }
}

const fn headline(id: &'static str, heading: [(&'static str, &'static str); 2]) -> Headline {
    Headline { id, heading }
}

/// The short list, in the order of [`crate::outcomes::HEADLINES`].
pub(crate) const HEADLINES: [Headline; 10] = [
    headline(outcomes::HEADLINES[0], [("days to", "结案"), ("close", "天数")]),
    headline(outcomes::HEADLINES[1], [("truly", "真实"), ("resolv.", "解决")]),
    headline(outcomes::HEADLINES[2], [("self-", "自治"), ("gov.", "解决")]),
    headline(outcomes::HEADLINES[3], [("capa-", "自治"), ("bility", "能力")]),
    headline(outcomes::HEADLINES[4], [("satis-", "居民"), ("faction", "满意")]),
    headline(outcomes::HEADLINES[5], [("unre-", "未"), ("ported", "上报")]),
    headline(outcomes::HEADLINES[6], [("burnt", "职业"), ("out", "倦怠")]),
    headline(outcomes::HEADLINES[7], [("dupli-", "重复"), ("cates", "立案")]),
    headline(outcomes::HEADLINES[8], [("harm", "危害"), ("uneven", "不均")]),
    headline(outcomes::HEADLINES[9], [("cost", "成本"), ("yuan", "(元)")]),
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
                    "每个方案只运行一次：无法给出区间，差异可能纯属偶然。请使用 --replicates 30。",
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
    notes.extend(cities(results, comparison, language));
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
                "共有{tested}项差异给出区间（全部指标见 differences.csv）；即使所有方案均无影响，也约有{chance}项会偶然显得明显。"
            ),
        });
    }
    let ratio = comparison.variance_ratio();
    if ratio.is_finite() {
        notes.push(match language {
            Language::English => format!(
                "Pairing runs with the same random events divides the variance of a difference by {ratio:.1} (median over outcomes)."
            ),
            Language::Chinese => format!("使用相同随机数配对，使差异的方差缩小到原来的1/{ratio:.1}（各指标中位数）。"),
        });
    }
    let days: Vec<u32> = results.scenarios.iter().map(|scenario| scenario.days).collect();
    if days.iter().any(|length| *length != days[0]) {
        notes.push(
            language
                .pick(
                    "Caution: the scenarios have different lengths; their outcomes cover different periods.",
                    "注意：各方案的模拟天数不同，指标所覆盖的时段也不同。",
                )
                .to_owned(),
        );
    }
    notes
}

/// What intervals cover where cities are drawn.
pub(crate) fn cities(results: &Results, comparison: &Comparison, language: Language) -> Option<String> {
    let together = results.scenarios.iter().filter_map(|scenario| scenario.replicates_per_city).max()?;
    let cities = results.replicates.div_ceil(together.max(1));
    if cities < 2 {
        let one = language.pick(
            "All runs are in one city that was drawn: no interval is possible. Use --replicates 30.",
            "全部运行处于同一座抽取的城市：无法给出区间。请使用 --replicates 30。",
        );
        return Some(one.to_owned());
    }
    let over = match language {
        Language::English => format!(
            "{cities} cities with the shares asked for were drawn, {together} runs in each; intervals are over cities."
        ),
        Language::Chinese => {
            format!("按设定的类型构成抽取了{cities}座城市，每座运行{together}次；区间按城市计算。")
        }
    };
    let share = comparison.between_city_share();
    let parts = match language {
        _ if share.is_nan() => String::new(),
        Language::English => format!(
            " Of the variance of a difference {:.0}% lies between cities and the rest within one (median over the outcomes shown; \
             each in differences.csv).",
            100.0 * share
        ),
        Language::Chinese => format!(
            "差异的方差中{:.0}%来自城市之间，其余来自同一城市之内（所示指标的中位数；各项见 differences.csv）。",
            100.0 * share
        ),
    };
    Some(over + &parts)
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
