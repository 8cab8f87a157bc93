//! `newswire feeds`: lists and changes the subscriptions. Their rules are in `library`.

mod add;
mod import;
mod listing;
mod unread;

use crate::feed::{OpmlFeed, write_opml};
use crate::library::{
    Masked, SaveError, Source, Subscription, Subscriptions, SubscriptionsFile, has_secret,
    library_folder, without_password,
};
use crate::problem::Problem;
use crate::text;

use super::Arguments;
use super::failure::Failure;
use super::options::FeedsTask;
use super::output::Output;
use super::{FINE, json};

use listing::{Row, host};
use unread::unread;

pub(super) fn run(
    task: Option<&FeedsTask>,
    json: bool,
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let file = SubscriptionsFile::usual().ok_or_else(|| {
        Failure::usage("there is no folder for the file of feeds").hint("set XDG_CONFIG_HOME")
    })?;
    match task.unwrap_or(&FeedsTask::List) {
        FeedsTask::List => list(&file, json, arguments, output),
        FeedsTask::Add(options) => add::run(&file, options, json, output),
        FeedsTask::Remove { feeds } => remove(&file, feeds, json, output),
        FeedsTask::Import { file: from } => import::run(&file, from, json, output),
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
    let feeds = listing::statuses(list.feeds());
    if json {
        let unread = unread(&feeds, arguments, output)?;
        let rows = feeds.iter().zip(unread).map(|(feed, unread)| Row::of(feed, unread));
        json::array(rows, output.out)?;
    } else {
        listing::print(&feeds, output)?;
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

/// Returns the only feed with this address or title.
fn named(list: &Subscriptions, name: &str) -> Result<Subscription, Failure> {
    match list.named(name).as_slice() {
        [] => Err(Failure::usage(format!("no subscription matches {}", Masked(name)))
            .hint("`newswire feeds list` lists them")),
        [feed] => Ok((*feed).clone()),
        several => {
            let what = format!("{} subscriptions match {}", several.len(), text::line(name));
            Err(Failure::usage(what).hint("use the address of one of them"))
        }
    }
}

/// Prints the changed feeds, one a line; as JSON they go to standard output.
fn report(
    done: &str,
    feeds: &[Subscription],
    json: bool,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    if json {
        json::array(listing::statuses(feeds).iter().map(|feed| Row::of(feed, None)), output.out)?;
        return Ok(());
    }
    for feed in feeds {
        writeln!(output.err, "{done}: {}", feed.masked())?;
    }
    Ok(())
}

fn export(file: &SubscriptionsFile, output: &mut Output<'_>) -> Result<u8, Failure> {
    let (list, _) = file.read()?;
    let is_address = |feed: &&Subscription| feed.source == Source::Address;
    let feeds: Vec<OpmlFeed> = list.feeds().iter().filter(is_address).map(exported).collect();
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

/// Returns a feed as an OPML outline, without secrets.
fn exported(feed: &Subscription) -> OpmlFeed {
    OpmlFeed {
        url: without_password(&feed.address),
        title: feed.title.clone().or_else(|| host(&feed.address)),
        site: None,
        tags: feed.tags.clone(),
    }
}
