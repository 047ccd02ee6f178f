//! Every outcome that the event log can tell is counted again from the log alone and comes out as in the table.
//!
//! The city is begun without a burn-in, so that the log holds everything that ever happened in it.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::internals::outcomes::traces::CaseEvent;
use gridgov::internals::society::journal::Fact;
use gridgov::internals::world::{Kind, World};
use gridgov::{Run, Simulation};
use gridgov::{Scenario, outcome_kinds};

const DAYS: u32 = 240;
const RESIDENTS: f64 = 8_000.0;

/// A log with what is known of the kinds in it, and the communities with a property company.
struct Log {
    events: Vec<CaseEvent>,
    /// When each case was filed.
    filed: BTreeMap<String, f64>,
    world: World,
    companies: BTreeSet<String>,
}

/// Numerator and denominator as the log has them.
type Parts = (f64, f64);

impl Log {
    fn kind(&self, event: &CaseEvent) -> &Kind {
        self.world.kinds.iter().find(|kind| kind.name == event.kind).expect("a kind of the world")
    }

    /// Whether people turn to a property office with it, where others turn to the community body.
    fn is_company_matter(&self, event: &CaseEvent) -> bool {
        let kind = self.kind(event);
        let facility = kind.self_governable && kind.facility && !kind.dispute;
        self.world.mechanisms.companies_apart && facility && self.companies.contains(&event.community)
    }

    fn count(&self, activity: &str, which: impl Fn(&CaseEvent) -> bool) -> f64 {
        self.events.iter().filter(|event| event.activity == activity && which(event)).count() as f64
    }

    fn closings(&self) -> impl Iterator<Item = &CaseEvent> {
        self.events.iter().filter(|event| matches!(event.activity, "close" | "paper_close"))
    }

    fn closed(&self, which: impl Fn(&CaseEvent) -> bool) -> f64 {
        self.closings().filter(|event| which(event)).count() as f64
    }

    /// Days from filing to a closing.
    fn took(&self, event: &CaseEvent) -> f64 {
        hundredths(event.timestamp - self.filed[&event.case])
    }

    /// Closings by departments, of kinds that need several of them or not.
    fn of_departments(&self, joint: bool) -> Vec<&CaseEvent> {
        let mine = |event: &&CaseEvent| {
            event.activity == "close"
                && !event.department.is_empty()
                && !event.facts.has(Fact::Duplicate)
                && (self.kind(event).departments.len() > 1) == joint
        };
        self.closings().filter(mine).collect()
    }

    fn mean_time(&self, joint: bool) -> f64 {
        let closed = self.of_departments(joint);
        closed.iter().map(|event| self.took(event)).sum::<f64>() / closed.len() as f64
    }
}

/// Days as the books keep them.
fn hundredths(days: f64) -> f64 {
    (days.max(0.0) * 100.0).round() / 100.0
}

/// The identity of the incident, with which the name of every trace begins.
fn incident(event: &CaseEvent) -> &str {
    event.case.split('-').next().expect("a first part")
}

/// Whether a desk of that sort did it.
fn by(event: &CaseEvent, desks: &[&str]) -> bool {
    desks.iter().any(|desk| event.resource.starts_with(desk))
}

/// With `paths` works and the law extend the deadlines of cases that the log has as they were filed.
fn simulated(paths: bool) -> (Log, Run) {
    let mut scenario = Scenario::default();
    let settings = &mut scenario.settings;
    settings.mechanisms.paths = paths;
    settings.city.residents = RESIDENTS;
    settings.city.residents_per_community = 1_000.0;
    settings.city.residents_per_subdistrict = 4_000.0;
    settings.frame.burn_in_days = 0.0;
    settings.frame.days = f64::from(DAYS);
    // The street office whistles, departments lend officers, and owners found committees that decide.
    settings.levers.power.whistle_share = 0.3;
    settings.levers.participation.owners_committee_support_share = 0.9;
    settings.levers.staffing.secondment_share = 0.1;
    let mut simulation = Simulation::new(&scenario, 5, 0);
    simulation.keep_journal();
    simulation.advance(DAYS);
    let communities = simulation.society().subdistricts.iter().flat_map(|s| &s.communities);
    let companies = communities.filter(|c| c.property.is_some()).map(|c| c.name.clone()).collect();
    let events = simulation.traces();
    let filed = events.iter().filter(|event| event.activity == "register").map(|e| (e.case.clone(), e.timestamp));
    let log = Log { filed: filed.collect(), events, world: simulation.world().clone(), companies };
    (log, simulation.measure())
}

