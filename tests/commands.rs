//! The commands around scenario files, as a user meets them.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

fn gridgov(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").expect("the program").args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let (code, stdout, _) = gridgov(arguments);
    let value: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(value["schema"], 1);
    (code, value)
}

#[test]
fn the_program_alone_shows_one_screen_with_three_commands() {
    let (code, stdout, stderr) = gridgov(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.lines().count() <= 24 && stdout.lines().all(|line| line.chars().count() <= 90));
    for command in ["gridgov run", "gridgov new", "gridgov check", "gridgov params"] {
        assert!(stdout.contains(command), "{command}");
    }
}

#[test]
fn help_begins_with_examples() {
    for command in ["check", "study", "new", "params", "outcomes", "schema", "completions", "fit"] {
        let (code, stdout, _) = gridgov(&["help", command]);
        assert_eq!(code, 0);
        assert!(stdout.starts_with("Example"), "{command}: {stdout}");
    }
}

#[test]
fn a_city_too_small_for_its_mix_of_communities_is_reported_first() {
    let (small, english) = (
        ["--set", "city.residents=6000", "--set", "city.plan=fixed"],
        "2 communities cannot have the mix of kinds asked for: 35%",
    );
    let after = |mut line: Vec<&'static str>| {
        line.extend(small);
        gridgov(&line)
    };
    let baseline = "scenarios/baseline.toml";
    assert!(after(vec!["check", baseline]).1.contains(english));
    assert!(!gridgov(&["check", baseline]).1.contains("mix of kinds"));
    // Where every two runs draw a city of their own, each kind has its share of all of them.
    assert!(!gridgov(&["check", baseline, "--set", "city.residents=6000"]).1.contains("mix of kinds"));
    // A roster says itself what there is.
    assert!(!gridgov(&["check", "scenarios/places/district.toml"]).1.contains("mix of kinds"));
    assert!(after(vec!["run", baseline, "--plan"]).2.starts_with(&format!("note: {english}")));
    let chinese = "2 个社区无法满足设定的社区类型构成，35% 的居民";
    let study = after(vec!["study", "scenarios/studies/crowding_map.toml", "--plan", "--lang", "zh"]);
    assert!(study.2.contains(chinese) && study.2.lines().count() == 1, "{}", study.2);
}

#[test]
fn check_says_what_there_is_or_what_is_wrong() {
    let (code, stdout, _) = gridgov(&["check", "tests/good/everything.toml"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("everything/strict") && stdout.contains("S01C01") && stdout.contains("world"), "{stdout}");
    let (code, stdout, _) = gridgov(&["check", "--explain", "tests/good/everything.toml"]);
    assert!(code == 0 && stdout.contains("variant strict") && stdout.contains("default"));
    let (code, stdout, stderr) = gridgov(&["check", "tests/bad/out_of_range.toml"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("3 errors"), "{stderr}");
    let (code, value) = json(&["check", "--json", "tests/bad/out_of_range.toml"]);
    assert_eq!((code, value["diagnostics"].as_array().map(Vec::len)), (2, Some(3)));
    for key in ["file", "line", "column", "key", "found", "expected", "help"] {
        assert!(value["diagnostics"][0].get(key).is_some(), "{key}");
    }
    for (file, word) in [
        ("out_of_range", "out_of_range"),
        ("unknown_key", "unknown_key"),
        ("community_unknown", "unknown_name"),
        ("duplicate_key", "duplicate"),
        ("circle", "conflict"),
        ("extends_missing", "unreadable"),
    ] {
        let (_, value) = json(&["check", "--json", &format!("tests/bad/{file}.toml")]);
        let mut diagnostics = value["diagnostics"].as_array().expect("a list").iter();
        assert!(diagnostics.any(|problem| problem["code"] == word), "{file}: {value}");
    }
    let (code, value) = json(&["check", "--json", "--explain", "tests/good/everything.toml"]);
    assert_eq!((code, value["scenarios"][0]["days"].as_f64()), (0, Some(400.0)));
    assert_eq!(gridgov(&["check"]).0, 2);
    assert_eq!(gridgov(&["check", "no-such-file.toml"]).0, 2);
    assert_eq!(gridgov(&["chekc"]).0, 2);
}

#[test]
fn new_writes_what_check_accepts_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    assert_eq!(gridgov(&["new", &path("a.toml")]).0, 0);
    let text = fs::read_to_string(path("a.toml")).expect("written");
    assert!(
        text.contains("extends = \"builtin:baseline\"") && text.contains("# training_hours_per_year = 16"),
        "{text}"
    );
    assert_eq!(gridgov(&["check", &path("a.toml")]).0, 0);
    assert_eq!(gridgov(&["new", &path("a.toml")]).0, 2);
    assert_eq!(fs::read_to_string(path("a.toml")).expect("still there"), text);
    fs::create_dir(path("below")).expect("a folder");
    assert_eq!(gridgov(&["new", &path("below/b.toml"), "--from", &path("a.toml")]).0, 0);
    assert!(fs::read_to_string(path("below/b.toml")).expect("written").contains("extends = \"../a.toml\""));
    assert_eq!(gridgov(&["check", &path("below")]).0, 0);
    assert_eq!(gridgov(&["new", &path("c.toml"), "--from", "nothing"]).0, 2);
    assert_eq!(gridgov(&["new", &path("c.txt")]).0, 2);
    assert_eq!(gridgov(&["new", &path("nowhere/c.toml")]).0, 2);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 2, "no temporary file is left: {left:?}");
}

