//! What `run` and `compare` have in common: the choice of a baseline, and showing a comparison.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::output;
use crate::compare::{Comparison, Difference, compare, verdict};
use crate::diagnostics::Diagnostic;
use crate::results::Results;
use crate::scenario::nearest::nearest;
use crate::table::{Style, table};
use crate::words::Language;

/// `--lang`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// 中文
    Zh,
}

impl Lang {
    fn language(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Zh => Language::Chinese,
        }
    }
}

/// Shows the results against their baseline on stdout, as a table or as JSON, and returns the exit code.
#[must_use]
pub fn show(results: &Results, files: &str, lang: Lang, json: bool) -> i32 {
    let comparison = compare(results, &results.baseline);
    if json {
        return output::put_json(&in_json(results, &comparison));
    }
    let style = Style { language: lang.language(), ascii: !shows_unicode() };
    output::put(&table(results, &comparison, style, files))
}

/// The baseline among `names`: the one asked for, else the one called `baseline`, else the first.
///
/// # Errors
/// When the one asked for is not among them.
pub fn baseline<'a>(asked: Option<&str>, names: &[&'a str]) -> Result<&'a str, Box<Diagnostic>> {
    let wanted = asked.unwrap_or("baseline");
    if let Some(found) = names.iter().find(|name| **name == wanted) {
        return Ok(found);
    }
    if let (None, Some(first)) = (asked, names.first()) {
        return Ok(first);
    }
    let expected = match nearest(wanted, names.iter().copied()) {
        Some(near) => format!("one of the scenarios; the nearest is {near}"),
        None => format!("one of {}", names.join(", ")),
    };
    let problem = Diagnostic::of_file("--baseline", format!("there is no scenario called {wanted}"));
    Err(Box::new(problem.expected(expected)))
}

fn in_json(results: &Results, comparison: &Comparison) -> Value {
    json!({
        "schema": 1,
        "baseline": comparison.baseline,
        "seed": results.seed,
        "replicates": results.replicates,
        "differences": comparison.differences.iter().map(difference).collect::<Vec<_>>(),
        "result_hash": results.result_hash(),
    })
}

/// A difference as JSON; what is undefined is null.
fn difference(d: &Difference) -> Value {
    json!({
        "outcome": d.outcome,
        "group": d.group,
        "baseline": d.baseline,
        "scenario": d.scenario,
        "baseline_mean": d.baseline_mean,
        "scenario_mean": d.scenario_mean,
        "difference": d.difference,
        "low": d.low,
        "high": d.high,
        "pairs": d.pairs,
        "better_in": d.better_in,
        "ties": d.ties,
        "direction": d.direction.word(),
        "unit": d.unit,
        "verdict": verdict(d).word(),
        "variance_ratio": d.variance_ratio,
    })
}

/// Whether the terminal shows more than ASCII: unless the locale is set and says otherwise.
fn shows_unicode() -> bool {
    let set =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baselines() {
        assert_eq!(baseline(None, &["a", "baseline"]).unwrap(), "baseline");
        assert_eq!(baseline(None, &["b", "a"]).unwrap(), "b");
        assert_eq!(baseline(Some("a"), &["b", "a"]).unwrap(), "a");
        let error = baseline(Some("trianing"), &["baseline", "training"]).unwrap_err();
        assert!(error.expected.contains("the nearest is training"), "{error}");
    }

    #[test]
    fn undefined_numbers_are_null_in_json() {
        let values: [&[f64]; 2] = [&[0.1], &[0.2]];
        let results = crate::results::tests::made_up(&["a", "b"], &[("skill", &values)]);
        let json = in_json(&results, &compare(&results, "a"));
        assert_eq!(json["schema"], 1);
        assert!(json["differences"][0]["low"].is_null() && json["differences"][0]["pairs"] == 1);
        assert_eq!(json["result_hash"], results.result_hash());
    }
}
