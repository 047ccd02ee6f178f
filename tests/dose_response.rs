//! Dose and response, and correlations between outcomes, small: what a lever is known to do is found, a dead lever is called
//! dead, what is off is not run, numbers are those of the runs, and threads and shards change nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

#[path = "common/intervals.rs"]
mod intervals;

/// A city so small that a run takes some milliseconds, and large enough to have matters of its own.
const SMALL: &str = "[set]\ncity.residents = 2000\nscenario.days = 180\nscenario.burn_in_days = 90\n";

/// How much the office takes over at least decides how much is taken over; the whistle is off in the baseline.
const DOSES: &str = r#"
title = "Small doses"
title_zh = "小剂量"
method = "dose_response"
scenarios = ["baseline.toml"]
replicates = 12
without = ["takeover", "learning"]
replicates_without = 8

[levers]
only = ["power.intervention_cap_share", "power.community_fund_yuan_per_resident_year", "power.whistle_share"]

# Above the cap of 0.6 it is no policy.
[[lever]]
key = "power.intervention_floor_share"
low = 0.0
high = 0.8

[matters.takeover_share]
least = 0.02
why = "a reason"
why_zh = "理由"

[matters.close_days_mean]
least = 100
why = "more than can be"
why_zh = "不可能达到"

[matters.cost_yuan_per_resident_year]
least = 1
why = "a reason"
why_zh = "理由"
"#;

const CORRELATIONS: &str = r#"
title = "Small correlations"
title_zh = "小样相关"
method = "correlations"
scenarios = ["baseline.toml", "reform.toml", "takes.toml"]
replicates = 2
outcomes = ["satisfaction", "takeover_share", "close_days_mean", "cost_yuan_per_resident_year"]

[levers]
tables = ["power"]

[design]
points = 12
resamples = 100
"#;

/// A folder with three scenarios and `study.toml`.
fn place(text: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("baseline.toml", "[city]\nplan = \"fixed\"\n[mechanisms]\nwhistle = false\n");
    write("reform.toml", "extends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 48\n");
    write("takes.toml", "extends = \"baseline.toml\"\n[power]\nintervention_floor_share = 0.5\n");
    write("study.toml", &format!("{text}\n{SMALL}"));
    dir
}

fn gridgov(dir: &Path, line: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir).args(line).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn study(dir: &Path, line: &[&str]) -> String {
    let (code, stdout, stderr) = gridgov(dir, &[&["study", "study.toml", "--quiet"], line].concat());
    assert_eq!(code, 0, "{line:?}: {stderr}");
    stdout
}

