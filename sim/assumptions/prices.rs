//! `[prices]`: what things cost, in yuan. Sums are kept in integer fen.

use crate::registry::parameters;

parameters! {
    /// Unit prices.
    pub struct Prices in "prices" {
        worker_yuan_month: 4500.0, "yuan/month", 0.0 .. 100_000.0, prior 3000.0 .. 8000.0,
            Assumed "comparable local work with social insurance; the wage ratio scales it",
            "full-time grid worker at a wage ratio of 1", "专职网格员月成本（工资比为1时）";
        candidate_yuan: 800.0, "yuan", 0.0 .. 100_000.0, prior 200.0 .. 2000.0,
            Assumed "examination and interview", "examining one candidate", "每考察一名候选人的费用";
        training_yuan_hour: 60.0, "yuan/hour", 0.0 .. 10000.0, prior 20.0 .. 150.0,
            Assumed "teacher and room, by participant", "one hour of training of one worker", "一名网格员培训一小时";
        audit_yuan: 25.0, "yuan", 0.0 .. 10000.0, prior 10.0 .. 60.0,
            Assumed "half an hour of an inspector", "checking one closed case", "每核查一件结案的费用";
        department_yuan_hour: 90.0, "yuan/hour", 0.0 .. 10000.0, prior 50.0 .. 150.0,
            Assumed "staff and equipment", "one hour of a department", "部门每工时成本";
        committee_yuan_hour: 40.0, "yuan/hour", 0.0 .. 10000.0, prior 25.0 .. 60.0,
            Assumed "pay of community workers with insurance", "one hour of the residents' committee", "居委会工作一小时";
        platform_yuan_resident_year: 8.0, "yuan/resident/year", 0.0 .. 1000.0, prior 3.0 .. 20.0,
            Assumed "tenders differ by an order of magnitude", "running a fully integrated platform", "全面整合平台的人均年运维费";
        sharing_yuan_resident_year: 3.0, "yuan/resident/year", 0.0 .. 1000.0, prior 1.0 .. 8.0,
            Assumed "interfaces and data clean-up", "full sharing between departments", "部门全面共享的人均年成本";
        analytics_yuan_resident_year: 4.0, "yuan/resident/year", 0.0 .. 1000.0, prior 1.0 .. 10.0,
            Assumed "licences and analysts", "analytics for all patrols", "全面数据分析的人均年成本";
        collection_yuan_resident_year: 3.0, "yuan/resident/year", 0.0 .. 1000.0, prior 1.0 .. 8.0,
            Assumed "registration visits", "collecting data at full breadth", "全面采集信息的人均年成本";
        protection_yuan_resident_year: 4.0, "yuan/resident/year", 0.0 .. 1000.0, prior 1.0 .. 10.0,
            Assumed "access control, audits of use", "full protection of data at full breadth", "全面保护信息的人均年成本";
        one_stop_yuan_resident_year: 6.0, "yuan/resident/year", 0.0 .. 1000.0, prior 2.0 .. 15.0,
            Assumed "staff at the window", "windows for all matters", "全面一窗受理的人均年成本";
        feedback_yuan_case: 3.0, "yuan", 0.0 .. 1000.0, prior 1.0 .. 10.0,
            Assumed "a call or a message", "telling people about one handled case", "反馈一件案件";
        list_yuan_resident_year: 0.5, "yuan/resident/year", 0.0 .. 1000.0, prior 0.1 .. 2.0,
            Assumed "drafting and updating", "keeping a complete list of powers and duties", "维护完整权责清单的人均年成本";
        organisation_yuan_hour: 50.0, "yuan/hour", 0.0 .. 10000.0, prior 30.0 .. 90.0,
            Assumed "project wages", "one purchased hour of an organisation", "购买社会组织服务一小时";
        grant_yuan_hour: 35.0, "yuan/hour", 0.0 .. 10000.0, prior 20.0 .. 60.0,
            Assumed "part-time help", "one hour of help that the community fund pays", "社区资金购买一小时帮手";
        volunteer_full_yuan_resident_year: 6.0, "yuan/resident/year", 0.1 .. 1000.0, prior 2.0 .. 15.0,
            Assumed "points, insurance, meals, a co-ordinator", "support at which volunteers give half of what they would", "使志愿投入达到一半的支持经费";
        deliberation_yuan_meeting: 1500.0, "yuan", 0.0 .. 100_000.0, prior 300.0 .. 4000.0,
            Assumed "preparation and moderation", "one deliberation meeting", "一次居民议事会";
        owners_support_yuan_household_year: 12.0, "yuan/household/year", 0.0 .. 1000.0, prior 4.0 .. 30.0,
            Assumed "advisers and voting", "full support of founding owners' committees", "全面支持业委会的户均年成本";
        education_yuan_hour: 300.0, "yuan/hour", 0.0 .. 10000.0, prior 100.0 .. 800.0,
            Assumed "speaker and material", "one hour of legal education", "普法教育一小时";
        legal_yuan_hour: 200.0, "yuan/hour", 0.0 .. 10000.0, prior 100.0 .. 400.0,
            Assumed "fees of purchased legal service", "one hour of a community lawyer", "社区律师一小时";
        mediator_yuan_year: 8000.0, "yuan/year", 0.0 .. 1_000_000.0, prior 2000.0 .. 20000.0,
            Assumed "allowance by case and month", "one active mediator", "一名在岗调解员年补贴";
        task_yuan_hour: 5.0, "yuan/hour", 0.0 .. 10000.0, prior 0.0 .. 15.0,
            Assumed "forms, checks and meetings beside the staff's own time", "further cost of an hour of sent-down tasks", "下派任务每小时附加成本";
    }
}
