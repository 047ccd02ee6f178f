//! Neighbours influence each other's expectations.
//!
//! Every day a seventh of the residents may start a conversation along one of their ties, keyed by (day, edge). In each
//! channel on which the two differ by less than the bound both give up a share of the difference (bounded confidence:
//! Deffuant et al. 2000). All conversations of a day read the morning's expectations, and their effects are added, so that
//! no order exists among them.

use crate::random::{Purpose, halves};
use crate::society::Subdistrict;
use crate::society::residents::{SATISFACTION, State};
use crate::units::{Day, ONE, fixed};
use crate::world::World;

/// Days after which everyone has had one occasion to talk.
const WEEK: usize = 7;

/// What the first of two gains in a conversation; the second loses the same.
#[inline]
#[must_use]
pub fn exchange(a: &State, b: &State, bound: i16, rate: i32) -> State {
    let mut gain = [0_i16; 8];
    for lane in 0..SATISFACTION {
        let difference = b[lane] - a[lane];
        let close = difference.abs() < bound;
        // The rate is in 2^-15; a shift rounds toward minus infinity, so half is added first.
        let step = (i32::from(difference) * rate + (1 << 14)) >> 15;
        gain[lane] = if close { step as i16 } else { 0 };
    }
    gain
}

/// Lets neighbours talk.
pub fn neighbours_talk(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.influence {
        return;
    }
    let bound = fixed(w.behaviour.confidence_bound);
    let rate = (w.behaviour.influence_rate * 32_768.0).round() as i32;
    let talks = (w.behaviour.meetings_per_week * 65_536.0).round() as u32;
    let mut exchanges: Vec<(u32, u32, State)> = Vec::new();
    let offset = day.rem_euclid(WEEK as Day) as usize;
    for community in &s.communities {
        let first = community.residents.0 as usize;
        let size = community.size() as usize;
        let mut draws = [0_u16; 8];
        for (turn, place) in (offset..size).step_by(WEEK).enumerate() {
            if turn % 8 == 0 {
                let who = (u64::from(community.global) << 32) | (turn as u64 / 8);
                draws = halves(w.stream.block(Purpose::Meeting, who, day as u32, 0));
            }
            // The lowest two bits choose the tie; with them gone the rest still decides whether there is a talk.
            let draw = draws[turn % 8];
            if u32::from(draw) >= talks {
                continue;
            }
            let (a, b) = (first + place, first + usize::from(s.residents.ties[first + place][usize::from(draw & 3)]));
            let gain = exchange(&s.residents.state[a], &s.residents.state[b], bound, rate);
            exchanges.push((a as u32, b as u32, gain));
        }
    }
    for (index, &(a, b)) in s.bridges.iter().enumerate().skip(offset).step_by(WEEK) {
        let who = u64::from(s.index) << 32 | index as u64 | 1 << 63;
        if (w.stream.block(Purpose::Meeting, who, day as u32, 0)[0] >> 16) < talks {
            let gain = exchange(&s.residents.state[a as usize], &s.residents.state[b as usize], bound, rate);
            exchanges.push((a, b, gain));
        }
    }
    for &(a, b, gain) in &exchanges {
        for (lane, gain) in gain.into_iter().enumerate().take(SATISFACTION) {
            s.residents.state[a as usize][lane] += gain;
            s.residents.state[b as usize][lane] -= gain;
        }
    }
    // Several conversations of one person may overshoot the scale by a little.
    for &(a, b, _) in &exchanges {
        for person in [a, b] {
            s.residents.state[person as usize].iter_mut().for_each(|lane| *lane = (*lane).clamp(0, ONE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_are_close_meet_and_two_who_are_not_do_not() {
        let a = [fixed(0.4), fixed(0.1), 0, 0, 0, 0, 0, 0];
        let b = [fixed(0.6), fixed(0.9), 0, 0, 0, 0, fixed(1.0), 0];
        let gain = exchange(&a, &b, fixed(0.3), (0.1 * 32_768.0) as i32);
        assert!((f64::from(gain[0]) / f64::from(ONE) - 0.02).abs() < 1e-4);
        assert_eq!((gain[1], gain[6]), (0, 0));
    }
}
