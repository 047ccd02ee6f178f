//! Units on disk: whatever stops a run, it resumes, and the results are those of a run that nobody stopped.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

#[path = "common/packs.rs"]
#[expect(dead_code, reason = "shared with tests that lose runs")]
mod packs;

/// Three scenarios in two worlds.
fn scenarios() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let extending = "extends = \"baseline.toml\"\n";
    for (file, text) in [
        ("baseline.toml", "title = \"Baseline\"\n".to_owned()),
        ("training.toml", format!("title = \"Training\"\n{extending}[staffing]\ntraining_hours_per_year = 60\n")),
        ("slow.toml", format!("title = \"Slow\"\n{extending}[behaviour]\nchoice_slope = 3.0\n")),
    ] {
        fs::write(dir.path().join(file), text).unwrap();
    }
    dir
}

const SMALL: [&str; 8] =
    ["run", ".", "--set", "city.residents=2000", "--set", "scenario.days=90", "--set", "scenario.burn_in_days=30"];

/// Exit code, stdout and stderr of `run` on small cities in `dir`.
fn run(dir: &TempDir, line: &[&str]) -> (i32, String, String) {
    let line = [&SMALL[..], line].concat();
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn done(dir: &TempDir, line: &[&str]) -> (String, String) {
    let (code, stdout, stderr) = run(dir, line);
    assert_eq!(code, 0, "{stderr}");
    (stdout, stderr)
}

/// Everything that may not depend on how the results came about: all tables and figures, and the manifest without its clock.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let listed = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(dir.join(folder)).into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        // The report says when it was made.
        let here = names.filter(|name| !name.starts_with('.') && name != "figures" && name != "report.html");
        here.map(|name| format!("{folder}{name}")).collect()
    };
    let mut names = [listed(""), listed("figures/")].concat();
    names.sort();
    let content = |name: String| {
        let bytes = fs::read(dir.join(&name)).unwrap();
        if name != "manifest.json" {
            return (name, bytes);
        }
        let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        manifest.as_object_mut().unwrap().remove("run");
        (name, manifest.to_string().into_bytes())
    };
    names.into_iter().map(content).collect()
}

fn same(dir: &TempDir, one: &str, other: &str) {
    let (one, other) = (contents(&dir.path().join(one)), contents(&dir.path().join(other)));
    let names = |contents: &[(String, Vec<u8>)]| contents.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((name, bytes), (_, others)) in one.iter().zip(&other) {
        assert!(bytes == others, "{name} differs");
    }
}

/// Finished units in a folder.
fn units(dir: &TempDir, out: &str) -> Vec<(std::path::PathBuf, std::ops::Range<usize>)> {
    packs::runs(&dir.path().join(out))
}

