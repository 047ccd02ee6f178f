//! The runs of studies on disk: shards of any number make the same findings, and folders are kept apart from those of runs.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

#[path = "common/packs.rs"]
#[expect(dead_code, reason = "shared with tests that lose runs")]
mod packs;

/// A city so small that a run takes a few milliseconds.
const SMALL: &str = "replicates = 2\n[set]\ncity.residents = 400\nscenario.days = 30\nscenario.burn_in_days = 30\n";

const TWO: &str =
    "scenarios = [\"baseline.toml\", \"reform.toml\"]\noutcomes = [\"satisfaction\", \"close_days_mean\"]";

const LEVERS: &str = "[[lever]]\nkey = \"staffing.audit_share\"\nlow = 0.0\nhigh = 0.4\n\
                      [[lever]]\nkey = \"power.task_hours_per_week\"\nlow = 4\nhigh = 24\n";

const ASSUMPTIONS: &str = "[[assumption]]\nkey = \"behaviour.learning_own\"\n[[assumption]]\n\
                           key = \"incident.sanitation.rate_per_1000_year\"\nlow = 100\nhigh = 600\n";

/// A folder with two scenarios and `study.toml`.
fn place(method: &str, rest: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("baseline.toml", "");
    write("reform.toml", "extends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 48\n");
    write("study.toml", &format!("method = \"{method}\"\n{TWO}\n{SMALL}\n{rest}"));
    dir
}

/// Exit code and stderr of a command in `dir`.
fn gridgov(dir: &TempDir, line: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn done(dir: &TempDir, line: &[&str]) -> String {
    let (code, stderr) = gridgov(dir, line);
    assert_eq!(code, 0, "{line:?}: {stderr}");
    stderr
}

fn study(dir: &TempDir, line: &[&str]) -> String {
    done(dir, &[&["study", "study.toml", "--quiet"], line].concat())
}

fn refused(dir: &TempDir, line: &[&str], says: &[&str]) {
    let (code, stderr) = gridgov(dir, line);
    assert_eq!(code, 2, "{line:?}: {stderr}");
    for part in says {
        assert!(stderr.contains(part), "{part:?} is not in: {stderr}");
    }
}

fn manifest(dir: &TempDir, out: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(dir.path().join(out).join("manifest.json")).unwrap()).unwrap()
}

/// All tables and figures are the same, and so is the hash.
fn same(dir: &TempDir, one: &str, other: &str) {
    let (a, b) = (manifest(dir, one), manifest(dir, other));
    assert_eq!((&a["result_hash"], &a["files"]), (&b["result_hash"], &b["files"]));
    let files = a["files"].as_array().unwrap();
    assert!(files.len() > 4);
    // A page may say when it was made.
    for file in files.iter().map(|file| file.as_str().unwrap()).filter(|file| *file != "report.html") {
        let read = |out: &str| fs::read(dir.path().join(out).join(file)).unwrap();
        assert!(read(one) == read(other), "{file} differs between {one} and {other}");
    }
}

/// Eight tasks of two runs; two tasks of eight runs, of which half are the same baseline; two replicates of a trial.
#[test]
fn shards_of_any_number_make_the_same_findings() {
    let points = format!("{ASSUMPTIONS}[design]\npoints = 4\n");
    let communities = "city.residents_per_community = 300\n";
    let trial = "[trial]\ncommunities = [2]\nday = 60\nbefore_days = 60\nwait_days = 30\nafter_days = 30\n";
    for (method, rest, of) in [
        ("latin_hypercube", points.as_str(), 3),
        ("latin_hypercube", &points, 11),
        ("factorial", LEVERS, 3),
        ("trial", &format!("{communities}{trial}"), 2),
    ] {
        let dir = place(method, rest);
        if method == "trial" {
            let path = dir.path().join("study.toml");
            let text = fs::read_to_string(&path)
                .unwrap()
                .replace("scenario.days = 30\n", "")
                .replace("residents = 400", "residents = 1200");
            fs::write(&path, text.replace("close_days_mean", "trust_community")).unwrap();
        }
        // What was set on the command line has to be set again.
        let set = ["--set", "scenario.burn_in_days=20"];
        study(&dir, &[&set[..], &["--out", "whole"]].concat());
        for number in (0..of).rev() {
            let shard = format!("{number}/{of}");
            let stderr =
                study(&dir, &[&set[..], &["--shard", &shard, "--out", &format!("part-{}", number % 2)]].concat());
            assert!(stderr.contains(&format!("shard {number} of {of} is done")), "{stderr}");
        }
        let [a, b, all] = ["part-0", "part-1", "whole"].map(|out| packs::runs(&dir.path().join(out)).len());
        assert!(a > 0 && b > 0 && a + b == all, "{method} in {of}: {a} and {b}");
        let (code, stderr) = gridgov(&dir, &["merge", "part-0", "--out", "all"]);
        assert!(code == 3 && stderr.contains(&format!("{b} of {} runs are missing", a + b)), "{stderr}");
        assert!(!dir.path().join("all/manifest.json").exists());
        done(&dir, &["merge", "part-0", "part-1", "--out", "all"]);
        same(&dir, "whole", "all");
        assert_eq!(manifest(&dir, "all")["run"]["simulated"], 0);
        assert!(study(&dir, &[&set[..], &["--out", "all"]].concat()).contains("up to date"));
        // Beside the runs themselves.
        done(&dir, &["merge", "part-1", "part-0", "--out", "part-0"]);
        same(&dir, "whole", "part-0");
    }
}

