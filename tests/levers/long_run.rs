//! Ten years with every lever at each end of what is allowed, however absurd: the books balance, nothing runs away, and
//! everybody stays on the scale.

use gridgov::Parameter;
use gridgov::internals::day::books_balance;
use gridgov::internals::society::Society;
use gridgov::internals::units::ONE;
use gridgov::outcome_kinds;
use gridgov::{Run, Simulation};
use rayon::prelude::*;

use crate::support::{SEED, levers, small, with};

const YEAR: u32 = 365;

/// What is wrong with a society, if anything.
pub fn off_the_scale(society: &Society) -> Option<String> {
    let share = |name: &str, value: f64| (!(0.0..=1.0).contains(&value)).then(|| format!("{name} is {value}"));
    for s in &society.subdistricts {
        if let Err(problem) = books_balance(s) {
            return Some(problem);
        }
        if let Some(state) = s.residents.state.iter().find(|state| state.iter().any(|lane| !(0..=ONE).contains(lane))) {
            return Some(format!("a resident's state is {state:?}"));
        }
        let office = share("takeover", s.office.takeover);
        let communities = s.communities.iter().flat_map(|c| {
            let property = c.property.iter().flat_map(|p| [share("paying", p.paying), share("service", p.service)]);
            let own = [share("capability", c.capability), share("privacy concern", c.privacy_concern)];
            own.into_iter().chain(property).collect::<Vec<_>>()
        });
        let workers = s.posts.iter().filter_map(|post| post.worker).flat_map(|worker| {
            let trained = [worker.trained_accuracy, worker.trained_speed].map(|part| share("training", part));
            [share("accuracy", worker.accuracy()), share("burnout", worker.burnout)].into_iter().chain(trained)
        });
        let waiting = s.posts.iter().map(|post| {
            let minutes = post.debt_minutes;
            (!(minutes.is_finite() && minutes >= 0.0)).then(|| format!("{minutes} minutes of desk work wait"))
        });
        if let Some(problem) = [office].into_iter().chain(communities).chain(workers).chain(waiting).flatten().next() {
            return Some(problem);
        }
    }
    None
}

/// Ten years of a small world, and whether anybody is in post at their end; what is wrong at the end of any of them.
fn decade(mut simulation: Simulation) -> Result<(Run, bool), String> {
    for year in 1..=10 {
        simulation.advance(YEAR);
        if let Some(problem) = off_the_scale(simulation.society()) {
            return Err(format!("year {year}: {problem}"));
        }
    }
    let mut posts = simulation.society().subdistricts.iter().flat_map(|s| &s.posts);
    let staffed = posts.any(|post| post.worker.is_some());
    Ok((simulation.measure(), staffed))
}

/// Mean open cases per 1,000 residents in a year of a run, counted from 0.
fn backlog(run: &Run, year: usize) -> f64 {
    let open = run.series("backlog_per_1000").expect("recorded by day");
    open[year * 365..(year + 1) * 365].iter().sum::<f64>() / 365.0
}

/// What is wrong with the decade of a lever's end, measured against that of the baseline.
fn problem((run, staffed): &(Run, bool), baseline: &Run, value: f64, lever: &Parameter) -> Option<String> {
    let end = |what: String| Some(format!("{} = {value}: {what}", lever.key()));
    // An incident ends by itself in time, and its cases with it, so that no policy lets files pile up for ever.
    let (before, last) = (backlog(run, 8), backlog(run, 9));
    if last > 1.5 * before + 10.0 {
        return end(format!("open cases per 1,000 went from {before:.1} to {last:.1} in the last year"));
    }
    let lost: Vec<&str> = outcome_kinds()
        .iter()
        .map(|kind| kind.id)
        .filter(|id| run.value(id).is_nan() && !baseline.value(id).is_nan())
        .collect();
    let infinite = run.measured.iter().find(|row| row.value.is_infinite());
    if let Some(row) = infinite {
        return end(format!("{} of {} is infinite", row.outcome, row.group));
    }
    // Where nothing of the kind is left, there is nothing to measure.
    let listed = |&(key, at, outcome): &(&str, f64, &str), id: &str| {
        key == lever.key() && at.to_bits() == value.to_bits() && outcome == id
    };
    let explained =
        |id: &str| UNDEFINED.iter().any(|entry| listed(entry, id)) || (!staffed && OF_WORKERS.contains(&id));
    let unexplained: Vec<&str> = lost.into_iter().filter(|id| !explained(id)).collect();
    if unexplained.is_empty() { None } else { end(format!("undefined: {unexplained:?}")) }
}

/// Outcomes of the people in post on the last day, of whom a community of one grid may have none.
const OF_WORKERS: [&str; 2] = ["skill", "burnout_share"];

/// Outcomes that an end of a lever leaves without anything to measure.
const UNDEFINED: [(&str, f64, &str); 7] = [
    // Nobody has an hour left to patrol.
    ("power.task_hours_per_week", 40.0, "patrol_precision_share"),
    ("staffing.appraisal_indicators", 500.0, "patrol_precision_share"),
    ("staffing.appraisal_indicators", 500.0, "patrol_lift"),
    ("information.analytics_share", 0.0, "patrol_precision_share"),
    ("power.task_hours_per_week", 40.0, "patrol_lift"),
    ("information.analytics_share", 0.0, "patrol_lift"),
    ("rule_of_law.mediators_per_1000", 0.0, "mediation_agreement_share"),
];

#[test]
fn ten_years_at_the_ends_of_every_lever() {
    let scenario = small(1_500.0, 360.0);
    let world = Simulation::burned_in(&scenario, SEED, 0);
    let (baseline, _) = decade(world.branch(&scenario)).expect("the baseline lives ten years");
    let ends: Vec<_> =
        levers().into_iter().flat_map(|lever| [(lever, lever.range.0), (lever, lever.range.1)]).collect();
    let problems: Vec<String> = ends
        .par_iter()
        .filter_map(|&(lever, value)| match decade(world.branch(&with(&scenario, lever, value))) {
            Ok(end) => problem(&end, &baseline, value, lever),
            Err(what) => Some(format!("{} = {value}: {what}", lever.key())),
        })
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}
