//! What a study file says of dose and response.

use super::asked::DoseResponse;
use crate::outcomes::outcome_kinds;
use crate::study::contrast::Matters;
use crate::study::kind::Size;
use crate::study::read::reading::Reading;
use crate::study::subject::{Combination, Subject};

/// Steps of a lever, unless the file sets it.
const LEVELS: u32 = 5;

/// Runs of every scenario with a mechanism off, unless the file sets it.
const WITHOUT_REPLICATES: u32 = 4;

impl DoseResponse {
    /// What a study file asks.
    pub fn read(reading: &mut Reading, subject: &mut Subject) -> Self {
        let mut asked = Self {
            levels: reading.size(Size::LEVELS, LEVELS),
            replicates_without: WITHOUT_REPLICATES,
            ..Self::default()
        };
        let [matters, without, replicates, others] =
            ["matters", "without", "replicates_without", "all_outcomes"].map(|key| reading.under(key));
        let (method, outcomes) = (reading.method, reading.outcomes);
        let reader = &mut *reading.reader;
        if subject.combinations.len() > 1 {
            let problem = method.problem("cross", "a study of dose and response chooses its crosses itself");
            let problem = problem.expected("no [cross]").help("set the variant under [set], one study for each");
            reader.problems.push(problem);
        }
        asked.matters = reader.matters(matters, subject);
        asked.named = subject.outcomes.len();
        if others.and_then(|node| reader.flag("all_outcomes", node)).unwrap_or(false) {
            for kind in outcome_kinds() {
                if !subject.outcomes.iter().any(|named| named.id == kind.id) {
                    subject.outcomes.push(kind);
                    asked.matters.push(Matters::declared(kind));
                }
            }
        }
        if asked.named == 0 && outcomes.is_none() {
            reader.missing(method, "outcomes", "a list of outcome ids", "outcomes = [\"satisfaction\"]");
        }
        if let Some(node) = replicates {
            let count = reader.count("replicates_without", node, 1, 10_000);
            asked.replicates_without = count.unwrap_or(asked.replicates_without);
        }
        for (name, node) in without.map(|node| reader.switches("without", node)).unwrap_or_default() {
            if !subject.scenarios[0].settings.mechanisms.is_on(&name) {
                let found = format!("{name} is off in {}", subject.scenarios[0].name);
                let problem = reader.of(node).problem("without", found).expected("a mechanism that is on");
                reader.problems.push(problem.help("take it out, or switch the mechanism on under [set]"));
            } else if asked.without.contains(&name) {
                let problem = reader.of(node).problem("without", format!("{name} appears twice"));
                reader.problems.push(problem.expected("each mechanism once").help("take one out"));
            } else {
                asked.without.push(name);
            }
        }
        subject.combinations.truncate(1);
        subject.combinations.extend(asked.without.iter().map(|name| Combination::without(name)));
        asked
    }
}
