//! Copies with a clipboard program, in addition to what the terminal itself supports.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::terminal::ClipboardProgram;

/// Passes `text` to the first program that fits the session. A missing program is not an error,
/// because the terminal has already been asked to copy.
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
    // A program that is not installed is not an error either.
    let Ok(mut child) = started else {
        return Ok(());
    };
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(text.as_bytes()));
    let status = child.wait().map_err(|error| format!("{program} failed: {error}"))?;
    match written {
        Ok(()) if status.success() => Ok(()),
        Ok(()) => Err(format!("{program} could not reach the clipboard")),
        Err(error) => Err(format!("{program} did not take the text: {error}")),
    }
}
