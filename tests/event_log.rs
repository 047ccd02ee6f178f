//! The event log: every trace is the story of one case, told when it happened.

use std::path::Path;

use gridgov::society::Desk;
use gridgov::{Scenario, Simulation};

/// A shipped scenario with its own settings and a short past.
fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.toml"));
    let mut scenario = Scenario::from_path(&path).unwrap().remove(0);
    scenario.settings.frame.burn_in_days = 180.0;
    scenario
}

/// The last file of a worker's day: the minutes set aside for it are enough, and what is finished is known to be.
#[test]
fn rounding_neither_delays_a_file_nor_removes_it_unfinished() {
    let mut life = Simulation::new(&shipped("baseline"), 1, 0);
    life.keep_journal();
    for day in 0..360 {
        life.advance(1);
        for case in life.society().subdistricts.iter().flat_map(|s| &s.cases) {
            for leg in case.legs.iter().filter(|leg| matches!(leg.desk, Desk::Post(_))) {
                assert!(leg.minutes > 1e-6, "on day {day} {} minutes are left of {:016x}", leg.minutes, case.incident);
            }
        }
    }
    let mut closed = 0;
    for trace in life.traces().chunk_by(|a, b| a.case == b.case) {
        let when = |activity: &str| trace.iter().find(|e| e.activity.ends_with(activity)).map(|e| e.timestamp);
        if let (Some(filed), Some(over)) = (when("register"), when("close")) {
            assert!(over > filed, "{} is closed at its moment of filing", trace[0].case);
            closed += 1;
        }
    }
    assert!(closed > 5_000, "{closed} cases");
}
