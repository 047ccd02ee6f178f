//! `[behaviour]`: how residents choose, learn, influence each other and join in.

use crate::registry::parameters;

parameters! {
    /// Residents' behaviour.
    pub struct Behaviour in "behaviour" {
        choice_slope: 5.0, "utility", 0.0 .. 20.0, prior 2.0 .. 8.0,
            Assumed "a sketch had two equilibria from about 8; here the loop is far weaker (validation.md, section 4)",
            "weight of the expectation of a channel in choosing it (beta)",
            "渠道预期在选择中的权重（β）";
        taste_sd: 0.7, "utility", 0.0 .. 5.0, prior 0.3 .. 1.5,
            Assumed "less than the Gumbel noise (sd 1.28), so that choices are not fixed by taste",
            "spread of fixed personal tastes for channels",
            "个人渠道偏好的标准差";
        cost_neighbours: 4.3, "utility", -5.0 .. 15.0, prior 3.3 .. 5.3,
            Calibrated "C3: recorded cases by channel",
            "cost of sorting a matter out with neighbours",
            "与邻里自行协商的成本";
        cost_community: 3.9, "utility", -5.0 .. 15.0, prior 2.9 .. 4.9,
            Calibrated "C3: recorded cases by channel",
            "cost of going to the community body",
            "求助社区（居委会、业委会）的成本";
        cost_organisation: 4.6, "utility", -5.0 .. 15.0, prior 3.6 .. 5.6,
            Calibrated "C3: recorded cases by channel",
            "cost of going to a social organisation",
            "求助社会组织的成本";
        cost_grid: 4.9, "utility", -5.0 .. 15.0, prior 3.9 .. 5.9,
            Calibrated "C3: recorded cases by channel",
            "cost of telling the grid worker",
            "求助网格员的成本";
        cost_hotline: 4.6, "utility", -5.0 .. 15.0, prior 3.6 .. 5.6,
            Calibrated "C3: 13-22 hotline cases per grid and month",
            "cost of calling the hotline 12345",
            "拨打12345热线的成本";
        cost_petition: 3.5, "utility", -5.0 .. 15.0, prior 2.0 .. 5.0,
            Assumed "petitioning is dear in time and standing; open only once a dispute has escalated",
            "cost of petitioning",
            "信访的成本";
        bystander_cost: 5.5, "utility", 0.0 .. 15.0, prior 4.5 .. 6.5,
            Calibrated "C3: recorded cases; diffusion of responsibility (Darley & Latane 1968)",
            "further cost of acting for a witness whom the matter does not concern in person",
            "旁观者出面的额外成本";
        digital_ease: 0.8, "utility", 0.0 .. 5.0, prior 0.2 .. 1.5,
            Assumed "hotline and app are easier for the digitally literate",
            "how much digital literacy (0 to 1, centred) lowers the cost of the hotline",
            "数字素养降低热线成本的程度";
        elder_ease: 0.4, "utility", 0.0 .. 5.0, prior 0.0 .. 1.0,
            Assumed "elders know the committee in person",
            "how much cheaper the community body is for residents of 60 and over",
            "老年人求助社区的便利";
        tenant_cost: 0.5, "utility", 0.0 .. 5.0, prior 0.0 .. 1.0,
            Assumed "tenants have no say in owners' matters and know fewer people",
            "further cost of the community body for tenants (twice for migrants)",
            "租户求助社区的额外成本（外来租户加倍）";
        one_stop_ease: 1.0, "utility", 0.0 .. 5.0, prior 0.3 .. 1.5,
            Assumed "no estimate found",
            "how much a window that takes everything in lowers the cost of hotline and grid worker",
            "一窗受理降低政府渠道成本的程度";
        privacy_weight: 2.0, "utility", 0.0 .. 10.0, prior 0.5 .. 4.0,
            Assumed "no estimate found",
            "cost of channels that keep personal data, per unit of privacy concern",
            "隐私担忧对政府渠道成本的影响";
        wait_scale_days: 30.0, "days", 1.0 .. 365.0, prior 10.0 .. 60.0,
            Assumed "a month's wait is worth 1/e of a prompt answer; scaled by a person's patience",
            "waiting time over which the value of a resolution falls by 1/e",
            "等待使解决价值衰减的时间尺度";
        learning_own: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "recency weights of 0.1-0.5 are usual in experience-based learning",
            "weight of an own experience in the expectation of a channel (alpha)",
            "亲身经历的学习率（α）";
        learning_witnessed: 0.20, "share", 0.0 .. 1.0, prior 0.05 .. 0.4,
            Assumed "less than an own experience",
            "weight of a witnessed experience",
            "旁观经历的学习率";
        trust_asymmetry: 2.0, "ratio", 1.0 .. 10.0, prior 1.0 .. 4.0,
            Literature "Slovic 1993; Poortinga & Pidgeon 2004; not universal: Zhang & Wu 2013",
            "how much more bad news weighs than good (rho); 1 is none",
            "坏消息相对好消息的权重（ρ,1为无差异）";
        blame_weight_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.5,
            Assumed "phi; above zero assumes crowding-out instead of testing it",
            "blame on a channel that was asked when somebody else resolved the matter (phi)",
            "求助未果时对该渠道的归责程度（φ）";
        relaxation_per_month: 0.0, "1/month", 0.0 .. 1.0, prior 0.0 .. 0.05,
            Assumed "none by default: forgetting must not mend trust",
            "monthly pull of expectations to the mean of the community",
            "预期每月向社区均值回归的比例";
        satisfaction_rate: 0.20, "share", 0.0 .. 1.0, prior 0.05 .. 0.4,
            Assumed "as witnessed experience",
            "weight of one experience in satisfaction",
            "单次经历对满意度的权重";
        disconfirmation_weight: 0.50, "share", 0.0 .. 2.0, prior 0.2 .. 0.8,
            Literature "subtractive expectancy disconfirmation: Van Ryzin 2004, JPAM 23:433",
            "weight of outcome less expectation beside the outcome itself in satisfaction",
            "期望落差在满意度中的权重";
        confidence_bound: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Literature "Deffuant et al. 2000: consensus on complete graphs from about 0.25-0.3 on",
            "two neighbours influence each other only when their expectations differ by less",
            "邻里相互影响的置信界限";
        influence_rate: 0.10, "share", 0.0 .. 0.5, prior 0.02 .. 0.3,
            Assumed "Deffuant's convergence parameter, slow",
            "share of the difference that each gives up in a meeting",
            "每次交流消除的预期差异比例";
        meetings_per_week: 1.0, "1/week", 0.0 .. 1.0, prior 0.2 .. 1.0,
            Assumed "about local services, not in general",
            "conversations about local services that a resident starts",
            "居民每周主动谈及社区事务的次数";
        contact_weight_share: 0.60, "share", 0.0 .. 1.0, prior 0.3 .. 0.9,
            Assumed "the people one knows count for more than the rest of the community",
            "weight of active contacts against active residents of the community in joining",
            "参与决策中熟人示范的权重";
        efficacy_weight: 0.35, "share", 0.0 .. 2.0, prior 0.1 .. 0.6,
            Assumed "people join what they expect to work (Bandura 1997)",
            "how much the expectation of the community body adds to the social stimulus to join",
            "对社区的预期对参与的推动";
        outreach_push: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "personal invitation raises participation (Jakobsen 2013)",
            "how much having been at a meeting in the last six months adds to the stimulus",
            "近半年参加议事对参与的推动";
        threshold_mean: 0.55, "share", 0.0 .. 1.0, prior 0.45 .. 0.7,
            Calibrated "participation of 10-25% in local affairs",
            "mean civic threshold: the stimulus at which a resident becomes active",
            "居民参与门槛的均值";
        threshold_sd: 0.35, "share", 0.01 .. 1.0, prior 0.2 .. 0.5,
            Assumed "Granovetter 1978 studies normal thresholds; the spread decides",
            "spread of civic thresholds",
            "居民参与门槛的标准差";
        awareness_start: 0.25, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "no scale in common use",
            "mean legal awareness without education, by schooling",
            "未受普法教育时的平均法治意识";
        awareness_gain: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "no estimate found",
            "share of the missing legal awareness that a lesson adds",
            "一次普法教育弥补法治意识差距的比例";
        awareness_decay_per_month: 0.04, "1/month", 0.0 .. 1.0, prior 0.01 .. 0.1,
            Assumed "half-life of a year and a half, as other knowledge",
            "monthly loss of awareness above what schooling holds",
            "法治意识每月衰减";
        awareness_prevents: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.7,
            Assumed "no estimate found",
            "share of disputes that full legal awareness keeps from arising",
            "充分法治意识可预防的纠纷比例";
        awareness_calms: 0.60, "share", 0.0 .. 1.0, prior 0.2 .. 0.9,
            Assumed "no estimate found",
            "share of the escalation hazard that full legal awareness removes",
            "充分法治意识可化解的矛盾升级比例";
    }
}
