//! Before and after, in both languages.

use super::*;
use crate::scenario::Scenario;

fn sets(text: &str) -> Sets {
    Scenario::from_toml(text, "a").unwrap_or_else(|problems| panic!("{problems:?}"))[0].sets()
}

const REFORM: &str = "[power]\ntask_hours_per_week = 6\n[staffing]\naudit_share = 0.15\n\
    [[change]]\nday = 365\nramp_days = 90\nset.staffing.audit_share = 0.3\nset.power.task_hours_per_week = 16\n";

#[test]
fn before_and_after_in_plain_words() {
    let list = changes(&Sets::default(), &sets(REFORM));
    let english = in_words(&list, 0, Language::English);
    assert_eq!(
        english,
        [
            "sent-down tasks 16 → 6 hours a week; closed cases checked on the spot 5% → 15%",
            "from day 365, over 90 days: sent-down tasks 6 → 16 hours a week; closed cases checked on the \
             spot 15% → 30%",
        ]
    );
    let chinese = in_words(&list, 0, Language::Chinese);
    assert_eq!(chinese[0], "下派任务 16→6小时/周；结案后现场核查 5%→15%");
    assert!(chinese[1].starts_with("第365天起，90天内逐步到位：下派任务 6→16小时/周"), "{chinese:?}");
    assert_eq!(in_words(&list, 1, Language::English)[1], "and 3 more");
    assert!(changes(&sets(REFORM), &sets(REFORM)).is_empty());
}

#[test]
fn the_other_way_round_the_baselines_dates_are_what_the_scenario_misses() {
    let list = changes(&sets(REFORM), &Sets::default());
    let of = |at: usize| (list[at].before.as_deref(), list[at].after.as_deref(), list[at].from_day);
    assert_eq!((of(0), of(1)), ((Some("6"), Some("16"), 0), (Some("0.15"), Some("0.05"), 0)));
    // From day 365 on both have 16 hours, so that only the checks still differ.
    assert_eq!((list.len(), of(2)), (3, (Some("0.3"), Some("0.05"), 365)));
}

#[test]
fn pilots_are_named_and_a_lever_without_its_mechanism_says_so() {
    let mut pilot = sets(REFORM);
    pilot.dated[0].communities = ["North", "South", "East", "West"].map(str::to_owned).to_vec();
    let list = changes(&Sets::default(), &pilot);
    let english = in_words(&list, 0, Language::English);
    assert!(english[1].starts_with("from day 365, over 90 days in North, South, East and 1 more: "), "{english:?}");
    assert!(list[2].when_and_where(Language::Chinese).ends_with("在North、South、East等4个社区"));
    let off = changes(&Sets::default(), &sets("[staffing]\naudit_share = 0.15\n[mechanisms]\naudits = false\n"));
    assert!(off[0].words(Language::English).ends_with("5% → 15% (without effect: mechanism audits is off)"));
    assert_eq!(off[1].words(Language::Chinese), "机制“结案核查” 开→关");
}

#[test]
fn a_kind_of_incident_that_the_baseline_lacks_has_no_value_before() {
    let text = "[[incident]]\nname = \"noise\"\nrate_per_1000_year = 3\n";
    let list = changes(&Sets::default(), &sets(text));
    let rate = list.iter().find(|change| change.key == "incident.noise.rate_per_1000_year").expect("the rate");
    assert_eq!((rate.before.as_deref(), rate.after.as_deref()), (None, Some("3")));
    assert!(rate.words(Language::English).contains("– → 3"), "{}", rate.words(Language::English));
}
