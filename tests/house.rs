//! The house keeps its plan: imports run one way, rules do not know each other, files stay readable in one go, and the
//! order of the day in the code is the order in the documentation.

use std::fs;
use std::path::{Path, PathBuf};

use source::{code, files};

#[path = "common/source.rs"]
mod source;

/// The rooms from the ground floor up. A file may use its own floor and those below it.
const FLOORS: [&[&str]; 20] = [
    &["units", "random", "registry", "error", "diagnostics", "words"],
    &["assumptions", "levers", "statistics"],
    &["settings"],
    &["plan", "scenario"],
    &["society"],
    &["world"],
    &["policy"],
    &["rules"],
    &["synthesis"],
    &["day"],
    &["outcomes"],
    &["run"],
    &["results", "compare", "chinese"],
    &["store", "ensemble", "fit"],
    &["table"],
    &["study"],
    &["report", "page"],
    &["cli"],
    &["wasm"],
    &["readers"],
];

/// Longest file that is read in one go.
const LINES: usize = 500;

/// Rooms whose numbers must have the same bits on every platform.
const MODEL: [&str; 16] = [
    "units",
    "random",
    "registry",
    "assumptions",
    "levers",
    "settings",
    "plan",
    "society",
    "world",
    "policy",
    "rules",
    "synthesis",
    "day",
    "outcomes",
    "run",
    "statistics",
];

