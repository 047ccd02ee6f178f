//! The tasks of an array whose numbers have gaps, and the part of each.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::shard::Shard;
use crate::cli::folder::lock_tasks;
use crate::cli::output;
use crate::diagnostics::{Code, Diagnostic};
use crate::error::Error;
use crate::store::{UNITS, stage};

/// Which part it is. The tasks of an array with gaps take the parts as they come; who came is written down, so that one
/// that is started again has the part that it had.
///
/// # Errors
/// When that cannot be written, or more tasks come than there are.
pub(in crate::cli) fn part(shard: &Shard, dir: &Path) -> Result<(u32, u32), Error> {
    let (array, task, of) = match shard {
        Shard::Part(part, of) => return Ok((*part, *of)),
        Shard::Gapped { array, task, of } => (array, *task, *of),
    };
    let folder = dir.join(UNITS);
    let _lock = lock_tasks(dir)?;
    fs::create_dir_all(&folder).map_err(|error| Error::new(&folder, "create", error))?;
    let name = format!("array-{array}.json");
    let known = fs::read_to_string(folder.join(&name)).unwrap_or_default();
    let mut tasks: Vec<u32> = serde_json::from_str(&known).unwrap_or_default();
    let known = tasks.iter().position(|known| *known == task);
    if known.is_none() {
        tasks.push(task);
        let text = serde_json::to_string(&tasks).unwrap_or_default();
        stage(&folder, &name, |out| out.write_all(text.as_bytes()))?.persist()?;
    }
    let part = known.unwrap_or(tasks.len() - 1) as u32;
    if part >= of {
        let problem = Diagnostic::of_file("SLURM_ARRAY_TASK_COUNT", format!("more than {of} tasks have come"));
        let help = "give the array a folder of its own, or say which part each task is: --shard K/N";
        return Err(problem.code(Code::Conflict).expected("as many tasks as the array has").help(help).into());
    }
    let of_array = "of a Slurm array whose numbers have gaps";
    output::message(&format!("note: this is task {task} {of_array}: it runs --shard {part}/{of}\n"));
    Ok((part, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_of_an_array_with_gaps_take_parts_as_they_come_and_keep_them() {
        let dir = tempfile::tempdir().unwrap();
        let part = |array: &str, task| super::part(&Shard::Gapped { array: array.to_owned(), task, of: 3 }, dir.path());
        let first: Vec<_> = [5, 1, 6].map(|task| part("77", task).unwrap()).into();
        assert_eq!(first, [(0, 3), (1, 3), (2, 3)]);
        assert_eq!(part("77", 1).unwrap(), (1, 3), "started again");
        assert!(part("77", 9).is_err());
        assert_eq!(part("78", 9).unwrap(), (0, 3), "another array");
    }
}
