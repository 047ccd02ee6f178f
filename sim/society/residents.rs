//! Residents as columns: fixed traits in 32 bits, state as eight fixed-point lanes, four ties forward.

use wide::i16x8;

use super::matters::{Matter, Views};
use crate::units::{ONE, fixed, nearest};

/// Whom a resident can turn to. The number is the lane of the expectation in [`State`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Channel {
    /// Sort it out with neighbours.
    Neighbours,
    /// The community body: residents' committee, owners' committee, property company.
    Community,
    /// A social organisation.
    Organisation,
    /// The grid worker.
    Grid,
    /// The hotline 12345 and the departments behind it.
    Hotline,
    /// Petition.
    Petition,
}

impl Channel {
    /// Every channel in the order of the lanes.
    pub const ALL: [Self; 6] =
        [Self::Neighbours, Self::Community, Self::Organisation, Self::Grid, Self::Hotline, Self::Petition];
    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["neighbours", "community", "organisation", "grid_worker", "hotline", "petition"][self.lane()]
    }

    /// Lane of the channel's expectation.
    #[must_use]
    pub const fn lane(self) -> usize {
        self as usize
    }
}

/// Eight lanes of fixed point: expectations of six channels, satisfaction, legal awareness, each on 0 to 1.
pub type State = [i16; 8];

/// Lane of satisfaction.
pub const SATISFACTION: usize = 6;
/// Lane of legal awareness.
pub const AWARENESS: usize = 7;

/// Who holds a flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Tenure {
    /// Owner.
    Owner,
    /// Tenant with local household registration.
    Tenant,
    /// Migrant tenant.
    MigrantTenant,
}

impl Tenure {
    /// Every tenure, with its group name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Owner, "owner"), (Self::Tenant, "tenant"), (Self::MigrantTenant, "migrant_tenant")];
}

/// Names of the age bands: under 35, 35 to 59, 60 and over.
pub const AGES: [&str; 3] = ["under_35", "35_to_59", "60_and_over"];

/// Traits of one resident, packed: age band 2 bits, tenure 2, schooling 2, digital literacy 4, privacy concern 4, civic
/// threshold 7, patience 2, active 1, months since outreach 3, quarters of practice 3, its group of matters 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u32);

/// The fixed traits before packing.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Person {
    /// Age band, 0 to 2.
    pub age: u32,
    /// Tenure.
    pub tenure: Tenure,
    /// Schooling, 0 to 3.
    pub schooling: u32,
    /// Digital literacy on 0 to 1.
    pub digital: f64,
    /// Privacy concern on 0 to 1.
    pub privacy: f64,
    /// Civic threshold on 0 to 1.
    pub threshold: f64,
    /// Patience, 0 to 3.
    pub patience: u32,
}

impl Person {
    /// A person of the given age band and tenure, with the other traits in the middle of their scales.
    #[must_use]
    pub fn new(age: u32, tenure: Tenure) -> Self {
        Self { age, tenure, schooling: 1, digital: 0.5, privacy: 0.5, threshold: 0.5, patience: 1 }
    }

    /// The packed traits.
    #[must_use]
    pub fn pack(&self) -> Traits {
        let level = |x: f64, bits: u32| {
            let top = f64::from((1_u32 << bits) - 1);
            nearest(x.clamp(0.0, 1.0) * top) as u32
        };
        Traits(
            self.age
                | (self.tenure as u32) << 2
                | self.schooling << 4
                | level(self.digital, 4) << 6
                | level(self.privacy, 4) << 10
                | level(self.threshold, 7) << 14
                | self.patience << 21,
        )
    }
}

impl Traits {
    const ACTIVE: u32 = 1 << 23;
    /// How many numbers [`Self::practice`] may have.
    pub const PRACTICES: usize = 32;

