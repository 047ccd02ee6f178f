//! What can go wrong outside a model run, by what a program should do about it.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// An error of the library and of the program.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Bad input: the user can mend it.
    Input(Diagnostics),
    /// A file or folder could not be read or written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, such as `write`.
        action: &'static str,
        /// What went wrong.
        reason: String,
    },
    /// The machine did not do what it was asked for.
    System {
        /// What was tried, as in "start threads".
        action: &'static str,
        /// What went wrong.
        reason: String,
        /// What to do.
        help: String,
    },
    /// Another process works in the folder.
    Busy(PathBuf),
    /// Units that a result needs are not there.
    Missing {
        /// Which, or how many.
        what: String,
        /// What to do.
        help: String,
    },
    /// A signal stopped the work.
    Stopped {
        /// What the user knows the signal as.
        signal: &'static str,
        /// The exit code that belongs to it.
        code: i32,
        /// What of the work is kept.
        kept: String,
    },
}

impl Error {
    /// A failure of reading or writing; `action` completes "failed to …".
    #[must_use]
    pub fn new(path: &Path, action: &'static str, reason: impl Display) -> Self {
        Self::File { path: path.to_owned(), action, reason: reason.to_string() }
    }

    /// The exit code of the program: 1 for what the machine refused, 2 for bad input, 3 for missing units, and that of the
    /// signal for what was stopped.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::File { .. } | Self::System { .. } | Self::Busy(_) => 1,
            Self::Input(_) => 2,
            Self::Missing { .. } => 3,
            Self::Stopped { code, .. } => *code,
        }
    }

    /// What to do about it; empty where the diagnostics say it themselves.
    #[must_use]
    pub fn help(&self) -> &str {
        match self {
            Self::Input(_) => "",
            Self::File { action: "read", .. } => {
                "the file is missing or was changed; give the command that made it again, with --force"
            }
            Self::File { .. } => "make room or get the right to write there, or name another folder; then run it again",
            Self::System { help, .. } | Self::Missing { help, .. } => help,
            Self::Busy(_) => "wait until it has ended, or name another folder with --out",
            Self::Stopped { .. } => "run it again to resume",
        }
    }
}

impl From<Error> for Diagnostics {
    fn from(error: Error) -> Self {
        let help = error.help().to_owned();
        let code = if matches!(error, Error::Stopped { .. }) { Code::Stopped } else { Code::Failed };
        let problem = match error {
            Error::Input(problems) => return problems,
            Error::File { path, action, reason } => {
                Diagnostic::of_file(&path.display().to_string(), format!("failed to {action} it: {reason}"))
            }
            other => Diagnostic::of_file("", other.to_string()),
        };
        problem.code(code).help(help).into()
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(problems) => write!(f, "{problems}"),
            Self::File { path, action, reason } => write!(f, "failed to {action} {}: {reason}", path.display()),
            Self::System { action, reason, .. } => write!(f, "failed to {action}: {reason}"),
            Self::Busy(dir) => write!(f, "{} is in use by another gridgov that is still running", dir.display()),
            Self::Missing { what, .. } => write!(f, "{what}"),
            Self::Stopped { signal, kept, .. } => write!(f, "stopped by {signal}: {kept}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(problems) => Some(problems),
            _ => None,
        }
    }
}

impl From<Diagnostics> for Error {
    fn from(problems: Diagnostics) -> Self {
        Self::Input(problems)
    }
}

impl From<Vec<Diagnostic>> for Error {
    fn from(problems: Vec<Diagnostic>) -> Self {
        Self::Input(problems.into())
    }
}

impl From<Diagnostic> for Error {
    fn from(problem: Diagnostic) -> Self {
        Self::Input(problem.into())
    }
}

impl From<Box<Diagnostic>> for Error {
    fn from(problem: Box<Diagnostic>) -> Self {
        Self::Input((*problem).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_says_what_to_do_and_has_its_code() {
        let folder = Path::new("results/x");
        let failures = [
            (Error::new(folder, "read", "no"), 1),
            (Error::new(folder, "write", "no"), 1),
            (Error::Busy(folder.to_owned()), 1),
            (Error::Missing { what: "1 of 2".to_owned(), help: "run it".to_owned() }, 3),
            (Error::Stopped { signal: "Ctrl-C", code: 130, kept: "1 of 2".to_owned() }, 130),
        ];
        for (error, code) in failures {
            assert_eq!(error.exit_code(), code, "{error}");
            assert!(!error.help().is_empty(), "{error}");
        }
        assert_eq!(Error::from(Diagnostic::of_file("a.toml", "wrong")).exit_code(), 2);
    }
}
