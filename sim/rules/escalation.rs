//! Disputes escalate.
//!
//! While a dispute lasts it runs a hazard of escalating: base × (1 − calming × legal awareness) × (1 − what a lawyer's advice
//! removes), and less while somebody deals with it. It escalates on the day on which the integrated hazard reaches the
//! exponential draw that it was born with. An escalated dispute does more harm and opens the way of petition
//! (Epstein 2002 has the idea of grievance against risk; here the hazard is the kind's own).

use crate::society::Subdistrict;
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor};
use crate::society::residents::AWARENESS;
use crate::units::{Day, share};
use crate::world::World;

/// Hazard of escalating in a day; `lawyer` and `heard` are the factors of a lawyer's advice and of an open case.
#[must_use]
pub fn hazard(base: f64, calming: f64, awareness: f64, lawyer: f64, heard: f64) -> f64 {
    let law = 1.0 - calming * awareness;
    base * law * lawyer * heard
}

/// Lets disputes escalate.
pub fn disputes_escalate(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.escalation {
        return;
    }
    for incident in s.incidents.iter_mut().filter(|i| !i.ended && !i.escalated) {
        let base = w.kinds[incident.kind].escalation;
        if base <= 0.0 {
            continue;
        }
        let awareness = share(s.residents.state[incident.person as usize][AWARENESS]);
        let lawyer = if incident.advised { 1.0 - w.institutions.legal_calms_share } else { 1.0 };
        let heard = if incident.open_cases > 0 { w.casework.heard_hazard_ratio } else { 1.0 };
        incident.escalation.advance(hazard(base, w.behaviour.awareness_calms, awareness, lawyer, heard));
        if incident.escalation.due() {
            incident.escalated = true;
            s.ledger.count(Count::Escalated, &*incident, 1);
            s.ledger.note_incident(incident, Activity::Escalate, f64::from(day + 1), Actor::Resident);
            // Tomorrow the person thinks it over anew, now with the way of petition open.
            incident.escalated_on = day;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_and_advice_calm() {
        assert!((hazard(0.01, 0.6, 0.5, 0.5, 0.5) - 0.01 * 0.7 * 0.5 * 0.5).abs() < 1e-15);
        assert!((hazard(0.01, 0.6, 0.0, 1.0, 1.0) - 0.01).abs() < 1e-15);
    }
}
