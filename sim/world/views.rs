//! What a resident expects by group of matters, and how one experience moves it: the one place in which the lanes of
//! [`State`] and [`Views`] are read together.
//!
//! With `matters` the community body has an expectation for each of three groups of matters and government one for what a
//! community could settle itself, beside that for everything else. What is learnt in one of them moves the others with
//! weight g = `self_governance.carry_over_share`: with g = 1 and equal starts they stay equal, which is one expectation for
//! all. Without `matters` there is one lane for each channel, as in [`State`].

use super::World;
use crate::assumptions::StreetCredit;
use crate::society::Desk;
use crate::society::governance::{Heard, Matter, VIEW_DECIDES, VIEW_GOVERNMENT, VIEW_PERSONAL, VIEW_SHARED, Views};
use crate::society::residents::{Channel, Residents, State, approach, part, steps};
use crate::units::places::KindIndex;
use crate::units::{fixed, share};

/// The lane of a channel: in the state, or in the views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// In the state.
    State(usize),
    /// In the views.
    View(usize),
}

impl Lane {
    /// What somebody expects there, as fixed point.
    #[inline]
    #[must_use]
    pub fn of(self, state: &State, views: Views) -> i16 {
        match self {
            Self::State(lane) => state[lane],
            Self::View(lane) => views[lane],
        }
    }

    /// The place of what somebody expects there.
    #[inline]
    fn of_mut<'a>(self, state: &'a mut State, views: &'a mut Views) -> &'a mut i16 {
        match self {
            Self::State(lane) => &mut state[lane],
            Self::View(lane) => &mut views[lane],
        }
    }
}

/// Speeds of learning from one experience, in 2^-15: for good news and for bad.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// For good news.
    pub good: i32,
    /// For bad news.
    pub bad: i32,
}

impl Rates {
    /// The rates in 2^-15.
    #[must_use]
    pub fn new(good: f64, bad: f64) -> Self {
        Self { good: steps(good), bad: steps(bad) }
    }

    /// The rates for news that counts for a share only, in 2^-15.
    #[must_use]
    fn weighted(self, weight: i32) -> Self {
        Self { good: part(self.good, weight), bad: part(self.bad, weight) }
    }

    /// Moves a lane by news x, good or bad.
    #[inline]
    pub fn learn(self, lane: &mut i16, x: i16) {
        approach(lane, x, if x < *lane { self.bad } else { self.good });
    }
}

/// Learning from an experience: in the group of matters that the news is of, and in those to which it carries over.
#[derive(Clone, Copy, Debug)]
pub struct Learning {
    /// In its own.
    pub own: Rates,
    carried: Rates,
}

/// The lane for a channel in a matter, those to which learning carries over, and the record of what is heard of it; petitions
/// are too rare to be heard of.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    own: Lane,
    others: [Option<Lane>; 2],
    heard: Option<Heard>,
}

impl Lanes {
    /// The lanes for each channel in a matter, with or without expectations by group of matters.
    #[must_use]
    pub fn of(by_matter: bool, matter: Matter, self_governable: bool) -> [Self; Channel::ALL.len()] {
        let own = [Lane::State(Channel::Community.lane()), Lane::View(VIEW_SHARED), Lane::View(VIEW_PERSONAL)];
        let government = [Lane::State(Channel::Hotline.lane()), Lane::View(VIEW_GOVERNMENT)];
        Channel::ALL.map(|channel| {
            let (own, others) = match channel {
                Channel::Community if by_matter => {
                    let at = matter.index();
                    (own[at], [Some(own[(at + 1) % own.len()]), Some(own[(at + own.len() - 1) % own.len()])])
                }
                Channel::Hotline if by_matter => {
                    let at = usize::from(self_governable);
                    (government[at], [Some(government[1 - at]), None])
                }
                other => (Lane::State(other.lane()), [None; 2]),
            };
            let heard = match channel {
                Channel::Neighbours => Some(Heard::Neighbours),
                Channel::Community if by_matter && matter == Matter::Shared => Some(Heard::Shared),
                Channel::Community if by_matter && matter == Matter::Personal => Some(Heard::Personal),
                Channel::Community => Some(Heard::Place),
                Channel::Organisation => Some(Heard::Organisation),
                Channel::Grid => Some(Heard::Grid),
                Channel::Hotline if by_matter && self_governable => Some(Heard::Government),
                Channel::Hotline => Some(Heard::Hotline),
                Channel::Petition => None,
            };
            Self { own, others, heard }
        })
    }
}

impl World {
    /// The speed of learning from news, at these rates for good and for bad.
    #[must_use]
    pub fn learning(&self, good: f64, bad: f64) -> Learning {
        let own = Rates::new(good, bad);
        Learning { own, carried: own.weighted(steps(self.self_governance.carry_over_share)) }
    }

    /// The channel that people credit with what a desk did, if they see who did it.
    #[must_use]
    pub fn seen_at_work(&self, desk: Desk) -> Channel {
        match (desk, self.mechanisms.street_credit) {
            (Desk::Street, StreetCredit::Doorstep) => Channel::Community,
            _ => desk.channel(),
        }
    }

    /// Whether residents have views at all.
    #[must_use]
    pub fn has_views(&self) -> bool {
        self.mechanisms.matters || self.mechanisms.who_decides
    }

