//! `[institutions]`: what committees, workers, departments, organisations and the street office can do and how they react.

use crate::registry::parameters;

parameters! {
    /// Institutions and their constraints.
    pub struct Institutions in "institutions" {
        branching_share: 0.20, "incidents", 0.0 .. 0.3, prior 0.0 .. 0.3,
            Assumed "broken windows are disputed; bounded so that disorder cannot run away",
            "offspring of an incident that is never removed (branching number, at most 0.3)",
            "无人处理的问题引发的新问题数（分支数，不超过0.3）";
        offspring_delay_days: 20.0, "days", 1.0 .. 365.0, prior 5.0 .. 60.0,
            Assumed "weeks",
            "mean delay of an offspring",
            "引发新问题的平均时滞";
        frailty_variance: 0.12, "1", 0.0 .. 2.0, prior 0.1 .. 0.3,
            Calibrated "C1: daily variance over mean rises with pooling to 4-16 at 13-104 cases a day",
            "variance of the day's common rate of a subdistrict, whose mean is 1",
            "街道日发生率共同波动的方差";
        frailty_persistence: 0.85, "share", 0.0 .. 0.99, prior 0.5 .. 0.95,
            Assumed "weather and seasons last for days",
            "autocorrelation of the common rate from one day to the next",
            "共同波动的日自相关";
        patrol_rate: 2.5, "1/(hour per 100 households)", 0.0 .. 20.0, prior 1.0 .. 6.0,
            Calibrated "C3: most recorded cases are found on patrol (62% in one county)",
            "hazard of finding a fully visible incident per hour of patrol a day for 100 households",
            "每百户每日一小时巡查发现问题的强度";
        patrol_least_share: 0.35, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "patrol duties are fixed in rosters",
            "least share of a worker's free hours that is patrolled",
            "网格员可用时间中巡查的最低比例";
        worker_spot_share: 0.55, "share", 0.0 .. 1.0, prior 0.3 .. 0.8,
            Assumed "small matters are dealt with on the spot",
            "share of a kind's incidents open to grid workers that one worker can resolve alone",
            "网格员可当场处置事项中能独立解决的比例";
        entry_minutes: 9.0, "minutes", 0.0 .. 120.0, prior 4.0 .. 20.0,
            Assumed "no published time",
            "time to enter a case into one system",
            "每案每系统录入时间";
        autofill_share: 0.70, "share", 0.0 .. 1.0, prior 0.3 .. 0.9,
            Measured "Jiangxi: about 70% of common form data filled automatically",
            "share of entry time saved where collected data fill forms (at full breadth and integration)",
            "信息自动填充可节省的录入时间";
        link_share: 0.50, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "no published rate of duplicates",
            "share of repeated reports recognised without a common platform",
            "无统一平台时识别重复上报的比例";
        duplicate_minutes: 30.0, "minutes", 0.0 .. 600.0, prior 10.0 .. 90.0,
            Assumed "somebody goes and finds that the matter is known",
            "work that an unrecognised duplicate costs",
            "处理未识别重复案件的时间";
        misroute_share: 0.13, "share", 0.0 .. 1.0, prior 0.05 .. 0.25,
            Assumed "2% in Dongcheng's integrated system; no rate without one",
            "misrouting that integration removes",
            "可被平台消除的误派比例";
        misroute_least_share: 0.02, "share", 0.0 .. 1.0, prior 0.0 .. 0.05,
            Measured "Dongcheng 2005: dispatch accuracy 98%",
            "misrouting that remains",
            "无法消除的误派比例";
        misroute_days: 2.0, "days", 0.0 .. 60.0, prior 1.0 .. 5.0,
            Assumed "returned on the next working day or the one after",
            "days that a misrouting costs",
            "误派延误天数";
        refusal_share: 0.35, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "no published rate",
            "share of matters on no list that a department refuses",
            "未列入清单事项被部门推诿的比例";
        refusal_days: 3.0, "days", 0.0 .. 60.0, prior 1.0 .. 10.0,
            Assumed "co-ordination meetings are weekly",
            "days that a refusal costs",
            "一次推诿延误天数";
        handoff_days: 3.0, "days", 0.0 .. 60.0, prior 1.0 .. 7.0,
            Assumed "no published time",
            "days between departments that handle a joint matter in sequence",
            "联办事项部门间移交天数";
        committee_other_share: 0.43, "share", 0.0 .. 1.0, prior 0.2 .. 0.55,
            Assumed "meetings, visits, welfare lists",
            "share of committee hours bound by standing duties besides sent-down tasks",
            "居委会常规事务占用时间的比例";
        capability_gain: 0.10, "1/month", 0.0 .. 1.0, prior 0.05 .. 0.2,
            Assumed "learning by doing; a year or so to master",
            "monthly gain of capability at full practice",
            "实践充分时自治能力每月提升";
        capability_rust: 0.03, "1/month", 0.0 .. 1.0, prior 0.01 .. 0.06,
            Assumed "slower than the gain",
            "monthly loss of capability",
            "自治能力每月流失";
        practice_half: 6.0, "cases/1,000 residents/month", 0.1 .. 1000.0, prior 3.0 .. 15.0,
            Assumed "saturating practice",
            "community-handled cases at which practice is half effective",
            "实践效果达到一半时的社区办理量";
        community_success_base: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "some matters settle themselves once heard",
            "success of a community body without capability",
            "无自治能力时社区解决的概率";
        community_success_slope: 0.85, "share", 0.0 .. 1.0, prior 0.5 .. 0.9,
            Assumed "a fully capable body resolves nearly all",
            "success that full capability adds",
            "自治能力对社区解决概率的提升";
        neighbour_success_share: 0.25, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "more where more residents are active",
            "success of neighbours who sort a self-governable matter out",
            "邻里自行解决的成功率";
        department_success_share: 0.90, "share", 0.0 .. 1.0, prior 0.7 .. 0.98,
            Assumed "Beijing 12345: 53 to 97% of answered matters resolved by callers' word",
            "success of a department that does the work",
            "部门实际处置的成功率";
        government_self_success_share: 0.60, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "neighbourhood matters lie less open to an office than to neighbours",
            "success of government with a self-governable matter",
            "政府处理可自治事项的成功率";
        organisation_success_share: 0.80, "share", 0.0 .. 1.0, prior 0.5 .. 0.95,
            Assumed "specialised where it works",
            "success of a social organisation in its field",
            "社会组织在专长领域的成功率";
        urban_management_hours_per_1000_week: 7.3, "hours/1,000 residents/week", 0.0 .. 200.0, prior 4.0 .. 11.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of urban management for residents' cases",
            "城管部门办案时间";
        public_security_hours_per_1000_week: 3.5, "hours/1,000 residents/week", 0.0 .. 200.0, prior 2.0 .. 6.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of public security for residents' cases",
            "公安部门办案时间";
        housing_hours_per_1000_week: 4.6, "hours/1,000 residents/week", 0.0 .. 200.0, prior 3.0 .. 8.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of housing for residents' cases",
            "住建（房管）部门办案时间";
        market_regulation_hours_per_1000_week: 1.35, "hours/1,000 residents/week", 0.0 .. 200.0, prior 0.5 .. 4.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of market regulation for residents' cases",
            "市场监管部门办案时间";
        civil_affairs_hours_per_1000_week: 2.2, "hours/1,000 residents/week", 0.0 .. 200.0, prior 1.5 .. 5.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of civil affairs for residents' cases",
            "民政部门办案时间";
        health_hours_per_1000_week: 1.1, "hours/1,000 residents/week", 0.0 .. 200.0, prior 0.5 .. 4.0,
            Calibrated "utilisation 0.7-0.95",
            "hours of health for residents' cases",
            "卫健部门办案时间";
        property_hours_per_1000_week: 7.0, "hours/1,000 residents/week", 0.0 .. 200.0, prior 4.0 .. 12.0,
            Assumed "repair staff of an estate",
            "repair hours of a property company that collects all its fees",
            "物业公司足额收费时的维修时间";
        fee_sensitivity: 1.2, "share", 0.0 .. 5.0, prior 0.5 .. 2.0,
            Assumed "satisfied residents pay; the spiral is well known, its slope is not",
            "change of the paying share per unit of satisfaction",
            "缴费率对满意度的敏感度";
        takeover_gain: 0.30, "share", 0.0 .. 1.0, prior 0.05 .. 0.6,
            Assumed "monthly reviews, small steps",
            "monthly change of the taken-over share per unit of overdue share above its target",
            "接管比例对超期率的月度反应";
        overdue_target_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.25,
            Assumed "more than the 4-7% that Dongcheng reported unclosed (2005-2015), since closing late is not counted there",
            "overdue share that the street office tolerates",
            "街道可容忍的超期率";
        campaign_trigger_share: 0.30, "share", 0.0 .. 1.0, prior 0.2 .. 0.5,
            Assumed "no published threshold",
            "overdue share at which the street office starts a campaign",
            "触发专项整治的超期率";
        campaign_days: 30.0, whole "days", 1.0 .. 365.0, prior 15.0 .. 90.0,
            Assumed "a month is usual",
            "length of a campaign",
            "专项整治持续天数";
        campaign_task_hours_per_week: 8.0, "hours/week", 0.0 .. 40.0, prior 4.0 .. 16.0,
            Assumed "everybody is called out",
            "further sent-down hours in a campaign where no boundary holds; scaled by the intervention cap",
            "专项整治期间额外下派的时间（随干预上限缩放）";
        campaign_boost_share: 0.40, "share", 0.0 .. 2.0, prior 0.1 .. 0.8,
            Assumed "overtime and borrowed staff",
            "further department hours in a campaign, scaled by the intervention cap",
            "专项整治期间部门增加的办案时间";
        verify_minutes: 10.0, "minutes", 0.0 .. 120.0, prior 5.0 .. 30.0,
            Assumed "a visit and a photograph",
            "grid worker's time to verify a closed case",
            "网格员核查一件案件的时间";
        paper_minutes: 8.0, "minutes", 0.0 .. 120.0, prior 3.0 .. 20.0,
            Assumed "a photograph and a form",
            "time to close a case on paper",
            "虚假结案所需时间";
        paper_penalty: 4.0, "appraisal points", 0.0 .. 100.0, prior 1.0 .. 10.0,
            Assumed "deductions are several times the credit of a case",
            "appraisal points lost when an audit finds a paper closure",
            "核查发现虚假结案的扣分";
        effort_cost_per_hour: 0.25, "appraisal points/hour", 0.0 .. 5.0, prior 0.1 .. 0.5,
            Calibrated "V4 is not used; set so that few close on paper when counts weigh little",
            "appraisal points that an hour of real work is worth to a worker",
            "一小时实际工作的心理成本";
        integrity_mean: 0.50, "appraisal points", -5.0 .. 5.0, prior 0.0 .. 1.0,
            Assumed "professional norms of street-level workers (Lipsky 1980)",
            "mean reluctance to close a case on paper",
            "不愿虚假结案的职业操守均值";
        integrity_sd: 0.35, "appraisal points", 0.0 .. 5.0, prior 0.1 .. 0.6,
            Assumed "people differ",
            "spread of that reluctance",
            "职业操守的标准差";
        skill_base: 0.62, "share", 0.0 .. 1.0, prior 0.5 .. 0.75,
            Assumed "accuracy of an average candidate",
            "mean accuracy of candidates: chance to resolve what they work on",
            "应聘者平均处置准确率";
        skill_sd: 0.10, "share", 0.0 .. 0.5, prior 0.05 .. 0.15,
            Assumed "people differ",
            "spread of candidates' accuracy",
            "应聘者准确率的标准差";
        training_gain_per_hour: 0.012, "1/hour", 0.0 .. 0.2, prior 0.004 .. 0.03,
            Assumed "40 hours close about a third of the gap",
            "share of the gap to full accuracy and speed that an hour of training closes",
            "每小时培训弥补技能差距的比例";
        accuracy_half_life_months: 6.5, "months", 0.1 .. 240.0, prior 4.0 .. 12.0,
            Literature "Tatel & Ackerman 2025, bul0000481: without use",
            "half-life of trained accuracy without use",
            "长期不使用时准确性技能的半衰期";
        speed_half_life_months: 13.0, "months", 0.1 .. 240.0, prior 8.0 .. 24.0,
            Literature "Tatel & Ackerman 2025, bul0000481: without use",
            "half-life of trained speed without use",
            "长期不使用时速度技能的半衰期";
        burnout_rate: 0.15, "1/month", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "months, not years: what goes with exhaustion weakens with the length of follow-up (Shoman et al. 2022)",
            "monthly approach of burnout to where demands and resources push it",
            "职业倦怠的月度调整速度";
        burnout_demand: 5.0, "logit", 0.0 .. 20.0, prior 3.0 .. 7.0,
            Literature "demands and resources: Xie 2021 (resources outweigh demands)",
            "push of workload (utilisation and share of sent-down tasks)",
            "工作要求对倦怠的推动";
        burnout_resource: 3.0, "logit", 0.0 .. 20.0, prior 1.5 .. 5.0,
            Literature "demands and resources: Xie 2021 (resources outweigh demands)",
            "relief by pay, training and thanks of residents",
            "工作资源对倦怠的缓解";
        burnout_intercept: -1.6, "logit", -20.0 .. 20.0, prior -3.0 .. -1.0,
            Calibrated "F5: burnout 20-45% at baseline (41.9% with mild, Liaoning 2018)",
            "burnout without demands or resources",
            "倦怠的基准水平";
        quit_per_year: 0.18, "1/year", 0.0 .. 10.0, prior 0.08 .. 0.3,
            Assumed "so that realised quits come near the 20% a year of social workers (F5)",
            "hazard of quitting at mean burnout of one third and pay at par",
            "基准年离职率";
        quit_burnout: 1.5, "log hazard", 0.0 .. 10.0, prior 0.5 .. 3.0,
            Assumed "burnout predicts quitting in every meta-analysis; slope differs",
            "log hazard per unit of burnout",
            "倦怠对离职的影响";
        quit_pay: 1.0, "log hazard", 0.0 .. 10.0, prior 0.3 .. 2.0,
            Assumed "wage elasticity of separation about one",
            "log hazard per unit of pay below par",
            "薪酬偏低对离职的影响";
        vacancy_days: 40.0, "days", 0.0 .. 730.0, prior 15.0 .. 90.0,
            Assumed "announcement, examination, posting",
            "days to fill a vacant post from one candidate",
            "单一候选人时补齐空岗天数";
        vacancy_days_per_candidate: 12.0, "days", 0.0 .. 365.0, prior 5.0 .. 25.0,
            Assumed "quality against time to fill",
            "further days per further candidate examined",
            "每多每考察一名候选人的费用增加的天数";
        organisation_member_hours_per_week: 8.0, "hours/week", 0.0 .. 200.0, prior 3.0 .. 15.0,
            Assumed "small organisations",
            "hours that members give an organisation without a purchaser",
            "社会组织自有成员投入时间";
        organisation_entry_spread: 1.0, "ratio", 0.1 .. 5.0, prior 0.5 .. 2.0,
            Assumed "potential organisations differ in what they need to start",
            "spread of the resources at which potential organisations enter",
            "潜在社会组织进入门槛的离散度";
        cooptation_share: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.7,
            Literature "co-opted organisations and volunteers: Tang 2019",
            "share of purchased hours that serves sent-down tasks where the street office reaches in fully",
            "街道充分干预时购买服务被行政任务占用的比例";
        volunteer_hours_per_month: 1.5, "hours/month", 0.0 .. 50.0, prior 0.5 .. 4.0,
            Assumed "Ningbo: 1 in 4.5 registered, 62.6% of them active; hours unpublished",
            "hours that an active resident gives when fully supported",
            "获得充分支持的活跃居民每月志愿时间";
        deliberation_reach: 40.0, "persons/meeting", 0.0 .. 5000.0, prior 15.0 .. 80.0,
            Assumed "the size of a room",
            "residents whom a meeting brings together",
            "每次议事会参加人数";
        deliberation_resolves: 1.0, "cases/meeting", 0.0 .. 50.0, prior 0.0 .. 4.0,
            Assumed "a meeting settles what is on its agenda",
            "open matters of shared space that one meeting takes up",
            "每次议事会处理的公共空间事项数";
        owners_threshold_share: 0.15, "share", 0.0 .. 1.0, prior 0.1 .. 0.3,
            Calibrated "owners' committees in 20-30% of estates in most cities, in 83-92% in Shanghai with support (2012-2019)",
            "active share of owners at which an owners' committee forms without support",
            "无支持时成立业委会所需的活跃业主比例";
        education_reach_per_hour: 15.0, "persons/hour", 0.0 .. 1000.0, prior 5.0 .. 40.0,
            Assumed "lectures and stalls",
            "residents reached by an hour of legal education",
            "每小时普法覆盖人数";
        mediator_hours_per_week: 6.0, "hours/week", 0.0 .. 60.0, prior 2.0 .. 12.0,
            Assumed "most people's mediators are part time",
            "hours of a mediator for cases",
            "每名调解员每周办案时间";
        mediator_skill: 0.70, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "with law and trust this gives 65-85% agreement (F9)",
            "skill of mediators",
            "调解员能力";
        mediation_uptake: -0.6, "logit", -10.0 .. 10.0, prior -1.5 .. 0.3,
            Calibrated "F9: 18-45% of referred disputes are resolved by mediation",
            "readiness to be mediated at mean awareness and trust",
            "接受调解的基准意愿";
        petition_success_share: 0.75, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "handled with priority once it is there",
            "success with a petition",
            "信访事项的解决率";
        verify_catch_share: 0.35, "share", 0.0 .. 1.0, prior 0.1 .. 0.7,
            Assumed "a visit without an inspector's independence",
            "share of unresolved closures that an accurate grid worker's visit returns",
            "网格员核查发现未解决案件的比例";
        volunteer_success_share: 0.65, "share", 0.0 .. 1.0, prior 0.4 .. 0.85,
            Assumed "willing, less specialised than an organisation",
            "success of volunteers with care matters",
            "志愿者办理民生事项的成功率";
        property_success_base: 0.45, "share", 0.0 .. 1.0, prior 0.2 .. 0.7,
            Assumed "no published rate",
            "success of a property company at the lowest service",
            "物业服务最差时的维修成功率";
        property_success_slope: 0.45, "share", 0.0 .. 1.0, prior 0.2 .. 0.6,
            Assumed "no published rate",
            "success that full service adds",
            "物业服务水平对维修成功率的提升";
        maintenance_prevents: 0.30, "share", 0.0 .. 1.0, prior 0.0 .. 0.6,
            Assumed "upkeep prevents repairs",
            "share of facility matters that full service of a property company keeps from arising",
            "物业充分维护可预防的设施问题比例";
        owners_committee_bonus: 0.25, "share", 0.0 .. 2.0, prior 0.1 .. 0.6,
            Assumed "an owners' committee holds the company to its contract",
            "further service of a property company under an owners' committee",
            "业委会监督对物业服务的提升";
        legal_consult_hours: 1.5, "hours", 0.1 .. 40.0, prior 0.5 .. 4.0,
            Assumed "one conversation and a letter",
            "lawyer's time for one dispute",
            "每件纠纷的法律咨询时间";
        legal_agreement_gain: 0.12, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "parties who know their position settle",
            "further agreement where a lawyer has advised",
            "法律咨询对调解成功率的提升";
        legal_calms_share: 0.50, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "no estimate found",
            "share of the escalation hazard that a lawyer's advice removes",
            "法律咨询可化解的矛盾升级比例";
        attribution_base_share: 0.35, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "people see neighbours, committee and grid worker at work more than an office",
            "chance that people see who handled a matter without being informed",
            "未反馈时居民知道由谁办理的概率";
        privacy_rate: 0.10, "1/month", 0.0 .. 1.0, prior 0.03 .. 0.3,
            Assumed "months",
            "monthly approach of privacy concern to breadth less protection",
            "隐私担忧的月度调整速度";
    }
}
