//! One feed of a sync: requests it, writes its documents, and returns its new state. The caller
//! stores that as the last step: an interrupted sync is repeated.

mod after;

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use crate::feed::Feed;
use crate::state::EntryRecord;
use crate::state::FeedChange;
use crate::state::FeedRecord;
use crate::state::HostRecord;
use crate::state::Validators;

use super::drafts::{about, drafts, follow};
use super::event::FeedOutcome;
use super::failure::{Failure, FailureKind};
use super::header;
use super::identity::seen;
use super::inventory::Inventory;
use super::merge::{Item, Merged, Moment, Step, merge};
use super::opened::Library;
use super::request::{FeedRequest, FeedResponse, ResponseFacts};
use super::retention::{arrivals, delete, must_stay, store_away};
use super::schedule;
use super::subscription::Subscription;
use super::write::write;

/// Longest time of responses "unchanged" until one request goes without validators, if the feed
/// otherwise changes more often: some servers respond so for ever.
const MAX_UNCHANGED: Duration = Duration::from_secs(8 * 86_400);

/// A feed to sync.
pub(super) struct FeedSync<'a> {
    pub(super) library: &'a Library,
    pub(super) subscription: &'a Subscription,
    /// Its stored state.
    pub(super) record: FeedRecord,
    /// All feeds at the beginning of the sync.
    pub(super) others: &'a [FeedRecord],
    /// The stored state of its server.
    pub(super) host: Option<HostRecord>,
    pub(super) is_wanted: &'a dyn Fn() -> bool,
    pub(super) now: Timestamp,
}

/// The result of syncing a feed.
#[derive(Debug)]
pub(super) struct FeedResult {
    /// The change to store; `None` if the sync was stopped.
    pub(super) change: Option<FeedChange>,
    pub(super) outcome: FeedOutcome,
    /// Whether the server was reached, or none was needed.
    pub(super) is_reached: bool,
}

