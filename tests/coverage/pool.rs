//! A pool of cities of the shipped size, run once: each in two replicates, as runs draw them, over the shipped horizon, under the
//! baseline and some policies. What intervals of thirty replicates cover can then be measured by drawing fifteen cities
//! again and again, without a simulation more.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use gridgov::{Scenario, Simulation, outcome_kinds};

/// Where the pool is kept; git does not.
pub const FILE: &str = "results/coverage-pool.csv";
/// Cities of the pool.
const CITIES: u32 = 110;
/// Replicates of a city.
pub const TOGETHER: u32 = 2;
/// The policies that are compared with the baseline.
pub const POLICIES: [&str; 3] = ["boundary", "takeover_staffed", "team"];
const SCENARIOS: [&str; 4] = ["baseline", POLICIES[0], POLICIES[1], POLICIES[2]];
/// The seed, which no page of the project uses otherwise.
const SEED: u64 = 20_261_127;

/// By scenario and outcome: a value for each replicate, NaN where it is undefined.
pub type Pool = BTreeMap<(String, String), Vec<f64>>;

fn scenario(name: &str) -> Scenario {
    Scenario::from_path(Path::new(&format!("scenarios/{name}.toml"))).expect("a shipped scenario").remove(0)
}

/// Runs what is missing in the pool's file, a line for each run.
pub fn complete() {
    let scenarios = SCENARIOS.map(scenario);
    let done: Vec<u32> = if Path::new(FILE).exists() { finished() } else { Vec::new() };
    if done.is_empty() {
        let ids: Vec<&str> = outcome_kinds().iter().map(|kind| kind.id).collect();
        fs::write(FILE, format!("scenario,replicate,{}\n", ids.join(","))).expect("results/ can be written");
    }
    let file = Mutex::new(OpenOptions::new().append(true).open(FILE).expect("it was just written"));
    let next = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let replicate = next.fetch_add(1, Ordering::Relaxed);
                    if replicate >= CITIES * TOGETHER {
                        return;
                    }
                    if !done.contains(&replicate) {
                        add(&scenarios, replicate, &file);
                    }
                }
            });
        }
    });
}

fn add(scenarios: &[Scenario], replicate: u32, file: &Mutex<File>) {
    let root = Simulation::burned_in(&scenarios[0], SEED, replicate);
    let mut lines = String::new();
    for scenario in scenarios {
        let mut simulation = root.branch(scenario);
        simulation.advance(scenario.settings.frame.days as u32);
        let run = simulation.measure();
        let values: Vec<String> = outcome_kinds().iter().map(|kind| run.value(kind.id).to_string()).collect();
        writeln!(lines, "{},{replicate},{}", scenario.name, values.join(",")).expect("a text takes any line");
    }
    // The scenarios of a replicate come together, so that a pool that was stopped is continued.
    file.lock().unwrap().write_all(lines.as_bytes()).expect("results/ can be written");
}

/// Replicates that the file has whole.
fn finished() -> Vec<u32> {
    let mut count: BTreeMap<u32, usize> = BTreeMap::new();
    rows(|_, replicate, _, _| *count.entry(replicate).or_default() += 1);
    let whole = SCENARIOS.len() * outcome_kinds().len();
    count.into_iter().filter(|(_, values)| *values == whole).map(|(replicate, _)| replicate).collect()
}

fn rows(mut each: impl FnMut(&str, u32, &str, f64)) {
    let mut reader =
        csv::Reader::from_path(FILE).unwrap_or_else(|_| panic!("{FILE} is made by the test that runs the pool"));
    let head = reader.headers().unwrap().clone();
    for row in reader.records().map(Result::unwrap) {
        let replicate = row[1].parse().unwrap();
        for (id, value) in head.iter().zip(&row).skip(2) {
            each(&row[0], replicate, id, value.parse().unwrap());
        }
    }
}

/// The pool as it was run: the cities that are whole.
pub fn read() -> Pool {
    let mut pool = Pool::new();
    let replicates = (CITIES * TOGETHER) as usize;
    let done = finished();
    assert!((0..CITIES * TOGETHER).all(|replicate| done.contains(&replicate)), "the pool is not complete");
    rows(|scenario, replicate, outcome, value| {
        if replicate >= CITIES * TOGETHER {
            return;
        }
        let column =
            pool.entry((scenario.to_owned(), outcome.to_owned())).or_insert_with(|| vec![f64::NAN; replicates]);
        column[replicate as usize] = value;
    });
    pool
}