fn text(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Rows of a table by column.
fn rows(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dir.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or(f64::NAN)
}

#[test]
fn a_known_effect_is_found_and_a_dead_lever_is_called_dead() {
    let dir = place(DOSES);
    let stdout = study(dir.path(), &["--out", "out"]);
    let out = dir.path().join("out");
    let levers = rows(&out, "levers.csv");
    let verdict = |key: &str| levers.iter().find(|row| row["lever"] == key).unwrap()["verdict"].clone();
    assert_eq!(verdict("power.intervention_floor_share"), "moves");
    assert_eq!(verdict("power.whistle_share"), "mechanism_off");
    // The fund is spent, and of what is asked here it changes nothing else.
    assert_eq!(verdict("power.community_fund_yuan_per_resident_year"), "cost_alone");
    let floor = levers.iter().find(|row| row["lever"] == "power.intervention_floor_share").unwrap();
    assert_eq!((floor["mechanism"].as_str(), floor["moves"].as_str()), ("takeover", "takeover_share"));

    // The more the office has to take over at least, the more it does.
    let steps = rows(&out, "dose_response.csv");
    let of = |key: &str, outcome: &str| -> Vec<&BTreeMap<String, String>> {
        steps.iter().filter(|row| row["lever"] == key && row["outcome"] == outcome).collect()
    };
    let floor = of("power.intervention_floor_share", "takeover_share");
    let values: Vec<f64> = floor.iter().map(|row| number(row, "value")).collect();
    assert_eq!(values, [0.0, 0.1, 0.2, 0.4, 0.6, 0.8]);
    let differences: Vec<f64> = floor[..5].iter().map(|row| number(row, "difference")).collect();
    assert!(differences.is_sorted() && differences[4] > 0.1, "{differences:?}");
    assert_eq!((floor[1]["verdict"].as_str(), differences[1]), ("base", 0.0));
    assert_eq!((floor[4]["verdict"].as_str(), floor[5]["verdict"].as_str()), ("rises", "refused"));
    assert_eq!(floor[5]["difference"], "");
    // What nothing could reach matters to nobody.
    let days = of("power.intervention_floor_share", "close_days_mean");
    assert!(days[..5].iter().all(|row| ["base", "small"].contains(&row["verdict"].as_str())), "{days:?}");
    assert!(
        of("power.whistle_share", "takeover_share")
            .iter()
            .all(|row| row["difference"].is_empty() || row["verdict"] == "base")
    );

    // The differences are those of the runs.
    let responses = rows(&out, "responses.csv");
    let points = rows(&out, "points.csv");
    let point_of = |value: &str| {
        let wanted = |row: &&BTreeMap<String, String>| {
            row["cross"] == "as_is" && row["input"] == "power.intervention_floor_share" && row["value"] == value
        };
        points.iter().find(wanted).unwrap()["point"].clone()
    };
    let mean = |point: &str| {
        let wanted = |row: &&BTreeMap<String, String>| {
            row["cross"] == "as_is" && row["point"] == point && row["outcome"] == "takeover_share"
        };
        let values: Vec<f64> = responses.iter().filter(wanted).map(|row| number(row, "value")).collect();
        assert_eq!(values.len(), 12);
        values.iter().sum::<f64>() / 12.0
    };
    assert!((differences[4] - (mean(&point_of("0.6")) - mean("0"))).abs() < 1e-12);

    // Without takeover there is nothing to take over: it vanishes; residents' learning is not what it works through.
    let ablation = rows(&out, "ablation.csv");
    let left = |without: &str| {
        let wanted = |row: &&BTreeMap<String, String>| {
            row["lever"] == "power.intervention_floor_share" && row["without"] == without
        };
        ablation.iter().find(wanted).unwrap()
    };
    let whole = number(left(""), "difference");
    assert!((whole - (differences[4] - differences[0])).abs() < 1e-12);
    assert_eq!((left("takeover")["difference"].as_str(), left("takeover")["left"].as_str()), ("0", "vanishes"));
    assert!(number(left("learning"), "difference") > 0.5 * whole, "{:?}", left("learning"));

    let page = text(&out, "dose_response.md");
    for part in [
        "# Small doses",
        "**小剂量**",
        "vanishes 消失",
        "its mechanism is off 所属机制未启用",
        "a reason",
        "`power.whistle_share`",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    for figure in ["doses-power.en.svg", "doses-power.zh.svg"] {
        let svg = text(&out, &format!("figures/{figure}"));
        assert!(roxmltree::Document::parse(&svg).is_ok() && page.contains("figures/doses-power.en.svg"));
    }
    assert!(stdout.contains("THROUGH WHOM") && stdout.contains("moves something"), "{stdout}");
    let chinese = study(dir.path(), &["--out", "out", "--lang", "zh"]);
    assert!(chinese.contains("通过谁") && chinese.contains("有实质作用"), "{chinese}");

    // What is the same in every run has a number and no interval, and the page says so.
    assert!(intervals::none_is_a_point(&out, &[&stdout, &chinese]) > 10);
    assert!(page.contains("(same in every run) vanishes"), "{page}");
    let same = left("takeover");
    assert_eq!([&same["difference"], &same["low"], &same["high"]], ["0", "", ""]);
}

/// The platform does not change in this policy, so that how long a change of it takes does nothing, to the last bit.
#[test]
fn a_lever_without_a_path_is_dead() {
    let text = DOSES.replace("\"power.intervention_cap_share\", ", "\"information.rollout_days\", ");
    let dir = place(&text);
    study(dir.path(), &["--out", "out"]);
    let out = dir.path().join("out");
    let levers = rows(&out, "levers.csv");
    let dead = levers.iter().find(|row| row["lever"] == "information.rollout_days").unwrap();
    assert_eq!((dead["verdict"].as_str(), dead["clear"].as_str(), dead["moves"].as_str()), ("nothing", "0", ""));
    let steps = rows(&out, "dose_response.csv");
    let steps: Vec<_> = steps.iter().filter(|row| row["lever"] == "information.rollout_days").collect();
    assert!(steps.len() > 8 && steps.iter().all(|row| row["difference"] == "0"), "{steps:?}");
    assert!(self::text(&out, "dose_response.md").contains("moves nothing that matters"));
}

#[test]
fn threads_and_shards_make_the_same_bytes() {
    for text in [DOSES, CORRELATIONS] {
        let dir = place(text);
        study(dir.path(), &["--threads", "1", "--out", "one"]);
        study(dir.path(), &["--threads", "3", "--out", "three"]);
        for shard in ["0/3", "1/3", "2/3"] {
            study(dir.path(), &["--shard", shard, "--out", "parts"]);
        }
        let (code, _, stderr) = gridgov(dir.path(), &["merge", "parts", "--out", "merged"]);
        assert_eq!(code, 0, "{stderr}");
        let files = |out: &str| -> Vec<String> {
            let manifest: Value =
                serde_json::from_str(&self::text(dir.path(), &format!("{out}/manifest.json"))).unwrap();
            let files = manifest["files"].as_array().unwrap().iter();
            files.map(|file| file.as_str().unwrap().to_owned()).collect()
        };
        let all = files("one");
        assert!(all.iter().any(|file| ["dose_response.md", "correlations.md"].contains(&file.as_str())), "{all:?}");
        for other in ["three", "merged"] {
            assert_eq!(files(other), all);
            // A page may say when it was made.
            for file in all.iter().filter(|file| *file != "report.html") {
                let read = |out: &str| fs::read(dir.path().join(out).join(file)).unwrap();
                assert!(read("one") == read(other), "{file} differs in {other}");
            }
        }
    }
}

#[test]
fn correlations_are_over_scenarios_and_over_random_policies() {
    let dir = place(CORRELATIONS);
    let stdout = study(dir.path(), &["--out", "out"]);
    let out = dir.path().join("out");
    let pairs = rows(&out, "correlations.csv");
    // Six pairs of four outcomes, over scenarios and over policies.
    assert_eq!(pairs.len(), 2 * 6);
    let points = rows(&out, "points.csv");
    let policies =
        points.iter().map(|row| row["point"].clone()).max_by_key(|point| point.parse::<usize>().unwrap()).unwrap();
    let policies: usize = policies.parse().unwrap();
    assert!(policies > 6 && policies <= 12, "{policies}");
    for row in &pairs {
        let cases = if row["over"] == "scenarios" { 3 } else { policies };
        assert!(number(row, "cases") <= cases as f64 && number(row, "rank_correlation").abs() < 1.0 + 1e-12, "{row:?}");
        // Taking over has no better side: no pair with it is a conflict.
        let neutral = [&row["outcome"], &row["with"]].iter().any(|id| *id == "takeover_share");
        assert!(!(neutral && row["conflict"] == "true"));
        let clash = number(row, "rank_correlation") < -0.3 && !neutral;
        assert_eq!(row["conflict"], clash.to_string(), "{row:?}");
    }
    // Both triangles of the matrix are the pairs.
    let matrix = rows(&out, "matrix.csv");
    assert_eq!(matrix.len(), 2 * 4);
    for row in &pairs {
        let cell = |one: &str, other: &str| {
            let line = matrix.iter().find(|line| line["over"] == row["over"] && line["outcome"] == one).unwrap();
            line[other].clone()
        };
        let value = &row["rank_correlation"];
        assert_eq!([&cell(&row["outcome"], &row["with"]), &cell(&row["with"], &row["outcome"])], [value, value]);
        assert_eq!(cell(&row["outcome"], &row["outcome"]), "1");
    }
    let page = text(&out, "correlations.md");
    for part in [
        "Over 3 scenarios 3个方案",
        &format!("Over {policies} random policies"),
        "figures/correlations-policies.en.svg",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    let svg = text(&out, "figures/correlations-policies.zh.svg");
    assert!(roxmltree::Document::parse(&svg).is_ok());
    assert!(stdout.contains("Rank correlations over 3 scenarios") && !stdout.contains("NaN"), "{stdout}");
    let json: Value = serde_json::from_str(&study(dir.path(), &["--out", "out", "--json"])).unwrap();
    assert_eq!(json["crosses"][0]["correlations"].as_array().unwrap().len(), 12);
}

/// No lever is dead: each moves something beyond noise and beyond the smallest change that matters, in the baseline or where
/// there is more of what it acts on.
#[test]
fn every_lever_moves_something_on_the_committed_pages() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = [
        "dose_response.md",
        "doses/platform/dose_response.md",
        "doses/slow/dose_response.md",
        "doses/takeover/dose_response.md",
    ];
    let mut moves = String::new();
    for page in pages {
        let text = fs::read_to_string(home.join("docs").join(page)).unwrap();
        let lines = text.lines().filter(|line| {
            line.contains("** moves something ") || line.contains("** moves outcomes that do not headline ")
        });
        lines.for_each(|line| moves += line);
    }
    let output = Command::cargo_bin("gridgov").unwrap().args(["params", "--json"]).output().unwrap();
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let tables = ["power.", "staffing.", "information.", "participation.", "rule_of_law."];
    let keys = listed["parameters"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap());
    let levers: Vec<&str> = keys.filter(|key| tables.iter().any(|table| key.starts_with(table))).collect();
    assert!(levers.len() > 40, "{}", levers.len());
    for lever in levers {
        assert!(moves.contains(&format!("`{lever}`")), "{lever} moves nothing on docs/dose_response.md and docs/doses");
    }
}
