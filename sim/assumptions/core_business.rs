//! `[core_business]`: what a residents' committee is there for besides the cases that people bring: visits, welfare,
//! certificates, mediation at the door. Numbers of the second model; they matter only where `core_business` is on.

use crate::registry::parameters;

parameters! {
    /// The core business of committees.
    pub struct CoreBusiness in "core_business" {
        care_rate: 17.0, "1/1,000 residents/month", 0.0 .. 1000.0, prior 5.0 .. 24.0,
            Calibrated "committees are busy for 0.75-0.95 of their hours; one in a hundred at home is on a monthly list: the disabled, families in need, children left alone",
            "visits of care that fall due for those who are neither old nor tenants",
            "非老年、非租户居民中每月应走访关爱的次数";
        care_elder_ratio: 5.0, "ratio", 0.0 .. 50.0, prior 2.0 .. 10.0,
            Assumed "elders who live alone or cannot leave home are to be visited every month (探访关爱)",
            "the same for people of 60 and over, relative to younger ones",
            "60岁及以上居民的走访关爱需求（相对较年轻者）";
        care_tenant_ratio: 0.8, "ratio", 0.0 .. 50.0, prior 0.3 .. 1.5,
            Assumed "tenants are on fewer lists",
            "the same for tenants, relative to owners",
            "租户的走访关爱需求（相对业主）";
        care_hours: 0.75, "hours", 0.0 .. 100.0, prior 0.4 .. 1.5,
            Assumed "way, talk and note",
            "work of a visit of care",
            "一次走访关爱的工时";
        care_days: 20.0, "days", 0.0 .. 365.0, prior 7.0 .. 31.0,
            Assumed "within the month",
            "days within which a visit of care is in time",
            "走访关爱的应办天数";
        care_breaks_out_share: 0.20, "share", 0.0 .. 1.0, prior 0.05 .. 0.5,
            Assumed "a fifth of those who are to be visited are in need of something just then",
            "share of visits of care never made after which somebody is found in need late: an incident",
            "未走访而较晚发现困难（成为问题）的比例";
        welfare_rate: 5.9, "1/1,000 residents/month", 0.0 .. 1000.0, prior 1.0 .. 8.0,
            Assumed "applications and yearly checks of minimum income, disability, medical aid",
            "matters of welfare that come up for those who are neither old nor tenants",
            "非老年、非租户居民中每月发生的救助福利事项";
        welfare_elder_ratio: 2.5, "ratio", 0.0 .. 50.0, prior 1.0 .. 5.0,
            Assumed "allowances of old age have to be asked for and confirmed",
            "the same for people of 60 and over, relative to younger ones",
            "60岁及以上居民的救助福利需求（相对较年轻者）";
        welfare_tenant_ratio: 1.5, "ratio", 0.0 .. 50.0, prior 0.7 .. 3.0,
            Assumed "tenants are poorer, and migrants can ask for less",
            "the same for tenants, relative to owners",
            "租户的救助福利需求（相对业主）";
        welfare_hours: 2.0, "hours", 0.0 .. 100.0, prior 1.0 .. 5.0,
            Assumed "papers, a visit, a list to post",
            "work of a matter of welfare",
            "一件救助福利事项的工时";
        welfare_days: 15.0, "days", 0.0 .. 365.0, prior 5.0 .. 30.0,
            Assumed "the committee's part of the 30 working days that an application may take",
            "days within which a matter of welfare is in time",
            "救助福利事项的应办天数";
        welfare_breaks_out_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.4,
            Assumed "people go without for a while, and some cannot",
            "share of matters of welfare never dealt with after which somebody is found in need late: an incident",
            "未办救助福利而较晚发现困难（成为问题）的比例";
        certificate_rate: 36.0, "1/1,000 residents/month", 0.0 .. 1000.0, prior 8.0 .. 50.0,
            Assumed "certificates, registrations and stamps, once in four years each",
            "certificates asked for by those who are neither old nor tenants",
            "非老年、非租户居民中每月的证明与代办事项";
        certificate_elder_ratio: 1.3, "ratio", 0.0 .. 50.0, prior 0.7 .. 2.5,
            Assumed "fewer occasions, and nobody who does it on the phone",
            "the same for people of 60 and over, relative to younger ones",
            "60岁及以上居民的证明代办需求（相对较年轻者）";
        certificate_tenant_ratio: 2.0, "ratio", 0.0 .. 50.0, prior 1.0 .. 4.0,
            Assumed "proof of residence for schools, cars and permits",
            "the same for tenants, relative to owners",
            "租户的证明代办需求（相对业主）";
        certificate_hours: 0.4, "hours", 0.0 .. 100.0, prior 0.2 .. 1.0,
            Assumed "a form, a look at a register, a stamp",
            "work of a certificate",
            "一件证明的工时";
        certificate_days: 3.0, "days", 0.0 .. 365.0, prior 1.0 .. 7.0,
            Assumed "people wait for it",
            "days within which a certificate is in time",
            "证明事项的应办天数";
        door_rate: 5.9, "1/1,000 residents/month", 0.0 .. 1000.0, prior 1.0 .. 8.0,
            Assumed "several times the disputes that become cases",
            "quarrels at the door to be smoothed among those who are neither old nor tenants",
            "非老年、非租户居民中每月需上门调和的口角";
        door_elder_ratio: 1.2, "ratio", 0.0 .. 50.0, prior 0.6 .. 2.5,
            Assumed "who is at home hears more",
            "the same for people of 60 and over, relative to younger ones",
            "60岁及以上居民的口角（相对较年轻者）";
        door_tenant_ratio: 1.4, "ratio", 0.0 .. 50.0, prior 0.7 .. 3.0,
            Assumed "shared flats and strangers",
            "the same for tenants, relative to owners",
            "租户的口角（相对业主）";
        door_hours: 1.5, "hours", 0.0 .. 100.0, prior 0.5 .. 4.0,
            Assumed "an evening with both sides",
            "work of smoothing a quarrel",
            "一次上门调和的工时";
        door_days: 7.0, "days", 0.0 .. 365.0, prior 2.0 .. 14.0,
            Assumed "after a week it is settled or a dispute",
            "days within which a quarrel is smoothed in time",
            "上门调和的应办天数";
        door_breaks_out_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.4,
            Assumed "most quarrels die down",
            "share of quarrels never smoothed that become an incident",
            "未调和的口角演变为问题的比例";
        hours_log_sd: 0.5, "1", 0.0 .. 3.0, prior 0.3 .. 0.9,
            Assumed "work differs by half or so either way, as cases do",
            "spread of the logarithm of the work of a piece",
            "单件工时的对数标准差";
        least_share: 0.50, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "the counter is open and the lists have their dates, whatever residents report",
            "share of the hours left by orders and tasks that cases cannot take from core business",
            "扣除指派与下派任务后，办案不得挤占的本职工作工时比例";
        given_up_ratio: 2.0, "ratio", 1.0 .. 20.0, prior 1.5 .. 4.0,
            Assumed "the next round or somebody else comes before that",
            "times of the days in time after which a piece is given up undone",
            "超过应办天数的多少倍后不再办理";
        learning_share: 0.30, "ratio", 0.0 .. 5.0, prior 0.05 .. 1.0,
            Assumed "routine says less about a body than a matter of one's own",
            "how much somebody learns from a piece of core business, relative to a matter of his own",
            "居民从本职服务中的学习强度（相对自己的事项）";
        practice_share: 0.05, "ratio", 0.0 .. 5.0, prior 0.0 .. 0.2,
            Assumed "routine teaches little",
            "practice that committee members have of a piece, relative to a matter that they handle",
            "办理一件本职工作带来的历练（相对办理一件居民事项）";
    }
}
