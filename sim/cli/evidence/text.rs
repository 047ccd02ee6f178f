//! Plain sentences below a table: who comes first for whom, and how many runs it takes.

use crate::compare::precision::{Asked, BATCH, CAP, Precision, Scale, Width};
use crate::compare::ranking::Ranking;
use crate::diagnostics::printable;
use crate::outcomes::outcome_kind;
use crate::results::{Results, ScenarioRecord};
use crate::table::{called, counted};
use crate::words::Language;

/// At most so many scenarios are named.
const NAMED: usize = 3;
/// At most so many are named in a list of what is not as it should be.
const LISTED: usize = 8;

fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0).round())
}

/// Which scenarios differ from the baseline in more than policy, if any do.
pub(in crate::cli) fn mixed(records: &[ScenarioRecord], baseline: &str, language: Language) -> Option<String> {
    let world = &records.iter().find(|record| record.name == baseline)?.world;
    let names: Vec<String> =
        records.iter().filter(|record| record.world != *world).map(|record| printable(&record.name)).collect();
    let of = |one, several| if names.len() == 1 { one } else { several };
    let left = names.len().saturating_sub(LISTED);
    let list = |comma: &str| names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(comma);
    let (english, chinese) = match left {
        0 => (list(", "), list("、")),
        _ => (format!("{} and {left} more", list(", ")), format!("{}等{}个方案", list("、"), names.len())),
    };
    (!names.is_empty()).then(|| match language {
        Language::English => format!(
            "note: {} in another world than {} (city, incidents, behaviour, mechanisms or past): {} the effects of world and policy; to \
             see policy alone, let all extend the same file",
            english + of(" runs", " run"),
            printable(baseline),
            of("its differences mix", "their differences mix"),
        ),
        Language::Chinese => format!(
            "注意：{}与{}不在同一个世界（城市、事件、行为、机制或历史不同），其差异混合了世界与政策的影响；若只比较政策，请让各方案扩展同一文件",
            chinese,
            printable(baseline),
        ),
    })
}

/// How the scenarios rank.
pub(super) fn standing(results: &Results, ranking: &Ranking, given: bool, language: Language) -> String {
    let name = |scenario: &str| called(results, scenario, language);
    let mut order: Vec<_> = ranking.standings.iter().collect();
    order.sort_by(|a, b| b.acceptability[0].total_cmp(&a.acceptability[0]));
    let first: Vec<String> = order
        .iter()
        .take(NAMED)
        .filter(|standing| standing.acceptability[0] >= 0.005)
        .map(|standing| (name(&standing.scenario), percent(standing.acceptability[0])))
        .map(|(name, share)| format!("{name}{}{share}", language.pick(" ", "")))
        .collect();
    let best = ranking.standings.iter().max_by(|a, b| a.at_weights[0].total_cmp(&b.at_weights[0]));
    let best = best.map(|best| (name(&best.scenario), percent(best.at_weights[0]))).unwrap_or_default();
    let least = ranking.least_regret().map(|least| name(&least.scenario)).unwrap_or_default();
    let dominated: Vec<String> = ranking
        .standings
        .iter()
        .filter_map(|standing| {
            let by = name(standing.dominated_by.as_deref()?);
            Some(match language {
                Language::English => format!("{} (by {by})", name(&standing.scenario)),
                Language::Chinese => format!("{}（被{by}）", name(&standing.scenario)),
            })
        })
        .collect();
    let count = ranking.criteria.len();
    let (some, more) = dominated.split_at(dominated.len().min(LISTED));
    match language {
        Language::English => {
            let which =
                if given { "the weighted outcomes".to_owned() } else { counted(count, "domain") + " of outcomes" };
            let weights = if given { "your" } else { "equal" };
            let dominated = if dominated.is_empty() {
                "No scenario is dominated by another.".to_owned()
            } else {
                let left = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
                format!(
                    "Nowhere better than another and by what matters worse in at least one (dominated): {}{left}.",
                    some.join(", ")
                )
            };
            format!(
                "Which scenario is best depends on how much {which} count. Of all possible weights, so many put a scenario \
                 first: {}. With {weights} weights {} comes first in {} of the runs; {least} falls least behind the best at \
                 worst. Outcomes are counted in steps of the smallest change that matters. {dominated} (ranking.csv)",
                first.join(", "),
                best.0,
                best.1,
            )
        }
        Language::Chinese => {
            let which = if given { "所选指标".to_owned() } else { format!("{count}个领域") };
            let weights = if given { "给定" } else { "等" };
            let dominated = if dominated.is_empty() {
                "没有方案被其他方案占优。".to_owned()
            } else {
                let left = if more.is_empty() { String::new() } else { format!("等{}个", dominated.len()) };
                format!("无一项更好、且至少一项有实质性变差的方案（被占优）：{}{left}。", some.join("，"))
            };
            format!(
                "哪个方案最好，取决于如何权衡{which}。在所有可能的权重中，各方案排名第一的占比：{}。{weights}权重下，{}在{}的运行中排名第一；最坏情况下落后最少的是{least}。各指标以最小有意义变化为单位计分。\
                 {dominated}（见 ranking.csv）",
                first.join("，"),
                best.0,
                best.1,
            )
        }
    }
}

