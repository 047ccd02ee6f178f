//! Commands that are killed at any instant: the same command makes the same results, and nothing is left behind.

use std::time::{Duration, Instant};

use super::place::{Chance, Place, RUN, STUDY};

/// A command, what prepares its folder, and the folder.
struct Victim {
    name: &'static str,
    line: Vec<&'static str>,
    /// Folder from which it starts, if it does not start from nothing.
    from: Option<&'static str>,
}

/// Every command that writes a folder.
fn victims(place: &Place) -> Vec<Victim> {
    place.run("ran");
    for shard in ["0/2", "1/2"] {
        place.done(&[&RUN[..], &["--shard", shard, "--out", "shards"]].concat());
        place.done(&[&STUDY[..], &["--shard", shard, "--out", "study-shards"]].concat());
    }
    vec![
        Victim { name: "run", line: [&RUN[..], &["--out", "torn"]].concat(), from: None },
        Victim { name: "study", line: [&STUDY[..], &["--out", "torn"]].concat(), from: None },
        Victim { name: "merge", line: vec!["merge", "shards", "--out", "torn"], from: None },
        Victim { name: "merge of a study", line: vec!["merge", "study-shards", "--out", "torn"], from: None },
        Victim { name: "report", line: vec!["report", "torn"], from: Some("ran") },
        Victim {
            name: "run in place of another",
            line: [&RUN[..], &["--seed", "2", "--force", "--out", "torn"]].concat(),
            from: Some("ran"),
        },
    ]
}

/// Kills each victim `times` times, at instants spread over the time that it takes.
fn kill_all(times: usize, seed: u64) {
    let place = Place::new();
    let mut chance = Chance::new(seed);
    for victim in victims(&place) {
        let prepare = || {
            let _ = std::fs::remove_dir_all(place.at("torn"));
            if let Some(from) = victim.from {
                place.copy(from, "torn");
            }
        };
        prepare();
        let clock = Instant::now();
        place.done(&victim.line);
        let whole = clock.elapsed();
        let expected = place.contents("torn");
        let (mut killed, mut unfinished) = (0, 0);
        for time in 0..times {
            prepare();
            // Later kills come nearer to the end, where files are put in their places.
            let part = chance.below(1_000) as f64 / 1_000.0;
            let part = if time % 2 == 0 { part } else { 1.0 - 0.3 * part };
            let mut child = place.started(&victim.line);
            std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * part));
            child.kill().unwrap();
            let ended = child.wait_with_output().unwrap().status;
            killed += usize::from(!ended.success());
            unfinished += usize::from(!place.at("torn/manifest.json").exists());
            place.done(&victim.line);
            let found = place.contents("torn");
            let differing: Vec<_> = expected.iter().filter(|(name, bytes)| found.get(*name) != Some(bytes)).collect();
            let names: Vec<_> = differing.iter().map(|(name, _)| name).collect();
            assert!(names.is_empty(), "{}, killed after {part}: {names:?} differ", victim.name);
            assert_eq!(found.len(), expected.len(), "{}: something is left behind", victim.name);
            assert_eq!(place.parts("torn"), [""; 0], "{}", victim.name);
            // Whoever looks next has nothing to mend.
            if victim.line[0] == "run" && !victim.line.contains(&"--force") {
                assert!(place.done(&victim.line).stderr.contains("up to date"), "{}", victim.name);
            }
        }
        println!("{}: killed {killed} of {times} times, {unfinished} before it had a manifest", victim.name);
    }
}

#[test]
fn killed_commands_go_on_and_end_the_same() {
    kill_all(3, 11);
}

#[test]
#[ignore = "kills two hundred times and more: some minutes"]
fn commands_killed_two_hundred_times_go_on_and_end_the_same() {
    kill_all(40, 12);
}
