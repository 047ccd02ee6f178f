//! What a policy does in the communities that it names, and in the others.

use super::figures;
use crate::compare::{Comparison, Difference, Verdict, verdict};
use crate::outcomes::places::{CHANGED, UNCHANGED};
use crate::outcomes::{HEADLINES, outcome_kind};
use crate::results::Results;
use crate::words::Language::{self, Chinese, English};

/// Communities that are named one by one.
const NAMED: usize = 4;

/// The communities that the policy of a scenario names; none where it acts everywhere alike.
pub(crate) fn named(results: &Results, scenario: &str) -> Vec<String> {
    let sets = |name: &str| results.scenarios.iter().find(|known| known.name == name)?.sets.as_ref();
    let places = sets(scenario).zip(sets(&results.baseline)).map(|(own, base)| own.places_beside(base));
    places.into_iter().flatten().collect()
}

/// Two sentences for a policy that names communities: what changes there, and what changes elsewhere. Nothing for others.
pub(crate) fn places(results: &Results, comparison: &Comparison, scenario: &str, language: Language) -> Vec<String> {
    let names = named(results, scenario);
    let of = |group: &str| -> Vec<&Difference> {
        HEADLINES.iter().filter_map(|id| comparison.get(scenario, id, group)).filter(|d| d.pairs > 0).collect()
    };
    let (inside, outside) = (of(CHANGED), of(UNCHANGED));
    if names.is_empty() || inside.is_empty() {
        return Vec::new();
    }
    let more = names.len().saturating_sub(NAMED);
    let list = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(language.pick(", ", "、"));
    let there = match (language, more) {
        (English, 0) if names.len() == 1 => format!("In the community that it names ({list})"),
        (English, 0) => format!("In the {} communities that it names ({list})", names.len()),
        (English, _) => format!("In the {} communities that it names ({list} and {more} more)", names.len()),
        (Chinese, 0) => format!("在其指定的{}个社区（{list}）", names.len()),
        (Chinese, _) => format!("在其指定的{}个社区（{list}等）", names.len()),
    };
    let mut sentences = vec![sentence(&there, &inside, language)];
    if !outside.is_empty() {
        sentences.push(sentence(language.pick("In the other communities", "在其余社区"), &outside, language));
    }
    sentences
}

/// What changes by what matters; of the rest how much is too small and how much is not clear.
fn sentence(place: &str, differences: &[&Difference], language: Language) -> String {
    let of = |word: &[Verdict]| differences.iter().filter(|d| word.contains(&verdict(d))).count();
    let (small, open) = (of(&[Verdict::TooSmall]), of(&[Verdict::NotClear]));
    let decided: Vec<String> = differences
        .iter()
        .filter(|d| !matches!(verdict(d), Verdict::TooSmall | Verdict::NotClear))
        .map(|d| one(d, language))
        .collect();
    let all = differences.len();
    match language {
        English if decided.is_empty() => {
            format!(
                "{place} no headline outcome changes enough to matter: of {all}, {small} too small and {open} not clear."
            )
        }
        English => {
            format!(
                "{place}: {}; of the {all} headline outcomes {small} change too little to matter and {open} are not clear.",
                decided.join("; ")
            )
        }
        Chinese if decided.is_empty() => {
            format!("{place}：主要指标均无达到有意义幅度的变化（{all}项中{small}项无实质变化，{open}项尚不明确）。")
        }
        Chinese => {
            format!("{place}：{}（{all}项主要指标中{small}项无实质变化，{open}项尚不明确）。", decided.join("；"))
        }
    }
}

