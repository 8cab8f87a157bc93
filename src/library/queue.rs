//! The order of requests: one connection a server at a time, with a pause between two requests of
//! one server, and as many servers in parallel as there are workers.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Pause between two requests of one server.
const PAUSE: Duration = Duration::from_secs(1);
/// Pause between two requests of Reddit, which allows no more.
const REDDIT_PAUSE: Duration = Duration::from_secs(60);
/// Longest wait between checks for cancellation.
const WAIT_SLICE: Duration = Duration::from_millis(100);

/// Jobs by server.
#[derive(Debug)]
pub(super) struct Queue<T> {
    state: Mutex<Servers<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Servers<T> {
    all: Vec<Server<T>>,
    is_closed: bool,
    /// Whether a worker waits for the end of a pause.
    is_watched: bool,
}

#[derive(Debug)]
struct Server<T> {
    /// Its name; empty for jobs without a server, which need no pauses.
    name: String,
    /// The next one is the last.
    jobs: Vec<T>,
    ready: Timestamp,
    is_busy: bool,
}

/// The next step of a worker.
enum Next<T> {
    Work(T, usize),
    Wait(Duration),
    WaitForOthers,
    End,
}

impl<T> Queue<T> {
    /// Queues jobs with the names of their servers, in this order.
    pub(super) fn new(jobs: Vec<(String, T)>) -> Self {
        let mut all: Vec<Server<T>> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (name, job) in jobs {
            let has_own = name.is_empty();
            let place = *places.entry(name.clone()).or_insert(all.len());
            match all.get_mut(place).filter(|_| !has_own) {
                Some(server) => server.jobs.push(job),
                None => all.push(Server {
                    name,
                    jobs: vec![job],
                    ready: Timestamp::MIN,
                    is_busy: false,
                }),
            }
        }
        for server in &mut all {
            server.jobs.reverse();
        }
        let state = Mutex::new(Servers { all, is_closed: false, is_watched: false });
        Self { state, changed: Condvar::new() }
    }

    /// The number of servers.
    pub(super) fn servers(&self) -> usize {
        self.lock().all.len()
    }

    /// Waits for the next job and returns it with the index of its server; `None` at the end.
    pub(super) fn take(
        &self,
        now: &dyn Fn() -> Timestamp,
        wait: &dyn Fn(Duration),
        is_stopped: &dyn Fn() -> bool,
    ) -> Option<(T, usize)> {
        loop {
            let mut servers = self.lock();
            if is_stopped() {
                servers.is_closed = true;
            }
            match servers.next(now()) {
                Next::Work(job, server) => return Some((job, server)),
                Next::End => return None,
                // One worker watches the clock for all.
                Next::Wait(time) if !servers.is_watched => {
                    servers.is_watched = true;
                    drop(servers);
                    wait(time.min(WAIT_SLICE));
                    self.lock().is_watched = false;
                    self.changed.notify_one();
                }
                Next::Wait(_) | Next::WaitForOthers => {
                    drop(self.changed.wait(servers).unwrap_or_else(PoisonError::into_inner));
                }
            }
        }
    }

    /// Marks a job of a server as done. If the server is blocked, returns its other jobs.
    pub(super) fn done(&self, server: usize, is_blocked: bool, now: Timestamp) -> Vec<T> {
        let mut servers = self.lock();
        let mut blocked = Vec::new();
        if let Some(server) = servers.all.get_mut(server) {
            server.is_busy = false;
            let pause = if server.name == "reddit.com" { REDDIT_PAUSE } else { PAUSE };
            server.ready = super::schedule::later(now, pause);
            if is_blocked {
                blocked = std::mem::take(&mut server.jobs);
            }
        }
        drop(servers);
        self.changed.notify_all();
        blocked
    }

    /// Drops the remaining jobs.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Servers<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Servers<T> {
    fn next(&mut self, now: Timestamp) -> Next<T> {
        if self.is_closed || self.all.iter().all(|server| server.jobs.is_empty()) {
            return Next::End;
        }
        let mut earliest: Option<Duration> = None;
        for (place, server) in self.all.iter_mut().enumerate() {
            if server.is_busy || server.jobs.is_empty() {
                continue;
            }
            let left = now.duration_until(server.ready);
            if !left.is_positive()
                && let Some(job) = server.jobs.pop()
            {
                server.is_busy = true;
                return Next::Work(job, place);
            }
            // No pause is longer, even if the clock was set back.
            let left = left.unsigned_abs().min(REDDIT_PAUSE);
            earliest = Some(earliest.map_or(left, |other| other.min(left)));
        }
        earliest.map_or(Next::WaitForOthers, Next::Wait)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn a_server_gets_one_request_at_a_time_with_pauses() {
        let jobs = [("a", 1), ("a", 2), ("b", 3), ("", 4), ("", 5)];
        let queue = Queue::new(jobs.map(|(name, job)| (name.to_owned(), job)).to_vec());
        assert_eq!(queue.servers(), 4);
        let clock = Cell::new(0);
        let now = || at(clock.get() / 1_000);
        let wait = |time: Duration| {
            clock.set(clock.get() + i64::try_from(time.as_millis()).expect("short"));
        };
        let take = || queue.take(&now, &wait, &|| false);
        let taken: Vec<_> = (0..4).filter_map(|_| take()).collect();
        assert_eq!(taken, [(1, 0), (3, 1), (4, 2), (5, 3)]);
        assert!(queue.done(0, false, now()).is_empty());
        assert_eq!(take(), Some((2, 0)));
        assert_eq!(clock.get(), 1_000, "it waited for a second");
        assert_eq!(take(), None);
    }

    #[test]
    fn a_server_that_wants_to_be_left_alone_gets_no_more() {
        let jobs = [("a", 1), ("a", 2), ("a", 3)].map(|(name, job)| (name.to_owned(), job));
        let queue = Queue::new(jobs.to_vec());
        let take = || queue.take(&|| at(0), &|_| {}, &|| false);
        assert_eq!(take(), Some((1, 0)));
        assert_eq!(queue.done(0, true, at(0)), [3, 2]);
        assert_eq!(take(), None);
    }
}
