//! What a fetched feed means for its documents: which entries are new, which have changed, and
//! which are known by another name. Reads no more than headers of documents.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;

use crate::state::EntryRecord;

use super::identity::Seen;
use super::inventory::Inventory;
use super::naming::Naming;

/// Most rewrites of one document a day; feeds with a counter in their texts change at each fetch.
const MAX_REWRITES: u32 = 3;
/// Seconds after which the time of the last listing is renewed; each fetch would be too often.
const RENEWAL_INTERVAL: i64 = 86_400;

/// The action for the document of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Write a new one.
    New,
    /// Write the existing one again.
    Update,
    /// Write the existing one again, uncounted: its words are the same, but its identity, or what
    /// the subscription says of its feed, has changed.
    Rename,
    /// Store the record alone.
    Record,
    /// Nothing has changed.
    Unchanged,
}

/// An entry and its new record.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) seen: Seen<'a>,
    pub(super) record: EntryRecord,
    pub(super) step: Step,
    /// Whether the document needs a key of its own, because others have the same link.
    pub(super) needs_key: bool,
}

/// The result of a merge.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// Identities that were replaced.
    pub(super) dropped: Vec<u64>,
    /// Whether any entry was known before.
    pub(super) knows_any: bool,
}

/// The feed, its documents and the time of a fetch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    pub(super) now: Timestamp,
    pub(super) feed: u64,
    pub(super) folder: &'a Path,
    pub(super) inventory: &'a Inventory,
}

/// Merges the entries of a feed into its records.
pub(super) fn merge<'a>(
    seen: Vec<Seen<'a>>,
    known: Vec<EntryRecord>,
    moment: Moment<'_>,
) -> Merged<'a> {
    let naming = Naming::new(moment.folder, moment.inventory, &known);
    let pairs = Pairing::new(known).pairs(&seen);
    let new_ones = seen.iter().zip(&pairs).filter(|(_, pair)| pair.record.is_none());
    let new_ones = new_ones.map(|(seen, pair)| (seen, pair.identity)).collect();
    let mut names = naming.names(new_ones, (moment.feed, moment.now));
    let knows_any = pairs.iter().any(|pair| pair.record.is_some());
    let mut merged = Merged { knows_any, ..Merged::default() };
    let mut links: HashMap<u64, u64> = HashMap::new();
    for record in pairs.iter().filter_map(|pair| pair.record.as_ref()) {
        record.link.map(|link| links.entry(link).or_insert(record.identity));
    }
    for (seen, pair) in seen.into_iter().zip(pairs) {
        let is_taken = |link| links.get(&link).is_some_and(|other| *other != pair.identity);
        let needs_key = seen.link.is_none_or(is_taken) || seen.shares_link;
        let item = match pair.record {
            None => {
                let name = names.remove(&pair.identity).unwrap_or_default();
                new(seen, pair.identity, name, moment)
            }
            Some(record) => {
                if record.identity != pair.identity {
                    merged.dropped.push(record.identity);
                }
                known_item(&seen, pair.identity, record, moment)
            }
        };
        merged.items.push(Item { needs_key, ..item });
    }
    merged
}

fn new<'a>(seen: Seen<'a>, identity: u64, name: String, moment: Moment<'_>) -> Item<'a> {
    let record = EntryRecord {
        identity,
        link: seen.link,
        title: seen.title,
        content: seen.content,
        name,
        published: seen.entry.published.map(|date| date.at),
        first: moment.now,
        last: moment.now,
        gone: false,
        rewritten: 0,
        rewrites: 0,
    };
    let step = if moment.inventory.older.contains(&record.name) { Step::Record } else { Step::New };
    Item { seen, record, step, needs_key: false }
}