/// The first cases of incidents: how many there are, and days from arising to them.
fn detected(log: &Log) -> Parts {
    let mut born = BTreeMap::new();
    let mut first: BTreeMap<&str, f64> = BTreeMap::new();
    for event in &log.events {
        match event.activity {
            "arise" => drop(born.insert(incident(event), event.timestamp)),
            // Of several cases of a day the first to be taken in is the one that is no duplicate.
            "register" if !event.facts.has(Fact::Duplicate) => {
                let time = first.entry(incident(event)).or_insert(f64::INFINITY);
                *time = time.min(event.timestamp);
            }
            _ => {}
        }
    }
    (first.len() as f64, first.iter().map(|(id, time)| hundredths(time - born[id])).sum())
}

/// Open cases, evening by evening: from filing to the evening before the closing is booked.
fn evenings(log: &Log) -> f64 {
    let until_the_end = |day: f64| f64::from(DAYS) - day;
    let filed = log.events.iter().filter(|event| event.activity == "register");
    filed.map(|event| until_the_end(event.timestamp.floor())).sum::<f64>()
        - log.closings().map(|event| until_the_end(event.timestamp.ceil() - 1.0)).sum::<f64>()
}

/// Disputes that reached a desk: filed and not settled by neighbours on the very day.
fn heard(log: &Log) -> f64 {
    let settled: BTreeSet<(&str, i64)> = log
        .events
        .iter()
        .filter(|event| event.activity == "handle" && event.resource == "neighbours")
        .map(|event| (incident(event), event.timestamp as i64))
        .collect();
    log.count("register", |event| {
        log.kind(event).dispute
            && !event.facts.has(Fact::Duplicate)
            && !settled.contains(&(incident(event), event.timestamp as i64))
    })
}

/// What the log says of an outcome; `None` where it cannot tell.
fn recount(log: &Log, outcome: &str) -> Option<Parts> {
    let any = |_: &CaseEvent| true;
    let has = |fact: Fact| move |event: &CaseEvent| event.facts.has(fact);
    let (thousands, end) = (RESIDENTS / 1000.0, f64::from(DAYS));
    let overdue_and_open = || {
        let past = |event: &CaseEvent| event.due.is_some_and(|due| due <= end);
        log.count("register", past) - log.closed(past)
    };
    let own = |event: &CaseEvent| log.kind(event).self_governable;
    Some(match outcome {
        "detection_share" => (detected(log).0, log.count("arise", any)),
        "detection_lag_days" => (detected(log).1, detected(log).0),
        "on_time_share" => (log.closed(has(Fact::OnTime)), log.closed(any) + overdue_and_open()),
        "backlog_per_1000" => (evenings(log), thousands * end),
        "reported_closure_share" => (log.closed(any), log.count("register", any)),
        "true_resolution_share" => {
            let resolved = |event: &CaseEvent| event.facts.has(Fact::Worked) && event.facts.has(Fact::Resolved);
            (log.closed(resolved), log.closed(has(Fact::Worked)))
        }
        "paper_closure_share" => (log.count("paper_close", has(Fact::Worked)), log.closed(has(Fact::Worked))),
        "closed_case_days" => {
            let mine = || log.closings().filter(|event| !event.facts.has(Fact::Duplicate));
            (mine().map(|event| log.took(event)).sum(), mine().count() as f64)
        }
        "reopened_share" => (log.count("reopen", any), log.closed(any)),
        "cases_per_1000_month" => (log.count("register", any), thousands * end / 30.0),
        "first_attempt_community_share" => {
            let first = |event: &CaseEvent| event.facts.has(Fact::FirstAttempt) && own(event);
            let own = |event: &CaseEvent| event.channel == "community" && !log.is_company_matter(event);
            (log.count("report", |event| first(event) && own(event)), log.count("report", first))
        }
        "community_resolved_share" => {
            let desks = ["committee", "owners' committee", "property company", "mediators", "volunteers"];
            let mine = |event: &CaseEvent| own(event) && event.facts.has(Fact::Resolved) && by(event, &desks);
            (log.count("end", mine), log.count("end", own))
        }
        "street_resolved_share" => {
            let mine =
                |event: &CaseEvent| own(event) && event.facts.has(Fact::Resolved) && by(event, &["street office "]);
            (log.count("end", mine), log.count("end", own))
        }
        "takeover_share" => {
            let taken = |event: &CaseEvent| event.facts.has(Fact::Brought) && event.facts.has(Fact::TakenOver);
            (log.count("dispatch", taken), log.count("dispatch", has(Fact::Brought)))
        }
        "self_settled_share" => {
            let settled =
                |event: &CaseEvent| own(event) && event.facts.has(Fact::Resolved) && event.resource.is_empty();
            (log.count("end", settled), log.count("end", own))
        }
        "put_up_with_share" => {
            let tried: BTreeSet<&str> = log
                .events
                .iter()
                .filter(|event| matches!(event.activity, "register" | "report"))
                .map(incident)
                .collect();
            // A meeting settles what nobody has reported, too.
            let settled = has(Fact::Resolved);
            (log.count("end", |event| !tried.contains(incident(event)) && !settled(event)), log.count("end", any))
        }
        "unreported_share" => {
            let recorded: BTreeSet<&str> =
                log.events.iter().filter(|event| event.activity == "register").map(incident).collect();
            (log.count("end", |event| !recorded.contains(incident(event))), log.count("end", any))
        }
        "duplicate_share" => (log.count("register", has(Fact::Duplicate)), log.count("register", any)),
        "misrouted_share" => (log.count("dispatch", has(Fact::Misrouted)), log.count("dispatch", has(Fact::Sent))),
        "refusals_per_case" => (log.count("refuse", any), log.count("dispatch", has(Fact::Sent))),
        "handoff_days_mean" => {
            let waits = log.events.iter().filter_map(|event| event.wait).map(hundredths).sum();
            (waits, log.of_departments(true).len() as f64)
        }
        "joint_to_single_time_ratio" => (log.mean_time(true), log.mean_time(false)),
        "organisation_share" => {
            let civil = |e: &CaseEvent| e.facts.has(Fact::Resolved) && by(e, &["organisation ", "volunteers"]);
            (log.closed(civil), log.closed(any))
        }
        "disputes_per_1000" => (log.count("arise", |event| log.kind(event).dispute), thousands * end / 365.0),
        "escalations_per_1000" => (log.count("escalate", any), thousands * end / 365.0),
        "mediation_uptake_share" => (log.count("dispatch", |event| by(event, &["mediators"])), heard(log)),
        "mediation_agreement_share" => (log.count("mediate", has(Fact::Agreed)), log.count("mediate", any)),
        _ => return None,
    })
}

