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

/// What is written to a terminal, a table or a page is text, whatever the names of files and folders are.
#[cfg(unix)]
#[test]
fn names_neither_steer_a_terminal_nor_become_formulas() {
    let place = Place::new();
    let out = "a\u{1b}[2Jb\u{202e}c";
    let done = place.run(out);
    let again = place.run(out);
    let [cited, reported] = [&["cite", out][..], &["report", out]].map(|line| place.done(line));
    for done in [&done, &again, &cited, &reported] {
        for text in [&done.stdout, &done.stderr] {
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
        }
    }
    assert!(again.stderr.contains("\\u{1b}[2Jb\\u{202e}c is up to date"), "{}", again.stderr);
    for name in ["=1+1", "@SUM(A1)", "-2", "+3", "a\u{202e}b"] {
        place.write(&format!("{name}.toml"), "");
        let done = place.gridgov(&["check", "--", &format!("{name}.toml")]);
        assert_eq!(done.code, 2, "{name}: {}", done.stdout);
        place.write(
            "roster.csv",
            &format!("id,subdistrict,name,archetype,households\n1,Street,{name},old_estate,500\n"),
        );
        place.write("listed.toml", "[city]\nroster = \"roster.csv\"\n");
        let done = place.gridgov(&["check", "listed.toml"]);
        assert!(done.code == 2 && done.stderr.contains("roster.csv:2:10"), "{name}: {}", done.stderr);
    }
}

/// A scenario may name any file; what that file holds is not shown to whoever runs the scenario.
#[test]
fn files_of_another_kind_are_not_quoted() {
    let place = Place::new();
    for secret in ["secret", "secret.key", "secret.csv"] {
        place.write(secret, "password: hunter2\nroot:x:0:0\n");
        for text in [format!("extends = \"{secret}\"\n"), format!("[city]\nroster = \"{secret}\"\n")] {
            place.write("curious.toml", &text);
            let path = place.at("curious.toml").display().to_string();
            for json in [&[][..], &["--json"]] {
                let done = place.gridgov(&[&["check", path.as_str()], json].concat());
                assert_eq!(done.code, 2);
                assert!(done.stderr.contains(secret) || done.stdout.contains(secret), "{}", done.stderr);
                let shown = done.stdout + &done.stderr;
                assert!(!shown.contains("hunter2") && !shown.contains("root:x"), "{text}: {shown}");
            }
        }
    }
}

/// Small files that would take minutes and gigabytes are refused at once, with a place and a remedy.
#[test]
fn small_files_of_huge_cost_are_refused() {
    let place = Place::new();
    let unknown: Vec<String> = (0..10_000).map(|name| format!("\"X{name}\"")).collect();
    place.write("lines.csv", &format!("id,subdistrict,name,archetype,households\n{}", "\n".repeat(9_000_000)));
    let cases = [
        (
            "unknown",
            format!("[[change]]\nday=1\nset.power.task_hours_per_week=1\ncommunities=[{}]\n", unknown.join(",")),
            "more names are none",
        ),
        ("equals", "=".repeat(1_000_000), "= stand on this line"),
        ("variants", "[[variant]]\nname=\"v\"\n".repeat(100_000), "at most"),
        ("incidents", "[[incident]]\nname=\"v\"\n".repeat(300_000), "at most"),
        ("brackets", "[\n".repeat(4_500_000), "at most"),
        ("deep", format!("a = {}", "[".repeat(500_000)), "levels deep"),
        ("lines", "[city]\nroster=\"lines.csv\"\n".to_owned(), "lines"),
    ];
    for (name, text, words) in cases {
        place.write(&format!("{name}.toml"), &text);
        let clock = std::time::Instant::now();
        let done = place.gridgov(&["check", &format!("{name}.toml")]);
        assert_eq!(done.code, 2, "{name}");
        let shown = &done.stderr;
        assert!(shown.contains(words) && shown.contains("help:"), "{name}: {}", &shown[..shown.len().min(2_000)]);
        // A second where the program is optimised and the machine is free.
        assert!(clock.elapsed().as_secs() < 20, "{name} took {:?}", clock.elapsed());
    }
}
