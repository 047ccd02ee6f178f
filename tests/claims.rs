//! A test of claims, small: one command gives verdicts, numbers, page and figure, the same on every number of threads; the
//! numbers on the page are those of the runs; a file with mistakes says where they are.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gridgov::internals::study::carry_out::Method;

#[path = "common/intervals.rs"]
mod intervals;
#[path = "claims/plausible.rs"]
mod plausible;

const SMALL: &str = r#"
title = "Small"
title_zh = "小样"
method = "claims"
scenarios = ["SCENARIOS/baseline.toml", "SCENARIOS/strong_control.toml", "SCENARIOS/boundary.toml"]
replicates = 8
commentary = "said.md"
commentary_zh = "said.zh.md"

[set]
city.residents = 1500
city.plan = "fixed"
scenario.days = 60
scenario.burn_in_days = 120

[design]
points = 6

[worlds]
replicates = 2
replicates_without = 8
set.city.residents = 1000

[worlds.variants]
"mechanisms.queue_order" = ["deadline", "fifo"]

[matters.takeover_share]
least = 0.02
why = "a reason"
why_zh = "理由"

[matters.first_attempt_community_share]
least = 0.9
why = "more than can be"
why_zh = "不可能达到"

[[claim]]
id = "control"
title = "Control takes over"
title_zh = "管控即接管"
claim = "Strong control takes over more."
claim_zh = "强化管控接管更多。"
scenario = "strong_control"
rise = ["takeover_share"]
fall = ["first_attempt_community_share"]
without = ["takeover"]

[[claim]]
id = "less"
title = "Control takes over less"
title_zh = "管控减少接管"
claim = "The same turned round."
claim_zh = "反向主张。"
scenario = "strong_control"
fall = ["takeover_share"]

[[claim]]
id = "sum"
title = "Sum"
title_zh = "合计"
claim = "Strong control beyond the sum of boundary and itself."
claim_zh = "超出之和。"
scenario = "strong_control"
alone = ["strong_control", "boundary"]
rise = ["takeover_share"]

[[claim]]
id = "top"
title = "On top"
title_zh = "之上"
claim = "Boundary and its rest."
claim_zh = "边界及其余。"
note = "A note."
note_zh = "须知。"
scenario = "strong_control"
alone = ["boundary"]
rest = ["baseline"]
rise = ["takeover_share"]
fall = ["first_attempt_community_share"]
means = ["takeover_share"]

[[silent]]
claim = "Something else."
claim_zh = "别的。"
why = "It is not in here."
why_zh = "不在模型中。"

[[assumption]]
key = "institutions.takeover_gain"

[[assumption]]
key = "behaviour.choice_slope"
"#;

/// A folder with the study, `change` applied to its text.
fn folder(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").display().to_string().replace('\\', "/");
    fs::write(dir.path().join("small.toml"), change(SMALL.replace("SCENARIOS", &scenarios))).expect("the study");
    let said = "## Said by people\n\nBy {{control.takeover_share.size}} in {{control.takeover_share.so}} of worlds.\n";
    fs::write(dir.path().join("said.md"), said).expect("the commentary");
    let said = "## 评述\n\n接管增加{{control.takeover_share.size}}。\n";
    fs::write(dir.path().join("said.zh.md"), said).expect("the commentary in Chinese");
    dir
}

fn study(dir: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gridgov"));
    command.current_dir(dir).args(["study", "small.toml", "--quiet", "--out", "out"]).args(more);
    command.output().expect("the program runs")
}

