//! From a point to its scenarios.

use super::factor::{Factor, Target};
use super::subject::{Combination, Subject};
use crate::diagnostics::Diagnostic;
use crate::scenario::values::plain;
use crate::scenario::{Scenario, Setting};
use crate::settings::parameter;

impl Subject {
    /// The scenarios of a point; `values` has one number a factor. They carry no text: thousands of them may exist.
    ///
    /// # Errors
    /// When the values do not go together, such as a floor above its cap.
    pub fn at(&self, combination: &Combination, values: &[f64]) -> Result<Vec<Scenario>, Box<Diagnostic>> {
        (0..self.scenarios.len()).map(|index| self.scenario_at(index, combination, values)).collect()
    }

    /// One of the scenarios of a point, see [`Subject::at`].
    ///
    /// # Errors
    /// As [`Subject::at`].
    ///
    /// # Panics
    /// When a joint lever names a key that the registry does not know; reading refuses such a study.
    pub fn scenario_at(
        &self,
        index: usize,
        combination: &Combination,
        values: &[f64],
    ) -> Result<Scenario, Box<Diagnostic>> {
        let mut base = self.scenarios[index].clone();
        base.text.clear();
        base.origins.clear();
        let mut settings = combination.settings.clone();
        // Several paths may move one lever: their ways add up.
        let mut ways: Vec<(&str, f64, (f64, f64))> = Vec::new();
        for (factor, value) in self.factors.iter().zip(values) {
            if !factor.scenarios.contains(&index) {
                continue;
            }
            match &factor.target {
                Target::Key => settings.push((factor.key.clone(), Setting::Number(*value))),
                Target::Variant(choices) => settings.push((factor.key.clone(), choices[*value as usize].clone())),
                Target::Scale(keys) => {
                    for (key, start, (low, high)) in keys {
                        settings.push((key.clone(), Setting::Number((start * value).clamp(*low, *high))));
                    }
                }
                Target::Path(levers) => {
                    for (key, way, range) in levers {
                        match ways.iter_mut().find(|(known, ..)| known == key) {
                            Some((_, sum, _)) => *sum += way * value,
                            None => ways.push((key, way * value, *range)),
                        }
                    }
                }
            }
        }
        for (key, way, (low, high)) in ways {
            let (table, name) = key.split_once('.').expect("keys of the registry have a dot");
            let start = base.settings.get(table, name).expect("a lever of the registry");
            let whole = parameter(table, name).is_some_and(|parameter| parameter.whole);
            let value = (start + way).clamp(low, high);
            settings.push((key.to_owned(), Setting::Number(if whole { value.round() } else { value })));
        }
        let mut scenario = base.with_all(&settings).map_err(|problem| self.does_not_go(&problem, values))?;
        // A study takes its replicates as independent of each other, which two in one drawn city are not.
        scenario.settings.plan = scenario.settings.plan.one_each();
        Ok(scenario)
    }

    fn does_not_go(&self, problem: &Diagnostic, values: &[f64]) -> Diagnostic {
        let at: Vec<String> = self
            .factors
            .iter()
            .zip(values)
            .take(8)
            .map(|(f, value)| format!("{} = {}", f.key, plain(*value)))
            .collect();
        let found = format!("a point of the study is no scenario: {} (at {})", problem.found, at.join(", "));
        Diagnostic::of_file(&self.file, found)
            .expected("values that go together at every point")
            .help("narrow low and high of the levers or assumptions that are named above")
    }
}

/// The numbers of a point from shares of the factors' ranges.
#[must_use]
pub fn values(factors: &[Factor], shares: &[f64]) -> Vec<f64> {
    factors.iter().zip(shares).map(|(factor, share)| factor.at(*share)).collect()
}
