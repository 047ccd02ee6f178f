//! Slips of TOML syntax, in words for people who do not write TOML every day.

use std::path::Path;
use std::rc::Rc;

use toml::de::Error;

use super::place::{Place, SourceFile};
use super::slips;
use crate::diagnostics::{Code, Diagnostic};

/// Errors of syntax that are reported: what follows many of them is mostly their consequence.
const MOST: usize = 5;

/// The parser's message where a key comes twice: it has no other mark of it.
const DUPLICATE: &str = "duplicate key";

/// Adds a diagnostic for each of the first slips, at most one a line: what follows on the same line is the same slip.
pub(crate) fn problems(file: &Rc<SourceFile>, errors: &[Error], problems: &mut Vec<Diagnostic>) {
    let path = Path::new(&file.name);
    // A name without a folder and an ending is none of a file: text that a program or a page gave.
    let foreign = path.extension().map_or(file.name.contains('/'), |extension| !extension.eq_ignore_ascii_case("toml"));
    if let (true, Some(error)) = (foreign, errors.first()) {
        let place = Place { file: Rc::clone(file), span: error.span().unwrap_or(0..0) };
        // Some other file: nothing of what it holds is repeated.
        let problem =
            Diagnostic { source: String::new(), width: 0, ..place.problem("", "this is not a scenario file") };
        let problem = problem.code(Code::Syntax).expected("TOML, in a file that ends in .toml");
        problems.push(problem.help("is this the file you meant? `gridgov new FILE.toml` writes one to begin with"));
        return;
    }
    let before = problems.len();
    let mut last = 0;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let (what, expected) = match error.message().split_once(", expected ") {
            Some((what, expected)) => (what, expected),
            None => (error.message(), ""),
        };
        let problem = Place { file: Rc::clone(file), span }.problem("", what).code(Code::Syntax);
        if problem.line == last {
            continue;
        }
        if problems.len() - before == MOST {
            return;
        }
        last = problem.line;
        let help = help(what, table_above(&file.text, problem.line), &problem.source);
        let found = match what {
            DUPLICATE => "this stands here a second time".to_owned(),
            _ => format!("this is not TOML: {what}"),
        };
        let code = if what == DUPLICATE { Code::Duplicate } else { problem.code };
        problems.push(Diagnostic { code, found, ..problem }.expected(expected).help(help));
    }
}

fn help(what: &str, table: &str, line: &str) -> String {
    let line = line.trim();
    if what == DUPLICATE {
        return "the same key or table stands earlier in this file: keep one of them".to_owned();
    }
    if let Some(help) = slips::help(table, line) {
        return help;
    }
    if !line.contains('=') && !line.starts_with('[') {
        return "each line is KEY = value, a [table], or a # comment".to_owned();
    }
    "numbers stand alone, text stands in straight double quotes, comments follow #".to_owned()
}

/// The table in which a line stands, as far as lines above it say so.
fn table_above(text: &str, line: usize) -> &str {
    let headings = text.lines().take(line).filter_map(|line| line.trim().strip_prefix('['));
    headings.last().and_then(|heading| heading.split(']').next()).unwrap_or("")
}