#[test]
fn lists_are_complete_and_can_be_searched() {
    let (_, all) = json(&["params", "--json"]);
    let parameters = all["parameters"].as_array().expect("an array");
    assert_eq!(parameters.len(), gridgov::parameters().count());
    let columns = "key,unit,default,low,high,prior_low,prior_high,provenance,source,meaning_en,meaning_zh";
    assert!(columns.split(',').all(|column| parameters.iter().all(|p| p.get(column).is_some())));
    let (_, some) = json(&["params", "--json", "Training"]);
    assert!(some["parameters"].as_array().is_some_and(|list| !list.is_empty() && list.len() < parameters.len()));
    assert!(gridgov(&["params", "网格员"]).1.contains("staffing.full_time_share"));
    assert!(gridgov(&["params", "zzzz"]).2.contains("gridgov params"));
    let (_, outcomes) = json(&["outcomes", "--json"]);
    assert_eq!(outcomes["outcomes"].as_array().map(Vec::len), Some(gridgov::outcome_kinds().len()));
    assert!(gridgov(&["completions", "bash"]).1.contains("gridgov"));
}

#[test]
fn the_schema_has_every_parameter() {
    let (code, stdout, _) = gridgov(&["schema"]);
    assert_eq!(code, 0);
    let schema: Value = serde_json::from_str(&stdout).expect("JSON");
    for parameter in gridgov::parameters() {
        let table = &schema["properties"][parameter.table];
        let table = if parameter.table == "incident" { &table["items"] } else { table };
        let described = &table["properties"][parameter.name];
        assert_eq!(described["minimum"].as_f64(), Some(parameter.range.0), "{}", parameter.key());
    }
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("gridgov"))
        .args(["params"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

/// `UPDATE=1 cargo test --test commands` rewrites the two pages.
#[test]
fn the_generated_pages_are_current() {
    for (page, command) in [("docs/parameters.md", "params"), ("docs/outcomes.md", "outcomes")] {
        let (code, text, _) = gridgov(&[command, "--markdown"]);
        assert_eq!(code, 0);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(page, &text).expect("a folder that can be written");
        }
        let there = fs::read_to_string(page).unwrap_or_default().replace("\r\n", "\n");
        assert!(there == text, "{page} is out of date: gridgov {command} --markdown > {page}");
    }
}