/// The room of a file: the first part of its path below `sim`, without `.rs`.
fn room(path: &Path) -> String {
    let first = path.components().nth(1).expect("a file below sim").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether the file holds tests alone.
fn is_tests(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests") || path.components().any(|part| part.as_os_str() == "tests")
}

/// The rooms that code names after `crate::`; a list of rooms in braces comes out as an empty name and so fails.
fn rooms_used(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    code.match_indices("crate::").map(|(at, found)| word(&code[at + found.len()..])).collect()
}

#[test]
fn imports_run_downstairs() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut wrong = Vec::new();
    for (path, text) in files("sim") {
        let here = room(&path);
        if ["lib", "main", "internals"].contains(&here.as_str()) || is_tests(&path) {
            continue;
        }
        let own = floor(&here).unwrap_or_else(|| panic!("{} stands on no floor: add it to FLOORS", path.display()));
        for used in rooms_used(&code(&text)) {
            let Some(below) = floor(&used) else {
                wrong.push(format!("{} uses crate::{used}, which is no room", path.display()));
                continue;
            };
            if below > own {
                wrong.push(format!("{} ({here}) uses {used}, which stands above it", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rules_do_not_know_each_other() {
    for (path, text) in files("sim/rules") {
        let code = code(&text);
        assert!(!code.contains("rules::") && !code.contains("super::"), "{} uses another rule", path.display());
        assert!(!code.contains("crate::day"), "{} calls the day", path.display());
    }
}

/// The one behavioural rule of a resident knows no policy: neither levers nor how much is taken over.
#[test]
fn channel_choice_has_no_policy_argument() {
    let text = fs::read_to_string("sim/rules/channel_choice.rs").expect("the rule");
    for word in ["levers", "policy", "takeover", "intervention", "office"] {
        assert!(!code(&text).contains(word), "channel_choice mentions {word}");
    }
}

#[test]
fn files_are_short() {
    for folder in ["sim", "tests", "benches"] {
        for (path, text) in files(folder) {
            let lines = text.lines().count();
            assert!(lines <= LINES, "{} has {lines} lines; more than {LINES} are hard to read", path.display());
        }
    }
}

#[test]
fn files_say_what_they_are() {
    for (path, text) in files("sim") {
        assert!(text.starts_with("//!"), "{} begins without a word about itself", path.display());
    }
}

/// The lint denies what is unsafe; only the names that a page calls are excused from it.
#[test]
fn only_the_memory_of_the_module_for_a_page_is_unsafe() {
    let excused = files("sim").into_iter().filter(|(_, text)| code(text).contains("unsafe_code"));
    let (paths, texts): (Vec<PathBuf>, Vec<String>) = excused.unzip();
    assert_eq!(paths, [Path::new("sim/wasm/memory.rs")]);
    let count = |what: &str| code(&texts[0]).matches(what).count();
    assert_eq!(count("unsafe"), count("unsafe_code") + count("#[unsafe(no_mangle)]"));
}

/// Hash maps iterate in a random order; std's transcendental functions differ between platforms.
#[test]
fn the_model_uses_nothing_whose_bits_or_order_vary() {
    let functions = [
        "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot", "sin", "cos",
        "tan", "sinh", "cosh", "tanh", "atan", "atan2", "mul_add",
    ];
    for (path, text) in files("sim") {
        let code = code(&text);
        assert!(!code.contains("HashMap") && !code.contains("HashSet"), "{} uses a hash map", path.display());
        if !MODEL.contains(&room(&path).as_str()) {
            continue;
        }
        for function in functions {
            for call in [format!(".{function}("), format!("f64::{function}("), format!("f32::{function}(")] {
                assert!(!code.contains(&call), "{} uses std's {function}; take libm's", path.display());
            }
        }
        for word in ["std::time", "std::env", "std::fs", "std::thread", "rayon", "Instant"] {
            assert!(!code.contains(word), "{} uses {word}: the model knows no clock, files or threads", path.display());
        }
    }
}

/// The calls `module::function(` in the body of a function of sim/day.rs, in order.
fn calls(function: &str) -> Vec<String> {
    let text = code(&fs::read_to_string("sim/day.rs").expect("the day"));
    let start = text.find(&format!("fn {function}(")).expect("the function");
    let body = &text[start..start + text[start..].find("\n}").expect("its end")];
    let called = |line: &str| {
        let (path, _) = line.trim().split_once('(')?;
        let parts: Vec<&str> = path.split("::").collect();
        let lower = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (parts.len() == 2 && parts.iter().all(lower)).then(|| path.to_owned())
    };
    body.lines().filter_map(called).collect()
}

/// The names in backticks that the numbered lines between two markers of docs/model.md begin with.
fn documented(marker: &str) -> Vec<String> {
    let text = fs::read_to_string("docs/model.md").expect("docs/model.md").replace("\r\n", "\n");
    let part = text.split(&format!("<!-- {marker} -->")).nth(1).expect("the opening marker");
    let part = part.split(&format!("<!-- /{marker} -->")).next().expect("the closing marker");
    let numbered = part.lines().filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let names = numbered.filter_map(|line| line.split('`').nth(1));
    // What the day does itself (closing its books, the month) has no module and is not a rule.
    names.filter(|name| name.contains("::")).map(str::to_owned).collect()
}

#[test]
fn the_documentation_lists_the_day_as_it_is_lived() {
    assert!(calls("simulate").len() > 20 && calls("end_month").len() > 8);
    assert_eq!(documented("day"), calls("simulate"), "docs/model.md, between <!-- day --> and <!-- /day -->");
    assert_eq!(documented("month"), calls("end_month"), "docs/model.md, between <!-- month --> and <!-- /month -->");
    let together = calls("end_month_together");
    assert_eq!(documented("city"), together, "docs/model.md, between <!-- city --> and <!-- /city -->");
}

/// benches/mechanisms.rs times every rule of the day and of the month, in their order.
#[test]
fn every_rule_is_timed() {
    let text = fs::read_to_string("benches/mechanisms.rs").expect("the bench");
    let named = |line: &str| line.trim().strip_prefix("(\"").and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let timed: Vec<String> = text.lines().filter_map(named).filter(|name| name.contains("::")).collect();
    let mut simulated = [calls("simulate"), calls("end_month")].concat();
    simulated.retain(|rule| rule != "policy::put_in_force");
    assert_eq!(timed, simulated, "benches/mechanisms.rs, DAY and MONTH");
}
