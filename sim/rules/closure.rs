//! Verification and closure.
//!
//! When the last stage of a case is worked, it resolved the incident with the chance of whoever worked it; a case closed on
//! paper never does. The grid worker verifies what others handled (which costs minutes) and notices what is unresolved with
//! chance accuracy × catch; an independent audit checks a share of closures and notices for certain. What is noticed goes
//! back to the desk with new work; otherwise the case is closed, and an incident that was not resolved lives on.
//! A case whose incident has ended is closed as it stands. In the second model an answer goes on record before the case is
//! closed, and a callback may send it back too.

use crate::random::keys::closure as key;
use crate::random::{Purpose, lognormal};
use crate::society::cases::Leg;
use crate::society::counts::{Count, MoneyPost};
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::ledger::{BIN_DAYS, BINS};
use crate::society::{Case, Channel, Desk, Experience, Report, Subdistrict};
use crate::units::{Day, fen};
use crate::world::World;

/// Chance that a desk resolves what it has worked on.
#[must_use]
pub fn success(s: &Subdistrict, w: &World, case: &Case) -> f64 {
    let n = &w.institutions;
    let community = &s.communities[case.community];
    let matter = w.kinds[case.kind].matter;
    match case.answerable {
        Desk::Department(_) if case.petition => n.petition_success_share,
        Desk::Street => w.street.success_share,
        Desk::Department(_) | Desk::Seconded(_) if w.kinds[case.kind].self_governable => {
            n.government_self_success_share
        }
        Desk::Department(_) | Desk::Seconded(_) => n.department_success_share,
        Desk::Mediators => 0.0,
        Desk::Organisation(_) => n.organisation_success_share,
        Desk::Committee(_) | Desk::Owners(_) => {
            n.community_success_base + n.community_success_slope * s.ability(case.community, matter)
        }
        Desk::Property(_) => {
            n.property_success_base + n.property_success_slope * community.property.map_or(0.0, |p| p.service)
        }
        Desk::Volunteers(_) => n.volunteer_success_share,
        Desk::Post(p) => s.posts[p].worker.map_or(0.0, |worker| worker.accuracy()),
    }
}

/// Closes what has been worked, returns what a check finds wanting, and clears what is moot.
pub fn cases_are_closed(s: &mut Subdistrict, w: &World, day: Day) {
    let mut cases = core::mem::take(&mut s.cases);
    // A returned case keeps its place, so the order of cases stays that of filing.
    cases.retain_mut(|case| match s.find(case.incident) {
        None => {
            // Nothing is left to do; whoever comes to it closes the file at the end of the day.
            close(s, w, case, f64::from(day + 1), None);
            false
        }
        Some(at) => !case.legs.is_empty() || stays_open(s, w, day, at, case),
    });
    s.cases = cases;
    for case in &mut s.cases {
        if !case.overdue && case.due <= f64::from(day + 1) {
            case.overdue = true;
            s.ledger.count(Count::Due, &*case, 1);
            note_due(&mut s.office, case, true);
            s.pressure.note_due(case, false);
        }
    }
}

/// Decides what a worked case came to, and whether it stays open because a check returns it.
fn stays_open(s: &mut Subdistrict, w: &World, day: Day, at: usize, case: &mut Case) -> bool {
    let n = &w.institutions;
    let (id, attempt, returned) = (case.incident, u32::from(case.attempt), case.returned);
    let draw = move |which| w.uniform(Purpose::Closure, id, attempt, key::of(returned, which));
    // A duplicate is only a file about a matter that another case deals with.
    if case.duplicate && s.incidents[at].open_cases > 1 {
        s.incidents[at].open_cases -= 1;
        close(s, w, case, case.worked_until, None);
        return false;
    }
    if case.duplicate {
        // The case that dealt with the matter was closed in vain: this one now is the case, with all its work.
        case.duplicate = false;
        case.attempt = s.incidents[at].attempt;
        let witness = match case.reporter {
            Report::PATROL => None,
            Report::ONCE_MORE => Some(s.incidents[at].person_bit()),
            bit => Some(bit),
        };
        if let Some(bit) = witness {
            s.incidents[at].acted |= 1 << bit;
            s.incidents[at].asked[case.asked.lane()] |= 1 << bit;
        }
        let minutes = s.incidents[at].minutes;
        case.legs.push(Leg { desk: case.answerable, minutes, ready: day + 1 });
        s.ledger.note_case(case, Activity::Dispatch, case.worked_until, Actor::Desk(case.answerable));
        return true;
    }
    let resolved = !case.paper && case.outcome.unwrap_or_else(|| draw(key::RESOLVED) < success(s, w, case));
    let staffing = &s.communities[case.community].levers.staffing;
    let audited = draw(key::AUDITED) < staffing.audit_share;
    let post = s.buildings[case.building].post;
    let own = matches!(case.answerable, Desk::Post(_));
    let mut caught = audited;
    if !own
        && let Some(post) = post.and_then(|post| s.posts.get_mut(post))
        && let Some(worker) = post.worker
    {
        post.debt_minutes += n.verify_minutes;
        // Of what is resolved there is nothing to notice.
        caught |= !resolved && draw(key::NOTICED) < worker.accuracy() * n.verify_catch_share;
        s.ledger.note_case(case, Activity::Verify, case.worked_until, Actor::GridWorker);
    }
    if audited {
        s.ledger.note_case(case, Activity::Verify, case.worked_until, Actor::Audit);
    }
    if audited {
        s.ledger.pay(MoneyPost::AuditsFeedback, fen(w.prices.audit_yuan));
    }
    if let Some(checked_by) = sent_back(s, w, case, resolved, audited, caught) {
        s.ledger.count(Count::Reopened, &*case, 1);
        s.ledger.note_case(case, Activity::Reopen, case.worked_until, checked_by);
        case.returned += 1;
        case.paper = false;
        case.tempted = false;
        case.outcome = None;
        let again = lognormal(draw(key::REWORK), s.incidents[at].minutes, w.casework.rework_log_sd);
        case.legs.push(Leg { desk: case.answerable, minutes: again.max(1.0), ready: day + 1 });
        return true;
    }
    s.ledger.count(Count::ClosedWorked, &*case, 1);
    s.ledger.count(Count::ClosedResolved, &*case, u64::from(resolved));
    s.ledger.count(Count::ClosedPaper, &*case, u64::from(case.paper));
    if let Desk::Post(p) = case.answerable {
        s.posts[p].handled += 1;
    }
    // What a company or the subdistrict's mediators do is no practice of the community body.
    if matches!(case.answerable, Desk::Committee(_) | Desk::Owners(_) | Desk::Volunteers(_)) {
        s.communities[case.community].practised += 1;
    }
    let feedback = s.communities[case.community].levers.power.feedback_visibility_share;
    s.ledger.pay(MoneyPost::AuditsFeedback, (w.prices.feedback_yuan_case * 100.0 * feedback).round() as i64);
    let seen = n.attribution_base_share + (1.0 - n.attribution_base_share) * feedback;
    let incident = &s.incidents[at];
    s.today.experiences.push(Experience {
        incident: incident.id,
        block: incident.block,
        witnesses: incident.witnesses,
        asked: incident.asked,
        desk: Some(case.answerable),
        handler: Some(if case.petition { Channel::Petition } else { w.seen_at_work(case.answerable) }),
        shown: draw(key::SEEN) < seen,
        resolved,
        wait: (case.worked_until - case.filed).max(0.0),
    });
    close(s, w, case, case.worked_until, Some(resolved));
    let incident = &mut s.incidents[at];
    incident.open_cases -= 1;
    if resolved {
        w.end_with(s, at, case);
    } else {
        // People see that nothing has changed and may ask again.
        incident.attempt = incident.attempt.saturating_add(1);
        incident.acted = 0;
        incident.asked = [0; 6];
        incident.decide_from = day + 1;
        incident.closed_alive = true;
    }
    false
}

