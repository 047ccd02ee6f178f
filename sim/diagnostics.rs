//! Diagnostics: what is wrong with an input, where, what was expected and what to do about it.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write as _};

use serde_json::{Value, json};

use crate::words::{Language, columns};

/// Widest piece of a source line that is shown, in characters.
const SHOWN: usize = 100;
/// Longest message, in characters.
const LONGEST: usize = 600;
/// Errors written out as text; more than these nobody reads in one go.
const MOST_WRITTEN: usize = 60;
/// Characters kept before the caret when a line is cut.
const BEFORE: usize = 40;

/// What sort of error a diagnostic is: what programs decide by, whatever its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// None of the others.
    #[default]
    Invalid,
    /// The text is not TOML, CSV or JSON, or not what it should be of them.
    Syntax,
    /// The text is not UTF-8.
    Encoding,
    /// A file or folder is not there or cannot be read.
    Unreadable,
    /// There is no such key, table, field or column.
    UnknownKey,
    /// Nothing has that name.
    UnknownName,
    /// A value of another type or form.
    WrongValue,
    /// A value of the right type beyond its range.
    OutOfRange,
    /// What must be there is not.
    Missing,
    /// What may be there once is there twice.
    Duplicate,
    /// Values that do not go together.
    Conflict,
    /// A folder or file that holds something else, which is left as it is.
    Occupied,
    /// A file of results is not what was written.
    Damaged,
    /// A signal or a limit of time stopped the work; the same command goes on with it.
    Stopped,
    /// Nothing is wrong with the input: the machine refused, or the work is not whole.
    Failed,
}

impl Code {
    /// The word used in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Syntax => "syntax",
            Self::Encoding => "encoding",
            Self::Unreadable => "unreadable",
            Self::UnknownKey => "unknown_key",
            Self::UnknownName => "unknown_name",
            Self::WrongValue => "wrong_value",
            Self::OutOfRange => "out_of_range",
            Self::Missing => "missing",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Occupied => "occupied",
            Self::Damaged => "damaged",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}

/// One error in an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What sort of error it is.
    pub code: Code,
    /// The file as the user named it, or `--set`.
    pub file: String,
    /// Line from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column from 1, in characters; 0 when the whole file is meant.
    pub column: usize,
    /// The key concerned, such as `power.task_hours_per_week`; may be empty.
    pub key: String,
    /// What was found.
    pub found: String,
    /// What was expected: a range or the nearest key; may be empty.
    pub expected: String,
    /// What to do; may be empty.
    pub help: String,
    /// The offending line.
    pub source: String,
    /// Characters of the line that are meant.
    pub width: usize,
}

impl Diagnostic {
    /// An error about a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, found: impl Into<String>) -> Self {
        Self { file: file.to_owned(), found: found.into(), ..Self::default() }
    }

    /// The same of that sort.
    #[must_use]
    pub fn code(mut self, code: Code) -> Self {
        self.code = code;
        self
    }

    /// The same with what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// As JSON, with the keys that other programs rely on.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "code": self.code.word(),
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "key": self.key,
            "found": self.found,
            "expected": self.expected,
            "help": self.help,
        })
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(Language::English))
    }
}

impl Diagnostic {
    /// The text with the labels of a language; what was found and the rest are in it already.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let file = printable(&self.file);
        let found = clipped(&self.found);
        let error = language.pick("error: ", "错误：");
        let mut text = String::new();
        if self.line == 0 {
            let _ = writeln!(text, "{file}: {error}{found}");
        } else {
            let (line, pad, carets) = excerpt(&self.source, self.column - 1, self.width);
            let number = self.line.to_string();
            let gutter = number.len().max(4);
            let _ = writeln!(text, "{file}:{}:{}: {error}{found}", self.line, self.column);
            text += format!("{number:>gutter$} | {line}").trim_end();
            let _ = writeln!(text, "\n{:gutter$} | {:pad$}{}", "", "", "^".repeat(carets));
        }
        let rest = [("expected: ", "应为：", &self.expected), ("help: ", "建议：", &self.help)];
        for (english, chinese, what) in rest.into_iter().filter(|(.., what)| !what.is_empty()) {
            let _ = writeln!(text, "  {}{}", language.pick(english, chinese), clipped(what));
        }
        text
    }
}

impl std::error::Error for Diagnostic {}

impl From<Box<Diagnostic>> for Diagnostic {
    fn from(problem: Box<Diagnostic>) -> Self {
        *problem
    }
}

