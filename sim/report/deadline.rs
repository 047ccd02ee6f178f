//! The deadlines of kinds of incident, where the results let one be sure of them.
//!
//! Results hold the text of each scenario and the hash of all that it sets, but not its numbers. So the scenario is read
//! again from the texts; only when that gives the same hash are its deadlines the true ones. A run with `--set` does not:
//! then no deadline is drawn, since a line in the wrong place would be worse than none.

use std::io;
use std::path::Path;

use crate::results::{Results, ScenarioRecord, scenario_hash};
use crate::scenario::Scenario;

/// Deadlines in days by name of kind; empty where they are not certain.
pub(super) fn deadlines(results: &Results, record: &ScenarioRecord) -> Vec<(String, f64)> {
    let read_again = read_again(results, record);
    read_again.map_or_else(Vec::new, |scenario| {
        scenario.settings.incidents.iter().map(|kind| (kind.name.clone(), kind.numbers.deadline_days)).collect()
    })
}

fn read_again(results: &Results, record: &ScenarioRecord) -> Option<Scenario> {
    let stem = |file: &str| Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    // The files that scenarios extend, by name, among those of the results.
    let fetch = |path: &Path| {
        let wanted = stem(&path.to_string_lossy());
        let found = results.scenarios.iter().find(|other| wanted.is_some() && stem(&other.file) == wanted);
        found.map(|other| other.text.clone().into_bytes()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    let name = record.name.split('/').next().unwrap_or_default();
    let scenarios = Scenario::from_toml_with(&record.text, name, &fetch).ok()?;
    let mut scenario = scenarios.into_iter().find(|scenario| scenario.name == record.name)?;
    if scenario_hash(&scenario) != record.hash {
        // `--days` shortens a run and drops what lies beyond: nothing else can be read from the results.
        scenario.settings.frame.days = f64::from(record.days);
        scenario.changes.retain(|change| i64::from(change.day) < i64::from(record.days));
    }
    (scenario_hash(&scenario) == record.hash).then_some(scenario)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::made_up;

    #[test]
    fn only_certain_deadlines_are_told() {
        let mut results = made_up(&["baseline"], &[("skill", &[&[0.1]])]);
        let scenario = Scenario::from_toml("[scenario]\ndays = 300\n", "baseline").unwrap().remove(0);
        results.scenarios[0] = ScenarioRecord::of(&scenario, "world");
        results.scenarios[0].text = "[scenario]\ndays = 300\n".to_owned();
        let sanitation = |results: &Results| {
            deadlines(results, &results.scenarios[0]).into_iter().find(|(kind, _)| kind == "sanitation")
        };
        assert_eq!(sanitation(&results), Some(("sanitation".to_owned(), 3.0)));
        results.scenarios[0].text = "[scenario]\ndays = 400\n".to_owned();
        assert_eq!(sanitation(&results).map(|(_, days)| days), Some(3.0), "shortened");
        results.scenarios[0].text = "[city]\nresidents = 300\n".to_owned();
        assert_eq!(sanitation(&results), None);
    }
}
