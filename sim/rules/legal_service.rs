//! Community lawyers advise the parties of open disputes.
//!
//! Lawyers' hours of a subdistrict add up for a month or so. Each day they advise the oldest open disputes that nobody has
//! advised yet, an hour and a half each. Advice calms (escalation) and helps to agree (mediation).

use crate::society::Subdistrict;
use crate::units::YEAR_DAYS;
use crate::world::World;

/// Lets lawyers advise for a day.
pub fn lawyers_advise(s: &mut Subdistrict, w: &World) {
    let per_day: f64 = s
        .communities
        .iter()
        .map(|c| {
            c.levers.rule_of_law.legal_service_hours_per_1000_year * f64::from(c.size()) / 1000.0 * 60.0 / YEAR_DAYS
        })
        .sum();
    if per_day <= 0.0 {
        s.office.lawyers = 0.0;
        return;
    }
    let minutes = w.institutions.legal_consult_hours * 60.0;
    s.office.lawyers = (s.office.lawyers + per_day).min((w.casework.lawyer_saving_days * per_day).max(minutes));
    // On most days the hours saved up do not suffice for anybody.
    if s.office.lawyers < minutes {
        return;
    }
    let mut waiting: Vec<(i32, u64, usize)> = s
        .incidents
        .iter()
        .enumerate()
        .filter(|(_, i)| !i.ended && !i.advised && i.open_cases > 0 && w.kinds[i.kind].dispute)
        .map(|(at, i)| (i.born, i.id, at))
        .collect();
    waiting.sort_unstable();
    for (_, _, at) in waiting {
        if s.office.lawyers < minutes {
            break;
        }
        s.office.lawyers -= minutes;
        s.incidents[at].advised = true;
    }
}