    /// Age band, 0 to 2.
    #[must_use]
    pub fn age(self) -> usize {
        (self.0 & 3) as usize
    }
    /// Tenure as a number: owner 0, tenant 1, migrant tenant 2.
    #[must_use]
    pub fn tenure(self) -> usize {
        (self.0 >> 2 & 3) as usize
    }
    /// Schooling, 0 to 3.
    #[must_use]
    pub fn schooling(self) -> usize {
        (self.0 >> 4 & 3) as usize
    }
    /// Digital literacy on 0 to 1.
    #[must_use]
    pub fn digital(self) -> f32 {
        (self.0 >> 6 & 15) as f32 / 15.0
    }
    /// Privacy concern on 0 to 1.
    #[must_use]
    pub fn privacy(self) -> f32 {
        (self.0 >> 10 & 15) as f32 / 15.0
    }
    /// Civic threshold on 0 to 1.
    #[must_use]
    pub fn threshold(self) -> f32 {
        (self.0 >> 14 & 127) as f32 / 127.0
    }
    /// Patience, 0 to 3.
    #[must_use]
    pub fn patience(self) -> usize {
        (self.0 >> 21 & 3) as usize
    }
    /// Whether the resident takes part in community affairs.
    #[must_use]
    pub fn active(self) -> bool {
        self.0 & Self::ACTIVE != 0
    }
    /// The same traits, active or not.
    #[must_use]
    pub fn with_active(self, active: bool) -> Self {
        Self(if active { self.0 | Self::ACTIVE } else { self.0 & !Self::ACTIVE })
    }
    /// Months for which the last outreach still pushes.
    #[must_use]
    pub fn touched(self) -> u32 {
        self.0 >> 24 & 7
    }
    /// The fixed traits alone, as a number.
    #[must_use]
    pub fn fixed(self) -> u32 {
        self.0 & (Self::ACTIVE - 1)
    }
    /// Level of the civic threshold, 0 to 127; without the time to take part it is the highest.
    #[must_use]
    pub fn level(self) -> u32 {
        self.0 >> 14 & 127
    }
    /// The same traits with that level of the civic threshold.
    #[must_use]
    pub fn with_level(self, level: u32) -> Self {
        Self(self.0 & !(127 << 14) | level.min(127) << 14)
    }
    /// Quarters for which the resident stays practised, and the group of matters of the latest practice.
    #[must_use]
    pub fn practised(self) -> (u32, usize) {
        Self::practice_of(self.practice())
    }
    /// Both as one number below [`Self::PRACTICES`], by which many people are counted.
    #[must_use]
    pub fn practice(self) -> usize {
        (self.0 >> 27) as usize
    }
    /// Quarters and group of that number.
    #[must_use]
    pub fn practice_of(number: usize) -> (u32, usize) {
        ((number & 7) as u32, (number >> 3).min(Matter::ALL.len() - 1))
    }
    /// The same traits, practised in a group of matters for so many quarters (at most 7).
    #[must_use]
    pub fn with_practised(self, quarters: u32, matter: usize) -> Self {
        Self(self.0 & ((1 << 27) - 1) | quarters.min(7) << 27 | (matter as u32) << 30)
    }
    /// The same traits with `months` (at most 7) of push left.
    #[must_use]
    pub fn with_touched(self, months: u32) -> Self {
        Self(self.0 & !(7 << 24) | (months & 7) << 24)
    }
}

/// Residents of a subdistrict, ordered by community and building.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Residents {
    /// State.
    pub state: Vec<State>,
    /// Expectations by group of matters and the belief of who decides; empty unless a mechanism needs them.
    pub views: Vec<Views>,
    /// Traits.
    pub traits: Vec<Traits>,
    /// Upper half of the greatest taste of each, worked out once.
    pub zeal: Vec<u8>,
    /// Four ties forward on the ring of the community, as places within the community; with the ties that lead back a
    /// resident has eight on average.
    pub ties: Vec<[u16; 4]>,
    /// How many ties of others lead to each: as they never change, they are counted once. Nobody comes near the greatest
    /// number that there is room for.
    pub known_by: Vec<u8>,
}

