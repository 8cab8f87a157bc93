//! `newswire marks`: exports and imports all marks as JSON lines. Also locates the file of marks.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::problem::cause;
use crate::state::Database;
use crate::state::Record;
use crate::text;

use super::FINE;
use super::failure::Failure;
use super::json;
use super::options::MarksTask;
use super::output::Output;
use super::transfer;

/// Returns the file that stores the marks, by the XDG rules on every system.
#[must_use]
pub fn marks_file() -> Option<PathBuf> {
    let folder = Xdg::new().ok()?.state_dir()?;
    Some(folder.join("newswire").join("marks.db"))
}

pub(super) fn place() -> Result<PathBuf, Failure> {
    let none = || Failure::usage("there is no folder for marks").hint("set XDG_STATE_HOME");
    marks_file().ok_or_else(none)
}

/// Returns all stored records, and the resume point of the input `opened`.
pub(super) fn all(opened: Option<&str>) -> Result<Vec<Record>, Failure> {
    let Some(path) = marks_file() else { return Ok(Vec::new()) };
    let Some(mut database) = Database::existing(&path)? else { return Ok(Vec::new()) };
    let mut records = database.changes()?;
    let point = opened.map(|opened| database.resume_point(opened)).transpose()?;
    records.extend(point.flatten().map(Record::ResumePoint));
    Ok(records)
}

pub(super) fn run(task: &MarksTask, output: &mut Output<'_>) -> Result<u8, Failure> {
    match task {
        MarksTask::Export => export(output),
        MarksTask::Import { file } => import(file.as_deref(), output),
    }
}

fn export(output: &mut Output<'_>) -> Result<u8, Failure> {
    let mut records = all(None)?;
    records.sort_by(|a, b| transfer::order(a).cmp(&transfer::order(b)));
    json::lines(records.iter().filter_map(transfer::Line::of), output.out)?;
    Ok(FINE)
}

fn import(file: Option<&Path>, output: &mut Output<'_>) -> Result<u8, Failure> {
    let file = file.filter(|file| file.as_os_str() != "-");
    let path = place()?;
    let (name, bytes) = match file {
        Some(file) => (text::line(&file.to_string_lossy()).into_owned(), std::fs::read(file)),
        None => ("standard input".to_owned(), standard_input()?),
    };
    let bytes = bytes.map_err(|error| {
        Failure::usage(format!("cannot read {name}: {}", cause(&error)))
            .hint("name a file written by `newswire marks export`, or - for standard input")
    })?;
    let records = transfer::records(&name, &bytes)?;
    let changed = match records.as_slice() {
        [] => 0,
        records => Database::to_write(&path)?.keep(records)?,
    };
    let count = text::counted(records.len(), "mark");
    writeln!(output.err, "{count} read, {} changed", text::thousands(changed))?;
    Ok(FINE)
}

fn standard_input() -> Result<io::Result<Vec<u8>>, Failure> {
    let mut input = io::stdin();
    if input.is_terminal() {
        return Err(Failure::usage("standard input is the keyboard, not marks")
            .hint("name a file: newswire marks import FILE"));
    }
    let mut bytes = Vec::new();
    Ok(input.read_to_end(&mut bytes).map(|_| bytes))
}
