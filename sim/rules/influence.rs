//! Neighbours influence each other's expectations.
//!
//! Every day a seventh of the residents may start a conversation along one of their ties, keyed by (day, edge). In each
//! channel on which the two differ by less than the bound both give up a share of the difference (bounded confidence:
//! Deffuant et al. 2000). All conversations of a day read the morning's expectations, and their effects are added, so that
//! no order exists among them.

use crate::random::{Purpose, halves, keys};
use crate::society::Subdistrict;
use crate::society::governance::Views;
use crate::society::residents::{SATISFACTION, State};
use crate::units::{Day, ONE, fixed};
use crate::world::World;

/// Days after which everyone has had one occasion to talk.
const WEEK: usize = 7;

/// What the first of two gains in a conversation; the second loses the same. A lane with a bound of 0 is not talked about.
///
/// Never inlined: as a function of its own it is compiled to 16-bit products of all eight lanes at once, inlined the rate is
/// widened first and the loop takes twice the instructions.
#[inline(never)]
#[must_use]
pub fn exchange(a: &State, b: &State, bounds: &State, rate: i16) -> State {
    let mut gains = [0; 8];
    for (lane, gain) in gains.iter_mut().enumerate() {
        let difference = b[lane] - a[lane];
        // The rate is in 2^-15; a shift rounds toward minus infinity, so half is added first.
        let step = (i32::from(difference) * i32::from(rate) + (1 << 14)) >> 15;
        let close = -i16::from(difference.abs() < bounds[lane]);
        *gain = step as i16 & close;
    }
    gains
}

/// The bound for the lanes of expectations; satisfaction and awareness are one's own.
#[must_use]
pub fn bounds(bound: f64) -> State {
    core::array::from_fn(|lane| if lane < SATISFACTION { fixed(bound) } else { 0 })
}

/// Lets neighbours talk.
pub fn neighbours_talk(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.influence {
        return;
    }
    let bounds = bounds(w.behaviour.confidence_bound);
    let rate = (w.behaviour.influence_rate * 32_768.0).round() as i16;
    let talks = (w.behaviour.meetings_per_week * 65_536.0).round() as u32;
    let mut exchanges: Vec<(u32, u32, State)> = Vec::with_capacity(s.residents.len() / WEEK);
    let offset = day.rem_euclid(WEEK as Day) as usize;
    for community in &s.communities {
        let (first, last) = (community.residents.0 as usize, community.residents.1 as usize);
        let people = &s.residents.state[first..last];
        let ties = &s.residents.ties[first..last];
        for (eight, start) in (offset..people.len()).step_by(8 * WEEK).enumerate() {
            let who = community.key.member(eight as u32);
            let draws = halves(w.stream.block(Purpose::Meeting, who, day as u32, keys::ONLY));
            let mut a = start;
            for &draw in &draws {
                if a >= people.len() {
                    break;
                }
                // The lowest two bits choose the tie; with them gone the rest still decides whether there is a talk.
                if u32::from(draw) < talks {
                    let b = usize::from(ties[a][usize::from(draw & 3)]);
                    let gain = exchange(&people[a], &people[b], &bounds, rate);
                    exchanges.push(((first + a) as u32, (first + b) as u32, gain));
                }
                a += WEEK;
            }
        }
    }
    for (index, &(a, b)) in s.bridges.iter().enumerate().skip(offset).step_by(WEEK) {
        let who = s.key.bridge(index as u32);
        if (w.stream.block(Purpose::Meeting, who, day as u32, keys::ONLY)[0] >> 16) < talks {
            let gain = exchange(&s.residents.state[a as usize], &s.residents.state[b as usize], &bounds, rate);
            exchanges.push((a, b, gain));
        }
    }
    if !s.residents.views.is_empty() {
        views_are_talked_about(&mut s.residents.views, exchanges.iter().map(|&(a, b, _)| (a, b)), &bounds, rate);
    }
    let people = &mut s.residents.state[..];
    for &(a, b, gain) in &exchanges {
        for (lane, gain) in gain.into_iter().enumerate() {
            people[a as usize][lane] += gain;
        }
        for (lane, gain) in gain.into_iter().enumerate() {
            people[b as usize][lane] -= gain;
        }
    }
    // Several conversations of one person may overshoot the scale by a little.
    for &(a, b, _) in &exchanges {
        for person in [a as usize, b as usize] {
            for lane in &mut people[person] {
                *lane = (*lane).clamp(0, ONE);
            }
        }
    }
}

/// The same conversations turn to groups of matters and to who decides.
fn views_are_talked_about(
    views: &mut [Views],
    talks: impl Iterator<Item = (u32, u32)> + Clone,
    bounds: &State,
    rate: i16,
) {
    let wide = |views: &Views| core::array::from_fn(|lane| views.get(lane).copied().unwrap_or(0));
    let gains: Vec<State> = talks
        .clone()
        .map(|(a, b)| exchange(&wide(&views[a as usize]), &wide(&views[b as usize]), bounds, rate))
        .collect();
    for ((a, b), gain) in talks.clone().zip(&gains) {
        for lane in 0..views[0].len() {
            views[a as usize][lane] += gain[lane];
            views[b as usize][lane] -= gain[lane];
        }
    }
    for person in talks.flat_map(|(a, b)| [a, b]) {
        for lane in &mut views[person as usize] {
            *lane = (*lane).clamp(0, ONE);
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
        let gain = exchange(&a, &b, &bounds(0.3), 3277);
        assert!((f64::from(gain[0]) / f64::from(ONE) - 0.02).abs() < 1e-4);
        assert_eq!((gain[1], gain[6]), (0, 0));
    }
}
