//! The words that practitioners say, and the levers that they mean: "fewer staff" is no parameter, households per grid is.

/// What somebody says.
pub struct Said {
    /// The words, in English and Chinese, small.
    pub words: &'static [&'static str],
    /// The levers that are meant.
    pub levers: &'static [&'static str],
    /// What is no matter of a lever, in English and Chinese.
    pub note: Option<(&'static str, &'static str)>,
}

const fn levers(words: &'static [&'static str], levers: &'static [&'static str]) -> Said {
    Said { words, levers, note: None }
}

/// Posts and people who do the work.
const STAFF: &[&str] = &[
    "staffing.households_per_grid",
    "staffing.posts_per_grid",
    "staffing.full_time_share",
    "staffing.committee_members_per_1000",
    "staffing.secondment_share",
    "power.street_staff_per_10000",
];

/// What is said.
pub const SAID: [Said; 29] = [
    Said {
        words: &["减员", "裁员", "精简", "编制", "缩编", "layoff", "downsizing", "cut staff", "fewer workers"],
        levers: STAFF,
        note: Some((
            "Fewer grid workers: more households per grid, fewer posts or fewer full-time ones.",
            "减少网格员：调大每个网格的户数，或减少岗位数、专职比例。",
        )),
    },
    Said {
        words: &[
            "加人",
            "增员",
            "扩编",
            "增编",
            "招人",
            "人手",
            "hire",
            "hiring",
            "headcount",
            "add staff",
            "more workers",
        ],
        levers: STAFF,
        note: Some((
            "More grid workers: fewer households per grid, more posts or more full-time ones.",
            "增加网格员：调小每个网格的户数，或增加岗位数、专职比例。",
        )),
    },
    Said {
        words: &["试点", "示范", "先行先试", "分批", "pilot", "pilots", "rollout by place", "staged"],
        levers: &["information.rollout_days"],
        note: Some((
            "A pilot is no lever: any lever changes on a date in some communities with [[change]], day = 0, communities = \
             [\"…\"], and set.KEY = VALUE; `gridgov check FILE --explain` lists the communities, and `gridgov study \
             scenarios/studies/trial_service.toml` evaluates a pilot.",
            "试点不是参数：任何参数都可以用 [[change]]、day = 0、communities = [\"…\"] 和 set.参数 = 值 在某一天、某些社区改变；`gridgov \
             check 文件 --explain` 列出社区，`gridgov study scenarios/studies/trial_service.toml` 评估试点。",
        )),
    },
    levers(
        &["workers", "队伍", "人员", "staff"],
        &[
            "staffing.households_per_grid",
            "staffing.posts_per_grid",
            "staffing.full_time_share",
            "staffing.selection_ratio",
            "staffing.training_hours_per_year",
            "staffing.wage_ratio",
        ],
    ),
    levers(
        &["整合", "合并", "融合", "多网合一", "merge", "consolidate", "integrate"],
        &[
            "information.integration_share",
            "information.entry_systems",
            "information.sharing_share",
            "power.one_stop_share",
            "staffing.households_per_grid",
        ],
    ),
    levers(
        &["考核", "绩效", "kpi", "appraisal", "performance", "incentive"],
        &[
            "staffing.quality_weight_share",
            "staffing.resident_rating_weight_share",
            "staffing.audit_share",
            "staffing.callback_share",
            "staffing.appraisal_indicators",
            "power.ranking_share",
        ],
    ),
    levers(
        &["热线", "12345", "311", "接诉即办", "hotline", "call centre", "call center"],
        &["information.hotline_calls_per_1000_month", "power.one_stop_share", "staffing.callback_share"],
    ),
    levers(
        &["减负", "台账", "痕迹", "形式主义", "报表", "paperwork", "burden", "red tape"],
        &[
            "power.task_hours_per_week",
            "power.list_cuts_trace_share",
            "power.list_cuts_work_share",
            "information.entry_systems",
            "staffing.appraisal_indicators",
        ],
    ),
    levers(&["下沉", "second", "delegate"], &["staffing.secondment_share", "power.whistle_share"]),
    levers(
        &["吹哨", "报到", "联动", "whistle", "convene"],
        &["power.whistle_share", "participation.party_reporting_share", "information.sharing_share"],
    ),
    levers(
        &["经费", "预算", "资金", "投入", "budget", "money", "funding", "spending"],
        &[
            "power.street_budget_yuan_per_resident_year",
            "power.community_fund_yuan_per_resident_year",
            "power.service_purchase_yuan_per_resident_year",
            "participation.volunteer_support_yuan_per_resident_year",
            "staffing.wage_ratio",
        ],
    ),
    levers(&["待遇", "薪酬", "薪资", "收入", "salary", "wages", "pay"], &["staffing.wage_ratio"]),
    levers(
        &["划分网格", "网格划分", "网格规模", "regrid", "grid size", "smaller grids"],
        &["staffing.households_per_grid", "staffing.posts_per_grid"],
    ),
    levers(&["兼职", "专职化", "part-time", "part time", "full-time"], &["staffing.full_time_share"]),
    levers(&["积分", "志愿者", "volunteers", "time bank"], &["participation.volunteer_support_yuan_per_resident_year"]),
    levers(&["物业", "业委会", "property", "owners"], &["participation.owners_committee_support_share"]),
    levers(
        &["协商", "议事", "共治", "参与", "co-governance", "consultation", "town hall"],
        &[
            "participation.deliberation_meetings_per_year",
            "participation.organisers_per_1000",
            "power.community_fund_yuan_per_resident_year",
        ],
    ),
    levers(
        &["党建", "党员", "楼长", "party", "party members"],
        &["participation.party_reporting_share", "participation.organisers_per_1000"],
    ),
    levers(
        &["社工", "外包", "第三方", "ngo", "outsourcing", "contracting", "third sector"],
        &["participation.organisations_per_10000", "power.service_purchase_yuan_per_resident_year"],
    ),
    levers(
        &["矛盾", "纠纷", "化解", "dispute", "disputes", "conflict"],
        &["rule_of_law.mediators_per_1000", "rule_of_law.legal_service_hours_per_1000_year"],
    ),
    levers(
        &["普法", "律师", "法治", "lawyer", "lawyers"],
        &["rule_of_law.education_hours_per_1000_year", "rule_of_law.legal_service_hours_per_1000_year"],
    ),
    levers(
        &[
            "大数据",
            "人工智能",
            "智能",
            "数字化",
            "信息化",
            "一网统管",
            "digital",
            "artificial intelligence",
            "big data",
        ],
        &[
            "information.analytics_share",
            "information.sharing_share",
            "information.integration_share",
            "information.entry_systems",
        ],
    ),
    levers(&["隐私", "privacy"], &["information.protection_share", "information.collection_breadth_share"]),
    levers(
        &["未诉先办", "源头", "每月一题", "prevention", "root cause", "root causes"],
        &["information.project_hours_per_1000_year", "information.analytics_share"],
    ),
    levers(
        &["放权", "赋权", "边界", "越位", "权责清单", "boundary", "devolution", "empower"],
        &["power.intervention_floor_share", "power.intervention_cap_share", "power.list_completeness_share"],
    ),
    levers(
        &["满意度", "评价", "satisfaction", "rating"],
        &["staffing.resident_rating_weight_share", "staffing.callback_share", "power.feedback_visibility_share"],
    ),
    levers(&["排名", "通报", "约谈", "league table"], &["power.ranking_share"]),
    levers(
        &["督查", "检查", "监督", "inspection", "supervision", "oversight"],
        &["staffing.audit_share", "power.supervision_apart_share", "staffing.callback_share"],
    ),
    levers(
        &["推诿", "扯皮", "踢皮球", "buck-passing", "shirking"],
        &["power.list_completeness_share", "power.whistle_share", "information.sharing_share"],
    ),
];

