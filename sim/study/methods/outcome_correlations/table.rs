//! `correlations.csv` and `matrix.csv`.

use std::io::{self, Write};

use super::Findings;
use crate::study::csv::{number, writer};
use crate::study::subject::Subject;

/// Every pair of outcomes.
pub(super) fn pairs(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "over", "outcome", "with", "rank_correlation", "low", "high", "cases", "conflict"])?;
    for (combination, crossed) in subject.combinations.iter().zip(&findings.combinations) {
        for agreement in &crossed.agreements {
            for pair in &agreement.pairs {
                let [one, other] = pair.outcomes.map(|outcome| subject.outcomes[outcome].id.to_owned());
                let name = [combination.name.clone(), agreement.over.word().to_owned(), one, other];
                let numbers = [pair.estimate.value, pair.estimate.low, pair.estimate.high].map(number);
                let rest = [pair.cases.to_string(), pair.conflict.to_string()];
                table.write_record(name.into_iter().chain(numbers).chain(rest))?;
            }
        }
    }
    table.flush()
}

/// The matrix, with ones on its diagonal.
pub(super) fn matrix(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let ids = || subject.outcomes.iter().map(|kind| kind.id);
    table.write_record(["cross", "over", "outcome"].into_iter().chain(ids()))?;
    for (combination, crossed) in subject.combinations.iter().zip(&findings.combinations) {
        for agreement in &crossed.agreements {
            for (one, kind) in subject.outcomes.each() {
                let cell = |other| {
                    if one == other { 1.0 } else { agreement.pair(one, other).map_or(f64::NAN, |p| p.estimate.value) }
                };
                let name = [combination.name.clone(), agreement.over.word().to_owned(), kind.id.to_owned()];
                table.write_record(name.into_iter().chain(subject.outcomes.places().map(cell).map(number)))?;
            }
        }
    }
    table.flush()
}
