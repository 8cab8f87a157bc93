//! Copies with a clipboard program, in addition to what the terminal itself supports, and reads
//! the clipboard with one: terminals rightly refuse to tell it.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::app::Pipe;
use crate::app::PipeInput;
use crate::terminal::ClipboardProgram;

use super::pipe;

/// How long a program may take: a clipboard's owner may not answer.
const LIMIT: Duration = Duration::from_secs(1);

/// Passes `text` to the first program that fits the session. A missing program is not an error,
/// because the terminal has already been asked to copy.
pub(super) fn copy(text: &str) -> Result<(), String> {
    let Some(ClipboardProgram { name: program, arguments, .. }) = ClipboardProgram::here() else {
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

/// Returns the first line of the clipboard, free of control characters; nothing if it cannot be
/// read.
pub(super) fn paste() -> String {
    let Some(ClipboardProgram { paste, .. }) = ClipboardProgram::here() else {
        return String::new();
    };
    let command = paste.iter().map(|&word| word.to_owned()).collect();
    let input = PipeInput::Ready(String::new());
    let output = pipe::run(Pipe { command, input, limit: Some(LIMIT) });
    let line = output.outcome.ok().and_then(|()| output.lines.into_iter().next());
    line.unwrap_or_default().trim().to_owned()
}
