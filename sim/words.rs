//! Words of tables and messages that exist in two languages, side by side.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A language of tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// The English or the Chinese text.
    #[must_use]
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// The English or the Chinese of two texts.
    #[must_use]
    pub fn pick_both<'a>(self, english: (&'a str, &'a str), chinese: (&'a str, &'a str)) -> (&'a str, &'a str) {
        (self.pick(english.0, chinese.0), self.pick(english.1, chinese.1))
    }
}

/// Columns that text takes in a terminal: Chinese characters and their punctuation take two.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Columns that a character takes.
#[must_use]
pub fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}