    /// The views of somebody who has lived through nothing yet.
    #[must_use]
    pub fn first_views(&self, state: &State) -> Views {
        let community = state[Channel::Community.lane()];
        let government = state[Channel::Hotline.lane()];
        [community, community, government, fixed(self.self_governance.decision_belief_start)]
    }

    /// The lane in which people expect something of a channel in a matter.
    #[must_use]
    pub fn lane(&self, channel: Channel, kind: KindIndex) -> Lane {
        self.kinds[kind].lanes[channel.lane()].own
    }

    /// What somebody expects of a channel in a matter, as fixed point.
    #[inline]
    #[must_use]
    pub fn expected(&self, state: &State, views: Views, channel: Channel, kind: KindIndex) -> i16 {
        self.lane(channel, kind).of(state, views)
    }

    /// Views that hold for other groups of matters what a lane of the state holds for one.
    #[must_use]
    pub fn views_beside(&self, lane: usize) -> &'static [usize] {
        match self.mechanisms.matters {
            true if lane == Channel::Community.lane() => &[VIEW_SHARED, VIEW_PERSONAL],
            true if lane == Channel::Hotline.lane() => &[VIEW_GOVERNMENT],
            _ => &[],
        }
    }

    /// A lane of what each resident thinks, added up over all groups of matters where these are told apart; see
    /// [`Self::groups_beside`].
    pub fn over_matters<'a>(&self, residents: &'a Residents, lane: usize) -> impl Fn(usize) -> i64 + use<'a> {
        let views = self.views_beside(lane);
        move |resident| {
            let others = views.iter().map(|&view| i64::from(residents.views[resident][view]));
            i64::from(residents.state[resident][lane]) + others.sum::<i64>()
        }
    }

    /// Over how many groups of matters a lane is told apart: three for the community body, two for government.
    #[must_use]
    pub fn groups_beside(&self, lane: usize) -> f64 {
        1.0 + self.views_beside(lane).len() as f64
    }

    /// Which record of what is heard a channel in a matter belongs to, if any.
    #[inline]
    #[must_use]
    pub fn heard_of(&self, channel: Channel, kind: KindIndex) -> Option<usize> {
        self.kinds[kind].lanes[channel.lane()].heard.map(|heard| heard as usize)
    }

    /// Belief that the community body decides itself what is brought to it, on 0 to 1; certain without the mechanism.
    #[must_use]
    pub fn decides(&self, views: Views) -> f64 {
        if self.mechanisms.who_decides { share(views[VIEW_DECIDES]) } else { 1.0 }
    }

    /// Credits a channel with x, in fixed point, in a matter; returns what was expected of it there.
    #[inline]
    pub fn credit(
        &self,
        (state, views): (&mut State, &mut Views),
        (channel, kind): (Channel, KindIndex),
        x: i16,
        learning: Learning,
    ) -> i16 {
        let lanes = &self.kinds[kind].lanes[channel.lane()];
        let own = lanes.own.of_mut(state, views);
        let before = *own;
        learning.own.learn(own, x);
        for other in lanes.others.into_iter().flatten() {
            learning.carried.learn(other.of_mut(state, views), x);
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::units::ONE;

    fn world(carry_over: f64) -> World {
        let mut settings = Settings::default();
        settings.mechanisms.matters = true;
        settings.self_governance.carry_over_share = carry_over;
        World::new(&settings, 1, 0)
    }

    const START: i16 = 8_192;
    fn learning(w: &World) -> Learning {
        w.learning(0.2, 0.4)
    }

    #[test]
    fn with_full_carry_over_there_is_one_expectation_for_all_matters() {
        let w = world(1.0);
        let (mut state, mut views) = ([START; 8], [START; 4]);
        for (step, kind) in [0, 4, 6, 5, 7, 1, 2, 6].into_iter().enumerate() {
            let x = fixed(0.37 * (step % 3) as f64);
            w.credit((&mut state, &mut views), (Channel::Community, KindIndex::at(kind)), x, learning(&w));
            let lanes = [state[Channel::Community.lane()], views[VIEW_SHARED], views[VIEW_PERSONAL]];
            assert_eq!(lanes, [lanes[0]; 3]);
        }
        assert_ne!(state[Channel::Community.lane()], START);
        assert_eq!(state[Channel::Hotline.lane()], START);
    }

    #[test]
    fn without_carry_over_only_the_group_of_the_matter_learns() {
        let w = world(0.0);
        let care = w.kinds.iter().position(|kind| kind.name == "care_request").expect("a built-in kind");
        let care = KindIndex::at(care);
        let (mut state, mut views) = ([START; 8], [START; 4]);
        let before = w.credit((&mut state, &mut views), (Channel::Community, care), ONE, learning(&w));
        assert_eq!(before, START);
        assert_eq!((state, views[VIEW_SHARED]), ([START; 8], START));
        assert_eq!(views[VIEW_PERSONAL], START + 1_639);
        w.credit((&mut state, &mut views), (Channel::Hotline, care), 0, learning(&w));
        assert_eq!((state[Channel::Hotline.lane()], views[VIEW_GOVERNMENT]), (START, fixed(0.3)));
    }
}
