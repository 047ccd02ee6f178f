//! What the core loop costs in instructions, which neither noise nor the company on a machine changes.
//!
//! `cargo bench --bench instructions` runs it under valgrind's callgrind, once with the mechanisms of the second model off
//! and once with them on, and compares with `benches/instructions.toml`: when a part costs over 5% more, it says so and ends
//! with 1. `-- --record` writes the file and the tables in `docs/performance.md`. `-- --test` runs a little of it and counts
//! nothing. `-- --life MODEL [RESIDENTS]` is what runs under callgrind, for any profiler.
//!
//! The counts hold for one compiler, profile and platform; with others it compares all the same and only warns.

mod callgrind;
mod gate;
#[path = "../common/page.rs"]
mod page;
mod profile;
#[path = "../common/town.rs"]
mod town;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::process::{Command, ExitCode};

use gate::{Record, Records};
use gridgov::{Run, Scenario, Simulation};

/// Residents.
const RESIDENTS: u32 = 60_000;
/// Days before day 0.
const BURN_IN: u32 = 60;
/// Days after it.
const DAYS: u32 = 30;
/// A baseline for so many residents and days of burn-in.
type Town = fn(u32, u32) -> Scenario;
/// The models, each with its town.
const MODELS: [(&str, Town); 2] = [("first", town::first), ("second", town::scenario)];
/// The records.
const RECORD: &str = "benches/instructions.toml";
/// The parts of [`life`], each a function of its own.
const PARTS: [&str; 4] = ["synthesis", "days", "branch", "measure"];
/// The cache that is imagined, the same on every machine: 32 kB for code, 48 kB and 2 MB for data.
const CACHE: [&str; 4] = ["--cache-sim=yes", "--I1=32768,8,64", "--D1=49152,12,64", "--LL=2097152,16,64"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = |word: &str| arguments.iter().position(|argument| argument == word);
    if let Some(at) = asked("--life") {
        let word = arguments.get(at + 1).map_or("", String::as_str);
        let residents = arguments.get(at + 2).map_or(Ok(RESIDENTS), |residents| residents.parse());
        let model = MODELS.iter().find(|(model, _)| *model == word);
        let (Some(&(_, model)), Ok(residents)) = (model, residents) else {
            eprintln!("error: --life takes first or second, and a number of residents");
            return ExitCode::from(2);
        };
        black_box(life(&model(residents, BURN_IN)));
        return ExitCode::SUCCESS;
    }
    if asked("--test").is_some() || asked("--bench").is_none() {
        for (_, model) in MODELS {
            _ = black_box(life(&model(2_000, BURN_IN)));
        }
        println!("instructions: run once, nothing counted");
        return ExitCode::SUCCESS;
    }
    let counted: Result<Records, String> =
        MODELS.iter().map(|&(model, _)| Ok((model.to_owned(), counted(model)?))).collect();
    let now = match counted {
        Ok(now) => now,
        Err(reason) => {
            eprintln!("error: {reason}");
            return ExitCode::from(2);
        }
    };
    if asked("--record").is_some() {
        let head = "# Written by: cargo bench --bench instructions -- --record\n";
        let text = toml::to_string(&now).expect("a record has only strings and numbers");
        fs::write(RECORD, format!("{head}{text}")).expect("the record can be written");
        page::put("instructions", &profile::block(&now, RESIDENTS, BURN_IN + DAYS));
        println!("recorded in {RECORD}");
        return ExitCode::SUCCESS;
    }
    let text = fs::read_to_string(RECORD).expect("the record is there; run this from the package's folder");
    let records: Records = toml::from_str(&text).expect("a record that --record wrote");
    let mut code = 0;
    for (model, now) in &now {
        let Some(record) = records.get(model) else {
            println!("{model}: not on record");
            continue;
        };
        let report = gate::compare(record, now);
        print!("{model} model\n{}", report.table());
        if !report.same_toolchain {
            println!("only a warning: recorded with {}, counted with {}", record.toolchain, now.toolchain);
        }
        code = code.max(report.exit_code());
    }
    if code != 0 {
        println!("a part costs more; if that is meant: cargo bench --bench instructions -- --record");
    }
    ExitCode::from(code as u8)
}

/// A subdistrict from its first day to its outcomes.
fn life(scenario: &Scenario) -> Run {
    let mut simulation = synthesis(scenario);
    days(&mut simulation, BURN_IN);
    let mut simulation = branch(&simulation, scenario);
    days(&mut simulation, DAYS);
    measure(&simulation)
}

// Never inlined, so that callgrind sees them.

#[inline(never)]
fn synthesis(scenario: &gridgov::Scenario) -> Simulation {
    Simulation::built(scenario, 1, 0)
}

#[inline(never)]
fn days(simulation: &mut Simulation, days: u32) {
    simulation.advance(days);
}

#[inline(never)]
fn branch(simulation: &Simulation, scenario: &gridgov::Scenario) -> Simulation {
    simulation.branch(scenario)
}

#[inline(never)]
fn measure(simulation: &Simulation) -> Run {
    simulation.measure()
}

/// Runs a model under callgrind.
fn counted(model: &str) -> Result<Record, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let out = folder.path().join("callgrind.out");
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .args(CACHE)
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(this)
        .args(["--life", model])
        .output()
        .map_err(|error| {
            format!("valgrind cannot be started ({error}); install it, such as by apt-get install valgrind")
        })?;
    if !run.status.success() {
        return Err(format!("valgrind failed:\n{}", String::from_utf8_lossy(&run.stderr)));
    }
    let text = fs::read(&out).map_err(|error| error.to_string())?;
    let profile = callgrind::read(&String::from_utf8_lossy(&text));
    let event = |name: &str| profile.events.iter().position(|event| event == name).ok_or(format!("no event {name}"));
    let instructions = event("Ir")?;
    let of_part = |name: &str| {
        let function = format!("instructions::{name}");
        profile.called.get(&function).ok_or(format!("callgrind saw no function {function}"))
    };
    let mut parts = BTreeMap::from([("whole".to_owned(), profile.total[instructions])]);
    for name in PARTS {
        parts.insert(name.to_owned(), of_part(name)?[instructions]);
    }
    let days = of_part("days")?;
    let mut memory = BTreeMap::new();
    for (name, event_name) in [("reads", "Dr"), ("writes", "Dw"), ("read_misses", "DLmr"), ("write_misses", "DLmw")] {
        memory.insert(name.to_owned(), days[event(event_name)?]);
    }
    let rules = profile.rules.iter().map(|(rule, costs)| (rule.clone(), costs[instructions])).collect();
    Ok(Record { toolchain: toolchain()?, parts, rules, memory })
}

/// Compiler and platform. The profile cannot be told: records are made with the one that Cargo.toml sets.
fn toolchain() -> Result<String, String> {
    let version = Command::new("rustc").arg("--version").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout);
    Ok(format!("{}, {}-{}", version.trim(), std::env::consts::ARCH, std::env::consts::OS))
}
