//! How a command ends before its work is done: THE path from an error to its message and to an exit code.

use super::output;
use super::run::signals::Signals;
use crate::ensemble::Stopped;
use crate::error::Error;

/// An exit code whose reason has been written.
#[derive(Debug)]
pub struct Ends(i32);

impl Ends {
    /// Writes what went wrong and what to do: bad input as text or JSON, everything else as text on stderr.
    #[must_use]
    pub fn with(error: Error, json: bool) -> Self {
        let code = error.exit_code();
        match error {
            Error::Input(problems) => {
                let put = output::report(&problems, json);
                return Self(if put == super::DONE { code } else { put });
            }
            Error::Stopped { .. } => output::say(&format!("{error}; {}\n", error.help())),
            _ => output::say(&format!("error: {error}\n  help: {}\n", error.help())),
        }
        Self(code)
    }
}

/// What is not about input: it could not be read, written or done, or units are missing.
#[must_use]
pub fn failed(error: Error) -> Ends {
    Ends::with(error, false)
}

/// Input that is refused.
#[must_use]
pub fn refused(problem: impl Into<Error>, json: bool) -> Ends {
    Ends::with(problem.into(), json)
}

/// Runs stopped on their way; `kept` says what of them lies where.
pub(super) fn stopped(why: Stopped, signals: &Signals, kept: &dyn Fn() -> String) -> Ends {
    failed(match why {
        Stopped::Threads(reason) => threads(&reason),
        Stopped::Store(reason) => Error::System {
            action: "keep a run",
            reason,
            help: format!("{}; mend this and run it again to go on", kept()),
        },
        Stopped::Input(problem) => problem.into(),
        Stopped::Cancelled => {
            let (signal, code) = signals.received();
            Error::Stopped { signal, code, kept: kept() }
        }
    })
}

/// Threads could not be started.
#[must_use]
pub fn threads(reason: &dyn std::fmt::Display) -> Error {
    let help = "give fewer --threads".to_owned();
    Error::System { action: "start threads", reason: reason.to_string(), help }
}

/// The exit code either way.
#[must_use]
pub fn code(done: Result<i32, Ends>) -> i32 {
    done.unwrap_or_else(|Ends(code)| code)
}
