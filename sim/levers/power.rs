//! `[power]`: how far government reaches into the community, and what it gives.

use crate::registry::parameters;

parameters! {
    /// Government role and power boundary.
    pub struct Power in "power" {
        intervention_floor_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.3 lever("takeover", 0.0),
            Assumed "no published rate; the street office always takes over some matters",
            "least share of self-governable matters that the street office takes over from the community",
            "街道接管可自治事项的最低比例";
        intervention_cap_share: 0.60, "share", 0.0 .. 1.0, prior 0.2 .. 0.9 lever("takeover", 0.0),
            Assumed "no published rate; upper end of what field studies describe",
            "largest share of self-governable matters that the street office may take over",
            "街道接管可自治事项的最高比例（权力边界）";
        task_hours_per_week: 16.0, "hours/week", 0.0 .. 40.0, prior 4.0 .. 30.0 lever("sent_down_tasks", 0.0),
            Assumed "Hubei communities 2003: 68 and 88% of tasks came from government lines; hours unpublished",
            "hours of sent-down tasks for each committee member and grid worker",
            "下派给每名居委会成员和网格员的行政任务时间";
        list_completeness_share: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.9 lever("refusals", 1.0),
            Assumed "lists of powers and duties were introduced step by step; coverage unpublished",
            "share of matters that a public list of powers and duties assigns to one department",
            "权责清单覆盖事项的比例";
        service_purchase_yuan_per_resident_year: 6.0, "yuan/resident/year", 0.0 .. 500.0, prior 0.0 .. 30.0 lever("service_purchase", 0.0),
            Assumed "budgets differ widely between districts",
            "money spent on services bought from social organisations",
            "向社会组织购买服务的人均年支出";
        community_fund_yuan_per_resident_year: 2.0, "yuan/resident/year", 0.0 .. 500.0, prior 0.0 .. 20.0 lever("community_fund", 0.0),
            Assumed "community service funds exist in many cities; amounts differ",
            "small grants and support hours that the community body spends by itself",
            "居委会自主支配的社区服务资金";
        feedback_visibility_share: 0.20, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("feedback", 0.0),
            Assumed "no published rate",
            "share of handled matters after which people are informed who resolved them",
            "办结后告知居民由谁办理的比例";
        one_stop_share: 0.20, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("one_stop", 0.0),
            Assumed "no published rate",
            "share of government matters that one window or one number takes in",
            "一窗受理、一号响应的政务事项比例";
        street_staff_per_10000: 0.8, "persons/10,000 residents", 0.0 .. 200.0, prior 0.0 .. 6.0 lever("street_office", 0.0),
            Calibrated "utilisation 0.7-0.95; offices have 10 to 25 staff for 10,000 residents, of whom those who deal with residents' matters are not published",
            "staff of the street office who deal with residents' matters",
            "街道负责居民事项的工作人员";
        street_budget_yuan_per_resident_year: 1.0, "yuan/resident/year", 0.0 .. 500.0, prior 0.0 .. 15.0 lever("street_office", 0.0),
            Assumed "budgets differ widely between districts",
            "money with which the street office hires hands where its own staff does not suffice",
            "街道用于雇请人手的经费";
        whistle_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("whistle", 0.0),
            Assumed "Beijing from 2018 on; ordinary districts have a meeting when something has gone wrong",
            "share of joint matters, the heaviest, on which the street office convenes the departments",
            "街道吹哨召集部门的联办事项比例（取最繁重者）";
        ranking_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 1.0 lever("ranking", 0.0),
            Assumed "none in an ordinary district; cities that run swift response publish every street office's rank each month",
            "weight of the monthly ranking of departments and street offices in the careers of those who are ranked",
            "部门和街道月度排名在被考核者前途中的分量";
        supervision_apart_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 1.0 lever("callbacks", 0.0),
            Assumed "none in an ordinary district; Dongcheng kept supervision and command centres apart from 2004 on",
            "share of callbacks that a centre apart from command makes, so that what they find counts",
            "独立于指挥系统的监督中心所作回访的比例（结果计入考核，即两轴分离）";
        list_cuts_trace_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("task_owners", 0.0),
            Assumed "none in an ordinary district; forms were cut by half to two thirds in Suzhou, Nanjing and Jiangxi",
            "share of trace work that a list of what may be sent down cuts",
            "准入清单削减的痕迹工作比例";
        list_cuts_work_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("task_owners", 0.0),
            Assumed "none in an ordinary district; tasks were cut by half in Huaiyin",
            "share of useful sent-down work that a list of what may be sent down cuts",
            "准入清单削减的有效下派工作比例";
    }
}
