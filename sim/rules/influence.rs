//! Neighbours influence each other's expectations.
//!
//! Every day a seventh of the residents may start a conversation along one of their ties, keyed by (day, edge). In each
//! channel on which the two differ by less than the bound both give up a share of the difference (bounded confidence:
//! Deffuant et al. 2000). All conversations of a day read the morning's expectations, and their effects are added, so that
//! no order exists among them.

use crate::random::{Purpose, halves, keys};
use crate::society::Subdistrict;
use crate::society::governance::VIEW_DECIDES;
use crate::society::residents::{SATISFACTION, State};
use crate::units::{Day, ONE, fixed};
use crate::world::World;

/// Days after which everyone has had one occasion to talk.
const WEEK: usize = 7;

/// What the first of two gains in one lane of a conversation; the second loses the same. `difference` is what the second
/// has more; the rate is in 2^-15.
#[inline]
#[must_use]
pub fn exchange(difference: i16, bound: i16, rate: i16) -> i16 {
    // All ones where the two differ by less than the bound. A rate that depends on the lane is not widened to 32 bits
    // before the loop over lanes: eight 16-bit products are made at once.
    let close = (difference.abs() - bound) >> (i16::BITS - 1);
    // A shift rounds toward minus infinity, so half is added first.
    ((i32::from(difference) * i32::from(rate & close) + (1 << 14)) >> 15) as i16
}

/// Lets neighbours talk.
pub fn neighbours_talk(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.influence {
        return;
    }
    let bound = fixed(w.behaviour.confidence_bound);
    let rate = (w.behaviour.influence_rate * 32_768.0).round() as i16;
    let talks = talks(s, w, day);
    let people = &mut s.residents.state;
    // Satisfaction and awareness are one's own.
    let bounds: State = core::array::from_fn(|lane| if lane < SATISFACTION { bound } else { 0 });
    let gains = exchanges(people, &talks, &bounds, rate);
    minds_change(people, &talks, &gains);
    // The same conversations turn to groups of matters and to who decides.
    let views = &mut s.residents.views;
    if !views.is_empty() {
        let gains = exchanges(views, &talks, &[bound; VIEW_DECIDES + 1], rate);
        minds_change(views, &talks, &gains);
    }
}

/// Who talks to whom today.
fn talks(s: &Subdistrict, w: &World, day: Day) -> Vec<(u32, u32)> {
    let chance = (w.behaviour.meetings_per_week * 65_536.0).round() as u32;
    let mut talks = Vec::with_capacity((s.residents.len() + s.bridges.len()) / WEEK + s.communities.len() + 1);
    let offset = day.rem_euclid(WEEK as Day) as usize;
    for community in &s.communities {
        let (first, last) = community.residents;
        let ties = &s.residents.ties[first as usize..last as usize];
        for (eight, start) in (offset..ties.len()).step_by(8 * WEEK).enumerate() {
            let who = community.key.member(eight as u32);
            let draws = halves(w.stream.block(Purpose::Meeting, who, day as u32, keys::ONLY));
            let mut a = start;
            for draw in draws {
                let Some(ties) = ties.get(a) else { break };
                // The lowest two bits choose the tie; with them gone the rest still decides whether there is a talk.
                if u32::from(draw) < chance {
                    talks.push((first + a as u32, first + u32::from(ties[usize::from(draw & 3)])));
                }
                a += WEEK;
            }
        }
    }
    for (index, &bridge) in s.bridges.iter().enumerate().skip(offset).step_by(WEEK) {
        let who = s.key.bridge(index as u32);
        if (w.stream.block(Purpose::Meeting, who, day as u32, keys::ONLY)[0] >> 16) < chance {
            talks.push(bridge);
        }
    }
    talks
}

