//! `[casework]`: details of how cases are found, passed on, queued, returned and mediated.

use crate::registry::parameters;

parameters! {
    /// Details of casework.
    pub struct Casework in "casework" {
        record_memory_days: 90.0, "days", 1.0 .. 3650.0, prior 30.0 .. 365.0,
            Assumed "a quarter, in which a building sees enough cases to be distinguished from others",
            "days over which the record that steers patrols fades to 1/e",
            "引导巡查的案件记录衰减至1/e的天数";
        volunteer_queue_days: 5.0, "days", 0.0 .. 365.0, prior 2.0 .. 10.0,
            Assumed "a week's work",
            "a matter goes to volunteers where their waiting work would be done within these days",
            "志愿者积压可在此天数内办完时才转交志愿者";
        organisation_queue_days: 5.0, "days", 0.0 .. 365.0, prior 2.0 .. 10.0,
            Assumed "a week's work",
            "a matter goes to an organisation where its waiting work would be done within these days",
            "社会组织积压可在此天数内办完时才转交社会组织";
        refusals_most: 3.0, whole "times", 0.0 .. 3.0, prior 1.0 .. 3.0,
            Assumed "then the street office orders; each refusal has draws of its own, set aside for three",
            "how often a matter is refused at the most",
            "一件事项最多被推诿的次数";
        returns_most: 4.0, whole "times", 0.0 .. 7.0, prior 1.0 .. 6.0,
            Assumed "nobody checks for ever; each return has draws of its own, set aside for seven",
            "a case that was returned this often is closed whatever a check finds",
            "退回达到此次数的案件不论核查结果均予结案";
        rework_log_sd: 0.3, "1", 0.0 .. 3.0, prior 0.1 .. 0.8,
            Assumed "the matter is known by now, so its work varies less than that of new ones",
            "spread of the logarithm of the work on a returned case",
            "退回案件处置工时的对数标准差";
        ageing_minutes_per_day: 30.0, "minutes/day", 0.0 .. 600.0, prior 10.0 .. 120.0,
            Assumed "so that long cases are not starved; acts under queue_order = \"shortest\"",
            "how much shorter a case counts in the queue for each day that it has waited",
            "“最短优先”下每等待一天折减的工时";
        forms_most_days: 30.0, "days", 0.0 .. 365.0, prior 10.0 .. 90.0,
            Assumed "nobody catches up on more than a month of forms",
            "days of full hours of entry and verification that may wait with worker, committee or departments",
            "录入与核查积压的上限（按全部工时折算的天数）";
        lawyer_saving_days: 30.0, "days", 0.0 .. 365.0, prior 7.0 .. 90.0,
            Assumed "contracts are settled by the month",
            "days over which lawyers' unused hours add up at the most",
            "律师未用工时最多累积的天数";
        uptake_awareness: 2.0, "logit", 0.0 .. 20.0, prior 0.0 .. 4.0,
            Assumed "no estimate found",
            "readiness to be mediated per unit of legal awareness",
            "法治意识对接受调解意愿的影响";
        uptake_trust: 2.0, "logit", 0.0 .. 20.0, prior 0.0 .. 4.0,
            Assumed "no estimate found",
            "readiness to be mediated per unit of expectation of the community body",
            "对社区的预期对接受调解意愿的影响";
        mediation_awareness: 0.3, "share", 0.0 .. 1.0, prior 0.2 .. 0.4,
            Assumed "near the mean legal awareness of the baseline",
            "legal awareness at which the readiness to be mediated is the stated one",
            "接受调解意愿取基准值时的法治意识";
        mediation_trust: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale",
            "expectation of the community body at which readiness and agreement are the stated ones",
            "接受调解意愿与调解成功率取基准值时对社区的预期";
        agreement_base: 0.25, "share", 0.0 .. 1.0, prior 0.1 .. 0.4,
            Assumed "with skill, law and trust this gives 65-85% agreement (F9)",
            "chance that mediated parties agree, without skill, law or advice",
            "无调解能力、法治意识和法律咨询时的调解成功率";
        agreement_skill: 0.5, "share", 0.0 .. 2.0, prior 0.3 .. 0.7,
            Assumed "with skill, law and trust this gives 65-85% agreement (F9)",
            "agreement that full skill of mediators adds",
            "调解员能力对调解成功率的提升";
        agreement_awareness: 0.2, "share", 0.0 .. 2.0, prior 0.0 .. 0.4,
            Assumed "no estimate found",
            "agreement that full legal awareness adds",
            "法治意识对调解成功率的提升";
        agreement_trust: 0.3, "share", 0.0 .. 2.0, prior 0.0 .. 0.6,
            Assumed "no estimate found",
            "agreement per unit of expectation of the community body",
            "对社区的预期对调解成功率的影响";
        heard_hazard_ratio: 0.5, "ratio", 0.0 .. 5.0, prior 0.2 .. 1.0,
            Assumed "who is heard waits a little longer",
            "hazard of escalating while a case is open, relative to nobody dealing with it",
            "立案期间矛盾升级强度（相对无人处理）";
        escalated_harm_ratio: 2.0, "ratio", 0.0 .. 100.0, prior 1.0 .. 4.0,
            Assumed "relative units",
            "harm of an escalated dispute, relative to before",
            "升级后纠纷的危害（相对升级前）";
    }
}
