//! The front door: arguments in, exit code out, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    let code = gridgov::internals::cli::main(std::env::args_os());
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
