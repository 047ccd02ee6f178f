//! What is studied: scenarios, outcomes, factors and combinations, whatever the method.

use super::factor::{Factor, Role};
use crate::outcomes::OutcomeKind;
use crate::scenario::{Scenario, Setting};
use crate::units::places::{Indexed, places};

places! {
    /// An outcome among those of a study.
    OutcomeIndex(usize),
    /// A factor of a study.
    FactorIndex(usize),
    /// A quantity in [`Subject::quantities`].
    QuantityIndex(usize),
}

/// One combination of structural variants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Combination {
    /// In a word, such as `frailty=fixed`; `as_is` where nothing is crossed.
    pub name: String,
    /// Values by key.
    pub settings: Vec<(String, Setting)>,
}

impl Combination {
    /// The shipped world with one mechanism off.
    #[must_use]
    pub fn without(mechanism: &str) -> Self {
        Self {
            name: format!("{mechanism}=false"),
            settings: vec![(format!("mechanisms.{mechanism}"), Setting::Switch(false))],
        }
    }
}

/// One number of a point: an outcome of a scenario, or its paired difference to the baseline.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    /// The scenario.
    pub scenario: usize,
    /// The outcome.
    pub outcome: OutcomeIndex,
    /// Whether it is the difference to scenario 0.
    pub difference: bool,
}

impl Quantity {
    /// The value of an outcome in scenario 0.
    #[must_use]
    pub fn of(outcome: OutcomeIndex) -> Self {
        Self { scenario: 0, outcome, difference: false }
    }
}

/// What a study is about, apart from what it asks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Subject {
    /// The file's stem.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// The file as the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The files that it was read from.
    pub(crate) sources: crate::scenario::sources::Sources,
    /// The scenarios with `[set]` on top; the first is the baseline.
    pub scenarios: Vec<Scenario>,
    /// The outcomes.
    pub outcomes: Indexed<OutcomeIndex, &'static OutcomeKind>,
    /// Runs of every scenario at every point.
    pub replicates: u32,
    /// Levers first, then assumptions.
    pub factors: Indexed<FactorIndex, Factor>,
    /// Combinations of structural variants, at least one.
    pub combinations: Vec<Combination>,
}

impl Subject {
    /// Every quantity: outcomes by scenario, then differences by scenario.
    #[must_use]
    pub fn quantities(&self) -> Indexed<QuantityIndex, Quantity> {
        let of = |scenario: usize, difference| {
            self.outcomes.places().map(move |outcome| Quantity { scenario, outcome, difference })
        };
        let values = (0..self.scenarios.len()).flat_map(|scenario| of(scenario, false));
        values.chain((1..self.scenarios.len()).flat_map(|scenario| of(scenario, true))).collect()
    }

    /// The quantities that are shown: differences where scenarios are compared, values otherwise.
    #[must_use]
    pub fn shown(&self) -> Vec<QuantityIndex> {
        let quantities = self.quantities();
        let compared = self.scenarios.len() > 1;
        quantities.places().filter(|index| quantities[*index].difference == compared).collect()
    }

    /// The factors of a role, with their numbers.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = FactorIndex> + '_ {
        self.factors.places().filter(move |factor| self.factors[*factor].role == role)
    }

    /// A quantity as JSON.
    #[must_use]
    pub fn json_of_quantity(&self, quantity: Quantity) -> serde_json::Value {
        let (scenario, outcome) = (&self.scenarios[quantity.scenario].name, self.outcomes[quantity.outcome].id);
        serde_json::json!({ "scenario": scenario, "outcome": outcome, "difference": quantity.difference })
    }

    /// Everything that decides the results, as text.
    #[must_use]
    pub fn key(&self) -> String {
        let Self { factors, combinations, .. } = self;
        let ids: Vec<&str> = self.outcomes.iter().map(|kind| kind.id).collect();
        let scenarios: Vec<_> = self.scenarios.iter().map(crate::results::scenario_hash).collect();
        format!("{ids:?} {scenarios:?} {factors:?} {combinations:?}")
    }
}