/// Who sends a case back, if anybody does: a check that finds it wanting, or else a callback. What no check finds is answered
/// and goes on record.
fn sent_back(
    s: &mut Subdistrict,
    w: &World,
    case: &Case,
    resolved: bool,
    audited: bool,
    caught: bool,
) -> Option<Actor> {
    let may_return = f64::from(case.returned) < w.casework.returns_most;
    if !resolved && caught && may_return {
        return Some(if audited { Actor::Audit } else { Actor::GridWorker });
    }
    let answer = w.answer(s, case, resolved);
    s.pressure.note_answered(case, answer.unresolved, answer.dissatisfied);
    (answer.returned && may_return).then_some(Actor::Audit)
}

/// Closes the file; `handled` says of one that is closed as handled whether the incident was resolved.
fn close(s: &mut Subdistrict, w: &World, case: &Case, when: f64, handled: Option<bool>) {
    let resolved = handled == Some(true);
    let time = (when - case.filed).max(0.0);
    let hundredths = (time * 100.0).round() as u64;
    let on_time = when <= case.due;
    let activity = if case.paper { Activity::PaperClose } else { Activity::Close };
    let mut noted = s.ledger.note_case(case, activity, when, Actor::Desk(case.answerable));
    noted.fact(Fact::OnTime, on_time).fact(Fact::Worked, handled.is_some()).fact(Fact::Resolved, resolved);
    s.ledger.count(Count::Closed, case, 1);
    s.ledger.count(Count::ClosedOnTime, case, u64::from(on_time));
    let civil = resolved && matches!(case.answerable, Desk::Organisation(_) | Desk::Volunteers(_));
    s.ledger.count(Count::CivilClosed, case, u64::from(civil));
    let departments = w.kinds[case.kind].departments.len();
    if matches!(case.answerable, Desk::Department(_)) && !case.duplicate && !case.paper {
        if departments > 1 {
            s.ledger.count(Count::JointClosed, case, 1);
            s.ledger.count(Count::JointTime, case, hundredths);
        } else {
            s.ledger.count(Count::SingleClosed, case, 1);
            s.ledger.count(Count::SingleTime, case, hundredths);
        }
    }
    // Cases from before day 0 would enter the survival curve late in life.
    if !case.duplicate && case.filed >= 0.0 {
        let bin = ((time / BIN_DAYS) as usize).min(BINS - 1);
        s.ledger.closing_times[case.kind][bin] += 1;
        s.ledger.count(Count::CurveClosed, case, 1);
        s.ledger.count(Count::CurveTime, case, hundredths);
    }
    if !case.overdue {
        s.ledger.count(Count::Due, case, 1);
        note_due(&mut s.office, case, !on_time);
        s.pressure.note_due(case, on_time);
    }
}

/// Tells the street office of a case that came due or was closed before.
fn note_due(office: &mut crate::society::Office, case: &Case, overdue: bool) {
    office.due += 1;
    office.overdue += u32::from(overdue);
    if case.answerable.channel() == Channel::Community {
        office.community_due += 1;
        office.community_overdue += u32::from(overdue);
    }
}
