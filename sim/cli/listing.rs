//! What `gridgov params` and `gridgov outcomes` share: a list that a word narrows down, in words, as JSON or as a page.

use clap::Args;
use serde_json::Value;

use super::output;
use crate::diagnostics::printable;

/// How a list is asked for.
#[derive(Debug, Args)]
pub struct Listing {
    /// Only those whose name or meaning contains this word, or all of several
    #[arg(value_name = "WORD")]
    words: Vec<String>,
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
    /// Prints the page, or what `find` leaves; `find` is given the question whether some texts have every word, and
    /// `nearest` a name that nothing has.
    pub fn print(
        &self,
        command: &str,
        page: fn() -> String,
        nearest: impl Fn(&str) -> Option<String>,
        find: impl Fn(&dyn Fn(&[&str]) -> bool) -> Found,
    ) -> i32 {
        if self.markdown {
            return output::put(&page());
        }
        let asked = self.words.join(" ").to_lowercase();
        let has = |texts: &[&str]| {
            let texts = texts.join("\n").to_lowercase();
            asked.split_whitespace().all(|word| texts.contains(word))
        };
        let found = find(&has);
        if self.json {
            return output::put_json(&found.json);
        }
        if found.words.is_empty() {
            let near = nearest(&asked.split_whitespace().collect::<Vec<_>>().join("_"));
            let near = near.map_or_else(String::new, |near| format!("did you mean {near}? "));
            let asked = printable(&asked);
            output::message(&format!("no name or meaning contains \"{asked}\"; {near}`gridgov {command}` lists all\n"));
            return super::DONE;
        }
        output::put(&found.words)
    }
}
