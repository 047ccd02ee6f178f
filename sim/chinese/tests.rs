//! Every message has a Chinese form: those that kept expectations hold, and those that the sources can put together.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::template::{HOLE, templates};
use super::*;

/// What the sources hold that is no message by itself: pieces of one, and names that are the same in both languages.
const PIECES: [&str; 5] = [", expected ", " or ", " at line ", "help: ", "expected: "];

#[test]
fn templates_are_pairs_whose_holes_are_filled_and_whose_chinese_is_chinese() {
    for file in FILES {
        let lines: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
        assert_eq!(lines.len() % 2, 0, "{}", lines[0]);
        let mut seen = BTreeSet::new();
        for (pair, template) in lines.chunks(2).zip(templates(file)) {
            assert!(seen.insert(pair[0]), "{} stands here twice", pair[0]);
            let ascii = pair[0].chars().filter(char::is_ascii).count();
            let same = pair[0] == pair[1];
            assert!(same || 2 * ascii > pair[0].chars().count(), "{} stands where English should", pair[0]);
            let unfilled: Vec<usize> = template.unfilled();
            assert!(unfilled.is_empty(), "{}: holes {unfilled:?} are not filled in {}", pair[0], template.chinese());
            let chinese = template.chinese();
            for half in [", ", "; ", ". ", "(", ": "] {
                let beside = |at: usize| chinese[..at].chars().next_back().is_some_and(|c| ('一'..='龥').contains(&c));
                let wrong = chinese.match_indices(half).any(|(at, _)| beside(at));
                assert!(!wrong, "{chinese}: {half:?} behind a Chinese character is half-width");
            }
        }
    }
}

#[test]
fn kept_messages_are_chinese() {
    let mut missing = BTreeSet::new();
    for folder in ["tests/bad", "tests/bad_studies", "tests/bad/logs"] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "expected") {
                continue;
            }
            for line in fs::read_to_string(&path).expect("text").lines() {
                let message = ["  expected: ", "  help: "].into_iter().find_map(|label| line.strip_prefix(label));
                let message = message.or_else(|| line.split_once(": error: ").map(|(_, found)| found));
                if let Some(message) = message.filter(|message| of(message).is_none() && !is_neutral(message)) {
                    missing.insert(format!("{}: {message}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without Chinese:\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Whether a text holds no English words: a key, a value in TOML, an option.
fn is_neutral(text: &str) -> bool {
    let outside = text.split('"').step_by(2).collect::<String>();
    let word =
        |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ',' | ':' | ';'));
    let words = outside.split_whitespace().filter(|text| word(text)).count();
    words == 0
        || text.starts_with("builtin:")
        || (outside.contains(" = ") && words <= 1)
        || text.starts_with('`') && text.ends_with('`')
}

#[test]
fn messages_of_the_sources_are_chinese() {
    let mut missing = BTreeSet::new();
    let mut seen = 0;
    for (path, text) in source::files("sim") {
        let code = source::code(&text);
        if !reports(&path, &code) {
            continue;
        }
        for literal in literals(&code) {
            seen += 1;
            if of(&literal).is_none() && !is_neutral(&literal) && !PIECES.contains(&literal.as_str()) {
                missing.insert(format!("{}: {}", path.display(), literal.replace(HOLE, "{}")));
            }
        }
    }
    assert!(seen > 500, "{seen} messages were found in the sources");
    assert!(missing.is_empty(), "without Chinese:\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Whether a file puts messages together.
fn reports(path: &Path, code: &str) -> bool {
    let tests =
        path.file_stem().is_some_and(|stem| stem == "tests") || path.components().any(|c| c.as_os_str() == "tests");
    !tests && [".problem(", "Diagnostic", "Error::", "Fault {", "message("].into_iter().any(|word| code.contains(word))
}

/// The texts of a file that go into messages, each hole as [`HOLE`].
fn literals(code: &str) -> Vec<String> {
    const INTO: [&str; 14] = [
        ".problem(",
        "of_file(",
        ".help(",
        ".expected(",
        "found",
        "expected",
        "help",
        "reason",
        "why",
        "refuse",
        "Error::",
        "Fault",
        "needs",
        "message(",
    ];
    let mut texts = Vec::new();
    for (at, literal) in source::literals(code) {
        let statement = &code[code[..at].rfind(';').map_or(0, |end| end + 1)..at];
        let before = statement.trim_end();
        let internal = ["expect(", "reason =", "unreachable!(", "panic!(", "assert!(", "before_help ="];
        if internal.iter().any(|word| before.ends_with(word)) || !INTO.iter().any(|word| statement.contains(word)) {
            continue;
        }
        let formatted = before.ends_with("format!(") || before.ends_with("write!(f,");
        texts.push(if formatted { with_holes(&literal) } else { literal });
    }
    texts.retain(|text| text.contains(' '));
    for text in &mut texts {
        text.truncate(text.trim_end_matches('\n').len());
    }
    texts
}

/// The text of `format!` with [`HOLE`] for what is put in.
fn with_holes(format: &str) -> String {
    let mut text = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            text.push_str(&tail[..1]);
            rest = &tail[2..];
        } else {
            text.push(HOLE);
            rest = &tail[tail.find('}').map_or(tail.len(), |end| end + 1)..];
        }
    }
    text + rest
}

#[path = "../../tests/common/source.rs"]
mod source;

#[test]
fn keys_files_and_quoted_input_stay() {
    for (english, chinese) in [
        ("power.task_hours_per_week is 99, above what is allowed", "power.task_hours_per_week 为99，高于允许范围"),
        ("0 to 40 (hours/week)", "0至40（小时/周）"),
        ("[scenario] has no key days", "[scenario] 中没有 days 这一项"),
        ("did you mean share?", "是否想写 share？"),
        (
            "share of closed cases that are checked on the spot; the default is 0.05",
            "结案后现场核查的比例；默认值为0.05",
        ),
        (
            "staffing.audit_share is the text \"60 to 70\", not a number",
            "staffing.audit_share 写的是文本“60 to 70”，不是数",
        ),
        ("no.csv: failed to read the file: there is no such file", "no.csv：读取文件失败：没有这个文件"),
    ] {
        assert_eq!(of(english).as_deref(), Some(chinese));
        assert_eq!(said(english, Language::English), english);
    }
    assert_eq!(of("what nobody has written"), None);
}
