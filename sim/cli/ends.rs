//! How a command ends before its work is done: its message has been written, and an exit code is left.

use super::run::signals::Signals;
use super::{FAILED, output};
use crate::diagnostics::Diagnostic;
use crate::ensemble::Stopped;

/// An exit code whose reason has been written.
#[derive(Debug)]
pub struct Ends(pub i32);

/// Something could not be read or written.
pub fn failed(reason: impl std::fmt::Display) -> Ends {
    output::say(&format!("error: {reason}\n"));
    Ends(FAILED)
}

/// Input that is refused.
#[must_use]
pub fn refused(problem: Diagnostic, json: bool) -> Ends {
    Ends(output::report(vec![problem], json))
}

/// Runs stopped on their way; `kept` says what of them lies where.
pub(super) fn stopped(why: Stopped, signals: &Signals, kept: &dyn Fn() -> String) -> Ends {
    match why {
        Stopped::Threads(reason) => failed(format!("failed to start threads: {reason}")),
        Stopped::Store(reason) => failed(format!("{reason}\n  {}; mend this and run it again to go on", kept())),
        Stopped::Cancelled => {
            let (name, code) = signals.received();
            output::say(&format!("stopped by {name}: {}; run it again to go on\n", kept()));
            Ends(code)
        }
    }
}

/// The exit code either way.
#[must_use]
pub fn code(done: Result<i32, Ends>) -> i32 {
    done.unwrap_or_else(|Ends(code)| code)
}
