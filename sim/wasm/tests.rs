//! Requests are answered, and errors are reported with their place.

use serde_json::{Value, json};

use super::Session;
use crate::compare::{compare, verdict};
use crate::results::{Results, ScenarioRecord};
use crate::run::simulate;
use crate::scenario::Scenario;

fn ask(session: &mut Session, request: &Value) -> Value {
    serde_json::from_str(&session.answer(request.to_string().as_bytes())).expect("JSON")
}

/// A small city for a short time, seed 3, replicate 1.
fn order() -> Value {
    json!({
        "text": "[[variant]]\nname = \"as_is\"\n[[variant]]\nname = \"trained\"\nstaffing.training_hours_per_year = 80",
        "set": ["city.residents=1500", "scenario.days=45", "scenario.burn_in_days=30"],
        "seed": 3,
        "replicate": 1,
    })
}

/// The hashes that the library gives for both variants.
fn expected() -> [String; 2] {
    let mut baseline = Scenario::default();
    for (key, value) in [("city.residents", 1500.0), ("scenario.days", 45.0), ("scenario.burn_in_days", 30.0)] {
        baseline = baseline.with(key, value).expect("a value");
    }
    let trained = baseline.with("staffing.training_hours_per_year", 80.0).expect("a value");
    [baseline, trained].map(|scenario| simulate(&scenario, 3, 1).hash().to_hex().to_string())
}

#[test]
fn an_order_gives_the_runs_of_the_library() {
    let answer = ask(&mut Session::default(), &json!({ "simulate": order() }));
    for (run, hash) in answer["runs"].as_array().expect("runs").iter().zip(expected()) {
        assert_eq!(run["hash"], hash);
        let rows = run["outcomes"].as_array().expect("outcomes");
        assert!(rows.iter().any(|row| row["outcome"] == "satisfaction" && row["value"].is_f64()));
        assert!(run["daily"].as_object().expect("daily").values().any(|days| days.as_array().unwrap().len() == 45));
        assert!(run["survival"]["all"][0].is_f64() && run["grids"][0]["values"].is_object());
    }
    assert_eq!((&answer["schema"], &answer["runs"][1]["name"]), (&json!(1), &json!("scenario/trained")));
}

#[test]
fn steps_end_where_a_whole_run_ends() {
    let mut session = Session::default();
    let begun = ask(&mut session, &json!({ "begin": order() }));
    assert_eq!(begun["simulations"][1]["simulation"], 1);
    let early = ask(&mut session, &json!({ "measure": { "simulation": 0 } }));
    assert_eq!(early["run"]["day"], 0, "a page may look at once");
    for (number, hash) in expected().into_iter().enumerate() {
        for days in [1, 31, 0, 13] {
            ask(&mut session, &json!({ "advance": { "simulation": number, "days": days } }));
        }
        let measured = ask(&mut session, &json!({ "measure": { "simulation": number } }));
        assert_eq!(measured["run"]["hash"], hash);
        let too_far = ask(&mut session, &json!({ "advance": { "simulation": number, "days": u32::MAX } }));
        assert_eq!(too_far["diagnostics"][0]["expected"], "at most 0 more days");
        assert_eq!(ask(&mut session, &json!({ "end": { "simulation": number } }))["simulation"]["day"], 45);
    }
    let gone = ask(&mut session, &json!({ "measure": { "simulation": 1 } }));
    assert_eq!(gone["diagnostics"][0]["found"], "there is no simulation 1");
}

#[test]
fn what_a_scenario_extends_comes_with_the_order() {
    let text = "extends = \"../base.toml\"\n[power]\ntask_hours_per_week = 8";
    let small = "[city]\nresidents = 800\n[scenario]\ndays = 5\nburn_in_days = 0";
    let order = json!({ "name": "here/mine", "text": text, "files": { "base.toml": small } });
    let answer = ask(&mut Session::default(), &json!({ "begin": order }));
    assert_eq!(answer["simulations"][0]["residents"], 800, "{answer}");
    let alone = ask(&mut Session::default(), &json!({ "begin": { "text": text } }));
    assert_eq!((&alone["diagnostics"][0]["line"], &alone["diagnostics"][0]["key"]), (&json!(1), &json!("extends")));
}

#[test]
fn bad_input_is_answered_with_its_place() {
    let mut session = Session::default();
    let text = "[staffing]\ntraining_hours = 40";
    let answer = ask(&mut session, &json!({ "simulate": { "text": text, "set": ["power.nothing=1"] } }));
    let problems = answer["diagnostics"].as_array().expect("diagnostics");
    assert_eq!(problems.len(), 2, "{answer}");
    assert!(problems.iter().any(|problem| problem["line"] == 2 && problem["file"] == "scenario.toml"));
    assert!(answer["text"].as_str().expect("text").contains("staffing.training_hours_per_year"));
}