impl Residents {
    /// Makes room for `more` residents and not one more than that: most of a city's memory lies here.
    pub fn reserve(&mut self, more: usize, views: bool) {
        self.views.reserve_exact(if views { more } else { 0 });
        self.state.reserve_exact(more);
        self.traits.reserve_exact(more);
        self.zeal.reserve_exact(more);
        self.ties.reserve_exact(more);
        self.known_by.reserve_exact(more);
    }
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.len()
    }
    /// Whether nobody lives here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.state.is_empty()
    }
}

/// Mean of a lane over people, on 0 to 1; NaN over nobody.
#[must_use]
pub fn mean(people: &[State], lane: usize) -> f64 {
    let sum: i64 = people.iter().map(|state| i64::from(state[lane])).sum();
    sum as f64 / people.len() as f64 / f64::from(ONE)
}

/// A rate on 0 to 1 in 2^-15, in which lanes move.
#[inline]
#[must_use]
pub fn steps(rate: f64) -> i32 {
    nearest(rate.clamp(0.0, 1.0) * 32_768.0)
}

/// A part of a whole, the part in 2^-15, to the nearest.
#[inline]
#[must_use]
pub fn part(whole: i32, part: i32) -> i32 {
    (whole * part + (1 << 14)) >> 15
}

/// Moves a lane by rate × (target − lane), to the nearest step of fixed point; the rate is in 2^-15, from [`steps`].
#[inline]
pub fn approach(lane: &mut i16, target: i16, rate: i32) {
    let gap = i32::from(target) - i32::from(*lane);
    *lane += part(gap, rate) as i16;
}

/// Sum over people of each lane, in steps of fixed point.
#[must_use]
pub fn sums<const LANES: usize>(people: &[[i16; LANES]]) -> [i64; LANES] {
    let mut sums = [0; LANES];
    // So many lanes do not run over 32 bits, and are added four at a time.
    for some in people.chunks(1 << 16) {
        let mut part = [0_i32; LANES];
        for person in some {
            part.iter_mut().zip(person).for_each(|(sum, &lane)| *sum += i32::from(lane));
        }
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += i64::from(part));
    }
    sums
}

/// A pull on all lanes of a person at once, the same for many people: what a month does to everybody.
///
/// Each lane moves toward its target by its rate, in fixed point: by rate × (target − lane) to the nearest, the rate in 2^-15.
/// A rate of 0 leaves a lane as it is.
#[derive(Clone, Copy, Debug)]
pub struct Pull {
    targets: i16x8,
    rates: i16x8,
}

impl Pull {
    /// The pull toward these targets at these rates, both on 0 to 1; a rate is at most 1 − 2^-15.
    #[must_use]
    pub fn new(targets: &[f64; 8], rates: &[f64; 8]) -> Self {
        let rates = rates.map(|rate| steps(rate).min(i16::MAX.into()) as i16);
        Self { targets: i16x8::new(targets.map(fixed)), rates: i16x8::new(rates) }
    }

    /// Pulls a person.
    #[inline]
    pub fn on(&self, state: &mut State) {
        let lanes = i16x8::new(*state);
        *state = (lanes + (self.targets - lanes).mul_scale_round(self.rates)).to_array();
    }

    /// Pulls the views of two people, whose lanes lie side by side; of an odd number the last is pulled alone.
    pub fn on_views(&self, views: &mut [Views]) {
        let (pairs, last) = views.as_chunks_mut::<2>();
        for pair in pairs {
            let [[a, b, c, d], [e, f, g, h]] = *pair;
            let mut lanes = [a, b, c, d, e, f, g, h];
            self.on(&mut lanes);
            let [a, b, c, d, e, f, g, h] = lanes;
            *pair = [[a, b, c, d], [e, f, g, h]];
        }
        for view in last {
            let [a, b, c, d] = *view;
            let mut lanes = [a, b, c, d, a, b, c, d];
            self.on(&mut lanes);
            view.copy_from_slice(&lanes[..4]);
        }
    }

