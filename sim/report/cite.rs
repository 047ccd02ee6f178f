//! How to cite the program, and results that it made.

use std::fmt::Write as _;

use crate::results::{MODEL_VERSION, PROGRAM_VERSION, Results};
use crate::study::store::StudyManifest;

/// The file that reference managers read, in the source tree.
pub const CFF: &str = "CITATION.cff";

const AUTHORS: &str = "The gridgov developers";
const TITLE: &str = "gridgov: an agent-based simulator of urban community grid governance in China";
const LICENSE: &str = "MIT";
/// The year of this version.
const YEAR: u32 = 2026;

/// What was made with the program.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it is, as "Results of 2 scenarios".
    what: String,
    /// Runs of every scenario.
    pub replicates: u32,
    /// The seed.
    pub seed: u64,
    /// Hash of the results.
    pub hash: String,
}

/// A citation.
#[derive(Clone, Debug)]
pub struct Citation {
    /// As it stands in a text.
    pub text: String,
    /// As a `BibTeX` entry.
    pub bibtex: String,
    /// As a CITATION.cff.
    pub cff: String,
    /// Version of the program.
    pub version: String,
    /// Version of the model.
    pub model_version: String,
    /// The results, where there are any.
    pub made: Option<Made>,
}

/// How to cite gridgov, and the results where there are any.
#[must_use]
pub fn citation(results: Option<&Results>) -> Citation {
    let Some(results) = results else { return of(PROGRAM_VERSION, MODEL_VERSION, None) };
    let made = Made {
        what: match results.scenarios.len() {
            1 => "Results of 1 scenario".to_owned(),
            number => format!("Results of {number} scenarios"),
        },
        replicates: results.replicates,
        seed: results.seed,
        hash: results.result_hash(),
    };
    of(&results.program_version, &results.model_version, Some(made))
}

/// How to cite gridgov and what a study found.
#[must_use]
pub fn of_study(study: &StudyManifest) -> Citation {
    let made = Made {
        what: format!("Study {}", study.study),
        replicates: study.replicates,
        seed: study.seed,
        hash: study.result_hash.clone(),
    };
    of(&study.program_version, &study.model_version, Some(made))
}

fn of(version: &str, model: &str, made: Option<Made>) -> Citation {
    let note = made.as_ref().map(|made| {
        let Made { what, replicates, seed, hash } = made;
        format!("{what}, {replicates} replicates, seed {seed}, model version {model}, hash {hash}.")
    });
    let text = format!(
        "{AUTHORS} ({YEAR}). {TITLE}, version {version} (model version {model}) [Computer software].{}",
        note.as_ref().map_or_else(String::new, |note| format!(" {note}"))
    );
    let in_note = note.clone().map_or_else(String::new, |note| format!(" {}", escaped(&note)));
    let bibtex = format!(
        "@software{{gridgov_{},\n  author  = {{{{{AUTHORS}}}}},\n  title   = {{{{gridgov}}: an agent-based simulator of urban \
         community grid governance in {{China}}}},\n  year    = {{{YEAR}}},\n  version = {{{version}}},\n  license = {{{LICENSE}}},\n  \
         note    = {{Computer software, model version {model}.{in_note}}},\n}}\n",
        version.replace('.', "_")
    );
    Citation {
        cff: in_cff(version, model, made.as_ref()),
        text,
        bibtex,
        version: version.to_owned(),
        model_version: model.to_owned(),
        made,
    }
}

/// A text within braces of `BibTeX`: what TeX takes for commands stands for itself.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\{}$&#_%^~".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The fields of a CITATION.cff (version 1.2.0), the results as an identifier.
fn in_cff(version: &str, model: &str, made: Option<&Made>) -> String {
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: \"If you use gridgov, please cite it, and give the manifest.json of your results.\"\ntype: \
         software\ntitle: \"{TITLE}\"\nauthors:\n  - name: \"{AUTHORS}\"\nversion: \"{version}\"\nlicense: {LICENSE}\n"
    );
    if let Some(Made { what, replicates, seed, hash }) = made {
        let description = format!("{what}, {replicates} replicates, seed {seed}, model version {model}");
        let _ = write!(
            text,
            "identifiers:\n  - type: other\n    value: \"gridgov-result-hash:{hash}\"\n    description: {}\n",
            serde_json::Value::from(description)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_has_both_versions_and_the_hash_in_every_form() {
        let made = Made { what: "Study 50%_{x}".to_owned(), replicates: 8, seed: 3, hash: "ab12".to_owned() };
        let found = of("1.2.3", "7", Some(made));
        for form in [&found.text, &found.bibtex, &found.cff] {
            for part in ["1.2.3", "model version 7", "ab12", "seed 3", "8 replicates", AUTHORS] {
                assert!(form.contains(part), "{part}: {form}");
            }
        }
        assert!(found.bibtex.starts_with("@software{gridgov_1_2_3,") && found.bibtex.contains("Study 50\\%\\_\\{x\\}"));
        let open = found.bibtex.replace("\\{", "").replace("\\}", "");
        assert_eq!(open.matches('{').count(), open.matches('}').count());
        assert!(!of("1.2.3", "7", None).cff.contains("identifiers"));
    }
}
