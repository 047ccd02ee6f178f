//! How tables are written: LF, floats in their shortest exact form, empty where undefined.

use std::io::Write;

use super::subject::{QuantityIndex, Subject};

/// A float as it stands in a table.
#[must_use]
pub fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// Writes a table.
pub fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

/// Scenario, outcome, what of it, and unit of a quantity, as they stand in tables.
#[must_use]
pub fn columns(subject: &Subject, quantity: QuantityIndex) -> [String; 4] {
    let quantity = subject.quantities()[quantity];
    let kind = subject.outcomes[quantity.outcome];
    let of = if quantity.difference { "difference" } else { "value" };
    let scenario = &subject.scenarios[quantity.scenario];
    [&scenario.name, kind.id, of, kind.unit].map(str::to_owned)
}
