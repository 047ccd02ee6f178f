//! `run --why`: every lever of a policy alone, beside the same baseline, so that a reader sees which of them does what.

use std::path::{Path, PathBuf};

use super::Arguments;
use super::carry_out::simulated_in;
use crate::cli::folder;
use crate::compare::why::parts;
use crate::ensemble::{Ensemble, Simulator};
use crate::error::Error;
use crate::results::Results;
use crate::scenario::Scenario;
use crate::store::MANIFEST;

/// The baseline and the parts of the other scenarios' policies; nothing where no policy has several.
pub(super) fn scenarios(ensemble: &Ensemble) -> Vec<Scenario> {
    let Some(baseline) = ensemble.scenarios.iter().find(|scenario| scenario.name == ensemble.baseline) else {
        return Vec::new();
    };
    let others = ensemble.scenarios.iter().filter(|scenario| scenario.name != ensemble.baseline);
    let parts: Vec<Scenario> = others.flat_map(|scenario| parts(baseline, scenario)).collect();
    if parts.is_empty() { parts } else { [vec![baseline.clone()], parts].concat() }
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
