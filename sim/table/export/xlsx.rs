//! Tables as an Excel workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::{Cell, Sheet, is_share};
use crate::words::{Language, columns};

/// Widest column, in characters.
const WIDEST: usize = 48;

/// A workbook of one sheet: texts as texts, whatever they look like, and numbers as numbers with their digits.
///
/// # Errors
/// When the table has more rows than a sheet.
pub fn xlsx(sheet: &Sheet, language: Language) -> Result<Vec<u8>, String> {
    written(sheet, language).map_err(|error| error.to_string())
}

fn written(sheet: &Sheet, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same table gives the same bytes, whenever it is written.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&sheet.title).set_author("gridgov").set_creation_datetime(&made),
    );
    let page = book.add_worksheet();
    page.set_name(language.pick("table", "表"))?;
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (name, _)) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, name, &bold)?;
        let cells = sheet.rows.iter().map(|row| columns(&row[usize::from(column)].read()));
        let width = cells.max().unwrap_or(0).max(columns(name).min(16)).clamp(8, WIDEST);
        page.set_column_width(column, width as f64 + 1.5)?;
    }
    for (line, row) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => page.write_string(line, column, text)?,
                Cell::Number { value, .. } if value.is_nan() => continue,
                Cell::Number { value, unit, change } => {
                    let format = Format::new().set_num_format(pattern(*value, unit, *change));
                    page.write_number_with_format(line, column, *value, &format)?
                }
            };
        }
    }
    let below = sheet.rows.len() as u32 + 2;
    page.write_string(below, 0, &sheet.note)?;
    page.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

/// How Excel shows a number: as the other formats round it.
fn pattern(value: f64, unit: &str, change: Option<usize>) -> String {
    let decimals = change.unwrap_or_else(|| super::figures::decimals(unit, value, f64::NAN));
    let decimals = if unit == "count" { 0 } else { decimals };
    let mut number = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) };
    if is_share(unit) {
        number.push('%');
    }
    if change.is_some() { format!("+{number};-{number};{number}") } else { number }
}
