//! What is measured, each once, with unit, direction and words.

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
    /// Meaning in English, one or two sentences.
    pub meaning_en: &'static str,
    /// Meaning in Chinese.
    pub meaning_zh: &'static str,
}

/// Every outcome in the order of tables.
#[must_use]
pub fn outcome_kinds() -> &'static [OutcomeKind] {
    &[]
}
