//! A report in a browser as people use it: it opens in their language or in the one that was asked for, links lead to sections in
//! both, slides move by key and show one thing a screen, and nothing is wider than a telephone.

use std::fs;

use serde_json::Value;

use common::{gridgov, has_node, is_quiet, node, skipped, strings};

#[path = "common/browser.rs"]
mod common;

#[test]
fn a_report_can_be_read_linked_and_shown() {
    let chromium = std::env::var("GRIDGOV_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !std::path::Path::new(&chromium).exists() {
        return skipped("there is no Chromium at /usr/bin/chromium nor in GRIDGOV_CHROMIUM");
    }
    if !has_node() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let small = "[city]\nresidents = 2000\nplan = \"fixed\"\n[scenario]\ndays = 400\nburn_in_days = 30\n";
    fs::write(here.join("baseline.toml"), format!("title = \"Baseline\"\ntitle_zh = \"基准\"\n{small}")).unwrap();
    for (name, title, title_zh, share) in [
        ("a", "A takeover of nearly everything, well staffed", "力量充足的全面接管", "0.9"),
        ("b", "Some takeover", "部分接管", "0.3"),
    ] {
        let text = format!(
            "title = \"{title}\"\ntitle_zh = \"{title_zh}\"\nextends = \"baseline.toml\"\n[power]\n\
             intervention_floor_share = {share}\nintervention_cap_share = 0.95\n"
        );
        fs::write(here.join(format!("{name}.toml")), text).unwrap();
    }
    let line = ["run", "baseline.toml", "a.toml", "b.toml", "--replicates", "3", "--quiet", "--out", "r"];
    gridgov(here, &line);
    let whole = ["--replicates", "4", "--quiet", "--lang", "zh", "--out", "zh"];
    gridgov(here, &[&line[..4], &whole].concat());
    let path = |name: &str| here.join(name).join("report.html").display().to_string();
    let found = node(&["tests/page/report.mjs", &chromium, &path("r"), &path("zh")]);
    is_quiet(&found);

    for (how, shown, lang) in
        [("english", "en", "en"), ("chinese", "zh", "zh-CN"), ("other", "en", "en"), ("asked", "zh", "zh-CN")]
    {
        let opens = &found["opens"][how];
        assert_eq!((&opens["shown"], &opens["lang"]), (&shown.into(), &lang.into()), "{how}: {opens}");
        assert_eq!(opens["title"].as_str().unwrap().contains("方案"), shown == "zh", "{opens}");
    }

    let sections = found["sections"].as_array().unwrap();
    assert!(sections.len() > 12, "{sections:?}");
    for section in sections {
        assert_eq!(section["language"], section["asked"], "{section}");
        assert_eq!(section["reached"], true, "{section}");
    }
    assert!(strings(&found["links"]).iter().all(|link| link.starts_with("#zh-")), "{}", found["links"]);

    for slides in found["slides"].as_array().unwrap() {
        let count = slides["count"].as_u64().unwrap();
        assert!(count > 5, "{slides}");
        let places: Vec<String> = (1..=count).map(|at| format!("{at} / {count}")).collect();
        assert_eq!(strings(&slides["places"]), places, "one key, one slide");
        assert!(slides["things"].as_array().unwrap().iter().all(|things| things == 1), "one thing a screen: {slides}");
        assert!(strings(&slides["leaves"]).is_empty(), "{:#}", slides["leaves"]);
        let last = |key: &str| slides[key].as_str().unwrap();
        assert_eq!(
            (last("last"), last("end")),
            (places[count as usize - 1].as_str(), places[count as usize - 1].as_str())
        );
        assert_eq!((last("back"), last("home")), (places[count as usize - 2].as_str(), places[0].as_str()));
        assert_eq!(slides["left"], true);
    }

    for language in ["en", "zh"] {
        let narrow = &found["narrow"][language];
        assert!(narrow["page"].as_u64().unwrap() <= 360, "{narrow}");
        assert!(narrow["numbers"].as_u64().unwrap() >= 12, "{narrow}");
        for what in ["wide", "broken"] {
            assert_eq!(narrow[what], Value::Array(Vec::new()), "{language}, {what}");
        }
    }
}
