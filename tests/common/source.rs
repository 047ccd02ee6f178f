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
