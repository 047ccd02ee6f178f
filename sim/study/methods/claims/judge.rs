//! What becomes of claims: every contrast here, without single mechanisms and in other worlds, and the verdict on it.

use super::asked::{Claim, Claims, Terms};
use super::elsewhere;
use super::plausible::Scores;
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
    /// How the other worlds divide that count: the plausible ones if there are enough of them, otherwise all.
    pub shares: Shares,
    /// How all other worlds divide.
    pub all: Shares,
    /// How the plausible ones divide, if it was asked which ones are.
    pub plausible: Option<Shares>,
    /// Quantiles 5%, 50% and 95% over the other worlds that count.
    pub quantiles: [f64; 3],
    /// The same over all other worlds.
    pub quantiles_all: [f64; 3],
    /// Share of the variance between worlds that count that is chance of few runs.
    pub chance: f64,
    /// The same between all worlds.
    pub chance_all: f64,
    /// A box of assumptions in which the claim often fails, if one was found.
    pub fails: Option<Region>,
    /// Assumptions that go with the contrast over worlds, strongest first: factor and rank correlation.
    pub influences: Vec<(FactorIndex, f64)>,
    /// The verdict, over the worlds that count.
    pub verdict: Verdict,
    /// What it would be over all worlds.
    pub verdict_all: Verdict,
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
    /// What it would be if all other worlds counted.
    pub overall_all: Overall,
    /// In how many of how many other worlds all outcomes that count are as claimed and large enough to matter.
    pub whole: (usize, usize),
    /// The same of the plausible ones.
    pub whole_plausible: Option<(usize, usize)>,
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

/// The responses of all combinations, the shipped world first, the other worlds last; and how worlds stand to what is published.
type Ran<'a> = (&'a [Responses], Option<&'a Scores>);

/// Judges a claim.
pub(super) fn judge(asked: &Claims, subject: &Subject, claim: &Claim, ran: Ran) -> Judged {
    let tested: Vec<Tested> =
        claim.expect.iter().map(|(outcome, rise)| test(asked, subject, claim, (*outcome, *rise), ran)).collect();
    let counting: Vec<&Tested> = tested.iter().filter(|tested| !claim.means.contains(&tested.outcome)).collect();
    let over = |verdict: fn(&Tested) -> Verdict| {
        Overall::of(&counting.iter().map(|tested| verdict(tested)).collect::<Vec<_>>())
    };
    let [overall, overall_all] = [over(|tested| tested.verdict), over(|tested| tested.verdict_all)];
    let so_in = |world: usize| {
        counting.iter().all(|tested| {
            let change = if tested.rise { tested.worlds[world] } else { -tested.worlds[world] };
            change >= asked.matters[tested.outcome].least
        })
    };
    let so: Vec<bool> = (0..asked.points as usize).map(so_in).collect();
    let number = |so: &[bool]| (so.iter().filter(|so| **so).count(), so.len());
    let whole_plausible = ran.1.map(|scores| number(&those(&so, &scores.plausible)));
    Judged { overall, overall_all, whole: number(&so), whole_plausible, tested }
}

/// The entries of those that are in.
fn those<T: Clone>(list: &[T], are_in: &[bool]) -> Vec<T> {
    list.iter().zip(are_in).filter(|(_, is_in)| **is_in).map(|(entry, _)| entry.clone()).collect()
}

fn test(
    asked: &Claims,
    subject: &Subject,
    claim: &Claim,
    (outcome, rise): (OutcomeIndex, bool),
    (all, scores): Ran,
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
    let plausible = scores.map(|scores| Shares::of(&those(&worlds, &scores.plausible), rise, least));
    let count = scores.filter(|scores| scores.enough).map_or_else(|| vec![true; worlds.len()], |s| s.plausible.clone());
    let counted = those(&worlds, &count);
    let [shares, of_all] = [&counted, &worlds].map(|worlds| Shares::of(worlds, rise, least));
    let chance_in = |runs: &[Vec<f64>]| noise(runs, u64::from(asked.seed)).chance_in_means.value;
    let chance = chance_in(&those(&runs, &count));
    let scale = ratio_scale(subject.outcomes[outcome].unit);
    let ratio = (!claim.parts.is_empty()).then(|| {
        let worlds: Vec<f64> = those(&in_worlds(scale), &count).iter().map(mean_of).collect();
        (contrast(&claim.terms, shipped, outcome, scale), Shares::of(&worlds, rise, least).sign)
    });
    let adds = |terms: &Terms| Effect::of(&contrast(terms, shipped, outcome, plain), LEVEL);
    let verdict = |level: f64, shares: Shares| {
        let here = Effect::of(&by_pair, level);
        let verdict = Verdict::of(here, shares, rise, least);
        ratio.as_ref().map_or(verdict, |(ratio, _)| verdict.on_both_scales(here, Effect::of(ratio, level)))
    };
    let points = those(&elsewhere.points, &count);
    let (fails, influences) = elsewhere::failures_and_influences(u64::from(asked.seed), &points, &counted, rise, least);
    let quantiles = |worlds: &[f64]| [0.05, 0.5, 0.95].map(|share| quantile(worlds, share));
    Tested {
        outcome,
        rise,
        here,
        parts: claim.parts.iter().filter_map(|part| Some([adds(&part.alone), adds(part.on_top.as_ref()?)])).collect(),
        without: claim.without.iter().filter_map(without).collect(),
        shares,
        all: of_all,
        plausible,
        quantiles: quantiles(&counted),
        quantiles_all: quantiles(&worlds),
        chance,
        chance_all: chance_in(&runs),
        fails,
        influences,
        verdict: verdict(LEVEL, shares),
        verdict_all: verdict(LEVEL, of_all),
        verdict_at_once: verdict(at_once, shares),
        verdict_calm: verdict(LEVEL, Shares::of(&elsewhere::calmed(&counted, chance), rise, least)),
        ratio: ratio.map(|(by_pair, sign)| (Effect::of(&by_pair, LEVEL), sign)),
        worlds,
    }
}
