//! Intake: what is reported becomes a case, joins one, or becomes a duplicate.
//!
//! Reports of a day are taken in the order of (incident, witness). A matter sorted out with neighbours needs no file: it
//! succeeds with a chance that grows with the share of active residents. Any other report opens a case where none is open.
//! Where one is, the report is linked to it with chance l + (1 − l) × integration, and otherwise files a duplicate.
//! Whoever takes a case in enters it into each unlinked system: minutes = entry time × (1 + (systems − 1)(1 − integration))
//! × (1 − autofill × breadth × integration). That is an accounting identity and is tested as one.

use crate::random::Purpose;
use crate::random::keys::{self, intake as key};
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::{Case, Channel, Desk, Experience, Incident, Report, Subdistrict};
use crate::units::Day;
use crate::units::places::{BuildingIndex, CommunityIndex};
use crate::world::World;

/// Minutes to enter one case.
#[must_use]
pub fn entry_minutes(minutes: f64, systems: f64, integration: f64, autofill: f64, breadth: f64) -> f64 {
    if systems <= 0.0 {
        return 0.0;
    }
    minutes * (1.0 + (systems - 1.0) * (1.0 - integration)) * (1.0 - autofill * breadth * integration)
}

/// Takes in the reports of the day.
pub fn reports_are_taken_in(s: &mut Subdistrict, w: &World, day: Day) {
    let mut reports = core::mem::take(&mut s.today.reports);
    reports.sort_unstable_by_key(|report| (report.incident, report.witness));
    for report in &reports {
        // An incident may have been sorted out a moment ago by a neighbour earlier in the list.
        if let Some(at) = s.find(report.incident) {
            take_in(s, w, day, at, *report);
        }
    }
    reports.clear();
    s.today.reports = reports;
}

fn take_in(s: &mut Subdistrict, w: &World, day: Day, at: usize, report: Report) {
    let patrol = report.witness == Report::PATROL;
    let facts = &w.kinds[s.incidents[at].kind];
    let first = !patrol && s.incidents[at].first_attempt.is_none();
    if first {
        s.incidents[at].first_attempt = Some(report.channel);
        if facts.self_governable {
            let home = &s.communities[s.buildings[s.incidents[at].building].community];
            let at_company = w.is_company_matter(home, s.incidents[at].kind);
            let community = u64::from(report.channel == Channel::Community && !at_company);
            s.ledger.count(Count::FirstAttempts, &s.incidents[at], 1);
            s.ledger.count(Count::FirstAtCommunity, &s.incidents[at], community);
        }
    }
    if report.channel == Channel::Neighbours {
        note_report(s, at, day, report, first);
        neighbours_try(s, w, day, at, report);
        return;
    }
    let mut report = report;
    if !patrol {
        let incident = &mut s.incidents[at];
        let bit = 1 << report.witness;
        // Who has acted on this attempt and petitions now may have a case on file: no two cases have one identity.
        let once_more = incident.acted & bit != 0;
        incident.acted |= bit;
        incident.asked[report.channel.lane()] |= bit;
        report.witness = if once_more { Report::ONCE_MORE } else { report.witness };
    }
    if report.channel == Channel::Petition && recalled(s, at, day) {
        s.ledger.count(Count::Linked, &s.incidents[at], 1);
        note_report(s, at, day, report, first);
        return;
    }
    let incident = &s.incidents[at];
    let building = incident.building;
    let community = s.buildings[building].community;
    let platform = s.communities[community].platform;
    let draw =
        |which| w.uniform(Purpose::Intake, incident.id, u32::from(incident.attempt), key::of(report.witness, which));
    let duplicate = incident.open_cases > 0;
    let link = w.institutions.link_share;
    if duplicate && draw(key::LINKED) < link + (1.0 - link) * platform.integration {
        s.ledger.count(Count::Linked, incident, 1);
        note_report(s, at, day, report, first);
        return;
    }
    let case = file(w, day, incident, community, report, duplicate, draw(key::HOUR));
    // Analytics sees only what is entered into the joined systems.
    let joined = draw(key::JOINED) < platform.integration;
    let information = &s.communities[community].levers.information;
    let minutes = entry_minutes(
        w.institutions.entry_minutes,
        information.entry_systems,
        platform.integration,
        w.institutions.autofill_share,
        information.collection_breadth_share,
    );
    enter(s, community, building, report.channel, minutes);
    s.ledger.note_case(&case, Activity::Report, case.filed, reporter(report)).fact(Fact::FirstAttempt, first);
    s.ledger.note_case(&case, Activity::Register, case.filed, Actor::Channel(report.channel));
    first_case(s, at, &case);
    s.buildings[building].recorded += f64::from(u8::from(joined));
    let heard = matches!(report.channel, Channel::Hotline | Channel::Petition);
    s.causes.note(building, case.kind, heard, joined);
    s.ledger.count(filed_with(report), &case, 1);
    s.ledger.count(Count::Duplicates, &case, u64::from(duplicate));
    s.today.filed.push(case);
}

