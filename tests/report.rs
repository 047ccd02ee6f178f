//! Figures and report: valid files that say where they come from, captions that agree with the tables, and a page that a
//! real browser shows without the network, without overflow, and in two languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A title that tries everything: markup, quotes, a comment, control characters.
const HOSTILE: &str =
    r#"</title></svg><script>document.title='broken'</script><img src=x onerror=alert(1)> \"'&amp; --> \u0001 ]]>"#;

/// Runs the program in a folder; it must succeed.
fn gridgov(dir: &Path, line: &[&str]) -> String {
    let output = assert_cmd::Command::cargo_bin("gridgov").unwrap().current_dir(dir).args(line).output().unwrap();
    assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Results of a small city in the folder `out`, from scenarios with the given texts.
fn results(scenarios: &[(&str, &str)], replicates: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in scenarios {
        fs::write(dir.path().join(format!("{name}.toml")), text).unwrap();
    }
    let small = ["--set", "city.residents=3000", "--set", "scenario.days=90", "--set", "scenario.burn_in_days=30"];
    let line = [&["run", ".", "--out", "out", "--quiet", "--replicates", replicates][..], &small].concat();
    gridgov(dir.path(), &line);
    dir
}

/// Three scenarios, one with a hostile title and one with a title of 10,000 characters.
fn hostile() -> TempDir {
    let long = format!(
        "title = \"{}\"\nextends = \"baseline.toml\"\n[staffing]\naudit_share = 0.5\n",
        "长title ".repeat(1_430)
    );
    let training = format!(
        "title = \"{HOSTILE}\"\ntitle_zh = \"{HOSTILE}\"\nextends = \"baseline.toml\"\n[staffing]\ntraining_hours_per_year = 60\n"
    );
    results(
        &[("baseline", "title = \"Baseline\"\ntitle_zh = \"基准\"\n"), ("training", &training), ("long", &long)],
        "4",
    )
}

fn figures(dir: &TempDir) -> Vec<(String, String)> {
    let entries = fs::read_dir(dir.path().join("out/figures")).unwrap().flatten();
    let mut all: Vec<(String, String)> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

fn page(dir: &TempDir) -> String {
    fs::read_to_string(dir.path().join("out/report.html")).unwrap()
}

#[test]
fn every_figure_is_valid_and_says_where_it_comes_from() {
    let dir = hostile();
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(dir.path().join("out/manifest.json")).unwrap()).unwrap();
    let hash = manifest["result_hash"].as_str().unwrap();
    let of_scenario = manifest["scenarios"][1]["hash"].as_str().unwrap();
    let all = figures(&dir);
    assert!(all.len() > 40, "{} figures", all.len());
    for (name, svg) in &all {
        let tree = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let text_of = |tag: &str| {
            tree.descendants().find(|node| node.has_tag_name(tag)).and_then(|node| node.text()).unwrap_or("").to_owned()
        };
        let metadata = text_of("metadata");
        assert!(
            metadata.contains(hash) && metadata.contains(of_scenario) && metadata.contains("seed 1;"),
            "{name}: {metadata}"
        );
        assert!(metadata.contains(env!("CARGO_PKG_VERSION")) && !text_of("desc").is_empty(), "{name}");
        assert!(tree.descendants().all(|node| !node.has_tag_name("script") && !node.has_tag_name("image")), "{name}");
        assert!(svg.contains("Noto Sans CJK SC"), "{name} has no font for Chinese");
        // 85 mm are 340 units: no text below 9 units, which are 6.4 points in print.
        let sizes =
            tree.descendants().filter_map(|node| node.attribute("font-size")).map(|size| size.parse::<f64>().unwrap());
        assert!(sizes.into_iter().all(|size| size >= 89.9), "{name} has text that is too small");
        let is_chinese = tree.descendants().filter(|node| node.has_tag_name("text")).any(|node| {
            node.text().is_some_and(|text| text.contains('基') || text.contains('改') || text.contains('种'))
        });
        assert_eq!(is_chinese, name.ends_with(".zh.svg"), "{name}");
    }
    for kind in ["overview", "scenarios-satisfaction", "tradeoff-satisfaction", "fan-satisfaction", "backlog"] {
        assert!(all.iter().any(|(name, _)| *name == format!("{kind}.en.svg")), "no {kind}");
    }
    for kind in ["table", "forest", "groups", "survival", "map-satisfaction"] {
        assert!(all.iter().any(|(name, _)| *name == format!("{kind}-02-training.zh.svg")), "no {kind} of training");
    }
}

#[test]
fn numbers_of_captions_and_tables_are_those_of_the_files() {
    let dir = hostile();
    let mut table = csv::Reader::from_path(dir.path().join("out/differences.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[0] == "satisfaction" && &row[1] == "all" && &row[3] == "training").unwrap();
    let difference: f64 = row[6].parse().unwrap();
    let shown = format!("{difference:+.3}").replace("+0.000", "0.000").replace("-0.000", "0.000");
    let page = page(&dir);
    assert!(page.contains(&format!(">{shown}<")), "{shown} is not in the report");
    // Four runs are in two cities, which are too few for an interval: tables, captions and the page say so.
    assert!(rows.iter().all(|row| row[7].is_empty() && &row[15] == "not_clear"), "an interval of two cities");
    let (_, table) = figures(&dir).into_iter().find(|(name, _)| name == "table-02-training.en.svg").unwrap();
    assert!(
        table.contains("From 4 pairs of runs with the same random events")
            && table.contains("4 runs per scenario, in 2 cities: too few for an interval")
    );
    assert!(page.contains("4 runs per scenario, in 2 cities") && page.contains("每个方案只运行4次"));
}

#[test]
fn report_makes_the_same_again_from_the_tables() {
    let dir = hostile();
    let (before, page_before) = (figures(&dir), page(&dir));
    let own = dir.path().join("out/figures/of-the-reader.en.svg");
    fs::write(&own, "<svg/>").unwrap();
    fs::remove_file(dir.path().join("out/report.html")).unwrap();
    let stdout = gridgov(dir.path(), &["report", "out"]);
    assert!(stdout.contains("report.html") && stdout.contains("figures"), "{stdout}");
    assert_eq!(fs::read_to_string(&own).unwrap(), "<svg/>", "what gridgov did not write stays");
    fs::remove_file(&own).unwrap();
    let after = figures(&dir);
    assert_eq!(
        before.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        after.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for ((name, before), (_, after)) in before.iter().zip(&after) {
        assert!(before == after, "{name} differs");
    }
    assert!(page(&dir) == page_before, "report.html differs");
}

#[test]
fn one_run_of_one_scenario_has_a_report_that_says_so() {
    let dir = results(&[("baseline", "title = \"Only one\"\n")], "1");
    let page = page(&dir);
    assert!(page.contains("1 run per scenario") && page.contains("95% interval of the mean"));
    assert!(figures(&dir).iter().any(|(name, _)| name == "table.en.svg"));
}

#[test]
fn hostile_titles_stay_text() {
    let dir = hostile();
    let page = page(&dir);
    let scripts: Vec<_> = page.match_indices("<script").collect();
    assert_eq!(scripts.len(), 1, "only the report's own script");
    assert!(page.contains("&lt;script&gt;document.title=&#39;broken&#39;&lt;/script&gt;") && !page.contains("<img"));
    // Nothing but the names of the drawings' language looks like an address; "src=" stands in the hostile title only.
    let page = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").replace("src=x", "");
    for word in ["http://", "https://", "src=", "@import", "url(", "fetch("] {
        assert!(!page.contains(word), "{word} in the report");
    }
}

#[test]
fn cite_names_program_and_results() {
    let dir = results(&[("baseline", "")], "1");
    let program = gridgov(dir.path(), &["cite"]);
    assert!(program.contains("@software{gridgov_") && program.contains("CITATION.cff"), "{program}");
    let both = gridgov(dir.path(), &["cite", "out"]);
    assert!(both.contains("seed 1") && both.contains("hash"), "{both}");
    let json: serde_json::Value = serde_json::from_str(&gridgov(dir.path(), &["cite", "--json"])).unwrap();
    assert_eq!(json["schema"], 1);
}

#[test]
fn a_folder_without_results_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for command in ["report", "cite"] {
        let output =
            assert_cmd::Command::cargo_bin("gridgov").unwrap().current_dir(&dir).args([command, "."]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

/// The browser, from `GRIDGOV_CHROMIUM` or where Debian has it.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("GRIDGOV_CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    path.exists().then_some(path)
}

/// What a page tells from inside: runs in both languages and posts what it found to the page around it.
const PROBE: &str = r#"<script>
(function () {
  var found = { problems: [], texts: {} }, violations = 0;
  document.addEventListener("securitypolicyviolation", function () { violations += 1; });
  function look(language) {
    document.querySelectorAll("h1,h2,h3,p,li,td,th,figcaption,pre,summary,nav a,button").forEach(function (node) {
      var box = node.getBoundingClientRect();
      if (box.width === 0) { return; }
      if (box.right > innerWidth + 1 || node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline") {
        found.problems.push(language + ": " + node.tagName + " overflows: " + node.textContent.slice(0, 60));
      }
    });
    document.querySelectorAll("svg").forEach(function (svg) {
      var sheet = svg.getBoundingClientRect();
      if (sheet.width === 0) { return; }
      var name = svg.getAttribute("aria-label").slice(0, 60);
      var boxes = Array.prototype.map.call(svg.querySelectorAll("text"), function (text) {
        var box = text.getBoundingClientRect();
        if (box.left < sheet.left - 2 || box.right > sheet.right + 2 || box.bottom > sheet.bottom + 2) {
          found.problems.push(language + ": text leaves " + name + ": " + text.textContent.trim());
        }
        return { box: box, text: text.textContent.trim() };
      });
      for (var i = 0; i < boxes.length; i += 1) {
        for (var k = 0; k < i; k += 1) {
          var a = boxes[i].box, b = boxes[k].box, u = sheet.width / 340;
          if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 * u && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4.5 * u) {
            found.problems.push(language + ": texts overlap in " + name + ": " + boxes[k].text + " | " + boxes[i].text);
          }
        }
      }
    });
    found.texts[language] = document.body.innerText.slice(0, 4000);
    if (document.documentElement.scrollWidth > innerWidth + 1) { found.problems.push(language + ": the page is wider than the window"); }
  }
  window.addEventListener("load", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
    look("en");
    document.getElementById("language").click();
    look("zh");
    found.requests = performance.getEntriesByType("resource").length + violations;
    found.title = document.title;
    parent.postMessage(JSON.stringify(found), "*");
  });
})();
</script>"#;

/// Opens a report in a frame of that width, and returns what the probe found.
fn probed(chromium: &Path, report: &Path, width: u32) -> serde_json::Value {
    let dir = tempfile::tempdir().unwrap();
    let page = fs::read_to_string(report).unwrap().replace("</body>", &format!("{PROBE}</body>"));
    fs::write(dir.path().join("report.html"), page).unwrap();
    let around = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><pre id=\"found\"></pre><script>addEventListener('message', function (e) {{ \
         document.getElementById('found').textContent = btoa(unescape(encodeURIComponent(e.data))); }});</script>\
         <iframe src=\"report.html\" width=\"{width}\" height=\"1000\" style=\"border:0\"></iframe>"
    );
    fs::write(dir.path().join("around.html"), around).unwrap();
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=8000", "--dump-dom"])
        .arg(format!("--window-size={},1100", width + 40))
        .arg(format!("--user-data-dir={}", dir.path().join("profile").display()))
        .arg(format!("file://{}", dir.path().join("around.html").display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let found = dom.split("<pre id=\"found\">").nth(1).and_then(|rest| rest.split("</pre>").next()).unwrap_or("");
    let json = decoded(found);
    serde_json::from_slice(&json).unwrap_or_else(|error| {
        panic!("the page reported nothing ({error}): {}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Base 64 to bytes.
fn decoded(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut store, mut bits) = (Vec::new(), 0_u32, 0);
    for digit in text.chars().filter_map(|c| DIGITS.find(c)) {
        store = (store << 6 | digit as u32) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((store >> bits) as u8);
        }
    }
    bytes
}

#[test]
fn a_browser_shows_it_whole_in_both_languages_and_asks_nobody() {
    let Some(chromium) = chromium() else {
        eprintln!("skipped: no Chromium at /usr/bin/chromium nor in GRIDGOV_CHROMIUM");
        return;
    };
    let dir = hostile();
    for width in [390, 1280, 1880] {
        let found = probed(&chromium, &dir.path().join("out/report.html"), width);
        let problems: Vec<&str> = found["problems"].as_array().unwrap().iter().filter_map(|p| p.as_str()).collect();
        assert!(problems.is_empty(), "at {width} pixels:\n{}", problems.join("\n"));
        assert_eq!(found["requests"], 0, "something was asked for at {width} pixels");
        let text = |language: &str| found["texts"][language].as_str().unwrap().to_owned();
        assert!(text("en").contains("Read this first") && !text("en").contains("请先阅读"));
        assert!(text("zh").contains("请先阅读") && !text("zh").contains("Read this first"));
        assert!(found["title"].as_str().unwrap().contains("方案"), "{}", found["title"]);
    }
}

/// For whoever changes a figure: `GRIDGOV_REPORT=results/x/report.html cargo test --test report look_at -- --ignored`.
#[test]
#[ignore = "looks at the report named in GRIDGOV_REPORT"]
fn look_at_a_report() {
    let report = PathBuf::from(std::env::var_os("GRIDGOV_REPORT").expect("GRIDGOV_REPORT names a report.html"));
    let chromium = chromium().expect("a browser");
    for width in [390, 1880] {
        let found = probed(&chromium, &report, width);
        for problem in found["problems"].as_array().unwrap() {
            println!("{width}: {problem}");
        }
    }
}
