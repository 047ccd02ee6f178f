//! The command line in Chinese: clap's texts are exchanged by the same patterns as messages, and so are its own errors.

use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::chinese;
use crate::words::Language;

/// The page of a command.
const PAGE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command and those below it, in Chinese.
pub(super) fn in_chinese(command: Command) -> Command {
    let mut command = command;
    command.build();
    localised(command)
}

fn localised(command: Command) -> Command {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let about = command.get_about().map(ToString::to_string);
    let before = command.get_before_help().map(ToString::to_string);
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let mut command = command
        .mut_args(argument)
        .help_template(PAGE)
        .subcommand_help_heading("命令")
        .override_usage(usage.replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]"));
    if let Some(about) = about {
        command = command.about(chinese::said(&about, Language::Chinese));
    }
    if let Some(before) = before {
        command = command.before_help(chinese::lines(&before, Language::Chinese));
    }
    for name in names {
        command = command.mut_subcommand(name, localised);
    }
    command
}

fn argument(argument: Arg) -> Arg {
    let mut help =
        argument.get_help().map(|help| chinese::said(&help.to_string(), Language::Chinese)).unwrap_or_default();
    let shown = argument.get_num_args().is_none_or(|values| values.takes_values());
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if shown && !defaults.is_empty() {
        let _ = write!(help, " [默认：{}]", defaults.join(" "));
    }
    let possible: Vec<_> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if shown && !possible.is_empty() {
        let _ = write!(help, " [可选：{}]", possible.join("、"));
    }
    if let Some(long) = argument.get_long_help().map(ToString::to_string) {
        return argument.help(help).long_help(chinese::said(&long, Language::Chinese)).help_heading("选项");
    }
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    argument.help(help).hide_default_value(true).hide_possible_values(true).help_heading(heading)
}

/// What is wrong with a command line, in Chinese.
pub(super) fn error(error: &Error) -> String {
    let context = |kind| error.get(kind).map(written).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let found = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项“{argument}”"),
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", context(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少值"),
        ErrorKind::InvalidValue => format!("“{argument}”不能是“{value}”"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("“{argument}”不能是“{value}”：{}", chinese::said(&why, Language::Chinese))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other == argument {
                format!("“{argument}”写了两次")
            } else {
                format!("“{argument}”不能与“{other}”同用")
            }
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::NoEquals => format!("“{argument}”要写成 选项=值"),
        ErrorKind::TooManyValues => format!("“{argument}”的值太多：“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("“{argument}”的值的个数不对"),
        ErrorKind::InvalidUtf8 => "命令行中有不是 UTF-8 的文字".to_owned(),
        other => other.to_string(),
    };
    let mut text = format!("错误：{found}\n");
    let possible = context(ContextKind::ValidValue);
    if !possible.is_empty() {
        let _ = writeln!(text, "  可选：{possible}");
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().map(context).find(|near| !near.is_empty()) {
        let _ = writeln!(text, "  是否想写 {near}？");
    }
    let usage = context(ContextKind::Usage);
    if let Some(usage) = usage.trim().strip_prefix("Usage:") {
        let _ = writeln!(text, "\n用法：{}", usage.trim());
    }
    text + "\n完整说明：--help\n"
}

fn written(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::Arguments;
    use super::*;

    fn visit(command: &Command, to: &mut impl FnMut(&Command)) {
        to(command);
        command.get_subcommands().for_each(|below| visit(below, to));
    }

    #[test]
    fn no_command_and_no_flag_lacks_chinese() {
        let (mut missing, mut seen) = (Vec::new(), 0);
        let mut command = Arguments::command();
        command.build();
        visit(&command, &mut |command| {
            let arguments = command.get_arguments().filter_map(|argument| argument.get_help());
            for text in command.get_about().into_iter().chain(arguments).map(ToString::to_string) {
                seen += 1;
                if chinese::of(&text).is_none() {
                    missing.push(format!("{}: {text}", command.get_name()));
                }
            }
            let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
            for line in examples.lines().map(str::trim_end) {
                let remark = line.trim_start().rsplit_once("  ").map_or("", |(_, remark)| remark.trim());
                let words = remark.trim_start_matches("# ").split(' ').count();
                if words > 1
                    && chinese::lines(line, Language::Chinese).trim_end() == line
                    && !remark.contains(" = ")
                    && !remark.starts_with("#:")
                {
                    missing.push(format!("{}: {remark}", command.get_name()));
                }
            }
        });
        assert!(seen > 80, "{seen} texts");
        assert!(missing.is_empty(), "without Chinese:\n{}", missing.join("\n"));
    }

    #[test]
    fn the_command_line_in_chinese_is_consistent_and_shows_no_english_frame() {
        in_chinese(Arguments::command()).debug_assert();
        visit(&in_chinese(Arguments::command()), &mut |command| {
            let page = command.clone().render_help().to_string();
            for english in
                ["Usage:", "Options:", "Commands:", "Arguments:", "[default:", "[possible", "Print", "Examples:"]
            {
                assert!(!page.contains(english), "{english} in\n{page}");
            }
        });
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_in_chinese() {
        let wrong = |line: &str| {
            let command = in_chinese(Arguments::command());
            error(&command.try_get_matches_from(line.split(' ')).expect_err("a wrong line"))
        };
        assert!(wrong("gridgov run a.toml --replicats 3").contains("没有选项“--replicats”"));
        assert!(wrong("gridgov rum").contains("是否想写 run？"));
        assert!(wrong("gridgov run").contains("缺少 <PATH>"));
        let text = wrong("gridgov run a.toml --until soon");
        assert!(text.contains("不能是“soon”") && text.contains("时间长度"), "{text}");
        assert!(wrong("gridgov run a.toml --days 5 --lang fr").contains("可选：en、zh"));
        assert!(wrong("gridgov run a.toml --replicates 3 --precision 0.1").contains("同用"));
    }
}
