//! A manifest alone is enough to repeat what it is of, to the same hash, where nothing else is.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn gridgov(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("gridgov").expect("the program");
    let output = command.current_dir(folder).env("GRIDGOV_LANG", "en").args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stderr) + &text(output.stdout))
}

fn manifest(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).expect("a manifest")).expect("JSON")
}

/// A folder with a base that is extended, a roster in GBK, two variants, a dated change and a study file of it all.
fn inputs() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::create_dir_all(at.join("plans/lists")).expect("a folder");
    let roster = "id,subdistrict,name,archetype,households,grids,workers,property_company,x,y\n\
                  1,建设街道,向阳,old_estate,300,1,1,yes,0.2,0.2\n2,新华街道,向阳,commodity_estate,400,1,1,yes,0.6,0.4\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(roster);
    fs::write(at.join("plans/lists/places.csv"), gbk).expect("a file");
    let base = "[scenario]\ndays = 40\nburn_in_days = 20\n[city]\nroster = \"lists/places.csv\"\n";
    fs::write(at.join("base.toml"), base.replace("lists", "plans/lists")).expect("a file");
    fs::write(at.join("plans/now.toml"), "extends = \"../base.toml\"\n").expect("a file");
    let plan = "extends = \"now.toml\"\n[[variant]]\nname = \"few\"\nstaffing.audit_share = 0.1\n[[variant]]\nname = \"many\"\n\
                staffing.audit_share = 0.4\n[[change]]\nday = 35\nset.staffing.training_hours_per_year = 60\n\
                [[change]]\nday = 10\nset.power.task_hours_per_week = 3\n";
    fs::write(at.join("plans/audits.toml"), plan).expect("a file");
    let study = "method = \"morris\"\nscenarios = [\"plans/now.toml\", \"plans/audits.toml\"]\noutcomes = [\"satisfaction\"]\n\
                 replicates = 1\n[[lever]]\nkey = \"staffing.training_hours_per_year\"\nlow = 10\nhigh = 40\n[design]\ntrajectories = 2\n";
    fs::write(at.join("screen.toml"), study).expect("a file");
    folder
}

#[test]
fn a_run_is_repeated_from_its_manifest_alone() {
    let from = inputs();
    let line = ["run", "plans/now.toml", "plans/audits.toml", "--replicates", "2", "--days", "30", "--seed", "5"];
    let more = ["--set", "staffing.wage_ratio=1.1", "--baseline", "audits/few", "--quiet", "--out", "out"];
    let (code, said) = gridgov(from.path(), &[&line[..], &more].concat());
    assert_eq!(code, 0, "{said}");
    let first = manifest(&from.path().join("out/manifest.json"));
    let alone = tempfile::tempdir().expect("a folder");
    fs::copy(from.path().join("out/manifest.json"), alone.path().join("kept.json")).expect("a file");
    drop(from);
    let (code, said) = gridgov(alone.path(), &["rerun", "kept.json", "--quiet"]);
    assert!(code == 0 && said.contains("the same result hash came out"), "{said}");
    let hash = first["result_hash"].as_str().expect("a hash");
    let again = manifest(&alone.path().join(format!("results/rerun-{}/manifest.json", &hash[..8])));
    for part in ["result_hash", "scenarios", "baseline", "seed", "replicates", "set", "refers_to"] {
        assert_eq!(first[part], again[part], "{part}");
    }
    // Once more from the folder that came out, which is up to date.
    let (code, said) = gridgov(alone.path(), &["rerun", &format!("results/rerun-{}", &hash[..8]), "--quiet"]);
    assert!(code == 0 && said.contains("is up to date"), "{said}");
}

#[test]
fn a_study_is_repeated_from_its_manifest_alone() {
    let from = inputs();
    let line = ["study", "screen.toml", "--days", "38", "--seed", "3", "--quiet", "--out", "out"];
    let (code, said) = gridgov(from.path(), &line);
    assert_eq!(code, 0, "{said}");
    let first = manifest(&from.path().join("out/manifest.json"));
    let alone = tempfile::tempdir().expect("a folder");
    fs::copy(from.path().join("out/manifest.json"), alone.path().join("manifest.json")).expect("a file");
    drop(from);
    let (code, said) = gridgov(alone.path(), &["rerun", "manifest.json", "--quiet", "--out", "again"]);
    assert!(code == 0 && said.contains("the same result hash came out"), "{said}");
    let again = manifest(&alone.path().join("again/manifest.json"));
    for part in ["result_hash", "hash", "text", "scenarios", "refers_to", "set", "seed"] {
        assert_eq!(first[part], again[part], "{part}");
    }
}

#[test]
fn what_is_damaged_is_refused_and_another_version_is_said_before_it_starts() {
    let from = inputs();
    let at = from.path();
    let line = ["run", "plans/now.toml", "--replicates", "1", "--days", "5", "--quiet", "--out", "out"];
    assert_eq!(gridgov(at, &line).0, 0);
    let text = fs::read_to_string(at.join("out/manifest.json")).expect("a manifest");
    let try_with = |text: &str| {
        fs::write(at.join("m.json"), text).expect("a file");
        gridgov(at, &["rerun", "m.json", "--quiet", "--out", "again", "--force"])
    };
    let (code, said) = try_with(&text.replace("建设街道", "建社街道"));
    assert!(code == 2 && said.contains("m.json: error") && said.contains("damaged"), "{said}");
    assert_eq!(try_with(&text[..text.len() / 2]).0, 2);
    assert_eq!(try_with("").0, 2);
    assert_eq!(gridgov(at, &["rerun", "none.json"]).0, 2);
    assert!(!at.join("again").exists());
    // Without checksums a text is taken as of an earlier build; what it holds must still fit together.
    let open = || -> Value {
        let mut value: Value = serde_json::from_str(&text).expect("JSON");
        for part in ["checksum", "checksums"] {
            value.as_object_mut().expect("an object").remove(part);
        }
        value["run"].as_object_mut().expect("what it took").remove("checksums");
        value
    };
    let unsealed = |value: &Value| serde_json::to_string_pretty(value).expect("JSON") + "\n";
    let mut without = open();
    without["refers_to"].as_object_mut().expect("files").retain(|name, _| !name.ends_with("places.csv"));
    let (code, said) = try_with(&unsealed(&without));
    assert!(code == 2 && said.contains("places.csv"), "{said}");
    let mut other = open();
    let bent = unsealed(&other).replace("建设街道", "建社街道");
    let (code, said) = try_with(&bent);
    assert!(code == 2 && said.contains("does not give the inputs that it names"), "{said}");
    other["program_version"] = "0.0.9".into();
    let (code, said) = try_with(&unsealed(&other));
    assert!(code == 0 && said.starts_with("note: gridgov 0.0.9 with model version"), "{said}");
    other["result_hash"] = "00112233".into();
    let (code, said) = try_with(&unsealed(&other));
    assert!(code == 1 && said.contains("another result hash came out"), "{said}");
}
