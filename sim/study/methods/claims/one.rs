//! One `[[claim]]`: what it compares, what should rise or fall, and what is switched off.

use super::asked::{Claim, Claims, Part};
use crate::scenario::nearest::nearest;
use crate::scenario::read::{Node, Reader};
use crate::study::contrast::Matters;
use crate::study::subject::Subject;

const CLAIM_KEYS: [&str; 15] = [
    "id", "title", "title_zh", "claim", "claim_zh", "note", "note_zh", "scenario", "against", "alone", "rest", "rise",
    "fall", "means", "without",
];

impl Reader<'_> {
    pub(super) fn claim_tables(&mut self, node: &Node, subject: &mut Subject, claims: &mut Claims) {
        for (table, place) in self.tables("claim", node) {
            let mut claim = Claim::default();
            let (mut scenario, mut against, mut alone, mut rest) = (None, Some(0), Vec::new(), Vec::new());
            let mut means = Vec::new();
            let before = self.problems.len();
            for (key, place, node) in self.entries(table) {
                let full = format!("claim.{key}");
                let words = |reader: &mut Self| reader.text(&full, node).unwrap_or_default();
                match key {
                    "id" => claim.id = words(self),
                    "title" => claim.titles[0] = words(self),
                    "title_zh" => claim.titles[1] = words(self),
                    "claim" => claim.words[0] = words(self),
                    "claim_zh" => claim.words[1] = words(self),
                    "note" => claim.note[0] = words(self),
                    "note_zh" => claim.note[1] = words(self),
                    "scenario" => scenario = self.one_scenario(&full, node, subject),
                    "against" => against = self.one_scenario(&full, node, subject),
                    "alone" => alone = self.some_scenarios(&full, node, subject),
                    "rest" => rest = self.some_scenarios(&full, node, subject),
                    "means" => means = self.texts(&full, node),
                    "rise" | "fall" => self.expected(&full, node, &mut claim, subject, claims),
                    "without" => {
                        claim.without =
                            self.switches("claim.without", node).into_iter().map(|(name, _)| name).collect();
                    }
                    _ => self.unknown("claim", key, &place, &CLAIM_KEYS),
                }
            }
            let there: Vec<&str> = self.entries(table).into_iter().map(|(key, ..)| key).collect();
            for key in ["id", "title", "title_zh", "claim", "claim_zh", "scenario"] {
                if !there.contains(&key) {
                    self.missing(
                        &place,
                        &format!("claim.{key}"),
                        &format!("{key} in [[claim]]"),
                        &format!("{key} = \"…\""),
                    );
                }
            }
            if !there.contains(&"rise") && !there.contains(&"fall") {
                self.missing(&place, "claim.rise", "rise or fall in [[claim]]", "rise = [\"satisfaction\"]");
            }
            if there.contains(&"rest") && rest.len() != alone.len() {
                let found = format!("{} of rest for {} of alone", rest.len(), alone.len());
                let problem = place.problem("claim.rest", found).expected("one for each of alone, in the same order");
                self.problems.push(problem.help("name under rest what `scenario` is without each part"));
            }
            self.means(&means, &mut claim, subject);
            if claims.claims.iter().any(|known| known.id == claim.id) {
                let problem = place.problem("claim.id", format!("{} appears twice", claim.id));
                self.problems.push(problem.expected("each id once").help("give it another id"));
            }
            let (Some(scenario), Some(against), true) = (scenario, against, self.problems.len() == before) else {
                continue;
            };
            claim.terms = terms(scenario, against, &alone, &rest);
            let part = |(index, one): (usize, &usize)| Part {
                alone: vec![(*one, 1.0), (against, -1.0)],
                on_top: rest.get(index).map(|rest| vec![(scenario, 1.0), (*rest, -1.0)]),
            };
            claim.parts = alone.iter().enumerate().map(part).collect();
            if claim.expect.is_empty() {
                let problem = place.problem("claim.rise", format!("{} expects nothing", claim.id));
                self.problems.push(
                    problem
                        .expected("an outcome under rise or fall")
                        .help("write for instance rise = [\"satisfaction\"]"),
                );
            }
            if claim.terms.is_empty() {
                let problem = place.problem("claim.scenario", format!("{} compares a scenario with itself", claim.id));
                self.problems
                    .push(problem.expected("two scenarios").help("name another one under scenario or against"));
            }
            claims.claims.push(claim);
        }
    }

    fn expected(&mut self, key: &str, node: &Node, claim: &mut Claim, subject: &mut Subject, claims: &mut Claims) {
        for (word, node) in self.texts(key, node) {
            let Some(kind) = self.outcome(&word, node) else { continue };
            let index = subject.outcomes.place_where(|known| known.id == kind.id).unwrap_or_else(|| {
                subject.outcomes.push(kind);
                subject.outcomes.places().last().expect("one was just added")
            });
            claims.matters.resize_with(subject.outcomes.len(), Matters::default);
            if !claims.matters[index].is_known() {
                claims.matters[index] = Matters::declared(kind);
            }
            if claim.expect.iter().any(|(known, _)| *known == index) {
                let problem = self.of(node).problem(key, format!("{word} stands in this claim twice"));
                self.problems.push(problem.expected("each outcome once, under rise or fall").help("take one out"));
            } else {
                claim.expect.push((index, key == "claim.rise"));
            }
        }
    }

    /// Outcomes that a policy sets directly.
    fn means(&mut self, means: &[(String, &Node)], claim: &mut Claim, subject: &Subject) {
        for (word, node) in means {
            match claim.expect.iter().find(|(outcome, _)| subject.outcomes[*outcome].id == word) {
                Some((outcome, _)) => claim.means.push(*outcome),
                None => self.wrong(
                    node,
                    "claim.means",
                    "an outcome of this claim",
                    "name it under rise or fall, too: means are reported, but do not count for the verdict on the claim",
                ),
            }
        }
        if let (Some((_, node)), true) = (means.first(), claim.means.len() == claim.expect.len()) {
            self.wrong(node, "claim.means", "some outcome that is no means", "name what the means are good for");
        }
    }

    fn one_scenario(&mut self, key: &str, node: &Node, subject: &Subject) -> Option<usize> {
        let name = self.text(key, node)?;
        self.scenario_of(key, &name, node, subject)
    }

    fn some_scenarios(&mut self, key: &str, node: &Node, subject: &Subject) -> Vec<usize> {
        self.texts(key, node).iter().filter_map(|(name, node)| self.scenario_of(key, name, node, subject)).collect()
    }

    fn scenario_of(&mut self, key: &str, name: &str, node: &Node, subject: &Subject) -> Option<usize> {
        let found = subject.scenarios.iter().position(|scenario| scenario.name == name);
        if found.is_none() {
            let names = || subject.scenarios.iter().map(|scenario| scenario.name.as_str());
            let problem = self.of(node).problem(key, format!("the study has no scenario {name}"));
            self.problems.push(match nearest(name, names()) {
                Some(near) => problem.expected(format!("the nearest is {near}")).help(format!("did you mean {near}?")),
                None => problem
                    .expected(format!("one of {}", names().collect::<Vec<_>>().join(", ")))
                    .help("a scenario is called by its file without .toml; name the file under scenarios"),
            });
        }
        found
    }
}

