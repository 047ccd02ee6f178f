//! How fast the model lives: the baseline with every mechanism on, in resident-days a second on one thread, and how fast a
//! city is built.
//!
//! `cargo bench --bench model` measures; `cargo bench --bench model -- --test` runs everything once.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::Scenario;
use gridgov::run::Simulation;

/// Days before the clock starts: queues have filled and the first two months have closed.
const BURN_IN: u32 = 60;
/// Days lived against the clock: a month with its closing.
const DAYS: u32 = 30;

/// The baseline in a city of so many residents.
fn scenario(residents: f64) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = f64::from(BURN_IN);
    scenario
}

fn days(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resident_days");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(10));
    for residents in [100_000_u64, 1_000_000] {
        // Built inside, so that a filter that leaves a size out does not pay for it. The town goes on living: every sample is
        // another month.
        let mut town = None;
        group.throughput(Throughput::Elements(residents * u64::from(DAYS)));
        group.bench_function(BenchmarkId::from_parameter(residents), |bencher| {
            let town = town.get_or_insert_with(|| Simulation::new(&scenario(residents as f64), 1, 0));
            bencher.iter(|| town.advance(DAYS));
        });
    }
    group.finish();
}

fn synthesis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("residents_built");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for residents in [100_000_u64, 1_000_000] {
        let scenario = scenario(residents as f64);
        group.throughput(Throughput::Elements(residents));
        group.bench_function(BenchmarkId::from_parameter(residents), |bencher| {
            bencher.iter(|| black_box(Simulation::built(&scenario, 1, 0)));
        });
    }
    group.finish();
}

criterion_group!(benches, days, synthesis);
criterion_main!(benches);