/// The words by which a lever is asked for, beside its name and meaning.
#[must_use]
pub fn of(key: &str) -> String {
    let said = SAID.iter().filter(|said| said.levers.contains(&key));
    said.flat_map(|said| said.words).copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::settings::parameter;

    #[test]
    fn every_word_stands_once_and_means_levers_that_there_are() {
        let mut seen = BTreeSet::new();
        for said in &SAID {
            assert!(!said.levers.is_empty() && !said.words.is_empty());
            for word in said.words {
                assert!(seen.insert(*word), "{word} stands twice");
                assert_eq!(*word, word.to_lowercase(), "what is asked is compared small");
            }
            for key in said.levers {
                let (table, name) = key.split_once('.').expect("a key");
                assert!(parameter(table, name).is_some_and(|parameter| parameter.lever.is_some()), "{key} is no lever");
            }
            let languages = |chinese: bool| said.words.iter().any(|word| word.is_ascii() != chinese);
            assert!(languages(true) && languages(false), "{:?} in both languages", said.words);
        }
    }

    #[test]
    fn what_practitioners_ask_for_is_found() {
        let found = |word: &str| SAID.iter().any(|said| said.words.iter().any(|known| known.contains(word)));
        for word in
            ["减员", "试点", "workers", "merge", "加人", "整合", "考核", "热线", "pilot", "budget", "减负", "下沉"]
        {
            assert!(found(word), "{word}");
        }
        assert!(of("staffing.households_per_grid").contains("减员") && of("behaviour.learning_own").is_empty());
    }
}
