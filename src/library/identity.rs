//! Identity of entries within their feed: the feed's own id where it is unique, else id and link,
//! else the link, else title and text. Never the date, which moves, and never the title alone.

use std::collections::{HashMap, HashSet};

use crate::article::canonical;
use crate::feed::Entry;
use crate::text;

/// An entry with its hashes, all of which are stored.
#[derive(Clone, Debug)]
pub(super) struct Seen<'a> {
    /// The entry.
    pub(super) entry: &'a Entry,
    /// Hash of the identity.
    pub(super) identity: u64,
    /// Hash of the canonical link.
    pub(super) link: Option<u64>,
    /// Hash of the title.
    pub(super) title: u64,
    /// Hash of the words.
    pub(super) content: u64,
    /// Whether another entry of the feed has the same canonical link.
    pub(super) shares_link: bool,
}

impl Seen<'_> {
    /// Identity of an entry whose id another entry had before.
    pub(super) fn reused(&self) -> u64 {
        let id = self.entry.id.as_deref().unwrap_or_default();
        with_link(id, self.link)
    }
}

/// Returns the entries with their hashes, without repetitions.
pub(super) fn seen(entries: &[Entry]) -> Vec<Seen<'_>> {
    let (mut ids, mut links) = (HashMap::new(), HashMap::new());
    let hashes: Vec<_> = entries.iter().map(|entry| (id_of(entry), link_of(entry))).collect();
    for (id, link) in &hashes {
        id.map(|id| *ids.entry(id).or_insert(0) += 1);
        link.map(|link| *links.entry(link).or_insert(0) += 1);
    }
    let is_single = |count: Option<&i32>| count == Some(&1);
    let mut known = HashSet::new();
    let mut all = Vec::with_capacity(entries.len());
    for (entry, (id, link)) in entries.iter().zip(hashes) {
        let shares_link = link.is_some_and(|link| !is_single(links.get(&link)));
        let title = hash("title", [entry.title.as_bytes()]);
        let content = content_of(entry);
        let identity = match (id, link) {
            (Some(id), _) if is_single(ids.get(&id)) => hash("id", [id.as_bytes()]),
            (Some(id), _) => with_link(id, link),
            (None, Some(link)) if !shares_link => hash("link", [&link.to_le_bytes()[..]]),
            (None, Some(link)) => hash("link", [&link.to_le_bytes()[..], &title.to_le_bytes()[..]]),
            (None, None) => hash("words", [&title.to_le_bytes()[..], &content.to_le_bytes()[..]]),
        };
        if known.insert(identity) {
            all.push(Seen { entry, identity, link, title, content, shares_link });
        }
    }
    all
}

fn id_of(entry: &Entry) -> Option<&str> {
    entry.id.as_deref().map(str::trim).filter(|id| !id.is_empty())
}

fn link_of(entry: &Entry) -> Option<u64> {
    entry.link.as_deref().and_then(link_hash)
}

/// Hash of the page that a link leads to.
pub(super) fn link_hash(link: &str) -> Option<u64> {
    canonical(link).map(|key| hash("page", [key.as_bytes()]))
}

/// Hash of a title.
pub(super) fn title_hash(title: &str) -> u64 {
    hash("title", [title.as_bytes()])
}

/// Identity of an entry with an id of its own.
pub(super) fn id_hash(id: &str) -> u64 {
    hash("id", [id.trim().as_bytes()])
}

/// Identity of an entry that has only a link.
pub(super) fn link_identity(link: u64) -> u64 {
    hash("link", [&link.to_le_bytes()[..]])
}

/// Identity of an entry whose id does not tell it apart.
pub(super) fn with_link(id: &str, link: Option<u64>) -> u64 {
    hash("id and link", [id.trim().as_bytes(), &link.unwrap_or_default().to_le_bytes()[..]])
}

fn hash<'a>(kind: &'a str, parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    text::fingerprint([kind.as_bytes()].into_iter().chain(parts))
}

/// Hash of the words of an entry: title, link, text without markup and white space, and media
/// files. Not of dates, markup and addresses of pictures, which change while the text stays.
fn content_of(entry: &Entry) -> u64 {
    let link = entry.link.as_deref().and_then(canonical).unwrap_or_default();
    let words = words_of(if entry.body.is_empty() { &entry.excerpt } else { &entry.body });
    let parts = [entry.title.as_bytes(), link.as_bytes(), words.as_bytes()];
    let files = entry.enclosures.iter().map(|file| file.url.as_bytes());
    hash("words", parts.into_iter().chain(files))
}

/// Returns the text between the tags, without white space.
fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag && !c.is_whitespace() => words.push(c),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, link: &str, title: &str) -> Entry {
        Entry {
            id: Some(id.to_owned()),
            link: Some(link.to_owned()),
            title: title.to_owned(),
            ..Entry::default()
        }
    }

    #[test]
    fn an_id_that_two_entries_share_does_not_make_them_one() {
        let one = entry("same", "https://example.org/1", "One");
        let two = entry("same", "https://example.org/2", "Two");
        let entries = [one.clone(), two, one];
        let seen = seen(&entries);
        assert_eq!(seen.len(), 2);
        assert_ne!(seen[0].identity, seen[1].identity);
    }

    #[test]
    fn markup_and_dates_do_not_change_the_words() {
        let mut entries = [entry("1", "https://example.org/1", "One"), Entry::default()];
        entries[0].body = "<p>A b</p><img src='x?1'>".to_owned();
        entries[1] = Entry {
            body: "<div>A  <b>b</b></div><img src='x?2'>".to_owned(),
            ..entries[0].clone()
        };
        assert_eq!(content_of(&entries[0]), content_of(&entries[1]));
        entries[1].body.push('!');
        assert_ne!(content_of(&entries[0]), content_of(&entries[1]));
    }
}
