//! The units of a run in shards become its results.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::shards::{Arguments, again_with, begun_in};
use crate::cli::evidence::{self, View};
use crate::cli::folder::{self, Contents, Inputs};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::ensemble::{Division, cost_of};
use crate::error::Error;
use crate::results::{Collector, Results, ScenarioRecord};
use crate::store::{Manifest, Traces, Units, tidy};

/// Missing units that are named.
const NAMED: usize = 20;

/// Puts the units in the folders together and shows the results.
pub(super) fn merge(arguments: &Arguments) -> Result<i32, Error> {
    let manifest = begun(&arguments.dirs)?;
    own_version(&arguments.dirs[0], &manifest)?;
    let results = merged_in(arguments, &manifest)?;
    let view =
        View { lang: arguments.lang, json: arguments.json, weights: &[], precision: None, why: false, by_year: false };
    evidence::show(&results, &arguments.out.display().to_string(), view)
}

/// Units of another version would come out under the name of this one.
fn own_version(dir: &Path, manifest: &Manifest) -> Result<(), Box<Diagnostic>> {
    let here =
        Manifest { replicates: manifest.replicates, ..Manifest::planned(Vec::new(), "", manifest.seed, 1, false) };
    let there = Manifest { scenarios: Vec::new(), ..manifest.clone() };
    match Inputs::of_manifest(&here).difference(&Inputs::of_manifest(&there)) {
        None => Ok(()),
        Some(difference) => {
            let name = printable(&dir.display().to_string());
            let problem = Diagnostic::of_file(&name, format!("the units are of another program: {difference}"));
            let help = "merge them with the program that made them, or run the shards again with this one";
            Err(Box::new(problem.code(Code::Conflict).expected("units of this version of gridgov").help(help)))
        }
    }
}

/// The run whose units lie in the folders.
fn begun(dirs: &[PathBuf]) -> Result<Manifest, Box<Diagnostic>> {
    begun_in(dirs, ["run", "units"], Manifest::begun, |known, manifest| {
        let difference = Inputs::of_manifest(known).difference(&Inputs::of_manifest(&manifest));
        known.replicates = known.replicates.max(manifest.replicates);
        // Traces are only whole where every shard has kept them.
        known.cases &= manifest.cases;
        known.shards = manifest.shards.or(known.shards);
        difference
    })
}

/// The results, written.
fn merged_in(arguments: &Arguments, manifest: &Manifest) -> Result<Results, Error> {
    let out = &arguments.out;
    let inputs = Inputs::of_manifest(manifest);
    let holds = folder::chosen(out, &|dir| folder::holds(dir, &inputs), arguments.force)?;
    arguments.dirs.iter().for_each(|dir| folder::tidy_if_free(dir));
    let _lock = folder::lock(out)?;
    let from: Vec<&Path> = arguments.dirs.iter().map(PathBuf::as_path).collect();
    gathered(manifest, &from, out, matches!(holds, Contents::Other(_)))
}

/// By scenario its world, and how shards divide the run.
fn divided(records: &[ScenarioRecord], replicates: u32) -> (Vec<usize>, Division) {
    let mut worlds: Vec<&str> = Vec::new();
    let mut world_of = Vec::new();
    for record in records {
        let known = worlds.iter().position(|world| *world == record.world);
        world_of.push(known.unwrap_or(worlds.len()));
        if known.is_none() {
            worlds.push(&record.world);
        }
    }
    let division = Division { worlds: worlds.len(), scenarios: records.len(), replicates: replicates as usize };
    (world_of, division)
}

/// Gathers the units in `out` and folds them in their order; `clear`: in place of other results.
fn gathered(manifest: &Manifest, dirs: &[&Path], out: &Path, clear: bool) -> Result<Results, Error> {
    let records = manifest.records();
    let units_in = |dir: &Path| Units::at(dir, &records, manifest.seed, manifest.cases).by_place(manifest.places);
    let (units, sources) = (units_in(out), dirs.iter().map(|dir| units_in(dir)).collect::<Vec<_>>());
    // Units that lie in the target itself are not other results.
    if clear && !sources.iter().any(|source| source.same_place(&units)) {
        Units::clear(out)?;
    }
    tidy(out);
    manifest.begin(out)?;
    let mut collector = Collector::new(records.clone(), &manifest.baseline, manifest.seed).with_places(manifest.places);
    let (clock, mut resident_days) = (Instant::now(), 0.0);
    let (mut missing, mut shards) = (Vec::new(), Vec::new());
    let (world_of, division) = divided(&records, manifest.replicates);
    for replicate in 0..manifest.replicates {
        for (scenario, record) in records.iter().enumerate() {
            for source in &sources {
                units.adopt(source, scenario, replicate)?;
            }
            match units.take(scenario, replicate) {
                Some(run) if missing.is_empty() => {
                    // A world burns in once for all of its scenarios.
                    let first = world_of.iter().position(|world| *world == world_of[scenario]) == Some(scenario);
                    let burn_in = if first { f64::from(record.burn_in_days) } else { 0.0 };
                    resident_days += run.resident_days * (1.0 + burn_in / f64::from(record.days.max(1)));
                    collector.add(scenario, run);
                }
                Some(_) => {}
                None => {
                    missing.push(format!("{} replicate {replicate}", printable(&record.name)));
                    let shard = |of| division.shard_of(world_of[scenario], scenario, replicate as usize, of);
                    shards.extend(manifest.shards.map(shard));
                }
            }
        }
    }
    if !missing.is_empty() {
        let all = records.len() * manifest.replicates as usize;
        let more = missing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let named = missing[..missing.len().min(NAMED)].join(", ");
        let what = format!("{} of {all} units are missing: {named}{more}", missing.len());
        return Err(Error::Missing { what, help: again_with(&shards, manifest.shards) });
    }
    let mut results = collector.finish();
    results.cost = Some(cost_of(clock, resident_days, 1));
    let traces = |scenario, replicate| units.traces(scenario, replicate);
    results.write_all(
        out,
        manifest.cases.then_some(&traces as &Traces),
        &crate::report::pages(&results, crate::cli::language::asked_for())?,
    )?;
    Ok(results)
}
