//! Subscriptions as commands see them: what is known of each, and which ones a name means.

use crate::library::{
    FeedStatus, Library, Masked, Subscription, Subscriptions, SubscriptionsFile, library_folder,
};
use crate::text;

use super::failure::Failure;
use super::marks::marks_file;

/// Feeds of one name that an error lists.
const NAMED: usize = 5;

/// Returns the file of feeds.
///
/// # Errors
/// If there is no folder for it.
pub(super) fn subscriptions_file() -> Result<SubscriptionsFile, Failure> {
    SubscriptionsFile::usual().ok_or_else(|| {
        Failure::usage("there is no folder for the file of feeds").hint("set XDG_CONFIG_HOME")
    })
}

/// Returns what is known of subscriptions; if the state cannot be read, only what their lines say.
pub(super) fn statuses(feeds: &[Subscription]) -> Vec<FeedStatus> {
    let marks = marks_file().filter(|marks| marks.exists());
    let known = marks.zip(library_folder()).and_then(|(marks, folder)| {
        Library::open(&folder, &marks).and_then(|library| library.statuses(feeds)).ok()
    });
    known.unwrap_or_else(|| feeds.iter().map(FeedStatus::unfetched).collect())
}

/// Returns the one feed of a name: an address, a title of the user's own, or that of the feed.
///
/// # Errors
/// If there is none, or several are called so.
pub(super) fn named(list: &Subscriptions, name: &str) -> Result<Subscription, Failure> {
    let mut found: Vec<Subscription> = list.named(name).into_iter().cloned().collect();
    if found.is_empty() {
        found = titled(list.feeds(), name);
    }
    match found.as_slice() {
        [] => Err(Failure::usage(format!("there is no feed {}", Masked(name)))
            .hint("`newswire feeds list` lists them")),
        [feed] => Ok(feed.clone()),
        several => {
            let mut places: Vec<String> =
                several.iter().take(NAMED).map(|feed| feed.masked().to_string()).collect();
            places.extend((several.len() > NAMED).then(|| "…".to_owned()));
            let what = format!(
                "{} feeds are called {}: {}",
                several.len(),
                text::line(name.trim()),
                places.join(", ")
            );
            Err(Failure::usage(what).hint("name the address of one of them"))
        }
    }
}

/// Returns the subscriptions whose feeds call themselves so, also those with another title here.
fn titled(feeds: &[Subscription], name: &str) -> Vec<Subscription> {
    let untitled: Vec<Subscription> =
        feeds.iter().map(|feed| Subscription { title: None, ..feed.clone() }).collect();
    let folded = text::folded(name.trim());
    let of_feed = statuses(&untitled);
    let pairs = feeds.iter().zip(of_feed);
    let named = pairs.filter(|(_, status)| text::folded(&status.title) == folded);
    named.map(|(feed, _)| feed.clone()).collect()
}
