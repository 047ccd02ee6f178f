//! `[rule_of_law]`: three separate instruments, education, legal service and mediation.

use crate::registry::parameters;

parameters! {
    /// Community rule of law.
    pub struct RuleOfLaw in "rule_of_law" {
        education_hours_per_1000_year: 2.0, "hours/1,000 residents/year", 0.0 .. 500.0, prior 0.0 .. 30.0 lever("legal_education", 0.0),
            Assumed "no published hours",
            "hours of legal education offered to residents",
            "每千居民每年的法治宣传教育时间";
        legal_service_hours_per_1000_year: 4.0, "hours/1,000 residents/year", 0.0 .. 500.0, prior 0.0 .. 40.0 lever("legal_service", 0.0),
            Assumed "one lawyer a community for a day or two a month is a usual aim",
            "hours of a community lawyer",
            "每千居民每年的社区法律服务时间";
        mediators_per_1000: 0.40, "mediators/1,000 residents", 0.0 .. 20.0, prior 0.0 .. 2.5 lever("mediation", 0.0),
            Assumed "3.176 million mediators in 2022 are 2.2 per 1,000; most are part time and few are active",
            "active people's mediators",
            "每千居民的在岗人民调解员数";
    }
}
