//! Stores and reports the results of a sync immediately, except for servers that were not reached
//! as long as none was, because this computer may be offline.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::address::host_of;
use super::control::SyncControl;
use super::event::{FeedOutcome, SyncEvent, SyncSummary};
use super::feed_sync::FeedResult;
use super::job::Job;
use super::offline::is_none_found;
use super::opened::Library;
use super::request::target;
use super::status::FeedStatus;
use super::subscription::Subscription;

/// Failed servers after which the remaining ones are not tried.
const MAX_UNREACHED: usize = 32;

/// The results of a sync.
pub(super) struct Recorder<'a> {
    library: &'a Library,
    control: &'a SyncControl<'a>,
    subscriptions: &'a [Subscription],
    results: Mutex<Results<'a>>,
}

#[derive(Default)]
struct Results<'a> {
    summary: SyncSummary,
    /// Whether any server was reached.
    is_online: bool,
    /// Feeds whose servers were not reached.
    unreached: Vec<(Job<'a>, FeedResult)>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(
        library: &'a Library,
        control: &'a SyncControl<'a>,
        subscriptions: &'a [Subscription],
    ) -> Self {
        Self { library, control, subscriptions, results: Mutex::default() }
    }

    /// Whether so many servers were not reached that the sync should end.
    pub(super) fn seems_offline(&self) -> bool {
        let results = self.lock();
        let requested = results.unreached.iter().filter(|(_, result)| result.change.is_some());
        !results.is_online && requested.count() >= MAX_UNREACHED
    }

    /// Stores and reports the result of a feed.
    pub(super) fn record(&self, job: Job<'a>, result: FeedResult) {
        let mut results = self.lock();
        let has_server = !job.host.is_empty();
        if !result.is_reached && !results.is_online {
            results.unreached.push((job, result));
            return;
        }
        if result.is_reached && has_server && result.change.is_some() && !results.is_online {
            results.is_online = true;
            self.record_unreached(&mut results);
        }
        self.store(&mut results, &job, result);
    }

    /// Reports a feed that is not requested, and why.
    pub(super) fn held(&self, job: &Job<'_>, why: String) {
        let mut results = self.lock();
        results.summary.skipped += 1;
        let title = Some(job.record.title.clone()).filter(|title| !title.is_empty());
        self.report(job, title, FeedOutcome::Skipped { why });
    }

    /// Returns the sums.
    pub(super) fn finish(self) -> SyncSummary {
        let mut results = self.lock();
        if !results.is_online && !results.unreached.is_empty() && self.is_offline(&results) {
            results.unreached.clear();
            results.summary.offline = true;
        }
        self.record_unreached(&mut results);
        results.summary.clone()
    }

    fn record_unreached(&self, results: &mut Results<'a>) {
        for (job, result) in std::mem::take(&mut results.unreached) {
            self.store(results, &job, result);
        }
    }

    fn store(&self, results: &mut Results<'_>, job: &Job<'_>, result: FeedResult) {
        let FeedResult { change, mut outcome, .. } = result;
        let was_requested = change.is_some() || !matches!(outcome, FeedOutcome::Skipped { .. });
        let title = change.as_ref().map(|change| change.feed.title.clone());
        if let Some(change) = change
            && let Err(error) = self.library.state().keep(&change)
        {
            let (why, hint) = (error.what(), Some(error.hint().to_owned()));
            outcome = FeedOutcome::Failed { why, hint };
        }
        let title = title.filter(|title| !title.is_empty());
        let summary = &mut results.summary;
        summary.requested += usize::from(was_requested);
        match &outcome {
            FeedOutcome::Unchanged => {}
            FeedOutcome::Changed { new, updated } => {
                summary.new += new;
                summary.updated += updated;
            }
            FeedOutcome::Failed { .. } => summary.failed += 1,
            FeedOutcome::Skipped { .. } => summary.skipped += 1,
        }
        self.report(job, title, outcome);
    }

    /// Reports a feed under the user's title, else its own, else its host.
    fn report(&self, job: &Job<'_>, title: Option<String>, outcome: FeedOutcome) {
        let title = job.subscription.title.clone().or(title);
        let title = title.unwrap_or_else(|| FeedStatus::unfetched(job.subscription).title);
        (self.control.report)(SyncEvent::Feed {
            address: job.record.address.clone(),
            title: crate::text::line(&title).into_owned(),
            line: job.subscription.line,
            outcome,
        });
    }

    /// Whether it is this computer that is offline, and not a few servers: if the names of others
    /// cannot be looked up either, or if there are no others.
    fn is_offline(&self, results: &Results<'_>) -> bool {
        let failed: HashSet<&str> = results.unreached.iter().map(|(job, _)| &*job.host).collect();
        let urls = self.subscriptions.iter().filter_map(|it| target(it, None));
        let others: Vec<_> = urls.filter(|url| !failed.contains(host_of(url).as_str())).collect();
        // A numeric address needs no lookup, and so proves nothing.
        let is_none_found = is_none_found(others.iter().filter_map(|url| url.domain()));
        is_none_found.unwrap_or(others.is_empty() || failed.len() > 1)
    }

    fn lock(&self) -> MutexGuard<'_, Results<'a>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
