//! `[bodies]`: details of committees, property companies, organisations, meetings and the street office.

use crate::registry::parameters;

parameters! {
    /// Details of the bodies beside grid workers and departments.
    pub struct Bodies in "bodies" {
        committee_speed_base: 0.5, "ratio", 0.05 .. 5.0, prior 0.3 .. 0.8,
            Assumed "half speed without capability",
            "work that a committee without capability does in a minute, in minutes of normal work",
            "无自治能力的居委会每分钟完成的标准工作量";
        committee_speed_gain: 1.0, "ratio", 0.0 .. 5.0, prior 0.5 .. 1.5,
            Assumed "one and a half times normal speed with full capability",
            "work in a minute that full capability adds",
            "充分自治能力增加的每分钟工作量";
        property_pace: 0.1, "1/month", 0.0 .. 1.0, prior 0.03 .. 0.3,
            Assumed "contracts and habits move by the year",
            "monthly approach of payment and of service to where satisfaction and payment push them",
            "缴费率与物业服务的月度调整速度";
        paying_usual: 0.75, "share", 0.05 .. 1.0, prior 0.6 .. 0.9,
            Assumed "no published rate",
            "share of households that pay at ordinary satisfaction, and where payment does not react",
            "一般满意度下的物业费缴费率(关闭缴费机制时取此值)";
        paying_least: 0.05, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "somebody always pays",
            "least share of households to which payment falls",
            "缴费率的下限";
        satisfaction_ordinary: 0.65, "share", 0.0 .. 1.0, prior 0.5 .. 0.75,
            Assumed "about what residents of an ordinary district report, so that companies neither collect all nor spiral down",
            "satisfaction at which the usual share pays",
            "缴费率取一般值时的满意度";
        owners_support_effect: 0.7, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "owners' committees in 20-30% of estates without support, in 83-92% with it",
            "share of the threshold of an owners' committee that full support takes away",
            "充分支持可降低业委会成立门槛的比例";
        owners_dissolve_ratio: 0.5, "ratio", 0.0 .. 1.0, prior 0.3 .. 0.8,
            Assumed "what stands lasts longer than it would form",
            "an owners' committee ends below this part of the active share at which it forms",
            "活跃业主降至成立门槛的此比例以下时业委会解散";
        organisation_leaves_ratio: 0.7, "ratio", 0.0 .. 1.0, prior 0.5 .. 0.9,
            Assumed "what is there lasts longer than it would come",
            "an organisation leaves when its resources fall below this part of what it needed to enter",
            "资源降至进入所需的此比例以下时社会组织退出";
        organisation_needs_log_sd: 0.35, "1", 0.0 .. 2.0, prior 0.2 .. 0.6,
            Assumed "needs differ by a third or so either way",
            "spread of the logarithm of what organisations need to enter, at an entry spread of 1",
            "潜在社会组织进入所需资源的对数标准差(离散度为1时)";
        deliberation_visibility: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.6,
            Assumed "what at least half of the neighbours notice is everybody's; others are private",
            "visibility from which a self-governable dispute counts as shared space and may be settled in a meeting",
            "可见度达到此值的自治类纠纷视为公共空间事项、可在议事会上解决";
        campaign_pause_days: 60.0, whole "days", 0.0 .. 3650.0, prior 30.0 .. 180.0,
            Assumed "what lasts is no campaign",
            "days between the end of a campaign and the next at the earliest",
            "两次专项整治之间的最短间隔";
    }
}
