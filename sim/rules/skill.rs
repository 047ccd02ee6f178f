//! Training builds skill; skill that is not used fades.
//!
//! Training closes a share 1 − exp(−g h) of the gap to full accuracy and speed a month. Without use both halve in their
//! half-lives (Tatel & Ackerman 2025); use slows the fading in proportion, to none at so many cases a month.

use crate::society::Subdistrict;
use crate::world::World;

/// Next month's trained share of the gap.
#[must_use]
pub fn next(trained: f64, hours: f64, gain: f64, half_life: f64, used: f64) -> f64 {
    let kept = libm::exp2(-(1.0 - used) / half_life);
    let learnt = 1.0 - libm::exp(-gain * hours);
    let trained = trained * kept;
    trained + learnt * (1.0 - trained)
}

/// Lets workers learn and forget for a month.
pub fn workers_learn_and_forget(s: &mut Subdistrict, w: &World) {
    let n = &w.institutions;
    for post in &mut s.posts {
        let Some(worker) = &mut post.worker else { continue };
        // What was really sat through: a drowned day has no training.
        let hours = post.month.training / 60.0;
        let used = if w.mechanisms.skill_decay {
            (f64::from(post.handled) / w.workforce.skill_full_use).min(1.0)
        } else {
            1.0
        };
        let month = |trained, half| next(trained, hours, n.training_gain_per_hour, half, used);
        worker.trained_accuracy = month(worker.trained_accuracy, n.accuracy_half_life_months);
        worker.trained_speed = month(worker.trained_speed, n.speed_half_life_months);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_skill_halves_in_its_half_life() {
        let mut trained = 0.8;
        for _ in 0..13 {
            trained = next(trained, 0.0, 0.01, 6.5, 0.0);
        }
        assert!((trained - 0.2).abs() < 1e-9);
        assert!((next(0.8, 0.0, 0.01, 6.5, 1.0) - 0.8).abs() < 1e-12);
        assert!(next(0.0, 40.0, 0.012, 6.5, 1.0) > 0.35);
    }
}