/// When what people do about an incident today happens: in the morning, or after the case that was filed on it today.
fn moment(s: &Subdistrict, at: usize, day: Day) -> f64 {
    let id = s.incidents[at].id;
    s.today.filed.iter().filter(|case| case.incident == id).map(|case| case.filed).fold(f64::from(day), f64::max)
}

/// Notes a report that opens no case.
fn note_report(s: &mut Subdistrict, at: usize, day: Day, report: Report, first: bool) {
    let when = moment(s, at, day);
    let mut noted = s.ledger.note_incident(&s.incidents[at], Activity::Report, when, reporter(report));
    noted.through(report.channel).fact(Fact::FirstAttempt, first);
}

/// Who reports.
fn reporter(report: Report) -> Actor {
    if report.witness == Report::PATROL { Actor::GridWorker } else { Actor::Resident }
}

/// The count of cases that came in this way.
fn filed_with(report: Report) -> Count {
    match report.channel {
        _ if report.witness == Report::PATROL => Count::FiledPatrol,
        Channel::Community | Channel::Neighbours => Count::FiledCommunity,
        Channel::Organisation => Count::FiledOrganisation,
        Channel::Grid => Count::FiledGrid,
        Channel::Hotline => Count::FiledHotline,
        Channel::Petition => Count::FiledPetition,
    }
}

/// A case on `incident`, not yet on any desk.
fn file(
    w: &World,
    day: Day,
    incident: &Incident,
    c: CommunityIndex,
    report: Report,
    duplicate: bool,
    hour: f64,
) -> Case {
    let filed = f64::from(day) + hour;
    Case {
        incident: incident.id,
        reporter: report.witness,
        attempt: incident.attempt,
        filed_attempt: incident.attempt,
        kind: incident.kind,
        community: c,
        building: incident.building,
        asked: report.channel,
        duplicate,
        taken_over: false,
        parallel: false,
        petition: report.channel == Channel::Petition,
        overdue: false,
        filed,
        due: filed + w.kinds[incident.kind].deadline,
        worked_until: filed,
        legs: Vec::new(),
        refusing: Vec::new(),
        answerable: Desk::Committee(c),
        tempted: false,
        paper: false,
        outcome: None,
        returned: 0,
    }
}

/// Books the incident's first case, and a case anew after one was closed in vain.
fn first_case(s: &mut Subdistrict, at: usize, case: &Case) {
    let incident = &mut s.incidents[at];
    incident.open_cases = incident.open_cases.saturating_add(1);
    if !incident.recorded {
        incident.recorded = true;
        // Incidents from before the books were opened did not arise in them either.
        if incident.born >= s.ledger.since {
            let lag = (case.filed - f64::from(incident.born)).max(0.0);
            s.ledger.count(Count::Detected, case, 1);
            s.ledger.count(Count::DetectionLag, case, (lag * 100.0).round() as u64);
        }
    }
    if incident.closed_alive {
        incident.closed_alive = false;
        s.ledger.count(Count::Reopened, case, 1);
        s.ledger.note_case(case, Activity::Reopen, case.filed, Actor::Channel(case.asked));
    }
}

