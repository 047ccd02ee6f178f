//! Do the intervals hold what they promise? The baseline is compared with itself, with chance that is independent on either
//! side: the true difference is zero, so 95 intervals in a hundred should cover it.
//!
//! The city itself (buildings, property companies) follows from the seed and is the same in every replicate. Two seeds would
//! compare two cities, whose true difference is not zero; so both sides live in one city, with replicates of their own, and
//! every comparison has a city of its own.
//!
//! The long study is run by `cargo test --release --test coverage -- --ignored --nocapture`; it prints what it measured.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use gridgov::results::ScenarioRecord;
use gridgov::{Results, Run, Scenario, compare, simulate};

/// How a study is laid out.
struct Study {
    residents: f64,
    days: f64,
    burn_in: f64,
    comparisons: u64,
    pairs: u32,
}

/// Of the intervals of one outcome: how many there were and how many covered zero.
type Tally = BTreeMap<&'static str, (u32, u32)>;

impl Study {
    fn scenario(&self) -> Scenario {
        let mut scenario = Scenario::builtin("baseline").unwrap();
        for (key, value) in
            [("city.residents", self.residents), ("scenario.days", self.days), ("scenario.burn_in_days", self.burn_in)]
        {
            scenario = scenario.with(key, value).unwrap();
        }
        scenario
    }

    /// Compares the baseline with itself, every comparison under a seed of its own.
    fn run(&self) -> Tally {
        let scenario = self.scenario();
        let (next, tally) = (AtomicU64::new(0), Mutex::new(Tally::new()));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= self.comparisons {
                            return;
                        }
                        let runs = |first: u32| -> Vec<Run> {
                            (first..first + self.pairs).map(|r| simulate(&scenario, 1_000 + index, r)).collect()
                        };
                        let both = vec![runs(0), runs(self.pairs)];
                        let record = |name: &str| {
                            let mut record = ScenarioRecord::of(&scenario, "world");
                            name.clone_into(&mut record.name);
                            record
                        };
                        let results = Results::from_runs(vec![record("one"), record("other")], "one", index, both);
                        let comparison = compare(&results, "one");
                        let mut tally = tally.lock().unwrap();
                        for d in comparison.differences.iter().filter(|d| d.group == "all" && d.pairs > 1) {
                            let (intervals, covering) = tally.entry(d.outcome).or_default();
                            *intervals += 1;
                            *covering += u32::from(d.low <= 0.0 && 0.0 <= d.high);
                        }
                    }
                });
            }
        });
        tally.into_inner().unwrap()
    }
}

/// Coverage pooled over outcomes, and by outcome from the worst on.
fn coverage(tally: &Tally) -> (f64, Vec<(f64, &'static str)>) {
    let share = |(intervals, covering): (u32, u32)| f64::from(covering) / f64::from(intervals);
    let all = tally.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let mut each: Vec<_> = tally.iter().map(|(outcome, counts)| (share(*counts), *outcome)).collect();
    each.sort_by(|a, b| a.0.total_cmp(&b.0));
    (share(all), each)
}

/// 40 comparisons of 10 pairs: the pooled share has a standard error of about 0.01, as outcomes go together.
#[test]
fn intervals_cover_no_difference_about_as_often_as_they_say() {
    let study = Study { residents: 2_000.0, days: 60.0, burn_in: 30.0, comparisons: 40, pairs: 10 };
    let (pooled, each) = coverage(&study.run());
    assert!((0.915..=0.985).contains(&pooled), "pooled {pooled}: {each:?}");
    assert!(each[0].0 >= 0.75, "worst: {:?}", &each[..5]);
}

/// 200 comparisons of 30 pairs.
#[test]
#[ignore = "takes minutes"]
fn two_hundred_comparisons_of_the_baseline_with_itself() {
    let study = Study { residents: 2_000.0, days: 120.0, burn_in: 60.0, comparisons: 200, pairs: 30 };
    let (pooled, each) = coverage(&study.run());
    println!("pooled over {} outcomes: {pooled:.4}", each.len());
    for (share, outcome) in &each {
        println!("{share:.3} {outcome}");
    }
    assert!((0.94..=0.96).contains(&pooled), "pooled {pooled}");
    assert!(each[0].0 >= 0.90, "worst: {:?}", &each[..5]);
}
