//! Places in the files that a scenario is read from.

use std::ops::Range;
use std::rc::Rc;

use crate::diagnostics::Diagnostic;

/// A file that was read, with the starts of its lines.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The file as the user named it.
    pub name: String,
    /// Its text without a byte order mark.
    pub text: String,
    starts: Vec<usize>,
}

impl SourceFile {
    pub fn new(name: &str, text: &str) -> Rc<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Rc::new(Self { name: name.to_owned(), text: text.to_owned(), starts })
    }

    /// A diagnostic about `span`; its place is the start of the span, the caret ends with the line.
    fn diagnostic(&self, span: &Range<usize>, key: &str, found: String) -> Diagnostic {
        let at = floor_boundary(&self.text, span.start);
        let line = self.starts.partition_point(|&start| start <= at) - 1;
        let source = self.text[self.starts[line]..].lines().next().unwrap_or("");
        // An error at the end of a line may lie on its line break.
        let offset = floor_boundary(source, at - self.starts[line]);
        let end = floor_boundary(source, span.end.saturating_sub(self.starts[line]).max(offset));
        Diagnostic {
            file: self.name.clone(),
            line: line + 1,
            column: source[..offset].chars().count() + 1,
            key: key.to_owned(),
            found,
            source: source.to_owned(),
            width: source[offset..end].chars().count(),
            ..Diagnostic::default()
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A piece of a file.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub file: Rc<SourceFile>,
    pub span: Range<usize>,
}

impl Place {
    /// The start of a file.
    pub fn start(file: &Rc<SourceFile>) -> Self {
        Self { file: Rc::clone(file), span: 0..0 }
    }

    /// A diagnostic here.
    pub fn problem(&self, key: &str, found: impl Into<String>) -> Diagnostic {
        self.file.diagnostic(&self.span, key, found.into())
    }

    /// `file:line`, for mention in other messages.
    pub fn mention(&self) -> String {
        let here = self.problem("", "");
        format!("{}:{}", here.file, here.line)
    }
}
