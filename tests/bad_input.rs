//! Every file `tests/bad/NAME.toml` is refused with exactly the message in `NAME.expected` beside it; whatever else may come
//! is refused or accepted, but never a panic.

use std::fs;
use std::path::Path;

use gridgov::Diagnostics;
use gridgov::internals::scenario::load;

mod common;

#[test]
fn bad_files_are_refused_with_their_message() {
    common::bad_files_are_refused("tests/bad", "toml", 30, |file| load(&[file.to_path_buf()], &[]));
}

#[test]
fn any_cut_or_bent_file_is_refused_or_accepted_but_never_a_panic() {
    let whole = fs::read_to_string("tests/good/everything.toml").expect("a good file");
    let bytes: Vec<char> = whole.chars().collect();
    let read = |text: &str| {
        if let Err(problems) = gridgov::Scenario::from_toml(text, "cut") {
            let _ = Diagnostics(problems).to_string();
        }
    };
    for cut in (0..bytes.len()).step_by(7) {
        read(&bytes[..cut].iter().collect::<String>());
        for strange in ['"', '[', '=', '\u{0}', '街', '\n', '-'] {
            let mut bent = bytes.clone();
            bent[cut] = strange;
            read(&bent.iter().collect::<String>());
        }
    }
}

#[test]
fn any_cut_or_bent_roster_is_refused_or_accepted_but_never_a_panic() {
    let whole = fs::read("tests/bad/_roster_rows.csv").expect("a roster");
    for cut in 0..whole.len() {
        for strange in [None, Some(b'"'), Some(b','), Some(b'\n'), Some(0xff)] {
            let mut bytes = whole.clone();
            match strange {
                Some(byte) => bytes[cut] = byte,
                None => bytes.truncate(cut),
            }
            let fetch = |_: &Path| Ok(bytes.clone());
            let text = "[city]\nroster = \"r.csv\"\n";
            if let Err(problems) = gridgov::Scenario::from_toml_with(text, "cut", &fetch) {
                let _ = Diagnostics(problems).to_string();
            }
        }
    }
}

#[test]
fn missing_files_folders_and_foreign_bytes_are_explained() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let explain = |path: &Path| match load(&[path.to_path_buf()], &[]) {
        Ok(_) => panic!("{} was accepted", path.display()),
        Err(problems) => Diagnostics(problems).to_string(),
    };
    assert!(explain(&at("none.toml")).contains("there is no such file"));
    fs::create_dir(at("empty")).expect("a folder");
    assert!(explain(&at("empty")).contains("no .toml file"));
    fs::write(at("gbk.toml"), b"title = \"\xbb\xf9\xd7\xbc\"\n").expect("a file");
    assert!(explain(&at("gbk.toml")).contains("iconv -f GBK -t UTF-8"));
    fs::write(at("utf16.toml"), b"\xff\xfet\0i\0").expect("a file");
    assert!(explain(&at("utf16.toml")).contains("UTF-16"));
    fs::write(at("roster.csv"), b"id,subdistrict,name\n1,\xbb\xf9,\xd7\xbc\n").expect("a file");
    fs::write(at("gbk_roster.toml"), "[city]\nroster = \"roster.csv\"\n").expect("a file");
    let text = explain(&at("gbk_roster.toml"));
    assert!(text.contains("gbk_roster.toml:2:10") && text.contains("CSV UTF-8"), "{text}");
    fs::write(at("large.toml"), vec![b'#'; 10_000_001]).expect("a file");
    assert!(explain(&at("large.toml")).contains("larger than 10 MB"));
    fs::write(at("up.toml"), "extends = \"empty\"\n").expect("a file");
    assert!(explain(&at("up.toml")).contains("it is a folder"));
}

#[test]
fn names_clash_across_files_and_errors_of_all_files_come_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("other")).expect("a folder");
    fs::write(at("a.toml"), "").expect("a file");
    fs::write(at("other/a.toml"), "").expect("a file");
    let problems = load(&[at("a.toml"), at("other/a.toml")], &[]).expect_err("a clash");
    assert!(problems[0].found.contains("also comes from"), "{problems:?}");
    assert_eq!(load(&[at("a.toml"), folder.path().to_path_buf()], &[]).expect("one file named twice").len(), 1);
    fs::write(at("b.toml"), "[power]\ntask_hours_per_week = 99\n").expect("a file");
    fs::write(at("c.toml"), "extends = \"b.toml\"\n[staffing]\naudit_share = 2\n").expect("a file");
    let problems =
        load(&[at("a.toml"), at("b.toml"), at("c.toml")], &["power.nonsense=1".to_owned()]).expect_err("errors");
    let files: Vec<String> = problems.iter().map(|p| p.file.rsplit('/').next().unwrap_or("").to_owned()).collect();
    assert_eq!(files, ["--set", "b.toml", "c.toml"]);
}