fn one(d: &Difference, language: Language) -> String {
    let name = outcome_kind(d.outcome).map_or("", |kind| language.pick(kind.name_en, kind.name_zh));
    let decimals = figures::decimals_of_interval(d.unit, d.baseline_mean, d.low, d.high);
    let range = super::range(d, decimals, language);
    let difference = figures::difference(d.difference, d.unit, decimals, language);
    let word = verdict(d).words(language);
    match language {
        English if range.is_empty() => format!("{name} {difference} ({word})"),
        Chinese if range.is_empty() => format!("{name}{difference}（{word}）"),
        English => format!("{name} {difference} ({range}; {word})"),
        Chinese => format!("{name}{difference}（{range}，{word}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::run::Simulation;
    use crate::scenario::Scenario;

    /// A pilot in one of three communities of a fixed city.
    pub(crate) fn piloted() -> Results {
        let text = "[city]\nresidents = 6000\nresidents_per_community = 2000\nplan = \"fixed\"\n[scenario]\ndays = 180\n\
                    burn_in_days = 60\n";
        let baseline = Scenario::from_toml(text, "baseline").unwrap().remove(0);
        let change = "[[change]]\nday = 0\ncommunities = [\"S01C02\"]\nset.power.intervention_cap_share = 0\n\
                      set.power.intervention_floor_share = 0\n";
        let pilot = Scenario::from_toml(&format!("{text}{change}"), "pilot").unwrap().remove(0);
        let of = |scenario: &Scenario| -> Vec<crate::run::Run> {
            let run = |replicate| {
                let mut simulation = Simulation::burned_in(&baseline, 1, replicate).branch(scenario);
                simulation.keep_months();
                simulation.advance(180);
                simulation.measure()
            };
            (0..4).map(run).collect()
        };
        let records = [&baseline, &pilot].map(|scenario| crate::results::ScenarioRecord::of(scenario, "world"));
        Results::from_runs(records.to_vec(), "baseline", 1, vec![of(&baseline), of(&pilot)])
    }

    #[test]
    fn a_pilot_is_measured_where_it_is_and_elsewhere() {
        let results = piloted();
        let comparison = compare(&results, "baseline");
        let d = |group: &str| comparison.get("pilot", "takeover_share", group).unwrap_or_else(|| panic!("{group}"));
        let (inside, outside) = (d(CHANGED), d(UNCHANGED));
        assert!(inside.baseline_mean > 0.0 && inside.scenario_mean == 0.0, "{inside:?}");
        assert!(outside.scenario_mean > 0.0 && outside.difference.abs() < 0.5 * inside.baseline_mean, "{outside:?}");
        // One community is its own group; the baseline's half of the comparison is of the same place.
        let alone = d("community:S01C02");
        assert_eq!((alone.baseline_mean, alone.scenario_mean), (inside.baseline_mean, inside.scenario_mean));
        let words = places(&results, &comparison, "pilot", English);
        assert!(words.len() == 2 && words[0].starts_with("In the community that it names (S01C02): "), "{words:?}");
        assert!(places(&results, &comparison, "pilot", Chinese)[1].starts_with("在其余社区："));
    }

    #[test]
    fn communities_add_up_to_the_city_and_months_to_the_run() {
        let results = piloted();
        let run = &results.runs[1][0];
        let whole = |outcome: &str| {
            run.measured.iter().find(|row| row.outcome == outcome && row.group == "all").expect("every outcome").value
        };
        for (at, (outcome, _)) in run.places[0].values.iter().enumerate() {
            let sum = |part: fn(&crate::outcomes::record::Stretch) -> f64| -> f64 {
                run.places.iter().map(|place| part(&place.values[at].1)).sum()
            };
            let (over, under) = (sum(|cell| cell.numerator), sum(|cell| cell.denominator));
            let (city, sum) = (whole(outcome), if under > 0.0 { over / under } else { f64::NAN });
            assert!((city - sum).abs() < 1e-9 || (city.is_nan() && sum.is_nan()), "{outcome}: {city} against {sum}");
            let place = &run.places[1];
            let kind = outcome_kind(outcome).unwrap();
            if kind.period() == crate::outcomes::Period::Run {
                let months: f64 = place.months.iter().map(|month| month[at].numerator).sum();
                assert!((months - place.values[at].1.numerator).abs() < 1e-6, "{outcome}");
            } else {
                assert_eq!(place.months.last().unwrap()[at].value.to_bits(), place.values[at].1.value.to_bits());
            }
        }
        assert_eq!((run.places.len(), run.places[0].months.len()), (3, 6));
    }
}
