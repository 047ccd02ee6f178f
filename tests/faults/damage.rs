//! Files of results that were flipped, cut, emptied, edited or deleted.

use std::fs;

use super::place::{Chance, Place, RUN, STUDY};

/// Something that happens to a file.
type Fault = fn(&std::path::Path);

/// Flips of each kind of file.
const FLIPS: usize = 20;

/// Changes a bit of a file.
fn flip(place: &Place, path: &str, chance: &mut Chance) -> String {
    let path = place.at(path);
    let mut bytes = fs::read(&path).unwrap();
    let (at, bit) = (chance.below(bytes.len()), chance.below(8));
    bytes[at] ^= 1 << bit;
    fs::write(&path, bytes).unwrap();
    format!("bit {bit} of byte {at} of {}", path.display())
}

/// A bit of any table or of the manifest: the numbers are those of the whole file, or there are none and a message says which
/// file it is and what to do.
#[test]
fn a_flipped_bit_is_never_read_as_valid_and_never_a_panic() {
    let place = Place::new();
    place.run("whole");
    let compare = |out: &str| place.gridgov(&["compare", out, "--json"]);
    let reference = compare("whole").stdout;
    let mut chance = Chance::new(1);
    let (mut refused, mut harmless) = (0, 0);
    for (file, flips) in [
        ("outcomes.parquet", 2 * FLIPS),
        ("daily.parquet", FLIPS),
        ("grids.csv", FLIPS / 2),
        ("survival.csv", FLIPS / 2),
        ("manifest.json", 2 * FLIPS),
    ] {
        for _ in 0..flips {
            place.copy("whole", "flipped");
            let what = flip(&place, &format!("flipped/{file}"), &mut chance);
            let done = compare("flipped");
            match done.code {
                0 => {
                    assert_eq!(done.stdout.replace("flipped", "whole"), reference, "{what} changed the numbers");
                    harmless += 1;
                }
                2 => {
                    let json: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
                    let problem = &json["diagnostics"][0];
                    assert!(problem["file"].as_str().unwrap().contains(file), "{what}: {problem}");
                    assert!(problem["help"].as_str().unwrap().contains("give the command"), "{what}: {problem}");
                    refused += 1;
                }
                code => panic!("{what}: exit status {code}: {}", done.stderr),
            }
        }
    }
    println!("{refused} flips were refused, {harmless} changed nothing");
    assert!(refused >= 110, "{refused} refused, {harmless} harmless");
}

