//! The page: the kept module is the model, the kept page is the one that the program writes, and in a real browser, opened as a
//! file, it shows the hash of the command line, asks nobody, and can be used in two languages.
//!
//! Node runs the module and drives Chromium through a pipe (`tests/page/`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gridgov::{Scenario, parameters, simulate};
use serde_json::{Value, json};

use common::{browser, gridgov, has_node, is_quiet, node, page};

#[path = "common/browser.rs"]
mod common;

const REMEDY: &str = "run sim/page/build and commit what it changed";

/// With every number as JavaScript has it, which writes whole ones without a fraction.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        other => other.clone(),
    }
}

/// The module that is kept gives the hashes of these sources and declares their parameters.
#[test]
fn the_kept_module_is_the_model() {
    if !has_node() {
        return;
    }
    let set = ["city.residents=2500", "scenario.days=60", "scenario.burn_in_days=60"];
    let orders: Vec<Value> =
        ["", "[power]\nwhistle_share = 0.6\nintervention_cap_share = 0.9\n[staffing]\naudit_share = 0.3"]
            .map(|text| json!({ "text": format!("extends = \"builtin:baseline\"\n{text}"), "set": set }))
            .to_vec();
    let asked = tempfile::NamedTempFile::new().unwrap();
    fs::write(asked.path(), json!(orders).to_string()).unwrap();
    let found = node(&["tests/page/module.mjs", "sim/page/gridgov.wasm.gz", asked.path().to_str().unwrap()]);
    for (order, run) in orders.iter().zip(found["hashes"].as_array().unwrap()) {
        let set: Vec<String> = set.map(str::to_owned).to_vec();
        let refuse = |_: &Path| Err(std::io::ErrorKind::NotFound.into());
        let scenario = Scenario::from_toml_set(order["text"].as_str().unwrap(), "scenario", &set, &refuse).unwrap();
        let native = simulate(&scenario[0], 1, 0).hash().to_hex().to_string();
        assert_eq!(run.as_str(), Some(native.as_str()), "sim/page/gridgov.wasm.gz is not this model: {REMEDY}");
    }
    let listed =
        |command: &str| -> Value { serde_json::from_str(&gridgov(Path::new("."), &[command, "--json"])).unwrap() };
    assert!(plain(&found["parameters"]) == plain(&listed("params")["parameters"]), "parameters differ: {REMEDY}");
    assert!(plain(&found["outcomes"]) == plain(&listed("outcomes")["outcomes"]), "outcomes differ: {REMEDY}");
}

#[test]
fn the_kept_page_is_what_the_program_writes() {
    let kept = fs::read_to_string("docs/page/gridgov.html").unwrap();
    let written = fs::read_to_string(page()).unwrap();
    assert!(kept == written, "docs/page/gridgov.html is out of date: {REMEDY}");
    assert!(kept.len() <= 1_500_000, "{} bytes", kept.len());
}

/// A page that is opened as a file shows the hash of the command line for the same files, and says with which command.
#[test]
fn a_browser_shows_the_hash_of_the_command_line() {
    let plan = |id: &str, levers: Value, reforms: Value| json!({ "id": id, "titles": ["A \"plan\"", "方案"], "preset": "", "levers": levers, "reforms": reforms });
    let reform =
        json!([{ "day": 20, "ramp": 10, "communities": ["S01C01"], "set": { "information.integration_share": 0.9 } }]);
    let whistle = plan("plan-a", json!({ "power.whistle_share": 0.6, "staffing.secondment_share": 0.15 }), json!([]));
    let states = [
        json!({ "pairs": 4 }),
        json!({
            "seed": 7, "residents": 2500, "plans": [whistle, plan("plan-b", json!({}), reform)], "active": 1,
            "world": { "behaviour.choice_slope": 4.5, "mechanisms.campaigns": false, "mechanisms.queue_order": "\"fifo\"" },
        }),
    ];
    for state in states {
        let Some(shown) = browser("shows", &[&state.to_string()]) else { return };
        is_quiet(&shown);
        let dir = tempfile::tempdir().unwrap();
        let files: BTreeMap<String, String> = serde_json::from_value(shown["files"].clone()).unwrap();
        for (name, text) in &files {
            fs::write(dir.path().join(format!("{name}.toml")), text).unwrap();
        }
        let command = shown["command"].as_str().unwrap().strip_prefix("gridgov ").unwrap();
        let line: Vec<&str> = command.split(' ').chain(["--out", "out", "--quiet"]).collect();
        gridgov(dir.path(), &line);
        let manifest: Value =
            serde_json::from_str(&fs::read_to_string(dir.path().join("out/manifest.json")).unwrap()).unwrap();
        assert_eq!(shown["hash"], manifest["result_hash"], "{state}: {command}\n{files:?}");
    }
}

