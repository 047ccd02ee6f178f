//! Cities that are drawn: the same for every scenario of a replicate, another one every two replicates, and nothing of it
//! depends on threads, shards or interruptions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use gridgov::{Scenario, Simulation};
use serde_json::Value;

/// What a scenario's city is like in a replicate: of every community its name, kind, size, buildings and company.
fn city(scenario: &Scenario, seed: u64, replicate: u32) -> Vec<String> {
    let simulation = Simulation::built(scenario, seed, replicate);
    let of = |s: &gridgov::internals::society::Subdistrict| {
        s.communities
            .iter()
            .map(|c| {
                let buildings: Vec<String> = s.buildings[c.buildings]
                    .iter()
                    .map(|b| format!("{} {}", b.residents.1 - b.residents.0, b.cumulative))
                    .collect();
                format!("{} {:?} {:?} {} {buildings:?}", c.name, c.archetype, c.residents, c.property.is_some())
            })
            .collect::<Vec<_>>()
    };
    simulation.society().subdistricts.iter().flat_map(of).collect()
}

/// How many know somebody is what the ties of the others say, after households have moved, too.
#[test]
fn whoever_is_known_is_counted() {
    for share in [0.0, 0.3, 1.0] {
        let scenario = drawn().with("city.tie_rewiring_share", share).expect("a share");
        let mut simulation = Simulation::built(&scenario, 1, 0);
        simulation.advance(70);
        for s in &simulation.society().subdistricts {
            for community in &s.communities {
                let people = community.residents.0 as usize..community.residents.1 as usize;
                let mut known_by = vec![0_u8; people.len()];
                for &other in s.residents.ties[people.clone()].as_flattened() {
                    known_by[usize::from(other)] += 1;
                }
                assert_eq!(s.residents.known_by[people], known_by, "{share} of the ties in {}", community.name);
            }
        }
    }
}

fn drawn() -> Scenario {
    let baseline = Scenario::builtin("baseline").expect("it is built in");
    let small = baseline.with("city.residents", 9_000).expect("a number").with("city.residents_per_community", 900);
    small.expect("a number").with("city.plan", "drawn").expect("a word")
}

#[test]
fn scenarios_of_a_replicate_are_in_the_same_city_and_every_two_replicates_in_another() {
    let baseline = drawn();
    let reform = baseline.with("power.intervention_cap_share", 0.4).expect("a lever");
    let other_world = baseline.with("behaviour.choice_slope", 3.0).expect("an assumption");
    let mut cities = BTreeSet::new();
    for replicate in 0..6 {
        let here = city(&baseline, 1, replicate);
        assert_eq!(here, city(&reform, 1, replicate), "a lever decides no place");
        assert_eq!(here, city(&other_world, 1, replicate), "neither does an assumption about people");
        cities.insert(here);
    }
    assert_eq!(cities.len(), 3);
    assert!(!cities.contains(&city(&baseline, 2, 0)), "another seed, other cities");
    let fixed = baseline.with("city.plan", "fixed").expect("a word");
    assert_eq!(city(&fixed, 1, 0), city(&fixed, 2, 5));
    assert!(!cities.contains(&city(&fixed, 1, 0)));
    assert!(!baseline.same_world(&fixed) && baseline.same_world(&reform));
    // People are drawn for every replicate, also of the same city.
    let people =
        |replicate| Simulation::built(&baseline, 1, replicate).society().subdistricts[0].residents.traits.clone();
    assert_ne!(people(0), people(1));
}

#[test]
fn a_change_in_a_named_community_acts_in_every_city() {
    let text = "[city]\nplan = \"drawn\"\nresidents = 6000\nresidents_per_community = 1000\n[scenario]\nburn_in_days = 0\n\
                [[change]]\nday = 0\ncommunities = [\"S01C03\"]\nset.staffing.audit_share = 0.77\n";
    let scenario = &Scenario::from_toml(text, "pilot").expect("a scenario")[0];
    let mut kinds = BTreeSet::new();
    for replicate in [0, 2, 4, 6, 8, 10, 12, 14] {
        let simulation = Simulation::new(scenario, 1, replicate);
        let audited =
            |c: &&gridgov::internals::society::Community| (c.levers.staffing.audit_share - 0.77).abs() < 1e-12;
        let communities = || simulation.society().subdistricts.iter().flat_map(|s| &s.communities);
        let there: Vec<&str> = communities().filter(audited).map(|c| c.name.as_str()).collect();
        assert_eq!(there, ["S01C03"]);
        kinds.extend(communities().filter(audited).map(|c| format!("{:?}", c.archetype)));
    }
    assert!(kinds.len() > 1, "the place has a name, not a kind: {kinds:?}");
}