/// What the first of each two gains, lane by lane. A lane with a bound of 0 is not talked about.
// Never inlined, like the next: known lengths and bounds break up the vectors of lanes. Gains have eight lanes, whatever is
// talked about, because four would be packed into a number.
#[inline(never)]
#[allow(clippy::needless_range_loop)] // Lanes of several people at once.
fn exchanges<const LANES: usize>(
    people: &[[i16; LANES]],
    talks: &[(u32, u32)],
    bounds: &[i16; LANES],
    rate: i16,
) -> Vec<State> {
    let bounds = *bounds;
    let gain = move |&(a, b): &(u32, u32)| {
        let (a, b) = (&people[a as usize], &people[b as usize]);
        let mut gain = [0; 8];
        for lane in 0..LANES {
            gain[lane] = exchange(b[lane] - a[lane], bounds[lane], rate);
        }
        gain
    };
    talks.iter().map(gain).collect()
}

/// Gives everybody what they gain in all their conversations.
#[inline(never)]
#[allow(clippy::needless_range_loop)] // The same.
fn minds_change<const LANES: usize>(people: &mut [[i16; LANES]], talks: &[(u32, u32)], gains: &[State]) {
    // Negative where a lane has been below or above the scale.
    let mut beyond = [0; LANES];
    let outside = |lane: i16| lane | ONE.wrapping_sub(lane);
    for (&(a, b), gain) in talks.iter().zip(gains) {
        let person = &mut people[a as usize];
        for lane in 0..LANES {
            person[lane] += gain[lane];
        }
        for lane in 0..LANES {
            beyond[lane] |= outside(person[lane]);
        }
        let person = &mut people[b as usize];
        for lane in 0..LANES {
            person[lane] -= gain[lane];
        }
        for lane in 0..LANES {
            beyond[lane] |= outside(person[lane]);
        }
    }
    // Several conversations of one person may overshoot the scale by a little; nearly always none does.
    if beyond.iter().any(|&lane| lane < 0) {
        for person in talks.iter().flat_map(|&(a, b)| [a, b]) {
            people[person as usize].iter_mut().for_each(|lane| *lane = (*lane).clamp(0, ONE));
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
        let mut people = [a, b];
        let (talks, bound) = ([(0, 1)], fixed(0.3));
        let gains = exchanges(&people, &talks, &[bound, bound, bound, bound, bound, bound, 0, 0], 3277);
        minds_change(&mut people, &talks, &gains);
        let gain: [i16; 8] = core::array::from_fn(|lane| people[0][lane] - a[lane]);
        assert!((f64::from(gain[0]) / f64::from(ONE) - 0.02).abs() < 1e-4);
        assert_eq!((gain[1], gain[6]), (0, 0));
        assert_eq!(people[1][0], b[0] - gain[0]);
    }

    /// Three who say the same to one person at once take this person beyond the scale, and no further than to its end.
    #[test]
    fn nobody_is_talked_beyond_the_scale() {
        let mut people = [[0; 4]; 4];
        people[0] = [fixed(0.2), ONE - 2, 0, ONE - 100];
        let talks: Vec<(u32, u32)> = (1..4).map(|other| (0, other)).collect();
        let gains = exchanges(&people, &talks, &[ONE, ONE, 0, 0], 16_384);
        minds_change(&mut people, &talks, &gains);
        assert_eq!(people[0], [0, 0, 0, ONE - 100]);
        assert!(people[1..].iter().all(|other| other[0] == fixed(0.1) && other[2] == 0));
    }

    /// Every difference, close or not, at several rates: as in the sentence, rounded half up.
    #[test]
    fn an_exchange_is_a_share_of_the_difference() {
        for rate in [0, 1, 3_277, 16_384] {
            for difference in -ONE..=ONE {
                let share = (f64::from(difference) * f64::from(rate) / 32_768.0 + 0.5).floor() as i16;
                let expected = if difference.abs() < 5_000 { share } else { 0 };
                assert_eq!(exchange(difference, 5_000, rate), expected, "{difference} at {rate}");
            }
        }
    }
}
