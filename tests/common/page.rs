//! The measured blocks of docs/validation.md.

use std::fs;
use std::sync::Mutex;

/// The page of results.
const PAGE: &str = "docs/validation.md";

/// Writes a measured block into the page, between its markers, and prints it.
pub fn publish(name: &str, text: &str) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().expect("no other block failed");
    println!("\n{name}\n\n{text}");
    let page = fs::read_to_string(PAGE).expect("the page");
    let (open, close) = (format!("<!-- measured: {name} -->"), format!("<!-- /measured: {name} -->"));
    let (before, rest) = page.split_once(&open).unwrap_or_else(|| panic!("{PAGE} has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{PAGE} has no {close}"));
    fs::write(PAGE, format!("{before}{open}\n{}\n{close}{after}", text.trim_end())).expect("the page can be written");
}
