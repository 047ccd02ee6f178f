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
    fs::write(at("latin1.toml"), b"title = \"Caf\xe9s\"\n").expect("a file");
    assert!(explain(&at("latin1.toml")).contains("not text in UTF-8 (first on line 1)"));
    fs::write(at("utf16.toml"), b"\xff\xfet\0i").expect("a file");
    assert!(explain(&at("utf16.toml")).contains("UTF-16"));
    fs::write(at("roster.csv"), b"id,subdistrict,name\n1,\xe9,\xe8s\n").expect("a file");
    fs::write(at("latin1_roster.toml"), "[city]\nroster = \"roster.csv\"\n").expect("a file");
    let text = explain(&at("latin1_roster.toml"));
    assert!(text.contains("latin1_roster.toml:2:10") && text.contains("CSV UTF-8"), "{text}");
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

#[test]
fn files_of_a_chinese_office_are_read_as_they_are() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    // 编号,街道,社区,类型,户数（户） in GBK; ids and names that other tables take for nothing or for numbers stay as they are.
    let roster = b"\xb1\xe0\xba\xc5,\xbd\xd6\xb5\xc0,\xc9\xe7\xc7\xf8,\xc0\xe0\xd0\xcd,\xbb\xa7\xca\xfd\xa3\xa8\xbb\xa7\xa3\xa9\r\n\
        001,NULL,\xc1\xf8\xcf\xef\xc9\xe7\xc7\xf8,\xc0\xcf\xbe\xc9\xd0\xa1\xc7\xf8,1000\r\n002,NULL,NA,work_unit,500\r\n";
    fs::write(at("roster.csv"), roster).expect("a file");
    let text = "title = \"\u{57fa}\u{51c6}\"\n[city]\nroster = \"roster.csv\"\n";
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(at("Office.TOML"), utf16).expect("a file");
    let scenarios = load(&[at("Office.TOML")], &[]).unwrap_or_else(|problems| panic!("{}", Diagnostics(problems)));
    assert_eq!(scenarios[0].title, "基准");
    let rows = scenarios[0].roster.as_deref().expect("a roster");
    assert_eq!((rows[0].id.as_str(), rows[0].subdistrict.as_str(), rows[0].name.as_str()), ("001", "NULL", "柳巷社区"));
    assert_eq!((rows[1].name.as_str(), rows[1].households), ("NA", 500.0));
    assert_eq!(load(&[folder.path().to_path_buf()], &[]).map_or(0, |scenarios| scenarios.len()), 1, "in a folder, too");
}
