//! Files that somebody names: figures, tables, pages and scenarios. What is there is not lost, the name says what is written,
//! and tables by year say which year.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn gridgov(dir: &Path, line: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Results of two scenarios of a small city over two years and a part of a third, and what the run said.
fn results() -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let small = "[city]\nresidents = 2000\n[scenario]\ndays = 800\nburn_in_days = 60\n";
    fs::write(dir.path().join("baseline.toml"), format!("title = \"Baseline\"\n{small}")).unwrap();
    let text = "title = \"Takeover\"\ntitle_zh = \"接管\"\nextends = \"baseline.toml\"\n[power]\n\
                intervention_floor_share = 0.6\nintervention_cap_share = 0.9\n";
    fs::write(dir.path().join("takeover.toml"), text).unwrap();
    let line = ["run", "baseline.toml", "takeover.toml", "--replicates", "5", "--out", "r", "--quiet", "--by-year"];
    let (code, stdout, stderr) = gridgov(dir.path(), &line);
    assert_eq!(code, 0, "{stderr}");
    (dir, stdout)
}

#[test]
fn a_file_that_is_there_is_not_lost_and_outcomes_are_given_by_year() {
    let (dir, stdout) = results();
    let here = dir.path();

    // The tables by year, in both languages, of run and compare.
    let years = "Takeover (takeover)\n";
    let (_, chinese, _) = gridgov(here, &["compare", "r", "--by-year", "--lang", "zh"]);
    assert!(stdout.contains(years) && stdout.contains("Year 1      Year 2      Year 3"), "{stdout}");
    assert!(stdout.replace('\n', " ").contains("Year 3 has 70 days."), "{stdout}");
    assert!(
        chinese.contains("第1年       第2年       第3年") && chinese.replace('\n', "").contains("第3年只有70天"),
        "{chinese}"
    );
    let (_, usual, _) = gridgov(here, &["compare", "r"]);
    assert!(!usual.contains("Year 1") && stdout.ends_with(&usual[usual.find("Takeover").unwrap()..]), "{usual}");

    // The file by year has what differences.csv has.
    let (code, name, stderr) = gridgov(here, &["table", "r", "--by-year", "--out", "years.csv"]);
    assert_eq!((code, name.as_str()), (0, "years.csv\n"), "{stderr}");
    let rows = |path: &str| -> Vec<csv::StringRecord> {
        csv::Reader::from_path(here.join(path)).unwrap().records().map(Result::unwrap).collect()
    };
    let satisfaction: Vec<(String, f64)> = rows("years.csv")
        .iter()
        .filter(|row| &row[1] == "Satisfaction")
        .map(|row| (row[3].to_owned(), row[6].parse().unwrap()))
        .collect();
    let kept: Vec<f64> = csv::Reader::from_path(here.join("r/differences.csv"))
        .unwrap()
        .deserialize::<std::collections::BTreeMap<String, String>>()
        .map(Result::unwrap)
        .filter(|row| row["outcome"] == "satisfaction" && row["group"].starts_with("year:"))
        .map(|row| row["difference"].parse().unwrap())
        .collect();
    let (periods, differences): (Vec<String>, Vec<f64>) = satisfaction.into_iter().unzip();
    assert_eq!((periods.len(), &differences), (3, &kept), "{periods:?}");
    assert!(periods[0].contains("first year") && periods[1].contains("second year"), "{periods:?}");
    let (code, _, stderr) = gridgov(here, &["table", "r", "--by-year", "--what", "overview"]);
    assert!(code == 2 && stderr.contains("only differences and values"), "{stderr}");

    // One rule for all of them: a file stays, and the message says what to do; with --force it goes.
    fs::write(here.join("mine.toml"), "").unwrap();
    for (line, file) in [
        (&["table", "r", "--out", "mine.md"][..], "mine.md"),
        (&["figure", "forest", "r", "--out", "mine.svg"], "mine.svg"),
        (
            &["figure", "dots", "r", "--outcome", "satisfaction", "cost_yuan_per_resident_year", "--out", "d.svg"],
            "d-dots-satisfaction.svg",
        ),
        (&["page", "--out", "mine.html"], "mine.html"),
        (&["new", "mine.toml"], "mine.toml"),
    ] {
        fs::write(here.join(file), "somebody's work").unwrap();
        let before = fs::read_dir(here).unwrap().count();
        let (code, _, stderr) = gridgov(here, line);
        assert_eq!(code, 2, "{line:?}");
        assert!(stderr.contains("exists already and was left as it is") && stderr.contains("--force"), "{stderr}");
        assert_eq!(fs::read_to_string(here.join(file)).unwrap(), "somebody's work");
        assert_eq!(fs::read_dir(here).unwrap().count(), before, "all or nothing: {line:?}");
        let mut chinese = Command::cargo_bin("gridgov").unwrap();
        let chinese =
            chinese.current_dir(here).args(line).env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").output().unwrap();
        let chinese = String::from_utf8(chinese.stderr).unwrap();
        assert!(chinese.contains("文件已存在，未作改动") && chinese.contains("用 --force 覆盖"), "{chinese}");
        let (code, _, stderr) = gridgov(here, &[line, &["--force"]].concat());
        assert_eq!(code, 0, "{line:?}: {stderr}");
        assert_ne!(fs::read_to_string(here.join(file)).unwrap(), "somebody's work");
    }

    // One rule for what is written: by --format, else by the ending; a name without one gets it.
    for (line, found) in [
        (
            &["table", "r", "--out", "t.csv", "--format", "markdown"][..],
            "--format is markdown and the name in --out ends with .csv",
        ),
        (
            &["figure", "forest", "r", "--out", "f.png", "--format", "pdf"],
            "--format is pdf and the name in --out ends with .png",
        ),
        (&["table", "r", "--out", "t.docx"], "a table is not written as .docx"),
        (&["figure", "forest", "r", "--out", "f.jpg"], "a figure is not written as .jpg"),
    ] {
        let (code, _, stderr) = gridgov(here, line);
        assert!(code == 2 && stderr.contains(found), "{stderr}");
    }
    for (line, name) in [
        (&["table", "r", "--out", "plain"][..], "plain.md\n"),
        (&["table", "r", "--out", "plain", "--format", "latex"], "plain.tex\n"),
        (&["figure", "forest", "r", "--out", "plain"], "plain.svg\n"),
    ] {
        let (code, stdout, stderr) = gridgov(here, line);
        assert_eq!((code, stdout.as_str()), (0, name), "{stderr}");
        assert!(here.join(name.trim()).exists());
    }
}
