//! Neighbours influence each other's expectations.
//!
//! Every day a seventh of the residents may start a conversation along one of their ties, keyed by (day, edge). In each
//! channel on which the two differ by less than the bound both give up a share of the difference (bounded confidence:
//! Deffuant et al. 2000). Conversations take place one after another, in the order of those who start them and bridges
//! last; since both move toward each other by half of the difference at most, nobody is talked beyond the scale.

use wide::i16x8;

use crate::random::{EIGHT, Key, Purpose, keys};
use crate::society::Subdistrict;
use crate::society::governance::Views;
use crate::society::residents::{SATISFACTION, State};
use crate::units::{Day, fixed};
use crate::world::World;

/// Days after which everyone has had one occasion to talk.
const WEEK: usize = 7;

/// What the first of two gains in one lane of a conversation; the second loses the same. `difference` is what the second
/// has more; the rate is in 2^-15.
#[must_use]
pub fn exchange(difference: i16, bound: i16, rate: i16) -> i16 {
    let rate = if difference.abs() < bound { rate } else { 0 };
    // A shift rounds toward minus infinity, so half is added first.
    ((i32::from(difference) * i32::from(rate) + (1 << 14)) >> 15) as i16
}

/// How people talk: by how much they may differ, lane by lane, and what share of it each gives up. Eight lanes are one
/// register, and the rounded product is one instruction on every machine of today.
#[derive(Clone, Copy, Debug)]
struct Talk {
    state: i16x8,
    views: i16x8,
    rate: i16x8,
}

impl Talk {
    fn of(w: &World) -> Self {
        let bound = fixed(w.behaviour.confidence_bound);
        // Satisfaction and awareness are one's own: nobody differs by less than nothing.
        let state: State = core::array::from_fn(|lane| if lane < SATISFACTION { bound } else { 0 });
        let rate = (w.behaviour.influence_rate * 32_768.0).round() as i16;
        Self { state: i16x8::new(state), views: i16x8::splat(bound), rate: i16x8::splat(rate) }
    }

    /// [`exchange`] in eight lanes.
    #[inline]
    fn exchange(difference: i16x8, bound: i16x8, rate: i16x8) -> i16x8 {
        difference.mul_scale_round(rate & difference.abs().simd_lt(bound))
    }

    /// Two talk about channels.
    #[inline]
    fn about_channels(&self, people: &mut [State], (a, b): (usize, usize)) {
        let (one, other) = (i16x8::new(people[a]), i16x8::new(people[b]));
        let gain = Self::exchange(other - one, self.state, self.rate);
        people[a] = (one + gain).to_array();
        people[b] = (other - gain).to_array();
    }

    /// In the same breath they talk about groups of matters and who decides.
    #[inline]
    fn about_matters(&self, views: &mut [Views], (a, b): (usize, usize)) {
        let lanes = |[a, b, c, d]: Views| i16x8::new([a, b, c, d, 0, 0, 0, 0]);
        let four = |lanes: i16x8| -> Views { core::array::from_fn(|lane| lanes.to_array()[lane]) };
        let (one, other) = (lanes(views[a]), lanes(views[b]));
        let gain = Self::exchange(other - one, self.views, self.rate);
        views[a] = four(one + gain);
        views[b] = four(other - gain);
    }

    /// Two talk; there are either views of everybody or of nobody.
    #[inline]
    fn between(&self, people: &mut [State], views: &mut [Views], pair: (usize, usize)) {
        self.about_channels(people, pair);
        if !views.is_empty() {
            self.about_matters(views, pair);
        }
    }
}

/// Who talks today.
struct Talks<'a> {
    w: &'a World,
    day: Day,
    /// Chance of a talk on an occasion, in 2^-16.
    chance: u32,
    /// Who has the first occasion; the others follow at a distance of a [`WEEK`].
    offset: usize,
}

impl Talks<'_> {
    /// Lets each pair of a community that talks today do so, in the order of those who start.
    #[inline]
    fn in_community(&self, key: Key, ties: &[[u16; 4]], mut talk: impl FnMut((usize, usize))) {
        let eights = ties.len().saturating_sub(self.offset).div_ceil(EIGHT * WEEK) as u32;
        for four in (0..eights).step_by(4) {
            let who = core::array::from_fn(|eight| key.member(four + eight as u32));
            let draws = self.w.stream.four_halves(Purpose::Meeting, who, self.day as u32, [keys::ONLY; 4]);
            let mut a = self.offset + four as usize * EIGHT * WEEK;
            for &draw in &draws {
                let Some(ties) = ties.get(a) else { break };
                // The lowest two bits choose the tie; with them gone the rest still decides whether there is a talk.
                if u32::from(draw) < self.chance {
                    talk((a, usize::from(ties[usize::from(draw & 3)])));
                }
                a += WEEK;
            }
        }
    }
}

