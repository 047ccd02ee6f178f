//! Every log `tests/bad/logs/NAME.csv` is refused with exactly the message in `NAME.expected` beside it.

// Rows of a log are text, one after the other.
#![allow(clippy::format_collect)]

use std::fs;

use assert_cmd::Command;
use gridgov::Diagnostics;
use gridgov::internals::fit::columns::Map;
use gridgov::internals::fit::read::read;
use serde_json::Value;

mod common;

#[test]
fn bad_logs_are_refused_with_their_message() {
    common::bad_files_are_refused("tests/bad/logs", "csv", 9, |file| read(file, &Map::default()));
}

#[test]
fn any_cut_or_bent_log_is_refused_or_accepted_but_never_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("log.csv");
    let whole = "\u{feff}created,closed,kind,place,due\n2024-01-01 08:00,2024年1月2日,\"噪音, a\",A,2024/3/1\n\
                 01/02/2024 12:00:00 AM,,noise,B,\n";
    for cut in 0..whole.len() {
        for strange in [None, Some(b'"'), Some(b','), Some(b'\n'), Some(0xff), Some(b'9')] {
            let mut bytes = whole.as_bytes().to_vec();
            match strange {
                Some(byte) => bytes[cut] = byte,
                None => bytes.truncate(cut),
            }
            fs::write(&file, bytes).expect("a file");
            if let Err(problems) = read(&file, &Map::default()) {
                let _ = Diagnostics(problems).to_string();
            }
        }
    }
}

#[test]
fn a_refused_log_or_map_ends_with_two_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let fit = |log: &str, more: &[&str]| {
        let mut command = Command::cargo_bin("gridgov").expect("the program");
        let output = command.current_dir(folder.path()).args(["fit", log, "--out", "mine.toml"]).args(more).output();
        let output = output.expect("it runs");
        assert!(!at("mine.toml").exists());
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    fs::write(at("bad.csv"), "created,closed,kind,place\nnever,,a,b\n").expect("a file");
    let (code, stderr) = fit("bad.csv", &["--residents", "1000"]);
    assert!(code == Some(2) && stderr.contains("bad.csv:2:1") && stderr.contains("date_format"), "{stderr}");
    let (code, stderr) = fit("bad.csv", &[]);
    assert!(code == Some(2) && stderr.contains("--residents N"), "{stderr}");
    let (code, stderr) = fit("none.csv", &["--residents", "1000"]);
    assert!(code == Some(2) && stderr.contains("there is no such file"), "{stderr}");
    let (code, stderr) = fit("bad.csv", &["--residents", "-5"]);
    assert_eq!(code, Some(2), "{stderr}");
    for (map, says) in [
        ("creatd = \"x\"\n", "map.toml:1:1"),
        ("residents = 0\n", "residents"),
        ("residents = \"many\"\n", "map.toml:1:13"),
        ("residents = 0\n", "map.toml:1:13"),
        ("residents = 9\n[kinds]\na = \"b c\"\n", "map.toml:3:5: error: \"b c\""),
        ("residents = 9\n[places]\nb = 2\na = -1\n", "map.toml:4:5"),
        ("residents = 9\n\ndate_format = \"%d-%Q-%Y\"\n", "map.toml:3:19: error: \"%Q\""),
        ("date_format = \"%m/%d\"\n[kinds]\na = \"all\"\n", "2 errors"),
        ("residents = 9\nclosed = \"clsoed\"\n", "clsoed"),
        ("residents = 9\nrecords = \"some\"\n", "hotline"),
    ] {
        fs::write(at("map.toml"), map).expect("a file");
        let (code, stderr) = fit("bad.csv", &["--columns", "map.toml"]);
        assert!(code == Some(2) && stderr.contains(says), "{map}: {stderr}");
    }
}

#[test]
fn what_is_no_table_is_refused_with_a_remedy_and_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let fit = |log: &str, out: &str| {
        let mut command = Command::cargo_bin("gridgov").expect("the program");
        command.current_dir(folder.path()).args(["fit", log, "--residents", "900", "--json", "--out", out]);
        let output = command.output().expect("it runs");
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        (output.status.code(), value["diagnostics"][0].clone())
    };
    fs::create_dir(folder.path().join("folder.csv")).expect("a folder");
    fs::write(folder.path().join("log.csv"), "created,closed,kind\n2024-01-01,,noise\n").expect("a file");
    let kinds: String = (0..6_000).map(|kind| format!("2024-01-01,,kind {kind}\n")).collect();
    fs::write(folder.path().join("kinds.csv"), format!("created,closed,kind\n{kinds}")).expect("a file");
    for (log, bytes, line) in [
        ("packed.csv", Some(&b"\x1f\x8b\x08\x00rest"[..]), 0),
        ("sheet.csv", Some(b"PK\x03\x04"), 0),
        ("folder.csv", None, 0),
        ("none.csv", None, 0),
        ("kinds.csv", None, 5_002),
    ] {
        if let Some(bytes) = bytes {
            fs::write(folder.path().join(log), bytes).expect("a file");
        }
        let (code, problem) = fit(log, "mine.toml");
        assert_eq!((code, &problem["line"]), (Some(2), &Value::from(line)), "{problem}");
        assert!(problem["file"] == log && problem["help"] != "" && problem["expected"] != "", "{problem}");
    }
    let (code, problem) = fit("log.csv", "no/mine.toml");
    assert!(code == Some(1) && problem["file"] == "no/mine.toml" && problem["help"] != "", "{problem}");
    assert!(!folder.path().join("mine.toml").exists());
}

#[test]
fn a_log_in_gbk_is_read_as_it_is() {
    let log = read(std::path::Path::new("tests/good/logs/gbk.csv"), &Map::default()).expect("a log");
    assert_eq!((log.kinds.as_slice(), log.rows), (["噪音".to_owned()].as_slice(), 1));
}
