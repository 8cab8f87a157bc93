//! Which name the document of a new entry gets: that of the document which is there already, else
//! one that no other entry has. Hashes in names are short, so two entries may share one; what a
//! document says of itself decides then, and the later entry gets more digits.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;

use crate::state::EntryRecord;
use crate::text;

use super::header::Head;
use super::identity::Seen;
use super::inventory::Inventory;
use super::name::{SUFFIXES, document_name, suffix, suffix_of};

/// The names of a feed's documents.
pub(super) struct Naming<'a> {
    folder: &'a Path,
    inventory: &'a Inventory,
    /// Ends of the names that other entries have, with or without a document.
    taken: HashSet<String>,
}

impl<'a> Naming<'a> {
    /// Begins with the names of the known entries.
    pub(super) fn new(folder: &'a Path, inventory: &'a Inventory, known: &[EntryRecord]) -> Self {
        let taken = known.iter().filter_map(|record| suffix_of(&record.name));
        Self { folder, inventory, taken: taken.map(str::to_owned).collect() }
    }

    /// Returns the names of new entries, which come with their identities, by identity. Of two that
    /// come together the older one gets the shorter name, as if it had been fetched before.
    pub(super) fn names(
        mut self,
        mut entries: Vec<(&Seen<'_>, u64)>,
        (feed, now): (u64, Timestamp),
    ) -> HashMap<u64, String> {
        entries.sort_by_key(|(seen, identity)| {
            (seen.entry.published.map_or(now, |date| date.at), *identity)
        });
        let mut names = HashMap::with_capacity(entries.len());
        for (seen, identity) in entries {
            let name = self.name((seen, identity), document_hash(feed, identity), now);
            self.taken.extend(suffix_of(&name).map(str::to_owned));
            names.insert(identity, name);
        }
        names
    }

    fn name(&self, (seen, identity): (&Seen<'_>, u64), hash: u64, now: Timestamp) -> String {
        let is_own = |name: &&String| {
            let head = Head::read(&self.inventory.path(self.folder, name));
            head.is_some_and(|head| head.is_of(seen, identity))
        };
        let suffixes = SUFFIXES.map(|digits| suffix(hash, digits));
        for suffix in &suffixes {
            if let Some(name) = self.inventory.named(suffix).iter().find(is_own) {
                return name.clone();
            }
        }
        let is_free = |suffix: &&String| {
            !self.taken.contains(*suffix) && self.inventory.named(suffix).is_empty()
        };
        let [.., longest] = &suffixes;
        let suffix = suffixes.iter().find(is_free).unwrap_or(longest);
        let date = seen.entry.published.or(seen.entry.updated);
        document_name(date.map_or(now, |date| date.at), &seen.entry.title, suffix)
    }
}

/// Hash that identifies a document among those of all feeds.
fn document_hash(feed: u64, identity: u64) -> u64 {
    text::fingerprint([&feed.to_le_bytes()[..], &identity.to_le_bytes()[..]])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::identity::{id_hash, seen};
    use super::super::inventory::OLDER;
    use super::*;
    use crate::feed::Entry;

    const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);
    const FEED: u64 = 7;

    fn entry(id: &str) -> Entry {
        Entry { id: Some(id.to_owned()), title: "One".to_owned(), ..Entry::default() }
    }

    /// Two ids whose hashes have the same last 32 bits.
    fn alike() -> [Entry; 2] {
        let mut ids: HashMap<u64, u32> = HashMap::new();
        for number in 0.. {
            let hash = document_hash(FEED, id_hash(&number.to_string()));
            if let Some(other) = ids.insert(hash & 0xffff_ffff, number) {
                return [other, number].map(|number| entry(&number.to_string()));
            }
        }
        unreachable!("there are more ids than ends of hashes")
    }

    fn named(folder: &Path, entries: &[Entry]) -> Vec<String> {
        let inventory = Inventory::read(folder).expect("a folder");
        let seen = seen(entries);
        let all = seen.iter().map(|seen| (seen, seen.identity)).collect();
        let mut names = Naming::new(folder, &inventory, &[]).names(all, (FEED, NOW));
        seen.iter().filter_map(|seen| names.remove(&seen.identity)).collect()
    }

    /// The second of two entries whose names ended alike was written over the first, or never.
    #[test]
    fn hashes_that_end_alike_make_two_names() {
        let entries = alike();
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let (one, other) = (named(folder, &entries[..1]).remove(0), named(folder, &entries[1..]));
        assert_eq!(other, [one.as_str()], "they differ only in the id");
        let both = named(folder, &entries);
        assert_ne!(both[0], both[1]);
        assert_eq!(both.iter().filter(|name| **name == one).count(), 1, "one is as short as ever");
        assert_eq!(both, named(folder, &[entries[0].clone(), entries[1].clone()]));
        fs::create_dir(folder.join(OLDER)).expect("made");
        let document = |entry: &Entry| {
            format!("---\ntitle: One\nid: \"{}\"\n---\n", entry.id.as_deref().unwrap_or_default())
        };
        for place in [folder.join(OLDER), folder.to_owned()] {
            fs::write(place.join(&one), document(&entries[0])).expect("written");
            assert_eq!(named(folder, &entries[..1]), [one.as_str()], "its own");
            let longer = named(folder, &entries[1..]).remove(0);
            assert_ne!(longer, one, "{}", place.display());
            assert_eq!(suffix_of(&longer).map(str::len), Some(12));
            fs::remove_file(place.join(&one)).expect("removed");
        }
    }

    /// The same with an entry whose document was deleted: its record still has the name.
    #[test]
    fn the_name_of_a_known_entry_is_taken() {
        let entries = alike();
        let folder = tempfile::tempdir().expect("a folder");
        let name = named(folder.path(), &entries[..1]).remove(0);
        let record = EntryRecord {
            identity: 1,
            link: None,
            title: 0,
            content: 0,
            name: name.clone(),
            published: None,
            first: NOW,
            last: NOW,
            gone: true,
            rewritten: 0,
            rewrites: 0,
        };
        let inventory = Inventory::read(folder.path()).expect("a folder");
        let seen = seen(&entries[1..]);
        let all = seen.iter().map(|seen| (seen, seen.identity)).collect();
        let names = Naming::new(folder.path(), &inventory, &[record]).names(all, (FEED, NOW));
        assert!(names.values().all(|other| *other != name), "{names:?}");
    }
}
