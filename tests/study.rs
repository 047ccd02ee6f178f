//! `gridgov study`, from a file to its tables: every method on a tiny city, and what stops and resumes.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use gridgov::Diagnostics;
use gridgov::internals::study::read::from_path;
use serde_json::Value;
use tempfile::TempDir;

mod common;
#[path = "common/intervals.rs"]
mod intervals;
#[path = "common/packs.rs"]
mod packs;

/// A city so small that a run takes a few milliseconds.
const SMALL: &str = "replicates = 2\n[set]\ncity.residents = 400\nscenario.days = 30\nscenario.burn_in_days = 30\n";

const LEVERS: &str = "
[[lever]]
key = \"staffing.audit_share\"
low = 0.0
high = 0.4

[[lever]]
key = \"power.task_hours_per_week\"
low = 4
high = 24
";

const ASSUMPTIONS: &str = "
[[assumption]]
key = \"behaviour.learning_own\"

[[assumption]]
key = \"incident.sanitation.rate_per_1000_year\"
low = 100
high = 600
";

/// A folder with two scenarios and a study of some method.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new(head: &str, rest: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("baseline.toml"), "").unwrap();
        fs::write(
            dir.path().join("reform.toml"),
            "extends = \"baseline.toml\"\n[power]\nintervention_cap_share = 0.2\n[staffing]\ntraining_hours_per_year = 48\n",
        )
        .unwrap();
        fs::write(dir.path().join("study.toml"), format!("{head}\n{SMALL}\n{rest}")).unwrap();
        Self { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Exit code, stdout and stderr of `gridgov study study.toml`.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("gridgov").unwrap();
        command.current_dir(self.dir.path()).args(["study", "study.toml", "--quiet"]).args(arguments);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (code, stdout, stderr) = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(code, 0, "{stderr}");
        let value: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(value["schema"], 1);
        value
    }

    /// Rows of a table below `results/study`, without the heading.
    fn rows(&self, table: &str) -> Vec<csv::StringRecord> {
        let path = self.path("results/study").join(table);
        csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
    }
}

const ONE: &str = "scenarios = [\"baseline.toml\"]\noutcomes = [\"satisfaction\", \"cost_yuan_per_resident_year\"]";
const TWO: &str =
    "scenarios = [\"baseline.toml\", \"reform.toml\"]\noutcomes = [\"satisfaction\", \"close_days_mean\"]";

#[test]
fn a_factorial_runs_every_combination_and_tells_effects() {
    let path = "[[lever]]\nscenario = \"reform.toml\"\n";
    let place = Place::new(&format!("method = \"factorial\"\n{ONE}"), &format!("{LEVERS}{path}"));
    let (code, stdout, stderr) = place.run(&[]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("LEVERS") && !stdout.contains("ASSUMPTIONS"), "{stdout}");
    let points = place.rows("points.csv");
    assert_eq!(points.len(), 8 * 3);
    let audits: Vec<&str> = points.iter().filter(|row| &row[2] == "staffing.audit_share").map(|row| &row[4]).collect();
    assert_eq!(audits, ["0", "0", "0", "0", "0.4", "0.4", "0.4", "0.4"]);
    assert_eq!(place.rows("responses.csv").len(), 8 * 2 * 2);
    // Three main effects and three interactions of two outcomes.
    assert_eq!(place.rows("sensitivity.csv").len(), 2 * (3 + 3));
    // What audits cost is the mean over the points with them less the mean over those without.
    let responses = place.rows("responses.csv");
    let cost: Vec<f64> = responses
        .iter()
        .filter(|row| &row[4] == "cost_yuan_per_resident_year")
        .map(|row| row[5].parse().unwrap())
        .collect();
    let effect = (cost[8..].iter().sum::<f64>() - cost[..8].iter().sum::<f64>()) / 8.0;
    let table = place.rows("sensitivity.csv");
    let row = table.iter().find(|row| &row[2] == "cost_yuan_per_resident_year" && &row[5] == "staffing.audit_share");
    assert!((row.unwrap()[9].parse::<f64>().unwrap() - effect).abs() < 1e-9 && effect.abs() > 0.1);
    for figure in ["factors-satisfaction.en.svg", "factors-satisfaction.zh.svg"] {
        let svg = fs::read_to_string(place.path("results/study/figures").join(figure)).unwrap();
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{figure}");
    }
    let (_, chinese, _) = place.run(&["--lang", "zh"]);
    assert!(chinese.contains("政策参数"), "{chinese}");
}

