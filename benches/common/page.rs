//! Blocks of docs/performance.md that a command writes, between `<!-- name -->` and `<!-- /name -->`.

use std::fs;

/// The page.
const PAGE: &str = "docs/performance.md";

/// Puts `text` between the markers of that name.
///
/// # Panics
/// When the page or its markers are missing.
pub fn put(name: &str, text: &str) {
    let page = fs::read_to_string(PAGE).expect("the page is there; run this from the package's folder");
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = page.split_once(&open).expect("the opening marker");
    let (_, after) = rest.split_once(&close).expect("the closing marker");
    fs::write(PAGE, format!("{before}{open}\n{}\n{close}{after}", text.trim_end())).expect("the page can be written");
}
