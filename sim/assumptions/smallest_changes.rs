//! The smallest change of each outcome that matters, with its reason: a judgement, so it stands with the assumptions.
//!
//! It decides what a difference is called, and no value. A count of one in fifty or in a hundred, what a change of a scale does
//! to a choice or a chance, or about 5% of what the baseline gives. Scenario files set others under `[matters]`.

/// The smallest change of an outcome that matters, to the outcome and to its groups.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SmallestChange {
    /// Id of the outcome.
    pub id: &'static str,
    /// The size, in the unit of the outcome.
    pub least: f64,
    /// Why, in English.
    pub why_en: &'static str,
    /// Why, in Chinese.
    pub why_zh: &'static str,
}

const fn change(id: &'static str, least: f64, why_en: &'static str, why_zh: &'static str) -> SmallestChange {
    SmallestChange { id, least, why_en, why_zh }
}

/// That of an outcome. It is asked when the program is built, where one without an entry is an error.
///
/// # Panics
/// When there is none.
pub(crate) const fn smallest_change(id: &str) -> &'static SmallestChange {
    let mut at = 0;
    while at < SMALLEST_CHANGES.len() {
        if same(SMALLEST_CHANGES[at].id.as_bytes(), id.as_bytes()) {
            return &SMALLEST_CHANGES[at];
        }
        at += 1;
    }
    panic!("an outcome without a smallest change that matters")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// One for each outcome, in their order.
