//! What stays the same for everyone in a run: the stream of draws, the assumptions, and tables made from them.

pub mod apart;
pub mod calendar;
pub mod callback;
pub mod core_business;
pub mod effort;
pub mod fate;
pub mod moods;
pub mod paths;
pub mod people;
pub mod tasks;
pub mod tastes;
pub mod views;

use std::sync::LazyLock;

use crate::assumptions::city::ArchetypeProfile;
use crate::assumptions::{
    Archetype, Behaviour, Bodies, Calendar, Casework, CoreBusiness, Department, FirstDay, IncidentKind, Institutions,
    Mechanisms, Path, People, Pressure, Prices, Projects, SelfGovernance, StreetWork, Tasks, Workforce,
};
use crate::plan;
use crate::random::{self, Purpose, Stream};
use crate::settings::Settings;
use crate::society::Channel;
use crate::society::governance::Matter;
use crate::society::organisations::Speciality;
use crate::units::Day;
use crate::units::places::{Indexed, KindIndex};
use calendar::{FreeDays, Season};
use views::Lanes;

/// Largest mean of one Poisson draw; larger counts are sums of several.
const CHUNK: f64 = 200.0;

/// The world in which a society lives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct World {
    /// The stream of the replicate.
    pub stream: Stream,
    /// The stream of the city itself, from which its buildings come; the people in them do not. A fixed city has the same
    /// under every seed and in every replicate, one that is drawn has the stream of its plan.
    pub places: Stream,
    /// Assumptions about residents.
    pub behaviour: Behaviour,
    /// Details of residents' behaviour.
    pub people: People,
    /// Assumptions about institutions.
    pub institutions: Institutions,
    /// Details of casework.
    pub casework: Casework,
    /// Details of the workforce.
    pub workforce: Workforce,
    /// Details of the other bodies.
    pub bodies: Bodies,
    /// What the first day is like.
    pub first_day: FirstDay,
    /// What each archetype implies, in the order of archetypes.
    pub profiles: [ArchetypeProfile; Archetype::ALL.len()],
    /// Persons per household.
    pub household: f64,
    /// Self-governance as people carry it.
    pub self_governance: SelfGovernance,
    /// The street office at work.
    pub street: StreetWork,
    /// Pressure from above and what people make of it.
    pub pressure: Pressure,
    /// Whose tasks are sent down, and what they produce.
    pub tasks: Tasks,
    /// The core business of committees.
    pub core_business: CoreBusiness,
    /// Lasting causes and the projects that mend them.
    pub projects: Projects,
    /// The calendar, the city's common rate, and paths of matters.
    pub calendar: Calendar,
    /// Weekends and holidays.
    pub free_days: FreeDays,
    /// How much higher than their means the rates of all kinds may be: 1 without seasons.
    pub highest_season: f64,
    /// Neighbours on a stair: the block within which an incident has its witnesses.
    pub block: u32,
    /// Prices.
    pub prices: Prices,
    /// Which mechanisms are on.
    pub mechanisms: Mechanisms,
    /// Kinds of incident.
    pub kinds: Indexed<KindIndex, Kind>,
    /// Incident rate by archetype, relative to the city's mean.
    pub places_rate: [f64; 5],
    /// Incidents of all kinds per resident and day.
    pub rate: f64,
    /// Quantiles.
    pub tables: &'static Tables,
    /// Utility that no taste of somebody with that zeal is above.
    pub strongest_taste: [f32; 1 << u8::BITS],
}

/// A kind of incident, ready for use.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Kind {
    /// Name.
    pub name: String,
    /// Whether a community may govern it itself.
    pub self_governable: bool,
    /// Whether it is a dispute.
    pub dispute: bool,
    /// Whether a property company repairs it.
    pub facility: bool,
    /// Whether a grid worker may resolve it.
    pub worker: bool,
    /// Departments, by number.
    pub departments: Vec<u8>,
    /// Cumulative share of incidents up to and including this kind.
    pub cumulative: f64,
    /// Mean work, minutes.
    pub minutes: f64,
    /// Spread of the logarithm of work.
    pub log_sd: f64,
    /// Visibility.
    pub visibility: f64,
    /// Harm a day, thousandths; and once it has escalated.
    pub harm: [u64; 2],
    /// Deadline, days.
    pub deadline: f64,
    /// Mean days to its own end.
    pub self_end: f64,
    /// Hazard of escalating, per day.
    pub escalation: f64,
    /// Fit of each channel less the channel's cost; petitions have no fit.
    pub appeal: [f32; 6],
    /// Fit of the hotline less that of the community body and less the cost of the second way: what is lost where the body
    /// only passes a matter up.
    pub passed_up: f32,
    /// Group of matters to which it belongs.
    pub matter: Matter,
    /// Where people keep what they expect of each channel in it.
    pub lanes: [Lanes; Channel::ALL.len()],
    /// Which organisations deal with it.
    pub speciality: Speciality,
    /// The path that a share of its incidents takes; a visit without paths.
    pub path: Path,
    /// That share.
    pub path_share: f64,
    /// Its season; none without seasons.
    pub season: Season,
}

/// Quantile tables for the many draws of choices, indexed by random bits.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tables {
    /// Standard normal quantiles.
    pub normal: Vec<f32>,
    /// The least by which nothing can be louder than the loudest channel, by the upper bits of a mood.
    pub quiet: moods::Edges,
}

