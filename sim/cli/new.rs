//! `gridgov new`: writes a commented scenario to begin with.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure;
use super::{DONE, output};
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::error::Error;
use crate::levers::{HEADINGS, LEVER_TABLES};
use crate::registry::Parameter;
use crate::scenario::values::plain;
use crate::scenario::{Scenario, load};
use crate::settings::parameters;

/// Write a commented scenario to begin with
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov new my-policy.toml                               on top of the built-in baseline
  gridgov new my-policy.toml --from scenarios/baseline.toml   on top of a file")]
pub struct Arguments {
    /// The file to write; it must not exist yet
    file: PathBuf,
    /// What it extends: a built-in scenario (`baseline`) or a scenario file
    #[arg(long, value_name = "NAME", default_value = "baseline")]
    from: String,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> i32 {
    failure::code(written(arguments), false)
}

fn written(arguments: &Arguments) -> Result<i32, Error> {
    let (extends, base) = base(&arguments.from, &arguments.file)?;
    let name = printable(&arguments.file.display().to_string());
    if arguments.file.extension().is_none_or(|extension| extension != "toml") {
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
    write(&arguments.file, &template(&extends, &base)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let problem = Diagnostic::of_file(&name, "the file exists already and was left as it is");
            problem.code(Code::Occupied).help("choose another name").into()
        }
        _ => Error::new(&arguments.file, "write", error),
    })?;
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

/// Writes a file that must not exist, whole or not at all.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.exists() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    // The temporary file's name, which the error names, means nothing to a user.
    let unnamed = |error: std::io::Error| std::io::Error::from(error.kind());
    let mut file = tempfile::Builder::new().prefix(".gridgov-new-").tempfile_in(folder).map_err(unnamed)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        // Temporary files are private; a scenario is meant to be shared.
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    file.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
}

fn template(extends: &str, base: &Scenario) -> String {
    let mut text = format!(
        "# A scenario of community grid governance. It holds only the differences from what it extends.\n\
         # Take the # away from a line to set it. `gridgov check FILE` lists what is wrong and where,\n\
         # `gridgov check FILE --explain` where each value comes from, `gridgov params WORD` what else can be set.\n\n\
         title = \"My policy\"\n\
         title_zh = \"我的方案\"\n\
         extends = {}\n\n\
         [scenario]\n",
        toml::Value::String(extends.to_owned())
    );
    let lines = |text: &mut String, table: &str| {
        text.extend(parameters().filter(|parameter| parameter.table == table).map(|parameter| line(parameter, base)));
    };
    lines(&mut text, "scenario");
    for (table, heading) in LEVER_TABLES.into_iter().zip(HEADINGS) {
        let _ = write!(text, "\n[{table}]  # {heading}\n");
        lines(&mut text, table);
    }
    text.push_str(
        "\n# A change on a date, for a pilot: in some communities (`gridgov check` lists their names) or, without that\n\
         # line, everywhere; the numbers move over ramp_days.\n\
         # [[change]]\n\
         # day = 365\n\
         # ramp_days = 90\n\
         # communities = [\"S01C01\"]\n\
         # set.staffing.training_hours_per_year = 40\n\
         \n# Several scenarios in one file: each [[variant]] adds its own differences.\n\
         # [[variant]]\n\
         # name = \"more-training\"\n\
         # title = \"More training\"\n\
         # staffing.training_hours_per_year = 60\n\
         \n# Assumptions: [city] size and make-up, [behaviour], [people], [institutions], [casework], [workforce],\n\
         # [bodies], [first_day], [self_governance], [street], [pressure], [tasks], [projects], [calendar], [prices], [[incident]] kinds, and [mechanisms], each of which can be switched off (`patrol = false`).\n",
    );
    text
}

fn line(parameter: &Parameter, base: &Scenario) -> String {
    let value = base.settings.get(parameter.table, parameter.name).unwrap_or(parameter.default);
    let (low, high) = parameter.range;
    format!(
        "# {} / {}\n# {} = {}  # {} to {} {}\n",
        parameter.meaning_en,
        parameter.meaning_zh,
        parameter.name,
        plain(value),
        plain(low),
        plain(high),
        parameter.unit
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_right_also_with_every_line_uncommented() {
        let text = template("builtin:baseline", &Scenario::default());
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
