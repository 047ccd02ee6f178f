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
            "一般满意度下的物业费缴费率（关闭缴费机制时取此值）";
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
        owners_founding_ratio: 1.1, "ratio", 0.05 .. 20.0, prior 0.8 .. 2.0,
            Calibrated "owners' committees in 20-30% of estates in most cities, in 83-92% with support (2012-2019); about 80% of private estates in Chongqing without one",
            "active share of owners that founding takes in the median estate, relative to the threshold (with owners_decide)",
            "中位小区成立业委会所需活跃业主比例相对基准门槛的倍数（启用业委会决策时）";
        owners_founding_log_sd: 0.45, "1", 0.0 .. 3.0, prior 0.2 .. 0.8,
            Calibrated "the same: without a spread a little support would found one everywhere or nowhere",
            "spread of the logarithm of what founding an owners' committee takes in an estate",
            "各小区业委会成立门槛的对数标准差";
        owners_decide_share: 0.6, "share", 0.0 .. 1.0, prior 0.3 .. 0.9,
            Assumed "small repairs are the company's by contract; parking, noise, cleaning and what costs money are the owners' to decide",
            "matters of shared space and facilities that an owners' committee takes up itself",
            "由业委会自行决定的公共空间与设施事项比例";
        owners_work_share: 0.3, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "to decide is less work than to carry out",
            "work of a facility matter that is deciding, where a company carries it out",
            "设施事项中决策占工作量的比例（其余由物业公司执行）";
        owners_hours_per_1000_week: 3.0, "hours/1,000 residents/week", 0.0 .. 200.0, prior 1.0 .. 10.0,
            Assumed "five to nine unpaid members for some 2,000 residents, an evening or so a month each",
            "hours that an owners' committee has without support",
            "无支持时业委会每千居民每周工时";
        owners_support_hours_ratio: 3.0, "ratio", 0.0 .. 50.0, prior 1.0 .. 6.0,
            Assumed "advisers and a secretary whom the street office sends",
            "further hours of an owners' committee under full support, relative to its own",
            "充分支持下业委会增加的工时（相对自有工时）";
        company_first_expectation: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale",
            "what is expected of a property company before anybody has called it",
            "尚无经历时对物业公司的预期";
        company_ordinary: 0.65, "share", 0.0 .. 1.0, prior 0.5 .. 0.85,
            Calibrated "about what companies come to in the baseline, so that companies neither collect all nor spiral down",
            "what is experienced of a property company at which the usual share pays (with companies_apart)",
            "缴费率取一般值时居民对物业公司的体验（启用物业单独归功时）";
        mediators_ordinary: 0.83, "share", 0.0 .. 1.0, prior 0.7 .. 0.9,
            Calibrated "about what mediators come to in the baseline; also what is expected before anybody has met them",
            "what is experienced of mediators at which readiness and agreement are the stated ones (with companies_apart)",
            "接受调解意愿与成功率取基准值时居民对调解的体验（启用单独归功时）";
        organisation_leaves_ratio: 0.7, "ratio", 0.0 .. 1.0, prior 0.5 .. 0.9,
            Assumed "what is there lasts longer than it would come",
            "an organisation leaves when its resources fall below this part of what it needed to enter",
            "资源降至进入所需的此比例以下时社会组织退出";
        organisation_needs_log_sd: 0.35, "1", 0.0 .. 2.0, prior 0.2 .. 0.6,
            Assumed "needs differ by a third or so either way",
            "spread of the logarithm of what organisations need to enter, at an entry spread of 1",
            "潜在社会组织进入所需资源的对数标准差（离散度为1时）";
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
