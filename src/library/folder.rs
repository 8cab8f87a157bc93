//! The folder of a feed, which is chosen once: that of its documents if the state was lost, else a
//! new one.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::state::FeedRecord;

use super::address::identity;
use super::header::owner;
use super::inventory::Inventory;
use super::name::folder_name;
use super::write::flush_folder;

/// Digits of the hash in the name; more where two feeds would share a folder.
const DIGITS: [usize; 3] = [4, 8, 16];

/// Folders that feeds have got since the program began, with the identity of the feed. Several
/// feeds choose theirs at the same time.
#[derive(Debug, Default)]
pub(super) struct Reserved(Mutex<HashMap<String, u64>>);

impl Reserved {
    /// Returns the name of the folder for a feed with this title, and makes the folder if there is
    /// none: no other feed gets it, even if it has no document yet. `others` are all known feeds.
    pub(super) fn folder_of(
        &self,
        library: &Path,
        title: &str,
        record: &FeedRecord,
        others: &[FeedRecord],
    ) -> io::Result<String> {
        // A panic leaves a name too much at worst.
        let mut reserved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_others = |name: &str| {
            let has_it =
                |other: &FeedRecord| other.identity != record.identity && other.folder == name;
            reserved.get(name).is_some_and(|feed| *feed != record.identity)
                || others.iter().any(has_it)
        };
        let name = match existing(library, record, &is_others) {
            Some(name) => name,
            None => new_folder(library, title, record, &is_others)?,
        };
        reserved.insert(name.clone(), record.identity);
        Ok(name)
    }
}

fn new_folder(
    library: &Path,
    title: &str,
    record: &FeedRecord,
    is_others: &dyn Fn(&str) -> bool,
) -> io::Result<String> {
    fs::create_dir_all(library)?;
    let names = DIGITS.map(|digits| folder_name(title, record.identity, digits));
    for name in names.iter().filter(|name| !is_others(name)) {
        match fs::create_dir(library.join(name)) {
            Ok(()) => {
                flush_folder(library)?;
                return Ok(name.clone());
            }
            // A sync that was killed may have left it empty.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if Inventory::read(&library.join(name)).is_ok_and(|it| it == Inventory::default()) {
                    return Ok(name.clone());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free for the folder of the feed"))
}

/// Returns the folder whose documents are of this feed.
fn existing(
    library: &Path,
    record: &FeedRecord,
    is_others: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let endings = DIGITS.map(|digits| folder_name("", record.identity, digits));
    let endings = endings.each_ref().map(|name| name.trim_start_matches("feed"));
    let folders = fs::read_dir(library).ok()?.flatten();
    let names = folders.filter_map(|folder| folder.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| endings.iter().any(|ending| name.ends_with(ending))).collect();
    names.sort_unstable();
    names.retain(|name| !is_others(name));
    let is_own = |owner: &String| *owner == record.address || identity(owner) == record.identity;
    names.into_iter().find(|name| owner_of(library, name).as_ref().is_some_and(is_own))
}

fn owner_of(library: &Path, name: &str) -> Option<String> {
    let folder = library.join(name);
    owner(&folder, &Inventory::read(&folder).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(identity: u64) -> FeedRecord {
        FeedRecord {
            identity,
            address: format!("https://{identity}.org/"),
            ..FeedRecord::default()
        }
    }

    /// Two feeds of one title whose identities begin alike shared a folder if they were fetched at
    /// the same time, or if the first had no document yet.
    #[test]
    fn no_two_feeds_get_one_folder() {
        let library = tempfile::tempdir().expect("a folder");
        let library = &library.path().join("feeds");
        let reserved = Reserved::default();
        let feeds: Vec<FeedRecord> =
            (0..4).map(|last| record(0x1a2b_0000_0000_0000 + last)).collect();
        let mut names: Vec<String> = std::thread::scope(|scope| {
            let choose = |feed| reserved.folder_of(library, "A", feed, &[]).expect("a name");
            let chosen: Vec<_> =
                feeds[..3].iter().map(|feed| scope.spawn(move || choose(feed))).collect();
            chosen.into_iter().map(|name| name.join().expect("chosen")).collect()
        });
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 3, "{names:?}");
        let other = FeedRecord { folder: "a-1a2b".to_owned(), ..record(9) };
        let later = Reserved::default().folder_of(library, "A", &feeds[3], &[other]);
        assert_ne!(later.expect("a name"), "a-1a2b", "known to the state");
        let again = Reserved::default().folder_of(library, "A", &feeds[0], &[]).expect("a name");
        assert_eq!(again, "a-1a2b", "an empty folder is left over from a sync that was killed");
    }
}
