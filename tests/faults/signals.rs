//! Ctrl-C, SIGTERM and `--until` end a command within a second, wherever it is, and say so in JSON where that was asked for.

use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::place::{Chance, Place, RUN, STUDY};

fn send(child: &Child, signal: &str) {
    let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn signals_end_a_command_wherever_it_is() {
    let place = Place::new();
    place.run("ran");
    place.done(&[&RUN[..], &["--shard", "0/1", "--out", "shards"]].concat());
    let lines: [Vec<&str>; 4] = [
        [&RUN[..], &["--json", "--out", "torn"]].concat(),
        [&STUDY[..], &["--json", "--out", "torn"]].concat(),
        vec!["merge", "shards", "--json", "--out", "torn"],
        vec!["report", "torn", "--json"],
    ];
    let mut chance = Chance::new(3);
    let mut stopped = 0;
    for line in &lines {
        let prepare = || {
            let _ = std::fs::remove_dir_all(place.at("torn"));
            if line[0] == "report" {
                place.copy("ran", "torn");
            }
        };
        prepare();
        let clock = Instant::now();
        place.done(line);
        let whole = clock.elapsed();
        let expected = place.contents("torn");
        for (turn, (signal, code)) in [("-INT", 130), ("-TERM", 143), ("-INT", 130), ("-TERM", 143)].iter().enumerate()
        {
            prepare();
            let child = place.started(line);
            let part = 0.15 + 0.8 * (turn as f64 + chance.below(1_000) as f64 / 1_000.0) / 4.0;
            std::thread::sleep(whole.mul_f64(part));
            let clock = Instant::now();
            send(&child, signal);
            let output = child.wait_with_output().unwrap();
            // A second, and something for a busy machine.
            assert!(clock.elapsed() < Duration::from_millis(2_500), "{line:?}: {:?}", clock.elapsed());
            match output.status.code() {
                Some(0) => {}
                Some(found) if found == *code => {
                    stopped += 1;
                    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
                    assert_eq!(json["diagnostics"][0]["code"], "stopped", "{json}");
                    assert!(json["diagnostics"][0]["help"].as_str().unwrap().contains("again"), "{json}");
                    assert_eq!(place.parts("torn"), [""; 0], "{line:?}");
                }
                other => panic!("{line:?} after {part}: {other:?} {}", String::from_utf8_lossy(&output.stderr)),
            }
            place.done(line);
            assert!(place.contents("torn") == expected, "{line:?} after {part}");
        }
    }
    assert!(stopped >= 8, "{stopped} of 16 were stopped on their way");
}

#[test]
fn the_time_given_ends_a_run_and_the_same_command_goes_on() {
    let place = Place::new();
    let line: Vec<&str> = RUN.iter().map(|word| if *word == "3" { "400" } else { *word }).collect();
    let line = [&line[..], &["--set=city.residents=2000", "--until", "2s", "--out", "out"]].concat();
    let clock = Instant::now();
    let done = place.gridgov(&line);
    assert_eq!(done.code, 75, "{}", done.stderr);
    assert!(clock.elapsed() < Duration::from_secs(5), "{:?}", clock.elapsed());
    for word in ["stopped by --until", "of 1200 runs are kept", "are left", "run it again"] {
        assert!(done.stderr.contains(word), "{word:?}: {}", done.stderr);
    }
    let units = || std::fs::read_dir(place.at("out/.units")).unwrap().count();
    let before = units();
    let done = place.gridgov(&[&line[..], &["--json"]].concat());
    assert_eq!(done.code, 75, "{}", done.stderr);
    assert!(units() > before, "it goes on where it was");
    let json: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["diagnostics"][0]["code"], "stopped", "{json}");
    assert_eq!(place.gridgov(&["run", "policies", "--until", "soon"]).code, 2);
}
