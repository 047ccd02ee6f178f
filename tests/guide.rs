//! The guide works: every block of commands in it runs, in order, in a folder that holds what a clone holds.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Blocks marked `sh` in a Markdown text.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or("")).collect()
}

/// Copies the scenario files of one folder.
fn copy_scenarios(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn every_command_of_the_guide_runs() {
    runs("docs/guide.md");
}

#[test]
fn every_command_of_the_chinese_guide_runs() {
    runs("docs/guide.zh.md");
}

/// Runs what a page tells, in order.
fn runs(page: &str) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(home.join(page)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    copy_scenarios(&home.join("scenarios"), &dir.path().join("scenarios"));
    copy_scenarios(&home.join("scenarios/studies"), &dir.path().join("scenarios/studies"));
    let program = format!("'{}'", assert_cmd::cargo::cargo_bin!("gridgov").display());
    let blocks = blocks(&guide);
    assert!(blocks.len() >= 8, "{} blocks", blocks.len());
    for block in blocks {
        let script = block.replace("cargo run --release --", &program);
        let output = Command::new("sh").args(["-e", "-c", &script]).current_dir(dir.path()).output().unwrap();
        assert!(output.status.success(), "{block}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(dir.path().join("results/mine/report.html").exists());
}

#[test]
fn every_figure_that_the_guide_names_is_there_or_is_drawn() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(home.join("docs/guide.md")).unwrap();
    let links = guide.split("\"figures/").skip(1).filter_map(|rest| rest.split('"').next());
    for link in links.chain(guide.split("](figures/").skip(1).filter_map(|rest| rest.split(')').next())) {
        assert!(home.join("docs/figures").join(link).exists(), "docs/figures/{link}");
    }
    let readme = fs::read_to_string(home.join("docs/figures/README.md")).unwrap();
    for entry in fs::read_dir(home.join("docs/figures")).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap_or("");
        assert!(
            readme.contains(stem) || name == "README.md",
            "docs/figures/README.md does not say how {name} was made"
        );
    }
}
