//! From a city's own case log to a scenario: kinds, rates, deadlines and how the day's rate varies.
//!
//! A log is read once and kept as counts (`read`, `tally`). A report is not an incident: of what arises only a part gets
//! a case, some get several, and delays smooth the days. So the scenario is simulated, its own log goes through the same
//! estimators, and rates and variance move by what that log misses, a few rounds with the same chance; persistence is
//! looked up among a few that are tried (indirect inference: Gouriéroux, Monfort & Renault 1993).

pub mod closing;
pub mod columns;
pub mod convergence;
pub mod dates;
pub mod draft;
pub mod heading;
pub mod headings;
pub mod kinds;
pub mod log;
pub mod mirror;
pub mod moment;
pub mod places;
pub mod read;
pub mod response;
pub mod row;
pub mod survey;
pub mod tally;
pub mod times;
pub mod variation;
pub mod words;

use closing::{Closing, closing};
use columns::{Map, Records};
use draft::{Front, Numbers, draft, rounded};
use kinds::{Group, groups};
use mirror::{Mirror, mirror};
use read::Log;
use response::{Response, TRIED};
use tally::{Kind, Tally};
use variation::{Calendar, Estimate, Variation, calendar, gaps, variation};

use crate::assumptions::city::CityPlan;
use crate::diagnostics::{Code, Diagnostic};
use crate::scenario::Scenario;

/// Rounds of simulating and correcting; after the second the persistence is sought. As many more as help a fit that is not
/// there yet, up to the most.
const ROUNDS: usize = 5;
const MOST_ROUNDS: usize = 9;
const SOUGHT_AFTER: usize = 2;
/// Share of cases that a limit taken from closing times leaves in time.
pub const KEPT_SHARE: f64 = 0.9;
const YEAR: f64 = 365.0;
/// Cases below which the built-in variance is kept: from fewer, chance on days is not distinguished from a common rate.
pub const FEWEST_CASES: u64 = 50;
/// Recorded cases per resident and year above which the number of residents must be wrong: cities have about 0.5.
const MOST_RECORDED: f64 = 3.0;

/// Where the days allowed come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// The median of the log's limits.
    Limits,
    /// The time within which nine in ten are closed.
    NineInTen,
    /// The time within which half are closed: nine in ten never are.
    Half,
    /// Neither limits nor closing times show it: a week.
    Assumed,
}

/// What a log says of one kind of incident, and what the fitted model says of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FittedKind {
    /// Which kinds of the log it is.
    pub group: Group,
    /// Cases per 1,000 residents and year in the log.
    pub recorded: f64,
    /// Incidents per 1,000 residents and year, with the interval of chance in log and simulation.
    pub rate: Estimate,
    /// Cases on record per incident, in the fitted model.
    pub cases_per_incident: f64,
    /// Days allowed.
    pub deadline: f64,
    /// What they come from.
    pub allowed: Allowed,
    /// Cases in the fitted model's log over cases in yours, in the last round.
    pub model_to_log: f64,
    /// Share of the cases closed in time, of those closed or past their limit; NaN without a column of limits.
    pub on_time: f64,
    /// Closing times of the log.
    pub closing: Closing,
    /// Closing times of the fitted model.
    pub model: Closing,
}

/// A fitted scenario and what it rests on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fitted {
    /// By incident, the most frequent first.
    pub kinds: Vec<FittedKind>,
    /// The numbers of the scenario.
    pub numbers: Numbers,
    /// Variance of the day's rate of incidents.
    pub variance: Estimate,
    /// Its persistence; the built-in one with a wide interval where the log does not show it.
    pub persistence: Estimate,
    /// Days of the log that are no gap.
    pub days: f64,
    /// Gaps, as days since 1 January 1970, first and last.
    pub gaps: Vec<(i32, i32)>,
    /// The calendar's part.
    pub calendar: Calendar,
    /// How the day's recorded rate varies in the log, as places see it and over the whole city.
    pub log: (Variation, Variation),
    /// The same in the log of the fitted model, as places see it.
    pub model: Variation,
    /// Squared coefficient of variation between places, in the log and in the model.
    pub places: (f64, f64),
    /// Mean cases a place and day, and the variance over the mean of daily counts that follows for such a place, in the
    /// log and in the model.
    pub pooling: (f64, f64, f64),
    /// Cases per incident of all kinds.
    pub cases_per_incident: f64,
    /// Whether the log has too few cases to estimate a variance, so that the built-in one is kept.
    pub few: bool,
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Residents that the log covers.
    pub residents: f64,
    /// Runs of the model in each round.
    pub replicates: u32,
    /// Which cases the log can hold.
    pub records: Records,
}

