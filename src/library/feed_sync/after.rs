//! What is known of a feed after a sync: when it is requested next, and what its server wants.

use jiff::Timestamp;

use crate::feed::Feed;
use crate::library::address::host_of;
use crate::library::event::FeedOutcome;
use crate::library::failure::{Failure, Kind};
use crate::library::merge::{Merged, Step};
use crate::library::redirect;
use crate::library::request::{Answer, target};
use crate::library::schedule::{self, Pace};
use crate::state::FailureRecord;
use crate::state::FeedChange;
use crate::state::HostRecord;

use super::{FeedResult, FeedSync};

impl FeedSync<'_> {
    /// The server says that nothing has changed.
    pub(super) fn unchanged(&mut self, answer: Option<Answer>) -> FeedResult {
        self.record.failure = None;
        let mut change = FeedChange::default();
        if let Some(answer) = answer {
            // What the server does not say again stays in force.
            let answer =
                Answer { freshness: answer.freshness.or(Some(self.record.freshness)), ..answer };
            self.follow(&answer, true);
            self.succeed(Some(&answer));
            change.validators.push((answer.url.into(), answer.validators));
        }
        change.hosts = self.freed();
        change.feed = self.record.clone();
        FeedResult { change: Some(change), outcome: FeedOutcome::Unchanged, is_reached: true }
    }

    /// The feed has been taken over.
    pub(super) fn change(
        &mut self,
        feed: &Feed,
        answer: Option<Answer>,
        merged: Merged<'_>,
    ) -> FeedChange {
        let dates = feed.entries.iter().filter_map(|entry| entry.published.or(entry.updated));
        self.record.gap = schedule::gap(dates.map(|date| date.at).filter(|at| *at <= self.now));
        self.record.title.clone_from(&feed.title);
        self.record.ttl = feed.ttl.unwrap_or_default();
        self.record.skips = schedule::skips(&feed.skip_hours, &feed.skip_days);
        self.record.changed = Some(self.now);
        self.record.failure = None;
        if let Some(answer) = &answer {
            self.follow(answer, merged.knows_any);
        }
        self.succeed(answer.as_ref());
        let entries = merged.items.into_iter().filter(|item| item.step != Step::Nothing);
        FeedChange {
            feed: self.record.clone(),
            validators: answer.map(|it| (it.url.into(), it.validators)).into_iter().collect(),
            entries: entries.map(|item| item.record).collect(),
            dropped: merged.dropped,
            hosts: self.freed(),
        }
    }

    /// Collects evidence of a permanent redirect.
    fn follow(&mut self, answer: &Answer, knows_any: bool) {
        let written = target(self.subscription, self.record.adopted.as_deref());
        if !answer.is_moved {
            self.record.moved = None;
        } else if knows_any && written.is_some() {
            redirect::follow(&mut self.record, &answer.url, self.others, self.now);
        }
    }

    fn succeed(&mut self, answer: Option<&Answer>) {
        self.record.fetched = Some(self.now);
        self.record.suspended = false;
        self.record.freshness = answer.and_then(|it| it.freshness).unwrap_or_default();
        let is_conditional = answer.is_none_or(|answer| {
            answer.validators.etag.is_some() || answer.validators.modified.is_some()
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

    /// The server answers again.
    fn freed(&self) -> Vec<HostRecord> {
        let held = self.host.iter().filter(|host| host.holds > 0);
        held.map(|host| HostRecord { until: self.now, holds: 0, ..host.clone() }).collect()
    }

    /// Notes why nothing was learned.
    pub(super) fn fail(&mut self, failure: Failure) -> FeedResult {
        if failure.kind == Kind::Stopped {
            let outcome = FeedOutcome::Held { why: failure.why };
            return FeedResult { change: None, outcome, is_reached: true };
        }
        let mut change = FeedChange::default();
        let stored = self.failure(&failure);
        if failure.kind == Kind::Held {
            let host = self.hold(failure.until);
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
            Kind::Held => FeedOutcome::Held { why },
            _ => FeedOutcome::Failed { why, hint },
        };
        FeedResult { change: Some(change), outcome, is_reached: kind != Kind::Unreached }
    }

    /// An adopted redirect may have been a mistake.
    fn forget_redirect(&mut self, kind: Kind) {
        if matches!(kind, Kind::Denied | Kind::Missing | Kind::Gone | Kind::Unreached) {
            self.record.adopted = None;
            self.record.moved = None;
        }
    }

    /// Counts the failures of one kind.
    fn failure(&self, failure: &Failure) -> FailureRecord {
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

    fn hold(&self, until: Option<Timestamp>) -> HostRecord {
        let url = target(self.subscription, self.record.adopted.as_deref());
        let host = url.as_ref().map(host_of).unwrap_or_default();
        let holds = self.host.as_ref().map_or(0, |host| host.holds);
        let until = schedule::hold(until, holds, self.now);
        HostRecord { host, until, holds: holds.saturating_add(1) }
    }
}
