//! What a study of dose and response asks: the steps of every lever, what matters, which mechanisms are switched off.

use crate::settings::parameter;
use crate::study::contrast::Matters;
use crate::study::factor::Factor;
use crate::study::subject::{FactorIndex, OutcomeIndex, Subject};
use crate::units::places::Indexed;

/// What is asked.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DoseResponse {
    /// Steps of every lever, its value in the base apart.
    pub levels: u32,
    /// From what size on a change of each outcome matters.
    pub matters: Indexed<OutcomeIndex, Matters>,
    /// Mechanisms that are switched off one by one.
    pub without: Vec<String>,
    /// Runs of every scenario with a mechanism off.
    pub replicates_without: u32,
    /// Outcomes that the study names, the first ones; the others are judged apart, and not without mechanisms.
    pub named: usize,
}

/// A value of a lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The value.
    pub value: f64,
    /// The point at which it is run; none where it does not go with the base. That of the base is 0.
    pub point: Option<usize>,
}

/// A lever with its steps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dose {
    /// The lever.
    pub factor: FactorIndex,
    /// The mechanism that it works through, and whether the base has it; a lever without one is always at work.
    pub mechanism: Option<(&'static str, bool)>,
    /// Its steps from the lowest to the highest, its value in the base among them; none is run where the mechanism is off.
    pub steps: Vec<Step>,
    /// Where its ends are run with a mechanism off, among those points: the lowest and then the highest.
    pub ends_at: Option<usize>,
}

impl Dose {
    /// Whether the mechanism that it works through is off in the base.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.mechanism.is_some_and(|(_, on)| !on)
    }

    /// Its lowest and its highest value that were run; those asked for where none was.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        let mut run = self.steps.iter().filter(|step| step.point.is_some());
        let (low, high) = (run.next(), run.next_back());
        match (low, high) {
            (Some(low), Some(high)) => (low.value, high.value),
            _ => (self.steps[0].value, self.steps[self.steps.len() - 1].value),
        }
    }

    /// The points of its lowest and its highest step that go with the base, if they are two.
    #[must_use]
    pub fn end_points(&self) -> Option<[usize; 2]> {
        let mut run = self.steps.iter().filter_map(|step| step.point);
        let low = run.next()?;
        run.next_back().map(|high| [low, high])
    }
}

/// Which points are run, and which step of which lever each of them is.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Every lever.
    pub doses: Vec<Dose>,
    /// Points of the base world: the base first.
    steps: Vec<Vec<f64>>,
    /// Points with a mechanism off.
    ends: Vec<Vec<f64>>,
}

impl Plan {
    /// The points of a combination.
    #[must_use]
    pub fn points(&self, combination: usize) -> &[Vec<f64>] {
        if combination == 0 { &self.steps } else { &self.ends }
    }
}

/// The value without what is only an error of the last digits, so that 0.1 and two tenths are three tenths.
fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

impl DoseResponse {
    /// The values of a lever: equally spaced over its range, whole numbers rounded, and its value in the base.
    #[must_use]
    pub fn steps(&self, factor: &Factor) -> Vec<f64> {
        let mut values: Vec<f64> = factor.values(self.levels).into_iter().map(rounded).collect();
        let same = |value: &f64| (value - factor.default).abs() <= 1e-9;
        match values.iter_mut().find(|value| same(value)) {
            Some(value) => *value = factor.default,
            None => values.push(factor.default),
        }
        values.sort_by(f64::total_cmp);
        values
    }

    /// The points of all levers.
    #[must_use]
    pub fn plan(&self, subject: &Subject) -> Plan {
        let base: Vec<f64> = subject.factors.iter().map(|factor| factor.default).collect();
        let at = |factor: FactorIndex, value: f64| {
            let mut point = base.clone();
            point[factor.index()] = value;
            point
        };
        let (mut steps, mut ends) = (vec![base.clone()], Vec::new());
        let mut doses = Vec::new();
        for (index, factor) in subject.factors.each() {
            let mechanism = factor.key.split_once('.').and_then(|(table, name)| parameter(table, name)?.lever);
            let mechanisms = &subject.scenarios[0].settings.mechanisms;
            let mechanism = mechanism.map(|(name, _)| (name, mechanisms.is_on(name)));
            let mut dose = Dose { factor: index, mechanism, steps: Vec::new(), ends_at: None };
            for value in self.steps(factor) {
                let point = at(index, value);
                let is_base = value.to_bits() == factor.default.to_bits();
                let goes = || subject.scenario_at(0, &subject.combinations[0], &point).is_ok();
                let number = if is_base {
                    Some(0)
                } else if !dose.is_off() && goes() {
                    steps.push(point);
                    Some(steps.len() - 1)
                } else {
                    None
                };
                dose.steps.push(Step { value, point: number });
            }
            if let Some(points) = dose.end_points() {
                dose.ends_at = Some(ends.len());
                ends.extend(points.map(|point| steps[point].clone()));
            }
            doses.push(dose);
        }
        Plan { doses, steps, ends }
    }

    /// Everything that decides the results, as text.
    #[must_use]
    pub fn key(&self) -> String {
        let least: Vec<f64> = self.matters.iter().map(|matters| matters.least).collect();
        let Self { levels, without, replicates_without, named, .. } = self;
        format!("{levels} {least:?} {without:?} {replicates_without} {named}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::factor::{Levels, Role, Target};

    fn factor(low: f64, high: f64, whole: bool, default: f64) -> Factor {
        Factor {
            key: "staffing.audit_share".to_owned(),
            name_en: String::new(),
            name_zh: String::new(),
            role: Role::Lever,
            unit: "share",
            levels: Levels::Range { low, high, whole },
            target: Target::Key,
            scenarios: vec![0],
            default,
        }
    }

    #[test]
    fn steps_are_even_and_hold_the_base_once() {
        let asked = DoseResponse { levels: 5, ..DoseResponse::default() };
        assert_eq!(asked.steps(&factor(0.1, 0.9, false, 0.4)), [0.1, 0.3, 0.4, 0.5, 0.7, 0.9]);
        // 0.1 + 0.25 * 0.8 is 0.30000000000000004.
        assert_eq!(asked.steps(&factor(0.1, 0.9, false, 0.3)), [0.1, 0.3, 0.5, 0.7, 0.9]);
        assert_eq!(asked.steps(&factor(1.0, 3.0, true, 6.0)), [1.0, 2.0, 3.0, 6.0]);
    }
}
