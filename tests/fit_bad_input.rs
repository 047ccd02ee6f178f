//! Every log `tests/bad/logs/NAME.csv` is refused with exactly the message in `NAME.expected` beside it.

use std::fs;

use assert_cmd::Command;
use gridgov::diagnostics::Diagnostics;
use gridgov::fit::columns::Map;
use gridgov::fit::read::read;

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
        ("residents = 9\n[kinds]\na = \"b c\"\n", "\"b c\""),
        ("residents = 9\n[places]\na = -1\n", "[places]"),
        ("residents = 9\nclosed = \"clsoed\"\n", "clsoed"),
        ("residents = 9\nrecords = \"some\"\n", "hotline"),
    ] {
        fs::write(at("map.toml"), map).expect("a file");
        let (code, stderr) = fit("bad.csv", &["--columns", "map.toml"]);
        assert!(code == Some(2) && stderr.contains(says), "{map}: {stderr}");
    }
}
