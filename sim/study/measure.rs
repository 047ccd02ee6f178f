//! What factors do to quantities, and which of them do most.

use super::subject::{FactorIndex, QuantityIndex};
use crate::statistics::estimate::Estimate;

/// What one factor does to one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The quantity.
    pub quantity: QuantityIndex,
    /// The factor.
    pub factor: FactorIndex,
    /// The other factor of an interaction.
    pub with: Option<FactorIndex>,
    /// Which measure, such as `first` or `mu_star`.
    pub kind: &'static str,
    /// The value with its 95% interval.
    pub estimate: Estimate,
}

impl std::ops::Deref for Measure {
    type Target = Estimate;

    fn deref(&self) -> &Estimate {
        &self.estimate
    }
}

impl Measure {
    /// The measure of one factor on a quantity, of some kind.
    #[must_use]
    pub fn find<'m>(
        measures: &'m [Self],
        quantity: QuantityIndex,
        factor: FactorIndex,
        kind: &str,
    ) -> Option<&'m Self> {
        measures.iter().find(|m| m.quantity == quantity && m.factor == factor && m.with.is_none() && m.kind == kind)
    }
}

/// Factors from the strongest, by the size of their `leading` measure of a quantity; those alone of which `wanted` is true.
#[must_use]
pub fn ranked(
    measures: &[Measure],
    leading: &str,
    quantity: QuantityIndex,
    wanted: &dyn Fn(FactorIndex) -> bool,
) -> Vec<FactorIndex> {
    let of = measures.iter().filter(|m| m.quantity == quantity && m.kind == leading && m.with.is_none());
    let defined = of.filter(|m| !m.value.is_nan() && wanted(m.factor));
    let mut found: Vec<(f64, FactorIndex)> = defined.map(|m| (m.value.abs(), m.factor)).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, factor)| factor).collect()
}
