//! Shows long text on a terminal in a pager. If the pager fails, prints the text.

use std::env;
use std::io;
use std::io::Write;
use std::process::{Command, Stdio};

use super::super::output::Output;

/// The pager if `$PAGER` names none.
const USUAL: &str = "less";
/// Default options of `less` if `$LESS` is not set: exit if everything fits on the screen, pass
/// colours on, do not clear the screen.
const FLAGS: &str = "FRX";

/// Prints `text`, in a pager if the output is a terminal.
pub(in crate::cli) fn show(text: &str, output: &mut Output<'_>) -> io::Result<()> {
    output.out.flush()?;
    let pager = pager().filter(|_| output.columns.is_some());
    match pager {
        Some(words) if is_shown_by(&words, text) => Ok(()),
        _ => output.out.write_all(text.as_bytes()),
    }
}

/// Returns the pager with its arguments; it is started without a shell.
fn pager() -> Option<Vec<String>> {
    let is_dumb = || env::var_os("TERM").is_none_or(|term| term == "dumb");
    let named = env::var("PAGER").ok().filter(|line| !line.trim().is_empty());
    let line = named.or_else(|| (!is_dumb()).then(|| USUAL.to_owned()))?;
    shell_words::split(&line).ok().filter(|words| !words.is_empty())
}

/// Whether the pager was started and ended successfully.
fn is_shown_by(words: &[String], text: &str) -> bool {
    let Some((program, arguments)) = words.split_first() else { return false };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        command.env("LESS", FLAGS);
    }
    let interrupts = Interrupts::hold();
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // Fails if the user quits the pager early, which is not an error.
        let _ = input.write_all(text.as_bytes());
    }
    let is_shown = child.wait().is_ok_and(|status| status.success());
    drop(interrupts);
    is_shown
}

/// Ignores `^C` while a pager runs: if newswire exited first, the pager and the shell would both
/// read the keyboard.
struct Interrupts(#[cfg(unix)] Option<signal_hook::SigId>);

impl Interrupts {
    #[cfg(unix)]
    fn hold() -> Self {
        Self(
            signal_hook::flag::register(signal_hook::consts::SIGINT, std::sync::Arc::default())
                .ok(),
        )
    }

    #[cfg(not(unix))]
    fn hold() -> Self {
        Self()
    }
}

#[cfg(unix)]
impl Drop for Interrupts {
    fn drop(&mut self) {
        self.0.take().map(signal_hook::low_level::unregister);
    }
}