/// A request that is no request names what can be asked for; none of them panics.
#[test]
fn a_broken_request_is_answered_too() {
    let known = "expected one of `simulate`, `begin`, `advance`, `measure`, `end`, `settle`";
    let deep = "[".repeat(100_000);
    let cases: [(&[u8], &str); 9] = [
        (b"", "EOF while parsing"),
        (b"\n\n{", "EOF while parsing"),
        (b"{\"live\": 1}", known),
        (b"{\"simulate\": {\"\xe8\xa1\x97\": 1}}", "unknown field"),
        (b"{\"simulate\": {\"text\": \"\xff\"}}", "invalid unicode"),
        (b"{\"simulate\": {\"seed\": -1}}", "expected u64"),
        (b"{\"advance\": {\"simulation\": 0}}", "missing field `days`"),
        (b"{\"end\": {\"simulation\": 0, \"now\": 1}}", "unknown field `now`"),
        (deep.as_bytes(), "expected"),
    ];
    for (request, expected) in cases {
        let answer: Value = serde_json::from_str(&Session::default().answer(request)).expect("JSON");
        let text = answer["text"].as_str().expect("diagnostics");
        assert!(text.contains(expected) && text.starts_with("request:"), "{text}");
    }
}

/// What is watched is what is counted: as many cases are filed and closed as the run says, and policies share incidents.
#[test]
fn a_city_that_is_watched_is_the_one_that_is_measured() {
    let mut session = Session::default();
    let of = |text: &str| {
        let mut order = order();
        order["text"] = json!(text);
        order
    };
    let (plain, audited) =
        (of("extends = \"builtin:baseline\""), of("extends = \"builtin:baseline\"\n[staffing]\naudit_share = 0.5"));
    let world = ask(&mut session, &json!({ "settle": plain }))["simulation"]["simulation"].clone();
    ask(&mut session, &json!({ "advance": { "simulation": world, "days": 30 } }));
    let watch = |session: &mut Session, order: &Value, days: u32| {
        ask(session, &json!({ "watch": { "simulation": world, "order": order, "days": days, "every": 20 } }))
    };
    let seen = watch(&mut session, &plain, 45)["watch"].clone();
    let count = |activity: &str| {
        let place = seen["activities"].as_array().unwrap().iter().position(|known| known == activity);
        seen["events"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|event| event[2].as_u64().map(|at| at as usize) == place)
            .count()
    };
    let branch = ask(&mut session, &json!({ "branch": { "simulation": world, "order": plain } }));
    let number = &branch["simulations"][0]["simulation"];
    ask(&mut session, &json!({ "advance": { "simulation": number, "days": 45 } }));
    let run = ask(&mut session, &json!({ "measure": { "simulation": number } }));
    let value = |id: &str| {
        let rows = run["run"]["outcomes"].as_array().unwrap();
        rows.iter().find(|row| row["outcome"] == id && row["group"] == "all").unwrap()["value"].as_f64().unwrap()
    };
    let residents: u64 = seen["grids"].as_array().unwrap().iter().map(|grid| grid["residents"].as_u64().unwrap()).sum();
    let filed = value("cases_per_1000_month") * residents as f64 / 1000.0 * 45.0 / 30.0;
    assert!((count("register") as f64 - filed).abs() < 0.5, "{} registered, {filed} filed", count("register"));
    let people: Vec<usize> =
        seen["people"][3]["grids"].as_array().unwrap().iter().map(|grid| grid.as_str().unwrap().len()).collect();
    assert_eq!((seen["people"].as_array().unwrap().len(), people.iter().sum::<usize>() as u64), (4, residents));
    let other = watch(&mut session, &audited, 45)["watch"].clone();
    let shared = |one: &Value| seen["incidents"].as_array().unwrap().contains(one);
    let both = other["incidents"].as_array().unwrap().iter().filter(|one| shared(one)).count();
    assert!(both > seen["incidents"].as_array().unwrap().len() / 2, "{both}");
    assert!(watch(&mut session, &plain, 46)["diagnostics"][0]["expected"].is_string());
}

