//! `gridgov rerun`: what a manifest holds is run again, and compared with what came out then.

use std::path::{Path, PathBuf};

use clap::Args;

use super::evidence::Lang;
use super::flags::Flags;
use super::run::RESULTS;
use super::{DONE, failure, output, run, study};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::results::{MODEL_VERSION, PROGRAM_VERSION, scenario_hash};
use crate::scenario::files::given;
use crate::scenario::sources::key;
use crate::scenario::{Scenario, load};
use crate::store::{MANIFEST, Manifest};
use crate::study::read;
use crate::study::store::StudyManifest;

/// The exit code where other values come out.
const OTHER_VALUES: i32 = 1;

/// Run again what a manifest.json holds, and compare the hashes
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov rerun manifest.json                  the same run or study, from this file alone
  gridgov rerun results/mine --out results/again

The file holds all inputs by content: scenarios, those that they extend, rosters, study files, seed and replicates. No other file
is read. Exit code 0: the same result hash; 1: another one; 2: the file is damaged or holds not everything.")]
pub struct Arguments {
    /// A manifest.json, or the folder in which it lies
    #[arg(value_name = "MANIFEST")]
    manifest: PathBuf,
    /// Threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_024))]
    threads: Option<u32>,
    /// Folder for the results [default: results/rerun- and the beginning of the hash]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Run even where the folder is up to date, or replace the other results in --out
    #[arg(long)]
    force: bool,
    /// Say what would be run, and run nothing
    #[arg(long)]
    plan: bool,
    /// Language of what is printed
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// No progress on stderr
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(again(arguments), arguments.json)
}

fn again(arguments: &Arguments) -> Result<i32, Error> {
    let file = if arguments.manifest.is_dir() { arguments.manifest.join(MANIFEST) } else { arguments.manifest.clone() };
    let of_study = StudyManifest::read_file(&file);
    let whole = if let Ok(Some(manifest)) = of_study {
        versions(&manifest.program_version, &manifest.model_version);
        let (dir, flags) = arguments.destination(manifest.seed, &manifest.result_hash);
        let (files, name) = (manifest.files_of_study(), key(&manifest.file));
        let study = given(files, || {
            let mut study = read::from_path(Path::new(&name), &manifest.set)?;
            study.subject.replicates = manifest.replicates;
            Ok::<_, Vec<Diagnostic>>(study)
        })?;
        let same = manifest.is_of_this_version();
        if same && study.hash() != manifest.hash {
            return Err(other_inputs(&file, &manifest.study).into());
        }
        let code = study::carried(&study, manifest.set.clone(), None, &flags)?;
        (code, manifest.result_hash, StudyManifest::read(&dir).ok().flatten().map(|there| there.result_hash))
    } else {
        let manifest = Manifest::read_file(&file)?.ok_or_else(|| no_manifest(&file))?;
        versions(&manifest.program_version, &manifest.model_version);
        let (dir, flags) = arguments.destination(manifest.seed, &manifest.result_hash);
        let scenarios = scenarios(&file, &manifest)?;
        let run = run::Again {
            replicates: manifest.replicates,
            baseline: &manifest.baseline,
            cases: manifest.cases,
            places: manifest.places,
        };
        let code = run::again(scenarios, &run, flags)?;
        (code, manifest.result_hash, Manifest::read(&dir).ok().flatten().map(|there| there.result_hash))
    };
    Ok(match whole {
        (DONE, then, Some(now)) if !arguments.plan => compared(&then, &now),
        (code, ..) => code,
    })
}

impl Arguments {
    /// The folder of the results, and the flags of the run.
    fn destination(&self, seed: u64, hash: &str) -> (PathBuf, Flags) {
        let name = format!("rerun-{}", hash.get(..8).unwrap_or("unfinished"));
        let dir = self.out.clone().unwrap_or_else(|| Path::new(RESULTS).join(name));
        let flags = Flags {
            set: Vec::new(),
            seed,
            threads: self.threads,
            out: Some(dir.clone()),
            shard: None,
            until: None,
            force: self.force,
            plan: self.plan,
            lang: self.lang,
            json: self.json,
            quiet: self.quiet,
        };
        (dir, flags)
    }
}

/// The scenarios of a run, read from the manifest alone.
fn scenarios(file: &Path, manifest: &Manifest) -> Result<Vec<Scenario>, Error> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for record in &manifest.scenarios {
        let path = PathBuf::from(key(&record.file));
        if record.file.is_empty() {
            let name = printable(&record.name);
            let problem =
                of_manifest(file, format!("the file of the scenario {name} is not in it: it was not read from one"));
            return Err(problem
                .expected("a manifest of `gridgov run` or `gridgov study`")
                .help("give its scenario files to gridgov run")
                .into());
        }
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    let mut scenarios = given(manifest.files_of_scenarios(), || load(&paths, &manifest.set))?;
    scenarios.retain(|scenario| manifest.scenarios.iter().any(|record| record.name == scenario.name));
    for record in &manifest.scenarios {
        let found = scenarios.iter_mut().find(|scenario| scenario.name == record.name);
        let same = found.is_some_and(|scenario| {
            run::shorten(scenario, record.days);
            // What is fed to `gridgov rerun` is the same file under the name that it had.
            scenario.file.clone_from(&record.file);
            scenario_hash(scenario) == record.hash
        });
        if !same && is_of_this_version(&manifest.program_version, &manifest.model_version) {
            return Err(other_inputs(file, &record.name).into());
        }
    }
    Ok(scenarios)
}

fn is_of_this_version(program: &str, model: &str) -> bool {
    program == PROGRAM_VERSION && model == MODEL_VERSION
}

impl StudyManifest {
    fn is_of_this_version(&self) -> bool {
        is_of_this_version(&self.program_version, &self.model_version)
    }
}

/// Says before anything starts that another version made the results.
fn versions(program: &str, model: &str) {
    if !is_of_this_version(program, model) {
        let (program, model) = (printable(program), printable(model));
        output::message(&format!(
            "note: gridgov {program} with model version {model} made these results, and this is gridgov {PROGRAM_VERSION} with model version {MODEL_VERSION}: other values are to be expected; for the same ones take that version\n"
        ));
    }
}

fn of_manifest(file: &Path, found: impl Into<String>) -> Diagnostic {
    Diagnostic::of_file(&printable(&file.display().to_string()), found).code(Code::Damaged)
}

fn no_manifest(file: &Path) -> Error {
    let problem = of_manifest(file, "there is no such file").code(Code::Missing);
    problem
        .expected("the manifest.json of results")
        .help("it lies in every folder that gridgov run and gridgov study have written")
        .into()
}

fn other_inputs(file: &Path, name: &str) -> Diagnostic {
    let problem =
        of_manifest(file, format!("what it holds of {} does not give the inputs that it names", printable(name)));
    problem
        .expected("the manifest as gridgov wrote it")
        .help("take the manifest.json out of the folder of results again")
}

/// Says whether the same came out.
fn compared(then: &str, now: &str) -> i32 {
    if then.is_empty() {
        output::message(&format!("the manifest is of a run that was not finished; the result hash is {now}\n"));
        return DONE;
    }
    if then == now {
        output::message(&format!("the same result hash came out: {now}\n"));
        return DONE;
    }
    output::message(&format!("another result hash came out: {now}, and the manifest has {then}\n"));
    OTHER_VALUES
}
