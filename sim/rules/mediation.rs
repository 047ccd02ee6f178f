//! Mediation of disputes.
//!
//! When a dispute is put on a desk of the community or of a department, the parties are offered mediation if there are
//! mediators. They accept with a chance whose logit is linear in awareness and in q(community); a mediator then works
//! on it, and they agree with a chance linear in skill, awareness and q, to which a lawyer's advice adds; `[casework]`
//! has the weights. Without agreement the file goes to the residents' committee. Uptake times agreement is what
//! referral shares show (pattern F9).

use crate::assumptions::Casework;
use crate::random::Purpose;
use crate::random::keys::mediation as key;
use crate::society::cases::Leg;
use crate::society::counts::Count;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::residents::AWARENESS;
use crate::society::{Case, Channel, Desk, Subdistrict};
use crate::units::{Day, share};
use crate::world::{World, logistic};

/// Chance that parties accept mediation.
#[must_use]
pub fn uptake(n: &Casework, readiness: f64, awareness: f64, trust: f64) -> f64 {
    logistic(
        readiness
            + n.uptake_awareness * (awareness - n.mediation_awareness)
            + n.uptake_trust * (trust - n.mediation_trust),
    )
}

/// Chance that mediated parties agree.
#[must_use]
pub fn agreement(n: &Casework, skill: f64, awareness: f64, trust: f64, advice: f64) -> f64 {
    let law = n.agreement_awareness * awareness;
    let trust = n.agreement_trust * (trust - n.mediation_trust);
    (n.agreement_base + n.agreement_skill * skill + law + trust + advice).clamp(0.0, 1.0)
}

/// Legal awareness of the person whom a case's incident concerns, and what that person expects of mediation: as much as of the
/// community, or, where mediators stand apart, what is known of them.
fn party(s: &Subdistrict, w: &World, at: usize) -> (f64, f64) {
    let (person, kind) = (s.incidents[at].person as usize, s.incidents[at].kind);
    let state = &s.residents.state[person];
    if w.mechanisms.companies_apart {
        let above = w.expected_of_mediators(&s.office) - w.bodies.mediators_ordinary;
        return (share(state[AWARENESS]), w.casework.mediation_trust + above);
    }
    let trust = match s.residents.views.get(person) {
        Some(&views) => w.expected(state, views, Channel::Community, kind),
        None => state[Channel::Community.lane()],
    };
    (share(state[AWARENESS]), share(trust))
}

/// Offers mediation in the disputes that came to a desk today.
pub fn disputes_are_referred(s: &mut Subdistrict, w: &World, day: Day) {
    let mediators = s.office.mediators > 0.0;
    for c in 0..s.cases.len() {
        let case = &s.cases[c];
        // Cases of today are ready from tomorrow on and have not been worked.
        let fresh = case.filed >= f64::from(day) && !case.duplicate;
        if !fresh || !w.kinds[case.kind].dispute {
            continue;
        }
        let Some(at) = s.find(case.incident) else { continue };
        s.ledger.count(Count::DisputesHeard, case, 1);
        let (awareness, trust) = party(s, w, at);
        let u = w.uniform(Purpose::Mediation, case.incident, u32::from(case.attempt), key::accepts(case.reporter));
        if mediators && u < uptake(&w.casework, w.institutions.mediation_uptake, awareness, trust) {
            s.ledger.count(Count::Mediated, case, 1);
            let (community, kind) = (case.community, case.kind);
            let minutes = w.minutes_by_register(s, community, kind, s.incidents[at].minutes);
            let case = &mut s.cases[c];
            case.legs = vec![Leg { desk: Desk::Mediators, minutes, ready: day + 1 }];
            case.answerable = Desk::Mediators;
            case.parallel = false;
            // Mediators take it up in the morning; no department is asked any more.
            case.refusing.clear();
            s.ledger.note_case(case, Activity::Dispatch, f64::from(day + 1), Actor::Desk(Desk::Mediators));
        }
    }
}

/// Brings the mediations whose work is done to agreement or back to the committee.
pub fn parties_agree_or_not(s: &mut Subdistrict, w: &World, day: Day) {
    for c in 0..s.cases.len() {
        let done = |case: &Case| case.legs.is_empty() && case.answerable == Desk::Mediators && case.outcome.is_none();
        if !done(&s.cases[c]) {
            continue;
        }
        let case = &s.cases[c];
        let Some(at) = s.find(case.incident) else { continue };
        let (awareness, trust) = party(s, w, at);
        let advice = if s.incidents[at].advised { w.institutions.legal_agreement_gain } else { 0.0 };
        let u = w.uniform(Purpose::Mediation, case.incident, u32::from(case.attempt), key::agrees(case.returned));
        let agreed = u < agreement(&w.casework, w.institutions.mediator_skill, awareness, trust, advice);
        s.ledger.count(Count::MediationEnded, case, 1);
        s.ledger.count(Count::Agreed, case, u64::from(agreed));
        let minutes = s.incidents[at].minutes;
        let mut noted =
            s.ledger.note_case(&s.cases[c], Activity::Mediate, s.cases[c].worked_until, Actor::Desk(Desk::Mediators));
        noted.fact(Fact::Agreed, agreed);
        let case = &mut s.cases[c];
        if agreed {
            case.outcome = Some(true);
        } else {
            if w.mechanisms.companies_apart {
                // Nobody else learns before the matter is over, and then from whoever ended it.
                s.office.mediation.note(0.0, 1.0);
            }
            let committee = Desk::Committee(case.community);
            case.legs = vec![Leg { desk: committee, minutes, ready: day + 1 }];
            s.ledger.note_case(case, Activity::Dispatch, case.worked_until, Actor::Desk(committee));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptake_and_agreement_rise_with_law_and_trust() {
        let n = Casework::default();
        assert!((uptake(&n, 0.0, 0.3, 0.5) - 0.5).abs() < 1e-12);
        assert!(uptake(&n, 0.0, 0.6, 0.5) > 0.6 && uptake(&n, 0.0, 0.3, 0.8) > 0.6);
        assert!((agreement(&n, 0.6, 0.5, 0.5, 0.0) - 0.65).abs() < 1e-12);
        assert_eq!(agreement(&n, 1.0, 1.0, 1.0, 0.5), 1.0);
    }
}
