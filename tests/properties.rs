//! What holds for whatever numbers: of comparisons, of merging, of books. Numbers are drawn from keys, so that a failure is
//! seen again.

// The least and the greatest of some values are those values, to the bit.
#![allow(clippy::float_cmp)]

use gridgov::internals::compare::LEVEL;
use gridgov::internals::day::books_balance;
use gridgov::internals::random::{Purpose, Stream, below, exponential, normal, unit};
use gridgov::internals::results::ScenarioRecord;
use gridgov::internals::statistics::interval::{interval, mean};
use gridgov::internals::statistics::quantile::quantile;
use gridgov::{Comparison, Results, Scenario, Simulation, compare, simulate};

/// Samples of every size and shape: symmetric, skewed, with ties.
fn samples() -> impl Iterator<Item = Vec<f64>> {
    let stream = Stream::new(20_261_127, 3);
    (0..400_u64).map(move |sample| {
        let draw = |i: u32| unit(stream.block(Purpose::Work, sample, i, 0)[0]);
        let size = 4 + (draw(0) * 40.0) as u32;
        let (centre, scale) = (20.0 * draw(1) - 10.0, 0.01 + 5.0 * draw(2));
        let value = |i| match sample % 3 {
            0 => normal(draw(i)),
            1 => exponential(draw(i)) * exponential(draw(i + 100)),
            _ => (3.0 * draw(i)).floor(),
        };
        (3..3 + size).map(|i| centre + scale * value(i)).collect()
    })
}

fn close(one: f64, other: f64, scale: f64) -> bool {
    (one - other).abs() <= 1e-9 * (scale.abs() + one.abs() + 1.0) || one.is_nan() && other.is_nan()
}

/// An interval moves with its values, stretches with them, turns round with them, and knows no order. It holds the mean, and a
/// higher level holds a lower one.
#[test]
fn an_interval_follows_its_values() {
    for values in samples() {
        let (low, high) = interval(&values, LEVEL);
        let centre = mean(&values);
        assert!(low <= centre + 1e-12 && centre <= high + 1e-12, "{low} to {high} around {centre}");
        let of = |change: &dyn Fn(f64) -> f64| interval(&values.iter().map(|&v| change(v)).collect::<Vec<_>>(), LEVEL);
        let moved = of(&|v| v + 7.25);
        assert!(close(moved.0, low + 7.25, high) && close(moved.1, high + 7.25, high), "{values:?}");
        let wider = of(&|v| 3.0 * v);
        assert!(close(wider.0, 3.0 * low, high) && close(wider.1, 3.0 * high, high), "{values:?}");
        let turned = of(&|v| -v);
        assert!(close(turned.0, -high, high) && close(turned.1, -low, high), "{values:?}");
        let mut other = values.clone();
        other.reverse();
        other.rotate_left(values.len() / 3);
        let again = interval(&other, LEVEL);
        assert!(close(again.0, low, high) && close(again.1, high, high));
        let narrower = interval(&values, 0.5);
        assert!(low <= narrower.0 + 1e-12 && narrower.1 <= high + 1e-12, "{values:?}");
    }
}

/// A quantile is one of its values or between two neighbours, never falls with its share, and follows what is done to values.
#[test]
fn a_quantile_follows_its_values() {
    for values in samples() {
        let shares: Vec<f64> = (0..=20).map(|i| f64::from(i) / 20.0).collect();
        let found: Vec<f64> = shares.iter().map(|&p| quantile(&values, p)).collect();
        assert!(found.windows(2).all(|pair| pair[0] <= pair[1]), "{found:?}");
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), &v| (a.min(v), b.max(v)));
        assert_eq!((found[0], found[20]), (least, most));
        let turned: Vec<f64> = values.iter().map(|v| -2.0 * v).collect();
        for (p, value) in shares.iter().zip(&found) {
            assert!(close(quantile(&turned, 1.0 - p), -2.0 * value, *value), "{p} of {values:?}");
        }
        let with_undefined: Vec<f64> = values.iter().copied().chain([f64::NAN]).collect();
        assert!(close(quantile(&with_undefined, 0.3), quantile(&values, 0.3), 1.0));
    }
}

