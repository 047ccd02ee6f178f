//! `[cross]`: structural variants under which a study is repeated, and what may not be fixed because it is varied.

use crate::diagnostics::{Code, Diagnostic};
use crate::scenario::place::Place;
use crate::scenario::read::{Node, Reader};
use crate::scenario::{Scenario, Setting};
use crate::study::factor::{Factor, Target};
use crate::study::subject::{Combination, Subject};

/// Combinations of structural variants at most.
const MOST: usize = 64;

impl Reader<'_> {
    pub(in crate::study) fn combinations(&mut self, node: &Node, scenarios: &[Scenario]) -> Vec<Combination> {
        let mut variants: Vec<(String, Vec<Setting>)> = Vec::new();
        for (key, values, place) in self.leaves("cross", node) {
            let Some(items) = values.get_ref().as_array().filter(|items| items.len() > 1) else {
                let help = format!("write \"{key}\" = [\"one\", \"other\"] with every variant to be tried");
                self.wrong(values, &key, "a list of at least two values", &help);
                continue;
            };
            let mut choices: Vec<Setting> = Vec::new();
            for item in items {
                let Some(setting) = self.setting(&key, item) else { continue };
                if choices.contains(&setting) {
                    let problem = self.of(item).problem(&key, format!("{setting} appears twice"));
                    self.problems.push(problem.expected("each variant once").help("take one out"));
                    continue;
                }
                match scenarios[0].with(&key, setting.clone()) {
                    Ok(_) => choices.push(setting),
                    Err(problem) => {
                        // A key that is not known is wrong whatever the value.
                        let unknown = problem.code == Code::UnknownKey;
                        let place = if unknown { place.clone() } else { self.of(item) };
                        self.moved(problem, &place);
                        if unknown {
                            break;
                        }
                    }
                }
            }
            variants.push((key, choices));
        }
        // Counted before they are built: six lists of sixty values would not fit into memory.
        let count = variants.iter().fold(1_usize, |count, (_, choices)| count.saturating_mul(choices.len()));
        if count > MOST {
            let found = format!("[cross] asks for {count} combinations");
            let problem = self.of(node).problem("cross", found).expected(format!("at most {MOST}"));
            self.problems.push(problem.help("cross fewer variants, or split the study"));
            return vec![Combination::default()];
        }
        let mut combinations = vec![Combination::default()];
        for (key, choices) in &variants {
            let short = key.rsplit('.').next().unwrap_or(key);
            combinations = combinations
                .iter()
                .flat_map(|combination| {
                    choices.iter().map(|choice| combination.and(short, key, choice)).collect::<Vec<_>>()
                })
                .collect();
        }
        // Choices that were refused leave nothing; their problems have been reported.
        if combinations.is_empty() { vec![Combination::default()] } else { combinations }
    }

    /// Refuses to fix or cross what is varied: at every point the factor would win without a word.
    pub(in crate::study) fn never_both(
        &mut self,
        fixed: &[(String, Option<Place>)],
        cross: Option<&Node>,
        subject: &Subject,
    ) {
        let everywhere = |scenarios: &[usize]| scenarios.len() == subject.scenarios.len();
        let help = "take it out here, or take out the lever or assumption that varies it";
        for (key, place) in fixed {
            if subject.factors.iter().any(|factor| factor.moves(key) && everywhere(&factor.scenarios)) {
                let found = format!("{key} is both fixed and varied");
                let problem = match place {
                    Some(place) => place.problem(key, found),
                    None => Diagnostic::of_file("--set", found),
                };
                self.problems.push(problem.expected("one of the two").help(help));
            }
        }
        // That it is no table has been reported.
        let Some(node) = cross.filter(|node| node.get_ref().as_table().is_some()) else { return };
        for (key, _, place) in self.leaves("cross", node) {
            if subject.factors.iter().any(|factor| factor.moves(&key) || factor.leads_over(&key)) {
                let problem = place.problem(&key, format!("{key} is both crossed and varied"));
                self.problems.push(problem.expected("one of the two").help(help));
            }
        }
    }
}

impl Factor {
    /// Whether it is a path that moves this lever among others.
    pub(in crate::study) fn leads_over(&self, key: &str) -> bool {
        matches!(&self.target, Target::Path(levers) if levers.iter().any(|(own, ..)| own == key))
    }
}

impl Combination {
    fn and(&self, short: &str, key: &str, setting: &Setting) -> Self {
        let mut combination = self.clone();
        if !combination.name.is_empty() {
            combination.name.push(' ');
        }
        combination.name += &[short, "=", &setting.to_string()].concat();
        combination.settings.push((key.to_owned(), setting.clone()));
        combination
    }
}
