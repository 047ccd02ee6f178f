//! Legal education raises awareness in those it reaches; without it awareness fades to what schooling holds.
//!
//! Each month the hours offered reach a keyed sample of residents; a lesson closes a share of the gap to full awareness.
//! Awareness above the base of one's schooling fades by a share each month.

use crate::random::{Purpose, below, keys};
use crate::society::Subdistrict;
use crate::society::residents::{AWARENESS, Pull, approach, steps};
use crate::units::{Day, MONTH_DAYS, ONE, YEAR_DAYS};
use crate::world::World;

/// Teaches and forgets for a month.
pub fn residents_learn_the_law(s: &mut Subdistrict, w: &World, day: Day) {
    let b = &w.behaviour;
    let fade = w.awareness_held().map(|held| Pull::toward([(AWARENESS, held)], b.awareness_decay_per_month));
    for (state, traits) in s.residents.state.iter_mut().zip(&s.residents.traits) {
        fade[traits.schooling()].on(state);
    }
    for community in &s.communities {
        let size = community.size();
        let hours = community.levers.rule_of_law.education_hours_per_1000_year * f64::from(size) / 1000.0;
        let reached = hours * f64::from(MONTH_DAYS) / YEAR_DAYS * w.institutions.education_reach_per_hour;
        // Stochastic rounding: the fraction is the chance of one more person.
        let key = community.key.whole();
        let chance = w.uniform(Purpose::Outreach, key, day as u32, keys::outreach::FRACTION);
        for i in 0..(reached + chance) as u32 {
            let word = w.stream.block(Purpose::Outreach, key, day as u32, keys::outreach::lesson(i))[0];
            let who = community.residents.0 + below(word, size);
            approach(&mut s.residents.state[who as usize][AWARENESS], ONE, steps(b.awareness_gain));
        }
    }
}
