//! `gridgov fit` finds again what is known: the program writes logs under known numbers, and reads them back.

// Values that are passed through unchanged are compared exactly; rows of a log are text, one after the other.
#![allow(clippy::float_cmp, clippy::format_collect)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use gridgov::internals::fit::columns::{Map, Records};
use gridgov::internals::fit::read::read;
use gridgov::internals::fit::variation::Estimate;
use gridgov::internals::fit::{Allowed, Fitted, Options, fit};
use gridgov::{Scenario, Simulation};
use serde_json::Value;

/// A world that differs from the built-in one in what a fit has to find.
const TRUTH: &str = "
[institutions]
frailty_variance = 0.35
frailty_persistence = 0.7
[[incident]]
name = \"sanitation\"
rate_per_1000_year = 200
deadline_days = 2
[[incident]]
name = \"facility_repair\"
rate_per_1000_year = 35
deadline_days = 12.5
[[incident]]
name = \"enquiry\"
rate_per_1000_year = 110
";

fn truth(residents: f64) -> Scenario {
    let scenario = Scenario::from_toml(TRUTH, "truth").expect("a scenario").swap_remove(0);
    scenario
        .with_all(&[("city.residents".to_owned(), residents.into()), ("city.plan".to_owned(), "fixed".into())])
        .expect("a size")
}

