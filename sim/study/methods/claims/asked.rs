//! What a test of claims asks: claims, what matters, how many other worlds.

use crate::study::contrast::Matters;
use crate::study::subject::OutcomeIndex;
use crate::study::targets::CalibrationTarget;
use crate::units::places::Indexed;

/// What is compared: scenarios by number and their weights, which sum to zero.
pub type Terms = Vec<(usize, f64)>;

/// A part of what a claim takes together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part {
    /// What it adds alone; its first term is the part.
    pub alone: Terms,
    /// What it adds on top of all the others, where the claim names what they are without it.
    pub on_top: Option<Terms>,
}

/// A claim, in the project's own words.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Claim {
    /// A word for tables.
    pub id: String,
    /// A few words in English and Chinese.
    pub titles: [String; 2],
    /// The claim in English and Chinese.
    pub words: [String; 2],
    /// What must be known to read the verdict, in English and Chinese; may be empty.
    pub note: [String; 2],
    /// What is compared.
    pub terms: Terms,
    /// What is taken together; empty where one policy is held against another.
    pub parts: Vec<Part>,
    /// Outcomes, and whether the claim lets them rise.
    pub expect: Vec<(OutcomeIndex, bool)>,
    /// Outcomes that the policy sets directly: they are judged, but do not count for the claim.
    pub means: Vec<OutcomeIndex>,
    /// Mechanisms that are switched off one by one.
    pub without: Vec<String>,
}

/// A claim that the model cannot test.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Silent {
    /// The claim in English and Chinese.
    pub words: [String; 2],
    /// Why the model cannot test it, in English and Chinese.
    pub why: [String; 2],
}

/// What a world has to make to be plausible.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plausible {
    /// What is published.
    pub targets: Vec<CalibrationTarget>,
    /// The largest implausibility.
    pub at_most: f64,
    /// Plausible worlds that it takes to judge by them.
    pub worlds_at_least: u32,
}

impl Plausible {
    /// Everything that decides the results, as text.
    pub(super) fn key(&self) -> String {
        let Self { targets, at_most, worlds_at_least } = self;
        let target = |target: &CalibrationTarget| format!("{:?} {} {}", target.outcome, target.value, target.tolerance);
        let targets: Vec<String> = targets.iter().map(target).collect();
        format!("{targets:?} {at_most} {worlds_at_least}")
    }
}

/// What of an outcome of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The change with its interval, in the direction of the claim.
    Size,
    /// The same in the opposite direction.
    Against,
    /// The change with its sign.
    Change,
    /// Share of worlds in which it is as claimed.
    So,
    /// Share of worlds in which it is the opposite.
    Opposite,
    /// What is taken together as a ratio.
    Ratio,
    /// The change without a mechanism, by number.
    Without(usize),
}

/// Words as they stand, or a number to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Of a claim and one of its outcomes, by number.
    Number(usize, usize, What),
    /// Of a claim by number: the least share of worlds in which one of its outcomes is as claimed.
    LeastSo(usize),
}

/// What a test of claims asks.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Claims {
    /// Other worlds.
    pub points: u32,
    /// Seed of the design.
    pub seed: u32,
    /// The claims.
    #[expect(clippy::struct_field_names, reason = "that is what they are, among what belongs to testing them")]
    pub claims: Vec<Claim>,
    /// Claims that the model cannot test.
    pub silent: Vec<Silent>,
    /// By outcome.
    pub matters: Indexed<OutcomeIndex, Matters>,
    /// Runs of every scenario in each of the other worlds.
    pub world_replicates: u32,
    /// Runs of every scenario with a mechanism off.
    pub without_replicates: u32,
    /// What makes a world plausible; without it all worlds count.
    pub plausible: Option<Plausible>,
    /// What people say of the findings in English and Chinese, to stand below them; no hash covers it.
    pub commentary: [Vec<Piece>; 2],
}

impl Claims {
    /// Outcomes that are judged, each once a claim.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.claims.iter().map(|claim| claim.expect.len()).sum()
    }

    /// Everything that decides the results, as text.
    #[must_use]
    pub fn key(&self) -> String {
        let one = |claim: &Claim| {
            let Claim { id, terms, parts, expect, means, without, .. } = claim;
            format!("{id} {terms:?} {parts:?} {expect:?} {means:?} {without:?}")
        };
        let claims: Vec<String> = self.claims.iter().map(one).collect();
        let least: Vec<f64> = self.matters.iter().map(|matters| matters.least).collect();
        let Self { points, seed, world_replicates, without_replicates, .. } = self;
        let plausible = self.plausible.as_ref().map_or_else(String::new, |plausible| format!(" {}", plausible.key()));
        format!("{points} {seed} {claims:?} {least:?} {world_replicates} {without_replicates}{plausible}")
    }
}
