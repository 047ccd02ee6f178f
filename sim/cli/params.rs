//! `gridgov params`: every parameter with its unit, range, provenance and words.

mod words;

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::language::language;
use super::listing::{Found, Listing};
use super::output;
use crate::assumptions::mechanisms::Mechanism;
use crate::assumptions::{Mechanisms, Path};
use crate::chinese::said;
use crate::registry::Parameter;
use crate::scenario::nearest::{nearest_key, tables};
use crate::scenario::values::plain;
use crate::settings::parameters;
use crate::words::Language;

/// List policy levers, assumptions and mechanisms
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov params               everything that a scenario can set
  gridgov params training      what has to do with training
  gridgov params 减员           by a word of practice: pilot, merge, hire, 加人, 整合, 考核, 热线
  gridgov params power. --json for other programs")]
pub struct Arguments {
    #[command(flatten)]
    listing: Listing,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    let near = |asked: &str| {
        let (table, name) = asked.split_once('.').unwrap_or(("", asked));
        nearest_key(table, name)
    };
    arguments.listing.print("params", markdown, near, |has| {
        let chosen: Vec<&Parameter> =
            parameters().filter(|p| has(&[&p.key(), p.meaning_en, p.meaning_zh, &words::of(&p.key())])).collect();
        let name = |m: &Mechanism| format!("mechanisms.{}", m.name);
        let mechanisms: Vec<&Mechanism> =
            Mechanisms::ALL.iter().filter(|m| has(&[&name(m), m.meaning_en, m.meaning_zh])).collect();
        // Where nothing is asked, everything has it.
        let asked = !has(&[""]);
        let notes: Vec<(&str, &str)> =
            words::SAID.iter().filter(|said| asked && has(said.words)).filter_map(|said| said.note).collect();
        let mut in_words = in_words(&chosen, &mechanisms, language());
        for (english, chinese) in &notes {
            in_words.push('\n');
            in_words += &output::wrapped(language().pick(english, chinese), 0, output::terminal_width());
        }
        let parameters: Vec<Value> = chosen.into_iter().map(Parameter::to_json).collect();
        let mechanisms: Vec<Value> = mechanisms.into_iter().map(|mechanism| mechanism.to_json()).collect();
        let notes_json: Vec<Value> = notes.iter().map(|(en, zh)| json!({ "en": en, "zh": zh })).collect();
        Found {
            json: json!({ "schema": 1, "parameters": parameters, "mechanisms": mechanisms, "notes": notes_json }),
            words: in_words,
        }
    })
}

fn range((low, high): (f64, f64)) -> String {
    format!("{} to {}", plain(low), plain(high))
}

