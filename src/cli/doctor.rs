//! `newswire doctor`: reports what this terminal and this system support. It inspects the
//! environment and the disk, but never asks the terminal, which might not answer.

mod programs;
mod surroundings;

use std::path::Path;

use serde::Serialize;

use crate::config::ParsedConfig;
use crate::config::SettingsFile;
use crate::library::SubscriptionsFile;
use crate::load::CacheFile;
use crate::problem::Problem;
use crate::problem::Severity;
use crate::problem::cause;
use crate::state::Database;
use crate::terminal::Terminal;
use crate::text;

use super::failure::Failure;
use super::keys::KeysOf;
use super::output::{BAD, DIM, DOUBTFUL, KEY, Output};
use super::table::spaces;
use super::{Arguments, FINE, FOUND_FAULT, cache, json, marks};

use programs::{browser, clipboard, openers};
use surroundings::{color, letters, links, order, pictures, progress, size, terminal_found, title};

/// Result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum State {
    Pass,
    Warn,
    Fail,
}

/// A check with its result.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    what: String,
    hint: Option<String>,
}

impl Finding {
    fn new(check: &'static str, state: State, what: impl Into<String>) -> Self {
        let what = text::line(&what.into()).into_owned();
        Self { check, state, what, hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        let hint = text::line(&hint.into()).into_owned();
        Self { hint: Some(hint), ..self }
    }
}

pub(super) fn run(
    json: bool,
    arguments: &Arguments,
    keys: KeysOf<'_>,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let file = SettingsFile::find(arguments.config.as_deref());
    let parsed = file.as_ref().map_or_else(|_| ParsedConfig::default(), SettingsFile::read);
    let (terminal, config) = (&Terminal::here(), &parsed.config);
    let mut findings = vec![terminal_found(terminal), size(), color(arguments.color, terminal)];
    findings.extend([
        letters(terminal),
        order(config.bidi, terminal),
        pictures(config.images, arguments.color, terminal),
    ]);
    findings.extend([links(config.links, terminal), title(config.title, terminal)]);
    findings.push(progress(config.progress, terminal));
    findings.extend([clipboard(terminal), browser(config)]);
    findings.extend(openers(&config.openers));
    findings.push(settings(&file, &parsed, keys));
    findings.extend(config.folders.iter().filter_map(|folder| missing(folder)));
    findings.extend([subscriptions(), database(), cached()]);
    if json {
        json::lines(findings.iter(), output.out)?;
    } else {
        print(&findings, output)?;
    }
    let failed = findings.iter().any(|finding| finding.state == State::Fail);
    Ok(if failed { FOUND_FAULT } else { FINE })
}

fn print(findings: &[Finding], output: &mut Output<'_>) -> Result<(), Failure> {
    let widest = findings.iter().map(|finding| finding.check.len()).max().unwrap_or(0);
    for Finding { check, state, what, hint } in findings {
        let (style, word) = match state {
            State::Pass => (KEY, "PASS"),
            State::Warn => (DOUBTFUL, "WARN"),
            State::Fail => (BAD, "FAIL"),
        };
        let word = output.paint(style, word);
        let gap = spaces(widest + 2, check);
        writeln!(output.out, "{word}  {check}{gap}{what}")?;
        if let Some(hint) = hint {
            let indent = " ".repeat(widest + 8);
            let hint = output.paint(DIM, &format!("hint: {hint}"));
            writeln!(output.out, "{indent}{hint}")?;
        }
    }
    Ok(())
}

fn settings(
    file: &Result<SettingsFile, Problem>,
    parsed: &ParsedConfig,
    keys: KeysOf<'_>,
) -> Finding {
    let file = match file {
        Ok(file) => file,
        Err(problem) => {
            let what = format!("{}: {}", problem.place(), problem.what);
            return Finding::new("config", State::Fail, what)
                .hint(problem.hint.clone().unwrap_or_default());
        }
    };
    let of_keys = keys(&parsed.config).problems;
    let mut problems = parsed.problems.iter().chain(&of_keys);
    let path = file.path.to_string_lossy();
    let Some(problem) = problems.next() else {
        let what = if file.content.is_empty() { "none, all defaults" } else { "valid" };
        return Finding::new("config", State::Pass, format!("{path}: {what}"));
    };
    let more = problems.count();
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    Finding::new("config", State::Fail, format!("{}: {}{more}", problem.place(), problem.what))
        .hint("`newswire config check` lists them all")
}

/// Returns a finding if a configured folder does not exist.
fn missing(folder: &Path) -> Option<Finding> {
    let what = || format!("there is no {}", folder.to_string_lossy());
    let found = (!folder.exists()).then(|| Finding::new("folders", State::Fail, what()));
    found.map(|finding| finding.hint("correct `folders:` in the config, or create the folder"))
}

fn database() -> Finding {
    let Some(path) = marks::marks_file() else {
        return Finding::new("marks", State::Fail, "there is no folder for marks")
            .hint("set XDG_STATE_HOME");
    };
    let shown = path.to_string_lossy();
    let opened = Database::existing(&path)
        .and_then(|database| database.map(|mut database| database.changes()).transpose());
    match opened {
        Ok(None) => Finding::new("marks", State::Pass, format!("{shown}: none kept yet")),
        Ok(Some(records)) => {
            let count = text::counted(records.len(), "mark");
            Finding::new("marks", State::Pass, format!("{shown}: {count}"))
        }
        Err(fault) => Finding::new("marks", State::Fail, fault.what()).hint(fault.hint()),
    }
}

fn subscriptions() -> Finding {
    let Some(file) = SubscriptionsFile::usual() else {
        return Finding::new("feeds", State::Fail, "there is no folder for the file of feeds")
            .hint("set XDG_CONFIG_HOME");
    };
    let shown = file.path().to_string_lossy().into_owned();
    let (list, problems) = match file.read() {
        Ok(read) => read,
        Err(error) => {
            return Finding::new("feeds", State::Fail, error.to_string())
                .hint("check the permissions of the file");
        }
    };
    let count = match list.feeds().len() {
        0 => "none yet".to_owned(),
        count => text::counted(count, "feed"),
    };
    let Some(problem) = problems.first() else {
        return Finding::new("feeds", State::Pass, format!("{shown}: {count}"));
    };
    let more = problems.len() - 1;
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    let is_error = problems.iter().any(|problem| problem.severity == Severity::Error);
    let state = if is_error { State::Fail } else { State::Warn };
    Finding::new("feeds", state, format!("{}: {}{more}", problem.place(), problem.what))
        .hint(problem.hint.clone().unwrap_or_default())
}

fn cached() -> Finding {
    let Some(cache) = cache::usual() else {
        return Finding::new("cache", State::Warn, "there is no folder for a cache")
            .hint("set XDG_CACHE_HOME");
    };
    let shown = cache.folder().to_string_lossy().into_owned();
    match cache.files() {
        Err(error) => Finding::new("cache", State::Warn, format!("{shown}: {}", cause(&error)))
            .hint("check the permissions of the folder, or set XDG_CACHE_HOME"),
        Ok(files) => {
            let is_damaged = |file: &&CacheFile| file.holds.is_none();
            let damaged = files.iter().filter(is_damaged).count();
            let size = cache::bytes(files.iter().map(|file| file.size).sum());
            let what = format!("{shown}: {}, {size}", text::counted(files.len(), "file"));
            match damaged {
                0 => Finding::new("cache", State::Pass, what),
                _ => Finding::new("cache", State::Warn, format!("{what}, {damaged} unusable"))
                    .hint("`newswire cache clear` removes them; they are rebuilt"),
            }
        }
    }
}