/// Weights of scenarios, which sum to zero: one against another, less what each of `alone` does; or, where the `rest` without
/// each of them is there, what a part adds to its rest less what it adds alone, on average over the parts.
fn terms(scenario: usize, against: usize, alone: &[usize], rest: &[usize]) -> Vec<(usize, f64)> {
    let mut terms: Vec<(usize, i32)> = Vec::new();
    if rest.is_empty() {
        terms.extend([(scenario, 1), (against, -1)]);
    }
    terms.extend(alone.iter().flat_map(|one| [(*one, -1), (against, 1)]));
    terms.extend(rest.iter().flat_map(|rest| [(scenario, 1), (*rest, -1)]));
    let mut sums: Vec<(usize, i32)> = Vec::new();
    for (scenario, weight) in terms {
        match sums.iter_mut().find(|(known, _)| *known == scenario) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((scenario, weight)),
        }
    }
    sums.retain(|(_, weight)| *weight != 0);
    sums.sort_by_key(|(known, _)| *known != scenario);
    sums.into_iter().map(|(scenario, weight)| (scenario, f64::from(weight) / rest.len().max(1) as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_sum_to_zero() {
        assert_eq!(terms(2, 0, &[], &[]), [(2, 1.0), (0, -1.0)]);
        // Together (3) less each alone (1, 2), and the baseline once to make up for it.
        assert_eq!(terms(3, 0, &[1, 2], &[]), [(3, 1.0), (0, 1.0), (1, -1.0), (2, -1.0)]);
        // (3 − 5) − (1 − 0) and (3 − 4) − (2 − 0), halved.
        assert_eq!(terms(3, 0, &[1, 2], &[5, 4]), [(3, 1.0), (1, -0.5), (0, 1.0), (2, -0.5), (5, -0.5), (4, -0.5)]);
        assert!(terms(1, 1, &[], &[]).is_empty());
    }
}