fn gridgov(dir: &Path, line: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gridgov").unwrap().current_dir(dir).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn done(dir: &Path, line: &[&str]) -> String {
    let (code, stdout, stderr) = gridgov(dir, line);
    assert_eq!(code, 0, "{stderr}");
    stdout
}

/// A baseline of ten communities whose cities are drawn, and a policy.
fn scenarios() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let baseline = "[city]\nplan = \"drawn\"\nresidents = 3000\nresidents_per_community = 300\n[scenario]\ndays = 400\n\
                    burn_in_days = 30\n";
    fs::write(dir.path().join("baseline.toml"), baseline).unwrap();
    let policy = "extends = \"baseline.toml\"\n[power]\nintervention_floor_share = 0\nintervention_cap_share = 0\n";
    fs::write(dir.path().join("policy.toml"), policy).unwrap();
    dir
}

/// The rows of a CSV file by the names of its columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::Result<csv::StringRecord>| {
        head.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect()
    };
    reader.records().map(row).collect()
}

#[test]
fn tables_do_not_depend_on_threads_shards_or_interruptions_and_tell_cities_apart() {
    let dir = scenarios();
    let at = |name: &str| dir.path().join(name);
    let run = |line: &[&str]| done(dir.path(), &[&["run", ".", "--replicates", "8"], line].concat());
    let english = run(&["--threads", "1", "--out", "one"]);
    run(&["--threads", "4", "--out", "four"]);
    for shard in ["0/3", "1/3", "2/3"] {
        run(&["--shard", shard, "--out", "shards"]);
    }
    done(dir.path(), &["merge", "shards", "--out", "merged"]);
    done(dir.path(), &["run", ".", "--replicates", "3", "--out", "grown"]);
    run(&["--out", "grown"]);
    for file in ["outcomes.csv", "differences.csv", "grids.csv", "survival.csv", "ranking.csv"] {
        let one = fs::read_to_string(at("one").join(file)).unwrap();
        for other in ["four", "merged", "grown"] {
            assert!(one == fs::read_to_string(at(other).join(file)).unwrap(), "{file} of {other}");
        }
    }

    // Parts of the variance, and means over cities.
    let differences = rows(&at("one/differences.csv"));
    let all = |outcome: &str| {
        let mut found = differences.iter().filter(|row| row["outcome"] == outcome && row["group"] == "all");
        found.next().expect("a difference")
    };
    let share: f64 = all("satisfaction")["between_city_share"].parse().unwrap();
    assert!((0.0..=1.0).contains(&share));
    let outcomes = rows(&at("one/outcomes.csv"));
    let values = |scenario: &str| -> Vec<f64> {
        let of = |row: &&BTreeMap<String, String>| {
            row["scenario"] == scenario && row["outcome"] == "satisfaction" && row["group"] == "all"
        };
        outcomes.iter().filter(of).map(|row| row["value"].parse().unwrap()).collect()
    };
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    let difference: f64 = all("satisfaction")["difference"].parse().unwrap();
    assert!((difference - (mean(values("policy")) - mean(values("baseline")))).abs() < 1e-12);
    assert!(english.contains("4 cities with the shares asked for were drawn, 2 runs in each"), "{english}");
    assert!(english.contains("lies between cities"), "{english}");
    let chinese = done(dir.path(), &["compare", "one", "--lang", "zh"]);
    assert!(chinese.contains("抽取了4座城市") && chinese.contains("来自城市之间"), "{chinese}");
    let report = fs::read_to_string(at("one/report.html")).unwrap();
    assert!(report.contains("this is the first of them") && report.contains("By year of the run"));

    // Years: two of them, the second of 35 days.
    let groups: BTreeSet<&str> =
        outcomes.iter().map(|row| row["group"].as_str()).filter(|g| g.contains("year")).collect();
    assert_eq!(groups, BTreeSet::from(["year:1", "year:2"]));
    assert!(differences.iter().any(|row| row["group"] == "year:2" && row["outcome"] == "true_resolution_share"));

    // The map is of one city, in which a run of two replicates is as a whole.
    done(dir.path(), &["run", ".", "--replicates", "2", "--out", "first"]);
    assert_eq!(fs::read(at("one/grids.csv")).unwrap(), fs::read(at("first/grids.csv")).unwrap());
    let (_, alone, _) = gridgov(dir.path(), &["compare", "first"]);
    assert!(alone.contains("in the same city"), "{alone}");

    // With one city for all there is nothing to tell apart.
    let fixed = done(dir.path(), &["run", ".", "--replicates", "2", "--set", "city.plan=fixed", "--out", "fixed"]);
    assert!(!fixed.contains("cities"), "{fixed}");
    assert!(rows(&at("fixed/differences.csv")).iter().all(|row| row["between_city_share"].is_empty()));
}

