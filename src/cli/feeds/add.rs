//! `newswire feeds add`: finds the feeds at the addresses, subscribes to them and fetches them.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use crate::config::Config;
use crate::library::{
    FeedOutcome, FoundFeed, Library, Masked, Subscription, Subscriptions, SubscriptionsFile,
    SyncControl, SyncEvent, SyncScope, complete_address, with_user_of,
};
use crate::text;

use super::super::failure::Failure;
use super::super::options::AddOptions;
use super::super::output::Output;
use super::super::sync::open_library;
use super::super::{FINE, FOUND_FAULT};
use super::{added, report};

pub(super) fn run(
    (file, settings): (&SubscriptionsFile, &Config),
    options: &AddOptions,
    json: bool,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let requested = requested(options)?;
    let (list, _) = file.read()?;
    let library = if options.as_is { None } else { Some(open_library(settings)?) };
    let mut wanted = Vec::new();
    for (feed, typed) in requested.into_iter().zip(&options.urls) {
        match &library {
            Some(library) if list.find(&feed.address).is_none() => {
                wanted.extend(found(library, (feed, typed), output)?);
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

/// Returns the subscriptions that were asked for.
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
    (feed, typed): (Subscription, &str),
    output: &mut Output<'_>,
) -> Result<Option<Subscription>, Failure> {
    // As it was typed, because only without a scheme http is tried as well.
    let found = match library.probe(typed, &|| true) {
        Ok(found) => found,
        Err(why) => {
            let has_scheme = typed.contains("://");
            let hint = if has_scheme {
                "check the address; if its server is only away for now, --as-is adds it unseen"
            } else {
                "check the address; neither https:// nor http:// leads to a feed"
            };
            let shown =
                if has_scheme { feed.masked().to_string() } else { Masked(typed).to_string() };
            writeln!(output.err, "newswire: cannot add {shown}: {why}")?;
            writeln!(output.err, "hint: {hint}")?;
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

/// Fetches new feeds, so that what was just asked of their servers is not asked again.
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
    let summary = library.sync(list.feeds(), &scope, &SyncControl::new(&stop, &note))?;
    if summary.locked {
        let said = "another newswire is fetching feeds; the next sync fetches those just added";
        writeln!(output.err, "{said}")?;
    }
    for sentence in said.into_inner().unwrap_or_default() {
        writeln!(output.err, "{sentence}")?;
    }
    Ok(())
}
