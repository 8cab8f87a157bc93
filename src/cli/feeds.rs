//! `newswire feeds`: lists and changes the subscriptions. Their rules are in `library`.

mod add;
mod import;
mod listing;
mod unread;

use crate::feed::{OpmlFeed, write_opml};
use crate::library::{
    SaveError, Source, Subscription, Subscriptions, SubscriptionsFile, has_secret, library_folder,
    without_password,
};
use crate::problem::Problem;
use crate::text;

use super::Arguments;
use super::failure::Failure;
use super::options::FeedsTask;
use super::output::Output;
use super::subscribed::{named, statuses, subscriptions_file};
use super::{FINE, json};

use listing::Row;
use unread::unread;

pub(super) fn run(
    task: Option<&FeedsTask>,
    json: bool,
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let file = subscriptions_file()?;
    let settings = arguments.settings()?;
    match task.unwrap_or(&FeedsTask::List) {
        FeedsTask::List => list(&file, json, arguments, output),
        FeedsTask::Add(options) => add::run((&file, &settings), options, json, output),
        FeedsTask::Remove { feeds } => remove(&file, feeds, json, output),
        FeedsTask::Import { file: from } => {
            import::run((&file, &settings.every_view()), from, json, output)
        }
        FeedsTask::Export if json => Err(Failure::usage("an export is OPML, not JSON")
            .hint("`newswire feeds --json` lists the feeds as JSON")),
        FeedsTask::Export => export(&file, output),
    }
}

/// Returns the problems of the file of feeds.
pub(super) fn problems() -> Vec<Problem> {
    let Some(file) = SubscriptionsFile::usual() else { return Vec::new() };
    match file.read() {
        Ok((_, problems)) => problems,
        Err(error) => {
            let problem = Problem::error(file.path(), error.to_string());
            vec![problem.hint("check the permissions of the file")]
        }
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        let failure = Self::usage(error.to_string());
        match error {
            SaveError::Change(_) => failure.hint("`newswire feeds list` lists what is there"),
            SaveError::File { .. } => failure.hint("check the permissions of file and folder"),
            SaveError::Busy(_) => failure.hint("close it elsewhere and try again"),
        }
    }
}

fn list(
    file: &SubscriptionsFile,
    json: bool,
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let (list, problems) = file.read()?;
    let feeds = statuses(list.feeds());
    if json {
        let unread = unread(&feeds, arguments, output)?;
        let rows = feeds.iter().zip(list.feeds()).zip(unread);
        let rows = rows.map(|((feed, line), unread)| Row::of(feed, line, unread));
        json::array(rows, output.out)?;
    } else {
        listing::print(&feeds, list.feeds(), output)?;
    }
    if list.feeds().is_empty() && problems.is_empty() {
        writeln!(output.err, "no feeds yet (hint: newswire feeds add URL)")?;
    }
    if let Some(first) = problems.first() {
        let count = text::counted(problems.len(), "problem");
        writeln!(output.err, "{count} in the file of feeds, the first is: {first}")?;
    }
    Ok(FINE)
}

/// Writes new subscriptions; returns them, and those that existed already.
fn added(
    file: &SubscriptionsFile,
    new: &[Subscription],
) -> Result<(Vec<Subscription>, Vec<Subscription>), SaveError> {
    file.change(|list| {
        let (mut added, mut known) = (Vec::new(), Vec::new());
        for feed in new {
            match list.find(&feed.address) {
                Some(own) => known.push(own.clone()),
                None => added.push(feed.clone()),
            }
        }
        let content = list.with(&added)?;
        let (read, _) = Subscriptions::parse(content.clone(), file.path());
        // Read back for its line number; a feed that was named twice has one line.
        let added = read.feeds().iter().skip(list.feeds().len()).cloned().collect();
        Ok((content, (added, known)))
    })
}

fn remove(
    file: &SubscriptionsFile,
    names: &[String],
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let (list, _) = file.read()?;
    let wanted: Vec<Subscription> =
        names.iter().map(|name| named(&list, name)).collect::<Result<_, _>>()?;
    let removed = file.change(|list| {
        let mut left = list.clone();
        for feed in &wanted {
            if left.find(&feed.address).is_some() {
                left = Subscriptions::parse(left.without(&feed.address)?, file.path()).0;
            }
        }
        Ok((left.content().to_vec(), wanted.clone()))
    })?;
    report("removed", &removed, json, output)?;
    if let Some(folder) = library_folder() {
        let folder = folder.to_string_lossy().into_owned();
        writeln!(output.err, "no article is deleted: they stay in {}", text::line(&folder))?;
    }
    Ok(FINE)
}

/// Says what was done to feeds, one a line; as JSON they go to standard output.
fn report(
    done: &str,
    feeds: &[Subscription],
    json: bool,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    if json {
        let known = statuses(feeds);
        let rows = known.iter().zip(feeds).map(|(feed, line)| Row::of(feed, line, None));
        json::array(rows, output.out)?;
        return Ok(());
    }
    for feed in feeds {
        writeln!(output.err, "{done}: {}", feed.masked())?;
    }
    Ok(())
}

fn export(file: &SubscriptionsFile, output: &mut Output<'_>) -> Result<u8, Failure> {
    let (list, _) = file.read()?;
    let known = list.feeds().iter().zip(statuses(list.feeds()));
    let shown = known.filter(|(feed, _)| feed.source == Source::Address);
    let feeds: Vec<OpmlFeed> = shown.map(|(feed, status)| exported(feed, status.title)).collect();
    write!(output.out, "{}", write_opml(&feeds))?;
    output.out.flush()?;
    let commands = list.feeds().len() - feeds.len();
    if commands > 0 {
        writeln!(
            output.err,
            "left out: {}, which OPML cannot hold",
            text::counted(commands, "command")
        )?;
    }
    let secrets = feeds.iter().filter(|feed| has_secret(&feed.url)).count();
    if secrets > 0 {
        let count = text::counted(secrets, "address");
        writeln!(output.err, "keep the file private: {count} may contain a secret")?;
    }
    Ok(FINE)
}

/// Returns a feed as OPML shows it to others.
fn exported(feed: &Subscription, title: String) -> OpmlFeed {
    OpmlFeed {
        url: without_password(&feed.address),
        title: Some(title),
        site: None,
        tags: feed.tags.clone(),
    }
}
