//! The header of an existing document: the fields that stay when it is written again, and those
//! that identify its entry if the state was lost.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use crate::article::Date;
use crate::article::canonical;
use crate::document::parse_date;
use crate::file;
use crate::state::EntryRecord;

use super::document::{Fixed, written_id};
use super::identity::{Seen, id_hash, link_hash, link_identity, title_hash, with_link};
use super::inventory::Inventory;

/// Bytes that are read; no written header is longer.
const MAX_BYTES: u64 = 256 * 1024;

/// The fields of a header that the library uses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Head {
    pub(super) id: Option<String>,
    pub(super) feed: Option<String>,
    key: Option<String>,
    title: Option<String>,
    web_url: Option<String>,
    published_date_time: Option<String>,
    provider: serde_yaml::Value,
    topics: serde_yaml::Value,
}

impl Head {
    /// Reads the header of a document; `None` if the file or its header cannot be read.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let mut bytes = Vec::new();
        file::open(path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        Self::of(&text)
    }

    /// Reads the header of the text of a document.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (header, _) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
        serde_yaml::from_str(header).ok()
    }

    /// Whether another header names the same provider and topics.
    pub(super) fn has_names_of(&self, other: &Self) -> bool {
        self.provider == other.provider && self.topics == other.topics
    }

    /// What must stay in the document.
    pub(super) fn fixed(&self) -> Fixed {
        Fixed { key: self.key.clone(), published: self.published() }
    }

    fn published(&self) -> Option<Date> {
        self.published_date_time.as_deref().and_then(parse_date)
    }

    /// Identity of the article in the marks.
    pub(super) fn mark_key(&self) -> Option<String> {
        self.key.clone().or_else(|| canonical(self.web_url.as_deref()?))
    }

    /// Whether the document is that of an entry: by the id, and by the link where the id does not
    /// tell entries apart.
    pub(super) fn is_of(&self, seen: &Seen<'_>, identity: u64) -> bool {
        let link = self.web_url.as_deref().and_then(link_hash);
        let has_title = || title_hash(self.title.as_deref().unwrap_or_default()) == seen.title;
        match (&self.id, written_id(seen.entry)) {
            (Some(own), Some(id)) => {
                own.trim() == id.trim() && (identity == id_hash(id) || link == seen.link)
            }
            (None, None) if link.is_some() => {
                link == seen.link && (!seen.shares_link || has_title())
            }
            (None, None) => seen.link.is_none() && has_title(),
            _ => false,
        }
    }

    /// What is known of the entry; `shares_id` if other documents of the feed have the same id.
    fn record(&self, name: &str, shares_id: bool, now: Timestamp) -> Option<EntryRecord> {
        let link = self.web_url.as_deref().and_then(link_hash);
        let identity = match (&self.id, link) {
            (Some(id), link) if shares_id => with_link(id, link),
            (Some(id), _) => id_hash(id),
            (None, link) => link_identity(link?),
        };
        Some(EntryRecord {
            identity,
            link,
            title: title_hash(self.title.as_deref().unwrap_or_default()),
            // Unknown, so that the first fetch writes the document again if it differs.
            content: 0,
            name: name.to_owned(),
            published: self.published().map(|date| date.at),
            first: self.published().map_or(now, |date| date.at.min(now)),
            last: now,
            gone: false,
            rewritten: 0,
            rewrites: 0,
        })
    }
}

/// Restores the records of a feed's entries from its documents.
pub(super) fn records(folder: &Path, inventory: &Inventory, now: Timestamp) -> Vec<EntryRecord> {
    let names = inventory.names.union(&inventory.older);
    let read = |name: &String| Some((name.clone(), Head::read(&inventory.path(folder, name))?));
    let mut heads: Vec<(String, Head)> = names.filter_map(read).collect();
    heads.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for id in heads.iter().filter_map(|(_, head)| head.id.as_deref()) {
        *ids.entry(id.trim()).or_default() += 1;
    }
    let is_shared = |id: &str| ids.get(id.trim()).is_some_and(|count| *count > 1);
    let records = heads.iter().filter_map(|(name, head)| {
        head.record(name, head.id.as_deref().is_some_and(is_shared), now)
    });
    records.collect()
}

/// Returns the address of the feed that the documents of a folder belong to.
pub(super) fn owner(folder: &Path, inventory: &Inventory) -> Option<String> {
    let mut names: Vec<&String> = inventory.names.union(&inventory.older).collect();
    names.sort_unstable();
    names.into_iter().take(8).find_map(|name| Head::read(&inventory.path(folder, name))?.feed)
}
