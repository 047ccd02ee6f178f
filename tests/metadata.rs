//! What archives and reference managers read has what they require, and one version.

use std::fs;

use serde_json::Value;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Fields of a deposit: an unknown one makes the archive refuse the whole.
const KNOWN: [&str; 10] = [
    "upload_type",
    "title",
    "description",
    "version",
    "creators",
    "access_right",
    "license",
    "language",
    "keywords",
    "notes",
];

fn json(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(file).expect(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn codemeta_has_its_context_and_terms() {
    let meta = json("codemeta.json");
    assert_eq!(meta["@context"], "https://w3id.org/codemeta/3.0");
    assert_eq!(meta["type"], "SoftwareSourceCode");
    for term in ["name", "description", "version", "license", "programmingLanguage", "softwareRequirements", "readme"] {
        assert!(is_text(&meta[term]), "{term}");
    }
    let authors = meta["author"].as_array().expect("authors");
    assert!(!authors.is_empty() && authors.iter().all(|author| is_text(&author["type"]) && is_text(&author["name"])));
    assert!(meta["keywords"].as_array().is_some_and(|words| words.iter().all(is_text)));
    assert_eq!((meta["version"].as_str(), meta["name"].as_str()), (Some(VERSION), Some(env!("CARGO_PKG_NAME"))));
    let licence = meta["license"].as_str().expect("a licence");
    assert_eq!(licence.rsplit('/').next(), Some(env!("CARGO_PKG_LICENSE")));
    for page in ["readme", "releaseNotes", "softwareHelp"] {
        assert!(fs::exists(meta[page].as_str().expect(page)).expect("a folder"), "{page}");
    }
}

#[test]
fn the_deposit_has_what_the_archive_requires() {
    let deposit = json(".zenodo.json");
    assert_eq!(deposit["upload_type"], "software");
    for field in ["title", "description", "version", "license"] {
        assert!(is_text(&deposit[field]), "{field}");
    }
    assert_eq!(deposit["access_right"], "open", "an open deposit needs a licence and no conditions");
    let creators = deposit["creators"].as_array().expect("creators");
    assert!(!creators.is_empty() && creators.iter().all(|creator| is_text(&creator["name"])));
    for field in deposit.as_object().expect("an object").keys() {
        assert!(KNOWN.contains(&field.as_str()), "{field}");
    }
    assert_eq!(
        (deposit["version"].as_str(), deposit["license"].as_str()),
        (Some(VERSION), Some(env!("CARGO_PKG_LICENSE")))
    );
    let outcomes = gridgov::outcome_kinds().len();
    assert!(deposit["description"].as_str().expect("text").contains(&format!("over {outcomes} outcomes")));
}

#[test]
fn the_citation_file_has_what_its_schema_requires() {
    let text = fs::read_to_string("CITATION.cff").expect("the file");
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{key}:")));
        line.unwrap_or_else(|| panic!("{key}")).trim().trim_matches('"').to_owned()
    };
    assert_eq!(value("cff-version"), "1.2.0");
    assert!(!value("message").is_empty() && text.contains("\nauthors:\n  - name: "));
    assert_eq!(value("type"), "software");
    assert_eq!((value("version").as_str(), value("license").as_str()), (VERSION, env!("CARGO_PKG_LICENSE")));
    assert_eq!(value("title"), json(".zenodo.json")["title"].as_str().expect("a title"));
}