/// The comparison that a page makes of worlds it keeps is the one of the library.
#[test]
fn branches_of_a_kept_world_compare_as_in_the_library() {
    let frame = "extends = \"builtin:baseline\"\n[city]\nresidents = 1500\n[scenario]\ndays = 45\nburn_in_days = 30\n";
    let order = |name: &str, more: &str, replicate: u32| json!({ "name": name, "text": format!("{frame}{more}"), "seed": 3, "replicate": replicate });
    let plans = [("baseline", ""), ("plan-a", "[power]\nwhistle_share = 0.9\nstreet_staff_per_10000 = 9\n")];
    let mut session = Session::default();
    let mut given: Vec<Value> =
        plans.iter().map(|(name, more)| json!({ "order": order(name, more, 0), "hashes": [], "values": [] })).collect();
    for replicate in 0..2 {
        let world = ask(&mut session, &json!({ "settle": order("baseline", "", replicate) }));
        let root = world["simulation"]["simulation"].clone();
        assert_eq!(world["simulation"]["day"], -30);
        let early = ask(&mut session, &json!({ "branch": { "simulation": root, "order": order("a", "", replicate) } }));
        assert!(early["text"].as_str().is_some_and(|text| text.contains("day 0")), "{early}");
        ask(&mut session, &json!({ "advance": { "simulation": root, "days": 30 } }));
        let late = ask(&mut session, &json!({ "advance": { "simulation": root, "days": 1 } }));
        assert_eq!(late["diagnostics"][0]["expected"], "at most 0 more days", "a world ends where scenarios begin");
        for (given, (name, more)) in given.iter_mut().zip(plans) {
            let asked = json!({ "branch": { "simulation": root, "order": order(name, more, replicate) } });
            let number = ask(&mut session, &asked)["simulations"][0]["simulation"].clone();
            ask(&mut session, &json!({ "advance": { "simulation": number, "days": 45 } }));
            let brief = ask(&mut session, &json!({ "brief": { "simulation": number } }))["brief"].clone();
            assert_eq!(brief["grids"].is_array(), replicate == 0, "a map shows one city");
            assert_eq!(brief["ends"], json!([30, 45]));
            given["hashes"].as_array_mut().expect("a list").push(brief["hash"].clone());
            given["values"].as_array_mut().expect("a list").push(brief["values"].clone());
            ask(&mut session, &json!({ "end": { "simulation": number } }));
        }
    }
    let other = json!({ "branch": { "simulation": 0, "order": order("a", "[behaviour]\nchoice_slope = 4\n", 0) } });
    let refused = ask(&mut session, &other);
    assert!(refused["text"].as_str().is_some_and(|text| text.contains("another world")), "{refused}");
    let found = ask(&mut session, &json!({ "compare": { "scenarios": given } }));

    let scenarios: Vec<Scenario> = plans
        .iter()
        .map(|(name, more)| Scenario::from_toml(&format!("{frame}{more}"), name).expect("a scenario").swap_remove(0))
        .collect();
    let runs = scenarios.iter().map(|scenario| (0..2).map(|replicate| simulate(scenario, 3, replicate)).collect());
    let records = scenarios.iter().map(|scenario| ScenarioRecord::of(scenario, "")).collect();
    let results = Results::from_runs(records, "baseline", 3, runs.collect());
    assert_eq!(found["result_hash"], results.result_hash());
    let comparison = compare(&results, "baseline");
    for id in ["close_days_mean", "self_governed_share", "cost_yuan_per_resident_year"] {
        let native = comparison.get("plan-a", id, "all").expect("a difference");
        let list = found["differences"].as_array().expect("differences");
        let mine = list.iter().find(|d| d["outcome"] == id && d["group"] == "all").expect("it is there");
        assert_eq!(mine["difference"].as_f64(), Some(native.difference), "{id}");
        assert_eq!(mine["verdict"], verdict(native).word());
        assert_eq!(mine["paired"].as_array().map(Vec::len), Some(2));
    }
    let cost = found["means"].as_array().and_then(|means| means.iter().find(|one| one["outcome"] == "satisfaction"));
    assert!(cost.is_some_and(|one| one["mean"].is_f64()), "{}", found["means"][0]);
}

#[test]
fn a_file_is_read_without_running_it() {
    let text = "title = \"<b>\"\nextends = \"builtin:baseline\"\n[power]\nwhistle_share = 0.5\n[mechanisms]\ncampaigns = false\n\
                [[change]]\nday = 30\ncommunities = [\"S01C02\"]\nset.staffing.audit_share = 0.2\n";
    let asked = json!({ "check": { "order": { "text": text }, "against": {} } });
    let read = ask(&mut Session::default(), &asked)["scenarios"][0].clone();
    let changes: Vec<(&str, &str, &str)> = read["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|one| ["key", "before", "after"].map(|name| one[name].as_str().unwrap_or_default()).into())
        .collect();
    assert_eq!(changes, [("power.whistle_share", "0", "0.5"), ("mechanisms.campaigns", "true", "false")]);
    assert_eq!(
        read["reforms"],
        json!([{ "day": 30, "ramp_days": 0, "communities": ["S01C02"], "set": { "staffing.audit_share": 0.2 } }])
    );
    assert_eq!((&read["title"], &read["communities"][1]["name"]), (&json!("<b>"), &json!("S01C02")));
    let two = json!({ "check": { "order": {}, "against": { "text": "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\n" } } });
    assert!(ask(&mut Session::default(), &two)["text"].as_str().is_some_and(|text| text.contains("2 variants")));
    let large = json!({ "check": { "order": { "text": "#".repeat(10_000_001) } } });
    assert!(
        ask(&mut Session::default(), &large)["text"].as_str().is_some_and(|text| text.contains("larger than 10 MB"))
    );
}

#[test]
fn quantiles_and_declarations_come_from_the_library() {
    let fan = ask(&mut Session::default(), &json!({ "fan": { "runs": [[1.0, null], [3.0, null], [2.0, 4.0]] } }));
    assert_eq!((&fan["quantiles"][0][2], &fan["quantiles"][1][0]), (&json!(2.0), &json!(4.0)));
    let declared = ask(&mut Session::default(), &json!({ "declared": {} }));
    let count = |list: &str| declared[list].as_array().map_or(0, Vec::len);
    assert_eq!((count("tables"), count("verdicts"), count("incidents")), (5, 6, 8));
    assert!(count("parameters") > 400 && count("outcomes") > 60);
}
