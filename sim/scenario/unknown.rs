//! The message about a key or table that does not exist.

use toml::Spanned;
use toml::de::DeValue;

use super::nearest::{nearest, nearest_key, tables};
use super::place::Place;
use crate::diagnostics::{Code, Diagnostic};

pub(super) fn table_of(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

pub(super) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

pub(super) fn suggest(problem: Diagnostic, near: Option<String>) -> Diagnostic {
    match near {
        Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
        None => problem.help("`gridgov params` lists every key, `gridgov params WORD` those about a word"),
    }
}

pub(super) fn unknown_key(table: &str, name: &str, place: &Place) -> Diagnostic {
    let problem =
        place.problem(&format!("{table}.{name}"), format!("[{table}] has no key {name}")).code(Code::UnknownKey);
    let mut special: Vec<&str> = Vec::new();
    match table {
        "scenario" => special.extend(["title", "title_zh", "extends", "start"]),
        "city" => special.extend(["roster", "plan"]),
        _ => {}
    }
    let near = nearest(name, special).map(|near| format!("{table}.{near}")).or_else(|| nearest_key(table, name));
    match near {
        Some(key) if table_of(&key) != table => {
            let other = table_of(&key).to_owned();
            let help = format!("did you mean {key}? It stands under [{other}]");
            problem.expected(format!("the nearest is {key}")).help(help)
        }
        near => suggest(problem, near),
    }
}

pub(super) fn unknown_table(key: &str, place: &Place, node: &Spanned<DeValue>) -> Diagnostic {
    let is_table = node.get_ref().is_table() || node.get_ref().is_array();
    let found = if is_table { format!("there is no table {key}") } else { format!("{key} does not stand at the top") };
    let problem = place.problem(key, found).code(Code::UnknownKey);
    if ["study", "method", "scenarios", "outcomes", "lever", "assumption"].contains(&key) {
        return problem.expected("a scenario").help("this looks like a study: run it with `gridgov study FILE`");
    }
    if is_table && let Some(near) = nearest(key, tables()) {
        let brackets = if matches!(near, "incident" | "variant" | "change") { ("[[", "]]") } else { ("[", "]") };
        let near = format!("{}{near}{}", brackets.0, brackets.1);
        return suggest(problem, Some(near));
    }
    if !is_table && let Some(near) = nearest(key, ["title", "title_zh", "extends"]) {
        return suggest(problem, Some(near.to_owned()));
    }
    let near = if ["start"].contains(&key) { Some("scenario.start".to_owned()) } else { nearest_key("", key) };
    match near {
        Some(key) if !is_table => {
            let help = format!("did you mean {key}? Write [{}] on the line above it", table_of(&key));
            problem.expected(format!("the nearest is {key}")).help(help)
        }
        _ => problem
            .expected(format!("one of {}", tables().collect::<Vec<_>>().join(", ")))
            .help("`gridgov params` lists every key by table"),
    }
}
