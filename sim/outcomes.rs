//! What is measured, each once, with unit, direction and words.

mod books;
pub mod coverage;
mod definition;
mod groups;
mod kinds;
pub mod measure;
mod own;
mod period;
pub mod places;
pub mod record;
pub mod survival;
pub mod traces;

use serde_json::{Value, json};

use crate::assumptions::smallest_changes::SmallestChange;
#[cfg(not(target_arch = "wasm32"))]
use crate::society::counts::Counts;

#[cfg(any(test, fuzzing, target_arch = "wasm32"))]
pub(crate) use books::grids;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use definition::Definition;
pub use definition::Period;
pub(crate) use places::Months;
pub(crate) use record::YEAR;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither; depends on what one wants.
    Neutral,
}

impl Direction {
    /// The word used in tables and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Neutral => "none",
        }
    }
}

/// One outcome.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OutcomeKind {
    /// Identifier in tables.
    pub id: &'static str,
    /// Domain: `efficiency`, `autonomy`, `service`, `workforce`, `co-ordination`, `harmony`, `equity`, `cost`.
    pub domain: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// Short name in English.
    pub name_en: &'static str,
    /// Short name in Chinese.
    pub name_zh: &'static str,
    /// The smallest change that matters, and why.
    pub smallest: &'static SmallestChange,
    /// Meaning in English, one or two sentences.
    pub meaning_en: &'static str,
    /// Meaning in Chinese.
    pub meaning_zh: &'static str,
    /// How it arises from what was counted.
    pub(crate) definition: definition::Definition,
    /// The groups for which it is given beside `all`.
    pub(crate) groups: &'static [groups::Sort],
}

impl OutcomeKind {
    /// The smallest change that matters, in its unit; also that of its groups.
    #[must_use]
    pub fn matters(&self) -> f64 {
        self.smallest.least
    }

    /// What stands above the line, in words of both languages.
    #[must_use]
    pub fn numerator(&self) -> (String, String) {
        self.definition.numerator()
    }

    /// What stands below the line, in words of both languages; empty where there is nothing.
    #[must_use]
    pub fn denominator(&self) -> (String, String) {
        self.definition.denominator()
    }

    /// Its value in a cell of so many residents and days, where it is made of counts; NaN for any other.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of_counts(&self, counts: &Counts<u64>, residents: f64, days: f64) -> f64 {
        self.definition.of(counts, books::Extent { residents, days })
    }

    /// Whether it is given by day and by year of the run.
    #[must_use]
    pub fn by_year(&self) -> bool {
        matches!(self.definition, definition::Definition::Stock(_)) || self.definition.by_day()
    }

    /// The least and the largest value that it can take.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        match (self.id, self.unit) {
            // A difference of two shares or of two scales.
            ("reporting_gap" | "satisfaction_gap_tenure", _) | (_, "scale -1-1") => (-1.0, 1.0),
            // A case may come back more than once, and more may be asked of people than there are hours.
            ("reopened_share" | "utilisation", _) => (0.0, f64::INFINITY),
            (_, "share" | "scale 0-1") => (0.0, 1.0),
            _ => (0.0, f64::INFINITY),
        }
    }

    /// As JSON, with the keys that other programs rely on.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let ((numerator, numerator_zh), (denominator, denominator_zh)) = (self.numerator(), self.denominator());
        let (period, period_zh) = self.period().words();
        json!({
            "id": self.id,
            "domain": self.domain,
            "unit": self.unit,
            "direction": self.direction.word(),
            "matters": self.matters(),
            "why_en": self.smallest.why_en,
            "why_zh": self.smallest.why_zh,
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "meaning_en": self.meaning_en,
            "meaning_zh": self.meaning_zh,
            "numerator": numerator,
            "numerator_zh": numerator_zh,
            "denominator": denominator,
            "denominator_zh": denominator_zh,
            "period": period,
            "period_zh": period_zh,
            "by_year": self.by_year(),
        })
    }

    /// Over what time it is measured.
    #[must_use]
    pub fn period(&self) -> Period {
        self.definition.period()
    }
}

/// Every outcome in the order of tables.
#[must_use]
pub fn outcome_kinds() -> &'static [OutcomeKind] {
    &kinds::KINDS
}

/// The outcomes that tables and reports show first, and that precision and ranking are about: one or two per domain.
///
/// None may praise a policy for the failure that it causes: the study `headline_correlations` shows how they go together.
/// That is why whom people ask first is not among them (it rises where people give up on everybody else), and why
/// escalations are not (a handful a year in a city of 20,000).
pub const HEADLINES: [&str; 10] = [
    "close_days_mean",
    "true_resolution_share",
    "self_governed_share",
    "capability",
    "satisfaction",
    "unreported_share",
    "burnout_share",
    "duplicate_share",
    "harm_gini",
    "cost_yuan_per_resident_year",
];

/// The outcome called `id`, if there is one.
#[must_use]
pub fn outcome_kind(id: &str) -> Option<&'static OutcomeKind> {
    outcome_kinds().iter().find(|kind| kind.id == id)
}

#[cfg(test)]
mod tests;
