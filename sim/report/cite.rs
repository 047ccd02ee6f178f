//! How to cite the program, and results that it made.

use crate::results::{PROGRAM_VERSION, Results};
use crate::study::store::StudyManifest;

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

/// The year of this version.
const YEAR: u32 = 2026;

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
    of(version, made.as_deref())
}

/// How to cite gridgov and what a study found.
#[must_use]
pub fn of_study(study: &StudyManifest) -> Citation {
    let StudyManifest { study: name, replicates, seed, model_version, result_hash, program_version, .. } = study;
    let made = format!(
        "Study {name}, {replicates} replicates, seed {seed}, model version {model_version}, hash {result_hash}."
    );
    of(program_version, Some(&made))
}

fn of(version: &str, made: Option<&str>) -> Citation {
    let note = made.map_or_else(String::new, |made| format!("  note    = {{{made}}},\n"));
    Citation {
        text: format!(
            "The gridgov developers ({YEAR}). gridgov: an agent-based simulator of urban community grid governance in China, version {version}.{}",
            made.map_or_else(String::new, |made| format!(" {made}"))
        ),
        bibtex: format!(
            "@software{{gridgov,\n  author  = {{{{The gridgov developers}}}},\n  title   = {{gridgov: an agent-based simulator of urban community grid governance in China}},\n  year    = {{{YEAR}}},\n  version = {{{version}}},\n{note}}}\n"
        ),
    }
}
