//! The command line: one command per module, each from its arguments to an exit code.

pub mod check;
pub mod cite;
pub mod compare;
pub mod completions;
pub mod evidence;
pub mod failure;
pub mod figure;
pub mod file;
pub mod fit;
pub mod flags;
pub mod folder;
pub mod format;
mod help;
pub mod language;
pub mod listing;
pub mod merge;
pub mod new;
pub mod outcomes;
pub mod output;
pub mod page;
pub mod params;
pub mod report;
pub mod rerun;
pub mod run;
pub mod schema;
pub mod signals;
pub mod slurm;
pub mod study;
pub mod table;
mod welcome;

use std::ffi::OsString;

use clap::{Command as CommandLine, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::words::Language;

/// Done.
pub const DONE: i32 = 0;
/// A line that cannot be parsed; every other failure has the code of its [`crate::Error`].
const USAGE: i32 = 2;

/// gridgov: a simulator of community grid governance (城市社区网格化管理).
#[derive(Debug, Parser)]
#[command(name = "gridgov", version, about, disable_help_subcommand = false, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Commands whose words are the same in both languages take it too, so that it can be given to all.
    #[arg(long, global = true, hide = true, value_enum, default_value_t)]
    lang: evidence::Lang,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Arguments),
    Study(study::Arguments),
    Compare(compare::Arguments),
    Report(report::Arguments),
    Rerun(rerun::Arguments),
    Figure(figure::Arguments),
    Table(table::Arguments),
    Merge(merge::Arguments),
    Check(check::Arguments),
    New(new::Arguments),
    Fit(fit::Arguments),
    Params(params::Arguments),
    Outcomes(outcomes::Arguments),
    Schema(schema::Arguments),
    Page(page::Arguments),
    Cite(cite::Arguments),
    Slurm(slurm::Arguments),
    Completions(completions::Arguments),
}

/// The command line in a language, which is also what `--lang` is by default.
fn command_line(language: Language) -> CommandLine {
    let command = Arguments::command();
    match language {
        Language::English => command,
        Language::Chinese => help::in_chinese(with_default(command, "zh")),
    }
}

fn with_default(command: CommandLine, lang: &'static str) -> CommandLine {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let has_lang = command.get_arguments().any(|argument| argument.get_id() == "lang");
    let command = if has_lang { command.mut_arg("lang", |argument| argument.default_value(lang)) } else { command };
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |below| with_default(below, lang)))
}

/// What a line asks for; the exit code where it asks for nothing that there is, of which was then told.
fn parsed(line: &[OsString], language: Language) -> Result<Arguments, i32> {
    let matches = command_line(language).try_get_matches_from(line);
    matches.and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(|error| {
        if error.use_stderr() && language == Language::Chinese {
            output::message(&help::error(&error));
        } else {
            // A reader that has gone away has seen enough of the help.
            let _ = error.print();
        }
        if error.use_stderr() { USAGE } else { DONE }
    })
}

/// What `gridgov study` asks for with these words behind it; the exit code where that is nothing.
fn of_study(words: &[String]) -> Result<study::Arguments, i32> {
    let line: Vec<OsString> =
        ["gridgov", "study"].into_iter().chain(words.iter().map(String::as_str)).map(OsString::from).collect();
    match parsed(&line, language::language())?.command {
        Some(Command::Study(arguments)) => Ok(arguments),
        _ => Err(USAGE),
    }
}

/// Runs a command line and returns its exit code.
pub fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    let arguments: Vec<OsString> = arguments.collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let name = arguments.iter().skip(1).position(|argument| argument == "slurm");
    let words = name.map_or_else(Vec::new, |at| arguments[at + 2..].to_vec());
    let arguments = match parsed(&arguments, language::choose(&arguments)) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let lang = arguments.lang;
    let language = language::language();
    if let Err(error) = signals::watch(json) {
        return output::error(error, json);
    }
    match arguments.command {
        None => output::put(language.pick(welcome::SCREEN, welcome::SCREEN_ZH)),
        Some(Command::Run(arguments)) => run::run(&arguments),
        Some(Command::Study(arguments)) => study::run(&arguments),
        Some(Command::Compare(arguments)) => compare::run(&arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Rerun(arguments)) => rerun::run(&arguments),
        Some(Command::Figure(arguments)) => figure::run(&arguments),
        Some(Command::Table(arguments)) => table::run(&arguments),
        Some(Command::Merge(arguments)) => merge::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments, lang.language()),
        Some(Command::New(arguments)) => new::run(&arguments),
        Some(Command::Fit(arguments)) => fit::run(&arguments),
        Some(Command::Params(arguments)) => params::run(&arguments),
        Some(Command::Outcomes(arguments)) => outcomes::run(&arguments),
        Some(Command::Schema(arguments)) => schema::run(&arguments),
        Some(Command::Page(arguments)) => page::run(&arguments),
        Some(Command::Cite(arguments)) => cite::run(&arguments),
        Some(Command::Slurm(arguments)) => slurm::run(&arguments, &words),
        Some(Command::Completions(arguments)) => completions::run(&arguments, &mut Arguments::command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
