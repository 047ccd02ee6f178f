//! Tables as LaTeX, with the rules of the package booktabs.

use std::fmt::Write as _;

use super::Sheet;

/// From so many rows on a table may go over pages.
const LONG: usize = 40;

/// The table with caption and note; longer ones need the package longtable.
#[must_use]
pub fn latex(sheet: &Sheet) -> String {
    let long = sheet.rows.len() > LONG;
    let columns: String = sheet.columns.iter().map(|(_, number)| if *number { 'r' } else { 'l' }).collect();
    let head: Vec<String> = sheet.columns.iter().map(|(name, _)| escaped(name)).collect();
    let head = format!("\\toprule\n{} \\\\\n\\midrule\n", head.join(" & "));
    let needs = if long { "booktabs, longtable" } else { "booktabs" };
    let mut text = format!("% \\usepackage{{{needs}}}; for Chinese \\usepackage{{ctex}} and XeLaTeX\n");
    let caption = escaped(&sheet.title);
    let _ = if long {
        writeln!(text, "\\begin{{longtable}}{{{columns}}}\n\\caption{{{caption}}} \\\\\n{head}\\endhead")
    } else {
        write!(text, "\\begin{{table}}\n\\caption{{{caption}}}\n\\begin{{tabular}}{{{columns}}}\n{head}")
    };
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(&cell.read())).collect();
        let _ = writeln!(text, "{} \\\\", cells.join(" & "));
    }
    let note = escaped(&sheet.note);
    let _ = if long {
        writeln!(text, "\\bottomrule\n\\end{{longtable}}\n\\noindent {note}")
    } else {
        writeln!(text, "\\bottomrule\n\\end{{tabular}}\n\n\\footnotesize {note}\n\\end{{table}}")
    };
    text
}

/// A text that stays text: characters that LaTeX takes for orders are written as letters.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '→' => out += "$\\rightarrow$",
            '−' => out += "$-$",
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    // A minus before a number, not a hyphen.
    match out.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("$-${rest}"),
        _ => out,
    }
}
