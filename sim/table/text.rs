//! Text in columns: Chinese characters take two places.

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
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
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
        let (piece, after) = rest.split_at(end);
        // Closing punctuation may hang over the edge by itself, but never starts a line.
        let hangs = matches!(first, '，' | '。' | '；' | '：' | '）' | '、' | '”' | '！' | '？');
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
