//! `[staffing]`: how many grid workers, whom, with what skill, and what is rewarded.

use crate::registry::parameters;

parameters! {
    /// The grid worker team.
    pub struct Staffing in "staffing" {
        committee_members_per_1000: 0.8, "persons/1,000 residents", 0.1 .. 20.0, prior 0.4 .. 1.5 lever("committee_staff", 0.8),
            Assumed "1 community worker per 350 residents is an aim of 2020 (2.9 per 1,000); here those who handle residents' matters",
            "members and staff of the residents' committee",
            "每千居民居委会工作人员数";
        secondment_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.4 lever("secondment", 0.0),
            Assumed "officers are sent to communities in campaigns and pilots; hours unpublished",
            "share of the departments' hours that is seconded to communities",
            "部门下沉到社区的工时比例";
        households_per_grid: 400.0, "households", 50.0 .. 5000.0, prior 200.0 .. 700.0 lever("grid_workers", 400.0),
            Measured "300-500 households a grid in guidelines; about 400 a worker in new estates (Zhou 2023)",
            "households in a grid",
            "每个网格的户数";
        posts_per_grid: 1.0, "posts/grid", 0.1 .. 20.0, prior 0.5 .. 3.0 lever("grid_workers", 1.0),
            Assumed "one grid, one worker is the rule; some cities have a leader and helpers",
            "posts of grid workers in a grid; where there are several they stand in for each other",
            "每个网格的岗位数（一格多员时互为补位）";
        full_time_share: 0.60, "share", 0.0 .. 1.0, prior 0.2 .. 1.0 lever("grid_workers", 0.6),
            Assumed "many posts are held beside others; no published share",
            "share of grid posts that are full time; the rest work half time",
            "专职网格员岗位比例（其余为半职）";
        selection_ratio: 1.5, "candidates/post", 1.0 .. 20.0, prior 1.0 .. 5.0 lever("selection", 1.0),
            Assumed "no published ratio",
            "candidates examined for each vacant post",
            "每个空岗考察的候选人数";
        training_hours_per_year: 16.0, "hours/year", 0.0 .. 400.0, prior 0.0 .. 80.0 lever("training", 0.0),
            Assumed "no published hours",
            "training of each grid worker",
            "每名网格员的年培训时间";
        wage_ratio: 0.80, "ratio", 0.3 .. 3.0, prior 0.6 .. 1.4 lever("pay", 1.0),
            Assumed "2,270 yuan a month on probation in Hohhot 2024, well below local averages",
            "pay of a grid worker over that of comparable local work",
            "网格员工资与当地同类工作工资之比";
        quality_weight_share: 0.30, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("appraisal", 1.0),
            Assumed "appraisal by counts is widely described; weights differ",
            "weight of true resolution in appraisal; the rest counts closed cases",
            "绩效考核中解决质量的权重（其余按结案数）";
        resident_rating_weight_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.5 lever("appraisal", 0.0),
            Assumed "no published weight",
            "weight of residents' rating in appraisal",
            "绩效考核中居民评价的权重";
        audit_share: 0.05, "share", 0.0 .. 1.0, prior 0.0 .. 0.4 lever("audits", 0.0),
            Assumed "no published rate",
            "share of closed cases that are checked on the spot",
            "结案后现场核查的比例";
        callback_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.8 lever("callbacks", 0.0),
            Assumed "none in an ordinary district; cities that rank by satisfaction call back from a sample to all",
            "share of answered cases after which residents are called back",
            "办结后回访居民的比例";
        appraisal_indicators: 20.0, "indicators", 0.0 .. 500.0, prior 5.0 .. 60.0 lever("task_owners", 0.0),
            Assumed "39 to 91 forms, some 50 to 250 tasks a community; indicators of one appraisal unpublished",
            "indicators by which communities and grid workers are appraised",
            "社区和网格员的考核指标数";
    }
}
