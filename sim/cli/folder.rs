//! Which folder a run writes to, and who may write there.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::flags::Flags;
use super::output;
use super::signals::writing_to;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::report::REPORT;
use crate::report::study::PAGES;
use crate::results::{MODEL_VERSION, PROGRAM_VERSION, scenario_hash};
use crate::scenario::Scenario;
use crate::store::{CASES, FIGURES, MANIFEST, Manifest, Owned, Packs, TABLES, first_fault, tidy};
use crate::study::carry_out::kinds;
use crate::study::store::{StudyManifest, tables_of};

/// The file whose lock says that a process works in the folder. A dead process holds no lock.
const LOCK: &str = ".lock";

/// The folder of scripts for other machines within a folder of results.
pub const SCRIPTS: &str = "slurm";

/// The folder of runs of single levers within a folder of results.
pub const PARTS: &str = "why";

/// What decides the results of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    seed: u64,
    /// `None` where it comes out of the run.
    replicates: Option<u32>,
    cases: bool,
    places: bool,
    program_version: String,
    model_version: String,
    /// Names and hashes of the scenarios, sorted.
    scenarios: Vec<(String, String)>,
}

impl Inputs {
    /// The inputs of a run that is to come.
    #[must_use]
    pub fn of(scenarios: &[Scenario], seed: u64, replicates: Option<u32>, (cases, places): (bool, bool)) -> Self {
        let mut scenarios: Vec<_> = scenarios.iter().map(|s| (s.name.clone(), scenario_hash(s))).collect();
        scenarios.sort();
        let (program_version, model_version) = (PROGRAM_VERSION.to_owned(), MODEL_VERSION.to_owned());
        Self { seed, replicates, cases, places, program_version, model_version, scenarios }
    }

    /// The inputs that a manifest names.
    #[must_use]
    pub fn of_manifest(manifest: &Manifest) -> Self {
        let mut scenarios: Vec<_> = manifest.scenarios.iter().map(|s| (s.name.clone(), s.hash.clone())).collect();
        scenarios.sort();
        Self {
            seed: manifest.seed,
            replicates: Some(manifest.replicates),
            cases: manifest.cases,
            places: manifest.places,
            program_version: manifest.program_version.clone(),
            model_version: manifest.model_version.clone(),
            scenarios,
        }
    }

    /// The first thing in which `there` differs, in words; numbers of replicates and cases may.
    #[must_use]
    pub fn difference(&self, there: &Self) -> Option<String> {
        let unequal =
            |what: &str, here: &str, there: &str| (here != there).then(|| format!("{what} {there}, not {here}"));
        let names =
            |inputs: &Self| inputs.scenarios.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(", ");
        let changed = || {
            let pairs = self.scenarios.iter().zip(&there.scenarios);
            pairs.filter(|(here, there)| here.1 != there.1).map(|(here, _)| here.0.as_str()).next()
        };
        unequal("seed", &self.seed.to_string(), &there.seed.to_string())
            .or_else(|| unequal("gridgov", &self.program_version, &there.program_version))
            .or_else(|| unequal("model version", &self.model_version, &there.model_version))
            .or_else(|| unequal("scenarios", &names(self), &names(there)))
            .or_else(|| changed().map(|name| format!("other settings of {name}")))
    }
}

impl Inputs {
    /// What results of the same inputs lack.
    fn lack(&self, dir: &Path, there: &Manifest) -> Contents {
        if !there.complete {
            return Contents::Nothing;
        }
        match self.replicates {
            Some(wanted) if there.replicates > wanted => {
                Contents::Other(format!("replicates {}, not {wanted}", there.replicates))
            }
            Some(wanted) if there.replicates < wanted => {
                Contents::Part(format!("{} of {wanted} replicates", there.replicates))
            }
            _ if self.cases && !there.cases => Contents::Part("the same results without cases".to_owned()),
            _ if self.places && !there.places => {
                Contents::Part("the same results without the months of communities".to_owned())
            }
            _ => whole(dir, there.files(), there.run.is_some()),
        }
    }
}

