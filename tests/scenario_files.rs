//! What scenario files mean: extending, variants, changes, rosters, values on top, and where each value comes from.

// What a file says is what is read, to the bit.
#![allow(clippy::float_cmp)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gridgov::internals::scenario::{Scenario, Start, load};
use gridgov::parameters;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn one(text: &str) -> Scenario {
    let mut scenarios = Scenario::from_toml(text, "test").unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(scenarios.len(), 1);
    scenarios.remove(0)
}

fn origin<'a>(scenario: &'a Scenario, key: &str) -> &'a str {
    scenario.origins.get(key).map_or("default", String::as_str)
}

/// Whatever can be set, but for the levers and the days after the burn-in, makes another world.
#[test]
fn every_assumption_makes_another_world() {
    let base = Scenario::default();
    let mut tables = BTreeSet::new();
    for parameter in parameters().filter(|parameter| parameter.lever.is_none() && parameter.name != "days") {
        let (low, high) = parameter.range;
        let key = format!("{}.{}", parameter.table, parameter.name);
        // Some values contradict others; the ends and the middle of a range leave one that does not.
        let mut others =
            [low, high, f64::midpoint(low, high).round()].into_iter().filter(|value| *value != parameter.default);
        let Some(other) = others.find_map(|value| base.with(&key, value).ok()) else { continue };
        assert!(!base.same_world(&other), "{key}");
        tables.insert(parameter.table);
    }
    assert!(tables.len() > 10, "{tables:?}");
    for key in ["scenario.days", "staffing.audit_share"] {
        assert!(base.same_world(&base.with(key, if key == "scenario.days" { 30.0 } else { 0.9 }).unwrap()), "{key}");
    }
}

#[test]
fn an_empty_file_is_the_baseline_under_its_own_name() {
    let scenario = one("");
    let baseline = Scenario::builtin("baseline").expect("built in");
    assert_eq!(scenario.settings, baseline.settings);
    assert_eq!((scenario.name.as_str(), scenario.title.as_str(), scenario.title_zh.as_str()), ("test", "test", "test"));
    assert!(Scenario::builtin("nothing").is_none());
}

#[test]
fn everything_in_one_file() {
    let scenarios = Scenario::from_path(Path::new("tests/good/everything.toml")).unwrap_or_else(|p| panic!("{p:#?}"));
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(names, ["everything/strict", "everything/later"]);
    let strict = &scenarios[0];
    assert_eq!((strict.title.as_str(), strict.title_zh.as_str()), ("Strict audits", "Strict audits"));
    assert_eq!(scenarios[1].title_zh, "推迟");
    assert_eq!(strict.start, Start::Own);
    assert!((strict.settings.levers.staffing.audit_share - 0.3).abs() < 1e-12);
    assert!((strict.settings.levers.power.task_hours_per_week - 8.0).abs() < 1e-12);
    assert!(!strict.settings.mechanisms.campaigns);
    assert_eq!(strict.settings.mechanisms.variant("frailty"), Some("none"));
    assert_eq!(scenarios[1].settings.mechanisms.variant("frailty"), Some("fixed"));
    assert_eq!(strict.settings.incidents.len(), 9);
    let new = strict.settings.incidents.last().expect("nine kinds");
    assert_eq!(
        (new.title.as_str(), new.self_governable, new.departments.len()),
        ("Objects thrown from height", true, 2)
    );
    let sanitation = &strict.settings.incidents[0];
    assert!((sanitation.numbers.rate_per_1000_year - 200.0).abs() < 1e-12, "set");
    assert!((sanitation.numbers.deadline_days - 3.0).abs() < 1e-12, "kept from the baseline");
    assert_eq!(strict.changes.len(), 1);
    assert_eq!((strict.changes[0].day, strict.changes[0].ramp_days), (100, 90));
    assert_eq!(strict.changes[0].communities, ["S01C01", "S01C02"]);
    assert_eq!(scenarios[1].changes.len(), 2, "inherited first, then its own");
    assert_eq!(scenarios[1].changes[1].set, [("power", "one_stop_share", 0.9)]);
    assert_eq!(origin(strict, "staffing.audit_share"), "tests/good/everything.toml, variant strict");
    assert_eq!(origin(strict, "power.task_hours_per_week"), "tests/good/everything.toml");
    assert_eq!(origin(strict, "power.one_stop_share"), "default");
}

