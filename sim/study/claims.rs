//! Claims of the literature as hypotheses: each is a contrast of policies, tested in the shipped world, in many other worlds,
//! and with single mechanisms switched off.
//!
//! A claim weighs scenarios: a policy against another, what several policies do together beyond the sum of what each does
//! alone, or what each adds to all the others beyond what it adds alone. For each of its outcomes it says whether the contrast should rise or fall; the study says from what size on that
//! matters. The first cross of the study is the shipped world, the last one the other worlds (a Latin hypercube over
//! assumptions and structural variants), those between have one mechanism off on all sides. `verdict` chooses the words.

mod elsewhere;
pub mod fate;
pub mod verdict;

use super::carry_out::{Failure, Findings, spreads};
use super::discovery::prim::Region;
use super::methods::design;
use super::responses::Responses;
use super::runner::Runner;
use super::sensitivity::noise::noise;
use super::statistics::quantile;
use super::{Study, apply};
use crate::compare::LEVEL;
use crate::compare::interval::{interval, mean};
use crate::scenario::Scenario;
use fate::Without;
use verdict::{Effect, Overall, Shares, Verdict};

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
    /// Outcomes by number, and whether the claim lets them rise.
    pub expect: Vec<(usize, bool)>,
    /// Outcomes that the policy sets directly: they are judged, but do not count for the claim.
    pub means: Vec<usize>,
    /// Mechanisms that are switched off one by one.
    pub without: Vec<String>,
}

/// A claim of which the model cannot speak.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Silent {
    /// The claim in English and Chinese.
    pub words: [String; 2],
    /// Why the model cannot speak of it, in English and Chinese.
    pub why: [String; 2],
}

/// From what size on a change of an outcome matters.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Matters {
    /// The smallest size, in the outcome's unit.
    pub least: f64,
    /// The reason in English and Chinese.
    pub why: [String; 2],
}

/// What the method needs beside the fields of [`Study`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Claims {
    /// The claims.
    pub claims: Vec<Claim>,
    /// Claims of which the model cannot speak.
    pub silent: Vec<Silent>,
    /// By outcome.
    pub matters: Vec<Matters>,
    /// Runs of every scenario in each of the other worlds.
    pub world_replicates: u32,
    /// Runs of every scenario with a mechanism off.
    pub without_replicates: u32,
    /// What people say of the findings, to stand below them; no hash covers it.
    pub commentary: String,
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
        format!("{claims:?} {least:?} {} {}", self.world_replicates, self.without_replicates)
    }
}

/// What came out for one outcome of a claim.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tested {
    /// Outcome by number.
    pub outcome: usize,
    /// Whether the claim lets it rise.
    pub rise: bool,
    /// The contrast in the shipped world.
    pub here: Effect,
    /// The contrast of logarithms, for shares and scales of log odds, where parts are taken together; and the share of other
    /// worlds in which it has the claimed sign.
    pub ratio: Option<(Effect, f64)>,
    /// What each part adds alone and on top of all the others, where that is known.
    pub parts: Vec<[Effect; 2]>,
    /// The contrast without each mechanism of [`Claim::without`].
    pub without: Vec<Without>,
    /// The contrast in each of the other worlds: mean over replicates; NaN where undefined.
    pub worlds: Vec<f64>,
    /// How the other worlds divide.
    pub shares: Shares,
    /// Quantiles 5%, 50% and 95% over the other worlds.
    pub quantiles: [f64; 3],
    /// Share of the variance between worlds that is chance of few runs.
    pub chance: f64,
    /// A box of assumptions in which the claim often fails, if one was found.
    pub fails: Option<Region>,
    /// Assumptions that go with the contrast over worlds, strongest first: factor and rank correlation.
    pub influences: Vec<(usize, f64)>,
    /// The verdict.
    pub verdict: Verdict,
    /// What it would be if the intervals of all outcomes of the study were so wide that all hold at once (Bonferroni).
    pub verdict_at_once: Verdict,
    /// What it would be if the other worlds lay as far apart as without chance.
    pub verdict_calm: Verdict,
}

/// What came out for a claim.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Judged {
    /// By outcome, as in [`Claim::expect`].
    pub tested: Vec<Tested>,
    /// The verdict over all of them.
    pub overall: Overall,
}

