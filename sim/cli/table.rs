//! `gridgov table`: a table of finished results to take away.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evidence::{self, Lang};
use super::file::{Existing, put};
use super::{failure, output};
use crate::compare::compare;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::outcomes::HEADLINES;
use crate::report::asked::{outcome_called, scenarios_called};
use crate::table::export::{Sheet, What, csv, latex, markdown, sheet, xlsx};

/// Write a table of finished results as CSV, LaTeX, Markdown or an Excel workbook
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov table results/scenarios                                       differences as Markdown
  gridgov table results/scenarios --scenario training --out table.tex   for a paper
  gridgov table results/scenarios --what overview --out overview.xlsx   for Excel
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

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), false)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let format = format(arguments)?;
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
    let sheet = sheet(&results, &comparison, what, (&outcomes, &scenarios), language);
    let bytes = bytes(arguments, &sheet, format)?;
    let Some(out) = &arguments.out else {
        return Ok(output::put(&String::from_utf8_lossy(&bytes)));
    };
    put(out, bytes, Existing::Goes).map_err(|error| Error::new(out, "write", error))?;
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

/// How to write it: what is asked for, else what the file's name ends with.
fn format(arguments: &Arguments) -> Result<Format, Box<Diagnostic>> {
    let ending = arguments.out.as_ref().and_then(|out| out.extension()).map(|e| e.to_string_lossy().to_lowercase());
    let named = match ending.as_deref() {
        Some("csv") => Some(Format::Csv),
        Some("tex") => Some(Format::Latex),
        Some("md") => Some(Format::Markdown),
        Some("xlsx") => Some(Format::Xlsx),
        _ => None,
    };
    let found = arguments.format.or(named).or(arguments.excel.then_some(Format::Csv));
    let problem = |found: String| Diagnostic::of_file("--out", found).code(Code::WrongValue);
    match (found, &ending) {
        (Some(Format::Xlsx), _) if arguments.out.is_none() => {
            let problem = problem("a workbook is not written to a terminal".to_owned());
            Err(Box::new(problem.help("name a file with --out, such as --out table.xlsx")))
        }
        (Some(format), _) => Ok(format),
        (None, Some(ending)) => {
            let problem = problem(format!("a table is not written as .{}", printable(ending)));
            Err(Box::new(problem.expected("a name that ends with .csv, .tex, .md or .xlsx")))
        }
        (None, None) => Ok(Format::Markdown),
    }
}
