//! The folders that are merged, and what was begun in all of them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::evidence::Lang;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::ensemble::array_expression;
use crate::store::{MANIFEST, UNITS};
use crate::study::store::BEGUN;

/// Put the units of shards together
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov merge shared --out results/all               shards that wrote into one folder
  gridgov merge part-0 part-1 part-2 --out results/all
  gridgov merge shared --out shared                    the results beside the units")]
pub struct Arguments {
    /// Folders in which shards of one run, or of one study, have left their units
    #[arg(required = true, value_name = "DIR")]
    pub(in crate::cli) dirs: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, required = true, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// Replace other results in --out
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Language of the table
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) lang: Lang,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What was begun in all of the folders alike. `join` takes a further shard in and returns in what it differs, if it does;
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
            // What was begun is written down beside the units, for a run and for a study.
            let begun = [MANIFEST, BEGUN].map(|file| dir.join(UNITS).join(file));
            if let Some(path) = begun.iter().find(|path| path.exists()) {
                let name = printable(&path.display().to_string());
                let problem =
                    Diagnostic::of_file(&name, "the file is damaged, or was changed by hand").code(Code::Damaged);
                let problem = problem.expected("the file as gridgov wrote it");
                return Err(Box::new(problem.help("give the command of a shard again: it writes the file anew")));
            }
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

/// What to do about units that are missing: which shards to run again, as an array of jobs is given its numbers.
pub(super) fn again_with(shards: &[u32], of: Option<u32>) -> String {
    match of {
        Some(of) if !shards.is_empty() => format!(
            "run shards {} of {of} again (numbers from 0, as in an array of jobs with --shard auto/{of}), then merge",
            array_expression(shards)
        ),
        _ => "run the shards that hold them again, then merge".to_owned(),
    }
}
