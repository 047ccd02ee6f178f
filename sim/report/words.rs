//! Words that several figures share, in English and Chinese side by side: of legends, groups, kinds and units. What one
//! figure alone says stands with that figure.

use crate::assumptions::Archetype;
use crate::assumptions::incidents::IncidentKind;
use crate::words::Language;

/// A text in English and Chinese.
pub(super) type Pair = (&'static str, &'static str);

/// One of the two.
pub(super) fn pick(words: Pair, language: Language) -> &'static str {
    language.pick(words.0, words.1)
}

pub(super) const BASELINE: Pair = ("baseline", "基准");
pub(super) const SCENARIO: Pair = ("scenario", "方案");
pub(super) const MEDIAN: Pair = ("median", "中位数");
pub(super) const BETTER: Pair = ("better", "改善");
pub(super) const ALL_CASES: Pair = ("All cases", "全部案件");

pub(super) const BASELINE_MEDIAN: Pair = ("baseline median", "基准中位数");

/// A group as readers know it: kinds by the titles of the built-in ones, others by name.
pub(super) fn group(group: &str, language: Language) -> String {
    let (sort, name) = group.split_once(':').unwrap_or(("", group));
    let known = match (sort, name) {
        ("", "all") => Some(("Everyone", "全体")),
        ("tenure", "owner") => Some(("Owners", "业主")),
        ("tenure", "tenant") => Some(("Tenants", "本地租户")),
        ("tenure", "migrant_tenant") => Some(("Migrant tenants", "外来租户")),
        ("age", "under_35") => Some(("Under 35", "35岁以下")),
        ("age", "35_to_59") => Some(("35 to 59", "35至59岁")),
        ("age", "60_and_over") => Some(("60 and over", "60岁及以上")),
        ("changed", "yes") => Some(("Where the policy acts", "政策所及社区")),
        ("changed", "no") => Some(("Elsewhere", "其余社区")),
        ("grid_decile", "1") => Some(("1st decile of grids (fastest)", "第1十分位网格（最快）")),
        ("grid_decile", "10") => Some(("10th decile of grids (slowest)", "第10十分位网格（最慢）")),
        ("desk" | "post", "grid_workers") => Some(("Grid workers", "网格员")),
        ("desk" | "post", "committees") => Some(("Committees", "居委会")),
        ("desk" | "post", "departments") => Some(("Departments", "职能部门")),
        ("post", "sent_down_tasks") => Some(("Tasks sent down", "下派任务")),
        ("post", "information") => Some(("Information systems", "信息系统")),
        ("post", "data") => Some(("Data", "数据")),
        ("post", "audits_feedback") => Some(("Audits and feedback", "核查与反馈")),
        ("post", "one_stop_lists") => Some(("One-stop service, lists", "一站式服务与清单")),
        ("post", "organisations") => Some(("Social organisations", "社会组织")),
        ("post", "participation") => Some(("Participation", "居民参与")),
        ("post", "community_fund") => Some(("Community fund", "社区基金")),
        ("post", "rule_of_law") => Some(("Rule of law", "法治")),
        _ => None,
    };
    if let Some(known) = known {
        return pick(known, language).to_owned();
    }
    if sort == "year" {
        return crate::table::years::name(group, language);
    }
    if sort == "grid_decile" {
        return match language {
            Language::English => format!("{} decile of grids", ordinal(name)),
            Language::Chinese => format!("第{name}十分位网格"),
        };
    }
    if sort == "kind" {
        return kind(name, language);
    }
    if sort == "archetype" {
        let kind = Archetype::named(name).map(Archetype::names);
        return kind.map_or_else(|| name.to_owned(), |kind| language.pick(kind.0, kind.1).replace('_', " "));
    }
    if matches!(sort, "community" | "subdistrict") {
        return name.to_owned();
    }
    name.replace('_', " ")
}

/// A number with its ending: 2nd, 3rd, 4th.
fn ordinal(number: &str) -> String {
    let ending = match number {
        "1" => "st",
        "2" => "nd",
        "3" => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A kind of incident as readers know it.
pub(super) fn kind(name: &str, language: Language) -> String {
    if name == "all" {
        return pick(ALL_CASES, language).to_owned();
    }
    let known = IncidentKind::defaults().into_iter().find(|kind| kind.name == name);
    known.map_or_else(|| name.replace('_', " "), |kind| language.pick(&kind.title, &kind.title_zh).to_owned())
}

/// A unit as readers know it.
pub(super) fn unit(unit: &str, language: Language) -> &str {
    let chinese = match unit {
        "share" => "比例",
        "days" => "天",
        "cases/1,000 residents" => "件/千名居民",
        "scale 0-1" => "0至1分",
        "scale -1-1" => "-1至1分",
        "share/year" => "每年比例",
        "refusals/case" => "次/件",
        "ratio" => "比值",
        "harm units/1,000 residents/day" => "危害单位/千名居民/日",
        "1/1,000 residents/year" => "次/千名居民/年",
        "yuan/resident/year" => "元/人/年",
        "yuan/resolution" => "元/次",
        other => other,
    };
    language.pick(unit, chinese)
}

/// The unit of a change as readers know it: shares change by percentage points, as their ticks are percentages.
pub(super) fn unit_of_change(of: &str, language: Language) -> &str {
    match of {
        "share" => language.pick("percentage points", "百分点"),
        "share/year" => language.pick("percentage points/year", "每年百分点"),
        other => unit(other, language),
    }
}
