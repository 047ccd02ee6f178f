//! No shipped study varies an assumption that does nothing under its mechanisms.
//!
//! Which numbers matter depends on the mechanisms that are on: a number of the first model may be one that nobody reads any
//! more. Those of which that is known are listed here; each is put at both ends of its range in a small city, and no outcome of
//! any group may differ in any bit.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gridgov::internals::study::Study;
use gridgov::internals::study::read::from_path;
use gridgov::{Run, Scenario, Simulation};
use rayon::prelude::*;

/// Cities in which an assumption is looked at: residents, and days before and after day 0. The second is for what is too rare
/// to show in the first.
const CITIES: [(f64, f64, u32); 2] = [(3_000.0, 60.0, 60), (8_000.0, 360.0, 180)];

/// Assumptions that nobody reads under the mechanisms of the second model.
const VOID: [&str; 6] = [
    "behaviour.efficacy_weight",
    "behaviour.threshold_mean",
    "institutions.capability_gain",
    "institutions.capability_rust",
    "institutions.committee_other_share",
    "institutions.practice_half",
];

fn read(path: &Path) -> Study {
    from_path(path, &[]).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()))
}

/// The shipped studies.
fn studies() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/studies");
    let entries = fs::read_dir(folder).expect("the shipped studies").map(|entry| entry.expect("an entry").path());
    let mut studies: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    studies.sort();
    studies
}

fn simulated(scenario: &Scenario, (residents, burn_in_days, days): (f64, f64, u32)) -> Run {
    let mut scenario = scenario.clone();
    scenario.settings.city.residents = residents;
    scenario.settings.frame.burn_in_days = burn_in_days;
    let mut simulation = Simulation::burned_in(&scenario, 7, 0);
    simulation.advance(days);
    simulation.measure()
}

/// Whether both ends of an assumption give other outcomes in some scenario of the study.
fn acts(study: &Study, factor: usize) -> bool {
    let subject = &study.subject;
    let at = |scenario: usize, high: bool| {
        let values = subject.factors.iter().enumerate().map(|(index, varied)| {
            let (low, top) = varied.ends();
            if index != factor {
                varied.default
            } else if high {
                top
            } else {
                low
            }
        });
        let values: Vec<f64> = values.collect();
        subject.scenario_at(scenario, &subject.combinations[0], &values).expect("a scenario")
    };
    let differs = |city: (f64, f64, u32), scenario: usize| {
        let [low, high] = [false, true].map(|high| simulated(&at(scenario, high), city).measured);
        low.len() != high.len() || low.iter().zip(&high).any(|(l, h)| l.value.to_bits() != h.value.to_bits())
    };
    CITIES.into_iter().any(|city| (0..subject.scenarios.len()).any(|scenario| differs(city, scenario)))
}

#[test]
fn no_study_varies_an_assumption_without_effect() {
    let mut wrong = Vec::new();
    for path in studies() {
        let study = read(&path);
        let second = study.subject.scenarios[0].settings.mechanisms.core_business;
        let varied = study.subject.factors.iter().filter(|factor| second && VOID.contains(&factor.key.as_str()));
        wrong.extend(varied.map(|factor| format!("{}: {}", path.display(), factor.key)));
    }
    assert!(wrong.is_empty(), "take them out, or vary what matters in their place\n{wrong:#?}");
}

/// What is listed as void does nothing, and what took its place does something.
#[test]
fn what_is_listed_does_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("void.toml");
    let mut text = "method = \"latin_hypercube\"\nscenarios = [\"builtin:baseline\"]\noutcomes = [\"satisfaction\"]\nreplicates = 1\n"
        .to_owned();
    for key in VOID.iter().chain(&["core_business.least_share"]) {
        writeln!(text, "[[assumption]]\nkey = \"{key}\"").expect("a text takes all");
    }
    fs::write(&file, text).expect("the study");
    let study = read(&file);
    let acting: Vec<usize> = (0..=VOID.len()).into_par_iter().filter(|factor| acts(&study, *factor)).collect();
    assert_eq!(acting, [VOID.len()]);
}
