//! Claims of the literature as hypotheses: each is a contrast of policies, tested in the shipped world, in many other worlds,
//! and with single mechanisms switched off.
//!
//! A claim weighs scenarios: a policy against another, or what several policies do together beyond the sum of what each does
//! alone. For each of its outcomes it says whether the contrast should rise or fall; the study says from what size on that
//! matters. The first cross of the study is the shipped world, the last one the other worlds (a Latin hypercube over
//! assumptions and structural variants), those between have one mechanism off on all sides. `verdict` chooses the words.

pub mod verdict;

use super::carry_out::{Failure, Findings, spreads};
use super::discovery::prim::{Peeling, Region, prim};
use super::methods::{correlation, design, ranks};
use super::responses::Responses;
use super::runner::Runner;
use super::sensitivity::noise::noise;
use super::statistics::quantile;
use super::{Study, apply};
use crate::compare::LEVEL;
use crate::compare::interval::{interval, mean};
use crate::scenario::Scenario;
use verdict::{Effect, Fate, Overall, Shares, Verdict};

/// A claim, in the project's own words.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Claim {
    /// A word for tables.
    pub id: String,
    /// A few words in English and Chinese.
    pub titles: [String; 2],
    /// The claim in English and Chinese.
    pub words: [String; 2],
    /// What is compared: scenarios by number and their weights, which sum to zero.
    pub terms: Vec<(usize, f64)>,
    /// Outcomes by number, and whether the claim lets them rise.
    pub expect: Vec<(usize, bool)>,
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
    /// Everything that decides the results, as text.
    #[must_use]
    pub fn key(&self) -> String {
        let one = |claim: &Claim| format!("{} {:?} {:?} {:?}", claim.id, claim.terms, claim.expect, claim.without);
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
    /// The contrast without each mechanism of [`Claim::without`], and what that says.
    pub without: Vec<(Effect, Fate)>,
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

/// Assumptions told of an outcome, at most.
const INFLUENCES: usize = 3;

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

/// The contrast at a point by replicate; NaN where a side is undefined.
fn contrast(claim: &Claim, responses: &Responses, point: usize, outcome: usize) -> Vec<f64> {
    let runs = &responses.values[point];
    let of = |replicate: usize| {
        claim.terms.iter().map(|(scenario, weight)| weight * runs[*scenario][replicate][outcome]).sum()
    };
    (0..runs[claim.terms[0].0].len()).map(of).collect()
}

/// Mean and interval of the contrast.
fn effect(claim: &Claim, responses: &Responses, outcome: usize) -> Effect {
    let mut values = contrast(claim, responses, 0, outcome);
    values.retain(|value| !value.is_nan());
    let (low, high) = interval(&values, LEVEL);
    Effect { mean: mean(&values), low, high }
}

fn judge(study: &Study, claim: &Claim, all: &[Responses]) -> Judged {
    let tested: Vec<Tested> =
        claim.expect.iter().map(|(outcome, rise)| test(study, claim, *outcome, *rise, all)).collect();
    let overall = Overall::of(&tested.iter().map(|tested| tested.verdict).collect::<Vec<_>>());
    Judged { tested, overall }
}

fn test(study: &Study, claim: &Claim, outcome: usize, rise: bool, all: &[Responses]) -> Tested {
    let least = study.claims.matters[outcome].least;
    let here = effect(claim, &all[0], outcome);
    let without = claim.without.iter().filter_map(|name| {
        let cross = study.crosses.iter().position(|cross| cross.name.strip_suffix("=false") == Some(name))?;
        let off = effect(claim, &all[cross], outcome);
        Some((off, verdict::fate(here, off, least)))
    });
    let elsewhere = &all[all.len() - 1];
    let runs: Vec<Vec<f64>> =
        (0..elsewhere.points.len()).map(|world| contrast(claim, elsewhere, world, outcome)).collect();
    let defined = |runs: &Vec<f64>| mean(&runs.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<_>>());
    let worlds: Vec<f64> = runs.iter().map(defined).collect();
    let shares = Shares::of(&worlds, rise, least);
    Tested {
        outcome,
        rise,
        here,
        without: without.collect(),
        shares,
        quantiles: [0.05, 0.5, 0.95].map(|share| quantile(&worlds, share)),
        chance: noise(&runs, study.design.seed).chance_in_means.value,
        fails: fails(study, &elsewhere.points, &worlds, rise, least),
        influences: influences(&elsewhere.points, &worlds),
        verdict: Verdict::of(here, shares, rise, least),
        worlds,
    }
}

/// Where in the assumptions the contrast is not as claimed, or too small to matter.
fn fails(study: &Study, points: &[Vec<f64>], worlds: &[f64], rise: bool, least: f64) -> Option<Region> {
    let defined: Vec<usize> = (0..worlds.len()).filter(|world| !worlds[*world].is_nan()).collect();
    let inputs: Vec<Vec<f64>> = defined.iter().map(|world| points[*world].clone()).collect();
    let sign = if rise { 1.0 } else { -1.0 };
    let labels: Vec<bool> = defined.iter().map(|world| sign * worlds[*world] < least).collect();
    let found = prim(&inputs, &labels, Peeling::default(), study.design.seed)?;
    Some(found.chosen).filter(|region| !region.restrictions.is_empty())
}

/// Assumptions whose rank correlation with the contrast is beyond what the largest of as many would reach by chance in one
/// case of twenty (Bonferroni; normal approximation of the null distribution, standard error 1/√(n − 1)).
fn influences(points: &[Vec<f64>], worlds: &[f64]) -> Vec<(usize, f64)> {
    let defined: Vec<usize> = (0..worlds.len()).filter(|world| !worlds[*world].is_nan()).collect();
    let factors = points.first().map_or(0, Vec::len);
    if defined.len() < 3 {
        return Vec::new();
    }
    let of_worlds = ranks(&defined.iter().map(|world| worlds[*world]).collect::<Vec<_>>());
    let tail = 0.5 * (1.0 - LEVEL) / factors as f64;
    // The normal quantile: Student's with so many degrees of freedom that they no longer show.
    let threshold = crate::compare::student::quantile(1.0 - tail, 1e6) / (defined.len() as f64 - 1.0).sqrt();
    let mut found: Vec<(usize, f64)> = (0..factors)
        .map(|factor| (factor, ranks(&defined.iter().map(|world| points[*world][factor]).collect::<Vec<_>>())))
        .map(|(factor, of_factor)| (factor, correlation(&of_factor, &of_worlds)))
        .filter(|(_, r)| r.abs() > threshold)
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    found.truncate(INFLUENCES);
    found
}
