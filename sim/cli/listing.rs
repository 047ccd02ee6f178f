//! What `gridgov params` and `gridgov outcomes` share: a list that a word narrows down, in words, as JSON or as a page.

use clap::Args;
use serde_json::Value;

use super::output;
use crate::diagnostics::printable;

/// How a list is asked for.
#[derive(Debug, Args)]
pub struct Listing {
    /// Only those whose name or meaning contains this word
    word: Option<String>,
    /// Print JSON
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print the page of the documentation
    #[arg(long, hide = true)]
    markdown: bool,
}

/// What a word leaves of a list.
pub struct Found {
    pub json: Value,
    /// Empty when nothing is left.
    pub words: String,
}

impl Listing {
    /// Prints the page, or what `find` leaves; `find` is given the question whether any of some texts has the word.
    pub fn print(&self, command: &str, page: fn() -> String, find: impl Fn(&dyn Fn(&[&str]) -> bool) -> Found) -> i32 {
        if self.markdown {
            return output::put(&page());
        }
        let word = self.word.as_deref().unwrap_or("").to_lowercase();
        let found = find(&|texts| texts.iter().any(|text| text.to_lowercase().contains(&word)));
        if self.json {
            return output::put_json(&found.json);
        }
        if found.words.is_empty() {
            let word = printable(&word);
            output::say(&format!("no name or meaning contains \"{word}\"; `gridgov {command}` lists all\n"));
            return super::DONE;
        }
        output::put(&found.words)
    }
}
