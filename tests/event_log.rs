//! The event log: every trace is the story of one case, written when it happened.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gridgov::Change;
use gridgov::internals::day::books_balance;
use gridgov::internals::outcomes::traces::CaseEvent;
use gridgov::internals::society::Desk;
use gridgov::internals::society::counts::Count;
use gridgov::internals::society::journal::Fact;
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

/// Days of the lives that the grammar of traces is checked on.
const DAYS: u32 = 500;

/// Lives under many policies: nearly every matter taken over, none, everything at once, much that escalates and comes as
/// a petition, and organisations, volunteers and mediators that leave on the way.
fn lives() -> Vec<(&'static str, Simulation)> {
    let stormy = |mut scenario: Scenario| {
        for kind in &mut scenario.settings.incidents {
            kind.numbers.escalation_per_year *= 30.0;
        }
        scenario.settings.behaviour.cost_petition = 0.0;
        scenario.settings.behaviour.bystander_cost = 0.0;
        scenario.settings.institutions.link_share = 0.0;
        scenario.settings.institutions.duplicate_minutes = 200.0;
        scenario.settings.institutions.government_self_success_share = 0.2;
        scenario
    };
    let deserted = |mut scenario: Scenario| {
        let gone = vec![
            ("participation", "organisations_per_10000", 0.0),
            ("participation", "volunteer_support_yuan_per_resident_year", 0.0),
            ("rule_of_law", "mediators_per_1000", 0.0),
        ];
        scenario.changes.push(Change::on(200, gone));
        scenario
    };
    let worlds = vec![
        ("baseline", shipped("baseline")),
        ("strong_control", shipped("strong_control")),
        ("takeover", shipped("takeover")),
        ("all_paths", shipped("all_paths")),
        ("baseline with petitions", stormy(shipped("baseline"))),
        ("takeover with petitions", stormy(shipped("takeover"))),
        ("swift_response with petitions", stormy(shipped("swift_response"))),
        ("all_paths with petitions, deserted on the way", deserted(stormy(shipped("all_paths")))),
    ];
    let live = |scenario: &Scenario| {
        let mut life = Simulation::new(scenario, 4, 0);
        life.keep_journal();
        for _ in 0..DAYS {
            life.advance(1);
            for s in &life.society().subdistricts {
                books_balance(s).unwrap();
            }
        }
        life
    };
    worlds.into_iter().map(|(name, scenario)| (name, live(&scenario))).collect()
}

fn is_close(event: &CaseEvent) -> bool {
    ["close", "paper_close"].contains(&event.activity)
}

/// What may happen to an incident itself, and so before a case registers or in a trace of the incident's own.
fn of_incident(event: &CaseEvent) -> bool {
    match event.activity {
        "arise" | "notice" | "report" | "escalate" | "end" => true,
        "handle" => event.resource == "neighbours",
        _ => false,
    }
}

/// Checks the grammar of one trace; says what is wrong with it.
fn grammar(trace: &[CaseEvent], days: f64) -> Result<(), String> {
    let words: Vec<&str> = trace.iter().map(|event| event.activity).collect();
    let check = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let count = |word: &str| words.iter().filter(|other| **other == word).count();
    check(trace.iter().all(|event| (0.0..=days).contains(&event.timestamp)), "happens outside of the run")?;
    check(trace.windows(2).all(|pair| pair[0].timestamp <= pair[1].timestamp), "time runs backwards")?;
    check(count("arise") <= 1 && count("end") <= 1, "an incident begins or ends twice")?;
    check(!words.iter().skip(1).any(|word| *word == "arise"), "something happens before the incident arises")?;
    if !trace[0].case.contains('-') {
        return check(trace.iter().all(of_incident), "a case has part in the incident's own trace");
    }
    check(count("register") <= 1, "registers twice")?;
    let from = words.iter().position(|word| *word == "register");
    check(from.is_some() || count("arise") == 0, "never registers although the incident arose in the run")?;
    if let Some(from) = from {
        check(trace[..from].iter().all(of_incident), "something happens to the case before it registers")?;
        check(from > 0 && words[from - 1] == "report", "registers without a report")?;
        check(words[from + 1..].contains(&"dispatch"), "lies on no desk")?;
    }
    let over = trace.iter().position(is_close);
    check(trace.iter().filter(|event| is_close(event)).count() <= 1, "closes twice")?;
    if let Some(over) = over {
        check(words[over + 1..].iter().all(|word| *word == "end"), "something happens after it is closed")?;
    }
    let mut worked = from.is_none();
    for (at, event) in trace.iter().enumerate() {
        let before = |word: &str| words[..at].contains(&word);
        let same_time = |other: &CaseEvent| other.timestamp.to_bits() == event.timestamp.to_bits();
        match event.activity {
            "handle" | "mediate" => worked = true,
            "verify" => {
                check(worked, "is verified before anybody handled it")?;
                let next = trace[at + 1..].iter().find(|next| !of_incident(next));
                let follows = next.is_some_and(|next| {
                    same_time(next) && (is_close(next) || ["verify", "reopen"].contains(&next.activity))
                });
                check(follows, "is verified without a result")?;
            }
            "close" | "paper_close" => {
                check(worked || !event.facts.has(Fact::Worked), "is closed as handled before anybody handled it")?;
            }
            "refuse" | "hand_off" => {
                check(from.is_none() || before("dispatch"), "is passed about before it was dispatched")?;
            }
            "reopen" if Some(at) != from.map(|from| from + 1) => {
                check(worked || from.is_none(), "comes back before it was worked on")?;
                worked = from.is_none();
            }
            _ => {}
        }
    }
    check(count("refuse") <= 3, "is refused more often than a department may")
}

