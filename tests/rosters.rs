//! Rosters of real districts: a name of a community is one within its street.

use std::fs;

use gridgov::{Diagnostics, Scenario, Simulation};

const HEADER: &str = "id,subdistrict,name,archetype,households\n";

/// The scenario of a roster, with what is set besides.
fn scenario(rows: &str, set: &str) -> Result<Scenario, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    fs::write(folder.path().join("places.csv"), HEADER.to_owned() + rows).expect("a file");
    let text = format!("[scenario]\ndays = 20\nburn_in_days = 0\n[city]\nroster = \"places.csv\"\n{set}");
    fs::write(&file, text).expect("a file");
    Scenario::from_path(&file).map(|mut found| found.remove(0)).map_err(|problems| Diagnostics(problems).to_string())
}

const TWO_STREETS: &str =
    "1,建设街道,向阳,old_estate,200\n2,新华街道,向阳,work_unit,300\n3,新华街道,柳巷,work_unit,300\n";

#[test]
fn one_name_in_two_streets_is_two_communities_of_different_ids() {
    let audits = "[[change]]\nday = 5\ncommunities = [\"新华街道/向阳\"]\nset.staffing.audit_share = 0.5\n";
    let scenario = scenario(TWO_STREETS, audits).unwrap_or_else(|problems| panic!("{problems}"));
    let names: Vec<&str> = scenario.roster.iter().flatten().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["建设街道/向阳", "新华街道/向阳", "柳巷"]);
    let mut simulation = Simulation::new(&scenario, 1, 0);
    simulation.advance(20);
    let communities = simulation.society().subdistricts.iter().flat_map(|s| &s.communities);
    let mut lived_in: Vec<String> = communities.map(|community| community.name.clone()).collect();
    lived_in.sort();
    assert_eq!(lived_in, ["建设街道/向阳", "新华街道/向阳", "柳巷"]);
}

#[test]
fn a_name_that_several_have_is_asked_for_with_its_street() {
    let change = "[[change]]\nday = 5\ncommunities = [\"向阳\"]\nset.staffing.audit_share = 0.5\n";
    let problem = scenario(TWO_STREETS, change).expect_err("which one?");
    for part in ["mine.toml:8:16: error: several communities are called 向阳", "建设街道/向阳, 新华街道/向阳"]
    {
        assert!(problem.contains(part), "{part}: {problem}");
    }
}

#[test]
fn one_name_twice_in_a_street_and_one_id_twice_are_refused() {
    let twice =
        scenario("1,建设街道,向阳,old_estate,200\n2,建设街道,向阳,work_unit,300\n", "").expect_err("one street");
    assert!(
        twice.contains("places.csv:3:8: error: the name 向阳 stands here a second time (first on line 2)"),
        "{twice}"
    );
    assert!(twice.contains("each name once in a subdistrict"), "{twice}");
    let twice = scenario("1,建设街道,向阳,old_estate,200\n1,新华街道,向阳,work_unit,300\n", "").expect_err("one id");
    assert!(twice.contains("the id 1 stands here a second time") && twice.contains("each id once"), "{twice}");
}
