//! docs/model-keys.md, a page of worked keys and draws, is what the program computes, and a second generator agrees.
//!
//! `GRIDGOV_WRITE_KEYS=1 cargo test --test model_keys` writes the page anew.

#[path = "common/first_model.rs"]
mod first_model;
#[path = "model_keys/handled.rs"]
mod handled;
#[path = "model_keys/incident.rs"]
mod incident;
#[path = "model_keys/page.rs"]
mod page;

use std::fs;
use std::path::Path;
use std::process::Command;

use gridgov::Simulation;
use gridgov::internals::outcomes::traces::CaseEvent;
use page::Page;

/// Of the seeds in order one of the first whose incident has every kind of draw that the page tells of.
const SEED: u64 = 1_054_834;
const REPLICATE: u32 = 0;
const PAGE: &str = "docs/model-keys.md";

/// The whole page: samplers, and one incident from its arrival to the closing of its case.
fn page() -> String {
    // One incident of the first model has every kind of key; mechanisms of the second draw in the same way.
    let mut scenario = first_model::first_model();
    scenario.settings.frame.burn_in_days = 0.0;
    // Day 0 before anything happens, the evening of day 0, and enough days for the case to be closed.
    let morning = Simulation::new(&scenario, SEED, REPLICATE);
    let mut evening = morning.clone();
    evening.advance(1);
    let mut later = morning.clone();
    later.keep_journal();
    later.advance(20);

    let mut page = Page::default();
    page.introduction(SEED, REPLICATE, morning.world());
    page.samplers();
    let fate = incident::arises(&mut page, &morning, &evening);
    let events = of_incident(&later.traces(), fate.id);
    let case = incident::is_reported(&mut page, &morning, &fate, &events);
    handled::by_departments(&mut page, &morning, &fate, &case, &events);
    page.finished()
}

/// What the event log says of an incident and its first case.
fn of_incident(traces: &[CaseEvent], id: u64) -> Vec<CaseEvent> {
    let of = |event: &&CaseEvent| event.case.starts_with(&format!("{id:016x}"));
    traces.iter().filter(of).cloned().collect()
}

#[test]
fn the_page_of_keys_is_what_the_program_computes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let computed = page();
    if std::env::var_os("GRIDGOV_WRITE_KEYS").is_some() {
        fs::write(&path, &computed).unwrap();
    }
    let written = fs::read_to_string(&path).expect("docs/model-keys.md").replace("\r\n", "\n");
    let differs = written.lines().zip(computed.lines()).find(|(written, computed)| written != computed);
    assert!(
        written == computed,
        "{PAGE} is stale (GRIDGOV_WRITE_KEYS=1 cargo test --test model_keys writes it anew); first difference: \
         {differs:?}"
    );
}

/// tests/oracle/keys.py has a generator and formulas of its own; it reads the page and recomputes every key and value.
#[test]
fn a_second_generator_gives_the_same_keys() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var("GRIDGOV_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(oracle) = Command::new(python).arg("-B").arg(here.join("tests/oracle/keys.py")).output() else {
        println!("skipped: python3 not found");
        return;
    };
    let (output, complained) = (String::from_utf8_lossy(&oracle.stdout), String::from_utf8_lossy(&oracle.stderr));
    println!("{output}");
    assert!(oracle.status.success(), "{output}{complained}");
    let counts: Vec<u32> = output.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(counts.len() == 2 && counts[0] >= 40 && counts[1] >= 100, "keys and values are compared: {output}");
}
