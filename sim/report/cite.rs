//! How to cite the program, and results that it made.

use crate::results::{PROGRAM_VERSION, Results};

/// The file that reference managers read, in the source tree.
pub const CFF: &str = "CITATION.cff";

/// A citation.
#[derive(Clone, Debug)]
pub struct Citation {
    /// As it stands in a text.
    pub text: String,
    /// As a `BibTeX` entry.
    pub bibtex: String,
}

/// How to cite gridgov, and the results where there are any.
#[must_use]
pub fn citation(results: Option<&Results>) -> Citation {
    let version = results.map_or(PROGRAM_VERSION, |results| results.program_version.as_str());
    let made = results.map(|results| {
        format!(
            "Results of {} scenarios, {} replicates, seed {}, model version {}, hash {}.",
            results.scenarios.len(),
            results.replicates,
            results.seed,
            results.model_version,
            results.result_hash()
        )
    });
    let note = made.as_ref().map_or_else(String::new, |made| format!("  note    = {{{made}}},\n"));
    Citation {
        text: format!(
            "The gridgov developers. gridgov: an agent-based simulator of urban community grid governance in China, version {version}.{}",
            made.as_ref().map_or_else(String::new, |made| format!(" {made}"))
        ),
        bibtex: format!(
            "@software{{gridgov,\n  author  = {{{{The gridgov developers}}}},\n  title   = {{gridgov: an agent-based simulator of urban community grid governance in China}},\n  version = {{{version}}},\n{note}}}\n"
        ),
    }
}