/// A bit of a unit, or of what was begun: the run goes on as if that unit were missing.
#[test]
fn a_flipped_unit_is_run_again() {
    let place = Place::new();
    place.run("whole");
    let hash = place.hash("whole");
    let mut chance = Chance::new(2);
    let mut names: Vec<_> =
        fs::read_dir(place.at("whole/.units")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    for _ in 0..8 {
        place.copy("whole", "flipped");
        let unit = names[chance.below(names.len())].to_string_lossy().into_owned();
        let what = flip(&place, &format!("flipped/.units/{unit}"), &mut chance);
        fs::remove_file(place.at("flipped/manifest.json")).unwrap();
        // A begun run that cannot be read is not known to be this one: that is refused, never guessed.
        let done = place.gridgov(&[&RUN[..], &["--out", "flipped"]].concat());
        assert_eq!(done.code, 0, "{what}: {}", done.stderr);
        assert_eq!(place.hash("flipped"), hash, "{what}");
    }
}

/// "Up to date" is said of what is whole alone; whatever is not is written again, from the runs that are kept.
#[test]
fn a_damaged_folder_is_mended_by_the_same_command() {
    let place = Place::new();
    place.run("whole");
    let before = place.contents("whole");
    assert!(place.run("whole").stderr.contains("up to date"));
    let figure = before.keys().find(|name| name.starts_with("figures/")).unwrap().clone();
    let faults: [(&str, Fault); 5] = [
        ("edited", |path| {
            let mut bytes = fs::read(path).unwrap();
            let at = bytes.len() / 2;
            bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
            fs::write(path, bytes).unwrap();
        }),
        ("emptied", |path| fs::write(path, "").unwrap()),
        ("cut", |path| {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
        }),
        ("deleted", |path| fs::remove_file(path).unwrap()),
        ("a folder", |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
    ];
    let files =
        ["outcomes.csv", "outcomes.parquet", "daily.parquet", "cases.parquet", "differences.csv", "report.html"];
    let files = files.into_iter().chain([figure.as_str(), "dictionary.md", "manifest.json"]);
    for (turn, file) in files.enumerate() {
        // Not every fault on every file, but each several times.
        for (how, fault) in faults.iter().skip(turn % 2).step_by(2).filter(|(how, _)| *how != "a folder") {
            fault(&place.at("whole").join(file));
            let done = place.run("whole");
            assert!(!done.stderr.contains("up to date"), "{file} {how}: {}", done.stderr);
            assert!(place.contents("whole") == before, "{file} {how}");
            assert!(place.at("whole/report.html").exists());
        }
    }
    assert!(place.run("whole").stderr.contains("up to date"));
    // What cannot be replaced is said.
    faults[4].1(&place.at("whole/outcomes.csv"));
    let done = place.gridgov(&[&RUN[..], &["--out", "whole"]].concat());
    assert!(done.code != 0 && done.stderr.contains("outcomes.csv"), "{}", done.stderr);
}

#[test]
fn a_hash_of_zeros_is_neither_up_to_date_nor_cited() {
    let place = Place::new();
    place.run("out");
    place.done(&[&STUDY[..], &["--out", "studied"]].concat());
    for (out, line) in [("out", &RUN[..]), ("studied", &STUDY[..])] {
        let path = place.at(out).join("manifest.json");
        let hash = place.hash(out);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace(&hash, &"0".repeat(64))).unwrap();
        let cited = place.gridgov(&["cite", out]);
        assert_eq!(cited.code, 2, "{cited:?}");
        assert!(cited.stderr.contains("manifest.json") && cited.stderr.contains("help"), "{}", cited.stderr);
        let done = place.done(&[line, &["--out", out]].concat());
        assert!(!done.stderr.contains("up to date"), "{}", done.stderr);
        assert_eq!(place.hash(out), hash);
        assert!(place.done(&["cite", out]).stdout.contains(&hash));
    }
}

/// What a study has written is vouched for as well.
#[test]
fn tables_and_figures_of_a_study_are_checked() {
    let place = Place::new();
    let line = [&STUDY[..], &["--out", "out"]].concat();
    place.done(&line);
    let before = place.contents("out");
    for file in ["responses.csv", "summary.csv", "report.html"] {
        let path = place.at("out").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen('0', "1", 1)).unwrap();
        let cited = place.gridgov(&["cite", "out"]);
        assert!(cited.code == 2 && cited.stderr.contains(file), "{file}: {}", cited.stderr);
        let done = place.done(&line);
        assert!(!done.stderr.contains("up to date") && done.stderr.contains(file), "{file}: {}", done.stderr);
        assert!(place.contents("out") == before, "{file}");
    }
    assert!(place.done(&line).stderr.contains("up to date"));
}

/// Replicates that a manifest invents are neither counted to nor made room for.
#[test]
fn numbers_of_a_manifest_are_not_trusted() {
    let place = Place::new();
    place.run("out");
    let text = fs::read_to_string(place.at("out/manifest.json")).unwrap();
    let begun = fs::read_to_string(place.at("out/.units/manifest.json")).unwrap();
    for many in ["4000000000", "0", "-1", "1e300", "99999999999999999999"] {
        place.write("out/manifest.json", &text.replace("\"replicates\": 3,", &format!("\"replicates\": {many},")));
        place.write(
            "out/.units/manifest.json",
            &begun.replace("\"replicates\": 3,", &format!("\"replicates\": {many},")),
        );
        for line in [&["report", "out"][..], &["compare", "out"], &["cite", "out"], &["merge", "out", "--out", "all"]] {
            let done = place.gridgov(line);
            assert_eq!(done.code, 2, "{many} {line:?}: {}", done.stderr);
            assert!(done.stderr.contains("manifest.json"), "{many} {line:?}: {}", done.stderr);
        }
    }
}
