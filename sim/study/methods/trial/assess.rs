//! How far evaluators are from the truth, over many replicates of a trial, and how many communities they need.

use super::choose::Selection;
use super::estimate::{Effect, Estimator, effects};
use super::panel::{MEASURES, window};
use super::plan::{Pilot, PilotIndex, Plan};
use super::power::{needed, power, signal};
use super::simulate::{Replicate, Trying};
use crate::statistics::estimate::{Estimate, share};
use crate::statistics::interval::{mean, variance};
use crate::study::evaluate::Failure;
use crate::study::runner::Runner;
use crate::study::subject::{Combination, OutcomeIndex, Subject};
use crate::units::places::Indexed;

/// The true effect of a pilot on one outcome, in its unit: means over replicates, with intervals for them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    /// The outcome.
    pub outcome: OutcomeIndex,
    /// The pilot.
    pub pilot: PilotIndex,
    /// Mean effect on the communities that take part.
    pub treated: Estimate,
    /// Mean effect on those that do not: what spills over. NaN where everybody takes part.
    pub untreated: Estimate,
}

/// How an estimator does in a pilot, in the unit of the outcome, over replicates in which it is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// The outcome.
    pub outcome: OutcomeIndex,
    /// The pilot.
    pub pilot: PilotIndex,
    /// The estimator.
    pub estimator: Estimator,
    /// Mean estimate.
    pub estimate: f64,
    /// Mean of the standard errors that the evaluator reports.
    pub error: f64,
    /// Mean of estimate less truth.
    pub bias: Estimate,
    /// Root mean square of estimate less truth.
    pub rmse: f64,
    /// Share of replicates in which the evaluator's 95% interval holds the truth.
    pub coverage: Estimate,
    /// Share of replicates in which it excludes zero on the side of the true effect; NaN where there is no effect.
    pub power: Estimate,
    /// What the usual formula promises instead, from the true effect and what the changes of communities vary without a
    /// reform; of difference-in-differences only. It knows nothing of communities that share a department.
    pub formula: f64,
}

/// How many communities difference-in-differences needs to find the true effect with a chance of `power::POWER`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// The outcome.
    pub outcome: OutcomeIndex,
    /// How communities are chosen.
    pub selection: Selection,
    /// Effect in standard deviations of a community's change, as evaluators of all sizes see it; see [`signal`].
    pub signal: Estimate,
    /// Standard deviation of the evaluators' t statistics over replicates.
    pub spread: f64,
    /// The number that this signal takes, see [`needed`]; infinite where no number of use does.
    pub communities: Estimate,
    /// The formula's answer, likewise.
    pub formula: f64,
}

/// The findings of a trial.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Trial {
    /// Communities of the city.
    pub communities: u32,
    /// True effects.
    pub truths: Vec<Truth>,
    /// Estimators.
    pub records: Vec<Record>,
    /// Communities needed.
    pub needed: Vec<Needed>,
    /// What the evaluator saw in the first replicate.
    pub first: Replicate,
}

/// Carries a trial out under one combination of structural variants.
///
/// # Errors
/// When it was stopped, or the combination is no scenario.
pub fn carried_out(
    plan: &Plan,
    subject: &Subject,
    runner: &Runner,
    combination: &Combination,
) -> Result<Trial, Failure> {
    let replicates = Trying::at(plan, subject, combination)?.run(runner)?;
    Ok(assessed(subject, plan, replicates))
}

