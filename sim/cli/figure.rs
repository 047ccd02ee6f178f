//! `gridgov figure`: one figure of finished results as somebody wants it.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::evidence::Lang;
use super::file::Over;
use super::language::language;
use super::{failure, format, output};
use crate::diagnostics::printable;
use crate::error::Error;
use crate::report::asked::{Asked, Drawn, draw, kind_called};
use crate::report::{Fonts, Kind};
use crate::words::Language;

/// Draw a figure of finished results: its kind, outcomes, scenarios, size, language and title as you want them
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov figure forest results/scenarios --scenario training --out training.pdf
  gridgov figure dots results/scenarios --outcome satisfaction cost_yuan_per_resident_year
  gridgov figure series results/scenarios --outcome trust_grid --scenario whistle --lang zh --out trust.png
  gridgov figure tradeoff results/scenarios --outcome burnout_share true_resolution_share --width 170", after_help = kinds())]
pub struct Arguments {
    /// The kind of figure, see below
    #[arg(value_name = "KIND")]
    kind: String,
    /// Folder with finished results
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Outcomes, by id or name; `gridgov outcomes` lists them [default: those of the report]
    #[arg(long, value_name = "ID", num_args = 1..)]
    outcome: Vec<String>,
    /// Scenarios, by name, in this order [default: all]
    #[arg(long, value_name = "NAME", num_args = 1..)]
    scenario: Vec<String>,
    /// The file to write; where there are several figures, each has its own name behind this one [default: name and language
    /// of the figure]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What to write [default: what the name in --out ends with, else svg]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Language of the figure
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The line above the figure
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    title: Option<String>,
    /// The line below the figure, in place of version, seed and hash; '' leaves it out
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    stamp: Option<String>,
    /// Width in millimetres; letters grow with it, at 85 they are those of a column of a journal [default: 85]
    #[arg(long, value_name = "MM", value_parser = clap::value_parser!(u32).range(20..=2_000))]
    width: Option<u32>,
    /// Dots per inch of a PNG
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(24..=2_400))]
    dpi: u32,
    /// A font file for PNG and PDF, where this machine has none for Chinese
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    #[command(flatten)]
    over: Over,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What a figure is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Pdf,
    Png,
}

impl format::Format for Format {
    const NAMES: &'static str = "a name that ends with .svg, .pdf or .png";

    fn refused(ending: &str) -> String {
        format!("a figure is not written as .{ending}")
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Png => "png",
        }
    }
}

/// The kinds of figures, as the help lists them.
fn kinds() -> String {
    let language = language();
    let mut text = language.pick("Kinds:\n", "图的种类：\n").to_owned();
    for kind in Kind::ALL {
        let (english, chinese) = kind.about();
        let each = match (kind.is_of_a_scenario(), language) {
            (false, _) => "",
            (true, Language::English) => "; one for each scenario",
            (true, Language::Chinese) => "；每个方案一幅",
        };
        let _ = writeln!(text, "  {:<13} {}{each}", kind.name(), language.pick(english, chinese));
    }
    text
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), arguments.json)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let kind = kind_called(&arguments.kind)?;
    let format = format::chosen(arguments.out.as_deref(), arguments.format, Format::Svg)?;
    let results = super::report::whole_results(&arguments.dir)?;
    let asked = Asked {
        kind,
        outcomes: &arguments.outcome,
        scenarios: &arguments.scenario,
        language: arguments.lang.language(),
        title: arguments.title.as_deref(),
        stamp: arguments.stamp.as_deref(),
        width_mm: arguments.width.map(f64::from),
    };
    let figures = draw(&results, &asked)?;
    let fonts = if format == Format::Svg { None } else { Some(Fonts::found(arguments.font.as_deref())?) };
    let paths: Vec<PathBuf> = figures.iter().map(|figure| file(arguments, figure, figures.len(), format)).collect();
    // All or none: before the first is written.
    paths.iter().try_for_each(|path| arguments.over.allows(path))?;
    let mut files = Vec::new();
    for (figure, path) in figures.iter().zip(&paths) {
        let bytes = match (format, &fonts) {
            (Format::Pdf, Some(fonts)) => fonts.pdf(&figure.svg)?,
            (Format::Png, Some(fonts)) => fonts.png(&figure.svg, f64::from(arguments.dpi))?,
            _ => figure.svg.clone().into_bytes(),
        };
        arguments.over.put(path, bytes)?;
        files.push(path.display().to_string());
    }
    if arguments.json {
        return Ok(output::put_json(&json!({ "schema": 1, "files": files })));
    }
    Ok(output::put(&files.iter().map(|file| printable(file) + "\n").collect::<String>()))
}

/// Where a figure is written.
fn file(arguments: &Arguments, figure: &Drawn, count: usize, format: Format) -> PathBuf {
    let ending = format::Format::ending(format);
    let Some(out) = &arguments.out else {
        let tag = arguments.lang.language().pick("en", "zh");
        return PathBuf::from(format!("{}.{tag}.{ending}", figure.id));
    };
    if count == 1 {
        return format::with_ending(out, format);
    }
    let stem = out.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    out.with_file_name(format!("{stem}-{}.{ending}", figure.id))
}