/// Every trace is the story of one case, and all traces together are the books.
#[test]
fn traces_keep_their_grammar_and_add_up_to_the_books() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut once_more = 0;
    for (name, life) in lives() {
        let events = life.traces();
        let total = |counts: &[Count]| life.ledger().map(|ledger| ledger.counts.sum(counts)).sum::<u64>();
        let traces: Vec<&[CaseEvent]> = events.chunk_by(|a, b| a.case == b.case).collect();
        let names: BTreeSet<&str> = traces.iter().map(|trace| trace[0].case.as_str()).collect();
        assert_eq!(names.len(), traces.len(), "{name}: every trace in one piece");
        let mut open = 0;
        for trace in &traces {
            if let Err(wrong) = grammar(trace, f64::from(DAYS)) {
                let story: Vec<String> =
                    trace.iter().map(|e| format!("{:.3} {} {}", e.timestamp, e.activity, e.resource)).collect();
                panic!("{name}: {} {wrong}:\n{}", trace[0].case, story.join("\n"));
            }
            let case = trace[0].case.contains('-');
            open += u64::from(case && !trace.iter().any(is_close));
            once_more += usize::from(trace[0].case.ends_with("-62"));
        }
        for event in &events {
            *seen.entry(event.activity).or_default() += 1;
        }
        let with = |activity: &str| events.iter().filter(|event| event.activity == activity).count() as u64;
        let misrouted = events.iter().filter(|event| event.facts.has(Fact::Misrouted)).count() as u64;
        let on_paper = |event: &&CaseEvent| event.activity == "paper_close" && event.facts.has(Fact::Worked);
        assert_eq!(with("arise"), total(&[Count::Arisen]), "{name}");
        assert_eq!(with("register"), total(Count::FILED), "{name}");
        assert_eq!(misrouted, total(&[Count::Misrouted]), "{name}");
        assert_eq!(with("refuse"), total(&[Count::Refusals]), "{name}");
        assert_eq!(with("reopen"), total(&[Count::Reopened]), "{name}");
        assert_eq!(with("escalate"), total(&[Count::Escalated]), "{name}");
        assert_eq!(with("mediate"), total(&[Count::MediationEnded]), "{name}");
        assert_eq!(with("end"), total(Count::ENDED), "{name}");
        assert_eq!(with("close") + with("paper_close"), total(&[Count::Closed]), "{name}");
        assert_eq!(events.iter().filter(on_paper).count() as u64, total(&[Count::ClosedPaper]), "{name}");
        let mediators =
            events.iter().filter(|e| e.activity == "dispatch" && e.resource.starts_with("mediators")).count() as u64;
        assert_eq!(mediators, total(&[Count::Mediated]), "{name}: who accepted mediation");
        let ends: BTreeSet<&str> =
            events.iter().filter(|e| e.activity == "end").map(|e| e.case.split('-').next().unwrap()).collect();
        assert_eq!(ends.len() as u64, with("end"), "{name}: an incident ends once");
        // Cases that were open on day 0 and to which nothing has happened yet have no trace.
        let carried = total(&[Count::Carried]);
        let left: u64 = life.society().subdistricts.iter().map(|s| s.cases.len() as u64).sum();
        assert!(open <= left && left <= open + carried, "{name}: {open} traces open, {left} cases");
    }
    assert_eq!(seen.len(), 15, "every activity: {seen:?}");
    assert!(seen.values().all(|count| *count > 50), "{seen:?}");
    assert!(once_more > 0, "somebody petitions while only a duplicate is left");
}
