//! `[information]`: one platform, shared data, analytics, and what protects people from it.

use crate::registry::parameters;

parameters! {
    /// Information systems and data sharing.
    pub struct Information in "information" {
        integration_share: 0.30, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("platform", 0.0),
            Assumed "no published share",
            "share of the separate systems joined in one community platform",
            "纳入社区一体化平台的系统比例";
        sharing_share: 0.20, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("sharing", 0.0),
            Assumed "no published share",
            "share of joint matters on which departments see each other's data",
            "部门之间数据共享的联办事项比例";
        analytics_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.8 lever("analytics", 0.0),
            Assumed "no published share",
            "share of patrol time steered by recorded data",
            "由数据分析引导的巡查时间比例";
        entry_systems: 4.0, "systems", 1.0 .. 20.0, prior 1.0 .. 8.0 lever("data_entry", 0.0),
            Assumed "duplicate entry into several systems is widely described; counts differ",
            "systems into which a case has to be entered",
            "同一案件需要录入的系统数";
        protection_share: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.9 lever("data_collection", 0.0),
            Assumed "no published share",
            "share of collected personal data that is protected in a way residents trust",
            "得到居民信任的个人信息保护比例";
        collection_breadth_share: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.9 lever("data_collection", 0.0),
            Assumed "no published share",
            "breadth of the personal and household data that are collected",
            "采集居民和住户信息的广度";
        rollout_days: 180.0, "days", 0.0 .. 3650.0, prior 30.0 .. 720.0 lever("platform", 0.0),
            Assumed "projects of a year or less are usual",
            "days that a change of the platform takes to reach every desk",
            "平台建设推广所需天数";
        project_hours_per_1000_year: 0.0, "hours/1,000 residents/year", 0.0 .. 5000.0, prior 0.0 .. 200.0 lever("projects", 0.0),
            Assumed "an ordinary district handles complaints one by one; departments have about 1,000 hours for them",
            "hours of projects that mend what recurs; data say where as far as analytics, sharing and joined systems reach",
            "用于治理反复出现问题的项目工时（未诉先办）";
        hotline_calls_per_1000_month: 30.0, "calls/1,000 residents/month", 0.0 .. 10000.0, prior 10.0 .. 60.0 lever("hotline_queue", 10000.0),
            Assumed "a little above the calls of an ordinary month; capacities are not published",
            "calls that the hotline can answer",
            "热线每月每千居民可接听的来电数";
    }
}
