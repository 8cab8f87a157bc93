//! The pictures still to be made, in order, and what is known from earlier requests.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use image::DynamicImage;
use url::Url;

use crate::app::Wanted;
use crate::config::Images;
use crate::picture::Location;

/// Upper bound on cached pixels in bytes; they are reused when the screen changes.
const KEPT: usize = 64 * 1024 * 1024;
/// How long a failed address is not requested again.
const AGAIN: Duration = Duration::from_secs(60);

/// Queue of pictures to make, shared by all threads that make them.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    images: Images,
    /// Whether the threads have been started.
    has_begun: bool,
    has_ended: bool,
    /// All wanted pictures, whether made or not.
    sources: HashSet<Arc<str>>,
    wanted: VecDeque<Wanted>,
    /// Pictures that have to be fetched from a server.
    remote: VecDeque<(Wanted, Url)>,
    /// Earliest time of the next request to a server.
    due: Option<Instant>,
    /// Addresses that are being fetched.
    under_way: HashSet<Url>,
    /// Failed addresses with reason and time, so that they are not requested again at once.
    failed: HashMap<Url, (String, Instant)>,
    /// Cached pixels, the oldest first.
    pixels: VecDeque<(Location, Arc<DynamicImage>)>,
}

impl Queue {
    pub(super) fn new(images: Images) -> Self {
        let state = State { images, ..State::default() };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Replaces all requests that have not been started; servers are asked only after `rest`.
    /// Returns true on the first call.
    pub(super) fn ask(&self, wanted: Vec<Wanted>, rest: Duration) -> bool {
        let mut state = self.state();
        state.sources = wanted.iter().map(|wanted| Arc::clone(&wanted.source)).collect();
        state.wanted = wanted.into();
        state.remote.clear();
        if state.sources.is_empty() {
            state.pixels.clear();
        }
        state.due = Some(Instant::now() + rest);
        self.changed.notify_all();
        !std::mem::replace(&mut state.has_begun, true)
    }

    pub(super) fn use_settings(&self, images: Images) {
        let mut state = self.state();
        state.images = images;
        // What was forbidden may be allowed now, and a server may be back.
        state.failed.clear();
    }

    /// Waits for the next picture to make. Returns `None` when the queue has ended.
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

    /// Hands a picture to the threads that fetch from servers.
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

    /// Waits for the next picture to fetch. Returns `None` when the queue has ended.
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

    /// Records the result of a request that was sent with these settings.
    pub(super) fn fetched(&self, url: &Url, images: Images, failure: Option<String>) {
        let mut state = self.state();
        state.under_way.remove(url);
        if let Some(why) = failure.filter(|_| state.images == images) {
            state.failed.insert(url.clone(), (why, Instant::now()));
        }
        // The picture may have been requested again meanwhile, in another size or with another
        // name.
        let remote = std::mem::take(&mut state.remote);
        let (again, others): (Vec<_>, Vec<_>) =
            remote.into_iter().partition(|(_, other)| other == url);
        state.remote = others.into();
        state.wanted.extend(again.into_iter().map(|(wanted, _)| wanted));
        self.changed.notify_all();
    }

    /// Returns why an address failed, if that was a moment ago.
    pub(super) fn failure(&self, url: &Url) -> Option<String> {
        let state = self.state();
        let (why, since) = state.failed.get(url)?;
        (since.elapsed() < AGAIN).then(|| why.clone())
    }

    pub(super) fn is_wanted(&self, source: &Arc<str>) -> bool {
        let state = self.state();
        !state.has_ended && state.sources.contains(source)
    }

    /// Returns cached pixels.
    pub(super) fn pixels(&self, location: &Location) -> Option<Arc<DynamicImage>> {
        let state = self.state();
        let kept = state.pixels.iter().find(|(known, _)| known == location);
        kept.map(|(_, pixels)| Arc::clone(pixels))
    }

    /// Caches pixels for a while; not those of files, which may change.
    pub(super) fn keep(&self, location: &Location, pixels: &Arc<DynamicImage>) {
        if matches!(location, Location::File(_)) {
            return;
        }
        let mut state = self.state();
        state.pixels.retain(|(known, _)| known != location);
        state.pixels.push_back((location.clone(), Arc::clone(pixels)));
        let bytes = |(_, pixels): &(Location, Arc<DynamicImage>)| pixels.as_bytes().len();
        while state.pixels.len() > 1 && state.pixels.iter().map(bytes).sum::<usize>() > KEPT {
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

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::picture::{Font, Graphics};
    use crate::terminal::Protocol;

    fn queue() -> Queue {
        Queue::new(Images { fetch: true, ..Images::default() })
    }

    fn url(name: &str) -> Url {
        Url::parse(&format!("https://e.org/{name}")).expect("an address")
    }

    /// A remote picture that its document names `source`.
    fn wanted(source: &str, name: &str) -> Wanted {
        let graphics =
            Graphics { protocol: Protocol::Kitty, font: Font::default(), wrapped: false };
        let location = Location::Remote(url(name));
        Wanted { source: source.into(), location, room: Size::new(9, 9), graphics }
    }

    /// Requests these pictures and hands them to the threads that fetch.
    fn put_off(queue: &Queue, wanted: &[Wanted]) {
        queue.ask(wanted.to_vec(), Duration::ZERO);
        for _ in wanted {
            let next = queue.next().expect("one");
            queue.put_off(next);
        }
    }

    fn next(queue: &Queue) -> Wanted {
        queue.next_remote().expect("one").0
    }

    #[test]
    fn what_is_not_wanted_any_more_is_left() {
        let queue = queue();
        put_off(&queue, &[wanted("a", "a"), wanted("b", "b")]);
        assert_eq!(next(&queue), wanted("a", "a"));
        put_off(&queue, &[wanted("c", "c")]);
        assert!(!queue.is_wanted(&"a".into()) && queue.is_wanted(&"c".into()));
        assert_eq!(next(&queue), wanted("c", "c"));
        queue.end();
        assert!(queue.next_remote().is_none() && queue.next().is_none());
    }

    #[test]
    fn one_address_is_asked_once_at_a_time_however_it_is_named() {
        let queue = queue();
        put_off(&queue, &[wanted("a", "x"), wanted("b", "x"), wanted("c", "x"), wanted("d", "y")]);
        assert_eq!(next(&queue), wanted("a", "x"));
        assert_eq!(next(&queue), wanted("d", "y"), "x is under way");
        let images = Images { fetch: true, ..Images::default() };
        queue.fetched(&url("x"), images, Some("gone".to_owned()));
        // The thread that makes pictures finds the result.
        assert_eq!(queue.next(), Some(wanted("b", "x")));
        assert_eq!(queue.next(), Some(wanted("c", "x")));
        assert_eq!(queue.failure(&url("x")).as_deref(), Some("gone"));
    }

    /// Otherwise what failed before it was allowed would never be tried again.
    #[test]
    fn other_settings_forget_what_failed() {
        let queue = queue();
        put_off(&queue, &[wanted("a", "x")]);
        assert_eq!(next(&queue), wanted("a", "x"));
        let before = Images { fetch: true, ..Images::default() };
        queue.use_settings(Images { private: true, ..before });
        queue.fetched(&url("x"), before, Some("private".to_owned()));
        assert_eq!(queue.failure(&url("x")), None);
    }

    #[test]
    fn servers_are_asked_only_after_a_rest() {
        let queue = queue();
        queue.ask(vec![wanted("a", "x")], Duration::from_millis(30));
        let asked = Instant::now();
        let one = queue.next().expect("one");
        queue.put_off(one);
        assert_eq!(next(&queue), wanted("a", "x"));
        assert!(asked.elapsed() >= Duration::from_millis(30));
    }

    #[test]
    fn pixels_of_servers_are_kept_and_those_of_files_are_not() {
        let queue = queue();
        let pixels = Arc::new(DynamicImage::new_rgba8(2, 2));
        let (remote, file) = (Location::Remote(url("x")), Location::File(vec!["x".into()]));
        queue.keep(&remote, &pixels);
        queue.keep(&file, &pixels);
        assert!(queue.pixels(&remote).is_some() && queue.pixels(&file).is_none());
        queue.ask(Vec::new(), Duration::ZERO);
        assert!(queue.pixels(&remote).is_none(), "nothing is shown");
    }
}
