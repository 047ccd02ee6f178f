//! Files and folders of the file system become scenarios.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::extend::Builder;
use super::files::{fetch, given_in, recorded};
use super::nearest::nearest;
use super::place::SourceFile;
use super::read::Layer;
use super::sources::Sources;
use super::{Scenario, bytes, set};
use crate::diagnostics::{Code, Diagnostic, in_order};

/// Every scenario of the files and folders named, variants expanded, with `KEY=VALUE` settings on top of each.
///
/// A folder stands for the `.toml` files directly in it, sorted by name.
///
/// # Errors
/// Everything that is wrong in any of the files.
pub fn load(paths: &[PathBuf], set: &[String]) -> Result<Vec<Scenario>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let on_top = set::layers(set, &mut problems);
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        match files_of(path) {
            // The same file named twice is one scenario.
            Ok(found) => found.into_iter().for_each(|file| {
                if !files.iter().any(|known| same_file(known, &file)) {
                    files.push(file);
                }
            }),
            Err(problem) => problems.push(*problem),
        }
    }
    let mut scenarios: Vec<Scenario> = Vec::new();
    for path in &files {
        let (found, wrong) = from_file(path, &on_top);
        scenarios.extend(found);
        problems.extend(wrong);
    }
    let on_top = std::sync::Arc::new(set.to_vec());
    for scenario in &mut scenarios {
        scenario.sources.set = std::sync::Arc::clone(&on_top);
    }
    clashes(&scenarios, &mut problems);
    if problems.is_empty() { Ok(scenarios) } else { Err(in_order(problems)) }
}

impl Scenario {
    /// The scenarios of a file: one, or one for each of its variants.
    ///
    /// # Errors
    /// Everything that is wrong in it and in the files it extends.
    pub fn from_path(path: &Path) -> Result<Vec<Self>, Vec<Diagnostic>> {
        let (scenarios, problems) = from_file(path, &[]);
        if problems.is_empty() { Ok(scenarios) } else { Err(in_order(problems)) }
    }
}

fn from_file(path: &Path, on_top: &[(Layer, String)]) -> (Vec<Scenario>, Vec<Diagnostic>) {
    let ((mut scenarios, problems), files) = recorded(|| built(path, on_top));
    let sources = Sources::of(files);
    for scenario in &mut scenarios {
        scenario.sources = sources.clone();
    }
    (scenarios, problems)
}

fn built(path: &Path, on_top: &[(Layer, String)]) -> (Vec<Scenario>, Vec<Diagnostic>) {
    let file = match named(path) {
        Ok(file) => file,
        Err(problem) => return (Vec::new(), vec![*problem]),
    };
    let name = path.file_stem().map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned());
    if let Some(fault) = super::values::scenario_name_fault(&name) {
        let problem = Diagnostic::of_file(&file.name, fault.found).code(Code::WrongValue).expected(fault.expected);
        return (Vec::new(), vec![problem.help("a scenario is called by its file: rename the file")]);
    }
    let mut builder = Builder { fetch: &fetch, problems: Vec::new(), on_top };
    let scenarios = builder.scenarios(&file, path, &name);
    (scenarios, builder.problems)
}

/// A file named on the command line, not in another file.
pub(crate) fn named(path: &Path) -> Result<Rc<SourceFile>, Box<Diagnostic>> {
    let problem = match bytes::source_file(&path.display().to_string(), fetch(path)) {
        Err(problem) if !path.exists() => problem,
        done => return done,
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Names are compared without their ending, which they share anyway.
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let beside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut beside: Vec<PathBuf> = beside.filter(|other| other.extension() == path.extension()).collect();
    beside.sort();
    let stems: Vec<String> = beside.iter().map(|other| stem(other)).collect();
    let near = nearest(&stem(path), stems.iter().map(String::as_str));
    let near = near.and_then(|near| beside.iter().find(|other| stem(other) == near)?.file_name());
    let help = match near {
        Some(near) => format!("did you mean {}?", path.with_file_name(near).display()),
        None => "check the spelling and the folder".to_owned(),
    };
    Err(problem.help(help).into())
}

/// The files that a path stands for.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    if let Some(files) = given_in(path) {
        return Ok(files);
    }
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let name = path.display().to_string();
    let entries = fs::read_dir(path).map_err(|error| {
        Diagnostic::of_file(&name, format!("failed to list the folder: {error}")).code(Code::Unreadable)
    })?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")))
        // Some systems leave hidden companions such as `._a.toml` beside a file.
        .filter(|file| !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .filter(|file| !file.is_dir())
        .collect();
    files.sort();
    if files.is_empty() {
        let problem = Diagnostic::of_file(&name, "the folder holds no .toml file")
            .code(Code::Missing)
            .expected("scenario files directly in it");
        return Err(problem.help("`gridgov new FILE` writes a scenario to begin with").into());
    }
    Ok(files)
}

fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn clashes(scenarios: &[Scenario], problems: &mut Vec<Diagnostic>) {
    for (index, scenario) in scenarios.iter().enumerate() {
        let twice = scenarios[..index].iter().find(|other| other.name == scenario.name && other.file != scenario.file);
        if let Some(other) = twice {
            let found = format!("the scenario {} also comes from {}", scenario.name, other.file);
            let problem = Diagnostic::of_file(&scenario.file, found).code(Code::Duplicate).expected("each name once");
            problems.push(problem.help("rename one of the two files"));
        }
    }
}