#[test]
fn a_killed_run_goes_on_and_ends_the_same() {
    let dir = scenarios();
    done(&dir, &["--replicates", "12", "--threads", "1", "--out", "whole"]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("gridgov"))
        .current_dir(dir.path())
        .args(SMALL)
        .args(["--replicates", "12", "--threads", "2", "--quiet", "--out", "torn"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while units(&dir, "torn").len() < 9 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    // Not a signal that it could do anything about.
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = units(&dir, "torn");
    assert!(kept.len() >= 9, "{} units", kept.len());
    assert!(kept.len() < 36 && !dir.path().join("torn/manifest.json").exists(), "it was killed on its way");
    // Half a unit is none.
    let (pack, last) = kept.last().unwrap();
    let whole = fs::read(pack).unwrap();
    fs::write(pack, &whole[..last.start + last.len() / 2]).unwrap();
    done(&dir, &["--replicates", "12", "--threads", "2", "--out", "torn"]);
    // The torn record still lies where it was cut.
    assert_eq!(units(&dir, "torn").len(), 36 + 1, "what was finished is not run again");
    assert_eq!(fs::read(pack).unwrap(), &whole[..last.start + last.len() / 2], "nothing is written over");
    same(&dir, "whole", "torn");
}

#[test]
fn more_replicates_and_cases_extend_what_is_there() {
    let dir = scenarios();
    done(&dir, &["--replicates", "5", "--cases", "--out", "at_once"]);
    done(&dir, &["--replicates", "2", "--out", "grown"]);
    assert!(!dir.path().join("grown/cases.parquet").exists());
    let (_, stderr) = done(&dir, &["--replicates", "2", "--out", "grown"]);
    assert!(stderr.contains("up to date"), "{stderr}");
    done(&dir, &["--replicates", "2", "--cases", "--out", "grown"]);
    assert!(dir.path().join("grown/cases.parquet").exists());
    let (_, stderr) = done(&dir, &["--replicates", "2", "--out", "grown"]);
    assert!(stderr.contains("up to date"), "cases do no harm: {stderr}");
    // Cases that are there are kept up.
    done(&dir, &["--replicates", "5", "--out", "grown"]);
    same(&dir, "at_once", "grown");
    let (code, _, stderr) = run(&dir, &["--replicates", "3", "--out", "grown"]);
    assert_eq!(code, 2, "fewer replicates are other results");
    assert!(stderr.contains("replicates 5, not 3"), "{stderr}");
}

#[test]
fn an_unfinished_run_is_not_replaced_by_another() {
    let dir = scenarios();
    done(&dir, &["--replicates", "2", "--out", "out"]);
    fs::remove_file(dir.path().join("out/manifest.json")).unwrap();
    let (code, _, stderr) = run(&dir, &["--replicates", "2", "--seed", "2", "--out", "out"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("an unfinished run: seed 1, not 2"), "{stderr}");
    done(&dir, &["--replicates", "2", "--seed", "2", "--force", "--out", "out"]);
    done(&dir, &["--replicates", "2", "--seed", "2", "--out", "fresh"]);
    same(&dir, "out", "fresh");
    assert_eq!(units(&dir, "out").len(), 6, "the units of the other run are gone");
}

#[test]
fn precision_runs_as_many_as_it_takes_whatever_the_threads() {
    let dir = scenarios();
    let replicates = |out: &str, line: &[&str]| {
        let (stdout, _) = done(&dir, &[&["--json", "--out", out], line].concat());
        let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        (json["replicates"].as_u64().unwrap(), json["precision"]["reached"].as_bool().unwrap())
    };
    let (needed, reached) = replicates("one", &["--relative-to", "mean", "--precision", "0.25", "--threads", "1"]);
    assert!(reached && needed % 10 == 0, "{needed}");
    assert_eq!(
        replicates("three", &["--relative-to", "mean", "--precision", "0.25", "--threads", "3"]),
        (needed, true)
    );
    same(&dir, "one", "three");
    let (stdout, stderr) = done(&dir, &["--relative-to", "mean", "--precision", "0.25", "--out", "one"]);
    assert!(stderr.contains("up to date"), "{stderr}");
    let words: String = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The last outcome to reach this was"), "{stdout}");
    // Grown from fewer, it stops at the same number.
    done(&dir, &["--replicates", "3", "--out", "grown"]);
    assert_eq!(replicates("grown", &["--relative-to", "mean", "--precision", "0.25"]), (needed, true));
    same(&dir, "one", "grown");
    let (code, _, stderr) = run(&dir, &["--precision", "0.1", "--replicates", "3"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("cannot be used with"), "{stderr}");
    for nonsense in ["0", "-1", "11", "nan", "x"] {
        assert_eq!(run(&dir, &["--precision", nonsense]).0, 2, "{nonsense}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_with_a_reason() {
    let dir = scenarios();
    fs::create_dir(dir.path().join("out")).unwrap();
    fs::write(dir.path().join("out/.units"), "in the way").unwrap();
    let (code, _, stderr) = run(&dir, &["--replicates", "1", "--out", "out"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("out/.units: error: failed to create it: "), "{stderr}");
}

#[test]
fn weights_are_checked() {
    let dir = scenarios();
    let (code, _, stderr) = run(&dir, &["--weight", "satisfacton=2"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("the nearest is satisfaction"), "{stderr}");
    assert_eq!(run(&dir, &["--weight", "satisfaction=-1"]).0, 2);
    assert_eq!(run(&dir, &["--weight", "utilisation=1"]).0, 2, "an outcome without a better side");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "nothing was written");
}

#[test]
fn shards_make_the_same_results_and_missing_ones_are_named() {
    let dir = scenarios();
    let gridgov = |line: &[&str]| {
        let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    done(&dir, &["--replicates", "4", "--cases", "--out", "whole"]);
    let shard = |line: &[&str]| done(&dir, &[&["--replicates", "4", "--cases"], line].concat());
    let (stdout, stderr) = shard(&["--shard", "0/3", "--out", "a"]);
    assert!(stdout.is_empty() && stderr.contains("shard 0 of 3 is done"), "{stderr}");
    // Tasks of two worlds and one: replicates 0 and 3 of the baseline's world, replicate 1 of the other.
    assert_eq!(units(&dir, "a").len(), 5);
    shard(&["--shard", "2/3", "--out", "b"]);
    let (code, stderr) = gridgov(&["merge", "a", "b", "--out", "all"]);
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("4 of 12 units are missing") && stderr.contains("replicate 0"), "{stderr}");
    assert!(!dir.path().join("all/manifest.json").exists());
    shard(&["--shard", "1/3", "--out", "b"]);
    let (code, stderr) = gridgov(&["merge", "a", "b", "--out", "all"]);
    assert_eq!(code, 0, "{stderr}");
    same(&dir, "whole", "all");
    // The same in one folder, and with what a Slurm array says.
    for task in ["1", "2", "3"] {
        let output = Command::cargo_bin("gridgov")
            .unwrap()
            .current_dir(dir.path())
            .args([&SMALL[..], &["--replicates", "4", "--cases", "--out", "one"]].concat())
            .envs([("SLURM_ARRAY_TASK_ID", task), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_COUNT", "3")])
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && stderr.contains("task"), "{stderr}");
    }
    assert_eq!(gridgov(&["merge", "one", "--out", "one"]).0, 0);
    same(&dir, "whole", "one");
    let (_, stderr) = done(&dir, &["--replicates", "4", "--out", "one"]);
    assert!(stderr.contains("up to date"), "{stderr}");
    done(&dir, &["--replicates", "4", "--seed", "9", "--shard", "0/1", "--out", "other"]);
    let (code, stderr) = gridgov(&["merge", "one", "other", "--out", "mixed"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("another run: seed 9, not 1"), "{stderr}");
    assert_eq!(gridgov(&["merge", "nothing", "--out", "mixed"]).0, 2);
    assert_eq!(run(&dir, &["--shard", "3/3"]).0, 2);
    assert_eq!(run(&dir, &["--shard", "0/2", "--precision", "0.1"]).0, 2);
}

/// What the scripts of an array say is in the language of the command; what they do is the same, and a shell reads both.
#[test]
fn scripts_of_an_array_speak_the_language_of_the_command() {
    let dir = scenarios();
    let scripts = |lang: &str, out: &str| {
        let line = ["slurm", "baseline.toml", "training.toml", "--tasks", "4", "--out", out, "--lang", lang];
        let set = ["--set", "city.residents=500", "--days", "20", "--set", "scenario.burn_in_days=20"];
        Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).args(set).assert().success();
        ["array.sh", "merge.sh", "submit.sh"].map(|name| {
            let path = dir.path().join(out).join("slurm").join(name);
            assert!(
                std::process::Command::new("bash").arg("-n").arg(&path).status().is_ok_and(|status| status.success())
            );
            fs::read_to_string(path).unwrap().replace(&format!("/{out}"), "/out").replace(&format!(" {out}"), " out")
        })
    };
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c));
    for (english, chinese) in scripts("en", "here").iter().zip(&scripts("zh", "dort")) {
        assert!(is_chinese(chinese) && !is_chinese(english), "{chinese}");
        // Time and memory come from how fast this machine is now, and the name of the job from the folder.
        let does = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines
                .map(|line| line.split(" --lang").next().unwrap().split(" --until").next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(does(english), does(chinese));
    }
}
