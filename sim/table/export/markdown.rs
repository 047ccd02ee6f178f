//! Tables as Markdown.

use std::fmt::Write as _;

use super::Sheet;

/// The table with its title above and its note below.
#[must_use]
pub fn markdown(sheet: &Sheet) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("**{}**\n\n", escaped(&sheet.title));
    text += &row(sheet.columns.iter().map(|(name, _)| escaped(name)).collect());
    let sides = sheet.columns.iter().map(|(_, number)| if *number { "---:" } else { "---" }.to_owned());
    text += &row(sides.collect());
    for cells in &sheet.rows {
        text += &row(cells.iter().map(|cell| escaped(&cell.read())).collect());
    }
    let _ = writeln!(text, "\n{}", escaped(&sheet.note));
    text
}

/// A text that stays text: what Markdown takes for a mark has a backslash before it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
