//! Text in columns: Chinese characters take two places.

use std::fmt::Write as _;

use crate::words::{columns, columns_of};

/// Widest line.
pub(super) const WIDTH: usize = 100;

/// Text without control characters, so that a title cannot disturb a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `text` cut to `width` places, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, width: usize, ascii: bool) -> String {
    let text = printable(text);
    if columns(&text) <= width {
        return text;
    }
    let ellipsis = if ascii { "~" } else { "…" };
    let mut kept = String::new();
    let mut used = columns(ellipsis);
    for c in text.chars() {
        used += columns_of(c);
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept + ellipsis
}

/// `text` filled with spaces on the right.
pub(super) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `text` filled with spaces on the left.
pub(super) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text)).max(1)))
}

/// `text` in lines of at most [`WIDTH`] places; breaks at spaces and between Chinese characters.
pub(crate) fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut line = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // A piece that must stay together: one wide character, or a word with the space after it.
        let wide = columns_of(first) == 2;
        let end = if wide {
            first.len_utf8()
        } else {
            let stop = |(index, c): (usize, char)| match c {
                ' ' => Some(index + 1),
                c if columns_of(c) == 2 => Some(index),
                _ => None,
            };
            rest.char_indices().find_map(stop).unwrap_or(rest.len())
        };
        // A flag stays with its number, and closing punctuation with what it closes: it never starts a line.
        let value =
            if rest.starts_with("--") { rest[end..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0) } else { 0 };
        let closing = rest[end + value..].chars().take_while(|c| closes(*c)).map(char::len_utf8).sum::<usize>();
        let (piece, after) = rest.split_at(end + value + closing);
        let hangs = closes(first);
        if line > 0 && !hangs && line + columns(piece.trim_end()) > WIDTH {
            out.truncate(out.trim_end().len());
            out.push('\n');
            line = 0;
        }
        out += piece;
        line += columns(piece);
        rest = after;
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Whether a character closes what stands before it.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '）' | '、' | '”' | '！' | '？')
}

/// Rows of text with their columns aligned, two blanks apart.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let cells = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..cells).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let pad = width - columns(cell) + 2;
            let _ = write!(line, "{cell}{:pad$}", "");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A count of things in English, with its plural.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    let plural = match thing.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        _ if count == 1 => thing.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{thing}s"),
    };
    format!("{count} {plural}")
}
