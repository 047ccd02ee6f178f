//! `gridgov outcomes`: what is measured.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::language::language;
use super::listing::{Found, Listing};
use super::output;
use super::params::{both, cell};
use crate::chinese::said;
use crate::outcomes::{OutcomeKind, outcome_kinds};
use crate::scenario::nearest::nearest;
use crate::words::Language;

/// List what is measured
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov outcomes             everything that is measured
  gridgov outcomes trust       what has to do with trust
  gridgov outcomes --json      for other programs")]
pub struct Arguments {
    #[command(flatten)]
    listing: Listing,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let near = |asked: &str| nearest(asked, outcome_kinds().iter().map(|kind| kind.id)).map(str::to_owned);
    arguments.listing.print("outcomes", markdown, near, |has| {
        let has = |k: &&OutcomeKind| has(&[k.id, k.domain, k.name_en, k.name_zh, k.meaning_en, k.meaning_zh]);
        let chosen: Vec<&OutcomeKind> = outcome_kinds().iter().filter(has).collect();
        let outcomes: Vec<Value> = chosen.iter().map(|kind| kind.to_json()).collect();
        Found { json: json!({ "schema": 1, "outcomes": outcomes }), words: in_words(&chosen, language()) }
    })
}

fn in_words(chosen: &[&OutcomeKind], language: Language) -> String {
    if chosen.is_empty() {
        return String::new();
    }
    let width = output::terminal_width();
    let heads =
        [("OUTCOME", "指标"), ("UNIT", "单位"), ("BETTER", "好的方向"), ("MATTERS", "最小变化"), ("NAME", "名称")];
    let mut rows: Vec<Vec<String>> =
        vec![heads.map(|(english, chinese)| language.pick(english, chinese).to_owned()).to_vec()];
    rows.extend(chosen.iter().map(|kind| {
        let name = both(kind.name_en, kind.name_zh, language);
        vec![
            kind.id.to_owned(),
            said(kind.unit, language),
            said(kind.direction.word(), language),
            kind.matters().to_string(),
            name,
        ]
    }));
    let table = output::aligned(&rows);
    let mut lines = table.lines();
    let mut text = format!("{}\n", lines.next().unwrap_or(""));
    let mut domain = "";
    for (line, kind) in lines.zip(chosen) {
        if kind.domain != domain {
            domain = kind.domain;
            let _ = writeln!(text, "\n{}", said(domain, language));
        }
        let _ = writeln!(text, "{line}");
        if language == Language::English {
            text.push_str(&output::wrapped(kind.meaning_en, 4, width));
        }
        text.push_str(&output::wrapped(kind.meaning_zh, 4, width));
        let why = both(kind.smallest.why_en, kind.smallest.why_zh, language);
        let why = match language {
            Language::English => format!("matters from {}: {why}", kind.matters()),
            Language::Chinese => format!("变化达到{}才值得在意：{why}", kind.matters()),
        };
        text.push_str(&output::wrapped(&why, 4, width));
    }
    text
}

/// The page docs/outcomes.md.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Outcomes\n\nWritten by `gridgov outcomes --markdown` from the registry; do not edit by hand.\n\n\
         *Better* says which way is better; *none* depends on what one wants. Every outcome has its row in every \
         replicate, empty where it is undefined. *Matters* is the smallest change that matters, in the unit: differences \
         are called better or worse when their whole interval is at least as large; a scenario file sets others under \
         `[matters]`.\n\n\
         The second table of a domain says what each outcome divides by what, and over what time. This holds wherever \
         its id stands: in the table of outcomes, its groups, by day, by grid and in figures.\n",
    );
    let years: Vec<String> = outcome_kinds().iter().filter(|k| k.by_year()).map(|k| format!("`{}`", k.id)).collect();
    let _ = writeln!(
        text,
        "\nWhat days can tell is also given by year of the run, in the groups `year:1`, `year:2` and so on, of 365 days each \
         but for the last, which may be shorter. Counts of years add up to those of the run. Means over residents are \
         those of the last end of a month in the year, in the last year those at the end of the run. These are: {}.",
        years.join(", ")
    );
    let mut domain = "";
    for (at, kind) in outcome_kinds().iter().enumerate() {
        if kind.domain != domain {
            domain = kind.domain;
            let _ = writeln!(text, "\n## {domain}\n");
            text.push_str(
                "| outcome | name | 名称 | unit | better | matters | meaning | 含义 |\n|---|---|---|---|---|---:|---|---|\n",
            );
        }
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
            kind.id,
            cell(kind.name_en),
            cell(kind.name_zh),
            cell(kind.unit),
            kind.direction.word(),
            kind.matters(),
            cell(kind.meaning_en),
            cell(kind.meaning_zh)
        );
        if outcome_kinds().get(at + 1).is_none_or(|next| next.domain != domain) {
            definitions(&mut text, domain);
        }
    }
    text
}

/// What the outcomes of a domain are made of.
fn definitions(text: &mut String, domain: &str) {
    text.push_str(
        "\n| outcome | numerator | denominator | period | matters from there on because | 分子 | 分母 | 时段 | 最小有意义变化的理由 |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for kind in outcome_kinds().iter().filter(|kind| kind.domain == domain) {
        let ((over, over_zh), (under, under_zh)) = (kind.numerator(), kind.denominator());
        let (period, period_zh) = kind.period().words();
        let dash = |text: String| if text.is_empty() { "–".to_owned() } else { cell(&text) };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {period} | {} | {} | {} | {period_zh} | {} |",
            kind.id,
            dash(over),
            dash(under),
            cell(kind.smallest.why_en),
            dash(over_zh),
            dash(under_zh),
            cell(kind.smallest.why_zh)
        );
    }
}
