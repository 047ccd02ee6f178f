//! Who somebody is and what they expect before they have lived through anything: on the first day, and when they move in.

use super::World;
use crate::assumptions::city::ArchetypeProfile;
use crate::random::keys::traits;
use crate::random::{halves, normal, unit};
use crate::society::governance::Matter;
use crate::society::residents::{AWARENESS, Channel, Person, SATISFACTION, State, Tenure, Traits};
use crate::units::fixed;

/// Highest level of a civic threshold; with `local_joining` it is that of people without the time to take part.
pub const NO_TIME: u32 = 127;

impl World {
    /// A person of a kind of community from the blocks of draws of [`traits`]; of that tenure, if it is given.
    #[must_use]
    pub fn person(&self, profile: &ArchetypeProfile, tenure: Option<Tenure>, draw: impl Fn(u32) -> [u32; 4]) -> Traits {
        let (b, n) = (&self.behaviour, &self.first_day);
        let [age, holds, schooling, digital] = draw(traits::PERSON).map(unit);
        let [privacy, threshold, patience, active] = draw(traits::MIND).map(unit);
        let age = if age < profile.elders { 2 } else { u32::from(age < profile.elders + profile.middle) };
        let drawn = if holds < profile.owners {
            Tenure::Owner
        } else if holds < 1.0 - profile.migrants {
            Tenure::Tenant
        } else {
            Tenure::MigrantTenant
        };
        let person = Person {
            age,
            tenure: tenure.unwrap_or(drawn),
            schooling: ((schooling * 4.0) as u32)
                .saturating_sub(u32::from(age == 2 && schooling > n.elder_schooling_share)),
            digital: digital * [n.digital_young_slope, n.digital_middle_slope, n.digital_elder_slope][age as usize]
                + [0.0, n.digital_middle_least, 0.0][age as usize],
            privacy,
            threshold: self.threshold(age as usize) + profile.threshold_shift + b.threshold_sd * normal(threshold),
            patience: (patience * 4.0) as u32,
        };
        let somebody = person.pack().with_active(active < n.active_share);
        if self.mechanisms.local_joining || self.mechanisms.people_practise {
            self.at_home(somebody, draw(traits::HOME))
        } else {
            somebody
        }
    }

    /// Mean civic threshold of an age band.
    fn threshold(&self, age: usize) -> f64 {
        let n = &self.self_governance;
        if self.mechanisms.local_joining {
            n.joining_threshold_mean + n.threshold_age_step * (1.0 - age as f64)
        } else {
            self.behaviour.threshold_mean
        }
    }

    /// The traits of which only some mechanisms know: the time to take part, and practice on the first day.
    fn at_home(&self, traits: Traits, draws: [u32; 4]) -> Traits {
        let n = &self.self_governance;
        let [time, practised, matter, _] = draws.map(unit);
        let mut traits = traits;
        if self.mechanisms.local_joining {
            let has_time = time < [n.time_share_young, n.time_share_middle, n.time_share_elder][traits.age()];
            let level = if has_time { traits.level().min(NO_TIME - 1) } else { NO_TIME };
            traits = traits.with_level(level).with_active(traits.active() && has_time);
        }
        if self.mechanisms.people_practise && practised < n.first_practised_share {
            let quarters = 1 + (practised / n.first_practised_share * n.practice_quarters) as u32;
            traits = traits.with_practised(quarters, (matter * Matter::ALL.len() as f64) as usize);
        }
        traits
    }

    /// What somebody of that schooling expects before anything, from a block of draws.
    #[must_use]
    pub fn first_state(&self, draws: [u32; 4], schooling: usize) -> State {
        let n = &self.first_day;
        let draws = halves(draws);
        let spread = |sd: f64, lane: usize| sd * f64::from(self.tables.normal[usize::from(draws[lane])]);
        let mut state = [0; 8];
        for channel in Channel::ALL {
            let (mean, sd) = match channel {
                Channel::Neighbours => (n.neighbours_mean, n.neighbours_sd),
                _ => (n.expectation_mean, n.expectation_sd),
            };
            state[channel.lane()] = fixed((mean + spread(sd, channel.lane())).clamp(0.0, 1.0));
        }
        state[SATISFACTION] = fixed(n.satisfaction);
        state[AWARENESS] = fixed(self.awareness_held()[schooling]);
        state
    }

    /// Legal awareness that each level of schooling holds.
    #[must_use]
    pub fn awareness_held(&self) -> [f64; 4] {
        held(self.behaviour.awareness_start, self.people.schooling_awareness())
    }
}

/// Awareness that each level of schooling holds, for a mean of about `start`.
fn held(start: f64, by_schooling: [f64; 4]) -> [f64; 4] {
    by_schooling.map(|ratio| (start * ratio).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assumptions::{Archetype, City};
    use crate::random::Stream;
    use crate::settings::Settings;

    #[test]
    fn awareness_rises_with_schooling_and_stays_on_the_scale() {
        assert_eq!(held(0.25, [0.6, 0.9, 1.2, 1.6]), [0.15, 0.225, 0.3, 0.4]);
        assert_eq!(held(1.0, [0.6, 0.9, 1.2, 1.6])[3], 1.0);
    }

    /// Of two thousand people a share of each age band has the time that the parameters say, and elders have lower thresholds.
    #[test]
    fn time_and_thresholds_go_with_age() {
        let mut settings = Settings::default();
        settings.mechanisms.local_joining = true;
        let w = World::new(&settings, 5, 0);
        let profile = City::default().profile(Archetype::OldEstate);
        let stream = Stream::new(5, 0);
        let mut bands = [(0.0, 0.0, 0.0); 3];
        for who in 0..20_000 {
            let traits = w.person(&profile, None, |part| stream.block(crate::random::Purpose::Traits, who, part, 0));
            let band = &mut bands[traits.age()];
            let has_time = f64::from(u8::from(traits.level() < NO_TIME));
            band.0 += 1.0;
            band.1 += has_time;
            band.2 += has_time * f64::from(traits.threshold());
        }
        let n = &settings.self_governance;
        for ((all, able, _), share) in
            bands.into_iter().zip([n.time_share_young, n.time_share_middle, n.time_share_elder])
        {
            assert!(
                (able / all - share).abs() < 4.0 * (share * (1.0 - share) / all).sqrt(),
                "{able} of {all} for {share}"
            );
        }
        let mean = bands.map(|(_, able, sum)| sum / able);
        assert!(mean[0] > mean[1] + 0.08 && mean[1] > mean[2] + 0.08, "{mean:?}");
    }
}
