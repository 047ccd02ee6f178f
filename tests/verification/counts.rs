//! Daily counts of incidents by size of the pool, and disorder as a branching process.
//!
//! A frailty Z with variance v that a pool shares makes the variance of its daily count m + v m², so variance/mean is
//! 1 + v m: above 1 at a grid and growing with pooling (pattern C1: 4–16 at 13–104 a day).

use gridgov::internals::assumptions::Frailty;
use gridgov::internals::rules::{arrival, disorder};
use gridgov::internals::society::Subdistrict;
use gridgov::internals::society::counts::Count;
use gridgov::internals::units::places::{BuildingIndex, CommunityIndex, PostIndex};
use gridgov::internals::world::World;

use super::{built, moments, scenario};

/// Daily counts of the first grid, the first community and the subdistrict over `days`, by the arrival rule alone.
fn daily(residents: f64, frailty: Frailty, days: i32) -> ([Vec<f64>; 3], World) {
    let mut scenario = scenario(residents);
    scenario.settings.mechanisms.frailty = frailty;
    let (w, mut s) = built(&scenario);
    let mut counts = [const { Vec::new() }; 3];
    for day in 0..days {
        let today = arrivals(&mut s, &w, day);
        let at = |of: &dyn Fn(BuildingIndex) -> bool| today.iter().filter(|&&building| of(building)).count() as f64;
        counts[0].push(at(&|b| s.buildings[b].post == Some(PostIndex::at(0))));
        counts[1].push(at(&|b| s.buildings[b].community == CommunityIndex::at(0)));
        counts[2].push(today.len() as f64);
    }
    (counts, w)
}

/// The buildings of the day's incidents, which are cleared away again.
fn arrivals(s: &mut Subdistrict, w: &World, day: i32) -> Vec<BuildingIndex> {
    s.ledger.days.clear();
    s.ledger.begin_day();
    arrival::move_common_rate(s, w, day);
    arrival::incidents_arise(s, w, day);
    s.incidents.drain(..).map(|incident| incident.building).collect()
}

/// Ten thousand days are about 3,400 independent ones at a persistence of .7 (of squares: (1 − r²) / (1 + r²)); with the heavy
/// tail of a lognormal Z that makes the standard error of a variance about 5%. Tolerance 15% of the excess and .05.
#[test]
fn pooling_raises_variance_over_mean() {
    let mut before = 1.0;
    for (residents, pool) in [(60_000.0, 0), (60_000.0, 1), (12_000.0, 2), (24_000.0, 2), (50_000.0, 2)] {
        let (counts, w) = daily(residents, Frailty::Ar1, 10_000);
        let (mean, variance) = moments(&counts[pool]);
        let (ratio, known) = (variance / mean, 1.0 + w.institutions.frailty_variance * mean);
        println!("pool {pool} of {residents}: {mean:.2} a day, variance/mean {ratio:.3} for {known:.3}");
        assert!((ratio - known).abs() < 0.15 * (known - 1.0) + 0.05, "{mean} a day: {ratio} for {known}");
        assert!(ratio > before, "pooling raises variance over mean");
        before = ratio;
        if (13.0..=104.0).contains(&mean) {
            assert!((3.3..=16.0).contains(&ratio), "pattern C1 at {mean} a day: {ratio}");
        }
    }
}

/// Without frailty counts are Poisson; with a frailty that never changes they are Poisson within a place. The standard error of
/// variance/mean over n days is √(2/n) = .02; tolerance four of them.
#[test]
fn without_a_moving_frailty_counts_are_poisson() {
    for frailty in [Frailty::Fixed, Frailty::None] {
        let (counts, _) = daily(20_000.0, frailty, 5_000);
        for pool in &counts {
            let (mean, variance) = moments(pool);
            println!("frailty {frailty:?}: {mean:.2} a day, variance/mean {:.3}", variance / mean);
            assert!((variance / mean - 1.0).abs() < 0.08, "frailty {frailty:?} at {mean} a day: {}", variance / mean);
        }
    }
}

/// The mean count is what residents, rates, places and thinning say.
#[test]
fn the_mean_is_the_rate() {
    let mut scenario = scenario(60_000.0);
    // Nothing is thinned.
    scenario.settings.behaviour.awareness_prevents = 0.0;
    scenario.settings.institutions.maintenance_prevents = 0.0;
    scenario.settings.mechanisms.frailty = Frailty::None;
    let (w, mut s) = built(&scenario);
    let known: f64 =
        s.communities.iter().map(|c| f64::from(c.size()) * w.rate * w.places_rate[c.archetype as usize]).sum();
    let days = 2_000;
    let total: usize = (0..days).map(|day| arrivals(&mut s, &w, day).len()).sum();
    let mean = total as f64 / f64::from(days);
    let error = (known / f64::from(days)).sqrt();
    assert!((mean - known).abs() < 4.0 * error, "{mean} for {known} (se {error})");
}

/// Incidents of 600 days, and these with all their offspring; `ends` says whether incidents end by themselves.
fn generations(share: f64, ends: bool) -> (f64, f64) {
    let mut scenario = scenario(60_000.0);
    scenario.settings.institutions.branching_share = share;
    for kind in &mut scenario.settings.incidents {
        kind.numbers.self_end_days = if ends { kind.numbers.self_end_days } else { 36_500.0 };
    }
    // What everybody sees breeds as often as the parameter says.
    scenario.settings.incidents.iter_mut().for_each(|kind| kind.numbers.visibility_share = 1.0);
    let (w, mut s) = built(&scenario);
    s.ledger.begin_day();
    let mut first = 0;
    for day in 0..2_000 {
        if day < 600 {
            arrival::move_common_rate(&mut s, &w, day);
            let before = s.ledger.counts[Count::Arisen];
            arrival::incidents_arise(&mut s, &w, day);
            first += s.ledger.counts[Count::Arisen] - before;
        }
        disorder::disorder_breeds(&mut s, &w, day);
        if ends {
            s.incidents.retain(|incident| incident.ends > day);
        }
    }
    (first as f64, s.ledger.counts[Count::Arisen] as f64)
}

/// Total progeny of a branching process with mean b is 1 / (1 − b) a founder; so b = 1 − founders / all. With some 50,000
/// founders the standard error of b is √(b (1 − b) / founders) < .0021; the cut at three children takes less than
/// .0003 off.
#[test]
fn offspring_number_what_the_parameter_says_and_fewer_where_incidents_end() {
    for share in [0.1, 0.3] {
        let (founders, all) = generations(share, false);
        let number = 1.0 - founders / all;
        println!("branching number {number:.4} for {share}, from {founders} founders");
        assert!((number - share).abs() < 4.0 * 0.0021, "{number} for {share}");
        let (founders, all) = generations(share, true);
        let ended = 1.0 - founders / all;
        println!("  where incidents end by themselves {ended:.4}");
        assert!(ended < number && ended > 0.0, "{ended} against {number}");
    }
}
