//! `gridgov table`: a table of finished results to take away.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evidence::{self, Lang};
use super::file::Over;
use super::{failure, format, output};
use crate::compare::compare;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::outcomes::HEADLINES;
use crate::report::asked::{outcome_called, scenarios_called};
use crate::table::export::{Choice, Sheet, What, csv, latex, markdown, sheet, xlsx};

/// Write a table of finished results as CSV, LaTeX, Markdown or an Excel workbook
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov table results/scenarios                                       differences as Markdown
  gridgov table results/scenarios --scenario training --out table.tex   for a paper
  gridgov table results/scenarios --what overview --out overview.xlsx   for Excel
  gridgov table results/scenarios --by-year --out years.csv             what comes late, and what does not last
  gridgov table results/scenarios --lang zh --out 差异.csv --excel       CSV that Excel shows in Chinese")]
pub struct Arguments {
    /// Folder with finished results
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// What stands in the table [default: differences, of one scenario its values]
    #[arg(long, value_enum)]
    what: Option<Contents>,
    /// Outcomes, by id or name; `all` for all of them [default: those of the report]
    #[arg(long, value_name = "ID", num_args = 1..)]
    outcome: Vec<String>,
    /// Scenarios, by name, in this order [default: all]
    #[arg(long, value_name = "NAME", num_args = 1..)]
    scenario: Vec<String>,
    /// A row for each year of the run, where days can tell
    #[arg(long)]
    by_year: bool,
    /// The scenario that the others are compared with [default: that of the results]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How to write it [default: what the name in --out ends with, else markdown]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// CSV that Excel opens by double-click with Chinese as Chinese: a byte order mark, and lines as on Windows
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    over: Over,
    /// Language of the table
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// What stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Contents {
    Differences,
    Overview,
    Values,
    Changes,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Latex,
    Markdown,
    Xlsx,
}

impl format::Format for Format {
    const NAMES: &'static str = "a name that ends with .csv, .tex, .md or .xlsx";

    fn refused(ending: &str) -> String {
        format!("a table is not written as .{ending}")
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Latex => "tex",
            Self::Markdown => "md",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), false)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let format = chosen(arguments)?;
    let out = arguments.out.as_deref().map(|out| format::with_ending(out, format));
    out.iter().try_for_each(|out| arguments.over.allows(out))?;
    let mut results = super::report::whole_results(&arguments.dir)?;
    let names: Vec<&str> = results.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let asked = arguments.baseline.as_deref().or(Some(results.baseline.as_str()));
    results.baseline = evidence::baseline(asked, &names)?.to_owned();
    let what = match arguments.what {
        Some(Contents::Differences) => What::Differences,
        Some(Contents::Overview) => What::Overview,
        Some(Contents::Changes) => What::Changes,
        None if results.scenarios.len() > 1 => What::Differences,
        Some(Contents::Values) | None => What::Values,
    };
    if arguments.by_year && matches!(what, What::Overview | What::Changes) {
        let problem = Diagnostic::of_file("--by-year", "only differences and values are given by year");
        return Err(problem.code(Code::Conflict).help("leave out --what or --by-year").into());
    }
    let mut scenarios = scenarios_called(&results, &arguments.scenario)?;
    if scenarios.is_empty() {
        let baseline = results.baseline_index()?;
        scenarios = (0..results.scenarios.len()).filter(|at| what == What::Values || *at != baseline).collect();
    }
    let outcomes: Vec<&'static str> = match &arguments.outcome[..] {
        [] => HEADLINES.to_vec(),
        [all] if all == "all" => crate::outcomes::outcome_kinds().iter().map(|kind| kind.id).collect(),
        asked => asked.iter().map(|id| outcome_called(id)).collect::<Result<_, _>>()?,
    };
    let comparison = compare(&results, &results.baseline);
    let language = arguments.lang.language();
    let choice = Choice { outcomes: &outcomes, scenarios: &scenarios, by_year: arguments.by_year };
    let sheet = sheet(&results, &comparison, what, choice, language);
    let bytes = bytes(arguments, &sheet, format)?;
    let Some(out) = &out else {
        return Ok(output::put(&String::from_utf8_lossy(&bytes)));
    };
    arguments.over.put(out, bytes)?;
    Ok(output::put(&format!("{}\n", printable(&out.display().to_string()))))
}

fn bytes(arguments: &Arguments, sheet: &Sheet, format: Format) -> Result<Vec<u8>, Error> {
    Ok(match format {
        Format::Csv => csv(sheet, arguments.excel).into_bytes(),
        Format::Latex => latex(sheet).into_bytes(),
        Format::Markdown => markdown(sheet).into_bytes(),
        Format::Xlsx => xlsx(sheet, arguments.lang.language()).map_err(|reason| Error::System {
            action: "write the workbook",
            reason,
            help: "name fewer outcomes or scenarios, or take --format csv".to_owned(),
        })?,
    })
}

/// How to write it.
fn chosen(arguments: &Arguments) -> Result<Format, Box<Diagnostic>> {
    let usual = if arguments.excel { Format::Csv } else { Format::Markdown };
    let format = format::chosen(arguments.out.as_deref(), arguments.format, usual)?;
    if format == Format::Xlsx && arguments.out.is_none() {
        let problem = Diagnostic::of_file("--out", "a workbook is not written to a terminal").code(Code::WrongValue);
        return Err(Box::new(problem.help("name a file with --out, such as --out table.xlsx")));
    }
    Ok(format)
}
