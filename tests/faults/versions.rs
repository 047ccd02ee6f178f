//! Runs that another version of the program or of the model has begun, or has kept in another form: refused with what is wrong
//! and what to do, or run again with a word; never passed off as this version's.

use std::fs;

use serde_json::Value;

use super::place::{Place, RUN, STUDY};

/// Writes what was begun in a folder as another version would have, its checksum included.
fn of_another_version(place: &Place, file: &str, key: &str, value: &str) {
    let path = place.at(file);
    let text = fs::read_to_string(&path).unwrap();
    let begun: Value = serde_json::from_str(&text).unwrap();
    let own = |of: &str| begun[of].as_str().unwrap().to_owned();
    assert_ne!(own(key), value, "{file} says {key}");
    let open = text.replacen(&format!("\"{key}\": \"{}\"", own(key)), &format!("\"{key}\": \"{value}\""), 1);
    let open = open.replacen(&own("checksum"), "", 1);
    let sum = blake3::hash(open.replacen("\n  \"run\": null", "", 1).as_bytes()).to_hex();
    fs::write(path, open.replacen("\"checksum\": \"\"", &format!("\"checksum\": \"{sum}\""), 1)).unwrap();
}

/// Whatever goes on with shards that another version has begun is refused, and does so once it is forced to begin anew.
#[test]
fn shards_of_another_version_are_refused_with_a_remedy() {
    let place = Place::new();
    for (line, whole, begun) in [(&RUN[..], "ran", "manifest.json"), (&STUDY[..], "studied", "study.json")] {
        place.done(&[line, &["--out", whole]].concat());
        for (key, value, words) in
            [("program_version", "0.0.9", "gridgov 0.0.9, not"), ("model_version", "3", "model version 3, not")]
        {
            let shard = |part: &'static str, out: &'static str| [line, &["--shard", part, "--out", out]].concat();
            let _ = fs::remove_dir_all(place.at("old"));
            let _ = fs::remove_dir_all(place.at("new"));
            place.done(&shard("0/2", "old"));
            place.done(&shard("1/2", "new"));
            of_another_version(&place, &format!("old/.units/{begun}"), key, value);
            let slurm: Vec<&str> =
                ["slurm"].into_iter().chain(line[1..].iter().copied().filter(|word| *word != "--quiet")).collect();
            for go_on in [
                shard("1/2", "old"),
                [line, &["--out", "old"]].concat(),
                [&slurm[..], &["--tasks", "2", "--out", "old"]].concat(),
                vec!["merge", "old", "--out", "all"],
                vec!["merge", "new", "old", "--out", "all"],
                vec!["merge", "old", "new", "--out", "all"],
            ] {
                let done = place.gridgov(&go_on);
                assert_eq!(done.code, 2, "{go_on:?}: {}", done.stderr);
                // The other way round, where the folder of this version is the second.
                let turned = words.split_once(", not").unwrap().0.to_owned();
                assert!(
                    done.stderr.contains(words)
                        || done.stderr.contains(&format!("not {}", turned.rsplit(' ').next().unwrap())),
                    "{go_on:?}: {}",
                    done.stderr
                );
                assert!(
                    done.stderr.contains("help: ") || done.stderr.contains("expected: "),
                    "{go_on:?}: {}",
                    done.stderr
                );
            }
            assert!(!place.at("all").exists() && !place.at("old/manifest.json").exists());
            place.done(&[&shard("0/2", "old")[..], &["--force"]].concat());
            place.done(&["merge", "old", "new", "--out", "all"]);
            assert!(place.contents("all") == place.contents(whole), "{whole}, {key}");
            fs::remove_dir_all(place.at("all")).unwrap();
        }
    }
}

/// Packs of a form that is not known here are left as they are, and their runs made again, with a word.
#[test]
fn runs_kept_in_another_form_are_run_again_with_a_word() {
    let place = Place::new();
    for (line, out) in [(&RUN[..], "ran"), (&STUDY[..], "studied")] {
        let line = [line, &["--out", out]].concat();
        let first = place.done(&line);
        let before = place.contents(out);
        let packs: Vec<_> = fs::read_dir(place.at(out).join(".units"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|what| what == "units"))
            .collect();
        assert!(!first.stderr.contains("another build") && packs.len() == 1, "{packs:?}");
        let mut later = fs::read(&packs[0]).unwrap();
        assert!(later.starts_with(b"gridgov pack "));
        later[13] = b'9';
        fs::write(&packs[0], &later).unwrap();
        fs::remove_file(place.at(out).join("manifest.json")).unwrap();
        let again = place.done(&line);
        assert!(again.stderr.contains(out) && again.stderr.contains("another build of gridgov"), "{}", again.stderr);
        assert!(place.contents(out) == before && fs::read(&packs[0]).unwrap() == later, "{out}");
    }
}
