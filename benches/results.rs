//! What comes after the days: measuring a run, comparing and ranking scenarios, writing and reading a folder of results,
//! drawing its figures.
//!
//! `cargo bench --bench results` measures; `cargo bench --bench results -- --test` runs everything once.

#[path = "common/town.rs"]
mod town;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use gridgov::Simulation;
use gridgov::internals::compare::ranking::ranking;
use gridgov::internals::{report, scenario};
use gridgov::{Ensemble, Results, compare};

/// Replicates of each of the shipped scenarios.
const REPLICATES: u32 = 30;

/// The shipped scenarios in a village for two months: as many runs and outcomes as the shipped comparison has, in little
/// time.
fn village() -> Results {
    let set = ["city.residents=1000", "scenario.days=60", "scenario.burn_in_days=30"].map(str::to_owned);
    let scenarios = scenario::load(&[PathBuf::from("scenarios")], &set).expect("the shipped scenarios are good");
    let ensemble =
        Ensemble { scenarios: &scenarios, baseline: "baseline", seed: 1, replicates: REPLICATES, threads: 1 };
    ensemble.run(&AtomicBool::new(false), &|_| ()).expect("nobody stops it")
}

fn measuring(criterion: &mut Criterion) {
    let mut town = Simulation::new(&town::scenario(60_000, 30), 1, 0);
    town.advance(60);
    let mut group = criterion.benchmark_group("run");
    group.sample_size(20).measurement_time(Duration::from_secs(2));
    group.bench_function("measure", |bencher| bencher.iter(|| black_box(town.measure())));
    group.finish();
}

fn results(criterion: &mut Criterion) {
    let results = village();
    let folder = tempfile::tempdir().expect("a temporary folder");
    results.write(folder.path()).expect("it can be written");
    let mut group = criterion.benchmark_group(format!("{}_scenarios_by_{REPLICATES}", results.scenarios.len()));
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    group.bench_function("compare", |bencher| bencher.iter(|| black_box(compare(&results, "baseline"))));
    group.bench_function("rank", |bencher| bencher.iter(|| black_box(ranking(&results, &[]))));
    group.bench_function("write", |bencher| bencher.iter(|| results.write(folder.path()).expect("it can be written")));
    group.bench_function("read", |bencher| bencher.iter(|| Results::read(folder.path()).expect("it can be read")));
    group.bench_function("draw", |bencher| {
        bencher.iter(|| report::write(&results, folder.path(), None).expect("it can be drawn"));
    });
    group.finish();
}

criterion_group!(benches, measuring, results);
criterion_main!(benches);
