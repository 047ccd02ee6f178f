//! Messages in Chinese: what the program says about inputs, files and runs, by templates beside each other.
//!
//! Messages are put together where the fault is found, in English, at some hundreds of places. The files `chinese/*.txt` hold
//! their patterns, a line of English and below it a line of Chinese, and [`of`] turns a message that fits a pattern into the
//! Chinese of it. Keys, names of files and quoted input stay as they are. Tests find every message that no pattern fits.

mod template;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use self::template::{Template, templates};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::outcomes::outcome_kinds;
use crate::settings::parameters;
use crate::words::Language;

/// The patterns, by what messages are about.
const FILES: [&str; 10] = [
    include_str!("chinese/values.txt"),
    include_str!("chinese/units.txt"),
    include_str!("chinese/scenario.txt"),
    include_str!("chinese/files.txt"),
    include_str!("chinese/studies.txt"),
    include_str!("chinese/logs.txt"),
    include_str!("chinese/folders.txt"),
    include_str!("chinese/page.txt"),
    include_str!("chinese/screens.txt"),
    include_str!("chinese/help.txt"),
];

/// Longest message that is looked up, in bytes; longer ones quote a user's text at length.
const LONGEST: usize = 4_000;

/// Weight up to which a pattern, such as "KEY is VALUE", says hardly anything by itself.
const HARDLY: usize = 20;

/// Messages within messages that are looked up: a message of a file that a file extends, and a value in it.
const DEEPEST: usize = 4;

/// The Chinese of a message, a unit or what a parameter means; `None` where there is none.
#[must_use]
pub fn of(text: &str) -> Option<String> {
    at_depth(text, 0)
}

/// The Chinese of a message where the language is Chinese and there is one, else the message.
#[must_use]
pub fn said(text: &str, language: Language) -> String {
    match language {
        Language::English => None,
        Language::Chinese => of(text),
    }
    .unwrap_or_else(|| text.to_owned())
}

/// Text line by line in a language: a line that has Chinese, or what stands in it behind a gap, as a remark behind an example.
#[must_use]
pub fn lines(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    text.split_inclusive('\n').map(line).collect()
}

fn line(line: &str) -> String {
    let body = line.trim();
    if body.is_empty() {
        return line.to_owned();
    }
    let (before, after) = line.split_at(line.find(body).unwrap_or(0));
    let after = &after[body.len()..];
    if let Some(chinese) = of(body) {
        return format!("{before}{chinese}{after}");
    }
    let remarks = [body.rfind("  ").map(|at| at + 2), body.find("# ").map(|at| at + 2)];
    let remark = remarks.into_iter().flatten().find_map(|at| of(body[at..].trim()).map(|chinese| (at, chinese)));
    match remark {
        Some((at, chinese)) => format!("{before}{}{chinese}{after}", &body[..at]),
        None => line.to_owned(),
    }
}

/// The diagnostics in a language.
#[must_use]
pub fn diagnostics(problems: &Diagnostics, language: Language) -> Diagnostics {
    let in_language = |problem: &Diagnostic| Diagnostic {
        found: said(&problem.found, language),
        expected: said(&problem.expected, language),
        help: said(&problem.help, language),
        ..problem.clone()
    };
    Diagnostics(problems.0.iter().map(in_language).collect())
}

fn at_depth(text: &str, depth: usize) -> Option<String> {
    static TEMPLATES: OnceLock<Vec<Template>> = OnceLock::new();
    if depth > DEEPEST || text.len() > LONGEST {
        return None;
    }
    if let Some(meaning) = meanings().get(text) {
        return Some((*meaning).to_owned());
    }
    let templates = TEMPLATES.get_or_init(|| FILES.into_iter().flat_map(templates).collect());
    // The pattern that says most about the text is the one that was meant.
    let mut fitted: Vec<_> = templates.iter().filter_map(|template| Some((template, template.holes(text)?))).collect();
    fitted.sort_by_key(|(template, _)| std::cmp::Reverse(template.weight()));
    let filled = fitted.into_iter().find_map(|(template, holes)| {
        let filling = |(hole, looked_up): (&str, bool)| {
            let chinese = if looked_up { at_depth(hole, depth + 1) } else { None };
            // A pattern that says hardly anything fits what is known, not every sentence.
            let known = !looked_up || chinese.is_some() || template.weight() > HARDLY || !hole.contains(' ');
            known.then(|| chinese.unwrap_or_else(|| hole.to_owned()))
        };
        let holes: Option<Vec<String>> = holes.into_iter().map(filling).collect();
        Some(template.filled(&holes?))
    });
    filled.or_else(|| list(text, depth))
}

/// A list of what a parser would take, such as "letters, numbers, `-`": each by itself, characters as they are.
fn list(text: &str, depth: usize) -> Option<String> {
    let parts: Vec<&str> = text.split(", ").collect();
    let one = |part: &&str| {
        if part.starts_with('`') && part.ends_with('`') { Some((*part).to_owned()) } else { at_depth(part, depth + 1) }
    };
    let chinese: Option<Vec<String>> = parts.iter().map(one).collect();
    chinese.filter(|_| parts.len() > 1).map(|parts| parts.join("、"))
}

/// What parameters and outcomes mean and are called, from English to Chinese.
fn meanings() -> &'static BTreeMap<&'static str, &'static str> {
    static MEANINGS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    MEANINGS.get_or_init(|| {
        let parameters = parameters().map(|p| (p.meaning_en, p.meaning_zh));
        let outcomes = outcome_kinds().iter().map(|kind| (kind.name_en, kind.name_zh));
        parameters.chain(outcomes).filter(|(english, _)| !english.is_empty()).collect()
    })
}

#[cfg(test)]
mod tests;