impl Options {
    /// Eight runs a round.
    #[must_use]
    pub fn new(residents: f64, records: Records) -> Self {
        Self { residents, replicates: 8, records }
    }
}

/// Fits the scenario; `progress` is called in each round.
///
/// # Errors
/// More cases than so few residents can have, a log that leads to values which no scenario may have, or a fit that did not
/// converge.
#[expect(clippy::too_many_lines, reason = "what is found, the rounds and their report are read together")]
pub fn fit(
    log: &Log,
    map: &Map,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Fitted, Vec<Diagnostic>> {
    let groups = groups(log, map);
    let daily = log.tally.daily();
    let (first, _) = log.tally.span.unwrap_or((0, 0));
    let days_apart = calendar(&daily, first, daily.len());
    let gaps = gaps(&daily);
    // Not the days whose factor is above 0: a weekday without any case is a day that the model lives, too.
    let days = (daily.len() - gaps.iter().map(|(from, to)| to - from + 1).sum::<usize>()) as f64;
    let found = variation(&log.tally, &days_apart);
    let city = variation(&pooled(&log.tally), &days_apart);
    let recorded: Vec<f64> =
        groups.iter().map(|g| g.tally.cases as f64 / options.residents / days * 1000.0 * YEAR).collect();
    plausible(&recorded, options.residents, log.tally.cases(), days)?;
    let closings: Vec<Closing> = groups.iter().map(|group| closing(&group.tally, log.tally.end)).collect();
    let defaults = Scenario::default().settings.institutions;
    let limits: Vec<(f64, Allowed)> =
        groups.iter().zip(&closings).map(|(group, closing)| limit(&group.tally, closing)).collect();
    let few = log.tally.cases() < FEWEST_CASES;
    let mut numbers = Numbers {
        rates: recorded.clone(),
        deadlines: limits.iter().map(|(days, _)| *days).collect(),
        variance: if few { defaults.frailty_variance } else { found.variance.value.min(2.0) },
        persistence: defaults.frailty_persistence,
    };
    let mut persistence = Estimate { value: defaults.frailty_persistence, low: 0.0, high: 0.98 };
    let mut response = Response::default();
    let front = Front { titles: ("fit".to_owned(), "fit".to_owned()), ..Front::default() };
    let simulate = |numbers: &Numbers| -> Result<_, Vec<Diagnostic>> {
        let mut scenario = Scenario::from_toml(&draft(&front, &groups, numbers, &[]), "fit")?.swap_remove(0);
        // A log is of one city.
        scenario.settings.plan = CityPlan::Fixed;
        let mirror = mirror(&scenario, options.replicates, options.records);
        Ok((mirror, scenario))
    };
    let (mut round, mut before) = (0, 0.0);
    let (mirror, scenario) = loop {
        progress(round, ROUNDS.max(round + 1));
        numbers.rates.iter_mut().for_each(|rate| *rate = rounded(*rate).clamp(0.0, 20_000.0));
        let (mirror, scenario) = simulate(&numbers)?;
        round += 1;
        let reached =
            mirror.tally.cases() as f64 / mirror.exposure * options.residents * days / log.tally.cases() as f64;
        // A round that brings the record no nearer to the log's is the last.
        let nearer = convergence::is_off(reached) && reached > 1.1 * before && round < MOST_ROUNDS;
        let drowned = || convergence::drowned(&closings, &groups, |group| of_model(&mirror, &scenario, group));
        if round >= ROUNDS && !nearer || round > SOUGHT_AFTER && drowned() {
            break (mirror, scenario);
        }
        before = reached;
        for (at, rate) in numbers.rates.iter_mut().enumerate() {
            // A kind of which nothing was recorded is doubled at most.
            *rate *= recorded[at] / rate_on_record(&mirror, of(&scenario, &groups[at])).max(recorded[at] / 2.0);
        }
        if few {
            continue;
        }
        let model = of_mirror(&mirror.tally, daily.len());
        if round == SOUGHT_AFTER {
            let point =
                |n: &Numbers, v: &Variation| [n.persistence, v.persistence.value, v.variance.value / n.variance];
            let mut points = vec![point(&numbers, &model)];
            // Days that vary by chance alone: the usual variance gives how much of one they would show.
            let variance = if numbers.variance > 0.0 { numbers.variance } else { defaults.frailty_variance };
            for persistence in TRIED {
                let tried = Numbers { variance, persistence, ..numbers.clone() };
                points.push(point(&tried, &of_mirror(&simulate(&tried)?.0.tally, daily.len())));
            }
            response = Response::new(points);
            persistence = response.persistence(&found, defaults.frailty_persistence);
            numbers.persistence = persistence.value;
        }
        // Halved or doubled at most in a round: the variance is noisy in small logs.
        let ratio = (found.variance.value / model.variance.value.max(1e-9)).clamp(0.5, 2.0);
        numbers.variance = (numbers.variance * ratio).clamp(0.0, 2.0);
    };
    let model = of_mirror(&mirror.tally, daily.len());
    let days_of_model = f64::from(mirror::DAYS) * f64::from(options.replicates);
    // Which communities a log covers is not in it: as many as these, of any kind.
    let communities = (options.residents / mirror.community).max(1.0);
    let r = if model.persistence.value.is_nan() { defaults.frailty_persistence } else { model.persistence.value };
    let kinds = groups.into_iter().enumerate().map(|(at, group)| {
        let index = of(&scenario, &group);
        let closed = of_model(&mirror, &scenario, &group);
        let (kind, clustering) = (&mirror.tally.kinds[index], mirror.clustering[index]);
        let on_record = rate_on_record(&mirror, index);
        let error = clustering / group.tally.cases as f64
            + clustering / (kind.cases as f64).max(1.0)
            + mirror.between[index] / communities
            + of_a_mean(at_least(&city.variance), r, days)
            + of_a_mean(model.variance.value, r, days_of_model);
        let rate = numbers.rates[at];
        let reach = libm::exp(1.96 * error.sqrt());
        FittedKind {
            recorded: recorded[at],
            rate: Estimate { value: rate, low: rate / reach, high: rate * reach },
            cases_per_incident: on_record / rate,
            deadline: numbers.deadlines[at],
            allowed: limits[at].1,
            model_to_log: on_record / recorded[at],
            on_time: on_time(&group.tally, log.tally.end),
            closing: closings[at],
            model: closed,
            group,
        }
    });
    let mut kinds: Vec<FittedKind> = kinds.collect();
    convergence::judged(&mut kinds, options.records)?;
    let arisen: f64 = numbers.rates.iter().sum();
    let residents: Option<Vec<f64>> = (!map.places.is_empty())
        .then(|| log.places.iter().map(|place| map.places.get(place).copied().unwrap_or(0.0)).collect());
    let a_place = log.tally.cases() as f64 / days / log.places.len().max(1) as f64;
    Ok(Fitted {
        cases_per_incident: mirror.tally.cases() as f64 / mirror.exposure * 1000.0 * YEAR / arisen,
        kinds,
        days,
        gaps: gaps.into_iter().map(|(from, to)| (first + from as i32, first + to as i32)).collect(),
        places: (places::dispersion(&log.tally, residents.as_deref()), places::of_the_model(&scenario.settings.city)),
        pooling: (a_place, 1.0 + a_place * found.variance.value, 1.0 + a_place * model.variance.value),
        variance: if few {
            Estimate { value: numbers.variance, low: 0.0, high: f64::NAN }
        } else {
            response.variance(numbers.variance, found.variance, persistence)
        },
        persistence,
        numbers,
        calendar: days_apart,
        log: (found, city),
        model,
        few,
    })
}

/// Refuses a log with more cases than so few residents can have.
fn plausible(recorded: &[f64], residents: f64, cases: u64, days: f64) -> Result<(), Vec<Diagnostic>> {
    let a_resident = recorded.iter().sum::<f64>() / 1000.0;
    if a_resident <= MOST_RECORDED {
        return Ok(());
    }
    let found = format!("the log has {a_resident:.1} cases per resident and year");
    let problem =
        Diagnostic::of_file("--residents", found).code(Code::OutOfRange).expected(format!("{MOST_RECORDED} at most"));
    let help = format!("is the number of residents right? {residents} residents, {cases} cases in {days} days");
    Err(vec![problem.help(help)])
}

/// Cases of a kind of the scenario per 1,000 residents and year, as the model records them.
fn rate_on_record(mirror: &Mirror, kind: usize) -> f64 {
    mirror.tally.kinds[kind].cases as f64 / mirror.exposure * 1000.0 * YEAR
}

/// The place of a group's kind in a scenario.
fn of(scenario: &Scenario, group: &Group) -> usize {
    scenario
        .settings
        .incidents
        .iter()
        .position(|kind| kind.name == group.name)
        .expect("a draft has a kind for every group")
}

/// Closing times of a group's kind in the model.
fn of_model(mirror: &Mirror, scenario: &Scenario, group: &Group) -> Closing {
    closing(&mirror.tally.kinds[of(scenario, group)], f64::from(mirror::DAYS))
}

/// How the mirror's day varies, with as much of the calendar taken out as from a log of `log_days`.
fn of_mirror(simulated: &Tally, log_days: usize) -> Variation {
    let daily = simulated.daily();
    variation(simulated, &calendar(&daily, 0, log_days))
}

/// The same log with all places as one.
fn pooled(tally: &Tally) -> Tally {
    let mut pooled = Tally { span: tally.span, end: tally.end, ..Tally::default() };
    tally.cells.iter().for_each(|(&(_, day), &count)| *pooled.cells.entry((0, day)).or_default() += count);
    pooled
}

/// Variance of the mean of a factor with this variance and persistence over so many days.
fn of_a_mean(variance: f64, r: f64, days: f64) -> f64 {
    let r = r.clamp(0.0, 0.98);
    variance / days * ((1.0 + r) / (1.0 - r)).min(days)
}

/// A variance that a short log hardly shows is taken as large as half its limit.
fn at_least(variance: &Estimate) -> f64 {
    variance.value.max(0.5 * variance.high)
}

/// Days allowed: the median of the log's limits, or the closing time that nine in ten keep, or half, or a week.
fn limit(kind: &Kind, closing: &Closing) -> (f64, Allowed) {
    let all: u64 = kind.allowed.values().sum();
    let mut sum = 0;
    let median = kind.allowed.iter().find_map(|(&hours, &count)| {
        sum += count;
        (2 * sum >= all).then_some(f64::from(hours) / 24.0)
    });
    let known = [
        (median.unwrap_or(f64::NAN), Allowed::Limits),
        (closing.p90, Allowed::NineInTen),
        (closing.median, Allowed::Half),
    ];
    let (days, from) = known.into_iter().find(|(days, _)| !days.is_nan()).unwrap_or((7.0, Allowed::Assumed));
    (days.clamp(0.1, 3650.0), from)
}

/// Share in time of what is closed or past its limit.
fn on_time(kind: &Kind, end: f64) -> f64 {
    let late: u64 = kind.open_due.range(..end.floor() as i32).map(|(_, count)| count).sum();
    kind.due.1 as f64 / (kind.due.0 + late) as f64
}
