//! `[workforce]`: details of grid workers: speed, strain, leaving and being chosen.

use crate::registry::parameters;

parameters! {
    /// Details of the workforce.
    pub struct Workforce in "workforce" {
        part_time_share: 0.5, "share", 0.05 .. 1.0, prior 0.3 .. 0.7,
            Assumed "posts held beside others",
            "hours and pay of a post that is not full time, relative to one that is",
            "非专职岗位的工时与薪酬（相对专职）";
        untrained_speed: 0.75, "ratio", 0.05 .. 5.0, prior 0.6 .. 0.9,
            Assumed "a third faster at half of what training can give",
            "work that an untrained worker does in a minute, in minutes of normal work",
            "未受培训者每分钟完成的标准工作量";
        trained_speed_gain: 0.5, "ratio", 0.0 .. 5.0, prior 0.2 .. 0.8,
            Assumed "no estimate found",
            "work in a minute that full training adds",
            "充分培训增加的每分钟工作量";
        skill_full_use: 10.0, "cases/month", 0.1 .. 1000.0, prior 4.0 .. 30.0,
            Assumed "two or three cases a week",
            "cases handled a month at which nothing is forgotten",
            "每月办案达到此数时技能不再遗忘";
        strain_utilisation: 0.6, "share", 0.0 .. 5.0, prior 0.4 .. 0.8,
            Assumed "hours asked for count for more than what they are asked for",
            "weight of utilisation in the demand on a worker",
            "工时占用率在工作要求中的权重";
        strain_tasks: 0.4, "share", 0.0 .. 5.0, prior 0.2 .. 0.6,
            Assumed "sent-down tasks wear out beyond their hours",
            "weight of the share of sent-down tasks in the demand on a worker",
            "下派任务占比在工作要求中的权重";
        relief_pay: 0.5, "share", 0.0 .. 5.0, prior 0.3 .. 0.7,
            Assumed "weights of resources add up to one",
            "weight of pay in the resources of a worker",
            "薪酬在工作资源中的权重";
        relief_pay_most: 1.5, "ratio", 0.0 .. 10.0, prior 1.0 .. 2.0,
            Assumed "more money stops helping",
            "pay over that of comparable work up to which it relieves",
            "薪酬的缓解作用达到上限时的工资比";
        relief_training: 0.2, "share", 0.0 .. 5.0, prior 0.1 .. 0.4,
            Assumed "weights of resources add up to one",
            "weight of training in the resources of a worker",
            "培训在工作资源中的权重";
        relief_training_hours: 40.0, "hours/year", 0.1 .. 400.0, prior 20.0 .. 80.0,
            Assumed "a week a year",
            "training at which it relieves in full",
            "培训的缓解作用达到上限时的年培训时间";
        relief_thanks: 0.3, "share", 0.0 .. 5.0, prior 0.1 .. 0.5,
            Assumed "weights of resources add up to one",
            "weight of what residents expect of the grid worker in the resources of a worker",
            "居民对网格员的预期在工作资源中的权重";
        burnout_reference: 1.0 / 3.0, "share", 0.0 .. 1.0, prior 0.2 .. 0.5,
            Assumed "a third of the scale",
            "burnout at which the hazard of quitting is the stated one, and that of everybody where burnout is switched off",
            "离职率取基准值时的倦怠水平（关闭倦怠机制时人人取此值）";
        burnout_start: 0.2, "share", 0.0 .. 1.0, prior 0.0 .. 0.4,
            Assumed "newcomers are fresher than the mean",
            "burnout of a new worker",
            "新任网格员的倦怠水平";
        talent_least: 0.05, "share", 0.0 .. 0.5, prior 0.0 .. 0.2,
            Assumed "nobody fails always",
            "least accuracy of a candidate",
            "应聘者准确率的下限";
        talent_most: 0.98, "share", 0.5 .. 1.0, prior 0.9 .. 1.0,
            Assumed "nobody succeeds always",
            "greatest accuracy of a candidate",
            "应聘者准确率的上限";
    }
}