#[test]
fn what_belongs_elsewhere_is_refused() {
    let dir = place("factorial", LEVERS);
    study(&dir, &["--shard", "0/2", "--out", "a"]);
    study(&dir, &["--shard", "1/2", "--seed", "2", "--out", "b"]);
    refused(&dir, &["merge", "a", "b", "--out", "all"], &["another study: seed 2, not 1"]);
    refused(&dir, &["merge", "a", "nothing", "--out", "all"], &["there are no runs of a study"]);
    fs::write(dir.path().join("reform.toml"), "extends = \"baseline.toml\"\n").unwrap();
    refused(&dir, &["merge", "a", "--out", "all"], &["is not here as it was", "other settings of the study"]);
    fs::remove_file(dir.path().join("study.toml")).unwrap();
    refused(&dir, &["merge", "a", "--out", "all"], &["is not here as it was", "in which the shards were begun"]);
    assert!(!dir.path().join("all").exists());
}

#[test]
fn runs_and_studies_keep_out_of_each_others_folders() {
    let dir = place("factorial", LEVERS);
    let run = ["run", "baseline.toml", "--replicates", "2", "--days", "30", "--set", "city.residents=400", "--quiet"];
    let run_in = |out| [&run[..], &["--set", "scenario.burn_in_days=10", "--out", out]].concat();
    let unfinished = |out: &str| fs::remove_file(dir.path().join(out).join("manifest.json")).unwrap();
    study(&dir, &["--out", "studied"]);
    done(&dir, &run_in("ran"));
    refused(&dir, &run_in("studied"), &["studied", "the results of `gridgov study`: study", "--out", "--force"]);
    refused(&dir, &["study", "study.toml", "--out", "ran"], &["ran", "the results of `gridgov run`", "--force"]);
    // Each replaces the other when it is told to, and leaves none of its files.
    done(&dir, &[&run_in("studied")[..], &["--force"]].concat());
    assert!(!dir.path().join("studied/points.csv").exists() && !dir.path().join("studied/.units/study.json").exists());
    study(&dir, &["--out", "ran", "--force"]);
    assert!(!dir.path().join("ran/outcomes.csv").exists());
    let (ran, studied) = ("studied", "ran");
    unfinished(ran);
    unfinished(studied);
    refused(&dir, &["study", "study.toml", "--out", ran], &["unfinished results of `gridgov run`", "--force"]);
    refused(&dir, &run_in(studied), &["unfinished results of `gridgov study`: study", "--force"]);
    // Whose they are finds everything there.
    study(&dir, &["--out", studied]);
    assert_eq!(manifest(&dir, studied)["run"]["simulated"], 0);
    done(&dir, &run_in(ran));
}

#[test]
fn a_figure_that_is_gone_is_drawn_again() {
    let dir = place("factorial", LEVERS);
    study(&dir, &["--out", "out"]);
    assert!(study(&dir, &["--out", "out"]).contains("up to date"));
    for file in ["figures/factors-satisfaction.zh.svg", "summary.csv"] {
        let path = dir.path().join("out").join(file);
        let before = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(!study(&dir, &["--out", "out"]).contains("up to date"));
        assert!(fs::read(&path).unwrap() == before, "{file}");
        assert_eq!(manifest(&dir, "out")["run"]["simulated"], 0);
    }
}