#[rustfmt::skip]
pub(crate) const SMALLEST_CHANGES: &[SmallestChange] = &[
    change("detection_share", 0.01,
        "one incident in a hundred; a tenth or more of what is missed",
        "每百件问题中一件，超过漏报的十分之一"),
    change("detection_lag_days", 0.25,
        "a quarter of a day; about a tenth of the wait",
        "四分之一天，约为发现时滞的一成"),
    change("close_days_mean", 0.25,
        "5% of the five days that a case takes",
        "约为平均五天结案时间的5%"),
    change("close_days_median", 0.1,
        "5% of the two days within which half of the cases are closed",
        "约为半数案件两天结案时间的5%"),
    change("close_days_p90", 0.5,
        "5% of the ten days within which nine cases in ten are closed",
        "约为九成案件十天结案时间的5%"),
    change("closed_case_days", 0.25,
        "5% of the five days that a closed case took",
        "约为已结案件平均五天用时的5%"),
    change("on_time_share", 0.02,
        "one case in fifty",
        "每五十件案件中一件"),
    change("backlog_per_1000", 0.5,
        "5% of the ten cases that are open per 1,000 residents",
        "约为每千名居民十件在办案件的5%"),
    change("reported_closure_share", 0.01,
        "one filed case in a hundred",
        "每百件立案中一件"),
    change("true_resolution_share", 0.01,
        "one case in a hundred",
        "每百件案件中一件"),
    change("reporting_gap", 0.01,
        "one case in a hundred",
        "每百件案件中一件"),
    change("reopened_share", 0.01,
        "one closed case in a hundred",
        "每百件结案中一件"),
    change("cases_per_1000_month", 2.5,
        "5% of the fifty cases that are filed per 1,000 residents and month",
        "约为每千名居民每月五十件立案的5%"),
    change("harm_per_1000_day", 0.7,
        "5% of the harm of live problems",
        "约为未解决问题危害的5%"),
    change("daily_variance_ratio", 0.6,
        "a tenth of the ratio of the baseline",
        "约为基准比值的一成"),
    change("first_attempt_community_share", 0.02,
        "one first attempt in fifty",
        "每五十次首次求助中一次"),
    change("community_resolved_share", 0.02,
        "one self-governable matter in fifty",
        "每五十件可自治事项改变一件"),
    change("self_governed_share", 0.02,
        "one self-governable matter in fifty",
        "每五十件可自治事项改变一件"),
    change("self_settled_share", 0.005,
        "one self-governable matter in two hundred; a tenth of those that neighbours settle",
        "每二百件可自治事项中一件，约为邻里自行解决的十分之一"),
    change("active_share", 0.02,
        "one resident in fifty; a tenth of those who are active",
        "每五十名居民中一人，约为活跃居民的十分之一"),
    change("capability", 0.02,
        "moves the chance of a matter being settled by the committee by 1.7 points",
        "使居委会解决一件事的概率改变1.7个百分点"),
    change("committee_field_share", 0.02,
        "nearly one hour of a working week",
        "每周工时近一小时"),
    change("dependence", 0.01,
        "moves the odds of turning to government first by 5% at the shipped slope of choice",
        "按基准选择斜率使先找政府的几率改变5%"),
    change("takeover_share", 0.02,
        "one matter in fifty that people bring to the community",
        "交给社区的可自治事项中，每五十件一件"),
    change("street_resolved_share", 0.02,
        "one self-governable matter in fifty",
        "每五十件可自治事项改变一件"),
    change("satisfaction", 0.01,
        "one point of a hundred, about the sampling error of a survey of 1,000 people",
        "百分制一分，约等于千人调查的抽样误差"),
    change("trust_community", 0.01,
        "moves the odds of asking there by 5% at the shipped slope of choice",
        "按基准选择斜率使求助该渠道的几率改变5%"),
    change("trust_grid", 0.01,
        "moves the odds of asking there by 5% at the shipped slope of choice",
        "按基准选择斜率使求助该渠道的几率改变5%"),
    change("trust_hotline", 0.01,
        "moves the odds of calling by 5% at the shipped slope of choice",
        "按基准选择斜率使拨打热线的几率改变5%"),
    change("trust_organisation", 0.01,
        "moves the odds of asking there by 5% at the shipped slope of choice",
        "按基准选择斜率使求助该渠道的几率改变5%"),
    change("unreported_share", 0.01,
        "one incident in a hundred",
        "每百件问题中一件"),
    change("put_up_with_share", 0.01,
        "one incident in a hundred",
        "每百件问题中一件"),
    change("hotline_lost_share", 0.01,
        "one call in a hundred",
        "每百次来电中一次"),
    change("core_in_time_share", 0.02,
        "one piece of core business in fifty",
        "每五十件本职工作中一件"),
    change("core_wait_days", 0.25,
        "a quarter of a day for each piece of core business",
        "每件本职工作四分之一天"),
    change("found_late_per_1000", 0.1,
        "two a year in a city of 20,000",
        "两万人城市每年两件"),
    change("filled_posts_share", 0.02,
        "one post in fifty",
        "每五十个岗位中一个"),
    change("skill", 0.02,
        "one assessment in fifty comes out otherwise",
        "每五十次处置中有一次结果不同"),
    change("burnout_share", 0.05,
        "one worker of the twenty that a city of 20,000 has",
        "两万人城市约二十名网格员中的一名"),
    change("quits_per_year_share", 0.05,
        "one worker a year of the twenty that a city of 20,000 has",
        "两万人城市约二十名网格员中每年一名"),
    change("field_time_share", 0.02,
        "nearly one hour of a working week",
        "每周工时近一小时"),
    change("paper_closure_share", 0.01,
        "one closed case in a hundred",
        "每百件结案中一件"),
    change("gaming_per_1000_month", 0.5,
        "as much as one filed case in a hundred",
        "相当于每百件立案中一件"),
    change("fatigue", 0.02,
        "a fiftieth of the scale, as for skill",
        "量表的五十分之一，与技能相同"),
    change("utilisation", 0.02,
        "nearly one hour of a working week",
        "每周工时近一小时"),
    change("duplicate_share", 0.01,
        "one filed case in a hundred",
        "每百件立案中一件"),
    change("misrouted_share", 0.01,
        "one dispatched case in a hundred",
        "每百件派遣案件中一件"),
    change("refusals_per_case", 0.02,
        "one refusal in fifty dispatched cases",
        "每五十件派遣案件中一次推诿"),
    change("handoff_days_mean", 0.25,
        "a quarter of a day for each joint case",
        "每件联办案件四分之一天"),
    change("joint_to_single_time_ratio", 0.25,
        "5% of the five times as long that joint cases take",
        "联办案件用时约为单办的五倍，取其5%"),
    change("organisation_share", 0.01,
        "one closed case in a hundred",
        "每百件结案中一件"),
    change("patrol_precision_share", 0.02,
        "one in fifty steered hours finds something more",
        "每五十小时定向巡查多一小时有所发现"),
    change("patrol_lift", 0.1,
        "a tenth of what unsteered patrols find in the same hours",
        "同等工时下随机巡查所获的一成"),
    change("disputes_per_1000", 2.5,
        "about 5% of the disputes that arise",
        "约为纠纷发生数的5%"),
    change("mediation_uptake_share", 0.02,
        "one dispute on file in fifty",
        "每五十件受理纠纷中一件"),
    change("mediation_agreement_share", 0.02,
        "one mediation in fifty",
        "每五十次调解中一次"),
    change("escalations_per_1000", 0.1,
        "about a tenth of what escalates: two a year in a city of 20,000",
        "约为矛盾升级数的十分之一，即两万人城市每年两件"),
    change("legal_awareness", 0.02,
        "at full effect 0.8% fewer disputes",
        "按基准参数约减少0.8%的纠纷"),
    change("satisfaction_gap_tenure", 0.01,
        "one point of a hundred, as for satisfaction itself",
        "百分制一分，与满意度相同"),
    change("close_days_gap_grid_deciles", 0.25,
        "a quarter of a day, as for the days that a case takes",
        "四分之一天，与平均结案天数相同"),
    change("harm_gini", 0.02,
        "one point in fifty of how unevenly harm is spread",
        "危害分布不均程度的五十分之一"),
    change("cost_yuan_per_resident_year", 4.0,
        "about 2% of what the baseline costs",
        "约为基准成本的2%"),
    change("cost_yuan_per_resolution", 10.0,
        "about 2% of what a resolution costs",
        "约为单次解决成本的2%"),
];
