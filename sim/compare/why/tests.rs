//! Parts of policies, and the sizes of what they do.

use super::*;
use crate::results::tests::made_up;

fn of(text: &str) -> Scenario {
    let text = format!("extends = \"builtin:baseline\"\n{text}");
    Scenario::from_toml(&text, "reform").unwrap_or_else(|problems| panic!("{problems:?}")).remove(0)
}

#[test]
fn every_lever_stands_alone_and_limits_that_cannot_stand_together() {
    let baseline = Scenario::default();
    let text = "[power]\nintervention_floor_share = 0.9\nintervention_cap_share = 0.95\n[staffing]\naudit_share = 0.2\n\
                [[change]]\nday = 30\nset.staffing.wage_ratio = 1.0\n";
    let parts = parts(&baseline, &of(text));
    let base = baseline.sets();
    let keys: Vec<Vec<String>> =
        parts.iter().map(|part| changes(&base, &part.sets()).into_iter().map(|change| change.key).collect()).collect();
    assert_eq!(
        keys,
        [
            vec!["power.intervention_floor_share", "power.intervention_cap_share"],
            vec!["staffing.audit_share"],
            vec!["staffing.wage_ratio"]
        ]
    );
    assert!(parts.iter().all(|part| part.same_world(&baseline) && part_of(&part.name) == Some("reform")));
    assert_eq!(parts[2].changes.len(), 1);
    assert!((parts[2].settings.levers.staffing.audit_share - 0.05).abs() < 1e-12);
    // One lever is no parts; nor is another world.
    assert!(super::parts(&baseline, &of("[staffing]\naudit_share = 0.2\n")).is_empty());
    let elsewhere = "[staffing]\naudit_share = 0.2\nwage_ratio = 1.0\n[city]\nresidents = 3000\n";
    assert!(super::parts(&baseline, &of(elsewhere)).is_empty());
}

#[test]
fn steps_on_the_way_and_parts_are_those_that_matter_the_largest_first() {
    let days: [&[f64]; 2] = [&[6.0, 6.1, 5.9, 6.0], &[4.0, 4.1, 3.9, 4.0]];
    let hand_off: [&[f64]; 2] = [&[3.0, 3.1, 2.9, 3.0], &[1.0, 1.1, 0.9, 1.0]];
    let utilisation: [&[f64]; 2] = [&[0.9; 4], &[0.9001; 4]];
    let results = made_up(
        &["a", "reform"],
        &[("close_days_mean", &days), ("handoff_days_mean", &hand_off), ("utilisation", &utilisation)],
    );
    let baseline = Scenario::default();
    let parts = parts(&baseline, &of("[staffing]\naudit_share = 0.2\nwage_ratio = 1.0\n"));
    let alone: [&[f64]; 3] = [&[6.0, 6.1, 5.9, 6.0], &[5.9, 6.0, 5.8, 5.9], &[4.5, 4.6, 4.4, 4.5]];
    let mut alone = made_up(&["a", &parts[0].name, &parts[1].name], &[("close_days_mean", &alone)]);
    for (record, part) in alone.scenarios[1..].iter_mut().zip(&parts) {
        record.sets = Some(part.sets());
    }
    let mut results = results;
    results.alone = Some(Box::new(alone));
    let whys = whys(&results, &compare(&results, "a"));
    let [days] = &whys[..] else { panic!("{whys:?}") };
    assert_eq!(days.whole.outcome, "close_days_mean");
    let steps: Vec<&str> = days.on_the_way.iter().map(|d| d.outcome).collect();
    assert_eq!(steps, ["handoff_days_mean"], "utilisation has not moved by what matters");
    let order: Vec<&str> = days.parts.iter().map(|part| part.changes[0].key.as_str()).collect();
    assert_eq!(order.len(), 2);
    assert!((days.parts[0].difference.difference + 1.5).abs() < 1e-9 && (days.sum() + 1.6).abs() < 1e-9);
}

#[test]
fn mechanisms_are_those_that_levers_act_through_and_are_off_on_both_sides() {
    let baseline = Scenario::default();
    let reform = of("[staffing]\nhouseholds_per_grid = 800\naudit_share = 0.2\n");
    // Burnout and gaming are shared by both levers; their own mechanisms are not among them.
    assert_eq!(through::mechanisms(&baseline, &reform), ["burnout", "gaming", "patrol", "load"]);
    let off = through::without(&baseline, &reform);
    assert_eq!(off.len(), 2 * through::MOST);
    for pair in off.chunks(2) {
        assert!(pair[0].same_world(&pair[1]) && !pair[0].same_world(&baseline));
        assert!(pair.iter().all(|one| through::lacks_a_mechanism(&one.name)));
    }
    assert!((off[1].settings.levers.staffing.households_per_grid - 800.0).abs() < 1e-12);
    assert!(through::mechanisms(&baseline, &baseline).is_empty() && !through::lacks_a_mechanism("reform"));
    assert!(through::mechanisms(&baseline, &of("[city]\nresidents = 3000\n")).is_empty());
}

#[test]
fn what_goes_through_a_mechanism_is_the_change_less_what_is_left_pair_by_pair() {
    let share = |baseline: f64, reform: [f64; 4]| -> [[f64; 4]; 2] { [[baseline; 4], reform] };
    let whole = share(0.80, [0.830, 0.831, 0.829, 0.830]);
    let left = share(0.82, [0.820, 0.821, 0.819, 0.820]);
    let unreported: [&[f64]; 2] = [&[0.05; 4], &[0.080, 0.081, 0.079, 0.080]];
    let mut results = made_up(
        &["a", "reform"],
        &[("true_resolution_share", &[&whole[0], &whole[1]]), ("unreported_share", &unreported)],
    );
    let names = ["a", "a without patrol", "reform without patrol"];
    results.alone = Some(Box::new(made_up(&names, &[("true_resolution_share", &[&whole[0], &left[0], &left[1]])])));
    let whys = whys(&results, &compare(&results, "a"));
    let why = whys.iter().find(|why| why.whole.outcome == "true_resolution_share").unwrap();
    let [without] = &why.without[..] else { panic!("{why:?}") };
    assert!(without.mechanism == "patrol" && without.left.difference.abs() < 1e-12);
    assert!((without.through.difference - 0.03).abs() < 1e-12, "{without:?}");
    // Fewer are found, which flatters a share of what is filed.
    assert_eq!(why.unseen.as_ref().map(|d| d.outcome), Some("unreported_share"));
    let words = crate::table::why(why, crate::words::Language::English);
    assert!(
        words.contains("\"grid workers look for incidents\"") && words.contains("fewer matters are found"),
        "{words}"
    );
    let words = crate::table::why(why, crate::words::Language::Chinese);
    assert!(words.contains("网格员巡查") && words.contains("被发现的问题减少"), "{words}");
}