fn assessed(subject: &Subject, plan: &Plan, mut replicates: Vec<Replicate>) -> Trial {
    let communities = replicates[0].worlds[0].treated.len();
    let (mut truths, mut records, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for (outcome, kind) in subject.outcomes.each() {
        let measure = MEASURES.iter().position(|id| *id == kind.id).expect("reading allows no other outcome");
        let seen: Vec<Seen> = replicates.iter().map(|replicate| Seen::new(plan, replicate, measure)).collect();
        // What an evaluator would know of the changes of communities without a reform.
        let spread = mean(&defined(seen.iter().map(|seen| variance(&seen.changes))));
        let pilots = plan.pilots();
        for (pilot, &Pilot { size, .. }) in pilots.each() {
            let of: Vec<&OfPilot> = seen.iter().map(|seen| &seen.pilots[pilot]).collect();
            let treated = estimate(of.iter().map(|p| p.treated));
            truths.push(Truth { outcome, pilot, treated, untreated: estimate(of.iter().map(|p| p.untreated)) });
            for (index, estimator) in Estimator::ALL.into_iter().enumerate() {
                let pairs: Vec<(Effect, f64)> = of.iter().map(|p| (p.effects[index], p.treated)).collect();
                let mut record = record(&pairs, treated.value, (outcome, pilot, estimator));
                if estimator == Estimator::DifferenceInDifferences {
                    let signal = if treated.value == 0.0 { f64::NAN } else { treated.value.abs() / spread.sqrt() };
                    record.formula = power(signal, 1.0, f64::from(size), communities as f64 - f64::from(size));
                }
                records.push(record);
            }
        }
        for selection in &plan.selections {
            let own = || pilots.places().filter(|pilot| pilots[*pilot].selection == *selection);
            let effects: Vec<f64> =
                seen.iter().flat_map(|seen| own().map(|pilot| seen.pilots[pilot].treated)).collect();
            let effect = mean(&defined(effects.into_iter()));
            let of_replicate = |seen: &Seen| {
                let t = |pilot: PilotIndex| {
                    let Effect { value, error, .. } = seen.pilots[pilot].effects[Estimator::DIFFERENCES];
                    (pilots[pilot].size, effect.signum() * value / error)
                };
                own().map(t).collect::<Vec<_>>()
            };
            let statistics: Vec<_> = seen.iter().map(of_replicate).collect();
            let all = communities as f64;
            let (signal, apart) =
                if effect == 0.0 { (Estimate::UNDEFINED, f64::NAN) } else { signal(&statistics, all) };
            numbers.push(Needed {
                outcome,
                selection: *selection,
                signal,
                spread: apart,
                // The stronger the signal, the fewer it takes.
                communities: Estimate {
                    value: needed(signal.value, apart, all),
                    low: needed(signal.high, apart, all),
                    high: needed(signal.low, apart, all),
                    constant: false,
                },
                formula: needed(effect.abs() / spread.sqrt(), 1.0, all),
            });
        }
    }
    Trial { communities: communities as u32, truths, records, needed: numbers, first: replicates.swap_remove(0) }
}

/// A replicate as the evaluator and the simulator see one measure of it.
struct Seen {
    /// Change of every community without a pilot; undefined ones left out.
    changes: Vec<f64>,
    pilots: Indexed<PilotIndex, OfPilot>,
}

struct OfPilot {
    /// True mean effect on the treated.
    treated: f64,
    /// True mean effect on the untreated.
    untreated: f64,
    effects: [Effect; 3],
}

impl Seen {
    fn new(plan: &Plan, replicate: &Replicate, measure: usize) -> Self {
        let before = window(&replicate.past[plan.before()], measure);
        let after = |world: usize| window(&replicate.worlds[world].months[plan.after()], measure);
        let without = after(0);
        let pilot = |world: usize| {
            let (with, treated) = (after(world), &replicate.worlds[world].treated);
            let of = |wanted: bool| {
                let rows = treated.iter().zip(with.iter().zip(&without));
                mean(&defined(rows.filter(|(here, _)| **here == wanted).map(|(_, (with, without))| with - without)))
            };
            OfPilot { treated: of(true), untreated: of(false), effects: effects(treated, &before, &with) }
        };
        let changes = defined(without.iter().zip(&before).map(|(after, before)| after - before));
        Self { changes, pilots: (1..replicate.worlds.len()).map(pilot).collect() }
    }
}

fn defined(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values.filter(|value| !value.is_nan()).collect()
}

/// Mean and interval over replicates.
fn estimate(values: impl Iterator<Item = f64>) -> Estimate {
    Estimate::of_mean(&defined(values))
}

/// An estimator's record from its estimates and truths, one pair per replicate.
fn record(
    pairs: &[(Effect, f64)],
    true_mean: f64,
    (outcome, pilot, estimator): (OutcomeIndex, PilotIndex, Estimator),
) -> Record {
    let pairs: Vec<&(Effect, f64)> = pairs.iter().filter(|(e, truth)| !e.value.is_nan() && !truth.is_nan()).collect();
    let share = |holds: &dyn Fn(&Effect, f64) -> bool| {
        share(pairs.iter().filter(|(effect, truth)| holds(effect, *truth)).count(), pairs.len())
    };
    let all = |of: fn(&(Effect, f64)) -> f64| mean(&pairs.iter().map(|pair| of(pair)).collect::<Vec<_>>());
    let found = if true_mean > 0.0 { share(&|e, _| e.low > 0.0) } else { share(&|e, _| e.high < 0.0) };
    Record {
        outcome,
        pilot,
        estimator,
        estimate: all(|(effect, _)| effect.value),
        error: all(|(effect, _)| effect.error),
        bias: estimate(pairs.iter().map(|(effect, truth)| effect.value - truth)),
        rmse: all(|(effect, truth)| (effect.value - truth) * (effect.value - truth)).sqrt(),
        coverage: share(&|effect, truth| effect.low <= truth && truth <= effect.high),
        power: if true_mean == 0.0 { Estimate::UNDEFINED } else { found },
        formula: f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(value: f64, reach: f64) -> Effect {
        Effect { value, low: value - reach, high: value + reach, error: reach / 2.0 }
    }

    #[test]
    fn a_record_counts_what_evaluators_get_right() {
        let pairs =
            [(effect(1.0, 0.5), 1.2), (effect(0.2, 0.5), 1.0), (effect(2.0, 1.0), 0.8), (effect(f64::NAN, 0.0), 1.0)];
        let record = record(&pairs, 1.0, (OutcomeIndex::at(0), PilotIndex::at(0), Estimator::BeforeAfter));
        assert!((record.bias.value - (-0.2 - 0.8 + 1.2) / 3.0).abs() < 1e-12);
        assert!((record.rmse - ((0.04 + 0.64 + 1.44) / 3.0_f64).sqrt()).abs() < 1e-12);
        assert!((record.coverage.value - 1.0 / 3.0).abs() < 1e-12 && (record.power.value - 2.0 / 3.0).abs() < 1e-12);
        let nothing = super::record(&pairs, 0.0, (OutcomeIndex::at(0), PilotIndex::at(0), Estimator::BeforeAfter));
        assert!(nothing.power.value.is_nan());
    }
}
