//! Virtual trials: the truth is the same world without the pilot, evaluators err as they should, and nothing depends on
//! threads or interruptions.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use assert_cmd::Command;
use gridgov::Simulation;
use gridgov::Study;
use gridgov::internals::study::carry_out::{Findings, Method};
use gridgov::internals::study::methods::trial::assess::{Record, Trial};
use gridgov::internals::study::methods::trial::choose::Selection;
use gridgov::internals::study::methods::trial::estimate::Estimator;
use gridgov::internals::study::methods::trial::panel::{MEASURES, Recorder};
use gridgov::internals::study::methods::trial::plan::{PilotIndex, Plan};
use gridgov::internals::study::read::from_path;
use gridgov::internals::study::runner::Runner;
use gridgov::internals::study::subject::OutcomeIndex;
use gridgov::{Change, Scenario};
use serde_json::Value;

#[path = "common/intervals.rs"]
mod intervals;
#[path = "common/packs.rs"]
mod packs;

const REFORM: &str = "extends = \"baseline.toml\"\n[power]\nintervention_floor_share = 0\nintervention_cap_share = 0\n\
                      feedback_visibility_share = 0.9\none_stop_share = 0.9\n";

/// Eight communities of 300 in two subdistricts; a reform without levers unless `reform` has some.
fn place(reform: &str, trial: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("baseline.toml"), "").unwrap();
    fs::write(dir.path().join("reform.toml"), reform).unwrap();
    let study = format!(
        "method = \"trial\"\nscenarios = [\"baseline.toml\", \"reform.toml\"]\nreplicates = 3\n\
         outcomes = [\"satisfaction\", \"harm_per_1000_day\"]\n[set]\ncity.residents = 2400\n\
         city.residents_per_community = 300\ncity.residents_per_subdistrict = 1200\nscenario.burn_in_days = 90\n\
         [trial]\nday = 90\nbefore_days = 60\nwait_days = 30\nafter_days = 60\n{trial}"
    );
    fs::write(dir.path().join("study.toml"), study).unwrap();
    dir
}