/// Everything that is wrong, in the order found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// The object that `--json` prints.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "schema": 1, "diagnostics": self.0.iter().map(Diagnostic::to_json).collect::<Vec<_>>() })
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(list: Vec<Diagnostic>) -> Self {
        Self(list)
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Self {
        Self(vec![one])
    }
}

impl Display for Diagnostics {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(Language::English))
    }
}

impl Diagnostics {
    /// The text with the labels of a language.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let shown: Vec<String> = self.0.iter().take(MOST_WRITTEN).map(|problem| problem.written(language)).collect();
        let mut text = shown.join("\n");
        if self.0.len() > MOST_WRITTEN {
            let more = self.0.len() - MOST_WRITTEN;
            let (before, after) = language.pick_both(("\n… and ", " more\n"), ("\n……另有", "处\n"));
            let _ = write!(text, "{before}{more}{after}");
        }
        text
    }
}

impl std::error::Error for Diagnostics {}

/// In the order of files and lines; a file that several others extend is read for each, its errors are reported once.
pub(crate) fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut ranks: BTreeMap<String, usize> = BTreeMap::new();
    for problem in &problems {
        let next = ranks.len();
        ranks.entry(problem.file.clone()).or_insert(next);
    }
    problems.sort_by_cached_key(|problem| (ranks[&problem.file], problem.line, problem.column, problem.found.clone()));
    problems.dedup();
    problems
}

/// Text for a message: printable, and cut where it is very long.
fn clipped(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    printable(&short) + if short.len() < text.len() { "…" } else { "" }
}

/// Text that cannot steer a terminal: control and direction-changing characters are written as escapes.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// Whether a character steers a terminal or turns the direction of what stands beside it, and shows nothing itself.
#[must_use]
pub(crate) fn steers(c: char) -> bool {
    let hidden = matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    c.is_control() || hidden
}

/// Text of several lines that cannot steer a terminal: lines and tabs stay, see [`printable`].
#[must_use]
pub(crate) fn printable_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { c.to_string() } else { shown(c) }).collect()
}

fn shown(c: char) -> String {
    if c == '\t' {
        "    ".to_owned()
    } else if steers(c) {
        c.escape_default().to_string()
    } else {
        c.to_string()
    }
}

/// The part of a line around the caret as it is shown, the columns before the caret and the number of carets.
fn excerpt(source: &str, caret: usize, width: usize) -> (String, usize, usize) {
    let line: Vec<char> = source.chars().collect();
    let (from, to) = if line.len() <= SHOWN {
        (0, line.len())
    } else {
        let from = caret.saturating_sub(BEFORE).min(line.len());
        (from, (from + SHOWN).min(line.len()))
    };
    let piece = |from: usize, to: usize| line[from.min(to)..to].iter().copied().map(shown).collect::<String>();
    let caret = caret.clamp(from, to);
    let end = (caret + width.max(1)).min(to).max(caret);
    let mut text = piece(from, to);
    let mut pad = columns(&piece(from, caret));
    if from > 0 {
        text.insert(0, '…');
        pad += 1;
    }
    if to < line.len() {
        text.push('…');
    }
    (text, pad, columns(&piece(caret, end)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_under_its_text_whatever_stands_before() {
        let at = |source: &str, column| {
            Diagnostic {
                file: "a.toml".to_owned(),
                line: 3,
                column,
                found: "x".to_owned(),
                source: source.to_owned(),
                width: 2,
                ..Diagnostic::default()
            }
            .to_string()
        };
        assert_eq!(at("\tab = 1", 2), "a.toml:3:2: error: x\n   3 |     ab = 1\n     |     ^^\n");
        assert_eq!(at("街道 = 1", 2), "a.toml:3:2: error: x\n   3 | 街道 = 1\n     |   ^^^\n");
        let long = format!("{}bad{}", "x".repeat(500), "y".repeat(500));
        let text = at(&long, 501);
        let lines: Vec<&str> = text.lines().collect();
        let column = |line: &str, what: char| line.chars().position(|c| c == what).expect("present");
        assert_eq!(column(lines[1], 'b'), column(lines[2], '^'));
        assert!(lines[1].chars().count() < 120);
    }

    #[test]
    fn user_text_cannot_steer_the_terminal() {
        let text = Diagnostic::of_file("a\u{1b}[2J.toml", "b\u{202e}c\u{7}").to_string();
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}'));
    }
}
