//! `run --why`: every lever of a policy alone, beside the same baseline, so that a reader sees which of them does what; and the
//! comparison without mechanisms of the model, so that a reader sees through what.

use std::path::{Path, PathBuf};

use super::Arguments;
use super::carry_out::simulated_in;
use crate::cli::folder;
use crate::compare::why::parts;
use crate::compare::why::through::without;
use crate::ensemble::{Ensemble, Simulator};
use crate::error::Error;
use crate::results::Results;
use crate::scenario::Scenario;
use crate::store::MANIFEST;

/// The baseline, the parts of the other scenarios' policies where they have several, and all of them without mechanisms
/// through which they may act.
pub(super) fn scenarios(ensemble: &Ensemble) -> Vec<Scenario> {
    let Some(baseline) = ensemble.scenarios.iter().find(|scenario| scenario.name == ensemble.baseline) else {
        return Vec::new();
    };
    let others = ensemble.scenarios.iter().filter(|scenario| scenario.name != ensemble.baseline);
    let mut all: Vec<Scenario> = Vec::new();
    for scenario in others {
        all.extend(parts(baseline, scenario));
        for off in without(baseline, scenario) {
            // Several policies share a baseline without the same mechanism.
            if !all.iter().any(|known| known.name == off.name) {
                all.push(off);
            }
        }
    }
    if all.is_empty() { all } else { [vec![baseline.clone()], all].concat() }
}

/// Runs the parts and adds what they gave to the results.
pub(super) fn add<L: Simulator>(
    arguments: &Arguments,
    ensemble: &Ensemble,
    dir: &Path,
    results: &mut Results,
) -> Result<(), Error> {
    let scenarios = scenarios(ensemble);
    if scenarios.is_empty() {
        return Ok(());
    }
    let folder = folder_in(dir);
    let _lock = folder::lock(&folder)?;
    // As many runs as the results have, whatever precision took them.
    let of_parts = Ensemble { scenarios: &scenarios, replicates: results.replicates, ..*ensemble };
    let alone = simulated_in::<L>(arguments, &of_parts, &folder)?;
    alone.write(&folder)?;
    results.alone = Some(Box::new(alone));
    let _lock = folder::lock(dir)?;
    crate::report::write(results, dir, crate::cli::language::asked_for())
}

fn folder_in(dir: &Path) -> PathBuf {
    dir.join(folder::PARTS)
}

/// The parts that were run beside the results in a folder, where they belong to the same baseline and runs.
pub(in crate::cli) fn found(dir: &Path, results: &Results) -> Option<Box<Results>> {
    let folder = folder_in(dir);
    let alone = if folder.join(MANIFEST).exists() { Results::read(&folder).ok()? } else { return None };
    let hash = |of: &Results| of.scenarios.iter().find(|s| s.name == results.baseline).map(|s| s.result_hash.clone());
    let same = alone.baseline == results.baseline && hash(&alone) == hash(results);
    same.then(|| Box::new(alone))
}
