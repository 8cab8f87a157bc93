//! Which pictures are still to be made, in which order, and what is known from before.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use image::DynamicImage;
use url::Url;

use crate::app::Wanted;
use crate::config::Images;
use crate::picture::Location;

/// Pictures whose pixels are kept for when the screen changes.
const KEPT: usize = 12;

/// What is to be made, for all threads that make it.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    images: Images,
    /// Somebody makes what is wanted.
    has_begun: bool,
    has_ended: bool,
    /// Everything that is wanted, be it made or not.
    sources: HashSet<Arc<str>>,
    wanted: VecDeque<Wanted>,
    /// Those that a server has to be asked for.
    remote: VecDeque<(Wanted, Url)>,
    /// Not before then.
    due: Option<Instant>,
    /// Servers are being asked for these.
    under_way: HashSet<Url>,
    /// Why there are none of these; nobody is asked twice.
    failed: HashMap<Url, String>,
    /// The last ones, the oldest first.
    pixels: VecDeque<(Location, Arc<DynamicImage>)>,
}

impl Queue {
    pub(super) fn new(images: Images) -> Self {
        let state = State { images, ..State::default() };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Wants these in place of those that are not made yet; servers are asked only after a rest.
    /// True the first time.
    pub(super) fn ask(&self, wanted: Vec<Wanted>, rest: Duration) -> bool {
        let mut state = self.state();
        state.sources = wanted.iter().map(|wanted| Arc::clone(&wanted.source)).collect();
        state.wanted = wanted.into();
        state.remote.clear();
        state.due = Some(Instant::now() + rest);
        self.changed.notify_all();
        !std::mem::replace(&mut state.has_begun, true)
    }

    pub(super) fn use_settings(&self, images: Images) {
        let mut state = self.state();
        state.images = images;
        // What was refused may be allowed now, and a server may be there again.
        state.failed.clear();
    }

    /// The next one that nobody makes yet; waits for it. None at the end.
    pub(super) fn next(&self) -> Option<Wanted> {
        let mut state = self.state();
        while !state.has_ended {
            if let Some(wanted) = state.wanted.pop_front() {
                return Some(wanted);
            }
            state = self.wait(state, None);
        }
        None
    }

    /// Leaves one to those who ask servers.
    pub(super) fn put_off(&self, wanted: Wanted) {
        let mut state = self.state();
        if let Location::Remote(url) = wanted.location.clone()
            && state.images.fetch
            && state.sources.contains(&wanted.source)
        {
            state.remote.push_back((wanted, url));
            self.changed.notify_all();
        }
    }

    /// The next one that a server has to be asked for; waits for it. None at the end.
    pub(super) fn next_remote(&self) -> Option<(Wanted, Url, Images)> {
        let mut state = self.state();
        while !state.has_ended {
            let left = state.due.map(|due| due.saturating_duration_since(Instant::now()));
            let is_due = left.is_none_or(|left| left.is_zero());
            let free = state.remote.iter().position(|(_, url)| !state.under_way.contains(url));
            if let Some(at) = free.filter(|_| is_due)
                && let Some((wanted, url)) = state.remote.remove(at)
            {
                state.under_way.insert(url.clone());
                return Some((wanted, url, state.images));
            }
            let limit = left.filter(|left| free.is_some() && !left.is_zero());
            state = self.wait(state, limit);
        }
        None
    }

    /// A server has been asked for this one.
    pub(super) fn fetched(&self, url: &Url, failure: Option<String>) {
        let mut state = self.state();
        state.under_way.remove(url);
        if let Some(why) = failure {
            state.failed.insert(url.clone(), why);
        }
        // It may be wanted again by now, in another size.
        let again = state.remote.iter().position(|(_, other)| other == url);
        if let Some((wanted, _)) = again.and_then(|at| state.remote.remove(at)) {
            state.wanted.push_back(wanted);
        }
        self.changed.notify_all();
    }

    /// Why there is no picture at this address.
    pub(super) fn failure(&self, url: &Url) -> Option<String> {
        self.state().failed.get(url).cloned()
    }

    pub(super) fn is_wanted(&self, source: &Arc<str>) -> bool {
        let state = self.state();
        !state.has_ended && state.sources.contains(source)
    }

    /// Pixels that were kept.
    pub(super) fn pixels(&self, location: &Location) -> Option<Arc<DynamicImage>> {
        let state = self.state();
        let kept = state.pixels.iter().find(|(known, _)| known == location);
        kept.map(|(_, pixels)| Arc::clone(pixels))
    }

    /// Keeps pixels for a while; not those of files, which may change.
    pub(super) fn keep(&self, location: &Location, pixels: &Arc<DynamicImage>) {
        if matches!(location, Location::File(_)) {
            return;
        }
        let mut state = self.state();
        state.pixels.retain(|(known, _)| known != location);
        state.pixels.push_back((location.clone(), Arc::clone(pixels)));
        if state.pixels.len() > KEPT {
            state.pixels.pop_front();
        }
    }

    pub(super) fn end(&self) {
        self.state().has_ended = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        limit: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        match limit {
            Some(limit) => {
                let waited = self.changed.wait_timeout(state, limit);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }
}
