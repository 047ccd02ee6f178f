//! The CSV tables of a study: LF, floats in their shortest exact form, empty where undefined.

use std::io::{self, Write};

use crate::study::carry_out::Findings;
use crate::study::{Quantity, Study};

/// A float as it stands in a table.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

pub(super) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

/// What was varied, and which value it had at every point.
pub(super) fn points(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "input", "role", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for (point, values) in findings.responses.points.iter().enumerate() {
            let point = point.to_string();
            for (factor, value) in study.factors.iter().zip(values) {
                let (role, value) = (factor.role.word(), number(*value));
                table.write_record([&cross.name, &point, &factor.key, role, &value, factor.unit])?;
            }
        }
    }
    table.flush()
}

/// What every run gave.
pub(super) fn responses(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "scenario", "replicate", "outcome", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for (point, scenarios) in findings.responses.values.iter().enumerate() {
            let point = point.to_string();
            for (scenario, runs) in study.scenarios.iter().zip(scenarios) {
                for (replicate, values) in runs.iter().enumerate() {
                    let replicate = replicate.to_string();
                    for (kind, value) in study.outcomes.iter().zip(values) {
                        let value = number(*value);
                        let row = [&cross.name, &point, &scenario.name, &replicate, kind.id, &value, kind.unit];
                        table.write_record(row)?;
                    }
                }
            }
        }
    }
    table.flush()
}

impl Study {
    /// Scenario, outcome, what of it, and unit of a quantity, as they stand in tables.
    fn columns(&self, quantity: usize) -> [String; 4] {
        let quantity = self.quantities()[quantity];
        let kind = self.outcomes[quantity.outcome];
        let of = if quantity.difference { "difference" } else { "value" };
        [&self.scenarios[quantity.scenario].name, kind.id, of, kind.unit].map(str::to_owned)
    }
}

/// How every quantity spreads over the points.
pub(super) fn summary(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "scenario", "outcome", "of", "unit"];
    table.write_record(head.into_iter().chain(["points", "mean", "q05", "q50", "q95", "above_zero_share"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for spread in &findings.spreads {
            let [low, middle, high] = spread.quantiles;
            let numbers = [spread.mean, low, middle, high, spread.above_zero].map(number);
            let name = [cross.name.clone()].into_iter().chain(study.columns(spread.quantity));
            table.write_record(name.chain([spread.points.to_string()]).chain(numbers))?;
        }
    }
    table.flush()
}

/// What factors do to quantities.
pub(super) fn sensitivity(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "scenario", "outcome", "of", "unit"];
    table.write_record(head.into_iter().chain(["input", "role", "with", "measure", "value", "low", "high"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for measure in &findings.measures {
            let factor = &study.factors[measure.factor];
            let with = measure.with.map(|with| study.factors[with].key.clone()).unwrap_or_default();
            let name = [cross.name.clone()].into_iter().chain(study.columns(measure.quantity));
            let input = [factor.key.clone(), factor.role.word().to_owned(), with, measure.kind.to_owned()];
            table.write_record(name.chain(input).chain([measure.value, measure.low, measure.high].map(number)))?;
        }
    }
    table.flush()
}

/// What a calibration says of every assumption.
pub(super) fn posterior(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "input", "unit", "prior_low", "prior_high", "mean", "sd"];
    table.write_record(head.into_iter().chain(["q025", "q25", "q50", "q75", "q975", "shrinkage"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for (factor, marginal) in study.factors.iter().zip(findings.posterior.iter().flat_map(|p| &p.marginals)) {
            let (low, high) = factor.ends();
            let numbers = [low, high, marginal.mean, marginal.sd].into_iter().chain(marginal.quantiles);
            let name = [cross.name.as_str(), &factor.key, factor.unit].map(str::to_owned);
            table.write_record(name.into_iter().chain(numbers.chain([marginal.shrinkage]).map(number)))?;
        }
    }
    table.flush()
}

/// The points that a calibration kept, their assumptions after adjustment.
pub(super) fn kept(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "distance", "weight", "input", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        let Some(posterior) = &findings.posterior else { continue };
        for (index, point) in posterior.accepted.iter().enumerate() {
            let (distance, weight) = (number(posterior.distances[index]), number(posterior.weights[index]));
            for (factor, value) in study.factors.iter().zip(&posterior.parameters[index]) {
                let (point, value) = (point.to_string(), number(*value));
                table.write_record([&cross.name, &point, &distance, &weight, &factor.key, &value, factor.unit])?;
            }
        }
    }
    table.flush()
}

/// How near the kept points come to the targets.
pub(super) fn targets(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "outcome", "unit", "target", "tolerance", "source", "share_below"];
    table.write_record(head.into_iter().chain(["q025", "q25", "q50", "q75", "q975"]))?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        let Some(posterior) = &findings.posterior else { continue };
        for ((aim, made), below) in study.aims.iter().zip(&findings.predictive).zip(&posterior.observed_at) {
            let kind = study.outcomes[aim.outcome];
            let name = [cross.name.clone(), kind.id.to_owned(), kind.unit.to_owned()];
            let target = [number(aim.value), number(aim.tolerance), aim.source.clone(), number(*below)];
            table.write_record(name.into_iter().chain(target).chain(made.map(number)))?;
        }
    }
    table.flush()
}

