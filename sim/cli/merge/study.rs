//! `gridgov merge` for studies: the runs of shards become findings.

use std::path::{Path, PathBuf};

use super::shards::{Arguments, again_with, begun_in};
use crate::cli::failure;
use crate::cli::folder::{Contents, chosen, lock, tidy_if_free};
use crate::cli::study::carry_out::Work;
use crate::cli::study::folder;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::store::{Packs, Sealed, Units};
use crate::study::asks::Stages;
use crate::study::evaluate::{Batch, Failure};
use crate::study::runner::{Runner, UnitKeys};
use crate::study::store::StudyManifest;
use crate::study::{Study, read};

/// Puts the runs in the folders together and does what `gridgov study` does at its end.
pub(super) fn merge(arguments: &Arguments) -> Result<i32, Error> {
    let manifest = begun(&arguments.dirs)?;
    let parts = manifest.shards;
    let study = again(&manifest)?;
    // What the study is called may have changed since; what decides its results may not.
    let manifest = StudyManifest { set: manifest.set.clone(), ..StudyManifest::of(&study, manifest.seed) };
    let out = arguments.out.as_path();
    let holds = chosen(out, &|dir| folder::holds(dir, &manifest), arguments.force)?;
    arguments.dirs.iter().for_each(|dir| tidy_if_free(dir));
    let _lock = lock(out)?;
    let units_in = |packs: &Packs, keys: &[String]| Units::<Sealed>::of_keys(packs, keys.to_vec(), manifest.seed);
    let (own, others) = (Packs::at(out), arguments.dirs.iter().map(|dir| Packs::at(dir)).collect::<Vec<_>>());
    let in_place = |packs: &Packs| units_in(packs, &[]).same_place(&units_in(&own, &[]));
    // Runs that lie in the target itself are not other results.
    if matches!(holds, Contents::Other(_)) && !others.iter().any(in_place) {
        Units::clear(out)?;
    }
    manifest.begin(out)?;
    let gather = |keys: &[UnitKeys]| {
        let (mut all, mut missing, mut shards) = (0, 0, Vec::new());
        for of in keys {
            let units = units_in(&own, &of.keys);
            let sources: Vec<Units<Sealed>> = others.iter().map(|packs| units_in(packs, &of.keys)).collect();
            for replicate in 0..of.replicates {
                for key in 0..of.keys.len() {
                    let adopt = |source: &Units<Sealed>| units.adopt(source, key, replicate);
                    sources.iter().try_for_each(adopt)?;
                    all += 1;
                    if units.take(key, replicate).is_none() {
                        missing += 1;
                        shards.extend(parts.map(|parts| of.shard_of(key, replicate, parts)));
                    }
                }
            }
        }
        if missing > 0 {
            let what = format!("{missing} of {all} runs are missing");
            return Err(Error::Missing { what, help: again_with(&shards, parts) });
        }
        Ok(())
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let Arguments { lang, json, .. } = *arguments;
    let work = Work { study: &study, manifest: &manifest, dir: out, threads, force: false, quiet: true, lang, json };
    let asks = study.method.asks();
    if let Some(mut stages) = asks.stages(&study.subject) {
        work.with(Some(out), None, |runner| Ok(gathered_in_stages(stages.as_mut(), runner, &study, &gather)))?.0?;
    } else {
        gather(&asks.unit_keys(&study.subject).map_err(failed)?)?;
    }
    work.whole()
}

/// Gathers the runs of one stage after another, as far as the ones before say what they are.
fn gathered_in_stages(
    stages: &mut dyn Stages,
    runner: &Runner,
    study: &Study,
    gather: &dyn Fn(&[UnitKeys]) -> Result<(), Error>,
) -> Result<(), Error> {
    while let Some(Batch { scenarios, replicates }) = stages.next().map_err(failed)? {
        let (number, of) = stages.number();
        gather(&[UnitKeys::of(&scenarios, replicates)]).map_err(|error| match error {
            Error::Missing { what, help } => {
                Error::Missing { what: format!("generation {} of {of}: {what}", number + 1), help }
            }
            other => other,
        })?;
        match runner.shared(&scenarios, replicates).kept(&study.subject.outcomes) {
            Some(values) => stages.record(values),
            // Gone again in between.
            None => return Err(Error::Missing { what: "runs are missing".to_owned(), help: again_with(&[], None) }),
        }
    }
    Ok(())
}

fn failed(failure: Failure) -> Error {
    failure::failed(failure, &|| "what was gathered is kept".to_owned())
}

/// The study whose runs lie in the folders.
fn begun(dirs: &[PathBuf]) -> Result<StudyManifest, Box<Diagnostic>> {
    begun_in(dirs, ["study", "runs"], StudyManifest::begun, |known, manifest| {
        let difference = known.difference(&manifest);
        known.replicates = known.replicates.max(manifest.replicates);
        known.shards = manifest.shards.or(known.shards);
        difference
    })
}

/// The study that a manifest is of, from its files.
fn again(manifest: &StudyManifest) -> Result<Study, Error> {
    let path = Path::new(&manifest.file);
    let here = || {
        Diagnostic::of_file(&manifest.file, "the study that the shards have run is not here as it was")
            .help("merge in the folder in which the shards were begun, with the study and its scenarios unchanged")
    };
    if !(1..=10_000).contains(&manifest.replicates) {
        let problem = Diagnostic::of_file(&manifest.file, format!("the shards say {} replicates", manifest.replicates));
        let help = "run the shards again into a new folder";
        return Err(problem.expected("1 to 10000").help(help).into());
    }
    if !path.exists() {
        return Err(here().expected("the file that the shards were given").into());
    }
    let mut study = read::from_path(path, &manifest.set)?;
    study.subject.replicates = manifest.replicates;
    match StudyManifest::of(&study, manifest.seed).difference(manifest) {
        Some(difference) => Err(here().expected(format!("the same study; they differ in: {difference}")).into()),
        None => Ok(study),
    }
}
