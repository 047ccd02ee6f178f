//! `[self_governance]`: what people make of who governs their community, and what they can do themselves. Numbers of the
//! second model; each of them matters only where its mechanism is on.

use crate::registry::parameters;

parameters! {
    /// Self-governance as people carry it.
    pub struct SelfGovernance in "self_governance" {
        carry_over_share: 0.30, "share", 0.0 .. 1.0, prior 0.0 .. 1.0,
            Assumed "no estimate found; 1 is one expectation for all matters, 0 three bodies that have nothing to do with each other",
            "how much of what is learnt in one group of matters carries over to the others (g)",
            "一类事项中的学习对其他类别的影响比例（g）";
        decision_belief_start: 0.50, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale; newcomers and the first day",
            "belief that the community body decides a matter itself, before any experience (j)",
            "尚无经历时认为社区自主决定事项的程度（j）";
        list_reach_per_month: 0.10, "1/month", 0.0 .. 1.0, prior 0.02 .. 0.2,
            Assumed "no survey of who reads a public list",
            "monthly pull of a complete public list on the belief of who decides",
            "完整权责清单每月对该看法的影响";
        passed_up_cost: 0.50, "utility", 0.0 .. 10.0, prior 0.0 .. 1.5,
            Assumed "two trips instead of one; no estimate found, and how first contacts answer to a competent takeover hangs on it",
            "further cost of a community body that only passes a matter up: the way to the office comes on top",
            "社区仅作上报转交时的额外成本（多跑一趟）";
        unpractised_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "salaried members who have never done it manage a little",
            "capability of a community in which nobody is practised",
            "无人有实践经验时的自治能力";
        practice_half_per_1000: 18.0, "persons/1,000 residents", 0.1 .. 1000.0, prior 7.0 .. 30.0,
            Calibrated "capability near one half in the baseline, so that it can move both ways",
            "practised people at which half of the capability that practice can add is there",
            "实践效果达到一半时的有经验居民数";
        practice_quarters: 4.0, whole "quarters", 1.0 .. 7.0, prior 2.0 .. 7.0,
            Assumed "organisational forgetting takes from months to some years (Argote 2013); three bits hold it",
            "quarters for which taking part in a settled matter leaves a person practised",
            "参与办理后保持经验的季度数";
        taking_part_share: 0.35, "share", 0.0 .. 1.0, prior 0.15 .. 0.6,
            Assumed "no estimate found",
            "chance that someone who asked, or an active witness, takes part in settling the matter",
            "求助者或活跃目击者参与解决事项的概率";
        member_weight: 15.0, "persons", 0.0 .. 500.0, prior 5.0 .. 40.0,
            Assumed "a member works on such matters all week, a resident now and then",
            "practised residents to whom a fully practised committee member is equal",
            "一名熟练居委会成员相当的有经验居民数";
        member_half_per_month: 1.0, "matters/member/month", 0.01 .. 100.0, prior 0.3 .. 3.0,
            Assumed "saturating practice",
            "matters handled at which the practice of a committee member is half complete",
            "居委会成员实践效果达到一半时的月办理量";
        member_memory_months: 12.0, "months", 1.0 .. 120.0, prior 6.0 .. 24.0,
            Literature "organisational forgetting: Argote 2013; as the half-lives of skill",
            "time over which the practice of committee members follows what they do",
            "居委会成员实践经验的时间尺度";
        first_practised_share: 0.06, "share", 0.0 .. 1.0, prior 0.0 .. 0.15,
            Assumed "forgotten within two years of burn-in",
            "residents who are practised on the first day",
            "首日有实践经验的居民比例";
        joining_threshold_mean: 0.33, "share", 0.0 .. 1.0, prior 0.2 .. 0.5,
            Calibrated "10-25% take part in local affairs, over ten years of the baseline",
            "mean civic threshold of those of 35 to 59 who have time",
            "有时间的35至59岁居民参与门槛均值";
        threshold_age_step: 0.20, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Literature "Shanghai, n = 6,581: voting 13.8% (18 to 29) to 77.7% (70 to 79), on a normal scale about 0.7 sd a band; a little less here, since voting is not work",
            "how much higher the threshold of those under 35 is, and how much lower that of those of 60 and over",
            "35岁以下居民门槛高出、60岁及以上居民门槛低于均值的幅度";
        time_share_young: 0.20, "share", 0.0 .. 1.0, prior 0.1 .. 0.4,
            Assumed "people do not take part because they cannot, do not want to, or nobody asked (Verba, Schlozman & Brady 1995); work and small children leave little time",
            "residents under 35 who have time to take part at all",
            "35岁以下居民中有时间参与的比例";
        time_share_middle: 0.30, "share", 0.0 .. 1.0, prior 0.15 .. 0.5,
            Assumed "as above; many work full time",
            "residents of 35 to 59 who have time to take part at all",
            "35至59岁居民中有时间参与的比例";
        time_share_elder: 0.50, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "as above; the retired have time, health and grandchildren bound it",
            "residents of 60 and over who have time to take part at all",
            "60岁及以上居民中有时间参与的比例";
        local_efficacy_weight: 0.50, "share", 0.0 .. 2.0, prior 0.2 .. 1.0,
            Assumed "people join what they see to work (Bandura 1997)",
            "how much the share of matters near one's home that residents decided themselves adds to the stimulus to join",
            "身边事务自治比例对参与的推动";
        near_home_matters: 3.0, "matters", 0.1 .. 100.0, prior 1.0 .. 10.0,
            Assumed "a few matters of one's own building count for more than the talk of the community",
            "matters of the building that count as much as all of the community's",
            "与社区整体印象等重的本楼事项数";
        local_memory_months: 12.0, "months", 1.0 .. 120.0, prior 6.0 .. 24.0,
            Assumed "a year",
            "time over which what was settled near one's home, and what is heard, is remembered",
            "对身边事务和传闻的记忆时间";
        asking_per_month: 0.02, "1/month", 0.0 .. 1.0, prior 0.0 .. 0.1,
            Assumed "being asked is the third cause of taking part (Verba, Schlozman & Brady 1995)",
            "chance that an active contact asks a resident to join in, in a month",
            "一名活跃熟人每月邀请居民参与的概率";
        fading_per_month: 0.02, "1/month", 0.0 .. 1.0, prior 0.0 .. 0.05,
            Assumed "a half-life of about three years; 0 is the first model",
            "monthly fading of an expectation toward what is heard in the community",
            "预期每月向社区传闻淡化的比例";
        heard_least: 10.0, "experiences/year", 0.1 .. 10000.0, prior 3.0 .. 40.0,
            Assumed "no news is not good news: without experiences in the community what is heard is nothing",
            "experiences in the community at which what is heard is half of what was experienced",
            "传闻可信度达到一半时社区内的经历数";
        tenant_moves_per_year: 0.175, "1/year", 0.0 .. 3.0, prior 0.15 .. 0.3,
            Assumed "no register of moves is published by tenure; tenants 15-20% a year",
            "share of tenant households that move in a year",
            "租户每年迁居比例";
        owner_moves_per_year: 0.03, "1/year", 0.0 .. 3.0, prior 0.02 .. 0.04,
            Assumed "no register of moves is published by tenure; owners 2-4% a year",
            "share of owner households that move in a year",
            "业主每年迁居比例";
        party_members_per_1000: 70.0, "persons/1,000 residents", 0.0 .. 300.0, prior 50.0 .. 120.0,
            Assumed "about 99 million of 1,410 million; more among employed townspeople",
            "party members of working age",
            "每千居民在职党员数";
        reporting_effort_share: 0.25, "share", 0.0 .. 1.0, prior 0.05 .. 0.5,
            Assumed "reporting is often a form; no share is published",
            "those who report to their community and then organise",
            "报到党员中实际开展组织工作的比例";
        organiser_asks_per_month: 0.15, "1/month", 0.0 .. 1.0, prior 0.05 .. 0.4,
            Assumed "a building head knocks on a door now and then",
            "chance that an organiser asks a given contact to join in, in a month",
            "组织者每月邀请某位熟人参与的概率";
        organiser_takes_along_share: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "no estimate found",
            "share of those who would not take part in settling a matter whom an organiser of the building brings along",
            "楼内组织者带动原本不参与者参与解决事项的比例";
        organiser_yuan_month: 100.0, "yuan/month", 0.0 .. 5000.0, prior 0.0 .. 300.0,
            Assumed "volunteers get 300-500 yuan a month in some places, building heads less or nothing",
            "subsidy of an organiser",
            "每名楼栋长（组织者）月补贴";
    }
}