#[test]
fn check_lists_names_without_kinds() {
    let dir = scenarios();
    let text = done(dir.path(), &["check", "baseline.toml"]);
    assert!(text.contains("drawn anew") && text.contains("S01C10") && text.contains("any kind"), "{text}");
    let json: Value = serde_json::from_str(&done(dir.path(), &["check", "baseline.toml", "--json"])).unwrap();
    let scenario = &json["scenarios"][0];
    assert_eq!(scenario["plan"], "drawn");
    assert_eq!(scenario["communities"].as_array().unwrap().len(), 10);
    assert!(scenario["communities"][9]["archetype"].is_null() && scenario["communities"][9]["name"] == "S01C10");
}

#[test]
fn a_roster_takes_the_place_of_cities_that_are_drawn() {
    let dir = scenarios();
    let roster = "id,subdistrict,name,archetype,households\n1,North,Elm,old_estate,400\n2,North,Oak,work_unit,300\n";
    fs::write(dir.path().join("roster.csv"), roster).unwrap();
    let place = "extends = \"baseline.toml\"\n[city]\nroster = \"roster.csv\"\n";
    fs::write(dir.path().join("place.toml"), place).unwrap();
    let json: Value = serde_json::from_str(&done(dir.path(), &["check", "place.toml", "--json"])).unwrap();
    assert_eq!(json["scenarios"][0]["plan"], "fixed");
    let (code, _, stderr) = gridgov(dir.path(), &["check", "place.toml", "--set", "city.plan=drawn"]);
    assert!(code == 2 && stderr.contains("the city comes from a roster"), "{stderr}");
    let scenario = &Scenario::from_path(&dir.path().join("place.toml")).unwrap()[0];
    assert!(scenario.with("city.plan", "drawn").is_err() && scenario.with("city.plan", "fixed").is_ok());
}

/// A study takes replicates as independent: each is in a city of its own, and the evaluator of a trial is in that city.
#[test]
fn studies_draw_a_city_for_every_replicate() {
    let dir = scenarios();
    let of = |plan: &str| {
        let study = format!(
            "method = \"trial\"\nscenarios = [\"baseline.toml\", \"policy.toml\"]\nreplicates = 2\n\
             outcomes = [\"satisfaction\"]\n[set]\ncity.plan = \"{plan}\"\nscenario.burn_in_days = 30\n\
             [trial]\ncommunities = [3, 5]\nday = 60\nbefore_days = 30\nwait_days = 0\nafter_days = 30\n"
        );
        fs::write(dir.path().join(format!("{plan}.toml")), study).unwrap();
        let file = format!("{plan}.toml");
        done(dir.path(), &["study", &file, "--threads", "2", "--out", plan]);
        fs::read_to_string(dir.path().join(plan).join("panel.csv")).unwrap()
    };
    let (drawn, fixed) = (of("drawn"), of("fixed"));
    let names =
        |text: &str| text.lines().map(|line| line.split(',').nth(3).unwrap().to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&drawn), names(&fixed));
    assert_ne!(drawn, fixed);
}
