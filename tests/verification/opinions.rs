//! Bounded confidence: about 1/(2ε) clusters on a complete graph (Deffuant et al. 2000, doi 10.1142/S0219525900000078), sums
//! conserved, and the spread of opinions over the tie graph against its mean-field limit.

use gridgov::internals::random::{Purpose, below, unit};
use gridgov::internals::rules::influence::{exchange, neighbours_talk};
use gridgov::internals::society::residents::{SATISFACTION, State};
use gridgov::internals::units::{ONE, fixed};

use super::{built, moments, scenario, stream};

/// Clusters of a lane that hold at least 3% of the people: the major ones of the literature.
fn clusters(people: &[State], lane: usize, bound: i16) -> usize {
    let mut values: Vec<i16> = people.iter().map(|state| state[lane]).collect();
    values.sort_unstable();
    let groups = values.chunk_by(|a, b| b - a < bound);
    groups.filter(|group| group.len() * 100 >= 3 * people.len()).count()
}

/// Six lanes are six populations of a thousand on a complete graph. The number of major clusters is within one of 1/(2ε) in
/// each and within 0.75 of it on average; the sums stay what they were to the bit.
#[test]
fn clusters_number_one_over_two_epsilon() {
    let stream = stream(4);
    let n = 1_000_u32;
    for epsilon in [0.30, 0.17, 0.12, 0.08] {
        let bound = fixed(epsilon);
        let mut people: Vec<State> = (0..n)
            .map(|i| {
                core::array::from_fn(|lane| {
                    fixed(unit(
                        stream.block(Purpose::Traits, u64::from(i), u32::from(bound.unsigned_abs()), lane as u32)[0],
                    ))
                })
            })
            .collect();
        let sums = |people: &[State]| -> Vec<i64> {
            (0..SATISFACTION).map(|lane| people.iter().map(|state| i64::from(state[lane])).sum()).collect()
        };
        let before = sums(&people);
        for turn in 0..1_000_000 {
            let [a, b, ..] = stream.block(Purpose::Meeting, turn, u32::from(bound.unsigned_abs()), 0);
            let (a, b) = (below(a, n) as usize, below(b, n) as usize);
            if a == b {
                continue;
            }
            let [first, second] = people.get_disjoint_mut([a, b]).expect("two people");
            for (one, other) in first[..SATISFACTION].iter_mut().zip(&mut second[..SATISFACTION]) {
                let gain = exchange(*other - *one, bound, 16_384);
                *one += gain;
                *other -= gain;
            }
        }
        assert_eq!(sums(&people), before, "what one gains the other gives");
        let counts: Vec<usize> = (0..SATISFACTION).map(|lane| clusters(&people, lane, bound)).collect();
        let (known, mean) = (1.0 / (2.0 * epsilon), counts.iter().sum::<usize>() as f64 / counts.len() as f64);
        println!("epsilon {epsilon}: {counts:?} clusters, mean {mean:.2} for {known:.2}");
        assert!((mean - known).abs() <= 0.75, "epsilon {epsilon}: {counts:?} for {known}");
        assert!(counts.iter().all(|&count| (count as f64 - known).abs() < 1.5), "epsilon {epsilon}: {counts:?}");
    }
}

/// Sum over residents of each lane.
fn sums(people: &[State]) -> [i64; 8] {
    core::array::from_fn(|lane| people.iter().map(|state| i64::from(state[lane])).sum())
}

/// With opinions away from the ends of the scale nothing is cut off, and a year of talk moves no sum by a single unit;
/// satisfaction and legal awareness are not talked about at all.
#[test]
fn talk_moves_opinions_and_makes_none() {
    let (w, mut s) = built(&scenario(6_000.0));
    for state in &mut s.residents.state {
        state[..SATISFACTION].iter_mut().for_each(|lane| *lane = (*lane).clamp(ONE / 5, ONE / 5 * 4));
    }
    let (before, first) = (sums(&s.residents.state), s.residents.state.clone());
    for day in 0..365 {
        neighbours_talk(&mut s, &w, day);
    }
    assert_eq!(sums(&s.residents.state), before);
    let spread = |people: &[State]| moments(&people.iter().map(|state| f64::from(state[3])).collect::<Vec<_>>()).1;
    assert!(spread(&s.residents.state) < 0.5 * spread(&first), "they do talk");
    assert!(first.iter().zip(&s.residents.state).all(|(a, b)| a[SATISFACTION..] == b[SATISFACTION..]));
}

/// Without a bound a conversation of two strangers takes 2 μ (1 − μ) (x − y)² off the sum of squares, 4 μ (1 − μ) variances
/// on average; a seventh of the residents start one each day, so in a well-mixed community the variance falls by the
/// factor 1 − 4 μ (1 − μ) / 7 a day. On random ties this holds as long as friends of friends have not come to agree, a week or
/// so (tolerance 5%); a month later the spread may lag behind by up to 15%. An opinion that fills one half of the ring
/// does not meet the other half on the small world and stays.
#[test]
fn opinions_spread_as_in_the_mean_field_when_ties_are_random() {
    /// Share of the variance that is left after a week and after four.
    fn left(rewired: f64, scattered: bool) -> [f64; 2] {
        let mut scenario = scenario(30_000.0);
        scenario.settings.city.residents_per_community = 30_000.0;
        scenario.settings.city.tie_rewiring_share = rewired;
        scenario.settings.city.tie_homophily_share = 0.0;
        scenario.settings.behaviour.confidence_bound = 1.0;
        scenario.settings.behaviour.influence_rate = 0.1;
        scenario.settings.behaviour.meetings_per_week = 1.0;
        let (w, mut s) = built(&scenario);
        // One opinion, held by half of the people: scattered over the community, or all in one half of it.
        let draw = stream(5);
        for (i, state) in s.residents.state.iter_mut().enumerate() {
            let holds = if scattered { draw.uniform(Purpose::Traits, i as u64, 0, 0) < 0.5 } else { i < 15_000 };
            state[0] = if holds { ONE / 4 * 3 } else { ONE / 4 };
        }
        let variance =
            |people: &[State]| moments(&people.iter().map(|state| f64::from(state[0])).collect::<Vec<_>>()).1;
        let start = variance(&s.residents.state);
        let mut weeks = |from: i32, to: i32| {
            (from * 7..to * 7).for_each(|day| neighbours_talk(&mut s, &w, day));
            variance(&s.residents.state) / start
        };
        [weeks(0, 1), weeks(1, 4)]
    }
    let daily = 1.0 - 4.0 * 0.1 * 0.9 / 7.0;
    let known = [libm::pow(daily, 7.0), libm::pow(daily, 28.0)];
    for scattered in [true, false] {
        let random = left(1.0, scattered);
        println!("variance left after one and four weeks: mean field {known:.4?}, random ties {random:.4?}");
        assert!((random[0] / known[0] - 1.0).abs() < 0.05, "{random:?} for {known:?}");
        assert!((random[1] / known[1] - 1.0).abs() < 0.15, "{random:?} for {known:?}");
    }
    let block = left(0.05, false);
    println!("one half of a small world: {block:.4?}");
    assert!(block[1] > 2.0 * known[1], "{block:?} against {known:?}");
}
