//! `gridgov fit`: a city's own case log becomes a scenario.

mod text;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::check::counted;
use super::evidence::Lang;
use super::failure;
use super::output;
use crate::diagnostics::{Diagnostic, printable};
use crate::error::Error;
use crate::fit::columns::Map;
use crate::fit::dates::date;
use crate::fit::draft::draft;
use crate::fit::read::{Log, read};
use crate::fit::variation::Estimate;
use crate::fit::{Allowed, Fitted, Options, fit};
use crate::scenario::Scenario;

/// Make a scenario from a city's own case log
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov fit cases.csv --residents 310000 --out my-city.toml     a 311, 12345 or urban management export
  gridgov fit cases.csv --columns map.toml --out my-city.toml     with columns named in a file
  gridgov run my-city.toml my-policy.toml                          my-policy extends my-city.toml

A map, of which every line may be left out that is not needed:
  created = \"open time\"          columns: created, closed, kind; place, channel, due, id
  date_format = \"%d/%m/%Y %H:%M\"
  residents = 310000             whom the log covers
  records = \"hotline\"            what is in it: all (default), residents (no patrols), hotline
  [kinds]                        the log's words, and names of incidents
  \"Noise - Residential\" = \"neighbour_dispute\"
  [places]                       residents by place
  \"Manhattan\" = 1600000")]
pub struct Arguments {
    /// The log: CSV with a header, one case per row, UTF-8
    cases: PathBuf,
    /// Which column is which, and what the log's words mean
    #[arg(long, value_name = "MAP.toml")]
    columns: Option<PathBuf>,
    /// Residents whom the log covers
    #[arg(long, value_name = "N")]
    residents: Option<f64>,
    /// The scenario to write
    #[arg(long, value_name = "SCENARIO.toml")]
    out: PathBuf,
    /// Language of the report
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    /// Runs of the model in each round of correcting
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1000))]
    replicates: u32,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(fitted(arguments), arguments.json)
}

fn fitted(arguments: &Arguments) -> Result<i32, Error> {
    let (log, map, options) = &prepared(arguments)?;
    // A folder that cannot be written is found out before minutes of simulating, not after.
    let unwritten = |error: std::io::Error| Error::new(&arguments.out, "write", error.kind());
    spare(&arguments.out).map_err(unwritten)?;
    let progress = |round: usize, rounds: usize| {
        output::message(&format!("simulating the fitted city, round {} of {rounds}\n", round + 1));
    };
    let fitted = fit(log, map, *options, &progress)?;
    let text = scenario(arguments, log, options, &fitted);
    Scenario::from_toml(&text, "fit")?;
    write(&arguments.out, &text, arguments.force).map_err(unwritten)?;
    if arguments.json {
        return Ok(output::put_json(&in_json(log, options, &fitted, &arguments.out)));
    }
    Ok(output::put(&text::report(log, options, &fitted, &arguments.out, arguments.lang.language())))
}

/// The log, its map and the options; everything that is wrong before anything is simulated.
fn prepared(arguments: &Arguments) -> Result<(Log, Map, Options), Vec<Diagnostic>> {
    let out = arguments.out.display().to_string();
    if arguments.out.extension().is_none_or(|extension| extension != "toml") {
        let problem = Diagnostic::of_file(&out, "a scenario file ends in .toml").expected("--out SCENARIO.toml");
        return Err(vec![problem]);
    }
    if arguments.out.exists() && !arguments.force {
        let problem = Diagnostic::of_file(&out, "the file exists already and was left as it is");
        return Err(vec![problem.help("choose another name, or write over it with --force")]);
    }
    if arguments.out.is_dir() {
        return Err(vec![Diagnostic::of_file(&out, "it is a folder, not a file").expected("--out SCENARIO.toml")]);
    }
    let map = arguments.columns.as_deref().map_or_else(|| Ok(Map::default()), Map::from_path)?;
    let all_places: f64 = map.places.values().sum();
    let residents = arguments.residents.or(map.residents).or(Some(all_places).filter(|&sum| sum > 0.0));
    let residents = residents.ok_or_else(|| {
        let problem = Diagnostic::of_file(
            &arguments.cases.display().to_string(),
            "how many residents does the log cover? Counts become rates only with their number",
        );
        vec![
            problem
                .expected("--residents N, or residents = N in a map")
                .help("take the population of the area from which cases come"),
        ]
    })?;
    if !(1.0..=1e10).contains(&residents) {
        let problem = Diagnostic::of_file("--residents", format!("{residents} residents"));
        return Err(vec![problem.expected("1 to 10000000000")]);
    }
    let log = read(&arguments.cases, &map)?;
    let records = map.records.unwrap_or_default();
    Ok((log, map, Options { replicates: arguments.replicates, ..Options::new(residents, records) }))
}

