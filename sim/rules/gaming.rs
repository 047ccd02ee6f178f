//! Grid workers under pressure file trivia (凑数).
//!
//! A matter that needed nothing is filed and closed the same day; it counts as closed on time, resolved and welcome. A
//! worker does it where pressure × the points of a rank × the weight that the appraisal gives to counts outweighs what is
//! risked and the own integrity (multitasking: Holmström & Milgrom 1991), so many a month as the pressure goes; each takes
//! the entry of a case and the photograph. The other ways of gaming stand where the case is: paper in `appraisal`, a hard
//! find that is not filed (选择性报件) in `patrol`, a rating that is asked for in `closure`.

use crate::society::Subdistrict;
use crate::society::counts::Count;
use crate::society::pressure::OFFICE;
use crate::units::places::span;
use crate::world::World;

/// How many trivial cases somebody files in a month.
#[must_use]
pub fn trivia(points: f64, count_weight: f64, at_risk: f64, most: f64, pressure: f64) -> u64 {
    if points * count_weight > at_risk { (most * pressure).round() as u64 } else { 0 }
}

/// Lets workers pad the month's record.
pub fn trivia_is_filed(s: &mut Subdistrict, w: &World) {
    if !w.mechanisms.gaming || s.pressure.ranked.is_empty() {
        return;
    }
    let n = &w.pressure;
    for c in s.communities.places() {
        let pressure = w.pressure_on_community(s, c);
        if pressure <= 0.0 {
            continue;
        }
        let staffing = &s.communities[c].levers.staffing;
        let counts = (1.0 - staffing.resident_rating_weight_share) * (1.0 - staffing.quality_weight_share);
        let risk = w.found_out(&s.communities[c]) * w.institutions.paper_penalty;
        for p in span(s.communities[c].posts) {
            let Some(worker) = s.posts[p].worker else { continue };
            let filed = trivia(n.rank_points * pressure, counts, risk + worker.integrity, n.trivia_per_month, pressure);
            let each = w.institutions.entry_minutes + w.institutions.paper_minutes;
            s.posts[p].debt_minutes += filed as f64 * each;
            s.ledger.count_at_large(Count::Trivia, filed);
            let month = &mut s.pressure.ranked[OFFICE].month;
            for tally in [&mut month.due, &mut month.on_time, &mut month.answered] {
                *tally += filed as f64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_risks_more_than_a_rank_is_worth_files_no_trivia() {
        assert_eq!(trivia(0.8, 0.6, 0.4, 10.0, 0.5), 5);
        assert_eq!(trivia(0.8, 0.6, 0.5, 10.0, 0.5), 0);
        assert_eq!(trivia(0.8, 0.0, 0.1, 10.0, 0.5), 0, "where counts do not weigh, nobody counts");
    }
}
