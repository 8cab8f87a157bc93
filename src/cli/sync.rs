//! `newswire sync`: fetches the feeds that are due and reports what is new. The schedule is decided
//! in `library`.
//!
//! Feeds with news are printed to standard output, failures to standard error, so that
//! `newswire sync > /dev/null` in a crontab is silent unless something is wrong. Without a terminal
//! nothing at all is printed when nothing is new.

use std::io::{self, IsTerminal};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::config::Config;
use crate::library::FeedOutcome;
use crate::library::Library;
use crate::library::Subscription;
use crate::library::Subscriptions;
use crate::library::SyncControl;
use crate::library::SyncEvent;
use crate::library::SyncScope;
use crate::library::SyncSummary;
use crate::library::library_folder;
use crate::problem::Problem;
use crate::text;

use super::Arguments;
use super::failure::Failure;
use super::options::SyncOptions;
use super::output::{BAD, DIM, Output};
use super::subscribed::{named, subscriptions_file};
use super::{FINE, FOUND_FAULT, json, marks};

pub(super) fn run(
    options: &SyncOptions,
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let file = subscriptions_file()?;
    let settings = arguments.settings()?;
    let (subscriptions, problems) = file.read()?;
    tell(&problems, output)?;
    let feeds = subscriptions.feeds();
    let scope = scope(options, &subscriptions)?;
    if feeds.is_empty() {
        writeln!(output.err, "newswire: there are no feeds yet")?;
        writeln!(output.err, "hint: `newswire feeds add URL` adds one")?;
        return Ok(if problems.is_empty() { FINE } else { FOUND_FAULT });
    }
    let library = open_library(&settings)?;
    let summary = sync(&library, feeds, &scope, options.jsonl, output)?;
    let is_idle = summary.requested + summary.skipped == 0 && !summary.locked;
    if is_idle && !options.jsonl && is_watched(output) {
        let why = match scope {
            SyncScope::All => "all feeds are paused; `newswire sync FEED` fetches one all the same",
            _ => "nothing is due; --all fetches all",
        };
        writeln!(output.err, "{why}")?;
    }
    let is_fine = summary.failed == 0 && !summary.offline && problems.is_empty();
    Ok(if is_fine { FINE } else { FOUND_FAULT })
}

fn tell(problems: &[Problem], output: &mut Output<'_>) -> io::Result<()> {
    for problem in problems {
        writeln!(output.err, "newswire: {}: {}", problem.place(), problem.what)?;
        if let Some(hint) = &problem.hint {
            writeln!(output.err, "hint: {hint}")?;
        }
    }
    Ok(())
}

/// Returns which feeds were asked for.
fn scope(options: &SyncOptions, subscriptions: &Subscriptions) -> Result<SyncScope, Failure> {
    let wanted = options.feeds.iter().map(|name| Ok(named(subscriptions, name)?.address));
    let wanted = wanted.collect::<Result<Vec<String>, Failure>>()?;
    Ok(match () {
        () if !wanted.is_empty() => SyncScope::Only(wanted),
        () if options.all => SyncScope::All,
        () => SyncScope::Due,
    })
}

/// Opens the library with the retention of the settings.
pub(super) fn open_library(settings: &Config) -> Result<Library, Failure> {
    super::interruption::end_programs_when_interrupted();
    let folder = library_folder().ok_or_else(|| {
        Failure::usage("there is no folder for articles").hint("set XDG_DATA_HOME")
    })?;
    let library = Library::open(&folder, &marks::place()?)?;
    Ok(library.with_retention(settings.retain.into()))
}

/// Runs the sync on another thread, so that its events are printed while it runs.
fn sync(
    library: &Library,
    feeds: &[Subscription],
    scope: &SyncScope,
    jsonl: bool,
    output: &mut Output<'_>,
) -> Result<SyncSummary, Failure> {
    let (sender, events) = mpsc::channel();
    thread::scope(|threads| {
        let running = threads.spawn(move || {
            let stop = AtomicBool::new(false);
            // The receiver is gone if the output was closed.
            let report = |event| drop(sender.send(event));
            let control = SyncControl::new(&stop, &report);
            library.sync(feeds, scope, &control)
        });
        let printed = print(&events, jsonl, output);
        let summary = running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        printed?;
        Ok(summary)
    })
}

/// Prints events until the sync is over.
fn print(events: &Receiver<SyncEvent>, jsonl: bool, output: &mut Output<'_>) -> io::Result<()> {
    let bar = if output.watched { new_bar() } else { ProgressBar::hidden() };
    let is_watched = is_watched(output);
    for event in events {
        match &event {
            SyncEvent::Started { feeds } => {
                bar.set_length((*feeds).try_into().unwrap_or(u64::MAX));
            }
            SyncEvent::Feed { .. } => bar.inc(1),
            SyncEvent::Finished(_) => bar.finish_and_clear(),
        }
        bar.suspend(|| {
            if jsonl {
                print_object(&event, output)
            } else {
                print_line(&event, is_watched, output)
            }
        })?;
    }
    Ok(())
}

