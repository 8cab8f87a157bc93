//! The documents that a merge requires, as text.

use std::path::Path;

use url::Url;

use crate::article::host;
use crate::feed::Feed;

use super::document::{About, Fixed, document};
use super::header::Head;
use super::inventory::Inventory;
use super::merge::{Item, Step};
use super::subscription::Subscription;
use super::write::Draft;

/// Documents that are compared with what they would say now; entries taken from other feeds have
/// their names.
const COMPARED: usize = 4;

/// Returns what the documents of a feed say about it; `url` is the address that answered.
pub(super) fn about(feed: &Feed, subscription: &Subscription, url: Option<&Url>) -> About {
    let of_feed = url.and_then(|url| host(url.as_str()));
    let domain = feed.site.as_deref().and_then(host).or(of_feed);
    let titles = [subscription.title.clone(), Some(feed.title.clone()), domain.clone()];
    About {
        provider: titles.into_iter().flatten().find(|title| !title.is_empty()).unwrap_or_default(),
        domain,
        tags: subscription.tags.clone(),
        feed: subscription.masked().to_string(),
    }
}

/// Has the documents that the feed still lists written again if it is called or tagged otherwise
/// than the first of them say: what they say of it follows the line of the subscription.
pub(super) fn follow(folder: &Path, items: &mut [Item<'_>], about: &About, inventory: &Inventory) {
    let stays = |item: &Item<'_>| {
        matches!(item.step, Step::Unchanged | Step::Record)
            && inventory.names.contains(&item.record.name)
    };
    let differs = |item: &Item<'_>| {
        let old = Head::read(&folder.join(&item.record.name));
        old.is_some_and(|old| {
            let new = document(item.seen.entry, about, &old.fixed());
            Head::of(&new).is_some_and(|new| !new.has_names_of(&old))
        })
    };
    if items.iter().filter(|item| stays(item)).take(COMPARED).any(differs) {
        items.iter_mut().filter(|item| stays(item)).for_each(|item| item.step = Step::Rename);
    }
}

/// Returns the documents to write.
pub(super) fn drafts(folder: &Path, items: &[Item<'_>], about: &About, feed: u64) -> Vec<Draft> {
    let to_write =
        items.iter().filter(|it| matches!(it.step, Step::New | Step::Update | Step::Rename));
    let draft = |item: &Item<'_>| {
        let name = item.record.name.clone();
        let old = Head::read(&folder.join(&name));
        let fixed = old.map_or_else(|| first(item, feed), |head| head.fixed());
        Draft { text: document(item.seen.entry, about, &fixed), name }
    };
    to_write.map(draft).collect()
}

/// The fields that are fixed when a document is first written.
fn first(item: &Item<'_>, feed: u64) -> Fixed {
    let key = item.needs_key.then(|| format!("feed:{feed:016x}#{:016x}", item.record.identity));
    let entry = item.seen.entry;
    Fixed { key, published: entry.published.or(entry.updated) }
}
