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
