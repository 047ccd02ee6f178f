//! Writing to the terminal: results to stdout, diagnostics to stderr, never a panic when nobody reads.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::Value;

use super::DONE;
use super::language::language;
use crate::chinese;
use crate::diagnostics::{Diagnostics, printable_lines};
use crate::error::Error;
pub(crate) use crate::table::aligned;
use crate::words::{Language, columns, columns_of};

/// Writes a result to stdout. A reader that has gone away (`| head`) has what it wanted.
#[must_use]
pub fn put(text: &str) -> i32 {
    raw(&printable_lines(text))
}

/// Writes to stdout as it is.
fn raw(text: &str) -> i32 {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            let help = "make room where stdout goes, or give --out a folder and read its tables".to_owned();
            let failure = Error::System { action: "write the result", reason: error.to_string(), help };
            self::error(failure, false)
        }
    }
}

/// Writes a JSON result to stdout.
#[must_use]
pub fn put_json(value: &Value) -> i32 {
    raw(&format!("{value:#}\n"))
}

/// Writes lines in the language of the command to stdout.
#[must_use]
pub fn put_lines(text: &str) -> i32 {
    put(&chinese::lines(text, language()))
}

/// Writes a message to stderr, in the language of the command; nothing can be done when that fails.
pub fn message(text: &str) {
    let text = printable_lines(&chinese::lines(text, language()));
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes what went wrong and what to do, as text on stderr or as JSON on stdout, and gives the exit code.
#[must_use]
pub fn error(error: Error, json: bool) -> i32 {
    let code = error.exit_code();
    let written = |text: &str| {
        message(text);
        DONE
    };
    let put = match error {
        Error::Stopped { .. } if !json => {
            let (found, help) = (said(&error.to_string()), said(error.help()));
            written(&format!("{found}{}{help}\n", language().pick("; ", "；")))
        }
        Error::Input(_) => report(&error.into(), json),
        _ if json => put_json(&chinese::diagnostics(&Diagnostics::from(error), language()).to_json()),
        Error::File { .. } => {
            let problems = chinese::diagnostics(&Diagnostics::from(error), language());
            written(&problems.written(language()))
        }
        _ => {
            let (found, help) = (said(&error.to_string()), said(error.help()));
            let (wrong, remedy) = language().pick_both(("error: ", "  help: "), ("错误：", "  建议："));
            written(&format!("{wrong}{found}\n{remedy}{help}\n"))
        }
    };
    if put == DONE { code } else { put }
}

/// Writes what is wrong with an input, as text on stderr or as JSON on stdout.
#[must_use]
pub fn report(problems: &Diagnostics, json: bool) -> i32 {
    let language = language();
    let problems = chinese::diagnostics(problems, language);
    if json {
        return put_json(&problems.to_json());
    }
    let count = problems.0.len();
    let plural = if count == 1 { "" } else { "s" };
    let counted = match language {
        Language::English => format!("{count} error{plural}"),
        Language::Chinese => format!("共{count}处错误"),
    };
    message(&format!("{}\n{counted}\n", problems.written(language)));
    DONE
}

/// A message in the language of the command.
fn said(text: &str) -> String {
    chinese::said(text, language())
}

/// Columns of the terminal as far as the environment has them.
#[must_use]
pub fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(100).clamp(60, 140)
}

/// Text broken at blanks into lines of at most `width` columns, each after `indent` blanks; Chinese may break anywhere.
#[must_use]
pub fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    let room = width.saturating_sub(indent).max(20);
    for word in text.split_inclusive(|c: char| c == ' ' || columns_of(c) == 2) {
        if columns(&line) + columns(word.trim_end()) > room && !line.is_empty() {
            let _ = writeln!(lines, "{:indent$}{}", "", line.trim_end());
            line.clear();
        }
        line.push_str(word);
    }
    let _ = writeln!(lines, "{:indent$}{}", "", line.trim_end());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_long_lines_wrap_also_in_chinese() {
        let rows = [["街道", "b"], ["abcdef", "c"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "街道    b\nabcdef  c\n");
        let text = wrapped("one two three four five six seven 街道接管可自治事项的最低比例", 2, 24);
        assert!(text.lines().all(|line| columns(line) <= 24 && line.starts_with("  ")), "{text}");
    }
}
