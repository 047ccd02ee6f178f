//! Files that gridgov has not written are neither replaced nor removed.

use std::fs;

use super::place::{Place, RUN, STUDY};

#[test]
fn a_users_own_files_are_left_alone() {
    for name in ["outcomes.csv", "dictionary.md", "report.html", "figures/mine.en.svg", "points.csv", "cases.parquet"] {
        for line in [&RUN[..], &STUDY[..]] {
            let place = Place::new();
            fs::create_dir_all(place.at("out/figures")).unwrap();
            if !name.starts_with("figures") {
                fs::remove_dir(place.at("out/figures")).unwrap();
            }
            place.write(&format!("out/{name}"), "years of work");
            for force in [&[][..], &["--force"]] {
                let done = place.gridgov(&[line, &["--out", "out"], force].concat());
                assert_eq!(done.code, 2, "{name}: {}", done.stderr);
                let top = name.split('/').next().unwrap();
                assert!(done.stderr.contains(top) && done.stderr.contains("--out"), "{name}: {}", done.stderr);
                assert_eq!(fs::read_to_string(place.at(&format!("out/{name}"))).unwrap(), "years of work");
            }
        }
    }
}

#[test]
fn only_what_was_written_goes_when_results_are_replaced() {
    let place = Place::new();
    place.run("out");
    place.write("out/figures/mine.en.svg", "<svg/>");
    place.write("out/notes.txt", "notes");
    place.done(&[&RUN[..], &["--seed", "2", "--force", "--out", "out"]].concat());
    place.done(&[&STUDY[..], &["--force", "--out", "out"]].concat());
    assert!(!place.at("out/outcomes.csv").exists() && place.at("out/points.csv").exists());
    assert!(!place.at("out/figures/survival.en.svg").exists());
    assert_eq!(fs::read_to_string(place.at("out/figures/mine.en.svg")).unwrap(), "<svg/>");
    assert_eq!(fs::read_to_string(place.at("out/notes.txt")).unwrap(), "notes");
    let listed = place.manifest("out")["files"].to_string();
    assert!(!listed.contains("mine") && !listed.contains(".part"), "{listed}");
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    let place = Place::new();
    // A folder of somebody else's, with the names of figures.
    place.run("elsewhere");
    let figures: Vec<_> = fs::read_dir(place.at("elsewhere/figures")).unwrap().flatten().collect();
    let count = figures.len();
    fs::create_dir(place.at("out")).unwrap();
    std::os::unix::fs::symlink(place.at("elsewhere/figures"), place.at("out/figures")).unwrap();
    let done = place.gridgov(&[&RUN[..], &["--out", "out"]].concat());
    assert!(done.code == 2 && done.stderr.contains("a link figures"), "{}", done.stderr);
    // Results whose figures were moved to where they are needed, and then replaced by those of a study.
    fs::remove_dir_all(place.at("out")).unwrap();
    place.run("out");
    fs::remove_dir_all(place.at("out/figures")).unwrap();
    std::os::unix::fs::symlink(place.at("elsewhere/figures"), place.at("out/figures")).unwrap();
    place.done(&[&STUDY[..], &["--force", "--out", "out"]].concat());
    assert!(fs::read_dir(place.at("elsewhere/figures")).unwrap().count() >= count);
}

#[test]
fn what_a_killed_process_left_is_cleared_and_nothing_else() {
    let place = Place::new();
    place.run("out");
    for part in ["out/.gridgov-0123-abc.part", "out/figures/.gridgov-0123-abc.part", "out/.units/.gridgov-0123-x.part"]
    {
        place.write(part, "half a file");
    }
    place.write("out/.mine.part", "a download");
    place.done(&["report", "out"]);
    assert_eq!(place.parts("out"), [".mine.part"]);
    assert!(place.run("out").stderr.contains("up to date"));
}
