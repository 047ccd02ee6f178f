//! The page in use: every control, a keyboard alone, a projector, a slow machine, a budget, no motion, no eyes, and old browsers.
//!
//! axe-core and esbuild are looked for in `target/axe` (`npm install --prefix target/axe axe-core esbuild`), or where
//! `GRIDGOV_AXE` and `GRIDGOV_ESBUILD` say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use gridgov::parameters;
use serde_json::{Value, json};

use common::{browser, is_quiet, page, strings, tool};

#[path = "common/browser.rs"]
mod common;

/// Oldest browsers that run the page: those with vectors in WebAssembly and nothing newer.
const FLOOR: &str = "chrome91,firefox113,safari16.4";

/// Whichever plan is shown when its file is asked for.
fn is_plan(name: &str) -> bool {
    name.strip_prefix("plan-").is_some_and(|rest| rest.contains(".toml"))
}

/// Presses, moves and fills in everything, in both languages and three sizes, and in a lesson in each.
#[test]
fn every_control_can_be_used() {
    let Some(found) = browser("clicks", &[]) else { return };
    let visits = found.as_array().unwrap();
    assert_eq!(visits.len(), 8, "two languages in three sizes, and a lesson in each");
    for visit in visits {
        let (lang, width) = (&visit["lang"], &visit["width"]);
        is_quiet(visit);
        assert_eq!(visit["notice"], "", "{lang} {width}");
        let of = |name: &str| -> BTreeSet<&str> {
            visit["used"].as_array().unwrap().iter().map(|one| one[name].as_str().unwrap()).collect()
        };
        let (names, keys) = (of("name"), of("key"));
        let must: &[&str] = if *width == json!(0) {
            &[
                "copy-code",
                "print-student",
                "print-teacher",
                "lesson-seed",
                "lesson-tag",
                "room",
                "guess-end",
                "hand-up",
                "hand-less-up",
                "try-staffing.households_per_grid",
            ]
        } else {
            let levers = parameters().filter(|parameter| parameter.lever.is_some()).map(gridgov::Parameter::key);
            let missing: Vec<String> = levers.filter(|key| !keys.contains(key.as_str())).collect();
            assert!(missing.is_empty(), "{lang} {width}: not used: {missing:?}");
            &[
                "undo",
                "replay",
                "veil",
                "add-plan",
                "budget",
                "find-lever",
                "outcome",
                "draws-pause",
                "why-run",
                "mechanism-run",
                "city-start",
                "city-play",
                "city-grid",
                "diary-other",
                "weight-cost",
                "reform-add",
                "residents",
                "seed",
                "find",
                "save-csv",
                "save-page",
                "save-state",
                "copy-link",
                "print",
                "jump-why",
                "look-satisfaction",
            ]
        };
        let missing: Vec<&&str> = must.iter().filter(|name| !names.contains(**name)).collect();
        assert!(missing.is_empty(), "{lang} {width}: not used: {missing:?} of {names:?}");
        // Files were offered and what is printed was printed.
        let asked = strings(&visit["asked"]);
        assert!(asked.contains(&"print"), "{lang} {width}: {asked:?}");
        assert!(*width == json!(0) || asked.iter().any(|name| is_plan(name)), "{lang} {width}: {asked:?}");
    }
}

#[test]
fn a_keyboard_is_enough() {
    let Some(found) = browser("keyboard", &[]) else { return };
    is_quiet(&found);
    assert_eq!(found["skip"], "skip", "the first stop leads past what is at the head");
    assert_eq!(found["outlines"], json!([true, true, true]), "what has the focus shows it");
    let hashes: BTreeSet<&str> = ["first", "second", "third"].map(|name| found[name].as_str().unwrap()).into();
    assert_eq!(hashes.len(), 3, "{found}");
    assert_eq!(found["back"], found["first"], "undo leads back");
    let points = strings(&found["points"]);
    assert!(points[0].starts_with("1 of 2: pair ") && points[1].starts_with("2 of 2: pair "), "{points:?}");
    assert_eq!((&found["view"], &found["home"]), (&json!("lessons"), &json!("to-lessons")));
}

#[test]
fn rooms_slow_machines_and_still_eyes_get_what_they_need() {
    let Some(found) = browser("settings", &[]) else { return };
    is_quiet(&found);
    let number = |value: &Value| value.as_f64().unwrap();
    let projector = &found["projector"];
    assert!(number(&projector["large"]) > 1.2 * number(&projector["usual"]), "{projector}");
    assert!(number(&projector["wide"]) <= 0.0, "{projector}");
    // A covered answer shows no number and says none, and counts hands.
    let veil = &found["veil"];
    assert_eq!((&veil["covered"], &veil["hands"]), (&json!(0), &json!("1")), "{veil}");
    assert!(veil["open"] == veil["again"] && number(&veil["open"]) >= 4.0, "{veil}");
    assert!(!veil["live"].as_str().unwrap().contains('%'), "{veil}");
    // The smallest city, since no other would be fast enough on such a machine; it is said, and undo does not take it away.
    let smaller = &found["smaller"];
    assert_eq!(
        (&smaller["residents"], &smaller["hidden"], &smaller["undo"]),
        (&json!("2500"), &json!(false), &json!(true))
    );
    assert!(smaller["words"].as_str().unwrap().contains("2,500 residents instead of 20,000"), "{smaller}");
    let motion = &found["motion"];
    assert_eq!((&motion["moving"], &motion["scroll"]), (&json!(false), &json!("auto")), "{motion}");
    assert_eq!(motion["before"], motion["after"], "the city stands still until it is asked to play");
}

