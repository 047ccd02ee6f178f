//! `[pressure]`: what monthly rankings do to those who are ranked, and to those who work for them. Numbers of the second
//! model; each of them matters only where its mechanism is on.

use crate::registry::parameters;

parameters! {
    /// Pressure from above and what people make of it.
    pub struct Pressure in "pressure" {
        weight_on_time: 0.20, "share", 0.0 .. 1.0, prior 0.1 .. 0.4,
            Assumed "three rates are ranked; cities weigh resolution and satisfaction more",
            "weight of closing on time in the ranking; resolution has what the two others leave",
            "排名中按期办结率的权重（其余归解决率）";
        weight_satisfied: 0.40, "share", 0.0 .. 1.0, prior 0.2 .. 0.5,
            Assumed "three rates are ranked; cities weigh resolution and satisfaction more",
            "weight of satisfaction in the ranking",
            "排名中满意率的权重";
        gap_slope: 8.0, "logit", 0.0 .. 100.0, prior 3.0 .. 20.0,
            Assumed "a standing five points below that of the others is felt",
            "how steeply pressure rises with the standing of the others less one's own (k)",
            "压力随名次差距上升的陡度（k）";
        own_past_months: 6.0, "months", 1.0 .. 120.0, prior 3.0 .. 12.0,
            Literature "the ratchet: targets follow what was reached (Weitzman 1980)",
            "memory of the own past standing, with which whoever has no rival in the city is compared",
            "市内无同类可比时，与自身过往成绩比较的记忆月数";
        effort_share: 0.50, "share", 0.0 .. 5.0, prior 0.2 .. 1.0,
            Assumed "no hours are published; whole offices are set on complaints where they are ranked by them",
            "further hours for cases under full pressure, of those that cases have (eta)",
            "满负荷压力下办案工时的增加比例（η）";
        duties_left_share: 0.50, "share", 0.0 .. 1.0, prior 0.3 .. 0.8,
            Assumed "somebody has to open the door",
            "share of a committee's standing duties and of a worker's least patrol that no pressure moves to cases",
            "居委会常规事务与网格员最低巡查中不因压力挪用的比例";
        upkeep_ratio: 1.0, "ratio", 0.05 .. 20.0, prior 0.5 .. 2.0,
            Assumed "no hours are published",
            "hours that a department has for upkeep that nobody reports, over its hours for cases; what pressure moves comes from them",
            "部门无人投诉的日常养护工时与办案工时之比（压力下从中挪用）";
        upkeep_ends_share: 0.50, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "what ends by itself is often somebody's round",
            "share of the own ends of incidents that are in truth the upkeep of their department",
            "“自行消失”的问题中实为部门日常养护所致的比例";
        fatigue_rise: 0.12, "1/month", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "exhaustion builds up over months (Bakker & Demerouti 2007)",
            "monthly rise of fatigue under full pressure",
            "满负荷压力下疲劳每月上升";
        fatigue_mend: 0.08, "1/month", 0.001 .. 1.0, prior 0.03 .. 0.2,
            Assumed "slower than it comes",
            "monthly mending of fatigue",
            "疲劳每月恢复比例";
        used_to_months: 9.0, "months", 1.0 .. 120.0, prior 4.0 .. 24.0,
            Assumed "strain returns towards where it was within a year of a lasting change of demands",
            "months in which people get used to a pressure, in the variant adapting",
            "变体adapting下习惯压力所需月数";
        used_to_share: 0.70, "share", 0.0 .. 1.0, prior 0.3 .. 0.95,
            Assumed "adaptation to lasting strain is large and seldom whole",
            "share of a lasting pressure that tires nobody once they are used to it, in the variant adapting",
            "变体adapting下习惯后不再致疲的压力比例";
        fatigue_slows_share: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "no estimate found",
            "work in a minute that full fatigue takes away",
            "极度疲劳时每分钟工作量的降低比例";
        fatigue_strain: 0.40, "share", 0.0 .. 5.0, prior 0.2 .. 0.8,
            Assumed "weighs as much as sent-down tasks",
            "weight of fatigue in the demand on a grid worker, which moves burnout",
            "疲劳在网格员工作要求（影响倦怠）中的权重";
        rank_points: 1.0, "appraisal points", 0.0 .. 20.0, prior 0.3 .. 2.0,
            Assumed "as much as the count of a case",
            "appraisal points that the rank puts on a case under full pressure",
            "满负荷压力下排名赋予每件案件的考核分";
        hard_hours: 4.0, "hours", 0.1 .. 200.0, prior 2.0 .. 10.0,
            Assumed "half a day",
            "work from which on a find is as hard as can be for a rank",
            "对排名而言算作最难事项的处置工时";
        trivia_per_month: 12.0, "cases/worker/month", 0.0 .. 500.0, prior 0.0 .. 30.0,
            Assumed "every second working day under full pressure",
            "trivial cases that a worker files in a month under full pressure",
            "满负荷压力下网格员每月凑数上报件数";
        coax_minutes: 20.0, "minutes", 0.0 .. 600.0, prior 5.0 .. 60.0,
            Assumed "a visit with an explanation",
            "time to ask a resident for a good word",
            "上门请求居民好评的时间";
        coax_success_share: 0.60, "share", 0.0 .. 1.0, prior 0.3 .. 0.8,
            Assumed "neighbours do not like to harm somebody whom they meet",
            "chance that a resident who was asked gives it",
            "居民应请求给予好评的概率";
        satisfied_days: 15.0, "days", 0.0 .. 365.0, prior 5.0 .. 30.0,
            Assumed "about the longest deadline of the default kinds",
            "days beyond which a resident is dissatisfied even though the matter was resolved",
            "即使解决、超过此天数居民仍不满意";
        callback_yuan: 6.0, "yuan", 0.0 .. 1000.0, prior 2.0 .. 15.0,
            Assumed "ten minutes of an operator",
            "one callback",
            "一次回访的成本";
        checked_minutes: 10.0, "minutes", 0.0 .. 600.0, prior 3.0 .. 30.0,
            Assumed "records have to be shown and words found",
            "time that answering for a callback costs whoever is called about",
            "被回访单位应对一次回访的时间";
        roster_minutes_per_100_households: 14.0, "minutes/day/100 households", 0.0 .. 600.0, prior 7.0 .. 25.0,
            Assumed "at 400 households it is about what the share of free hours comes to that is patrolled at the least",
            "rounds and visits that the roster asks of a worker for every hundred households",
            "每百户每日排班要求的巡查走访时间";
        load_most_ratio: 2.0, "ratio", 1.0 .. 20.0, prior 1.5 .. 3.0,
            Assumed "what cannot be done at all wears out no further",
            "hours asked over hours there are beyond which more does not tell",
            "负荷（所需工时与可用工时之比）影响的上限";
        exhaustion_slows_share: 0.30, "share", 0.0 .. 1.0, prior 0.0 .. 0.5,
            Assumed "exhaustion and performance go together weakly to moderately; no slope for grid workers",
            "work in a minute that full burnout takes away, relative to burnout at its reference",
            "倦怠（相对参考水平）对每分钟工作量的影响";
    }
}
