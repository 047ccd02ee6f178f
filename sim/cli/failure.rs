//! How a command fails: its [`Error`] becomes a message and an exit code in one place, [`code`].

use super::output;
use super::signals::received;
use crate::ensemble::Stopped;
use crate::error::Error;
use crate::study::evaluate::Failure;

/// The exit code of a command; what went wrong and what to do are written first, as text on stderr or as JSON on stdout.
#[must_use]
pub fn code(done: Result<i32, Error>, json: bool) -> i32 {
    done.unwrap_or_else(|error| output::error(error, json))
}

/// Runs that were stopped before they were complete; `kept` says how many of them are kept, and where.
pub(super) fn stopped(why: Stopped, kept: &dyn Fn() -> String) -> Error {
    match why {
        Stopped::Threads(reason) => threads(&reason),
        Stopped::Store(reason) => Error::System {
            action: "keep a run",
            reason,
            help: format!("{}; solve this and run it again to resume", kept()),
        },
        Stopped::Input(problem) => problem.into(),
        Stopped::Cancelled => {
            let (signal, code) = received();
            Error::Stopped { signal, code, kept: kept() }
        }
    }
}

/// A study that could not be carried out; `kept` as in [`stopped`].
pub(super) fn failed(failure: Failure, kept: &dyn Fn() -> String) -> Error {
    match failure {
        Failure::Input(problem) => problem.into(),
        Failure::Stopped(why) => stopped(why, kept),
    }
}

/// Threads could not be started.
#[must_use]
pub fn threads(reason: &dyn std::fmt::Display) -> Error {
    let help = "give fewer --threads".to_owned();
    Error::System { action: "start threads", reason: reason.to_string(), help }
}