/// What the log does not hold: calls that nobody answered, committees' core business, the record by which offices are ranked, what organisations owe to the office, harm of what nobody touches, hours, posts, people, money, and curves with censoring.
const ELSEWHERE: [&str; 35] = [
    "reporting_gap",
    "gaming_per_1000_month",
    "fatigue",
    "hotline_lost_share",
    "core_in_time_share",
    "core_wait_days",
    "found_late_per_1000",
    "self_governed_share",
    "close_days_mean",
    "close_days_median",
    "close_days_p90",
    "harm_per_1000_day",
    "daily_variance_ratio",
    "active_share",
    "capability",
    "committee_field_share",
    "dependence",
    "satisfaction",
    "trust_community",
    "trust_grid",
    "trust_hotline",
    "trust_organisation",
    "filled_posts_share",
    "skill",
    "burnout_share",
    "quits_per_year_share",
    "field_time_share",
    "utilisation",
    "patrol_precision_share",
    "patrol_lift",
    "legal_awareness",
    "satisfaction_gap_tenure",
    "close_days_gap_grid_deciles",
    "harm_gini",
    "cost_yuan_per_resident_year",
];

#[test]
fn the_log_gives_the_outcomes_again() {
    let (with_paths, without) = (simulated(true), simulated(false));
    let mut wrong = Vec::new();
    for outcome in outcome_kinds() {
        let (log, run) = if outcome.id == "on_time_share" { &without } else { &with_paths };
        let Some((numerator, denominator)) = recount(log, outcome.id) else {
            assert!(ELSEWHERE.contains(&outcome.id) || outcome.id == "cost_yuan_per_resolution", "{}", outcome.id);
            continue;
        };
        let (found, known) = (numerator / denominator, run.value(outcome.id));
        println!("{}: {numerator} / {denominator} = {found}, {known} in the table", outcome.id);
        assert!(numerator > 0.0 && denominator > 0.0, "{}: the log has some", outcome.id);
        if (found - known).abs() > 1e-9 * known {
            wrong.push(format!("{}: {found} from the log, {known} in the table", outcome.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_log_gives_cases_by_channel_and_closings_by_kind_again() {
    let (log, run) = simulated(true);
    let group = |outcome: &str, group: &str| {
        run.measured.iter().find(|row| row.outcome == outcome && row.group == group).expect("a group").value
    };
    let months = RESIDENTS / 1000.0 * f64::from(DAYS) / 30.0;
    for channel in ["patrol", "community", "organisation", "grid_worker", "hotline", "petition"] {
        let known = group("cases_per_1000_month", &format!("channel:{channel}"));
        let found = log.count("register", |event| event.channel == channel) / months;
        assert!((found - known).abs() < 1e-9, "{channel}: {found} from the log, {known} in the table");
    }
    for kind in &log.world.kinds {
        let worked = |event: &CaseEvent| event.kind == kind.name && event.facts.has(Fact::Worked);
        let resolved = |event: &CaseEvent| worked(event) && event.facts.has(Fact::Resolved);
        let known = group("true_resolution_share", &format!("kind:{}", kind.name));
        let found = log.closed(resolved) / log.closed(worked);
        assert!((found - known).abs() < 1e-9, "{}: {found} from the log, {known} in the table", kind.name);
    }
}
