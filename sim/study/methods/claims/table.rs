//! `claims.csv`: every number behind the verdicts.

use std::io::{self, Write};

use super::Findings;
use crate::study::contrast::Effect;
use crate::study::csv::{number, writer};
use crate::study::subject::Subject;

/// One row for the shipped world, for each mechanism that is off, and for the other worlds, of every outcome of every claim.
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
            let [low, mean, high] = tested.quantiles;
            let s = tested.shares;
            let [claimed, little, opposite, sign] = [s.as_claimed, s.little, s.opposite, s.sign].map(number);
            let more = [claimed, little, opposite, sign, s.worlds.to_string(), number(tested.chance), String::new()];
            row("worlds", Effect { mean, low, high }, more)?;
        }
    }
    table.flush()
}