/// A date with its time as exports write it, for days since 1 January 2023.
fn stamp(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    let day = gridgov::internals::fit::dates::date(19_358 + (seconds.div_euclid(86_400)) as i32);
    let of_day = seconds.rem_euclid(86_400);
    format!("{day} {:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// The log of a run: one row a case, with the columns of a Chinese export.
fn log(scenario: &Scenario, seed: u64, days: u32, limits: bool) -> String {
    let mut simulation = Simulation::new(scenario, seed, 0);
    simulation.keep_journal();
    simulation.advance(days);
    let mut text = String::from("案件编号,上报时间,结案时间,问题类型,所属社区,案件来源,截止时间\n");
    let traces = simulation.traces();
    let mut rows: Vec<(f64, String)> = Vec::new();
    for case in traces.chunk_by(|a, b| a.case == b.case) {
        let Some(filed) = case.iter().find(|event| event.activity == "register") else { continue };
        let closed = case.iter().find(|event| matches!(event.activity, "close" | "paper_close"));
        let closed = closed.filter(|event| event.timestamp < f64::from(days)).map(|event| stamp(event.timestamp));
        let kind = scenario.settings.incidents.iter().find(|kind| kind.name == filed.kind).expect("a kind");
        let due = limits.then(|| stamp(filed.timestamp + kind.numbers.deadline_days));
        let source = filed.resource.split(' ').next().unwrap_or("");
        let (created, closed, due) = (stamp(filed.timestamp), closed.unwrap_or_default(), due.unwrap_or_default());
        let row = format!("{},{created},{closed},{},{},{source},{due}", filed.case, kind.title_zh, filed.community);
        rows.push((filed.timestamp, row));
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, row) in &rows {
        let _ = writeln!(text, "{row}");
    }
    text
}

fn fitted(text: &str, residents: f64, replicates: u32) -> Fitted {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("log.csv");
    fs::write(&file, text).expect("a file");
    let map = Map::default();
    let log = read(&file, &map).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut options = Options::new(residents, Records::All);
    options.replicates = replicates;
    fit(&log, &map, options, &|_, _| ()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Truth, estimate and interval of everything that a fit finds, and whether the interval holds the truth.
fn table(truth: &Scenario, found: &Fitted) -> Vec<(String, f64, Estimate, bool)> {
    let row = |name: &str, truth: f64, found: Estimate| {
        (name.to_owned(), truth, found, found.low <= truth && truth <= found.high)
    };
    let mut rows: Vec<_> = truth
        .settings
        .incidents
        .iter()
        .map(|kind| {
            let found = found.kinds.iter().find(|fitted| fitted.group.name == kind.name).expect("found again");
            row(&kind.name, kind.numbers.rate_per_1000_year, found.rate)
        })
        .collect();
    let institutions = &truth.settings.institutions;
    rows.push(row("variance", institutions.frailty_variance, found.variance));
    rows.push(row("persistence", institutions.frailty_persistence, found.persistence));
    rows
}

#[test]
fn rates_limits_and_variation_are_found_again() {
    let truth = truth(20_000.0);
    let found = fitted(&log(&truth, 99, 365, true), 20_000.0, 4);
    let rows = table(&truth, &found);
    for row in &rows {
        println!("{row:?}");
    }
    let outside: Vec<_> = rows.iter().filter(|row| !row.3).collect();
    // Ten intervals of 95%, and rates share the chance of the days.
    assert!(outside.len() <= 2, "{rows:#?}");
    for (name, truth, estimate, _) in &rows {
        let error = (estimate.value / truth - 1.0).abs();
        assert!(error < if name == "variance" { 0.6 } else { 0.3 }, "{name}: {truth} {estimate:?}");
    }
    for kind in &truth.settings.incidents {
        let found = found.kinds.iter().find(|fitted| fitted.group.name == kind.name).expect("found again");
        assert!((found.deadline - kind.numbers.deadline_days).abs() < 0.05, "{}: {}", kind.name, found.deadline);
        assert!((found.model.p90 / found.closing.p90 - 1.0).abs() < 0.5, "{}: {found:?}", kind.name);
    }
}

/// Over several logs of one size: by parameter, what is true, the estimates, and how many intervals hold the truth.
struct Recovery {
    residents: f64,
    days: u32,
    cases: u64,
    rows: Vec<(String, f64, Vec<Estimate>)>,
}

fn recovery(residents: f64, days: u32, seeds: std::ops::Range<u64>, replicates: u32) -> Recovery {
    let truth = truth(residents);
    let mut found = Recovery { residents, days, cases: 0, rows: Vec::new() };
    let logs = seeds.end - seeds.start;
    for seed in seeds {
        let fitted = fitted(&log(&truth, seed, days, true), residents, replicates);
        found.cases += fitted.kinds.iter().map(|kind| kind.group.tally.cases).sum::<u64>() / logs;
        for (at, (name, truth, estimate, _)) in table(&truth, &fitted).into_iter().enumerate() {
            if found.rows.len() == at {
                found.rows.push((name, truth, Vec::new()));
            }
            found.rows[at].2.push(estimate);
        }
    }
    found
}

fn held(truth: f64, estimates: &[Estimate]) -> u32 {
    estimates.iter().map(|e| u32::from(e.low <= truth && truth <= e.high)).sum()
}

/// Chance of at most `held` of `all` intervals of 95% that are independent.
fn chance(held: u32, all: u32) -> f64 {
    let mut term = libm::pow(0.05, f64::from(all));
    let mut sum = term;
    for k in 0..held {
        term *= f64::from(all - k) / f64::from(k + 1) * 19.0;
        sum += term;
    }
    sum
}

#[test]
fn intervals_of_small_logs_hold_the_truth() {
    let logs = [recovery(3_000.0, 120, 1..3, 1), recovery(5_000.0, 180, 1..2, 1)];
    let rows = || logs.iter().flat_map(|found| &found.rows);
    let all: usize = rows().map(|(_, _, estimates)| estimates.len()).sum();
    let held: u32 = rows().map(|(_, truth, estimates)| held(*truth, estimates)).sum();
    assert!(all == 30 && chance(held, 30) > 0.001, "{held} of {all}: {:#?}", rows().collect::<Vec<_>>());
    // An interval that holds everything says nothing.
    let sanitation = &logs[1].rows[0];
    assert!(sanitation.2[0].high < 3.0 * sanitation.2[0].low, "{sanitation:?}");
}

/// The table of docs/validation.md: `cargo test --release --test fit -- --ignored --nocapture recovery`.
#[test]
#[ignore = "a quarter of an hour: logs of three sizes"]
fn recovery_by_size() {
    println!("| residents | days | cases | what | truth | mean estimate | its scatter | mean 95% interval | held |");
    println!("|---:|---:|---:|---|---:|---:|---:|---|---:|");
    let mut bad = Vec::new();
    for (residents, days, logs) in [(5_000.0, 180, 20), (20_000.0, 365, 20), (20_000.0, 1_095, 8)] {
        let found = recovery(residents, days, 1..logs + 1, 2);
        for (name, truth, estimates) in &found.rows {
            let n = estimates.len() as f64;
            let mean = |of: &dyn Fn(&Estimate) -> f64| estimates.iter().map(of).sum::<f64>() / n;
            let middle = mean(&|e| e.value);
            let scatter = (mean(&|e| (e.value - middle) * (e.value - middle)) * n / (n - 1.0)).sqrt();
            let held = held(*truth, estimates);
            println!(
                "| {} | {} | {} | `{name}` | {truth} | {middle:.3} | {scatter:.3} | {:.3} to {:.3} | {held} of {n} |",
                found.residents,
                found.days,
                found.cases,
                mean(&|e| e.low),
                mean(&|e| e.high),
            );
            if chance(held, estimates.len() as u32) < 0.001 {
                bad.push(format!("{residents} {days} {name}: {held} of {n}"));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

fn gridgov(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("gridgov").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[test]
fn a_log_becomes_a_file_that_check_and_run_take() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("log.csv"), log(&truth(3_000.0), 5, 120, false)).expect("a file");
    let arguments = ["fit", "log.csv", "--residents", "3000", "--out", "mine.toml", "--replicates", "1"];
    let (code, stdout, stderr) = gridgov(at, &arguments);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("sanitation") && stdout.contains("frailty_variance") && stdout.contains("check"),
        "{stdout}"
    );
    let (code, _, stderr) = gridgov(at, &["check", "mine.toml"]);
    assert_eq!(code, 0, "{stderr}");
    let (code, _, stderr) = gridgov(at, &arguments);
    assert!(code == 2 && stderr.contains("--force"), "{stderr}");
    let (code, stdout, _) = gridgov(at, &[&arguments[..], &["--force", "--json"]].concat());
    let value: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((code, value["schema"].as_i64()), (0, Some(1)));
    assert_eq!(value["kinds"].as_array().map(Vec::len), Some(8));
    let (code, stdout, _) = gridgov(at, &[&arguments[..], &["--force", "--lang", "zh"]].concat());
    assert!(code == 0 && stdout.contains("结案中位天数") && !stdout.contains("RECORDED"), "{stdout}");
}

/// A log of one kind in one place with a case on each of these days since Sunday, 1 January 2023, closed a day later.
fn plain(days: impl Iterator<Item = u32>) -> String {
    let mut text = String::from("created,closed,kind,place\n");
    for day in days.map(f64::from) {
        let _ = writeln!(text, "{},{},noise,A", stamp(day + 0.4), stamp(day + 1.4));
    }
    text
}

#[test]
fn a_weekday_without_cases_is_a_day_all_the_same() {
    let found = fitted(&plain((0..364).filter(|day| day % 7 < 5)), 3_000.0, 1);
    assert_eq!(found.days, 362.0);
    assert!((found.kinds[0].recorded - 260.0 / 3.0 * 365.0 / 362.0).abs() < 1e-9, "{}", found.kinds[0].recorded);
    assert_eq!(fitted(&plain([0, 63].into_iter()), 3_000.0, 1).days, 64.0);
}

#[test]
fn few_cases_keep_the_built_in_variance_and_a_log_of_open_ones_its_assumed_limit() {
    let built_in = Scenario::default().settings.institutions.frailty_variance;
    let text = plain([0, 63].into_iter()).replace(",2023-01-02 09:36:00,", ",,").replace(",2023-03-06 09:36:00,", ",,");
    let found = fitted(&text, 3_000.0, 1);
    assert!(found.few && found.variance.value == built_in && found.numbers.variance == built_in, "{found:?}");
    assert_eq!((found.kinds[0].deadline, found.kinds[0].allowed), (7.0, Allowed::Assumed));
    assert!(found.kinds[0].model_to_log.is_finite());
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("log.csv"), text).expect("a file");
    let arguments = ["fit", "log.csv", "--residents", "3000", "--out", "mine.toml", "--replicates", "1"];
    let (code, stdout, stderr) = gridgov(at, &arguments);
    assert!(code == 0 && stdout.contains("7.00***") && stdout.contains("fewer than 50 cases"), "{stdout}{stderr}");
    let written = fs::read_to_string(at.join("mine.toml")).expect("the scenario");
    assert!(written.contains("deadline: assumed"), "{written}");
}

#[test]
fn more_cases_than_residents_can_have_are_refused_before_anything_is_simulated() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("log.csv"), plain(0..200)).expect("a file");
    let (code, _, stderr) = gridgov(at, &["fit", "log.csv", "--residents", "30", "--out", "mine.toml"]);
    assert!(code == 2 && stderr.contains("--residents") && stderr.contains("12.2 cases per resident"), "{stderr}");
    assert!(!stderr.contains("round") && !at.join("mine.toml").exists(), "{stderr}");
}

#[test]
fn a_folder_that_is_not_there_is_said_before_anything_is_simulated() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("log.csv"), plain(0..200)).expect("a file");
    let (code, _, stderr) = gridgov(at, &["fit", "log.csv", "--residents", "3000", "--out", "no/such/x.toml"]);
    assert!(code == 1 && stderr.contains("no/such/x.toml: error") && stderr.contains("help"), "{stderr}");
    assert!(!stderr.contains("round") && !stderr.contains(".gridgov-"), "{stderr}");
}

/// The example of the guide: `cargo test --test fit -- --ignored the_example_log`.
#[test]
#[ignore = "writes scenarios/places/cases.csv"]
fn the_example_log_is_written() {
    fs::write("scenarios/places/cases.csv", log(&truth(3_000.0), 5, 365, true)).expect("the folder scenarios/places");
}

#[test]
fn the_example_of_the_guide_is_a_log() {
    let log = read(Path::new("scenarios/places/cases.csv"), &Map::default()).unwrap_or_else(|p| panic!("{p:?}"));
    assert_eq!((log.columns.len(), log.kinds.len(), log.backwards, log.duplicates), (7, 8, 0, 0));
    assert!(log.rows > 1_000 && log.tally.daily().len() >= 360);
}

/// Small exports as New York, Boston and a Chinese hotline write them, with an open case, quotes over two lines, several
/// ways of writing dates, a row that stands twice and a case closed before it is created.
#[test]
fn sample_exports_become_scenarios_that_check_and_run_take() {
    let samples = fs::canonicalize("tests/good/logs").expect("the folder tests/good/logs");
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    for (name, export, kind, repeated) in [
        ("new_york", "a 311 export as New York's", "noise_residential", true),
        ("boston", "a 311 export as Boston's", "sanitation", false),
        ("hotline_12345", "an export with Chinese column names", "噪音扰民", true),
    ] {
        let log = samples.join(format!("{name}.csv"));
        let out = format!("{name}.toml");
        let fit = ["fit", log.to_str().expect("UTF-8"), "--residents", "4000", "--out", &out, "--replicates", "1"];
        let (code, stdout, stderr) = gridgov(at, &[&fit[..], &["--json"]].concat());
        assert_eq!(code, 0, "{name}: {stdout}{stderr}");
        let value: Value = serde_json::from_str(&stdout).expect("JSON");
        assert_eq!(value["export"], export);
        assert!(value["kinds"].as_array().expect("kinds").iter().any(|found| found["name"] == kind), "{stdout}");
        assert_eq!(value["cases"] != value["rows"], repeated, "{name}");
        assert_eq!(gridgov(at, &["check", &out]).0, 0, "{name}");
        let short = ["--set", "city.residents=2000", "--set", "scenario.burn_in_days=30", "--days", "30"];
        let run = ["run", &out, "--replicates", "2", "--quiet", "--out", name];
        let (code, _, stderr) = gridgov(at, &[&run[..], &short[..]].concat());
        assert_eq!(code, 0, "{name}: {stderr}");
        assert!(at.join(name).join("outcomes.csv").exists());
    }
}

#[test]
fn foreign_exports_become_kinds_that_resemble_built_in_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut text = String::from(
        "\u{feff}Unique Key,Created Date,Closed Date,Complaint Type,Community Board,Borough,Open Data Channel Type,Due Date\n",
    );
    for i in 0..1_200 {
        let (month, day) = (i / 28 % 12 + 1, i % 28 + 1);
        let kind = ["Noise - Residential", "HEAT/HOT WATER", "Illegal Parking", "Rodent, live"][i % 4];
        let closed =
            if i % 11 == 0 { String::new() } else { format!("{month:02}/{day:02}/2023 0{}:30:00 PM", i % 8 + 1) };
        let _ = writeln!(
            text,
            "{},{month:02}/{day:02}/2023 12:{:02}:00 AM,{closed},\"{kind}\",0{} BRONX,BRONX,PHONE,",
            i / 2 * 2,
            i % 60,
            i % 5
        );
    }
    fs::write(at.join("nyc.csv"), text).expect("a file");
    fs::write(
        at.join("map.toml"),
        "residents = 30000\nrecords = \"hotline\"\n[kinds]\n\"Rodent, live\" = \"sanitation\"\n",
    )
    .expect("a file");
    let (code, stdout, stderr) =
        gridgov(at, &["fit", "nyc.csv", "--columns", "map.toml", "--out", "nyc.toml", "--replicates", "1", "--json"]);
    assert_eq!(code, 0, "{stderr}");
    let value: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(value["cases"], 600);
    let names: Vec<_> = value["kinds"].as_array().expect("kinds").iter().map(|k| (&k["name"], &k["like"])).collect();
    assert!(names.contains(&(&Value::from("illegal_parking"), &Value::from("illegal_building_parking"))), "{names:?}");
    let warnings = value["warnings"].to_string();
    assert!(warnings.contains("Left out: 600 rows"), "{warnings}");
    let written = fs::read_to_string(at.join("nyc.toml")).expect("the scenario");
    assert!(written.contains("visibility_share") && written.contains("rate_per_1000_year = 0"), "{written}");
    assert_eq!(gridgov(at, &["check", "nyc.toml"]).0, 0);
}
