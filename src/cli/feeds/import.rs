//! `newswire feeds import`: adds the feeds of an OPML file or of newsboat's `urls`.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use url::Url;

use crate::config::SavedView;
use crate::feed::{Opml, parse_opml};
use crate::library::{
    FeedStatus, Masked, SavedQuery, Source, Subscription, Subscriptions, SubscriptionsFile,
    complete_address, without_password,
};
use crate::problem::{Problem, cause};
use crate::text;

use super::super::failure::Failure;
use super::super::output::Output;
use super::super::{FINE, FOUND_FAULT};
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
    /// What is not taken, and why, in the order of the file.
    left_out: Vec<Problem>,
}

pub(super) fn run(
    (file, views): (&SubscriptionsFile, &[SavedView]),
    from: &Path,
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let imported = read_import(from)?;
    let (added, known) = added(file, &imported.feeds)?;
    report("added", &added, json, output)?;
    for feed in known.iter().take(MAX_NAMED) {
        let kept = "its title and tags were kept as they are";
        writeln!(output.err, "already there: {}, {kept}", feed.masked())?;
    }
    for problem in imported.left_out.iter().take(MAX_NAMED) {
        writeln!(output.err, "left out: {problem}")?;
    }
    suggest(&imported.views, views, output)?;
    let left_out = text::thousands(imported.left_out.len());
    let known = text::thousands(known.len());
    let repeated = match imported.repeated {
        0 => String::new(),
        repeated => format!(", {} named twice", text::thousands(repeated)),
    };
    let sum = text::counted(added.len(), "feed");
    writeln!(output.err, "{sum} added, {known} there already, {left_out} left out{repeated}")?;
    let is_nothing = imported.feeds.is_empty() && imported.views.is_empty();
    Ok(if is_nothing { FOUND_FAULT } else { FINE })
}

fn read_import(from: &Path) -> Result<ImportedFeeds, Failure> {
    let bytes = content(from)?;
    let is_markup = bytes.iter().take(64).any(|byte| *byte == b'<');
    match parse_opml(&bytes) {
        Ok(opml) => Ok(of_opml(opml, &PathBuf::from(shown(from)))),
        Err(error) if is_markup => {
            Err(Failure::usage(format!("cannot import {}: {error}", shown(from)))
                .hint("export OPML, or newsboat's urls, and name that file"))
        }
        Err(_) => Ok(of_urls(bytes, &PathBuf::from(shown(from)))),
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

fn of_opml(opml: Opml, from: &Path) -> ImportedFeeds {
    let mut imported = ImportedFeeds { repeated: opml.repeated, ..ImportedFeeds::default() };
    for feed in opml.feeds {
        match complete_address(&feed.url) {
            Ok(address) => {
                let new = Subscription { tags: feed.tags, ..Subscription::new(address) };
                // An export writes this where a feed has no title.
                let title = feed.title.filter(|title| *title != FeedStatus::unfetched(&new).title);
                imported.take(Subscription { title, ..new }, from);
            }
            Err((why, _)) => {
                let what = format!("{}: {why}", Masked(&feed.url));
                imported.left_out.push(Problem::error(from, what));
            }
        }
    }
    let without =
        (0..opml.without_address).map(|_| Problem::error(from, "an entry without an address"));
    imported.left_out.extend(without);
    imported
}

/// Reads the lines of a file of feeds, but no commands.
fn of_urls(bytes: Vec<u8>, from: &Path) -> ImportedFeeds {
    let (list, problems) = Subscriptions::parse(bytes, from);
    let views = list.views().to_vec();
    let mut imported = ImportedFeeds { views, left_out: problems, ..ImportedFeeds::default() };
    for feed in list.feeds() {
        let warning = |what: &str| Problem::warning(from, what).at(feed.line, 1);
        match feed.source {
            Source::Address => {
                let new = Subscription { user: None, password_command: None, ..feed.clone() };
                imported.take(new, from);
            }
            Source::Exec { .. } | Source::Filter { .. } => {
                let what = format!("{}: a command is not imported", feed.masked());
                let problem = Problem::error(from, what).at(feed.line, 1);
                imported.left_out.push(problem.hint("copy the line by hand if you trust it"));
            }
        }
        if feed.user.is_some() || feed.password_command.is_some() {
            let problem = warning("user and password-run are not imported");
            imported.left_out.push(problem.hint("copy them by hand"));
        }
    }
    for view in list.views().iter().filter(|view| !view.tags.is_empty()) {
        let tags = view.tags.join(", ");
        let what = format!("the tags of the search {}, since a view has none: {tags}", view.name);
        imported.left_out.push(Problem::warning(from, what).at(view.line, 1));
    }
    imported.left_out.sort_by_key(|problem| (problem.line, problem.column));
    imported
}

impl ImportedFeeds {
    /// Takes a feed without the password of its address.
    fn take(&mut self, feed: Subscription, from: &Path) {
        let has_password =
            Url::parse(&feed.address).is_ok_and(|address| address.password().is_some());
        if !has_password {
            self.feeds.push(feed);
            return;
        }
        let address = without_password(&feed.address);
        let what = format!("user and password of {}", Masked(&address));
        let problem =
            Problem::warning(from, what).hint("write them into the file of feeds by hand");
        let line = feed.line;
        self.left_out.push(if line > 0 { problem.at(line, 1) } else { problem });
        self.feeds.push(Subscription { address, ..feed });
    }
}

/// Says which views would show what newsboat's searches do; `views` are those that exist.
fn suggest(new: &[SavedQuery], views: &[SavedView], output: &mut Output<'_>) -> io::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let mut taken: HashSet<String> = views.iter().map(|view| view.name.to_lowercase()).collect();
    writeln!(output.err, "searches become views; add these to `views:` in the settings:\nviews:")?;
    for view in new {
        let name = serde_json::to_string(&free(&view.name, &mut taken)).unwrap_or_default();
        let query = serde_json::to_string(&view.query).unwrap_or_default();
        writeln!(output.err, "  - name: {name}\n    query: {query}")?;
    }
    Ok(())
}

/// Returns a name that no view has: `Unread` becomes `Unread 2`.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let name = if name.is_empty() { "Search" } else { name };
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    // Ends, because one of all these names is not taken.
    let free = names.find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}