fn text(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join("out").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of claims.csv as fields by name.
fn rows(dir: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = text(dir, "claims.csv");
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().expect("a head");
    lines.map(|line| head.iter().cloned().zip(line).collect()).collect()
}

#[test]
fn one_command_tests_the_claims() {
    let dir = folder(|text| text);
    let here = dir.path();
    let out = study(here, &["--threads", "1"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let output = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(output.contains("Control takes over") && output.contains("in the shipped world"), "{output}");

    let rows = rows(here);
    let row = |claim: &str, outcome: &str, place: &str| {
        let found = rows.iter().find(|row| row["claim"] == claim && row["outcome"] == outcome && row["where"] == place);
        found.unwrap_or_else(|| panic!("no row {claim} {outcome} {place}"))
    };
    let number =
        |row: &std::collections::BTreeMap<String, String>, name: &str| row[name].parse::<f64>().expect("a number");

    // The means are those of the runs in responses.csv.
    let responses = text(here, "responses.csv");
    let mean = |scenario: &str| {
        let wanted =
            |line: &&str| line.starts_with(&format!("as_is,0,{scenario},")) && line.contains(",takeover_share,");
        let values: Vec<f64> = responses
            .lines()
            .filter(wanted)
            .map(|line| line.split(',').nth(5).and_then(|field| field.parse().ok()).expect("a value"))
            .collect();
        assert_eq!(values.len(), 8, "{scenario}");
        values.iter().sum::<f64>() / 8.0
    };
    let shipped = row("control", "takeover_share", "shipped");
    let difference = mean("strong_control") - mean("baseline");
    assert!(difference > 0.02 && (number(shipped, "mean") - difference).abs() < 1e-12);
    let sum = mean("baseline") - mean("boundary");
    assert!((number(row("sum", "takeover_share", "shipped"), "mean") - sum).abs() < 1e-12);

    // What boundary adds to its rest, here the baseline, which makes strong control, less what it adds alone.
    let on_top = row("top", "takeover_share", "shipped");
    assert!((number(on_top, "mean") - (mean("strong_control") - mean("boundary"))).abs() < 1e-12);
    // More is taken over, as a difference and in odds.
    assert!(number(row("top", "takeover_share", "shipped as ratio"), "low") > 1.0);

    // Without the mechanism nothing is taken over, so that nothing can differ.
    let without = row("control", "takeover_share", "without takeover");
    assert_eq!((without["mean"].as_str(), without["verdict"].as_str()), ("0", "vanishes"));
    // A claim and its opposite get opposite shares of the same worlds, and opposite verdicts.
    let (rises, falls) = (row("control", "takeover_share", "worlds"), row("less", "takeover_share", "worlds"));
    assert_eq!(rises["as_claimed_share"], falls["opposite_share"]);
    assert_eq!(rises["worlds"], "6");
    // The word follows from the share: clear here, so in four of five other worlds, or in half of them.
    let share = number(rises, "as_claimed_share");
    let word = [(0.8, "holds_widely"), (0.5, "holds_mostly")].iter().find(|(least, _)| share >= *least);
    assert_eq!(shipped["verdict"], word.map_or("fragile", |(_, word)| word));
    assert_eq!(row("less", "takeover_share", "shipped")["verdict"], "opposite");
    // What nothing could reach matters to nobody.
    assert_eq!(row("control", "first_attempt_community_share", "shipped")["verdict"], "little");

    let page = text(here, "claims.md");
    for part in [
        "[中文版](claims.zh.md)",
        "| 1 | Control takes over | Supported in part | 0 of 6 |",
        "| 2 | Control takes over less | Contradicted |",
        // Means do not count: of the other outcome there is no change that matters.
        "| 4 | On top | Not supported |",
        "†",
        "`strong_control` − `baseline`",
        "**Note.** A note.",
        " → ",
        "8 pairs",
        " vanishes |",
        "## What cannot be told",
        "It is not in here.",
        "## Said by people\n\nBy ",
        "`mechanisms.queue_order` | deadline | deadline / fifo",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    // Nobody asked which worlds are plausible.
    assert!(!page.contains("plausible") && text(here, "worlds.csv").lines().count() == 1, "{page}");
    let chinese = text(here, "claims.zh.md");
    for part in [
        "# 小样",
        "[English](claims.md)",
        "| 1 | 管控即接管 | 部分得到支持 | 0（共6个） |",
        "**须知：**须知。",
        " 消失 |",
        "## 无法判断的",
        "不在模型中。",
        "接管增加",
    ] {
        assert!(chinese.contains(part), "{part} in\n{chinese}");
    }
    assert!(!chinese.contains("Control takes over") && !page.contains("管控"), "each page in its language");
    // The number in the commentary is that of the table.
    let size = format!("By {:.1} points (", 100.0 * number(shipped, "mean"));
    assert!(page.contains(&size), "{size} in\n{page}");
    for figure in ["claims.en.svg", "claims.zh.svg"] {
        assert!(text(here, &format!("figures/{figure}")).starts_with("<svg"));
    }

    let again = study(here, &["--threads", "2"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("up to date"));
    intervals::none_is_a_point(&here.join("out"), &[&output, &String::from_utf8_lossy(&again.stdout)]);
    let other = folder(|text| text);
    assert!(study(other.path(), &["--threads", "2"]).status.success());
    assert_eq!(text(other.path(), "claims.csv"), text(here, "claims.csv"));
    assert_eq!(text(other.path(), "claims.md"), page);
}

#[test]
fn a_commentary_names_numbers_that_exist() {
    for (name, found) in [
        ("nobody.takeover_share.size", "said.md, line 2: {{nobody.takeover_share.size}}: there is no claim nobody"),
        ("control.takeover_share.length", "none of size"),
    ] {
        let dir = folder(|text| text);
        fs::write(dir.path().join("said.md"), format!("A line.\n{{{{{name}}}}}\n")).expect("the commentary");
        let out = study(dir.path(), &[]);
        let output = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{output}");
        assert!(output.contains(found) && output.contains("small.toml:"), "{output}");
    }
}

/// The words of the commentary were written after an earlier run: where a number contradicts them, the page says so, and they
/// have to be written again.
#[test]
fn the_committed_pages_do_not_contradict_themselves() {
    let mut pages = 0;
    for page in ["docs/claims.md", "docs/claims.zh.md"] {
        let Ok(text) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)) else { continue };
        for wrong in ["[not in this direction]", "【方向不符】", "{{"] {
            assert!(!text.contains(wrong), "{page} has {wrong}");
        }
        pages += 1;
    }
    assert!(pages > 0);
}

#[test]
fn a_plan_counts_the_runs() {
    let dir = folder(|text| text);
    let out = study(dir.path(), &["--plan", "--json"]);
    let plan: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    // Shipped world 3 scenarios × 8; without takeover 2 × 8; 6 worlds, 3 scenarios × 2.
    assert_eq!(plan["plan"]["units"], 24 + 16 + 36, "{plan}");
    assert!(!dir.path().join("out").exists());
}

/// The study of a folder, with `to` in it, is refused at a place in its file with those words, and nothing is written.
fn refused(dir: &Path, to: &str, found: &str) {
    let out = study(dir, &[]);
    let output = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{to}: {output}");
    assert!(output.contains(found) && output.contains("small.toml:"), "{to}: {output}");
    assert!(!dir.join("out").exists(), "{to} wrote something");
}

#[test]
fn mistakes_are_reported_with_their_places() {
    let cases: [(&str, &str, &str); 12] = [
        (
            "scenario = \"strong_control\"\nrise = [\"takeover_share\"]\nfall",
            "scenario = \"strong_contol\"\nrise = [\"takeover_share\"]\nfall",
            "strong_control",
        ),
        ("without = [\"takeover\"]", "without = [\"takover\"]", "did you mean takeover?"),
        ("without = [\"takeover\"]", "without = [\"frailty\"]", "no mechanism frailty to switch off"),
        ("least = 0.9", "least = 0", "above 0"),
        ("[\"deadline\", \"fifo\"]", "[\"shortest\", \"fifo\"]", "the value of the baseline"),
        ("[\"deadline\", \"fifo\"]", "[\"deadline\", \"lifo\"]", "lifo"),
        ("commentary = \"said.md\"", "commentary = \"unsaid.md\"", "can be read"),
        ("alone = [\"strong_control\", \"boundary\"]", "against = \"strong_control\"", "with itself"),
        ("rest = [\"baseline\"]", "rest = [\"baseline\", \"boundary\"]", "one for each of alone"),
        ("means = [\"takeover_share\"]", "means = [\"satisfaction\"]", "an outcome of this claim"),
        (
            "rise = [\"takeover_share\"]\nfall = [\"first_attempt_community_share\"]\nmeans",
            "rise = [\"takeover_share\"]\nmeans",
            "no means",
        ),
        ("method = \"claims\"", "method = \"discovery\"", "does not belong to the method discovery"),
    ];
    for (from, to, found) in cases {
        let dir = folder(|text| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        refused(dir.path(), to, found);
    }
}

/// No lever is counted twice where paths are summed, none is left out, and what is all paths but one is that.
#[test]
fn paths_that_are_summed_share_no_lever() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/studies/claims.toml");
    let study = gridgov::Study::from_path(&file).expect("it is shipped");
    let Method::Claims(claims) = &study.method else { panic!("no test of claims") };
    let value = |scenario: usize, key: &str| {
        let (table, name) = key.split_once('.').expect("table and name");
        study.subject.scenarios[scenario].settings.get(table, name)
    };
    let differ = |one: usize, other: usize| -> Vec<String> {
        let keys = gridgov::parameters().map(|parameter| format!("{}.{}", parameter.table, parameter.name));
        keys.filter(|key| value(one, key) != value(other, key)).collect()
    };
    let summed: Vec<_> = claims.claims.iter().filter(|claim| claim.parts.len() > 1).collect();
    assert_eq!(summed.len(), 2);
    for claim in summed {
        let whole = claim.terms[0].0;
        let mut levers = Vec::new();
        for part in &claim.parts {
            let one = part.alone[0].0;
            let of_part = differ(one, 0);
            assert!(of_part.iter().all(|key| value(one, key) == value(whole, key)), "{of_part:?}");
            if let Some(on_top) = &part.on_top {
                let rest = on_top[1].0;
                assert_eq!(differ(rest, whole), of_part);
                assert!(of_part.iter().all(|key| value(rest, key) == value(0, key)), "{of_part:?}");
            }
            levers.extend(of_part);
        }
        levers.sort();
        let mut all = differ(whole, 0);
        all.sort();
        assert_eq!(levers, all, "every lever of all paths once");
    }
}
