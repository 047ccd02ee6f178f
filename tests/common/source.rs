//! The sources as tests read them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Every file of Rust at or below a path.
pub fn files(at: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut paths = vec![PathBuf::from(at)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("UTF-8").replace("\r\n", "\n");
            found.insert(path, text);
        }
    }
    assert!(!found.is_empty(), "{at} has files");
    found
}

/// Code without its tests and comments: what stands before `#[cfg(test)]`, without what follows `//`.
pub fn code(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    before.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The texts in quotes of code without comments, each with the place behind whose quotation mark it begins.
#[allow(dead_code, reason = "not every test that includes this file looks at texts")]
pub fn literals(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    let letters: Vec<(usize, char)> = code.char_indices().collect();
    while at < letters.len() {
        let (place, letter) = letters[at];
        // A quotation mark as a character is none that opens a text.
        if letter == '\'' && code[place..].starts_with("'\"'") {
            at += 3;
            continue;
        }
        at += 1;
        if letter != '"' {
            continue;
        }
        let raw = code[..place].ends_with('r') || code[..place].ends_with("r#");
        let mut text = String::new();
        while at < letters.len() && letters[at].1 != '"' {
            if letters[at].1 != '\\' || raw {
                text.push(letters[at].1);
                at += 1;
                continue;
            }
            let escaped = letters.get(at + 1).map_or(' ', |(_, letter)| *letter);
            at += 2;
            match escaped {
                'n' => text.push('\n'),
                '\n' => at += letters[at..].iter().take_while(|(_, letter)| letter.is_whitespace()).count(),
                other => text.push(other),
            }
        }
        at += 1;
        found.push((place, text));
    }
    found
}
