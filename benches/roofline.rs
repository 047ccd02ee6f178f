//! What bounds the model: its instructions and bytes per resident-day against what the machine can do.
//!
//! `cargo bench --bench roofline` measures the memory's bandwidth (a triad on one and two threads), the clock (a chain of
//! additions each of which waits for the one before) and the rate of the model, takes instructions and cache misses from
//! `benches/instructions.toml`, and writes a block of `docs/performance.md`. It wants 1.5 GB. `-- --test` does little of it
//! and writes nothing.

#[path = "instructions/gate.rs"]
#[expect(dead_code, reason = "only the record is needed")]
mod gate;
#[path = "common/page.rs"]
mod page;
#[path = "common/town.rs"]
mod town;

use std::fmt::Write as _;
use std::hint::black_box;
use std::thread;
use std::time::Instant;

use gridgov::Simulation;

/// The model that is measured: every mechanism on.
const MODEL: &str = "second";
/// Resident-days of the record: 60,000 residents for 90 days.
const RECORDED: f64 = 60_000.0 * 90.0;
/// Every number is the best of so many.
const REPETITIONS: usize = 5;
/// Bytes of a cache line.
const LINE: f64 = 64.0;

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let quick = asked("--test") || !asked("--bench");
    let (numbers, residents) = if quick { (100_000, 10_000) } else { (20_000_000, 600_000) };
    let small = 25_000;
    let text = block(
        [triad(numbers, 1), triad(numbers, 2)],
        [triad(small, 1), triad(small, 2)],
        clock(if quick { 1_000_000 } else { 100_000_000 }),
        [model(residents, 1), model(residents, 2)],
    );
    println!("{text}");
    if !quick {
        page::put("roofline", &text);
    }
}

/// The fewest seconds of several.
fn best(mut work: impl FnMut()) -> f64 {
    let mut seconds = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..REPETITIONS).map(|_| seconds()).fold(f64::INFINITY, f64::min)
}

/// GB/s of `a = b + 3c` over columns of so many numbers on each thread, counting 24 bytes a number.
fn triad(numbers: usize, threads: usize) -> f64 {
    let rounds = (20_000_000 / numbers).clamp(1, 200);
    let column = |value: f64| vec![vec![value; numbers]; threads];
    let (mut a, b, c) = (column(0.0), column(1.0), column(2.0));
    let seconds = best(|| {
        thread::scope(|scope| {
            for (a, (b, c)) in a.iter_mut().zip(b.iter().zip(&c)) {
                scope.spawn(move || {
                    for _ in 0..rounds {
                        for (a, (b, c)) in a.iter_mut().zip(b.iter().zip(c)) {
                            *a = b + 3.0 * c;
                        }
                        black_box(&mut *a);
                    }
                });
            }
        });
    });
    (24 * numbers * threads * rounds) as f64 / seconds / 1e9
}

/// GHz: every step of a 64-bit xorshift is three shifts and three exclusive ors, each waiting for the one before, and each
/// takes one cycle on processors of today.
fn clock(steps: u64) -> f64 {
    let seconds = best(|| {
        let mut x = black_box(1_u64);
        for _ in 0..steps {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }
        black_box(x);
    });
    6.0 * steps as f64 / seconds / 1e9
}

/// Resident-days per second of so many cities at once, a thread each.
fn model(residents: u32, threads: usize) -> f64 {
    const DAYS: u32 = 30;
    let scenario = town::scenario(residents, 60);
    let mut towns: Vec<Simulation> =
        (0..threads).map(|replicate| Simulation::new(&scenario, 1, replicate as u32)).collect();
    let seconds = best(|| {
        thread::scope(|scope| towns.iter_mut().for_each(|town| _ = scope.spawn(|| town.advance(DAYS))));
    });
    f64::from(residents) * f64::from(DAYS) * threads as f64 / seconds
}

/// The block of the page.
fn block(large: [f64; 2], small: [f64; 2], clock: f64, model: [f64; 2]) -> String {
    let record = std::fs::read_to_string("benches/instructions.toml").expect("the record is there");
    let mut records: gate::Records = toml::from_str(&record).expect("a record that --record wrote");
    let record = records.remove(MODEL).expect("the model is on record");
    let per_day = |count: u64| count as f64 / RECORDED;
    let instructions = per_day(record.parts["days"]);
    let accesses = per_day(record.memory["reads"] + record.memory["writes"]);
    let bytes = LINE * per_day(record.memory["read_misses"] + record.memory["write_misses"]);
    let mut text = String::from("| measured | one thread | two threads |\n|---|---|---|\n");
    let mut row = |name: &str, values: [f64; 2], digits: usize| {
        let _ = writeln!(text, "| {name} | {:.digits$} | {:.digits$} |", values[0], values[1]);
    };
    let each = |f: &dyn Fn(usize) -> f64| [f(0), f(1)];
    row("triad in memory, columns of 160 MB, GB/s", large, 1);
    row("triad in the cache, columns of 0.2 MB, GB/s", small, 1);
    row("million resident-days per second", each(&|i| model[i] / 1e6), 1);
    row("billion instructions per second", each(&|i| model[i] * instructions / 1e9), 2);
    row("instructions per cycle and thread", each(&|i| model[i] * instructions / clock / 1e9 / (i + 1) as f64), 2);
    row("GB/s from memory", each(&|i| model[i] * bytes / 1e9), 2);
    row("the same, % of the triad", each(&|i| 100.0 * model[i] * bytes / 1e9 / large[i]), 1);
    row("million resident-days per second if memory alone bound", each(&|i| large[i] * 1e3 / bytes), 0);
    let _ = write!(
        text,
        "\nThe clock runs at {clock:.2} GHz. A resident-day takes {instructions:.1} instructions, {accesses:.1} reads and \
         writes, and {bytes:.1} bytes from beyond a cache of 2 MB; {:.1} instructions for each of these bytes.",
        instructions / bytes
    );
    text
}
