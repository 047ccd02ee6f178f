//! What is known of a method before any study asks it: its words, its tables, and the keys that its part of a file has.
//!
//! A method declares its keys once. Reading a study and the JSON Schema of study files both follow them.

/// A method, apart from any study.
#[derive(Debug)]
pub struct Kind {
    /// The word of study files.
    pub word: &'static str,
    /// What it is called in English and Chinese.
    pub names: (&'static str, &'static str),
    /// The keys of `[design]` that it heeds.
    pub design: &'static [Size],
    /// The keys at the top of a file that belong to it alone.
    pub sections: &'static [Key],
    /// Whether its own tables name the outcomes, so that `outcomes` may be left out.
    pub brings_outcomes: bool,
    /// Whether it varies factors, so that its points, what they gave and how that spreads are tabled.
    pub varies: bool,
    /// The tables of its own.
    pub tables: &'static [&'static str],
    /// What their columns mean, as rows of the data dictionary.
    pub dictionary: &'static str,
}

/// A whole number under `[design]`, with its least and its largest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its key.
    pub key: &'static str,
    /// The least.
    pub low: u32,
    /// The largest.
    pub high: u32,
    /// Why it has to be even; empty where it need not be.
    pub even: &'static str,
}

impl Size {
    /// Points of a sample; base points of Sobol' indices.
    pub const POINTS: Self = Self::new("points", 2, 100_000);
    /// Levels of a range.
    pub const LEVELS: Self = Self::new("levels", 2, 100);
    /// Resamples behind bootstrap intervals.
    pub const RESAMPLES: Self = Self::new("resamples", 100, 100_000);
    /// Seed of the design, apart from that of the runs.
    pub const SEED: Self = Self::new("seed", 0, u32::MAX);

    /// A size from `low` to `high`.
    #[must_use]
    pub const fn new(key: &'static str, low: u32, high: u32) -> Self {
        Self { key, low, high, even: "" }
    }

    /// The same, but even, with the reason.
    #[must_use]
    pub const fn even(self, why: &'static str) -> Self {
        Self { even: why, ..self }
    }
}

/// A key of a study file and what stands under it.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands under it.
    pub holds: ValueKind,
    /// What it is about.
    pub about: &'static str,
}

impl Key {
    /// A key that holds something.
    #[must_use]
    pub const fn new(name: &'static str, holds: ValueKind, about: &'static str) -> Self {
        Self { name, holds, about }
    }

    /// The names of some keys.
    #[must_use]
    pub fn names(keys: &[Self]) -> Vec<&'static str> {
        keys.iter().map(|key| key.name).collect()
    }
}

/// What stands under a key.
#[derive(Debug)]
pub enum ValueKind {
    /// The id of an outcome.
    Outcome,
    /// A text.
    Text,
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A number above 0.
    Positive,
    /// A number between two others.
    Between(f64, f64),
    /// A whole number between two others.
    Whole(u32, u32),
    /// Whole months of 30 days, in days from so many on.
    Months(u32),
    /// One of some words.
    Word(&'static [&'static str]),
    /// Some of some words, at least one.
    Words(&'static [&'static str]),
    /// Whole numbers between two others, at least one.
    Wholes(u32, u32),
    /// A table with these keys, of which those are needed.
    Table(&'static [Key], &'static [&'static str]),
    /// At least so many tables with these keys, of which those are needed.
    Tables(usize, &'static [Key], &'static [&'static str]),
    /// Texts, at least one, of which only the reader knows what they may be.
    AnyTexts,
    /// A table whose keys depend on the study.
    AnyTable,
    /// Tables of which only the reader knows the keys.
    AnyTables,
}

/// `outcome` in any table.
pub const OUTCOME: Key = Key::new("outcome", ValueKind::Outcome, "");

/// A table of an outcome within bounds: a constraint of a search, a threshold of robustness.
pub const BOUND: [Key; 3] =
    [OUTCOME, Key::new("at_most", ValueKind::Number, "at_most"), Key::new("at_least", ValueKind::Number, "at_least")];
