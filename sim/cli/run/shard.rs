//! `--shard`: one part of the units, so that many machines can share a run.

use std::path::Path;

use serde_json::json;

use crate::cli::{DONE, output};
use crate::diagnostics::{Code, Diagnostic};

/// What `--shard` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `K/N`.
    Part(u32, u32),
    /// `auto`, or `auto/N`: K is the number of the task in which this process runs.
    Auto(Option<u32>),
}

/// The part that a process runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shard {
    /// The first number, from 0, of so many.
    Part(u32, u32),
    /// A task of an array whose numbers have gaps: which part it is depends on which tasks came before it.
    Gapped {
        /// What names the array.
        array: String,
        /// Number of the task.
        task: u32,
        /// How many there are.
        of: u32,
    },
}

/// Reads `K/N`, `auto` or `auto/N`.
pub(in crate::cli) fn parse(text: &str) -> Result<Asked, String> {
    let wrong = "it is K/N with K from 0 to N - 1, such as 0/8 for the first of eight, or auto, or auto/N";
    if text == "auto" {
        return Ok(Asked::Auto(None));
    }
    let (part, of) = text.split_once('/').ok_or(wrong)?;
    let of: u32 = of.parse().ok().filter(|of| *of > 0).ok_or(wrong)?;
    if part == "auto" {
        return Ok(Asked::Auto(Some(of)));
    }
    let part: u32 = part.parse().map_err(|_| wrong)?;
    if part < of { Ok(Asked::Part(part, of)) } else { Err(wrong.to_owned()) }
}

/// Where engines say which task of theirs a process is: their name, and the variable.
const ENGINES: [(&str, &str); 3] =
    [("Slurm", "SLURM_ARRAY_TASK_ID"), ("HyperQueue", "HQ_TASK_ID"), ("Kubernetes", "JOB_COMPLETION_INDEX")];