/// Lays the entry work on whoever took the case in; what the hotline heard is entered by the departments.
fn enter(s: &mut Subdistrict, community: CommunityIndex, building: BuildingIndex, channel: Channel, minutes: f64) {
    match channel {
        Channel::Grid => {
            if let Some(post) = s.buildings[building].post.and_then(|post| s.posts.get_mut(post)) {
                post.debt_minutes += minutes;
            }
        }
        Channel::Hotline | Channel::Petition => {
            s.office.entry_minutes += minutes;
        }
        Channel::Community | Channel::Organisation | Channel::Neighbours => {
            s.communities[community].entry_minutes += minutes;
        }
    }
}

/// A petition takes the open case on the incident from its desk, to be dispatched anew as a petition.
fn recalled(s: &mut Subdistrict, at: usize, day: Day) -> bool {
    let id = s.incidents[at].id;
    let Some(place) = s.cases.iter().position(|case| case.incident == id && !case.duplicate) else { return false };
    let mut case = s.cases.remove(place);
    case.asked = Channel::Petition;
    case.petition = true;
    case.outcome = None;
    case.paper = false;
    case.tempted = false;
    case.taken_over = false;
    case.refusing.clear();
    case.worked_until = case.worked_until.max(f64::from(day));
    s.today.filed.push(case);
    true
}

/// Neighbours sort the matter out, or fail to; who has failed may turn to somebody else at the next age.
fn neighbours_try(s: &mut Subdistrict, w: &World, day: Day, at: usize, report: Report) {
    let incident = &s.incidents[at];
    let community = &s.communities[s.buildings[incident.building].community];
    let active = f64::from(community.active) / f64::from(community.size());
    let chance = neighbours_succeed(w, active);
    let u = w.uniform(Purpose::Closure, incident.id, day as u32, keys::closure::neighbours(report.witness));
    let resolved = u < chance;
    let mut asked = [0; 6];
    asked[Channel::Neighbours.lane()] = 1 << report.witness;
    s.today.experiences.push(Experience {
        incident: incident.id,
        block: incident.block,
        witnesses: if resolved { incident.witnesses } else { 1 << report.witness },
        asked,
        desk: None,
        handler: Some(Channel::Neighbours),
        shown: true,
        resolved,
        wait: f64::from(day - incident.born),
    });
    if resolved {
        let by = Actor::Channel(Channel::Neighbours);
        s.ledger.note_incident(&s.incidents[at], Activity::Handle, moment(s, at, day), by);
        w.end(s, at, None, true);
    }
}

/// Chance that neighbours sort a matter out where that share of residents is active.
fn neighbours_succeed(w: &World, active: f64) -> f64 {
    let n = &w.people;
    let ratio = n.neighbours_inactive_ratio + n.neighbours_active_slope * active;
    (w.institutions.neighbour_success_share * ratio).min(n.neighbours_most_share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_work_is_systems_not_joined_times_fields_not_filled() {
        assert!((entry_minutes(9.0, 4.0, 0.0, 0.7, 1.0) - 36.0).abs() < 1e-12);
        assert!((entry_minutes(9.0, 4.0, 1.0, 0.7, 1.0) - 9.0 * 0.3).abs() < 1e-12);
        assert!((entry_minutes(9.0, 1.0, 0.0, 0.7, 1.0) - 9.0).abs() < 1e-12);
        assert_eq!(entry_minutes(9.0, 0.0, 0.5, 0.7, 1.0), 0.0);
    }
}
