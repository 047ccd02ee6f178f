//! The hotline answers so many calls a day and no more.
//!
//! Fractions of a call carry over, unused lines do not. Where more people call, who gets through is chance (a keyed mark of
//! call and day). Whoever does not get through calls again on the next day with chance p, unless they have turned to somebody
//! else by then or the matter is over; or gives up, and learns that the hotline did nothing (x = 0). They may still decide
//! anew at a later age of the matter, as anybody who has not acted.

use crate::random::{Purpose, keys};
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::{Channel, Experience, Report, Subdistrict};
use crate::units::{Day, MONTH_DAYS};
use crate::world::World;

/// Calls that can be answered today, and what is left of the lines, of `lines` carried over and `fresh` ones.
#[must_use]
pub fn answered(lines: f64, fresh: f64, calls: usize) -> (usize, f64) {
    let all = lines + fresh;
    let taken = calls.min(all as usize);
    (taken, all - all.floor())
}

/// Counts the calls of the day and keeps those that do not get through from being taken in.
pub fn calls_are_answered(s: &mut Subdistrict, w: &World, day: Day) {
    let mut reports = core::mem::take(&mut s.today.reports);
    for report in reports.iter().filter(|report| report.channel == Channel::Hotline) {
        if let Some(at) = s.find(report.incident) {
            s.ledger.count(Count::Calls, &s.incidents[at], 1);
        }
    }
    if w.mechanisms.hotline_queue {
        some_get_through(s, w, day, &mut reports);
    }
    s.today.reports = reports;
}

fn some_get_through(s: &mut Subdistrict, w: &World, day: Day, reports: &mut Vec<Report>) {
    let callers = core::mem::take(&mut s.office.street.callers);
    // Today's reports alone are looked through: whoever calls again is one person with one matter.
    let decided = reports.len();
    let mut since = Vec::new();
    for (report, first) in callers {
        let anew = reports[..decided].iter().any(|r| (r.incident, r.witness) == (report.incident, report.witness));
        let waits = s.find(report.incident).is_some_and(|at| s.incidents[at].acted >> report.witness & 1 == 0);
        if waits && !anew {
            reports.push(report);
            since.push((report.incident, report.witness, first));
        }
    }
    let calls = reports.iter().filter(|report| report.channel == Channel::Hotline).count();
    let usual =
        s.over_residents(|c| c.levers.information.hotline_calls_per_1000_month) / 1000.0 / f64::from(MONTH_DAYS);
    let fresh = usual * w.on_duty(day);
    let (taken, left) = answered(s.office.street.lines, fresh, calls);
    s.office.street.lines = left;
    if taken == calls {
        return;
    }
    let mark = |report: &Report| {
        w.uniform(Purpose::Calling, report.incident, day as u32, keys::calling::through(report.witness))
    };
    let mut order: Vec<(f64, u64, u8)> = reports
        .iter()
        .filter(|report| report.channel == Channel::Hotline)
        .map(|report| (mark(report), report.incident, report.witness))
        .collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for &(_, incident, witness) in &order[taken..] {
        let place = reports.iter().position(|r| (r.incident, r.witness) == (incident, witness));
        let Some(report) = place.map(|place| reports.swap_remove(place)) else { continue };
        let first = since.iter().find(|s| (s.0, s.1) == (incident, witness)).map_or(day, |s| s.2);
        nobody_answers(s, w, day, report, first);
    }
}

/// A caller does not get through.
fn nobody_answers(s: &mut Subdistrict, w: &World, day: Day, report: Report, first: Day) {
    let Some(at) = s.find(report.incident) else { return };
    let attempt = s.incidents[at].first_attempt.is_none();
    if attempt {
        s.incidents[at].first_attempt = Some(Channel::Hotline);
        let own = u64::from(w.kinds[s.incidents[at].kind].self_governable);
        s.ledger.count(Count::FirstAttempts, &s.incidents[at], own);
    }
    let incident = &s.incidents[at];
    let mut noted = s.ledger.note_incident(incident, Activity::Report, f64::from(day), Actor::Resident);
    noted.through(Channel::Hotline).fact(Fact::FirstAttempt, attempt);
    let again = w.uniform(Purpose::Calling, report.incident, day as u32, keys::calling::again(report.witness));
    if again < w.street.call_again_share {
        s.office.street.callers.push((report, first));
        return;
    }
    s.ledger.count(Count::CallsLost, incident, 1);
    let caller = 1 << report.witness;
    let mut asked = [0; 6];
    asked[Channel::Hotline.lane()] = caller;
    s.today.experiences.push(Experience {
        incident: incident.id,
        block: incident.block,
        witnesses: caller,
        asked,
        desk: None,
        handler: Some(Channel::Hotline),
        shown: true,
        resolved: false,
        wait: f64::from(day - first),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_not_stored_but_fractions_are() {
        assert_eq!(answered(0.0, 2.5, 2), (2, 0.5));
        assert_eq!(answered(0.5, 2.5, 9), (3, 0.0));
        assert_eq!(answered(0.0, 400.0, 3), (3, 0.0));
        assert_eq!(answered(0.2, 0.3, 1), (0, 0.5));
    }
}