/// Finished results, or what is wrong with their files: they are written again from the runs that are kept.
pub fn whole<'a>(dir: &Path, files: impl Iterator<Item = (&'a String, &'a String)>, drawn: bool) -> Contents {
    let files: Vec<_> = files.collect();
    if files.is_empty() {
        return Contents::Damaged("the same results without checksums, of an earlier build".to_owned());
    }
    if drawn && !files.iter().any(|(name, _)| *name == REPORT) {
        return Contents::Damaged(format!("the same results without {REPORT}"));
    }
    first_fault(dir, files).map_or(Contents::Same, |fault| Contents::Damaged(format!("the same results, but {fault}")))
}

/// What a folder holds with respect to a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Nothing that would be lost.
    Nothing,
    /// Complete results of the same inputs.
    Same,
    /// Complete results of the same inputs that lack something, in words; the rest can be added.
    Part(String),
    /// Complete results of the same inputs of which a file is not as it was written, in words: it is written again.
    Damaged(String),
    /// Something else, in words.
    Other(String),
    /// What gridgov did not write, in words: it is never replaced.
    Foreign(String),
}

impl Contents {
    /// What the plan says of it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Nothing => "nothing finished there yet".to_owned(),
            Self::Part(what) => format!("holds {what}: only what is missing is run"),
            Self::Damaged(what) => format!("holds {what}: written again from the runs that are kept"),
            Self::Same => "up to date: nothing to run without --force".to_owned(),
            Self::Other(what) => format!("holds {what}, which would be replaced"),
            Self::Foreign(what) => format!("holds {what}"),
        }
    }
}

impl Contents {
    /// Says on stderr that a folder is mended, where it is.
    pub fn announce(&self, dir: &Path) {
        if let Self::Damaged(what) = self {
            let dir = printable(&dir.display().to_string());
            output::message(&format!("note: {dir} holds {what}: its files are written again\n"));
        }
    }

    /// What the plan says where `kept` of `all` runs lie in the folder.
    #[must_use]
    pub fn with_kept(&self, kept: usize, all: usize) -> String {
        match self {
            Self::Nothing if kept > 0 => format!("{kept} of {all} runs are kept; give the command again to resume"),
            _ => self.words(),
        }
    }
}

/// Looks into a folder.
///
/// # Errors
/// When it cannot be read,.
pub fn holds(dir: &Path, inputs: &Inputs) -> Result<Contents, Error> {
    if dir.exists() && !dir.is_dir() {
        return Err(not_a_folder(dir));
    }
    let begun = Manifest::begun(dir).map(|manifest| inputs.difference(&Inputs::of_manifest(&manifest)));
    if let Some(foreign) = in_the_way(dir, TABLES.into_iter().chain([CASES, REPORT, FIGURES])) {
        return Ok(foreign);
    }
    Ok(match (Manifest::read(dir), begun) {
        (Ok(Some(manifest)), begun) => match inputs.difference(&Inputs::of_manifest(&manifest)) {
            None => inputs.lack(dir, &manifest),
            // These very inputs were begun here in place of the results that are still there.
            Some(_) if begun == Some(None) => Contents::Nothing,
            Some(difference) => Contents::Other(difference),
        },
        (_, Some(None)) => Contents::Nothing,
        (Ok(None), Some(Some(difference))) => Contents::Other(format!("an unfinished run: {difference}")),
        (Ok(None), None) => match study_in(dir) {
            Some(study) => Contents::Other(study),
            None => strangers(dir)?.map_or(Contents::Nothing, Contents::Foreign),
        },
        (Err(_), _) => study_in(dir).map_or_else(|| unknown(dir), Contents::Other),
    })
}

/// Says that results cannot go where a file is.
#[must_use]
pub fn not_a_folder(dir: &Path) -> Error {
    Error::new(dir, "write into", "it is a file, not a folder")
}

/// A folder with a manifest that this version cannot read: of another version, or not of gridgov at all.
#[must_use]
pub fn unknown(dir: &Path) -> Contents {
    let text = fs::read_to_string(dir.join(MANIFEST)).unwrap_or_default();
    if text.contains("\"program_version\"") {
        Contents::Other(format!("a {MANIFEST} that is none of this version"))
    } else {
        Contents::Foreign(format!("a {MANIFEST} that gridgov did not write"))
    }
}

