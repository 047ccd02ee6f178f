//! The tables of every study that varies something.

use std::io::{self, Write};

use crate::study::asks::Found;
use crate::study::csv::{columns, number, writer};
use crate::study::subject::Subject;

/// What was varied, and which value it had at every point.
pub(super) fn points(subject: &Subject, found: &dyn Found, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "input", "role", "value", "unit"])?;
    for (at, combination) in subject.combinations.iter().enumerate() {
        let Some(sample) = found.sample(at) else { continue };
        for (point, values) in sample.responses.points.iter().enumerate() {
            let point = point.to_string();
            for (factor, value) in subject.factors.iter().zip(values) {
                let (role, value) = (factor.role.word(), number(*value));
                table.write_record([&combination.name, &point, &factor.key, role, &value, factor.unit])?;
            }
        }
    }
    table.flush()
}

/// What every run gave.
pub(super) fn responses(subject: &Subject, found: &dyn Found, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "scenario", "replicate", "outcome", "value", "unit"])?;
    for (at, combination) in subject.combinations.iter().enumerate() {
        let Some(sample) = found.sample(at) else { continue };
        for (point, scenarios) in sample.responses.values.iter().enumerate() {
            let point = point.to_string();
            for (scenario, runs) in subject.scenarios.iter().zip(scenarios) {
                for (replicate, values) in runs.iter().enumerate() {
                    let replicate = replicate.to_string();
                    for (kind, value) in subject.outcomes.iter().zip(values) {
                        let value = number(*value);
                        let row = [&combination.name, &point, &scenario.name, &replicate, kind.id, &value, kind.unit];
                        table.write_record(row)?;
                    }
                }
            }
        }
    }
    table.flush()
}

/// How every quantity spreads over the points.
pub(super) fn summary(subject: &Subject, found: &dyn Found, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "scenario", "outcome", "of", "unit"];
    table.write_record(head.into_iter().chain(["points", "mean", "q05", "q50", "q95", "above_zero_share"]))?;
    for (at, combination) in subject.combinations.iter().enumerate() {
        let Some(sample) = found.sample(at) else { continue };
        for spread in &sample.spreads {
            let [low, middle, high] = spread.quantiles;
            let numbers = [spread.mean, low, middle, high, spread.above_zero].map(number);
            let name = [combination.name.clone()].into_iter().chain(columns(subject, spread.quantity));
            table.write_record(name.chain([spread.points.to_string()]).chain(numbers))?;
        }
    }
    table.flush()
}
