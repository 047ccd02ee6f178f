//! `--shard K/N`: one part of the units, so that many machines can share a run.

use std::path::Path;

use serde_json::json;

use crate::cli::{DONE, output};

/// Reads `K/N`.
pub(in crate::cli) fn parse(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((number, of)) if number < of => Ok((number, of)),
        _ => Err("it is K/N with K from 0 to N - 1, such as 0/8 for the first of eight".to_owned()),
    }
}

/// The shard that was asked for, else that of the Slurm array task in which this process runs.
pub(in crate::cli) fn chosen(
    asked: Option<(u32, u32)>,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<(u32, u32)> {
    if asked.is_some() {
        return asked;
    }
    let number = |name: &str| variable(name)?.trim().parse::<u32>().ok();
    let (task, first) = (number("SLURM_ARRAY_TASK_ID")?, number("SLURM_ARRAY_TASK_MIN").unwrap_or(0));
    let of = number("SLURM_ARRAY_TASK_COUNT")?;
    // An array may count in steps.
    let step = number("SLURM_ARRAY_TASK_STEP").unwrap_or(1).max(1);
    let shard = (task.checked_sub(first)? / step, of);
    if of < 2 || shard.0 >= of {
        return None;
    }
    output::message(&format!("note: this is task {task} of a Slurm array: it runs --shard {}/{of}\n", shard.0));
    Some(shard)
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
        assert_eq!(parse("0/8"), Ok((0, 8)));
        assert_eq!(parse("7/8"), Ok((7, 8)));
        for nonsense in ["8/8", "-1/8", "1", "1/", "/2", "a/b", "0/0"] {
            assert!(parse(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_task_of_an_array_is_a_shard() {
        let array = |id: &str, first: &str, count: &str, step: &str| {
            let set = [("ID", id), ("MIN", first), ("COUNT", count), ("STEP", step)];
            let set = set.map(|(name, value)| (format!("SLURM_ARRAY_TASK_{name}"), value.to_owned()));
            chosen(None, |name| set.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
        };
        assert_eq!(array("5", "1", "8", "1"), Some((4, 8)));
        assert_eq!(array("9", "1", "5", "4"), Some((2, 5)));
        assert_eq!(array("0", "0", "1", "1"), None, "a single task runs everything");
        assert_eq!(array("99", "0", "8", "1"), None);
        assert_eq!(chosen(None, |_| None), None);
        assert_eq!(chosen(Some((1, 2)), |_| Some("3".to_owned())), Some((1, 2)));
    }
}