/// The study in a folder, in words.
fn study_in(dir: &Path) -> Option<String> {
    let finished = StudyManifest::read(dir).ok().flatten().map(|study| ("the results of", study));
    let (what, study) = finished.or_else(|| Some(("unfinished results of", StudyManifest::begun(dir)?)))?;
    Some(format!("{what} `gridgov study`: {}", printable(&study.study)))
}

/// The files, figures aside, that studies of any method leave beside their manifest.
pub fn of_studies() -> impl Iterator<Item = &'static str> {
    kinds().flat_map(tables_of).chain(PAGES).chain([REPORT])
}

/// Something of another origin that has the name of a file that would be written, if there is such a thing.
#[must_use]
pub fn in_the_way<'a>(dir: &Path, names: impl Iterator<Item = &'a str>) -> Option<Contents> {
    let name = Owned::of(dir).in_the_way(dir, names)?;
    Some(Contents::Foreign(kind(dir, name)))
}

/// A file in a folder without manifest that gridgov has not written, the first by name, in words; none in a folder that is
/// not there.
///
/// # Errors
/// When the folder cannot be read,.
pub fn strangers(dir: &Path) -> Result<Option<String>, Error> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::new(dir, "read", error)),
    };
    let owned = Owned::of(dir);
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let ours = |name: &String| name.starts_with('.') || [SCRIPTS, PARTS].contains(&name.as_str()) || owned.has(name);
    let foreign = names.filter(|name| !ours(name)).min();
    Ok(foreign.map(|name| kind(dir, &name)))
}

/// What an entry of a folder is, in words.
fn kind(dir: &Path, name: &str) -> String {
    let what = match dir.join(name).symlink_metadata() {
        Ok(found) if found.is_symlink() => "link",
        Ok(found) if found.is_dir() => "folder",
        _ => "file",
    };
    format!("a {what} {}", printable(name))
}