/// Three small scenarios, four replicates.
fn results(order: &[usize]) -> Results {
    let base = Scenario::default();
    let small = [("city.residents", 600.0), ("scenario.days", 60.0), ("scenario.burn_in_days", 30.0)];
    let base = small.iter().fold(base, |scenario, &(key, value)| scenario.with(key, value).unwrap());
    let with = |name: &str, key: &str, value: f64| {
        let mut scenario = base.with(key, value).unwrap();
        name.clone_into(&mut scenario.name);
        scenario
    };
    let all = [
        base.clone(),
        with("audited", "staffing.audit_share", 0.4),
        with("bounded", "power.intervention_cap_share", 0.2),
    ];
    let scenarios: Vec<&Scenario> = order.iter().map(|&at| &all[at]).collect();
    let records = scenarios.iter().map(|scenario| ScenarioRecord::of(scenario, "world")).collect();
    let runs = scenarios.iter().map(|scenario| (0..4).map(|replicate| simulate(scenario, 5, replicate)).collect());
    Results::from_runs(records, &base.name, 5, runs.collect())
}

fn rows(comparison: &Comparison, scenario: &str) -> Vec<(&'static str, String, [f64; 5], [u32; 3])> {
    let own = comparison.differences.iter().filter(|difference| difference.scenario == scenario);
    own.map(|d| {
        let numbers = [d.difference, d.low, d.high, d.baseline_mean, d.scenario_mean];
        (d.outcome, d.group.clone(), numbers, [d.pairs, d.ties, d.better_in])
    })
    .collect()
}

/// A difference turns round when baseline and scenario change places, is that of the means, and depends neither on the order of
/// scenarios nor on who else is compared.
#[test]
fn a_difference_turns_round_and_depends_on_nobody_else() {
    let whole = results(&[0, 1, 2]);
    let there = compare(&whole, &whole.baseline);
    let (base, name) = (whole.baseline.clone(), "audited");
    let back = compare(&whole, name);
    let (there_rows, back_rows) = (rows(&there, name), rows(&back, &base));
    assert!(there_rows.len() > 60 && there_rows.len() == back_rows.len());
    for (one, other) in there_rows.iter().zip(&back_rows) {
        let ([difference, low, high, before, after], [pairs, ties, better]) = (one.2, one.3);
        let turned = other.2;
        assert_eq!((one.0, &one.1), (other.0, &other.1));
        assert!(close(difference, -turned[0], 1.0) && close(before, turned[4], 1.0), "{one:?} {other:?}");
        assert!(close(low, -turned[2], 1.0) && close(high, -turned[1], 1.0), "{one:?} {other:?}");
        assert!(close(difference, after - before, after), "{one:?}");
        assert!(difference.is_nan() || low.is_nan() || low <= difference && difference <= high, "{one:?}");
        assert_eq!((pairs, ties), (other.3[0], other.3[1]));
        assert!(better + ties <= pairs && better + other.3[2] + ties <= pairs.max(better + ties), "{one:?} {other:?}");
    }
    let turned = results(&[2, 1, 0]);
    let alone = results(&[0, 1]);
    for other in [&turned, &alone] {
        let found = rows(&compare(other, &base), name);
        assert_eq!(format!("{found:?}"), format!("{there_rows:?}"));
    }
    assert_eq!(whole.result_hash(), turned.result_hash());
    assert_ne!(whole.result_hash(), alone.result_hash());
}

/// Books balance on every day of worlds in which every number is somewhere in its plausible range, in several subdistricts.
#[test]
fn books_balance_in_worlds_at_random() {
    for number in 1..=6 {
        let path = format!("tests/oracle/policies/world_{number}.toml");
        let mut scenario = Scenario::from_path(path.as_ref()).expect("a world").remove(0);
        let city = &mut scenario.settings.city;
        (city.residents, city.residents_per_community, city.residents_per_subdistrict) = (1_600.0, 400.0, 800.0);
        let stream = Stream::new(number, 0);
        let mut life = Simulation::built(&scenario, number, 0);
        for day in 0..70 {
            life.advance(1);
            for s in &life.society().subdistricts {
                books_balance(s).unwrap_or_else(|problem| panic!("world {number}, day {day}: {problem}"));
            }
        }
        // Shares of residents' states lie on their scale, whoever is looked at.
        let s = &life.society().subdistricts[0];
        for look in 0..200 {
            let resident = below(stream.block(Purpose::Work, look, 0, 0)[0], s.residents.len() as u32) as usize;
            let state = s.residents.state[resident];
            assert!(state.iter().all(|&lane| (0..=gridgov::internals::units::ONE).contains(&lane)), "{state:?}");
        }
    }
}
