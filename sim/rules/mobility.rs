//! Households move, and others move in.
//!
//! A dwelling is the residents of a community whose places fall into one household: place divided by persons per household,
//! rounded down. Once a month it changes hands with a chance keyed by (community, dwelling, month); the rate is the mean of
//! its members' (tenure is drawn person by person). Tenure stays with the dwelling; everybody who moves in is a new person
//! with traits and first expectations keyed by (place, month): inactive, without practice, without a past with this
//! community's bodies. Ties belong to the place: whoever comes has the neighbours whom the place has. A matter that is open
//! goes on with whoever lives there now.

use crate::assumptions::city::ArchetypeProfile;
use crate::random::{EIGHT, Purpose, keys};
use crate::society::Subdistrict;
use crate::society::residents::Tenure;
use crate::units::places::CommunityIndex;
use crate::units::{Day, MONTH_DAYS, YEAR_DAYS};
use crate::world::World;

/// First place of a dwelling.
#[must_use]
pub fn first_place(dwelling: u32, persons: f64) -> u32 {
    (f64::from(dwelling) * persons).ceil() as u32
}

/// Chance of a dwelling in a month, of its members' yearly rates.
#[must_use]
pub fn chance(rates: impl ExactSizeIterator<Item = f64>) -> f64 {
    let members = rates.len() as f64;
    (rates.sum::<f64>() / members * f64::from(MONTH_DAYS) / YEAR_DAYS).min(1.0)
}

/// Lets households move.
pub fn households_move(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.mobility {
        return;
    }
    let n = &w.self_governance;
    // No dwelling moves more often than the more mobile half of its members.
    let most = chance([n.owner_moves_per_year.max(n.tenant_moves_per_year)].into_iter()) * 65_536.0;
    let month = (day + 1).div_euclid(MONTH_DAYS) as u32;
    for c in s.communities.places() {
        let (key, size) = (s.communities[c].key, s.communities[c].size());
        let profile = w.profiles[s.communities[c].archetype as usize];
        let first = s.communities[c].residents.0;
        for dwellings in (0..).step_by(4 * EIGHT) {
            if first_place(dwellings, w.household) >= size {
                break;
            }
            let who = core::array::from_fn(|eight| key.member(dwellings / EIGHT as u32 + eight as u32));
            let draws = w.stream.four_halves(Purpose::Move, who, month, [keys::moves::DWELLINGS; 4]);
            for (dwelling, &draw) in (dwellings..).zip(&draws) {
                if f64::from(draw) >= most {
                    continue;
                }
                let from = first_place(dwelling, w.household);
                let to = first_place(dwelling + 1, w.household).min(size);
                if from >= size {
                    break;
                }
                let members = &s.residents.traits[(first + from) as usize..(first + to) as usize];
                let rate = |tenure| if tenure == 0 { n.owner_moves_per_year } else { n.tenant_moves_per_year };
                let chance = chance(members.iter().map(|traits| rate(traits.tenure())));
                if f64::from(draw) < chance * 65_536.0 {
                    s.governance.moves[0] += 1;
                    (from..to).for_each(|place| move_in(s, w, c, &profile, place, month));
                }
            }
        }
    }
}

/// Somebody new at a place of a community.
fn move_in(s: &mut Subdistrict, w: &World, c: CommunityIndex, profile: &ArchetypeProfile, place: u32, month: u32) {
    let who = s.communities[c].key.member(place);
    let resident = (s.communities[c].residents.0 + place) as usize;
    let left = s.residents.traits[resident];
    let tenure = Tenure::ALL[left.tenure()].0;
    let draw = |part| w.stream.block(Purpose::Move, who, month, keys::moves::part(part));
    let traits = w.person(profile, Some(tenure), draw).with_active(false).with_practised(0, 0);
    let state = w.first_state(draw(keys::traits::STATE), traits.schooling());
    s.residents.traits[resident] = traits;
    s.residents.zeal[resident] = w.zeal(s.communities[c].tastes, place, traits);
    s.residents.state[resident] = state;
    if w.has_views() {
        s.residents.views[resident] = w.first_views(&state);
    }
    let community = &mut s.communities[c];
    community.active -= u32::from(left.active());
    community.active_owners -= u32::from(left.active() && left.tenure() == 0);
    s.governance.moves[1] += 1;
    s.tasks.note_move(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dwellings_hold_everybody_once() {
        let ends: Vec<u32> = (0..400).map(|dwelling| first_place(dwelling, 2.62)).collect();
        assert_eq!(ends[0], 0);
        assert!(ends.windows(2).all(|pair| (2..=3).contains(&(pair[1] - pair[0]))), "{ends:?}");
        assert!((f64::from(ends[399]) / 399.0 - 2.62).abs() < 0.02);
    }

    #[test]
    fn a_mixed_household_moves_at_the_mean_rate() {
        let p = chance([0.03, 0.17].into_iter());
        assert!((p * YEAR_DAYS / f64::from(MONTH_DAYS) - 0.1).abs() < 1e-12);
    }
}