/// The scenario's text with what it rests on as comments.
fn scenario(arguments: &Arguments, log: &Log, options: &Options, fitted: &Fitted) -> String {
    let stem = |path: &Path| path.file_stem().map_or(String::new(), |stem| printable(&stem.to_string_lossy()));
    let (first, last) = log.tally.span.unwrap_or((0, 0));
    let head = format!(
        "Written by `gridgov fit` from {}: {} from {} to {}, {}.\n\
         Rates are of incidents, not of reports: they are such that the baseline policy records what the log holds.\n\
         What no log contains (visibility, harm, hours, self-ending, who handles) is assumed; see\n\
         `gridgov check FILE --explain`. Levers are the built-in baseline's: set those of your city here.\n\
         比率为问题发生率，而非上报量；日志无法反映的量（可见度、危害、工时、自行消失、由谁处置）沿用内置假设。",
        stem(&arguments.cases),
        counted(log.tally.cases() as usize, "case"),
        date(first),
        date(last),
        counted(options.residents as usize, "resident"),
    );
    let note = |kind: &crate::fit::FittedKind| {
        let limit = match kind.allowed {
            Allowed::Limits => "median of the log's limits",
            Allowed::NineInTen => "nine in ten closed",
            Allowed::Half => "half closed",
            Allowed::Assumed => "assumed, no case of the log shows it",
        };
        format!(
            "{}; incidents {:.1} to {:.1} with 95% ({:.2} cases each); deadline: {limit}",
            counted(kind.group.tally.cases as usize, "case"),
            kind.rate.low,
            kind.rate.high,
            kind.cases_per_incident
        )
    };
    let notes: Vec<String> = fitted.kinds.iter().map(note).collect();
    let groups: Vec<_> = fitted.kinds.iter().map(|kind| kind.group.clone()).collect();
    draft(&stem(&arguments.out), &head, &groups, &fitted.numbers, &notes)
}

/// A temporary file beside where it will stand; it goes when dropped, and one that a killed fit of the same file has left goes
/// now.
fn spare(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let prefix = format!(".gridgov-fit-{}-", path.file_name().unwrap_or_default().to_string_lossy());
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(&prefix) && name.to_string_lossy().ends_with(".part") {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    tempfile::Builder::new().prefix(&prefix).suffix(".part").tempfile_in(folder)
}

/// Writes the file whole or not at all.
fn write(path: &Path, text: &str, force: bool) -> std::io::Result<()> {
    let mut file = spare(path)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        // Temporary files are private; a scenario is meant to be shared.
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    let written = if force { file.persist(path) } else { file.persist_noclobber(path) };
    written.map(|_| ()).map_err(|error| error.error)
}

fn in_json(log: &Log, options: &Options, fitted: &Fitted, out: &Path) -> Value {
    let estimate = |e: &Estimate| json!({ "value": e.value, "low": e.low, "high": e.high });
    let kinds = fitted.kinds.iter().map(|kind| {
        json!({
            "name": kind.group.name,
            "words": kind.group.words,
            "like": kind.group.like,
            "cases": kind.group.tally.cases,
            "recorded_per_1000_year": kind.recorded,
            "rate_per_1000_year": estimate(&kind.rate),
            "cases_per_incident": kind.cases_per_incident,
            "deadline_days": kind.deadline,
            "deadline_from": match kind.allowed {
                Allowed::Limits => "limits",
                Allowed::NineInTen => "closing_times",
                Allowed::Half => "closing_median",
                Allowed::Assumed => "assumed",
            },
            "model_to_log_cases": kind.model_to_log,
            "on_time_share": kind.on_time,
            "close_days_median": kind.closing.median,
            "close_days_p90": kind.closing.p90,
            "close_log_sd": kind.closing.log_sd,
            "open_share": kind.closing.open_share,
            "model": { "close_days_median": kind.model.median, "close_days_p90": kind.model.p90 },
        })
    });
    let variation = |v: &crate::fit::variation::Variation| json!({ "variance": estimate(&v.variance), "persistence": estimate(&v.persistence) });
    let season = fitted.calendar.season.map(
        |(amplitude, peak, growth)| json!({ "amplitude": amplitude, "peak_day_of_year": peak, "growth_per_year": growth }),
    );
    let (first, last) = log.tally.span.unwrap_or((0, 0));
    json!({
        "schema": 1,
        "scenario": out.display().to_string(),
        "export": log.export.0,
        "columns": log.columns.iter().map(|(role, name)| json!({ "role": role, "column": name })).collect::<Vec<_>>(),
        "rows": log.rows,
        "cases": log.tally.cases(),
        "first": date(first),
        "last": date(last),
        "residents": options.residents,
        "kinds": kinds.collect::<Vec<_>>(),
        "frailty_variance": estimate(&fitted.variance),
        "frailty_persistence": estimate(&fitted.persistence),
        "variation": {
            "log": variation(&fitted.log.0),
            "log_city": variation(&fitted.log.1),
            "model": variation(&fitted.model),
            "weekdays": fitted.calendar.weekdays,
            "season": season,
            "between_places": { "log": fitted.places.0, "model": fitted.places.1 },
            "daily_variance_ratio": { "log": fitted.pooling.1, "model": fitted.pooling.2 },
        },
        "channels": log.channels,
        "warnings": text::warnings(log, fitted, crate::words::Language::English),
    })
}
