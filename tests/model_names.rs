//! docs/model.md names what the program has: every parameter by its key, every outcome, and every purpose of a draw with
//! its number.

use std::collections::BTreeSet;
use std::fs;

use gridgov::internals::random::keys::draws;
use gridgov::internals::settings::{parameter, parameters};
use gridgov::outcome_kinds;

fn document() -> String {
    fs::read_to_string("docs/model.md").expect("docs/model.md").replace("\r\n", "\n")
}

/// What stands in backticks.
fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[test]
fn the_model_names_every_parameter() {
    let text = document();
    let named: BTreeSet<&str> = code(&text).into_iter().map(|name| name.rsplit('.').next().unwrap_or(name)).collect();
    // Those of an archetype are its name and an ending that stands by itself: `old_estate` and `_rate_ratio`.
    let by_parts = |name: &str| {
        let ends = |end: &str| end.starts_with('_') && named.contains(end);
        named.iter().any(|first| !first.is_empty() && name.strip_prefix(first).is_some_and(ends))
    };
    let missing: Vec<String> =
        parameters().filter(|p| !named.contains(p.name) && !by_parts(p.name)).map(gridgov::Parameter::key).collect();
    assert!(missing.is_empty(), "docs/model.md does not say what these do: {}", missing.join(", "));
}

#[test]
fn the_model_says_what_every_outcome_counts() {
    let text = document();
    let section = text.split("## 8. ").nth(1).expect("section 8");
    let named: BTreeSet<&str> = code(section).into_iter().collect();
    let missing: Vec<&str> = outcome_kinds().iter().map(|kind| kind.id).filter(|id| !named.contains(id)).collect();
    assert!(missing.is_empty(), "section 8 of docs/model.md leaves out {}", missing.join(", "));
}

#[test]
fn every_key_in_the_model_is_a_parameter() {
    let text = document();
    let tables: BTreeSet<&str> = parameters().map(|p| p.table).collect();
    let keys = code(&text).into_iter().filter_map(|key| key.split_once('.').filter(|(_, name)| is_word(name)));
    let keys: Vec<_> = keys.filter(|(table, _)| tables.contains(table)).collect();
    assert!(keys.len() > 60, "{} keys", keys.len());
    for (table, name) in keys {
        assert!(parameter(table, name).is_some(), "docs/model.md names {table}.{name}, which is no parameter");
    }
}

/// The table of 4.8 against the program's own table of keys.
#[test]
fn the_model_lists_every_purpose_of_a_draw() {
    let text = document();
    let row = |line: &str| {
        let cell = line.strip_prefix("| ")?.split(" | ").next()?;
        let (name, number) = cell.split_once(" (")?;
        let number = number.split(')').next()?.parse().ok()?;
        Some((name.to_owned(), number))
    };
    let section = text.split("### 4.8").nth(1).and_then(|rest| rest.split("### 4.9").next()).expect("section 4.8");
    let listed: BTreeSet<(String, u32)> = section.lines().filter_map(row).collect();
    let drawn = draws().into_iter().map(|draw| (format!("{:?}", draw.purpose), draw.purpose as u32)).collect();
    assert_eq!(listed, drawn, "purposes in docs/model.md, 4.8, and in the program");
}
