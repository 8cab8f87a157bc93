//! The folder of a feed, which is chosen once: that of its documents if the state was lost, else a
//! new one.

use std::fs;
use std::path::Path;

use crate::state::FeedRecord;

use super::address::identity;
use super::header::owner;
use super::inventory::Inventory;
use super::name::folder_name;

/// Digits of the hash in the name; more where two feeds would share a folder.
const DIGITS: [usize; 3] = [4, 8, 16];

/// Returns the name of the folder for a feed with this title.
pub(super) fn folder_of(library: &Path, title: &str, record: &FeedRecord) -> String {
    if let Some(name) = existing(library, record) {
        return name;
    }
    let names = DIGITS.map(|digits| folder_name(title, record.identity, digits));
    let is_free = |name: &&String| owner_of(library, name).is_none();
    let [.., longest] = &names;
    names.iter().find(is_free).unwrap_or(longest).clone()
}

/// Returns the folder that has documents of this feed.
fn existing(library: &Path, record: &FeedRecord) -> Option<String> {
    let endings = DIGITS.map(|digits| folder_name("", record.identity, digits));
    let endings = endings.each_ref().map(|name| name.trim_start_matches("feed"));
    let folders = fs::read_dir(library).ok()?.flatten();
    let names = folders.filter_map(|folder| folder.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| endings.iter().any(|ending| name.ends_with(ending))).collect();
    names.sort_unstable();
    let is_own = |owner: &String| *owner == record.address || identity(owner) == record.identity;
    names.into_iter().find(|name| owner_of(library, name).as_ref().is_some_and(is_own))
}

fn owner_of(library: &Path, name: &str) -> Option<String> {
    let folder = library.join(name);
    owner(&folder, &Inventory::read(&folder).ok()?)
}
