//! `[tasks]`: whose tasks are sent down, what they produce, and how much of them is trace. Numbers of the second model; each
//! of them matters only where `task_owners` is on.

use crate::registry::parameters;

parameters! {
    /// Sent-down tasks by owner, product and trace.
    pub struct Tasks in "tasks" {
        urban_management_share: 0.20, "share", 0.0 .. 1.0, prior 0.1 .. 0.3,
            Assumed "no hours by department are published; scaled to one with the others",
            "tasks that urban management issues",
            "城管部门下派任务的比例";
        public_security_share: 0.20, "share", 0.0 .. 1.0, prior 0.1 .. 0.3,
            Assumed "no hours by department are published; registration of people is theirs",
            "tasks that public security issues",
            "公安部门下派任务的比例";
        housing_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.2,
            Assumed "no hours by department are published",
            "tasks that housing issues",
            "住建（房管）部门下派任务的比例";
        market_regulation_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.2,
            Assumed "no hours by department are published",
            "tasks that market regulation issues",
            "市场监管部门下派任务的比例";
        civil_affairs_share: 0.25, "share", 0.0 .. 1.0, prior 0.1 .. 0.4,
            Assumed "welfare lists and visits are most of what Hubei communities report (2003)",
            "tasks that civil affairs issues",
            "民政部门下派任务的比例";
        health_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "no hours by department are published",
            "tasks that health issues",
            "卫健部门下派任务的比例";
        trace_share: 0.25, "share", 0.0 .. 0.95, prior 0.1 .. 0.5,
            Assumed "no measurement was found; where nobody is appraised some forms remain",
            "share of sent-down hours that is trace work without any indicator (z)",
            "无考核指标时下派任务中痕迹管理的比例（z）";
        indicators_half: 40.0, "indicators", 0.1 .. 1000.0, prior 15.0 .. 100.0,
            Assumed "forms were cut from 91 to 39 in Jiangxi, from 157 to 57 in a community of Nanjing",
            "indicators of an appraisal at which half of what is left becomes trace work",
            "使剩余任务一半变为痕迹管理的考核指标数";
        indicators_usual: 20.0, "indicators", 0.0 .. 500.0, prior 10.0 .. 40.0,
            Assumed "the ordinary district's, at which the hours that are sent down are those of the lever",
            "indicators at which sent-down hours are the stated ones",
            "下派工时取设定值时的考核指标数";
        indicators_add_share: 0.50, "share", 0.0 .. 1.0, prior 0.0 .. 1.0,
            Assumed "whether trace comes on top of work or in its place is disputed and unmeasured",
            "share of the trace work of further indicators that comes on top; the rest takes the place of useful work",
            "新增指标的痕迹工作中额外增加（而非挤占有效工作）的比例";
        tiers_add: 0.50, "share", 0.0 .. 5.0, prior 0.0 .. 1.5,
            Assumed "each tier adds its own (层层加码); no measurement was found",
            "further trace work under full pressure (kappa)",
            "满负荷压力下层层加码增加的痕迹工作（κ）";
        register_start: 0.60, "share", 0.0 .. 1.0, prior 0.4 .. 0.8,
            Assumed "forgotten within the burn-in",
            "accuracy of a community's register on the first day",
            "首日社区底数台账的准确度";
        register_usual: 0.60, "share", 0.0 .. 1.0, prior 0.4 .. 0.8,
            Calibrated "where the baseline's register settles, so that errors and minutes are the stated ones there",
            "accuracy at which errors and minutes take their stated values",
            "误派率与工时取基准值时的台账准确度";
        register_gain: 0.12, "1/month", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "a round of visits takes most of a year",
            "monthly approach of a register to full accuracy where it is all that people do",
            "全力维护时台账每月趋于准确的速度";
        register_half_hours: 60.0, "hours/1,000 residents/month", 0.1 .. 10000.0, prior 30.0 .. 120.0,
            Assumed "saturating; about what useful hours of the baseline come to",
            "useful hours at which half of that approach is reached",
            "达到一半维护效果时的有效工时";
        register_decay: 0.03, "1/month", 0.0 .. 1.0, prior 0.01 .. 0.06,
            Assumed "people are born, fall ill, change jobs and numbers; half is out of date in two years",
            "monthly loss of accuracy where nobody moves",
            "无人迁居时台账每月的失准";
        standing_useful_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "welfare visits refresh what is known",
            "share of a committee's standing duties that refreshes the register",
            "居委会常规事务中用于更新台账的比例";
        misroutes_by_register: 2.0, "ratio", 0.0 .. 20.0, prior 0.5 .. 4.0,
            Assumed "no estimate found",
            "change of misrouting per unit of accuracy that the register lacks, relative to the stated one",
            "台账每失准一单位，误派率的相对变化";
        minutes_by_register: 1.2, "ratio", 0.0 .. 20.0, prior 0.4 .. 2.0,
            Assumed "no estimate found; one first has to find out who lives there and with whom",
            "change of the time for care and disputes per unit of accuracy that the register lacks",
            "台账每失准一单位，照料与纠纷事项用时的相对变化";
        unknown_by_register: 0.8, "ratio", 0.0 .. 10.0, prior 0.2 .. 1.5,
            Assumed "no estimate found; whoever is not on the list is not visited",
            "share of care and welfare due to people of whom the committee does not know, per unit of accuracy that the register lacks",
            "台账每失准一单位，因不掌握情况而未走访救助的比例";
        visit_rate: 0.50, "1/(hour per 100 households)", 0.0 .. 20.0, prior 0.1 .. 1.5,
            Assumed "a fifth of that of patrol, since a visit sees one home at a time; people in need of care are then found in about a month; no estimate found",
            "hazard of finding an incident of the owner's kinds per useful hour a day for 100 households",
            "每百户每日一小时有效走访发现该部门事项的强度";
        owner_most_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "an owner does not give up its cases for what it used to send down",
            "share of its hours that an owner gives at the most to work that comes back to it",
            "部门最多用于承接退回工作的工时比例";
        owner_efficiency_share: 0.60, "ratio", 0.0 .. 5.0, prior 0.3 .. 1.2,
            Assumed "officials know fewer doors, and have the files",
            "product of an owner's hour relative to one in the community (epsilon)",
            "部门每工时相对社区每工时的产出（ε）";
    }
}
