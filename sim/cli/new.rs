//! `gridgov new`: writes a commented scenario to begin with.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure;
use super::file::Over;
use super::language::language;
use super::params::both;
use super::{DONE, output};
use crate::chinese::said;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::levers::{HEADINGS, LEVER_TABLES};
use crate::registry::Parameter;
use crate::scenario::values::plain;
use crate::scenario::{Scenario, load};
use crate::settings::parameters;
use crate::words::Language;

/// What stands above the levers, in English.
const HEAD: &str = "\
# A scenario of community grid governance. It holds only the differences from what it extends.
# Take the # away from a line to set it. `gridgov check FILE` lists what is wrong and where,
# `gridgov check FILE --explain` where each value comes from, `gridgov params WORD` what else can be set.

";

/// What stands above the levers, in Chinese.
const HEAD_ZH: &str = "\
# 社区网格化管理方案。文件只写与所引用方案（extends）的不同之处。
# 去掉一行开头的 # 即设定该项。`gridgov check 文件名` 列出错误及其位置，
# `gridgov check 文件名 --explain` 列出每项取值的来源，`gridgov params 词语` 列出其他可设定的参数。

";

/// What stands below the levers, in English.
const TAIL: &str = r#"
# A change on a date, for a pilot: in some communities (`gridgov check` lists their names) or, without that
# line, everywhere; the numbers move over ramp_days.
# [[change]]
# day = 365
# ramp_days = 90
# communities = ["S01C01"]
# set.staffing.training_hours_per_year = 40

# Several scenarios in one file: each [[variant]] adds its own differences.
# [[variant]]
# name = "more-training"
# title = "More training"
# staffing.training_hours_per_year = 60

# Assumptions: [city] size and make-up, [behaviour], [people], [institutions], [casework], [workforce],
# [bodies], [first_day], [self_governance], [street], [pressure], [tasks], [projects], [calendar], [prices], kinds
# of [[incident]], and [mechanisms], each of which can be switched off (`patrol = false`).
"#;

/// What stands below the levers, in Chinese.
const TAIL_ZH: &str = r#"
# 从某一天起生效的变化，用于试点：只在部分社区（`gridgov check` 列出名称），不写这一行则全市生效；
# 数值在 ramp_days 天内逐步变动。
# [[change]]
# day = 365
# ramp_days = 90
# communities = ["S01C01"]
# set.staffing.training_hours_per_year = 40

# 一个文件写几个方案：每个 [[variant]] 写自己的不同之处。
# [[variant]]
# name = "more-training"
# title = "More training"
# title_zh = "加强培训"
# staffing.training_hours_per_year = 60

# 假设：[city] 城市规模与构成、[behaviour] 行为、[people] 人口、[institutions] 机构、[casework] 办件、
# [workforce] 队伍、[bodies] 组织、[first_day] 起始状态、[self_governance] 自治、[street] 街道、
# [pressure] 压力、[tasks] 下派任务、[projects] 治理项目、[calendar] 日历、[prices] 价格；问题类型
# 写在 [[incident]] 中；[mechanisms] 中每个机制都可以关闭（`patrol = false`）。
"#;

/// Write a commented scenario to begin with
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov new my-policy.toml                               on top of the built-in baseline
  gridgov new my-policy.toml --from scenarios/baseline.toml   on top of a file")]
pub struct Arguments {
    /// The file to write
    file: PathBuf,
    /// What it extends: a built-in scenario (`baseline`) or a scenario file
    #[arg(long, value_name = "NAME", default_value = "baseline")]
    from: String,
    #[command(flatten)]
    over: Over,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), false)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let (extends, base) = base(&arguments.from, &arguments.file)?;
    let name = printable(&arguments.file.display().to_string());
    if arguments.file.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("toml")) {
        let problem =
            Diagnostic::of_file(&name, "a scenario file ends in .toml").code(Code::WrongValue).expected("FILE.toml");
        return Err(problem.help(format!("gridgov new {name}.toml")).into());
    }
    let folder = arguments.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let there = printable(&folder.display().to_string());
        let problem = Diagnostic::of_file(&name, format!("there is no folder {there}"))
            .code(Code::Unreadable)
            .expected("a folder that exists");
        return Err(problem.help(format!("mkdir -p {there}, or check the spelling")).into());
    }
    arguments.over.put(&arguments.file, template(&extends, &base, language()))?;
    output::message(&format!("wrote {name}: take the # away from what you want to set, then `gridgov check {name}`\n"));
    Ok(DONE)
}

