//! A sync: which feeds are requested, by several workers in parallel; their results go to the
//! recorder one by one. Whether this computer is offline is decided for all of them together.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use jiff::Timestamp;

use crate::net::is_private_url;
use crate::state::FeedRecord;
use crate::state::HostRecord;
use crate::state::StateError;

use super::address::{host_of, identity};
use super::control::{SyncControl, SyncScope};
use super::event::{FeedOutcome, SyncEvent, SyncSummary};
use super::feed_sync::{FeedResult, FeedSync};
use super::job::Job;
use super::opened::{Library, by_identity};
use super::queue::Queue;
use super::recorder::Recorder;
use super::request::target;
use super::spacing::{LEFT_ALONE, is_due, is_held, too_soon};
use super::subscription::Subscription;

/// Servers that are requested in parallel.
const WORKERS: usize = 16;

/// The stored state at the beginning of a sync.
struct StoredState {
    feeds: Vec<FeedRecord>,
    hosts: HashMap<String, HostRecord>,
}

impl Library {
    /// Requests the subscriptions of a scope, and writes new articles. Does nothing while another
    /// process is syncing.
    ///
    /// # Errors
    /// If the state cannot be read and written: then nobody is asked, because what is learned could
    /// not be kept. What a single feed fails with is reported.
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
            let mut state = self.state();
            state.check_writable()?;
            let hosts = state.hosts()?.into_iter().map(|host| (host.host.clone(), host));
            StoredState { feeds: state.feeds()?, hosts: hosts.collect() }
        };
        let (jobs, held) = self.jobs(subscriptions, scope, &known, (control.now)());
        (control.report)(SyncEvent::Started { feeds: jobs.len() + held.len() });
        let recorder = Recorder::new(self, control, subscriptions);
        for (job, why) in held {
            recorder.held(&job, why);
        }
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
        let is_left_alone =
            |job: &Job<'_>| known.hosts.get(&job.host).is_some_and(|host| is_held(host, now));
        let (held, free): (Vec<_>, Vec<_>) = jobs.into_iter().partition(is_left_alone);
        for job in &held {
            recorder.held(job, LEFT_ALONE.to_owned());
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
                    recorder.held(&job, LEFT_ALONE.to_owned());
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
        let feed_sync = FeedSync {
            library: self,
            subscription: job.subscription,
            record: job.record,
            others: &known.feeds,
            host: known.hosts.get(&job.host).cloned(),
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

impl Library {
    /// Returns the feeds to request, each once, and those that it is too early for, with the reason.
    fn jobs<'a>(
        &self,
        subscriptions: &'a [Subscription],
        scope: &SyncScope,
        known: &StoredState,
        now: Timestamp,
    ) -> (Vec<Job<'a>>, Vec<(Job<'a>, String)>) {
        let records = by_identity(&known.feeds);
        let mut seen = HashSet::new();
        let (mut jobs, mut held) = (Vec::new(), Vec::new());
        for subscription in subscriptions {
            let identity = identity(&subscription.address);
            let record = records.get(&identity).copied();
            if !is_wanted(subscription, record, scope, now) || !seen.insert(identity) {
                continue;
            }
            let job = job(subscription, identity, record);
            match record.and_then(|record| self.too_early(&job, record, scope, now)) {
                // Nobody named it.
                Some(_) if scope.is_stale() => {}
                Some(why) => held.push((job, why)),
                None => jobs.push(job),
            }
        }
        (jobs, held)
    }

    /// Returns why a feed is not requested by hand. Servers of the user's own may be asked at any
    /// time, and so may a feed right after its address was changed.
    fn too_early(
        &self,
        job: &Job<'_>,
        record: &FeedRecord,
        scope: &SyncScope,
        now: Timestamp,
    ) -> Option<String> {
        let url = target(job.subscription, record.adopted.as_deref())?;
        let is_own = is_private_url(&url);
        let is_changed = record.address != job.record.address;
        if *scope == SyncScope::Due || is_changed || is_own && !scope.is_stale() {
            return None;
        }
        let every = job.subscription.every;
        if record.failure.is_some() {
            let is_named = matches!(scope, SyncScope::Only(_));
            let is_free = is_own || is_named || record.suspended || is_due(record, every, now);
            return (!is_free).then(|| "it failed, and is tried again later".to_owned());
        }
        let validators = || self.state().validators(record.identity);
        too_soon(record, every, || validators().is_ok_and(|it| !it.is_empty()), now)
    }
}

fn job<'a>(subscription: &'a Subscription, identity: u64, record: Option<&FeedRecord>) -> Job<'a> {
    let adopted = record.and_then(|record| record.adopted.as_deref());
    let host = target(subscription, adopted).as_ref().map(host_of).unwrap_or_default();
    let address = subscription.masked().to_string();
    let fresh = FeedRecord { identity, ..FeedRecord::default() };
    let record = FeedRecord { address, ..record.cloned().unwrap_or(fresh) };
    Job { subscription, record, host }
}

fn is_wanted(
    subscription: &Subscription,
    record: Option<&FeedRecord>,
    scope: &SyncScope,
    now: Timestamp,
) -> bool {
    let is_active = !subscription.paused;
    let is_among = |addresses: &[String]| {
        let masked = subscription.masked().to_string();
        addresses.iter().any(|it| *it == subscription.address || *it == masked)
    };
    match scope {
        SyncScope::Only(addresses) => is_among(addresses),
        SyncScope::StaleOf(addresses) => is_active && is_among(addresses),
        SyncScope::All | SyncScope::Stale => is_active,
        SyncScope::Due => {
            let has_come = |it: &FeedRecord| !it.suspended && is_due(it, subscription.every, now);
            is_active && record.is_none_or(has_come)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_named_feeds_those_that_are_not_paused_are_requested() {
        let now = Timestamp::constant(1_781_956_800, 0);
        let one = Subscription::new("https://a.example/feed");
        let scope = SyncScope::StaleOf(vec![one.address.clone()]);
        assert!(is_wanted(&one, None, &scope, now));
        let other = Subscription::new("https://b.example/feed");
        assert!(!is_wanted(&other, None, &scope, now), "not among them");
        let paused = Subscription { paused: true, ..one };
        assert!(!is_wanted(&paused, None, &scope, now));
    }
}
