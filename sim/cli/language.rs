//! The language in which a command speaks: `--lang`, else `GRIDGOV_LANG`, else that of the locale.

use std::ffi::OsString;
use std::sync::OnceLock;

use crate::words::Language;

/// The variables that name a language, the first that is set and not empty counts.
const VARIABLES: [&str; 4] = ["GRIDGOV_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// What `--lang` says, where it stands in the command line.
static ASKED: OnceLock<Option<Language>> = OnceLock::new();

/// The language that was asked for by `--lang`; `None` where none was, whatever the locale says.
#[must_use]
pub fn asked_for() -> Option<Language> {
    ASKED.get().copied().flatten()
}

/// The language of the one command that a process runs; English where none was chosen, as in tests.
#[must_use]
pub fn language() -> Language {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Chooses the language for the rest of the process, before anything is said.
pub(super) fn choose(arguments: &[OsString]) -> Language {
    let asked = *ASKED.get_or_init(|| asked(arguments));
    let chosen = asked.unwrap_or_else(|| of_environment(|name| std::env::var(name).ok()));
    *CHOSEN.get_or_init(|| chosen)
}

/// The last `--lang` of a command line, also of one that is wrong otherwise.
fn asked(arguments: &[OsString]) -> Option<Language> {
    let options = || arguments.iter().map_while(|argument| (argument != "--").then(|| argument.to_string_lossy()));
    let values = options().zip(options().skip(1).map(Some).chain([None])).filter_map(|(option, next)| {
        match option.strip_prefix("--lang") {
            Some("") => next.map(std::borrow::Cow::into_owned),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        }
    });
    values.filter_map(|value| named(&value)).last()
}

fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    let set = VARIABLES.into_iter().filter_map(variable).find(|value| !value.trim().is_empty());
    set.and_then(|value| named(&value)).unwrap_or_default()
}

/// The language of a name such as `zh`, `zh_CN.UTF-8` or `en_GB`.
fn named(name: &str) -> Option<Language> {
    let name = name.trim().to_lowercase();
    let is = |language: &str| name.strip_prefix(language).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if is("zh") || name.starts_with("chinese") {
        Some(Language::Chinese)
    } else if is("en") || name.starts_with("english") {
        Some(Language::English)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_goes_before_the_environment_and_the_program_s_own_variable_before_the_locale() {
        let line = |words: &str| asked(&words.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(line("gridgov run a.toml --lang zh"), Some(Language::Chinese));
        assert_eq!(line("gridgov --lang=en run a.toml"), Some(Language::English));
        assert_eq!(line("gridgov run --lang fr"), None);
        assert_eq!(line("gridgov check -- --lang zh"), None);
        assert_eq!(line("gridgov check --language zh"), None);
        let set = |pairs: &[(&str, &str)]| {
            of_environment(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(set(&[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(set(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_US.UTF-8")]), Language::Chinese);
        assert_eq!(set(&[("GRIDGOV_LANG", "en"), ("LC_ALL", "zh_CN.UTF-8")]), Language::English);
        assert_eq!(set(&[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]), Language::English, "the locale is C");
        assert_eq!(set(&[("LANG", "zhuang")]), Language::English);
        assert_eq!(set(&[]), Language::English);
    }
}
