//! A sync: which feeds are requested, by several workers in parallel; their results go to the
//! recorder one by one. Whether this computer is offline is decided for all of them together.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use jiff::Timestamp;

use crate::state::FeedRecord;
use crate::state::HostRecord;
use crate::state::StateError;

use super::address::{host_of, identity};
use super::control::{SyncControl, SyncScope};
use super::event::{FeedOutcome, SyncEvent, SyncSummary};
use super::feed_sync::{FeedResult, FeedSync};
use super::job::Job;
use super::opened::{Library, find};
use super::queue::Queue;
use super::recorder::Recorder;
use super::request::target;
use super::schedule::{HOUR, has_come, later};
use super::subscription::Subscription;

/// Servers that are requested in parallel.
const WORKERS: usize = 16;

/// The stored state at the beginning of a sync.
struct StoredState {
    feeds: Vec<FeedRecord>,
    hosts: Vec<HostRecord>,
}

impl Library {
    /// Requests the subscriptions of a scope, and writes new articles. Does nothing while another
    /// process is syncing.
    ///
    /// # Errors
    /// If the state cannot be read. Failures of single feeds are reported.
    pub fn sync(
        &self,
        subscriptions: &[Subscription],
        scope: &SyncScope,
        control: &SyncControl<'_>,
    ) -> Result<SyncSummary, StateError> {
        let Some(_lease) = self.state().lease() else {
            let summary = SyncSummary { locked: true, ..SyncSummary::default() };
            (control.report)(SyncEvent::Finished(summary.clone()));
            return Ok(summary);
        };
        let known = {
            let state = self.state();
            StoredState { feeds: state.feeds()?, hosts: state.hosts()? }
        };
        let jobs = jobs(subscriptions, scope, &known, (control.now)());
        (control.report)(SyncEvent::Started { feeds: jobs.len() });
        let recorder = Recorder::new(self, control, subscriptions);
        self.work(jobs, &known, control, &recorder);
        let summary = recorder.finish();
        (control.report)(SyncEvent::Finished(summary.clone()));
        Ok(summary)
    }

    fn work<'a>(
        &self,
        jobs: Vec<Job<'a>>,
        known: &StoredState,
        control: &SyncControl<'_>,
        recorder: &Recorder<'a>,
    ) {
        let now = (control.now)();
        let is_rate_limited = |job: &Job<'_>| {
            known.hosts.iter().any(|host| host.host == job.host && !has_come(host.until, now))
        };
        let (limited, free): (Vec<_>, Vec<_>) = jobs.into_iter().partition(is_rate_limited);
        for job in &limited {
            recorder.skip(job);
        }
        let queue = Queue::new(free.into_iter().map(|job| (job.host.clone(), job)).collect());
        let workers = queue.servers().min(WORKERS);
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| self.work_on(&queue, known, control, recorder));
            }
        });
    }

    fn work_on<'a>(
        &self,
        queue: &Queue<Job<'a>>,
        known: &StoredState,
        control: &SyncControl<'_>,
        recorder: &Recorder<'a>,
    ) {
        let (now, wait) = (|| (control.now)(), |time| (control.wait)(time));
        let is_stopped = || control.is_stopped() || recorder.seems_offline();
        while let Some((job, server)) = queue.take(&now, &wait, &is_stopped) {
            let result = self.sync_feed(job.clone(), known, control);
            let mut hosts = result.change.iter().flat_map(|change| &change.hosts);
            let is_rate_limited = !job.host.is_empty() && hosts.any(|it| it.rate_limits > 0);
            let is_reached = result.is_reached;
            recorder.record(job, result);
            for job in queue.done(server, is_rate_limited || !is_reached, now()) {
                if is_reached {
                    recorder.skip(&job);
                } else {
                    recorder.record(job, unreached());
                }
            }
        }
        // Other workers may be waiting for this one.
        if is_stopped() {
            queue.close();
        }
    }

    /// Syncs a feed; a panic is that feed's failure alone.
    fn sync_feed(
        &self,
        job: Job<'_>,
        known: &StoredState,
        control: &SyncControl<'_>,
    ) -> FeedResult {
        let host = known.hosts.iter().find(|host| host.host == job.host);
        let feed_sync = FeedSync {
            library: self,
            subscription: job.subscription,
            record: job.record,
            others: &known.feeds,
            host: host.cloned(),
            is_wanted: &|| !control.is_stopped(),
            now: (control.now)(),
        };
        catch_unwind(AssertUnwindSafe(|| feed_sync.run())).unwrap_or_else(|_| {
            let why = "internal error: the feed cannot be read".to_owned();
            let hint = Some("please report it with the address of the feed".to_owned());
            let outcome = FeedOutcome::Failed { why, hint };
            FeedResult { change: None, outcome, is_reached: true }
        })
    }
}

/// The result of a feed whose server was not reached for another feed.
fn unreached() -> FeedResult {
    let why = "its server could not be reached for another feed".to_owned();
    FeedResult { change: None, outcome: FeedOutcome::Skipped { why }, is_reached: false }
}

/// Returns the feeds to request, each once.
fn jobs<'a>(
    subscriptions: &'a [Subscription],
    scope: &SyncScope,
    known: &StoredState,
    now: Timestamp,
) -> Vec<Job<'a>> {
    let mut seen = HashSet::new();
    let mut jobs = Vec::new();
    for subscription in subscriptions {
        let identity = identity(&subscription.address);
        let record = find(&known.feeds, identity);
        if !is_wanted(subscription, record, scope, now) || !seen.insert(identity) {
            continue;
        }
        let adopted = record.and_then(|record| record.adopted.as_deref());
        let host = target(subscription, adopted).as_ref().map(host_of).unwrap_or_default();
        let address = subscription.masked().to_string();
        let fresh = FeedRecord { identity, ..FeedRecord::default() };
        let record_now = FeedRecord { address, ..record.cloned().unwrap_or(fresh) };
        jobs.push(Job { subscription, record: record_now, host });
    }
    jobs
}

fn is_wanted(
    subscription: &Subscription,
    record: Option<&FeedRecord>,
    scope: &SyncScope,
    now: Timestamp,
) -> bool {
    let is_active = !subscription.paused;
    match scope {
        SyncScope::Only(addresses) => {
            let masked = subscription.masked().to_string();
            addresses.iter().any(|it| *it == subscription.address || *it == masked)
        }
        SyncScope::All => is_active,
        SyncScope::Due => {
            let has_come = |it: &FeedRecord| it.next.is_none_or(|next| has_come(next, now));
            let is_due = |it: &FeedRecord| !it.suspended && has_come(it);
            is_active && record.is_none_or(is_due)
        }
        SyncScope::Stale => is_active && record.is_none_or(|record| is_stale(record, now)),
    }
}

/// Whether a feed may be requested by hand: not within an hour, nor while its response is fresh.
fn is_stale(record: &FeedRecord, now: Timestamp) -> bool {
    let fresh = record.freshness.min(super::schedule::DAY).max(HOUR);
    record.fetched.is_none_or(|fetched| has_come(later(fetched, fresh), now))
}
