//! Worlds that are far from what is published: found by their baseline, left out of the verdicts, and shown all the same.

use std::path::Path;

use crate::{folder, rows, study, text};

/// Targets of class C, so that worlds count only near them.
fn plausible(at_least: u32, (value, tolerance, at_most): (f64, f64, f64)) -> impl Fn(String) -> String {
    move |text| {
        let section = format!(
            "[plausible]\nat_most = {at_most}\nworlds_at_least = {at_least}\n\n[[plausible.target]]\noutcome = \"utilisation\"\n\
             value = {value}\ntolerance = {tolerance}\nsource = \"somewhere\"\n\n[matters.takeover_share]"
        );
        text.replacen("[matters.takeover_share]", &section, 1)
    }
}

/// The rows of worlds.csv.
fn worlds(dir: &Path) -> Vec<Vec<String>> {
    text(dir, "worlds.csv").lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// Mean and implausibility in a row of worlds.csv.
fn scored(world: &[String]) -> [f64; 2] {
    [&world[5], &world[6]].map(|field| field.parse::<f64>().expect("a number"))
}

/// A target that some worlds make and some do not: what the world with the least makes, and half as far as the most.
fn between() -> (f64, f64, f64) {
    let dir = folder(plausible(1, (0.0, 0.001, 2.0)));
    assert!(study(dir.path(), &[]).status.success());
    let found: Vec<[f64; 2]> = worlds(dir.path())[1..].iter().map(|world| scored(world)).collect();
    let means = || found.iter().map(|[mean, _]| *mean);
    let (least, most) = (means().fold(f64::INFINITY, f64::min), means().fold(0.0, f64::max));
    let sd = found[0][0] / found[0][1];
    ((least * 1e6).round() / 1e6, 0.001, (most - least) / sd / 2.0)
}

#[test]
fn worlds_far_from_what_is_published_do_not_count() {
    // Some worlds, all of them, none.
    for (at_least, target) in [(1, between()), (6, (0.7, 100.0, 2.0)), (1, (5.0, 0.001, 2.0))] {
        let (value, tolerance, at_most) = target;
        let dir = folder(plausible(at_least, target));
        let here = dir.path();
        let out = study(here, &["--json"]);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let (rows, page, chinese) = (rows(here), text(here, "claims.md"), text(here, "claims.zh.md"));

        // Implausibility is the distance over tolerance and chance; a world is plausible by it alone.
        let worlds = worlds(here);
        assert_eq!(
            worlds.iter().map(|world| world[0].as_str()).collect::<Vec<_>>(),
            ["shipped", "0", "1", "2", "3", "4", "5"]
        );
        let mut counted = Vec::new();
        for world in &worlds {
            let [mean, distance] = scored(world);
            assert!(distance <= (mean - value).abs() / tolerance + 1e-9, "{world:?}");
            assert_eq!(world[7], (distance <= at_most).to_string(), "{world:?}");
            counted.push(world[7] == "true");
        }
        let (counted, some) = (&counted[1..], counted[1..].iter().filter(|counted| **counted).count());
        let expected = if tolerance > 1.0 {
            6..=6
        } else if value > 1.0 {
            0..=0
        } else {
            1..=5
        };
        assert!(expected.contains(&some), "{worlds:?}");

        // The shares are those of the plausible worlds, by the runs of responses.csv.
        let responses = text(here, "responses.csv");
        let mean = |world: usize, scenario: &str| {
            let start = format!("worlds,{world},{scenario},");
            let of = |line: &&str| line.starts_with(&start) && line.contains(",takeover_share,");
            let values =
                responses.lines().filter(of).map(|line| line.split(',').nth(5).and_then(|v| v.parse::<f64>().ok()));
            let values: Vec<f64> = values.map(|value| value.expect("a value")).collect();
            assert_eq!(values.len(), 2, "{start}");
            values.iter().sum::<f64>() / 2.0
        };
        let so = |world: &usize| mean(*world, "strong_control") - mean(*world, "baseline") >= 0.02;
        let of_some = (0..6).filter(|world| counted[*world]).filter(so).count();
        let row = |place: &str| {
            let found = rows
                .iter()
                .find(|row| row["claim"] == "control" && row["outcome"] == "takeover_share" && row["where"] == place);
            found.unwrap_or_else(|| panic!("no row {place}"))
        };
        assert_eq!(row("plausible worlds")["worlds"], some.to_string());
        let share = row("plausible worlds")["as_claimed_share"].parse().unwrap_or(f64::NAN);
        let expected = of_some as f64 / some as f64;
        assert!((share - expected).abs() < 1e-12 || share.is_nan() && some == 0, "{share} {expected}");

        // They decide, if there are enough of them.
        let enough = some >= at_least as usize;
        let share = if enough { share } else { row("worlds")["as_claimed_share"].parse().expect("a share") };
        let word = [(0.8, "holds_widely"), (0.5, "holds_mostly")].iter().find(|(least, _)| share >= *least);
        assert_eq!(row("shipped")["verdict"], word.map_or("fragile", |(_, word)| word), "{share}");
        let said = format!("**{some} of 6 other worlds are plausible.**");
        assert!(page.contains(&said) && chinese.contains(&format!("**6个其他世界中有{some}个可信。**")), "{page}");
        assert_eq!(page.contains("the verdicts are over **all** worlds"), !enough, "{page}");
        assert_eq!(chinese.contains("结论依据**全部**世界得出"), !enough, "{chinese}");

        let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let outcome = &json["claims"][0]["outcomes"][0];
        assert_eq!(outcome["all_worlds"]["worlds"], 6);
        assert_eq!(outcome["plausible_worlds"]["worlds"], some);
        assert_eq!(outcome["verdict"], row("shipped")["verdict"].as_str());
        assert_eq!(outcome["verdict_over_all_worlds"], row("worlds")["verdict"].as_str());
    }
}

#[test]
fn mistakes_about_plausible_worlds_are_reported_with_their_places() {
    let cases: [(&str, &str, &str); 8] = [
        ("at_most = 2", "at_most = 0", "a number above 0"),
        ("at_most = 2", "at_mots = 2", "did you mean at_most?"),
        ("worlds_at_least = 1\n", "worlds_at_least = 7\n", "at most 6, the number of other worlds"),
        ("worlds_at_least = 1\n", "worlds_at_least = 0\n", "whole number from 1"),
        ("outcome = \"utilisation\"", "outcome = \"utilization\"", "did you mean utilisation?"),
        ("tolerance = 0.1", "tolerance = 0", "a number above 0"),
        ("source = \"somewhere\"\n", "", "source in [[plausible.target]]"),
        ("[[plausible.target]]", "[[plausible.targets]]", "did you mean target?"),
    ];
    for (from, to, found) in cases {
        let dir = folder(|text| {
            let text = plausible(1, (0.7, 0.1, 2.0))(text);
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let out = study(dir.path(), &[]);
        let output = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{to}: {output}");
        assert!(output.contains(found) && output.contains("small.toml:"), "{to}: {output}");
    }
}