#[test]
fn scenarios_of_a_point_share_its_world_and_are_compared_in_pairs() {
    let place =
        Place::new(&format!("method = \"latin_hypercube\"\n{TWO}"), &format!("{ASSUMPTIONS}\n[design]\npoints = 6\n"));
    let value = place.json(&[]);
    let summary = value["crosses"][0]["summary"].as_array().unwrap();
    let of = |difference: bool, scenario: &str| {
        let wanted = |row: &&Value| {
            let quantity = &row["quantity"];
            quantity["difference"] == difference
                && quantity["scenario"] == scenario
                && quantity["outcome"] == "satisfaction"
        };
        summary.iter().find(wanted).unwrap()["mean"].as_f64().unwrap()
    };
    assert!((of(true, "reform") - (of(false, "reform") - of(false, "baseline"))).abs() < 1e-12);
    assert_eq!(place.rows("responses.csv").len(), 6 * 2 * 2 * 2);
    assert_eq!(value["crosses"][0]["sensitivity"].as_array().unwrap().len(), 6 * 2);
}

#[test]
fn screening_and_indices_keep_levers_and_assumptions_apart() {
    for (method, size, measures) in [("morris", "trajectories = 2", 3), ("sobol", "points = 4", 2)] {
        let rest = format!("{LEVERS}{ASSUMPTIONS}\n[design]\n{size}\n");
        let place = Place::new(&format!("method = \"{method}\"\n{TWO}"), &rest);
        // With several runs the chance of so small a place would leave nothing to tell.
        let (code, stdout, stderr) = place.run(&["--replicates", "1"]);
        assert_eq!(code, 0, "{stderr}");
        let (levers, assumptions) = (stdout.find("LEVERS").unwrap(), stdout.find("ASSUMPTIONS").unwrap());
        assert!(levers < assumptions, "{stdout}");
        // Two outcomes of two scenarios and their differences, four factors.
        assert_eq!(place.rows("sensitivity.csv").len(), 6 * 4 * measures);
    }
}

#[test]
fn the_other_methods_leave_their_tables() {
    let calibration = format!(
        "{ASSUMPTIONS}\n[[calibration.target]]\noutcome = \"cases_per_1000_month\"\nvalue = 40\ntolerance = 5\nsource = \"somewhere\"\n[design]\npoints = 8\n"
    );
    let search = format!(
        "{LEVERS}\n[[search.objective]]\noutcome = \"satisfaction\"\n[[search.objective]]\noutcome = \"cost_yuan_per_resident_year\"\n[[search.constraint]]\noutcome = \"cost_yuan_per_resident_year\"\nat_most = 100000\n[design]\npopulation = 4\ngenerations = 2\n"
    );
    let discovery = format!(
        "{ASSUMPTIONS}\n[discovery]\noutcome = \"satisfaction\"\ndifference = true\nbelow = 0\n[design]\npoints = 20\n"
    );
    let robustness = format!(
        "{ASSUMPTIONS}\n[[robustness.threshold]]\noutcome = \"satisfaction\"\nat_least = 0.1\n[design]\npoints = 3\n"
    );
    for (method, head, rest, table) in [
        ("calibration", ONE, &calibration, "posterior.csv"),
        ("search", ONE, &search, "front.csv"),
        ("discovery", TWO, &discovery, "boxes.csv"),
        ("robustness", TWO, &robustness, "regret.csv"),
    ] {
        let place = Place::new(&format!("method = \"{method}\"\n{head}"), rest);
        let (code, stdout, stderr) = place.run(&[]);
        assert_eq!(code, 0, "{method}: {stderr}");
        assert!(!stdout.contains("NaN"), "{stdout}");
        let rows = place.rows(table);
        match method {
            // All eight points are kept, so that nothing can have been learnt.
            "calibration" => {
                assert!(
                    rows.len() == 2 && stdout.contains("Nothing was learnt") && !stdout.contains("much learnt"),
                    "{stdout}"
                );
            }
            // The scenario as it is, and at least one policy; five values each.
            "search" => assert!(rows.len() >= 8 && place.rows("points.csv").len() == 2 * (1 + 3 * 4)),
            "robustness" => assert_eq!(rows.len(), 2 * 2 * 3 + 2),
            _ => {}
        }
        intervals::none_is_a_point(&place.path("results/study"), &[&stdout]);
        let again = place.json(&[]);
        assert_eq!(again["method"], method);
    }
}

