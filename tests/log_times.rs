//! When things are said to have happened: every event on the day on which it did, at the time that decides it.

// Times in the log are those of the model, to the bit.
#![allow(clippy::float_cmp)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gridgov::internals::outcomes::traces::CaseEvent;
use gridgov::{Scenario, Simulation};

/// What stays the same of an event when its incident gets a case, to whose trace it then belongs.
fn key(event: &CaseEvent) -> (String, &'static str, u64, String) {
    let incident = event.case.split('-').next().unwrap_or_default().to_owned();
    (incident, event.activity, event.timestamp.to_bits(), event.resource.clone())
}

/// Lives day by day, looks at what is new in the log of each, and at what the day has left.
fn day_by_day(scenario: &Scenario, days: u32, mut look: impl FnMut(f64, &Simulation, &[&CaseEvent])) {
    let mut life = Simulation::new(scenario, 3, 0);
    life.keep_journal();
    let mut known = BTreeMap::new();
    for day in 0..days {
        life.advance(1);
        let events = life.traces();
        let mut seen: BTreeMap<_, usize> = BTreeMap::new();
        let mut fresh = Vec::new();
        for event in &events {
            let so_far = seen.entry(key(event)).or_default();
            *so_far += 1;
            if *so_far > known.get(&key(event)).copied().unwrap_or(0) {
                fresh.push(event);
            }
        }
        look(f64::from(day), &life, &fresh);
        known = seen;
    }
}

fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.toml"));
    let mut scenario = Scenario::from_path(&path).unwrap().remove(0);
    let city = &mut scenario.settings.city;
    (city.residents, city.residents_per_community) = (3_000.0, 1_500.0);
    scenario.settings.frame.burn_in_days = 60.0;
    // Much escalates.
    for kind in &mut scenario.settings.incidents {
        kind.numbers.escalation_per_year *= 30.0;
    }
    scenario
}

#[test]
fn what_happens_is_in_the_log_at_its_time() {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut escalated, mut closed, mut filed) = (0, 0, 0);
    for name in ["baseline", "all_paths", "takeover_staffed"] {
        let mut open: BTreeMap<String, f64> = BTreeMap::new();
        day_by_day(&scenario(name), 60, |day, life, fresh| {
            let of =
                |activity: &str| fresh.iter().filter(|event| event.activity == activity).copied().collect::<Vec<_>>();
            for event in fresh {
                *times.entry(event.activity).or_default() += 1;
            }
            // What arises does so in the morning.
            assert!(of("arise").iter().all(|event| event.timestamp == day), "{name}, day {day}");
            for activity in
                ["register", "dispatch", "refuse", "handle", "hand_off", "verify", "mediate", "close", "paper_close"]
            {
                for event in of(activity) {
                    assert!((day..=day + 1.0).contains(&event.timestamp), "{name}, day {day}: {event:?}");
                }
            }
            let subdistricts = || life.society().subdistricts.iter();
            // A dispute that escalates does so at the end of its day.
            let expected: BTreeSet<String> = subdistricts()
                .flat_map(|s| &s.incidents)
                .filter(|incident| incident.escalated && f64::from(incident.escalated_on) == day)
                .map(|incident| format!("{:016x}", incident.id))
                .collect();
            let found: Vec<&CaseEvent> = of("escalate");
            for event in &found {
                assert_eq!(event.timestamp, day + 1.0, "{name}: {event:?}");
            }
            for id in &expected {
                assert!(found.iter().any(|event| event.case.starts_with(id)), "{name}, day {day}: {id} has escalated");
            }
            escalated += expected.len();
            // A case registers when it is filed, and is closed on time when that was before it is due.
            for case in subdistricts().flat_map(|s| &s.cases).filter(|case| case.filed >= day) {
                let id = format!("{:016x}", case.incident);
                let registers = of("register");
                let own = registers.iter().find(|event| event.case.starts_with(&id) && event.timestamp == case.filed);
                // Works and courts take their time later, which moves the deadline.
                let due = own.and_then(|event| event.due);
                assert!(due.is_some_and(|due| due <= case.due && due > case.filed), "{name}, day {day}: {case:?}");
                filed += 1;
            }
            for event in of("register") {
                open.insert(event.case.clone(), event.timestamp);
            }
            for event in of("close").into_iter().chain(of("paper_close")) {
                let due = event.due.expect("a case is due some time");
                let on_time = event.facts.has(gridgov::internals::society::journal::Fact::OnTime);
                assert_eq!(on_time, event.timestamp <= due, "{name}: {event:?}");
                if let Some(filed) = open.get(&event.case) {
                    assert!(*filed <= event.timestamp, "{name}: {event:?}");
                }
                closed += 1;
            }
        });
    }
    assert!(escalated > 20 && closed > 500 && filed > 500, "{escalated} escalated, {closed} closed, {filed} filed");
    assert!(times.len() >= 13, "{times:?}");
}
