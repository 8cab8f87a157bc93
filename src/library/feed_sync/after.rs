//! The state of a feed after a sync: its next request, its failures and the limits of its server.

use jiff::Timestamp;

use crate::feed::Feed;
use crate::library::address::host_of;
use crate::library::event::FeedOutcome;
use crate::library::failure::{Failure, FailureKind};
use crate::library::merge::{Merged, Step};
use crate::library::redirect;
use crate::library::request::{ResponseFacts, target};
use crate::library::schedule::{self, Pace};
use crate::state::FailureRecord;
use crate::state::FeedChange;
use crate::state::HostRecord;

use super::{FeedResult, FeedSync};

impl FeedSync<'_> {
    /// Returns the result of a response "unchanged".
    pub(super) fn unchanged(&mut self, facts: Option<ResponseFacts>) -> FeedResult {
        self.record.failure = None;
        let mut change = FeedChange::default();
        if let Some(facts) = facts {
            // A freshness that is not repeated stays in force.
            let facts = ResponseFacts {
                freshness: facts.freshness.or(Some(self.record.freshness)),
                ..facts
            };
            self.record_redirect(&facts, true);
            self.schedule_next(Some(&facts));
            change.validators.push((facts.url.into(), facts.validators));
        }
        change.hosts = self.lifted_limits();
        change.feed = self.record.clone();
        FeedResult { change: Some(change), outcome: FeedOutcome::Unchanged, is_reached: true }
    }

    /// Returns the change after the documents of the feed are written.
    pub(super) fn change(
        &mut self,
        feed: &Feed,
        facts: Option<ResponseFacts>,
        merged: Merged<'_>,
    ) -> FeedChange {
        let dates = feed.entries.iter().filter_map(|entry| entry.published.or(entry.updated));
        self.record.gap = schedule::gap(dates.map(|date| date.at).filter(|at| *at <= self.now));
        self.record.title.clone_from(&feed.title);
        self.record.ttl = feed.ttl.unwrap_or_default();
        self.record.skips = schedule::skips(&feed.skip_hours, &feed.skip_days);
        self.record.changed = Some(self.now);
        self.record.failure = None;
        if let Some(facts) = &facts {
            self.record_redirect(facts, merged.knows_any);
        }
        self.schedule_next(facts.as_ref());
        let entries = merged.items.into_iter().filter(|item| item.step != Step::Unchanged);
        FeedChange {
            feed: self.record.clone(),
            validators: facts.map(|it| (it.url.into(), it.validators)).into_iter().collect(),
            entries: entries.map(|item| item.record).collect(),
            dropped: merged.dropped,
            hosts: self.lifted_limits(),
        }
    }

    /// Collects evidence of a permanent redirect.
    fn record_redirect(&mut self, facts: &ResponseFacts, knows_any: bool) {
        let written = target(self.subscription, self.record.adopted.as_deref());
        if !facts.is_moved {
            self.record.moved = None;
        } else if knows_any && written.is_some() {
            redirect::record(&mut self.record, &facts.url, self.others, self.now);
        }
    }

    fn schedule_next(&mut self, facts: Option<&ResponseFacts>) {
        self.record.fetched = Some(self.now);
        self.record.suspended = false;
        self.record.freshness = facts.and_then(|it| it.freshness).unwrap_or_default();
        let is_conditional = facts.is_none_or(|facts| {
            facts.validators.etag.is_some() || facts.validators.modified.is_some()
        });
        let pace = Pace {
            every: self.subscription.every,
            gap: self.record.gap,
            freshness: self.record.freshness,
            ttl: self.record.ttl,
            skips: self.record.skips,
            is_conditional,
            seed: self.seed(),
        };
        self.record.next = Some(schedule::after_success(&pace, self.now));
    }

    fn seed(&self) -> (u64, u64) {
        (self.record.identity, self.record.requests)
    }

    /// Lifts the rate limit of a server that responds again.
    fn lifted_limits(&self) -> Vec<HostRecord> {
        let limited = self.host.iter().filter(|host| host.rate_limits > 0);
        limited.map(|host| HostRecord { until: self.now, rate_limits: 0, ..host.clone() }).collect()
    }

    /// Returns the result of a failure.
    pub(super) fn fail(&mut self, failure: Failure) -> FeedResult {
        if failure.kind == FailureKind::Stopped {
            let outcome = FeedOutcome::Skipped { why: failure.why };
            return FeedResult { change: None, outcome, is_reached: true };
        }
        let mut change = FeedChange::default();
        let stored = self.failure_record(&failure);
        if failure.kind == FailureKind::RateLimited {
            let host = self.rate_limited_host(failure.until);
            self.record.next = Some(host.until);
            change.hosts.push(host);
        } else {
            let (backoff, moment) = (failure.kind.backoff(), (self.now, self.seed()));
            self.record.next = schedule::after_failure(backoff, stored.count, stored.since, moment);
            self.record.suspended = self.record.next.is_none();
        }
        self.record.failure = Some(stored);
        self.forget_redirect(failure.kind);
        change.feed = self.record.clone();
        let Failure { kind, why, hint, .. } = failure;
        let outcome = match kind {
            FailureKind::RateLimited => FeedOutcome::Skipped { why },
            _ => FeedOutcome::Failed { why, hint },
        };
        FeedResult { change: Some(change), outcome, is_reached: kind != FailureKind::Unreached }
    }

    /// An adopted redirect may have been a mistake.
    fn forget_redirect(&mut self, kind: FailureKind) {
        if matches!(
            kind,
            FailureKind::Denied | FailureKind::Missing | FailureKind::Gone | FailureKind::Unreached
        ) {
            self.record.adopted = None;
            self.record.moved = None;
        }
    }

    /// Counts the failures of one kind in a row.
    fn failure_record(&self, failure: &Failure) -> FailureRecord {
        let kind = failure.kind.name();
        let old = self.record.failure.as_ref().filter(|old| old.kind == kind);
        FailureRecord {
            kind: kind.to_owned(),
            since: old.map_or(self.now, |old| old.since),
            count: old.map_or(1, |old| old.count.saturating_add(1)),
            why: failure.why.clone(),
            hint: failure.hint.clone(),
        }
    }

    fn rate_limited_host(&self, until: Option<Timestamp>) -> HostRecord {
        let url = target(self.subscription, self.record.adopted.as_deref());
        let host = url.as_ref().map(host_of).unwrap_or_default();
        let rate_limits = self.host.as_ref().map_or(0, |host| host.rate_limits);
        let until = schedule::rate_limited_until(until, rate_limits, self.now);
        HostRecord { host, until, rate_limits: rate_limits.saturating_add(1) }
    }
}