    /// The pull of some lanes, each toward its target, at one rate; the others stay.
    #[must_use]
    pub fn toward(lanes: impl IntoIterator<Item = (usize, f64)>, rate: f64) -> Self {
        let (targets, rates) = at_one_rate(lanes, rate);
        Self::new(&targets, &rates)
    }

    /// The same on the views of people.
    #[must_use]
    pub fn views_toward(views: impl IntoIterator<Item = (usize, f64)>, rate: f64) -> Self {
        let (targets, rates) = at_one_rate(views, rate);
        Self::of_views(targets, rates)
    }

    /// The pull on the views of people: four lanes each.
    #[must_use]
    pub fn of_views(targets: [f64; 4], rates: [f64; 4]) -> Self {
        let twice = |[a, b, c, d]: [f64; 4]| [a, b, c, d, a, b, c, d];
        Self::new(&twice(targets), &twice(rates))
    }
}

/// Targets and rates of all lanes, where some move at one rate.
fn at_one_rate<const LANES: usize>(
    lanes: impl IntoIterator<Item = (usize, f64)>,
    rate: f64,
) -> ([f64; LANES], [f64; LANES]) {
    let (mut targets, mut rates) = ([0.0; LANES], [0.0; LANES]);
    for (lane, target) in lanes {
        (targets[lane], rates[lane]) = (target, rate);
    }
    (targets, rates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_trait() {
        let person = Person {
            age: 2,
            tenure: Tenure::MigrantTenant,
            schooling: 3,
            digital: 1.0,
            privacy: 0.4,
            threshold: 0.5,
            patience: 3,
        };
        let traits = person.pack().with_active(true).with_touched(6);
        assert_eq!((traits.age(), traits.tenure(), traits.schooling(), traits.patience()), (2, 2, 3, 3));
        assert!((traits.digital() - 1.0).abs() < 1e-6 && (traits.privacy() - 0.4).abs() < 0.04);
        assert!((traits.threshold() - 0.5).abs() < 0.01);
        assert!(traits.active() && traits.touched() == 6 && !traits.with_active(false).active());
        assert_eq!(traits.with_touched(0).touched(), 0);
    }

    /// From everywhere on the scale, at targets and rates of all sizes: what one lane at a time gives.
    #[test]
    fn all_lanes_at_once_move_as_one_by_one() {
        let targets = [0.0, 1.0, 0.5, 0.3, 1.0 / 3.0, 8_193.0 / 16_384.0, 1e-9, 0.999_999];
        for rate in [0.0, 1.0, 0.5, 0.25, 0.03, 1.0 / 3.0, 1e-12] {
            let pull = Pull::new(&targets, &[rate; 8]);
            for old in 0..=ONE {
                let (mut together, mut single) = ([old; 8], [old; 8]);
                pull.on(&mut together);
                single.iter_mut().zip(targets).for_each(|(lane, target)| approach(lane, fixed(target), steps(rate)));
                // A rate of one is just short of it in 16 bits.
                let apart = together.iter().zip(single).map(|(one, other)| (one - other).abs()).max();
                assert!(apart <= Some(i16::from(rate >= 1.0)), "from {old} at {rate}: {together:?} for {single:?}");
                assert!(together.iter().all(|lane| (0..=ONE).contains(lane)));
            }
        }
    }

    #[test]
    fn views_of_several_people_are_pulled_alike() {
        let pull = Pull::of_views([1.0, 0.0, 0.5, 0.25], [0.5, 0.25, 0.0, 0.1]);
        let mut views = [[100, 200, 300, 400]; 5];
        pull.on_views(&mut views);
        assert_eq!(views, [[8_242, 150, 300, 770]; 5]);
    }

    #[test]
    fn approach_moves_by_the_rate_and_stays_on_the_scale() {
        let mut lane = fixed(0.5);
        approach(&mut lane, ONE, steps(0.5));
        assert_eq!(lane, fixed(0.75));
        for end in [ONE, 0] {
            approach(&mut lane, end, steps(1.0));
            assert_eq!(lane, end);
        }
    }
}
