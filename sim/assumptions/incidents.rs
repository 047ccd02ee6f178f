//! `[[incident]]`: kinds of incident as data. Eight by default; entries merge by name.

use crate::registry::parameters;

/// The departments of a subdistrict, in their fixed order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Department {
    /// 城管.
    UrbanManagement,
    /// 公安.
    PublicSecurity,
    /// 住建(房管).
    Housing,
    /// 市场监管.
    MarketRegulation,
    /// 民政.
    CivilAffairs,
    /// 卫健.
    Health,
}

impl Department {
    /// Every department in order.
    pub const ALL: [Self; 6] = [
        Self::UrbanManagement,
        Self::PublicSecurity,
        Self::Housing,
        Self::MarketRegulation,
        Self::CivilAffairs,
        Self::Health,
    ];

    /// Name in scenario files, and in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::UrbanManagement => ("urban_management", "urban management", "城管"),
            Self::PublicSecurity => ("public_security", "public security", "公安"),
            Self::Housing => ("housing", "housing", "住建"),
            Self::MarketRegulation => ("market_regulation", "market regulation", "市场监管"),
            Self::CivilAffairs => ("civil_affairs", "civil affairs", "民政"),
            Self::Health => ("health", "health", "卫健"),
        }
    }

    /// The department of that name in scenario files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|department| department.names().0 == name)
    }
}

parameters! {
    /// The numbers of one kind of incident.
    pub struct IncidentNumbers in "incident" {
        rate_per_1000_year: 50.0, "1/1,000 residents/year", 0.0 .. 20000.0, prior 0.0 .. 1000.0,
            Calibrated "C3: 35-50 recorded cases per 1,000 residents and month",
            "incidents that arise", "每千居民每年发生数";
        work_hours: 2.0, "hours", 0.01 .. 1000.0, prior 0.2 .. 40.0,
            Assumed "no published hours by kind",
            "mean work to resolve one", "平均处置工时";
        work_log_sd: 0.8, "1", 0.0 .. 3.0, prior 0.4 .. 1.2,
            Assumed "jobs of one kind differ by a factor of two or so either way",
            "spread of the logarithm of the work", "处置工时的对数标准差";
        visibility_share: 0.6, "share", 0.0 .. 1.0, prior 0.0 .. 1.0,
            Assumed "seen from outside, or behind a door",
            "chance that somebody nearby, or a patrol that passes, notices it", "被旁人或巡查注意到的概率";
        harm_per_day: 1.0, "harm units/day", 0.0 .. 1000.0, prior 0.2 .. 5.0,
            Assumed "relative units",
            "harm while it lasts", "持续期间每日危害";
        deadline_days: 7.0, "days", 0.1 .. 3650.0, prior 1.0 .. 30.0,
            Measured "handling limits of digital urban management and 12345: hours to 15 working days",
            "time allowed from filing to closing", "办结时限";
        self_end_days: 90.0, "days", 0.5 .. 36500.0, prior 10.0 .. 365.0,
            Assumed "things end by themselves or people give up",
            "mean time in which it would end by itself", "自行消失的平均时间";
        escalation_per_year: 0.0, "1/year", 0.0 .. 100.0, prior 0.0 .. 3.0,
            Assumed "no published hazard",
            "hazard of escalating while it lasts (disputes)", "矛盾升级强度";
        fit_neighbours: 0.0, "utility", -20.0 .. 20.0, prior -5.0 .. 2.0,
            Assumed "what people take where", "how well it suits neighbours", "适合邻里协商的程度";
        fit_community: 0.0, "utility", -20.0 .. 20.0, prior -5.0 .. 2.0,
            Assumed "what people take where", "how well it suits the community body", "适合社区处理的程度";
        fit_organisation: 0.0, "utility", -20.0 .. 20.0, prior -5.0 .. 2.0,
            Assumed "what people take where", "how well it suits a social organisation", "适合社会组织处理的程度";
        fit_grid: 0.0, "utility", -20.0 .. 20.0, prior -5.0 .. 2.0,
            Assumed "what people take where", "how well it suits the grid worker", "适合网格员处理的程度";
        fit_hotline: 0.0, "utility", -20.0 .. 20.0, prior -5.0 .. 2.0,
            Assumed "what people take where", "how well it suits the hotline", "适合热线处理的程度";
    }
}

/// One kind of incident: its numbers, and who can resolve it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IncidentKind {
    /// Name in scenario files and groups.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Whether a community may govern it itself.
    pub self_governable: bool,
    /// Whether it is a dispute between people.
    pub dispute: bool,
    /// Whether it is a matter of shared facilities, which a property company repairs where there is one.
    pub facility: bool,
    /// Whether a grid worker may resolve it on the spot.
    pub worker: bool,
    /// The departments that resolve it, in order; several work jointly.
    pub departments: Vec<Department>,
    /// Its numbers.
    pub numbers: IncidentNumbers,
}

