//! `newswire completions`: prints completion scripts for shells. Those for bash, zsh and fish call
//! `newswire complete`; the others know commands and options only.

use clap_complete::Shell;

use super::parser;

/// Returns the script for a shell.
pub(super) fn script(shell: Shell) -> String {
    match shell {
        Shell::Bash => include_str!("../../assets/completions/newswire.bash").to_owned(),
        Shell::Zsh => include_str!("../../assets/completions/newswire.zsh").to_owned(),
        Shell::Fish => include_str!("../../assets/completions/newswire.fish").to_owned(),
        _ => generated(shell),
    }
}

fn generated(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut parser(), "newswire", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