/// The name of a run's folder: that of the folder, or the stem of the first file.
#[must_use]
pub fn default_name(path: &Path) -> String {
    // `.` and `..` have a name only in full.
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = if full.is_dir() { full.file_name() } else { full.file_stem() };
    name.map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// `dir`, unless it holds something else and nothing is to be replaced; and what it holds.
///
/// # Errors
/// When it does, or cannot be read.
pub fn chosen(dir: &Path, holds: &Look, force: bool) -> Result<Contents, Error> {
    match holds(dir)? {
        Contents::Other(what) if !force => {
            let name = printable(&dir.display().to_string());
            let problem = Diagnostic::of_file(&name, format!("the folder holds {what}"))
                .code(Code::Occupied)
                .expected("a new folder, or one with results of the same inputs")
                .help("name another folder with --out, or replace what is there with --force");
            Err(problem.into())
        }
        Contents::Foreign(what) => {
            let name = printable(&dir.display().to_string());
            let problem = Diagnostic::of_file(&name, format!("the folder holds {what}, not results of gridgov"))
                .code(Code::Occupied);
            let problem = problem.expected("a new or empty folder, or one with results");
            let own = printable(&dir.join("run").display().to_string());
            Err(problem.help(format!("name a folder of its own: --out {own}, or move what is there away")).into())
        }
        holds => Ok(holds),
    }
}

/// What a folder holds with respect to whatever is to be run.
pub type Look<'a> = dyn Fn(&Path) -> Result<Contents, Error> + 'a;

/// The folder to write to, and what it holds: `--out`, else `parent/name` or the first of `name-2`, `name-3`, … that
/// holds nothing else.
///
/// # Errors
/// When `--out` holds something else, or a folder cannot be read.
pub fn destination(flags: &Flags, parent: &Path, name: &str, holds: &Look) -> Result<(PathBuf, Contents), Error> {
    if let Some(dir) = &flags.out {
        return Ok((dir.clone(), chosen(dir, holds, flags.force)?));
    }
    let mut passed_over = None;
    for number in 1.. {
        let dir = parent.join(if number == 1 { name.to_owned() } else { format!("{name}-{number}") });
        match holds(&dir)? {
            Contents::Other(what) | Contents::Foreign(what) => passed_over = passed_over.or(Some((dir, what))),
            holds => {
                if let Some((taken, what)) = passed_over {
                    let free = dir.display();
                    output::message(&format!("note: {} holds {what}; the results go to {free}\n", taken.display()));
                }
                return Ok((dir, holds));
            }
        }
    }
    unreachable!("the numbers do not end")
}

/// The right to write into a folder, until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Creates the folder if need be and locks it.
///
/// # Errors
/// When another process holds it or it cannot be written,.
pub fn lock(dir: &Path) -> Result<Lock, Error> {
    fs::create_dir_all(dir).map_err(|error| Error::new(dir, "create", error))?;
    locked(dir, LOCK, File::try_lock)
}

/// The right to write, or none where a folder that cannot be written holds all that was asked for.
///
/// # Errors
/// When another process holds it, or something is missing and cannot be written,.
pub fn lock_unless_finished(dir: &Path, holds: &Look) -> Result<Option<Lock>, Error> {
    announce_other_forms(dir);
    match lock(dir) {
        Err(error @ Error::File { .. }) if dir.is_dir() => match holds(dir)? {
            Contents::Same => Ok(None),
            _ => Err(error),
        },
        done => done.map(Some),
    }
}

/// Says on stderr where finished runs are not read, because another build has kept them in another form.
pub fn announce_other_forms(dir: &Path) {
    if Packs::at(dir).in_another_form() {
        let dir = printable(&dir.display().to_string());
        output::message(&format!(
            "note: {dir} holds runs that another build of gridgov has kept in a form of its own; they are not read, but run again\n"
        ));
    }
}

/// Clears away what dead processes have left in a folder, if nobody works there.
pub fn tidy_if_free(dir: &Path) {
    announce_other_forms(dir);
    if let Ok(_lock) = lock(dir) {
        tidy(dir);
    }
}

/// Locks the folder for one shard: others may work in it beside this one, but nobody who wants all of it.
///
/// # Errors
/// When another process holds it or the shard, or it cannot be written,.
pub fn lock_shard(dir: &Path, (number, of): (u32, u32)) -> Result<(Lock, Lock), Error> {
    let all = lock_beside_shards(dir)?;
    Ok((all, locked(dir, &format!("{LOCK}-{number}-of-{of}"), File::try_lock)?))
}

/// Locks the folder for whoever works in it beside shards.
///
/// # Errors
/// When another process holds all of it, or it cannot be written,.
pub fn lock_beside_shards(dir: &Path) -> Result<Lock, Error> {
    fs::create_dir_all(dir).map_err(|error| Error::new(dir, "create", error))?;
    announce_other_forms(dir);
    locked(dir, LOCK, File::try_lock_shared)
}

/// Locks a part for a while; none where another process has it.
///
/// # Errors
/// When it cannot be written,.
pub fn lock_part(dir: &Path, (number, of): (u32, u32)) -> Result<Option<Lock>, Error> {
    match locked(dir, &format!("{LOCK}-{number}-of-{of}"), File::try_lock) {
        Err(Error::Busy(_)) => Ok(None),
        done => done.map(Some),
    }
}

/// Locks the list of the tasks that share a folder, as soon as nobody else has it.
///
/// # Errors
/// When it cannot be written,.
pub fn lock_tasks(dir: &Path) -> Result<Lock, Error> {
    fs::create_dir_all(dir).map_err(|error| Error::new(dir, "create", error))?;
    let path = dir.join(format!("{LOCK}-tasks"));
    let failed = |error: std::io::Error| Error::new(&path, "write", error);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.lock() {
        Err(error) if error.kind() != std::io::ErrorKind::Unsupported => Err(failed(error)),
        _ => Ok(Lock { _file: file }),
    }
}

fn locked(dir: &Path, name: &str, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Lock, Error> {
    writing_to(dir);
    let path = dir.join(name);
    let failed = |error: std::io::Error| Error::new(&path, "write", error);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match lock(&file) {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(dir.to_owned())),
        // A file system without locks cannot keep a second process out; that is no reason not to run.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(Lock { _file: file }),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests;
