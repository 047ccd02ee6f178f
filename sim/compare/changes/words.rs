//! The plain words of a change: what a lever is called in a sentence, its unit, and its numbers.

use super::PolicyChange;
use crate::assumptions::Mechanisms;
use crate::settings::{parameter, parameters};
use crate::words::Language;

/// Levers as one speaks of them: key, English, Chinese.
#[rustfmt::skip]
const LEVERS: [(&str, &str, &str); 46] = [
    ("power.intervention_floor_share", "least takeover of community matters", "街道接管自治事项的下限"),
    ("power.intervention_cap_share", "limit on takeover of community matters", "街道接管自治事项的上限"),
    ("power.task_hours_per_week", "sent-down tasks", "下派任务"),
    ("power.list_completeness_share", "matters with one responsible department on the public list", "权责清单覆盖的事项"),
    ("power.service_purchase_yuan_per_resident_year", "services bought from social organisations", "向社会组织购买服务"),
    ("power.community_fund_yuan_per_resident_year", "community fund", "社区服务资金"),
    ("power.feedback_visibility_share", "cases after which people learn who resolved them", "办结后告知由谁办理"),
    ("power.one_stop_share", "matters taken in at one window", "一窗受理事项"),
    ("power.street_staff_per_10000", "street office staff for residents' matters", "街道办理居民事项的人员"),
    ("power.street_budget_yuan_per_resident_year", "street office money for hired hands", "街道雇请人手的经费"),
    ("power.whistle_share", "joint matters on which the street office convenes departments", "街道吹哨召集部门的联办事项"),
    ("power.ranking_share", "weight of the monthly ranking", "月度排名的分量"),
    ("power.supervision_apart_share", "callbacks made by an independent centre", "独立监督中心所作的回访"),
    ("power.list_cuts_trace_share", "trace work cut by the admission list", "准入清单削减的痕迹工作"),
    ("power.list_cuts_work_share", "useful tasks cut by the admission list", "准入清单削减的有效工作"),
    ("staffing.committee_members_per_1000", "committee members", "居委会工作人员"),
    ("staffing.secondment_share", "department hours seconded to communities", "部门下沉社区的工时"),
    ("staffing.households_per_grid", "households in a grid", "每个网格的户数"),
    ("staffing.posts_per_grid", "grid workers in a grid", "每个网格的岗位"),
    ("staffing.full_time_share", "full-time grid posts", "专职网格员岗位"),
    ("staffing.selection_ratio", "selection for a vacant post", "空岗选聘的竞争"),
    ("staffing.training_hours_per_year", "training of each grid worker", "每名网格员的培训"),
    ("staffing.wage_ratio", "pay against comparable work", "网格员工资与同类工作之比"),
    ("staffing.quality_weight_share", "weight of true resolution in appraisal", "考核中解决质量的权重"),
    ("staffing.resident_rating_weight_share", "weight of residents' rating in appraisal", "考核中居民评价的权重"),
    ("staffing.audit_share", "closed cases checked on the spot", "结案后现场核查"),
    ("staffing.callback_share", "answered cases called back", "办结后回访"),
    ("staffing.appraisal_indicators", "appraisal indicators", "考核指标"),
    ("information.integration_share", "systems joined in one platform", "纳入一体化平台的系统"),
    ("information.sharing_share", "joint matters with shared data", "部门共享数据的联办事项"),
    ("information.analytics_share", "patrol time steered by data", "由数据引导的巡查时间"),
    ("information.entry_systems", "systems into which a case is entered", "同一案件需录入的系统"),
    ("information.protection_share", "personal data protected", "受保护的个人信息"),
    ("information.collection_breadth_share", "breadth of data collected on residents", "采集居民信息的广度"),
    ("information.rollout_days", "roll-out of the platform", "平台推广时间"),
    ("information.project_hours_per_1000_year", "projects against what recurs", "治理反复问题的项目"),
    ("information.hotline_calls_per_1000_month", "calls that the hotline can answer", "热线可接听的来电"),
    ("participation.organisations_per_10000", "room for social organisations", "可登记的社会组织"),
    ("participation.volunteer_support_yuan_per_resident_year", "support of volunteers", "志愿服务支持"),
    ("participation.deliberation_meetings_per_year", "residents' meetings", "居民议事会"),
    ("participation.owners_committee_support_share", "support for founding owners' committees", "对业委会组建的支持"),
    ("participation.organisers_per_1000", "building heads who organise neighbours", "组织邻里的楼栋长"),
    ("participation.party_reporting_share", "party members who report to their community", "到社区报到的在职党员"),
    ("rule_of_law.education_hours_per_1000_year", "legal education", "法治宣传教育"),
    ("rule_of_law.legal_service_hours_per_1000_year", "community lawyers", "社区法律服务"),
    ("rule_of_law.mediators_per_1000", "active mediators", "在岗人民调解员"),
];

