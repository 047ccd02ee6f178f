//! The commands `run` and `compare`: usage, exit codes, what is written and what is not.

use std::fmt::Write as _;
use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with two scenarios.
fn scenarios() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("baseline.toml"), "title = \"Baseline\"\n").unwrap();
    let text = "title = \"Training\"\nextends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 60\n";
    fs::write(dir.path().join("training.toml"), text).unwrap();
    dir
}

/// Exit code, stdout and stderr of a command line in `dir`.
fn gridgov(dir: &TempDir, line: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir.path()).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_unknown_baseline_names_the_nearest() {
    let dir = scenarios();
    let (code, stdout, stderr) = gridgov(&dir, &["run", ".", "--baseline", "trianing"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("no scenario called trianing") && stderr.contains("nearest is training"), "{stderr}");
    let (code, stdout, _) = gridgov(&dir, &["run", ".", "--baseline", "trianing", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &json["diagnostics"][0]["file"]), (2, &"--baseline".into()));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing was written");
}

#[test]
fn numbers_out_of_range_are_usage_errors() {
    let dir = scenarios();
    for line in [["--replicates", "0"], ["--replicates", "-1"], ["--days", "0"], ["--threads", "0"], ["--seed", "-1"]] {
        let (code, _, stderr) = gridgov(&dir, &[&["run", "."][..], &line].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(line[0]), "{stderr}");
    }
}

#[test]
fn a_folder_with_something_else_is_not_overwritten() {
    let dir = scenarios();
    let (code, _, stderr) = gridgov(&dir, &["run", ".", "--out", "."]);
    assert_eq!(code, 2);
    assert!(stderr.contains("the folder holds a file baseline.toml") && !stderr.contains("--force"), "{stderr}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing was written");
}

#[test]
fn only_finished_results_can_be_compared() {
    let dir = scenarios();
    for folder in [".", "missing"] {
        let (code, stdout, stderr) = gridgov(&dir, &["compare", folder]);
        assert_eq!((code, stdout.as_str()), (2, ""));
        assert!(stderr.contains("no finished results"), "{stderr}");
    }
    fs::write(dir.path().join("manifest.json"), "{ not json").unwrap();
    let (code, _, stderr) = gridgov(&dir, &["compare", "."]);
    assert_eq!(code, 2);
    assert!(stderr.contains("manifest.json"), "{stderr}");
}

/// A small city for a short time.
const SMALL: [&str; 10] = [
    "run",
    ".",
    "--replicates",
    "2",
    "--set",
    "city.residents=2000",
    "--set",
    "scenario.days=60",
    "--set",
    "scenario.burn_in_days=30",
];

#[test]
fn results_do_not_depend_on_threads_and_are_found_again() {
    let dir = scenarios();
    let hash = |line: &[&str]| {
        let (code, stdout, stderr) = gridgov(&dir, line);
        assert_eq!(code, 0, "{stderr}");
        let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!((&json["schema"], &json["baseline"]), (&1.into(), &"baseline".into()));
        (json["result_hash"].as_str().unwrap().to_owned(), stderr)
    };
    let run = |more: &[&str]| hash(&[&SMALL[..], &["--json"], more].concat());
    let (one, stderr) = run(&["--threads", "1", "--out", "one"]);
    assert!(stderr.lines().all(|line| line.starts_with("note:")), "no progress where there is no terminal: {stderr}");
    let (three, _) = run(&["--threads", "3", "--out", "three"]);
    assert_eq!(one, three);
    let (again, stderr) = run(&["--out", "three"]);
    assert_eq!(one, again);
    assert!(stderr.contains("three is up to date"), "{stderr}");
    assert_eq!(one, hash(&["compare", "one", "--json"]).0);
    let outcomes = |folder: &str| fs::read(dir.path().join(folder).join("outcomes.csv")).unwrap();
    assert_eq!(outcomes("one"), outcomes("three"));
}

#[test]
fn other_inputs_go_to_a_numbered_folder_below_results() {
    let dir = scenarios();
    let (code, stdout, _) = gridgov(&dir, &SMALL);
    assert_eq!(code, 0);
    let name = dir.path().file_name().unwrap().to_str().unwrap();
    assert!(stdout.contains(&format!("results/{name}")), "{stdout}");
    let (code, _, stderr) = gridgov(&dir, &[&SMALL[..], &["--seed", "2"]].concat());
    assert_eq!(code, 0);
    assert!(stderr.contains("seed 1, not 2") && stderr.contains(&format!("{name}-2")), "{stderr}");
}

#[cfg(unix)]
#[test]
fn sigterm_ends_a_run_cleanly() {
    use std::process::{Command, Stdio};
    let dir = scenarios();
    let run = Command::new(assert_cmd::cargo::cargo_bin!("gridgov"))
        .current_dir(dir.path())
        .args(["run", ".", "--replicates", "1000", "--threads", "1", "--out", "out"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The lock is taken just before the signals are listened to.
    while !dir.path().join("out/.lock").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(Command::new("kill").args(["-TERM", &run.id().to_string()]).status().unwrap().success());
    let output = run.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(143), "{stderr}");
    assert!(stderr.contains("stopped by SIGTERM:") && stderr.contains("runs are kept in out"), "{stderr}");
    assert!(!dir.path().join("out/manifest.json").exists() && !dir.path().join("out/outcomes.csv").exists());
}

/// A run of a week has seen no case for longer than a week, and says so; alone it is a result, too.
#[test]
fn a_week_alone_gives_means_and_intervals_and_says_nothing_beyond_the_week() {
    let dir = tempfile::tempdir().unwrap();
    let text = "title = \"One week\"\nextends = \"builtin:baseline\"\n[scenario]\ndays = 7\nburn_in_days = 60\n\
                [city]\nresidents = 3000\n";
    fs::write(dir.path().join("week.toml"), text).unwrap();
    let line = ["run", "week.toml", "--replicates", "8", "--json", "--quiet", "--out", "out"];
    let (code, stdout, stderr) = gridgov(&dir, &line);
    assert_eq!(code, 0, "{stderr}");
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let rows = json["outcomes"].as_array().unwrap();
    let of = |outcome: &str| rows.iter().find(|row| row["outcome"] == outcome && row["group"] == "all").unwrap();
    for row in rows {
        assert_eq!((&row["scenario"], row["period"].is_string()), (&"week".into(), true), "{row}");
        assert!(row["low"].is_null() || row["low"].as_f64() <= row["mean"].as_f64(), "{row}");
    }
    let days = of("close_days_mean");
    assert!((0.0..=7.0).contains(&days["mean"].as_f64().unwrap()), "{days}");
    assert!(days["low"].is_f64() && days["period"] == "over the 7 days, counted up to 7 days", "{days}");
    assert!(of("close_days_p90")["mean"].as_f64().is_none_or(|days| days <= 7.0));
    let survival = fs::read_to_string(dir.path().join("out/survival.csv")).unwrap();
    let last = survival.lines().skip(1).filter_map(|line| line.split(',').nth(2)?.parse::<u32>().ok()).max();
    assert_eq!(last, Some(7));
    let (_, table, _) = gridgov(&dir, &["compare", "out"]);
    assert!(table.contains("counted up to 7 days: Mean days to close"), "{table}");
    let page = fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    assert!(page.contains("95% interval of the mean") && page.contains("counted up to 7 days"));
}

/// JSON of a command line that must succeed.
fn json(dir: &TempDir, line: &[&str]) -> serde_json::Value {
    let (code, stdout, stderr) = gridgov(dir, line);
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn what_a_policy_changes_stands_before_the_comparison() {
    let dir = scenarios();
    let text = "title = \"Training\"\nextends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 60\n\
                [[change]]\nday = 20\nset.power.task_hours_per_week = 6\n";
    fs::write(dir.path().join("training.toml"), text).unwrap();
    let run = json(&dir, &[&SMALL[..], &["--json", "--out", "out"]].concat());
    let changes = run["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{changes:?}");
    for (change, (key, before, after, day)) in changes
        .iter()
        .zip([("staffing.training_hours_per_year", 16.0, 60.0, 0), ("power.task_hours_per_week", 16.0, 6.0, 20)])
    {
        assert_eq!((&change["scenario"], &change["key"]), (&"training".into(), &key.into()));
        assert_eq!((change["before"].as_f64(), change["after"].as_f64()), (Some(before), Some(after)));
        assert_eq!((&change["from_day"], &change["communities"]), (&day.into(), &serde_json::json!([])));
    }
    let words =
        "Changed: training of each grid worker 16 → 60 hours a year\nfrom day 20: sent-down tasks 16 → 6 hours a week";
    let (_, table, _) = gridgov(&dir, &["compare", "out"]);
    assert!(table.contains(words), "{table}");
    let (_, chinese, _) = gridgov(&dir, &["compare", "out", "--lang", "zh"]);
    assert!(chinese.contains("改动：每名网格员的培训 16→60小时/年\n第20天起：下派任务 16→6小时/周"), "{chinese}");
    let page = fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    assert!(page.contains("training of each grid worker 16 → 60 hours a year") && page.contains("第20天起"));
    let (code, diff, _) = gridgov(&dir, &["check", ".", "--diff"]);
    let last: Vec<&str> = diff.lines().map(str::trim).collect();
    assert_eq!(code, 0);
    assert_eq!(
        last,
        [
            "Training (training) against Baseline (baseline)",
            "training of each grid worker 16 → 60 hours a year",
            "from day 20: sent-down tasks 16 → 6 hours a week"
        ]
    );
    assert_eq!(json(&dir, &["check", ".", "--diff", "--json"])["changes"], run["changes"]);
}

/// Variants of one file as a sweep gives them: what is printed and written grows sanely.
#[test]
fn a_sweep_of_many_variants_stays_small() {
    let dir = tempfile::tempdir().unwrap();
    let mut text =
        String::from("title = \"Sweep\"\n[scenario]\ndays = 20\nburn_in_days = 20\n[city]\nresidents = 400\n");
    for number in 0..80 {
        let share = f64::from(number) / 1_000.0;
        let _ = writeln!(text, "[[variant]]\nname = \"v{number:03}\"\nstaffing.audit_share = {share}");
    }
    fs::write(dir.path().join("sweep.toml"), &text).unwrap();
    let line = ["run", "sweep.toml", "--replicates", "4", "--quiet", "--out", "out"];
    let (code, stdout, stderr) = gridgov(&dir, &line);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.lines().count() <= 50, "{stdout}");
    let size = |name: &str| fs::metadata(dir.path().join("out").join(name)).unwrap().len();
    assert!(size("report.html") < 4_000_000, "report of {}", size("report.html"));
    assert!(size("manifest.json") < 80 * 2_000 + text.len() as u64, "manifest of {}", size("manifest.json"));
    let table = fs::read_to_string(dir.path().join("out/scenarios.csv")).unwrap();
    assert_eq!(table.lines().count(), 81);
    assert!(table.starts_with("scenario,title,days,later_changes,staffing.audit_share,close_days_mean,"), "{table}");
    assert!(table.contains("\nsweep/v079,") && table.contains(",20,,0.079,"), "{table}");
    // What is read back still has every text.
    let (code, _, stderr) = gridgov(&dir, &["report", "out"]);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn why_runs_each_lever_alone_and_says_what_it_does() {
    let dir = scenarios();
    let text =
        "title = \"Reform\"\nextends = \"baseline.toml\"\n[staffing]\nhouseholds_per_grid = 100\naudit_share = 0.5\n";
    fs::write(dir.path().join("training.toml"), text).unwrap();
    let small = ["run", ".", "--set", "city.residents=2000", "--set", "scenario.days=60"];
    let line =
        [&small[..], &["--set", "scenario.burn_in_days=30", "--replicates", "8", "--out", "out", "--why"]].concat();
    let plan = json(&dir, &[&line[..], &["--plan", "--json"]].concat());
    assert_eq!(plan["plan"]["why"]["parts"], 2);
    assert!(plan["plan"]["why"]["resident_days"].as_f64() > Some(0.0));
    let run = json(&dir, &[&line[..], &["--json", "--quiet"]].concat());
    let whys = run["why"].as_array().unwrap();
    let cost = whys.iter().find(|why| why["outcome"] == "cost_yuan_per_resident_year").expect("grid workers cost");
    assert_eq!(cost["scenario"], "training");
    let alone = cost["alone"].as_array().unwrap();
    assert_eq!(alone.len(), 2);
    // Four times as many grid workers cost far more than the checks.
    assert_eq!(alone[0]["changes"][0]["key"], "staffing.households_per_grid");
    let number = |value: &serde_json::Value| value["difference"]["difference"].as_f64().unwrap();
    assert!(number(&alone[0]) > 2.0 * number(&alone[1]) && number(&alone[1]) > 0.0);
    assert_eq!(cost["on_the_way"][0]["group"], "post:grid_workers");
    let words = cost["words"].as_str().unwrap();
    assert!(
        words.contains("On the way: ") && words.contains("Each lever alone: households in a grid 400 → 100"),
        "{words}"
    );
    // The parts stay beside the results: comparison and report say why again.
    let differences = fs::read_to_string(dir.path().join("out/differences.csv")).unwrap();
    assert!(!differences.contains(" part "), "parts are no scenarios of the results");
    let (_, table, _) = gridgov(&dir, &["compare", "out"]);
    assert!(table.contains("households in a grid 400 → 100"), "{table}");
    gridgov(&dir, &["report", "out"]);
    let page = fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    assert!(page.contains("Each lever alone: ") && page.contains("各参数单独实施："));
}