/// The runs of a study hold less than those of `gridgov run`: neither may be taken for the other, whatever lies together.
#[test]
fn shards_of_runs_and_of_studies_do_not_mix() {
    let dir = place("factorial", "[[lever]]\nkey = \"staffing.audit_share\"\nvalues = [0, 0.4]\non = [\"reform\"]\n");
    let small = ["--set=city.residents=400", "--set=scenario.days=30", "--set=scenario.burn_in_days=30"];
    let run = |line: &[&str]| {
        let scenarios = ["run", "baseline.toml", "reform.toml", "--quiet", "--replicates", "2"];
        done(&dir, &[&scenarios[..], &small, line].concat())
    };
    run(&["--out", "plain"]);
    run(&["--shard", "0/2", "--out", "mixed"]);
    study(&dir, &["--shard", "0/1", "--force", "--out", "mixed"]);
    done(&dir, &["merge", "mixed", "--out", "study"]);
    assert_eq!(manifest(&dir, "study")["method"], "factorial", "the study that was forced in");
    for part in ["0/2", "1/2"] {
        run(&["--shard", part, "--force", "--out", "mixed"]);
    }
    done(&dir, &["merge", "mixed", "--out", "merged"]);
    assert_eq!(manifest(&dir, "merged")["result_hash"], manifest(&dir, "plain")["result_hash"]);
    // Fewer replicates in one shard do not take back what another has promised.
    study(&dir, &["--shard", "0/2", "--replicates", "3", "--out", "uneven"]);
    study(&dir, &["--shard", "1/2", "--replicates", "2", "--out", "uneven"]);
    done(&dir, &["merge", "uneven", "--out", "whole"]);
    assert_eq!(manifest(&dir, "whole")["replicates"], 3);
}

/// What an earlier build has kept is refused as that, not as a study with other settings; `--force` begins anew.
#[test]
fn a_study_of_an_earlier_layout_is_refused_with_a_word() {
    let dir = place("factorial", LEVERS);
    let earlier = |path: &str| {
        let path = dir.path().join(path);
        let mut kept: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(kept["layout"].as_u64().unwrap() > 1);
        // The first layout did not say so, and its hash was another.
        kept.as_object_mut().unwrap().remove("layout");
        kept["hash"] = Value::from("0".repeat(64));
        for later in ["checksum", "checksums"] {
            kept.as_object_mut().unwrap().remove(later);
        }
        fs::write(path, kept.to_string()).unwrap();
    };
    let word = ["layout of kept studies 1, not", "another build of gridgov"];
    study(&dir, &["--out", "done"]);
    earlier("done/manifest.json");
    earlier("done/.units/study.json");
    refused(&dir, &["study", "study.toml", "--quiet", "--out", "done"], &[&word[..], &["--force"]].concat());
    study(&dir, &["--out", "done", "--force"]);
    assert!(manifest(&dir, "done")["run"]["simulated"].as_u64().unwrap() > 0);
    study(&dir, &["--shard", "0/2", "--out", "half"]);
    earlier("half/.units/study.json");
    refused(&dir, &["study", "study.toml", "--quiet", "--shard", "1/2", "--out", "half"], &word);
    refused(&dir, &["merge", "half", "--out", "all"], &word);
    assert!(!dir.path().join("all").exists());
}

/// Under `--json` a failure is an object on stdout, also one that is not about input.
#[test]
fn failures_are_json_where_json_is_asked_for() {
    let dir = place("factorial", "[[lever]]\nkey = \"staffing.audit_share\"\nvalues = [0, 0.4]\non = [\"reform\"]\n");
    fs::write(dir.path().join("file"), "in the way").unwrap();
    let small = ["--set=city.residents=400", "--set=scenario.days=30", "--set=scenario.burn_in_days=30"];
    study(&dir, &["--shard", "0/2", "--out", "half"]);
    done(
        &dir,
        &[&["run", "baseline.toml", "--quiet", "--shard", "0/2", "--replicates", "2", "--out", "part"], &small[..]]
            .concat(),
    );
    for (line, code, found) in [
        (&["run", "baseline.toml", "--out", "file"][..], 1, "not a folder"),
        (&["study", "study.toml", "--out", "file"], 1, "not a folder"),
        (&["merge", "part", "--out", "file"], 1, "not a folder"),
        (&["merge", "half", "--out", "file"], 1, "not a folder"),
        (&["merge", "part", "--out", "all"], 3, "are missing"),
        (&["merge", "half", "--out", "whole"], 3, "are missing"),
    ] {
        let line = [line, &["--json"]].concat();
        let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(&line).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line:?}: {error}"));
        let problem = &json["diagnostics"][0];
        assert_eq!((output.status.code(), &json["schema"]), (Some(code), &Value::from(1)), "{line:?}");
        assert!(problem["found"].as_str().unwrap().contains(found) && problem["help"] != "", "{line:?}: {problem}");
    }
}
