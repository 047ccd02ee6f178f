//! What goes on record of a case that was answered as handled: what those who are ranked report, and what somebody apart
//! from them finds out when he calls back.

use super::World;
use crate::random::keys::closure as key;
use crate::random::{Purpose, normal};
use crate::society::counts::{Count, MoneyPost};
use crate::society::pressure::OFFICE;
use crate::society::{Case, Community, Desk, Subdistrict};
use crate::units::fen;

/// For how many cases an answer stands on record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answer {
    /// Unresolved ones: who is called back stands for all who are not.
    pub unresolved: f64,
    /// Dissatisfied residents.
    pub dissatisfied: f64,
    /// Whether the case goes back to its desk.
    pub returned: bool,
}

impl World {
    /// Chance that what is done on paper is found out by somebody apart from those who do it, callbacks included.
    #[must_use]
    pub fn found_out(&self, community: &Community) -> f64 {
        let levers = &community.levers;
        levers.staffing.audit_share + levers.staffing.callback_share * levers.power.supervision_apart_share
    }

    /// Integrity of whoever answers for a case: a worker's own, of officials and others drawn for the case.
    #[must_use]
    pub fn integrity(&self, s: &Subdistrict, case: &Case) -> f64 {
        if let Desk::Post(p) = case.answerable
            && let Some(worker) = s.posts[p].worker
        {
            return worker.integrity;
        }
        self.drawn_integrity(case)
    }

    /// Integrity of an official who holds a case.
    #[must_use]
    pub fn drawn_integrity(&self, case: &Case) -> f64 {
        let n = &self.institutions;
        let u = self.uniform(Purpose::Desk, case.incident, u32::from(case.attempt), u32::from(case.returned));
        n.integrity_mean + n.integrity_sd * normal(u)
    }

    /// Points that the rank of a desk puts on a case that lies there or was answered there.
    #[must_use]
    pub fn rank_points(&self, s: &Subdistrict, desk: Desk, case: &Case) -> f64 {
        let pressure = match desk {
            Desk::Department(d) => self.pressure_on_body(s, usize::from(d)),
            Desk::Street => self.pressure_on_body(s, OFFICE),
            _ => self.pressure_on_community(s, case.community),
        };
        self.pressure.rank_points * pressure
    }

    /// Whether whoever answers for a case that is not resolved goes round and asks for a good word, and is heard.
    ///
    /// It is worth it where residents are called back: rank > effort of the visit + integrity. It costs the visit.
    fn coaxed(&self, s: &mut Subdistrict, case: &Case, heard: f64) -> bool {
        let n = &self.pressure;
        let points = self.rank_points(s, case.answerable, case);
        if !self.mechanisms.gaming || points <= 0.0 {
            return false;
        }
        let effort = self.institutions.effort_cost_per_hour * n.coax_minutes / 60.0;
        if points <= effort + self.integrity(s, case) {
            return false;
        }
        lay_on(s, case, n.coax_minutes);
        s.ledger.count(Count::Coaxed, case, 1);
        heard < n.coax_success_share
    }

    /// Puts the answer to a case on record.
    pub fn answer(&self, s: &mut Subdistrict, case: &Case, resolved: bool) -> Answer {
        let n = &self.pressure;
        s.ledger.count(Count::Answered, case, 1);
        let levers = &s.communities[case.community].levers;
        let (share, apart) = (levers.staffing.callback_share, levers.power.supervision_apart_share);
        if share <= 0.0 {
            // Whoever is ranked reports, and reports the matter resolved.
            return Answer::default();
        }
        let (id, attempt, returned) = (case.incident, u32::from(case.attempt), case.returned);
        let draw = |which| self.uniform(Purpose::Closure, id, attempt, key::of(returned, which));
        let coaxed = !resolved && self.coaxed(s, case, draw(key::COAXED));
        if draw(key::CALLED) >= share {
            return Answer::default();
        }
        s.ledger.pay(MoneyPost::AuditsFeedback, fen(n.callback_yuan));
        lay_on(s, case, n.checked_minutes);
        if coaxed || draw(key::APART) >= apart {
            // A good word was asked for; or whoever calls belongs to those who are ranked, and keeps it to himself.
            return Answer::default();
        }
        let late = case.worked_until - case.filed > n.satisfied_days;
        let stands_for = |found: bool| if found { 1.0 / share } else { 0.0 };
        let unresolved = stands_for(!resolved);
        s.ledger.count(Count::AnsweredUnresolved, case, (unresolved * 1000.0).round() as u64);
        Answer { unresolved, dissatisfied: stands_for(!resolved || late), returned: !resolved }
    }
}

/// Lays minutes of answering and persuading on the desk that answers for a case.
fn lay_on(s: &mut Subdistrict, case: &Case, minutes: f64) {
    match case.answerable {
        Desk::Post(p) => s.posts[p].debt_minutes += minutes,
        Desk::Department(_) | Desk::Street | Desk::Seconded(_) => s.office.entry_minutes += minutes,
        _ => s.communities[case.community].entry_minutes += minutes,
    }
}
