//! `[projects]`: lasting causes of what goes wrong, and projects that mend them. Numbers of the second model; they matter
//! only where `root_causes` or `projects` is on.

use crate::registry::parameters;

parameters! {
    /// Lasting causes and the projects that mend them.
    pub struct Projects in "projects" {
        cause_log_sd: 1.0, "1", 0.0 .. 3.0, prior 0.5 .. 1.8,
            Literature "calls recur at few places: 3.3% of addresses gave 50.4% of calls (Sherman, Gartin & Buerger 1989), which 1.8 would give; buildings differ less than addresses",
            "spread of the logarithm of what arises of one kind at one building, beside the building's own condition",
            "同一楼栋某类问题发生率（除楼栋整体状况外）的对数标准差";
        record_memory_days: 365.0, "days", 30.0 .. 3650.0, prior 180.0 .. 730.0,
            Assumed "lists of recurring complaints are drawn up by the year",
            "days over which the record that steers projects fades to 1/e",
            "引导治理项目的诉求记录衰减至1/e的天数";
        least_records: 3.0, "cases", 0.0 .. 1000.0, prior 2.0 .. 6.0,
            Assumed "twice may be chance",
            "cases on record from which a cause is looked for",
            "记录达到此件数才查找根源";
        hours_per_resident: 3.0, "hours/resident", 0.01 .. 1000.0, prior 1.0 .. 10.0,
            Assumed "some weeks of a small crew for a building of eighty",
            "hours of a project for each resident of the building",
            "每个治理项目按楼内居民人均所需工时";
        effect_share: 0.6, "share", 0.0 .. 1.0, prior 0.3 .. 0.9,
            Assumed "no estimate found; what a project is for, less what it gets wrong",
            "share of what a project can remove that it removes",
            "一个项目消除其可消除部分的比例";
        least_share: 0.1, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "something always happens",
            "share of what arises that no project removes",
            "任何项目都无法消除的发生比例";
        wear_years: 10.0, "years", 0.1 .. 100.0, prior 5.0 .. 20.0,
            Assumed "life of pipes, bins, cameras and markings",
            "time over which what was mended wears out",
            "治理成效磨损的时间尺度";
        saving_months: 12.0, "months", 1.0 .. 120.0, prior 6.0 .. 24.0,
            Assumed "budgets lapse with the year",
            "months of hours that are kept where nothing stands out",
            "无突出问题时工时最多累积的月数";
        project_yuan_hour: 150.0, "yuan/hour", 0.0 .. 10000.0, prior 80.0 .. 400.0,
            Assumed "a contractor with material",
            "one hour of a project",
            "治理项目每工时成本（含材料）";
    }
}