#[test]
fn structural_variants_repeat_the_study_side_by_side() {
    let place = Place::new(
        &format!("method = \"factorial\"\n{ONE}"),
        &format!(
            "{LEVERS}\n[cross]\n\"mechanisms.frailty\" = [\"ar1\", \"none\"]\nmechanisms.learning = [true, false]\n"
        ),
    );
    let value = place.json(&[]);
    let names: Vec<&str> = value["crosses"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 4);
    assert!(names.contains(&"frailty=none learning=false"), "{names:?}");
    assert_eq!(place.rows("points.csv").len(), 4 * 4 * 2);
}

#[test]
fn a_study_gives_the_same_for_any_threads_and_after_a_loss_of_runs() {
    let study =
        || Place::new(&format!("method = \"sobol_sequence\"\n{TWO}"), &format!("{ASSUMPTIONS}[design]\npoints = 4\n"));
    let (one, two) = (study(), study());
    let hash = |value: &Value| value["result_hash"].as_str().unwrap().to_owned();
    let first = hash(&one.json(&["--threads", "1"]));
    assert_eq!(hash(&two.json(&["--threads", "3"])), first);
    assert_ne!(hash(&study().json(&["--seed", "2"])), first);
    // Every third run and the tables are gone: only those are simulated again.
    let runs = packs::runs(&two.path("results/study"));
    assert_eq!(runs.len(), 4 * 2 * 2);
    let lost: Vec<_> = runs.into_iter().step_by(3).collect();
    packs::lose(&lost);
    fs::remove_file(two.path("results/study/manifest.json")).unwrap();
    assert_eq!(hash(&two.json(&[])), first);
    let manifest: Value = read(&two.path("results/study/manifest.json"));
    assert_eq!(
        (manifest["run"]["simulated"].as_u64(), manifest["complete"].as_bool()),
        (Some(lost.len() as u64), Some(true))
    );
    assert_eq!(manifest["result_hash"], first.as_str());
    let (code, _, stderr) = two.run(&[]);
    assert!(code == 0 && stderr.contains("up to date"), "{stderr}");
    // Figures that are gone are drawn again, without a run.
    let figures = two.path("results/study/figures");
    fs::remove_dir_all(&figures).unwrap();
    let (code, _, stderr) = two.run(&[]);
    assert!(code == 0 && !stderr.contains("up to date") && figures.is_dir(), "{stderr}");
    assert_eq!(read(&two.path("results/study/manifest.json"))["run"]["simulated"], 0);
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn folders_are_kept_from_other_studies_and_grow_with_replicates() {
    let place =
        Place::new(&format!("method = \"latin_hypercube\"\n{ONE}"), &format!("{ASSUMPTIONS}[design]\npoints = 2\n"));
    let out = ["--out", "here"];
    assert_eq!(place.run(&out).0, 0);
    let (code, _, stderr) = place.run(&["--out", "here", "--seed", "2"]);
    assert!(code == 2 && stderr.contains("--force"), "{stderr}");
    let (code, _, stderr) = place.run(&["--out", "here", "--replicates", "3"]);
    assert!(code == 0 && !stderr.contains("up to date"), "{stderr}");
    let manifest = read(&place.path("here/manifest.json"));
    assert_eq!((manifest["replicates"].as_u64(), manifest["run"]["simulated"].as_u64()), (Some(3), Some(2)));
    assert_eq!(place.run(&["--out", "here"]).0, 2, "fewer replicates than are there");
    assert_eq!(place.run(&["--out", "here", "--seed", "2", "--force"]).0, 0);
    // Without --out another study goes to a folder of its own.
    assert_eq!(place.run(&[]).0, 0);
    let (code, _, stderr) = place.run(&["--set", "city.residents=500"]);
    assert!(
        code == 0 && stderr.contains("study-2") && place.path("results/study-2/manifest.json").exists(),
        "{stderr}"
    );
}

#[test]
fn a_plan_runs_nothing() {
    let place = Place::new(
        &format!("method = \"morris\"\n{TWO}"),
        &format!("{LEVERS}{ASSUMPTIONS}[design]\ntrajectories = 2\n"),
    );
    let plan = place.json(&["--plan"])["plan"].clone();
    assert_eq!((plan["points"].as_u64(), plan["levers"].as_array().map(Vec::len)), (Some(10), Some(2)));
    assert!(plan["missing"].as_u64().unwrap() > 0 && plan["missing"] == plan["units"]);
    assert!(!place.path("results").exists());
}

#[test]
fn shipped_studies_are_valid_and_say_what_they_ask() {
    let mut count = 0;
    for entry in fs::read_dir("scenarios/studies").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let study = from_path(&path, &[]).unwrap_or_else(|problems| panic!("{}", Diagnostics(problems)));
        assert!(
            study.subject.text.starts_with("# ")
                && study.subject.title != study.subject.title_zh
                && !study.subject.title_zh.is_ascii(),
            "{path:?}"
        );
        count += 1;
    }
    assert!(count >= 7, "{count} studies");
}

