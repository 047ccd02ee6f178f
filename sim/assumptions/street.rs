//! `[street]`: the street office at work, the whistle, secondment and the hotline's lines.

use crate::registry::parameters;

parameters! {
    /// The street office as an actor.
    pub struct StreetWork in "street" {
        other_share: 0.30, "share", 0.0 .. 1.0, prior 0.15 .. 0.5,
            Assumed "meetings, reports, inspections from above; with sending tasks about two fifths, as standing duties of committees",
            "share of the hours of the street office's staff that is bound by duties other than residents' matters and sending tasks",
            "街道工作人员用于其他事务的时间比例";
        sending_ratio: 0.01, "ratio", 0.0 .. 1.0, prior 0.003 .. 0.03,
            Assumed "a task is written once and asked after; for those of the staff who deal with residents' matters a tenth of their hours",
            "hours of that staff for each hour of tasks that is sent down to committees and workers",
            "每下派一小时任务占用街道此类工作人员的工时";
        success_share: 0.65, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "nearer to the place than a department, further than the people who live there",
            "success of the street office with a self-governable matter",
            "街道办理可自治事项的成功率";
        legs_share: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "field studies call the committee the legs of the street office; no share is published",
            "share of the work of a matter taken over that the residents' committee does on the office's order",
            "接管事项中由居委会跑腿完成的工作比例";
        queue_days: 5.0, "days", 0.0 .. 365.0, prior 2.0 .. 15.0,
            Assumed "a week's work",
            "the office does a matter itself where its waiting work would be done within these days, and passes it on to departments otherwise",
            "街道积压可在此天数内办完时自行办理，否则转部门";
        staff_yuan_hour: 60.0, "yuan/hour", 0.0 .. 10000.0, prior 30.0 .. 100.0,
            Assumed "between committee and department staff",
            "one hour of the street office's staff",
            "街道工作人员每工时成本";
        contract_yuan_hour: 45.0, "yuan/hour", 0.0 .. 10000.0, prior 25.0 .. 80.0,
            Assumed "temporary staff and contractors",
            "one hour of work that the street office's budget pays",
            "街道经费购买一小时人工";
        purse_days: 30.0, "days", 1.0 .. 365.0, prior 10.0 .. 90.0,
            Assumed "released month by month",
            "days over which what is in the budget may be spent",
            "经费可支用余额的分摊天数";
        purse_most_days: 180.0, "days", 1.0 .. 3650.0, prior 90.0 .. 365.0,
            Assumed "what is not spent by the end of a budget year lapses",
            "days of grants beyond which unspent money lapses",
            "超过此天数的未用经费收回";
        convening_minutes: 90.0, "minutes", 0.0 .. 6000.0, prior 30.0 .. 240.0,
            Assumed "calls, a site visit, minutes",
            "time of the street office to convene departments on one matter",
            "街道为一件联办事项吹哨所用时间";
        meeting_minutes: 30.0, "minutes", 0.0 .. 6000.0, prior 10.0 .. 90.0,
            Assumed "the way, and the talk on the spot",
            "time that each department spends on being convened",
            "各部门每次报到所用时间";
        whistle_days: 3.0, "days", 0.0 .. 60.0, prior 1.0 .. 7.0,
            Assumed "meetings are weekly; Beijing asks for a response within days",
            "mean days from the whistle to the meeting",
            "吹哨到部门报到的平均天数";
        seconded_use_share: 0.75, "share", 0.0 .. 1.0, prior 0.5 .. 0.95,
            Assumed "two masters, two offices",
            "share of seconded hours that is of use in the community",
            "下沉时间中真正用于社区的比例";
        seconded_speed: 0.85, "ratio", 0.1 .. 2.0, prior 0.6 .. 1.0,
            Assumed "seldom one's own subject, without one's own tools",
            "work that a seconded officer does in a minute, over a department's",
            "下沉干部与部门办事速度之比";
        seconded_queue_days: 2.0, "days", 0.0 .. 365.0, prior 1.0 .. 5.0,
            Assumed "whoever stands at the door does what can be done now",
            "a matter for one department goes to a seconded officer whose waiting work would be done within these days",
            "下沉干部积压可在此天数内办完时就地办理";
        seconded_yuan_hour: 10.0, "yuan/hour", 0.0 .. 10000.0, prior 0.0 .. 30.0,
            Assumed "allowances and travel; wages are paid by the department as before",
            "further cost of a seconded hour",
            "下沉每工时附加成本";
        call_again_share: 0.60, "share", 0.0 .. 1.0, prior 0.2 .. 0.9,
            Assumed "no share is published",
            "share of callers whose call was not answered who call again on the next day",
            "未接通者次日再拨的比例";
        call_yuan: 5.0, "yuan/call", 0.0 .. 1000.0, prior 3.0 .. 15.0,
            Assumed "an operator for some minutes, with line and room",
            "one call that the hotline could answer, whether or not it comes",
            "热线每一通接听能力的成本";
    }
}
