//! Which documents leave the loaded folder: they are moved, never deleted. What is starred, unread
//! within the window or still listed by the feed stays.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::config::{Retain, RetainThen};
use crate::state::EntryRecord;
use crate::state::Mark;

use super::header::Head;
use super::inventory::{Inventory, OLDER};

/// How much of a feed is kept in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Documents that arrived within this time stay.
    pub window: Duration,
    /// The newest documents stay, whatever their age.
    pub least: usize,
    /// More documents than this are moved away, whatever their age.
    pub most: usize,
    /// Whether documents are deleted instead.
    pub deletes: bool,
}

/// An average month of the Gregorian calendar.
const MONTH: Duration = Duration::from_secs(2_629_746);

impl From<Retain> for Retention {
    fn from(retain: Retain) -> Self {
        let Retain { months, least, most, then } = retain;
        Self { window: MONTH * months, least, most, deletes: then == RetainThen::Delete }
    }
}

impl Default for Retention {
    fn default() -> Self {
        Retain::default().into()
    }
}

impl Retention {
    /// The same with another upper bound.
    pub(super) fn most(self, most: Option<usize>) -> Self {
        let most = most.unwrap_or(self.most);
        Self { most, least: self.least.min(most), ..self }
    }

    /// Returns the documents that may be moved away, with whether they arrived within the window.
    pub(super) fn candidates<'a>(
        &self,
        inventory: &'a Inventory,
        arrivals: &HashMap<&str, Timestamp>,
        listed: &HashSet<&str>,
        now: Timestamp,
    ) -> Vec<(&'a str, bool)> {
        // The names begin with the day.
        let mut names: Vec<&str> = inventory.names.iter().map(String::as_str).collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        let is_recent = |name: &str| {
            let arrived = arrivals.get(name).map_or(now, |at| *at);
            now.duration_since(arrived).unsigned_abs() < self.window
        };
        let ranked = names.into_iter().enumerate().skip(self.least);
        let ranked = ranked.map(|(rank, name)| (rank, name, is_recent(name)));
        let surplus = ranked.filter(|(rank, _, recent)| *rank >= self.most || !recent);
        let surplus = surplus.map(|(_, name, recent)| (name, recent));
        surplus.filter(|(name, _)| !listed.contains(name)).collect()
    }
}

/// Returns when each document arrived.
pub(super) fn arrivals(records: &[EntryRecord]) -> HashMap<&str, Timestamp> {
    records.iter().map(|record| (record.name.as_str(), record.first)).collect()
}

/// Whether the marks of a document keep it in the folder.
pub(super) fn must_stay(
    folder: &Path,
    (name, is_recent): (&str, bool),
    mark: impl Fn(&str) -> Option<Mark>,
) -> bool {
    let Some(head) = Head::read(&folder.join(name)) else { return true };
    match head.mark_key().and_then(|key| mark(&key)) {
        Some(mark) => mark.starred.at.is_some() || is_recent && mark.read.at.is_none(),
        // Without a link the marks go by the path; with unknown marks nothing is moved.
        None => true,
    }
}

/// Deletes documents.
pub(super) fn delete(folder: &Path, names: &[&str]) -> io::Result<()> {
    for name in names {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
    }
    Ok(())
}

/// Moves documents away.
pub(super) fn store_away(folder: &Path, names: &[&str]) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let older = folder.join(OLDER);
    fs::create_dir_all(&older)?;
    for name in names {
        // It may have come from another computer; the one that was moved away before stays.
        if older.join(name).exists() && !is_same(&folder.join(name), &older.join(name)) {
            continue;
        }
        match fs::rename(folder.join(name), older.join(name)) {
            // The document was deleted meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
    }
    Ok(())
}

/// Whether two documents are of one entry.
fn is_same(one: &Path, other: &Path) -> bool {
    let (one, other) = (Head::read(one), Head::read(other));
    one.zip(other).is_some_and(|(one, other)| one.id == other.id && one.feed == other.feed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);

    fn inventory(count: usize) -> Inventory {
        let names = (0..count).map(|day| format!("2020-01-01-{day:08x}.html")).collect();
        let mut inventory = Inventory::default();
        inventory.names = names;
        inventory
    }

    #[test]
    fn the_newest_the_recent_and_the_listed_stay() {
        let inventory = inventory(30);
        let old = Timestamp::from_second(NOW.as_second() - 400 * 86_400).expect("a time");
        let arrivals: HashMap<&str, Timestamp> =
            inventory.names.iter().map(|name| (name.as_str(), old)).collect();
        let rules = Retention { least: 10, most: 20, ..Retention::default() };
        let listed = HashSet::from(["2020-01-01-00000000.html"]);
        let moved = rules.candidates(&inventory, &arrivals, &listed, NOW);
        assert_eq!(moved.len(), 19);
        assert!(moved.iter().all(|(name, recent)| !recent && *name < "2020-01-01-00000014.html"));
        let moved = rules.candidates(&inventory, &HashMap::new(), &listed, NOW);
        assert_eq!(moved.len(), 9, "only what exceeds the upper bound");
        assert_eq!(rules.most(Some(5)).candidates(&inventory, &arrivals, &listed, NOW).len(), 24);
    }
}
