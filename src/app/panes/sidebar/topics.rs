//! The topics of the sidebar: tags of subscriptions, each with its feeds.

use std::collections::HashMap;

use rustc_hash::FxHashSet;

use crate::article::canonical;
use crate::library::FeedStatus;
use crate::text;

/// A tag of subscriptions, with their feeds.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// The name as first written.
    pub name: String,
    /// Its feeds, by index, in the order of the file.
    pub feeds: Vec<usize>,
    /// Number of unread articles of its feeds.
    pub unread: usize,
    /// Whether its feeds are hidden.
    pub folded: bool,
    /// Whether any of its feeds has an error.
    pub has_error: bool,
}

/// Collects the topics of subscriptions, sorted by name; those that were folded `before` stay so.
pub(super) fn topics_of(feeds: &[FeedStatus], before: &[Topic]) -> Vec<Topic> {
    let folded: FxHashSet<&str> =
        before.iter().filter(|it| it.folded).map(|it| it.name.as_str()).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut topics: Vec<Topic> = Vec::new();
    for (at, feed) in feeds.iter().enumerate() {
        for tag in &feed.tags {
            let place = *places.entry(text::folded(tag)).or_insert(topics.len());
            if place == topics.len() {
                let folded = folded.contains(tag.as_str());
                topics.push(Topic { name: tag.clone(), folded, ..Topic::default() });
            }
            let topic = &mut topics[place];
            topic.has_error |= feed.error.is_some();
            // A line may give a tag twice.
            if topic.feeds.last() != Some(&at) {
                topic.feeds.push(at);
            }
        }
    }
    topics.sort_by_cached_key(|topic| text::folded(&topic.name));
    topics
}

/// Finds the subscription of an address, however scheme, `www.` and a slash at the end are written.
pub(in crate::app) fn subscription_of<'a>(
    feeds: &'a [FeedStatus],
    address: &str,
) -> Option<&'a FeedStatus> {
    let page = |address: &str| {
        let whole =
            if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
        canonical(&whole)
    };
    let wanted = page(address);
    let is_same = |feed: &&FeedStatus| {
        feed.address == address || wanted.is_some() && page(&feed.address) == wanted
    };
    feeds.iter().find(is_same)
}
