//! From journals to traces of cases, as process-mining tools read them.
//!
//! Everything in a journal stands in exactly one trace, in the order of time. What happened to a case stands in its own.
//! What happened to an incident stands in that of its first case before any was filed, and later in that of the case filed
//! last of those open; what a patrol notices while none is open, in that of the case to which it leads. Everything else
//! stands in a trace of the incident's own: all of it where nobody ever filed, and what neighbours, escalation or its own
//! end do to it after its last case was closed. What was open on day 0 begins in the middle.
//!
//! A trace registers once and closes at most once. Nothing follows but the end of the incident that the case resolved.

use crate::assumptions::incidents::Department;
use crate::society::journal::{Activity, Actor, Event, Facts};
use crate::society::{Channel, Desk, Report, Society, Subdistrict};
use crate::units::places::CommunityIndex;
use crate::world::World;

/// One row of the table of cases.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaseEvent {
    /// The trace: incident, attempt on which the case was filed, and reporter; the incident alone where no case had part.
    pub case: String,
    /// What happened.
    pub activity: &'static str,
    /// Days since day 0.
    pub timestamp: f64,
    /// Who did it; for a dispatch, who got it.
    pub resource: String,
    /// Community.
    pub community: String,
    /// Number of the grid within its community, on the map, from 1.
    pub grid: u32,
    /// Kind of the incident.
    pub kind: String,
    /// Department that did it, where it was one; empty otherwise.
    pub department: &'static str,
    /// The channel asked, or `patrol`; empty where nobody asked.
    pub channel: &'static str,
    /// When the case is due, days since day 0; `None` where it happened to the incident itself.
    pub due: Option<f64>,
    /// Days for which a file that is handed on lies.
    pub wait: Option<f64>,
    /// What is known of it besides.
    pub facts: Facts,
}

/// The traces of a society that has kept journals, by subdistrict, incident, case and time.
#[must_use]
pub fn traces(society: &Society, w: &World) -> Vec<CaseEvent> {
    let mut rows = Vec::new();
    for s in &society.subdistricts {
        let Some(journal) = &s.ledger.journal else { continue };
        // The sort keeps the order in which things happened to an incident.
        let mut events: Vec<&Event> = journal.events.iter().collect();
        events.sort_by_key(|event| event.incident);
        for of_incident in events.chunk_by(|a, b| a.incident == b.incident) {
            let mut placed = placed(of_incident);
            placed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.time.total_cmp(&b.1.time)));
            rows.extend(placed.into_iter().map(|(case, event)| row(s, w, case, event)));
        }
    }
    rows
}

/// What names a case among those of its incident.
type Key = (u8, u8);

/// The trace of each event of an incident.
fn placed<'a>(events: &[&'a Event]) -> Vec<(Option<Key>, &'a Event)> {
    let registers = |event: &&&Event| event.activity == Activity::Register;
    let first = events.iter().find(registers).and_then(|event| event.case);
    // What happens to a case that never registers was open when the journal was begun.
    let registered: Vec<Option<Key>> = events.iter().filter(registers).map(|event| event.case).collect();
    let mut open: Vec<Key> = Vec::new();
    for case in events.iter().filter(|event| !registered.contains(&event.case)).filter_map(|event| event.case) {
        if !open.contains(&case) {
            open.push(case);
        }
    }
    let mut filed = !open.is_empty();
    let mut placed = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let next = || events[at..].iter().find(registers).and_then(|event| event.case);
        let of_incident = || match open.last() {
            Some(&case) => Some(case),
            None if !filed => first,
            None if event.activity == Activity::Notice => next(),
            None => None,
        };
        placed.push((event.case.or_else(of_incident), *event));
        match (event.activity, event.case) {
            (Activity::Register, Some(case)) => {
                open.push(case);
                filed = true;
            }
            (Activity::Close | Activity::PaperClose, Some(case)) => open.retain(|other| *other != case),
            _ => {}
        }
    }
    placed
}

fn row(s: &Subdistrict, w: &World, case: Option<Key>, event: &Event) -> CaseEvent {
    let community = &s.communities[s.buildings[event.building].community];
    let case = match case {
        Some((attempt, reporter)) => format!("{:016x}-{attempt}-{reporter}", event.incident),
        None => format!("{:016x}", event.incident),
    };
    let department = match event.actor {
        Actor::Desk(Desk::Department(d)) => {
            Department::ALL.get(usize::from(d)).map_or("", |department| department.names().0)
        }
        _ => "",
    };
    CaseEvent {
        case,
        activity: event.activity.word(),
        timestamp: event.time,
        resource: resource(s, event),
        community: community.name.clone(),
        grid: community.map.partition_point(|&start| start <= event.building) as u32,
        kind: w.kinds[event.kind].name.clone(),
        department,
        channel: channel(event),
        due: Some(event.due).filter(|due| !due.is_nan()),
        wait: Some(event.wait).filter(|wait| !wait.is_nan()),
        facts: event.facts,
    }
}

/// The channel asked; what a patrol finds nobody has asked for.
fn channel(event: &Event) -> &'static str {
    let patrol = event.case.is_some_and(|(_, reporter)| reporter == Report::PATROL)
        || (event.activity == Activity::Report && event.actor == Actor::GridWorker);
    match event.asked {
        Some(_) if patrol => PATROL,
        Some(channel) => channel.word(),
        None => "",
    }
}

/// The word for a patrol among channels.
pub const PATROL: &str = "patrol";

/// Who did it, by a name that is unique in the city.
fn resource(s: &Subdistrict, event: &Event) -> String {
    let building = &s.buildings[event.building];
    let community = |c: CommunityIndex| s.communities[c].name.as_str();
    let (number, post) = (s.index + 1, building.post.map_or(0, |post| post.index() + 1));
    match event.actor {
        Actor::Nobody => String::new(),
        Actor::Resident => "resident".to_owned(),
        Actor::Audit => format!("audit {number}"),
        Actor::GridWorker | Actor::Channel(Channel::Grid) => format!("grid worker {number}.{post}"),
        Actor::Channel(Channel::Neighbours) => "neighbours".to_owned(),
        Actor::Channel(Channel::Community) => format!("committee {}", community(building.community)),
        Actor::Channel(Channel::Organisation) => format!("organisations {number}"),
        Actor::Channel(Channel::Hotline) => format!("hotline {number}"),
        Actor::Channel(Channel::Petition) => format!("petition office {number}"),
        Actor::Desk(Desk::Department(d)) => format!("department {number}.{}", d + 1),
        Actor::Desk(Desk::Street) => format!("street office {number}"),
        Actor::Desk(Desk::Seconded(c)) => format!("seconded officers {}", community(c)),
        Actor::Desk(Desk::Mediators) => format!("mediators {number}"),
        Actor::Desk(Desk::Organisation(o)) => format!("organisation {number}.{}", o.index() + 1),
        Actor::Desk(Desk::Committee(c)) => format!("committee {}", community(c)),
        Actor::Desk(Desk::Owners(c)) => format!("owners' committee {}", community(c)),
        Actor::Desk(Desk::Property(c)) => format!("property company {}", community(c)),
        Actor::Desk(Desk::Volunteers(c)) => format!("volunteers {}", community(c)),
        Actor::Desk(Desk::Post(p)) => format!("grid worker {number}.{}", p.index() + 1),
    }
}
