//! The scenarios that are shipped: each can be read and simulated, says what it is, and stands where it belongs.

use std::fs;
use std::path::{Path, PathBuf};

use gridgov::Simulation;
use gridgov::{Scenario, Start};
use gridgov::{Settings, parameters};
use rayon::prelude::*;

/// Scenario files in a folder and those below it, in the order of names. Studies are another kind of file.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let below = |path: PathBuf| match path.is_dir() {
        true if path.ends_with("studies") => Vec::new(),
        true => files(&path),
        false => vec![path],
    };
    paths.into_iter().flat_map(below).filter(|path| path.extension().is_some_and(|end| end == "toml")).collect()
}

fn read(path: &Path) -> Vec<Scenario> {
    Scenario::from_path(path).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()))
}

fn shipped() -> Vec<(PathBuf, Scenario)> {
    let all = files(Path::new("scenarios"));
    assert!(all.len() >= 19, "{all:?}");
    all.iter().flat_map(|path| read(path).into_iter().map(|scenario| (path.clone(), scenario))).collect()
}

#[test]
fn every_file_says_in_both_languages_what_it_is() {
    for (path, scenario) in shipped() {
        let place = path.display();
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!scenario.title.is_empty() && !chinese(&scenario.title), "{place}: title {}", scenario.title);
        assert_ne!(scenario.title, scenario.name, "{place} has no title of its own");
        assert!(chinese(&scenario.title_zh), "{place}: title_zh {}", scenario.title_zh);
        assert!(scenario.text.starts_with("# "), "{place} begins with what it stands for in the world");
    }
}

#[test]
fn every_scenario_can_be_lived() {
    shipped().into_par_iter().for_each(|(path, mut scenario)| {
        scenario.settings.frame.burn_in_days = 10.0;
        if scenario.roster.is_none() {
            scenario.settings.city.residents = 2_000.0;
        }
        // Two months for a small city, so that months are closed too; a list of communities has to be simulated as it is.
        let days = if scenario.roster.is_none() { 60 } else { 3 };
        let mut simulation = Simulation::new(&scenario, 1, 0);
        simulation.advance(days);
        let run = simulation.measure();
        let cost = run.value("cost_yuan_per_resident_year");
        assert!(days < 30 || cost > 50.0, "{}: a year costs {cost} yuan", path.display());
    });
}

/// The baseline's file writes every lever out, and all of it is what a scenario is when it says nothing.
#[test]
fn the_baseline_file_is_the_registry_written_out() {
    let baseline = &read(Path::new("scenarios/baseline.toml"))[0];
    assert_eq!(baseline.settings, Settings::default());
    assert_eq!(baseline.root_levers, Settings::default().levers);
    for lever in parameters().filter(|parameter| parameter.lever.is_some()) {
        let origin = baseline.origins.get(&lever.key());
        assert!(origin.is_some_and(|origin| origin.ends_with("baseline.toml")), "{} is not written out", lever.key());
    }
}

/// Paths of reform start from the baseline's world and differ in policy alone; stages of history have worlds of their own.
#[test]
fn reforms_share_the_baseline_world_and_history_does_not() {
    let baseline = &read(Path::new("scenarios/baseline.toml"))[0];
    for (path, scenario) in shipped() {
        let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).expect("a folder");
        let place = path.display();
        match folder {
            "scenarios" => {
                assert!(scenario.same_world(baseline), "{place}");
                let same = scenario.settings.levers == baseline.settings.levers && scenario.changes.is_empty();
                assert_eq!(same, scenario.name == "baseline", "{place} differs from the baseline in its levers");
            }
            "history" => {
                assert_eq!(scenario.start, Start::Own, "{place}");
                assert!(!scenario.same_world(baseline), "{place}");
            }
            _ => {}
        }
    }
}

#[test]
fn the_district_is_a_district() {
    let district = &read(Path::new("scenarios/places/district.toml"))[0];
    let rows = district.roster.as_ref().expect("a roster");
    let mut subdistricts: Vec<&str> = rows.iter().map(|row| row.subdistrict.as_str()).collect();
    subdistricts.sort_unstable();
    subdistricts.dedup();
    assert!(rows.len() >= 100 && subdistricts.len() >= 3);
    assert!(rows.iter().all(|row| (400.0..=3_000.0).contains(&row.households)));
    assert!(rows.iter().all(|row| row.grids >= row.workers && row.workers >= Some(1.0) && row.place.is_some()));
    let reform = &read(Path::new("scenarios/places/staged_reform.toml"))[0];
    assert!(reform.same_world(district));
    assert!(reform.changes.iter().any(|change| !change.communities.is_empty() && change.ramp_days > 0));
}
