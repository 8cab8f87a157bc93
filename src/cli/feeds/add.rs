//! `newswire feeds add`: finds the feeds at the addresses, subscribes to them and fetches them.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use url::Url;

use crate::library::{
    FeedOutcome, FoundFeed, Library, Masked, Subscription, Subscriptions, SubscriptionsFile,
    SyncControl, SyncEvent, SyncScope, complete_address, library_folder,
};
use crate::text;

use super::super::failure::Failure;
use super::super::marks;
use super::super::options::AddOptions;
use super::super::output::Output;
use super::super::{FINE, FOUND_FAULT};
use super::{added, report};

pub(super) fn run(
    file: &SubscriptionsFile,
    options: &AddOptions,
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let requested = requested(options)?;
    let (list, _) = file.read()?;
    let library = if options.as_is { None } else { Some(open()?) };
    let mut wanted = Vec::new();
    for feed in requested {
        match &library {
            Some(library) if list.find(&feed.address).is_none() => {
                wanted.extend(found(library, feed, output)?);
            }
            _ => wanted.push(feed),
        }
    }
    let is_complete = wanted.len() == options.urls.len();
    let (added, known) = added(file, &wanted)?;
    for feed in &known {
        let place = format!("line {} of {}", feed.line, file.path().display());
        writeln!(output.err, "already subscribed: {} ({})", feed.masked(), text::line(&place))?;
    }
    if let Some(library) = library.filter(|_| !added.is_empty()) {
        fetch(&library, file, &added, output)?;
    }
    report("added", &added, json, output)?;
    Ok(if is_complete && !added.is_empty() { FINE } else { FOUND_FAULT })
}

fn open() -> Result<Library, Failure> {
    let folder = library_folder().ok_or_else(|| {
        Failure::usage("there is no folder for articles").hint("set XDG_DATA_HOME")
    })?;
    Ok(Library::open(&folder, &marks::place()?)?)
}

/// Returns the subscriptions that the arguments name.
fn requested(options: &AddOptions) -> Result<Vec<Subscription>, Failure> {
    if options.title.is_some() && options.urls.len() > 1 {
        let hint = "add the feeds one by one, or leave --title out";
        return Err(Failure::usage("several feeds cannot have one title").hint(hint));
    }
    let clean = |word: &str| Some(text::line(word).into_owned()).filter(|word| !word.is_empty());
    let tags: Vec<String> = options.tags.iter().filter_map(|tag| clean(tag)).collect();
    let one = |url: &String| {
        let address = complete_address(url).map_err(|(what, hint)| {
            Failure::usage(format!("cannot add {}: {what}", Masked(url))).hint(hint)
        })?;
        let title = options.title.as_deref().and_then(clean);
        Ok(Subscription { tags: tags.clone(), title, ..Subscription::new(address) })
    };
    options.urls.iter().map(one).collect()
}

/// Returns the best feed at an address; prints the others, or why there is none.
fn found(
    library: &Library,
    feed: Subscription,
    output: &mut Output<'_>,
) -> Result<Option<Subscription>, Failure> {
    let found = match library.probe(&feed.address, &|| true) {
        Ok(found) => found,
        Err(why) => {
            writeln!(output.err, "newswire: cannot add {}: {why}", feed.masked())?;
            writeln!(output.err, "hint: --as-is adds the address all the same")?;
            return Ok(None);
        }
    };
    let mut found = found.into_iter();
    let Some(FoundFeed { url, .. }) = found.next() else { return Ok(None) };
    for FoundFeed { url, title, .. } in found {
        writeln!(output.err, "also found: {} {title}", Masked(&url))?;
    }
    let address = with_user_of(&feed.address, &url);
    Ok(Some(Subscription { address, ..feed }))
}

/// Returns the address of a feed with the user and the password that were typed, if it is on the
/// same server.
fn with_user_of(typed: &str, found: &str) -> String {
    let (Ok(typed), Ok(mut url)) = (Url::parse(typed), Url::parse(found)) else {
        return found.to_owned();
    };
    if typed.username().is_empty() && typed.password().is_none() || typed.origin() != url.origin() {
        return found.to_owned();
    }
    // Both fail only for addresses without a host.
    let _ = url.set_username(typed.username());
    let _ = url.set_password(typed.password());
    url.to_string()
}

/// Fetches new feeds in the same process, which reuses the responses of the probe.
fn fetch(
    library: &Library,
    file: &SubscriptionsFile,
    added: &[Subscription],
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    let (list, _): (Subscriptions, _) = file.read()?;
    let scope = SyncScope::Only(added.iter().map(|feed| feed.address.clone()).collect());
    let (stop, said) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let note = |event| {
        let sentence = match event {
            SyncEvent::Feed { title, outcome: FeedOutcome::Changed { new, .. }, .. } => {
                format!("{title}: {} new", text::thousands(new))
            }
            SyncEvent::Feed { title, outcome: FeedOutcome::Failed { why, .. }, .. } => {
                format!("{title}: {why}")
            }
            _ => return,
        };
        said.lock().expect("nothing panics while it is locked").push(sentence);
    };
    library.sync(list.feeds(), &scope, &SyncControl::new(&stop, &note))?;
    for sentence in said.into_inner().unwrap_or_default() {
        writeln!(output.err, "{sentence}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_with_its_server() {
        let typed = "https://ada:secret@e.org/";
        assert_eq!(with_user_of(typed, "https://e.org/feed"), "https://ada:secret@e.org/feed");
        assert_eq!(with_user_of(typed, "https://cdn.org/feed"), "https://cdn.org/feed");
        assert_eq!(with_user_of("https://e.org/", "https://e.org/feed"), "https://e.org/feed");
    }
}
