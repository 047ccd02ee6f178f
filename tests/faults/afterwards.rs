//! Folders that are finished: read-only ones, ones that another version of the program has written, and the file that `fit` leaves.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::place::{Chance, Place, RUN};

/// Nobody in particular.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// Runs a command as somebody who may read everything here and write nothing; none where this process may not become somebody
/// else.
#[cfg(unix)]
fn as_a_reader(place: &Place, line: &[&str]) -> Option<(i32, String)> {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let mut folders = vec![place.at("")];
    while let Some(path) = folders.pop() {
        let folder = path.is_dir();
        if folder {
            folders.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
        let mode = fs::Permissions::from_mode(if folder { 0o555 } else { 0o444 });
        fs::set_permissions(&path, mode).unwrap();
    }
    // A copy of the program where others can reach it: a home folder is often closed to them.
    let reach = tempfile::tempdir().unwrap();
    fs::set_permissions(reach.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = reach.path().join("gridgov");
    fs::copy(assert_cmd::cargo::cargo_bin!("gridgov"), &program).unwrap();
    let mut command = std::process::Command::new(program);
    command.current_dir(place.at("")).args(line).uid(NOBODY).gid(NOBODY);
    let output = command.output();
    let mut folders = vec![place.at("")];
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            folders.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    let output = output.ok()?;
    Some((output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Whoever may only read finished results is told that they are up to date, and can look at them; whoever would have to write
/// is told where.
#[cfg(unix)]
#[test]
fn a_finished_folder_that_cannot_be_written_is_up_to_date() {
    let place = Place::new();
    place.run("out");
    let before = place.contents("out");
    let again = [&RUN[..], &["--out", "out"]].concat();
    let Some((code, said)) = as_a_reader(&place, &again) else {
        println!("skipped: only root can become somebody else");
        return;
    };
    assert!(code == 0 && said.contains("up to date"), "{code}: {said}");
    for line in [["compare", "out"], ["cite", "out"]] {
        let (code, said) = as_a_reader(&place, &line).unwrap();
        assert_eq!(code, 0, "{line:?}: {said}");
    }
    let more = [&RUN[..], &["--seed", "2", "--force", "--out", "out"]].concat();
    let (code, said) = as_a_reader(&place, &more).unwrap();
    assert!(code == 1 && said.contains("out") && said.contains("right to write"), "{code}: {said}");
    assert_eq!(place.contents("out"), before);
}

/// What another version of the program left is not passed off as this version's: finished results are run again, and so are
/// units of a run that was stopped. Both end as if nothing had been there.
#[test]
fn what_another_version_has_written_is_run_again() {
    let place = Place::new();
    place.run("out");
    let expected = place.hash("out");
    for (key, value) in [("program_version", "0.0.9"), ("model_version", "3")] {
        place.copy("out", "other");
        let mut manifest = place.manifest("other");
        assert_ne!(manifest[key], value);
        manifest[key] = Value::from(value);
        manifest.as_object_mut().unwrap().remove("checksum");
        place.write("other/manifest.json", &serde_json::to_string_pretty(&manifest).unwrap());
        let again = place.gridgov(&[&RUN[..], &["--out", "other"]].concat());
        assert!(!again.stderr.contains("up to date"), "{key}: {}", again.stderr);
        if again.code != 0 {
            // Or it is refused as somebody else's until it is forced, with a reason.
            assert!(again.code == 2 && again.stderr.contains("--force"), "{key}: {}", again.stderr);
            place.done(&[&RUN[..], &["--force", "--out", "other"]].concat());
        }
        assert_eq!(place.hash("other"), expected, "{key}");
        let found = place.manifest("other");
        assert_eq!(
            (&found["program_version"], &found["model_version"]),
            (&place.manifest("out")["program_version"], &place.manifest("out")["model_version"],)
        );
    }
}

/// `fit` writes one file at the end, whole or not at all, whenever it is killed.
#[test]
fn a_fit_that_is_killed_leaves_nothing_or_everything() {
    let place = Place::new();
    let mut log = String::from("id,created,closed,kind\n");
    for case in 0..80 {
        let (month, day) = (case % 12 + 1, case * 7 % 28 + 1);
        let kind = ["Noise", "Litter"][case % 2];
        writeln!(log, "{case},2023-{month:02}-{day:02} 08:00,2023-{month:02}-{day:02} 20:00,{kind}").unwrap();
    }
    place.write("log.csv", &log);
    let line = ["fit", "log.csv", "--residents", "400", "--replicates", "1", "--out", "fitted.toml"];
    let clock = Instant::now();
    place.done(&line);
    let whole = clock.elapsed();
    let expected = fs::read_to_string(place.at("fitted.toml")).unwrap();
    let names = || {
        let mut names: Vec<String> = fs::read_dir(place.at(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let finished = names();
    let mut chance = Chance::new(21);
    let mut killed = 0;
    for time in 0..4 {
        fs::remove_file(place.at("fitted.toml")).unwrap();
        // The last of them near the end, where the file is put in its place.
        let part =
            if time < 3 { chance.below(1_000) as f64 / 1_000.0 } else { 1.0 - chance.below(60) as f64 / 1_000.0 };
        let mut child = place.started(&line);
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * part));
        child.kill().unwrap();
        killed += usize::from(!child.wait_with_output().unwrap().status.success());
        if place.at("fitted.toml").exists() {
            assert_eq!(fs::read_to_string(place.at("fitted.toml")).unwrap(), expected, "killed after {part}");
        } else {
            place.done(&line);
            assert_eq!(fs::read_to_string(place.at("fitted.toml")).unwrap(), expected, "killed after {part}");
        }
        assert_eq!(names(), finished, "killed after {part}: something is left behind");
    }
    assert!(killed >= 2, "{killed} of 4 were killed before they had ended");
}
