//! What a folder holds, and who may write there.

use super::*;
use crate::assumptions::city::CityPlan;
use crate::results::ScenarioRecord;
use crate::results::tests::made_up;

/// A scenario of one city for all replicates, as made-up results have it.
fn named(name: &str) -> Scenario {
    let mut scenario = Scenario { name: name.to_owned(), ..Scenario::default() };
    scenario.settings.plan = CityPlan::Fixed;
    scenario
}

fn inputs(training: f64) -> Inputs {
    let mut reform = named("reform");
    reform.settings.levers.staffing.training_hours_per_year = training;
    Inputs::of(&[named("baseline"), reform], 1, Some(2), (false, false))
}

#[test]
fn a_folder_is_free_or_the_same_or_holds_something_else() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("demo");
    let mine = {
        let reform = named("reform");
        Inputs::of(&[reform, named("baseline")], 1, Some(2), (false, false))
    };
    assert_eq!(holds(&dir, &mine).unwrap(), Contents::Nothing);
    drop(lock(&dir).unwrap());
    assert_eq!(holds(&dir, &mine).unwrap(), Contents::Nothing, "a lock is nothing that would be lost");
    made_up(&["baseline", "reform"], &[("skill", &[&[0.1, 0.2], &[0.3, 0.4]])]).write(&dir).unwrap();
    assert_eq!(holds(&dir, &mine).unwrap(), Contents::Same);
    let other = inputs(77.0);
    assert_eq!(holds(&dir, &other).unwrap(), Contents::Other("other settings of reform".to_owned()));
    let wanting = |replicates: u32| Inputs { replicates: Some(replicates), ..mine.clone() };
    assert_eq!(holds(&dir, &wanting(30)).unwrap(), Contents::Part("2 of 30 replicates".to_owned()));
    assert_eq!(holds(&dir, &wanting(1)).unwrap(), Contents::Other("replicates 2, not 1".to_owned()));
    assert_eq!(holds(&dir, &Inputs { replicates: None, ..mine.clone() }).unwrap(), Contents::Same);
    assert!(matches!(holds(&dir, &Inputs { cases: true, ..mine.clone() }).unwrap(), Contents::Part(_)));
    fs::remove_file(dir.join("outcomes.csv")).unwrap();
    let damaged = Contents::Damaged("the same results, but outcomes.csv is missing".to_owned());
    assert_eq!(holds(&dir, &mine).unwrap(), damaged, "it is written again");
}

#[test]
fn an_unfinished_run_is_gone_on_with_and_not_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let begin = |training: f64| {
        let mut reform = named("reform");
        reform.settings.levers.staffing.training_hours_per_year = training;
        let records = [named("baseline"), reform].map(|scenario| ScenarioRecord::of(&scenario, "world"));
        Manifest::planned(records.to_vec(), "baseline", 1, 2, false).begin(dir.path()).unwrap();
    };
    begin(1.0);
    assert_eq!(holds(dir.path(), &inputs(1.0)).unwrap(), Contents::Nothing);
    assert!(matches!(holds(dir.path(), &inputs(2.0)).unwrap(), Contents::Other(what) if what.contains("unfinished")));
    // Finished results of other inputs, in place of which these were begun.
    made_up(&["baseline", "reform"], &[("skill", &[&[0.1, 0.2], &[0.3, 0.4]])]).write(dir.path()).unwrap();
    assert_eq!(holds(dir.path(), &inputs(1.0)).unwrap(), Contents::Nothing);
}

#[test]
fn foreign_files_are_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("thesis.docx"), "").unwrap();
    assert_eq!(holds(dir.path(), &inputs(1.0)).unwrap(), Contents::Foreign("a file thesis.docx".to_owned()));
    fs::write(dir.path().join(MANIFEST), "{}").unwrap();
    assert!(matches!(holds(dir.path(), &inputs(1.0)).unwrap(), Contents::Foreign(_)));
    for force in [false, true] {
        assert!(chosen(dir.path(), &|dir| holds(dir, &inputs(1.0)), force).is_err());
    }
    fs::write(dir.path().join(MANIFEST), "{ \"program_version\": \"9.0.0\" }").unwrap();
    assert!(matches!(holds(dir.path(), &inputs(1.0)).unwrap(), Contents::Other(_)));
    assert!(holds(&dir.path().join("thesis.docx"), &inputs(1.0)).is_err());
}

#[test]
fn a_second_process_is_kept_out_while_the_first_lives() {
    let dir = tempfile::tempdir().unwrap();
    let first = lock(dir.path()).unwrap();
    assert!(lock(dir.path()).unwrap_err().to_string().contains("in use"));
    assert!(lock_shard(dir.path(), (0, 2)).is_err());
    drop(first);
    let shards = [lock_shard(dir.path(), (0, 2)).unwrap(), lock_shard(dir.path(), (1, 2)).unwrap()];
    assert!(lock_shard(dir.path(), (1, 2)).is_err() && lock(dir.path()).is_err());
    drop(shards);
    assert!(lock(dir.path()).is_ok());
}

#[test]
fn names() {
    assert_eq!(default_name(Path::new("scenarios/clear_boundary.toml")), "clear_boundary");
    let here = std::env::current_dir().unwrap();
    assert_eq!(default_name(Path::new(".")), here.file_name().unwrap().to_string_lossy());
}
