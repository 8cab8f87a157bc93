//! `newswire feeds import`: takes the feeds of an OPML file or of newsboat's `urls`.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use crate::feed::parse_opml;
use crate::library::{
    Masked, SavedQuery, Source, Subscription, Subscriptions, SubscriptionsFile, complete_address,
};
use crate::problem::cause;
use crate::text;

use super::super::failure::Failure;
use super::super::output::Output;
use super::super::{FINE, FOUND_FAULT};
use super::{added, report};

/// Size limit in bytes; 100,000 feeds have less.
const MOST: u64 = 64 << 20;
/// What is left out is named up to this many times, and else only counted.
const NAMED: usize = 10;

/// What a file offers.
#[derive(Default)]
struct Offer {
    feeds: Vec<Subscription>,
    views: Vec<SavedQuery>,
    /// Feeds that the file itself names again.
    repeated: usize,
    /// Sentences on what is not taken, and why.
    left_out: Vec<String>,
}

pub(super) fn run(
    file: &SubscriptionsFile,
    from: &Path,
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let offer = offer(from)?;
    let (added, known) = added(file, &offer.feeds)?;
    report("added", &added, json, output)?;
    for sentence in offer.left_out.iter().take(NAMED) {
        writeln!(output.err, "left out: {sentence}")?;
    }
    suggest(&offer.views, output)?;
    let left_out = text::thousands(offer.left_out.len());
    let known = text::thousands(known.len());
    let repeated = match offer.repeated {
        0 => String::new(),
        repeated => format!(", {} named twice", text::thousands(repeated)),
    };
    let sum = text::counted(added.len(), "feed");
    writeln!(output.err, "{sum} added, {known} there already, {left_out} left out{repeated}")?;
    let is_nothing = offer.feeds.is_empty() && offer.views.is_empty();
    Ok(if is_nothing { FOUND_FAULT } else { FINE })
}

fn offer(from: &Path) -> Result<Offer, Failure> {
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
        input.take(MOST).read_to_end(&mut bytes)
    } else {
        File::open(from).and_then(|file| file.take(MOST).read_to_end(&mut bytes))
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

fn of_opml(opml: crate::feed::Opml) -> Offer {
    let mut offer = Offer { repeated: opml.repeated, ..Offer::default() };
    for feed in opml.feeds {
        match complete_address(&feed.url) {
            Ok(address) => offer.feeds.push(Subscription {
                title: feed.title,
                tags: feed.tags,
                ..Subscription::new(address)
            }),
            Err((why, _)) => offer.left_out.push(format!("{}: {why}", Masked(&feed.url))),
        }
    }
    let without = (0..opml.without_address).map(|_| "an entry without an address".to_owned());
    offer.left_out.extend(without);
    offer
}

/// Takes the lines of a file of subscriptions, but no commands.
fn of_urls(bytes: Vec<u8>, from: &Path) -> Offer {
    let (list, problems) = Subscriptions::parse(bytes, from);
    let mut offer = Offer { views: list.views().to_vec(), ..Offer::default() };
    offer.left_out.extend(problems.iter().map(ToString::to_string));
    for feed in list.feeds() {
        match feed.source {
            Source::Address => offer.feeds.push(Subscription {
                user: None,
                password_command: None,
                ..feed.clone()
            }),
            Source::Exec { .. } | Source::Filter { .. } => {
                let why = "a command is not imported; copy the line by hand if you trust it";
                offer.left_out.push(format!("line {}: {}: {why}", feed.line, feed.masked()));
            }
        }
        if feed.user.is_some() || feed.password_command.is_some() {
            let why = "user and password-run are not imported; copy them by hand";
            offer.left_out.push(format!("line {}: {why}", feed.line));
        }
    }
    offer
}

/// Says which views would show what newsboat's searches do.
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