/// The policies that a search found, with what they give; the scenario as it is stands first, as point 0.
pub(super) fn front(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "point", "on_front", "of", "key", "value", "unit"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        let responses = &findings.responses;
        let quantities = (0..study.outcomes.len()).map(|outcome| Quantity { scenario: 0, outcome, difference: false });
        let means: Vec<Vec<f64>> = quantities.map(|quantity| responses.means(quantity)).collect();
        let others = findings.front.iter().copied().filter(|point| *point > 0);
        for point in std::iter::once(0).chain(others) {
            let on_front = findings.front.contains(&point).to_string();
            let name = [cross.name.clone(), point.to_string(), on_front];
            for (kind, means) in study.outcomes.iter().zip(&means) {
                let row = ["outcome".to_owned(), kind.id.to_owned(), number(means[point]), kind.unit.to_owned()];
                table.write_record(name.iter().cloned().chain(row))?;
            }
            for (factor, value) in study.factors.iter().zip(&responses.points[point]) {
                let row = ["lever".to_owned(), factor.key.clone(), number(*value), factor.unit.to_owned()];
                table.write_record(name.iter().cloned().chain(row))?;
            }
        }
    }
    table.flush()
}

/// Boxes of assumptions in which the criterion holds: the chosen one and the path that led there.
pub(super) fn boxes(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "box", "coverage", "density", "mass", "base_rate"];
    table.write_record(head.into_iter().chain(["input", "low", "high", "quasi_p", "adjusted_p", "unit"]))?;
    let limit = |limit: f64| if limit.is_finite() { number(limit) } else { String::new() };
    for (cross, findings) in study.crosses.iter().zip(findings) {
        let Some(discovery) = &findings.discovery else { continue };
        let path = discovery.trajectory.iter().enumerate().map(|(step, region)| (step.to_string(), region));
        for (name, region) in std::iter::once(("chosen".to_owned(), &discovery.chosen)).chain(path) {
            let numbers = [region.coverage, region.density, region.mass, discovery.base_rate].map(number);
            let start: Vec<String> = [cross.name.clone(), name].into_iter().chain(numbers).collect();
            if region.restrictions.is_empty() {
                table.write_record(start.iter().cloned().chain(std::iter::repeat_n(String::new(), 6)))?;
            }
            for side in &region.restrictions {
                let factor = &study.factors[side.dimension];
                let limits = [limit(side.low), limit(side.high), number(side.quasi_p), number(side.adjusted_p)];
                let row = std::iter::once(factor.key.clone()).chain(limits).chain([factor.unit.to_owned()]);
                table.write_record(start.iter().cloned().chain(row))?;
            }
        }
    }
    table.flush()
}

/// Regrets and satisficing of the scenarios over the worlds.
pub(super) fn regret(study: &Study, findings: &[Findings], out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record(["cross", "scenario", "outcome", "measure", "value", "unit", "worlds"])?;
    for (cross, findings) in study.crosses.iter().zip(findings) {
        for robust in &findings.robust {
            let (scenario, kind) = (&study.scenarios[robust.scenario].name, study.outcomes[robust.outcome]);
            let r = &robust.regret;
            for (measure, value) in [("regret_max", r.max), ("regret_mean", r.mean), ("regret_p90", r.p90)] {
                let (value, worlds) = (number(value), r.worlds.to_string());
                table.write_record([&cross.name, scenario, kind.id, measure, &value, kind.unit, &worlds])?;
            }
        }
        let worlds = findings.responses.points.len().to_string();
        for (scenario, share) in study.scenarios.iter().zip(&findings.satisficing) {
            let share = number(*share);
            table.write_record([&cross.name, &scenario.name, "", "satisficing_share", &share, "share", &worlds])?;
        }
    }
    table.flush()
}