/// What was asked for as flags have it, without the first of them.
fn flag(asked: Asked) -> String {
    match asked.of {
        Scale::Matters => asked.share.to_string(),
        Scale::Mean => format!("{} --relative-to mean", asked.share),
    }
}

/// How far intervals may reach.
fn reach(asked: Asked, language: Language) -> String {
    let share = asked.share;
    match (asked.of, language) {
        (Scale::Matters, Language::English) if (share - 1.0).abs() < 1e-12 => {
            "the smallest change that matters".to_owned()
        }
        (Scale::Matters, Language::English) => format!("{share} times the smallest change that matters"),
        (Scale::Matters, Language::Chinese) if (share - 1.0).abs() < 1e-12 => "最小有意义变化".to_owned(),
        (Scale::Matters, Language::Chinese) => format!("最小有意义变化的{share}倍"),
        (Scale::Mean, _) => {
            let percent = (share * 1e4).round() / 100.0;
            match language {
                Language::English => {
                    format!("{percent}% of the baseline's mean ({share} on shares and other scales from 0 to 1)")
                }
                Language::Chinese => format!("基准均值的{percent}%（占比和0至1分不超过{share}）"),
            }
        }
    }
}

/// How many runs were needed, or would be.
pub(super) fn enough(results: &Results, precision: &Precision, asked: bool, language: Language) -> String {
    let Some(last) = precision.last() else {
        return language
            .pick("No headline outcome is defined often enough to judge precision.", "主要指标均不足以判断精度。")
            .to_owned();
    };
    let name = |width: &Width| {
        let kind = outcome_kind(width.outcome);
        let outcome = kind.map_or(width.outcome, |kind| language.pick(kind.name_en, kind.name_zh));
        let scenario = called(results, &results.scenarios[width.scenario].name, language);
        match language {
            Language::English => format!("\"{outcome}\" in {scenario}"),
            Language::Chinese => format!("“{scenario}”的{outcome}"),
        }
    };
    let (replicates, last) = (precision.replicates, name(last));
    let (share, of) = (flag(precision.asked), reach(precision.asked, language));
    let widest = precision.widths.first().map(name).unwrap_or_default();
    let needed = precision.needed();
    match (language, asked, precision.reached()) {
        (Language::English, true, true) => format!(
            "{replicates} replicates are enough for --precision {share}, because then every headline interval reaches at most \
             {of} to either side; replicates come in tens. The \
             last outcome to reach this was {last}."
        ),
        (Language::English, true, false) => format!(
            "--precision {share} was not reached with {replicates} replicates{}. The widest interval is that of {widest}; \
             about {needed} replicates would be needed.",
            if replicates >= CAP { ", the most there may be" } else { "" }
        ),
        (Language::English, false, true) => format!(
            "How many runs? These {replicates} are enough for intervals that reach at most {of} to either side{}. The widest is that of {widest}.",
            if needed.max(BATCH) < replicates {
                format!("; about {} would be enough", needed.max(BATCH))
            } else {
                String::new()
            }
        ),
        (Language::English, false, false) => format!(
            "How many runs? About {needed} replicates are needed until no headline interval reaches further than {of} to either \
             side; the widest is that of {widest}. --precision {share} runs as many as it takes."
        ),
        (Language::Chinese, true, true) => format!(
            "--precision {share} 共需{replicates}次重复：此时各主要指标区间的半宽不超过{of}；\
             重复按十次一批进行。最后达到的是{last}。"
        ),
        (Language::Chinese, true, false) => {
            format!("{replicates}次重复后仍未达到 --precision {share}。区间最宽的是{widest}，约需{needed}次重复。")
        }
        (Language::Chinese, false, true) => format!(
            "需要运行多少次？现有{replicates}次已足够：区间半宽不超过{of}{}。\
             最宽的是{widest}。",
            if needed.max(BATCH) < replicates {
                format!("，约{}次即可", needed.max(BATCH))
            } else {
                String::new()
            }
        ),
        (Language::Chinese, false, false) => format!(
            "需要运行多少次？若要区间半宽不超过{of}，约需{needed}次重复，取决于{widest}；\
             --precision {share} 会按需运行。"
        ),
    }
}