#[test]
fn bad_studies_are_refused_with_their_message() {
    common::bad_files_are_refused("tests/bad_studies", "toml", 10, |file| from_path(file, &[]));
}

#[test]
fn a_point_that_is_no_scenario_is_named_before_anything_runs() {
    let lever = "[[lever]]\nkey = \"power.intervention_floor_share\"\nlow = 0.0\nhigh = 0.9\n";
    let place = Place::new(&format!("method = \"factorial\"\n{ONE}"), lever);
    let (code, _, stderr) = place.run(&[]);
    assert!(code == 2 && stderr.contains("intervention_floor_share = 0.9") && stderr.contains("narrow"), "{stderr}");
}

#[test]
fn what_is_varied_cannot_be_set_as_well() {
    let place = Place::new(&format!("method = \"latin_hypercube\"\n{ONE}"), ASSUMPTIONS);
    let (code, _, stderr) = place.run(&["--set", "behaviour.learning_own=0.1", "--plan"]);
    assert!(code == 2 && stderr.contains("--set") && stderr.contains("both fixed and varied"), "{stderr}");
}

#[test]
fn a_study_that_replaces_a_run_leaves_none_of_its_files_and_says_whose_they_are() {
    let place =
        Place::new(&format!("method = \"latin_hypercube\"\n{ONE}"), &format!("{ASSUMPTIONS}[design]\npoints = 2\n"));
    let gridgov = |arguments: &[&str]| {
        let output = Command::cargo_bin("gridgov").unwrap().current_dir(place.dir.path()).args(arguments).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let set = ["--set", "city.residents=400", "--set", "scenario.burn_in_days=10"];
    let run = ["run", "baseline.toml", "--days", "30", "--replicates", "2", "--out", "here"];
    assert_eq!(gridgov(&[&run[..], &set].concat()).0, Some(0));
    let (code, _, stderr) = place.run(&["--out", "here"]);
    assert!(code == 2 && stderr.contains("the results of `gridgov run`"), "{stderr}");
    assert_eq!(place.run(&["--out", "here", "--force"]).0, 0);
    assert!(!place.path("here/outcomes.csv").exists());
    let page = fs::read_to_string(place.path("here/report.html")).unwrap();
    assert!(
        page.contains("Latin hypercube") && page.contains("拉丁超立方") && !page.contains("http://www.w3.org/1999")
    );
    assert!(!page.contains("https://"), "a page needs no network");
    let (code, stderr) = gridgov(&["report", "here"]);
    assert!(code == Some(2) && stderr.contains("`gridgov study`"), "{stderr}");
}

#[test]
fn an_outcome_that_is_undefined_is_no_finding() {
    let discovery = "[discovery]\noutcome = \"close_days_mean\"\nbelow = 0\n";
    for (method, rest) in [("discovery", discovery), ("robustness", "")] {
        let head = format!("method = \"{method}\"\n{TWO}").replace("\"satisfaction\", ", "");
        let place = Place::new(&head, &format!("{ASSUMPTIONS}{rest}[design]\npoints = 3\n"));
        let set = ["--days", "1", "--set", "city.residents=200", "--set", "scenario.burn_in_days=0"];
        let (code, stdout, stderr) = place.run(&set);
        assert!(code == 0 && stdout.contains("undefined at"), "{stdout}{stderr}");
        assert!(!stdout.contains("everywhere or nowhere") && !stdout.contains("at worst -"), "{stdout}");
    }
}
