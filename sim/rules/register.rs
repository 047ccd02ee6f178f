//! A community's register of people and places is kept by useful work and grows stale without it.
//!
//! Each month R ← R + g h / (h + h₀) (1 − R) − (d + m) R with h useful hours per 1,000 residents, d what changes where
//! nobody moves, and m the share of residents who moved. A register that is stale sends files to a wrong desk and makes
//! care and disputes take longer. Trace work (痕迹管理) adds nothing to it.

use crate::assumptions::Tasks;
use crate::society::Subdistrict;
use crate::world::World;

/// Next month's accuracy.
#[must_use]
pub fn next(n: &Tasks, accuracy: f64, hours_per_1000: f64, moved: f64) -> f64 {
    let kept_up = hours_per_1000 / (hours_per_1000 + n.register_half_hours);
    let next = accuracy + n.register_gain * kept_up * (1.0 - accuracy) - (n.register_decay + moved) * accuracy;
    next.clamp(0.0, 1.0)
}

/// Moves every register by a month.
pub fn registers_are_kept(s: &mut Subdistrict, w: &World) {
    for c in s.communities.places() {
        if s.tasks.registers.get(c).is_none() {
            return;
        }
        let size = f64::from(s.communities[c].size());
        let hours = s.tasks.useful[c] / 60.0 / (size / 1000.0);
        let moved = f64::from(s.tasks.moved[c]) / size;
        s.tasks.registers[c] = next(&w.tasks, s.tasks.registers[c], hours, moved);
        (s.tasks.useful[c], s.tasks.moved[c]) = (0.0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_settles_where_work_meets_change_and_fades_without_work() {
        let n = Tasks { register_gain: 0.12, register_half_hours: 60.0, register_decay: 0.03, ..Tasks::default() };
        let mut accuracy = 0.2;
        for _ in 0..1000 {
            accuracy = next(&n, accuracy, 60.0, 0.01);
        }
        // 0.06 (1 - R) = 0.04 R.
        assert!((accuracy - 0.6).abs() < 1e-9, "{accuracy}");
        assert!((next(&n, 0.6, 0.0, 0.0) - 0.6 * 0.97).abs() < 1e-12);
        assert!(next(&n, 0.6, 60.0, 0.05) < 0.6, "more moves, more that is wrong");
    }
}