#[test]
fn a_chain_hands_everything_down_but_the_title_and_its_root_sets_the_burn_in() {
    let files = [
        (
            "root.toml",
            "title = \"Root\"\n[power]\ntask_hours_per_week = 20\none_stop_share = 0.1\n[[change]]\nday = 10\nset.power.one_stop_share = 0.3\n",
        ),
        ("middle.toml", "[scenario]\nextends = \"root.toml\"\n[power]\none_stop_share = 0.5\n"),
        (
            "leaf.toml",
            "extends = \"./middle.toml\"\ntitle_zh = \"叶\"\n[staffing]\naudit_share = 0.2\n[[change]]\nday = 20\nset.power.one_stop_share = 0.9\n",
        ),
        ("other.toml", "extends = \"builtin:baseline\"\n[power]\ntask_hours_per_week = 1\n"),
    ];
    let folder = folder(&files);
    let scenarios = load(&[folder.path().to_path_buf()], &[]).unwrap_or_else(|p| panic!("{p:#?}"));
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(names, ["leaf", "middle", "other", "root"], "a folder is read in the order of names");
    let (leaf, root) = (&scenarios[0], &scenarios[3]);
    assert_eq!((leaf.title.as_str(), leaf.title_zh.as_str()), ("leaf", "叶"));
    let power = &leaf.settings.levers.power;
    assert_eq!((power.task_hours_per_week, power.one_stop_share), (20.0, 0.5));
    assert_eq!((leaf.root_levers.power.task_hours_per_week, leaf.root_levers.power.one_stop_share), (20.0, 0.1));
    assert_eq!(leaf.changes.iter().map(|change| change.day).collect::<Vec<_>>(), [10, 20]);
    assert!(origin(leaf, "power.one_stop_share").ends_with("middle.toml"));
    assert!(leaf.same_world(root) && !leaf.same_world(&scenarios[2]));
    assert_eq!(scenarios[2].root_levers, Scenario::default().root_levers);
}

#[test]
fn a_variant_has_the_root_of_its_file() {
    let text = "[power]\ntask_hours_per_week = 20\n[[variant]]\nname = \"a\"\npower.task_hours_per_week = 5\n";
    let scenario = one(text);
    assert_eq!(scenario.name, "test/a");
    assert_eq!(scenario.root_levers.power.task_hours_per_week, 20.0);
    assert_eq!(scenario.settings.levers.power.task_hours_per_week, 5.0);
}

#[test]
fn a_roster_makes_the_city() {
    let roster = "\u{feff}id,Subdistrict,name,archetype,households,property_company,x,y,grids\r\n\
                  1,North,Willow Lane,old_estate,1000,否,0,0.5,3\r\n\
                  ,,,,,,,,\r\n\
                  2,North,\"Gate, East\",商品房小区,2000,,,,\r\n";
    let scenario = "[city]\nroster = \"city.csv\"\n[[change]]\nday = 3\ncommunities = [\"Gate, East\"]\nset.power.one_stop_share = 1\n";
    let folder = folder(&[("city.csv", roster), ("a.toml", scenario), ("b.toml", "extends = \"a.toml\"")]);
    let scenarios = load(&[folder.path().to_path_buf()], &[]).unwrap_or_else(|p| panic!("{p:#?}"));
    for scenario in &scenarios {
        let rows = scenario.roster.as_ref().expect("a roster");
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0].property_company, rows[0].place, rows[0].grids),
            (Some(false), Some((0.0, 0.5)), Some(3.0))
        );
        assert_eq!((rows[1].name.as_str(), rows[1].property_company, rows[1].place), ("Gate, East", None, None));
        assert_eq!(scenario.settings.city.residents, 7860.0);
    }
    assert!(scenarios[0].same_world(&scenarios[1]));
    assert!(scenarios[0].with("city.residents", 5000.0).is_err());
}

