//! What can go wrong outside a model run, by what a program should do about it.

use std::fmt::{self, Display, Formatter};
use std::io;

use crate::diagnostics::{Diagnostic, Diagnostics};

/// An error of the library.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Bad input: the user can mend it.
    Input(Diagnostics),
    /// Reading or writing failed.
    Io {
        /// What was tried, as in "failed to read manifest.json".
        what: String,
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    /// A failure of reading or writing; `what` completes "failed to …".
    #[must_use]
    pub fn io(what: impl Into<String>, source: io::Error) -> Self {
        Self::Io { what: what.into(), source }
    }

    /// The exit code of the program: 1 for failures of reading and writing, 2 for bad input.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::Input(_) => 2,
            Self::Io { .. } => 1,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(problems) => write!(f, "{problems}"),
            Self::Io { what, source } => write!(f, "failed to {what}: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(problems) => Some(problems),
            Self::Io { source, .. } => Some(source),
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