/// Which scenarios a cross needs: the baseline, and those of the claims that ask for it.
fn needed(study: &Study, cross: usize) -> Vec<bool> {
    let mut needed = vec![false; study.scenarios.len()];
    needed[0] = true;
    let off = study.crosses[cross].name.strip_suffix("=false");
    for claim in &study.claims.claims {
        if off.is_none_or(|name| claim.without.iter().any(|without| without == name)) {
            claim.terms.iter().for_each(|(scenario, _)| needed[*scenario] = true);
        }
    }
    needed
}

/// The points of a cross: the other worlds of the last one, the shipped values in the others.
fn points(study: &Study, cross: usize) -> Vec<Vec<f64>> {
    if cross + 1 == study.crosses.len() {
        design(study).iter().map(|shares| apply::values(&study.factors, shares)).collect()
    } else {
        vec![study.factors.iter().map(|factor| factor.default).collect()]
    }
}

/// Crosses with as many runs each: the shipped world, those with a mechanism off, the other worlds.
fn groups(study: &Study) -> [(Vec<usize>, u32); 3] {
    let last = study.crosses.len() - 1;
    let Claims { world_replicates, without_replicates, .. } = study.claims;
    [(vec![0], study.replicates), ((1..last).collect(), without_replicates), (vec![last], world_replicates)]
}

/// The scenarios that the crosses need, in order of crosses, points and scenarios.
fn scenarios(study: &Study, crosses: &[usize]) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios = Vec::new();
    for &cross in crosses {
        let needed = needed(study, cross);
        for point in points(study, cross) {
            for index in (0..needed.len()).filter(|index| needed[*index]) {
                scenarios.push(study.scenario_at(index, &study.crosses[cross], &point)?);
            }
        }
    }
    Ok(scenarios)
}

/// What is to be lived, with so many replicates of each.
///
/// # Errors
/// When a point is no scenario.
pub(super) fn batches(study: &Study) -> Result<Vec<(Vec<Scenario>, u32)>, Failure> {
    groups(study).into_iter().map(|(crosses, replicates)| Ok((scenarios(study, &crosses)?, replicates))).collect()
}

/// Lives through all crosses and judges the claims; the judgements stand in the findings of the first cross.
///
/// # Errors
/// When it was stopped or a point is no scenario.
pub(super) fn carried_out(study: &Study, runner: &Runner) -> Result<Vec<Findings>, Failure> {
    let mut all = Vec::new();
    for (crosses, replicates) in groups(study) {
        let mut runs = runner.run(&scenarios(study, &crosses)?, replicates, &study.outcomes)?.into_iter();
        for cross in crosses {
            let needed = needed(study, cross);
            let mut responses = Responses { points: points(study, cross), values: Vec::new() };
            for _ in &responses.points {
                // A scenario that no claim needs here has no runs.
                let runs_of = |needed: &bool| if *needed { runs.next().unwrap_or_default() } else { Vec::new() };
                responses.values.push(needed.iter().map(runs_of).collect());
            }
            all.push(responses);
        }
    }
    let judged = study.claims.claims.iter().map(|claim| judge(study, claim, &all)).collect();
    let quantities = study.quantities();
    let finding = |responses| Findings { spreads: spreads(&quantities, &responses), responses, ..Findings::default() };
    let mut findings: Vec<Findings> = all.into_iter().map(finding).collect();
    findings[0].judged = judged;
    Ok(findings)
}

/// The contrast at a point by replicate; NaN where a side is undefined. `scale` is what values are measured on.
fn contrast(terms: &Terms, runs: &[Vec<Vec<f64>>], outcome: usize, scale: fn(f64) -> f64) -> Vec<f64> {
    let of = |replicate: usize| {
        terms.iter().map(|(scenario, weight)| weight * scale(runs[*scenario][replicate][outcome])).sum()
    };
    (0..runs[terms[0].0].len()).map(of).collect()
}

/// The scale on which ratios are differences and nothing has an end: log odds of shares and scales, logarithms of the rest.
fn ratio_scale(unit: &str) -> fn(f64) -> f64 {
    fn logarithm(value: f64) -> f64 {
        if value > 0.0 { libm::log(value) } else { f64::NAN }
    }
    fn log_odds(value: f64) -> f64 {
        logarithm(value) - logarithm(1.0 - value)
    }
    if unit == "share" || unit.starts_with("scale") { log_odds } else { logarithm }
}

