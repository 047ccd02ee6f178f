//! Do the intervals hold what they promise? Twice: the baseline is compared with itself, with chance that is independent
//! on either side, so that the true difference is zero; and a reform is compared with the baseline in pairs that share
//! their chance, as users do, where the truth is the mean over all pairs of all comparisons. The first kind of difference
//! is symmetric, whatever the outcome; only the second can show what skewness does. 95 intervals in a hundred should cover.
//!
//! Either side of the first kind has a seed of its own. The city itself (buildings, property companies) belongs to the
//! scenario and is the same under every seed.
//!
//! The long studies are run by `cargo test --release --test coverage -- --ignored --nocapture`; they print what they
//! measured.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use gridgov::internals::outcomes::{HEADLINES, coverage::SHORT};
use gridgov::internals::results::ScenarioRecord;
use gridgov::{Results, Run, Scenario, compare, simulate};

#[path = "coverage/page.rs"]
mod page;
#[path = "coverage/pool.rs"]
mod pool;

const PAGE: &str = "docs/coverage.md";

/// How a study is laid out.
struct Study {
    residents: f64,
    days: f64,
    burn_in: f64,
    comparisons: u64,
    pairs: u32,
}

/// What is compared.
#[derive(Clone, Copy, PartialEq)]
enum Sides {
    /// The baseline with itself, under different seeds.
    Independent,
    /// A clear boundary with the baseline, pair by pair.
    Paired,
}

/// Of the intervals of one outcome: how many there were and how many covered the truth.
type Tally = BTreeMap<&'static str, (u32, u32)>;

/// Differences of one outcome with their intervals, over comparisons.
type Intervals = BTreeMap<&'static str, Vec<[f64; 3]>>;

impl Study {
    fn scenario(&self, file: &str) -> Scenario {
        let mut scenario = Scenario::from_path(Path::new(file)).expect("a shipped scenario").remove(0);
        for (key, value) in
            [("city.residents", self.residents), ("scenario.days", self.days), ("scenario.burn_in_days", self.burn_in)]
        {
            scenario = scenario.with(key, value).unwrap();
        }
        scenario
    }

    fn run(&self, sides: Sides) -> Tally {
        let baseline = self.scenario("scenarios/baseline.toml");
        let (other, step) = match sides {
            Sides::Independent => (baseline.clone(), 1),
            Sides::Paired => (self.scenario("scenarios/boundary.toml"), 0),
        };
        let (next, found) = (AtomicU64::new(0), Mutex::new(Intervals::new()));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= self.comparisons {
                            return;
                        }
                        let runs = |scenario: &Scenario, seed: u64| -> Vec<Run> {
                            (0..self.pairs).map(|replicate| simulate(scenario, seed, replicate)).collect()
                        };
                        let seed = 1_000 + 2 * index;
                        let both = vec![runs(&baseline, seed), runs(&other, seed + step)];
                        let record = |name: &str| {
                            let mut record = ScenarioRecord::of(&baseline, "world");
                            name.clone_into(&mut record.name);
                            record
                        };
                        let results = Results::from_runs(vec![record("one"), record("other")], "one", index, both);
                        let comparison = compare(&results, "one");
                        let mut found = found.lock().unwrap();
                        for d in comparison.differences.iter().filter(|d| d.group == "all" && d.pairs > 1) {
                            found.entry(d.outcome).or_default().push([d.low, d.difference, d.high]);
                        }
                    }
                });
            }
        });
        let covered = |intervals: Vec<[f64; 3]>| {
            let count = intervals.len() as u32;
            let mean = intervals.iter().map(|[_, difference, _]| difference).sum::<f64>() / f64::from(count);
            let truth = if sides == Sides::Independent { 0.0 } else { mean };
            // Where all pairs differ by the same amount an interval has no width but that of rounding.
            let rounding = 1e-9 * truth.abs();
            let holds = |[low, _, high]: &&[f64; 3]| *low <= truth + rounding && truth - rounding <= *high;
            (count, intervals.iter().filter(holds).count() as u32)
        };
        found.into_inner().unwrap().into_iter().map(|(outcome, intervals)| (outcome, covered(intervals))).collect()
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
    let (pooled, each) = coverage(&study.run(Sides::Independent));
    assert!((0.915..=0.985).contains(&pooled), "pooled {pooled}: {each:?}");
    assert!(each[0].0 >= 0.75, "worst: {:?}", &each[..5]);
}

/// 200 comparisons of 30 pairs: coverage over all outcomes, and by outcome.
fn covered(sides: Sides) -> (f64, Vec<(f64, &'static str)>) {
    let study = Study { residents: 2_000.0, days: 120.0, burn_in: 60.0, comparisons: 200, pairs: 30 };
    let (pooled, each) = coverage(&study.run(sides));
    println!("pooled over {} outcomes: {pooled:.4}", each.len());
    for (share, outcome) in &each {
        println!("{share:.3} {outcome}");
    }
    (pooled, each)
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_comparisons_of_the_baseline_with_itself() {
    let (pooled, each) = covered(Sides::Independent);
    assert!((0.94..=0.96).contains(&pooled), "pooled {pooled}");
    assert!(each[0].0 >= 0.90, "worst: {:?}", &each[..5]);
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_comparisons_of_a_reform_with_the_baseline() {
    let (pooled, each) = covered(Sides::Paired);
    assert!((0.93..=0.97).contains(&pooled), "pooled {pooled}");
    // What follows from who quits differs in few pairs, of two posts and 120 days: skill, quits and filled posts.
    assert!(each[3].0 >= 0.90, "worst but three: {:?}", &each[..8]);
}

/// The pool that the coverage at the shipped size is drawn from.
#[test]
#[ignore = "takes ten minutes of processor time"]
fn a_pool_of_cities_of_the_shipped_size() {
    pool::complete();
    assert!(!pool::read().is_empty());
}

/// Writes the page from the pool. What it marks has to stand in `sim/outcomes/coverage.rs`.
#[test]
#[ignore = "needs the pool"]
fn the_page_of_coverage() {
    let (text, marked) = page::page(&pool::read(), &HEADLINES);
    std::fs::write(PAGE, text).unwrap();
    println!("{marked:#?}");
    let known: Vec<&str> = SHORT.iter().map(|(id, _)| *id).collect();
    assert_eq!(known, marked.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "sim/outcomes/coverage.rs");
}

#[test]
fn the_program_marks_what_the_page_marks() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let rows: Vec<(&str, &str)> = rows.collect();
    assert_eq!(rows.len(), gridgov::outcome_kinds().len());
    let marked: Vec<&str> = rows.iter().filter(|(_, rest)| rest.starts_with(" \\*")).map(|(id, _)| *id).collect();
    assert_eq!(marked, SHORT.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    for (id, least) in SHORT {
        assert!(
            page.lines()
                .any(|line| line.contains(&format!("`{id}`")) && line.contains(&format!("{:.1} ±", 100.0 * least)))
        );
    }
}
