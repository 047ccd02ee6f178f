//! `gridgov fit`: a city's own case log becomes a scenario.

mod numbers;
mod text;
mod warnings;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::check::counted;
use super::evidence::Lang;
use super::failure;
use super::file::{Over, spare};
use super::output;
use crate::diagnostics::{Diagnostic, printable};
use crate::error::Error;
use crate::fit::columns::Map;
use crate::fit::dates::date;
use crate::fit::draft::{Front, draft};
use crate::fit::read::{Log, read};
use crate::fit::variation::Estimate;
use crate::fit::{Allowed, Fitted, Options, fit};
use crate::scenario::Scenario;
use crate::words::Language;

/// Make a scenario from a city's own case log
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov fit cases.csv --residents 310000 --out my-city.toml     a 311, 12345 or urban management export
  gridgov fit cases.csv --columns map.toml --out my-city.toml     with columns named in a file
  gridgov run my-city.toml my-policy.toml                          my-policy extends my-city.toml

A map, of which every line may be left out that is not needed:
  created = \"open time\"          columns: created, kind; closed, place, channel, due, id, status, duplicate
  date_order = \"dmy\"             31/03/2024: the day first; \"mdy\": 03/31/2024
  date_format = \"%d.%m.%Y %H:%M\"  a way of writing that is not known by itself
  missing = [\"leer\"]             words for nothing, beside NA, NULL, -, 无 and such
  void = [\"不予受理\"]             words of the status for what is no case, beside void, 作废, duplicate, 重复 and such
  clock = \"+08:00\"               where times have offsets: the clock by which days begin
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
    /// Threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1_024))]
    threads: Option<u16>,
    /// Language of the report
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    over: Over,
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
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.map_or(0, usize::from)).build();
    let pool = pool.map_err(|error| Error::new(Path::new("--threads"), "start", error))?;
    let fitted = pool.install(|| fit(log, map, *options, &progress))?;
    let text = scenario(arguments, log, map, options, &fitted);
    Scenario::from_toml(&text, "fit")?;
    arguments.over.put(&arguments.out, &text)?;
    if arguments.json {
        return Ok(output::put_json(&in_json(log, options, &fitted, &arguments.out)));
    }
    Ok(output::put(&text::report(log, options, &fitted, &arguments.out, arguments.lang.language())))
}

/// The log, its map and the options; everything that is wrong before anything is simulated.
fn prepared(arguments: &Arguments) -> Result<(Log, Map, Options), Vec<Diagnostic>> {
    let out = arguments.out.display().to_string();
    if arguments.out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("toml")) {
        let problem = Diagnostic::of_file(&out, "a scenario file ends in .toml").expected("--out SCENARIO.toml");
        return Err(vec![problem]);
    }
    arguments.over.allows(&arguments.out).map_err(|problem| vec![*problem])?;
    if arguments.out.is_dir() {
        return Err(vec![Diagnostic::of_file(&out, "it is a folder, not a file").expected("--out SCENARIO.toml")]);
    }
    let map = arguments.columns.as_deref().map_or_else(|| Ok(Map::default()), Map::from_path)?;
    let all_places: f64 = map.places.values().sum();
    let residents = arguments.residents.or(map.residents).or(Some(all_places).filter(|&sum| sum > 0.0));
    let log = read(&arguments.cases, &map);
    let Some(residents) = residents else {
        let found = "how many residents does the log cover? Counts become rates only with their number";
        let problem = Diagnostic::of_file(&arguments.cases.display().to_string(), found);
        let problem = problem.expected("--residents N, or residents = N in a map");
        let help = log.as_ref().map_or_else(
            |_| "take the population of the area from which cases come".to_owned(),
            |log| {
                let (cases, days) = (log.tally.cases(), log.tally.daily().len());
                let usual = rounded_to_two(cases as f64 / days as f64 * 365.0 / USUAL_RECORDED);
                format!(
                    "take the population of the area from which cases come; as cities have half a case per resident and year, \
                     {cases} cases in {days} days would be of about {usual} residents"
                )
            },
        );
        return Err(log.err().into_iter().flatten().chain([problem.help(help)]).collect());
    };
    if !(1.0..=1e10).contains(&residents) {
        let problem = Diagnostic::of_file("--residents", format!("{residents} residents"));
        return Err(vec![problem.expected("1 to 10000000000")]);
    }
    let log = log?;
    let records = map.records.unwrap_or_default();
    Ok((log, map, Options { replicates: arguments.replicates, ..Options::new(residents, records) }))
}