/// The shard that was asked for, else that of the Slurm array task in which this process runs.
pub(in crate::cli) fn chosen(
    asked: Option<Asked>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Shard>, Box<Diagnostic>> {
    let number = |name: &str| variable(name)?.trim().parse::<u32>().ok();
    let of = match asked {
        Some(Asked::Part(part, of)) => return Ok(Some(Shard::Part(part, of))),
        Some(Asked::Auto(of)) => of,
        None => return Ok(slurm(&number, &variable)),
    };
    let found = ENGINES.iter().find_map(|(engine, name)| Some((*engine, *name, number(name)?)));
    let Some((engine, name, task)) = found else {
        let problem = Diagnostic::of_file("--shard auto", "this is no task of an array that gridgov knows");
        let names = ENGINES.map(|(engine, name)| format!("{name} ({engine})")).join(", ");
        return Err(Box::new(
            problem.code(Code::Missing).expected(names).help("say which part of how many it is: --shard K/N"),
        ));
    };
    match of {
        Some(of) if task < of => {
            output::message(&format!("note: {name} is {task}: it runs --shard {task}/{of}\n"));
            Ok(Some(Shard::Part(task, of)))
        }
        Some(of) => {
            let problem = Diagnostic::of_file("--shard", format!("{name} is {task}, and there are {of} parts"));
            let help = format!("number the tasks from 0: 0-{}", of - 1);
            Err(Box::new(problem.code(Code::OutOfRange).expected(format!("0 to {}", of - 1)).help(help)))
        }
        None if engine == "Slurm" => Ok(slurm(&number, &variable)),
        None => {
            let problem =
                Diagnostic::of_file("--shard auto", format!("{engine} does not say how many tasks there are"));
            let problem = problem.code(Code::Missing).expected("--shard auto/N");
            Err(Box::new(problem.help("say how many tasks there are: --shard auto/N")))
        }
    }
}

/// The part of a task of a Slurm array, which may begin anywhere, count in steps and have gaps.
fn slurm(number: &dyn Fn(&str) -> Option<u32>, variable: &dyn Fn(&str) -> Option<String>) -> Option<Shard> {
    let (task, first) = (number("SLURM_ARRAY_TASK_ID")?, number("SLURM_ARRAY_TASK_MIN").unwrap_or(0));
    let of = number("SLURM_ARRAY_TASK_COUNT").filter(|of| *of > 1)?;
    let step = number("SLURM_ARRAY_TASK_STEP").unwrap_or(1).max(1);
    let places = |last: u32| last.checked_sub(first).map(|span| (span / step + 1, span % step));
    let part = places(task).filter(|(part, rest)| *part <= of && *rest == 0);
    let gapless = number("SLURM_ARRAY_TASK_MAX").is_none_or(|last| places(last) == Some((of, 0)));
    let Some((part, _)) = part.filter(|_| gapless) else {
        let array = variable("SLURM_ARRAY_JOB_ID").unwrap_or_default();
        let array = array.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        return Some(Shard::Gapped { array, task, of });
    };
    let shard = part - 1;
    output::message(&format!("note: this is task {task} of a Slurm array: it runs --shard {shard}/{of}\n"));
    Some(Shard::Part(shard, of))
}

/// Says that a shard is done, and what becomes of it.
pub(in crate::cli) fn done(dir: &Path, (number, of): (u32, u32), json: bool) -> i32 {
    let dir = dir.display();
    if json {
        return output::put_json(&json!({ "schema": 1, "shard": number, "of": of, "out": dir.to_string() }));
    }
    output::message(&format!(
        "shard {number} of {of} is done: its units lie in {dir}; when all are, gridgov merge {dir} --out DIR makes the \
         results\n"
    ));
    DONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_count_from_zero() {
        assert_eq!(parse("0/8"), Ok(Asked::Part(0, 8)));
        assert_eq!(parse("7/8"), Ok(Asked::Part(7, 8)));
        assert_eq!((parse("auto"), parse("auto/9")), (Ok(Asked::Auto(None)), Ok(Asked::Auto(Some(9)))));
        for nonsense in ["8/8", "-1/8", "1", "1/", "/2", "a/b", "0/0", "auto/0", "auto/", "automatic"] {
            assert!(parse(nonsense).is_err(), "{nonsense}");
        }
    }

    /// What is chosen where so many variables are set.
    fn with(asked: Option<Asked>, set: &[(&str, &str)]) -> Result<Option<Shard>, Box<Diagnostic>> {
        chosen(asked, |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    fn array(id: &str, first: &str, last: &str, count: &str, step: &str) -> Option<Shard> {
        let [id, first, last, count, step] =
            [("ID", id), ("MIN", first), ("MAX", last), ("COUNT", count), ("STEP", step)]
                .map(|(name, value)| (format!("SLURM_ARRAY_TASK_{name}"), value));
        let set = [&id, &first, &last, &count, &step].map(|(name, value)| (name.as_str(), *value));
        with(None, &[&set[..], &[("SLURM_ARRAY_JOB_ID", "77")]].concat()).unwrap()
    }

    #[test]
    fn a_task_of_an_array_is_a_shard() {
        assert_eq!(array("5", "1", "8", "8", "1"), Some(Shard::Part(4, 8)));
        assert_eq!(array("9", "1", "17", "5", "4"), Some(Shard::Part(2, 5)));
        assert_eq!(array("0", "0", "0", "1", "1"), None, "a single task runs everything");
        for (task, count) in [("1", "3"), ("5", "3"), ("6", "3")] {
            let gapped = Shard::Gapped { array: "77".to_owned(), task: task.parse().unwrap(), of: 3 };
            assert_eq!(array(task, "1", "6", count, "1"), Some(gapped));
        }
        assert_eq!(with(None, &[]), Ok(None));
        assert_eq!(with(Some(Asked::Part(1, 2)), &[("SLURM_ARRAY_TASK_ID", "3")]), Ok(Some(Shard::Part(1, 2))));
    }

    #[test]
    fn a_task_of_any_engine_is_a_shard_of_a_number_that_was_given() {
        for name in ["SLURM_ARRAY_TASK_ID", "HQ_TASK_ID", "JOB_COMPLETION_INDEX"] {
            assert_eq!(with(Some(Asked::Auto(Some(8))), &[(name, "7")]), Ok(Some(Shard::Part(7, 8))));
            assert!(with(Some(Asked::Auto(Some(8))), &[(name, "8")]).is_err());
            assert_eq!(with(None, &[(name, "7")]), Ok(None));
        }
        assert!(with(Some(Asked::Auto(None)), &[("HQ_TASK_ID", "1")]).unwrap_err().help.contains("auto/N"));
        assert!(with(Some(Asked::Auto(None)), &[]).unwrap_err().help.contains("K/N"));
    }
}