/// The tables are the same in every world and are made once.
static TABLES: LazyLock<Tables> = LazyLock::new(Tables::default);

impl Default for Tables {
    fn default() -> Self {
        let normal = (0..=u16::MAX).map(|i| random::normal((f64::from(i) + 0.5) / 65_536.0) as f32).collect();
        Self { normal, quiet: moods::edges() }
    }
}

impl World {
    /// The world of `settings` for one replicate.
    #[must_use]
    pub fn new(settings: &Settings, seed: u64, replicate: u32) -> Self {
        let total: f64 = settings.incidents.iter().map(|kind| kind.numbers.rate_per_1000_year).sum();
        let b = &settings.behaviour;
        let mut running = 0.0;
        let kinds: Indexed<KindIndex, Kind> = settings
            .incidents
            .iter()
            .map(|kind| {
                let n = &kind.numbers;
                running += n.rate_per_1000_year;
                let appeal = [
                    n.fit_neighbours - b.cost_neighbours,
                    n.fit_community - b.cost_community,
                    n.fit_organisation - b.cost_organisation,
                    n.fit_grid - b.cost_grid,
                    n.fit_hotline - b.cost_hotline,
                    -b.cost_petition,
                ];
                Kind {
                    name: kind.name.clone(),
                    self_governable: kind.self_governable,
                    dispute: kind.dispute,
                    facility: kind.facility,
                    worker: kind.worker,
                    departments: kind.departments.iter().map(|&d| d as u8).collect(),
                    cumulative: if total > 0.0 { running / total } else { 1.0 },
                    minutes: n.work_hours * 60.0,
                    log_sd: n.work_log_sd,
                    visibility: n.visibility_share,
                    harm: [1.0, settings.casework.escalated_harm_ratio]
                        .map(|ratio| ((n.harm_per_day * 1000.0).round() * ratio).round() as u64),
                    deadline: n.deadline_days,
                    self_end: n.self_end_days,
                    escalation: if kind.dispute { n.escalation_per_year / 365.0 } else { 0.0 },
                    appeal: appeal.map(|x| x as f32),
                    passed_up: (n.fit_hotline - n.fit_community - settings.self_governance.passed_up_cost) as f32,
                    matter: matter(kind),
                    lanes: Lanes::of(settings.mechanisms.matters, matter(kind), kind.self_governable),
                    speciality: if kind.dispute {
                        Speciality::Harmony
                    } else if kind.self_governable && !kind.facility {
                        Speciality::Care
                    } else {
                        Speciality::Environment
                    },
                    path: if settings.mechanisms.paths { kind.path } else { Path::Visit },
                    path_share: n.path_share,
                    season: if settings.mechanisms.seasons {
                        Season { swing: n.season_share, peak: n.season_peak_day }
                    } else {
                        Season::default()
                    },
                }
            })
            .collect();
        Self {
            stream: Stream::new(seed, replicate),
            places: plan::places(settings.plan, seed, replicate),
            behaviour: b.clone(),
            people: settings.people.clone(),
            institutions: settings.institutions.clone(),
            casework: settings.casework.clone(),
            workforce: settings.workforce.clone(),
            bodies: settings.bodies.clone(),
            first_day: settings.first_day.clone(),
            self_governance: settings.self_governance.clone(),
            street: settings.street.clone(),
            pressure: settings.pressure.clone(),
            tasks: settings.tasks.clone(),
            core_business: settings.core_business.clone(),
            projects: settings.projects.clone(),
            calendar: settings.calendar.clone(),
            free_days: FreeDays::new(&settings.calendar),
            highest_season: kinds.iter().fold(1.0, |most: f64, kind| most.max(1.0 + kind.season.swing)),
            profiles: Archetype::ALL.map(|archetype| settings.city.profile(archetype)),
            household: settings.city.persons_per_household,
            block: settings.city.neighbours_block as u32,
            prices: settings.prices.clone(),
            mechanisms: settings.mechanisms.clone(),
            kinds,
            places_rate: Archetype::ALL.map(|archetype| settings.city.profile(archetype).place),
            rate: total / 1000.0 / 365.0,
            tables: &TABLES,
            strongest_taste: tastes::strongest(b.taste_sd, &TABLES),
        }
    }

    /// One uniform of the replicate's stream.
    #[inline]
    #[must_use]
    pub fn uniform(&self, purpose: Purpose, who: u64, when: u32, which: u32) -> f64 {
        self.stream.uniform(purpose, who, when, which)
    }

    /// A Poisson number of any mean, from the draws `which`, the one after it and so on.
    #[must_use]
    pub fn counted(&self, purpose: Purpose, who: u64, day: Day, which: u32, mean: f64) -> u32 {
        let chunks = (mean / CHUNK).ceil().max(1.0) as u32;
        (0..chunks)
            .map(|i| random::poisson(self.uniform(purpose, who, day as u32, which + i), mean / f64::from(chunks)))
            .sum()
    }
}

/// The group of matters to which a kind belongs: disputes and what is shared; what civil affairs or health answer for, which
/// concerns a person; everything else, which lies about the place.
fn matter(kind: &IncidentKind) -> Matter {
    let personal = |d: &Department| matches!(d, Department::CivilAffairs | Department::Health);
    if kind.dispute {
        Matter::Shared
    } else if !kind.facility && kind.departments.first().is_some_and(personal) {
        Matter::Personal
    } else {
        Matter::Place
    }
}

/// The logistic function.
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