#[test]
fn values_on_top_of_a_scenario() {
    let baseline = Scenario::default();
    let changed = baseline.with("power.task_hours_per_week", 4.0).expect("a lever");
    assert_eq!(changed.settings.levers.power.task_hours_per_week, 4.0);
    assert_eq!(changed.root_levers, baseline.root_levers);
    assert!(!baseline.with("mechanisms.patrol", false).expect("a switch").settings.mechanisms.patrol);
    let fifo = baseline.with("mechanisms.queue_order", "fifo").expect("a word");
    assert_eq!(fifo.settings.mechanisms.variant("queue_order"), Some("fifo"));
    let none = baseline.with("incident.enquiry.rate_per_1000_year", 0).expect("an incident");
    assert_eq!(none.settings.incidents.last().map(|kind| kind.numbers.rate_per_1000_year), Some(0.0));
    assert_eq!(baseline.with("scenario.start", "own").expect("a word").start, Start::Own);
    for (key, value) in [
        ("power.task_hours", 4.0),
        ("power.task_hours_per_week", 99.0),
        ("power.task_hours_per_week", f64::NAN),
        ("power.intervention_cap_share", 0.01),
        ("city.residents", 1e300),
        ("residents", 1000.0),
        ("change.day", 3.0),
        ("city.roster", 3.0),
        ("variant.name", 3.0),
        ("", 3.0),
        ("a b.c = 3\n[power]", 3.0),
    ] {
        let problem = baseline.with(key, value).expect_err(key);
        assert!(!problem.found.is_empty() && !problem.to_string().is_empty());
    }
    let pilot =
        "[city]\nresidents = 30000\n[[change]]\nday = 9\ncommunities = [\"S01C09\"]\nset.power.one_stop_share = 1\n";
    let problem = one(pilot).with("city.residents", 3_000).expect_err("the community of the change is gone");
    assert_eq!(problem.key, "change.communities");
    let set = ["staffing.audit_share=0.5", "mechanisms.frailty = none"].map(str::to_owned);
    let folder = folder(&[("a.toml", "[[variant]]\nname = \"x\"\n[[variant]]\nname = \"y\"\n")]);
    let scenarios = load(&[folder.path().join("a.toml")], &set).unwrap_or_else(|p| panic!("{p:#?}"));
    assert_eq!(scenarios.len(), 2);
    for scenario in &scenarios {
        assert_eq!(scenario.settings.levers.staffing.audit_share, 0.5);
        assert_eq!(origin(scenario, "staffing.audit_share"), "--set staffing.audit_share=0.5");
        assert_eq!(scenario.settings.mechanisms.variant("frailty"), Some("none"));
    }
}

#[test]
fn every_value_is_explained_once() {
    let scenario = one("[mechanisms]\ntraining = false\n[staffing]\ntraining_hours_per_year = 40\n");
    let explained = scenario.explain();
    let find = |key: &str| explained.iter().find(|value| value.key == key).expect(key);
    let training = find("staffing.training_hours_per_year");
    assert_eq!((training.value.as_str(), training.origin.as_str()), ("40", "test.toml"));
    assert!(training.remark.contains("training is off"), "{}", training.remark);
    assert_eq!(find("city.residents").origin, "default");
    assert_eq!(find("incident.enquiry.worker").value, "true");
    for parameter in gridgov::parameters().filter(|parameter| parameter.table != "incident") {
        find(&parameter.key());
    }
    let mut keys: Vec<&str> = explained.iter().map(|value| value.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), explained.len());
}

#[test]
fn text_needs_no_file_system() {
    let problems = Scenario::from_toml("extends = \"a.toml\"", "test").expect_err("no files");
    assert!(problems[0].found.contains("cannot refer to files"), "{problems:?}");
    let fetch = |path: &Path| {
        assert_eq!(path, Path::new("a.toml"));
        Ok(b"[power]\ntask_hours_per_week = 3\n".to_vec())
    };
    let scenarios = Scenario::from_toml_with("extends = \"a.toml\"", "test", &fetch).expect("a scenario");
    assert_eq!(scenarios[0].root_levers.power.task_hours_per_week, 3.0);
}
