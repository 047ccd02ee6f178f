//! How fast the model runs: the baseline with every mechanism on, in resident-days per second on one thread, and how fast a
//! city is built.
//!
//! `cargo bench --bench model` measures; `cargo bench --bench model -- --test` runs everything once.

#[path = "common/town.rs"]
mod town;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::Simulation;
use town::scenario;

/// Days before the clock starts: queues have filled and the first two months have closed.
const BURN_IN: u32 = 60;
/// Days simulated against the clock: a month with its closing.
const DAYS: u32 = 30;
/// Residents.
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

/// The sizes to run: a single pass is a look whether it runs at all, for which the smallest will do.
fn sizes() -> impl Iterator<Item = u32> {
    // Cargo passes --bench when it is to be measured, and users --test when it is not.
    let measured = std::env::args().any(|word| word == "--bench") && !std::env::args().any(|word| word == "--test");
    SIZES.into_iter().take(if measured { SIZES.len() } else { 1 })
}

fn days(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resident_days");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(10));
    for residents in sizes() {
        // Built inside, so that a filter that leaves a size out does not pay for it. The town goes on living: every sample is
        // another month.
        let mut town = None;
        group.throughput(Throughput::Elements(u64::from(residents) * u64::from(DAYS)));
        group.bench_function(BenchmarkId::from_parameter(residents), |bencher| {
            let town = town.get_or_insert_with(|| Simulation::new(&scenario(residents, BURN_IN), 1, 0));
            bencher.iter(|| town.advance(DAYS));
        });
    }
    group.finish();
}

fn synthesis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("residents_built");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for residents in sizes() {
        let scenario = scenario(residents, BURN_IN);
        group.throughput(Throughput::Elements(u64::from(residents)));
        group.bench_function(BenchmarkId::from_parameter(residents), |bencher| {
            bencher.iter(|| black_box(Simulation::built(&scenario, 1, 0)));
        });
    }
    group.finish();
}

criterion_group!(benches, days, synthesis);
criterion_main!(benches);
