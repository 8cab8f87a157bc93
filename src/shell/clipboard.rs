//! The clipboard by a program, beside what the terminal itself can do.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::terminal::ClipboardProgram;

/// Hands `text` to the first program that fits the session. That there is none is no
/// failure: the terminal has been asked already.
pub(super) fn copy(text: &str) -> Result<(), String> {
    let Some(ClipboardProgram { name: program, arguments }) = ClipboardProgram::here() else {
        return Ok(());
    };
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    // The same: a program that is not installed was never needed.
    let Ok(mut child) = started else {
        return Ok(());
    };
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(text.as_bytes()));
    let status = child.wait().map_err(|error| format!("{program} failed: {error}"))?;
    match written {
        Ok(()) if status.success() => Ok(()),
        Ok(()) => Err(format!("{program} could not reach the clipboard")),
        Err(error) => Err(format!("{program} took no text: {error}")),
    }
}