#[test]
fn every_control_is_there_in_both_languages_and_sizes() {
    let Some(found) = browser("controls", &[]) else { return };
    let levers: Vec<String> = parameters().filter(|p| p.lever.is_some()).map(gridgov::Parameter::key).collect();
    for (lang, word, other) in
        [("en", "What this cannot tell", "请先了解"), ("zh-CN", "请先了解", "What this cannot tell")]
    {
        let one = &found[lang];
        is_quiet(one);
        assert_eq!(one["lang"].as_str(), Some(lang));
        let controls = one["controls"].as_array().unwrap();
        for lever in &levers {
            assert!(controls.iter().any(|control| control["key"] == lever.as_str()), "{lang}: no control for {lever}");
        }
        let nameless: Vec<&Value> = controls.iter().filter(|control| control["name"] == "").collect();
        assert!(nameless.is_empty(), "{lang}: {nameless:?}");
        let (text, switched) = (one["text"].as_str().unwrap(), one["switched"].as_str().unwrap());
        assert!(text.contains(word) && !text.contains(other), "{lang}");
        assert!(
            switched.contains(other) && !switched.contains(word),
            "{lang}: the language does not switch everywhere"
        );
        for text in [text, switched] {
            let odd = ["undefined", "NaN", "[object", "null"].into_iter().find(|odd| text.contains(odd));
            assert_eq!(odd, None, "{lang}");
        }
        let wide: Vec<f64> = one["wide"].as_array().unwrap().iter().map(|over| over.as_f64().unwrap()).collect();
        assert!(wide.iter().all(|over| *over <= 0.0), "{lang}: wider than the window by {wide:?}");
    }
}

#[test]
fn levers_keys_and_undo_do_what_they_say() {
    let Some(found) = browser("moves", &[]) else { return };
    is_quiet(&found);
    assert_ne!(found["first"], found["after"]);
    assert!(found["levers"].as_str().unwrap().contains("whistle_share = 0.4\n"), "{}", found["levers"]);
    assert_eq!(found["projector"], true);
}

/// Files of others are text: what is wrong in them is said with its place, and nothing of theirs runs.
#[test]
fn hostile_files_are_refused_with_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let title = r#"title = "</title><script>window.broken = true</script><img src=x onerror='window.broken = true'>""#;
    let state = r#"{"gridgov":"1","model":"0","state":{"plans":[{"id":"<img src=x>"}]}}"#;
    let other = json!({ "gridgov": "9", "model": "99", "state": {
        "seed": 1, "pairs": 2, "days": 90, "residents": 1500, "world": {}, "active": 0, "outcome": "satisfaction", "weights": {},
        "plans": [{ "id": "plan-a", "titles": ["A", "甲"], "preset": "", "levers": { "power.whistle_share": 0.9 }, "reforms": [] }],
    }});
    let small = "extends = \"builtin:baseline\"\n[scenario]\ndays = 60\nburn_in_days = 30\n[city]\nresidents = 800\n";
    // The file, a word of what is said, and whether what is shown stays as it was.
    let cases = [
        ("nonsense.toml", "[staffing]\ntraining_hours = 40\n".to_owned(), "nonsense.toml:2:1", true),
        ("broken.toml", "[[[".to_owned(), "broken.toml:1:", true),
        ("range.toml", "[power]\nwhistle_share = 60\n".to_owned(), "range.toml:2:", true),
        ("large.toml", "#".repeat(10_000_001), "1 MB", true),
        ("shape.json", state.to_owned(), "shape.json:1:1", true),
        ("script.toml", format!("{title}\n{small}[power]\nwhistle_share = 0.5\n"), "Opened as", false),
        ("version.json", other.to_string(), "99", false),
        (
            "older.toml",
            format!("# gridgov page, model version 1\n{small}[power]\nwhistle_share = 0.7\n"),
            "version 1;",
            false,
        ),
    ];
    let mut files = Vec::new();
    for (name, text, ..) in &cases {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        files.push(path.display().to_string());
    }
    let arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    let Some(found) = browser("opens", &arguments) else { return };
    is_quiet(&found);
    for ((name, _, word, same), said) in cases.iter().zip(found["said"].as_array().unwrap()) {
        assert!(said["notice"].as_str().unwrap().contains(word), "{name}: {said}");
        assert_eq!(said["same"], *same, "{name}: {said}");
        assert_eq!(
            (&said["broken"], &said["images"], &said["scripts"]),
            (&json!(false), &json!(0), &json!(5)),
            "{name}"
        );
    }
}

