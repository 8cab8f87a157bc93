//! The documents in a feed's folder: their names, and the names of those that retention has moved
//! away. Other files in the folder are ignored.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

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
    /// Name of a document by the part that identifies its entry.
    by_suffix: HashMap<String, String>,
}

impl Inventory {
    /// Reads the names in a folder. A missing folder is empty.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let (names, older) = (names(folder)?, names(&folder.join(OLDER))?);
        let suffixes = older
            .iter()
            .chain(&names)
            .filter_map(|name| suffix_of(name).map(|suffix| (suffix.to_owned(), name.clone())));
        let by_suffix = suffixes.collect();
        Ok(Self { names, older, by_suffix })
    }

    /// Returns the name of the document whose entry has this suffix.
    pub(super) fn named(&self, suffix: &str) -> Option<&str> {
        self.by_suffix.get(suffix).map(String::as_str)
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
