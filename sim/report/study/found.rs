//! What a study found, as headings, sentences and tables: read from the lines that the terminal shows, which are the same text.

use maud::{Markup, html};

use super::super::prose::{both, fixed};
use super::super::text::Text;
use crate::words::{columns, columns_of};

const NUMBERS: (&str, &str) = ("Numbers", "数字");

/// Rows up to which a table stands open.
const OPEN: usize = 12;

/// Indentation up to which a cell stands in the first column.
const INDENT: usize = 4;

/// Lines of sentences are broken where they are longer than this.
const SHORT: usize = 80;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Heading(String),
    Sentences(String),
    Rows(Vec<Vec<String>>),
}

/// The text of the terminal as a part of a page in one language.
pub(super) fn found(text: &str) -> Markup {
    html! {
        // The first line is the title of the page.
        @for part in parts(text.split_once('\n').map_or("", |(_, rest)| rest)) {
            @match part {
                Part::Heading(text) => { h3 { (Text(&text)) } "\n" }
                Part::Sentences(text) => { p { (Text(&text)) } "\n" }
                Part::Rows(rows) if rows.len() > OPEN => {
                    details { summary { (both(&fixed(&NUMBERS))) } (table(&rows)) } "\n"
                }
                Part::Rows(rows) => { (table(&rows)) "\n" }
            }
        }
    }
}

fn table(rows: &[Vec<String>]) -> Markup {
    html! {
        div.wide { table.found {
            @for row in rows { tr { @for cell in row { td { (Text(cell)) } } } "\n" }
        } }
    }
}

/// A line that is a row of columns: indented, or with gaps in it.
fn is_row(line: &str) -> bool {
    line.starts_with("  ") || line.trim().contains("  ")
}

fn is_open(line: &str) -> bool {
    !line.ends_with(['.', '。', ';', '；', ':', '：', ','])
}

fn parts(text: &str) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut parts: Vec<Part> = Vec::new();
    let mut rows: Vec<&str> = Vec::new();
    let mut begins = true;
    for (at, line) in lines.iter().enumerate() {
        if is_row(line) && !line.is_empty() {
            rows.push(line);
            begins = false;
            continue;
        }
        if !rows.is_empty() {
            parts.push(Part::Rows(split(&rows)));
            rows.clear();
            begins = true;
        }
        let next = lines.get(at + 1).copied().unwrap_or("");
        let heads = is_row(next) || next.is_empty() || columns(line) < SHORT;
        if line.is_empty() {
            begins = true;
        } else if let Some(title) = line.strip_prefix("===") {
            parts.push(Part::Heading(title.trim_matches(['=', ' ']).to_owned()));
        } else if begins && is_open(line) && heads {
            parts.push(Part::Heading((*line).to_owned()));
        } else {
            match parts.last_mut() {
                Some(Part::Sentences(text)) if !begins => *text = joined(text, line),
                _ => parts.push(Part::Sentences((*line).to_owned())),
            }
            begins = false;
        }
    }
    if !rows.is_empty() {
        parts.push(Part::Rows(split(&rows)));
    }
    parts
}

/// Lines of a sentence together: with a blank, between Chinese characters without.
fn joined(text: &str, line: &str) -> String {
    let wide = |c: Option<char>| c.is_some_and(|c| columns_of(c) == 2);
    let blank = if wide(text.chars().next_back()) || wide(line.chars().next()) { "" } else { " " };
    format!("{text}{blank}{line}")
}

/// The cells of lines, each in the column in which it begins.
fn split(lines: &[&str]) -> Vec<Vec<String>> {
    let cells: Vec<Vec<(usize, String)>> = lines.iter().map(|line| begun(line)).collect();
    let mut starts: Vec<usize> = cells.iter().flatten().map(|(start, _)| *start).collect();
    starts.sort_unstable();
    starts.dedup();
    let place = |start: usize| starts.iter().position(|known| *known == start).unwrap_or(0);
    let of = |cells: Vec<(usize, String)>| {
        let mut row = vec![String::new(); starts.len()];
        for (start, text) in cells {
            row[place(start)] = text;
        }
        row
    };
    cells.into_iter().map(of).collect()
}

/// The cells of a line with the column in which each begins.
fn begun(line: &str) -> Vec<(usize, String)> {
    let mut cells: Vec<(usize, String)> = Vec::new();
    let (mut column, mut gap) = (0, 2);
    for c in line.chars() {
        if c == ' ' {
            gap += 1;
        } else {
            match cells.last_mut() {
                Some((_, text)) if gap < 2 => {
                    text.push_str(&" ".repeat(gap));
                    text.push(c);
                }
                _ => cells.push((if column <= INDENT { 0 } else { column }, c.to_string())),
            }
            gap = 0;
        }
        column += columns_of(c);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_terminal_become_headings_sentences_and_tables() {
        let text = "full factorial: 54 points over 4 assumptions; at every point 2 scenarios, all in the\nsame worlds.\n\n\
                    === practice=true ===\n\nSatisfaction\nMean over the points -8.2; it is\nbelow zero.\n\
                    ASSUMPTIONS: what is not known     effect   95% interval\n  weight of what one hears         -1.6     -3.1 to -0.2\n  \
                                                       more     +0.1 to +0.2\n\n中文的\n句子。\n";
        let cells = |row: [&str; 3]| row.map(str::to_owned).to_vec();
        assert_eq!(
            parts(text),
            [
                Part::Sentences(
                    "full factorial: 54 points over 4 assumptions; at every point 2 scenarios, all in the same worlds."
                        .to_owned()
                ),
                Part::Heading("practice=true".to_owned()),
                Part::Heading("Satisfaction".to_owned()),
                Part::Sentences("Mean over the points -8.2; it is below zero.".to_owned()),
                Part::Rows(vec![
                    cells(["ASSUMPTIONS: what is not known", "effect", "95% interval"]),
                    cells(["weight of what one hears", "-1.6", "-3.1 to -0.2"]),
                    cells(["", "more", "+0.1 to +0.2"]),
                ]),
                Part::Sentences("中文的句子。".to_owned()),
            ]
        );
    }
}