#[test]
fn a_budget_marks_what_costs_more() {
    let Some(found) = browser("budget", &[]) else { return };
    is_quiet(&found);
    let said = |name: &str| strings(&found[name]);
    assert_eq!((said("none")[0], said("none")[1]), ("", ""));
    let fixed = said("fixed");
    assert!(fixed[0].contains("over the budget by") && fixed[1] == "within the budget", "{fixed:?}");
    assert!(fixed[2].contains("over budget by") && fixed[2].contains("today"), "{fixed:?}");
    assert_eq!(said("open"), said("none"));
}

/// Plans of two groups stand side by side under their names, nothing of a covered answer shows, and what is printed says what it is.
#[test]
fn groups_bring_their_plans_to_a_workshop() {
    let dir = tempfile::tempdir().unwrap();
    let head = "title = \"Plan A\"\ntitle_zh = \"方案A\"\nextends = \"builtin:baseline\"\n[scenario]\ndays = 180\n[city]\nresidents = 1500\n";
    let files = [
        ("first table.toml", "[power]\ntask_hours_per_week = 4\n"),
        ("second table.toml", "[power]\nintervention_floor_share = 0.9\nintervention_cap_share = 0.9\n"),
    ]
    .map(|(name, text)| {
        let path = dir.path().join(name);
        fs::write(&path, format!("{head}{text}")).unwrap();
        path.display().to_string()
    });
    let Some(found) = browser("workshop", &files.each_ref().map(String::as_str)) else { return };
    is_quiet(&found);
    assert_eq!(strings(&found["plans"]), ["A · first table", "B · second table"]);
    let opened = found["opened"].as_str().unwrap();
    assert!(opened.contains("A · first table") && opened.contains("B · second table"), "{opened}");
    let is_chinese = |text: &&str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let other = strings(&found["other"]);
    assert!(other.len() == 2 && other.iter().all(is_chinese), "not in the other language: {other:?}");
    let gains = strings(&found["gains"]);
    assert!(gains.iter().any(|line| line.contains("Matters taken over")), "what moved most is not named: {gains:?}");
    let best = strings(&found["best"]);
    assert!(best.contains(&"none clearly") && best.len() == 10, "{best:?}");
    // Colours say the direction, so a covered answer has but one.
    assert_eq!(found["stripes"], json!(1));
    assert!(found["open"].as_u64().unwrap() > 1, "no card has a direction: {}", found["open"]);
    let printed = &found["printed"];
    assert_eq!(
        strings(&printed["cards"]),
        ["Mean days to close", "Cases truly resolved", "Settled by self-governance", "Satisfaction"]
    );
    let lines = strings(&printed["plans"]);
    assert!(lines[0].starts_with("A · first table") && lines[1].contains("Result hash"), "{lines:?}");
    assert!(strings(&printed["levers"]).is_empty());
    assert_eq!(strings(&found["emptied"]), ["no difference"; 4]);
    assert!(strings(&found["notice"]).is_empty(), "undo leaves what was said of the files");
}

#[test]
fn axe_finds_nothing_serious() {
    let Some(axe) = tool("GRIDGOV_AXE", "axe-core/axe.min.js", "axe-core") else { return };
    let Some(found) = browser("axe", &[axe.to_str().unwrap()]) else { return };
    let bad = |one: &&Value| one["impact"] == "serious" || one["impact"] == "critical";
    let serious: Vec<&Value> = found.as_array().unwrap().iter().filter(bad).collect();
    assert!(serious.is_empty(), "{serious:#?}");
}

/// Scripts and styles of the page hold no syntax that the oldest browsers do not read: nothing has to be written otherwise for them.
#[test]
fn the_oldest_browsers_read_its_syntax() {
    let Some(esbuild) = tool("GRIDGOV_ESBUILD", ".bin/esbuild", "esbuild") else { return };
    let text = fs::read_to_string(page()).unwrap();
    let between =
        |from: &str, to: &str| text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap().to_owned();
    let dir = tempfile::tempdir().unwrap();
    let parts = [
        ("page.js", between("<script type=\"module\">\n", "</script>")),
        ("worker.js", between("id=\"worker\">", "</script>")),
        ("page.css", between("<style>\n", "</style>")),
        // A syntax that is too new has to be noticed.
        ("new.js", "const word = /[a--b]/v;".to_owned()),
        ("new.css", "a { color: red; & b { inset: 0; color: oklch(50% 0.2 20); } }".to_owned()),
    ];
    for (name, part) in &parts {
        let file = dir.path().join(name);
        fs::write(&file, part).unwrap();
        let written = |target: &str| written(&esbuild, &file, target);
        let is_as_it_was = written(FLOOR) == written("esnext");
        assert_eq!(is_as_it_was, !name.starts_with("new"), "{name}: {}", written(FLOOR));
    }
}

/// What esbuild writes of a file for these browsers.
fn written(esbuild: &Path, file: &Path, target: &str) -> String {
    let output = Command::new(esbuild).arg(file).arg(format!("--target={target}")).output().unwrap();
    String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr }).into_owned()
}
