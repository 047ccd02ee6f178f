//! Where the language is Chinese, everything that a command prints is.

use std::fs;

use assert_cmd::Command;

/// English words that follow each other, from which on a line is taken for an English sentence.
const SENTENCE: usize = 3;

/// What a command prints in a folder, both streams.
fn printed(folder: &std::path::Path, language: [(&str, &str); 1], arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("gridgov").expect("the program");
    command.current_dir(folder).args(arguments).env("COLUMNS", "120");
    for name in ["GRIDGOV_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    let output = command.envs(language).output().expect("it runs");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Lines with an English sentence: lower-case words one after the other, outside of quotes and of what is typed.
fn english(text: &str) -> Vec<&str> {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let typed = |line: &str| {
        line.trim_start().starts_with("gridgov ")
            || line.contains(" = ")
            || line.contains(" | ")
            || line.contains("://")
    };
    let sentence = |line: &&str| {
        let unquoted: String = line.split(['"', '`']).step_by(2).collect();
        let mut run = 0;
        unquoted.split(' ').any(|word| {
            // A comma ends a name of a list.
            run = if is_word(word.trim_end_matches(['.', ':', ';'])) { run + 1 } else { 0 };
            run == SENTENCE
        })
    };
    text.lines().filter(|line| !typed(line)).filter(sentence).collect()
}

#[test]
fn no_command_says_anything_in_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = std::env::current_dir().expect("a folder");
    let at = |path: &str| root.join(path).display().to_string();
    let (baseline, whistle) = (at("scenarios/baseline.toml"), at("scenarios/whistle.toml"));
    let small =
        ["--set", "city.residents=1500", "--set", "scenario.burn_in_days=30", "--days", "30", "--replicates", "2"];
    let with_small = |first: &[&str]| -> Vec<String> { first.iter().chain(&small).map(|s| (*s).to_owned()).collect() };
    let mut lines: Vec<Vec<String>> = vec![
        vec![],
        with_small(&["run", &baseline, &whistle, "--plan"]),
        with_small(&["run", &baseline, &whistle, "--out", "results/both", "--quiet"]),
        with_small(&["run", &baseline, &whistle, "--out", "results/both"]),
        with_small(&["study", &at("scenarios/studies/factorial_paths.toml"), "--plan"]),
    ];
    let more: [&[&str]; 16] = [
        &["run", &baseline, "--replicates", "0"],
        &["run", &baseline, "--until", "soon"],
        &["run", &baseline, "--frobnicate"],
        &["run"],
        &["rum"],
        &["check", &baseline],
        &["check", &at("scenarios")],
        &["check", &whistle, "--explain"],
        &["check", "nowhere.toml"],
        &["check", &whistle, "--set", "city.residents"],
        &["params", "培训"],
        &["params", "zzzz"],
        &["outcomes", "信任"],
        &["new", "mine.toml"],
        &["compare", "nowhere"],
        &["report", "results"],
    ];
    lines.extend(more.iter().map(|line| line.iter().map(|word| (*word).to_owned()).collect()));
    for command in [
        "run", "study", "compare", "report", "rerun", "merge", "check", "new", "fit", "params", "outcomes", "schema",
        "page",
    ] {
        lines.push(vec!["help".to_owned(), command.to_owned()]);
    }
    for folder in ["tests/bad", "tests/bad_studies"] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.extension().is_some_and(|end| end == "toml") && !name.starts_with('_') {
                let command = if folder.ends_with("studies") { "study" } else { "check" };
                lines.push(vec![command.to_owned(), at(&path.display().to_string())]);
            }
        }
    }
    let mut wrong = Vec::new();
    for line in &lines {
        let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
        let text = printed(folder.path(), [("LANG", "zh_CN.UTF-8")], &arguments);
        let told: Vec<String> =
            english(&text).into_iter().map(|wrong| format!("gridgov {}: {wrong}", line.join(" "))).collect();
        wrong.extend(told);
        assert!(text.chars().any(|c| ('一'..='龥').contains(&c)), "gridgov {}: {text}", line.join(" "));
    }
    assert!(wrong.is_empty(), "in English:\n{}", wrong.join("\n"));
    let mine = fs::read_to_string(folder.path().join("mine.toml")).expect("the new scenario");
    assert!(mine.contains("社区网格化管理方案") && mine.contains("（小时/周）"), "{mine}");
}

#[test]
fn the_option_the_variable_and_the_locale_choose_the_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |language, more: &[&str]| printed(folder.path(), language, &[&["check", "no.toml"], more].concat());
    let chinese = "no.toml: 错误：读取文件失败：没有这个文件\n  应为：可以读取的文件\n";
    assert!(check([("GRIDGOV_LANG", "zh")], &[]).starts_with(chinese));
    assert!(check([("LC_ALL", "zh_CN.UTF-8")], &[]).starts_with(chinese));
    assert!(check([("LANG", "C")], &["--lang", "zh"]).starts_with(chinese));
    assert!(check([("LANG", "zh_CN.UTF-8")], &["--lang", "en"]).starts_with("no.toml: error: failed to read the file"));
    assert!(check([("LANG", "en_US.UTF-8")], &[]).starts_with("no.toml: error:"));
    let json: serde_json::Value = serde_json::from_str(&check([("LANG", "zh_CN")], &["--json"])).expect("JSON");
    let problem = &json["diagnostics"][0];
    assert!(problem["code"] == "unreadable" && problem["found"] == "读取文件失败：没有这个文件", "{json}");
}