impl FeedSync<'_> {
    /// Syncs the feed.
    pub(super) fn run(mut self) -> FeedResult {
        self.record.requests += 1;
        let response = self.validators().and_then(|validators| {
            let request = FeedRequest {
                fetcher: &self.library.fetcher,
                subscription: self.subscription,
                adopted: self.record.adopted.as_deref(),
                validators: &validators,
                is_wanted: self.is_wanted,
                now: self.now,
            };
            request.send()
        });
        let done = response.and_then(|response| match response {
            FeedResponse { feed: Some(feed), facts } => self.store(&feed, facts),
            FeedResponse { feed: None, facts } => Ok(self.unchanged(facts)),
        });
        done.unwrap_or_else(|failure| self.fail(failure))
    }

    fn validators(&self) -> Result<Vec<(String, Validators)>, Failure> {
        let is_old =
            self.record.changed.is_some_and(|at| schedule::later(at, MAX_UNCHANGED) < self.now);
        if is_old && self.record.gap.is_some_and(|gap| gap < MAX_UNCHANGED) {
            return Ok(Vec::new());
        }
        let state = self.library.state();
        state.validators(self.record.identity).map_err(|error| of_state(&error))
    }

    /// Writes the documents of a feed, then returns its new state.
    fn store(&mut self, feed: &Feed, facts: Option<ResponseFacts>) -> Result<FeedResult, Failure> {
        // A feed gets its folder when its first document is about to be written.
        let is_known = !self.record.folder.is_empty();
        let folder = self.folder(feed, facts.as_ref()).map_err(|error| Failure::of_disk(&error))?;
        let inventory = Inventory::read(&folder).map_err(|error| Failure::of_disk(&error))?;
        let known = if is_known {
            self.library.state().entries(self.record.identity).map_err(|error| of_state(&error))?
        } else {
            header::records(&folder, &inventory, self.now)
        };
        let moment = Moment {
            now: self.now,
            feed: self.record.identity,
            folder: &folder,
            inventory: &inventory,
        };
        let mut merged = merge(seen(&feed.entries), known.clone(), moment);
        if !is_known {
            self.begin(&mut merged, &known, &inventory)?;
        }
        let url = facts.as_ref().map(|facts| &facts.url);
        let about = about(feed, self.subscription, url);
        follow(&folder, &mut merged.items, &about, &inventory);
        let drafts = drafts(&folder, &merged.items, &about, self.record.identity);
        let written = write(&folder, &drafts).map_err(|error| Failure::of_disk(&error))?;
        let names = drafts.iter().zip(written).filter(|(_, written)| *written);
        let outcome = outcome(&merged, &names.map(|(draft, _)| draft.name.as_str()).collect());
        self.retain(&folder, &merged.items, &known);
        let change = self.change(feed, facts, merged);
        Ok(FeedResult { change: Some(change), outcome, is_reached: true })
    }

    fn folder(&mut self, feed: &Feed, facts: Option<&ResponseFacts>) -> io::Result<PathBuf> {
        if self.record.folder.is_empty() {
            let host = facts.and_then(|facts| crate::article::host(facts.url.as_str()));
            let titles = [self.subscription.title.clone(), Some(feed.title.clone()), host];
            let title = titles.into_iter().flatten().find(|title| !title.is_empty());
            let title = title.unwrap_or_default();
            let (library, reserved) = (&self.library.folder, &self.library.reserved);
            self.record.folder = reserved.folder_of(library, &title, &self.record, self.others)?;
        }
        Ok(self.library.folder.join(&self.record.folder))
    }

    /// Stores that the feed is being fetched for the first time: from here on, documents without a
    /// record are those of a sync that was killed. Older documents than those of a folder whose
    /// state was lost had been deleted or moved away, and are not written again.
    fn begin(
        &self,
        merged: &mut Merged<'_>,
        known: &[EntryRecord],
        inventory: &Inventory,
    ) -> Result<(), Failure> {
        let newest = known.iter().filter_map(|record| record.published).max();
        let mut entries = known.to_vec();
        for item in &mut merged.items {
            let is_older = item.record.published.is_some_and(|at| Some(at) < newest);
            if item.step == Step::New && is_older && !inventory.has(&item.record.name) {
                item.step = Step::Record;
                item.record.gone = true;
                entries.push(item.record.clone());
            }
        }
        let feed = FeedRecord { requests: 0, ..self.record.clone() };
        let change = FeedChange { feed, entries, ..FeedChange::default() };
        self.library.state().keep(&change).map_err(|error| of_state(&error))
    }

    /// Moves documents away that are too many or too old. An error here is no failure of the feed.
    fn retain(&self, folder: &std::path::Path, items: &[Item<'_>], known: &[EntryRecord]) {
        let rules = self.library.retention.most(self.subscription.keep);
        let Ok(inventory) = Inventory::read(folder) else { return };
        if inventory.names.len() <= rules.least {
            return;
        }
        let mut arrived = arrivals(known);
        arrived.extend(items.iter().map(|it| (it.record.name.as_str(), it.record.first)));
        let listed = items.iter().map(|item| item.record.name.as_str()).collect();
        let candidates = rules.candidates(&inventory, &arrived, &listed, self.now);
        let mark = |key: &str| self.library.state().mark(key).ok();
        let moved: Vec<&str> = candidates
            .into_iter()
            .filter(|candidate| !must_stay(folder, *candidate, mark))
            .map(|(name, _)| name)
            .collect();
        let away = if rules.deletes { delete } else { store_away };
        if let Err(error) = away(folder, &moved) {
            tracing::warn!("old articles cannot leave {}: {error}", folder.display());
        }
    }
}

/// Counts the documents that were really written.
fn outcome(merged: &Merged<'_>, written: &HashSet<&str>) -> FeedOutcome {
    let count = |step| {
        let of_step = merged.items.iter().filter(|item| item.step == step);
        of_step.filter(|item| written.contains(item.record.name.as_str())).count()
    };
    match (count(Step::New), count(Step::Update)) {
        (0, 0) => FeedOutcome::Unchanged,
        (new, updated) => FeedOutcome::Changed { new, updated },
    }
}

fn of_state(error: &crate::state::StateError) -> Failure {
    Failure::new(FailureKind::Disk, error.what()).hint(error.hint())
}