fn in_words(chosen: &[&Parameter], mechanisms: &[&Mechanism], language: Language) -> String {
    let width = output::terminal_width();
    let heads =
        [("KEY", "键"), ("DEFAULT", "默认值"), ("ALLOWED", "允许范围"), ("UNIT", "单位"), ("PROVENANCE", "来源")];
    let mut rows: Vec<Vec<String>> =
        vec![heads.map(|(english, chinese)| language.pick(english, chinese).to_owned()).to_vec()];
    rows.extend(chosen.iter().map(|p| {
        let unit = said(p.unit, language);
        vec![p.key(), plain(p.default), said(&range(p.range), language), unit, said(p.provenance.word(), language)]
    }));
    let mut text = String::new();
    if !chosen.is_empty() {
        let table = output::aligned(&rows);
        let mut lines = table.lines();
        let _ = writeln!(text, "{}", lines.next().unwrap_or(""));
        for (line, parameter) in lines.zip(chosen) {
            let _ = writeln!(text, "{line}");
            text.push_str(&output::wrapped(&both(parameter.meaning_en, parameter.meaning_zh, language), 4, width));
        }
    }
    if !mechanisms.is_empty() {
        text.push_str(if chosen.is_empty() { "" } else { "\n" });
        text.push_str(language.pick("MECHANISM\n", "机制\n"));
    }
    for mechanism in mechanisms {
        let values = if mechanism.variants.is_empty() {
            language.pick("true or false", "true 或 false").to_owned()
        } else {
            mechanism.variants.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(text, "mechanisms.{}  {values}", mechanism.name);
        text.push_str(&output::wrapped(&both(mechanism.meaning_en, mechanism.meaning_zh, language), 4, width));
    }
    text
}

/// A meaning: in both languages where English is asked for, since most of what is simulated has a Chinese name.
pub(super) fn both(english: &str, chinese: &str, language: Language) -> String {
    match language {
        Language::English => format!("{english} / {chinese}"),
        Language::Chinese => chinese.to_owned(),
    }
}

/// A cell of a Markdown table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The page docs/parameters.md.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Parameters\n\n\
         Written by `gridgov params --markdown` from the registry; do not edit by hand.\n\n\
         *Allowed* is what a scenario file may say, *plausible* what a sensitivity study explores. Provenance: *measured* \
         (with a source), *literature* (of the mechanism), *calibrated* (to a pattern, named), *assumed* (enters the \
         sensitivity study). A policy lever works through one mechanism; where that mechanism is switched off, the lever \
         acts as its *absent* value and costs nothing.\n",
    );
    for table in tables() {
        let chosen: Vec<&Parameter> = parameters().filter(|p| p.table == table).collect();
        let Some(first) = chosen.first() else { continue };
        let lever = first.lever.is_some();
        let heading = if table == "incident" { "[[incident]]".to_owned() } else { format!("[{table}]") };
        let _ = writeln!(text, "\n## `{heading}`\n");
        if table == "incident" {
            text.push_str("The defaults are those of a new kind; `gridgov check --explain` shows the eight kinds of the baseline.\n\n");
            let paths = Path::ALL.map(|path| format!("`\"{}\"`", path.word())).join(", ");
            let _ = writeln!(
                text,
                "Beside these numbers a kind has a `path`, one of {paths} (`\"{}\"` if it says nothing): how the share \
                 `path_share` of its incidents is settled where the mechanism `paths` is on.\n",
                Path::default().word()
            );
        }
        let (head, rule) = if lever { (" mechanism (absent) |", "---|") } else { ("", "") };
        let _ = writeln!(text, "| key | default | allowed | plausible | unit |{head} meaning | 含义 | provenance |");
        let _ = writeln!(text, "|---|---:|---|---|---|{rule}---|---|---|");
        for p in chosen {
            let mechanism = p.lever.map_or(String::new(), |(name, absent)| format!(" `{name}` ({}) |", plain(absent)));
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} | {} |{mechanism} {} | {} | {}: {} |",
                p.name,
                plain(p.default),
                range(p.range),
                range(p.prior),
                cell(p.unit),
                cell(p.meaning_en),
                cell(p.meaning_zh),
                p.provenance.word(),
                cell(p.source),
            );
        }
    }
    text.push_str("\n## `[mechanisms]`\n\nThe first value is the default.\n\n");
    text.push_str("| name | values | levers that work through it | meaning | 含义 |\n|---|---|---|---|---|\n");
    for mechanism in Mechanisms::ALL {
        let through = |p: &&Parameter| p.lever.is_some_and(|(name, _)| name == mechanism.name);
        let levers: Vec<String> = parameters().filter(through).map(|p| format!("`{}`", p.key())).collect();
        let values = if mechanism.variants.is_empty() {
            if mechanism.on { "`true`, `false`" } else { "`false`, `true`" }.to_owned()
        } else {
            mechanism.variants.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(
            text,
            "| `{}` | {values} | {} | {} | {} |",
            mechanism.name,
            levers.join(", "),
            cell(mechanism.meaning_en),
            cell(mechanism.meaning_zh)
        );
    }
    text
}
