//! What the program stands on: crates with a reason, licences that ask for nothing but to be named, one source, no doubles
//! without a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences under which a crate may be used; of alternatives one is enough.
const ALLOWED: [&str; 8] =
    ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "Unicode-3.0", "Unlicense", "Zlib"];

/// Crates in several versions, each because crates that are used have not come to the same one.
const DOUBLES: [(&str, &str); 8] = [
    ("bitflags", "an older one of the reader of PNG in figures, a newer one of the system's calls"),
    ("constant_time_eq", "of hashes, and of the writer of spreadsheets"),
    ("getrandom", "of temporary names, of hashed maps and of a generator's seeds; three majors of one small crate"),
    ("kurbo", "curves: PDF and PNG are drawn by crates that follow each other"),
    ("miniz_oxide", "of PNG and of PDF, which follow each other"),
    ("r-efi", "of two of these, for machines without an operating system alone"),
    ("roxmltree", "an older one of the reader of SVG, a newer one of the tests"),
    ("syn", "of macros when building, of which some have come to the next major"),
];

/// Every crate of `Cargo.lock`, as Cargo knows it. Crates for other platforms may have to be fetched first, once.
fn metadata() -> Value {
    let asked = |more: &[&str]| {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["metadata", "--locked", "--format-version", "1"]);
        cargo.args(more).output().expect("cargo")
    };
    let known = asked(&["--offline"]);
    let output = if known.status.success() { known } else { asked(&[]) };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

/// Whether an expression of SPDX can be met with what is allowed.
fn is_met(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = expression.split_whitespace().peekable();
    let met = either(&mut words);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words) -> bool {
    let mut met = both(words);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words);
    }
    met
}

fn both(words: &mut Words) -> bool {
    let mut met = one(words);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words);
    }
    met
}

fn one(words: &mut Words) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = either(words);
        return words.next() == Some(")") && met;
    }
    let met = words.next().is_some_and(|licence| ALLOWED.contains(&licence));
    // An exception takes something away from what a licence asks for.
    if words.next_if_eq(&"WITH").is_some() {
        words.next();
    }
    met
}

#[test]
fn every_licence_is_one_that_asks_for_nothing_but_to_be_named() {
    assert!(is_met("(MIT OR Apache-2.0) AND Unicode-3.0") && is_met("GPL-3.0 OR MIT") && is_met("Unlicense/MIT"));
    assert!(
        !is_met("GPL-3.0") && !is_met("MIT AND GPL-3.0") && !is_met("(MIT OR Apache-2.0) AND LGPL-2.1") && !is_met("")
    );
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50);
    let named = |package: &Value| {
        format!("{} {}: {}", text(package, "name"), text(package, "version"), text(package, "license"))
    };
    let wrong: Vec<String> = packages.iter().filter(|package| !is_met(text(package, "license"))).map(named).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn everything_comes_from_one_place_and_in_one_version() {
    let metadata = metadata();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let (name, source) = (text(package, "name"), text(package, "source"));
        let known = "registry+https://github.com/rust-lang/crates.io-index";
        assert!(source == known || name == "gridgov", "{name} comes from {source}");
        versions.entry(name).or_default().insert(text(package, "version"));
    }
    let doubles: Vec<&str> =
        versions.iter().filter(|(_, versions)| versions.len() > 1).map(|(&name, _)| name).collect();
    let excused: Vec<&str> = DOUBLES.iter().map(|&(name, _)| name).collect();
    assert_eq!(doubles, excused, "crates in several versions, and those that have a reason");
}

/// docs/design.md says of every crate that is named in `Cargo.toml` why it is there and under which licence.
#[test]
fn every_crate_has_a_reason_and_its_licence_in_the_document() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let own = packages.iter().find(|package| text(package, "name") == "gridgov").expect("this package");
    let mut used: BTreeSet<&str> = BTreeSet::new();
    used.extend(
        own["dependencies"].as_array().expect("dependencies").iter().map(|dependency| text(dependency, "name")),
    );
    let page = std::fs::read_to_string("docs/design.md").expect("the document");
    let (_, section) = page.split_once("## What it stands on").expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut told = BTreeSet::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].split('`').nth(1).expect("a name");
        assert!(!cells[1].is_empty(), "{name} has no reason");
        let package =
            packages.iter().find(|package| text(package, "name") == name).unwrap_or_else(|| panic!("no {name}"));
        // The document says in words what Cargo says in SPDX: the same licences.
        let licences = |text: &str| -> BTreeSet<String> {
            let known = ALLOWED.iter().filter(|licence| text.contains(*licence));
            known.map(|&licence| licence.to_owned()).collect()
        };
        assert_eq!(licences(cells[2]), licences(text(package, "license")), "{name}");
        told.insert(name);
    }
    assert_eq!(told, used, "crates in docs/design.md, and in Cargo.toml");
}
