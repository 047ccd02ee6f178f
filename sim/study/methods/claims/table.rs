//! `claims.csv`: every number behind the verdicts.

use std::io::{self, Write};

use super::Findings;
use super::plausible::largest;
use super::verdict::Shares;
use crate::study::contrast::Effect;
use crate::study::csv::{number, writer};
use crate::study::subject::Subject;

/// One row for the shipped world, for each mechanism that is off, for the other worlds and for the plausible ones, of every
/// outcome of every claim.
pub(super) fn table(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["claim", "outcome", "unit", "expected", "least", "where", "mean", "low", "high", "as_claimed_share"];
    let more = ["little_share", "opposite_share", "sign_share", "worlds", "chance_share", "verdict"];
    table.write_record(head.into_iter().chain(more))?;
    for (claim, judged) in findings.asked.claims.iter().zip(&findings.judged) {
        for tested in &judged.tested {
            let kind = subject.outcomes[tested.outcome];
            let least = findings.asked.matters[tested.outcome].least;
            let expected = if tested.rise { "rise" } else { "fall" };
            let mut row = |place: &str, effect: Effect, more: [String; 7]| {
                let name = [&claim.id, kind.id, kind.unit, expected].map(str::to_owned);
                let numbers = [effect.mean, effect.low, effect.high].map(number);
                table.write_record(name.into_iter().chain([number(least), place.to_owned()]).chain(numbers).chain(more))
            };
            let mut verdict: [String; 7] = Default::default();
            tested.verdict.word().clone_into(&mut verdict[6]);
            row("shipped", tested.here, verdict)?;
            if let Some((effect, sign)) = tested.ratio {
                let mut more: [String; 7] = Default::default();
                more[3] = number(sign);
                row("shipped as ratio", effect.exponential(), more)?;
            }
            for (name, without) in claim.without.iter().zip(&tested.without) {
                let mut more: [String; 7] = Default::default();
                without.fate(tested.here, least).word().clone_into(&mut more[6]);
                row(&format!("without {name}"), without.off, more)?;
            }
            let mut over = |place: &str, s: Shares, quantiles: [f64; 3], chance: f64, verdict: &str| {
                let [low, mean, high] = quantiles;
                let [claimed, little, opposite, sign] = [s.as_claimed, s.little, s.opposite, s.sign].map(number);
                let more = [claimed, little, opposite, sign, s.worlds.to_string(), number(chance), verdict.to_owned()];
                row(place, Effect::between(mean, low, high), more)
            };
            over("worlds", tested.all, tested.quantiles_all, tested.chance_all, tested.verdict_all.word())?;
            if let Some(shares) = tested.plausible {
                // Where they are too few to count, they are counted, and nothing else.
                let enough = findings.scores.as_ref().is_some_and(|scores| scores.enough);
                let (quantiles, chance) =
                    if enough { (tested.quantiles, tested.chance) } else { ([f64::NAN; 3], f64::NAN) };
                over("plausible worlds", shares, quantiles, chance, "")?;
            }
        }
    }
    table.flush()
}

/// How the baseline of every world stands to what is published.
pub(super) fn worlds(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["world", "outcome", "unit", "target", "tolerance", "mean", "implausibility", "plausible"])?;
    if let (Some(asked), Some(scores)) = (&findings.asked.plausible, &findings.scores) {
        let others = scores.worlds.iter().enumerate().map(|(number, world)| (number.to_string(), world));
        for (name, world) in std::iter::once(("shipped".to_owned(), &scores.shipped)).chain(others) {
            let plausible = (largest(world) <= asked.at_most).to_string();
            for (target, score) in asked.targets.iter().zip(world) {
                let kind = subject.outcomes[target.outcome];
                let numbers = [target.value, target.tolerance, score.mean, score.implausibility].map(number);
                let words = [name.as_str(), kind.id, kind.unit].map(str::to_owned);
                table.write_record(words.into_iter().chain(numbers).chain([plausible.clone()]))?;
            }
        }
    }
    table.flush()
}
