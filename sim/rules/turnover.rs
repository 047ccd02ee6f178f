//! Grid workers quit, and posts are filled.
//!
//! A worker quits on the day on which the integrated hazard h₀ exp(b (burnout − reference) + p (1 − pay)) reaches the exponential draw of
//! the spell. A post stays vacant for a time that grows with every further candidate examined and shrinks with pay; the
//! candidate of the greatest talent is taken. Candidates are keyed by (post, spell, rank), so that a stricter selection
//! looks at the same people and some more.

use crate::levers::Staffing;
use crate::random::{Purpose, exponential, keys, normal, unit};
use crate::society::counts::{Count, MoneyPost};
use crate::society::posts::{Worker, WorkerDay};
use crate::society::{Clock, Subdistrict};
use crate::units::{Day, YEAR_DAYS, fen};
use crate::world::World;

/// Hazard of quitting, per day; `strain` is burnout above its reference.
#[must_use]
pub fn hazard(per_year: f64, strain: f64, burnout_effect: f64, pay: f64, pay_effect: f64) -> f64 {
    per_year / YEAR_DAYS * libm::exp(burnout_effect * strain + pay_effect * (1.0 - pay))
}

/// Days until a vacant post is filled.
#[must_use]
pub fn days_to_fill(base: f64, per_candidate: f64, candidates: f64, pay: f64) -> f64 {
    (base + per_candidate * (candidates - 1.0)) / pay
}

/// Whoever is taken for a spell in a post.
///
/// # Panics
/// Never: at least one candidate is looked at.
#[must_use]
pub fn recruit(w: &World, post: u64, spell: u32, staffing: &Staffing) -> Worker {
    let n = &w.institutions;
    // A ratio of 2.3 means two candidates, and a third with chance 0.3.
    let sure = staffing.selection_ratio.floor();
    let more = w.uniform(Purpose::Spell, post, spell, keys::spell::ONE_MORE) < staffing.selection_ratio - sure;
    let candidates = sure as u32 + u32::from(more);
    let best = (0..candidates.max(1))
        .map(|rank| w.stream.block(Purpose::Candidate, post, spell, rank).map(|word| normal(unit(word))))
        .reduce(|best, next| if next[0] > best[0] { next } else { best })
        .expect("at least one candidate");
    // Better pay draws better candidates: a standard deviation for pay at twice the par.
    let talent = n.skill_base + n.skill_sd * (best[0] + (staffing.wage_ratio - 1.0));
    Worker {
        talent: talent.clamp(w.workforce.talent_least, w.workforce.talent_most),
        trained_accuracy: 0.0,
        trained_speed: 0.0,
        integrity: n.integrity_mean + n.integrity_sd * best[1],
        resilience: best[2],
        burnout: w.workforce.burnout_start,
        fatigue: 0.0,
        quitting: Clock::set(exponential(w.uniform(Purpose::Spell, post, spell, keys::spell::QUITS))),
    }
}

/// Lets people quit, and fills the posts whose day has come.
pub fn posts_change_hands(s: &mut Subdistrict, w: &World, day: Day) {
    let n = &w.institutions;
    for p in s.posts.places() {
        let c = s.posts[p].community;
        let staffing = &s.communities[c].levers.staffing;
        let post = &mut s.posts[p];
        if let Some(worker) = &mut post.worker {
            if !w.mechanisms.quitting {
                continue;
            }
            let reference = w.workforce.burnout_reference;
            let strain = if w.mechanisms.burnout { worker.burnout - reference } else { 0.0 };
            worker.quitting.advance(hazard(n.quit_per_year, strain, n.quit_burnout, staffing.wage_ratio, n.quit_pay));
            if worker.quitting.due() {
                let days = days_to_fill(
                    n.vacancy_days,
                    n.vacancy_days_per_candidate,
                    staffing.selection_ratio,
                    staffing.wage_ratio,
                );
                post.worker = None;
                post.filled_on = day + 1 + days.round() as Day;
                post.month = WorkerDay::default();
                s.ledger.count_at_large(Count::Quits, 1);
            }
        } else if day >= post.filled_on {
            post.spell += 1;
            post.worker = Some(recruit(w, post.key, post.spell, staffing));
            let candidates = fen(w.prices.candidate_yuan * staffing.selection_ratio);
            s.ledger.pay(MoneyPost::GridWorkers, candidates);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hazard_at_par_is_the_yearly_rate() {
        assert!((hazard(0.2, 0.0, 1.5, 1.0, 1.0) * 365.0 - 0.2).abs() < 1e-12);
        assert!(hazard(0.2, 0.6, 1.5, 1.0, 1.0) > hazard(0.2, 0.3, 1.5, 1.0, 1.0));
        assert!((days_to_fill(40.0, 12.0, 3.0, 0.8) - 80.0).abs() < 1e-12);
    }
}