/// Recorded cases per resident and year that cities have about.
const USUAL_RECORDED: f64 = 0.5;

/// A number with two significant digits, as far as it is above ten.
fn rounded_to_two(number: f64) -> f64 {
    let unit = libm::pow(10.0, libm::log10(number.max(10.0)).floor() - 1.0);
    (number / unit).round().max(1.0) * unit
}

/// The scenario's text with what it rests on as comments.
fn scenario(arguments: &Arguments, log: &Log, map: &Map, options: &Options, fitted: &Fitted) -> String {
    let stem = |path: &Path| path.file_stem().map_or(String::new(), |stem| printable(&stem.to_string_lossy()));
    let (first, last) = log.tally.span.unwrap_or((0, 0));
    let language = arguments.lang.language();
    let (log_name, first, last) = (stem(&arguments.cases), date(first), date(last));
    let (cases, residents) = (log.tally.cases(), options.residents);
    let head = match language {
        Language::English => format!(
            "Written by `gridgov fit` from {log_name}: {} from {first} to {last}, {}.\n\
             Rates are of incidents, not of reports: they are such that the baseline policy records what the log holds.\n\
             What no log contains (visibility, harm, hours, self-ending, who handles) is assumed; see\n\
             `gridgov check FILE --explain`. Levers are the built-in baseline's: set those of your city here.\n\
             比率为问题发生率，而非上报量；日志无法反映的量（可见度、危害、工时、自行消失、由谁处置）沿用内置假设。",
            counted(cases as usize, "case"),
            counted(residents as usize, "resident"),
        ),
        Language::Chinese => format!(
            "由 `gridgov fit` 根据 {log_name} 写出：{first}至{last}共{cases}件案件，居民{residents}人。\n\
             比率为问题发生率，而非上报量：按基准政策运行时，立案数与日志相符。\n\
             日志无法反映的量（可见度、危害、工时、自行消失、由谁处置）沿用内置假设，见\n\
             `gridgov check 文件名 --explain`。政策参数沿用内置基准方案，请在此改成本市的数值。"
        ),
    };
    let note = |kind: &crate::fit::FittedKind| {
        let limit = match kind.allowed {
            Allowed::Limits => language.pick("median of the log's limits", "日志中时限的中位数"),
            Allowed::NineInTen => language.pick("nine in ten closed", "九成案件结案所需天数"),
            Allowed::Half => language.pick("half closed", "半数案件结案所需天数"),
            Allowed::Assumed => language.pick("assumed, no case of the log shows it", "假设，日志中没有"),
        };
        let (cases, low, high, each) = (kind.group.tally.cases, kind.rate.low, kind.rate.high, kind.cases_per_incident);
        let reached = kind.model_to_log * 100.0;
        match language {
            Language::English if low.is_nan() => format!(
                "{}; NOT REACHED: the model records {reached:.0}% of them, so that the rate is no estimate; deadline: {limit}",
                counted(cases as usize, "case")
            ),
            Language::Chinese if low.is_nan() => {
                format!("{cases}件；未收敛：模型立案数只为日志的{reached:.0}%，此发生率不是估计值；时限：{limit}")
            }
            Language::English => format!(
                "{}; incidents {low:.1} to {high:.1} with 95% ({each:.2} cases each); deadline: {limit}",
                counted(cases as usize, "case")
            ),
            Language::Chinese => {
                format!("{cases}件；发生率95%区间{low:.1}至{high:.1}（每件问题立案{each:.2}次）；时限：{limit}")
            }
        }
    };
    let notes: Vec<String> = fitted.kinds.iter().map(note).collect();
    let groups: Vec<_> = fitted.kinds.iter().map(|kind| kind.group.clone()).collect();
    let title =
        log.title.as_deref().map_or_else(|| log_name.clone(), |title| printable(title).chars().take(80).collect());
    let titles = match map.title {
        Some(_) => (title.clone(), title),
        None => (format!("{title}, {first} to {last}"), format!("{title}（{first}至{last}）")),
    };
    let front = Front { titles, head, residents: Some(options.residents) };
    draft(&front, &groups, &fitted.numbers, &notes)
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
            "within_chance": !kind.rate.low.is_nan(),
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
        "left_out": {
            "void": log.void,
            "without_creation": log.undated,
            "remarks": log.remarks,
            "repeated_numbers": log.duplicates,
        },
        "has_closing_times": log.has_closing,
        "date_order": log.order.map(|(order, _)| order.word()),
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
        "warnings": warnings::warnings(log, fitted, crate::words::Language::English),
    })
}
