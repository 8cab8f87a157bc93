//! What came of the feeds of a sync: stored and reported at once, except for servers that were not
//! reached as long as none was, because then this computer may be offline.

use std::collections::HashSet;
use std::net::ToSocketAddrs;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::address::host_of;
use super::bring::target;
use super::control::SyncControl;
use super::event::{FeedOutcome, SyncEvent, SyncSummary};
use super::job::Job;
use super::opened::Library;
use super::status::FeedStatus;
use super::subscription::Subscription;
use super::visit::Visited;

/// Servers that are tried in vain before the others are not tried any more.
const HOPELESS: usize = 32;
/// Other servers whose names are looked up to find out whether this computer is offline.
const LOOKED_UP: usize = 3;

/// The results of a sync.
pub(super) struct Ledger<'a> {
    library: &'a Library,
    control: &'a SyncControl<'a>,
    subscriptions: &'a [Subscription],
    pages: Mutex<Pages<'a>>,
}

#[derive(Default)]
struct Pages<'a> {
    summary: SyncSummary,
    /// Whether any server was reached.
    is_online: bool,
    /// Feeds whose servers were not reached.
    doubtful: Vec<(Job<'a>, Visited)>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(
        library: &'a Library,
        control: &'a SyncControl<'a>,
        subscriptions: &'a [Subscription],
    ) -> Self {
        Self { library, control, subscriptions, pages: Mutex::default() }
    }

    /// Whether so many servers were not reached that it is useless to go on.
    pub(super) fn is_hopeless(&self) -> bool {
        let pages = self.lock();
        let asked = pages.doubtful.iter().filter(|(_, visited)| visited.change.is_some());
        !pages.is_online && asked.count() >= HOPELESS
    }

    /// Stores and reports what came of a feed.
    pub(super) fn settle(&self, job: Job<'a>, visited: Visited) {
        let mut pages = self.lock();
        let has_server = !job.host.is_empty();
        if !visited.is_reached && !pages.is_online {
            pages.doubtful.push((job, visited));
            return;
        }
        if visited.is_reached && has_server && visited.change.is_some() && !pages.is_online {
            pages.is_online = true;
            self.settle_doubtful(&mut pages);
        }
        self.record(&mut pages, &job, visited);
    }

    /// Reports a feed that is not requested, because its server wants to be left alone.
    pub(super) fn held(&self, job: &Job<'_>) {
        let why = "its server wants to be left alone for a while".to_owned();
        let mut pages = self.lock();
        pages.summary.held += 1;
        let title = Some(job.record.title.clone()).filter(|title| !title.is_empty());
        self.report(job, title, FeedOutcome::Held { why });
    }

    /// Returns the sums.
    pub(super) fn finish(self) -> SyncSummary {
        let mut pages = self.lock();
        if !pages.is_online && !pages.doubtful.is_empty() && self.is_offline(&pages) {
            pages.doubtful.clear();
            pages.summary.offline = true;
        }
        self.settle_doubtful(&mut pages);
        pages.summary.clone()
    }

    fn settle_doubtful(&self, pages: &mut Pages<'a>) {
        for (job, visited) in std::mem::take(&mut pages.doubtful) {
            self.record(pages, &job, visited);
        }
    }

    fn record(&self, pages: &mut Pages<'_>, job: &Job<'_>, visited: Visited) {
        let Visited { change, mut outcome, .. } = visited;
        let was_asked = change.is_some() || !matches!(outcome, FeedOutcome::Held { .. });
        let title = change.as_ref().map(|change| change.feed.title.clone());
        if let Some(change) = change
            && let Err(error) = self.library.state().keep(&change)
        {
            let (why, hint) = (error.what(), Some(error.hint().to_owned()));
            outcome = FeedOutcome::Failed { why, hint };
        }
        let title = title.filter(|title| !title.is_empty());
        let summary = &mut pages.summary;
        summary.asked += usize::from(was_asked);
        match &outcome {
            FeedOutcome::Unchanged => {}
            FeedOutcome::Changed { new, updated } => {
                summary.new += new;
                summary.updated += updated;
            }
            FeedOutcome::Failed { .. } => summary.failed += 1,
            FeedOutcome::Held { .. } => summary.held += 1,
        }
        self.report(job, title, outcome);
    }

    /// Reports a feed by the user's title, else by its own, else by its host.
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
    fn is_offline(&self, pages: &Pages<'_>) -> bool {
        let failed: HashSet<&str> = pages.doubtful.iter().map(|(job, _)| &*job.host).collect();
        let urls = self.subscriptions.iter().filter_map(|it| target(it, None));
        let others: Vec<_> = urls.filter(|url| !failed.contains(host_of(url).as_str())).collect();
        // An address in numbers needs no looking up, and so tells nothing.
        let names = others.iter().filter_map(|url| Some((url.domain()?, 80)));
        let mut names = names.take(LOOKED_UP).peekable();
        match names.peek() {
            Some(_) => !names.any(|name| name.to_socket_addrs().is_ok()),
            None => others.is_empty() || failed.len() > 1,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Pages<'a>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
