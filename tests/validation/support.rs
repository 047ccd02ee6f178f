//! Replicates side by side, intervals, and the measured blocks of docs/validation.md.

use gridgov::Simulation;
use gridgov::internals::compare::LEVEL;
use gridgov::internals::statistics::interval::{Sampled, interval};
use gridgov::{Run, Scenario};
use rayon::prelude::*;

/// The seed of everything that is measured here.
pub const SEED: u64 = 1;

/// What `live` gives in each replicate, in their order.
pub fn replicates<T: Send>(count: u32, live: impl Fn(u32) -> T + Sync + Send) -> Vec<T> {
    (0..count).into_par_iter().map(live).collect()
}

/// The built-in baseline with some values changed.
pub fn baseline(values: &[(&str, f64)]) -> Scenario {
    with(&Scenario::default(), values)
}

/// A scenario with some values changed, judged together; where cities are drawn every replicate has its own, so that
/// replicates are independent.
pub fn with(scenario: &Scenario, values: &[(&str, f64)]) -> Scenario {
    let values: Vec<_> = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    let mut scenario = scenario.with_all(&values).unwrap_or_else(|problem| panic!("{problem}"));
    scenario.settings.plan = scenario.settings.plan.one_each();
    scenario
}

/// A scenario over its horizon, from a burned-in world.
pub fn simulated(burned: &Simulation, scenario: &Scenario) -> Run {
    let mut simulation = burned.branch(scenario);
    simulation.advance(scenario.settings.frame.days as u32);
    simulation.measure()
}

/// A mean with its 95% interval; both ends are the mean where it is the same in every run.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// Over values, one a replicate.
    pub fn of(values: &[f64]) -> Self {
        let sampled = Sampled::of(values, LEVEL);
        let (low, high) = sampled.judged();
        Self { mean: sampled.mean, low, high }
    }

    /// Of a quantity that is no mean, such as a ratio of means, by the jackknife (Tukey 1958).
    pub fn jackknife<T>(samples: &[T], quantity: impl Fn(&[&T]) -> f64) -> Self {
        let all: Vec<&T> = samples.iter().collect();
        let (whole, n) = (quantity(&all), samples.len() as f64);
        let without = |left_out: usize| {
            let others: Vec<&T> = all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, s)| *s).collect();
            n * whole - (n - 1.0) * quantity(&others)
        };
        let (low, high) = interval(&(0..samples.len()).map(without).collect::<Vec<f64>>(), LEVEL);
        Self { mean: whole, low, high }
    }

    /// Mean and interval in a table.
    pub fn show(self, digits: usize) -> String {
        if self.is_constant() {
            return format!("{:.digits$}", self.mean);
        }
        format!("{:.digits$} ({:.digits$} to {:.digits$})", self.mean, self.low, self.high)
    }

    /// The same for a difference, whose sign matters.
    pub fn signed(self, digits: usize) -> String {
        if self.is_constant() {
            return format!("{:+.digits$}", self.mean);
        }
        format!("{:+.digits$} ({:+.digits$} to {:+.digits$})", self.mean, self.low, self.high)
    }

    /// Whether it is the same in every run, and so has no interval to show.
    fn is_constant(self) -> bool {
        self.low.to_bits() == self.high.to_bits()
    }
}

/// Adds a line to a text.
pub fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
