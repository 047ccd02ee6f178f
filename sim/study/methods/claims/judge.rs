//! What becomes of claims: every contrast here, without single mechanisms and in other worlds, and the verdict on it.

use super::asked::{Claim, Claims, Terms};
use super::elsewhere;
use super::verdict::{Overall, Shares, Verdict};
use crate::statistics::interval::LEVEL;
use crate::statistics::interval::mean;
use crate::statistics::prim::Region;
use crate::statistics::quantile::quantile;
use crate::statistics::sensitivity::noise::noise;
use crate::study::contrast::Effect;
use crate::study::fate::Without;
use crate::study::responses::Responses;
use crate::study::subject::{FactorIndex, OutcomeIndex, Subject};

/// What came out for one outcome of a claim.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tested {
    /// Outcome by number.
    pub outcome: OutcomeIndex,
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
    pub influences: Vec<(FactorIndex, f64)>,
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

/// The contrast at a point by replicate; NaN where a side is undefined. `scale` is what values are measured on.
fn contrast(terms: &Terms, runs: &[Vec<Vec<f64>>], outcome: OutcomeIndex, scale: fn(f64) -> f64) -> Vec<f64> {
    let of = |replicate: usize| {
        terms.iter().map(|(scenario, weight)| weight * scale(runs[*scenario][replicate][outcome.index()])).sum()
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

/// Judges a claim from the responses of all combinations: the shipped world first, the other worlds last.
pub(super) fn judge(asked: &Claims, subject: &Subject, claim: &Claim, all: &[Responses]) -> Judged {
    let tested: Vec<Tested> =
        claim.expect.iter().map(|(outcome, rise)| test(asked, subject, claim, (*outcome, *rise), all)).collect();
    let counts = |tested: &&Tested| !claim.means.contains(&tested.outcome);
    let overall = Overall::of(&tested.iter().filter(counts).map(|tested| tested.verdict).collect::<Vec<_>>());
    Judged { tested, overall }
}

fn test(
    asked: &Claims,
    subject: &Subject,
    claim: &Claim,
    (outcome, rise): (OutcomeIndex, bool),
    all: &[Responses],
) -> Tested {
    let least = asked.matters[outcome].least;
    let at_once = 1.0 - (1.0 - LEVEL) / asked.outcomes() as f64;
    let shipped = &all[0].values[0];
    let plain = |value: f64| value;
    let by_pair = contrast(&claim.terms, shipped, outcome, plain);
    let here = Effect::of(&by_pair, LEVEL);
    let without = |name: &String| {
        let combination = subject
            .combinations
            .iter()
            .position(|combination| combination.name.strip_suffix("=false") == Some(name))?;
        let off = contrast(&claim.terms, &all[combination].values[0], outcome, plain);
        Some(Without::of(&by_pair, &off))
    };
    let elsewhere = &all[all.len() - 1];
    let in_worlds = |scale: fn(f64) -> f64| -> Vec<Vec<f64>> {
        elsewhere.values.iter().map(|runs| contrast(&claim.terms, runs, outcome, scale)).collect()
    };
    let mean_of = |runs: &Vec<f64>| mean(&defined(runs));
    let runs = in_worlds(plain);
    let worlds: Vec<f64> = runs.iter().map(mean_of).collect();
    let shares = Shares::of(&worlds, rise, least);
    let chance = noise(&runs, u64::from(asked.seed)).chance_in_means.value;
    let scale = ratio_scale(subject.outcomes[outcome].unit);
    let ratio = (!claim.parts.is_empty()).then(|| {
        let worlds: Vec<f64> = in_worlds(scale).iter().map(mean_of).collect();
        (contrast(&claim.terms, shipped, outcome, scale), Shares::of(&worlds, rise, least).sign)
    });
    let adds = |terms: &Terms| Effect::of(&contrast(terms, shipped, outcome, plain), LEVEL);
    let verdict = |level: f64, shares: Shares| {
        let here = Effect::of(&by_pair, level);
        let verdict = Verdict::of(here, shares, rise, least);
        ratio.as_ref().map_or(verdict, |(ratio, _)| verdict.on_both_scales(here, Effect::of(ratio, level)))
    };
    let (fails, influences) =
        elsewhere::failures_and_influences(u64::from(asked.seed), &elsewhere.points, &worlds, rise, least);
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
        ratio: ratio.map(|(by_pair, sign)| (Effect::of(&by_pair, LEVEL), sign)),
        worlds,
    }
}