fn known_item<'a>(
    seen: &Seen<'a>,
    identity: u64,
    old: EntryRecord,
    moment: Moment<'_>,
) -> Item<'a> {
    let is_here = moment.inventory.names.contains(&old.name);
    let is_deleted = !is_here && !moment.inventory.older.contains(&old.name);
    // A document that was put back is no longer gone.
    let is_gone = old.gone && is_deleted;
    let has_changed = old.content != seen.content && !is_gone;
    let is_renamed = old.identity != identity;
    let is_listed_anew = moment.now.as_second() - old.last.as_second() >= RENEWAL_INTERVAL;
    let today = moment.now.as_second().div_euclid(86_400);
    let rewrites = if old.rewritten == today { old.rewrites } else { 0 };
    // A record that was restored from a document has no hash of the text.
    let is_rebuilt = old.content == 0;
    let step = match () {
        () if has_changed && is_here && is_rebuilt => Step::Rename,
        () if has_changed && is_here && rewrites < MAX_REWRITES => Step::Update,
        () if is_renamed && is_here => Step::Rename,
        () if is_renamed || is_listed_anew || has_changed && is_deleted => Step::Record,
        () if is_gone != old.gone => Step::Record,
        () => Step::Unchanged,
    };
    let is_rewritten = step == Step::Update || step == Step::Rename && is_rebuilt;
    let record = EntryRecord {
        identity,
        link: seen.link,
        title: seen.title,
        content: if is_rewritten { seen.content } else { old.content },
        published: seen.entry.published.map(|date| date.at).or(old.published),
        last: if is_listed_anew { moment.now } else { old.last },
        gone: is_gone || has_changed && is_deleted,
        rewritten: if step == Step::Update { today } else { old.rewritten },
        rewrites: if step == Step::Update { rewrites + 1 } else { old.rewrites },
        ..old
    };
    Item { seen: seen.clone(), record, step, needs_key: false }
}

/// An entry's identity, and its record.
struct Pair {
    identity: u64,
    record: Option<EntryRecord>,
}

/// Finds the record of each entry.
struct Pairing {
    known: HashMap<u64, EntryRecord>,
}

impl Pairing {
    fn new(known: Vec<EntryRecord>) -> Self {
        Self { known: known.into_iter().map(|record| (record.identity, record)).collect() }
    }

    fn pairs(mut self, seen: &[Seen<'_>]) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = seen.iter().map(|seen| self.direct(seen)).collect();
        self.adopt(
            seen,
            &mut pairs,
            |seen| Some((seen.link?, seen.title)),
            |record| Some((record.link?, record.title)),
        );
        if self.were_reissued(seen, &pairs) {
            self.adopt(seen, &mut pairs, |seen| seen.link, |record| record.link);
        }
        pairs
    }

    /// Finds the record by identity. An id with another link, date and title was reused for another
    /// entry.
    fn direct(&mut self, seen: &Seen<'_>) -> Pair {
        let reused = seen.reused();
        if reused != seen.identity && seen.entry.id.is_some() {
            if let Some(record) = self.known.remove(&reused) {
                return Pair { identity: reused, record: Some(record) };
            }
            if self.known.get(&seen.identity).is_some_and(|record| is_another(seen, record)) {
                return Pair { identity: reused, record: None };
            }
        }
        Pair { identity: seen.identity, record: self.known.remove(&seen.identity) }
    }

    /// Gives entries without a record that of an entry which the feed no longer lists and which has
    /// the same value.
    fn adopt<K: Eq + std::hash::Hash>(
        &mut self,
        seen: &[Seen<'_>],
        pairs: &mut [Pair],
        of_seen: impl Fn(&Seen<'_>) -> Option<K>,
        of_record: impl Fn(&EntryRecord) -> Option<K>,
    ) {
        let mut left: Vec<&EntryRecord> = self.known.values().collect();
        left.sort_by_key(|record| (record.first, record.identity));
        let mut by_value: HashMap<K, u64> =
            left.iter().filter_map(|record| Some((of_record(record)?, record.identity))).collect();
        for (seen, pair) in seen.iter().zip(pairs).filter(|(_, pair)| pair.record.is_none()) {
            let found = of_seen(seen).and_then(|value| by_value.remove(&value));
            let found = found.filter(|identity| {
                self.known.get(identity).is_some_and(|record| !has_other_date(seen, record))
            });
            pair.record = found.and_then(|identity| self.known.remove(&identity));
        }
    }

    /// Whether more than half of the entries have new ids while their links are known.
    fn were_reissued(&self, seen: &[Seen<'_>], pairs: &[Pair]) -> bool {
        let links: HashSet<u64> = self.known.values().filter_map(|record| record.link).collect();
        let adopted = seen.iter().zip(pairs).filter(|(seen, pair)| match &pair.record {
            Some(record) => record.identity != pair.identity,
            None => seen.link.is_some_and(|link| links.contains(&link)),
        });
        adopted.count() * 2 > seen.len()
    }
}

fn is_another(seen: &Seen<'_>, record: &EntryRecord) -> bool {
    let has_other_link = seen.link.is_some() && record.link.is_some() && seen.link != record.link;
    has_other_link && has_other_date(seen, record) && seen.title != record.title
}

/// Whether both dates are known and differ.
fn has_other_date(seen: &Seen<'_>, record: &EntryRecord) -> bool {
    let published = seen.entry.published.map(|date| date.at.as_second());
    let known = record.published.map(Timestamp::as_second);
    published.is_some() && known.is_some() && published != known
}
