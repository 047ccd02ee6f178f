//! `dose_response.csv`, `levers.csv` and `ablation.csv`: every number behind the page.

use std::io::{self, Write};

use super::judge::Doses;
use crate::study::contrast::Effect;
use crate::study::csv::{number, writer};
use crate::study::subject::Subject;

fn numbers(effect: Effect) -> [String; 3] {
    [effect.mean, effect.low, effect.high].map(number)
}

/// Every step of every lever and outcome.
pub(super) fn steps(doses: &Doses, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["lever", "value", "outcome", "unit", "least", "difference", "low", "high", "verdict"])?;
    for lever in &doses.levers {
        let key = &subject.factors[lever.dose.factor].key;
        for (at, step) in lever.dose.steps.iter().enumerate() {
            for answer in &lever.answers {
                let (kind, cell) = (subject.outcomes[answer.outcome], answer.cells[at]);
                let least = number(doses.matters()[answer.outcome].least);
                let name = [key.clone(), number(step.value), kind.id.to_owned(), kind.unit.to_owned(), least];
                let verdict = cell.moved.word().to_owned();
                table.write_record(name.into_iter().chain(numbers(cell.effect)).chain([verdict]))?;
            }
        }
    }
    table.flush()
}

/// Every lever.
pub(super) fn levers(doses: &Doses, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["lever", "mechanism", "from", "base", "to", "unit", "clear", "steps", "moves", "verdict"];
    table.write_record(head)?;
    for lever in &doses.levers {
        let factor = &subject.factors[lever.dose.factor];
        let (low, high) = lever.dose.ends();
        let (clear, steps) = lever.clear();
        let moved = lever.answers.iter().filter(|answer| answer.moves);
        let ids: Vec<&str> = moved.map(|answer| subject.outcomes[answer.outcome].id).collect();
        let mechanism = lever.dose.mechanism.map_or("", |(name, _)| name).to_owned();
        let range = [low, factor.default, high].map(number);
        let rest = [factor.unit.to_owned(), clear.to_string(), steps.to_string(), ids.join(" ")];
        let row = [factor.key.clone(), mechanism].into_iter().chain(range).chain(rest);
        table.write_record(row.chain([lever.verdict().word().to_owned()]))?;
    }
    table.flush()
}

/// What is left of the difference between the ends, for levers and the outcomes that they move.
pub(super) fn ablation(doses: &Doses, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["lever", "outcome", "unit", "least", "without", "difference", "low", "high", "left"])?;
    for lever in &doses.levers {
        for answer in lever.answers.iter().filter(|answer| answer.moves) {
            let kind = subject.outcomes[answer.outcome];
            let least = doses.matters()[answer.outcome].least;
            let mut row = |without: &str, effect: Effect, left: &str| {
                let key = &subject.factors[lever.dose.factor].key;
                let name = [key.clone(), kind.id.to_owned(), kind.unit.to_owned(), number(least), without.to_owned()];
                table.write_record(name.into_iter().chain(numbers(effect)).chain([left.to_owned()]))
            };
            row("", answer.ends, "")?;
            for (name, without) in doses.asked.without.iter().zip(&answer.without) {
                row(name, without.off, without.fate(answer.ends, least).word())?;
            }
        }
    }
    table.flush()
}