fn study(dir: &Path) -> Study {
    from_path(&dir.join("study.toml"), &[]).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn plan(study: &Study) -> &Plan {
    let Method::Trial(plan) = &study.method else { panic!("no trial") };
    plan
}

fn trial(study: &Study) -> Trial {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let runner = Runner {
        seed: 5,
        replicates: study.subject.replicates,
        pool: &pool,
        packs: None,
        shard: None,
        cancel: &AtomicBool::new(false),
        announce: &|_| (),
        progress: &|_| (),
        simulated: AtomicUsize::new(0),
    };
    let Findings::Trial(mut findings) = study.carry_out(&runner).expect("it is carried out") else {
        panic!("no trial")
    };
    findings.combinations.remove(0)
}

#[test]
fn a_reform_without_effect_has_none_and_the_lot_is_fair() {
    let dir = place("extends = \"baseline.toml\"\n", "communities = [4]\nbest_by = \"harm_per_1000_day\"\n");
    let mut study = study(dir.path());
    study.subject.replicates = 24;
    let trial = trial(&study);
    assert_eq!(trial.communities, 8);
    for truth in &trial.truths {
        for effect in [truth.treated, truth.untreated] {
            assert!(effect.value == 0.0 && effect.constant && effect.low.is_nan() && effect.high.is_nan(), "exactly");
        }
    }
    assert!(trial.records.iter().all(|r| r.power.value.is_nan() && r.formula.is_nan()) && trial.needed.len() == 6);
    let record = |outcome: OutcomeIndex, selection: Selection, estimator: Estimator| {
        let pilots = plan(&study).pilots();
        let wanted =
            |r: &&Record| r.outcome == outcome && pilots[r.pilot].selection == selection && r.estimator == estimator;
        *trial.records.iter().find(wanted).unwrap()
    };
    for outcome in study.subject.outcomes.places().take(2) {
        for estimator in [Estimator::TreatedUntreated, Estimator::DifferenceInDifferences] {
            let bias = record(outcome, Selection::AtRandom, estimator).bias;
            // Twice as wide as a 95% interval: four standard errors.
            assert!(bias.value.abs() < bias.high - bias.low, "{bias:?}");
        }
    }
    // Whoever had least harm in a month has more of it later, and less than the others all the same.
    let harm = |estimator| record(OutcomeIndex::at(1), Selection::BestFirst, estimator).bias;
    let (change, level) = (harm(Estimator::DifferenceInDifferences), harm(Estimator::TreatedUntreated));
    assert!(change.low > 0.0, "regression to the mean: {change:?}");
    assert!(level.high < 0.0, "selection: {level:?}");
}

/// The world of a pilot is that of a scenario with a dated change from day 0 on, month by month and bit by bit.
#[test]
fn a_pilot_is_a_dated_change_and_the_truth_is_the_world_without() {
    let dir = place(REFORM, "communities = [3, 8]\nselections = [\"at_random\"]\nramp_days = 20\n");
    let study = study(dir.path());
    let trial = trial(&study);
    let base = &study.subject.scenarios[0];
    let months = |scenario: &Scenario| {
        let mut life = Simulation::new(scenario, 5, 0);
        life.advance(90);
        // A pilot opens its books on its first day: what arose before was not found in them.
        let mut life = life.branch(scenario);
        let mut recorder = Recorder::new(life.society());
        let month = |_| {
            life.advance(30);
            recorder.month(life.society())
        };
        (0..3).map(month).collect::<Vec<_>>()
    };
    let bits = |months: &[Vec<[f64; MEASURES.len()]>]| {
        months.iter().flatten().flatten().map(|value| value.to_bits()).collect::<Vec<_>>()
    };
    let worlds = &trial.first.worlds;
    let names: Vec<String> = Simulation::built(base, 5, 0)
        .society()
        .subdistricts
        .iter()
        .flat_map(|s| s.communities.iter().map(|community| community.name.clone()))
        .collect();
    for (world, size) in worlds.iter().zip([0, 3, 8]) {
        assert_eq!(world.treated.iter().filter(|treated| **treated).count(), size);
        let mut scenario = base.clone();
        if size > 0 {
            let levers = [
                ("intervention_floor_share", 0.0),
                ("intervention_cap_share", 0.0),
                ("feedback_visibility_share", 0.9),
                ("one_stop_share", 0.9),
            ];
            let mut change = Change::on(90, levers.map(|(name, value)| ("power", name, value)).to_vec());
            change.ramp_days = 20;
            let treated = names.iter().zip(&world.treated).filter(|(_, treated)| **treated);
            change.communities = treated.map(|(name, _)| name.clone()).collect();
            scenario.changes.push(change);
        }
        assert_eq!(bits(&months(&scenario)), bits(&world.months), "{size} communities");
    }
    assert_ne!(bits(&worlds[0].months), bits(&worlds[2].months));
    // Where everybody takes part nobody is left to compare with, and the truth is the mean change of all.
    let (small, everybody) = (PilotIndex::at(0), PilotIndex::at(1));
    let [first, second] = [0, 1].map(OutcomeIndex::at);
    let all = trial.truths.iter().find(|truth| (truth.outcome, truth.pilot) == (first, everybody)).unwrap();
    assert!(all.treated.value != 0.0 && all.untreated.value.is_nan());
    let of_all = trial.records.iter().filter(|r| r.pilot == everybody);
    for r in of_all {
        assert_eq!(r.bias.value.is_nan(), r.estimator != Estimator::BeforeAfter, "{r:?}");
    }
    // Some communities of a subdistrict change when others of it take part.
    let spilt = trial.truths.iter().find(|truth| (truth.outcome, truth.pilot) == (second, small)).unwrap().untreated;
    assert!(spilt.value != 0.0, "{spilt:?}");
}

fn gridgov(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("gridgov").unwrap();
    command.current_dir(dir).args(["study", "study.toml", "--quiet"]).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_same_for_any_threads_and_after_a_loss_of_replicates() {
    let settings = "communities = [2, 4]\n";
    let (one, two) = (place(REFORM, settings), place(REFORM, settings));
    let json = |dir: &Path, arguments: &[&str]| -> Value {
        let (code, stdout, stderr) = gridgov(dir, &[arguments, &["--json"]].concat());
        assert_eq!(code, 0, "{stderr}");
        serde_json::from_str(&stdout).unwrap()
    };
    let first = json(one.path(), &["--threads", "1"]);
    let second = json(two.path(), &["--threads", "3"]);
    assert_eq!(first["result_hash"], second["result_hash"]);
    assert_eq!(first["crosses"], second["crosses"]);
    let tables = ["trial.csv", "panel.csv", "dictionary.md"];
    let read = |dir: &Path| tables.map(|table| fs::read_to_string(dir.join("results/study").join(table)).unwrap());
    let before = read(one.path());
    let runs = packs::runs(&one.path().join("results/study"));
    assert_eq!(runs.len(), 3);
    packs::lose(&runs[..1]);
    fs::remove_file(one.path().join("results/study/manifest.json")).unwrap();
    let again = json(one.path(), &[]);
    assert_eq!(again["result_hash"], first["result_hash"]);
    assert_eq!(read(one.path()), before);
    let manifest = fs::read_to_string(one.path().join("results/study/manifest.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&manifest).unwrap()["run"]["simulated"], 1);
    // Two outcomes of six pilots, each with two truths and three estimators; and for each way of choosing a number needed.
    assert_eq!(csv::Reader::from_reader(before[0].as_bytes()).records().count(), 2 * (6 * 5 + 3));
    // The past and seven worlds, three months each, of eight communities and two outcomes.
    assert_eq!(csv::Reader::from_reader(before[1].as_bytes()).records().count(), (3 + 7 * 3) * 8 * 2);
}

#[test]
fn it_says_what_was_found_in_both_languages_and_draws_it() {
    let dir = place(REFORM, "communities = [2, 4]\n");
    let (code, english, stderr) = gridgov(dir.path(), &[]);
    assert_eq!(code, 0, "{stderr}");
    for words in ["Virtual trial", "true effect", "difference-in-differences: bias", "needed for 80%", "as volunteers"]
    {
        assert!(english.contains(words), "{words}: {english}");
    }
    assert!(!english.contains("NaN"), "{english}");
    let (_, chinese, _) = gridgov(dir.path(), &["--lang", "zh"]);
    assert!(chinese.contains("双重差分") && chinese.contains("随机抽取") && !chinese.contains("NaN"), "{chinese}");
    for figure in ["bias-satisfaction", "power-harm-per-1000-day"] {
        for language in ["en", "zh"] {
            let path = dir.path().join(format!("results/study/figures/{figure}.{language}.svg"));
            let svg = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(roxmltree::Document::parse(&svg).is_ok());
        }
    }
    intervals::none_is_a_point(&dir.path().join("results/study"), &[&english, &chinese]);
    let (code, plan, _) = gridgov(dir.path(), &["--plan"]);
    assert!(code == 0 && plan.contains("Pilots        6"), "{plan}");
    let (code, _, stderr) = gridgov(dir.path(), &["--days", "60"]);
    assert!(code == 2 && stderr.contains("after_days"), "{stderr}");
}

/// Named communities take part, those and no others, in every replicate; in drawn cities nobody knows which they would be.
#[test]
fn a_trial_takes_communities_by_name() {
    let named = "named = [\"S02C01\", \"S01C03\"]\n";
    let dir = place(REFORM, named);
    let file = dir.path().join("study.toml");
    let drawn = from_path(&file, &[]).unwrap_err();
    assert!(drawn[0].expected.contains("one city for all replicates"), "{drawn:?}");
    let fixed = fs::read_to_string(&file).unwrap().replace("[set]\n", "[set]\ncity.plan = \"fixed\"\n");
    fs::write(&file, fixed.replace("S01C03", "S01C33")).unwrap();
    let unknown = from_path(&file, &[]).unwrap_err();
    assert!(unknown[0].expected.contains("the nearest is S01C03"), "{unknown:?}");
    fs::write(&file, &fixed).unwrap();
    let study = study(dir.path());
    let trial = trial(&study);
    let society = Simulation::built(&study.subject.scenarios[0], 5, 0);
    let places = society.society().subdistricts.iter().flat_map(|s| &s.communities);
    let expected: Vec<bool> = places.map(|place| ["S02C01", "S01C03"].contains(&place.name.as_str())).collect();
    assert_eq!(expected.iter().filter(|named| **named).count(), 2);
    assert_eq!(trial.first.worlds[1].treated, expected);
    assert_eq!((plan(&study).sizes.clone(), trial.first.worlds.len()), (vec![2], 2));
}
