//! What `run` and `compare` have in common: the choice of a baseline, and showing a comparison.

pub(super) mod text;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::output;
use crate::compare::changes::{PolicyChange, changes_in};
use crate::compare::levels::{Level, levels};
use crate::compare::precision::{Asked, Precision, Scale, USUAL, judge};
use crate::compare::ranking::{Ranking, ranking};
use crate::compare::why::{Why, whys};
use crate::compare::{Comparison, Difference, compare};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::outcomes::{Direction, outcome_kind, outcome_kinds};
use crate::results::{Results, RunRecord, no_scenario};
use crate::scenario::nearest::nearest;
use crate::table::{Style, table, wrapped};
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
    /// The language of tables.
    #[must_use]
    pub fn language(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Zh => Language::Chinese,
        }
    }
}

/// How results are shown.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Language of the table.
    pub lang: Lang,
    /// JSON in place of a table.
    pub json: bool,
    /// Weights for the ranking; all the same where there are none.
    pub weights: &'a [(&'static str, f64)],
    /// The precision that was asked for.
    pub precision: Option<Asked>,
    /// Whether to say why headline outcomes change.
    pub why: bool,
    /// Whether to show headline outcomes by year.
    pub by_year: bool,
}

/// Shows the results against their baseline on stdout, as a table or as JSON, and returns the exit code.
///
/// # Errors
/// When they have no scenario of the baseline's name.
pub fn show(results: &Results, files: &str, view: View) -> Result<i32, Error> {
    let baseline = results.baseline_index()?;
    let comparison = compare(results, &results.baseline);
    let ranking = ranking(results, view.weights);
    let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
    let precision =
        judge(&runs, &results.scenarios.iter().collect::<Vec<_>>(), baseline, view.precision.unwrap_or(USUAL));
    let whys = if view.why { whys(results, &comparison) } else { Vec::new() };
    if view.json {
        let mut json = in_json(results, &comparison, &precision, ranking.as_ref());
        if view.why {
            json["why"] = whys.iter().map(why).collect();
        }
        return Ok(output::put_json(&json));
    }
    let language = view.lang.language();
    let style = Style { language, ascii: !shows_unicode() };
    let mut more = Vec::new();
    more.extend(text::mixed(&results.scenarios, &results.baseline, language));
    if let Some(ranking) = ranking.filter(|ranking| ranking.standings.len() > 2) {
        more.push(text::standing(results, &ranking, !view.weights.is_empty(), language));
    }
    if crate::table::too_few(results, language).is_none() {
        more.push(text::enough(results, &precision, view.precision.is_some(), language));
    }
    let mut text = String::new();
    for why in &whys {
        let of = printable(&why.whole.scenario);
        text += &wrapped(&format!("{of}{}{}", language.pick(": ", "："), crate::table::why(why, language)));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    if view.by_year {
        text += &crate::table::years::by_year(results, &comparison, style);
        text.push('\n');
    }
    Ok(output::put(&(text + &table(results, &comparison, style, files, &more))))
}

/// The weights given as `OUTCOME=NUMBER`.
///
/// # Errors
/// When one is no outcome or no number.
pub fn weights(given: &[String]) -> Result<Vec<(&'static str, f64)>, Box<Diagnostic>> {
    let weight = |text: &String| {
        let problem = |found: String| Box::new(Diagnostic::of_file("--weight", found).code(Code::WrongValue));
        let (outcome, number) = text.split_once('=').unwrap_or((text, ""));
        let kind = outcome_kind(outcome.trim()).ok_or_else(|| {
            let expected = match nearest(outcome.trim(), outcome_kinds().iter().map(|kind| kind.id)) {
                Some(near) => format!("an outcome; the nearest is {near}"),
                None => "an outcome; gridgov outcomes lists them".to_owned(),
            };
            Box::new(problem(format!("there is no outcome called {outcome}")).expected(expected))
        })?;
        if kind.direction == Direction::Neutral {
            return Err(problem(format!("{} has no better side, so it cannot be weighed", kind.id)));
        }
        match number.trim().parse::<f64>() {
            Ok(weight) if weight.is_finite() && weight >= 0.0 => Ok((kind.id, weight)),
            _ => Err(Box::new(
                problem(format!("the weight of {} is {number:?}", kind.id)).expected("a number from 0, such as 2"),
            )),
        }
    };
    given.iter().map(weight).collect()
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
    Err(Box::new(no_scenario("--baseline", wanted, names)))
}

fn in_json(results: &Results, comparison: &Comparison, precision: &Precision, ranking: Option<&Ranking>) -> Value {
    let others = results.scenarios.iter().map(|scenario| &scenario.name).filter(|name| **name != results.baseline);
    let changes: Vec<Value> = others
        .flat_map(|name| changes_in(results, name).unwrap_or_default().into_iter().map(|c| change(name, &c)))
        .collect();
    json!({
        "schema": 1,
        "baseline": comparison.baseline,
        "seed": results.seed,
        "replicates": results.replicates,
        "changes": changes,
        "outcomes": levels(results).iter().map(level).collect::<Vec<_>>(),
        "differences": comparison.differences.iter().map(Difference::to_json).collect::<Vec<_>>(),
        "precision": {
            "asked": precision.asked.share,
            "relative_to": if precision.asked.of == Scale::Mean { "mean" } else { "matters" },
            "reached": precision.reached(),
            "replicates_needed": precision.needed(),
            "widest": precision.widths.first().map(|width| json!({
                "scenario": results.scenarios[width.scenario].name, "outcome": width.outcome, "half_width": width.share,
            })),
        },
        "ranking": ranking.map(|ranking| ranking.standings.iter().map(|standing| json!({
            "scenario": standing.scenario,
            "acceptability": standing.acceptability,
            "at_weights": standing.at_weights,
            "score": standing.score,
            "largest_regret": standing.regret,
            "dominated_by": standing.dominated_by,
        })).collect::<Vec<_>>()),
        "result_hash": results.result_hash(),
    })
}

/// What a scenario changes as JSON: numbers and switches as such, words as text, null where there is no value.
pub(super) fn change(scenario: &str, change: &PolicyChange) -> Value {
    let value = |text: &Option<String>| match text {
        None => Value::Null,
        Some(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
    };
    let words = |language: Language| {
        let (when, text) = (change.when_and_where(language), change.words(language));
        if when.is_empty() { text } else { format!("{when}{}{text}", language.pick(": ", "：")) }
    };
    json!({
        "scenario": scenario,
        "key": change.key,
        "before": value(&change.before),
        "after": value(&change.after),
        "unit": change.unit(),
        "from_day": change.from_day,
        "over_days": change.over_days,
        "communities": change.communities,
        "without_mechanism": change.without,
        "words": words(Language::English),
        "words_zh": words(Language::Chinese),
    })
}

/// An outcome of a scenario as JSON; what is undefined is null.
fn level(level: &Level) -> Value {
    let (period, period_zh) = level.period();
    json!({
        "scenario": level.scenario,
        "outcome": level.kind.id,
        "group": level.group,
        "mean": level.mean,
        "low": level.low,
        "high": level.high,
        "runs": level.runs,
        "unit": level.kind.unit,
        "period": period,
        "period_zh": period_zh,
    })
}

/// Why an outcome changes, as JSON.
fn why(why: &Why) -> Value {
    let scenario = &why.whole.scenario;
    json!({
        "scenario": scenario,
        "outcome": why.whole.outcome,
        "difference": why.whole.to_json(),
        "on_the_way": why.on_the_way.iter().map(Difference::to_json).collect::<Vec<_>>(),
        "only": why.only.as_ref().map(|only| change(scenario, only)),
        "alone": why.parts.iter().map(|part| json!({
            "changes": part.changes.iter().map(|one| change(scenario, one)).collect::<Vec<_>>(),
            "difference": part.difference.to_json(),
        })).collect::<Vec<_>>(),
        "sum_alone": why.sum(),
        "without": why.without.iter().map(|without| json!({
            "mechanism": without.mechanism,
            "left": without.left.to_json(),
            "through": without.through.to_json(),
        })).collect::<Vec<_>>(),
        "unseen": why.unseen.as_ref().map(Difference::to_json),
        "words": crate::table::why(why, Language::English),
        "words_zh": crate::table::why(why, Language::Chinese),
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
        let runs: Vec<&[RunRecord]> = results.runs.iter().map(Vec::as_slice).collect();
        let json = in_json(
            &results,
            &compare(&results, "a"),
            &judge(&runs, &results.scenarios.iter().collect::<Vec<_>>(), 0, USUAL),
            None,
        );
        assert_eq!(json["schema"], 1);
        assert!(json["differences"][0]["low"].is_null() && json["differences"][0]["pairs"] == 1);
        assert_eq!(json["result_hash"], results.result_hash());
        let own = &json["outcomes"][1];
        assert_eq!((&own["scenario"], &own["outcome"], &own["mean"]), (&"b".into(), &"skill".into(), &0.2.into()));
        assert!(own["low"].is_null() && own["period"] == "at the end of the fifth year", "{own}");
    }
}
