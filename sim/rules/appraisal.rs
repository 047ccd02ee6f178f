//! Appraisal, and the temptation to close a case on paper.
//!
//! A grid worker who takes a case up, or an official whose case falls due today, weighs real work against paper by expected
//! appraisal (multitasking: Holmström & Milgrom 1991, JLEO 7:24). With weight w on quality, r on residents' rating and the
//! rest on counts, both ways earn the count; only real work earns quality, and only paper can be caught:
//!
//! paper ⇔ κ h (1 + burnout) > ((1 − r) w + r) × accuracy + audit × penalty + integrity,
//!
//! where h is the hours that paper saves and κ what an hour is worth. For an official at the deadline what paper saves is
//! the lost count, (1 − r)(1 − w), and under a ranking the points of the rank besides. No coefficient says how many cases are closed on paper: it comes out of this comparison.

use crate::levers::Staffing;
use crate::society::{Desk, Subdistrict};
use crate::units::Day;
use crate::world::World;

/// What paper would put at risk: appraisal for quality, a penalty, and self-respect.
#[must_use]
pub fn at_risk(staffing: &Staffing, penalty: f64, accuracy: f64, integrity: f64) -> f64 {
    let rating = staffing.resident_rating_weight_share;
    let quality = (1.0 - rating) * staffing.quality_weight_share + rating;
    quality * accuracy + staffing.audit_share * penalty + integrity
}

/// The lost count of a case that falls overdue.
#[must_use]
pub fn lost_count(staffing: &Staffing) -> f64 {
    (1.0 - staffing.resident_rating_weight_share) * (1.0 - staffing.quality_weight_share)
}

/// Lets those who hold a case decide whether to do the work or to close it on paper.
pub fn desks_are_tempted(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.appraisal {
        return;
    }
    let n = &w.institutions;
    for c in 0..s.cases.len() {
        let case = &s.cases[c];
        let Some(leg) = case.legs.first().copied().filter(|leg| leg.ready <= day && !case.tempted && !case.duplicate)
        else {
            continue;
        };
        let community = &s.communities[case.community];
        let staffing = &community.levers.staffing;
        // What callbacks from outside would find is at risk as what audits would.
        let called = (w.found_out(community) - staffing.audit_share) * n.paper_penalty;
        let paper = match leg.desk {
            Desk::Post(p) => {
                let Some(worker) = s.posts[p].worker else { continue };
                let saved = (leg.minutes / w.speed(&worker) - n.paper_minutes) / 60.0;
                n.effort_cost_per_hour * saved * (1.0 + worker.burnout)
                    > at_risk(staffing, n.paper_penalty, worker.accuracy(), worker.integrity) + called
            }
            Desk::Department(_) | Desk::Street if case.due <= f64::from(day + 1) && case.due > f64::from(day) => {
                let rank = if w.mechanisms.gaming { w.rank_points(s, leg.desk, case) } else { 0.0 };
                lost_count(staffing) + rank
                    > at_risk(staffing, n.paper_penalty, n.department_success_share, w.drawn_integrity(case)) + called
            }
            _ => continue,
        };
        let case = &mut s.cases[c];
        case.tempted = true;
        if paper {
            case.paper = true;
            case.legs.truncate(1);
            case.legs[0].minutes = n.paper_minutes.max(1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audits_and_quality_raise_what_paper_puts_at_risk() {
        let counts = Staffing {
            quality_weight_share: 0.1,
            resident_rating_weight_share: 0.0,
            audit_share: 0.0,
            ..Staffing::default()
        };
        let audited = Staffing { audit_share: 0.2, ..counts.clone() };
        let quality = Staffing { quality_weight_share: 0.7, ..counts.clone() };
        assert!((at_risk(&counts, 4.0, 0.8, 0.5) - 0.58).abs() < 1e-12);
        assert!((at_risk(&audited, 4.0, 0.8, 0.5) - 1.38).abs() < 1e-12);
        assert!((at_risk(&quality, 4.0, 0.8, 0.5) - 1.06).abs() < 1e-12);
        assert!((lost_count(&quality) - 0.3).abs() < 1e-12);
    }
}