/// Units as they follow a number in a sentence.
#[rustfmt::skip]
const UNITS: [(&str, &str, &str); 23] = [
    ("hours/week", " hours a week", "小时/周"),
    ("hours/year", " hours a year", "小时/年"),
    ("hours/month", " hours a month", "小时/月"),
    ("hours/1,000 residents/year", " hours per 1,000 residents and year", "小时/千名居民/年"),
    ("persons", " persons", "人"),
    ("persons/1,000 residents", " per 1,000 residents", "人/千名居民"),
    ("persons/10,000 residents", " per 10,000 residents", "人/万名居民"),
    ("mediators/1,000 residents", " per 1,000 residents", "人/千名居民"),
    ("organisations/10,000 residents", " per 10,000 residents", "个/万名居民"),
    ("yuan/resident/year", " yuan per resident and year", "元/人/年"),
    ("yuan/hour", " yuan per hour", "元/小时"),
    ("yuan/month", " yuan a month", "元/月"),
    ("households", " households", "户"),
    ("posts/grid", " per grid", "个/网格"),
    ("candidates/post", " candidates per post", "人/岗"),
    ("systems", " systems", "个"),
    ("days", " days", "天"),
    ("months", " months", "个月"),
    ("minutes", " minutes", "分钟"),
    ("hours", " hours", "小时"),
    ("calls/1,000 residents/month", " calls per 1,000 residents and month", "次/千名居民/月"),
    ("meetings/community/year", " per community and year", "次/社区/年"),
    ("indicators", "", "项"),
];

/// Where a key stands in the order of the documentation, levers first; what is no parameter comes last.
pub(super) fn place(key: &str) -> usize {
    let at = |known: &str| LEVERS.iter().position(|(lever, ..)| *lever == known);
    at(key).unwrap_or_else(|| {
        let known = parameters().position(|parameter| parameter.key() == key);
        LEVERS.len() + known.unwrap_or_else(|| parameters().count())
    })
}

/// A number as a scenario file writes it.
pub(super) fn plain(number: f64) -> String {
    crate::scenario::values::plain(number)
}

pub(super) fn change(change: &PolicyChange, language: Language) -> String {
    let unit = change.unit();
    let number =
        |value: &Option<String>| value.as_ref().map_or_else(|| "–".to_owned(), |text| written(text, unit, language));
    let (before, after) = (number(&change.before), number(&change.after));
    let unit = UNITS.iter().find(|(known, ..)| *known == unit).map_or_else(
        || match unit {
            "share" | "ratio" | "1" | "" => String::new(),
            other => format!(" {other}"),
        },
        |(_, english, chinese)| language.pick(english, chinese).to_owned(),
    );
    let arrow = language.pick(" → ", "→");
    let text = format!("{} {before}{arrow}{after}{unit}", name(&change.key, language));
    match (change.without, language) {
        (None, _) => text,
        (Some(mechanism), Language::English) => format!("{text} (without effect: mechanism {mechanism} is off)"),
        (Some(mechanism), Language::Chinese) => format!("{text}（机制 {mechanism} 已关闭，不起作用）"),
    }
}