/// Lets neighbours talk.
pub fn neighbours_talk(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.influence {
        return;
    }
    let talk = Talk::of(w);
    let chance = (w.behaviour.meetings_per_week * 65_536.0).round() as u32;
    let offset = day.rem_euclid(WEEK as Day) as usize;
    let talks = Talks { w, day, chance, offset };
    let residents = &mut s.residents;
    for community in &s.communities {
        let (first, last) = (community.residents.0 as usize, community.residents.1 as usize);
        let ties = &residents.ties[first..last];
        let people = &mut residents.state[first..last];
        // Whether there are views is asked once and not at every talk.
        match residents.views.get_mut(first..last) {
            None => talks.in_community(community.key, ties, |pair| talk.about_channels(people, pair)),
            Some(views) => talks.in_community(community.key, ties, |pair| {
                talk.about_channels(people, pair);
                talk.about_matters(views, pair);
            }),
        }
    }
    for (index, &(a, b)) in s.bridges.iter().enumerate().skip(offset).step_by(WEEK) {
        let who = s.key.bridge(index as u32);
        if (w.stream.block(Purpose::Meeting, who, day as u32, keys::ONLY)[0] >> 16) < chance {
            talk.between(&mut residents.state, &mut residents.views, (a as usize, b as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::units::ONE;

    fn talk(bound: f64, rate: f64) -> Talk {
        let mut settings = Settings::default();
        (settings.behaviour.confidence_bound, settings.behaviour.influence_rate) = (bound, rate);
        Talk::of(&World::new(&settings, 1, 0))
    }

    #[test]
    fn two_who_are_close_meet_and_two_who_are_not_do_not() {
        let a = [fixed(0.4), fixed(0.1), 0, 0, 0, 0, 0, 0];
        let b = [fixed(0.6), fixed(0.9), 0, 0, 0, 0, fixed(0.1), 0];
        let (mut people, mut views) = ([a, b], [[0, 0, 0, fixed(0.6)], [0, 0, 0, fixed(0.5)]]);
        talk(0.3, 0.1).between(&mut people, &mut views, (0, 1));
        let gain: State = core::array::from_fn(|lane| people[0][lane] - a[lane]);
        assert!((f64::from(gain[0]) / f64::from(ONE) - 0.02).abs() < 1e-4);
        assert_eq!((gain[1], gain[6]), (0, 0));
        assert_eq!(people[1][0], b[0] - gain[0]);
        assert_eq!([views[0][3], views[1][3]], [fixed(0.6) - 164, fixed(0.5) + 164]);
    }

    /// Whoever gives up half of the difference meets the other half-way, at the ends of the scale too.
    #[test]
    fn nobody_is_talked_beyond_the_scale() {
        for (one, other) in [(0, ONE), (ONE, 0), (0, 1), (1, 0), (ONE - 1, ONE)] {
            let (mut people, mut views) = ([[one; 8], [other; 8]], [[one; 4], [other; 4]]);
            talk(1.0, 0.5).between(&mut people, &mut views, (0, 1));
            let lanes = people.iter().flat_map(|state| &state[..SATISFACTION]).chain(views.iter().flatten());
            let (low, high) = (one.min(other), one.max(other));
            assert!(lanes.into_iter().all(|lane| (low..=high).contains(lane)), "{people:?} {views:?}");
        }
    }

    /// Eight lanes at once give what one lane gives, for every difference, close or not.
    #[test]
    fn eight_lanes_are_exchanged_as_one_is() {
        for rate in [0, 1, 3_277, 16_384] {
            for from in (-ONE..=ONE).step_by(8) {
                let eight: State = core::array::from_fn(|lane| (from + lane as i16).min(ONE));
                let gains = Talk::exchange(i16x8::new(eight), i16x8::splat(5_000), i16x8::splat(rate)).to_array();
                assert_eq!(gains, eight.map(|difference| exchange(difference, 5_000, rate)), "from {from} at {rate}");
            }
        }
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