#[test]
fn a_thousand_moves_leave_nothing_behind() {
    let Some(found) = browser("leak", &[]) else { return };
    is_quiet(&found);
    let of = |name: &str| -> Vec<f64> {
        found["counts"].as_array().unwrap().iter().map(|count| count[name].as_f64().unwrap()).collect()
    };
    for (name, slack) in [("nodes", 1.3), ("listeners", 1.3), ("heap", 1.5)] {
        let counts = of(name);
        assert!(counts[3] <= counts[1] * slack, "{name} grow: {counts:?}");
    }
}

/// Every text of the page has two languages, and every one that is asked for is there and in use.
#[test]
fn every_word_has_two_languages() {
    if !has_node() {
        return;
    }
    let found = node(&["tests/page/words.mjs"]);
    let words: BTreeMap<String, Vec<String>> = serde_json::from_value(found["all"].clone()).unwrap();
    let own = found["own"].as_object().unwrap();
    // What stands in braces is put in and is of no language.
    let letters = |text: &str| -> String {
        let parts = text.split('{').enumerate();
        parts.map(|(at, part)| if at == 0 { part } else { part.split('}').nth(1).unwrap() }).collect()
    };
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let parts = |text: &str| {
        let mut parts: Vec<String> =
            text.split('{').skip(1).map(|part| part.split('}').next().unwrap().to_owned()).collect();
        parts.sort();
        parts
    };
    for (name, pair) in &words {
        assert!(pair.len() == 2 && pair.iter().all(|text| !text.trim().is_empty()), "{name} lacks a language");
        assert_eq!(parts(&pair[0]), parts(&pair[1]), "{name}: other parts in the other language");
        // One names the other language, one gives examples in both.
        if !["other_language", "find_example"].contains(&name.as_str()) {
            assert!(!is_chinese(&pair[0]), "{name}: Chinese in the English text");
            let has_words = letters(&pair[1]).chars().any(char::is_alphabetic);
            assert!(is_chinese(&pair[1]) || !has_words, "{name}: no Chinese");
        }
    }
    let mut sources = String::new();
    for entry in fs::read_dir("sim/page").unwrap().map(|entry| entry.unwrap().path()) {
        let is_read = entry.extension().is_some_and(|e| e == "js" || e == "html") && !entry.ends_with("words.js");
        if is_read {
            let _ = write!(sources, "{}", fs::read_to_string(entry).unwrap());
        }
    }
    // The name of a function that ends in t is another.
    let asked = [" t(\"", "(t(\"", "{t(\"", "[t(\"", "data-t=\""].map(|call| sources.split(call).skip(1));
    for asked in asked.into_iter().flatten() {
        let name = asked.split('"').next().unwrap();
        let is_start = name.ends_with('_') && words.keys().any(|known| known.starts_with(name));
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        assert!(!is_name || name.is_empty() || words.contains_key(name) || is_start, "no words for {name}");
    }
    for name in own.keys() {
        let start = name.rsplit_once('_').map_or("", |(start, _)| start);
        let used = sources.contains(&format!("\"{name}\""))
            || sources.contains(&format!("\"{start}_\""))
            || sources.contains(&format!("`{start}_${{"));
        assert!(used, "{name} is never shown");
    }
}

/// Nothing of others becomes markup, nothing is fetched, and old browsers can read the syntax.
#[test]
fn the_sources_keep_their_rules() {
    let mut files: Vec<PathBuf> = fs::read_dir("sim/page").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "js" || e == "css" || e == "html")) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.lines().count() <= 400, "{} is long", path.display());
        let forbidden = [
            "innerHTML",
            "outerHTML =",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttpRequest",
            "http://",
            "https://",
            "localStorage",
            "structuredClone",
            ".at(-",
            "Object.hasOwn",
            ".findLast(",
            ".toSorted(",
            "??=",
            "oklch",
            "importScripts",
        ];
        let allowed = |word: &str| word == "http://" && text.contains("www.w3.org/2000/svg");
        let found = forbidden.into_iter().find(|word| text.contains(word) && !allowed(word));
        assert_eq!(found, None, "{}", path.display());
    }
}
