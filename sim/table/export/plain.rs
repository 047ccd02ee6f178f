//! Tables as CSV.

use super::{Cell, Sheet};

/// With it at the beginning of a file Excel takes CSV for UTF-8 and shows Chinese.
pub(super) const BOM: &str = "\u{feff}";

/// The table with every digit of its numbers; `excel` puts the mark before it by which Excel knows Chinese.
///
/// A text that a spreadsheet would run as a formula has an apostrophe before it.
#[must_use]
pub fn csv(sheet: &Sheet, excel: bool) -> String {
    let mut text = if excel { BOM.to_owned() } else { String::new() };
    let line = if excel { "\r\n" } else { "\n" };
    let head: Vec<String> = sheet.columns.iter().map(|(name, _)| field(name)).collect();
    text += &(head.join(",") + line);
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text += &(cells.join(",") + line);
    }
    text
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => field(text),
        Cell::Number { value, .. } if value.is_nan() => String::new(),
        Cell::Number { value, .. } => value.to_string(),
    }
}

/// A text as a field: harmless to a spreadsheet, quoted where it must be.
fn field(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) && text.trim_start().parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
