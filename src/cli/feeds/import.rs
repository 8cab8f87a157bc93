//! `newswire feeds import`: adds the feeds of an OPML file or of newsboat's `urls`.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use crate::feed::parse_opml;
use crate::library::{
    Masked, SavedQuery, Source, Subscription, Subscriptions, SubscriptionsFile, complete_address,
};
use crate::problem::cause;
use crate::text;

use super::super::FINE;
use super::super::failure::Failure;
use super::super::output::Output;
use super::{added, report};

/// Size limit in bytes; 100,000 feeds have less.
const MAX_BYTES: u64 = 64 << 20;
/// Entries that are left out are named up to this many, and counted beyond.
const MAX_NAMED: usize = 10;

/// The content of an imported file.
#[derive(Default)]
struct ImportedFeeds {
    feeds: Vec<Subscription>,
    views: Vec<SavedQuery>,
    /// Feeds that the file repeats.
    repeated: usize,
    /// Sentences about the entries that are left out, and why.
    left_out: Vec<String>,
}

pub(super) fn run(
    file: &SubscriptionsFile,
    from: &Path,
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let imported = read_import(from)?;
    let (added, known) = added(file, &imported.feeds)?;
    report("added", &added, json, output)?;
    for sentence in imported.left_out.iter().take(MAX_NAMED) {
        writeln!(output.err, "left out: {sentence}")?;
    }
    suggest(&imported.views, output)?;
    let left_out = text::thousands(imported.left_out.len());
    let known = text::thousands(known.len());
    let repeated = match imported.repeated {
        0 => String::new(),
        repeated => format!(", {} named twice", text::thousands(repeated)),
    };
    let sum = text::counted(added.len(), "feed");
    writeln!(output.err, "{sum} added, {known} already subscribed, {left_out} left out{repeated}")?;
    Ok(FINE)
}

fn read_import(from: &Path) -> Result<ImportedFeeds, Failure> {
    let bytes = content(from)?;
    let is_markup = bytes.iter().take(64).any(|byte| *byte == b'<');
    match parse_opml(&bytes) {
        Ok(opml) => Ok(of_opml(opml)),
        Err(error) if is_markup => {
            Err(Failure::usage(format!("cannot import {}: {error}", shown(from)))
                .hint("export OPML, or newsboat's urls, and name that file"))
        }
        Err(_) => Ok(of_urls(bytes, from)),
    }
}

fn content(from: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let result = if from.as_os_str() == "-" {
        let input = io::stdin();
        if input.is_terminal() {
            return Err(Failure::usage("standard input is the keyboard, not a list of feeds")
                .hint("name a file: newswire feeds import FILE"));
        }
        input.take(MAX_BYTES).read_to_end(&mut bytes)
    } else {
        File::open(from).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
    };
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => {
            Err(Failure::usage(format!("cannot read {}: {}", shown(from), cause(&error)))
                .hint("name an OPML file, or newsboat's urls"))
        }
    }
}

fn shown(path: &Path) -> String {
    match path.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => text::line(&path.to_string_lossy()).into_owned(),
    }
}

fn of_opml(opml: crate::feed::Opml) -> ImportedFeeds {
    let mut imported = ImportedFeeds { repeated: opml.repeated, ..ImportedFeeds::default() };
    for feed in opml.feeds {
        match complete_address(&feed.url) {
            Ok(address) => imported.feeds.push(Subscription {
                title: feed.title,
                tags: feed.tags,
                ..Subscription::new(address)
            }),
            Err((why, _)) => imported.left_out.push(format!("{}: {why}", Masked(&feed.url))),
        }
    }
    let without = (0..opml.without_address).map(|_| "an entry without an address".to_owned());
    imported.left_out.extend(without);
    imported
}

/// Reads the lines of a file of feeds, but no commands.
fn of_urls(bytes: Vec<u8>, from: &Path) -> ImportedFeeds {
    let (list, problems) = Subscriptions::parse(bytes, from);
    let mut imported = ImportedFeeds { views: list.views().to_vec(), ..ImportedFeeds::default() };
    imported.left_out.extend(problems.iter().map(ToString::to_string));
    for feed in list.feeds() {
        match feed.source {
            Source::Address => imported.feeds.push(Subscription {
                user: None,
                password_command: None,
                ..feed.clone()
            }),
            Source::Exec { .. } | Source::Filter { .. } => {
                let why = "a command is not imported; copy the line by hand if you trust it";
                imported.left_out.push(format!("line {}: {}: {why}", feed.line, feed.masked()));
            }
        }
        if feed.user.is_some() || feed.password_command.is_some() {
            let why = "user and password-run are not imported; copy them by hand";
            imported.left_out.push(format!("line {}: {why}", feed.line));
        }
    }
    imported
}

/// Prints the views that show the same as newsboat's searches.
fn suggest(views: &[SavedQuery], output: &mut Output<'_>) -> io::Result<()> {
    if views.is_empty() {
        return Ok(());
    }
    writeln!(output.err, "searches become views; add these to the settings:\nviews:")?;
    for view in views {
        let name = serde_json::to_string(&view.name).unwrap_or_default();
        let query = serde_json::to_string(&view.query).unwrap_or_default();
        writeln!(output.err, "  - name: {name}\n    query: {query}")?;
    }
    Ok(())
}
