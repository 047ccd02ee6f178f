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

/// How a matter is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Path {
    /// Within hours, by whoever takes it in.
    OnTheSpot,
    /// By a visit: a desk, its queue, its hours.
    #[default]
    Visit,
    /// By works, after survey, consent and procurement.
    Works,
    /// By a decision of law, or in a season that the law leaves for it.
    Legal,
}

impl Path {
    /// Every path.
    pub const ALL: [Self; 4] = [Self::OnTheSpot, Self::Visit, Self::Works, Self::Legal];

    /// The word for it in scenario files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTheSpot => "on_the_spot",
            Self::Visit => "visit",
            Self::Works => "works",
            Self::Legal => "legal",
        }
    }

    /// The path of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|path| path.word() == word)
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
        path_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.8,
            Assumed "half to three quarters of calls are answered at once (Yichun 2023, Panjin 2023); shares of works and courts unpublished",
            "incidents that take the path of their kind; the others need a visit", "按本类办理路径办理的比例（其余为上门办理）";
        season_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.5,
            Assumed "open 311 logs: heating in winter, noise and litter in summer",
            "swing of the rate over the year, relative to its mean", "发生率季节波动幅度（相对均值）";
        season_peak_day: 0.0, whole "day of the year", 0.0 .. 364.0, prior 0.0 .. 364.0,
            Assumed "as above",
            "day of the year with the highest rate", "发生率最高日（年内第几天）";
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
    /// The path that a share of its incidents takes.
    pub path: Path,
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
            path: Path::Visit,
            numbers: IncidentNumbers::default(),
        }
    }

    /// The eight kinds of the baseline.
    #[must_use]
    #[allow(clippy::too_many_lines)] // A table of data.
    pub fn defaults() -> Vec<Self> {
        use Department::{CivilAffairs, Health, Housing, MarketRegulation, PublicSecurity, UrbanManagement};
        vec![
            Self {
                title: "Sanitation".to_owned(),
                title_zh: "环境卫生".to_owned(),
                worker: true,
                departments: vec![UrbanManagement],
                path: Path::OnTheSpot,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 135.0,
                    work_hours: 1.2,
                    visibility_share: 0.8,
                    harm_per_day: 0.6,
                    deadline_days: 3.0,
                    self_end_days: 45.0,
                    fit_neighbours: -2.5,
                    fit_community: -0.8,
                    fit_organisation: -2.5,
                    fit_grid: 0.3,
                    fit_hotline: 0.0,
                    path_share: 0.30,
                    season_share: 0.25,
                    season_peak_day: 196.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("sanitation")
            },
            Self {
                title: "Facility repair".to_owned(),
                title_zh: "设施维修".to_owned(),
                facility: true,
                self_governable: true,
                departments: vec![Housing],
                path: Path::Works,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 60.0,
                    work_hours: 4.0,
                    visibility_share: 0.7,
                    harm_per_day: 1.0,
                    deadline_days: 10.0,
                    self_end_days: 150.0,
                    fit_neighbours: -1.5,
                    fit_community: 0.6,
                    fit_organisation: -2.5,
                    fit_grid: -0.3,
                    fit_hotline: -0.2,
                    path_share: 0.06,
                    season_share: 0.35,
                    season_peak_day: 15.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("facility_repair")
            },
            Self {
                title: "Safety hazard".to_owned(),
                title_zh: "安全隐患".to_owned(),
                worker: true,
                departments: vec![PublicSecurity, Housing, MarketRegulation],
                path: Path::Works,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 45.0,
                    work_hours: 2.5,
                    visibility_share: 0.5,
                    harm_per_day: 2.5,
                    deadline_days: 7.0,
                    self_end_days: 90.0,
                    fit_neighbours: -2.5,
                    fit_community: -0.8,
                    fit_organisation: -3.0,
                    fit_grid: 0.3,
                    fit_hotline: 0.2,
                    path_share: 0.04,
                    season_share: 0.15,
                    season_peak_day: 15.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("safety_hazard")
            },
            Self {
                title: "Illegal building and parking".to_owned(),
                title_zh: "违建与违停".to_owned(),
                departments: vec![UrbanManagement, PublicSecurity],
                path: Path::Legal,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 80.0,
                    work_hours: 1.5,
                    visibility_share: 0.7,
                    harm_per_day: 1.0,
                    deadline_days: 10.0,
                    self_end_days: 60.0,
                    fit_neighbours: -1.5,
                    fit_community: -0.8,
                    fit_organisation: -3.0,
                    fit_grid: 0.0,
                    fit_hotline: 0.4,
                    path_share: 0.05,
                    season_share: 0.10,
                    season_peak_day: 105.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("illegal_building_parking")
            },
            Self {
                title: "Neighbour dispute".to_owned(),
                title_zh: "邻里纠纷".to_owned(),
                dispute: true,
                self_governable: true,
                departments: vec![PublicSecurity],
                path: Path::Legal,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 20.0,
                    work_hours: 4.0,
                    visibility_share: 0.25,
                    harm_per_day: 1.5,
                    deadline_days: 15.0,
                    self_end_days: 90.0,
                    escalation_per_year: 2.0,
                    fit_neighbours: 0.5,
                    fit_community: 0.6,
                    fit_organisation: -1.5,
                    fit_grid: -0.5,
                    fit_hotline: -0.6,
                    path_share: 0.03,
                    season_share: 0.25,
                    season_peak_day: 196.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("neighbour_dispute")
            },
            Self {
                title: "Shared space".to_owned(),
                title_zh: "公共空间".to_owned(),
                dispute: true,
                self_governable: true,
                departments: vec![UrbanManagement],
                path: Path::Legal,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 35.0,
                    work_hours: 4.0,
                    visibility_share: 0.6,
                    harm_per_day: 1.0,
                    deadline_days: 15.0,
                    self_end_days: 120.0,
                    escalation_per_year: 0.6,
                    fit_neighbours: 0.3,
                    fit_community: 0.6,
                    fit_organisation: -1.5,
                    fit_grid: -0.6,
                    fit_hotline: -0.5,
                    path_share: 0.05,
                    season_share: 0.20,
                    season_peak_day: 196.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("shared_space")
            },
            Self {
                title: "Care request".to_owned(),
                title_zh: "民生求助".to_owned(),
                self_governable: true,
                departments: vec![CivilAffairs, Health],
                numbers: IncidentNumbers {
                    rate_per_1000_year: 35.0,
                    work_hours: 3.0,
                    visibility_share: 0.05,
                    harm_per_day: 1.5,
                    deadline_days: 10.0,
                    self_end_days: 60.0,
                    fit_neighbours: -1.0,
                    fit_community: 0.6,
                    fit_organisation: 1.0,
                    fit_grid: -0.3,
                    fit_hotline: -0.6,
                    season_share: 0.15,
                    season_peak_day: 15.0,
                    ..IncidentNumbers::default()
                },
                ..Self::named("care_request")
            },
            Self {
                title: "Enquiry".to_owned(),
                title_zh: "咨询".to_owned(),
                worker: true,
                departments: vec![CivilAffairs],
                path: Path::OnTheSpot,
                numbers: IncidentNumbers {
                    rate_per_1000_year: 70.0,
                    work_hours: 0.4,
                    visibility_share: 0.0,
                    harm_per_day: 0.2,
                    deadline_days: 5.0,
                    self_end_days: 20.0,
                    fit_neighbours: -1.5,
                    fit_community: -0.3,
                    fit_organisation: -2.5,
                    fit_grid: 0.2,
                    fit_hotline: 0.9,
                    path_share: 0.60,
                    ..IncidentNumbers::default()
                },
                ..Self::named("enquiry")
            },
        ]
    }
}
