//! Incidents arise.
//!
//! In each community a Poisson number of candidate incidents a day, with rate = residents × base rate × place × Z. Z is
//! the subdistrict's common rate of the day, exp(σa − σ²/2), where a is a stationary AR(1) of unit variance: mean 1,
//! variance exp(σ²) − 1. A frailty shared by a subdistrict and moving over days is what makes the variance of daily counts
//! grow with pooling (pattern C1). Kind, building and person of a candidate are keyed by (community, day, slot), never by
//! grid. Candidates are thinned by their fixed mark U: a dispute does not arise where the person's legal awareness prevents
//! it, nor a defect where a property company keeps the place up, nor what a project has mended. Where incidents have lasting
//! causes, the building is drawn by what its condition and its cause make of that kind. Seasons thin, too: candidates come at the rate
//! of the highest season, and the mark keeps as many as the day has. With `clustering` a community has besides a lognormal
//! rate of its own on each day, of mean 1, without memory: what happens in one place makes many matters there at once, so
//! that counts of small places are uneven, too. A rate that the city shares is an AR(1) of the same
//! form whose innovations are keyed by the day alone, so that subdistricts have the same without speaking to each other.

use crate::assumptions::Frailty;
use crate::random::{Purpose, below, keys, normal, unit};
use crate::society::incidents::lay_in_order;
use crate::society::residents::AWARENESS;
use crate::society::{Incident, Subdistrict};
use crate::units::places::{CommunityIndex, KindIndex};
use crate::units::{Day, share};
use crate::world::World;

/// Moves the common rate to `day`.
pub fn move_common_rate(s: &mut Subdistrict, w: &World, day: Day) {
    let draw = |when: u32| normal(w.uniform(Purpose::Frailty, s.key.whole(), when, keys::frailty::DAY));
    s.office.frailty = match w.mechanisms.frailty {
        // A stationary AR(1) with unit variance.
        Frailty::Ar1 => {
            let r = w.institutions.frailty_persistence;
            r * s.office.frailty + (1.0 - r * r).sqrt() * draw(day as u32)
        }
        // The same subdistrict-wide factor for ever.
        Frailty::Fixed => draw(keys::EVER),
        Frailty::None => 0.0,
    };
    if w.mechanisms.citywide {
        let r = w.calendar.city_persistence;
        let u = w.uniform(Purpose::Citywide, keys::frailty::CITY, day as u32, keys::frailty::DAY);
        s.office.citywide = r * s.office.citywide + (1.0 - r * r).sqrt() * normal(u);
    }
}

/// The common rate Z for the AR(1) state `a`: lognormal with mean 1 and the given variance.
#[must_use]
pub fn common_rate(a: f64, variance: f64) -> f64 {
    let spread = libm::log1p(variance);
    libm::exp(spread.sqrt() * a - 0.5 * spread)
}

/// A community's own rate of a day: a burst pipe, a film night or a cold stairwell makes many matters at once, next door none.
fn own_rate(w: &World, community: u64, day: Day) -> f64 {
    if !w.mechanisms.clustering {
        return 1.0;
    }
    let u = w.uniform(Purpose::ArrivalCount, community, day as u32, keys::arrival::CLUSTER);
    common_rate(normal(u), w.calendar.community_variance)
}

/// Lets the day's incidents arise.
pub fn incidents_arise(s: &mut Subdistrict, w: &World, day: Day) {
    let common = match w.mechanisms.frailty {
        Frailty::None => 1.0,
        Frailty::Ar1 | Frailty::Fixed => common_rate(s.office.frailty, w.institutions.frailty_variance),
    };
    let citywide = if w.mechanisms.citywide { common_rate(s.office.citywide, w.calendar.city_variance) } else { 1.0 };
    let common = common * citywide * w.highest_season;
    let before = s.incidents.len();
    for c in s.communities.places() {
        let (key, size) = (s.communities[c].key.whole(), s.communities[c].size());
        let mean = f64::from(size) * w.rate * w.places_rate[s.communities[c].archetype as usize] * common;
        let count = w.counted(Purpose::ArrivalCount, key, day, keys::ONLY, mean * own_rate(w, key, day));
        for slot in 0..count {
            let candidate = candidate(s, w, c, day, slot);
            if let Some(incident) = candidate {
                w.begin(s, incident);
            }
        }
    }
    lay_in_order(&mut s.incidents, before);
}

/// The candidate incident of a slot, unless its mark thins it out.
fn candidate(s: &Subdistrict, w: &World, c: CommunityIndex, day: Day, slot: u32) -> Option<Incident> {
    let community = &s.communities[c];
    let [kind, place, person, mark] = w.stream.block(Purpose::Arrival, community.key.whole(), day as u32, slot);
    let [high, low, ..] = w.stream.block(Purpose::Identity, community.key.whole(), day as u32, slot);
    let kind = w.kinds.partition_point(|k| k.cumulative <= unit(kind)).min(w.kinds.len() - 1);
    let kind = KindIndex::at(kind);
    let buildings = &s.buildings[community.buildings];
    let at = match s.causes.cumulative.get(kind) {
        Some(shares) => shares[community.buildings].partition_point(|&share| share <= unit(place)),
        None => buildings.partition_point(|b| b.cumulative <= unit(place)),
    };
    let at = at.min(buildings.len() - 1);
    let building = community.buildings.0.after(at);
    let person = buildings[at].residents.0 + below(person, buildings[at].size());
    let awareness = share(s.residents.state[person as usize][AWARENESS]);
    let upkeep = community.property.map_or(0.0, |p| p.service);
    let facts = &w.kinds[kind];
    let thinned = prevented(facts.dispute, w.behaviour.awareness_prevents, awareness)
        + prevented(facts.facility, w.institutions.maintenance_prevents, upkeep);
    // Whatever else prevents it, a project has mended a part of the rest, and out of season there is less.
    let kept = s.causes.left(building, kind) * (facts.season.rate(day) / w.highest_season);
    let thinned = thinned + (1.0 - thinned) * (1.0 - kept);
    let id = keys::within(high, low);
    (unit(mark) >= thinned).then(|| w.incident(s, id, kind, building, person, day))
}

/// The share of candidates that a protection keeps from arising.
fn prevented(applies: bool, strength: f64, level: f64) -> f64 {
    if applies { strength * level } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean 1 and the stated variance over a fine grid of quantiles of the state.
    #[test]
    fn the_common_rate_has_mean_one_and_its_variance() {
        let n = 20_000;
        let z: Vec<f64> = (0..n).map(|i| common_rate(normal((f64::from(i) + 0.5) / f64::from(n)), 0.18)).collect();
        let mean = z.iter().sum::<f64>() / f64::from(n);
        let variance = z.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / f64::from(n);
        assert!((mean - 1.0).abs() < 1e-3 && (variance - 0.18).abs() < 2e-3, "{mean} {variance}");
    }
}
