//! `gridgov merge`: the units of shards become results.

use std::path::{Path, PathBuf};

use clap::Args;

use super::ends::{self, Ends, failed, refused};
use super::evidence::{self, Lang, View};
use super::folder::{self, Holds, Inputs};
use crate::diagnostics::{Diagnostic, printable};
use crate::error::Error;
use crate::results::{Collector, Results};
use crate::store::{Manifest, Traces, Units};
use crate::study::store::StudyManifest;

/// Missing units that are named.
const NAMED: usize = 20;

/// Put the units of shards together
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov merge shared --out results/all               shards that wrote into one folder
  gridgov merge part-0 part-1 part-2 --out results/all
  gridgov merge shared --out shared                    the results beside the units")]
pub struct Arguments {
    /// Folders in which shards of one run, or of one study, have left their units
    #[arg(required = true, value_name = "DIR")]
    pub(super) dirs: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, required = true, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Replace other results in --out
    #[arg(long)]
    pub(super) force: bool,
    /// Language of the table
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let of_study = |dir: &PathBuf| StudyManifest::begun(dir).is_some();
    if let Some(dir) = arguments.dirs.iter().find(|dir| of_study(dir) && Manifest::begun(dir).is_some()) {
        let name = printable(&dir.display().to_string());
        let problem = Diagnostic::of_file(&name, "the folder holds units of a run and of a study")
            .expected("shards of one of them")
            .help("run the shards again into a new folder");
        return ends::code(Err(refused(problem, arguments.json)));
    }
    if arguments.dirs.iter().any(of_study) {
        return ends::code(super::study::merge::merge(arguments));
    }
    let merged = begun(&arguments.dirs).map_err(|problem| refused(*problem, arguments.json));
    ends::code(merged.and_then(|manifest| {
        let results = merged_in(arguments, &manifest)?;
        let view = View { lang: arguments.lang, json: arguments.json, weights: &[], precision: None };
        evidence::show(&results, &arguments.out.display().to_string(), view).map_err(failed)
    }))
}

/// The run whose units lie in the folders.
fn begun(dirs: &[PathBuf]) -> Result<Manifest, Box<Diagnostic>> {
    begun_in(dirs, ["run", "units"], Manifest::begun, |known, manifest| {
        let difference = Inputs::of_manifest(known).difference(&Inputs::of_manifest(&manifest));
        known.replicates = known.replicates.max(manifest.replicates);
        // Traces are only whole where every shard has kept them.
        known.cases &= manifest.cases;
        difference
    })
}

/// What was begun in all of the folders alike. `join` takes a further shard in and says in what it differs, if it does;
/// `command` and `parts` are the words of messages.
pub(super) fn begun_in<M>(
    dirs: &[PathBuf],
    [command, parts]: [&str; 2],
    read: impl Fn(&Path) -> Option<M>,
    join: impl Fn(&mut M, M) -> Option<String>,
) -> Result<M, Box<Diagnostic>> {
    let mut first: Option<(String, M)> = None;
    for dir in dirs {
        let name = printable(&dir.display().to_string());
        let Some(manifest) = read(dir) else {
            let problem = Diagnostic::of_file(&name, format!("there are no {parts} of a {command} in this folder"));
            return Err(Box::new(
                problem.expected(format!("a folder into which gridgov {command} --shard has written")),
            ));
        };
        match &mut first {
            None => first = Some((name, manifest)),
            Some((other, known)) => {
                if let Some(difference) = join(known, manifest) {
                    let reason = format!("the {parts} belong to another {command}: {difference}");
                    let problem = Diagnostic::of_file(&name, reason);
                    return Err(Box::new(problem.expected(format!("shards of the {command} in {other}"))));
                }
            }
        }
    }
    first.map(|(_, manifest)| manifest).ok_or_else(|| Box::new(Diagnostic::of_file("merge", "no folder was named")))
}

/// The results, written.
fn merged_in(arguments: &Arguments, manifest: &Manifest) -> Result<Results, Ends> {
    let out = &arguments.out;
    let inputs = Inputs::of_manifest(manifest);
    let holds = folder::chosen(out, &|dir| folder::holds(dir, &inputs), arguments.force, arguments.json)?;
    let _lock = folder::lock(out).map_err(failed)?;
    let from: Vec<&Path> = arguments.dirs.iter().map(PathBuf::as_path).collect();
    gathered(manifest, &from, out, matches!(holds, Holds::Other(_)))
}

/// Gathers the units in `out` and folds them in their order; `clear`: in place of other results.
fn gathered(manifest: &Manifest, dirs: &[&Path], out: &Path, clear: bool) -> Result<Results, Ends> {
    let records = manifest.records();
    let units_in = |dir: &Path| Units::at(dir, &records, manifest.seed, manifest.cases);
    let (units, sources) = (units_in(out), dirs.iter().map(|dir| units_in(dir)).collect::<Vec<_>>());
    // Units that lie in the target itself are not other results.
    if clear {
        if !sources.iter().any(|source| source.same_place(&units)) {
            Units::clear(out).map_err(failed)?;
        }
        folder::clear_study(out).map_err(failed)?;
    }
    manifest.begin(out).map_err(failed)?;
    let mut collector = Collector::new(records.clone(), &manifest.baseline, manifest.seed);
    let mut missing = Vec::new();
    for replicate in 0..manifest.replicates {
        for (scenario, record) in records.iter().enumerate() {
            for source in &sources {
                units.adopt(source, scenario, replicate).map_err(failed)?;
            }
            match units.take(scenario, replicate) {
                Some(run) if missing.is_empty() => collector.add(scenario, run),
                Some(_) => {}
                None => missing.push(format!("{} replicate {replicate}", printable(&record.name))),
            }
        }
    }
    if !missing.is_empty() {
        let all = records.len() * manifest.replicates as usize;
        let more = missing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let named = missing[..missing.len().min(NAMED)].join(", ");
        let what = format!("{} of {all} units are missing: {named}{more}", missing.len());
        return Err(failed(Error::Missing {
            what,
            help: "run the shards that hold them again, then merge".to_owned(),
        }));
    }
    let results = collector.finish();
    let traces = |scenario, replicate| units.traces(scenario, replicate);
    results.write_with(out, manifest.cases.then_some(&traces as &Traces)).map_err(failed)?;
    crate::report::write(&results, out).map_err(failed)?;
    Ok(results)
}
