//! The tables of a trial.

use std::io::{self, Write};

use super::Findings;
use super::assess::Record;
use super::panel::{MEASURES, Month};
use super::plan::PilotIndex;
use super::simulate::World;
use crate::statistics::estimate::Estimate;
use crate::study::csv::{number, writer};
use crate::study::subject::{Combination, OutcomeIndex, Subject};
use crate::units::MONTH_DAYS;

/// Their rows of the data dictionary.
pub(super) const DICTIONARY: &str = "\
| trial.csv | `selection`, `communities`, `what` | how communities are chosen, how many; `truth_treated` and `truth_untreated`: true mean \
effect on those that take part and on the others; or an estimator; `needed`: `value`, `low` and `high` are the number of communities \
that difference-in-differences needs to find the effect with a chance of 80%, with its 95% interval; an empty `high`: no limit |
| trial.csv | `value`, `low`, `high`, `standard_error` | mean over replicates of truth or estimate; 95% interval of the truth's mean; mean \
of the standard errors that the evaluator reports |
| trial.csv | `bias`, `bias_low`, `bias_high`, `rmse` | estimate less truth: mean with 95% interval over replicates, root mean square |
| trial.csv | `coverage_share`, `power_share`, each with `low` and `high`; `formula_power_share` | share of replicates in which the \
evaluator's 95% interval holds the truth; in which it excludes 0 on the side of the true effect; what the usual formula promises for the \
latter |
| panel.csv | `world`, `treated`, `month` | first replicate: `past` (the same in all), `without` a pilot, or the pilot; whether the reform \
acts there; month of 30 days from 1 |
| panel.csv | `subdistrict`, `community`, `outcome`, `value`, `unit` | a community in that month: state at its end (satisfaction, trust, \
activity, capability), or what was counted in it |
";

const MEASURED: [&str; 15] = [
    "value",
    "low",
    "high",
    "standard_error",
    "bias",
    "bias_low",
    "bias_high",
    "rmse",
    "coverage_share",
    "coverage_low",
    "coverage_high",
    "power_share",
    "power_low",
    "power_high",
    "formula_power_share",
];

/// The truth and how far every estimator is from it, pilot by pilot.
pub(super) fn trial(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    let head = ["cross", "outcome", "unit", "selection", "communities", "what"];
    table.write_record(head.into_iter().chain(MEASURED))?;
    let pilots = findings.asked.pilots();
    for (combination, trial) in subject.combinations.iter().zip(&findings.combinations) {
        let mut row = |outcome: OutcomeIndex, pilot: PilotIndex, what: &str, numbers: [f64; 15]| {
            let (kind, pilot) = (subject.outcomes[outcome], pilots[pilot]);
            let name = [&combination.name, kind.id, kind.unit, pilot.selection.word(), &pilot.size.to_string(), what];
            table.write_record(name.map(str::to_owned).into_iter().chain(numbers.map(number)))
        };
        for truth in &trial.truths {
            let of = |truth: Estimate| {
                let mut numbers = [f64::NAN; 15];
                numbers[..3].copy_from_slice(&[truth.value, truth.low, truth.high]);
                numbers
            };
            row(truth.outcome, truth.pilot, "truth_treated", of(truth.treated))?;
            row(truth.outcome, truth.pilot, "truth_untreated", of(truth.untreated))?;
            let same = |r: &&Record| (r.outcome, r.pilot) == (truth.outcome, truth.pilot);
            for r in trial.records.iter().filter(same) {
                let mut numbers = [f64::NAN; 15];
                (numbers[0], numbers[3], numbers[7], numbers[14]) = (r.estimate, r.error, r.rmse, r.formula);
                for (from, estimate) in [(4, r.bias), (8, r.coverage), (11, r.power)] {
                    numbers[from..from + 3].copy_from_slice(&[estimate.value, estimate.low, estimate.high]);
                }
                row(r.outcome, r.pilot, r.estimator.word(), numbers)?;
            }
        }
        for needed in &trial.needed {
            let (kind, selection) = (subject.outcomes[needed.outcome], needed.selection.word());
            let named = [&combination.name, kind.id, "communities", selection, "", "needed"].map(str::to_owned);
            let Estimate { value, low, high, .. } = needed.communities;
            let numbers = [value, low, high].map(|n| if n.is_finite() { number(n) } else { String::new() });
            table.write_record(named.into_iter().chain(numbers).chain(vec![String::new(); MEASURED.len() - 3]))?;
        }
    }
    table.flush()
}

/// What the evaluator saw in the first replicate: every community, month by month.
pub(super) fn panel(findings: &Findings, subject: &Subject, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out);
    table.write_record([
        "cross",
        "world",
        "subdistrict",
        "community",
        "treated",
        "month",
        "outcome",
        "value",
        "unit",
    ])?;
    let plan = &findings.asked;
    for (combination, trial) in subject.combinations.iter().zip(&findings.combinations) {
        let untreated = World { treated: Vec::new(), months: trial.first.past.clone() };
        let start = plan.day as usize / MONTH_DAYS as usize;
        let pilots = plan.pilots().into_iter().map(|pilot| format!("{} {}", pilot.selection.word(), pilot.size));
        let names = ["past".to_owned(), "without".to_owned()].into_iter().chain(pilots);
        let worlds = std::iter::once(&untreated).chain(&trial.first.worlds);
        for (index, (name, world)) in names.zip(worlds).enumerate() {
            let from = if index == 0 { 0 } else { start };
            for (month, communities) in world.months.iter().enumerate() {
                let place = Place { combination, world: &name, treated: &world.treated, month: from + month + 1 };
                write_month(subject, &place, communities, &mut table)?;
            }
        }
    }
    table.flush()
}

/// Which month of which world.
struct Place<'a> {
    combination: &'a Combination,
    world: &'a str,
    treated: &'a [bool],
    month: usize,
}

fn write_month<W: Write>(
    subject: &Subject,
    place: &Place,
    communities: &Month,
    table: &mut csv::Writer<W>,
) -> io::Result<()> {
    let base = &subject.scenarios[0];
    // Names alone: they are the same in every replicate.
    let subdistricts = base.plan(0, 0);
    let names = subdistricts.iter().flat_map(|s| s.communities.iter().map(|community| (&s.name, &community.name)));
    for (community, ((subdistrict, name), values)) in names.zip(communities).enumerate() {
        let treated = place.treated.get(community).copied().unwrap_or(false).to_string();
        for kind in &subject.outcomes {
            let value = MEASURES.iter().position(|id| *id == kind.id).map_or(f64::NAN, |at| values[at]);
            let (month, value) = (place.month.to_string(), number(value));
            let row =
                [&place.combination.name, place.world, subdistrict, name, &treated, &month, kind.id, &value, kind.unit];
            table.write_record(row)?;
        }
    }
    Ok(())
}
