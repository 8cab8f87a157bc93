//! The documents in a feed's folder: their names, and the names of those that retention has moved
//! away. Other files in the folder are ignored.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::name::suffix_of;

/// Folder inside a feed's folder for documents that are no longer loaded; hidden, so that neither
/// the loader nor the watcher sees it.
pub(super) const OLDER: &str = ".older";

/// The documents of a feed's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    /// Names of the documents in the folder.
    pub(super) names: HashSet<String>,
    /// Names of the documents that were moved away.
    pub(super) older: HashSet<String>,
    /// Names of documents by the part that identifies their entries.
    by_suffix: HashMap<String, Vec<String>>,
}

impl Inventory {
    /// Reads the names in a folder. A missing folder is empty.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let (names, older) = (names(folder)?, names(&folder.join(OLDER))?);
        let mut by_suffix: HashMap<String, Vec<String>> = HashMap::new();
        for name in names.union(&older) {
            if let Some(suffix) = suffix_of(name) {
                by_suffix.entry(suffix.to_owned()).or_default().push(name.clone());
            }
        }
        for names in by_suffix.values_mut() {
            names.sort_unstable();
        }
        Ok(Self { names, older, by_suffix })
    }

    /// Returns the names of the documents with this suffix. There may be several, because hashes of
    /// different entries may end alike.
    pub(super) fn named(&self, suffix: &str) -> &[String] {
        self.by_suffix.get(suffix).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a document of this name, moved away or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name) || self.older.contains(name)
    }

    /// Returns the path of a document in the folder of the feed.
    pub(super) fn path(&self, folder: &Path, name: &str) -> PathBuf {
        if self.names.contains(name) { folder.join(name) } else { folder.join(OLDER).join(name) }
    }
}

fn names(folder: &Path) -> io::Result<HashSet<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashSet::new()),
        entries => entries?,
    };
    let mut names = HashSet::new();
    for entry in entries {
        let name = entry?.file_name();
        if let Some(name) = name.to_str().filter(|name| suffix_of(name).is_some()) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}