fn defined(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| !value.is_nan()).collect()
}

/// Mean and interval of contrasts.
fn effect(values: &[f64], level: f64) -> Effect {
    let values = defined(values);
    let (low, high) = interval(&values, level);
    Effect { mean: mean(&values), low, high }
}

fn judge(study: &Study, claim: &Claim, all: &[Responses]) -> Judged {
    let tested: Vec<Tested> =
        claim.expect.iter().map(|(outcome, rise)| test(study, claim, *outcome, *rise, all)).collect();
    let counts = |tested: &&Tested| !claim.means.contains(&tested.outcome);
    let overall = Overall::of(&tested.iter().filter(counts).map(|tested| tested.verdict).collect::<Vec<_>>());
    Judged { tested, overall }
}

fn test(study: &Study, claim: &Claim, outcome: usize, rise: bool, all: &[Responses]) -> Tested {
    let least = study.claims.matters[outcome].least;
    let at_once = 1.0 - (1.0 - LEVEL) / study.claims.outcomes() as f64;
    let shipped = &all[0].values[0];
    let plain = |value: f64| value;
    let by_pair = contrast(&claim.terms, shipped, outcome, plain);
    let here = effect(&by_pair, LEVEL);
    let without = |name: &String| {
        let cross = study.crosses.iter().position(|cross| cross.name.strip_suffix("=false") == Some(name))?;
        let off = contrast(&claim.terms, &all[cross].values[0], outcome, plain);
        let less = |share: f64| -> Vec<f64> { off.iter().zip(&by_pair).map(|(off, on)| off - share * on).collect() };
        let [off, less_half, less_more] = [0.0, 0.5, 1.5].map(|share| effect(&less(share), LEVEL));
        Some(Without { off, less_half, less_more })
    };
    let elsewhere = &all[all.len() - 1];
    let in_worlds = |scale: fn(f64) -> f64| -> Vec<Vec<f64>> {
        elsewhere.values.iter().map(|runs| contrast(&claim.terms, runs, outcome, scale)).collect()
    };
    let mean_of = |runs: &Vec<f64>| mean(&defined(runs));
    let runs = in_worlds(plain);
    let worlds: Vec<f64> = runs.iter().map(mean_of).collect();
    let shares = Shares::of(&worlds, rise, least);
    let chance = noise(&runs, study.design.seed).chance_in_means.value;
    let scale = ratio_scale(study.outcomes[outcome].unit);
    let ratio = (!claim.parts.is_empty()).then(|| {
        let worlds: Vec<f64> = in_worlds(scale).iter().map(mean_of).collect();
        (contrast(&claim.terms, shipped, outcome, scale), Shares::of(&worlds, rise, least).sign)
    });
    let adds = |terms: &Terms| effect(&contrast(terms, shipped, outcome, plain), LEVEL);
    let verdict = |level: f64, shares: Shares| {
        let here = effect(&by_pair, level);
        let verdict = Verdict::of(here, shares, rise, least);
        ratio.as_ref().map_or(verdict, |(ratio, _)| verdict.on_both_scales(here, effect(ratio, level)))
    };
    let (fails, influences) = elsewhere::told(study, &elsewhere.points, &worlds, rise, least);
    Tested {
        outcome,
        rise,
        here,
        parts: claim.parts.iter().filter_map(|part| Some([adds(&part.alone), adds(part.on_top.as_ref()?)])).collect(),
        without: claim.without.iter().filter_map(without).collect(),
        shares,
        quantiles: [0.05, 0.5, 0.95].map(|share| quantile(&worlds, share)),
        chance,
        fails,
        influences,
        verdict: verdict(LEVEL, shares),
        verdict_at_once: verdict(at_once, shares),
        verdict_calm: verdict(LEVEL, Shares::of(&elsewhere::calmed(&worlds, chance), rise, least)),
        ratio: ratio.map(|(by_pair, sign)| (effect(&by_pair, LEVEL), sign)),
        worlds,
    }
}
