//! Whether a fit found a city: what did not converge is no estimate.
//!
//! A log can ask for more than the model can record, because its number of residents is wrong or because only some of the
//! channels can hold it. Then rates rise from round to round until the fitted city drowns in incidents.

use super::closing::Closing;
use super::columns::Records;
use super::kinds::Group;
use super::variation::Estimate;
use super::{FittedKind, YEAR};
use crate::diagnostics::{Code, Diagnostic};

/// Share by which the model's record may be off the log's, beyond chance.
const OFF: f64 = 0.25;
/// Share of the cases of kinds that are off from which the whole fit is no estimate.
const MOST_OFF: f64 = 0.25;
/// A city drowns that takes longer than this in the median, in days, and so many times as long as the log's.
const DROWNING_DAYS: f64 = 30.0;
const DROWNING_TIMES: f64 = 8.0;
/// Share of the cases of kinds that drown from which the city does.
const MOST_DROWNED: f64 = 0.5;

/// Whether a ratio of the model's record to the log's is off.
#[must_use]
pub fn is_off(ratio: f64) -> bool {
    // Undefined is off.
    !((1.0 / (1.0 + OFF))..=1.0 + OFF).contains(&ratio)
}

/// Whether most cases are of kinds that the model closes far later than the log.
#[must_use]
pub fn drowned(closings: &[Closing], groups: &[Group], model: impl Fn(&Group) -> Closing) -> bool {
    let all: u64 = groups.iter().map(|group| group.tally.cases).sum();
    let late = groups.iter().zip(closings).filter(|(group, log)| is_late(log, &model(group)));
    late.map(|(group, _)| group.tally.cases).sum::<u64>() as f64 > MOST_DROWNED * all as f64
}

fn is_late(log: &Closing, model: &Closing) -> bool {
    let most = (DROWNING_TIMES * log.median).max(DROWNING_DAYS);
    !log.median.is_nan() && (model.median.is_nan() && model.open_share > 0.5 || model.median > most)
}

/// Takes away the intervals of kinds that are off beyond chance.
///
/// # Errors
/// When these are too many, or the fitted city drowns.
pub(super) fn judged(kinds: &mut [FittedKind], records: Records) -> Result<(), Vec<Diagnostic>> {
    let all: u64 = kinds.iter().map(|kind| kind.group.tally.cases).sum();
    let (mut off, mut late) = (0, 0);
    for kind in kinds.iter_mut() {
        let chance = kind.rate.high / kind.rate.value;
        let within = kind.model_to_log * chance >= 1.0 && kind.model_to_log <= chance;
        if is_off(kind.model_to_log) && !within {
            off += kind.group.tally.cases;
            kind.rate = Estimate { low: f64::NAN, high: f64::NAN, ..kind.rate };
        }
        if is_late(&kind.closing, &kind.model) {
            late += kind.group.tally.cases;
        }
    }
    let is_most = |cases: u64, most: f64| cases as f64 > most * all as f64;
    if !is_most(off, MOST_OFF) && !is_most(late, MOST_DROWNED) {
        return Ok(());
    }
    let recorded: f64 = kinds.iter().map(|kind| kind.recorded).sum();
    let arisen: f64 = kinds.iter().map(|kind| kind.rate.value).sum();
    let on_record: f64 = kinds.iter().map(|kind| kind.recorded * kind.model_to_log).sum();
    let mut found = format!(
        "the fit did not converge, so there is no estimate: the log has {recorded:.0} cases per 1,000 residents and year; with \
         {arisen:.0} incidents the model records {on_record:.0}"
    );
    if let Some(most) = kinds.iter().max_by_key(|kind| kind.group.tally.cases).filter(|_| late > 0) {
        let days = if most.model.median.is_nan() { YEAR } else { most.model.median };
        let closes =
            format!(", and its offices close half of them in {days:.0} days, not in {:.1}", most.closing.median);
        found.push_str(&closes);
    }
    let help = match records {
        Records::Hotline => {
            "is it all from the hotline alone? Else take records = \"residents\" or \"all\" in the map. Is the number of residents right?"
        }
        _ => "is the number of residents right: does the log cover more of them, or other areas? Nothing was written",
    };
    let problem = Diagnostic::of_file("--residents", found).code(Code::OutOfRange);
    Err(vec![problem.expected("a model that records as much as the log").help(help)])
}
