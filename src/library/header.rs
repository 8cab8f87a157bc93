//! The header of an existing document: the fields that stay when it is written again, and those
//! that identify its entry if the state was lost.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use crate::article::Date;
use crate::article::canonical;
use crate::document::parse_date;
use crate::state::EntryRecord;

use super::document::Fixed;
use super::identity::{id_hash, link_hash, link_identity, title_hash};
use super::inventory::{Inventory, OLDER};

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
}

impl Head {
    /// Reads the header of a document; `None` if the file or its header cannot be read.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let (header, _) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
        serde_yaml::from_str(header).ok()
    }

    /// The fields that stay in the document.
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

    fn record(&self, name: &str, now: Timestamp) -> Option<EntryRecord> {
        let link = self.web_url.as_deref().and_then(link_hash);
        let identity = match (&self.id, link) {
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
    let here = inventory.names.iter().map(|name| (folder.join(name), name));
    let older = inventory.older.iter().map(|name| (folder.join(OLDER).join(name), name));
    let heads = here.chain(older).filter_map(|(path, name)| Head::read(&path)?.record(name, now));
    heads.collect()
}

/// Returns the address of the feed that the documents of a folder belong to.
pub(super) fn owner(folder: &Path, inventory: &Inventory) -> Option<String> {
    let mut names: Vec<&String> = inventory.names.iter().collect();
    names.sort_unstable();
    names.into_iter().take(8).find_map(|name| Head::read(&folder.join(name))?.feed)
}