/// Whether a person reads what is printed.
fn is_watched(output: &Output<'_>) -> bool {
    output.columns.is_some() && io::stdout().is_terminal()
}

fn new_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("fetching {human_pos} / {human_len} {bar:30}")
        .expect("the template is a constant that a test checks")
        .progress_chars("━╸ ");
    ProgressBar::new(0).with_style(style)
}

fn print_line(event: &SyncEvent, is_watched: bool, output: &mut Output<'_>) -> io::Result<()> {
    match event {
        SyncEvent::Started { .. } => Ok(()),
        SyncEvent::Feed { title, address, outcome, .. } => match outcome {
            FeedOutcome::Changed { new, updated } => {
                writeln!(output.out, "{title}: {}", counts(*new, *updated))?;
                output.out.flush()
            }
            FeedOutcome::Failed { why, hint } => {
                let place = output.paint(DIM, address);
                let why = output.paint(BAD, why);
                writeln!(output.err, "{title}: {why} {place}")?;
                hint.as_ref().map_or(Ok(()), |hint| writeln!(output.err, "  hint: {hint}"))
            }
            FeedOutcome::Skipped { why } if is_watched => {
                writeln!(output.err, "{title}: not fetched, {why}")
            }
            FeedOutcome::Skipped { .. } | FeedOutcome::Unchanged => Ok(()),
        },
        SyncEvent::Finished(summary) => print_sums(summary, is_watched, output),
    }
}

fn counts(new: usize, updated: usize) -> String {
    match (new, updated) {
        (new, 0) => format!("{} new", text::thousands(new)),
        (0, updated) => format!("{} updated", text::thousands(updated)),
        (new, updated) => {
            format!("{} new, {} updated", text::thousands(new), text::thousands(updated))
        }
    }
}

fn print_sums(summary: &SyncSummary, is_watched: bool, output: &mut Output<'_>) -> io::Result<()> {
    if summary.locked {
        return writeln!(output.err, "another newswire is fetching the feeds");
    }
    if summary.offline {
        writeln!(output.err, "newswire: no server can be reached, this computer may be offline")?;
        return writeln!(output.err, "hint: no failure was recorded; try again when it is online");
    }
    let is_silent = !is_watched && summary.new + summary.updated + summary.failed == 0;
    if is_silent || summary.requested + summary.skipped == 0 {
        return Ok(());
    }
    let mut parts =
        vec![text::counted(summary.requested, "feed"), counts(summary.new, summary.updated)];
    for (count, what) in [(summary.failed, "failed"), (summary.skipped, "skipped")] {
        if count > 0 {
            parts.push(format!("{} {what}", text::thousands(count)));
        }
    }
    writeln!(output.out, "{}", parts.join(", "))
}

/// A feed as a JSON object.
#[derive(Serialize)]
struct FeedObject<'a> {
    url: &'a str,
    title: &'a str,
    line: usize,
    new: usize,
    updated: usize,
    error: Option<&'a str>,
    hint: Option<&'a str>,
    skipped: Option<&'a str>,
}

/// The sums as a JSON object, which is the last one.
#[derive(Serialize)]
struct SumsObject {
    requested: usize,
    new: usize,
    updated: usize,
    failed: usize,
    skipped: usize,
    offline: bool,
    locked: bool,
}

fn print_object(event: &SyncEvent, output: &mut Output<'_>) -> io::Result<()> {
    match event {
        SyncEvent::Started { .. } => return Ok(()),
        SyncEvent::Feed { address, title, line, outcome } => {
            let object = FeedObject {
                url: address,
                title,
                line: *line,
                new: 0,
                updated: 0,
                error: None,
                hint: None,
                skipped: None,
            };
            json::lines([filled(object, outcome)].into_iter(), output.out)?;
        }
        SyncEvent::Finished(sums) => {
            let SyncSummary { requested, new, updated, failed, skipped, offline, locked } = *sums;
            let sums = SumsObject { requested, new, updated, failed, skipped, offline, locked };
            json::lines([sums].into_iter(), output.out)?;
        }
    }
    output.out.flush()
}

fn filled<'a>(object: FeedObject<'a>, outcome: &'a FeedOutcome) -> FeedObject<'a> {
    match outcome {
        FeedOutcome::Unchanged => object,
        FeedOutcome::Changed { new, updated } => {
            FeedObject { new: *new, updated: *updated, ..object }
        }
        FeedOutcome::Failed { why, hint } => {
            FeedObject { error: Some(why), hint: hint.as_deref(), ..object }
        }
        FeedOutcome::Skipped { why } => FeedObject { skipped: Some(why), ..object },
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bar_has_a_valid_template() {
        assert_eq!(super::new_bar().length(), Some(0));
    }
}
