//! What several tests ask of the intervals of a study.

use std::fs;
use std::path::Path;

/// Nowhere in the tables and pages of a folder, nor in `texts`, is an interval a point: values that are all the same have
/// none. Returns in how many rows of the tables there is a number without an interval.
pub fn none_is_a_point(folder: &Path, texts: &[&str]) -> usize {
    let mut without = 0;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => without += in_table(&path),
            Some("md") => in_text(&name, &fs::read_to_string(&path).unwrap()),
            _ => {}
        }
    }
    for text in texts {
        in_text("standard output", text);
    }
    without
}

fn in_table(path: &Path) -> usize {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|known| known == name);
    let ends = head.iter().enumerate().filter(|(_, name)| *name == "low" || name.ends_with("_low"));
    let pairs: Vec<(usize, usize)> =
        ends.filter_map(|(low, name)| Some((low, at(&name.replace("low", "high"))?))).collect();
    let mut without = 0;
    for row in reader.records().map(Result::unwrap) {
        for (low, high) in &pairs {
            let [value, low, high] = [low - 1, *low, *high].map(|column| &row[column]);
            assert!(low.is_empty() || low != high, "{}: {row:?}", path.display());
            without += usize::from(low.is_empty() && !value.is_empty());
        }
    }
    without
}

fn in_text(name: &str, text: &str) {
    let is_number = |c: &char| c.is_ascii_digit() || "+-−.,".contains(*c);
    for word in [" to ", "至"] {
        for (at, _) in text.match_indices(word) {
            let before: String = text[..at].chars().rev().take_while(is_number).collect();
            let before: String = before.chars().rev().collect();
            let after: String = text[at + word.len()..].chars().take_while(is_number).collect();
            let after = after.trim_end_matches([',', '.']);
            let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
            assert!(before.is_empty() || before != after, "{name}: {}", &text[line..at + word.len() + after.len()]);
        }
    }
}