/// What stands after `extends =` in the new file, and the scenario that this names.
fn base(from: &str, file: &Path) -> Result<(String, Scenario), Vec<Diagnostic>> {
    let name = from.strip_prefix("builtin:").unwrap_or(from);
    let path = Path::new(from);
    if let Some(scenario) = Scenario::builtin(name) {
        return Ok((format!("builtin:{name}"), scenario));
    }
    if !path.is_file() {
        let found = format!("--from {from} is neither a built-in scenario nor a file");
        let problem = Diagnostic::of_file(from, found)
            .code(Code::UnknownName)
            .expected("baseline, or the path of a scenario file");
        return Err(vec![problem.help("leave --from out to begin with the built-in baseline")]);
    }
    // A file with variants stands for what they share, as it does when it is extended.
    let mut scenarios = load(&[path.to_path_buf()], &[])?;
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = absolute(file).parent().map(Path::to_path_buf).unwrap_or_default();
    Ok((relative(&absolute(path), &folder).display().to_string().replace('\\', "/"), scenarios.swap_remove(0)))
}

/// `path` as seen from `folder`, both absolute.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let path: Vec<_> = path.components().collect();
    let folder: Vec<_> = folder.components().collect();
    let same = path.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n(std::path::Component::ParentDir, folder.len() - same);
    up.chain(path[same..].iter().copied()).collect()
}

fn template(extends: &str, base: &Scenario, language: Language) -> String {
    let mut text = format!(
        "{}\
         title = \"My policy\"\n\
         title_zh = \"我的方案\"\n\
         extends = {}\n\n\
         [scenario]\n",
        language.pick(HEAD, HEAD_ZH),
        toml::Value::String(extends.to_owned())
    );
    let lines = |text: &mut String, table: &str| {
        text.extend(
            parameters().filter(|parameter| parameter.table == table).map(|parameter| line(parameter, base, language)),
        );
    };
    lines(&mut text, "scenario");
    for (table, heading) in LEVER_TABLES.into_iter().zip(HEADINGS) {
        let _ = write!(text, "\n[{table}]  # {heading}\n");
        lines(&mut text, table);
    }
    text.push_str(language.pick(TAIL, TAIL_ZH));
    text
}

fn line(parameter: &Parameter, base: &Scenario, language: Language) -> String {
    let value = base.settings.get(parameter.table, parameter.name).unwrap_or(parameter.default);
    let (low, high) = parameter.range;
    let (meaning, name, value) =
        (both(parameter.meaning_en, parameter.meaning_zh, language), parameter.name, plain(value));
    let (low, high, unit) = (plain(low), plain(high), said(parameter.unit, language));
    match language {
        Language::English => format!("# {meaning}\n# {name} = {value}  # {low} to {high} {unit}\n"),
        Language::Chinese => format!("# {meaning}\n# {name} = {value}  # {low}至{high}（{unit}）\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_right_also_with_every_line_uncommented() {
        for language in [Language::English, Language::Chinese] {
            the_template_is_right_in(language);
        }
    }

    fn the_template_is_right_in(language: Language) {
        let text = template("builtin:baseline", &Scenario::default(), language);
        Scenario::from_toml(&text, "mine").expect("the template itself");
        let settings = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => rest,
            Some(rest) if rest.starts_with("[[") => rest,
            _ => line,
        });
        let all = settings.collect::<Vec<_>>().join("\n");
        let scenarios = Scenario::from_toml(&all, "mine").unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(scenarios.len(), 1);
        assert_eq!(scenarios[0].settings.levers.staffing.training_hours_per_year, 60.0);
        assert_eq!(scenarios[0].changes.len(), 1);
    }

    #[test]
    fn a_path_is_seen_from_the_folder_of_the_new_file() {
        assert_eq!(relative(Path::new("/a/b/c.toml"), Path::new("/a/d")), Path::new("../b/c.toml"));
        assert_eq!(relative(Path::new("/a/c.toml"), Path::new("/a")), Path::new("c.toml"));
    }
}