/// What a key is called in a sentence.
fn name(key: &str, language: Language) -> String {
    if let Some((_, english, chinese)) = LEVERS.iter().find(|(lever, ..)| *lever == key) {
        return language.pick(english, chinese).to_owned();
    }
    let (table, name) = key.split_once('.').unwrap_or(("", key));
    match table {
        "mechanisms" => {
            let known = Mechanisms::ALL.iter().find(|mechanism| mechanism.name == name);
            let meaning = known.map_or("", |mechanism| language.pick(mechanism.meaning_en, mechanism.meaning_zh));
            match language {
                Language::English => format!("mechanism \"{meaning}\""),
                Language::Chinese => format!("机制“{meaning}”"),
            }
        }
        // Kinds of incident have fields of their own.
        "incident" => {
            let (kind, field) = name.rsplit_once('.').unwrap_or(("", name));
            let meaning = parameter(table, field).map(|known| language.pick(known.meaning_en, known.meaning_zh));
            format!("{kind}: {}", meaning.unwrap_or(field))
        }
        _ => parameter(table, name)
            .map_or_else(|| key.to_owned(), |known| language.pick(known.meaning_en, known.meaning_zh).to_owned()),
    }
}

/// A value as it stands in a sentence: shares as percentages, switches as words, thousands set apart.
fn written(text: &str, unit: &str, language: Language) -> String {
    match text {
        "true" => return language.pick("on", "开").to_owned(),
        "false" => return language.pick("off", "关").to_owned(),
        _ => {}
    }
    let Ok(number) = text.parse::<f64>() else { return text.trim_matches('"').to_owned() };
    if unit == "share" {
        return format!("{}%", plain((number * 1e6).round() / 1e4));
    }
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    if !whole.bytes().all(|digit| digit.is_ascii_digit()) || whole.len() < 5 {
        return text.to_owned();
    }
    let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",") + fraction
}

/// At most so many communities are named.
const NAMED: usize = 3;

pub(super) fn when_and_where(change: &PolicyChange, language: Language) -> String {
    let (day, over) = (change.from_day, change.over_days);
    let when = match language {
        _ if day <= 0 && over <= 0 => String::new(),
        Language::English if over > 0 => format!("from day {day}, over {over} days"),
        Language::English => format!("from day {day}"),
        Language::Chinese if over > 0 => format!("第{day}天起，{over}天内逐步到位"),
        Language::Chinese => format!("第{day}天起"),
    };
    let clean = |name: &String| name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let names: Vec<String> = change.communities.iter().take(NAMED).map(clean).collect();
    let names = names.join(language.pick(", ", "、"));
    let (all, left) = (change.communities.len(), change.communities.len().saturating_sub(NAMED));
    let place = match language {
        _ if all == 0 => return when,
        Language::English if left > 0 => format!("in {names} and {left} more"),
        Language::English => format!("in {names}"),
        Language::Chinese if left > 0 => format!("在{names}等{all}个社区"),
        Language::Chinese => format!("在{names}"),
    };
    match (when.is_empty(), language) {
        (true, _) => place,
        (false, Language::English) => format!("{when} {place}"),
        (false, Language::Chinese) => format!("{when}，{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Parameter;

    #[test]
    fn every_lever_has_a_name_and_a_unit_for_sentences() {
        let levers: Vec<String> = parameters().filter(|p| p.lever.is_some()).map(Parameter::key).collect();
        for parameter in parameters().filter(|parameter| parameter.lever.is_some()) {
            assert!(LEVERS.iter().any(|(key, ..)| *key == parameter.key()), "{}", parameter.key());
            let known =
                ["share", "ratio"].contains(&parameter.unit) || UNITS.iter().any(|(u, ..)| *u == parameter.unit);
            assert!(known, "{}: {}", parameter.key(), parameter.unit);
        }
        assert_eq!(levers.len(), LEVERS.len(), "a name for a lever that there is not");
    }

    #[test]
    fn numbers_read_well() {
        let of = |text: &str, unit: &str| written(text, unit, Language::English);
        assert_eq!(of("0.05", "share"), "5%");
        assert_eq!(of("0.125", "share"), "12.5%");
        assert_eq!(of("20000", "persons"), "20,000");
        assert_eq!(of("1234567.5", "persons"), "1,234,567.5");
        assert_eq!(of("1825", "days"), "1825");
        assert_eq!(of("\"fixed\"", ""), "fixed");
        assert_eq!(of("false", ""), "off");
    }
}