impl IncidentKind {
    /// A kind of that name with every field at its default, for `[[incident]]` entries with a new name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: name.to_owned(),
            title_zh: name.to_owned(),
            self_governable: false,
            dispute: false,
            facility: false,
            worker: false,
            departments: vec![Department::UrbanManagement],
            numbers: IncidentNumbers::default(),
        }
    }

    /// The eight kinds of the baseline.
    #[must_use]
    #[allow(clippy::too_many_lines)] // A table of data.
    pub fn defaults() -> Vec<Self> {
        use Department::{CivilAffairs, Health, Housing, MarketRegulation, PublicSecurity, UrbanManagement};
        // name, words, departments; rate, work, visibility, harm, deadline, self-end, escalation; fits N C O G H
        type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a [Department], [f64; 7], [f64; 5]);
        let rows: [Row; 8] = [
            (
                "sanitation",
                "Sanitation",
                "环境卫生",
                "worker",
                &[UrbanManagement],
                [135.0, 1.2, 0.8, 0.6, 3.0, 45.0, 0.0],
                [-2.5, -0.8, -2.5, 0.3, 0.0],
            ),
            (
                "facility_repair",
                "Facility repair",
                "设施维修",
                "facility self_governable",
                &[Housing],
                [60.0, 4.0, 0.7, 1.0, 10.0, 150.0, 0.0],
                [-1.5, 0.6, -2.5, -0.3, -0.2],
            ),
            (
                "safety_hazard",
                "Safety hazard",
                "安全隐患",
                "worker",
                &[PublicSecurity, Housing, MarketRegulation],
                [45.0, 2.5, 0.5, 2.5, 7.0, 90.0, 0.0],
                [-2.5, -0.8, -3.0, 0.3, 0.2],
            ),
            (
                "illegal_building_parking",
                "Illegal building and parking",
                "违建与违停",
                "",
                &[UrbanManagement, PublicSecurity],
                [80.0, 1.5, 0.7, 1.0, 10.0, 60.0, 0.0],
                [-1.5, -0.8, -3.0, 0.0, 0.4],
            ),
            (
                "neighbour_dispute",
                "Neighbour dispute",
                "邻里纠纷",
                "dispute self_governable",
                &[PublicSecurity],
                [20.0, 4.0, 0.25, 1.5, 15.0, 90.0, 2.0],
                [0.5, 0.6, -1.5, -0.5, -0.6],
            ),
            (
                "shared_space",
                "Shared space",
                "公共空间",
                "dispute self_governable",
                &[UrbanManagement],
                [35.0, 4.0, 0.6, 1.0, 15.0, 120.0, 0.6],
                [0.3, 0.6, -1.5, -0.6, -0.5],
            ),
            (
                "care_request",
                "Care request",
                "民生求助",
                "self_governable",
                &[CivilAffairs, Health],
                [35.0, 3.0, 0.05, 1.5, 10.0, 60.0, 0.0],
                [-1.0, 0.6, 1.0, -0.3, -0.6],
            ),
            (
                "enquiry",
                "Enquiry",
                "咨询",
                "worker",
                &[CivilAffairs],
                [70.0, 0.4, 0.0, 0.2, 5.0, 20.0, 0.0],
                [-1.5, -0.3, -2.5, 0.2, 0.9],
            ),
        ];
        rows.into_iter()
            .map(|(name, title, title_zh, flags, departments, n, fit)| {
                let has = |flag| flags.split(' ').any(|word| word == flag);
                Self {
                    name: name.to_owned(),
                    title: title.to_owned(),
                    title_zh: title_zh.to_owned(),
                    self_governable: has("self_governable"),
                    dispute: has("dispute"),
                    facility: has("facility"),
                    worker: has("worker"),
                    departments: departments.to_vec(),
                    numbers: IncidentNumbers {
                        rate_per_1000_year: n[0],
                        work_hours: n[1],
                        visibility_share: n[2],
                        harm_per_day: n[3],
                        deadline_days: n[4],
                        self_end_days: n[5],
                        escalation_per_year: n[6],
                        fit_neighbours: fit[0],
                        fit_community: fit[1],
                        fit_organisation: fit[2],
                        fit_grid: fit[3],
                        fit_hotline: fit[4],
                        ..IncidentNumbers::default()
                    },
                }
            })
            .collect()
    }
}
