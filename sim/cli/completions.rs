//! `gridgov completions SHELL`: completions for a shell.

use clap::Args;
use clap_complete::Shell;

use super::output;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  gridgov completions bash > ~/.local/share/bash-completion/completions/gridgov
  gridgov completions zsh > ~/.zfunc/_gridgov")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments, command: &mut clap::Command) -> i32 {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "gridgov", &mut script);
    output::put(&String::from_utf8_lossy(&script))
}
